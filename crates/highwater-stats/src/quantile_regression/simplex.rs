//! The linear program of quantile regression, from corner to corner.

use crate::error::StatsError;
use crate::matrix::{Matrix, dot, norm};
use crate::scale::max_abs;

/// The least sum of tilted absolute residuals.
pub(super) struct Minimum {
    pub(super) coordinates: Vec<f64>,
    /// Exactly 0 for the rows that the fit goes through.
    pub(super) residuals: Vec<f64>,
    pub(super) unique: bool,
}

/// A corner: a fit through as many rows as there are columns.
struct Corner {
    rows: Vec<usize>,
    /// The columns are the directions in which all but one of the rows stay on the fit.
    edges: Matrix,
}

/// One row of the columns after the other.
struct Rows {
    k: usize,
    values: Vec<f64>,
}

impl Rows {
    fn row(&self, i: usize) -> &[f64] {
        &self.values[i * self.k..(i + 1) * self.k]
    }

    fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.k)
    }
}

/// Minimises the sum of `tau e` above and `(tau - 1) e` below over the columns of an orthonormal `q`.
///
/// The responses are first moved by about 1e-11 of the largest, each by another amount, so that no
/// more rows than columns lie on a fit and every step descends; the corner found is then the start
/// for the responses as they are.
pub(super) fn minimise(q: &Matrix, y: &[f64], tau: f64) -> Result<Minimum, StatsError> {
    let (n, k) = (q.rows(), q.columns());
    let x = Rows {
        k,
        values: (0..n).flat_map(|i| q.row(i)).collect(),
    };
    let size = max_abs(y).max(f64::MIN_POSITIVE);
    let moved: Vec<f64> = (1..)
        .zip(y)
        .map(|(i, y)| {
            // The fractions of multiples of the golden ratio are spread evenly and never repeat.
            let fraction = (f64::from(i) * 0.618_033_988_749_895).fract();
            y + 1e-11 * size * (fraction - 0.5)
        })
        .collect();
    let mut corner = start(q, &x, &moved, tau)?;
    descend(&x, &moved, tau, &mut corner, 0.0)?;
    let on_the_fit = 1e-12 * size;
    descend(&x, y, tau, &mut corner, on_the_fit)?;
    let (coordinates, mut residuals) = corner.fit(&x, y);
    residuals
        .iter_mut()
        .filter(|e| e.abs() <= on_the_fit)
        .for_each(|e| *e = 0.0);
    let unique = corner
        .slopes(&x, &residuals, tau)
        .iter()
        .all(|(up, down, size)| up.min(*down) > 1e-10 * size);
    Ok(Minimum {
        coordinates,
        residuals,
        unique,
    })
}

/// The corner of the rows nearest to the fit by least squares, moved to the quantile.
fn start(q: &Matrix, x: &Rows, y: &[f64], tau: f64) -> Result<Corner, StatsError> {
    let fitted = q.times(&q.transposed_times(y));
    let residuals: Vec<f64> = y.iter().zip(&fitted).map(|(y, f)| y - f).collect();
    let mut sorted = residuals.clone();
    let place = ((tau * sorted.len() as f64) as usize).min(sorted.len() - 1);
    let (_, middle, _) = sorted.select_nth_unstable_by(place, f64::total_cmp);
    let middle = *middle;
    let mut order: Vec<usize> = (0..y.len()).collect();
    let off = |i: &usize| (residuals[*i] - middle).abs();
    order.sort_by(|a, b| off(a).total_cmp(&off(b)).then(a.cmp(b)));
    // Rows that are not nearly dependent first, and if these do not suffice any that are not quite.
    for least in [0.1, 1e-4, 1e-9] {
        let (mut rows, mut directions): (Vec<usize>, Vec<Vec<f64>>) = Default::default();
        for i in &order {
            let mut direction = x.row(*i).to_vec();
            let length = norm(&direction);
            for _pass in 0..2 {
                for known in &directions {
                    let part = dot(known, &direction);
                    for (d, known) in direction.iter_mut().zip(known) {
                        *d -= part * known;
                    }
                }
            }
            let rest = norm(&direction);
            if rest > least * length && rest > 0.0 {
                direction.iter_mut().for_each(|d| *d /= rest);
                directions.push(direction);
                rows.push(*i);
            }
            if rows.len() == x.k {
                break;
            }
        }
        if rows.len() == x.k
            && let Some(edges) = inverse(x, &rows)
        {
            return Ok(Corner { rows, edges });
        }
    }
    Err(no_convergence(0))
}

fn no_convergence(iterations: usize) -> StatsError {
    StatsError::NoConvergence {
        what: "quantile regression",
        iterations,
    }
}

/// Returns the inverse of the rows of `x`, by elimination with the largest pivots.
fn inverse(x: &Rows, rows: &[usize]) -> Option<Matrix> {
    let k = rows.len();
    let mut left: Vec<Vec<f64>> = rows.iter().map(|i| x.row(*i).to_vec()).collect();
    let mut right: Vec<Vec<f64>> = (0..k)
        .map(|i| (0..k).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    for j in 0..k {
        let size = |row: &usize| left[*row][j].abs();
        let pivot = (j..k).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        left.swap(j, pivot);
        right.swap(j, pivot);
        let value = left[j][j];
        if value == 0.0 || !value.is_finite() {
            return None;
        }
        for i in (0..k).filter(|i| *i != j) {
            let factor = left[i][j] / value;
            if factor != 0.0 {
                for c in 0..k {
                    left[i][c] -= factor * left[j][c];
                    right[i][c] -= factor * right[j][c];
                }
            }
        }
    }
    let mut inverse = Matrix::zeros(k, k);
    for (i, (row, pivots)) in right.iter().zip(&left).enumerate() {
        for (j, value) in row.iter().enumerate() {
            inverse.set(i, j, value / pivots[i]);
        }
    }
    Some(inverse)
}

impl Corner {
    /// The coordinates of the fit and all residuals, those of its own rows exactly 0.
    fn fit(&self, x: &Rows, y: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let own: Vec<f64> = self.rows.iter().map(|i| y[*i]).collect();
        let mut coordinates = self.edges.times(&own);
        // One step of refinement.
        let left: Vec<f64> = self
            .rows
            .iter()
            .map(|i| y[*i] - dot(x.row(*i), &coordinates))
            .collect();
        for (c, more) in coordinates.iter_mut().zip(self.edges.times(&left)) {
            *c += more;
        }
        let rows = x.iter().zip(y);
        let mut residuals: Vec<f64> = rows.map(|(row, y)| y - dot(row, &coordinates)).collect();
        for i in &self.rows {
            residuals[*i] = 0.0;
        }
        (coordinates, residuals)
    }

    /// For each edge the slope of the sum along it and against it, and the size of its terms. Rows
    /// with a residual of 0 leave the fit on whichever side the edge leads.
    fn slopes(&self, x: &Rows, residuals: &[f64], tau: f64) -> Vec<(f64, f64, f64)> {
        let k = x.k;
        let mut pull = vec![0.0; k];
        let mut own = vec![(0.0, 0.0); k];
        for (row, e) in x.iter().zip(residuals) {
            if *e == 0.0 {
                for (j, (up, down)) in own.iter_mut().enumerate() {
                    let along = dot(row, self.edges.column(j));
                    // Along the edge the residual falls by `along`.
                    let cost = |fall: f64| {
                        if fall > 0.0 {
                            (1.0 - tau) * fall
                        } else {
                            -tau * fall
                        }
                    };
                    *up += cost(along);
                    *down += cost(-along);
                }
                continue;
            }
            let weight = if *e > 0.0 { tau } else { tau - 1.0 };
            for (pull, value) in pull.iter_mut().zip(row) {
                *pull += weight * value;
            }
        }
        (0..k)
            .map(|j| {
                let edge = self.edges.column(j);
                let along = dot(&pull, edge);
                let (up, down) = own[j];
                // Rounding is of the size of what is summed: rows have length 1 together.
                let size = 1.0 + norm(edge) * (x.values.len() as f64 / k as f64).sqrt();
                (up - along, down + along, size)
            })
            .collect()
    }
}

/// Steps along edges, steepest first, until none descends.
fn descend(
    x: &Rows,
    y: &[f64],
    tau: f64,
    corner: &mut Corner,
    on_the_fit: f64,
) -> Result<(), StatsError> {
    let most = 100 * (x.k + 10) + 20 * y.len();
    for step in 0..most {
        let (_, mut residuals) = corner.fit(x, y);
        residuals
            .iter_mut()
            .filter(|e| e.abs() <= on_the_fit)
            .for_each(|e| *e = 0.0);
        let slopes = corner.slopes(x, &residuals, tau);
        let ways = slopes.iter().enumerate().flat_map(|(j, (up, down, size))| {
            let length = norm(corner.edges.column(j));
            [
                (j, 1.0, *up, *size, length),
                (j, -1.0, *down, *size, length),
            ]
        });
        let descending = ways.filter(|(.., slope, size, _)| *slope < -1e-12 * size);
        let steepest = descending.min_by(|a, b| (a.2 / a.4).total_cmp(&(b.2 / b.4)));
        let Some((leaving, sign, slope, ..)) = steepest else {
            return Ok(());
        };
        let direction: Vec<f64> = corner
            .edges
            .column(leaving)
            .iter()
            .map(|v| sign * v)
            .collect();
        let mut meetings: Vec<(f64, f64, usize)> = Vec::new();
        for (i, (row, e)) in x.iter().zip(&residuals).enumerate() {
            let along = dot(row, &direction);
            if *e != 0.0 && along != 0.0 && (*e > 0.0) == (along > 0.0) {
                meetings.push((e / along, along.abs(), i));
            }
        }
        let Some(entering) = where_it_turns(&mut meetings, -slope) else {
            return Err(no_convergence(step));
        };
        let left = corner.rows[leaving];
        corner.rows[leaving] = entering;
        match inverse(x, &corner.rows) {
            Some(edges) => corner.edges = edges,
            None => {
                corner.rows[leaving] = left;
                return Ok(());
            }
        }
    }
    Err(no_convergence(most))
}

/// The row at which the falling sum starts to rise: each row that is met adds its size to the slope.
/// By halving the rows again and again, not by sorting them.
fn where_it_turns(meetings: &mut [(f64, f64, usize)], fall: f64) -> Option<usize> {
    let mut rest = meetings;
    let mut fall = fall;
    while rest.len() > 1 {
        let middle = rest.len() / 2;
        let (before, ..) =
            rest.select_nth_unstable_by(middle, |a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
        let gain: f64 = before.iter().map(|(_, size, _)| size).sum();
        if gain >= fall {
            rest = &mut rest[..middle];
        } else {
            fall -= gain;
            rest = &mut rest[middle..];
            // The first one is now the nearest of the rest.
            let (_, size, row) = rest[0];
            if size >= fall {
                return Some(row);
            }
            fall -= size;
            rest = &mut rest[1..];
        }
    }
    rest.first().map(|(_, _, row)| *row)
}
