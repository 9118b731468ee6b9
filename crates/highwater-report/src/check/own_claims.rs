//! Claims that have their predicate in the text, or whose predicate is inferred from their words.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::known::Known;
use super::texts::Text;
use crate::claims::{ClaimSpec, Expected};
use crate::diagnostic::Diagnostic;
use crate::lints::{Sentence, inferred, sentences};
use crate::prose::Target;

/// Returns the claims that texts have of their own, `[words](claim: a > b)` and `[words](claim:)`.
pub(super) fn of_texts<'a>(
    texts: impl Iterator<Item = &'a Text>,
    known: &Known<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<ClaimSpec> {
    let mut specs: Vec<ClaimSpec> = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for text in texts {
        let source = &text.prose.source;
        let mut read: Option<Vec<Sentence>> = None;
        for (binding, link) in text.prose.bindings() {
            let (Target::Claim { id }, Some(predicate)) = (&binding.target, &binding.predicate)
            else {
                continue;
            };
            if !ids.insert(id.clone()) {
                continue;
            }
            let words = source.slice(binding.text.clone()).to_owned();
            let expr = match predicate.is_empty() {
                false => Some((
                    predicate.clone(),
                    source.slice(predicate.clone()).to_owned(),
                )),
                true => {
                    let read = read.get_or_insert_with(|| sentences(&text.prose));
                    of_words(read, &binding.text, known).map(|text| (link.clone(), text))
                }
            };
            if expr.is_none() {
                found.push(
                    Diagnostic::error("HW0082", format!("the claim \"{words}\" has no predicate, and none can be inferred"))
                        .at(source, link.clone(), "says nothing of the values around it")
                        .help("write the predicate, `[words](claim: a > 2 * b)`, or name a claim of claims.toml")
                        .help("inferred are `[rose](claim:) from A to B`, `A, [more](claim:) than B`, `[more than half](claim:) of B`, `the [largest](claim:) is A`"),
                );
            }
            let is_testable = expr.is_some();
            specs.push(ClaimSpec {
                source: source.clone(),
                id: Spanned::new(link.clone(), id.clone()),
                words: Spanned::new(binding.text.clone(), words),
                expr: expr.map(|(range, text)| Spanned::new(range, text)),
                when: None,
                // The finding above says it.
                untestable: (!is_testable).then(|| "it has no predicate".to_owned()),
                expect: match is_testable {
                    true => Expected::Holds,
                    false => Expected::NotTestable,
                },
                because: None,
                group: None,
                said_in: None,
                multiverse: None,
                leaves_out: None,
                tolerance: None,
            });
        }
    }
    specs
}

/// The predicate of a claim whose words stand at a place.
fn of_words(read: &[Sentence], place: &Range<usize>, known: &Known<'_>) -> Option<String> {
    let is_own = |range: &Range<usize>| place.start <= range.start && range.end <= place.end;
    read.iter().find_map(|sentence| {
        let tokens = &sentence.tokens;
        let start = tokens.iter().position(|token| is_own(&token.range))?;
        let own = tokens[start..].iter();
        let n = own.take_while(|token| is_own(&token.range)).count();
        let lists = |path: &str| known.lists_of(path);
        inferred(sentence, start..start + n, &known.vocabulary, &lists)
    })
}
