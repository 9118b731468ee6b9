//! What an axis measures, and how its numbers are written.

use highwater_facts::{Format, Quantity, Unit, Value, number_text};

use crate::error::PlotError;

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
    /// By powers, between two given ends.
    LogBetween(f64, f64),
}

impl Extent {
    /// Whether it runs by powers.
    #[must_use]
    pub fn is_log(self) -> bool {
        matches!(self, Extent::Log | Extent::LogBetween(..))
    }

    /// Whether a number lies off the ends that are given; never where none are.
    #[must_use]
    pub fn is_off(self, x: f64) -> bool {
        match self {
            Extent::Between(low, high) | Extent::LogBetween(low, high) => {
                !(low..=high).contains(&x)
            }
            Extent::FromZero | Extent::Around | Extent::Log => false,
        }
    }
}

impl Measure {
    /// The text of a number at its mark. From 10^15 up, beyond words, it is written with a power of
    /// ten and two digits.
    #[must_use]
    pub fn value_text(&self, value: &Quantity) -> String {
        if value.low() >= number_text::BEYOND_WORDS {
            let low = number_text::power_of_ten(value.low(), 1);
            return if value.is_lower_bound() {
                format!("{low}+")
            } else if value.value().is_some() {
                low
            } else {
                format!("{low}–{}", number_text::power_of_ten(value.high(), 1))
            };
        }
        self.values
            .text(&Value::Quantity(value.in_unit(self.unit)))
            .unwrap_or_else(|_| "n/a".to_owned())
    }

    /// Refuses a number that has no place on the axis.
    ///
    /// # Errors
    ///
    /// [`PlotError::NotFinite`] and [`PlotError::NotPositive`], with the series and the place;
    /// [`PlotError::BadExtent`] for ends that make no axis.
    pub fn admit(&self, value: &Quantity, series: &str, at: &str) -> Result<(), PlotError> {
        if let Extent::Between(low, high) | Extent::LogBetween(low, high) = self.extent {
            let fine = low.is_finite() && high.is_finite() && low < high;
            if !fine || (self.extent.is_log() && low <= 0.0) {
                return Err(PlotError::BadExtent {
                    axis: self.title.clone(),
                    low,
                    high,
                });
            }
        }
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
            if self.extent.is_log() && x <= 0.0 {
                return Err(PlotError::NotPositive {
                    series: series.to_owned(),
                    at: at.to_owned(),
                    value: x,
                });
            }
        }
        Ok(())
    }

    /// Refuses a number that lies off the ends that are given.
    pub(crate) fn admit_on_axis(&self, value: f64, name: &str) -> Result<(), PlotError> {
        if self.extent.is_off(value) {
            return Err(PlotError::OffAxis {
                name: name.to_owned(),
                axis: self.title.clone(),
                value,
            });
        }
        Ok(())
    }

    /// The text of a tick. From 10^15 up and below 0.001 a power of ten is written as one.
    #[must_use]
    pub fn tick_text(&self, at: f64) -> String {
        if self.extent.is_log() && !(1e-3..number_text::BEYOND_WORDS).contains(&at) {
            return number_text::power_of_ten(at, 14);
        }
        self.ticks.number(at, self.unit)
    }

    /// The name of the axis, which says so where it is logarithmic.
    #[must_use]
    pub fn axis_title(&self) -> String {
        if !self.extent.is_log() || self.title.to_lowercase().contains("log") {
            self.title.clone()
        } else if self.title.is_empty() {
            "Log scale".to_owned()
        } else {
            format!("{}, log scale", self.title)
        }
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
        let text = |x| measure.value_text(&Quantity::exact(x, measure.unit));
        assert_eq!(text(2.14e25), "2.1×10²⁵");
        assert_eq!(text(9.96e25), "10²⁶");
        assert_eq!(text(28e6), "28,000,000");
        let range = Quantity::range(1e24, 3.5e24, measure.unit).unwrap();
        assert_eq!(measure.value_text(&range), "10²⁴–3.5×10²⁴");
        assert_eq!(measure.axis_title(), "Training compute, log scale");
    }
}
