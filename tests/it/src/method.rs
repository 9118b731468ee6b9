//! How a figure was made: each says it, beside the picture and not in it, and what it says is checked
//! like any other of its words.

use std::sync::Arc;

use highwater_facts::{Fact, Quantity, Unit};
use highwater_report::{Project, Results, SourceText, StorySource, check, render};

use crate::sandbox::Sandbox;
use crate::studies;

/// Whole sentences, each with a full stop.
#[track_caller]
fn says_how(id: &str, method: &str) {
    assert!(
        method.len() > 60 && method.ends_with('.'),
        "{id}: “{method}”"
    );
}

/// In the page of each story, on the tables of the project alone.
#[test]
fn the_method_stands_first_in_its_tab_and_in_no_picture() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let mut figures = 0;
    for story in ["open-wave", "open-labs", "score-costs", "compute-divide"] {
        let page = sandbox.read(&format!("site/{story}/index.html"));
        for part in page.split("<figure id=\"figure-").skip(1) {
            let id = part.split('"').next().unwrap();
            let (_, tab) = part.split_once("data-tab=\"Method\">").unwrap();
            let (_, tab) = tab.split_once("<p class=\"view-title\">").unwrap();
            let (_, first) = tab.split_once("</p>\n").unwrap();
            let method = first.strip_prefix("<p class=\"made\">").expect(id);
            let method = method.split("</p>").next().unwrap();
            says_how(id, method);
            assert!(
                !method.contains("](") && !method.contains("n/a"),
                "{method}"
            );
            // The words up to the first link or formula, which no file of the figure may have.
            let words = method.split('<').next().unwrap();
            for file in [".svg", "-narrow.svg", ".html", ".csv"] {
                let path = format!("site/{story}/figures/{id}{file}");
                assert!(!sandbox.read(&path).contains(words), "{path}");
            }
            figures += 1;
        }
    }
    assert!(figures > 30, "{figures}");
    // A table says it below itself, folded.
    let page = sandbox.read("site/score-costs/index.html");
    let (_, table) = page
        .split_once("<figure id=\"table-efficiency-variants\"")
        .unwrap();
    let below = table.split("</figure>").next().unwrap();
    assert!(
        below.contains("<details><summary>Method</summary><p>The regression of the score"),
        "{below}"
    );
}

/// A story with one figure and one table of the wave, which have this method.
fn made(method: &str) -> (Project, Results) {
    let output = studies::embedded(|study| study.name == "wave");
    let is_it = |id: &str| id == "funding";
    let mut figures = output.figures.into_iter();
    let figure = figures.find(|f| is_it(&f.id)).unwrap();
    let mut figure = Arc::into_inner(figure).unwrap();
    figure.words.title = "What the last rounds of funding brought in".to_owned();
    figure.words.subtitle = "Money raised in the rounds, in dollars.".to_owned();
    figure.words.source = "the rounds".to_owned();
    figure.words.alt = "Bars, one a round.".to_owned();
    figure.words.method = method.to_owned();
    let mut table = figure.data.clone();
    table.id = "rounds".to_owned();
    table.method = method.to_owned();
    let mut results = Results::default();
    results.add_figure(figure);
    results.tables.push(table);
    let rain = Quantity::exact(7.0, Unit::Of("rounds"));
    let rounds = Fact::new("money.rounds", rain, "rounds");
    results.ledger.add(rounds).unwrap();
    let text = "+++\ntitle = \"Money\"\nsummary = \"Rounds.\"\ndate = \"2026-11-22\"\n+++\n\n\
                ![Bars](figure:funding)\n\n![Rows](table:rounds)\n";
    let story = StorySource::new("money", SourceText::new("story.md", text));
    let project = Project {
        stories: vec![story],
        ..Project::default()
    };
    (project.with_theme(), results)
}

/// Returns the findings, each as code, file, column.
fn findings(method: &str) -> Vec<(&'static str, String, usize)> {
    let (project, results) = made(method);
    let checked = check(&project, &results, None);
    let found = checked.diagnostics.iter().map(|finding| {
        let (file, _, column) = finding.position().unwrap_or_default();
        (finding.code, file.to_owned(), column)
    });
    found.collect()
}

#[test]
fn a_method_is_checked_like_other_words() {
    let at = |code, column| {
        ["figure `funding`", "table `rounds`"].map(|what| (code, format!("{what}, method"), column))
    };
    assert_eq!(findings("Sums of [7](value:money.rounds) rounds."), []);
    assert_eq!(
        findings("Sums of [8](value:money.rounds) rounds."),
        at("HW0001", 10)
    );
    assert_eq!(
        findings("Sums of [](value:money.round) rounds."),
        at("HW0002", 18)
    );
    assert_eq!(findings("Sums of 7 rounds."), at("HW0030", 9));
    assert_eq!(findings("Sums of most rounds."), at("HW0031", 9));
}

#[test]
fn a_method_that_is_not_said_is_not_shown() {
    let page = |method: &str| {
        let (project, results) = made(method);
        let checked = check(&project, &results, None);
        assert_eq!(checked.diagnostics, [], "{method}");
        let site = render(&checked).unwrap();
        String::from_utf8(site.get("money/index.html").unwrap().to_vec()).unwrap()
    };
    let said = page("Plain *sums* of [](value:money.rounds) rounds.");
    let shown = "Plain <em>sums</em> of <a class=\"fact\" href=\"../data/values/money.rounds.html#fact-money.rounds\" \
                 data-fact=\"money.rounds\">7</a> rounds.</p>";
    assert!(
        said.contains(&format!("<p class=\"made\">{shown}")),
        "{said}"
    );
    assert!(
        said.contains(&format!("<summary>Method</summary><p>{shown}</details>")),
        "{said}"
    );
    // The value is among those that the figure names.
    assert!(said.contains("<li>rounds = "), "{said}");
    let silent = page("");
    assert!(!silent.contains("class=\"made\""), "{silent}");
    assert!(!silent.contains("<details><summary>Method"), "{silent}");
    // The tab stays, for what the figure draws and its rows.
    assert!(silent.contains("data-tab=\"Method\""), "{silent}");
}
