//! Does the headline hang on choices that the question does not decide? The specification curve.

use highwater_plot::Extent;
use highwater_plot::chart::Reference;

use super::Results;
use super::factor::times;
use crate::multiverse::curve::Curve;

/// The axis: what lies off it is counted in the picture.
const FACTORS: (f64, f64) = (0.1, 100.0);

pub(super) fn curve<'a>(results: &'a Results<'_>) -> Curve<'a> {
    Curve {
        study: "efficiency",
        multiverse: &results.multiverse,
        y: times("Factor each year", Extent::LogBetween(FACTORS.0, FACTORS.1)),
        reference: Reference {
            at: 1.0,
            name: "No change".to_owned(),
        },
    }
}
