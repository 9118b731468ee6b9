//! What an analysis of the multiverse has in the place of the values that the page tells of its own
//! regression, so that the claims on them can be read anew.

use highwater_facts::{Format, Given, Quantity, Unit, Value};
use highwater_stats::{OlsFit, StatsError};

use super::degenerate::Degenerate;
use super::factor::{Estimate, by_cost, by_score, by_time, of_fit};
use super::factor_facts::halving_time;
use super::regression::{COST, DATE, Regressions};
use crate::multiverse::given;

/// A number of the regression of performance, and where it stands.
type OfPerformance = (&'static str, fn(&OlsFit) -> Result<f64, StatsError>);

const OF_PERFORMANCE: [OfPerformance; 3] = [
    ("r2", |fit| Ok(fit.r_squared)),
    ("date.ci_low", |fit| Ok(fit.coefficient(DATE)?.interval.low)),
    ("cost.ci_low", |fit| Ok(fit.coefficient(COST)?.interval.low)),
];

/// The values of which each analysis has its own, in the order of [`values`].
pub(super) fn gives() -> Vec<Given> {
    let stem = "efficiency.isoperformance";
    let path = |name: &str| format!("{stem}.{name}");
    let of_factor = [
        "factor",
        "factor_estimate",
        "fieller.factor_low",
        "fieller.factor_high",
        "by_time.factor",
        "by_cost.factor",
    ];
    let of_factor = of_factor.map(|name| Given::unnamed(&path(name)));
    let halving = given(
        &path("halving_time"),
        "months to half the cost",
        Format::NUMBER.decimals(1),
    );
    let performance = "efficiency.performance_model";
    let of_performance = OF_PERFORMANCE.map(|(name, _)| match name {
        "r2" => given(
            &format!("{performance}.{name}"),
            "R²",
            Format::NUMBER.decimals(2),
        ),
        _ => Given::unnamed(&format!("{performance}.{name}")),
    });
    let n = given(&format!("{performance}.n"), "models", Format::INT);
    of_factor
        .into_iter()
        .chain([halving])
        .chain(of_performance)
        .chain([n])
        .collect()
}

/// The factor by the regressions of the score, the date and the cost.
pub(super) type Estimates = [Result<Estimate, Degenerate>; 3];

/// Returns the factor by each of the regressions.
pub(super) fn estimates(regressions: &Regressions) -> Estimates {
    [
        of_fit(&regressions.performance, by_score),
        of_fit(&regressions.time, by_time),
        of_fit(&regressions.cost, by_cost),
    ]
}

/// Returns the values of an analysis; its factor is that of the regression at `direction`.
pub(super) fn values(
    regressions: &Regressions,
    estimates: &Estimates,
    direction: usize,
    n: usize,
) -> Vec<Value> {
    let ratio = |x: f64| Quantity::exact(x, Unit::Ratio).into();
    let [by_score, by_time, by_cost] = estimates;
    let read = &estimates[direction];
    let mut values = vec![
        or_missing(read, Estimate::value),
        or_missing(read, |found| ratio(found.value)),
        or_missing(by_score, |found| ratio(found.interval.low)),
        or_missing(by_score, |found| ratio(found.interval.high)),
        or_missing(by_time, |found| ratio(found.value)),
        or_missing(by_cost, |found| ratio(found.value)),
        or_missing(read, |found| halving_time(libm::log10(found.value))),
    ];
    let fit = regressions.performance.as_ref();
    values.extend(OF_PERFORMANCE.map(|(_, get)| {
        let found = fit.map_err(Clone::clone).and_then(get);
        match found {
            Ok(x) => Quantity::exact(x, Unit::Number).into(),
            Err(error) => Value::Missing(error.to_string()),
        }
    }));
    values.push(Quantity::exact(n as f64, Unit::Number).into());
    values
}

fn or_missing(found: &Result<Estimate, Degenerate>, value: impl Fn(&Estimate) -> Value) -> Value {
    match found {
        Ok(found) => value(found),
        Err(why) => Value::Missing(why.to_string()),
    }
}
