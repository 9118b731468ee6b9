//! How many times less a given score costs each year, with what is known of it.
//!
//! The regression of performance on date and cost says how much of a factor of ten in cost a year is
//! worth: the ratio of its two coefficients. A ratio of estimates has no normal distribution, so its
//! intervals differ by method; all are given.

use std::sync::Arc;

use highwater_stats::{
    CoefficientPair, FiellerSet, Interval, Missing, OlsFit, Resampling, StatsError, bootstrap_ols,
    bootstrap_ols_clusters, mean,
};

use super::degenerate::{Degenerate, LEAST_POINTS, WIDEST};
use super::regression::{COST, Columns, DATE, Regressions};

/// The confidence of all intervals of the factor.
pub const LEVEL: f64 = 0.9;
/// The resamples and draws, and their seed: the day of the notebook's own generator.
pub const RESAMPLING: Resampling = Resampling {
    repetitions: 10_000,
    seed: 20_241_021,
};
/// The normal quantile that the notebook divides a 95 % interval by.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// How an interval of the factor is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Draws of both coefficients as if independent and normal, as the notebook does.
    Simulated,
    /// The limit of that for endlessly many draws.
    Independent,
    /// Fieller's set, with their covariance.
    Fieller,
    /// The delta method, with their covariance.
    Delta,
    /// The bootstrap of models, bias-corrected and accelerated.
    Bootstrap,
    /// The bootstrap of developers with all their models, percentiles.
    Clusters,
}

impl Method {
    /// All of them, the notebook's first.
    pub const ALL: [Method; 6] = [
        Method::Simulated,
        Method::Independent,
        Method::Fieller,
        Method::Delta,
        Method::Bootstrap,
        Method::Clusters,
    ];

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Method::Simulated => "simulated",
            Method::Independent => "independent",
            Method::Fieller => "fieller",
            Method::Delta => "delta",
            Method::Bootstrap => "bootstrap",
            Method::Clusters => "clusters",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Method::Simulated => "Simulation without covariance, as in the notebook",
            Method::Independent => "The same, its exact limit",
            Method::Fieller => "Fieller, with covariance",
            Method::Delta => "Delta method, with covariance",
            Method::Bootstrap => "Bootstrap of models, BCa",
            Method::Clusters => "Bootstrap of developers, percentiles",
        }
    }
}

/// An estimate of the factor with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its interval, at [`LEVEL`].
    pub interval: Interval,
}

/// What the regressions say of the cost of a score.
#[derive(Clone, Debug)]
pub struct Factor {
    /// By the regression of performance: how many powers of ten of cost a year is worth.
    pub log10: Result<f64, Degenerate>,
    /// The intervals of the factor, in the order of [`Method::ALL`]; none where there is no factor.
    pub intervals: Vec<(Method, Result<Interval, StatsError>)>,
    /// The mean of the simulated slopes as a factor, which in theory does not exist.
    pub simulated_mean: Option<f64>,
    /// By the regression of the date.
    pub by_time: Result<Estimate, Degenerate>,
    /// By the regression of the cost.
    pub by_cost: Result<Estimate, Degenerate>,
}

/// Returns the factor of a number of powers of ten.
#[must_use]
pub fn factor(log10: f64) -> f64 {
    libm::pow(10.0, log10)
}

/// The powers of ten that a year is worth, and Fieller's interval of them.
///
/// # Errors
///
/// [`Degenerate`], where the two coefficients make no factor.
pub fn log_factor(fit: &OlsFit) -> Result<(f64, Interval), Degenerate> {
    enough(fit)?;
    let pair = fit.ratio(DATE, COST).map_err(Degenerate::NoFit)?;
    let set = pair.fieller(LEVEL).map_err(Degenerate::NoFit)?;
    let FiellerSet::Bounded(interval) = set else {
        let interval = fit.interval(COST, LEVEL).map_err(Degenerate::NoFit)?;
        return Err(Degenerate::CostMayBeNothing { interval });
    };
    if pair.denominator <= 0.0 {
        return Err(Degenerate::CostLowersScores);
    }
    narrow(interval.map(factor))?;
    Ok((pair.numerator / pair.denominator, interval))
}

fn enough(fit: &OlsFit) -> Result<(), Degenerate> {
    match fit.n {
        n if n < LEAST_POINTS => Err(Degenerate::TooFew { n }),
        _ => Ok(()),
    }
}

fn narrow(interval: Interval) -> Result<(), Degenerate> {
    // A ratio that is NaN is not narrow either.
    if interval.high / interval.low <= WIDEST {
        Ok(())
    } else {
        Err(Degenerate::TooWide { interval })
    }
}

impl Factor {
    /// Computes the factor and all its intervals; `developers` are those of the rows, `left_out`
    /// the powers of ten with each row left out.
    #[must_use]
    pub fn of(
        columns: &Columns,
        developers: &[Arc<str>],
        regressions: &Regressions,
        left_out: &[f64],
    ) -> Self {
        let found = of_fit(&regressions.performance, log_factor);
        let mut factor_of = Factor {
            log10: found.clone().map(|(log10, _)| log10),
            intervals: Vec::new(),
            simulated_mean: None,
            by_time: of_fit(&regressions.time, by_time),
            by_cost: of_fit(&regressions.cost, by_cost),
        };
        let (Ok(fit), Ok((_, fieller))) = (&regressions.performance, found) else {
            return factor_of;
        };
        let as_notebook = as_notebook(fit);
        let simulated = as_notebook
            .clone()
            .and_then(|pair| pair.simulate(RESAMPLING));
        if let Ok(draws) = &simulated {
            factor_of.simulated_mean = mean(&draws.replicates).ok().map(factor);
        }
        let delta = |pair: CoefficientPair| Ok(pair.delta(LEVEL)?.interval);
        let intervals = [
            simulated.and_then(|draws| draws.percentile(LEVEL)),
            as_notebook.and_then(|pair| pair.ratio_interval(LEVEL)),
            Ok(fieller),
            fit.ratio(DATE, COST).and_then(delta),
            bootstrap(columns, left_out),
            clusters(columns, developers),
        ];
        let intervals = intervals.map(|interval| interval.map(|i| i.map(factor)));
        factor_of.intervals = Method::ALL.into_iter().zip(intervals).collect();
        factor_of
    }

    /// Returns what only a factor makes sense of, or why there is none.
    ///
    /// # Errors
    ///
    /// [`Degenerate`], where there is no factor.
    pub fn of_factor<T>(&self, found: Result<T, StatsError>) -> Result<T, Degenerate> {
        self.log10.clone()?;
        found.map_err(Degenerate::NoFit)
    }

    /// An interval of the factor, where there is one.
    #[must_use]
    pub fn interval(&self, method: Method) -> Option<Interval> {
        let found = self.intervals.iter().find(|(by, _)| *by == method);
        found.and_then(|(_, interval)| interval.as_ref().ok().copied())
    }
}

/// The pair as the notebook takes it: the 95 % intervals of Student's t read as if they were normal,
/// and no covariance.
fn as_notebook(fit: &OlsFit) -> Result<CoefficientPair, StatsError> {
    let variance = |term: &str| {
        let interval = fit.coefficient(term)?.interval;
        let sd = (interval.high - interval.low) / (2.0 * NORMAL_975);
        Ok(sd * sd)
    };
    Ok(CoefficientPair {
        numerator_variance: variance(DATE)?,
        denominator_variance: variance(COST)?,
        covariance: 0.0,
        df: None,
        ..fit.ratio(DATE, COST)?
    })
}

fn bootstrap(columns: &Columns, left_out: &[f64]) -> Result<Interval, StatsError> {
    let design = columns.date_and_cost()?;
    let fits = bootstrap_ols(&design, &columns.nle, Missing::Refuse, RESAMPLING)?;
    Ok(fits.statistic(ratio)?.bca(LEVEL, left_out)?.interval)
}

fn clusters(columns: &Columns, developers: &[Arc<str>]) -> Result<Interval, StatsError> {
    let design = columns.date_and_cost()?;
    let fits = bootstrap_ols_clusters(
        &design,
        &columns.nle,
        developers,
        Missing::Refuse,
        RESAMPLING,
    )?;
    fits.statistic(ratio)?.percentile(LEVEL)
}

/// The coefficient of date over that of cost, as [`Columns::date_and_cost`] orders them.
pub(super) fn ratio(coefficients: &[f64]) -> f64 {
    coefficients[1] / coefficients[2]
}

/// Returns the factor by the regression of the score, with Fieller's interval.
///
/// # Errors
///
/// As [`log_factor`].
pub fn by_score(fit: &OlsFit) -> Result<Estimate, Degenerate> {
    log_factor(fit).map(|(log10, interval)| Estimate {
        value: factor(log10),
        interval: interval.map(factor),
    })
}

/// The factor by the regression of the date, where cost matters for it: a power of ten of cost is
/// worth so many years.
///
/// # Errors
///
/// [`Degenerate`], where the coefficient of cost may be zero.
pub fn by_time(fit: &OlsFit) -> Result<Estimate, Degenerate> {
    let interval = fit.interval(COST, LEVEL).map_err(Degenerate::NoFit)?;
    if interval.contains(0.0) {
        return Err(Degenerate::CostMayBeNothing { interval });
    }
    of_coefficient(fit, COST, |c| factor(-1.0 / c))
}

/// The factor by the regression of the cost: so many powers of ten less each year.
///
/// # Errors
///
/// [`Degenerate`], where there is no such coefficient.
pub fn by_cost(fit: &OlsFit) -> Result<Estimate, Degenerate> {
    of_coefficient(fit, DATE, |c| factor(-c))
}

fn of_coefficient(
    fit: &OlsFit,
    term: &str,
    factor: fn(f64) -> f64,
) -> Result<Estimate, Degenerate> {
    enough(fit)?;
    let interval = fit.interval(term, LEVEL).map_err(Degenerate::NoFit)?;
    let interval = interval.map(factor);
    narrow(interval)?;
    let coefficient = fit.coefficient(term).map_err(Degenerate::NoFit)?;
    Ok(Estimate {
        value: factor(coefficient.estimate),
        interval,
    })
}

/// Returns what a fit says, or why there is none.
pub(super) fn of_fit<T>(
    fit: &Result<OlsFit, StatsError>,
    of: impl Fn(&OlsFit) -> Result<T, Degenerate>,
) -> Result<T, Degenerate> {
    of(fit
        .as_ref()
        .map_err(|error| Degenerate::NoFit(error.clone()))?)
}
