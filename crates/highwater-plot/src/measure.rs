//! What an axis measures, and how its numbers are written.

use highwater_facts::{Format, Quantity, Unit, Value, number_text};

use crate::error::PlotError;
use crate::options::options;
use crate::reading;

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

impl Measure {
    /// Returns a measure whose numbers are written with a comma for thousands, on an axis that runs
    /// evenly from zero.
    #[must_use]
    pub fn new(title: impl Into<String>, unit: Unit) -> Self {
        Measure {
            title: title.into(),
            unit,
            values: Format::NUMBER,
            ticks: Format::NUMBER,
            extent: Extent::FromZero,
        }
    }

    /// Sets how the numbers at marks and at ticks are written.
    #[must_use]
    pub fn format(self, format: Format) -> Self {
        self.values(format).ticks(format)
    }
}

options!(Measure {
    /// Sets how the numbers at marks are written.
    values: Format,
    /// Sets how the numbers at ticks are written.
    ticks: Format,
    /// Sets how the axis runs.
    extent: Extent,
});

/// Returns whether a number has a place on an axis: the distance of two must be a number too, with room
/// for what is computed with it.
pub(crate) fn is_drawable(x: f64) -> bool {
    x.abs() <= 1e300
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
    /// Returns whether it runs by powers.
    #[must_use]
    pub fn is_log(self) -> bool {
        matches!(self, Extent::Log | Extent::LogBetween(..))
    }

    /// Returns whether a number lies off the ends that are given; never where none are.
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
    /// Returns the text of a number at its mark. One that is not zero is never `0`, whatever its format
    /// says; a year has no comma; from 10^15 up, beyond words, it is written with a power of ten and
    /// two digits.
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
        if let Some(year) = value.value().and_then(|x| self.year_text(x)) {
            return year;
        }
        let text = |format: Format| {
            let text = format.text(&Value::Quantity(value.in_unit(self.unit)));
            text.unwrap_or_else(|_| "n/a".to_owned())
        };
        let is_false_zero = |text: &String| {
            value.low() != 0.0 && reading::number(text).is_some_and(|read| read.number == 0.0)
        };
        let stated = text(self.values);
        if !is_false_zero(&stated) {
            return stated;
        }
        // The fewest decimals that show a digit, without a sign of the unit if its format has none.
        let formats = [self.values, Format::NUMBER].into_iter();
        let mut tried = formats.flat_map(|format| (1..=6).map(move |d| format.decimals(d)));
        tried
            .find_map(|format| Some(text(format)).filter(|text| !is_false_zero(text)))
            .unwrap_or_else(|| number_text::power_of_ten(value.low(), 1))
    }

    /// Refuses a number that has no place on the axis.
    ///
    /// # Errors
    ///
    /// [`PlotError::NotFinite`] and [`PlotError::NotPositive`], with the series and the place;
    /// [`PlotError::BadExtent`] for ends that make no axis.
    pub fn admit(&self, value: &Quantity, series: &str, at: &str) -> Result<(), PlotError> {
        if let Extent::Between(low, high) | Extent::LogBetween(low, high) = self.extent {
            let fine = is_drawable(low) && is_drawable(high) && low < high;
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
            if !is_drawable(x) {
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

    /// Refuses an axis that does not hold the zero that bars start from.
    pub(crate) fn admit_zero(&self, chart: &'static str) -> Result<(), PlotError> {
        let runs = match self.extent {
            Extent::FromZero => return Ok(()),
            Extent::Between(low, high) if low <= 0.0 && high >= 0.0 => return Ok(()),
            Extent::Between(low, high) => {
                let [low, high] = [low, high].map(number_text::raw);
                format!("runs from {low} to {high}")
            }
            Extent::Around => "runs around the data".to_owned(),
            Extent::Log | Extent::LogBetween(..) => "is logarithmic".to_owned(),
        };
        Err(PlotError::NoZero {
            chart,
            axis: self.title.clone(),
            runs,
        })
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
    fn a_number_that_is_not_zero_is_not_written_as_0() {
        let text = |format: &str, unit, x| {
            let measure = Measure {
                title: String::new(),
                unit,
                values: format.parse().unwrap(),
                ticks: Format::default(),
                extent: Extent::FromZero,
            };
            measure.value_text(&Quantity::exact(x, unit))
        };
        for (format, unit) in [
            ("n", Unit::Number),
            ("n2", Unit::Number),
            ("int", Unit::Of("models")),
            ("si", Unit::Of("models")),
            ("usd", Unit::Usd),
            ("pct0", Unit::Percent),
            ("pct0", Unit::Fraction),
            ("x", Unit::Ratio),
            ("fold", Unit::Ratio),
            ("pts", Unit::Points),
        ] {
            for x in [0.004, -0.004, 6.1e-5, 3e-12, -3e-12] {
                let written = text(format, unit, x);
                let read = reading::number(&written).map(|read| read.number);
                assert_ne!(read, Some(0.0), "{format} {x}: {written}");
            }
            assert_eq!(
                reading::number(&text(format, unit, 0.0)).unwrap().number,
                0.0
            );
        }
        assert_eq!(text("n2", Unit::Number, 6.1e-5), "<0.01");
        assert_eq!(text("int", Unit::Of("models"), 0.3), "<1");
    }

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
