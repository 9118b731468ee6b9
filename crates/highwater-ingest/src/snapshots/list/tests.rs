//! Lists at fault, names that are unknown, bytes that are read.

use super::*;

const LINES: [&str; 8] = [
    r#"name = "a-2024-10""#,
    r#"address = "https://example.org/a.csv""#,
    r#"sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03""#,
    "size = 6",
    r#"licence = "CC0 1.0""#,
    r#"date = "2024-10""#,
    r#"credit = "somebody""#,
    r#"holds = "a greeting""#,
];

/// Returns a list of one snapshot, with one line of it replaced.
fn entry(key: &str, line: &str) -> String {
    let lines = LINES.map(|own| if own.starts_with(key) { line } else { own });
    format!("[[snapshot]]\n{}\n", lines.join("\n"))
}

fn parse(text: &str) -> Result<SnapshotList, Vec<String>> {
    SnapshotList::parse(&TextFile::new("list.toml", text.as_bytes()))
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn check(text: &str, told: &[&str]) {
    let faults = parse(text).unwrap_err();
    assert_eq!(faults.len(), told.len(), "{faults:?}");
    for (fault, told) in faults.iter().zip(told) {
        assert!(fault.contains(told), "`{told}` is not in `{fault}`");
    }
}

#[test]
fn each_fault_has_its_place() {
    check(
        "",
        &["list.toml: the list of snapshots cannot be used: it holds no `[[snapshot]]`"],
    );
    check("[[snapshot]]\nname = 3", &["list.toml:2:8: "]);
    check(&entry("size", ""), &["missing field `size`"]);
    check(&entry("size", "bytes = 6"), &["list.toml:5:1: "]);
    check(&entry("size", "size = -1"), &["list.toml:5:8: "]);
    check(
        &entry("size", "size = 0"),
        &["list.toml:5:8: the list of snapshots cannot be used: a file of 0 bytes"],
    );
    check(&entry("name", r#"name = "../a""#), &["list.toml:2:8: "]);
    check(
        &entry("name", r#"name = "A""#),
        &["the name `A` is not of small letters"],
    );
    check(
        &entry("name", r#"name = ".a""#),
        &["the name `.a` is not of small letters"],
    );
    check(
        &entry("licence", r#"licence = " ""#),
        &["`licence` is empty"],
    );
    check(
        &entry("sha256", r#"sha256 = "5891""#),
        &["`5891` is not a SHA-256"],
    );
    check(
        &entry("address", r#"address = "http://example.org/a""#),
        &["without encryption"],
    );
    for date in [
        "2024",
        "2024-13",
        "2023-02-29",
        "2024-10-1",
        "2024-10é1",
        "today",
    ] {
        check(
            &entry("date", &format!("date = \"{date}\"")),
            &["is no date"],
        );
    }
}

#[test]
fn all_faults_come_at_once() {
    let text = entry("size", "size = 0") + &entry("date", r#"date = "never""#);
    check(&text, &["list.toml:5:8: ", "list.toml:16:8: "]);
    let twice = entry("-", "") + &entry("-", "");
    check(
        &twice,
        &["the name `a-2024-10` stands twice", "has the same hash"],
    );
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    check(
        &format!("\u{feff}{}", entry("size", "size = 0")),
        &["list.toml:5:8: "],
    );
    let list = parse(&format!("\u{feff}{}", entry("-", ""))).unwrap();
    let name = list.snapshots[0].spans.name.clone();
    assert_eq!(&list.file.bytes[name], br#""a-2024-10""#);
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let list = parse(&entry("-", "")).unwrap();
    let error = list.get("a-2024-11").unwrap_err();
    assert_eq!(error.to_string(), "there is no snapshot `a-2024-11`");
    assert_eq!(error.hint(None), "did you mean `a-2024-10`?");
    let error = list.get("something else").unwrap_err();
    assert_eq!(error.hint(None), "there is `a-2024-10`");
}

#[test]
fn bytes_are_read_by_name() {
    let list = parse(&entry("-", "")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let folders = [Folder::new(folder.path(), "here")];
    assert!(matches!(
        list.read("a-2024-10", &folders),
        Err(SnapshotError::NotFound { .. })
    ));
    std::fs::write(folder.path().join("x"), "hello\n").unwrap();
    let file = list.read("a-2024-10", &folders).unwrap();
    assert_eq!((&*file.name, &*file.bytes), ("here/x", &b"hello\n"[..]));
}

/// Entries of a list: a name, and the name that it replaces.
fn editions(entries: &[(&str, &str)]) -> String {
    let entry = |(at, (name, replaces)): (usize, &(&str, &str))| {
        let sum = format!("{at:064}");
        let text = entry("name", &format!("name = \"{name}\""));
        let text = text.replace(&LINES[2][10..74], &sum);
        match *replaces {
            "" => text,
            replaces => format!("{text}replaces = \"{replaces}\"\n"),
        }
    };
    entries.iter().enumerate().map(entry).collect()
}

#[test]
fn editions_are_one_row_from_the_earliest_on() {
    let text = editions(&[("a", ""), ("b", "a"), ("x", ""), ("c", "b")]);
    let list = parse(&text).unwrap();
    for name in ["a", "b", "c"] {
        let found = list.editions(name);
        let names: Vec<&str> = found
            .iter()
            .map(|snapshot| snapshot.name.as_str())
            .collect();
        assert_eq!(names, ["a", "b", "c"], "{name}");
    }
    assert_eq!(list.editions("x").len(), 1);
    assert!(list.editions("y").is_empty());
}

#[test]
fn what_is_replaced_is_listed_above_and_replaced_once() {
    check(
        &editions(&[("greetings-1", ""), ("b", "greeting-1")]),
        &[
            "it replaces `greeting-1`, which is no snapshot listed above it; did you mean `greetings-1`?",
        ],
    );
    check(
        &editions(&[("a", "a")]),
        &["it replaces `a`, which is no snapshot listed above it"],
    );
    check(
        &editions(&[("a", ""), ("b", "a"), ("c", "a")]),
        &["list.toml:29:12: the list of snapshots cannot be used: `b` replaces `a` already"],
    );
}
