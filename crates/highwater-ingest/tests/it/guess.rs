//! What a table seems to be, if nothing is said of it.

use highwater_ingest::{Guess, TextFile, guess};

fn of(bytes: &[u8]) -> Guess {
    guess(&TextFile::new("t.csv", bytes))
}

/// The lines of `tables.toml`, of a table that is read without a fault.
#[track_caller]
fn lines(bytes: &[u8]) -> Vec<String> {
    let guess = of(bytes);
    let faults: Vec<String> = guess
        .table
        .faults
        .kept
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(faults, [""; 0]);
    let lines = guess.lines.iter().chain(&guess.columns);
    lines.map(|guessed| guessed.line.clone()).collect()
}

#[test]
fn a_plain_table_needs_a_key_alone() {
    assert_eq!(lines(b"name,n\na,1\nb,2\n"), ["key = [\"name\"]"]);
    assert_eq!(lines(b"a,b\n1,2\n1,2\n"), [""; 0]);
    assert_eq!(lines(b"a,b\n"), [""; 0]);
}

#[test]
fn layouts_are_guessed_from_what_a_plain_reading_finds_wrong() {
    assert_eq!(
        lines(b"Stadt;Gr\xf6\xdfe (km\xb2);Anteil\nK\xf6ln;405,2;0,5\nBonn;141,1;0,25\n"),
        [
            "delimiter = \";\"",
            "decimal = \",\"",
            "encoding = \"windows-1252\"",
            "key = [\"Stadt\"]",
            "columns.\"Größe (km²)\" = { unit = \"km²\" }",
        ]
    );
    assert_eq!(
        lines(b"A title\nand a line\nk,v\na,2\nb,4\nTotal,6\n\nSource: me\n"),
        [
            "skip = 2",
            "footer = [\"Source:\", \"Total\"]",
            "key = [\"k\"]"
        ]
    );
    assert_eq!(
        lines(b"1,2\n3,4\n5,6\n"),
        ["header = false", "names = [\"column_1\", \"column_2\"]"]
    );
    assert_eq!(
        lines(b"a,a,A,b\nx,1,2,3\ny,4,5,6\n"),
        ["names = [\"a\", \"a 2\", \"A 3\", \"b\"]", "key = [\"a\"]"]
    );
}

#[test]
fn days_are_guessed_unless_day_and_month_could_change_places() {
    assert_eq!(
        lines(b"day,v\n31/12/2015,1\n01/02/2016,2\n")[1],
        "columns.day = { date = \"%d/%m/%Y\" }"
    );
    let open = of(b"day,v\n01/02/2016,1\n03/02/2016,2\n");
    assert_eq!(open.columns[0].line, "columns.day = { kind = \"text\" }");
    assert!(
        open.columns[0]
            .because
            .contains("could be `%d/%m/%Y` or `%m/%d/%Y`")
    );
    assert_eq!(
        lines(b"date,v\n20240102,1\n20240103,2\n")[1],
        "columns.date = { date = \"%Y%m%d\" }"
    );
    assert_eq!(
        lines(b"m,v\n2023-01,1\n2023-02,2\n")[1],
        "columns.m = { kind = \"month\" }"
    );
    assert_eq!(
        lines(b"Year,v\n1990,1\n1991,2\n")[1],
        "columns.Year = { kind = \"year\" }"
    );
    // Four digits are numbers if nothing says that they are years.
    assert_eq!(lines(b"v\n1990\n1991\n"), [""; 0]);
}

#[test]
fn marks_units_and_words_among_numbers() {
    assert_eq!(
        lines(b"k,v\na,1\nb,..\nc,n.a.\n"),
        ["missing = [\"..\", \"n.a.\"]", "key = [\"k\"]"]
    );
    // Namibia is not missing.
    assert_eq!(lines(b"code,v\nNA,1\nDE,2\n"), ["key = [\"code\"]"]);
    assert_eq!(
        lines(b"k,share,price,cost_eur,n in km\na,15%,$1.50,3,4\nb,27%,$2,5,6\n")[1..],
        [
            "columns.share = { unit = \"%\" }",
            "columns.price = { unit = \"$\" }",
            "columns.cost_eur = { unit = \"eur\" }",
            "columns.\"n in km\" = { unit = \"km\" }",
        ]
    );
    // `team_m` may be men.
    assert_eq!(lines(b"k,team_m\na,1\nb,2\n").len(), 1);
    let words = of(b"k,v\na,1\nb,2\nc,3\nd,4\ne,5\nf,6\ng,7\nh,8\ni,9\nj,many\n");
    assert_eq!(words.columns[0].line, "columns.v = { kind = \"text\" }");
    assert!(words.columns[0].because.contains("`many` in line 11"));
}

#[test]
fn keys_are_the_fewest_columns_that_tell_rows_apart() {
    assert_eq!(
        lines(b"Entity,Year,Deaths\nA,1990,1\nA,1991,1\nB,1990,1\n")[0],
        "key = [\"Entity\", \"Year\"]"
    );
    assert_eq!(
        lines(b"a,b,c\nx,x,x\nx,x,y\nx,y,x\ny,x,x\n")[0],
        "key = [\"a\", \"b\", \"c\"]"
    );
    // A cell without a value tells nothing apart.
    assert_eq!(lines(b"k,v\n,1\nb,2\n"), [""; 0]);
    assert_eq!(lines(b"id,v\n7,1\n8,1\n")[0], "key = [\"id\"]");
}

#[test]
fn what_no_setting_mends_stays_a_fault() {
    let open = of(b"a,b\n\"open,2\n");
    assert_eq!(open.table.faults.kept.len(), 1);
    assert!(
        of(b"").table.faults.kept[0]
            .to_string()
            .contains("the file is empty")
    );
}
