//! By how much a claim holds or fails.

use highwater_facts::{Format, Unit};

use super::functions::month_of_number;
use super::units::Measure;

/// By how much a comparison holds or fails.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Margin {
    /// The left side.
    pub(crate) left: f64,
    /// The comparison: `>`, `≥`, `<`, `≤`, `=`, `≠`.
    pub(crate) comparison: &'static str,
    /// The right side.
    pub(crate) right: f64,
    /// Whether the comparison is true.
    pub(crate) holds: bool,
    /// Below and above which value of the left side the comparison turns.
    pub(crate) flips: (Option<f64>, Option<f64>),
    measure: Measure,
}

impl Margin {
    pub(super) fn new(
        left: f64,
        operator: &'static str,
        right: f64,
        holds: bool,
        measure: Measure,
    ) -> Self {
        let flips = match operator {
            ">" | "≥" if holds => (Some(right), None),
            ">" | "≥" => (None, Some(right)),
            "<" | "≤" if holds => (None, Some(right)),
            "<" | "≤" => (Some(right), None),
            _ => (None, None),
        };
        Margin {
            left,
            comparison: operator,
            right,
            holds,
            flips,
            measure,
        }
    }

    /// The margin of `round(x, decimals) == right`, which turns half a unit away on both sides.
    pub(super) fn rounded(x: f64, decimals: u8, right: f64, holds: bool, measure: Measure) -> Self {
        let mut half = 0.5;
        for _ in 0..decimals {
            half /= 10.0;
        }
        Margin {
            flips: (Some(right - half), Some(right + half)),
            ..Margin::new(x, "=", right, holds, measure)
        }
    }

    /// How far the left side is from where the comparison turns, relative to it; infinite where it
    /// turns nowhere in particular.
    #[must_use]
    pub(crate) fn relative(&self) -> f64 {
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

    /// The margin in words: `22.1× > 20×, flips below 20×`.
    #[must_use]
    pub(crate) fn text(&self) -> String {
        let shown = |decimals| {
            (
                self.number(self.left, decimals),
                self.number(self.right, decimals),
            )
        };
        // Two numbers that differ must look different.
        let (left, right) = [None, Some(1), Some(2), Some(3), Some(4), Some(5)]
            .into_iter()
            .map(shown)
            .find(|(left, right)| left != right || self.left == self.right)
            .unwrap_or_else(|| shown(Some(6)));
        let compared = if self.holds {
            format!("{left} {} {right}", self.comparison)
        } else {
            format!("{left} is not {} {right}", self.comparison)
        };
        let flip = |x: f64| self.number(x, None);
        let verb = if self.holds { "flips" } else { "would hold" };
        match self.flips {
            (Some(low), Some(high)) if self.holds => {
                format!(
                    "{compared}, flips below {} and from {}",
                    flip(low),
                    flip(high)
                )
            }
            (Some(low), Some(high)) => format!(
                "{compared}, would hold from {} to {}",
                flip(low),
                flip(high)
            ),
            (Some(low), None) => format!("{compared}, {verb} below {}", flip(low)),
            (None, Some(high)) => format!("{compared}, {verb} above {}", flip(high)),
            (None, None) => compared,
        }
    }

    /// A number in the measure of the comparison; without decimals given, as the report shows it.
    fn number(&self, x: f64, decimals: Option<u8>) -> String {
        let unit = match self.measure {
            Measure::Month => {
                return month_of_number(x).map_or_else(|| "n/a".to_owned(), |month| month.name());
            }
            Measure::Of(unit) => unit,
            Measure::Plain | Measure::Other => Unit::Of("things"),
        };
        let style = match unit {
            Unit::Fraction | Unit::Percent => "pct",
            Unit::Ratio => "x",
            Unit::Usd => "usd",
            Unit::Points => "pts",
            _ => "n",
        };
        let counts = matches!(unit, Unit::Of(_) | Unit::Rate(..));
        let format = match decimals {
            Some(decimals) => format!("{style}{decimals}").parse(),
            None if counts && x.fract() != 0.0 => "n1".parse(),
            None => Ok(Format::default()),
        };
        format.unwrap_or_default().number(x, unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATIO: Measure = Measure::Of(Unit::Ratio);

    #[test]
    fn words() {
        assert_eq!(
            Margin::new(22.142857, ">", 20.0, true, RATIO).text(),
            "22.1× > 20×, flips below 20×"
        );
        assert_eq!(
            Margin::new(0.63157, ">", 0.94871, false, Measure::Of(Unit::Fraction)).text(),
            "63.2% is not > 94.9%, would hold above 94.9%"
        );
        assert_eq!(
            Margin::rounded(22.142857, 0, 22.0, true, RATIO).text(),
            "22.1× = 22×, flips below 21.5× and from 22.5×"
        );
        assert_eq!(
            Margin::new(2.0001, ">", 2.0, true, RATIO).text(),
            "2.0001× > 2.0000×, flips below 2×"
        );
        let models = Measure::Of(Unit::Of("models"));
        assert_eq!(
            Margin::new(833.333, "≥", 800.0, true, models).text(),
            "833.3 ≥ 800, flips below 800"
        );
    }

    #[test]
    fn the_nearer_edge_counts() {
        let margin = Margin::rounded(22.4, 0, 22.0, true, RATIO);
        assert!((margin.relative() - 0.1 / 22.5).abs() < 1e-12);
        assert_eq!(
            Margin::new(1.0, "≠", 2.0, true, RATIO).relative(),
            f64::INFINITY
        );
    }
}
