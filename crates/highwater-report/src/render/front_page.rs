//! The front page: the stories and the state of the whole.

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
    json!({
        "title": checked.site.title,
        "stories": cards,
        "state": {
            "stories": stories.len(),
            "values": coverage.bound,
            "claims": coverage.claim_count(),
            "hold": coverage.verdicts("holds"),
            "fail": coverage.verdicts("fails"),
            "fragile": coverage.verdicts("fragile"),
            "not_testable": coverage.verdicts("not testable"),
        },
    })
}
