//! Where a number lies between two ends: evenly, by powers, or by dates.

use crate::calendar::Grain;

/// How numbers are spread between the two ends of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spacing {
    /// Equal differences take equal room.
    Linear,
    /// Equal factors take equal room.
    Log,
    /// Dates of the calendar, in months from January of the year 0.
    Dates(Grain),
}

/// A range of numbers spread over an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// How they are spread.
    pub spacing: Spacing,
    /// The number at the start of the axis.
    pub low: f64,
    /// The number at its end.
    pub high: f64,
}

impl Scale {
    /// Equal differences take equal room.
    #[must_use]
    pub fn linear(low: f64, high: f64) -> Self {
        Scale {
            spacing: Spacing::Linear,
            low,
            high,
        }
    }

    /// Equal factors take equal room; both ends must be positive.
    #[must_use]
    pub fn log(low: f64, high: f64) -> Self {
        Scale {
            spacing: Spacing::Log,
            low,
            high,
        }
    }

    /// Months, counted from January of the year 0; a fraction is a part of a month.
    #[must_use]
    pub fn months(low: f64, high: f64) -> Self {
        Scale::dates(low, high, Grain::Month)
    }

    /// Dates in months from January of the year 0, as fine as the grain says.
    #[must_use]
    pub fn dates(low: f64, high: f64, grain: Grain) -> Self {
        Scale {
            spacing: Spacing::Dates(grain),
            low,
            high,
        }
    }

    /// Places for `n` rows from the top down; row `i` has its middle at `i + 0.5`.
    #[must_use]
    pub fn rows(n: usize) -> Self {
        Scale::linear(n as f64, 0.0)
    }

    /// Returns how far along the axis a number lies: 0 at its start, 1 at its end.
    #[must_use]
    pub fn fraction(&self, value: f64) -> f64 {
        let (value, low, high) = match self.spacing {
            Spacing::Linear | Spacing::Dates(_) => (value, self.low, self.high),
            Spacing::Log => (
                libm::log10(value),
                libm::log10(self.low),
                libm::log10(self.high),
            ),
        };
        if low == high {
            0.5
        } else {
            (value - low) / (high - low)
        }
    }

    /// The number that lies so far along the axis: the inverse of [`fraction`](Self::fraction).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_plot::Scale;
    ///
    /// assert_eq!(Scale::linear(10.0, 20.0).at(0.25), 12.5);
    /// assert!((Scale::log(1e20, 1e26).at(0.5) / 1e23 - 1.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn at(&self, fraction: f64) -> f64 {
        if fraction == 0.0 {
            return self.low;
        }
        if fraction == 1.0 {
            return self.high;
        }
        match self.spacing {
            Spacing::Linear | Spacing::Dates(_) => self.low + (self.high - self.low) * fraction,
            Spacing::Log => self.low * libm::pow(self.high / self.low, fraction),
        }
    }

    /// The scale with room before its start and after its end, as parts of its length.
    #[must_use]
    pub fn padded(self, before: f64, after: f64) -> Self {
        match self.spacing {
            Spacing::Linear | Spacing::Dates(_) => {
                let length = self.high - self.low;
                Scale {
                    low: self.low - length * before,
                    high: self.high + length * after,
                    ..self
                }
            }
            Spacing::Log => {
                let factor = self.high / self.low;
                Scale {
                    low: self.low / libm::pow(factor, before),
                    high: self.high * libm::pow(factor, after),
                    ..self
                }
            }
        }
    }

    /// Returns whether a number lies on the axis.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        let (low, high) = (self.low.min(self.high), self.low.max(self.high));
        (low..=high).contains(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_scale_gives_equal_factors_equal_room() {
        let scale = Scale::log(1e20, 1e26);
        assert_eq!(scale.fraction(1e20), 0.0);
        assert!((scale.fraction(1e23) - 0.5).abs() < 1e-12);
        assert_eq!(scale.fraction(1e26), 1.0);
    }

    #[test]
    fn padding_takes_its_part_of_the_length() {
        let scale = Scale::linear(0.0, 100.0).padded(0.1, 0.2);
        assert_eq!((scale.low, scale.high), (-10.0, 120.0));
        let scale = Scale::log(1e20, 1e24).padded(0.25, 0.0);
        assert!((scale.low - 1e19).abs() < 1e10 && scale.high == 1e24);
    }

    #[test]
    fn rows_run_from_the_top_down() {
        let scale = Scale::rows(4);
        // From the lower edge.
        assert_eq!(scale.fraction(0.5), 0.875);
        assert_eq!(scale.fraction(3.5), 0.125);
    }

    #[test]
    fn an_empty_range_puts_all_in_the_middle() {
        assert_eq!(Scale::linear(5.0, 5.0).fraction(5.0), 0.5);
    }
}
