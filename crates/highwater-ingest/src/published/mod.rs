//! Tables that others publish, through all their editions, row by row.
//!
//! A [`Schema`] says what each column is, which other names it goes by in later editions, its type
//! and whether it must be there; columns that it does not name are ignored and counted. [`read`]
//! streams: memory does not grow with the file, and all cores parse while the rows are given in the
//! file's order. A row with a fault is not given; every fault has its file, line, column, text and
//! nearest valid text.
//!
//! ```
//! use highwater_ingest::published::{Choice, Column, Input, Schema, read};
//!
//! #[derive(Clone, Copy, Debug, PartialEq)]
//! enum Access { Open, Closed }
//!
//! let mut schema = Schema::default();
//! let system = schema.text(Column::required("System", &["Model"]));
//! let compute = schema.positive(Column::required("Training compute (FLOP)", &[]));
//! let access = schema.choice(
//!     Column::required("Model accessibility", &[]),
//!     &[
//!         Choice { value: Access::Open, names: &["Open source", "Open weights (unrestricted)"] },
//!         Choice { value: Access::Closed, names: &["Unreleased"] },
//!     ],
//! );
//!
//! // A later edition: another name for the first column, another word for open, one column more.
//! let table = "\u{feff}Model,Link,Model accessibility,Training compute (FLOP)\r\n\
//!     \"Llama 3\r\n(405B)\",,Open weights (unrestricted),3.8e+25\r\n\
//!     Grok-2,,,\"29,600\"\r\n";
//! let mut rows = Vec::new();
//! let summary = read(Input::bytes("models.csv", table.as_bytes()), &schema, |row| {
//!     rows.push((row.line(), row.number(compute), row.choice(access)));
//! });
//! assert_eq!(rows[0], (2, Some(3.8e25), Some(Access::Open)));
//! assert_eq!(rows[1], (4, Some(29_600.0), None));
//! assert_eq!(summary.to_string(), "models.csv: 2 rows, 1 column ignored, 0 rows at fault");
//! assert_eq!(summary.ignored, ["Link"]);
//! # let _ = system;
//! ```

mod block;
mod cell;
mod chunks;
mod input;
mod keys;
mod layout;
mod number;
mod read;
mod row;
mod schema;
mod summary;

pub use input::Input;
pub use read::read;
pub use row::Row;
pub use schema::{
    Choice, ChoiceColumn, Column, DateColumn, Missing, NumberColumn, Schema, TextColumn,
};
pub use summary::{ColumnSummary, Summary};
