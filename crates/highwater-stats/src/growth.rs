//! Rates of exponential growth in the three ways in which people quote them.

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::Interval;
use crate::missing::all_finite;

/// A rate of exponential growth, from the slope of a base-10 logarithm over years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Orders of magnitude a year: the slope itself.
    pub oom_per_year: f64,
    /// The interval of the slope, where one was given.
    pub interval: Option<Interval>,
}

/// How long a quantity takes to double, as an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DoublingTime {
    /// From `low` to `high` months; negative for times of halving.
    Bounded(Interval),
    /// The slope may be 0: doubling takes at least `doubling` months, or the quantity falls and
    /// halving takes at least `halving` months.
    Unbounded {
        /// The shortest doubling time that the interval allows, in months; infinite where it allows
        /// no growth.
        doubling: f64,
        /// The shortest halving time that the interval allows, in months; infinite where it allows
        /// no fall.
        halving: f64,
    },
}

impl fmt::Display for DoublingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DoublingTime::Bounded(interval) => write!(f, "{interval} months"),
            DoublingTime::Unbounded { doubling, halving } => write!(
                f,
                "doubling in {} months or more, or halving in {} or more",
                g(*doubling, 4),
                g(*halving, 4)
            ),
        }
    }
}

impl Growth {
    /// From a slope in orders of magnitude a year, with its interval if there is one.
    ///
    /// # Errors
    ///
    /// [`StatsError::Missing`] and [`StatsError::NotFinite`] for a slope that is no finite number.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Growth;
    ///
    /// // By definition: log10(2) a year is doubling every twelve months.
    /// let growth = Growth::from_oom_per_year(2_f64.log10(), None)?;
    /// assert!((growth.factor_per_year() - 2.0).abs() < 1e-15);
    /// assert!((growth.doubling_months() - 12.0).abs() < 1e-13);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn from_oom_per_year(slope: f64, interval: Option<Interval>) -> Result<Self, StatsError> {
        all_finite("slope", &[slope])?;
        Ok(Growth {
            oom_per_year: slope,
            interval,
        })
    }

    /// From a factor a year, with its interval if there is one.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] for a factor that is not positive and finite.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Growth;
    ///
    /// // By definition: 4 times a year is doubling every six months.
    /// let growth = Growth::from_factor_per_year(4.0, None)?;
    /// assert!((growth.doubling_months() - 6.0).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn from_factor_per_year(
        factor: f64,
        interval: Option<Interval>,
    ) -> Result<Self, StatsError> {
        if !(factor > 0.0 && factor.is_finite()) {
            return Err(StatsError::OutOfRange {
                what: "factor".into(),
                value: factor,
                range: "above 0 and finite",
            });
        }
        let interval = interval.map(|interval| interval.map(libm::log10));
        Growth::from_oom_per_year(libm::log10(factor), interval)
    }

    /// The factor by which the quantity grows in a year, `10^slope`.
    #[must_use]
    pub fn factor_per_year(&self) -> f64 {
        libm::exp10(self.oom_per_year)
    }

    /// The interval of the factor a year.
    #[must_use]
    pub fn factor_interval(&self) -> Option<Interval> {
        self.interval.map(|interval| interval.map(libm::exp10))
    }

    /// The doubling time in months, `12 log10(2) / slope`; negative for a quantity that halves in
    /// that time, infinite for one that stays.
    #[must_use]
    pub fn doubling_months(&self) -> f64 {
        months(self.oom_per_year)
    }

    /// The interval of the doubling time in months; bounded only where the interval of the slope
    /// keeps clear of 0.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{DoublingTime, Growth, Interval};
    ///
    /// // A slope that may be 0 has no longest doubling time.
    /// let interval = Interval { low: -0.1, high: 0.5, level: 0.9 };
    /// let growth = Growth::from_oom_per_year(0.2, Some(interval))?;
    /// let Some(DoublingTime::Unbounded { doubling, halving }) = growth.doubling_interval() else {
    ///     panic!("bounded");
    /// };
    /// // 12 log10(2) over 0.5 and over 0.1.
    /// assert!((doubling - 7.2247).abs() < 1e-4 && (halving - 36.1236).abs() < 1e-4);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    #[must_use]
    pub fn doubling_interval(&self) -> Option<DoublingTime> {
        let interval = self.interval?;
        let keeps_clear = interval.low > 0.0 || interval.high < 0.0;
        Some(if keeps_clear {
            DoublingTime::Bounded(interval.map(months))
        } else {
            DoublingTime::Unbounded {
                doubling: months(interval.high.max(0.0)),
                halving: months((-interval.low).max(0.0)),
            }
        })
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} orders of magnitude a year, {} times a year",
            g(self.oom_per_year, 4),
            g(self.factor_per_year(), 4)
        )?;
        if self.oom_per_year > 0.0 {
            write!(f, ", doubling in {} months", g(self.doubling_months(), 4))?;
        } else if self.oom_per_year < 0.0 {
            write!(f, ", halving in {} months", g(-self.doubling_months(), 4))?;
        }
        Ok(())
    }
}

fn months(slope: f64) -> f64 {
    12.0 * std::f64::consts::LOG10_2 / slope
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_falling_quantity_halves() {
        let growth = Growth::from_factor_per_year(0.5, None).unwrap();
        assert!((growth.doubling_months() + 12.0).abs() < 1e-13);
        assert!(
            growth.to_string().ends_with("halving in 12 months"),
            "{growth}"
        );
        assert_eq!(growth.doubling_interval(), None);
    }

    #[test]
    fn an_interval_clear_of_zero_is_bounded() {
        let interval = Interval {
            low: 0.2,
            high: 0.4,
            level: 0.95,
        };
        let growth = Growth::from_oom_per_year(0.3, Some(interval)).unwrap();
        let Some(DoublingTime::Bounded(months)) = growth.doubling_interval() else {
            panic!();
        };
        assert!(months.low < growth.doubling_months() && growth.doubling_months() < months.high);
        assert!(Growth::from_oom_per_year(f64::NAN, None).is_err());
        assert!(Growth::from_factor_per_year(-1.0, None).is_err());
    }
}
