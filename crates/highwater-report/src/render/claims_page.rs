//! The page of all claims.

use std::collections::BTreeSet;

use highwater_facts::{Fact, Format};
use serde_json::{Value, json};

use super::binder::{Binder, claim_anchor, fact_anchor, plain_value};
use super::rows::{Rows, counted};
use crate::check::{Checked, CheckedClaim, CheckedStory, Part};
use crate::claims::{ClaimSpec, Verdict, text_range};
use crate::language::Language;
use crate::prose::{Binding, Prose, Sentence, Shape, sentence_of_claim};
use crate::shares::{Share, Shares};

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
    json!({ "title": "Claims", "stories": stories, "edits": edits(checked), "no_lists": no_lists(checked) })
}

/// What edits of the stories the check noticed, if that was measured.
fn edits(checked: &Checked<'_>) -> Option<Value> {
    let file = checked.project.edits.as_ref()?;
    let shares = Shares::read(&file.text).ok()?;
    let row = |share: &Share| {
        json!({
            "what": share.what,
            "edits": share.edits.to_string(),
            "noticed": format!("{}%", share.percent()),
            "by_review": share.by_review.to_string(),
        })
    };
    let kinds: Vec<Value> = shares.kinds.iter().map(row).collect();
    Some(json!({ "date": shares.date, "kinds": kinds, "all": row(&shares.all()) }))
}

/// The language of the site, if there are no word lists of it.
fn no_lists<'a>(checked: &'a Checked<'_>) -> Option<&'a str> {
    let language = checked.site.language.as_str();
    Language::of(language).is_none().then_some(language)
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
        format!("{}data.html#{}", self.root, fact_anchor(&fact.path))
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
