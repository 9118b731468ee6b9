//! A row of a table as a type of its own.

use crate::cells::Cells;
use crate::schema::Schema;

/// A row of a table as a type of its own, which `#[derive(Row)]` makes of a struct:
///
/// ```
/// use highwater_facts::{Month, Quantity};
/// use highwater_ingest::{Amount, Row};
///
/// /// Monthly downloads.
/// #[derive(Row)]
/// #[row(table = "downloads.csv", key = "month", ascending, also = "source")]
/// struct Downloads {
///     month: Month,
///     #[row(unit = "downloads")]
///     downloads: Quantity,
///     #[row(unit = "fraction", column = "growth_stated")]
///     stated: Amount,
/// }
///
/// assert_eq!(Downloads::SCHEMA.header(), "month,downloads,growth_stated,source");
/// ```
///
/// Of the struct:
///
/// - `table`, `key`: the file, and the columns that tell rows apart, `"month, model"`; with both the
///   type is a [`TableRow`](crate::TableRow), whose columns become lists
/// - `ascending`: the keys must ascend, as months do
/// - `also`: columns that the table must have besides
/// - `crate`: the path of this crate, if it goes by another name
///
/// Of a field, which has the type that its cells are read as, a [`FromCell`](crate::FromCell):
///
/// - `unit`: the unit of a number, as [`Unit::named`](highwater_facts::Unit::named) reads it, or a
///   constant
/// - `column`: its name in the file, if that is not the field's
/// - `also`: its name in another edition of the table; may be repeated
/// - `optional`: the file may lack it; each cell is missing then, so that the type is an `Option`
/// - `any_characters`: its texts are for machines, and may hold control characters
/// - `bare`: numbers may lack the mark of their unit
/// - `within`: the [`Bounds`](crate::Bounds) of its numbers
///
/// A struct with a lifetime is a row that streams by: see [`Streamed`](crate::published::Streamed).
pub trait Row: Sized {
    /// What the table must look like.
    const SCHEMA: Schema<'static>;

    /// The row, or `None` where a cell is at fault; the fault is in the cells then.
    ///
    /// A column is asked for by its name in the schema.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;
}
