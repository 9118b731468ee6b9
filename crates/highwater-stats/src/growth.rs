//! Rates of exponential growth in the three ways in which people quote them.

mod of_fits;

use std::fmt;

use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::Interval;
use crate::missing::all_finite;

/// The base of the logarithm whose slope is a rate of growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum LogBase {
    /// The natural logarithm, `f64::ln`.
    E,
    /// Doublings, `f64::log2`.
    Two,
    /// Orders of magnitude, `f64::log10`.
    Ten,
}

impl LogBase {
    /// Orders of magnitude in a unit of this logarithm.
    fn oom(self) -> f64 {
        match self {
            LogBase::E => std::f64::consts::LOG10_E,
            LogBase::Two => std::f64::consts::LOG10_2,
            LogBase::Ten => 1.0,
        }
    }
}

/// A rate of exponential growth, from the slope of a logarithm over years.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Growth {
    /// Orders of magnitude a year: the slope itself.
    pub oom_per_year: f64,
    /// The interval of the slope, where one was given.
    pub interval: Option<Interval>,
}

/// How long a quantity takes to double, as an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
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
    /// [`StatsError::Missing`] and [`StatsError::NotFinite`] for a slope or an end of the interval that
    /// is no finite number; [`StatsError::OutOfRange`] for an interval whose low end is above its high
    /// end.
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
        if let Some(interval) = &interval {
            all_finite("interval", &[interval.low, interval.high])?;
            in_order(interval)?;
        }
        Ok(Growth {
            oom_per_year: slope,
            interval,
        })
    }

    /// Returns the growth of a quantity whose logarithm to a base has this slope over years.
    ///
    /// # Errors
    ///
    /// As [`from_oom_per_year`](Self::from_oom_per_year).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Growth, LogBase};
    ///
    /// // By definition: a doubling a year, in three logarithms.
    /// for (slope, base) in [(2_f64.ln(), LogBase::E), (1.0, LogBase::Two), (2_f64.log10(), LogBase::Ten)] {
    ///     let growth = Growth::from_log_slope(slope, None, base)?;
    ///     assert!((growth.factor_per_year() - 2.0).abs() < 1e-14);
    /// }
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn from_log_slope(
        slope: f64,
        interval: Option<Interval>,
        base: LogBase,
    ) -> Result<Self, StatsError> {
        let in_oom = |slope: f64| slope * base.oom();
        let interval = interval.map(|interval| interval.map(in_oom));
        Growth::from_oom_per_year(in_oom(slope), interval)
    }

    /// From a factor a year, with its interval if there is one.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] for a factor or an end of the interval that is not positive and
    /// finite, and for an interval whose low end is above its high end.
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
        positive("factor", factor)?;
        if let Some(interval) = &interval {
            positive("low end of the interval", interval.low)?;
            positive("high end of the interval", interval.high)?;
            in_order(interval)?;
        }
        let interval = interval.map(|interval| interval.map(libm::log10));
        Growth::from_oom_per_year(libm::log10(factor), interval)
    }

    /// From the months in which the quantity doubles, negative where it halves, with their interval if
    /// there is one.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] for months or an end of the interval that are 0 or not finite, for an
    /// interval whose low end is above its high end, and for one that runs from halving to doubling:
    /// between the two lies growth of any speed. [`StatsError::NotFinite`] where the months are so few
    /// that the slope overflows.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::Growth;
    ///
    /// // By definition: doubling every six months is 4 times a year.
    /// let growth = Growth::from_doubling_months(6.0, None)?;
    /// assert!((growth.factor_per_year() - 4.0).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn from_doubling_months(
        doubling: f64,
        interval: Option<Interval>,
    ) -> Result<Self, StatsError> {
        passes("months", doubling)?;
        if let Some(interval) = &interval {
            passes("low end of the interval", interval.low)?;
            passes("high end of the interval", interval.high)?;
            in_order(interval)?;
            if interval.low < 0.0 && interval.high > 0.0 {
                return Err(StatsError::OutOfRange {
                    what: "low end of the interval".into(),
                    value: interval.low,
                    range: "above 0 as the high end is",
                });
            }
        }
        // The slope is to the months as the months are to the slope.
        let interval = interval.map(|interval| interval.map(months));
        Growth::from_oom_per_year(months(doubling), interval)
    }

    /// The factor by which the quantity grows in a year, `10^slope`.
    #[must_use]
    pub fn factor_per_year(&self) -> f64 {
        libm::exp10(self.oom_per_year)
    }

    /// Returns the interval of the factor a year.
    #[must_use]
    pub fn factor_interval(&self) -> Option<Interval> {
        self.interval.map(|interval| interval.map(libm::exp10))
    }

    /// Returns the doubling time in months, `12 log10(2) / slope`; negative for a quantity that halves
    /// in that time, infinite for one that stays.
    #[must_use]
    pub fn doubling_months(&self) -> f64 {
        months(self.oom_per_year)
    }

    /// Returns the interval of the doubling time in months; bounded only where the interval of the
    /// slope keeps clear of 0.
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
        let (Some(factor), Some(time)) = (self.factor_interval(), self.doubling_interval()) else {
            return Ok(());
        };
        let level = g(100.0 * factor.level, 4);
        let range = |low: f64, high: f64| format!("{} to {}", g(low, 4), g(high, 4));
        write!(
            f,
            " ({level}%: {} times a year",
            range(factor.low, factor.high)
        )?;
        match time {
            DoublingTime::Bounded(months) if months.low > 0.0 => {
                write!(f, ", {} months)", range(months.low, months.high))
            }
            DoublingTime::Bounded(months) => {
                write!(f, ", {} months)", range(-months.high, -months.low))
            }
            DoublingTime::Unbounded { .. } => write!(f, ", {time})"),
        }
    }
}

fn months(slope: f64) -> f64 {
    12.0 * std::f64::consts::LOG10_2 / slope
}

fn positive(what: &str, value: f64) -> Result<(), StatsError> {
    allowed(
        what,
        value,
        value > 0.0 && value.is_finite(),
        "above 0 and finite",
    )
}

fn passes(what: &str, months: f64) -> Result<(), StatsError> {
    let is_time = months != 0.0 && months.is_finite();
    allowed(what, months, is_time, "finite and not 0")
}

fn in_order(interval: &Interval) -> Result<(), StatsError> {
    let is_in_order = interval.low <= interval.high;
    let what = "low end of the interval";
    allowed(what, interval.low, is_in_order, "at most the high end")
}

fn allowed(what: &str, value: f64, is: bool, range: &'static str) -> Result<(), StatsError> {
    if is {
        return Ok(());
    }
    Err(StatsError::OutOfRange {
        what: what.to_owned(),
        value,
        range,
    })
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

    fn interval(low: f64, high: f64) -> Option<Interval> {
        let level = 0.9;
        Some(Interval { low, high, level })
    }

    #[test]
    fn ends_that_are_no_numbers_in_order_are_refused() {
        let slope = |low, high| {
            Growth::from_oom_per_year(0.2, interval(low, high))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            slope(f64::NAN, 0.3),
            "`interval` has a missing value at index `0`"
        );
        assert_eq!(
            slope(0.1, f64::INFINITY),
            "`interval` is `inf` at index `1`"
        );
        assert_eq!(
            slope(0.3, 0.1),
            "`low end of the interval` is `0.3`, allowed is at most the high end"
        );
        let factor = |low, high| {
            Growth::from_factor_per_year(2.0, interval(low, high))
                .unwrap_err()
                .to_string()
        };
        for low in [-1.0, 0.0, f64::NAN] {
            assert_eq!(
                factor(low, 3.0),
                format!("`low end of the interval` is `{low}`, allowed is above 0 and finite")
            );
        }
        assert_eq!(
            factor(1.0, f64::INFINITY),
            "`high end of the interval` is `inf`, allowed is above 0 and finite"
        );
        assert!(factor(3.0, 1.0).ends_with("allowed is at most the high end"));
    }

    #[test]
    fn doubling_times_go_there_and_back() {
        for months in [7.0, 0.5, -18.0] {
            let growth = Growth::from_doubling_months(months, None).unwrap();
            assert!((growth.doubling_months() - months).abs() < 1e-12);
        }
        let growth = Growth::from_doubling_months(6.0, interval(4.0, 12.0)).unwrap();
        // The shortest time is the fastest growth: 2^(12/12) and 2^(12/4) times a year.
        let factors = growth.factor_interval().unwrap();
        assert!((factors.low - 2.0).abs() < 1e-14 && (factors.high - 8.0).abs() < 1e-13);
        let Some(DoublingTime::Bounded(months)) = growth.doubling_interval() else {
            panic!();
        };
        assert!((months.low - 4.0).abs() < 1e-13 && (months.high - 12.0).abs() < 1e-13);
    }

    #[test]
    fn doubling_times_that_pass_nothing_are_refused() {
        for months in [0.0, f64::NAN, f64::INFINITY] {
            let error = Growth::from_doubling_months(months, None).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("`months` is `{months}`, allowed is finite and not 0")
            );
        }
        let error = Growth::from_doubling_months(6.0, interval(-36.0, 7.0)).unwrap_err();
        assert!(error.to_string().ends_with("above 0 as the high end is"));
        assert!(Growth::from_doubling_months(6.0, interval(7.0, 5.0)).is_err());
        assert!(Growth::from_doubling_months(6.0, interval(0.0, 7.0)).is_err());
        assert!(Growth::from_doubling_months(1e-320, None).is_err());
    }
}
