//! Tests of columns in `tables.toml`, in dbt's words.

use std::fs;

use highwater_ingest::{Catalog, Declared, Settings, TextFile, read_declared};

fn read(settings: &str, rows: &str) -> Declared {
    let file = TextFile::new("rain.csv", rows.as_bytes());
    read_declared(&file, &Settings::from_toml(settings).unwrap())
}

#[track_caller]
fn faults(settings: &str, rows: &str) -> Vec<String> {
    let faults = read(settings, rows).faults.kept;
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn sound_columns_pass() {
    let settings = "missing = ['..']\n\
         columns.gauge = { tests = ['not_null', 'unique'] }\n\
         columns.mm = { tests = ['unique', { accepted_values = [12, 1.5] }] }\n\
         columns.kind = { tests = [{ accepted_values = { values = ['hill', 'vale'] } }] }";
    // A missing value passes all but `not_null`, and `1.50` is the number 1.5.
    let rows = "gauge,mm,kind\nA,12,hill\nB,1.50,vale\nC,..,\nD,..,hill\n";
    assert_eq!(faults(settings, rows), [""; 0]);
}

#[test]
fn all_faults_of_a_run_have_file_line_and_column() {
    let settings = "missing = ['..']\n\
         columns.gauge = { tests = ['not_null', 'unique'] }\n\
         columns.mm = { unit = 'mm', tests = ['not_null'] }\n\
         columns.kind = { tests = [{ accepted_values = ['hill', 'vale'] }] }";
    let rows = "gauge,mm,kind\nA,12,hill\n,13,vale\nA,..,valle\n";
    assert_eq!(
        faults(settings, rows),
        [
            "rain.csv:3:1: column `gauge`: the cell is empty, and its column is tested to be `not_null`; \
             write a value, or delete the test",
            "rain.csv:4:1: column `gauge`: `A` stands in line 2 already, and its column is tested to be \
             `unique`",
            "rain.csv:4:3: column `mm`: `..` says missing, and its column is tested to be `not_null`; \
             write a value, or delete the test",
            "rain.csv:4:6: column `kind`: `valle` is none of the `accepted_values` `hill`, `vale`",
        ]
    );
    let near = &read(settings, rows).faults.kept[3].nearest;
    assert_eq!(near.as_deref(), Some("vale"));
}

#[test]
fn faults_of_one_cause_are_gathered() {
    let settings = "columns.mm = { tests = ['not_null'] }\n\
                    columns.kind = { tests = ['unique'] }";
    let rows: String = (0..40).map(|n| format!("g{n},,hill\n")).collect();
    let found = faults(settings, &format!("gauge,mm,kind\n{rows}"));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].ends_with("so are 39 more, as in line 3 and in line 4"),
        "{found:#?}"
    );
    assert!(
        found[1].starts_with("rain.csv:3:5: column `kind`: `hill`"),
        "{found:#?}"
    );
}

#[test]
fn numbers_are_compared_as_numbers() {
    let unique = "columns.n = { tests = ['unique'] }";
    assert_eq!(faults(unique, "n\n1,000\n").len(), 1, "a row too long");
    assert_eq!(faults(unique, "n\n1000\n\"1,000\"\n1K\n").len(), 2);
    assert_eq!(faults(unique, "n\n1000\n1001\n").len(), 0);
    // Two texts that nobody can tell apart are one.
    assert_eq!(faults(unique, "n\nSão\nSa\u{303}o\n").len(), 1);
}

#[test]
fn what_is_not_a_test_is_refused_with_its_place() {
    for (tests, said) in [
        ("'notnull'", "did you mean `not_null`?"),
        (
            "'fresh'",
            "the tests are `not_null`, `unique`, `accepted_values`, `relationships`",
        ),
        ("'accepted_values'", "`accepted_values` needs the values"),
        (
            "'relationships'",
            "`relationships` needs a table and its column",
        ),
        (
            "{ accepted_values = 'hill' }",
            "`accepted_values` takes texts or numbers",
        ),
        (
            "{ relationships = { to = 'gauges' } }",
            "missing field `field`",
        ),
        (
            "{ relationships = { to = 'a', feild = 'b' } }",
            "unknown field `feild`",
        ),
        ("{ unique = true }", "`unique` has no settings"),
        (
            "{ accepted_values = ['a'], unique = true }",
            "give each test its own",
        ),
        ("{}", "a test has a name"),
    ] {
        let text = format!("delimiter = ','\ncolumns.gauge = {{ tests = [{tests}] }}");
        let error = Settings::from_toml(&text).unwrap_err();
        assert!(error.to_string().contains(said), "{tests}: {error}");
        assert!(error.to_string().contains("line 2"), "{tests}: {error}");
    }
}

const LIST: &str = r#"
origin = "made up"
licence = "CC0 1.0"
date = 2024-01-01

[[table]]
file = "rain.csv"
title = "Rain"
columns.gauge = { tests = [{ relationships = { to = "gauges", field = "id" } }] }

[[table]]
file = "gauges.csv"
title = "Gauges"
licence = "CC BY 4.0"
date = "2023"
columns.id = { tests = ["unique"] }
"#;

/// Reads `rain.csv` of a folder, and gives its faults and those of the list.
fn in_folder(list: &str, gauges: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("tables.toml", list);
    write("rain.csv", "gauge,mm\nA,12\nB,13\n,14\nX,15\n");
    write("gauges.csv", gauges);
    let mut catalog = Catalog::open(folder.path(), "data");
    catalog.declared("rain.csv");
    let faults = catalog.faults.iter();
    faults
        .map(|fault| format!("{fault} [{}]", fault.nearest.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn relationships_ask_another_table_of_the_folder() {
    assert_eq!(
        in_folder(LIST, "id,name\nA,Hill\nB,Vale\nX,Dale\n"),
        [""; 0]
    );
    assert_eq!(
        in_folder(LIST, "id,name\nA,Hill\nB,Vale\n"),
        [
            "data/rain.csv:5:1: column `gauge`: `X` is in no row of `gauges` in its column `id`, where \
             `relationships` looks for it []"
        ]
    );
    // What is wrong with the other table is reported once, and nothing that follows from it.
    let found = in_folder(LIST, "id,name\nA,Hill\nA,Vale\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("data/gauges.csv:3:1: column `id`: `A` stands"));
}

#[test]
fn a_table_or_column_that_is_not_there_is_a_fault_of_the_list() {
    let gauges = "id,name\nA,Hill\nB,Vale\nX,Dale\n";
    let other = |from: &str, to: &str| in_folder(&LIST.replace(from, to), gauges);
    assert_eq!(
        other("to = \"gauges\"", "to = \"gauge\""),
        [
            "data/tables.toml:9:54: the list of tables cannot be used: `relationships` of column `gauge` of \
             `rain.csv` names the table `gauge`, which has no [[table]] here [gauges]"
        ]
    );
    let found = other("field = \"id\"", "field = \"ident\"");
    assert!(found[0].contains("names the column `ident`, which `gauges` does not have"));
    assert!(found[0].starts_with("data/tables.toml:9:"), "{found:?}");
}

#[test]
fn where_a_table_comes_from_is_said_for_all_or_for_one() {
    let gauges = "id,name\nA,Hill\nB,Vale\nX,Dale\n";
    for (from, to, said) in [
        (
            "licence = \"CC0 1.0\"\n",
            "",
            "nothing says the licence of `rain.csv`",
        ),
        (
            "date = 2024-01-01",
            "date = \"spring\"",
            "`spring` is not a day",
        ),
        (
            "date = \"2023\"",
            "date = \"2023-02-30\"",
            "neither the day of the table",
        ),
        (
            "\"gauges.csv\"",
            "\"rain.csv\"",
            "`rain.csv` is in it twice",
        ),
    ] {
        let found = in_folder(&LIST.replace(from, to), gauges);
        assert!(
            found.first().is_some_and(|f| f.contains(said)),
            "{said}: {found:?}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tables.toml"), LIST).unwrap();
    fs::write(folder.path().join("gauges.csv"), gauges).unwrap();
    let mut catalog = Catalog::open(folder.path(), "data");
    catalog.declared("gauges.csv");
    let source = &catalog.sources[0];
    assert_eq!(
        [&source.origin, &source.licence, &source.date],
        ["made up", "CC BY 4.0", "2023"]
    );
}
