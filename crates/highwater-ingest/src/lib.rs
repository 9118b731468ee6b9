//! CSV tables as people publish them, read into typed rows.
//!
//! A cell may hold `~25,000`, `$5-10M`, `120+`, `26.1% (GPT-J 6B)` or `N/A (too large)`: it becomes a
//! [`Quantity`](highwater_facts::Quantity) with bounds, unit and note once, here, and nothing is
//! parsed again downstream. Every fault carries the file, the line, the column's name, the text
//! found, the rule and the nearest text that would do; all faults of all files come in one run.
//!
//! ```
//! use highwater_facts::{Month, Quantity};
//! use highwater_ingest::{Row, TextFile, read};
//!
//! #[derive(Row)]
//! #[row(table = "downloads.csv", key = "month", ascending)]
//! struct Downloads {
//!     month: Month,
//!     #[row(unit = "downloads")]
//!     downloads: Quantity,
//! }
//!
//! let file = TextFile::new("downloads.csv", b"month,downloads\n2022-01,28M\n2022-13,41M\n");
//! let (rows, faults) = read::<Downloads>(&file);
//! assert_eq!(rows[0].downloads.low(), 28e6);
//! assert_eq!(
//!     faults[0].to_string(),
//!     "downloads.csv:3:1: column `month`: `2022-13` is not a month; write year and month as `2023-07`"
//! );
//! assert_eq!(faults[0].nearest.as_deref(), Some("2022-12"));
//! ```
//!
//! - [`Row`]: a row as a struct, which says once what the table must look like; [`Rows`]: its columns
//!   as lists of values that know their cells; [`FromCell`]: what a field may be.
//! - [`Schema`], [`Column`], [`Kind`], [`Missing`]: what `#[derive(Row)]` makes of the struct, the same
//!   for tables in memory and for those that stream by; [`Bounds`]: what numbers may be.
//! - [`read`]: a file into rows and faults; [`Settings`]: how the file was written, and
//!   [`read_with`] for one that was written otherwise; [`read_declared`] without a row type;
//!   [`guess`]: settings for a table of which nothing is said.
//! - [`read_values`]: values that other tools computed, each with its path and unit.
//! - [`number`]: the grammar of numbers, for all tables; [`quantity_text`]: a number in a cell, with
//!   its note.
//! - [`organizations`]: cells with several names, and one name for each organisation.
//! - [`published`]: tables that others publish, in all their editions, row by row.
//! - [`Catalog`]: a folder of tables with their titles, origins and licences.
//! - [`input_file`]: how any input is opened: regular files alone, and none out of the project.
//! - `snapshots`, with the feature of that name: files that others publish, listed by hash and found;
//!   with the feature `fetch` fetched too.
//!
//! Architecture invariant: the only crate that reads data files, and the only one that parses a
//! number that a person wrote; it knows no study and draws no conclusion. It opens no connection
//! but in `snapshots::fetch`, which is not there without the feature `fetch`.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// What the derive names.
#[doc(hidden)]
pub use highwater_facts as __facts;

// The derive names this crate as others do.
extern crate self as highwater_ingest;

pub mod input_file;
pub mod number;
pub mod organizations;
pub mod published;
pub mod quantity_text;
#[cfg(feature = "snapshots")]
pub mod snapshots;

mod bounds;
mod catalog;
mod cell_text;
mod cell_value;
mod cells;
mod characters;
mod date;
mod decimals;
mod declared;
mod fault;
mod faults;
mod format;
mod formula;
mod from_cell;
mod guess;
mod header;
mod keys;
mod lines;
mod plain_number;
mod read;
mod records;
mod row;
mod rows;
mod schema;
mod settings;
mod source;
mod sum;
mod table;
mod table_row;
mod tested;
mod text_file;
mod totals;
mod values;

pub use bounds::Bounds;
pub use catalog::Catalog;
pub use cell_value::Value;
pub use cells::{Cells, Noted};
pub use date::{Date, DateError, DateForm, DateFormError, date_readings, is_ambiguous_date};
pub use declared::{Declared, DeclaredColumn, read_declared};
pub use fault::{Fault, FaultKind, More, Place};
pub use faults::Faults;
pub use format::Format;
pub use from_cell::FromCell;
pub use guess::{Guess, Guessed, guess};
pub use highwater_derive::Row;
pub use highwater_facts::Amount;
pub use read::{Placed, raw_rows, read, read_with};
pub use row::Row;
pub use schema::{Column, Kind, Missing, Schema};
pub use settings::{
    BlankRows, ColumnKind, ColumnSettings, ColumnTest, Comment, Delimiter, Encoding, Footer, Quote,
    Settings, Totals,
};
pub use sum::{Sha256Sum, SumError};
pub use table_row::{Field, KeyField, Rows, TableRow, joined};
pub use text_file::TextFile;
pub use values::{GivenValue, read_values};
