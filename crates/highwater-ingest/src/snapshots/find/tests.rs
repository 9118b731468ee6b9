//! Which file is taken for a snapshot, and which is not.

use super::*;

const HELLO: &str = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

fn snapshot() -> Snapshot {
    Snapshot {
        name: "a".to_owned(),
        address: "https://example.org/a.csv".parse().unwrap(),
        sha256: HELLO.parse().unwrap(),
        size: 6,
        licence: String::new(),
        date: String::new(),
        credit: String::new(),
        holds: String::new(),
        replaces: None,
        spans: crate::snapshots::Spans {
            name: 0..0,
            address: 0..0,
            sha256: 0..0,
            size: 0..0,
        },
    }
}

/// Returns where the snapshot is found among files given as path and text.
fn found(files: &[(&str, &str)]) -> Result<String, String> {
    let top = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = top.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let folders = ["one", "two"].map(|name| Folder::new(&top.path().join(name), name));
    let found = snapshot().find(&folders);
    found
        .map(|found| found.shown_as)
        .map_err(|error| error.to_string())
}

#[test]
fn what_it_holds_decides_not_its_name() {
    let (right, wrong) = ("hello\n", "hullo\n");
    let check = |files: &[(&str, &str)], at: &str| assert_eq!(found(files).unwrap(), at);
    check(&[("one/a.csv", wrong), ("one/b", right)], "one/b");
    check(&[("one/z", right), ("one/a/b", right)], "one/z");
    check(&[("two/a", right), ("one/a/b", right)], "one/a/b");
    check(&[("one/a", wrong), ("two/a", right)], "two/a");
}

#[test]
fn what_is_hidden_deep_or_different_is_passed_over() {
    let check = |files: &[(&str, &str)], told: &str| {
        assert_eq!(
            found(files).unwrap_err(),
            format!("the snapshot `a` is not in {told}")
        );
    };
    check(&[], "`one` (no such folder), `two` (no such folder)");
    check(
        &[("one/a.csv", "hullo\n")],
        "`one` (1 file), `two` (no such folder)",
    );
    check(
        &[
            ("one/.a.part", "hello\n"),
            ("one/a/b/c", "hello\n"),
            ("two/a", "hello\n\n"),
            ("two/b", ""),
        ],
        "`one` (0 files), `two` (2 files)",
    );
}

#[test]
fn the_usual_folders_in_their_order() {
    let shown = |given: Option<&Path>| -> Vec<String> {
        let folders = usual_folders(Path::new("/top"), given);
        folders.into_iter().map(|folder| folder.shown_as).collect()
    };
    assert_eq!(shown(None), ["data/cache", "../shared/data"]);
    assert_eq!(
        shown(Some(Path::new("mine/"))),
        ["mine", "data/cache", "../shared/data"]
    );
    assert_eq!(shown(Some(Path::new("/")))[0], "/");
}
