//! A headline for a reader to explore: what the default choices find, and for the page's script what
//! all others do, each number already a text.

use highwater_facts::{Explorer, Format, Outcome, Unit};
use serde_json::{Value, json};

use super::Drawn;
use super::binder::claim_anchor;
use super::story_page::script_json;

/// How finely places along the axis are told, in parts of it.
const PLACES: f64 = 1000.0;

/// What the template is given.
pub(super) fn context(explorer: &Explorer, drawn: &Drawn<'_>) -> Value {
    let choices = explorer
        .choices
        .iter()
        .map(|choice| json!({ "name": choice.name, "options": choice.options }));
    let default = explorer.outcomes.first();
    let verdict = default.and_then(|outcome| explorer.verdicts.get(outcome.verdict));
    json!({
        "id": explorer.id,
        "sentence": explorer.sentence,
        "effect": explorer.effect,
        "choices": choices.collect::<Vec<_>>(),
        "key": verdict.map(|(key, _)| key),
        "verdict": verdict.map(|(_, words)| words),
        "text": default.map(|outcome| text(explorer, outcome)).unwrap_or_default(),
        "combinations": Format::INT.number(explorer.outcomes.len() as f64, Unit::Of("ways")),
        "claims": claims(explorer, drawn),
        "data": data(explorer),
    })
}

/// What the default choices find, for a story as plain Markdown.
pub(super) fn sentence(explorer: &Explorer) -> String {
    let Some(default) = explorer.outcomes.first() else {
        return String::new();
    };
    let verdict = explorer.verdicts.get(default.verdict);
    let words = verdict.map(|(_, words)| words.as_str()).unwrap_or_default();
    let (asked, effect) = (&explorer.sentence, text(explorer, default));
    format!(
        "*Is it so that {asked}?* With the choices of this page: {words}. {} {effect}.",
        explorer.effect
    )
}

/// An effect with its interval, in words.
fn text(explorer: &Explorer, outcome: &Outcome) -> String {
    let written = |x: f64| explorer.format.number(x, explorer.unit);
    match (outcome.effect, outcome.interval) {
        (None, _) => String::new(),
        (Some(effect), None) => written(effect),
        (Some(effect), Some((low, high))) => {
            format!(
                "{} ({} to {})",
                written(effect),
                written(low),
                written(high)
            )
        }
    }
}

/// The claims of the story that stand for the headline, in their own words.
fn claims(explorer: &Explorer, drawn: &Drawn<'_>) -> Vec<Value> {
    let of_headline = |path: &str| {
        // `openness.multiverse.compute` is the headline `openness-compute`.
        path.replacen(".multiverse.", "-", 1) == explorer.id
    };
    let claims = drawn.story.claims.iter().filter(|claim| {
        let path = claim.spec.multiverse.as_ref();
        path.is_some_and(|path| of_headline(path.get_ref()))
    });
    let claim = |claim: &crate::check::CheckedClaim| {
        let id = claim.spec.id.get_ref();
        json!({
            "words": claim.spec.words.get_ref(),
            "href": format!("claims.html#{}", claim_anchor(&drawn.story.story.slug, id)),
        })
    };
    claims.map(claim).collect()
}

/// All outcomes for the script: those that differ once, and for each combination which it is.
fn data(explorer: &Explorer) -> String {
    let axis = &explorer.axis;
    let place = |x: f64| (axis.fraction(x) * PLACES).round() / PLACES;
    let mut told: Vec<Value> = Vec::new();
    let mut of = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for outcome in &explorer.outcomes {
        let text = text(explorer, outcome);
        let places = outcome.effect.map(|effect| {
            let (low, high) = outcome.interval.unwrap_or((effect, effect));
            [place(low), place(effect), place(high)]
        });
        let one = json!([outcome.verdict, text, places]);
        let next = told.len();
        let at = *known.entry(one.to_string()).or_insert(next);
        if at == next {
            told.push(one);
        }
        of.push(at);
    }
    script_json(&json!({
        "verdicts": explorer.verdicts,
        "none": place(axis.none),
        "outcomes": told,
        "of": of,
    }))
}
