//! The page that searches stories, figures, claims and values, with its index in it.

use std::collections::BTreeSet;

use highwater_facts::{Format, Unit};
use pulldown_cmark::{Event, TagEnd};
use serde_json::{Value, json};

use super::binder::{Binder, claim_anchor, plain_value};
use super::claims_page::sentence;
use super::script_json;
use crate::check::{Checked, CheckedStory};
use crate::data_address::fact_href;
use crate::prose::{Node, Placed, Target, headings};

/// What an entry can be, by its number in the index.
const KINDS: [&str; 5] = ["story", "section", "figure", "claim", "value"];

/// An entry: its kind, its words, what else is said of it, where it leads, and the text under it, in
/// which it is found too.
type Entry = (u8, String, String, String, String);

pub(super) fn context(checked: &Checked<'_>) -> Value {
    let mut entries: Vec<Entry> = Vec::new();
    for story in &checked.stories {
        story_entries(checked, story, &mut entries);
    }
    let mut bound = BTreeSet::new();
    for story in &checked.stories {
        claim_entries(checked, story, &mut entries);
        bound.extend(values(checked, story));
    }
    let ledger = &checked.results.ledger;
    let facts = bound.into_iter().filter_map(|path| ledger.get(path));
    entries.extend(facts.map(|fact| {
        let href = fact_href("", &fact.path);
        (
            4,
            fact.label.clone(),
            plain_value(fact),
            href,
            String::new(),
        )
    }));
    let counts: Vec<String> = (0..)
        .zip(KINDS)
        .map(|(kind, name)| {
            let count = entries.iter().filter(|entry| entry.0 == kind).count();
            counted(count, name)
        })
        .collect();
    let holds = match counts.as_slice() {
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
        [] => String::new(),
    };
    json!({
        "title": "Search",
        "holds": holds,
        "index": script_json(&json!({ "kinds": KINDS, "entries": entries })),
    })
}

/// `1 story`, `4 stories`.
fn counted(count: usize, name: &str) -> String {
    let number = Format::default().number(count as f64, Unit::Of("things"));
    match (count, name.strip_suffix('y')) {
        (1, _) => format!("{number} {name}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {name}s"),
    }
}

/// The story, its sections and its figures.
fn story_entries(checked: &Checked<'_>, story: &CheckedStory, entries: &mut Vec<Entry>) {
    let binder = Binder::new(checked, story, "");
    let parts = &story.story;
    let page = format!("{}/index.html", parts.slug);
    let title = binder.text(&parts.title.nodes);
    let summary = binder.text(&parts.summary.nodes);
    let headings = headings(&parts.body);
    let nodes = &parts.body.nodes;
    // The text in front of the first heading stands under the title.
    let starts = headings.iter().map(|heading| heading.nodes.start - 1);
    let mut ends = starts.chain([nodes.len()]);
    let lead = text_of(&binder, &nodes[..ends.next().unwrap_or_default()]);
    entries.push((0, title.clone(), summary, page.clone(), lead));
    for (heading, end) in headings.iter().zip(ends) {
        let words = binder.text(&nodes[heading.nodes.clone()]);
        let href = format!("{page}#{}", heading.anchor);
        let text = text_of(&binder, &nodes[heading.nodes.end..end]);
        entries.push((1, words, title.clone(), href, text));
    }
    for figure in &story.figures {
        let href = format!("{page}#figure-{}", figure.id);
        let words = figure.words.title.clone();
        entries.push((2, words, title.clone(), href, figure.words.subtitle.clone()));
    }
}

fn claim_entries(checked: &Checked<'_>, story: &CheckedStory, entries: &mut Vec<Entry>) {
    let binder = Binder::new(checked, story, "");
    for claim in &story.claims {
        let id = claim.spec.id.get_ref();
        let part = |sentence: &Value, key: &str| sentence[key].as_str().unwrap_or("").to_owned();
        let words = match sentence(&binder, story, id) {
            Some(sentence) => ["before", "words", "after"]
                .map(|key| part(&sentence, key))
                .concat(),
            None => claim.spec.words.get_ref().clone(),
        };
        let href = format!("claims.html#{}", claim_anchor(&story.story.slug, id));
        let verdict = claim.judgement.verdict.word().to_owned();
        entries.push((3, words, verdict, href, String::new()));
    }
}

/// Returns the text of some blocks, a blank between them; markup of the writer's own is left out.
fn text_of(binder: &Binder<'_>, nodes: &[Placed]) -> String {
    let parts_text = |placed: &Placed| match &placed.node {
        Node::Event(event) => matches!(
            event,
            Event::End(
                TagEnd::Paragraph
                    | TagEnd::Item
                    | TagEnd::TableCell
                    | TagEnd::Heading(_)
                    | TagEnd::CodeBlock
            ) | Event::Html(_)
                | Event::InlineHtml(_)
        ),
        // What stands for a figure has an entry of its own.
        Node::Binding(binding) => binding.is_image,
    };
    let blocks = nodes.split(parts_text).map(|block| binder.text(block));
    let blocks: Vec<String> = blocks.filter(|block| !block.trim().is_empty()).collect();
    let text = blocks.join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The paths of the values that a story shows or its claims are about.
fn values<'a>(checked: &'a Checked<'_>, story: &'a CheckedStory) -> impl Iterator<Item = &'a str> {
    let ledger = &checked.results.ledger;
    let texts = story.texts.0.iter();
    let shown = texts.flat_map(|text| text.prose.bindings());
    let shown = shown.filter_map(|(binding, _)| match &binding.target {
        Target::Value { path, .. } => Some(path),
        _ => None,
    });
    let claimed = story.claims.iter().flat_map(|claim| &claim.paths);
    let facts = shown.chain(claimed).filter_map(|path| ledger.resolve(path));
    facts.map(|(fact, _)| &*fact.path)
}
