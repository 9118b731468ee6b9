//! SQL over the tables of a story: each value of an answer knows the rows that it was computed from.
//!
//! - [`Table`]: a table of the project, typed by `highwater-ingest`.
//! - [`Query`]: the text of a query, with its key and units.
//! - [`Database`]: SQLite in memory with some tables; [`Database::answer`] runs a query, follows its rows,
//!   and runs it again on the rows of each line of the answer to see that these are enough.
//! - [`linked`]: queries that read other queries; [`Query::filtered`]: some lines of one.
//! - [`record`]: the values of an answer, as a study gives them; [`table`]: its lines.
//!
//! How rows are followed: the query is rewritten so that each column has a second one with the set of
//! rows behind it. A filter passes the sets on, a join unites those of both sides, an aggregate unites
//! those of its group, and a window function does to the sets what it does to the values. What is not
//! followed is refused, with another way to write it.
//!
//! Architecture invariant: a query reads tables and nothing else, and what it answers depends on nothing
//! else: no files, no clock, no chance.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod answer;
mod database;
mod error;
mod lineage;
mod math;
mod query;
mod quoted;
mod record;
mod sets;
mod steps;
mod table;

pub use answer::{Answer, AnswerColumn, AnswerRow, Cell, Datum};
pub use database::{Database, Limits};
pub use error::QueryError;
pub use query::Query;
pub use record::{record, record_column, table};
pub use sets::RowIds;
pub use steps::linked;
pub use table::Table;
