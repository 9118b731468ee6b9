//! The page of a correction of data: what moved between two snapshots.

use highwater_ingest::snapshots::Snapshot;
use serde_json::{Value, json};

use super::binder::{Binder, claim_anchor};
use super::claims_page::sentence;
use crate::changes::{Changes, Outcome};
use crate::check::{Checked, CheckedStory};
use crate::data_address;
use crate::diff::{ClaimChange, ClaimState, Diff, FigureChange, ValueChange, ValueState};

const ROOT: &str = "../";

pub(super) fn context(checked: &Checked<'_>, changes: &Changes) -> Value {
    let (compared, missing) = match &changes.outcome {
        Outcome::Compared(diff) => (Some(compared(checked, diff)), Vec::new()),
        Outcome::Unread => (None, Vec::new()),
        Outcome::Missing(names) => (None, names.clone()),
    };
    json!({
        "title": changes.correction.title,
        "old": snapshot(&changes.old),
        "new": snapshot(&changes.new),
        "is_unread": matches!(changes.outcome, Outcome::Unread),
        "missing": missing,
        "compared": compared,
    })
}

/// Returns the corrections for the page of the data: title and address of each.
pub(super) fn links(checked: &Checked<'_>) -> Vec<Value> {
    let changes = checked.changes.iter();
    changes
        .map(|Changes { correction, .. }| {
            json!({ "title": correction.title, "href": correction.page(), "old": correction.old, "new": correction.new })
        })
        .collect()
}

fn snapshot(snapshot: &Snapshot) -> Value {
    json!({
        "name": snapshot.name,
        "date": snapshot.date,
        "holds": snapshot.holds,
        "credit": snapshot.credit,
        "licence": snapshot.licence,
        "address": snapshot.address.to_string(),
        "sha256": snapshot.sha256.to_string(),
    })
}

fn compared(checked: &Checked<'_>, diff: &Diff) -> Value {
    let claims = diff.claims.clone().unwrap_or_default();
    let figures = diff.figures.clone().unwrap_or_default();
    let of = |list: &[ClaimChange]| -> Vec<Value> {
        list.iter().map(|change| claim(checked, change)).collect()
    };
    let value_states = |list: &[ValueState]| -> Vec<Value> {
        let states = list.iter();
        states
            .map(|value| json!({ "path": value.path, "label": value.label, "text": value.text, "href": fact_href(checked, &value.path) }))
            .collect()
    };
    json!({
        "is_empty": diff.is_empty(),
        "values": {
            "moved": diff.values.moved.iter().map(|moved| value(checked, moved)).collect::<Vec<_>>(),
            "added": value_states(&diff.values.added),
            "gone": value_states(&diff.values.gone),
            "unchanged": diff.values.unchanged,
        },
        "claims": {
            "flipped": of(&claims.flipped),
            "near": of(&claims.near),
            "firmer": of(&claims.firmer),
            "shifted": claims.shifted,
            "unchanged": claims.unchanged,
        },
        "figures": {
            "changed": figures.changed.iter().map(|change| figure(checked, change)).collect::<Vec<_>>(),
            "added": figures.added,
            "gone": figures.gone,
            "unchanged": figures.unchanged,
        },
        "not_compared": diff.not_compared,
    })
}

fn value(checked: &Checked<'_>, moved: &ValueChange) -> Value {
    json!({
        "path": moved.path,
        "label": moved.label,
        "href": fact_href(checked, &moved.path),
        "old": moved.old.text,
        "new": moved.new.text,
        "change": moved.change,
        "relative": moved.relative_text(),
    })
}

/// Returns where the site shows a value, if it is one of this site.
fn fact_href(checked: &Checked<'_>, path: &str) -> Option<String> {
    let known = checked.results.ledger.get(path)?;
    Some(data_address::fact_href(ROOT, &known.path))
}

fn claim(checked: &Checked<'_>, change: &ClaimChange) -> Value {
    let story = story(checked, &change.story);
    // The claim may be of a story that this site has not, or no longer.
    let here = story.filter(|story| {
        let mut claims = story.claims.iter();
        claims.any(|claim| *claim.spec.id.get_ref() == change.id)
    });
    let anchor = claim_anchor(&change.story, &change.id);
    let state = |state: &ClaimState| {
        json!({
            "verdict": state.verdict,
            "key": state.verdict.replace(' ', "-"),
            "detail": state.detail(),
        })
    };
    json!({
        "story": story.map_or_else(|| change.story.clone(), |story| title(checked, story)),
        "id": change.id,
        "words": change.words,
        "sentence": here.and_then(|story| sentence(&Binder::new(checked, story, ROOT), story, &change.id)),
        "href": here.map(|_| format!("{ROOT}claims.html#{anchor}")),
        "old": state(&change.old),
        "new": state(&change.new),
        "remarks": change.remarks().collect::<Vec<_>>(),
    })
}

fn figure(checked: &Checked<'_>, change: &FigureChange) -> Value {
    let placed = checked.stories.iter().filter_map(|story| {
        let drawn = story.figures.iter().find(|drawn| drawn.id == change.id)?;
        Some((story, drawn))
    });
    let placed: Vec<_> = placed.collect();
    let links: Vec<Value> = placed
        .iter()
        .map(|(story, _)| {
            let href = format!("{ROOT}{}/index.html#figure-{}", story.story.slug, change.id);
            json!({ "href": href, "title": title(checked, story) })
        })
        .collect();
    json!({
        "id": change.id,
        "title": placed.first().map_or(change.id.as_str(), |(_, drawn)| &drawn.words.title),
        "links": links,
        "data": change.data.text(),
        "is_drawn_anew": !change.stories.is_empty(),
    })
}

fn story<'a>(checked: &'a Checked<'_>, slug: &str) -> Option<&'a CheckedStory> {
    let mut stories = checked.stories.iter().map(|story| &**story);
    stories.find(|story| story.story.slug == slug)
}

fn title(checked: &Checked<'_>, story: &CheckedStory) -> String {
    Binder::new(checked, story, ROOT).text(&story.story.title.nodes)
}
