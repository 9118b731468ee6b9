//! How much the factor hangs on single models and on single developers.

use std::sync::Arc;

use highwater_facts::{CellRef, Quantity, RowSet, Unit, Value};
use highwater_stats::{Missing, StatsError, leave_clusters_out_ols, leave_one_out_ols};
use highwater_study::Facts;

use super::degenerate::Degenerate;
use super::factor::{factor, ratio};
use super::regression::Columns;

/// What is left out, and what the others then say.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The model or the developer.
    pub name: Arc<str>,
    /// Powers of ten of cost that a year is worth: the ratio of the two coefficients.
    pub log10: Option<f64>,
}

impl LeftOut {
    /// Returns the factor of the others.
    #[must_use]
    pub fn factor(&self) -> Option<f64> {
        self.log10.map(factor)
    }
}

/// Leaves each model out in turn; `names` are those of the rows.
///
/// # Errors
///
/// As [`leave_one_out_ols`].
pub fn without_models(columns: &Columns, names: &[Arc<str>]) -> Result<Vec<LeftOut>, StatsError> {
    let design = columns.date_and_cost()?;
    let fits = leave_one_out_ols(&design, &columns.nle, Missing::Refuse)?;
    Ok(left_out(names.iter().cloned(), &fits))
}

/// Leaves each developer out in turn, with all its models; `developers` are those of the rows.
///
/// # Errors
///
/// As [`leave_clusters_out_ols`].
pub fn without_developers(
    columns: &Columns,
    developers: &[Arc<str>],
) -> Result<Vec<LeftOut>, StatsError> {
    let design = columns.date_and_cost()?;
    let fits = leave_clusters_out_ols(&design, &columns.nle, developers, Missing::Refuse)?;
    Ok(left_out(distinct(developers).into_iter(), &fits))
}

fn left_out(names: impl Iterator<Item = Arc<str>>, fits: &[Vec<f64>]) -> Vec<LeftOut> {
    let without = |(name, fit): (Arc<str>, &Vec<f64>)| LeftOut {
        name,
        // A cost that lowers scores makes no factor.
        log10: Some(ratio(fit)).filter(|log10| log10.is_finite() && fit[2] > 0.0),
    };
    names.zip(fits).map(without).collect()
}

/// Each name once, in the order in which they first appear.
#[must_use]
pub fn distinct(names: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut found: Vec<Arc<str>> = Vec::new();
    for name in names {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

/// The two that move the factor most: without the first it is smallest, without the second largest.
#[must_use]
pub fn extremes(left_out: &[LeftOut]) -> Option<(&LeftOut, &LeftOut)> {
    let known = || left_out.iter().filter_map(|one| Some((one.factor()?, one)));
    let least = known().min_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let most = known().max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    Some((least.1, most.1))
}

/// Records the extremes below a path such as `influence.model`; `cell` is where the name of one stands,
/// if it stands in a cell, and `others` are the rows of all models without one, for an end.
pub(super) fn record(
    facts: &mut Facts,
    stem: &str,
    things: &'static str,
    left_out: &Result<Vec<LeftOut>, Degenerate>,
    cell: impl Fn(&str) -> Option<CellRef>,
    others: impl Fn(&str, &str) -> Arc<RowSet>,
) {
    let why = match left_out {
        Ok(_) => "there is no factor to move".to_owned(),
        Err(why) => why.to_string(),
    };
    let missing = || Value::Missing(why.clone());
    let all = left_out.as_ref().map_or(&[][..], |all| &all[..]);
    let ends = extremes(all);
    for (end, word, one) in [
        ("least", "smallest", ends.map(|ends| ends.0)),
        ("most", "largest", ends.map(|ends| ends.1)),
    ] {
        let value = one.and_then(LeftOut::factor);
        let value = value.map_or_else(missing, |x| Quantity::exact(x, Unit::Ratio).into());
        let label = format!("{word} factor with one of the {things} left out");
        let path = format!("{stem}.{end}.factor");
        let set = one.map(|one| others(end, &one.name));
        facts.within_any(set.as_ref(), |facts| facts.add(&path, value, label, "", []));
        let without = one.map_or_else(missing, |one| Value::Text(one.name.to_string()));
        let label = format!("without whom among the {things} the factor is {word}");
        let named = one.and_then(|one| cell(&one.name));
        let path = format!("{stem}.{end}.without");
        facts.within_any(set.as_ref(), |facts| {
            facts.add(&path, without, label, "", named);
        });
    }
    let label = format!("{things} left out in turn");
    facts.count(&format!("{stem}.n"), all.len() as u64, things, &label);
}
