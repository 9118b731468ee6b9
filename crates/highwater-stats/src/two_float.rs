//! Numbers of twice the precision: an unevaluated sum of two doubles, good to about 32 digits.
//!
//! Dekker, T. J. (1971), "A floating-point technique for extending the available precision",
//! Numerische Mathematik 18, 224-242; the algorithms as in Joldes, Muller and Popescu (2017),
//! "Tight and rigorous error bounds for basic building blocks of double-word arithmetic".

use std::ops::{Add, Div, Mul, Neg, Sub};

/// The number `hi + lo`, where `lo` is at most half a unit in the last place of `hi`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct TwoFloat {
    pub(crate) hi: f64,
    pub(crate) lo: f64,
}

/// Returns the sum of doubles, without the rounding errors of the additions.
///
/// In four lanes, so that no addition has to wait for the one before it.
pub(crate) fn sum(values: impl IntoIterator<Item = f64>) -> TwoFloat {
    let mut lanes = [TwoFloat::default(); 4];
    let mut values = values.into_iter();
    loop {
        for lane in &mut lanes {
            let Some(value) = values.next() else {
                let [a, b, c, d] = lanes;
                return (a + b) + (c + d);
            };
            let head = two_sum(lane.hi, value);
            *lane = fast_two_sum(head.hi, head.lo + lane.lo);
        }
    }
}

/// `a + b`, exactly.
pub(crate) fn two_sum(a: f64, b: f64) -> TwoFloat {
    let hi = a + b;
    let b_part = hi - a;
    let lo = (a - (hi - b_part)) + (b - b_part);
    TwoFloat { hi, lo }.or_plain()
}

/// `a * b`, exactly, unless it leaves the range of a double.
///
/// Dekker's splitting and not a fused multiply-add, which is a function call on processors without
/// one.
pub(crate) fn two_product(a: f64, b: f64) -> TwoFloat {
    let hi = a * b;
    let (a_head, a_tail) = split(a);
    let (b_head, b_tail) = split(b);
    let lo = ((a_head * b_head - hi) + a_head * b_tail + a_tail * b_head) + a_tail * b_tail;
    TwoFloat { hi, lo }.or_plain()
}

/// `a + b`, exactly, where `|a| >= |b|`.
fn fast_two_sum(a: f64, b: f64) -> TwoFloat {
    let hi = a + b;
    TwoFloat {
        hi,
        lo: b - (hi - a),
    }
    .or_plain()
}

fn split(a: f64) -> (f64, f64) {
    let shifted = 134_217_729.0 * a;
    let head = shifted - (shifted - a);
    (head, a - head)
}

impl TwoFloat {
    /// Returns the nearest double.
    pub(crate) fn value(self) -> f64 {
        self.hi + self.lo
    }

    /// Past the range of a double the error term is not a number, and only the head means anything.
    fn or_plain(self) -> Self {
        if self.lo.is_finite() {
            self
        } else {
            TwoFloat::from(self.hi)
        }
    }
}

impl From<f64> for TwoFloat {
    fn from(hi: f64) -> Self {
        TwoFloat { hi, lo: 0.0 }
    }
}

impl Add for TwoFloat {
    type Output = TwoFloat;

    fn add(self, other: TwoFloat) -> TwoFloat {
        let head = two_sum(self.hi, other.hi);
        let tail = two_sum(self.lo, other.lo);
        let joined = fast_two_sum(head.hi, head.lo + tail.hi);
        fast_two_sum(joined.hi, tail.lo + joined.lo)
    }
}

impl Neg for TwoFloat {
    type Output = TwoFloat;

    fn neg(self) -> TwoFloat {
        TwoFloat {
            hi: -self.hi,
            lo: -self.lo,
        }
    }
}

impl Sub for TwoFloat {
    type Output = TwoFloat;

    fn sub(self, other: TwoFloat) -> TwoFloat {
        self + -other
    }
}

impl Mul for TwoFloat {
    type Output = TwoFloat;

    fn mul(self, other: TwoFloat) -> TwoFloat {
        let head = two_product(self.hi, other.hi);
        let cross = self.hi * other.lo + self.lo * other.hi;
        fast_two_sum(head.hi, head.lo + cross)
    }
}

impl Div for TwoFloat {
    type Output = TwoFloat;

    fn div(self, other: TwoFloat) -> TwoFloat {
        let first = self.hi / other.hi;
        let rest = self - other * TwoFloat::from(first);
        let second = rest.hi / other.hi;
        let rest = rest - other * TwoFloat::from(second);
        fast_two_sum(first, second) + TwoFloat::from(rest.hi / other.hi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_doubles_drop() {
        assert_eq!(sum([1e100, 1.0, -1e100]).value(), 1.0);
        assert_eq!(sum([1e16, 1.0, -1e16]).value(), 1.0);
        assert_eq!(sum([0.1; 10]).value(), 1.0);
    }

    #[test]
    fn a_third_times_three_is_one_to_thirty_digits() {
        let third = TwoFloat::from(1.0) / TwoFloat::from(3.0);
        let error = third * TwoFloat::from(3.0) - TwoFloat::from(1.0);
        assert!(error.value().abs() < 1e-31, "{error:?}");
    }

    #[test]
    fn past_the_range_the_head_is_kept() {
        assert_eq!(two_product(1e300, 1e300).value(), f64::INFINITY);
        assert_eq!(two_product(1e299, 2.0).value(), 2e299);
        assert_eq!(two_sum(f64::MAX, f64::MAX).value(), f64::INFINITY);
    }
}
