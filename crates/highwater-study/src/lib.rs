//! What a study is: tables and parameters in; values, figures and tables out.
//!
//! - [`Study`]: a name, what a reader may set, the snapshots that it runs on, and the function that runs.
//! - [`Inputs`]: what that function reads. What it read, and every fault, is kept for the results.
//! - [`Results`]: what it gives; [`Facts`] records values below a path.
//! - [`AtHand`]: the folders and published tables that inputs are read from.
//! - [`Parameters`]: what a reader set.
//!
//! Architecture invariant: no HTML, no statistics, and no IO but through ingest. A study gives its
//! results back; it writes into nothing.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod at_hand;
mod columns;
mod error;
mod facts;
mod finding;
mod inputs;
mod parameters;
mod results;
mod study;

pub use at_hand::{AtHand, Listing, Origin, PublishedTable, logical};
pub use error::StudyError;
pub use facts::Facts;
pub use finding::Finding;
pub use inputs::Inputs;
pub use parameters::{Domain, Parameter, ParameterError, Parameters};
pub use results::{Problems, Results};
pub use study::Study;
