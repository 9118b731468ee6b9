//! What an axis measures, and how its numbers are written.

use highwater_facts::{Format, Quantity, Unit, Value};

use crate::error::PlotError;
use crate::ticks::decade;

/// What an axis measures, and how its numbers are written.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The name of the axis, with the unit where the numbers do not say it.
    pub title: String,
    /// The unit of the numbers.
    pub unit: Unit,
    /// How the numbers at marks are written.
    pub values: Format,
    /// How the numbers at ticks are written.
    pub ticks: Format,
    /// How the axis runs.
    pub extent: Extent,
}

/// How an axis runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// Evenly, from zero.
    FromZero,
    /// Evenly, around the data: for lines and dots, never for bars.
    Around,
    /// Evenly, between two given ends.
    Between(f64, f64),
    /// By powers.
    Log,
}

impl Measure {
    /// The text of a number at its mark.
    #[must_use]
    pub fn value_text(&self, value: &Quantity) -> String {
        self.values
            .text(&Value::Quantity(value.in_unit(self.unit)))
            .unwrap_or_else(|_| "n/a".to_owned())
    }

    /// Refuses a number that has no place on the axis.
    ///
    /// # Errors
    ///
    /// [`PlotError::NotFinite`] and [`PlotError::NotPositive`], with the series and the place.
    pub fn admit(&self, value: &Quantity, series: &str, at: &str) -> Result<(), PlotError> {
        let top = if value.is_lower_bound() {
            value.low()
        } else {
            value.high()
        };
        for x in [value.low(), top] {
            if !x.is_finite() {
                return Err(PlotError::NotFinite {
                    series: series.to_owned(),
                    at: at.to_owned(),
                    value: x,
                });
            }
            if self.extent == Extent::Log && x <= 0.0 {
                return Err(PlotError::NotPositive {
                    series: series.to_owned(),
                    at: at.to_owned(),
                    value: x,
                });
            }
        }
        Ok(())
    }

    /// The text of a tick. From 10^15 up and below 0.001 a power of ten is written as one.
    #[must_use]
    pub fn tick_text(&self, at: f64) -> String {
        if self.extent == Extent::Log && !(1e-3..1e15).contains(&at) {
            return power_text(at);
        }
        self.ticks.number(at, self.unit)
    }

    /// The name of the axis, which says so where it is logarithmic.
    #[must_use]
    pub fn axis_title(&self) -> String {
        if self.extent != Extent::Log || self.title.to_lowercase().contains("log") {
            self.title.clone()
        } else if self.title.is_empty() {
            "Log scale".to_owned()
        } else {
            format!("{}, log scale", self.title)
        }
    }
}

/// A power of ten with a raised exponent: `10²⁴`, `2×10²⁴`.
fn power_text(x: f64) -> String {
    let exponent = decade(x);
    let raised: String = exponent
        .to_string()
        .chars()
        .map(|c| match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁻',
        })
        .collect();
    let text = format!("{x:e}");
    match text.split_once('e') {
        Some((digits, _)) if digits != "1" => format!("{digits}×10{raised}"),
        _ => format!("10{raised}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_plain_until_words_end() {
        let measure = Measure {
            title: "Training compute".to_owned(),
            unit: Unit::Of("FLOP"),
            values: Format::default(),
            ticks: "si".parse().unwrap(),
            extent: Extent::Log,
        };
        assert_eq!(measure.tick_text(1e6), "1M");
        assert_eq!(measure.tick_text(1.0), "1");
        assert_eq!(measure.tick_text(1e24), "10²⁴");
        assert_eq!(measure.tick_text(2e24), "2×10²⁴");
        assert_eq!(measure.tick_text(1e-5), "10⁻⁵");
        assert_eq!(measure.axis_title(), "Training compute, log scale");
    }
}
