//! Images of a writer's own: that each has a file, words, a credit and a licence.

use std::collections::BTreeSet;
use std::ops::Range;

use highwater_facts::nearest::nearest;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::texts::{Part, Text, Texts};
use crate::diagnostic::Diagnostic;
use crate::images::{self, Credit, EXTENSIONS, Header, HeaderFault, ImageFault};
use crate::project::Project;
use crate::prose::{Image, Node, Placed, end_of_image, inner_text, line_text, own_image};
use crate::story::Story;

pub(super) fn check(story: &Story, texts: &Texts, project: &Project, found: &mut Vec<Diagnostic>) {
    for text in &texts.0 {
        for (at, placed) in text.prose.nodes.iter().enumerate() {
            let Some(image) = own_image(&text.prose.nodes, at) else {
                continue;
            };
            let place = Place {
                text,
                range: &placed.range,
            };
            if text.part != Part::Body {
                found.push(
                    place
                        .error("HW0027", "an image stands in a line of text")
                        .help("put it into the story, in a paragraph of its own"),
                );
                continue;
            }
            let findings = found.len();
            file(&image, &place, story, project, found);
            if found.len() == findings {
                words(&image, &place, found);
            }
            if !is_alone(&text.prose.nodes, at) {
                found.push(
                    place
                        .error("HW0025", "an image needs a paragraph of its own")
                        .help("put a blank line before and after it"),
                );
            }
        }
    }
    unused(story, found);
}

/// Where an image stands.
struct Place<'a> {
    text: &'a Text,
    range: &'a Range<usize>,
}

impl Place<'_> {
    fn error(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message).at(&self.text.prose.source, self.range.clone(), "")
    }
}

const SYNTAX: &str = "write `![What it shows](static/FILE \"Photo: Name / Agency, CC BY 4.0\")`";

/// The file of an image: that there is one, and that a page can show it.
fn file(
    image: &Image<'_>,
    place: &Place<'_>,
    story: &Story,
    project: &Project,
    found: &mut Vec<Diagnostic>,
) {
    let address = image.address;
    let bytes = match images::find(address, story, project) {
        Ok(bytes) => bytes,
        Err(ImageFault::Elsewhere) => {
            found.push(
                place
                    .error("HW0027", format!("the image `{address}` lies on another site"))
                    .help("put the file into `static/` in the folder of the story: pages load nothing from elsewhere"),
            );
            return;
        }
        Err(ImageFault::Missing) => {
            let own = story.files.keys().map(String::as_str);
            let assets = project
                .assets
                .keys()
                .map(|path| format!("../assets/{path}"));
            let known: Vec<String> = own.map(str::to_owned).chain(assets).collect();
            let near = nearest(address, known.iter().map(String::as_str));
            found.push(
                place
                    .error("HW0027", format!("there is no file `{address}` for an image"))
                    .did_you_mean(near)
                    .help("images lie in `static/` in the folder of the story, or in `../assets/`; figures of a study are placed with `figure:ID`"),
            );
            return;
        }
    };
    let Err(fault) = Header::read(address, bytes) else {
        return;
    };
    let (message, help) = match fault {
        HeaderFault::Extension => (
            format!("`{address}` is not an image that all browsers show"),
            format!("save it as one of these: {}", EXTENSIONS.join(", ")),
        ),
        HeaderFault::Other(form) => (
            format!("the image `{address}` holds another form than its name says"),
            format!("let its name end in `.{form}`, or save it anew"),
        ),
        HeaderFault::Unread => (
            format!("`{address}` is not an image, or is damaged"),
            "save it anew".to_owned(),
        ),
        HeaderFault::Sizeless => (
            format!("the drawing `{address}` says no size"),
            "give its `<svg>` a `viewBox`, or `width` and `height` in pixels".to_owned(),
        ),
        HeaderFault::Active(what) => (
            format!("the drawing `{address}` holds `{what}`"),
            "save it without scripts and what loads other files".to_owned(),
        ),
    };
    found.push(place.error("HW0027", message).help(help));
}

/// The words of an image, its credit and its licence.
fn words(image: &Image<'_>, place: &Place<'_>, found: &mut Vec<Diagnostic>) {
    let alt = line_text(image.words, &inner_text);
    let credit = Credit::read(image.title);
    let parts = [
        ("text for those who do not see it", alt.trim()),
        ("credit", credit.credit),
        ("licence", credit.licence),
    ];
    let missing: Vec<String> = parts
        .iter()
        .filter(|(_, part)| part.is_empty())
        .map(|(name, _)| format!("no {name}"))
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = format!("the image `{}` has {}", image.address, missing.join(", "));
    let finding = place.error("HW0060", message).help(SYNTAX);
    let is_unknown = credit.licence.is_empty() && credit.credit.contains([',', ';']);
    found.push(match is_unknown {
        true => finding.help("if the last words are the licence, write `licence:` before them"),
        false => finding,
    });
}

/// Returns whether an image is all that its paragraph holds.
fn is_alone(nodes: &[Placed], at: usize) -> bool {
    let node = |at: Option<usize>| at.and_then(|at| nodes.get(at)).map(|placed| &placed.node);
    let end = end_of_image(nodes, at);
    matches!(
        node(at.checked_sub(1)),
        Some(Node::Event(Event::Start(Tag::Paragraph)))
    ) && matches!(
        node(Some(end + 1)),
        Some(Node::Event(Event::End(TagEnd::Paragraph)))
    )
}

/// Files of the story that it does not use, which are not published.
fn unused(story: &Story, found: &mut Vec<Diagnostic>) {
    let used: BTreeSet<&str> = story.used_files().collect();
    for path in story
        .files
        .keys()
        .filter(|path| !used.contains(path.as_str()))
    {
        let folder = story
            .source
            .name
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        found.push(
            Diagnostic::warning(
                "HW0061",
                format!("the file `{folder}/{path}` is used nowhere in its story"),
            )
            .help("place it, link to it, or delete it; it is not published"),
        );
    }
}
