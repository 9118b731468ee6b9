//! Does code release hang on choices that the question does not decide? The specification curve.

use highwater_facts::{Format, Unit};
use highwater_plot::chart::Reference;
use highwater_plot::{Extent, Measure};

use super::CREDIT;
use super::release::TIMES;
use crate::multiverse::Multiverse;
use crate::multiverse::curve::Curve;

/// The axis: what lies off it is counted in the picture.
const RATIOS: (f64, f64) = (0.1, 5.0);

/// How an analysis is made.
const METHOD: &str = "The effect is the odds ratio of industry for open training code, by logistic \
    regression with maximum likelihood. The claim holds where Wald’s 95% interval lies below one. \
    Where papers are scarce an analysis is not testable; where they are separated, so that the odds \
    ratio is without a finite estimate, it is left open.";

pub(super) fn curve(multiverse: &Multiverse) -> Curve<'_> {
    Curve {
        study: "divide",
        multiverse,
        title: "“Industry releases less code” holds in [](value:divide.multiverse.release.holds?int) of [](value:divide.multiverse.release.testable?int) analyses",
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
        credit: CREDIT,
        method: METHOD,
    }
}
