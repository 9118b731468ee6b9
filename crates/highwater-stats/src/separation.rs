//! Separation: outcomes that the columns decide without doubt, and what is left of a fit then.

use std::fmt;

/// Why a binomial regression has no finite maximum, and what can be said all the same.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Separation {
    /// Whether all rows are told apart or some.
    pub kind: SeparationKind,
    /// What becomes of each coefficient as the likelihood approaches its limit.
    pub coefficients: Vec<LimitCoefficient>,
    /// The rows used.
    pub n: usize,
    /// The rows whose outcome is told without doubt.
    pub n_fitted_exactly: usize,
    /// The limit that the log likelihood approaches and never reaches.
    pub log_likelihood: f64,
}

/// How many rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum SeparationKind {
    /// All of them.
    Complete,
    /// Some; the others overlap.
    QuasiComplete,
}

/// What becomes of one coefficient under separation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LimitCoefficient {
    /// The name of the column.
    pub name: String,
    /// Where the coefficient goes.
    pub limit: Limit,
}

/// Where a coefficient goes as the likelihood approaches its limit.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Limit {
    /// Up without end.
    PlusInfinity,
    /// Down without end.
    MinusInfinity,
    /// Not decided by the data: it may run off either way or stay.
    Undetermined,
    /// It stays, and is estimated by the rows that overlap.
    Finite {
        /// The limit.
        estimate: f64,
        /// Its standard error among the rows that overlap.
        std_err: f64,
    },
}

impl fmt::Display for Separation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            SeparationKind::Complete => "complete",
            SeparationKind::QuasiComplete => "quasi-complete",
        };
        write!(
            f,
            "{kind} separation, `{}` of `{}` rows are fitted exactly",
            self.n_fitted_exactly, self.n
        )?;
        for coefficient in &self.coefficients {
            let name = &coefficient.name;
            match coefficient.limit {
                Limit::PlusInfinity => write!(f, ", `{name}` goes to infinity")?,
                Limit::MinusInfinity => write!(f, ", `{name}` goes to minus infinity")?,
                Limit::Undetermined => write!(f, ", `{name}` is not determined")?,
                Limit::Finite { .. } => {}
            }
        }
        Ok(())
    }
}
