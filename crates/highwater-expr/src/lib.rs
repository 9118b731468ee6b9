//! The language of claims: predicates over values with units, intervals and margins.
//!
//! A predicate such as `wave.downloads.growth_factor > 2 && rising(wave.mmlu.open)` names values by
//! their paths. [`Expression::parse`] reads it; [`check`] compares its units with each other and refuses
//! what is the same whatever the data say; [`Checked::evaluate`] says whether it holds on given values,
//! and by how much. Every fault carries the bytes of the text that it is about.
//!
//! ```
//! use highwater_expr::{Expression, Input, Measure, Value, check};
//! use highwater_facts::Unit;
//!
//! let expression = Expression::parse("wave.growth > 20 && wave.growth < 25")?;
//! let growth = Input::one(Measure::Of(Unit::Ratio));
//! let checked = check(&expression, &[("wave.growth".to_owned(), growth)].into())?;
//! // From 28M to 620M downloads a month, January 2022 to July 2023.
//! let outcome = checked.evaluate(&[Value::Number(620.0 / 28.0)])?;
//! assert!(outcome.holds);
//! assert_eq!(
//!     outcome.margin().map(|margin| margin.text()).as_deref(),
//!     Some("22.1× > 20×, flips below 20×, and 1 more condition")
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`Expression`], [`Node`]: the text and its syntax tree; `GRAMMAR.md` has the grammar.
//! - [`check`], [`Input`], [`Measure`]: what its values are, before any is looked at.
//! - [`Value`], [`Outcome`], [`Margin`], [`Doubt`]: whether it holds, and by how much.
//! - [`readings`]: at which points of their intervals values are tried.
//!
//! Architecture invariant: no ledger, no story, no files; the caller brings the values.

/// The examples of the README and of the grammar are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod check;
mod comparison;
mod evaluate;
mod expression;
mod fault;
mod function;
mod kind;
mod margin;
mod measure;
mod outcome;
mod parse;
mod readings;
mod scale;
mod steps;
mod token;
mod tree;
mod vacuous;
mod value;

pub use check::{Checked, Input, Inputs, check};
pub use comparison::Comparison;
pub use evaluate::Nothing;
pub use expression::Expression;
pub use fault::{Fault, FaultKind};
pub use function::Function;
pub use margin::Margin;
pub use measure::Measure;
pub use outcome::Outcome;
pub use readings::{Readings, readings};
pub use scale::Doubt;
pub use tree::{Each, Node, NodeKind, Operator, Quantifier};
pub use value::{Value, month_number, month_of_number};
