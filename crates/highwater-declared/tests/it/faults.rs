//! Declarations at fault: what is wrong, where, and what to write.

use highwater_declared::DeclaredFigure;

use crate::make;

#[track_caller]
fn is_refused(declared: &str, message: &str, at: &str, help: &str) {
    let fault = make(declared).unwrap_err();
    assert!(
        fault.message.contains(message),
        "{declared}: {}",
        fault.message
    );
    assert!(fault.help.contains(help), "{declared}: {}", fault.help);
    let place = declared.get(fault.place.clone()).unwrap();
    assert!(place.contains(at), "{declared}: {place}");
}

const BAR: &str = "mark = 'bar'\nquery = 'deaths where year = 1920'\n";

#[test]
fn marks_and_fields_that_there_are_not_name_the_nearest() {
    is_refused(
        "mark = 'lien'\nquery = 'deaths'",
        "`mark` cannot be `lien`",
        "lien",
        "`line`",
    );
    is_refused(
        "mark = 'area'\nquery = 'deaths'",
        "no mark `area`",
        "area",
        "line",
    );
    is_refused(
        "marc = 'line'\nquery = 'deaths'",
        "no `marc`",
        "marc",
        "`mark`",
    );
    is_refused("mark = 'line'", "no `query`", "m", "query = ");
    is_refused(
        "mark = 'line'\nquery = 'deaths'\nx = 'year'",
        "needs `y`",
        "line",
        "y = ",
    );
    is_refused("mark = ", "not TOML", "", "mark = ");
    is_refused(
        &format!("{BAR}x = 'kind'\ny = 'deaths'\ngaps = 'shown'"),
        "`gaps`",
        "shown",
        "`show`",
    );
    is_refused(
        &format!("{BAR}x = 'kind'\ny = 'deaths'\nsize = 'deaths'"),
        "does not show `size`",
        "deaths",
        "color",
    );
    let y = "y = { column = 'deaths', scal = 'log' }";
    is_refused(
        &format!("{BAR}x = 'kind'\n{y}"),
        "`y` has no `scal`",
        "scal",
        "`scale`",
    );
}

#[test]
fn columns_that_there_are_not_or_hold_something_else() {
    is_refused(
        &format!("{BAR}x = 'kimd'\ny = 'deaths'"),
        "no column `kimd`",
        "kimd",
        "`kind`",
    );
    is_refused(
        &format!("{BAR}x = 'year'\ny = 'kind'"),
        "holds no number",
        "kind",
        "numbers",
    );
    is_refused(
        "mark = 'line'\nquery = 'deaths'\nx = 'kind'\ny = 'deaths'",
        "holds names",
        "kind",
        "bar",
    );
}

#[test]
fn lines_that_are_twice_and_queries_without_any() {
    is_refused(
        "mark = 'line'\nquery = 'deaths'\nx = 'year'\ny = 'deaths'",
        "two lines for 1900",
        "deaths",
        "color",
    );
    is_refused(
        "mark = 'bar'\nquery = 'deaths'\nx = 'kind'\ny = 'deaths'",
        "two lines for Drought",
        "deaths",
        "color",
    );
    is_refused(
        "mark = 'bar'\nquery = 'deaths where year > 2000'\nx = 'kind'\ny = 'deaths'",
        "answers no line",
        "deaths",
        "where",
    );
    is_refused(
        &format!("{BAR}x = 'kind'\ny = 'deaths'\nhighlight = 'Food'"),
        "`Food`, which is not drawn",
        "Food",
        "`Flood`",
    );
    let note = "annotate = { x = 'Drought', text = 'none' }";
    is_refused(
        &format!("{BAR}x = 'kind'\ny = 'deaths'\n{note}"),
        "nothing is drawn at `Drought`",
        "none",
        "place",
    );
}

#[test]
fn a_file_has_all_its_faults_and_words_of_others_figures_are_left_alone() {
    let text = "[figure.one]\ntitle = 'A study draws this'\n\n[figure.two]\nmark = 'lin'\nquery = 'q'\n\n\
                [figure.three]\nquery = 'q'\n\n[table.q]\ntitle = 'T'\n";
    let faults = DeclaredFigure::read_file(text).unwrap_err();
    let found: Vec<&str> = faults
        .iter()
        .map(|fault| &text[fault.place.clone()])
        .collect();
    assert_eq!(found, ["three", "'lin'"]);
    assert!(
        DeclaredFigure::read_file("[figure.one]\ntitle = 'T'\n")
            .unwrap()
            .is_empty()
    );
}
