//! Bad input, and what it gets: file, line, column name, text, rule, nearest.

use highwater_ingest::{Catalog, TextFile, read};

use crate::table::{Speed, faults};

const HEADER: &str = "month,score,speed,note\n";

fn check(rows: &str, expected: &[&str]) {
    assert_eq!(
        faults(format!("{HEADER}{rows}").as_bytes()),
        expected,
        "{rows}"
    );
}

#[test]
fn header() {
    assert_eq!(
        faults(b"month,scores,speed,note,speed\n"),
        [
            "t.csv:1:1: the column `score` is missing from the header -> scores",
            "t.csv:1:25: the column `speed` stands twice in the header; rename one, or write `names = [..]` with all 5 names for this table in `tables.toml`",
        ]
    );
}

#[test]
fn row_too_short_or_too_long() {
    check(
        "2022-01,1%,2\n2022-02,1%,2,a,b\n",
        &[
            "t.csv:2:1: the row has 3 cells and the header 4; give each column a cell, and close each quote; if rows may end early, write `ragged = true` for this table in `tables.toml`",
            "t.csv:3:1: the row has 5 cells and the header 4; quote a cell that holds a comma",
        ],
    );
}

#[test]
fn cells() {
    check(
        "2022-01,many%,2,a\n2023-13,1%,N/A,b\n2024-01,N/A (lost),15-10,\n",
        &[
            "t.csv:2:9: column `score`: `many%` is not a number; write `28M`, `~25,000`, `10-15` or `120+`",
            "t.csv:3:1: column `month`: `2023-13` is not a month; write year and month as `2023-07` -> 2023-12",
            "t.csv:3:12: column `speed`: `N/A` says missing without a reason; write `N/A (reason)`",
            "t.csv:4:9: column `score`: `N/A (lost)` says missing, but this column must have a value",
            "t.csv:4:20: column `speed`: `15-10` is a range upside down; write the smaller number first -> 10-15",
            "t.csv:4:26: column `note`: the cell is empty; write a value, or `N/A (reason)` where it is missing",
        ],
    );
}

#[test]
fn keys() {
    check(
        "2022-02,1%,2,a\n2022-01,1%,2,b\n2022-02,1%,2,c\n",
        &[
            "t.csv:3:1: column `month`: `2022-01` comes after `2022-02`; the rows must ascend",
            "t.csv:4:1: column `month`: `2022-02` stands in line 2 already; each row needs a key of its own; if several columns tell rows apart, write `key = [..]` with them for this table in `tables.toml`",
        ],
    );
}

#[test]
fn a_place_after_a_quoted_line_break_is_right() {
    check(
        "2022-01,1%,2,\"é\nb\"\n2022-02,é,2,a\n",
        &[
            "t.csv:4:9: column `score`: `é` is not a number; write `28M`, `~25,000`, `10-15` or `120+`",
        ],
    );
}

#[test]
fn an_empty_file_is_told_its_header() {
    for bytes in [&b""[..], b"\n\n", b"\xef\xbb\xbf"] {
        assert_eq!(
            faults(bytes),
            ["t.csv: the file is empty; it must start with the header `month,score,speed,note`"]
        );
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"2022-01,1%,2,caf\xe9\n");
    assert_eq!(
        faults(&bytes),
        [
            "t.csv:2:17: column `note`: the byte `0xe9` is not UTF-8, and `é` in Windows-1252; save the file as UTF-8, or write `encoding = \"windows-1252\"` for this table in `tables.toml`"
        ]
    );
}

#[test]
fn a_folder_reports_all_files_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("a.csv"),
        format!("{HEADER}2022-01,x%,2,a\n"),
    )
    .unwrap();
    std::fs::write(folder.path().join("tables.toml"), "origin = 1").unwrap();
    let mut catalog = Catalog::open(folder.path(), "data/t");
    let rows = catalog.read::<Speed>("a.csv");
    catalog.read::<Speed>("missing.csv");
    assert!(rows.is_empty());
    let texts: Vec<String> = catalog.faults.iter().map(ToString::to_string).collect();
    assert!(
        texts[0].starts_with("data/t/tables.toml:1:10: the list of tables cannot be used"),
        "{texts:?}"
    );
    assert!(
        texts[1].starts_with("data/t/a.csv:2:9: column `score`"),
        "{texts:?}"
    );
    // A list that cannot be read says nothing of what is in it.
    assert!(
        texts[2].starts_with("data/t/missing.csv: the file cannot be read"),
        "{texts:?}"
    );
}

#[test]
fn each_fault_has_a_place_that_holds_its_text() {
    let file = TextFile::new(
        "t.csv",
        format!("{HEADER}2022-01,x%,2,a\n2023-13,1%,\"y\",a\n").as_bytes(),
    );
    let (_, faults) = read::<Speed>(&file);
    assert_eq!(faults.len(), 3);
    for fault in faults {
        let place = fault.place.unwrap();
        let text = String::from_utf8_lossy(&file.bytes[place.bytes]).into_owned();
        assert_eq!(text.trim_matches('"'), fault.found);
    }
}

#[test]
fn a_folder_that_is_not_there_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalog = Catalog::open(&folder.path().join("t"), "data/t");
    catalog.read::<Speed>("a.csv");
    catalog.read::<Speed>("b.csv");
    let texts: Vec<String> = catalog.faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        ["data/t: no table can be read: there is no such folder"]
    );
    assert!(catalog.faults[0].help().unwrap().contains("`tables.toml`"));
}

#[test]
fn numbers_out_of_bounds_are_told_with_what_would_do() {
    let cases = [
        ("158%", "2", "score", Some("100%")),
        ("-3%", "2", "score", Some("3%")),
        ("-158%", "2", "score", Some("0%")),
        ("1%", "0", "speed", None),
        ("1%", "-41M", "speed", Some("41M")),
        ("1%", "~-4", "speed", Some("~4")),
        ("1%", "-2 million", "speed", None),
        ("1%", "1e400", "speed", None),
        ("1%", &"9".repeat(48), "speed", None),
        ("90-101%", "2", "score", Some("100%")),
    ];
    for (score, speed, column, nearest) in cases {
        let text = format!("{HEADER}2022-01,{score},{speed},a\n");
        let (_, faults) = read::<Speed>(&TextFile::new("t.csv", text.as_bytes()));
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert_eq!(faults[0].column.as_deref(), Some(column), "{text}");
        assert_eq!(faults[0].nearest.as_deref(), nearest, "{text}");
        assert_eq!(faults[0].place.as_ref().map(|place| place.line), Some(2));
    }
    let (_, faults) = read::<Speed>(&TextFile::new(
        "t.csv",
        format!("{HEADER}2022-01,158%,0,a\n").as_bytes(),
    ));
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "t.csv:2:9: column `score`: `158%` is out of bounds; this column holds a share from `0%` to `100%`",
            "t.csv:2:14: column `speed`: `0` is out of bounds; this column holds a number above zero, up to `1,000T`",
        ]
    );
}

#[test]
fn characters_that_cannot_be_seen_are_refused_in_every_column() {
    check(
        "2022-01,1%,2\0,\"a\n\u{202e}b\"\n2022-02,x\u{7f}%,2,a\n",
        &[
            "t.csv:2:13: column `speed`: `2\\u{0}` holds U+0000, which cannot be seen or turns the text around; delete it -> 2",
            "t.csv:3:1: column `note`: `a\n\\u{202e}b` holds U+202E, which cannot be seen or turns the text around; delete it -> a\nb",
            "t.csv:4:9: column `score`: `x%` is not a number; write `28M`, `~25,000`, `10-15` or `120+`",
            "t.csv:4:10: column `score`: `x\\u{7f}%` holds U+007F, which cannot be seen or turns the text around; delete it -> x%",
        ],
    );
}

#[test]
fn an_open_quote_is_told_where_it_opens() {
    check(
        "2022-01,1%,\"2,a\n2022-02,1%,2,a\n",
        &[
            "t.csv:2:12: column `speed`: the quote that opens here is never closed; close it, or double it if it is part of the text",
        ],
    );
    assert_eq!(
        faults(b"month,\"score,speed,note\n2022-01,1%,2,a\n"),
        [
            "t.csv:1:7: the quote that opens here is never closed; close it, or double it if it is part of the text"
        ]
    );
}

#[test]
fn other_delimiters_and_other_files_are_told_in_one_fault() {
    assert_eq!(
        faults(b"\xef\xbb\xbfmonth;score;speed;note\n2022-01;1%;2;a\n"),
        [
            "t.csv:1:1: the cells are set apart by `;`; write `delimiter = \";\"` for this table in `tables.toml`"
        ]
    );
    assert!(faults(b"month\tscore\tspeed\tnote\n")[0].contains("set apart by tabs"));
    assert!(faults(b"<!DOCTYPE html>\n<p>404")[0].contains("the file is no CSV but a web page"));
    assert!(faults(b"PK\x03\x04\xff\0\n")[0].contains("save the sheet as CSV"));
}

#[test]
fn the_nearest_column_is_one_that_is_free() {
    // `speed` stands twice, so it is not what `score` may have been meant as.
    let (_, found) = read::<Speed>(&TextFile::new("t.csv", b"month,speed,speed,note\n"));
    assert!(
        found.iter().all(|fault| fault.nearest.is_none()),
        "{found:?}"
    );
    let (_, found) = read::<Speed>(&TextFile::new("t.csv", b"month,scor,speed,note\n"));
    let nearest: Vec<_> = found.iter().map(|fault| fault.nearest.as_deref()).collect();
    assert_eq!(nearest, [Some("scor")]);
}

/// The list of a folder with one table, with these lines about how it was written.
fn list(lines: &str) -> String {
    format!(
        "origin = \"o\"\nlicence = \"l\"\ndate = \"2024-01-02\"\n\n[[table]]\nfile = \"a.csv\"\n\
         title = \"t\"\nnamed_sources = \"s\"\n{lines}"
    )
}

#[test]
fn the_list_of_tables_says_how_each_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.csv",
        b"title\nmonth;score;speed;note\n2022-01;1,5%;-;\x93a\x94\nTotal;1,5%;;\n",
    );
    write(
        "tables.toml",
        list(
            "delimiter = \";\"\ndecimal = \",\"\nencoding = \"windows-1252\"\nskip = 1\n\
             footer = \"Total\"\nmissing = [\"-\"]\nkey = [\"month\", \"note\"]\n",
        )
        .as_bytes(),
    );
    let mut catalog = Catalog::open(folder.path(), "data/t");
    assert_eq!(catalog.files().collect::<Vec<_>>(), ["a.csv"]);
    let rows = catalog.read::<Speed>("a.csv");
    assert_eq!(catalog.faults, []);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].line, rows[0].note.as_str()),
        (3, "\u{201c}a\u{201d}")
    );
    assert_eq!(rows[0].score.quantity.low(), 1.5);
    assert_eq!(rows[0].speed.known(), None);
    // The hash stays that of the file, and its rows are counted as they were read.
    let source = &catalog.sources[0];
    assert_eq!((source.rows(), source.size()), (1, 61));
}

#[test]
fn a_bad_setting_says_where_it_stands_and_what_it_may_be() {
    for (line, told) in [
        (
            "delimiter = \";;\"",
            "tables.toml:9:13: the list of tables cannot be used: `;;` is not a delimiter; write the one character",
        ),
        (
            "encoding = \"ansi\"",
            "tables.toml:9:12: the list of tables cannot be used: `ansi` is not a known encoding",
        ),
        (
            "seperator = \";\"",
            "tables.toml:9:1: the list of tables cannot be used: `seperator` is not a setting of a table",
        ),
        ("decimals = \",\"", "did you mean `decimal`?"),
        ("columns.day = { date = \"%Q\" }", "tables.toml:9:"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("tables.toml"), list(line)).unwrap();
        let catalog = Catalog::open(folder.path(), "data/t");
        let text = catalog.faults[0].to_string();
        assert_eq!(catalog.faults.len(), 1, "{line}");
        assert!(text.contains(told), "{line}: {text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let short = list("").replace("title = \"t\"\n", "");
    std::fs::write(folder.path().join("tables.toml"), short).unwrap();
    let catalog = Catalog::open(folder.path(), "data/t");
    assert!(
        catalog.faults[0]
            .to_string()
            .contains("missing field `title`")
    );
}
