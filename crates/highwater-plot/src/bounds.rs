//! A rectangle of the picture.

/// A rectangle of the picture, in pixels; `y` grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Bounds {
    /// Returns the width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Returns the height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Returns the middle.
    #[must_use]
    pub fn middle(&self) -> (f64, f64) {
        (
            f64::midpoint(self.left, self.right),
            f64::midpoint(self.top, self.bottom),
        )
    }

    /// The rectangle with all edges moved outwards, inwards where `by` is negative.
    #[must_use]
    pub fn grown(&self, by: f64) -> Bounds {
        Bounds {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// Returns whether the other rectangle lies within this one.
    #[must_use]
    pub fn holds(&self, other: &Bounds) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    /// Returns whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Bounds) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns whether a point lies in the rectangle or on its edge.
    #[must_use]
    pub fn has(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The point of the rectangle that is nearest to `(x, y)`.
    #[must_use]
    pub fn nearest(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            x.clamp(self.left, self.right.max(self.left)),
            y.clamp(self.top, self.bottom.max(self.top)),
        )
    }

    /// Returns whether the line from `a` to `b` comes into the rectangle.
    ///
    /// Clips the line at each edge in turn (Liang and Barsky).
    #[must_use]
    pub fn crossed_by(&self, a: (f64, f64), b: (f64, f64)) -> bool {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (towards, room) in [
            (-dx, a.0 - self.left),
            (dx, self.right - a.0),
            (-dy, a.1 - self.top),
            (dy, self.bottom - a.1),
        ] {
            if towards == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if towards < 0.0 {
                enter = enter.max(room / towards);
            } else {
                leave = leave.min(room / towards);
            }
        }
        enter <= leave
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Bounds = Bounds {
        left: 10.0,
        top: 10.0,
        right: 20.0,
        bottom: 15.0,
    };

    #[test]
    fn a_line_through_the_box_crosses_it_and_one_beside_it_does_not() {
        assert!(BOX.crossed_by((0.0, 12.0), (30.0, 12.0)));
        assert!(BOX.crossed_by((12.0, 12.0), (13.0, 13.0)));
        assert!(BOX.crossed_by((0.0, 0.0), (30.0, 25.0)));
        assert!(!BOX.crossed_by((0.0, 16.0), (30.0, 16.0)));
        assert!(!BOX.crossed_by((0.0, 12.0), (9.0, 12.0)));
        assert!(!BOX.crossed_by((0.0, 0.0), (5.0, 30.0)));
    }

    #[test]
    fn boxes_that_touch_do_not_overlap() {
        let beside = Bounds {
            left: 20.0,
            right: 30.0,
            ..BOX
        };
        assert!(!BOX.overlaps(&beside));
        assert!(BOX.overlaps(&beside.grown(0.1)));
        assert!(BOX.grown(1.0).holds(&BOX));
        assert!(!BOX.holds(&BOX.grown(1.0)));
    }
}
