//! Why there is no answer.

use std::fmt;

use crate::separation::Separation;

/// Why there is no answer: the exact condition, with what it was found in.
///
/// A result that this crate returns is a number that may be used; where there is none, the reason
/// is one of these, so that no NaN has to be carried along and explained later.
///
/// # Example
///
/// ```
/// use highwater_stats::{Missing, StatsError, pearson};
///
/// let flat = pearson(&[1.0, 2.0, 3.0], &[7.0, 7.0, 7.0], Missing::Refuse);
/// assert_eq!(flat, Err(StatsError::Constant { what: "y".into() }));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StatsError {
    /// Fewer observations than the quantity is defined for.
    TooFew {
        /// What there are too few of: `values`, `pairs`, `rows` and the like.
        what: &'static str,
        /// How many are needed at least.
        needed: usize,
        /// How many there are, missing ones not counted.
        got: usize,
    },
    /// More of something than the data can answer.
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many are possible.
        most: usize,
        /// How many there are.
        got: usize,
    },
    /// A row or column of a table of counts is all zeros.
    EmptyMargin {
        /// `row` or `column`.
        what: &'static str,
        /// Which, counted from 0.
        place: usize,
    },
    /// Another number of groups than the comparison is defined for.
    Groups {
        /// How many are needed.
        needed: usize,
        /// How many different labels there are.
        got: usize,
    },
    /// A linear hypothesis follows from those before it, or has no coefficients.
    DependentHypotheses {
        /// Its row, counted from 0.
        place: usize,
    },
    /// Two slices that belong together differ in length.
    LengthMismatch {
        /// What the second slice holds.
        what: String,
        /// The length of the first.
        expected: usize,
        /// The length of the second.
        got: usize,
    },
    /// A value is NaN where missing values are refused.
    Missing {
        /// The input.
        what: String,
        /// The place of the first one, counted from 0.
        index: usize,
    },
    /// A value is infinite where only finite ones make sense.
    NotFinite {
        /// The input.
        what: String,
        /// The place of the first one, counted from 0.
        index: usize,
        /// The value.
        value: f64,
    },
    /// All values are equal, so the quantity is not defined.
    Constant {
        /// The input.
        what: String,
    },
    /// A parameter is outside its range.
    OutOfRange {
        /// The parameter.
        what: String,
        /// Its value.
        value: f64,
        /// The range that is allowed.
        range: &'static str,
    },
    /// Two terms of a design have the same name.
    DuplicateTerm {
        /// The name.
        name: String,
    },
    /// A term that the design does not have.
    UnknownTerm {
        /// The name asked for.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A term for which a prediction was asked without a value.
    NoValue {
        /// The term.
        name: String,
        /// All terms.
        terms: Vec<String>,
    },
    /// Text that is not a formula.
    Formula {
        /// The place in the formula, in characters counted from 1.
        column: usize,
        /// What is wrong, and what to do.
        problem: String,
    },
    /// A column of the design is a linear combination of the columns before it.
    RankDeficient {
        /// The column.
        column: String,
        /// The columns that it is a combination of; empty for a column of zeros.
        combination_of: Vec<String>,
        /// The rank of the whole design.
        rank: usize,
    },
    /// As many coefficients as rows: the fit is exact and there is nothing to judge it by.
    NoResidualDegreesOfFreedom {
        /// The rows used.
        rows: usize,
        /// The columns of the design, the constant included.
        columns: Vec<String>,
    },
    /// Successes that are not a whole number from 0 to the trials.
    NotACount {
        /// The input.
        what: String,
        /// The place of the first one, counted from 0.
        index: usize,
        /// The value.
        value: f64,
    },
    /// The outcome of a binomial regression can be told from the columns, so that no finite
    /// maximum of the likelihood exists.
    Separated(Box<Separation>),
    /// A row that alone decides its own fitted value (leverage 1) has no HC2 or HC3 error.
    FullLeverage {
        /// The row, counted from 0 among the rows used.
        row: usize,
    },
    /// The rows without a fold cannot be fitted.
    Fold {
        /// The fold, counted from 0.
        fold: usize,
        /// How many folds there are.
        folds: usize,
        /// Why not.
        error: Box<StatsError>,
    },
    /// The residuals of a quantile regression have no density at 0 to judge coefficients by.
    NoDensity {
        /// The share below.
        tau: f64,
        /// How far to either side quantiles would be compared.
        bandwidth: f64,
    },
    /// Too much work for an exact answer.
    TooLarge {
        /// The computation.
        what: &'static str,
        /// The elementary steps that it would take, about.
        steps: f64,
        /// The most that are allowed.
        most: f64,
    },
    /// An iteration did not settle.
    NoConvergence {
        /// The iteration.
        what: &'static str,
        /// The steps made.
        iterations: usize,
    },
    /// The result lies outside the range of a double.
    Overflow {
        /// The quantity.
        what: &'static str,
    },
}

impl fmt::Display for StatsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StatsError::TooFew { what, needed, got } => {
                write!(f, "needs at least `{needed}` {what}, has `{got}`")
            }
            StatsError::TooMany { what, most, got } => {
                write!(f, "allows at most `{most}` {what}, has `{got}`")
            }
            StatsError::EmptyMargin { what, place } => write!(
                f,
                "{what} `{place}`, counted from 0, has no counts; leave it out"
            ),
            StatsError::Groups { needed, got } => {
                write!(f, "needs exactly `{needed}` groups, has `{got}`")
            }
            StatsError::DependentHypotheses { place } => write!(
                f,
                "hypothesis `{place}`, counted from 0, follows from those before it; leave it out"
            ),
            StatsError::LengthMismatch {
                what,
                expected,
                got,
            } => write!(f, "`{what}` has `{got}` values where `{expected}` belong"),
            StatsError::Missing { what, index } => {
                write!(f, "`{what}` has a missing value at index `{index}`")
            }
            StatsError::NotFinite { what, index, value } => {
                write!(f, "`{what}` is `{value}` at index `{index}`")
            }
            StatsError::Constant { what } => write!(f, "all values of `{what}` are equal"),
            StatsError::OutOfRange { what, value, range } => {
                write!(f, "`{what}` is `{value}`, allowed is {range}")
            }
            StatsError::DuplicateTerm { name } => write!(f, "the term `{name}` occurs twice"),
            StatsError::UnknownTerm { name, known } => {
                write!(f, "there is no term `{name}` among {}", list(known))
            }
            StatsError::NoValue { name, terms } => write!(
                f,
                "the term `{name}` has no value; give one for each of {}",
                list(terms)
            ),
            StatsError::Formula { column, problem } => {
                write!(f, "formula, column {column}: {problem}")
            }
            StatsError::RankDeficient {
                column,
                combination_of,
                ..
            } if combination_of.is_empty() => write!(f, "the column `{column}` is all zeros"),
            StatsError::RankDeficient {
                column,
                combination_of,
                ..
            } => write!(
                f,
                "the column `{column}` is a linear combination of {}",
                list(combination_of)
            ),
            StatsError::NoResidualDegreesOfFreedom { rows, columns } => write!(
                f,
                "`{rows}` rows leave no degrees of freedom beside the columns {}",
                list(columns)
            ),
            StatsError::NotACount { what, index, value } => write!(
                f,
                "`{what}` is `{value}` at index `{index}` where a count within its trials belongs"
            ),
            StatsError::Separated(separation) => write!(f, "{separation}"),
            StatsError::FullLeverage { row } => {
                write!(f, "row `{row}` alone decides its own fitted value")
            }
            StatsError::Fold { fold, folds, error } => write!(
                f,
                "without fold `{fold}` of `{folds}`, counted from 0, {error}; \
                 take another seed, another number of folds or fewer columns"
            ),
            StatsError::NoDensity { tau, bandwidth } => write!(
                f,
                "the residuals about the quantile `{tau}` have no density to estimate within \
                 `{bandwidth:.3}` of it; take more rows or a quantile nearer to 0.5"
            ),
            StatsError::TooLarge { what, steps, most } => write!(
                f,
                "the {what} would take about `{steps:.0e}` steps, more than `{most:.0e}`"
            ),
            StatsError::NoConvergence { what, iterations } => {
                write!(f, "the {what} did not settle in `{iterations}` iterations")
            }
            StatsError::Overflow { what } => {
                write!(f, "the {what} lies outside the range of a double")
            }
        }
    }
}

impl std::error::Error for StatsError {}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_columns() {
        let error = StatsError::RankDeficient {
            column: "wt_again".into(),
            combination_of: vec!["const".into(), "wt".into()],
            rank: 2,
        };
        assert_eq!(
            error.to_string(),
            "the column `wt_again` is a linear combination of `const`, `wt`"
        );
    }
}
