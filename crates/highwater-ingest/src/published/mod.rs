//! Tables that others publish, through all their editions, row by row.
//!
//! A [`Schema`](crate::Schema) says what each column is, which other names it goes by in later
//! editions, its kind and whether it must be there; columns that it does not name are ignored and
//! counted. [`read_rows`] streams: memory does not grow with the file, and all cores parse while the
//! rows are given in the file's order. A row with a fault is not given; every fault has its file,
//! line, column, text and nearest valid text.
//!
//! ```
//! use highwater_ingest::published::{Cells, FromStream, Input, read_rows};
//! use highwater_ingest::{Bounds, Kind, Row};
//!
//! #[derive(Clone, Copy, Debug, PartialEq)]
//! enum Access { Open, Closed }
//!
//! impl FromStream<'_> for Access {
//!     // A later edition has another word for open.
//!     const KIND: Kind<'static> =
//!         Kind::OneOf(&[&["Open source", "Open weights (unrestricted)"], &["Unreleased"]]);
//!
//!     fn read(cells: &Cells<'_>, column: usize) -> Option<Self> {
//!         [Access::Open, Access::Closed].get(cells.one_of(column)?).copied()
//!     }
//! }
//!
//! #[derive(Row)]
//! struct Model<'a> {
//!     // `Model` is what a later edition calls it.
//!     #[row(column = "System", also = "Model")]
//!     system: &'a str,
//!     #[row(column = "Training compute (FLOP)", within = Bounds::ABOVE_ZERO)]
//!     compute: Option<f64>,
//!     #[row(column = "Model accessibility", optional)]
//!     access: Option<Access>,
//! }
//!
//! let table = "\u{feff}Model,Link,Model accessibility,Training compute (FLOP)\r\n\
//!     \"Llama 3\r\n(405B)\",,Open weights (unrestricted),3.8e+25\r\n\
//!     Grok-2,,,\"29,600\"\r\n";
//! let mut rows = Vec::new();
//! let input = Input::bytes("models.csv", table.as_bytes());
//! let summary = read_rows::<Model<'_>>(input, |row, cells| {
//!     rows.push((cells.line(), row.system.to_owned(), row.compute, row.access));
//! });
//! assert_eq!(rows[0].2, Some(3.8e25));
//! assert_eq!(rows[1], (4, "Grok-2".to_owned(), Some(29_600.0), None));
//! assert_eq!(summary.to_string(), "models.csv: 2 rows, 1 column ignored, 0 rows at fault");
//! assert_eq!(summary.ignored, ["Link"]);
//! ```

mod block;
mod cell;
mod cells;
mod chunks;
mod input;
mod keys;
mod layout;
mod read;
mod streamed;
mod summary;

pub use cells::Cells;
pub use input::Input;
pub use read::read;
pub use streamed::{FromStream, Streamed, read_rows};
pub use summary::{ColumnSummary, Summary};
