//! Where the analyses stand: side by side, or several in a column where they are many.

use std::collections::BTreeMap;

use super::SpecCurve;

/// The least width of a column.
const LEAST: f64 = 3.0;
/// The least width of a column whose cells are shares: of a few analyses they would be a bar code.
const LEAST_SHARE: f64 = 5.0;
/// The gap in front of the analyses that have no estimate.
const GAP: f64 = 10.0;

/// A part of the width with the analyses in it, as indices.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) specs: Vec<usize>,
}

impl Column {
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// All analyses from left to right.
pub(super) struct Columns {
    /// Those with an estimate, from the lowest to the highest.
    pub(super) with: Vec<Column>,
    /// Those without one, by group.
    pub(super) without: Vec<Column>,
    /// Whether each analysis has a column of its own.
    pub(super) single: bool,
    /// The width that there is for an analysis.
    pub(super) slot: f64,
    /// The middle of each analysis.
    places: BTreeMap<usize, f64>,
}

impl Columns {
    /// Returns the columns of the curve.
    pub(super) fn new(chart: &SpecCurve, left: f64, right: f64) -> Self {
        Columns::no_narrower(chart, left, right, LEAST)
    }

    /// The columns of the cells, which are the same where each analysis has one.
    pub(super) fn of_cells(chart: &SpecCurve, left: f64, right: f64) -> Self {
        let of_curve = Columns::new(chart, left, right);
        if of_curve.single {
            return of_curve;
        }
        Columns::no_narrower(chart, left, right, LEAST_SHARE)
    }

    fn no_narrower(chart: &SpecCurve, left: f64, right: f64, least: f64) -> Self {
        let indices = || 0..chart.specs.len();
        let of = |i: &usize| chart.specs.get(*i);
        let estimate = |i: &usize| of(i).and_then(|spec| spec.estimate);
        let mut with: Vec<usize> = indices().filter(|i| estimate(i).is_some()).collect();
        with.sort_by(|a, b| {
            let number = |i| estimate(i).unwrap_or(f64::INFINITY);
            number(a).total_cmp(&number(b)).then(a.cmp(b))
        });
        let mut without: Vec<usize> = indices().filter(|i| estimate(i).is_none()).collect();
        without.sort_by_key(|i| (of(i).map(|spec| spec.group), *i));

        let gap = if with.is_empty() || without.is_empty() {
            0.0
        } else {
            GAP
        };
        let slot = (right - left - gap) / chart.specs.len().max(1) as f64;
        let between = left + slot * with.len() as f64;
        let start = between + gap;
        let parts = [(left, &with), (start, &without)];
        let places = parts.into_iter().flat_map(|(from, specs)| {
            let places = specs.iter().enumerate();
            places.map(move |(i, &spec)| (spec, from + (i as f64 + 0.5) * slot))
        });
        Columns {
            single: slot >= LEAST,
            slot,
            places: places.collect(),
            with: columns(&with, left, between, least),
            without: columns(&without, start, right, least),
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Column> {
        self.with.iter().chain(&self.without)
    }

    /// Returns the middle of an analysis.
    pub(super) fn x(&self, spec: usize) -> Option<f64> {
        self.places.get(&spec).copied()
    }
}

/// Spreads analyses evenly from `left` to `right`, in columns that are no narrower than they may be.
fn columns(specs: &[usize], left: f64, right: f64, least: f64) -> Vec<Column> {
    let most = ((right - left) / least).floor().max(1.0) as usize;
    let n = specs.len().min(most);
    let width = (right - left) / n.max(1) as f64;
    (0..n)
        .map(|i| Column {
            left: left + i as f64 * width,
            right: left + (i + 1) as f64 * width,
            specs: specs
                .get(i * specs.len() / n..(i + 1) * specs.len() / n)
                .unwrap_or_default()
                .to_vec(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_analysis_is_in_one_column() {
        for n in [0, 1, 7, 32, 33, 34, 1999] {
            let specs: Vec<usize> = (0..n).collect();
            let columns = columns(&specs, 0.0, 100.0, LEAST);
            assert!(columns.len() <= 33);
            let held: Vec<usize> = columns.iter().flat_map(|c| c.specs.clone()).collect();
            assert_eq!(held, specs);
            assert!(columns.iter().all(|c| !c.specs.is_empty()));
        }
    }
}
