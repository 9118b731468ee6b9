//! The chi-squared test of a table of counts.

use std::fmt;

use crate::distribution::chi_squared_sf;
use crate::error::StatsError;
use crate::g_format::g;
use crate::missing::{at_least, same_length};
use crate::two_float::{self, TwoFloat};

/// A table of counts, compared with one in which rows and columns have nothing to do with each other.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ChiSquareTest {
    /// The sum of all counts.
    pub n: u64,
    /// Pearson's `sum((O - E)^2 / E)`, without correction.
    pub statistic: f64,
    /// `(rows - 1) (columns - 1)`.
    pub df: usize,
    /// From the chi-squared distribution.
    pub p_value: f64,
    /// The likelihood ratio `2 sum(O ln(O / E))`.
    pub g_statistic: f64,
    /// From the chi-squared distribution.
    pub g_p_value: f64,
    /// For a table of two by two, the statistic with Yates's correction and its p.
    pub yates: Option<(f64, f64)>,
    /// The counts expected, row by row.
    pub expected: Vec<Vec<f64>>,
    /// The smallest of them; below 5 the p values are rough, and
    /// [`fisher_exact`](crate::fisher_exact) is better for a table of two by two.
    pub min_expected: f64,
    /// Cramer's V, `sqrt(statistic / (n (min(rows, columns) - 1)))`: 0 for no relation, 1 for a perfect
    /// one.
    pub cramers_v: f64,
}

/// Tests whether the rows of a table of counts have the same shares, by Pearson's chi-squared.
///
/// # Errors
///
/// [`StatsError::TooFew`] for fewer than two rows or columns; [`StatsError::LengthMismatch`] for rows
/// of unequal length; [`StatsError::EmptyMargin`] for a row or column without counts;
/// [`StatsError::Overflow`] for more than 2^53 counts.
///
/// # Example
///
/// ```
/// // Counts of admissions to Berkeley in 1973; R: chisq.test(table, correct = FALSE) prints
/// // X-squared = 92.205, and with the correction 91.61.
/// let test = highwater_stats::chi_square(&[[1198, 1493], [557, 1278]])?;
/// assert_eq!(test.to_string(), "chi2(1) = 92.21, p = 7.814e-22, Cramer's V = 0.1427 (n = 4526)");
/// assert!(test.yates.is_some_and(|(statistic, _)| (statistic - 91.61).abs() < 5e-3));
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Pearson (1900), Philosophical Magazine 50, 157-175; Yates (1934), JRSS Supplement 1, 217-235;
/// Cramer (1946), "Mathematical Methods of Statistics", section 21.9; R's `chisq.test`.
pub fn chi_square<R: AsRef<[u64]>>(table: &[R]) -> Result<ChiSquareTest, StatsError> {
    at_least("rows", 2, table.len())?;
    let columns = table[0].as_ref().len();
    at_least("columns", 2, columns)?;
    for row in table {
        same_length("a row", columns, row.as_ref().len())?;
    }
    let total = |counts: &mut dyn Iterator<Item = u64>| -> u128 { counts.map(u128::from).sum() };
    let by_row: Vec<u128> = table
        .iter()
        .map(|row| total(&mut row.as_ref().iter().copied()))
        .collect();
    let by_column: Vec<u128> = (0..columns)
        .map(|j| total(&mut table.iter().map(|row| row.as_ref()[j])))
        .collect();
    let n: u128 = by_row.iter().sum();
    if n > 1 << 53 {
        return Err(StatsError::Overflow { what: "total" });
    }
    for (margin, what) in [(&by_row, "row"), (&by_column, "column")] {
        if let Some(place) = margin.iter().position(|sum| *sum == 0) {
            return Err(StatsError::EmptyMargin { what, place });
        }
    }
    let two_by_two = table.len() == 2 && columns == 2;
    let (mut expected, mut squares, mut logs, mut corrected) = (vec![], vec![], vec![], vec![]);
    for (row, row_sum) in table.iter().zip(&by_row) {
        let mut expected_row = Vec::with_capacity(columns);
        for (count, column_sum) in row.as_ref().iter().zip(&by_column) {
            let product = TwoFloat::from(*row_sum as f64) * TwoFloat::from(*column_sum as f64);
            let e = product / TwoFloat::from(n as f64);
            let off = (TwoFloat::from(*count as f64) - e).value();
            let e = e.value();
            squares.push(off * off / e);
            let towards = off.abs() - off.abs().min(0.5);
            corrected.push(towards * towards / e);
            // O ln(O / E) - (O - E), whose last terms sum to nothing, so that no digits cancel.
            logs.push(if *count == 0 {
                e
            } else {
                crate::distribution::deviance(*count as f64, e)
            });
            expected_row.push(e);
        }
        expected.push(expected_row);
    }
    let df = (table.len() - 1) * (columns - 1);
    let statistic = two_float::sum(squares).value();
    let g_statistic = 2.0 * two_float::sum(logs).value();
    let yates = two_by_two.then(|| {
        let statistic = two_float::sum(corrected).value();
        (statistic, chi_squared_sf(statistic, 1.0))
    });
    let shorter = table.len().min(columns) - 1;
    let cells = expected.iter().flatten().copied();
    Ok(ChiSquareTest {
        n: n as u64,
        statistic,
        df,
        p_value: chi_squared_sf(statistic, df as f64),
        g_statistic,
        g_p_value: chi_squared_sf(g_statistic, df as f64),
        yates,
        min_expected: cells.fold(f64::INFINITY, f64::min),
        expected,
        cramers_v: (statistic / (n as f64 * shorter as f64)).sqrt(),
    })
}

impl fmt::Display for ChiSquareTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "chi2({}) = {}, p = {}, Cramer's V = {} (n = {})",
            self.df,
            g(self.statistic, 4),
            g(self.p_value, 4),
            g(self.cramers_v, 4),
            self.n
        )?;
        if self.min_expected < 5.0 {
            write!(f, ", fewer than 5 expected in a cell")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_compare_nothing_are_errors() {
        let empty = chi_square(&[[0, 0], [3, 4]]).unwrap_err();
        assert_eq!(
            empty.to_string(),
            "row `0`, counted from 0, has no counts; leave it out"
        );
        assert!(chi_square(&[[1, 0], [3, 0]]).is_err());
        assert!(chi_square(&[[1, 2]]).is_err());
        assert!(chi_square(&[[1], [2]]).is_err());
        assert!(chi_square(&[vec![1, 2], vec![3]]).is_err());
        assert!(chi_square(&[[u64::MAX, 1], [1, 1]]).is_err());
        assert!(chi_square::<[u64; 2]>(&[]).is_err());
    }

    #[test]
    fn proportional_rows_have_nothing_to_tell() {
        let test = chi_square(&[[10, 20, 30], [1, 2, 3]]).unwrap();
        assert!(test.statistic < 1e-25 && test.g_statistic.abs() < 1e-14);
        assert_eq!(test.yates, None);
    }
}
