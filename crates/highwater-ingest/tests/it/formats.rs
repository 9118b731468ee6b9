//! Tables that are not CSV: JSON, workbooks, Parquet.

use highwater_ingest::{Declared, Settings, TextFile, Value, raw_rows, read_declared};

fn read(name: &str, bytes: &[u8], settings: &str) -> Declared {
    let file = TextFile::new(name, bytes);
    read_declared(&file, &Settings::from_toml(settings).unwrap())
}

/// The texts of the cells, row by row, each with its line.
fn cells(table: &Declared) -> Vec<(u64, Vec<String>)> {
    let faults: Vec<String> = table.faults.kept.iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
    let text = |value: &Value| match value {
        Value::Missing(text) => format!("–{text}"),
        Value::Text(text) => text.clone(),
        Value::Number(quantity, _) => quantity.low().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Year(year) => year.to_string(),
    };
    let rows = table.rows.iter();
    rows.map(|row| (row.line, row.row.iter().map(text).collect()))
        .collect()
}

#[track_caller]
fn holds(table: &Declared, rows: &[(u64, &[&str])]) {
    let rows: Vec<(u64, Vec<String>)> = rows
        .iter()
        .map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
        .collect();
    assert_eq!(cells(table), rows);
}

#[track_caller]
fn fault(table: &Declared) -> String {
    assert_eq!(table.faults.kept.len(), 1, "{:?}", table.faults.kept);
    table.faults.kept[0].to_string()
}

const OBJECTS: &str = r#"[
  {"gauge": "Hill", "mm": 12.5, "at": {"x": 1, "y": null}},
  {"gauge": "Vale, \"low\"", "mm": "~1,200", "wet": true},
  {"mm": 1.2e-05, "gauge": "Süd", "tags": ["a", "b"]}
]"#;

#[test]
fn json_objects_are_rows_with_their_lines() {
    let table = read("t.json", OBJECTS.as_bytes(), "");
    let names: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["gauge", "mm", "at.x", "at.y", "wet", "tags"]);
    holds(
        &table,
        &[
            (2, &["Hill", "12.5", "1", "–", "–", "–"]),
            (3, &["Vale, \"low\"", "1200", "–", "–", "true", "–"]),
            (4, &["Süd", "0.000012", "–", "–", "–", "[\"a\", \"b\"]"]),
        ],
    );
    // The grammar of numbers is that of all tables.
    let Value::Number(about, _) = &table.rows[1].row[1] else {
        panic!("not a number");
    };
    assert!(about.is_approximate());
    let rows = raw_rows(
        &TextFile::new("t.json", OBJECTS.as_bytes()),
        &Settings::default(),
    );
    assert_eq!((rows[0].0, rows[1].0, rows[3].0), (0, 2, 4));
}

#[test]
fn json_lines_and_arrays_of_arrays_are_read_too() {
    let lines = b"{\"a\": \"x\", \"b\": 1}\n\n{\"a\": \"y\", \"b\": 2}\n";
    holds(
        &read("t.jsonl", lines, ""),
        &[(1, &["x", "1"]), (3, &["y", "2"])],
    );
    let arrays = b"[[\"a\", \"b\"],\n [\"x\", 1],\n [\"y\", 2]]";
    holds(
        &read("t.json", arrays, ""),
        &[(2, &["x", "1"]), (3, &["y", "2"])],
    );
    // Rows that share a line are numbered.
    let packed = b"[{\"a\":\"x\"},{\"a\":\"y\"}]";
    holds(&read("t.json", packed, ""), &[(1, &["x"]), (2, &["y"])]);
    let within = b"{\"meta\": {\"n\": 2}, \"data\": {\"rows\": [{\"a\": \"x\"},\n{\"a\": \"y\"}]}}";
    holds(
        &read("t.json", within, "records = 'data.rows'"),
        &[(1, &["x"]), (2, &["y"])],
    );
}

#[test]
fn faults_of_json_stand_where_the_value_does() {
    let bad = OBJECTS.replace("\"~1,200\"", "\"1.200,5\"");
    let found = fault(&read(
        "t.json",
        bad.as_bytes(),
        "columns.mm = { unit = 'mm' }",
    ));
    assert!(
        found.starts_with("t.json:3:36: column `mm`: `1.200,5`"),
        "{found}"
    );
    let settings = "key = ['gauge']\ncolumns.mm = { tests = ['not_null'] }";
    let twice = OBJECTS.replace("Süd", "Hill").replace("12.5", "null");
    let table = read("t.json", twice.as_bytes(), settings);
    let found: Vec<String> = table.faults.kept.iter().map(ToString::to_string).collect();
    assert!(
        found[0].starts_with("t.json:2:27: column `mm`: the cell is empty"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("t.json:4:28: column `gauge`: `Hill` stands in line 2"),
        "{found:?}"
    );
}

#[test]
fn what_is_not_a_table_of_json_is_told_with_what_to_do() {
    for (text, settings, said) in [
        (
            "[{\"a\": 1},\n {\"a\" 2}]",
            "",
            "t.json:2:7: this is not JSON: expected `:`",
        ),
        ("[{\"a\": 1}", "", "this is not JSON: EOF while parsing"),
        ("", "", "t.json: the file is empty"),
        ("[]", "", "t.json: the file is empty"),
        ("[1, 2]", "", "t.json:1:2: a row is an object here"),
        (
            "[[\"a\"], {\"a\": 1}]",
            "",
            "the first row is an array, so each is",
        ),
        (
            "[{\"a\": 1, \"a\": 2}]",
            "",
            "t.json:1:16: `a` stands twice in this object",
        ),
        (
            "{\"meta\": 1, \"rows\": [{\"a\": 1}]}",
            "",
            "the rows stand within an object; write `records = \"rows\"` for this table",
        ),
        (
            "{\"a\": [{\"x\": 1}], \"b\": {\"c\": [[1]]}}",
            "",
            "write one of `records = \"a\"` and `records = \"b.c\"`",
        ),
        (
            "{\"rows\": []}",
            "records = 'row'",
            "`records` names `row`, which is not there",
        ),
        (
            "[{\"a\": 1}]",
            "delimiter = ';'",
            "`delimiter` is a setting of CSV files",
        ),
    ] {
        let found = fault(&read("t.json", text.as_bytes(), settings));
        assert!(found.contains(said), "{text}: {found}");
    }
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    assert!(read("t.json", deep.as_bytes(), "").rows.is_empty());
    let deep = format!("[{}1{}]", "{\"a\":".repeat(5000), "}".repeat(5000));
    assert_eq!(
        read("t.json", deep.as_bytes(), "").columns[0].name,
        "a.a.a.a.a.a.a.a"
    );
}

#[cfg(feature = "xlsx")]
mod workbooks {
    use highwater_ingest::ColumnKind;

    use super::{fault, holds, read};

    const RAIN: &[u8] = include_bytes!("files/rain.xlsx");
    const SHEETS: &[u8] = include_bytes!("files/sheets.xlsx");

    #[test]
    fn a_sheet_is_read_by_its_values() {
        let settings = "missing = ['n.a.']\ncolumns.Day = { kind = 'text' }\n\
                        columns.'Rain (mm)' = { unit = 'mm', tests = ['unique'] }";
        let table = read("rain.xlsx", RAIN, settings);
        assert_eq!(table.columns[2].kind, ColumnKind::Number);
        holds(
            &table,
            &[
                (2, &["Hill", "2023-07-18", "12.5", "true"]),
                (3, &["Vale", "2023-07-19T06:30:00", "3", "false"]),
                (4, &["Dale", "2023-07-20", "–n.a.", "–"]),
            ],
        );
        // The faults of a cell have its row and column.
        let found = fault(&read(
            "rain.xlsx",
            RAIN,
            "columns.Day = { kind = 'text' }\ncolumns.'Rain (mm)' = { unit = 'mm' }",
        ));
        assert!(
            found.starts_with("rain.xlsx:4:3: column `Rain (mm)`: `n.a.`"),
            "{found}"
        );
    }

    #[test]
    fn sheets_and_ranges_are_named() {
        let of = |settings: &str| read("s.xlsx", SHEETS, settings);
        assert_eq!(
            fault(&of("")),
            "s.xlsx: the workbook has several sheets; write one of `sheet = \"Notes\"`, `sheet = \"Data\"` and \
             `sheet = \"Merged rows\"` for this table in `tables.toml`"
        );
        assert!(fault(&of("sheet = 'data'")).contains("did you mean `Data`?"));
        holds(
            &of("sheet = 'Data'\nrange = 'A3:C5'\nheader = true"),
            &[(4, &["Hill", "1", "2"]), (5, &["Vale", "3", "4"])],
        );
        holds(
            &of("sheet = 'Data'\nrange = 'A3'\nheader = true"),
            &[(4, &["Hill", "1", "2"]), (5, &["Vale", "3", "4"])],
        );
        assert!(
            fault(&of("sheet = 'Data'\nrange = '3A'")).contains("`3A` is not a range of cells")
        );
        assert!(fault(&of("sheet = 'Data'\nrange = 'X3:Z9'")).contains("the range is empty"));
    }

    #[test]
    fn merged_cells_are_findings() {
        let of = |settings: &str| fault(&read("s.xlsx", SHEETS, settings));
        assert_eq!(
            of("sheet = 'Data'"),
            "s.xlsx:2:2: the cells B2:C2 of the header are merged, so that some columns have no name of their \
             own; unmerge them, or name the range whose first row has a name for each column; write \
             `range = \"A3:C5\"` for this table in `tables.toml`"
        );
        assert_eq!(
            of("sheet = 'Merged rows'"),
            "s.xlsx:2:1: the cells A2:A3 are merged, and only the first of them holds the value; unmerge them \
             and fill each"
        );
    }

    #[test]
    fn what_is_not_a_workbook_is_told() {
        for bytes in [&b"a,b\n1,2\n"[..], b"", b"PK\x03\x04", &RAIN[..900]] {
            let found = fault(&read("t.xlsx", bytes, ""));
            assert!(found.contains("the workbook cannot be read"), "{found}");
        }
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_its_reader_parquet_says_what_to_do() {
    let found = fault(&read("t.parquet", b"PAR1", ""));
    assert!(found.contains("save the table as CSV or JSON"), "{found}");
    assert!(found.contains("--features parquet"), "{found}");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_by_its_rows() {
    const RAIN: &[u8] = include_bytes!("files/rain.parquet");
    holds(
        &read("rain.parquet", RAIN, ""),
        &[
            (
                1,
                &[
                    "Hill",
                    "2023-07-18",
                    "12.5",
                    "3",
                    "true",
                    "2023-07-18T06:30:00",
                ],
            ),
            (
                2,
                &["Vale", "2023-07-19", "–", "1000000000000000000", "–", "–"],
            ),
        ],
    );
    let found = fault(&read("t.parquet", b"PAR1", ""));
    assert!(
        found.contains("the file cannot be read as Parquet"),
        "{found}"
    );
}
