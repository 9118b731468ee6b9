//! Counting inversions by a merge sort.

/// Sorts `values` and returns how many pairs were out of order, where `after(a, b)` says that `a`
/// belongs after `b`.
pub(crate) fn inversions<T: Copy>(values: &mut [T], after: impl Fn(T, T) -> bool) -> u64 {
    let mut from = values.to_vec();
    let mut to = values.to_vec();
    let mut count = 0;
    let mut width = 1;
    while width < from.len() {
        for (block, merged) in from.chunks(2 * width).zip(to.chunks_mut(2 * width)) {
            let (left, right) = block.split_at(width.min(block.len()));
            count += merge(left, right, merged, &after);
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    values.copy_from_slice(&from);
    count
}

fn merge<T: Copy>(left: &[T], right: &[T], merged: &mut [T], after: &impl Fn(T, T) -> bool) -> u64 {
    let (mut i, mut j, mut count) = (0, 0, 0);
    for place in merged {
        if j == right.len() || (i < left.len() && !after(left[i], right[j])) {
            *place = left[i];
            i += 1;
        } else {
            *place = right[j];
            j += 1;
            count += (left.len() - i) as u64;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_out_of_order_counts_once() {
        let mut values = [5, 4, 3, 2, 1, 1];
        assert_eq!(inversions(&mut values, |a, b| a > b), 14);
        assert_eq!(values, [1, 1, 2, 3, 4, 5]);
        assert_eq!(inversions::<i32>(&mut [], |a, b| a > b), 0);
    }
}
