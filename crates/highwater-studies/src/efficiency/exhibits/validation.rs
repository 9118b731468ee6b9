//! Do date and cost foretell the score of a model that was not looked at?

use highwater_facts::{Column, Format, Table, TableCell, Unit};

use super::Results;
use crate::table_cells::number;

/// How its numbers are computed.
const METHOD: &str = "Ordinary least squares of the negative log error, `-ln(1 - score)`, fitted \
    without a fold and held against it; the models are validated on the same folds. Folds split \
    families of models, so that a fold may be foretold by its relatives.";

pub(super) fn table(results: &Results<'_>) -> Table {
    let three = Format::NUMBER.decimals(3);
    let rows = results.validation.iter().map(|(terms, found)| {
        let found = found.as_ref().ok();
        vec![
            TableCell::text(terms.words()),
            number(found.map(|v| v.rmse), three, Unit::Number),
            number(found.map(|v| v.mae), three, Unit::Number),
            number(found.map(|v| v.r_squared), three, Unit::Number),
        ]
    });
    Table {
        id: "efficiency-validation".to_owned(),
        title: "How well the models foretell scores that they have not seen".to_owned(),
        columns: vec![
            Column::text("Model"),
            Column::number("Root mean squared error"),
            Column::number("Mean absolute error"),
            Column::number("R-squared out of sample"),
        ],
        rows: rows.collect(),
        note: "Cross-validation over folds shuffled with a seed; in negative log error. R-squared is against the means of the training folds.".to_owned(),
        method: METHOD.to_owned(),
    }
}
