//! A headline for a reader to explore: what the default choices find, and for the page's script what
//! all others do, each number already a text.

use highwater_facts::{Explorer, Format, Outcome, Unit};
use serde_json::{Value, json};

use super::Drawn;
use super::binder::{Binder, claim_anchor};
use super::claims_page;
use super::script_json;
use super::story_page::ROOT;
use crate::check::{Checked, ReadAnew};

/// How finely places along the axis are told, in parts of it.
const PLACES: f64 = 1000.0;

/// The verdicts on claims, as styles name them and in words; the data name them by their place.
const VERDICTS: [(&str, &str); 4] = [
    ("holds", "holds"),
    ("fails", "fails"),
    ("fragile", "is fragile"),
    ("not-testable", "cannot be tested"),
];

/// Returns what the template is given.
pub(super) fn context(explorer: &Explorer, checked: &Checked<'_>, drawn: &Drawn<'_>) -> Value {
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
        "values": default.map(|outcome| values(explorer, outcome)).unwrap_or_default(),
        "combinations": Format::INT.number(explorer.outcomes.len() as f64, Unit::Of("ways")),
        "claims": claims(explorer, checked, drawn),
        "data": data(explorer, anew(explorer, drawn)),
    })
}

/// Returns what the default choices find, for a story as plain Markdown.
pub(super) fn sentence(explorer: &Explorer) -> String {
    let Some(default) = explorer.outcomes.first() else {
        return String::new();
    };
    let verdict = explorer.verdicts.get(default.verdict);
    let words = verdict.map(|(_, words)| words.as_str()).unwrap_or_default();
    let (asked, effect) = (&explorer.sentence, text(explorer, default));
    format!(
        "*Is it so that {asked}?* With the default choices: {words}. {} {effect}.",
        explorer.effect
    )
}

/// Returns an effect with its interval, in words.
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

/// Returns what an outcome gives beside its effect, each value with its name.
fn values(explorer: &Explorer, outcome: &Outcome) -> Vec<Value> {
    let given = explorer.gives.iter().zip(&outcome.values);
    let named = given.filter(|(given, _)| !given.name.is_empty());
    named
        .map(|(given, value)| {
            let text = match (value.number(), value.unit()) {
                (Some(x), Some(unit)) => given.format.number(x, unit),
                _ => "–".to_owned(),
            };
            json!({ "name": given.name, "text": text })
        })
        .collect()
}

/// The claims of the story that hang on the choices.
fn anew<'a>(explorer: &Explorer, drawn: &'a Drawn<'_>) -> &'a [ReadAnew] {
    let anew = drawn.story.anew.get(&explorer.id);
    anew.map_or(&[], |anew| anew)
}

/// Those claims, in their sentences where they stand in one, with what becomes of them by the default
/// choices.
fn claims(explorer: &Explorer, checked: &Checked<'_>, drawn: &Drawn<'_>) -> Vec<Value> {
    let binder = Binder::new(checked, drawn.story, ROOT);
    let context = |anew: &ReadAnew| {
        let claims = &drawn.story.claims;
        let claim = claims.iter().find(|c| *c.spec.id.get_ref() == anew.id)?;
        let (key, words) = VERDICTS[place(anew.verdicts.first()?)];
        Some(json!({
            "words": claims_page::words(&binder, &claim.spec),
            "sentence": claims_page::sentence(&binder, drawn.story, &anew.id),
            "href": format!("{ROOT}claims.html#{}", claim_anchor(&drawn.story.story.slug, &anew.id)),
            "key": key,
            "verdict": words,
        }))
    };
    anew(explorer, drawn).iter().filter_map(context).collect()
}

/// Returns the place of a verdict on a claim.
fn place(verdict: &str) -> usize {
    let known = VERDICTS.iter().position(|(key, _)| *key == verdict);
    known.unwrap_or(VERDICTS.len() - 1)
}

/// Returns all outcomes for the script: those that differ once, and for each combination which it is.
fn data(explorer: &Explorer, anew: &[ReadAnew]) -> String {
    let axis = &explorer.axis;
    let along = |x: f64| (axis.fraction(x) * PLACES).round() / PLACES;
    let mut told: Vec<Value> = Vec::new();
    let mut of = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    for (at, outcome) in explorer.outcomes.iter().enumerate() {
        let text = text(explorer, outcome);
        let places = outcome.effect.map(|effect| {
            let (low, high) = outcome.interval.unwrap_or((effect, effect));
            [along(low), along(effect), along(high)]
        });
        let values = values(explorer, outcome);
        let values: Vec<&Value> = values.iter().map(|value| &value["text"]).collect();
        let verdicts = anew.iter().filter_map(|anew| anew.verdicts.get(at));
        let verdicts: String = verdicts.map(|verdict| place(verdict).to_string()).collect();
        let one = json!([outcome.verdict, text, places, values, verdicts]);
        let next = told.len();
        let at = *known.entry(one.to_string()).or_insert(next);
        if at == next {
            told.push(one);
        }
        of.push(at);
    }
    let ticks = axis.ticks.iter();
    let ticks = ticks.map(|(x, text)| json!([along(*x), text]));
    script_json(&json!({
        "verdicts": explorer.verdicts,
        "none": along(axis.none),
        "ticks": ticks.collect::<Vec<_>>(),
        "claims": VERDICTS,
        "outcomes": told,
        "of": of,
    }))
}
