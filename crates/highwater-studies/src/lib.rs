//! The studies: one folder each, from typed rows to results, ledger, figures and tables.
//!
//! A study reads its tables through `highwater-ingest`, computes with plain types, and records what
//! it found once: each value under one path of the ledger, with the cells it was computed from; each
//! figure with its words and its data. Nothing downstream computes again.
//!
//! - [`wave`]: how open models spread between January 2022 and July 2023.
//! - [`openness`]: whether the organisations that train the largest models release less.
//! - [`efficiency`]: what a given benchmark score costs, and how that falls.
//! - [`divide`]: how far academia falls behind in compute, and whether it shows in what is studied and
//!   released.
//! - [`Inputs`]: what the studies read.
//! - [`all`]: the list of studies; [`run()`] runs them.
//! - [`Parameters`]: what a reader may set.
//!
//! Architecture invariant: no HTML, no Markdown but links to values and claims in the words of
//! figures, and no IO but through ingest.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod divide;
pub mod efficiency;
pub mod multiverse;
pub mod openness;
pub mod wave;

mod charts;
mod columns;
mod inputs;
mod model_table;
mod output;
mod parameters;
mod row_sets;
mod run;
mod table_cells;

pub use inputs::{Inputs, Listing, Origin, PublishedTable, logical};
pub use output::{Finding, Output, StudyError};
pub use parameters::{Domain, Parameter, ParameterError, Parameters};
pub use run::{Study, all, run};
