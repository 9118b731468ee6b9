//! Types that a cell is read as.

use highwater_facts::{Amount, Month, Quantity};

use crate::cells::{Cells, Noted};
use crate::date::Date;
use crate::schema::Kind;

/// A type that a cell is read as, the type of a field of a [`Row`](crate::Row).
///
/// Numbers need a unit, which the field says; `Option<T>` and [`Amount`] may be missing.
///
/// # Example
///
/// ```
/// use highwater_ingest::{Cells, FromCell, Kind};
///
/// /// Whether weights can be downloaded.
/// enum Access { Closed, Open }
///
/// impl FromCell for Access {
///     const KIND: Kind<'static> = Kind::OneOf(&[&["closed"], &["open"]]);
///
///     fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
///         cells.one_of(column)?.map(|at| if at == 0 { Access::Closed } else { Access::Open })
///     }
/// }
/// ```
pub trait FromCell: Sized {
    /// What the cells of its column hold, if the field says no unit.
    const KIND: Kind<'static>;

    /// Whether a cell may be `N/A (reason)`.
    const MAY_BE_MISSING: bool = false;

    /// Reads the cell of a column; `None` if it is at fault, which the cells record.
    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self>;
}

/// Types that a function of [`Cells`] reads.
macro_rules! from_cell {
    ($($of:ty, $kind:expr, $missing:literal, $read:ident;)+) => {$(
        impl FromCell for $of {
            const KIND: Kind<'static> = $kind;
            const MAY_BE_MISSING: bool = $missing;

            fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
                cells.$read(column)
            }
        }
    )+};
}

const NUMBER: Kind<'static> = Kind::Quantity(highwater_facts::Unit::Number);

from_cell! {
    String, Kind::Text, false, text;
    Month, Kind::Month, false, month;
    Date, Kind::Date, false, date;
    i32, Kind::Year, false, year;
    Quantity, NUMBER, false, quantity;
    Noted, NUMBER, false, noted;
    Amount, NUMBER, true, amount;
}

/// `yes` or `no`.
impl FromCell for bool {
    const KIND: Kind<'static> = Kind::OneOf(&[&["no"], &["yes"]]);

    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
        cells.one_of(column)?.map(|at| at == 1)
    }
}

impl<T: FromCell> FromCell for Option<T> {
    const KIND: Kind<'static> = T::KIND;
    const MAY_BE_MISSING: bool = true;

    fn read(cells: &mut Cells<'_>, column: &str) -> Option<Self> {
        cells.if_any(column, |cells| T::read(cells, column))
    }
}
