//! Tests of the reader: editions, faults, chunks.

use proptest::prelude::*;

use super::*;
use crate::bounds::Bounds;
use crate::published::{FromStream, Streamed};
use crate::schema::Kind;
use crate::{Date, Row};

#[derive(Debug)]
struct Open(bool);

impl FromStream<'_> for Open {
    const KIND: Kind<'static> = Kind::OneOf(&[
        &["Open source", "Open weights (unrestricted)"],
        &["Unreleased"],
    ]);

    fn read(cells: &Cells<'_>, column: usize) -> Option<Self> {
        cells.one_of(column).map(|at| Open(at == 0))
    }
}

#[derive(Row)]
struct Model<'a> {
    #[row(column = "System", also = "Model")]
    system: &'a str,
    #[row(column = "Publication date")]
    date: Option<Date>,
    #[row(column = "Training compute (FLOP)", optional, within = Bounds::ABOVE_ZERO)]
    compute: Option<f64>,
    #[row(column = "Model accessibility", optional)]
    access: Option<Open>,
}

/// Each row as a line of text, and the summary.
fn rows(table: &[u8], sizes: Sizes) -> (Vec<String>, Summary) {
    let mut rows = Vec::new();
    let schema = &Model::SCHEMA;
    let summary = read_in(Input::bytes("t.csv", table), schema, sizes, |cells| {
        let row = Model::of(cells).unwrap();
        rows.push(format!(
            "{}: {:?} {:?} {:?} {:?}",
            cells.line(),
            row.system,
            row.date.map(|date| date.to_string()),
            row.compute,
            row.access.map(|open| open.0),
        ));
    });
    (rows, summary)
}

fn faults(table: &str) -> Vec<String> {
    let (_, summary) = rows(table.as_bytes(), Sizes::USUAL);
    let text = |fault: &Fault| match &fault.nearest {
        Some(nearest) => format!("{fault} [{nearest}]"),
        None => fault.to_string(),
    };
    summary.faults.kept.iter().map(text).collect()
}

#[test]
fn a_later_edition_is_read_by_its_own_names() {
    let table = "\u{feff}model , Extra,Training Compute (FLOP),Publication  date,Model accessibility\r\n\
        \"GPT\r\n\"\"4\"\"\",x,2.1e+25,2023-03-15,open weights (Unrestricted)\r\n\r\n\
        Grok,,\"176,000,000,000\", 2024-08-13 ,\r\n";
    let (rows, summary) = rows(table.as_bytes(), Sizes::USUAL);
    assert_eq!(
        rows,
        [
            r#"2: "GPT\r\n\"4\"" Some("2023-03-15") Some(2.1e25) Some(true)"#,
            r#"5: "Grok" Some("2024-08-13") Some(176000000000.0) None"#,
        ]
    );
    assert_eq!(summary.ignored, ["Extra"]);
    assert!(summary.faults.is_empty());
    assert_eq!(
        summary.column("System").unwrap().header.as_deref(),
        Some("model")
    );
    assert_eq!(summary.column("Model accessibility").unwrap().missing, 1);
}

#[test]
fn each_fault_has_its_place_rule_and_nearest_text() {
    let table = "System,Publication date,Training compute (FLOP),Model accessibility\n\
        A,2023-02-30,-1,Open sauce\n\
        \"B\nC\",soon,1e999,Closed\n\
        ,2023-01-01,~3e24,\n\
        D,2023-01-01,1,Unreleased,more\n\
        E,2023-01-01,\"1,5\",\n\
        F,2023-01-01,,\n";
    assert_eq!(
        faults(table),
        [
            "t.csv:2:3: column `Publication date`: `2023-02-30` is not a day of the calendar; \
             write it as `2023-07-18` [2023-02-28]",
            "t.csv:2:14: column `Training compute (FLOP)`: `-1` is out of bounds; this column holds \
             numbers above zero",
            "t.csv:2:17: column `Model accessibility`: `Open sauce` is none of `Open source`, \
             `Unreleased` [Open source]",
            "t.csv:4:4: column `Publication date`: `soon` is not a day of the calendar; \
             write it as `2023-07-18`",
            "t.csv:4:9: column `Training compute (FLOP)`: `1e999` is too large or too near to zero \
             for a number",
            "t.csv:4:15: column `Model accessibility`: `Closed` is none of `Open source`, \
             `Unreleased`",
            "t.csv:5:1: column `System`: the cell is empty; write a value, or `N/A (reason)` \
             where it is missing",
            "t.csv:5:13: column `Training compute (FLOP)`: `~3e24` is approximate, \
             and this column holds single numbers; write it without the `~` [3e24]",
            "t.csv:6:1: the row has 5 cells and the header 4; quote a cell that holds a comma",
            "t.csv:7:15: column `Training compute (FLOP)`: `1,5` has a comma where its decimals \
             seem to start; say `decimal = \",\"` for the table if that is its decimal mark, \
             or write `.` before decimals [1.5]",
        ]
    );
    let (rows, summary) = rows(table.as_bytes(), Sizes::USUAL);
    assert_eq!(rows, [r#"8: "F" Some("2023-01-01") None None"#]);
    assert_eq!(summary.rows_at_fault, 5);
}

#[test]
fn a_header_at_fault_gives_no_rows() {
    assert_eq!(
        faults("Sytem,Publication date,publication date\nA,2023-01-01,\n"),
        [
            "t.csv:1:1: the column `System` is missing from the header [Sytem]",
            "t.csv:1:24: the column `publication date` stands twice in the header; rename one, or \
             write `names = [..]` with all 3 names for this table in `tables.toml`",
        ]
    );
    for empty in ["", "\u{feff}", "\n\r\n"] {
        let found = faults(empty);
        assert!(
            found[0].contains("the file is empty; it must start with"),
            "{found:?}"
        );
    }
}

#[test]
fn columns_that_are_not_read_may_stand_twice() {
    let (rows, summary) = rows(b"System,x,x,Publication date\nA,,,\n", Sizes::USUAL);
    assert_eq!((rows.len(), summary.ignored.len()), (1, 2));
    assert!(summary.faults.is_empty());
}

#[test]
fn an_open_quote_is_found_where_it_opens() {
    let table = "System,Publication date\nA,2023-01-01\nB,\"2023-01-01\nC,2023-01-01\n";
    let found = faults(table);
    assert_eq!(
        found.last().unwrap(),
        "t.csv:3:3: column `Publication date`: the quote that opens here is never closed; close it, or double it if it is \
         part of the text"
    );
    let closed = "System,Publication date\nA,\"2023-01-01\"";
    assert!(faults(closed).is_empty());
    assert!(
        faults("System,Publication date\nA,\"")
            .iter()
            .any(|f| f.contains("2:3: column `Publication date`: the quote"))
    );
}

#[test]
fn bytes_that_are_no_text_and_files_that_are_none() {
    let (rows_read, summary) = rows(b"System,Publication date\nA\xff,\nB,\n", Sizes::USUAL);
    assert_eq!(rows_read.len(), 2);
    assert!(summary.faults.kept[0].to_string().starts_with(
        "t.csv:2:2: column `System`: the byte `0xff` is not UTF-8, and `ÿ` in Windows-1252"
    ));
    let input = Input::file(std::path::Path::new("no/such.csv"), "no/such.csv");
    let summary = read(input, &Model::SCHEMA, |_| {});
    assert!(
        summary.faults.kept[0]
            .to_string()
            .starts_with("no/such.csv: the file cannot be read")
    );
}

#[test]
fn texts_are_given_as_they_are_meant_beside_bytes_that_are_no_text() {
    let table = b"System,Publication date\n\"a \"\"b\"\"\",\nplain,\n\xff,\n\xc3\xa9,\n";
    let (rows, summary) = rows(table, Sizes::USUAL);
    assert_eq!(
        rows,
        [
            r#"2: "a \"b\"" None None None"#,
            r#"3: "plain" None None None"#,
            r#"4: "ÿ" None None None"#,
            r#"5: "é" None None None"#,
        ]
    );
    assert_eq!((summary.rows_at_fault, summary.faults.count), (0, 1));
}

#[test]
fn one_cause_is_told_once_and_only_so_many_causes() {
    let sizes = Sizes {
        chunk: 100,
        record: 1000,
    };
    let table = format!("System,Publication date\n{}", "A,x\n".repeat(5000));
    let (_, summary) = rows(table.as_bytes(), sizes);
    assert_eq!((summary.faults.count, summary.rows_at_fault), (5000, 5000));
    assert_eq!(summary.faults.kept.len(), 1);
    let text = summary.faults.kept[0].to_string();
    assert!(
        text.starts_with("t.csv:2:3:")
            && text.ends_with("so are 4,999 more, as in line 3 and in line 4"),
        "{text}"
    );

    let mut table = "System,Publication date,Model accessibility\n".to_owned();
    (0..1200).for_each(|at| table.push_str(&format!("A,,word {at}\n")));
    let (_, summary) = rows(table.as_bytes(), sizes);
    assert_eq!(summary.faults.kept.len(), Faults::MOST);
    assert_eq!((summary.faults.count, summary.faults.left_out), (1200, 200));
}

/// Cells as tables have them: with commas, quotes and line ends within.
fn table() -> impl Strategy<Value = Vec<(String, String)>> {
    let text = "[a-c\", \n\r\u{e9}]{0,6}";
    let date = prop::sample::select(vec!["", "2023-01-01", "2024-02-29", "soon"]);
    prop::collection::vec((text, date.prop_map(str::to_owned)), 0..40)
}

proptest! {
    /// What is read does not hang on where chunks end, and it is what the csv crate reads.
    #[test]
    fn chunks_of_any_size_read_the_same(table in table(), chunk in 1usize..64, crlf: bool) {
        let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
        writer.write_record(["System", "Publication date"]).unwrap();
        for (system, date) in &table {
            writer.write_record([system, date]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let whole = rows(&bytes, Sizes::USUAL);
        prop_assert_eq!(&rows(&bytes, Sizes { chunk, record: 1 << 20 }), &whole);

        let sound = |(system, date): &&(String, String)| !system.trim().is_empty() && date != "soon";
        let written: Vec<_> = table.iter().filter(sound).map(|(system, _)| system.clone()).collect();
        let mut systems = Vec::new();
        let _ = read(Input::bytes("t.csv", &bytes), &Model::SCHEMA, |row| {
            systems.extend(row.text(0).map(str::to_owned));
        });
        prop_assert_eq!(systems, written);
    }

    /// No bytes make the reader fail, and no chunk size makes it read them differently.
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(prop::sample::select(b"a,\"\n\r\xff1".to_vec()), 0..80), chunk in 1usize..20) {
        let mut table = b"System,Publication date\n".to_vec();
        table.extend(bytes);
        let (whole, parts) = (rows(&table, Sizes::USUAL), rows(&table, Sizes { chunk, record: 1 << 20 }));
        prop_assert_eq!(whole, parts);
    }
}

#[test]
fn another_delimiter_or_another_file_is_one_fault() {
    assert_eq!(
        faults("System;Publication date;Extra\nA;2023-01-01;x\n"),
        [
            "t.csv:1:1: the cells are set apart by `;`; write `delimiter = \";\"` for this table in \
             `tables.toml`"
        ]
    );
    assert!(faults("Model\tPublication date\n")[0].contains("set apart by tabs"));
    let page = faults("<!DOCTYPE html>\n<html><body>404, not found</body></html>\n");
    assert_eq!(page.len(), 1);
    assert!(page[0].starts_with("t.csv: the file is not CSV but a web page"));
    let (_, summary) = rows(b"PK\x03\x04\x14\0\x06\0\xff\xfe\n", Sizes::USUAL);
    let found = summary.faults.kept;
    assert_eq!(found.len(), 1);
    assert!(found[0].to_string().contains("a zip archive, as `.xlsx`"));
}

#[test]
fn characters_that_cannot_be_seen_matter_in_the_columns_read() {
    let table = "System,Publication date,Extra\n\
        A\u{202e}B,2023-01-01,x\nC,2023-01-\0,x\nD,2023-01-01,\0\u{202e}\n\"E\tF\nG\",2023-01-01,x\n";
    assert_eq!(
        faults(table),
        [
            "t.csv:2:1: column `System`: `A\\u{202e}B` holds U+202E, which cannot be seen or \
             turns the text around; delete it [AB]",
            "t.csv:3:3: column `Publication date`: `2023-01-\\u{0}` holds U+0000, which cannot \
             be seen or turns the text around; delete it [2023-01-]",
        ]
    );
    let (rows, _) = rows(table.as_bytes(), Sizes::USUAL);
    assert_eq!(rows.len(), 2);
}

#[test]
fn the_nearest_column_is_one_that_no_other_is_read_from() {
    let found = faults("Sistem,Publication date,Publication date\n");
    assert!(
        found[0].contains("`System` is missing from the header [Sistem]"),
        "{found:?}"
    );
    let found = faults("System,System\n");
    assert!(found.iter().all(|fault| !fault.ends_with(']')), "{found:?}");
}
