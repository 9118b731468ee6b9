//! All comparisons made, with their p values before and after correction.

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use super::{Found, number};

/// How its numbers are computed.
const METHOD: &str = "p is two-sided; ties are averaged in Spearman’s rank correlation and \
    corrected for in the Mann–Whitney U test, and small samples are tested exactly. Holm’s \
    step-down method takes the comparisons of the table together. Groups are those on one side \
    alone; those with [](value:openness.careful.few?word) members or below that are not tested.";

pub(super) fn table(found: &Found<'_>) -> Table {
    let rows = found.careful.comparisons.iter().map(|comparison| {
        vec![
            TableCell::text(comparison.label.as_str()),
            TableCell::text(comparison.test.as_str()),
            number(comparison.effect, Format::NUMBER.decimals(2), Unit::Number),
            number(comparison.p, Format::P, Unit::Number),
            number(comparison.p_holm, Format::P, Unit::Number),
        ]
    });
    Table {
        id: "openness-comparisons".to_owned(),
        title: "The comparisons made".to_owned(),
        columns: vec![
            Column::text("Comparison"),
            Column::text("Test"),
            Column::number("Effect"),
            Column::number("p"),
            Column::number("p, Holm"),
        ],
        rows: rows.collect(),
        note: "Effect: Spearman’s rho, the rank-biserial correlation, or the difference of shares."
            .to_owned(),
        method: METHOD.to_owned(),
    }
}
