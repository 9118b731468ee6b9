//! What the post computed from its own rows, beside what the rows give.

use highwater_facts::{CellRef, Quantity};
use highwater_study::Facts;

/// Adds the largest difference of a number as stated from the same number as computed.
pub(crate) fn record_error(
    facts: &mut Facts,
    what: &str,
    pairs: impl IntoIterator<Item = (Quantity, Quantity)>,
    cells: impl IntoIterator<Item = CellRef>,
) {
    let mut largest: Option<Quantity> = None;
    for (stated, computed) in pairs {
        let error = (stated.low() - computed.low()).abs();
        // 43.9 − 26.1 in doubles is not quite 17.8, and no difference of the table.
        let error = if error <= 1e-12 * stated.low().abs() {
            0.0
        } else {
            error
        };
        if largest.is_none_or(|largest| error > largest.low()) {
            largest = Some(Quantity::exact(error, computed.unit()));
        }
    }
    if let Some(largest) = largest {
        let label = format!("largest difference of a stated {what} from its own row");
        facts.add(
            "stated_error",
            largest,
            label,
            "max |stated − computed|",
            cells,
        );
    }
}
