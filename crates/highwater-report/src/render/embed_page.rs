//! The page of one figure, for a frame in another page.

use serde_json::{Value, json};

use super::Drawn;
use super::binder::Binder;
use crate::check::Checked;
use crate::project::EMBED_TEMPLATE;

/// For each figure of a story the path of its page, the template, and what that says.
pub(super) fn contexts(
    checked: &Checked<'_>,
    drawn: &Drawn<'_>,
) -> Vec<(String, &'static str, Value)> {
    let story = &drawn.story.story;
    let binder = Binder::new(checked, drawn.story, "../../");
    let story_title = binder.text(&story.title.nodes);
    let figures = (1..).zip(&drawn.figures);
    figures
        .map(|(number, figure)| {
            let id = &figure.drawn.id;
            let page = json!({
                "id": id,
                "number": number,
                "title": figure.drawn.words.title,
                "svg": figure.inline(),
                "story": story_title,
                "href": format!("../index.html#figure-{id}"),
            });
            (
                format!("{}/figures/{id}.html", story.slug),
                EMBED_TEMPLATE,
                page,
            )
        })
        .collect()
}
