//! The structure of a story: anchors, links within the page, formulas, and what would be shown raw.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use highwater_facts::nearest::nearest;
use highwater_plot::font::Fonts;
use pulldown_cmark::{Event, Tag};

use super::texts::{Part, Text, Texts};
use crate::address::decoded;
use crate::diagnostic::Diagnostic;
use crate::fonts::on_a_card;
use crate::prose::{
    Mark, Prose, Target, headings, inner_text, is_taken, line_text, mathml, plain_formula,
};
use crate::source_text::SourceText;
use crate::story::Story;

pub(super) fn check(story: &Story, texts: &Texts, fonts: &Fonts, found: &mut Vec<Diagnostic>) {
    lengths(story, fonts, found);
    let anchors = anchors(story, found);
    for text in &texts.0 {
        let source = &text.prose.source;
        found.extend(of_marks(source, &text.prose.marks));
        let mut html = Vec::new();
        for (event, range) in text.prose.events() {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    if let Some(anchor) = dest_url.strip_prefix('#')
                        && !anchors.contains(&decoded(anchor))
                    {
                        let anchor = decoded(anchor);
                        let known = anchors.iter().map(String::as_str);
                        found.push(
                            Diagnostic::error(
                                "HW0023",
                                format!("there is no anchor `{anchor}` in the story"),
                            )
                            .at(source, range.clone(), "")
                            .did_you_mean(nearest(&anchor, known).map(|near| format!("#{near}"))),
                        );
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) => html.push(range),
                Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                    formula(text, latex, range, found);
                }
                _ => {}
            }
        }
        found.extend(of_html(source, &html));
    }
}

/// The most places of one fault that are named.
const MOST_PLACES: usize = 3;

/// Returns a finding at the first of its places, with the number of the others.
fn at_places(finding: Diagnostic, source: &SourceText, places: &[&Range<usize>]) -> Diagnostic {
    let shown = places.iter().take(MOST_PLACES);
    let finding = shown.fold(finding, |finding, range| {
        finding.at(source, (*range).clone(), "")
    });
    match places.len().saturating_sub(MOST_PLACES) {
        0 => finding,
        1 => finding.note("and in another place"),
        more => finding.note(format!("and in {more} places more")),
    }
}

/// HTML in a text, told once.
fn of_html(source: &SourceText, places: &[&Range<usize>]) -> Option<Diagnostic> {
    places.first()?;
    let finding = Diagnostic::warning("HW0026", "HTML in a story is shown as text");
    let finding = at_places(finding, source, places);
    Some(finding.help(
        "write it as Markdown; of HTML a story may hold `<sub>`, `<sup>`, `<br>` and comments",
    ))
}

/// Returns the marks of a text, each kind told once.
fn of_marks(source: &SourceText, marks: &[(Mark, Range<usize>)]) -> Vec<Diagnostic> {
    let mut kinds: Vec<Mark> = Vec::new();
    for (mark, _) in marks {
        if !kinds.contains(mark) {
            kinds.push(*mark);
        }
    }
    let of_kind = |kind: &Mark| {
        let its = marks.iter().filter(|(mark, _)| mark == kind);
        let places: Vec<&Range<usize>> = its.map(|(_, range)| range).collect();
        at_places(of_mark(*kind), source, &places)
    };
    kinds.iter().map(of_kind).collect()
}

/// A formula that cannot be read, or that stands where only text can.
fn formula(text: &Text, latex: &str, range: &Range<usize>, found: &mut Vec<Diagnostic>) {
    let source = &text.prose.source;
    if let Err(why) = mathml(latex, false) {
        found.push(
            Diagnostic::error("HW0062", "a formula cannot be read")
                .at(source, range.clone(), why)
                .help("formulas are LaTeX, as `$\\beta = 0.5$`; write a dollar that is money as `\\$`"),
        );
        return;
    }
    let is_drawn = match &text.part {
        Part::Body | Part::Because { .. } => true,
        Part::Figure { field, .. } => *field == "method",
        Part::Table { field, .. } => *field != "title",
        Part::Title | Part::Summary | Part::Alt { .. } => false,
    };
    if !is_drawn && plain_formula(latex).is_none() {
        found.push(
            Diagnostic::error("HW0062", "a formula stands where there can only be text")
                .at(source, range.clone(), "is shown as its source")
                .help("say it in words, or move it into the text of the story"),
        );
    }
}

fn of_mark(mark: Mark) -> Diagnostic {
    match mark {
        Mark::OpenComment => Diagnostic::error("HW0063", "a comment is never closed")
            .note("what follows would be left out, or be shown with it")
            .help("close it with `-->`"),
        Mark::Nesting => Diagnostic::error("HW0064", "elements lie too deep in each other")
            .help("write it with fewer levels of lists, quotations and emphasis"),
        Mark::Cells => Diagnostic::error("HW0065", "a row of a table has more cells than its head")
            .note("what stands in them would not be shown")
            .help("give the head as many cells; write a bar within a cell as `\\|`"),
        Mark::Foreign(foreign) => {
            let message = format!("{} is shown as it stands", foreign.what);
            Diagnostic::warning("HW0065", message).help(foreign.instead)
        }
    }
}

/// The most characters of a title that lists and previews show whole.
const LONGEST_TITLE: usize = 90;
/// The same of a summary.
const LONGEST_SUMMARY: usize = 300;

/// Titles and summaries that are out of balance, or that previews cannot show.
fn lengths(story: &Story, fonts: &Fonts, found: &mut Vec<Diagnostic>) {
    let written = |prose: &Prose| line_text(&prose.nodes, &inner_text);
    if let Some(lacking) = fonts.lacking(&written(&story.title)) {
        let range = story.front.title.clone();
        found.push(on_a_card("the title", &lacking, &story.source, range));
    }
    let mut warn = |range: &Range<usize>, message: String, help: &str| {
        found.push(
            Diagnostic::warning("HW0044", message)
                .at(&story.source, range.clone(), "")
                .help(help),
        );
    };
    let title = written(&story.title).chars().count();
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

/// Returns all anchors of a story: headings, figures and tables. Two of one name are a finding.
fn anchors(story: &Story, found: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let mut places: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    for heading in headings(&story.body) {
        if heading.is_given && is_taken(&heading.anchor) {
            let message = format!("the page has an anchor `{}` of its own", heading.anchor);
            found.push(
                Diagnostic::error("HW0022", message)
                    .at(&story.source, heading.range.clone(), "")
                    .help("give the heading another: `## Heading {#anchor}`"),
            );
        }
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
