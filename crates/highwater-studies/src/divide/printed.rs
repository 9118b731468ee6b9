//! Printed numbers, and whether one follows from others: computed again at the ends of what their
//! rounding leaves open, they agree where that range meets what the printed one stands for.

/// A number as it was printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printed {
    /// The number.
    pub value: f64,
    /// Half a unit of its last digit: what rounding leaves open on either side.
    pub half_unit: f64,
}

impl Printed {
    /// A number by its value and its text, whose digits behind the point say how it was rounded.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::printed::Printed;
    ///
    /// // `1.30` was rounded to hundredths, `1.3` to tenths.
    /// assert_eq!(Printed::of(1.3, "1.30").half_unit, 0.005);
    /// assert_eq!(Printed::of(1.3, "1.3").half_unit, 0.05);
    /// ```
    #[must_use]
    pub fn of(value: f64, text: &str) -> Self {
        let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        Printed {
            value,
            half_unit: 0.5 / libm::pow(10.0, decimals as f64),
        }
    }

    /// The least and the greatest number that are printed so.
    #[must_use]
    pub fn ends(self) -> [f64; 2] {
        [self.value - self.half_unit, self.value + self.half_unit]
    }
}

/// A figure computed again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// As it was printed.
    pub printed: Printed,
    /// From the printed numbers that it rests on.
    pub recomputed: f64,
    /// The least that their rounding allows.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Check {
    /// Computes a figure again from two printed numbers; it must rise or fall throughout in each.
    #[must_use]
    pub fn of(printed: Printed, from: [Printed; 2], figure: impl Fn(f64, f64) -> f64) -> Self {
        let [a, b] = from.map(Printed::ends);
        let corners = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(i, j)| figure(a[i], b[j]));
        Check {
            printed,
            recomputed: figure(from[0].value, from[1].value),
            low: corners.into_iter().fold(f64::INFINITY, f64::min),
            high: corners.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// Returns whether the printed figure can follow from the printed numbers.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let [low, high] = self.printed.ends();
        self.low <= high && self.high >= low
    }
}

/// Returns the two-sided p of a coefficient from its estimate and standard error, from the normal
/// distribution.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::printed::wald_p;
///
/// // The supplement's share of industry: -1.52 and 0.719, printed as 0.035.
/// assert!((wald_p(-1.52, 0.719) - 0.0345112).abs() < 5e-8);
/// ```
#[must_use]
pub fn wald_p(estimate: f64, se: f64) -> f64 {
    libm::erfc((estimate / se).abs() / std::f64::consts::SQRT_2)
}

/// The counts, out of so many at most, whose share in percent is printed so.
pub(super) fn counts_that_give(percent: Printed, most: u64) -> Vec<String> {
    let [low, high] = percent.ends();
    let of = |n: u64| {
        let shares = (0..=n).map(move |k| (k, 100.0 * k as f64 / n as f64));
        shares
            .filter(move |(_, share)| (low..=high).contains(share))
            .map(move |(k, _)| format!("{k} of {n}"))
    };
    (1..=most).flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_cannot_explain_does_not_agree() {
        let [estimate, se] = [Printed::of(-1.52, "-1.52"), Printed::of(0.719, "0.719")];
        let check = |p: f64, text: &str| Check::of(Printed::of(p, text), [estimate, se], wald_p);
        assert!(check(0.035, "0.035").agrees());
        assert!(check(0.034, "0.034").agrees());
        assert!(!check(0.036, "0.036").agrees());
        assert!(!check(0.0353, "0.0353").agrees());
    }

    #[test]
    fn counts_of_a_printed_share_are_found() {
        let share = Printed::of(81.4, "81.40");
        assert_eq!(counts_that_give(share, 94), ["35 of 43", "70 of 86"]);
        assert_eq!(counts_that_give(share, 10), Vec::<String>::new());
    }
}
