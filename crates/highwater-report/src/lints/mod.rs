//! Findings in the prose itself: what says a number or makes a claim and is bound to nothing.
//!
//! The source is linted, before anything is filled in.

mod agreement;
mod borne;
mod calendar;
mod claiming_words;
mod compared;
mod counted;
mod dates;
mod denied;
mod direction;
mod inferred;
mod let_through;
mod meant;
mod names;
mod numerals;
mod order;
mod reading;
mod telling;
mod thresholds;
mod vocabulary;
mod words;

use std::ops::Range;

use crate::prose::Run;

pub(crate) use agreement::{Disagreement, Fault as AgreementFault, disagreement};
pub(crate) use compared::{Compared, compared};
pub(crate) use counted::{Miscounted, miscounted};
pub(crate) use dates::{Undated, undated};
pub(crate) use denied::{Denied, denied};
pub(crate) use direction::{Contrary, contrary};
pub(crate) use inferred::inferred;
pub(crate) use let_through::{Allowance, LetThrough, Reason};
pub(crate) use meant::{Contexts, Mistaken};
pub(crate) use names::{Misnamed, misnamed};
pub(crate) use numerals::numerals_in;
pub(crate) use order::{OutOfOrder, Rule, out_of_order};
#[cfg(test)]
pub(crate) use reading::Token;
pub(crate) use reading::{Place, Sentence, TokenKind, sentences};
pub(crate) use telling::telling;
pub(crate) use thresholds::{ThresholdFault, unborne};
pub(crate) use vocabulary::Vocabulary;

/// A text that a lint found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// The bytes in the run.
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Numeral,
    ClaimingWord,
}

/// All numerals and claiming words of a run, with the reason for each that is let through.
pub(crate) fn lint(run: &Run, let_through: &LetThrough<'_>) -> Vec<(Found, Option<Reason>)> {
    let passes = let_through.passes(&run.text);
    let language = let_through.language;
    let mut found = numerals::find(&run.text, language);
    found.extend(claiming_words::find(&run.text, language));
    found.sort_by_key(|found| (found.range.start, found.range.end));
    found
        .into_iter()
        .map(|found| {
            let reason = numerals::reason(&run.text, &found).or_else(|| {
                let pass = passes.iter().find(|pass| {
                    pass.range.start <= found.range.start && found.range.end <= pass.range.end
                });
                pass.map(|pass| pass.reason.clone())
            });
            (found, reason)
        })
        .collect()
}
