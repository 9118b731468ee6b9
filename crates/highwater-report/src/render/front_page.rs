//! The front page: the stories and the state of the whole.

use std::collections::BTreeSet;

use highwater_facts::{Format, Unit};
use highwater_plot::Width;
use serde_json::{Value, json};

use super::Drawn;
use super::binder::Binder;
use super::figures::FigureFiles;
use crate::check::Checked;

/// The page for addresses that lead nowhere: it says what the site has.
pub(super) fn not_found(checked: &Checked<'_>) -> Value {
    let stories = checked.stories.iter().map(|story| {
        let binder = Binder::new(checked, story, "");
        json!({
            "slug": story.story.slug,
            "title": binder.text(&story.story.title.nodes),
            "summary": binder.text(&story.story.summary.nodes),
        })
    });
    json!({ "title": "Not found", "stories": stories.collect::<Vec<_>>() })
}

pub(super) fn context(checked: &Checked<'_>, stories: &[Drawn<'_>]) -> Value {
    let mut shown = BTreeSet::new();
    let cards: Vec<Value> =
        stories
            .iter()
            .map(|drawn| {
                let story = &drawn.story.story;
                let binder = Binder::new(checked, drawn.story, "");
                let picture = drawn.figures.first().map(|figure| {
                    match shown.insert(figure.drawn.id.as_str()) {
                        true => figure.inline(),
                        false => again(figure, &story.slug),
                    }
                });
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

/// A figure that stands on the page already, with ids of its own.
fn again(figure: &FigureFiles<'_>, slug: &str) -> Value {
    let mut picture = figure.inline();
    let id = &figure.drawn.id;
    let names = Width::ALL.map(|width| format!("{id}-{}-", width.pixels()));
    for (_, svg) in picture.as_object_mut().into_iter().flatten() {
        let text = svg.as_str().unwrap_or_default().to_owned();
        let renamed = names.iter().fold(text, |text, name| {
            ["title", "desc"].iter().fold(text, |text, part| {
                text.replace(&format!("{name}{part}"), &format!("{slug}-{name}{part}"))
            })
        });
        *svg = json!(renamed);
    }
    picture
}
