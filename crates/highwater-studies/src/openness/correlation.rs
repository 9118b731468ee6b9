//! Openness against training compute.

use highwater_stats::{Missing, SpearmanTest, StatsError, spearman};

use super::models::{Model, Models, NameId};
use super::tally::{Organization, Selection};

/// Which compute of an organisation is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compute {
    /// Of its largest model.
    Largest,
    /// The mean of the logarithms over its models.
    Average,
}

/// A rank correlation between openness and compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// The organisations with at least as many models as asked for.
    pub admitted: usize,
    /// The places of the models used, where a point is a model.
    pub models: Vec<usize>,
    /// Spearman's test over those of them that have both numbers; an error where they are too few
    /// or do not vary.
    pub test: Result<SpearmanTest, StatsError>,
}

impl Compute {
    /// Returns the log10 of an organisation's compute.
    #[must_use]
    pub fn of(self, organization: &Organization) -> Option<f64> {
        match self {
            Compute::Largest => organization.max_log_compute,
            Compute::Average => organization.mean_log_compute,
        }
    }
}

/// The correlation over organisations with at least `least` models, without one of them where asked.
#[must_use]
pub fn of_organizations(
    organizations: &[Organization],
    compute: Compute,
    least: u32,
    without: Option<NameId>,
) -> Correlation {
    let admitted = || {
        let organizations = organizations.iter();
        organizations.filter(|o| o.models >= least && Some(o.id) != without)
    };
    let pairs = admitted().filter_map(|o| Some((compute.of(o)?, o.open_percent()?)));
    let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
    Correlation {
        admitted: admitted().count(),
        models: Vec::new(),
        test: spearman(&x, &y, Missing::Refuse),
    }
}

/// The correlation over models, from a log10 of compute up where asked: the ranks of compute against
/// open or not.
#[must_use]
pub fn of_models(
    models: &Models,
    selection: &Selection,
    from: Option<f64>,
    missing_is_closed: bool,
) -> Correlation {
    let large =
        |model: &Model| from.is_none_or(|from| model.log_compute.is_some_and(|log| log >= from));
    let held = models.selected(selection).map(|at| (at, &models.rows[at]));
    let points = held.filter(|(_, model)| large(model));
    let points = points.filter_map(|(at, model)| {
        let open = selection.is_open(model);
        let open = if missing_is_closed {
            open.or(Some(false))
        } else {
            open
        };
        Some((at, (model.log_compute?, f64::from(u8::from(open?)))))
    });
    Correlation::of_models(points)
}

impl Correlation {
    /// Correlates the two numbers of each model, which is known by its place.
    pub(super) fn of_models(points: impl Iterator<Item = (usize, (f64, f64))>) -> Self {
        let (models, pairs): (Vec<usize>, Vec<(f64, f64)>) = points.unzip();
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        Correlation {
            admitted: models.len(),
            models,
            test: spearman(&x, &y, Missing::Refuse),
        }
    }
}
