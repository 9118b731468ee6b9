//! What is not a row, and tables that are laid out otherwise.

use highwater_ingest::{Settings, TextFile, read_declared};

use super::{Found, case, declared, faults, settings, streamed};

#[test]
fn totals_and_footer_csv() {
    let table = b"k,v\na,1\nTotal,1\n,\n\"Source: a survey\",\n".to_vec();
    for bytes in [case("totals-and-footer.csv"), Some(table)]
        .into_iter()
        .flatten()
    {
        let found = faults(&bytes, "", "k", "v");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("t.csv:3:1: the row `Total` repeats the sum of the rows above it in column `v`; write `footer = \"Total\"`"), "{found:?}");
        assert!(
            found[1].starts_with(
                "t.csv:4:1: the row is blank; delete it, or write `blank_rows = \"skip\"`"
            ),
            "{found:?}"
        );
        assert!(
            found[2].starts_with("t.csv:5:1: `Source: ")
                && found[2].contains("` stands alone in its row")
                && found[2].contains("`footer = \"Source:\"`"),
            "{found:?}"
        );
        for written in [
            "footer = 3",
            "footer = ['total', 'Source:']\nblank_rows = 'skip'",
        ] {
            let (streamed, _) = streamed(&bytes, written, "k", "v");
            assert_eq!(
                (streamed.rows, streamed.faults.len()),
                (vec!["a|1".to_owned()], 0),
                "{written}"
            );
            assert_eq!(declared(&bytes, written).rows, ["a|1"], "{written}");
        }
        let table = read_declared(
            &TextFile::new("t.csv", &bytes),
            &settings("footer = ['Total', 'Source:']\nblank_rows = 'skip'"),
        );
        assert_eq!((table.rows.len(), table.rows_left_out), (1, 3));
    }
    // What is named leaves no row of data out.
    let notes = declared(b"k,v\n2,1\n2 - Adjusted for age\n1) one:two\n", "");
    assert!(
        notes.faults[0].contains("`footer = \"2 - Adjusted\"`"),
        "{notes:?}"
    );
    assert!(
        notes.faults[1].contains("`footer = \"1) one:\"`"),
        "{notes:?}"
    );
    // A total that is a datum is kept when the table says so; a name that starts so is one anyway.
    assert_eq!(
        faults(b"k,v\na,1\nb,2\nTotal,3\n", "totals = 'keep'", "k", "v").len(),
        0
    );
    assert_eq!(
        faults(b"k,v\na,1\nTotalEnergies,1\n", "", "k", "v").len(),
        0
    );
    assert_eq!(faults(b"k,v\nTotal,5\na,5\n", "", "k", "v").len(), 0);
    assert_eq!(
        faults(b"k,v\na,1.25\nb,2\nGrand total,3.25\n", "", "k", "v").len(),
        1
    );
}

#[test]
fn title_lines_csv() {
    let table = b"Population by country,,\nSource: nobody,,\n,,\ncode,name,pop\nNA,Namibia,2600000\nTotal,,2600000\nNote: figures are estimates\n".to_vec();
    for bytes in [case("title-lines.csv"), Some(table)].into_iter().flatten() {
        let told = "t.csv:1:1: the header seems to stand on line 4; write `skip = 3` for this table in `tables.toml`";
        assert_eq!(declared(&bytes, "").faults, [told]);
        assert_eq!(streamed(&bytes, "", "name", "pop").0.faults, [told]);
        let found = declared(&bytes, "skip = 3\nfooter = ['Total', 'Note:']");
        assert_eq!(
            found,
            Found {
                rows: vec!["NA|Namibia|2600000".to_owned()],
                faults: vec![]
            }
        );
        let (found, _) = streamed(&bytes, "skip = 3\nfooter = 2", "name", "pop");
        assert_eq!(found.rows, ["Namibia|2600000"]);
    }
    let both = b"Exchange rates\n\ndate;usd\n2024-01-02;1,5\n";
    let told = &streamed(both, "", "date", "usd").0.faults;
    assert_eq!(
        told,
        &[
            "t.csv:1:1: the cells are set apart by `;`; write `skip = 2`, `delimiter = \";\"` and `decimal = \",\"` for this table in `tables.toml`"
        ]
    );
    // Places below are those of the file.
    let found = declared(b"title\r\n\r\nk,v\r\na,b,c\r\n", "skip = 2");
    assert!(
        found.faults[0].starts_with("t.csv:4:1: the row has 3 cells"),
        "{found:?}"
    );
}

#[test]
fn gzip_comments_ragged_rows_and_tables_without_header() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, b"k,v\na,1\n").unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(streamed(&packed, "", "k", "v").0.rows, ["a|1"]);
    assert_eq!(declared(&packed, "").rows, ["a|1"]);

    let commented = b"# a \"note, it's\n# ,\"\nk,v\n#b,2\na,1\n";
    assert_eq!(
        streamed(commented, "comment = '#'", "k", "v").0.rows,
        ["a|1"]
    );
    assert_eq!(declared(commented, "comment = '#'").rows, ["a|1"]);

    let ragged = b"k,v,w\na,1,2\nb,2\nc,3,4,,\n";
    let found = faults(ragged, "", "k", "v");
    assert!(
        found.len() == 2 && found.iter().all(|fault| fault.contains("`ragged = true`")),
        "{found:?}"
    );
    assert_eq!(
        declared(ragged, "ragged = true").rows,
        ["a|1|2", "b|2|missing ``", "c|3|4"]
    );
    assert_eq!(
        streamed(ragged, "ragged = true", "k", "w").0.rows,
        ["a|2", "b|missing", "c|4"]
    );

    let bare = b"a,1,2\nb,2,3\n";
    assert!(declared(bare, "").faults[0].contains("write `header = false` and `names = [..]`"));
    assert_eq!(
        declared(bare, "header = false\nnames = ['k', 'v', 'w']").rows,
        ["a|1|2", "b|2|3"]
    );
    assert_eq!(
        streamed(bare, "header = false\nnames = ['k', 'v', 'w']", "k", "w")
            .0
            .rows,
        ["a|2", "b|3"]
    );
    assert!(
        declared(bare, "header = false\nnames = ['k']").faults[0]
            .contains("`names` has 1 names, and the first row 3 cells")
    );

    assert_eq!(declared(b"1,2\na,b\n", "header = true").rows, ["a|b"]);
    assert_eq!(
        declared(b"1960,1961\na,b\n", "").rows,
        ["a|b"],
        "years are names"
    );

    let twice = b"k,v,v\na,1,2\n";
    assert!(declared(twice, "").faults[0].contains("write `names = [..]` with all 3 names"));
    assert_eq!(declared(twice, "names = ['k', 'v', 'w']").rows, ["a|1|2"]);
    let unnamed = read_declared(&TextFile::new("t.csv", b",v\na,1\n"), &Settings::default());
    assert_eq!(unnamed.columns[0].name, "column 1");
}

#[test]
fn quotes_of_another_kind_or_none() {
    assert_eq!(
        declared(b"k,v\n'a, b',1\n", "quote = \"'\"").rows,
        ["a, b|1"]
    );
    let tabs = b"k\tv\n\"a\t1\nb \"x\"\t2\n";
    let written = "delimiter = '\\t'\nquote = ''";
    assert_eq!(declared(tabs, written).rows, ["\"a|1", "b \"x\"|2"]);
    assert_eq!(
        streamed(tabs, written, "k", "v").0.rows,
        ["\"a|1", "b \"x\"|2"]
    );
}

#[test]
fn what_cells_hold_is_found_out_and_slips_are_told() {
    let ends = declared(b"k,v\na,<25\nb,120+\nc,30\n", "");
    assert_eq!((ends.rows.len(), ends.faults.len()), (3, 0), "{ends:?}");
    let mut table = "code,n,day,mixed\n".to_owned();
    (1..=20).for_each(|at| table.push_str(&format!("00{at},{at}.5,2024-01-{at:02},x{at}\n")));
    table.push_str("021,..,2024-01-21,1\n022,many,soon,2\n");
    let read = read_declared(
        &TextFile::new("t.csv", table.as_bytes()),
        &Settings::default(),
    );
    let kinds: Vec<String> = read
        .columns
        .iter()
        .map(|column| format!("{:?}", column.kind))
        .collect();
    assert_eq!(kinds, ["Text", "Number", "Date", "Text"]);
    let faults: Vec<String> = read.faults.kept.iter().map(ToString::to_string).collect();
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(
        faults[1].contains("`columns.\"n\" = { kind = \"text\" }`"),
        "{faults:?}"
    );
    assert!(
        faults[0].contains("`..`") && faults[0].contains("missing"),
        "{faults:?}"
    );
}

#[test]
fn panel_two_keys_and_gap_csv() {
    let table = b"Entity,Year,Deaths\nDrought,1900,12000\nDrought,1920,30000\nFlood,1900,500\nFlood,1910,800\nFlood,1920,600\n".to_vec();
    for bytes in [case("panel-two-keys-and-gap.csv"), Some(table)]
        .into_iter()
        .flatten()
    {
        let keyed = "key = ['Entity', 'Year']\ncolumns = { Year = { kind = 'year' }, Deaths = { unit = 'deaths' } }";
        let found = declared(&bytes, keyed);
        assert_eq!((found.rows.len(), found.faults.len()), (5, 0), "{found:?}");
        let found = declared(&bytes, "key = 'Entity'");
        assert!(found.faults[0].contains("write `key = [..]`"), "{found:?}");
        let mut twice = bytes.clone();
        twice.extend(b"Flood, 1910 ,7\n");
        let found = declared(&twice, keyed);
        assert_eq!(
            found.faults,
            [
                "t.csv:7:1: column `Entity, Year`: `Flood, 1910` stands in line 5 already; each row needs a key of its own"
            ]
        );
        let (found, _) = streamed(&bytes, "key = ['Entity', 'Deaths']", "Entity", "Deaths");
        assert_eq!((found.rows.len(), found.faults.len()), (5, 0));
        assert!(
            declared(&bytes, "key = ['Entity', 'Yaer']").faults[0]
                .contains("`Yaer` is missing from the header")
        );
    }
}
