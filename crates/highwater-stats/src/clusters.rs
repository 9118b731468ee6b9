//! Rows that belong together.

use std::collections::BTreeMap;

use crate::error::StatsError;
use crate::missing::at_least;

/// The rows of each cluster.
pub(crate) struct Clusters {
    /// One cluster after the other, each in ascending order.
    rows: Vec<usize>,
    /// Where each cluster ends among them.
    ends: Vec<usize>,
}

impl Clusters {
    /// The clusters of the rows that are `kept`, numbered among these, in the order in which they
    /// first appear; an error for fewer than two of them.
    pub(crate) fn new(labels: &[impl Ord], kept: &[usize]) -> Result<Self, StatsError> {
        let clusters = Clusters::of(labels, kept.iter().copied());
        at_least("clusters", 2, clusters.count())?;
        Ok(clusters)
    }

    /// Returns the clusters of all rows; one is enough.
    pub(crate) fn of_all(labels: &[impl Ord]) -> Self {
        Clusters::of(labels, 0..labels.len())
    }

    /// Returns the same of clusters that are numbered already, from 0 on.
    pub(crate) fn numbered(numbers: &[usize], kept: &[usize]) -> Result<Self, StatsError> {
        let mut order = vec![None; numbers.iter().max().map_or(0, |most| most + 1)];
        let mut count = 0;
        let numbers = kept.iter().map(|row| {
            *order[numbers[*row]].get_or_insert_with(|| {
                count += 1;
                count - 1
            })
        });
        let clusters = Clusters::grouped(&numbers.collect::<Vec<usize>>());
        at_least("clusters", 2, clusters.count())?;
        Ok(clusters)
    }

    fn of(labels: &[impl Ord], kept: impl Iterator<Item = usize>) -> Self {
        let kept = kept.map(|row| &labels[row]);
        Clusters::grouped(&in_order(kept))
    }

    /// Groups rows by the numbers of their clusters, all of which are there.
    fn grouped(numbers: &[usize]) -> Self {
        let mut ends = vec![0; numbers.iter().max().map_or(0, |most| most + 1)];
        for number in numbers {
            ends[*number] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            start += *end;
            *end = start - *end;
        }
        // Each cluster's place moves from its start to its end.
        let mut rows = vec![0; numbers.len()];
        for (row, number) in numbers.iter().enumerate() {
            rows[ends[*number]] = row;
            ends[*number] += 1;
        }
        Clusters { rows, ends }
    }

    /// Returns the number of the cluster of each row, in the order in which they first appear.
    pub(crate) fn numbers(labels: &[impl Ord]) -> Vec<usize> {
        in_order(labels.iter())
    }

    /// Each row by itself.
    pub(crate) fn single(rows: usize) -> Self {
        Clusters {
            rows: (0..rows).collect(),
            ends: (1..=rows).collect(),
        }
    }

    /// Returns how many clusters there are.
    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Returns the rows of each cluster.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[usize]> {
        (0..self.count()).map(|cluster| self.rows(cluster))
    }

    /// Returns the rows of one cluster.
    pub(crate) fn rows(&self, cluster: usize) -> &[usize] {
        let start = cluster.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.rows[start..self.ends[cluster]]
    }

    /// Returns the rows of all other clusters, in ascending order.
    pub(crate) fn rows_without(&self, cluster: usize) -> Vec<usize> {
        let left_out = self.rows(cluster);
        (0..self.rows.len())
            .filter(|row| left_out.binary_search(row).is_err())
            .collect()
    }

    /// The rows of some clusters, as often as they are named.
    pub(crate) fn rows_of(&self, clusters: &[usize]) -> Vec<usize> {
        let rows = clusters.iter().flat_map(|cluster| self.rows(*cluster));
        rows.copied().collect()
    }
}

/// Returns a number for each label, in the order in which they first appear.
fn in_order<L: Ord>(labels: impl Iterator<Item = L>) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    labels
        .map(|label| {
            let next = numbers.len();
            *numbers.entry(label).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_come_in_the_order_of_their_first_row() {
        // The third row is not used, so that `z` has only the last but one of those kept.
        let labels = ["m", "a", "z", "a", "z", "m"];
        let clusters = Clusters::new(&labels, &[0, 1, 3, 4, 5]).unwrap();
        let rows: Vec<&[usize]> = clusters.iter().collect();
        assert_eq!(rows, [&[0, 4][..], &[1, 2], &[3]]);
        assert_eq!(clusters.rows_of(&[2, 0, 2]), [3, 0, 4, 3]);
        assert_eq!(clusters.rows_without(0), [1, 2, 3]);
        let numbers = Clusters::numbers(&labels);
        assert_eq!(numbers, [0, 1, 2, 1, 2, 0]);
        let numbered = Clusters::numbered(&numbers, &[5, 3, 1]).unwrap();
        assert_eq!(numbered.iter().collect::<Vec<_>>(), [&[0][..], &[1, 2]]);
    }

    #[test]
    fn one_cluster_is_too_few() {
        let error = Clusters::new(&[7, 7, 1], &[0, 1]).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "needs at least `2` clusters, has `1`");
        assert!(Clusters::new(&[7], &[]).is_err());
    }
}
