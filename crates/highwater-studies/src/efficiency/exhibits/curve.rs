//! Does the headline hang on choices that the question does not decide? The specification curve.

use highwater_plot::Extent;
use highwater_plot::chart::Reference;

use super::factor::times;
use super::{CREDIT, Results};
use crate::multiverse::curve::Curve;

/// The axis: what lies off it is counted in the picture.
const FACTORS: (f64, f64) = (0.1, 100.0);

/// How an analysis is made.
const METHOD: &str = "The effect is the factor that divides the cost of a score in a year, by least \
    squares of the score, the date or the cost on the others. The claim holds where its 90% \
    interval, Fieller’s or Student’s, lies above one. Choices that select the same models are one \
    analysis; where models are scarce it is not testable, and where the interval is unbounded or \
    spans orders of magnitude it is left open.";

pub(super) fn curve<'a>(results: &'a Results<'_>) -> Curve<'a> {
    Curve {
        study: "efficiency",
        multiverse: &results.multiverse,
        title: "“Scores get cheaper” holds in [](value:efficiency.multiverse.factor.holds?int) of [](value:efficiency.multiverse.factor.testable?int) analyses",
        y: times("Factor each year", Extent::LogBetween(FACTORS.0, FACTORS.1)),
        reference: Reference {
            at: 1.0,
            name: "No change".to_owned(),
        },
        credit: CREDIT,
        method: METHOD,
    }
}
