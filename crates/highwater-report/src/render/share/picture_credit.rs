//! What the picture of a figure says of where it comes from.

use highwater_plot::png::Credit;

use super::{author, words};
use crate::check::{Checked, CheckedStory};
use crate::kept::DrawnFigure;

/// Returns the credit of a figure's pictures: at their foot the address of the story, where the site
/// has one, and in their files title, source, author and the address of the figure itself.
pub(in crate::render) fn picture_credit(
    checked: &Checked<'_>,
    story: &CheckedStory,
    figure: &DrawnFigure,
) -> Credit {
    let base = checked.site.base_url.as_ref();
    let page = base.map(|base| base.to(&format!("{}/index.html", story.story.slug)));
    let address = page
        .as_ref()
        .map(|page| format!("{page}#figure-{}", figure.id));
    let (story, _) = words(checked, story);
    let texts = [
        ("Title", figure.words.title.clone()),
        (
            "Description",
            format!(
                "{} A figure of \u{201c}{story}\u{201d}.",
                figure.words.subtitle
            ),
        ),
        ("Author", author(checked).to_owned()),
        ("Source", figure.words.source.clone()),
        ("URL", address.unwrap_or_default()),
        ("Software", "highwater".to_owned()),
    ];
    let texts = texts
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty());
    let line = page.unwrap_or_default();
    let line = line.split_once("://").map_or("", |(_, rest)| rest);
    Credit {
        line: line.to_owned(),
        texts: texts.map(|(key, text)| (key.to_owned(), text)).collect(),
    }
}
