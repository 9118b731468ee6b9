//! Rows that stream by as types of their own.

use highwater_facts::{Month, Quantity};

use super::cells::Cells;
use super::input::Input;
use super::read::read;
use super::summary::Summary;
use crate::date::Date;
use crate::schema::{Kind, Schema};

/// A row that streams by as a type of its own, which `#[derive(Row)]` makes of a struct with a
/// lifetime: its texts stand in the part of the file that is in memory just then.
///
/// A field of type `Option` may be missing. Attributes are those of [`Row`](trait@crate::Row), and
/// besides
///
/// - `missing`, of the struct or of a field: which cells are missing, `"empty"` (if nothing is said) or
///   `"marks"`, which are [`Missing::MARKS`](crate::Missing::MARKS)
pub trait Streamed {
    /// The row, borrowed from the part of the file in memory.
    type Of<'a>;

    /// What the table must look like.
    const SCHEMA: Schema<'static>;

    /// Returns the row; `None` if a cell that it needs is missing, which the schema refuses.
    fn of<'a>(cells: &Cells<'a>) -> Option<Self::Of<'a>>;
}

/// A type that a cell of a row that streams by is read as.
///
/// # Example
///
/// ```
/// use highwater_ingest::Kind;
/// use highwater_ingest::published::{Cells, FromStream};
///
/// /// Whether weights can be downloaded.
/// enum Access { Closed, Open }
///
/// impl FromStream<'_> for Access {
///     const KIND: Kind<'static> =
///         Kind::OneOf(&[&["Unreleased"], &["Open source", "Open weights (unrestricted)"]]);
///
///     fn read(cells: &Cells<'_>, column: usize) -> Option<Self> {
///         cells.one_of(column).map(|at| if at == 0 { Access::Closed } else { Access::Open })
///     }
/// }
/// ```
pub trait FromStream<'a>: Sized {
    /// What the cells of its column hold, if the field says no unit.
    const KIND: Kind<'static>;

    /// Whether a cell may be missing.
    const MAY_BE_MISSING: bool = false;

    /// Returns the value of a cell, by the place of its column; `None` if it is missing.
    fn read(cells: &Cells<'a>, column: usize) -> Option<Self>;
}

/// Types that a function of [`Cells`] reads.
macro_rules! from_stream {
    ($($of:ty, $kind:expr, $read:ident;)+) => {$(
        impl<'a> FromStream<'a> for $of {
            const KIND: Kind<'static> = $kind;

            #[inline]
            fn read(cells: &Cells<'a>, column: usize) -> Option<Self> {
                cells.$read(column)
            }
        }
    )+};
}

from_stream! {
    &'a str, Kind::Text, text;
    Date, Kind::Date, date;
    Month, Kind::Month, month;
    i32, Kind::Year, year;
    f64, Kind::Number, number;
    Quantity, Kind::Quantity(highwater_facts::Unit::Number), quantity;
}

impl<'a, T: FromStream<'a>> FromStream<'a> for Option<T> {
    const KIND: Kind<'static> = T::KIND;
    const MAY_BE_MISSING: bool = true;

    #[inline]
    fn read(cells: &Cells<'a>, column: usize) -> Option<Self> {
        Some(T::read(cells, column))
    }
}

/// Reads a table and gives each sound row as a type of its own, with its cells, which know its file
/// and line. What [`read`] says of memory, threads and faults is true here too.
///
/// # Example
///
/// See the [module](super).
pub fn read_rows<R: Streamed>(
    input: Input<'_>,
    mut each: impl FnMut(R::Of<'_>, &Cells<'_>) + Send,
) -> Summary {
    read(input, &R::SCHEMA, |cells| {
        if let Some(row) = R::of(cells) {
            each(row, cells);
        }
    })
}
