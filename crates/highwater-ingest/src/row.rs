//! A row of a table as a type of its own.

use crate::cells::Cells;
use crate::schema::Schema;

/// A row of a table as a type of its own.
pub trait Row: Sized {
    /// What the table must look like.
    const SCHEMA: Schema<'static>;

    /// The row, or `None` where a cell is at fault; the fault is in the cells then.
    ///
    /// A column is asked for by its name in the schema.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;
}
