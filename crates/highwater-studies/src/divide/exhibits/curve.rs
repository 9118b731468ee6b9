//! Does code release hang on choices that the question does not decide? The specification curve.

use highwater_facts::{Format, Unit};
use highwater_plot::chart::Reference;
use highwater_plot::{Extent, Measure};

use super::release::TIMES;
use crate::multiverse::Multiverse;
use crate::multiverse::curve::Curve;

/// The axis: what lies off it is counted in the picture.
const RATIOS: (f64, f64) = (0.1, 5.0);

pub(super) fn curve(multiverse: &Multiverse) -> Curve<'_> {
    Curve {
        study: "divide",
        multiverse,
        y: Measure {
            title: "Odds ratio".to_owned(),
            unit: Unit::Ratio,
            values: TIMES,
            ticks: Format::TIMES,
            extent: Extent::LogBetween(RATIOS.0, RATIOS.1),
        },
        reference: Reference {
            at: 1.0,
            name: "No difference".to_owned(),
        },
    }
}
