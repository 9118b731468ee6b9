//! Where ticks lie: round numbers, decades, dates.

mod dates;

use crate::scale::{Scale, Spacing};

pub use dates::{dates, months};

/// Ten to a whole power, as exact as a double holds it.
///
/// Read from text: products of tens drift, and then an axis says `9.999999999999999e24`.
///
/// # Example
///
/// ```
/// assert_eq!(highwater_plot::ticks::power_of_ten(24), 1e24);
/// ```
#[must_use]
pub fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::NAN)
}

/// The exponent of the decade that a positive number lies in: 24 for 3e24.
#[must_use]
pub fn decade(x: f64) -> i32 {
    let text = format!("{x:e}");
    text.split_once('e')
        .and_then(|(_, exponent)| exponent.parse().ok())
        .unwrap_or(0)
}

/// Positions of at most `most` labelled ticks on a scale.
#[must_use]
pub fn positions(scale: &Scale, most: usize) -> Vec<f64> {
    let (low, high) = (scale.low.min(scale.high), scale.low.max(scale.high));
    match scale.spacing {
        Spacing::Linear => linear(low, high, most),
        Spacing::Log => log(low, high, most),
        Spacing::Dates(grain) => dates(low, high, most, grain),
    }
}

/// Multiples of 1, 2, 2.5 or 5 times a power of ten, as many as fit up to `most`.
///
/// # Example
///
/// ```
/// assert_eq!(highwater_plot::ticks::linear(0.0, 86.4, 6), [0.0, 20.0, 40.0, 60.0, 80.0]);
/// ```
#[must_use]
pub fn linear(low: f64, high: f64, most: usize) -> Vec<f64> {
    linear_by(low, high, most, Steps::Any)
}

/// As [`linear`], with the steps that are allowed.
pub(crate) fn linear_by(low: f64, high: f64, most: usize, steps: Steps) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite() && low < high) || most == 0 {
        return Vec::new();
    }
    steps
        .growing_from((high - low) / most as f64)
        .find_map(|step| step.multiples(low, high, most))
        .unwrap_or_default()
}

/// The range widened to multiples of the step that gives at most `most` ticks.
///
/// # Example
///
/// ```
/// assert_eq!(highwater_plot::ticks::round_out(0.0, 86.4, 6), (0.0, 100.0));
/// ```
#[must_use]
pub fn round_out(low: f64, high: f64, most: usize) -> (f64, f64) {
    round_out_by(low, high, most, Steps::Any)
}

/// As [`round_out`], with the steps that are allowed.
pub(crate) fn round_out_by(low: f64, high: f64, most: usize, steps: Steps) -> (f64, f64) {
    match around(low, high, most, steps) {
        Some((step, from, to)) => (step.at(from), step.at(to)),
        None => (low, high),
    }
}

/// The multiples of a round step that hold a range, at most `most` of them; empty where there are none,
/// as for a range that is no range.
///
/// # Example
///
/// ```
/// use highwater_plot::ticks::holding;
///
/// assert_eq!(holding(27.0, 86.4, 5), [20.0, 40.0, 60.0, 80.0, 100.0]);
/// ```
#[must_use]
pub fn holding(low: f64, high: f64, most: usize) -> Vec<f64> {
    let Some((step, from, to)) = around(low, high, most, Steps::Any) else {
        return Vec::new();
    };
    // Adding zero makes zero of minus zero.
    let n = (to - from).max(0.0) as usize;
    (0..=n).map(|i| step.at(from + i as f64) + 0.0).collect()
}

/// The smallest round step of which at most `most` multiples hold a range, with the first and the last.
fn around(low: f64, high: f64, most: usize, steps: Steps) -> Option<(Step, f64, f64)> {
    if !(low.is_finite() && high.is_finite() && low < high) {
        return None;
    }
    steps
        .growing_from((high - low) / most.max(2) as f64)
        .map(|step| (step, step.index(low).floor(), step.index(high).ceil()))
        .find(|(_, from, to)| to - from < most as f64)
}

/// The steps that ticks may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Steps {
    /// All round ones.
    Any,
    /// Whole numbers: for counts, which have no halves, and for years.
    Whole,
}

impl Steps {
    /// Steps that grow, from one that is no larger than `size`.
    fn growing_from(self, size: f64) -> impl Iterator<Item = Step> {
        let first = decade(size) - 1;
        let first = match self {
            Steps::Any => first,
            Steps::Whole => first.max(0),
        };
        (first..first + 6)
            .flat_map(|exponent| [10.0, 20.0, 25.0, 50.0].map(|digits| Step { digits, exponent }))
            .filter(move |step| self == Steps::Any || step.at(1.0).fract() == 0.0)
    }
}

/// A step of 1, 2, 2.5 or 5 times a power of ten.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Ten times the leading digit, so that it is whole: 10, 20, 25 or 50.
    digits: f64,
    exponent: i32,
}

impl Step {
    /// The multiple of the step, exact where a double can hold it: one rounding, not one a step.
    fn at(self, index: f64) -> f64 {
        let exponent = self.exponent - 1;
        if exponent < 0 {
            index * self.digits / power_of_ten(-exponent)
        } else {
            index * self.digits * power_of_ten(exponent)
        }
    }

    /// Returns how many steps a number is from zero, rounded where it is a multiple but for an error in
    /// the last digits.
    fn index(self, x: f64) -> f64 {
        let index = x / self.at(1.0);
        if (index - index.round()).abs() < 1e-9 {
            index.round()
        } else {
            index
        }
    }

    /// The multiples from `low` to `high`, where they are `most` at the most.
    fn multiples(self, low: f64, high: f64, most: usize) -> Option<Vec<f64>> {
        let (from, to) = (self.index(low).ceil(), self.index(high).floor());
        let more = (to - from).max(-1.0);
        // Counted in whole numbers: beyond 2^53 adding one to a double changes nothing.
        (more < most as f64).then(|| {
            (0..=more as i64)
                .map(|i| self.at(from + i as f64) + 0.0)
                .collect()
        })
    }
}

/// Decades, thinned to at most `most`; 1-2-5 steps where fewer than three decades lie in the range;
/// multiples of a round step where even those are fewer than three.
///
/// # Example
///
/// ```
/// use highwater_plot::ticks::log;
///
/// assert_eq!(log(1e20, 1e26, 7).len(), 7);
/// assert_eq!(log(2e7, 1e9, 7), [2e7, 5e7, 1e8, 2e8, 5e8, 1e9]);
/// ```
#[must_use]
pub fn log(low: f64, high: f64, most: usize) -> Vec<f64> {
    if !(low > 0.0 && high.is_finite() && low < high) || most == 0 {
        return Vec::new();
    }
    let inside = |x: &f64| (low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(x);
    let exponents: Vec<i32> = (decade(low) - 1..=decade(high) + 1)
        .filter(|&e| inside(&power_of_ten(e)))
        .collect();
    let steps: Vec<f64> = steps_1_2_5(low, high).into_iter().filter(inside).collect();
    if exponents.len() < 4 && (3..=most).contains(&steps.len()) {
        return steps;
    }
    if exponents.len() >= 3 {
        let every = (1..).find(|every| exponents.len().div_ceil(*every) <= most);
        return exponents
            .iter()
            .filter(|&&e| e.rem_euclid(every.unwrap_or(1) as i32) == 0)
            .map(|&e| power_of_ten(e))
            .collect();
    }
    if steps.len() >= 3 {
        // Too many for the room: 1 and 3, near enough to half a decade, would need other minor
        // ticks; so the decades and what is left of 1-2-5 thinned from the top.
        let every = steps.len().div_ceil(most);
        return steps.into_iter().rev().step_by(every).rev().collect();
    }
    linear(low, high, most)
}

fn steps_1_2_5(low: f64, high: f64) -> Vec<f64> {
    (decade(low) - 1..=decade(high) + 1)
        .flat_map(|e| [1, 2, 5].map(|digit| times_power(digit, e)))
        .collect()
}

fn times_power(digit: u8, exponent: i32) -> f64 {
    format!("{digit}e{exponent}").parse().unwrap_or(f64::NAN)
}

/// Returns the range widened to the next of 1, 2 and 5 times a power of ten; to whole decades where
/// that gives more than `most` ticks.
///
/// # Example
///
/// ```
/// use highwater_plot::ticks::round_out_log;
///
/// assert_eq!(round_out_log(28e6, 620e6, 6), (2e7, 1e9));
/// assert_eq!(round_out_log(28e6, 620e6, 4), (1e7, 1e9));
/// ```
#[must_use]
pub fn round_out_log(low: f64, high: f64, most: usize) -> (f64, f64) {
    if !(low > 0.0 && high.is_finite() && low <= high) {
        return (low, high);
    }
    let widened = |steps: &[f64]| {
        let from = steps.iter().rev().find(|&&x| x <= low).copied();
        let to = steps.iter().find(|&&x| x >= high).copied();
        (from.unwrap_or(low), to.unwrap_or(high))
    };
    let steps = steps_1_2_5(low, high);
    let (from, to) = widened(&steps);
    let within = steps.iter().filter(|&&x| from <= x && x <= to).count();
    if from < to && within <= most {
        return (from, to);
    }
    let decades: Vec<f64> = (decade(low)..=decade(high) + 1).map(power_of_ten).collect();
    let (from, to) = widened(&decades);
    // One number alone, on a power of ten.
    if from < to {
        (from, to)
    } else {
        (from, from * 10.0)
    }
}

/// Unlabelled ticks of a logarithmic axis: 2 to 9 times each decade, where they are not too dense.
#[must_use]
pub fn minor_log(low: f64, high: f64) -> Vec<f64> {
    if !(low > 0.0 && high.is_finite() && low < high) || decade(high) - decade(low) > 8 {
        return Vec::new();
    }
    (decade(low)..=decade(high))
        .flat_map(|e| (2..=9).map(move |digit| times_power(digit, e)))
        .filter(|x| (low..=high).contains(x))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decades_to_ten_to_the_26_are_exact() {
        assert_eq!(
            log(1e20, 1e26, 7),
            [1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26]
        );
        assert_eq!(log(1e20, 1e26, 4), [1e20, 1e22, 1e24, 1e26]);
    }

    #[test]
    fn short_spans_get_one_two_five() {
        assert_eq!(log(1e5, 1e7, 7), [1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7]);
        assert_eq!(log(20.0, 90.0, 7), [20.0, 40.0, 60.0, 80.0]);
    }

    #[test]
    fn small_steps_are_exact() {
        assert_eq!(linear(0.0, 0.6, 7), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
        assert_eq!(linear(-1.0, 1.0, 5), [-1.0, -0.5, 0.0, 0.5, 1.0]);
    }

    #[test]
    fn a_range_narrow_beside_its_numbers_ends() {
        for low in [1e17, 1e300, -1e300, f64::MAX / 4.0] {
            let high = low + low.abs() * 4e-16;
            assert!(linear(low, high, 6).len() <= 6);
            assert!(round_out(low, high, 6).0 <= high);
        }
    }

    proptest! {
        #[test]
        fn ticks_are_few_and_in_range(low in -1e9..1e9f64, span in 1e-6..1e9f64, most in 3usize..9) {
            let high = low + span;
            prop_assume!(high > low);
            let ticks = linear(low, high, most);
            prop_assert!(ticks.len() <= most);
            let slack = span * 1e-6 + low.abs() * 1e-9;
            prop_assert!(ticks.iter().all(|t| (low - slack..=high + slack).contains(t)));
        }

        #[test]
        fn rounded_out_range_holds_the_range(low in -1e6..1e6f64, span in 1e-3..1e6f64) {
            let (from, to) = round_out(low, low + span, 6);
            prop_assert!(from <= low + 1e-6 && to >= low + span - 1e-6);
            prop_assert!(linear(from, to, 6).len() >= 2);
        }

        #[test]
        fn log_ticks_are_few_and_in_range(low in -8.0..20.0f64, decades in 0.05..10.0f64, most in 4usize..8) {
            let (from, to) = (libm::pow(10.0, low), libm::pow(10.0, low + decades));
            let ticks = log(from, to, most);
            prop_assert!(ticks.len() <= most, "{:?}", ticks);
            prop_assert!(ticks.windows(2).all(|w| w[0] < w[1]));
            prop_assert!(ticks.iter().all(|t| *t >= from * 0.999_999 && *t <= to * 1.000_001));
        }
    }
}
