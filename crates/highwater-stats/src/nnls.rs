//! Non-negative least squares.

use crate::matrix::{Matrix, cholesky, cholesky_solve, dot, norm};

/// Returns the residual `target - sum(m_i a_i)` of least length with all `m_i >= 0`, for unit vectors
/// `a_i`; exactly zero where it is no more than rounding.
///
/// It is a direction that no `a_i` points along, `a_i . residual <= 0`; so it answers whether the
/// target lies in the cone that the `a_i` span, and if not, gives a plane that separates them.
///
/// Lawson and Hanson (1974), "Solving Least Squares Problems", chapter 23.
pub(crate) fn residual_to_cone(vectors: &[Vec<f64>], target: &[f64]) -> Vec<f64> {
    let scale = norm(target);
    if scale == 0.0 {
        return target.to_vec();
    }
    let mut active: Vec<usize> = Vec::new();
    let mut amounts: Vec<f64> = Vec::new();
    let mut residual = target.to_vec();
    // Each step shortens the residual or is the last.
    loop {
        let length = norm(&residual);
        if length <= 1e-9 * scale.min(1.0) + 1e-12 * scale {
            return vec![0.0; target.len()];
        }
        let most_along = vectors
            .iter()
            .enumerate()
            .filter(|(i, _)| !active.contains(i))
            .map(|(i, vector)| (i, dot(vector, &residual)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        match most_along {
            Some((i, along)) if along > ALONG * length => {
                active.push(i);
                amounts.push(0.0);
            }
            _ => break,
        }
        settle(vectors, target, &mut active, &mut amounts);
        let next = rest(vectors, target, &active, &amounts);
        let shorter = norm(&next);
        if shorter.is_nan() || shorter >= length {
            break;
        }
        residual = next;
    }
    residual
}

/// A vector counts as pointing along the residual above this cosine; its square is the least pivot
/// that the factorisation accepts.
pub(crate) const ALONG: f64 = 1e-7;

/// Solves for the active vectors and lets go of those whose amounts would turn negative.
fn settle(vectors: &[Vec<f64>], target: &[f64], active: &mut Vec<usize>, amounts: &mut Vec<f64>) {
    while !active.is_empty() {
        let chosen: Vec<Vec<f64>> = active.iter().map(|i| vectors[*i].clone()).collect();
        let chosen = Matrix::from_columns(target.len(), &chosen);
        let ones = vec![1.0; target.len()];
        let Some(l) = cholesky(&chosen.weighted_gram(&ones)) else {
            // The newest one depends on the others: nothing to be had from it.
            active.pop();
            amounts.pop();
            return;
        };
        let wanted = cholesky_solve(&l, &chosen.transposed_times(target));
        if wanted.iter().all(|amount| *amount > 0.0) {
            *amounts = wanted;
            return;
        }
        // As far towards the wanted amounts as none turns negative.
        let share = amounts
            .iter()
            .zip(&wanted)
            .filter(|(_, wanted)| **wanted <= 0.0)
            .map(|(now, wanted)| now / (now - wanted))
            .fold(1.0, |least: f64, share| least.min(share));
        for (now, wanted) in amounts.iter_mut().zip(&wanted) {
            *now += share * (wanted - *now);
        }
        let keep: Vec<bool> = amounts
            .iter()
            .zip(&wanted)
            .map(|(now, wanted)| *wanted > 0.0 || *now > 1e-14)
            .collect();
        let mut kept = keep.iter();
        active.retain(|_| *kept.next().unwrap_or(&true));
        let mut kept = keep.iter();
        amounts.retain(|_| *kept.next().unwrap_or(&true));
    }
}

fn rest(vectors: &[Vec<f64>], target: &[f64], active: &[usize], amounts: &[f64]) -> Vec<f64> {
    let mut rest = target.to_vec();
    for (i, amount) in active.iter().zip(amounts) {
        for (rest, part) in rest.iter_mut().zip(&vectors[*i]) {
            *rest -= amount * part;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_in_the_cone_leaves_nothing() {
        let quadrant = [vec![1.0, 0.0], vec![0.0, 1.0]];
        assert_eq!(residual_to_cone(&quadrant, &[2.0, 3.0]), [0.0, 0.0]);
        assert_eq!(residual_to_cone(&quadrant, &[2.0, -3.0]), [0.0, -3.0]);
        assert_eq!(residual_to_cone(&quadrant, &[-1.0, -1.0]), [-1.0, -1.0]);
        assert_eq!(residual_to_cone(&[], &[1.0]), [1.0]);
    }

    #[test]
    fn a_vector_let_go_may_not_be_missed() {
        // The target is along the second vector only; the first one looks better at the start.
        let s = 0.5_f64.sqrt();
        let cone = [vec![s, s], vec![0.0, 1.0], vec![-s, s]];
        let left = residual_to_cone(&cone, &[0.1, 5.0]);
        assert!(norm(&left) < 1e-9, "{left:?}");
    }
}
