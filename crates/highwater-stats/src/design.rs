//! The columns of a regression, by name.

use crate::error::StatsError;
use crate::missing::{Missing, none_infinite, none_missing, same_length};

/// The right-hand side of a regression: named columns, with a constant or without.
///
/// The constant is called `const` and comes first, as in statsmodels.
///
/// # Example
///
/// ```
/// use highwater_stats::Design;
///
/// let design = Design::with_intercept()
///     .term("log_params", &[9.0, 9.5, 10.2, 10.9])?
///     .dummies("year", &[2021, 2021, 2022, 2023], Some(2021))?;
/// assert_eq!(design.names(), ["const", "log_params", "year_2022", "year_2023"]);
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Design {
    intercept: bool,
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Term {
    pub(crate) name: String,
    pub(crate) values: Vec<f64>,
}

/// The name of the constant.
pub(crate) const CONSTANT: &str = "const";

impl Design {
    /// Returns a design with a constant and, so far, no terms.
    #[must_use]
    pub fn with_intercept() -> Self {
        Design {
            intercept: true,
            terms: Vec::new(),
        }
    }

    /// Returns a design without a constant and, so far, without terms.
    #[must_use]
    pub fn without_intercept() -> Self {
        Design {
            intercept: false,
            terms: Vec::new(),
        }
    }

    /// Returns the design with one more column; NaN is a missing value, which the fit refuses or drops.
    ///
    /// # Errors
    ///
    /// [`StatsError::DuplicateTerm`]; [`StatsError::LengthMismatch`] with the terms before it.
    pub fn term(mut self, name: &str, values: &[f64]) -> Result<Self, StatsError> {
        if self.names().iter().any(|known| known == name) {
            return Err(StatsError::DuplicateTerm {
                name: name.to_owned(),
            });
        }
        if let Some(first) = self.terms.first() {
            same_length(name, first.values.len(), values.len())?;
        }
        self.terms.push(Term {
            name: name.to_owned(),
            values: values.to_vec(),
        });
        Ok(self)
    }

    /// Returns the design with a 0/1 column `name_level` for each level that occurs, in ascending
    /// order, but for `baseline`: its rows are those that the others are compared with.
    ///
    /// With a constant a baseline is needed, or the columns sum to the constant and the fit says so.
    ///
    /// # Errors
    ///
    /// As [`term`](Self::term).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, ols};
    ///
    /// // By definition: the coefficients are the means of the years less that of 2021.
    /// let design = Design::with_intercept().dummies(
    ///     "year",
    ///     &[2021, 2021, 2022, 2022, 2023],
    ///     Some(2021),
    /// )?;
    /// let fit = ols(&design, &[1.0, 2.0, 4.0, 6.0, 9.0], Missing::Refuse)?;
    /// assert!((fit.coefficient("year_2022")?.estimate - 3.5).abs() < 1e-14);
    /// assert!((fit.coefficient("year_2023")?.estimate - 7.5).abs() < 1e-14);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn dummies(
        self,
        name: &str,
        levels: &[i64],
        baseline: Option<i64>,
    ) -> Result<Self, StatsError> {
        let mut occurring = levels.to_vec();
        occurring.sort_unstable();
        occurring.dedup();
        occurring.retain(|level| Some(*level) != baseline);
        occurring.into_iter().try_fold(self, |design, level| {
            let column: Vec<f64> = levels
                .iter()
                .map(|other| f64::from(u8::from(*other == level)))
                .collect();
            design.term(&format!("{name}_{level}"), &column)
        })
    }

    /// The names of all columns, `const` first where there is a constant.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let constant = self.intercept.then(|| CONSTANT.to_owned());
        let terms = self.terms.iter().map(|term| term.name.clone());
        constant.into_iter().chain(terms).collect()
    }

    /// Returns whether there is a constant.
    #[must_use]
    pub fn has_intercept(&self) -> bool {
        self.intercept
    }

    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The place of a column among [`names`](Self::names).
    pub(crate) fn place(&self, name: &str) -> Result<usize, StatsError> {
        place(&self.names(), name)
    }

    /// The rows in which neither a term nor any of the `others` is missing.
    ///
    /// Infinities are errors, lengths that differ too.
    pub(crate) fn complete_rows(
        &self,
        others: &[(&str, &[f64])],
        missing: Missing,
    ) -> Result<CompleteRows, StatsError> {
        let rows = others
            .first()
            .map(|(_, values)| values.len())
            .or_else(|| self.terms.first().map(|term| term.values.len()))
            .unwrap_or(0);
        let columns = self
            .terms
            .iter()
            .map(|term| (term.name.as_str(), term.values.as_slice()))
            .chain(others.iter().copied());
        let mut kept = vec![true; rows];
        for (name, values) in columns {
            same_length(name, rows, values.len())?;
            none_infinite(name, values)?;
            if missing == Missing::Refuse {
                none_missing(name, values)?;
            }
            for (kept, value) in kept.iter_mut().zip(values) {
                *kept &= !value.is_nan();
            }
        }
        let kept: Vec<usize> = (0..rows).filter(|row| kept[*row]).collect();
        Ok(CompleteRows {
            design: self.rows(&kept),
            others: others
                .iter()
                .map(|(_, values)| pick(values, &kept))
                .collect(),
            rows: kept.len(),
            dropped: rows - kept.len(),
            kept,
        })
    }

    /// Returns the design of some of the terms, in the order of the design.
    pub(crate) fn only(&self, names: &[&str]) -> Result<Design, StatsError> {
        for name in names {
            self.place(name)?;
        }
        let terms = self.terms.iter();
        let kept = terms.filter(|term| names.contains(&term.name.as_str()));
        Ok(Design {
            intercept: self.intercept,
            terms: kept.cloned().collect(),
        })
    }

    /// The design of some of the rows, in any order and as often as they are named.
    pub(crate) fn rows(&self, rows: &[usize]) -> Design {
        let terms = self.terms.iter().map(|term| Term {
            name: term.name.clone(),
            values: pick(&term.values, rows),
        });
        Design {
            intercept: self.intercept,
            terms: terms.collect(),
        }
    }
}

/// Returns the values of some rows.
pub(crate) fn pick(values: &[f64], rows: &[usize]) -> Vec<f64> {
    rows.iter().map(|row| values[*row]).collect()
}

/// What is left of a design and its response without the rows that miss something.
pub(crate) struct CompleteRows {
    pub(crate) design: Design,
    pub(crate) others: Vec<Vec<f64>>,
    pub(crate) rows: usize,
    pub(crate) dropped: usize,
    /// The rows that are left, by their number among all.
    pub(crate) kept: Vec<usize>,
}

impl CompleteRows {
    /// Returns some of the rows, by their number among those that are left.
    pub(crate) fn only(&self, rows: &[usize]) -> CompleteRows {
        CompleteRows {
            design: self.design.rows(rows),
            others: self
                .others
                .iter()
                .map(|values| pick(values, rows))
                .collect(),
            rows: rows.len(),
            dropped: self.dropped,
            kept: rows.iter().map(|row| self.kept[*row]).collect(),
        }
    }
}

/// The place of a name among others.
pub(crate) fn place(names: &[String], name: &str) -> Result<usize, StatsError> {
    names
        .iter()
        .position(|known| known == name)
        .ok_or_else(|| StatsError::UnknownTerm {
            name: name.to_owned(),
            known: names.to_vec(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let design = Design::with_intercept().term("x", &[1.0]).unwrap();
        assert!(design.clone().term("x", &[2.0]).is_err());
        assert!(design.clone().term("const", &[2.0]).is_err());
        assert!(design.term("y", &[1.0, 2.0]).is_err());
    }

    #[test]
    fn rows_with_something_missing_are_dropped_and_counted() {
        let design = Design::with_intercept()
            .term("x", &[1.0, f64::NAN, 3.0])
            .unwrap();
        let rows = design
            .complete_rows(&[("y", &[1.0, 2.0, f64::NAN])], Missing::Drop)
            .unwrap();
        assert_eq!((rows.rows, rows.dropped), (1, 2));
        assert_eq!(rows.others, [[1.0]]);
        let infinite = design.complete_rows(&[("y", &[f64::INFINITY, 2.0, 3.0])], Missing::Drop);
        assert!(matches!(infinite, Err(StatsError::NotFinite { .. })));
    }
}
