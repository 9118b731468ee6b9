//! Powers of two that bring values into a range where squares neither overflow nor vanish.

/// A power of two by which the values can be multiplied without loss so that the largest is near 1;
/// 1 where their squares are in no danger.
pub(crate) fn safe_scale(values: &[f64]) -> f64 {
    let largest = max_abs(values);
    if largest == 0.0 || (1e-90..=1e90).contains(&largest) || !largest.is_finite() {
        1.0
    } else {
        reciprocal_power_of_two(largest)
    }
}

/// The power of two nearest to `1 / magnitude` that is itself in range; 1 for zero.
pub(crate) fn reciprocal_power_of_two(magnitude: f64) -> f64 {
    if magnitude == 0.0 || !magnitude.is_finite() {
        return 1.0;
    }
    let (_, exponent) = libm::frexp(magnitude);
    libm::ldexp(1.0, (-exponent).clamp(-1000, 1000))
}

/// Returns the largest absolute value; 0 for no values.
pub(crate) fn max_abs(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, value| value.abs().max(most))
}
