//! Numbers as C's `%g` and `%#g` print them, which is what the summary tables of R and statsmodels
//! look like.

/// `value` with `digits` significant digits, trailing zeros dropped: `%.{digits}g`.
pub(crate) fn g(value: f64, digits: usize) -> String {
    let padded = g_padded(value, digits);
    match padded.split_once('e') {
        Some((mantissa, exponent)) => format!("{}e{exponent}", without_zeros(mantissa)),
        None => without_zeros(&padded).to_owned(),
    }
}

/// Returns the same with its trailing zeros: `%#.{digits}g`.
pub(crate) fn g_padded(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "nan".to_owned()
        } else if value > 0.0 {
            "inf".to_owned()
        } else {
            "-inf".to_owned()
        };
    }
    let scientific = format!("{value:.*e}", digits - 1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let most = i32::try_from(digits).unwrap_or(i32::MAX);
    if (-4..most).contains(&exponent) {
        let decimals = usize::try_from(most - 1 - exponent).unwrap_or(0);
        let plain = format!("{value:.decimals$}");
        if decimals == 0 { plain + "." } else { plain }
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{mantissa}e{sign}{:02}", exponent.abs())
    }
}

fn without_zeros(number: &str) -> &str {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.')
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The right-hand sides are what Python's `%.4g` and `%#.4g` print.
    #[test]
    fn numbers_look_as_in_c() {
        for (value, plain, padded) in [
            (0.0, "0", "0.000"),
            (417.16, "417.2", "417.2"),
            (421.0, "421", "421.0"),
            (-3482258.63, "-3.482e+06", "-3.482e+06"),
            (1.5e-12, "1.5e-12", "1.500e-12"),
            (0.00012345, "0.0001234", "0.0001234"),
            (0.000012345, "1.234e-05", "1.234e-05"),
            (9999.6, "1e+04", "1.000e+04"),
            (1234.5, "1234", "1234."),
            (f64::NAN, "nan", "nan"),
            (f64::NEG_INFINITY, "-inf", "-inf"),
        ] {
            assert_eq!(g(value, 4), plain);
            assert_eq!(g_padded(value, 4), padded);
        }
    }
}
