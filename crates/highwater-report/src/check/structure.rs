//! The structure of a story: anchors, links within the page, raw HTML.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::nearest::nearest;
use highwater_plot::font;
use pulldown_cmark::{Event, Tag};

use super::texts::Texts;
use crate::diagnostic::Diagnostic;
use crate::prose::{Node, Prose, Target, headings, inner_text, line_text};
use crate::story::Story;

pub(super) fn check(story: &Story, texts: &Texts, found: &mut Vec<Diagnostic>) {
    lengths(story, found);
    let anchors = anchors(story, found);
    for text in &texts.0 {
        let source = &text.prose.source;
        for placed in &text.prose.nodes {
            let Node::Event(event) = &placed.node else {
                continue;
            };
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    if let Some(anchor) = dest_url.strip_prefix('#')
                        && !anchors.contains(anchor)
                    {
                        let known = anchors.iter().map(String::as_str);
                        found.push(
                            Diagnostic::error(
                                "HW0023",
                                format!("there is no anchor `{anchor}` in the story"),
                            )
                            .at(source, placed.range.clone(), "")
                            .did_you_mean(nearest(anchor, known).map(|near| format!("#{near}"))),
                        );
                    }
                }
                Event::Start(Tag::Image { .. }) => found.push(
                    Diagnostic::error("HW0027", "an image is no figure of a study")
                        .at(
                            source,
                            placed.range.clone(),
                            "cannot be checked against the data",
                        )
                        .help("have a study draw it, and place it with `figure:ID`"),
                ),
                Event::Html(_) | Event::InlineHtml(_) => found.push(
                    Diagnostic::warning("HW0026", "HTML in a story is shown as text")
                        .at(source, placed.range.clone(), "")
                        .help("write it as Markdown"),
                ),
                _ => {}
            }
        }
    }
}

/// The most characters of a title that lists and previews show whole.
const LONGEST_TITLE: usize = 90;
/// The same of a summary.
const LONGEST_SUMMARY: usize = 300;

/// Titles and summaries that are out of balance, or that previews cannot show.
fn lengths(story: &Story, found: &mut Vec<Diagnostic>) {
    let written = |prose: &Prose| line_text(&prose.nodes, &inner_text);
    let mut warn = |range: &std::ops::Range<usize>, message: String, help: &str| {
        found.push(
            Diagnostic::warning("HW0044", message)
                .at(&story.source, range.clone(), "")
                .help(help),
        );
    };
    let title = written(&story.title);
    if let Some(lacking) = font::lacking(&title) {
        warn(
            &story.front.title,
            format!("the card of the story lacks {lacking}, which its font has not"),
            "pages show it in a font of the reader's: for the card write it in letters that the font has, such as Latin ones",
        );
    }
    let title = title.chars().count();
    if title > LONGEST_TITLE {
        warn(
            &story.front.title,
            format!("the title has {title} characters"),
            "say it in 90, and the rest in the summary",
        );
    }
    let summary = written(&story.summary).trim().chars().count();
    if summary == 0 {
        warn(
            &story.front.summary,
            "the story has no summary".to_owned(),
            "say in a sentence or two what it finds: the front page and previews show it",
        );
    } else if summary > LONGEST_SUMMARY {
        warn(
            &story.front.summary,
            format!("the summary has {summary} characters"),
            "say it in 300: the front page and previews show no more",
        );
    }
}

/// All anchors of a story: headings, figures and tables. Two of one name are a finding.
fn anchors(story: &Story, found: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let mut places: BTreeMap<String, Vec<std::ops::Range<usize>>> = BTreeMap::new();
    for heading in headings(&story.body) {
        places
            .entry(heading.anchor)
            .or_default()
            .push(heading.range);
    }
    for (anchor, ranges) in &places {
        if let [first, again @ ..] = ranges.as_slice() {
            for range in again {
                found.push(
                    Diagnostic::error("HW0022", format!("two headings have the anchor `{anchor}`"))
                        .at(&story.source, range.clone(), "stands here again")
                        .at(&story.source, first.clone(), "first here")
                        .help("give one of them an anchor of its own: `## Heading {#anchor}`"),
                );
            }
        }
    }
    let mut anchors: BTreeSet<String> = places.into_keys().collect();
    for (binding, _) in story
        .body
        .bindings()
        .filter(|(binding, _)| binding.is_image)
    {
        match &binding.target {
            Target::Figure { id } => anchors.insert(format!("figure-{id}")),
            Target::Table { id } => anchors.insert(format!("table-{id}")),
            _ => false,
        };
    }
    anchors
}
