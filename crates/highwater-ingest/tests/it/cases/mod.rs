//! Tables as others publish them, and what every reader makes of them.
//!
//! Each test is named after its file in `../shared/cases/tables/`, which is read too where it is at
//! hand; further inputs of the same kind stand here.

mod layout;

use std::path::Path;

use highwater_ingest::published::{self, Input, Summary};
use highwater_ingest::{Column, Kind, Missing, Schema, Settings, TextFile, Value, read_declared};

/// What a reader found: its rows as texts, and its faults.
#[derive(Debug, PartialEq)]
struct Found {
    rows: Vec<String>,
    faults: Vec<String>,
}

fn settings(text: &str) -> Settings {
    Settings::from_toml(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Returns a file of the shared cases; `None` where they are not at hand.
fn case(name: &str) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/tables");
    if !folder.is_dir() {
        eprintln!("skipped: {name} (no {})", folder.display());
        return None;
    }
    Some(std::fs::read(folder.join(name)).unwrap())
}

/// Reads a table into rows by its settings alone.
fn declared(bytes: &[u8], written: &str) -> Found {
    let table = read_declared(&TextFile::new("t.csv", bytes), &settings(written));
    let text = |value: &Value| match value {
        Value::Missing(text) => format!("missing `{text}`"),
        Value::Text(text) => text.clone(),
        Value::Number(number, _) => match number.value() {
            Some(x) => x.to_string(),
            None => format!("{}..{}", number.low(), number.high()),
        },
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Year(year) => year.to_string(),
    };
    let row = |values: &Vec<Value>| values.iter().map(text).collect::<Vec<_>>().join("|");
    Found {
        rows: table.rows.iter().map(|placed| row(&placed.row)).collect(),
        faults: table.faults.kept.iter().map(ToString::to_string).collect(),
    }
}

/// A column whose cells may be empty.
fn or_empty<'a>(name: &'a str, kind: Kind<'a>) -> Column<'a> {
    Column {
        missing: Missing::Empty,
        ..Column::new(name, kind)
    }
}

fn schema<'a>(columns: &'a [Column<'a>]) -> Schema<'a> {
    Schema {
        columns,
        key: &[],
        ascending: false,
    }
}

/// Streams a column of texts and one of numbers.
fn streamed(
    bytes: &[u8],
    written: &str,
    text: &'static str,
    number: &'static str,
) -> (Found, Summary) {
    let columns = [or_empty(text, Kind::Text), or_empty(number, Kind::Number)];
    let schema = schema(&columns);
    let mut rows = Vec::new();
    let input = Input::bytes("t.csv", bytes).written(settings(written));
    let summary = published::read(input, &schema, |row| {
        let number = row
            .number(1)
            .map_or("missing".to_owned(), |x| x.to_string());
        rows.push(format!("{}|{number}", row.text(0).unwrap_or_default()));
    });
    let faults = summary
        .faults
        .kept
        .iter()
        .map(ToString::to_string)
        .collect();
    (Found { rows, faults }, summary)
}

/// Faults of all readers, which must be the same.
fn faults(bytes: &[u8], written: &str, text: &'static str, number: &'static str) -> Vec<String> {
    let kinds = format!("{written}\n[columns]\n{number:?} = {{ kind = 'number' }}\n");
    let (one, (other, _)) = (
        declared(bytes, &kinds),
        streamed(bytes, written, text, number),
    );
    assert_eq!(
        one.faults,
        other.faults,
        "{}",
        String::from_utf8_lossy(bytes)
    );
    one.faults
}

#[test]
fn text_after_quote_csv() {
    let told = "column `downloads`: text follows the quote that closes this cell; double each quote that is part of the text";
    for bytes in [
        case("text-after-quote.csv"),
        Some(b"month,downloads\n2022-01,\"1\"28M\n2022-04,41M\n".to_vec()),
    ]
    .into_iter()
    .flatten()
    {
        let found = faults(&bytes, "", "month", "downloads");
        assert_eq!(found, [format!("t.csv:2:12: {told}")]);
        assert_eq!(
            streamed(&bytes, "", "month", "downloads").0.rows,
            ["2022-04|41000000"]
        );
    }
    let found = faults(
        b"month,downloads\n\"2022\" -01,1\n\"a\"\"\"b,2\n",
        "",
        "month",
        "downloads",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("t.csv:2:7: column `month`"),
        "{found:?}"
    );
    // The header is cut by the same rules.
    let found = faults(b"\"mon\"th,downloads\na,1\n", "", "month", "downloads");
    assert!(
        found[0].starts_with("t.csv:1:6: text follows the quote"),
        "{found:?}"
    );
}

#[test]
fn text_after_quote_in_text_csv() {
    for bytes in [
        case("text-after-quote-in-text.csv"),
        Some(b"k,v\na,\"Hey, I missed \" it\"\n".to_vec()),
    ]
    .into_iter()
    .flatten()
    {
        let found = declared(&bytes, "");
        assert_eq!(found.rows.len(), 0);
        assert!(
            found.faults[0].starts_with("t.csv:2:19: column `v`: text follows the quote"),
            "{found:?}"
        );
        let (streamed, _) = streamed(&bytes, "", "v", "k");
        assert_eq!(streamed.faults, found.faults);
    }
}

#[test]
fn open_quote_in_header_csv() {
    for bytes in [
        case("open-quote-in-header.csv"),
        Some(b"k,v,\"note\na,1,x\nb,2,y\n".to_vec()),
    ]
    .into_iter()
    .flatten()
    {
        let found = faults(&bytes, "", "k", "v");
        assert_eq!(
            found,
            [
                "t.csv:1:5: the quote that opens here is never closed; close it, or double it if it is part of the text"
            ]
        );
    }
    assert_eq!(faults(b"\"k,v\na,1\n", "", "k", "v").len(), 1);
    // A later quote closes it in the midst of a row.
    let found = faults(b"k,v,\"note\na,1,x\nb,2,\"y\"\n", "", "k", "v");
    assert!(
        found[0].contains("in the row that starts in line 1; close the quote that opens too early"),
        "{found:?}"
    );
}

#[test]
fn decimal_comma_csv() {
    let table =
        b"date,usd,eur\n2024-01-02,\"3,943\",\"4,343\"\n2024-01-03,\"3,990\",\"0,125\"\n".to_vec();
    for bytes in [case("decimal-comma.csv"), Some(table)]
        .into_iter()
        .flatten()
    {
        let (found, _) = streamed(&bytes, "", "date", "eur");
        assert_eq!(found.faults.len(), 2);
        assert_eq!(declared(&bytes, "").faults.len(), 4);
        let text = found.faults.join("\n");
        assert!(
            text.contains("`4,343` is 4343 or 4.343: line 3 has `0,125`"),
            "{text}"
        );
        assert!(
            text.contains("`0,125`") && text.contains("decimal = \",\""),
            "{text}"
        );
        let found = declared(&bytes, "decimal = ','");
        assert_eq!(
            found.rows,
            ["2024-01-02|3.943|4.343", "2024-01-03|3.99|0.125"]
        );
        let (found, _) = streamed(&bytes, "decimal = ','", "date", "usd");
        assert_eq!(
            found,
            Found {
                rows: vec!["2024-01-02|3.943".to_owned(), "2024-01-03|3.99".to_owned()],
                faults: vec![]
            }
        );
    }
    // Other columns speak for the whole table; a point anywhere speaks against.
    let found = declared(
        b"k,v,w\na,\"3,943\",\"1,5\"\n",
        "columns = { v = { kind = 'number' }, w = { kind = 'number' } }",
    );
    assert_eq!((found.rows.len(), found.faults.len()), (0, 2), "{found:?}");
    assert_eq!(faults(b"k,v\na,\"3,943\"\nb,1.5\n", "", "k", "v").len(), 0);
    assert_eq!(
        declared(
            b"k;v\na;3,943\n",
            "delimiter = ';'\ncolumns.v = { kind = 'number' }"
        )
        .faults
        .len(),
        1
    );
    assert_eq!(
        streamed(b"k;v\na;3,943\n", "delimiter = ';'", "k", "v")
            .0
            .faults
            .len(),
        1
    );
    assert_eq!(
        declared(b"k;v\na;3,943\n", "delimiter = ';'\ndecimal = '.'").rows,
        ["a|3943"]
    );
}

#[test]
fn semicolons_csv() {
    let table = b"date;usd;eur\n20240102;3,9432;4,3434\n20240103;3,9909;4,3646\n".to_vec();
    for bytes in [case("semicolons.csv"), Some(table)].into_iter().flatten() {
        let written = "delimiter = ';'\ndecimal = ','\ncolumns.date = { date = '%Y%m%d' }\n";
        assert_eq!(
            declared(&bytes, written).rows,
            ["2024-01-02|3.9432|4.3434", "2024-01-03|3.9909|4.3646"]
        );
        let columns = [or_empty("date", Kind::Date), or_empty("usd", Kind::Number)];
        let schema = schema(&columns);
        let refused = published::read(Input::bytes("t.csv", &bytes), &schema, |_| {});
        assert_eq!(
            refused.faults.kept[0].to_string(),
            "t.csv:1:1: the cells are set apart by `;`; write `delimiter = \";\"`, `decimal = \",\"` and \
             `date = \"%Y%m%d\"` for this table in `tables.toml`"
        );
        let mut rows = Vec::new();
        let input = Input::bytes("t.csv", &bytes)
            .written(settings("delimiter = ';'\ndecimal = ','\ndate = '%Y%m%d'"));
        let summary = published::read(input, &schema, |row| {
            rows.push((row.date(0).map(|day| day.to_string()), row.number(1)));
        });
        assert!(summary.faults.is_empty(), "{:?}", summary.faults.kept);
        assert_eq!(rows[0], (Some("2024-01-02".to_owned()), Some(3.9432)));
        assert!(
            declared(&bytes, "").faults[0]
                .contains("write `delimiter = \";\"` and `decimal = \",\"` for")
        );
    }
    assert!(
        declared(b"a\tb\n1\t2\n", "").faults[0]
            .contains("set apart by tabs; write `delimiter = \"\\t\"` for")
    );
    assert!(declared(b"a|b\n1|2\n", "").faults[0].contains("`delimiter = \"|\"`"));
}

#[test]
fn names_like_missing_csv() {
    let table =
        b"code,name,pop\nNA,Namibia,2600000\nNO,Norway,5400000\nTRUE,x,1\nnull,Null Island,1\n"
            .to_vec();
    for bytes in [case("names-like-missing.csv"), Some(table)]
        .into_iter()
        .flatten()
    {
        let rows = ["NA|2600000", "NO|5400000", "TRUE|1", "null|1"];
        assert_eq!(streamed(&bytes, "", "code", "pop").0.rows, rows);
        // Marks of a table are those of its numbers; a column of texts says so itself.
        for written in ["", "missing = ['NA', 'null', 'TRUE']"] {
            let found = declared(&bytes, written);
            assert_eq!(found.rows[0], "NA|Namibia|2600000");
            assert_eq!((found.rows.len(), found.faults.len()), (4, 0), "{found:?}");
        }
        let found = declared(&bytes, "columns.code = { missing = ['null'] }");
        assert_eq!(found.rows[3], "missing `null`|Null Island|1");
    }
}

#[test]
fn dates_csv() {
    let table = b"k,v\na,01/02/2016\nb,2016-1-2\nc,2016-01-02T10:00:00\nd,3 March 2016\n".to_vec();
    for bytes in [case("dates.csv"), Some(table)].into_iter().flatten() {
        let found = declared(&bytes, "columns.v = { kind = 'date' }");
        assert_eq!((found.rows.len(), found.faults.len()), (0, 4), "{found:?}");
        assert!(
            found
                .faults
                .iter()
                .all(|fault| fault.contains("date = \"%")),
            "{found:?}"
        );
        let found = declared(&bytes, "columns.v = { date = '%d/%m/%Y' }");
        assert_eq!(found.rows, ["a|2016-02-01"]);
    }
    let british = "k,v\na,01/02/2016\nb,31/12/2015\n";
    assert_eq!(
        declared(british.as_bytes(), "date = '%d/%m/%Y'").rows,
        ["a|2016-02-01", "b|2015-12-31"]
    );
    // A day after the twelfth says which of two forms a whole column has.
    let found = declared(british.as_bytes(), "columns.v = { kind = 'date' }");
    assert_eq!(found.faults.len(), 1, "{found:?}");
    let told = &found.faults[0];
    assert!(
        told.contains("date = \"%d/%m/%Y\"") && !told.contains("%m/%d"),
        "{told}"
    );
    let years = declared(b"k,v\na,2016\nb,16\n", "columns.v = { kind = 'year' }");
    assert_eq!(
        (years.rows.as_slice(), years.faults.len()),
        (&["a|2016".to_owned()][..], 1)
    );
}

#[test]
fn twins_of_names_csv() {
    let table = "\u{feff}model,params\n\"Codex 9\n\",7B\nCodex 9,8B\nCodex\u{a0}9,4B\nCodex 9\u{200b},6B\nCaf\u{e9},1B\nCafe\u{301},2B\n";
    for bytes in [case("twins-of-names.csv"), Some(table.as_bytes().to_vec())]
        .into_iter()
        .flatten()
    {
        let found = declared(&bytes, "key = 'model'");
        let text = found.faults.join("\n");
        assert_eq!(
            found.rows,
            ["Codex 9|7000000000", "Caf\u{e9}|1000000000"],
            "{text}"
        );
        assert!(
            text.contains("stands in line 2 already") && text.contains("`Codex\\u{a0}9`"),
            "{text}"
        );
        assert!(text.contains("stands in line 7 already"), "{text}");
        let (found, _) = streamed(&bytes, "key = 'model'", "model", "params");
        assert_eq!(
            (found.rows.len(), found.faults.len()),
            (2, declared(&bytes, "key = 'model'").faults.len())
        );
    }
}

#[test]
fn cr_only_csv() {
    for bytes in [case("cr-only.csv"), Some(b"k,v\r\"a\",1\rb,2\r".to_vec())]
        .into_iter()
        .flatten()
    {
        let found = declared(&bytes, "");
        assert_eq!(
            found,
            Found {
                rows: vec!["a|1".to_owned(), "b|2".to_owned()],
                faults: vec![]
            }
        );
        let table = read_declared(&TextFile::new("t.csv", &bytes), &Settings::default());
        assert_eq!((table.rows[0].line, table.rows[1].line), (2, 3));
    }
    let found = faults(b"k,v\ra,1\rb,x\r", "", "k", "v");
    assert!(found[0].starts_with("t.csv:3:3: column `v`"), "{found:?}");
    let found = faults(b"k,v\r\na,1\r\n\r\n\rb,x\n", "", "k", "v");
    assert!(found[0].starts_with("t.csv:5:3: column `v`"), "{found:?}");
}

#[test]
fn windows_1252_among_utf8_is_named_and_its_row_kept() {
    let mixed = b"k,v\nit\x92s,1\n\xe2\x80\x99,2\n1990\x961995,3\nfa\xe7ade,4\ncaf\xe9,5\n";
    let found = faults(mixed, "", "k", "v");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with(
            "t.csv:2:3: column `k`: the byte `0x92` is not UTF-8, and `\u{2019}` in Windows-1252"
        ),
        "{found:?}"
    );
    assert!(
        found[0].contains("`encoding = \"utf-8, windows-1252\"`")
            && found[0].contains("so are three more") | found[0].contains("3 more"),
        "{found:?}"
    );
    let rows = [
        "it\u{2019}s|1",
        "\u{2019}|2",
        "1990\u{2013}1995|3",
        "fa\u{e7}ade|4",
        "caf\u{e9}|5",
    ];
    assert_eq!(declared(mixed, "").rows, rows);
    assert_eq!(streamed(mixed, "", "k", "v").0.rows, rows);
    let both = "encoding = 'utf-8, windows-1252'";
    assert_eq!(
        declared(mixed, both),
        Found {
            rows: rows.map(str::to_owned).to_vec(),
            faults: vec![]
        }
    );
    let all = b"k,v\nit\x92s,1\n";
    assert!(faults(all, "", "k", "v")[0].contains("`encoding = \"windows-1252\"`"));
    assert_eq!(
        streamed(all, "encoding = 'windows-1252'", "k", "v").0.rows,
        ["it\u{2019}s|1"]
    );
}

#[test]
fn formulas_and_separator_lines_are_told_as_what_they_are() {
    let found = faults(b"k,v\na,=SUM(B1:B3)\nb,2\n", "", "k", "v");
    assert_eq!(
        found,
        [
            "t.csv:2:3: column `v`: `=SUM(B1:B3)` is a formula of a spreadsheet, not its value; save the sheet with values"
        ]
    );
    assert_eq!(faults(b"k,v\n\"=\"\"001\"\"\",1\n", "", "k", "v").len(), 1);
    let found = faults(b"sep=;\nk;v\na;1\n", "", "k", "v");
    assert_eq!(
        found,
        [
            "t.csv:1:1: `sep=;` tells spreadsheets what sets the cells apart, and is not the header; write `skip = 1`, `delimiter = \";\"` for this table in `tables.toml`"
        ]
    );
    assert_eq!(
        streamed(b"sep=;\nk;v\na;1\n", "skip = 1\ndelimiter = ';'", "k", "v")
            .0
            .rows,
        ["a|1"]
    );
}

#[test]
fn the_same_fault_in_792_rows_is_told_once() {
    let mut table = "k,v\n".to_owned();
    (0..792).for_each(|at| table.push_str(&format!("a,{at} March\n")));
    let (found, _) = streamed(table.as_bytes(), "", "k", "v");
    let by_settings = declared(table.as_bytes(), "columns.v = { kind = 'number' }");
    assert_eq!(
        (found.faults.len(), by_settings.faults.len()),
        (1, 1),
        "{found:?}"
    );
    let found = [&found.faults[0], &by_settings.faults[0]];
    let starts = |fault: &&String| fault.starts_with("t.csv:2:3: column `v`: `0 March`");
    assert!(found.iter().all(starts), "{found:?}");
    assert!(
        found[0].ends_with("; so are 791 more, as `1 March` in line 3 and `2 March` in line 4"),
        "{found:?}"
    );
}
