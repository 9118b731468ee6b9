//! The page of all claims.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::{Fact, Format};
use serde_json::{Value, json};

use super::binder::{Binder, claim_anchor, plain_value};
use super::edits;
use super::filter;
use super::rows::{Rows, counted};
use crate::check::{Checked, CheckedClaim, CheckedStory, Part};
use crate::claims::{ClaimSpec, Verdict, text_range};
use crate::data_address;
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
                .map(|claim| ClaimContext::new(checked, story, claim, "").entry())
                .collect();
            json!({
                "slug": story.story.slug,
                "title": binder.text(&story.story.title.nodes),
                "coverage": story.coverage.for_readers(),
                "claims": claims,
            })
        })
        .collect();
    json!({ "title": "Claims", "stories": stories, "filter": claims_filter(checked), "edits": edits::shown(checked), "no_lists": edits::no_lists(checked) })
}

/// Returns the filter by verdict, by whether it is the expected one, and by story.
fn claims_filter(checked: &Checked<'_>) -> Option<Value> {
    let claims: Vec<&CheckedClaim> = checked
        .stories
        .iter()
        .flat_map(|story| &story.claims)
        .collect();
    let mut verdicts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for claim in &claims {
        let verdict = &claim.judgement.verdict;
        *verdicts.entry((verdict.key(), verdict.word())).or_default() += 1;
    }
    let verdicts = verdicts.into_iter();
    let verdicts = verdicts.map(|((key, word), count)| (key, format!("{word} ({count})")));
    let as_expected = claims.iter().filter(|claim| claim.is_expected).count();
    let expected = [
        ("yes", "yes", as_expected),
        ("no", "no", claims.len() - as_expected),
    ];
    let expected = expected.into_iter().filter(|(_, _, count)| *count > 0);
    let expected = expected.map(|(key, word, count)| (key, format!("{word} ({count})")));
    let stories = checked.stories.iter().map(|story| {
        let title = Binder::new(checked, story, "").text(&story.story.title.nodes);
        (story.story.slug.as_str(), title)
    });
    let choices = [
        filter::choice("verdict", "Verdict", verdicts),
        filter::choice("expected", "As expected", expected),
        filter::choice("story", "Story", stories),
    ];
    filter::filter(
        ".claim-card",
        claims.len(),
        choices.into_iter().flatten().collect(),
    )
}

/// The lines of a file behind a claim that its entry names before it counts the rest.
const MOST_LINES: usize = 12;
/// The rows of a set that it names.
const MOST_NAMES: usize = 4;

/// A claim for a template or a script.
pub(super) struct ClaimContext<'a> {
    binder: Binder<'a>,
    story: &'a CheckedStory,
    claim: &'a CheckedClaim,
    root: &'a str,
}

impl<'a> ClaimContext<'a> {
    pub(super) fn new(
        checked: &'a Checked<'_>,
        story: &'a CheckedStory,
        claim: &'a CheckedClaim,
        root: &'a str,
    ) -> Self {
        let binder = Binder::new(checked, story, root);
        ClaimContext {
            binder,
            story,
            claim,
            root,
        }
    }

    /// Returns all of it, for the page of claims and for a list of verdicts.
    pub(super) fn entry(&self) -> Value {
        let spec = &self.claim.spec;
        let id = spec.id.get_ref();
        let because = self
            .story
            .texts
            .get(&Part::Because { claim: id.clone() })
            .map(|prose| self.binder.html(&prose.nodes))
            .unwrap_or_default();
        let rows = self.rows();
        let more = json!({
            "id": id,
            "anchor": claim_anchor(&self.story.story.slug, id),
            "sentence": sentence(&self.binder, self.story, id),
            "said_in": spec.said_in.clone().unwrap_or_default(),
            "expected": spec.expect.to_string(),
            "is_expected": self.claim.is_expected,
            "because": because,
            "href": format!("{}claims.html#{}", self.root, claim_anchor(&self.story.story.slug, id)),
            // A card names its sets alone: they stand once in its page.
            "sets": rows.set_context(self.root, MOST_NAMES),
        });
        let mut entry = self.card(MOST_LINES);
        if let (Value::Object(entry), Value::Object(more)) = (&mut entry, more) {
            entry.extend(more);
        }
        entry
    }

    /// Returns what a card in the text shows of it: words, verdict, predicate, values, rows.
    pub(super) fn card(&self, most_lines: usize) -> Value {
        let CheckedClaim {
            spec, judgement, ..
        } = self.claim;
        let verdict = &judgement.verdict;
        let rows = self.rows();
        json!({
            "words": words(&self.binder, spec),
            "verdict": verdict.word(),
            "key": verdict.key(),
            // Only what differs from the plain case is said: most claims are expected to hold.
            "as_expected": self.claim.is_expected && *verdict != Verdict::Holds,
            "reason": verdict.reason().unwrap_or_default(),
            "margin": judgement.margin.as_ref().map(|margin| margin.text()).unwrap_or_default(),
            "expr": spec.expr.as_ref().map(|expr| expr.get_ref().trim()).unwrap_or_default(),
            "inputs": self.inputs(),
            "multiverse": self.multiverse(),
            "rows": rows.context(self.binder.ledger, self.root, most_lines),
            "sets": rows.sets().collect::<Vec<_>>(),
            "row_count": counted(rows.count()),
        })
    }

    /// The values that its predicate names.
    fn inputs(&self) -> Vec<Value> {
        let paths = self.claim.paths.iter();
        let inputs = paths.filter_map(|path| {
            let (fact, value) = self.binder.ledger.resolve(path)?;
            Some(json!({
                "path": path,
                "value": Format::default().text(&value).unwrap_or_default(),
                "label": fact.label,
                "href": self.fact_href(fact),
            }))
        });
        inputs.collect()
    }

    /// The rows that those values were computed from.
    pub(super) fn rows(&self) -> Rows<'a> {
        let ledger = self.binder.ledger;
        let paths = self.claim.paths.iter();
        let facts = paths.filter_map(|path| Some(ledger.resolve(path)?.0));
        Rows::of(ledger, facts)
    }

    /// Returns how the sentence fares over all defensible analyses, where its writer names such a
    /// headline or its predicate a value of one: `STUDY.multiverse.HEADLINE`.
    fn multiverse(&self) -> Vec<Value> {
        let paths = self.claim.paths.iter();
        let named = self.claim.spec.multiverse.iter();
        let named = named.map(|headline| format!("{}.line", headline.get_ref()));
        let lines: BTreeSet<String> = paths
            .filter_map(|path| multiverse_line(path))
            .chain(named)
            .collect();
        let facts = lines.iter().filter_map(|path| self.binder.ledger.get(path));
        facts
            .map(|fact| json!({ "line": plain_value(fact), "label": fact.label, "href": self.fact_href(fact) }))
            .collect()
    }

    fn fact_href(&self, fact: &Fact) -> String {
        data_address::fact_href(self.root, &fact.path)
    }
}

/// The path of the line that tells how a sentence fares over all analyses, for a value of them.
fn multiverse_line(path: &str) -> Option<String> {
    let mut parts = path.split('.');
    let (study, word, headline) = (parts.next()?, parts.next()?, parts.next()?);
    (word == "multiverse").then(|| format!("{study}.multiverse.{headline}.line"))
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
pub(super) fn words(binder: &Binder<'_>, spec: &ClaimSpec) -> String {
    let words = Prose::parse(
        &spec.source,
        text_range(&spec.source, &spec.words),
        Shape::Line,
    );
    binder.text(&words.nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_a_multiverse_leads_to_its_line() {
        assert_eq!(
            multiverse_line("openness.multiverse.country.holds").as_deref(),
            Some("openness.multiverse.country.line")
        );
        assert_eq!(multiverse_line("openness.careful.test.country"), None);
        assert_eq!(multiverse_line("openness.multiverse"), None);
    }
}
