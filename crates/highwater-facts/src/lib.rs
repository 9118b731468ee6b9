//! Facts for data stories: what a study found, with unit, bounds and origin, and how it is written.
//!
//! ```
//! use highwater_facts::{Fact, Format, Ledger, Quantity, Unit};
//!
//! // 620M downloads in July 2023 over 28M in January 2022 (the post's first table).
//! let first = Quantity::exact(28e6, Unit::Of("downloads"));
//! let last = Quantity::exact(620e6, Unit::Of("downloads"));
//! let growth = last.over(&first)?;
//!
//! let mut ledger = Ledger::default();
//! ledger.add(Fact::new("wave.downloads.growth_factor", growth, "growth of monthly downloads"))?;
//!
//! let fact = ledger.get("wave.downloads.growth_factor").ok_or("no such fact")?;
//! assert_eq!("x1".parse::<Format>()?.text(&fact.value)?, "22.1×");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The vocabulary that the other crates share:
//!
//! - [`Unit`], [`Quantity`]: a number as real tables hold it: a range, a lower bound, an
//!   approximation. Arithmetic carries the bounds along.
//! - [`Series`]: a column of a table as one value, for claims over all of its rows.
//! - [`Month`]: a month of the calendar, the date that such tables use most.
//! - [`Amount`]: a number that may be missing, with the reason.
//! - [`Traced`], [`TracedSeries`]: a value, or a column of them by [`Key`], with the cells behind it and
//!   the formula that made it.
//! - [`Format`], [`number_text`]: numbers become text here and nowhere else.
//! - [`Fact`], [`Ledger`]: one value under one path, with the cells that it was computed from.
//! - [`Source`], [`CellRef`]: the file behind a value, with its hash, and the place in it.
//! - [`RowSet`]: the rows behind many values, named and held once.
//! - [`Table`]: rows to show, with the raw value behind each text.
//! - [`Explorer`]: a headline with what each combination of choices finds.
//!
//! Architecture invariant: no IO, no HTML, no statistics, no drawing; nothing here knows a study.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod nearest;
pub mod number_text;

mod amount;
mod basis;
mod explorer;
mod fact;
mod fact_path;
mod format;
mod key;
mod ledger;
mod month;
mod quantity;
mod row_set;
mod source;
mod table;
mod traced;
mod unit;
mod value;

pub use amount::Amount;
pub use basis::{Basis, BasisKind};
pub use explorer::{Choice, EffectAxis, Explorer, Given, Outcome};
pub use fact::Fact;
pub use fact_path::{FactPath, PathError};
pub use format::{Format, FormatError};
pub use key::Key;
pub use ledger::{Ledger, LedgerError};
pub use month::{Month, MonthError};
pub use quantity::{ArithmeticError, Quantity, QuantityError};
pub use row_set::{Lines, NamedRow, RowSet};
pub use source::{CellRef, Contents, Source};
pub use table::{Column, KeyedTable, Table, TableCell};
pub use traced::{Keyed, Operand, Origin, Traced, TracedSeries};
pub use unit::{Currency, Unit, UnitNameError};
pub use value::{Item, Series, Value};
