//! By how much a claim holds or fails.

use highwater_facts::{Format, Unit};

use crate::comparison::Comparison;
use crate::measure::Measure;
use crate::value::month_of_number;

/// By how much a comparison holds or fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// The left side.
    pub left: f64,
    /// How the two are compared.
    pub comparison: Comparison,
    /// The right side.
    pub right: f64,
    /// Whether the comparison is true.
    pub holds: bool,
    /// Below and above which value of the left side the comparison turns.
    pub flips: (Option<f64>, Option<f64>),
    /// How many other conditions decide the claim with this one.
    pub more: usize,
    measure: Measure,
}

impl Margin {
    pub(crate) fn new(
        left: f64,
        comparison: Comparison,
        right: f64,
        holds: bool,
        measure: Measure,
    ) -> Self {
        let (above, below) = ((Some(right), None), (None, Some(right)));
        let flips = match comparison {
            Comparison::Greater | Comparison::AtLeast if holds => above,
            Comparison::Greater | Comparison::AtLeast => below,
            Comparison::Less | Comparison::AtMost if holds => below,
            Comparison::Less | Comparison::AtMost => above,
            Comparison::Equal | Comparison::Unequal => (None, None),
        };
        Margin {
            left,
            comparison,
            right,
            holds,
            flips,
            more: 0,
            measure,
        }
    }

    /// The margin of `round(x, decimals) == right`, which turns half a unit away on both sides.
    pub(crate) fn rounded(x: f64, decimals: u8, right: f64, holds: bool, measure: Measure) -> Self {
        let mut half = 0.5;
        for _ in 0..decimals {
            half /= 10.0;
        }
        Margin {
            flips: (Some(right - half), Some(right + half)),
            ..Margin::new(x, Comparison::Equal, right, holds, measure)
        }
    }

    /// Returns how far the left side is from where the comparison turns, relative to it; infinite where
    /// it turns nowhere in particular.
    #[must_use]
    pub fn relative(&self) -> f64 {
        let distance = |flip: Option<f64>| {
            flip.map_or(f64::INFINITY, |flip| {
                let size = flip.abs().max(self.left.abs());
                if size == 0.0 {
                    0.0
                } else {
                    (self.left - flip).abs() / size
                }
            })
        };
        distance(self.flips.0).min(distance(self.flips.1))
    }

    /// Returns the margin in words: `22.1× > 20×, flips below 20×, and 2 more conditions`.
    #[must_use]
    pub fn text(&self) -> String {
        match self.more {
            0 => self.comparison_text(),
            1 => format!("{}, and 1 more condition", self.comparison_text()),
            more => format!("{}, and {more} more conditions", self.comparison_text()),
        }
    }

    fn comparison_text(&self) -> String {
        let shown = |decimals| {
            (
                self.number(self.left, decimals),
                self.number(self.right, decimals),
            )
        };
        // The right side is written as it is, and two numbers that differ must look different.
        let least = self.exact_decimals(self.right);
        let most = least.unwrap_or(0).max(5);
        let (left, right) = least
            .map_or_else(|| vec![None], |_| Vec::new())
            .into_iter()
            .chain((least.unwrap_or(1)..=most).map(Some))
            .map(shown)
            .find(|(left, right)| left != right || self.left == self.right)
            .unwrap_or_else(|| shown(Some(most.min(8) + 1)));
        let compared = if self.holds {
            format!("{left} {} {right}", self.comparison.sign())
        } else {
            format!("{left} is not {} {right}", self.comparison.sign())
        };
        let flip = |x: f64| self.number(x, self.exact_decimals(x));
        match self.flips {
            (Some(low), Some(high)) if self.holds => {
                format!(
                    "{compared}, flips below {} and from {}",
                    flip(low),
                    flip(high)
                )
            }
            (Some(low), Some(high)) => {
                format!(
                    "{compared}, would hold from {} to {}",
                    flip(low),
                    flip(high)
                )
            }
            (Some(edge), None) | (None, Some(edge)) => {
                let turns = match (self.comparison, self.holds) {
                    (Comparison::Greater | Comparison::AtLeast, true) => "flips below",
                    (Comparison::Less | Comparison::AtMost, true) => "flips above",
                    (Comparison::Greater, false) => "would hold above",
                    (Comparison::Less, false) => "would hold below",
                    (Comparison::AtLeast, false) => "would hold from",
                    (_, _) => "would hold up to",
                };
                format!("{compared}, {turns} {}", flip(edge))
            }
            (None, None) => compared,
        }
    }

    /// The fewest decimals that show a number as it is, where the report shows it otherwise. More than
    /// three only for a number of few digits, such as 0.0005: others were computed.
    fn exact_decimals(&self, x: f64) -> Option<u8> {
        let shows = |decimals: Option<u8>| {
            let (format, unit) = self.format(x, decimals);
            let text = format.number(x, unit);
            let digits = text.bytes().filter(u8::is_ascii_digit);
            let is_short =
                decimals.is_none_or(|d| d <= 3) || digits.skip_while(|b| *b == b'0').count() <= 3;
            is_short && format.error(x, unit) <= 1e-9 * x.abs()
        };
        let mut tried = [None].into_iter().chain((1..=9).map(Some));
        tried.find(|&decimals| shows(decimals)).flatten()
    }

    /// Returns a number in the measure of the comparison; without decimals given, as the report shows
    /// it.
    fn number(&self, x: f64, decimals: Option<u8>) -> String {
        if self.measure == Measure::Month {
            return month_of_number(x).map_or_else(|| "n/a".to_owned(), |month| month.name());
        }
        let (format, unit) = self.format(x, decimals);
        format.number(x, unit)
    }

    fn format(&self, x: f64, decimals: Option<u8>) -> (Format, Unit) {
        let unit = match self.measure {
            Measure::Of(unit) => unit,
            _ => Unit::Of("things"),
        };
        let style = match unit {
            Unit::Fraction | Unit::Percent => Format::PERCENT,
            Unit::Ratio => Format::TIMES,
            Unit::Usd | Unit::Currency(_) => Format::MONEY,
            Unit::Points => Format::POINTS,
            _ => Format::NUMBER,
        };
        let counts = matches!(unit, Unit::Of(_) | Unit::Rate(..));
        let format = match decimals {
            Some(decimals) => style.decimals(decimals),
            None if counts && x.fract() != 0.0 => style.decimals(1),
            None => Format::default(),
        };
        (format, unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATIO: Measure = Measure::Of(Unit::Ratio);

    #[test]
    fn words() {
        assert_eq!(
            Margin::new(22.142857, Comparison::Greater, 20.0, true, RATIO).text(),
            "22.1× > 20×, flips below 20×"
        );
        assert_eq!(
            Margin::new(
                0.63157,
                Comparison::Greater,
                18.0 / 19.0,
                false,
                Measure::Of(Unit::Fraction)
            )
            .text(),
            "63.2% is not > 94.7%, would hold above 94.7%"
        );
        assert_eq!(
            Margin::rounded(22.142857, 0, 22.0, true, RATIO).text(),
            "22.1× = 22×, flips below 21.5× and from 22.5×"
        );
        assert_eq!(
            Margin::new(2.0001, Comparison::Greater, 2.0, true, RATIO).text(),
            "2.0001× > 2.0000×, flips below 2×"
        );
        let models = Measure::Of(Unit::Of("models"));
        assert_eq!(
            Margin::new(833.333, Comparison::AtLeast, 800.0, true, models).text(),
            "833.3 ≥ 800, flips below 800"
        );
    }

    #[test]
    fn edges_are_written_as_they_are() {
        let margin = Margin::rounded(84.05, 1, 84.1, true, Measure::Of(Unit::Percent));
        assert_eq!(
            margin.text(),
            "84.05% = 84.10%, flips below 84.05% and from 84.15%"
        );
        let margin = Margin::rounded(16.0, 2, 16.0, true, Measure::Of(Unit::Fraction));
        assert_eq!(
            margin.text(),
            "1,600% = 1,600%, flips below 1,599.5% and from 1,600.5%"
        );
        let margin = Margin::new(
            0.632,
            Comparison::Less,
            0.8 * 0.94871,
            true,
            Measure::Of(Unit::Fraction),
        );
        assert_eq!(margin.text(), "63.2% < 75.9%, flips above 75.9%");
    }

    #[test]
    fn a_threshold_is_written_with_all_its_decimals() {
        let points = Measure::Of(Unit::Points);
        assert_eq!(
            Margin::new(0.0, Comparison::Less, 0.05, true, points).text(),
            "0.00 points < 0.05 points, flips above 0.05 points"
        );
        assert_eq!(
            Margin::new(
                0.2,
                Comparison::Less,
                0.0005,
                false,
                Measure::Of(Unit::Number)
            )
            .text(),
            "0.2 is not < 0.0005, would hold below 0.0005"
        );
        let dollars = Measure::Of(Unit::Usd);
        assert_eq!(
            Margin::new(651e6, Comparison::Greater, 650.25e6, true, dollars).text(),
            "$651.00M > $650.25M, flips below $650.25M"
        );
    }

    #[test]
    fn other_conditions_are_counted() {
        let margin = Margin {
            more: 4,
            ..Margin::new(5e6, Comparison::Equal, 5e6, true, Measure::Of(Unit::Usd))
        };
        assert_eq!(margin.text(), "$5M = $5M, and 4 more conditions");
        let margin = Margin { more: 1, ..margin };
        assert_eq!(margin.text(), "$5M = $5M, and 1 more condition");
    }

    #[test]
    fn the_nearer_edge_counts() {
        let margin = Margin::rounded(22.4, 0, 22.0, true, RATIO);
        assert!((margin.relative() - 0.1 / 22.5).abs() < 1e-12);
        assert_eq!(
            Margin::new(1.0, Comparison::Unequal, 2.0, true, RATIO).relative(),
            f64::INFINITY
        );
    }
}
