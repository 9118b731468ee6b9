//! The front page: the stories and the state of the whole.

use highwater_facts::{Format, Unit};
use serde_json::{Value, json};

use super::Drawn;
use super::binder::Binder;
use super::figures::FigureFiles;
use crate::check::Checked;

pub(super) fn context(checked: &Checked<'_>, stories: &[Drawn<'_>]) -> Value {
    let cards: Vec<Value> = stories
        .iter()
        .map(|drawn| {
            let story = &drawn.story.story;
            let binder = Binder::new(checked, drawn.story, "");
            let picture = drawn.figures.first().map(FigureFiles::inline);
            json!({
                "slug": story.slug,
                "title": binder.text(&story.title.nodes),
                "summary": binder.html(&story.summary.nodes),
                "date": story.front.date,
                "coverage": drawn.story.coverage.for_readers(),
                "picture": picture,
            })
        })
        .collect();
    let coverage = &checked.coverage;
    let figures: usize = stories.iter().map(|drawn| drawn.figures.len()).sum();
    let count = |n: usize| Format::default().number(n as f64, Unit::Of("things"));
    json!({
        "title": checked.site.title,
        "stories": cards,
        "state": {
            "stories": count(stories.len()),
            "figures": count(figures),
            "values": count(checked.results.ledger.len()),
            "numerals_bound": count(coverage.bound),
            "numerals": count(coverage.bound + coverage.unbound),
            "claims": count(coverage.claim_count()),
            "hold": coverage.verdicts("holds"),
            "fail": coverage.verdicts("fails"),
            "fragile": coverage.verdicts("fragile"),
            "not_testable": coverage.verdicts("not testable"),
        },
    })
}
