//! The sums that the fits to many resamples have in common.

use crate::basis::{Basis, Columns};
use crate::clusters::Clusters;
use crate::design::Design;
use crate::error::StatsError;
use crate::moments::mean;
use crate::two_float::TwoFloat;

/// Lanes that are summed at once.
const LANES: usize = 4;

/// For each cluster the products of its rows' values, summed, so that a resample only has to add them
/// up.
pub(super) struct Kernel {
    /// Columns of the design.
    pub(super) k: usize,
    /// The products `v_a v_b` of the row `v = (z_1 ... z_k, y)` for `a <= b`, but for `y^2` and, where
    /// clusters are single rows, the square of the constant; padded to whole lanes.
    products: Vec<[f64; LANES]>,
    /// Blocks of lanes a cluster.
    blocks: usize,
    /// 1 where the first product is left out, because it is 1 in every cluster.
    skipped: usize,
    /// Makes the coefficients out of those of the scaled columns, row by row.
    back: Vec<f64>,
    /// What was taken off `y` and belongs to the constant.
    y_centre: f64,
}

impl Kernel {
    /// For a design and response that [`ols`](crate::ols) fits.
    pub(super) fn new(design: &Design, y: &[f64], clusters: &Clusters) -> Result<Self, StatsError> {
        let basis = Basis::new(Columns::centred_and_scaled(design, y.len())?)?;
        let columns = &basis.columns;
        let k = columns.names.len();
        let skipped = usize::from(columns.constant && clusters.count() == y.len());
        let blocks = (k * (k + 3) / 2 - skipped).div_ceil(LANES);
        let y_centre = if columns.constant { mean(y)? } else { 0.0 };
        let mut products = vec![[0.0; LANES]; clusters.count() * blocks];
        for (cluster, rows) in clusters.iter().enumerate() {
            for i in rows {
                let row = columns.hi.row(*i);
                let values: Vec<f64> = row.into_iter().chain([y[*i] - y_centre]).collect();
                let pairs = (0..k).flat_map(|a| (a..=k).map(move |b| (a, b)));
                for (place, (a, b)) in pairs.skip(skipped).enumerate() {
                    products[cluster * blocks + place / LANES][place % LANES] +=
                        values[a] * values[b];
                }
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
    pub(super) fn places(&self) -> usize {
        self.skipped + self.blocks * LANES
    }

    /// Returns the coefficients for a resample; `false` where the columns are too nearly dependent for
    /// their squares.
    pub(super) fn solve(
        &self,
        clusters: &[usize],
        triangle: &mut [f64],
        coefficients: &mut [f64],
    ) -> bool {
        // The square of the constant, where it is not among the sums.
        triangle[0] = clusters.len() as f64;
        let sums = triangle[self.skipped..].as_chunks_mut().0;
        let mut block = 0;
        while block < self.blocks {
            block += match self.blocks - block {
                1 => self.add::<1>(clusters, block, sums),
                2 => self.add::<2>(clusters, block, sums),
                _ => self.add::<3>(clusters, block, sums),
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

    /// Adds up `B` blocks of the clusters at once, so that no sum has to wait for the one before it;
    /// gives back `B`.
    fn add<const B: usize>(
        &self,
        clusters: &[usize],
        block: usize,
        sums: &mut [[f64; LANES]],
    ) -> usize {
        let mut totals = [[0.0; LANES]; B];
        for cluster in clusters {
            let start = cluster * self.blocks + block;
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

#[cfg(test)]
mod tests {
    use super::*;

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
