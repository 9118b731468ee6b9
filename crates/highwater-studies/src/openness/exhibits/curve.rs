//! Do the headlines hang on choices that the question does not decide? The specification curve of
//! each: all analyses, sorted by what they find.

use highwater_facts::{Format, Unit};
use highwater_plot::chart::Reference;
use highwater_plot::{Extent, Measure};

use super::Found;
use crate::multiverse::curve::Curve;
use crate::openness::multiverse::Headline;

/// Returns the curves of all headlines.
pub(super) fn curves<'a>(found: &Found<'a>) -> impl Iterator<Item = Curve<'a>> {
    let headlines = Headline::ALL.into_iter().zip(found.multiverses);
    headlines.map(|(headline, multiverse)| Curve {
        study: "openness",
        multiverse,
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
    })
}

fn effect(headline: Headline) -> &'static str {
    match headline {
        Headline::Compute => "Spearman’s rho",
        Headline::Country | Headline::Category => "Rank-biserial correlation",
    }
}
