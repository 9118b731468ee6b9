//! Claims: predicates over the ledger, evaluated on every build, with the margin by which they hold.

mod inputs;
mod judge;
mod left_out;
mod spec;
mod verdict;

pub(crate) use judge::{Judgement, judge};
pub(crate) use left_out::{LeftOut, ListIndex};
pub(crate) use spec::{ClaimSpec, ClaimsFile, part_range, text_range};
pub(crate) use verdict::Expected;

pub(crate) use verdict::Verdict;
