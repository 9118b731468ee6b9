//! Claims: predicates over the ledger, evaluated on every build, with the margin by which they hold.

mod bounds;
mod evaluate;
mod expression;
mod functions;
mod inputs;
mod judge;
mod kinds;
mod left_out;
mod margin;
mod outcome;
mod readings;
mod scale;
mod spec;
mod steps;
mod units;
mod vacuous;
mod verdict;

pub(crate) use expression::{Expression, ExpressionFault, FaultKind};
pub(crate) use judge::{Judgement, judge};
pub(crate) use left_out::{LeftOut, ListIndex};
pub(crate) use scale::Doubt;
pub(crate) use spec::{ClaimSpec, ClaimsFile, part_range, text_range};
pub(crate) use verdict::Expected;

pub(crate) use verdict::Verdict;
