//! The page of all claims.

use highwater_facts::Format;
use serde_json::{Value, json};

use super::binder::{Binder, claim_anchor, fact_anchor};
use crate::check::{Checked, CheckedClaim, CheckedStory, Part};
use crate::claims::{ClaimSpec, text_range};
use crate::prose::{Binding, Prose, Sentence, Shape, sentence_of_claim};

pub(super) fn context(checked: &Checked<'_>) -> Value {
    let stories: Vec<Value> = checked
        .stories
        .iter()
        .map(|story| {
            let binder = Binder::new(checked, story, "");
            let claims: Vec<Value> = story
                .claims
                .iter()
                .map(|claim| claim_context(checked, story, claim, ""))
                .collect();
            json!({
                "slug": story.story.slug,
                "title": binder.text(&story.story.title.nodes),
                "coverage": story.coverage.for_readers(),
                "claims": claims,
            })
        })
        .collect();
    json!({ "title": "Claims", "stories": stories })
}

/// A claim for a template.
pub(super) fn claim_context(
    checked: &Checked<'_>,
    story: &CheckedStory,
    claim: &CheckedClaim,
    root: &str,
) -> Value {
    let binder = Binder::new(checked, story, root);
    let spec = &claim.spec;
    let id = spec.id.get_ref();
    let inputs: Vec<Value> = claim
        .paths
        .iter()
        .filter_map(|path| {
            let (fact, value) = binder.ledger.resolve(path)?;
            Some(json!({
                "path": path,
                "value": Format::default().text(&value).unwrap_or_default(),
                "label": fact.label,
                "href": format!("{root}data.html#{}", fact_anchor(&fact.path)),
            }))
        })
        .collect();
    let because = story
        .texts
        .get(&Part::Because { claim: id.clone() })
        .map(|prose| binder.html(&prose.nodes))
        .unwrap_or_default();
    let verdict = &claim.judgement.verdict;
    json!({
        "id": id,
        "anchor": claim_anchor(&story.story.slug, id),
        "words": words(&binder, story, spec),
        "sentence": sentence(&binder, story, id),
        "said_in": spec.said_in.clone().unwrap_or_default(),
        "expr": spec.expr.as_ref().map(|expr| expr.get_ref().clone()).unwrap_or_default(),
        "inputs": inputs,
        "verdict": verdict.word(),
        "key": verdict.key(),
        "reason": verdict.reason().unwrap_or_default(),
        "margin": claim.judgement.margin.as_ref().map(|margin| margin.text()).unwrap_or_default(),
        "expected": spec.expect.to_string(),
        "as_expected": verdict.is(spec.expect),
        "because": because,
        "href": format!("{root}claims.html#{}", claim_anchor(&story.story.slug, id)),
    })
}

/// The sentence in which the claim stands, where it stands in one.
pub(super) fn sentence(binder: &Binder<'_>, story: &CheckedStory, id: &str) -> Option<Value> {
    let bound = |binding: &Binding| binder.binding_text(binding);
    let mut texts = story.texts.0.iter();
    let Sentence {
        before,
        words,
        after,
    } = texts.find_map(|text| sentence_of_claim(&text.prose, id, &bound))?;
    Some(json!({ "before": before, "words": words, "after": after }))
}

/// The words of a claim, with the quotation marks and apostrophes of print.
fn words(binder: &Binder<'_>, story: &CheckedStory, spec: &ClaimSpec) -> String {
    match &story.story.claims.source {
        Some(source) => {
            let words = Prose::parse(source, text_range(source, &spec.words), Shape::Line);
            binder.text(&words.nodes)
        }
        None => spec.words.get_ref().clone(),
    }
}
