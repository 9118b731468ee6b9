//! Do date and cost foretell the score of a model that was not looked at? Cross-validation of the
//! competing models.

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{CrossValidation, Design, StatsError, cross_validate_ols};
use highwater_study::Facts;

use super::regression::{COST, Columns, DATE};

/// The folds, and the seed that shuffles the models into them.
pub const FOLDS: usize = 10;
/// See [`FOLDS`].
pub const SEED: u64 = 20_241_018;

/// A model of performance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Terms {
    /// Cost alone.
    Cost,
    /// Date alone.
    Date,
    /// Both: the model of the study.
    Both,
    /// Both, and their product.
    Interaction,
}

impl Terms {
    /// All of them.
    pub const ALL: [Terms; 4] = [Terms::Cost, Terms::Date, Terms::Both, Terms::Interaction];

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Terms::Cost => "cost",
            Terms::Date => "date",
            Terms::Both => "both",
            Terms::Interaction => "interaction",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Terms::Cost => "Cost alone",
            Terms::Date => "Date alone",
            Terms::Both => "Date and cost",
            Terms::Interaction => "Date, cost and their product",
        }
    }

    fn design(self, columns: &Columns) -> Result<Design, StatsError> {
        let design = Design::with_intercept();
        match self {
            Terms::Cost => design.term(COST, &columns.log_cost),
            Terms::Date => design.term(DATE, &columns.date),
            Terms::Both => columns.date_and_cost(),
            Terms::Interaction => {
                // About their means, or the product is nearly a sum of the two.
                let centre = |values: &[f64]| highwater_stats::mean(values);
                let (date, cost) = (centre(&columns.date)?, centre(&columns.log_cost)?);
                let pairs = columns.date.iter().zip(&columns.log_cost);
                let product: Vec<f64> = pairs.map(|(d, c)| (d - date) * (c - cost)).collect();
                columns.date_and_cost()?.term("product", &product)
            }
        }
    }
}

/// The models, each with how it foretells.
pub type Validation = Vec<(Terms, Result<CrossValidation, StatsError>)>;

/// Validates all models on the same folds.
#[must_use]
pub fn validate(columns: &Columns) -> Validation {
    let validate = |terms: Terms| {
        let design = terms.design(columns)?;
        cross_validate_ols(&design, &columns.nle, FOLDS, SEED)
    };
    Terms::ALL.map(|terms| (terms, validate(terms))).to_vec()
}

pub(super) fn record(models: &Validation, facts: &mut Facts) {
    for (terms, found) in models {
        let of = |get: fn(&CrossValidation) -> f64| match found {
            Ok(found) => Value::from(Quantity::exact(get(found), Unit::Number)),
            Err(error) => Value::Missing(error.to_string()),
        };
        for (name, value, label) in [
            ("rmse", of(|v| v.rmse), "root mean squared error"),
            ("mae", of(|v| v.mae), "mean absolute error"),
            ("r2", of(|v| v.r_squared), "share of the variance foretold"),
        ] {
            let label = format!("{}: {label} of models left out", terms.words());
            let how = "ten folds; in negative log error";
            let path = format!("validation.{}.{name}", terms.segment());
            facts.add(&path, value, label, how, []);
        }
    }
}
