//! Principal components of parameters and score.
//!
//! The columns are not scaled, as in the notebook: a power of ten of parameters then counts as much
//! as a hundred points of score, so the first component is almost that of the parameters alone.

use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_stats::{Pca, Scaling, StatsError, pca};
use highwater_study::Facts;

use super::sample::Sample;
use super::systems::Systems;

/// The components of the models whose parameters are known, whatever the cost is.
#[derive(Clone, Debug)]
pub struct Components {
    /// For each model, its place in [`Systems::rows`].
    pub systems: Vec<usize>,
    /// The logarithms, base 10, of their parameters.
    pub log_parameters: Vec<f64>,
    /// Their scores, from 0 to 1.
    pub scores: Vec<f64>,
    /// The components of both, unscaled.
    pub pca: Result<Pca, StatsError>,
}

impl Components {
    /// Computes the components of a sample.
    #[must_use]
    pub fn of(systems: &Systems, sample: &Sample) -> Self {
        let points = sample.points.iter();
        let known = points.filter_map(|point| {
            let log = systems.rows[point.system].log_parameters?;
            Some((point.system, log, point.score))
        });
        let known: Vec<(usize, f64, f64)> = known.collect();
        let log_parameters: Vec<f64> = known.iter().map(|(_, log, _)| *log).collect();
        let scores: Vec<f64> = known.iter().map(|(_, _, score)| *score).collect();
        let columns = [&log_parameters[..], &scores[..]];
        Components {
            systems: known.iter().map(|(at, _, _)| *at).collect(),
            pca: pca(&columns, Scaling::None),
            log_parameters,
            scores,
        }
    }

    /// Returns the rows of the models whose parameters are known.
    pub(super) fn row_set(&self, systems: &Systems) -> Arc<RowSet> {
        let words = "models of the sample with known parameters";
        systems.row_set("pca", words, self.systems.iter().copied())
    }

    pub(super) fn record(&self, facts: &mut Facts) {
        let n = self.systems.len() as u64;
        facts.count("pca.n", n, "models", "models with known parameters");
        for k in [1, 2] {
            let number = |of: &dyn Fn(&Pca) -> Option<f64>| -> Value {
                match &self.pca {
                    Ok(pca) => match of(pca) {
                        Some(x) => Quantity::exact(x, Unit::Number).into(),
                        None => Value::Missing("there is no such component".to_owned()),
                    },
                    Err(error) => Value::Missing(error.to_string()),
                }
            };
            let loading = |column: usize| {
                number(&move |pca: &Pca| Some(*pca.components.get(k - 1)?.get(column)?))
            };
            let ratio = number(&|pca: &Pca| pca.explained_variance_ratio.get(k - 1).copied());
            let variance = number(&|pca: &Pca| pca.explained_variance.get(k - 1).copied());
            for (name, value, label) in [
                ("cost", loading(0), "loading of log10 parameters"),
                ("accuracy", loading(1), "loading of the score"),
                ("explained_variance", variance, "variance"),
                ("explained_variance_ratio", ratio, "share of the variance"),
            ] {
                let label = format!("component {k}: {label}");
                facts.add(
                    &format!("pca.by_component[component_{k}].{name}"),
                    value,
                    label,
                    "unscaled",
                    [],
                );
            }
        }
    }
}
