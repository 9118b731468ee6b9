//! The claims that flipped, and those that came near to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::edition::{ClaimRecord, Judged};
use super::lies_below;

/// A margin below which a claim is near to where it turns, relative to that.
const NEAR: f64 = 0.05;

/// The claims whose verdicts or margins changed, by story and id.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClaimChanges {
    /// Those with another verdict.
    pub flipped: Vec<ClaimChange>,
    /// Those that came near to it: fragile now, or with a margin below 5 % and below what it was.
    pub near: Vec<ClaimChange>,
    /// Those that are no longer fragile, and hold.
    pub firmer: Vec<ClaimChange>,
    /// Those that the edition before has not.
    pub added: Vec<ClaimName>,
    /// Those that the edition after has not.
    pub gone: Vec<ClaimName>,
    /// How many others have another margin.
    pub shifted: usize,
    /// How many are the same in both.
    pub unchanged: usize,
}

/// A claim whose verdict or margin changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimChange {
    /// The story.
    pub story: String,
    /// The claim in it.
    pub id: String,
    /// The words that it backs.
    pub words: String,
    /// What became of it before.
    pub old: ClaimState,
    /// What became of it after.
    pub new: ClaimState,
    /// Whether its predicate is another, so that the verdicts are on two claims.
    pub other_predicate: bool,
    /// Whether one side is a table that its words do not speak of: what its predicate gives there is
    /// compared, which is no verdict on the words.
    pub beyond_when: bool,
}

/// What became of a claim on one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimState {
    /// `holds`, `fails`, `fragile` or `not testable`.
    pub verdict: String,
    /// Why it is fragile or cannot be tested.
    pub reason: Option<String>,
    /// By how much it holds or fails, in words.
    pub margin: Option<String>,
    /// How far it is from where it turns, relative to that.
    pub margin_relative: Option<f64>,
}

/// A claim that one edition alone has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimName {
    /// The story.
    pub story: String,
    /// The claim in it.
    pub id: String,
    /// The words that it backs.
    pub words: String,
    /// What became of it.
    pub verdict: String,
}

type Claims = BTreeMap<(String, String), ClaimRecord>;

/// Returns what became of the claims that name a value at or below a path; of all for an empty path.
pub(super) fn changes(
    old: &Claims,
    new: &Claims,
    path: &str,
    not_compared: &mut Vec<String>,
) -> ClaimChanges {
    let mut changes = ClaimChanges::default();
    let names = |claim: &&ClaimRecord| {
        path.is_empty() || claim.values.iter().any(|value| lies_below(value, path))
    };
    let mut on_neither = 0;
    for (key, before) in old.iter().filter(|(_, claim)| names(claim)) {
        let Some(after) = new.get(key) else {
            changes.gone.push(name(before));
            continue;
        };
        let neither = before.regardless.as_ref().zip(after.regardless.as_ref());
        on_neither += usize::from(neither.is_some_and(|(old, new)| old != new));
        changes.sort_in(before, after);
    }
    let added = new
        .iter()
        .filter(|(key, claim)| !old.contains_key(*key) && names(claim));
    changes.added = added.map(|(_, claim)| name(claim)).collect();
    if on_neither > 0 {
        not_compared.push(match on_neither {
            1 => "1 claim: its words speak of a table that is neither of these".to_owned(),
            n => format!("{n} claims: their words speak of a table that is neither of these"),
        });
    }
    changes
}

impl ClaimChanges {
    /// Returns whether there are none, not even another margin.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let lists = [&self.flipped, &self.near, &self.firmer];
        lists.iter().all(|list| list.is_empty())
            && self.added.is_empty()
            && self.gone.is_empty()
            && self.shifted == 0
    }

    fn sort_in(&mut self, before: &ClaimRecord, after: &ClaimRecord) {
        let (old, new, beyond_when) = compared(before, after);
        let change = || ClaimChange {
            story: after.story.clone(),
            id: after.id.clone(),
            words: after.words.clone(),
            old: state(old),
            new: state(new),
            other_predicate: before.expr != after.expr,
            beyond_when,
        };
        let narrowed = match (old.margin_relative, new.margin_relative) {
            (Some(old), Some(new)) => new < old && new < NEAR,
            _ => false,
        };
        match (old.verdict.as_str(), new.verdict.as_str()) {
            ("holds", "fragile") => self.near.push(change()),
            ("fragile", "holds") => self.firmer.push(change()),
            (a, b) if a != b => self.flipped.push(change()),
            _ if narrowed => self.near.push(change()),
            _ if old.margin != new.margin || old.margin_relative != new.margin_relative => {
                self.shifted += 1;
            }
            _ => self.unchanged += 1,
        }
    }
}

/// Returns what is compared of two claims: their verdicts; what the predicate gives where one alone is
/// not tested because its words speak of another table.
fn compared<'a>(before: &'a ClaimRecord, after: &'a ClaimRecord) -> (&'a Judged, &'a Judged, bool) {
    match (&before.regardless, &after.regardless) {
        (Some(old), None) => (old, &after.judged, true),
        (None, Some(new)) => (&before.judged, new, true),
        _ => (&before.judged, &after.judged, false),
    }
}

fn state(judged: &Judged) -> ClaimState {
    ClaimState {
        verdict: judged.verdict.clone(),
        reason: judged.reason.clone(),
        margin: judged.margin.clone(),
        margin_relative: judged.margin_relative,
    }
}

fn name(claim: &ClaimRecord) -> ClaimName {
    ClaimName {
        story: claim.story.clone(),
        id: claim.id.clone(),
        words: claim.words.clone(),
        verdict: claim.judged.verdict.clone(),
    }
}

impl ClaimState {
    /// Margin and reason in words, as far as there are such.
    #[must_use]
    pub fn detail(&self) -> String {
        let parts = [self.margin.as_deref(), self.reason.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(verdict: &str, margin: f64) -> Judged {
        Judged {
            verdict: verdict.to_owned(),
            reason: None,
            margin: Some(format!("by {margin}")),
            margin_relative: Some(margin),
        }
    }

    fn claim(id: &str, judged: Judged, regardless: Option<Judged>) -> ClaimRecord {
        ClaimRecord {
            story: "rain".to_owned(),
            id: id.to_owned(),
            words: "it rained more".to_owned(),
            expr: Some("rain.fallen > 20.0".to_owned()),
            values: vec!["rain.fallen".to_owned()],
            judged,
            regardless,
        }
    }

    fn one(old: ClaimRecord, new: ClaimRecord) -> (ClaimChanges, Vec<String>) {
        let claims =
            |claim: ClaimRecord| Claims::from([((claim.story.clone(), claim.id.clone()), claim)]);
        let mut not_compared = Vec::new();
        let changes = changes(&claims(old), &claims(new), "", &mut not_compared);
        (changes, not_compared)
    }

    #[test]
    fn a_claim_stands_in_one_list() {
        for (old, new, told) in [
            (judged("holds", 0.2), judged("fails", 0.2), [1, 0, 0, 0, 0]),
            (
                judged("fragile", 0.2),
                judged("fails", 0.2),
                [1, 0, 0, 0, 0],
            ),
            (
                judged("not testable", 0.2),
                judged("holds", 0.2),
                [1, 0, 0, 0, 0],
            ),
            (
                judged("holds", 0.2),
                judged("fragile", 0.01),
                [0, 1, 0, 0, 0],
            ),
            (
                judged("holds", 0.06),
                judged("holds", 0.04),
                [0, 1, 0, 0, 0],
            ),
            (
                judged("fails", 0.06),
                judged("fails", 0.04),
                [0, 1, 0, 0, 0],
            ),
            (
                judged("fragile", 0.06),
                judged("holds", 0.2),
                [0, 0, 1, 0, 0],
            ),
            // Wider, or still wide.
            (
                judged("holds", 0.03),
                judged("holds", 0.04),
                [0, 0, 0, 1, 0],
            ),
            (judged("holds", 0.3), judged("holds", 0.05), [0, 0, 0, 1, 0]),
            (
                judged("holds", 0.03),
                judged("holds", 0.03),
                [0, 0, 0, 0, 1],
            ),
        ] {
            let (found, _) = one(claim("a", old, None), claim("a", new, None));
            let (flipped, near, firmer) = (&found.flipped, &found.near, &found.firmer);
            let counts = [
                flipped.len(),
                near.len(),
                firmer.len(),
                found.shifted,
                found.unchanged,
            ];
            assert_eq!(counts, told, "{found:?}");
        }
    }

    #[test]
    fn a_table_that_the_words_do_not_speak_of_is_compared_and_said() {
        let untested = || judged("not testable", 0.0);
        let old = claim("a", judged("holds", 0.2), None);
        let new = claim("a", untested(), Some(judged("fails", 0.1)));
        let (found, said) = one(old, new.clone());
        assert_eq!(found.flipped[0].new.verdict, "fails");
        assert!(found.flipped[0].beyond_when);
        assert_eq!(said, [""; 0]);
        let old = claim("a", untested(), Some(judged("holds", 0.1)));
        let (found, said) = one(old, new);
        assert_eq!((found.flipped.len(), found.unchanged), (0, 1));
        assert_eq!(
            said,
            ["1 claim: its words speak of a table that is neither of these"]
        );
    }

    #[test]
    fn another_predicate_is_another_claim() {
        let old = claim("a", judged("holds", 0.2), None);
        let mut new = claim("a", judged("fails", 0.2), None);
        new.expr = Some("rain.fallen > 40.0".to_owned());
        assert!(one(old, new).0.flipped[0].other_predicate);
        let old = claim("a", judged("holds", 0.2), None);
        let (found, _) = one(old, claim("b", judged("holds", 0.2), None));
        assert_eq!(
            (found.gone[0].id.as_str(), found.added[0].id.as_str()),
            ("a", "b")
        );
    }
}
