//! The page that searches stories, figures, claims and values, with its index in it.

use std::collections::BTreeSet;

use highwater_facts::{Format, Unit};
use serde_json::{Value, json};

use super::binder::{Binder, claim_anchor, fact_anchor, plain_value};
use super::claims_page::sentence;
use super::script_json;
use crate::check::{Checked, CheckedStory};
use crate::prose::{Target, headings};

/// What an entry can be, by its number in the index.
const KINDS: [&str; 5] = ["story", "section", "figure", "claim", "value"];

/// An entry: its kind, its words, what else is said of it, where it leads.
type Entry = (u8, String, String, String);

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
        let href = format!("data.html#{}", fact_anchor(&fact.path));
        (4, fact.label.clone(), plain_value(fact), href)
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
    entries.push((0, title.clone(), summary, page.clone()));
    for heading in headings(&parts.body) {
        let words = binder.text(&parts.body.nodes[heading.nodes]);
        let href = format!("{page}#{}", heading.anchor);
        entries.push((1, words, title.clone(), href));
    }
    for figure in &story.figures {
        let href = format!("{page}#figure-{}", figure.id);
        entries.push((2, figure.words.title.clone(), title.clone(), href));
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
        entries.push((3, words, verdict, href));
    }
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
