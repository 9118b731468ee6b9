//! The names of formats, and what each is for.

use crate::unit::Unit;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Style {
    #[default]
    ByUnit,
    /// A whole number where the unit asks for one, not the writer.
    Count,
    Int,
    Number,
    P,
    Si,
    Usd,
    Money,
    Percent,
    Times,
    Fold,
    Points,
    Word,
    Date,
    Mon,
    Year,
    Text,
}

pub(super) const NAMES: [(&str, Style); 15] = [
    ("int", Style::Int),
    ("n", Style::Number),
    ("p", Style::P),
    ("si", Style::Si),
    ("usd", Style::Usd),
    ("money", Style::Money),
    ("pct", Style::Percent),
    ("x", Style::Times),
    ("fold", Style::Fold),
    ("pts", Style::Points),
    ("word", Style::Word),
    ("date", Style::Date),
    ("mon", Style::Mon),
    ("year", Style::Year),
    ("text", Style::Text),
];

impl Style {
    /// Returns whether the format may show numbers of a unit: what stands beside its digits must be
    /// true.
    pub(super) const fn fits(self, unit: Unit) -> bool {
        match self {
            Style::Usd => matches!(unit, Unit::Usd),
            Style::Money => matches!(unit, Unit::Usd | Unit::Currency(_)),
            Style::Percent => matches!(unit, Unit::Fraction | Unit::Percent | Unit::Ratio),
            Style::Points => matches!(unit, Unit::Points),
            Style::Times | Style::Fold => matches!(unit, Unit::Ratio),
            Style::P => matches!(unit, Unit::Number),
            // Letters for thousands and words for counts would hide a sign of the unit.
            Style::Si | Style::Word => !matches!(
                unit,
                Unit::Fraction | Unit::Percent | Unit::Usd | Unit::Currency(_)
            ),
            _ => true,
        }
    }

    /// Returns what the format is for, where it is not for all units.
    pub(super) const fn takes(self) -> &'static str {
        match self {
            Style::Usd => "US dollars",
            Style::Money => "amounts of money",
            Style::Percent => "fractions, percentages and ratios",
            Style::Points => "percentage points",
            Style::Times | Style::Fold => "ratios",
            Style::P => "plain numbers",
            Style::Si | Style::Word => "counts",
            _ => "all units",
        }
    }

    pub(super) const fn has_decimals(self) -> bool {
        !matches!(
            self,
            Style::Int
                | Style::P
                | Style::Word
                | Style::Date
                | Style::Mon
                | Style::Year
                | Style::Text
        )
    }

    /// Returns whether it writes numbers, which have a size without their sign.
    pub(super) const fn has_size(self) -> bool {
        !matches!(
            self,
            Style::P | Style::Word | Style::Date | Style::Mon | Style::Year | Style::Text
        )
    }
}
