//! The sum of squares as a function of the break.

use crate::two_float::{TwoFloat, two_product, two_sum};

/// By how much a break lowers the sum of squares of a straight line, between neighbours of `x`.
///
/// With the hinge `h(c) = max(x - c, 0)` less what a line explains of it, the gain is
/// `(h'e)^2 / h'h`, `e` the residuals of the line. Between two values, with `t` the distance from the
/// left one, `h'e = a - b t` and `h'h = d - 2 m t + l t^2`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    pieces: Vec<Piece>,
    line: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    from: f64,
    width: f64,
    a: f64,
    b: f64,
    d: f64,
    m: f64,
    l: f64,
}

/// The best break.
pub(super) struct Best {
    pub(super) at: f64,
    pub(super) on_data_point: bool,
}

impl Piece {
    fn gain(&self, t: f64) -> f64 {
        let along = self.a - self.b * t;
        let size = self.d - 2.0 * self.m * t + self.l * t * t;
        if size > 0.0 {
            along * along / size
        } else {
            0.0
        }
    }

    /// Returns where the lines fitted to either side meet.
    fn meeting(&self) -> f64 {
        (self.b * self.d - self.a * self.m) / (self.b * self.m - self.a * self.l)
    }

    fn to(&self) -> f64 {
        self.from + self.width
    }
}

impl Profile {
    /// From values and the residuals of a line, with its sum of squares.
    ///
    /// Sums over the values right of a break are carried at twice the precision, as the hinge of an
    /// early break is nearly a line and little of it is left.
    pub(super) fn new(x: &[f64], residuals: &[f64], line: f64) -> Self {
        let mut rows: Vec<(f64, f64)> = x.iter().copied().zip(residuals.iter().copied()).collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let n = TwoFloat::from(rows.len() as f64);
        let sum = |values: &mut dyn Iterator<Item = TwoFloat>| {
            values.fold(TwoFloat::default(), |sum, value| sum + value)
        };
        let origin = rows[rows.len() / 2].0;
        let centre = sum(&mut rows.iter().map(|(x, _)| two_sum(*x, -origin))) / n;
        let centred = |x: f64| two_sum(x, -origin) - centre;
        let spread = sum(&mut rows.iter().map(|(x, _)| centred(*x) * centred(*x)));

        // Of the values right of the break: how many, sums of x, x^2, e and x e, all about the centre.
        let zero = TwoFloat::default();
        let (mut count, mut s1, mut s2, mut e0, mut e1) = (zero, zero, zero, zero, zero);
        let mut pieces = Vec::new();
        let mut right: Option<f64> = None;
        let groups: Vec<&[(f64, f64)]> = rows.chunk_by(|a, b| a.0 == b.0).collect();
        for (place, group) in groups.iter().enumerate().rev() {
            let from = group[0].0;
            // From the second value to the last but one.
            if let Some(to) = right.filter(|_| place >= 1 && place + 2 < groups.len()) {
                let u = centred(from);
                // Sums of (x - u) over the values right of it.
                let near = s1 - count * u;
                let near_square = s2 - u * s1 - u * near;
                let near_x = s2 - u * s1;
                let a = e1 - u * e0;
                let l = count - count * count / n - s1 * s1 / spread;
                let m = near - near * count / n - near_x * s1 / spread;
                let d = near_square - near * near / n - near_x * near_x / spread;
                pieces.push(Piece {
                    from,
                    width: to - from,
                    a: a.value(),
                    b: e0.value(),
                    d: d.value(),
                    m: m.value(),
                    l: l.value(),
                });
            }
            for (x, e) in *group {
                let x = centred(*x);
                count = count + TwoFloat::from(1.0);
                s1 = s1 + x;
                s2 = s2 + x * x;
                e0 = e0 + TwoFloat::from(*e);
                e1 = e1 + x * TwoFloat::from(*e);
            }
            right = Some(from);
        }
        pieces.reverse();
        Profile { pieces, line }
    }

    /// The first and last break that can be looked for.
    pub(super) fn limits(&self) -> (f64, f64) {
        let first = self.pieces.first().map_or(f64::NAN, |piece| piece.from);
        (first, self.pieces.last().map_or(f64::NAN, Piece::to))
    }

    pub(super) fn minimum(&self) -> Best {
        let mut best = Best {
            at: self.limits().0,
            on_data_point: true,
        };
        let mut most = f64::NEG_INFINITY;
        let mut offer = |gain: f64, at: f64, on_data_point: bool| {
            // A break between values has to be better by more than rounding.
            let rounding = if on_data_point { 0.0 } else { 1e-14 };
            if gain > most * (1.0 + rounding) {
                most = gain;
                best = Best { at, on_data_point };
            }
        };
        for piece in &self.pieces {
            offer(piece.gain(0.0), piece.from, true);
        }
        if let Some(piece) = self.pieces.last() {
            offer(piece.gain(piece.width), piece.to(), true);
        }
        for piece in &self.pieces {
            let t = piece.meeting();
            if t > 1e-9 * piece.width && t < piece.width * (1.0 - 1e-9) {
                offer(piece.gain(t), piece.from + t, false);
            }
        }
        best
    }

    /// The breaks whose sum of squares is at most `most`, as intervals; the best one is among them.
    pub(super) fn below(&self, most: f64, best: f64) -> Vec<[f64; 2]> {
        let needed = self.line - most;
        let mut found: Vec<[f64; 2]> = Vec::new();
        let mut add = |from: f64, to: f64| match found.last_mut() {
            // Pieces that touch are one.
            Some(last) if from <= last[1] => last[1] = last[1].max(to),
            _ => found.push([from, to]),
        };
        for piece in &self.pieces {
            for [from, to] in piece.above(needed) {
                // The ends are those of the data to the last digit.
                let end = |t: f64| {
                    if t >= piece.width {
                        piece.to()
                    } else {
                        piece.from + t
                    }
                };
                add(end(from), end(to));
            }
        }
        if !found
            .iter()
            .any(|piece| piece[0] <= best && best <= piece[1])
        {
            found.push([best, best]);
            found.sort_by(|a, b| a[0].total_cmp(&b[0]));
        }
        found
    }
}

impl Piece {
    /// Returns where the gain is at least `needed`: `(a - b t)^2 >= needed (d - 2 m t + l t^2)`.
    fn above(&self, needed: f64) -> Vec<[f64; 2]> {
        let whole = [0.0, self.width];
        if needed <= 0.0 {
            return vec![whole];
        }
        // leading t^2 - 2 middle t + last >= 0
        let minus =
            |p: f64, q: f64, r: f64, s: f64| (two_product(p, q) - two_product(r, s)).value();
        let leading = minus(self.b, self.b, needed, self.l);
        let middle = minus(self.a, self.b, needed, self.m);
        let last = minus(self.a, self.a, needed, self.d);
        let discriminant = minus(middle, middle, leading, last);
        if discriminant <= 0.0 {
            return if leading > 0.0 {
                vec![whole]
            } else {
                Vec::new()
            };
        }
        let root = discriminant.sqrt();
        let sum = if middle < 0.0 {
            middle - root
        } else {
            middle + root
        };
        let (one, other) = (sum / leading, last / sum);
        let (low, high) = (one.min(other), one.max(other));
        let clipped = |from: f64, to: f64| {
            let (from, to) = (from.max(0.0), to.min(self.width));
            (from <= to).then_some([from, to])
        };
        let parts = if leading > 0.0 {
            [clipped(0.0, low), clipped(high, self.width)]
        } else if leading < 0.0 {
            [clipped(low, high), None]
        } else if middle > 0.0 {
            [clipped(0.0, other), None]
        } else {
            [clipped(other, self.width), None]
        };
        parts.into_iter().flatten().collect()
    }
}
