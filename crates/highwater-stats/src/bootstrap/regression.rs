//! The bootstrap of a regression.

use std::fmt;

use rayon::prelude::*;

use super::{Bootstrap, CHUNK};
use crate::basis::{Basis, Columns};
use crate::design::{Design, place};
use crate::error::StatsError;
use crate::missing::Missing;
use crate::moments::mean;
use crate::ols::{enough_rows, ols};
use crate::random::{Resampling, resample, to_stream};
use crate::two_float::TwoFloat;

/// The bootstrap distribution of the coefficients of a least squares fit.
#[derive(Clone, Debug, PartialEq)]
pub struct OlsBootstrap {
    /// The names of the coefficients, the constant first.
    pub names: Vec<String>,
    /// The coefficients of the fit to all rows.
    pub estimates: Vec<f64>,
    /// The coefficients of one resample after the other, as many as there are names each, in the
    /// order of the repetitions; NaN where a resample leaves a column dependent on others.
    pub replicates: Vec<f64>,
}

/// Fits a regression to many resamples of its rows, drawn with replacement.
///
/// The columns are centred and scaled once, and the products of each row computed once; a resample
/// then only sums the products of its rows and solves a small triangle.
/// Where the squares that this takes would cost digits, the resample is fitted as [`ols`] does.
///
/// # Errors
///
/// As [`ols`], for the fit to all rows.
///
/// # Example
///
/// ```
/// use highwater_stats::{Design, Missing, Resampling, bootstrap_ols};
///
/// let x: Vec<f64> = (0..20).map(f64::from).collect();
/// let y: Vec<f64> = x.iter().map(|x| 2.0 * x + (x * 7.0) % 3.0).collect();
/// let design = Design::with_intercept().term("x", &x)?;
/// let resampling = Resampling { repetitions: 1000, seed: 42 };
/// let fits = bootstrap_ols(&design, &y, Missing::Refuse, resampling)?;
/// let slope = fits.coefficient("x")?.percentile(0.95)?;
/// assert!(slope.contains(2.0), "{slope}");
/// # Ok::<(), highwater_stats::StatsError>(())
/// ```
///
/// # References
///
/// Efron and Tibshirani (1993), chapter 9, "bootstrapping pairs".
pub fn bootstrap_ols(
    design: &Design,
    y: &[f64],
    missing: Missing,
    resampling: Resampling,
) -> Result<OlsBootstrap, StatsError> {
    let complete = design.complete_rows(&[("y", y)], missing)?;
    let (design, y) = (complete.design, &complete.others[0]);
    let fit = ols(&design, y, Missing::Refuse)?;
    let kernel = Kernel::new(&design, y)?;
    let (n, k) = (y.len(), kernel.k);
    let mut replicates = vec![f64::NAN; resampling.repetitions * k];
    replicates
        .par_chunks_exact_mut(k)
        .with_min_len(CHUNK)
        .enumerate()
        .for_each_init(
            || {
                (
                    resampling.generator(),
                    vec![0; n],
                    vec![0.0; kernel.places()],
                )
            },
            |(rng, rows, triangle), (repetition, coefficients)| {
                to_stream(rng, repetition);
                resample(rng, n, rows);
                if !kernel.solve(rows, triangle, coefficients)
                    && let Some(careful) = refit(&design, y, rows)
                {
                    coefficients.copy_from_slice(&careful);
                }
            },
        );
    Ok(OlsBootstrap {
        names: design.names(),
        estimates: fit.coefficients.iter().map(|c| c.estimate).collect(),
        replicates,
    })
}

impl OlsBootstrap {
    /// The bootstrap distribution of one coefficient.
    ///
    /// # Errors
    ///
    /// [`StatsError::UnknownTerm`]; as [`Bootstrap::new`].
    pub fn coefficient(&self, name: &str) -> Result<Bootstrap, StatsError> {
        let j = place(&self.names, name)?;
        self.statistic(|coefficients| coefficients[j])
    }

    /// The bootstrap distribution of any function of the coefficients, a ratio for example; they come
    /// in the order of `names`.
    ///
    /// # Errors
    ///
    /// As [`Bootstrap::new`].
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_stats::{Design, Missing, Resampling, bootstrap_ols};
    ///
    /// // By definition: on a line without noise every resample finds where it meets zero, x = 4.
    /// let x = [1.0, 2.0, 3.0, 5.0, 8.0];
    /// let y = x.map(|x| 3.0 * x - 12.0);
    /// let design = Design::with_intercept().term("x", &x)?;
    /// let resampling = Resampling { repetitions: 100, seed: 42 };
    /// let fits = bootstrap_ols(&design, &y, Missing::Refuse, resampling)?;
    /// let zero = fits.statistic(|b| -b[0] / b[1])?.percentile(0.95)?;
    /// assert!((zero.low - 4.0).abs() < 1e-9 && (zero.high - 4.0).abs() < 1e-9);
    /// # Ok::<(), highwater_stats::StatsError>(())
    /// ```
    pub fn statistic(&self, of: impl Fn(&[f64]) -> f64) -> Result<Bootstrap, StatsError> {
        let replicates = self
            .replicates
            .chunks_exact(self.names.len())
            .map(&of)
            .collect();
        Bootstrap::new(of(&self.estimates), replicates)
    }
}

impl fmt::Display for OlsBootstrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, name) in self.names.iter().enumerate() {
            let end = if place == 0 { "" } else { "\n" };
            match self.coefficient(name) {
                Ok(distribution) => write!(f, "{end}{name} = {distribution}")?,
                Err(error) => write!(f, "{end}{name}: {error}")?,
            }
        }
        Ok(())
    }
}

/// Lanes that are summed at once.
const LANES: usize = 4;

/// For each row the products of its values, so that a resample only has to add them up.
struct Kernel {
    /// Columns of the design.
    k: usize,
    /// The products `v_a v_b` of the row `v = (z_1 ... z_k, y)` for `a <= b`, but for `y^2` and the
    /// square of the constant; padded to whole lanes.
    products: Vec<[f64; LANES]>,
    /// Blocks of lanes a row.
    blocks: usize,
    /// 1 where the first product is left out, because it is 1 in every row.
    skipped: usize,
    /// Makes the coefficients out of those of the scaled columns, row by row.
    back: Vec<f64>,
    /// What was taken off `y` and belongs to the constant.
    y_centre: f64,
}

impl Kernel {
    fn new(design: &Design, y: &[f64]) -> Result<Self, StatsError> {
        enough_rows(&design.names(), y.len())?;
        let basis = Basis::new(Columns::centred_and_scaled(design, y.len())?)?;
        let columns = &basis.columns;
        let k = columns.names.len();
        let skipped = usize::from(columns.constant);
        let blocks = (k * (k + 3) / 2 - skipped).div_ceil(LANES);
        let y_centre = if columns.constant { mean(y)? } else { 0.0 };
        let mut products = vec![[0.0; LANES]; y.len() * blocks];
        for (i, y) in y.iter().enumerate() {
            let row = columns.hi.row(i);
            let values: Vec<f64> = row.iter().copied().chain([*y - y_centre]).collect();
            let pairs = (0..k).flat_map(|a| (a..=k).map(move |b| (a, b)));
            for (place, (a, b)) in pairs.skip(skipped).enumerate() {
                products[i * blocks + place / LANES][place % LANES] = values[a] * values[b];
            }
        }
        let back = columns
            .back
            .iter()
            .flatten()
            .copied()
            .map(TwoFloat::value)
            .collect();
        Ok(Kernel {
            k,
            products,
            blocks,
            skipped,
            back,
            y_centre,
        })
    }

    /// Room for the sums of one resample.
    fn places(&self) -> usize {
        self.skipped + self.blocks * LANES
    }

    /// The coefficients for a resample; `false` where the columns are too nearly dependent for their
    /// squares.
    fn solve(&self, rows: &[usize], triangle: &mut [f64], coefficients: &mut [f64]) -> bool {
        triangle[0] = rows.len() as f64;
        let sums = triangle[self.skipped..].as_chunks_mut().0;
        let mut block = 0;
        while block < self.blocks {
            block += match self.blocks - block {
                1 => self.add::<1>(rows, block, sums),
                2 => self.add::<2>(rows, block, sums),
                _ => self.add::<3>(rows, block, sums),
            };
        }
        let Some(scaled) = solve_normal_equations(self.k, triangle) else {
            return false;
        };
        for (coefficient, row) in coefficients.iter_mut().zip(self.back.chunks_exact(self.k)) {
            *coefficient = row.iter().zip(scaled).map(|(a, b)| a * b).sum();
        }
        coefficients[0] += self.y_centre;
        true
    }

    /// Adds up `B` blocks of the rows at once, so that no sum has to wait for the one before it;
    /// gives back `B`.
    fn add<const B: usize>(
        &self,
        rows: &[usize],
        block: usize,
        sums: &mut [[f64; LANES]],
    ) -> usize {
        let mut totals = [[0.0; LANES]; B];
        for row in rows {
            let start = row * self.blocks + block;
            for (total, products) in totals.iter_mut().zip(&self.products[start..start + B]) {
                for (total, product) in total.iter_mut().zip(products) {
                    *total += product;
                }
            }
        }
        sums[block..block + B].copy_from_slice(&totals);
        B
    }
}

/// Gauss's elimination in place on the upper triangle of `(Z'Z, Z'y)`, stored row by row; the
/// solution ends up at the front.
fn solve_normal_equations(k: usize, sums: &mut [f64]) -> Option<&[f64]> {
    // Row `a` of the triangle holds the places a ..= k.
    let at = |a: usize, b: usize| a * (2 * k + 1 - a) / 2 + b;
    for a in 0..k {
        let pivot = sums[at(a, a)];
        if pivot.is_nan() || pivot <= 0.0 {
            return None;
        }
        let inverse = 1.0 / pivot;
        for b in a + 1..k {
            let factor = sums[at(a, b)] * inverse;
            let before = sums[at(b, b)];
            for c in b..=k {
                sums[at(b, c)] -= factor * sums[at(a, c)];
            }
            // A thousandth of a column left means that six digits are lost in its square.
            let left = sums[at(b, b)];
            if left.is_nan() || left <= 1e-6 * before {
                return None;
            }
        }
    }
    for a in (0..k).rev() {
        let mut value = sums[at(a, k)];
        for b in a + 1..k {
            value -= sums[at(a, b)] * sums[at(b, k)];
        }
        sums[at(a, k)] = value / sums[at(a, a)];
    }
    for a in 0..k {
        sums[a] = sums[at(a, k)];
    }
    sums.get(..k)
}

/// The coefficients of a resample by the careful route; `None` where they are not determined.
fn refit(design: &Design, y: &[f64], rows: &[usize]) -> Option<Vec<f64>> {
    let pick = |values: &[f64]| -> Vec<f64> { rows.iter().map(|i| values[*i]).collect() };
    let empty = if design.has_intercept() {
        Design::with_intercept()
    } else {
        Design::without_intercept()
    };
    let resample = design
        .terms()
        .iter()
        .try_fold(empty, |design, term| {
            design.term(&term.name, &pick(&term.values))
        })
        .ok()?;
    let fit = ols(&resample, &pick(y), Missing::Refuse).ok()?;
    Some(fit.coefficients.iter().map(|c| c.estimate).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few rows, so that some resamples leave a level of the dummy empty.
    fn data() -> (Design, Vec<f64>) {
        let design = Design::with_intercept()
            .term(
                "year",
                &[2019.0, 2019.5, 2020.25, 2021.0, 2022.5, 2023.0, 2023.75],
            )
            .unwrap()
            .term("open", &[0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0])
            .unwrap();
        (design, vec![1.0, 2.5, 2.0, 4.0, 3.5, 6.0, 6.5])
    }

    #[test]
    fn every_resample_is_fitted_as_ols_would() {
        let (design, y) = data();
        let resampling = Resampling {
            repetitions: 300,
            seed: 5,
        };
        let fits = bootstrap_ols(&design, &y, Missing::Refuse, resampling).unwrap();
        let mut undefined = 0;
        for (repetition, got) in fits.replicates.chunks_exact(3).enumerate() {
            let mut rng = resampling.stream(repetition);
            let mut rows = [0; 7];
            resample(&mut rng, 7, &mut rows);
            let Some(want) = refit(&design, &y, &rows) else {
                assert!(got.iter().all(|v| v.is_nan()), "{repetition}");
                undefined += 1;
                continue;
            };
            for (got, want) in got.iter().zip(want) {
                assert!(
                    (got - want).abs() <= 1e-8 * want.abs().max(1.0),
                    "{got} {want}"
                );
            }
        }
        assert!(undefined > 0);
        assert_eq!(fits.coefficient("open").unwrap().undefined, undefined);
    }

    #[test]
    fn the_triangle_is_stored_without_gaps() {
        // 2 x = 4, twice; the places are (0,0) (0,1) (0,y) (1,1) (1,y).
        let mut sums = [2.0, 0.0, 4.0, 2.0, 4.0, 0.0, 0.0, 0.0];
        let solution = solve_normal_equations(2, &mut sums).unwrap();
        assert!(
            solution.iter().all(|v| (v - 2.0).abs() < 1e-15),
            "{solution:?}"
        );
        assert_eq!(solve_normal_equations(1, &mut [f64::NAN, 1.0]), None);
    }
}
