//! A disk that takes no more, and what is left of a file then.

use super::*;
use crate::snapshots::SnapshotList;
use crate::text_file::TextFile;

fn list() -> SnapshotList {
    let text = "[[snapshot]]\nname = \"a\"\naddress = \"https://example.org/a.csv\"\n\
        sha256 = \"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\"\n\
        size = 6\nlicence = \"CC0 1.0\"\ndate = \"2024-10\"\ncredit = \"us\"\nholds = \"a greeting\"\n";
    SnapshotList::parse(&TextFile::new("list.toml", text.as_bytes())).unwrap()
}

/// `/dev/full` answers every write as a full disk does.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_says_so_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Folder::new(folder.path(), "cache");
    fs::write(folder.path().join("a.csv"), "older").unwrap();
    let list = list();
    let mut partial = Partial::open(&cache, &list.snapshots[0]).unwrap();
    partial.file = File::options().write(true).open("/dev/full").unwrap();
    let error = partial.append(b"hello\n", "example.org").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`cache/a.csv` cannot be written: No space left on device (os error 28)"
    );
    assert_eq!(
        error.hint(None),
        "make room on the disk; what was there before is as it was"
    );
    assert!(error.ends_the_run());
    drop(partial);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1);
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), b"older");
}

/// Until it is kept, the file is hidden and the one before it stands.
#[test]
fn a_file_takes_its_place_when_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Folder::new(folder.path(), "cache");
    let target = folder.path().join("a.csv");
    fs::write(&target, "older").unwrap();
    let list = list();
    let mut partial = Partial::open(&cache, &list.snapshots[0]).unwrap();
    partial.append(b"hel", "x").unwrap();
    partial.append(b"lo\n", "x").unwrap();
    assert!(partial.is_complete() && partial.is_right("x").unwrap());
    assert_eq!(fs::read(&target).unwrap(), b"older");
    partial.keep().unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"hello\n");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
