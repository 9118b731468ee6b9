//! Do the headlines hang on choices that the question does not decide? The specification curve of
//! each: all analyses, sorted by what they find.

use highwater_facts::{Format, Unit};
use highwater_plot::chart::Reference;
use highwater_plot::{Extent, Measure};

use super::{CREDIT, Found};
use crate::multiverse::curve::Curve;
use crate::openness::multiverse::Headline;

/// The curves of all headlines.
pub(super) fn curves<'a>(found: &Found<'a>) -> impl Iterator<Item = Curve<'a>> {
    let headlines = Headline::ALL.into_iter().zip(found.multiverses);
    headlines.map(|(headline, multiverse)| Curve {
        study: "openness",
        multiverse,
        title: title(headline),
        y: Measure {
            title: effect(headline).to_owned(),
            unit: Unit::Number,
            values: Format::NUMBER.decimals(2),
            ticks: Format::NUMBER.decimals(1),
            extent: Extent::Between(-1.0, 1.0),
        },
        reference: Reference {
            at: 0.0,
            name: "None".to_owned(),
        },
        credit: CREDIT,
        method: method(headline),
    })
}

fn method(headline: Headline) -> &'static str {
    match headline {
        Headline::Compute => {
            "The effect is Spearman’s rank correlation of openness and compute, ties averaged, over \
             organisations or models. The claim holds where it is negative and p < 0.05, two-sided. \
             Up to [](value:openness.careful.few?word) points are not tested."
        }
        Headline::Country | Headline::Category => {
            "The effect is the rank-biserial correlation of the Mann–Whitney U test, ties corrected, \
             between organisations or models that are on one side alone. The claim holds where the \
             effect goes its way and p < 0.05, two-sided. Up to \
             [](value:openness.careful.few?word) points on a side are not tested."
        }
    }
}

fn title(headline: Headline) -> &'static str {
    match headline {
        Headline::Compute => {
            "“Larger means less open” holds in [](value:openness.multiverse.compute.holds?int) of [](value:openness.multiverse.compute.testable?int) analyses"
        }
        Headline::Country => {
            "“More open in America than China”: [](value:openness.multiverse.country.holds?int) of [](value:openness.multiverse.country.testable?int) analyses"
        }
        Headline::Category => {
            "“More open in academia than industry”: [](value:openness.multiverse.category.holds?int) of [](value:openness.multiverse.category.testable?int) analyses"
        }
    }
}

fn effect(headline: Headline) -> &'static str {
    match headline {
        Headline::Compute => "Spearman’s rho",
        Headline::Country | Headline::Category => "Rank-biserial correlation",
    }
}
