//! Kaplan and Meier's curve of times to an event, some of which are not over.

use std::fmt;

use crate::distribution::normal_quantile;
use crate::error::StatsError;
use crate::g_format::g;
use crate::interval::{Interval, tail_of};
use crate::missing::{Missing, all_finite, at_least, same_length};

/// A time, whether the event came then, and to which group it belongs.
#[derive(Clone, Copy)]
pub(crate) struct Time {
    pub(crate) at: f64,
    pub(crate) is_event: bool,
    pub(crate) group: usize,
}

/// The times that are there, in order, and how many are not.
pub(crate) fn times(
    time: &[f64],
    event: &[bool],
    group: impl Fn(usize) -> usize,
    missing: Missing,
) -> Result<(Vec<Time>, usize), StatsError> {
    same_length("event", time.len(), event.len())?;
    if missing == Missing::Refuse {
        crate::missing::none_missing("time", time)?;
    }
    let kept: Vec<usize> = (0..time.len()).filter(|i| !time[*i].is_nan()).collect();
    let values: Vec<f64> = kept.iter().map(|i| time[*i]).collect();
    all_finite("time", &values)?;
    if let Some(at) = values.iter().find(|at| **at < 0.0) {
        return Err(StatsError::OutOfRange {
            what: "time".into(),
            value: *at,
            range: "0 or above",
        });
    }
    let mut found: Vec<Time> = kept
        .iter()
        .map(|i| Time {
            at: time[*i],
            is_event: event[*i],
            group: group(*i),
        })
        .collect();
    found.sort_by(|a, b| a.at.total_cmp(&b.at));
    Ok((found, time.len() - kept.len()))
}

/// The share to whom the event has not come, as a step function of time.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KaplanMeier {
    /// The steps down, one for each time with an event.
    pub steps: Vec<SurvivalStep>,
    /// The times used.
    pub n: usize,
    /// How many of them are events; the others are censored.
    pub events: usize,
    /// The largest time, up to which the curve says anything.
    pub last: f64,
    /// The times left out because they are missing.
    pub dropped: usize,
}

/// One step of a survival curve.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SurvivalStep {
    /// When.
    pub time: f64,
    /// Those to whom the event has not come before and who are still watched.
    pub at_risk: usize,
    /// The events at this time.
    pub events: usize,
    /// The share without the event from here to the next step.
    pub survival: f64,
    /// Greenwood's standard error of it.
    pub std_err: f64,
    /// Greenwood's sum, the variance of the logarithm of `survival`; infinite once that is 0.
    pub ln_variance: f64,
}

/// The scale on which the interval of a survival curve is symmetric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum SurvivalScale {
    /// The share itself, cut off at 0 and 1.
    Plain,
    /// Its logarithm, cut off at 1; R's default.
    Log,
    /// The logarithm of minus its logarithm, which stays within 0 to 1 by itself.
    LogLog,
}

/// Estimates the share to whom an event has not come by each time: what is the typical lag, when not
/// all have caught up yet?
///
/// `event` is false for a time that is censored: nothing had happened by then. Those censored at the
/// time of an event still count as at risk.
///
/// # Errors
///
/// [`StatsError::TooFew`] for no times; [`StatsError::OutOfRange`] for a negative time;
/// [`StatsError::LengthMismatch`]; [`StatsError::NotFinite`]; [`StatsError::Missing`] if a time is NaN
/// and missing ones are refused.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, SurvivalScale, kaplan_meier};
///
/// // Freireich's leukemia patients with 6-MP, weeks in remission (R: MASS's `gehan`).
/// let weeks = [
///     6.0, 6.0, 6.0, 6.0, 7.0, 9.0, 10.0, 10.0, 11.0, 13.0, 16.0, 17.0, 19.0, 20.0, 22.0, 23.0,
///     25.0, 32.0, 32.0, 34.0, 35.0,
/// ];
/// let relapsed = [
///     true, true, true, false, true, false, true, false, false, true, true, false, false, false,
///     true, true, false, false, false, false, false,
/// ];
/// let curve = kaplan_meier(&weeks, &relapsed, Missing::Refuse)?;
/// // By hand: 18 of 21, then 16 of 17, then 14 of 15 go on; R: summary(survfit(..)) prints 0.753
/// // with a standard error of 0.0963 at 10 weeks and a median of 23.
/// let step = curve.at(10.0).ok_or("before the first event")?;
/// assert!((step.survival - 18.0 / 21.0 * 16.0 / 17.0 * 14.0 / 15.0).abs() < 1e-15);
/// assert!((step.std_err - 0.0963).abs() < 5e-5);
/// assert_eq!(curve.quantile(0.5), Some(23.0));
/// let interval = step.interval(0.95, SurvivalScale::Log)?;
/// assert!((interval.low - 0.586).abs() < 5e-4 && (interval.high - 0.968).abs() < 5e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", JASA 53, 457-481;
/// Greenwood (1926); R's `survfit`.
pub fn kaplan_meier(
    time: &[f64],
    event: &[bool],
    missing: Missing,
) -> Result<KaplanMeier, StatsError> {
    let (times, dropped) = times(time, event, |_| 0, missing)?;
    at_least("times", 1, times.len())?;
    let n = times.len();
    let (mut survival, mut ln_variance) = (1.0, 0.0);
    let mut steps = Vec::new();
    let mut at_risk = n;
    for together in times.chunk_by(|a, b| a.at == b.at) {
        let events = together.iter().filter(|time| time.is_event).count();
        if events > 0 {
            let (r, d) = (at_risk as f64, events as f64);
            survival *= (r - d) / r;
            ln_variance += d / (r * (r - d));
            let std_err = if events == at_risk {
                0.0
            } else {
                survival * ln_variance.sqrt()
            };
            steps.push(SurvivalStep {
                time: together[0].at,
                at_risk,
                events,
                survival,
                std_err,
                ln_variance,
            });
        }
        at_risk -= together.len();
    }
    Ok(KaplanMeier {
        events: times.iter().filter(|time| time.is_event).count(),
        last: times.last().map_or(0.0, |time| time.at),
        steps,
        n,
        dropped,
    })
}

impl KaplanMeier {
    /// Returns the last step at or before `time`; `None` before the first event, when the share is 1.
    #[must_use]
    pub fn at(&self, time: f64) -> Option<&SurvivalStep> {
        let after = self.steps.partition_point(|step| step.time <= time);
        after.checked_sub(1).map(|place| &self.steps[place])
    }

    /// Returns the time by which the event has come to a share `p`: the first at which the curve is at
    /// or below `1 - p`, and where it stays at just that, the middle of the stay; `None` if it never
    /// comes down so far.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, kaplan_meier};
    ///
    /// // By hand: half are left from 2 to 5.
    /// let curve = kaplan_meier(&[1.0, 2.0, 5.0, 7.0], &[true; 4], Missing::Refuse)?;
    /// assert_eq!(curve.quantile(0.5), Some(3.5));
    /// assert_eq!(curve.quantile(0.6), Some(5.0));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<f64> {
        if !(p > 0.0 && p < 1.0) {
            return None;
        }
        self.first_below(p, |step| Some(step.survival))
    }

    /// Returns the interval of [`quantile`](Self::quantile), from where the lower and upper end of the
    /// curve come down to `1 - p`; an end is `None` if the curve's end never does.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Missing, SurvivalScale, kaplan_meier};
    ///
    /// // R: survfit(Surv(1:8, rep(1, 8)) ~ 1) prints a median of 4.5 and 0.95LCL 3, 0.95UCL NA.
    /// let time: Vec<f64> = (1..=8).map(f64::from).collect();
    /// let curve = kaplan_meier(&time, &[true; 8], Missing::Refuse)?;
    /// let (low, high) = curve.quantile_interval(0.5, 0.95, SurvivalScale::Log)?;
    /// assert_eq!((low, high), (Some(3.0), None));
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    ///
    /// # References
    ///
    /// Brookmeyer and Crowley (1982), "A confidence interval for the median survival time", Biometrics
    /// 38, 29-41.
    pub fn quantile_interval(
        &self,
        p: f64,
        level: f64,
        scale: SurvivalScale,
    ) -> Result<(Option<f64>, Option<f64>), StatsError> {
        tail_of(level)?;
        let end = |of: fn(Interval) -> f64| {
            self.first_below(p, |step| step.interval(level, scale).ok().map(of))
        };
        Ok((end(|i| i.low), end(|i| i.high)))
    }

    fn first_below(&self, p: f64, value: impl Fn(&SurvivalStep) -> Option<f64>) -> Option<f64> {
        let rest = 1.0 - p;
        let rounding = 1e-12;
        let values = || self.steps.iter().map(&value);
        let is_below = |v: Option<f64>| v.is_some_and(|v| v <= rest + rounding);
        let place = values().position(is_below)?;
        let step = &self.steps[place];
        let stays = value(step).is_some_and(|v| (v - rest).abs() <= rounding);
        match self.steps.get(place + 1) {
            Some(next) if stays => Some(0.5 * (step.time + next.time)),
            _ => Some(step.time),
        }
    }
}

impl SurvivalStep {
    /// Returns the interval of the share, by Greenwood's variance on a scale.
    ///
    /// Once the share is 0 there is nothing to judge it by, and the interval is 0 to 1 but on the
    /// plain scale.
    ///
    /// # Errors
    ///
    /// [`StatsError::OutOfRange`] unless `level` is between 0 and 1.
    pub fn interval(&self, level: f64, scale: SurvivalScale) -> Result<Interval, StatsError> {
        let z = -normal_quantile(tail_of(level)?);
        let s = self.survival;
        let width = z * self.ln_variance.sqrt();
        let (low, high) = match scale {
            SurvivalScale::Plain => (s - z * self.std_err, s + z * self.std_err),
            _ if s == 0.0 => (0.0, 1.0),
            SurvivalScale::Log => (s * libm::exp(-width), s * libm::exp(width)),
            SurvivalScale::LogLog => {
                let ln = libm::log(s);
                let factor = libm::exp(width / ln.abs());
                (libm::exp(ln * factor), libm::exp(ln / factor))
            }
        };
        Ok(Interval {
            low: low.max(0.0),
            high: high.min(1.0),
            level,
        })
    }
}

impl fmt::Display for KaplanMeier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quantile(0.5) {
            Some(median) => write!(f, "median {}", g(median, 4))?,
            None => write!(f, "median after {}", g(self.last, 4))?,
        }
        if let Ok((low, high)) = self.quantile_interval(0.5, 0.95, SurvivalScale::LogLog) {
            let end = |end: Option<f64>| end.map_or("open".to_owned(), |end| g(end, 4));
            write!(f, ", {} to {} (95%)", end(low), end(high))?;
        }
        write!(f, ", {} events of {}", self.events, self.n)?;
        if self.dropped > 0 {
            write!(f, ", {} left out", self.dropped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R's `gehan`, the patients with 6-MP, and what `survfit` prints of them.
    #[test]
    fn steps_and_intervals_agree_with_r() {
        let time = [
            10.0, 7.0, 32.0, 23.0, 22.0, 6.0, 16.0, 34.0, 32.0, 25.0, 11.0, 20.0, 19.0, 6.0, 17.0,
            35.0, 6.0, 13.0, 9.0, 6.0, 10.0,
        ];
        let event = [
            1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0,
        ]
        .map(|e| e == 1);
        let curve = kaplan_meier(&time, &event, Missing::Refuse).unwrap();
        let wanted = [
            (
                6.0,
                21,
                0.857142857143,
                0.0763603548321,
                0.719817083916,
                0.671106780592,
            ),
            (
                7.0,
                17,
                0.806722689076,
                0.0869352851801,
                0.653124218462,
                0.612478543986,
            ),
            (
                10.0,
                15,
                0.752941176471,
                0.0963496529943,
                0.585918982030,
                0.551123381928,
            ),
            (
                13.0,
                12,
                0.690196078431,
                0.1068147077750,
                0.509613099102,
                0.478700309674,
            ),
            (
                16.0,
                11,
                0.627450980392,
                0.1140538652568,
                0.439393924969,
                0.412612768006,
            ),
            (
                22.0,
                7,
                0.537815126050,
                0.1282337516930,
                0.337036616158,
                0.311214080582,
            ),
            (
                23.0,
                6,
                0.448179271709,
                0.1345914567558,
                0.248788226818,
                0.226462088245,
            ),
        ];
        assert_eq!(curve.steps.len(), wanted.len());
        for (step, (time, at_risk, survival, std_err, log, log_log)) in
            curve.steps.iter().zip(wanted)
        {
            assert_eq!((step.time, step.at_risk), (time, at_risk));
            assert!((step.survival - survival).abs() < 1e-12);
            assert!((step.std_err - std_err).abs() < 1e-12);
            let low = step.interval(0.95, SurvivalScale::Log).unwrap().low;
            assert!((low - log).abs() < 1e-12);
            let low = step.interval(0.9, SurvivalScale::LogLog).unwrap().low;
            assert!((low - log_log).abs() < 1e-12);
        }
        let log = |p| {
            curve
                .quantile_interval(p, 0.95, SurvivalScale::Log)
                .unwrap()
        };
        assert_eq!(
            (curve.quantile(0.25), log(0.25)),
            (Some(13.0), (Some(6.0), None))
        );
        assert_eq!(
            (curve.quantile(0.5), log(0.5)),
            (Some(23.0), (Some(16.0), None))
        );
        assert_eq!(
            (curve.quantile(0.75), log(0.75)),
            (None, (Some(23.0), None))
        );
    }

    #[test]
    fn without_censoring_it_is_the_share_of_those_left() {
        let time = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0];
        let curve = kaplan_meier(&time, &[true; 6], Missing::Refuse).unwrap();
        for step in &curve.steps {
            let left = time.iter().filter(|t| **t > step.time).count() as f64 / 6.0;
            assert!((step.survival - left).abs() < 1e-15);
            assert!((step.std_err - (left * (1.0 - left) / 6.0).sqrt()).abs() < 1e-15);
        }
        let end = curve.steps[curve.steps.len() - 1];
        assert_eq!((end.survival, end.std_err), (0.0, 0.0));
        let interval = end.interval(0.9, SurvivalScale::LogLog).unwrap();
        assert_eq!((interval.low, interval.high), (0.0, 1.0));
    }

    #[test]
    fn times_that_are_none_are_errors() {
        let of = |time: &[f64], event: &[bool]| kaplan_meier(time, event, Missing::Refuse);
        assert!(of(&[1.0, -1.0], &[true; 2]).is_err());
        assert!(of(&[1.0, f64::NAN], &[true; 2]).is_err());
        assert!(of(&[1.0, f64::INFINITY], &[true; 2]).is_err());
        assert!(of(&[1.0], &[true; 2]).is_err() && of(&[], &[]).is_err());
        let never = of(&[1.0, 2.0], &[false; 2]).unwrap();
        assert_eq!(
            (never.steps.len(), never.quantile(0.5), never.at(9.0)),
            (0, None, None)
        );
        assert_eq!(
            never.to_string(),
            "median after 2, open to open (95%), 0 events of 2"
        );
        let dropped = kaplan_meier(&[1.0, f64::NAN, 3.0], &[true; 3], Missing::Drop).unwrap();
        assert_eq!((dropped.n, dropped.dropped), (2, 1));
    }
}
