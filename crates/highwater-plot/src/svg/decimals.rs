//! Coordinates as text: the one place where they are written.

/// A coordinate with one decimal at the most, and without one where it is zero.
pub(super) fn text(x: f64) -> String {
    let tenths = (x * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if tenth == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{tenth}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_decimal_and_no_more() {
        let cases = [
            (61.300000000000004, "61.3"),
            (0.1 + 0.2, "0.3"),
            (-0.04, "0"),
            (-0.5, "-0.5"),
            (720.0, "720"),
            (-12.34, "-12.3"),
        ];
        for (x, expected) in cases {
            assert_eq!(text(x), expected, "{x}");
        }
    }
}
