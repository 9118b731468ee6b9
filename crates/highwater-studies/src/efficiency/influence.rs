//! How much the factor hangs on single models and on single developers.

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{Missing, ols};
use rayon::prelude::*;

use super::factor::{factor, log_factor};
use super::regression::{COST, Columns, DATE};
use crate::output::Facts;

/// What is left out, and what the others then say.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// What is left out, by its place among models or developers.
    pub at: usize,
    /// The ratio of the coefficients: powers of ten of cost that a year is worth.
    pub log10: Option<f64>,
    /// The factor, where the others make one.
    pub factor: Option<f64>,
}

/// Leaves each group of rows out in turn; `groups` gives each row a number below `count`.
#[must_use]
pub fn leave_out(columns: &Columns, groups: &[usize], count: usize) -> Vec<LeftOut> {
    (0..count)
        .into_par_iter()
        .map(|at| {
            let kept = |values: &[f64]| -> Vec<f64> {
                let rows = values.iter().zip(groups);
                rows.filter(|(_, group)| **group != at)
                    .map(|(x, _)| *x)
                    .collect()
            };
            let others = Columns {
                date: kept(&columns.date),
                log_cost: kept(&columns.log_cost),
                nle: kept(&columns.nle),
            };
            let design = others.date_and_cost();
            let fit = design
                .and_then(|design| ols(&design, &others.nle, Missing::Refuse))
                .ok();
            let pair = fit.as_ref().and_then(|fit| fit.ratio(DATE, COST).ok());
            let sound = fit.as_ref().and_then(|fit| log_factor(fit).ok());
            LeftOut {
                at,
                log10: pair
                    .map(|pair| pair.numerator / pair.denominator)
                    .filter(|x| x.is_finite()),
                factor: sound.map(|(log10, _)| factor(log10)),
            }
        })
        .collect()
}

/// The two that move the factor most: without the first it is smallest, without the second largest.
#[must_use]
pub fn extremes(left_out: &[LeftOut]) -> Option<(&LeftOut, &LeftOut)> {
    let known = || left_out.iter().filter_map(|one| Some((one.factor?, one)));
    let least = known().min_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let most = known().max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some((least.1, most.1))
}

/// Records the extremes below a path such as `influence.model`.
pub(super) fn record(
    facts: &mut Facts<'_>,
    stem: &str,
    left_out: &[LeftOut],
    name: impl Fn(usize) -> String,
) {
    let missing = || Value::Missing("there is no factor to move".to_owned());
    let ends = extremes(left_out);
    for (end, one) in [("least", ends.map(|e| e.0)), ("most", ends.map(|e| e.1))] {
        let value = one
            .and_then(|one| one.factor)
            .map_or_else(missing, |x| Quantity::exact(x, Unit::Ratio).into());
        let word = if end == "least" {
            "smallest"
        } else {
            "largest"
        };
        let label = format!("{word} factor with one left out");
        facts.add(&format!("{stem}.{end}.factor"), value, label, "", []);
        let without = one.map_or_else(missing, |one| Value::Text(name(one.at)));
        let label = format!("without whom the factor is {word}");
        facts.add(&format!("{stem}.{end}.without"), without, label, "", []);
    }
    let n = left_out.len() as u64;
    facts.count(&format!("{stem}.n"), n, "models", "left out in turn");
}
