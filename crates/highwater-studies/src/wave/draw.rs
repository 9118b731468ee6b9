//! What the figures of this story share: hues of entities, the post as the source, cells of tables.

use highwater_facts::{CellRef, Format, Quantity, TableCell, Unit, Value};
use highwater_ingest::Amount;
use highwater_plot::chart::{Gaps, LinePoint, LineSeries, LineShape};
use highwater_plot::{Extent, Hue, Measure};

/// Open models, and all that grows with them.
pub(crate) const OPEN: Hue = Hue::Blue;
/// Closed models.
pub(crate) const CLOSED: Hue = Hue::Orange;
/// What follows from totals, beside what the post states.
pub(crate) const IMPLIED: Hue = Hue::Purple;
/// Consumer hardware.
pub(crate) const CONSUMER: Hue = Hue::Green;

/// The source line of a chart of the post.
pub(crate) fn source(chart: u8, named: &str) -> String {
    format!("dataku (2023), chart {chart}; {named}")
}

/// An axis whose ticks are written as its values.
pub(crate) fn measure(title: &str, unit: Unit, format: Format, extent: Extent) -> Measure {
    Measure {
        title: title.to_owned(),
        unit,
        values: format,
        ticks: format,
        extent,
    }
}

/// A series without a band of uncertainty.
pub(crate) fn series(name: &str, hue: Hue, shape: LineShape, points: Vec<LinePoint>) -> LineSeries {
    LineSeries {
        name: name.to_owned(),
        hue,
        shape,
        points,
        gaps: Gaps::default(),
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    }
}

/// The text of a quantity in tables, with `~` before what its source calls approximate.
pub(crate) fn text(quantity: &Quantity, format: Format) -> String {
    let text = format
        .text(&Value::Quantity(*quantity))
        .unwrap_or_else(|_| "n/a".to_owned());
    if quantity.is_approximate() {
        format!("~{text}")
    } else {
        text
    }
}

/// A cell of a table that shows a cell of a source.
pub(crate) fn cell(quantity: &Quantity, format: Format, from: CellRef) -> TableCell {
    computed(quantity, format).from_cell(from)
}

/// A cell of a table that was computed.
pub(crate) fn computed(quantity: &Quantity, format: Format) -> TableCell {
    TableCell::quantity(quantity, text(quantity, format))
}

/// A cell of a table that shows a cell of a source which may be missing: then empty, with the reason
/// in the download.
pub(crate) fn amount(amount: &Amount, format: Format, from: CellRef) -> TableCell {
    match amount {
        Amount::Known(quantity) => cell(quantity, format, from),
        Amount::Missing(reason) => TableCell::missing("", reason).from_cell(from),
    }
}

/// A cell of a table that was computed from a row and the one before; empty in the first.
pub(crate) fn since(quantity: Option<Quantity>, format: Format) -> TableCell {
    match quantity {
        Some(quantity) => computed(&quantity, format),
        None => TableCell::missing("", "no row before"),
    }
}
