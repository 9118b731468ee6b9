//! Cells as the tables of studies have them.

use highwater_facts::{Format, TableCell, Unit};

/// Returns a cell with a number, or a dash.
pub(crate) fn number(x: Option<f64>, format: Format, unit: Unit) -> TableCell {
    match x {
        Some(x) => TableCell::number(x, format.number(x, unit)).in_unit(unit),
        None => TableCell::missing("–", "not testable, or too few"),
    }
}

/// A cell with a count.
pub(crate) fn count(n: u64) -> TableCell {
    TableCell::number(n as f64, Format::INT.number(n as f64, Unit::Of("things")))
}
