//! Numbers become text here and nowhere else.
//!
//! Rounding is decimal, half away from zero, on the fifteen significant digits that a double
//! carries: 84.05 is written `84.1` with one decimal, as a reader would round it, although the
//! nearest double lies a hair below 84.05.

/// The sign before a negative number: a minus, not a hyphen.
pub const MINUS: char = '\u{2212}';

/// A number with a fixed count of decimals and commas between the thousands.
///
/// Zero has no sign, whichever it was computed with. What is not finite gives `∞`, `−∞` or `n/a`.
///
/// # Example
///
/// ```
/// use highwater_facts::number_text::fixed;
///
/// assert_eq!(fixed(330_000.0, 0), "330,000");
/// assert_eq!(fixed(84.05, 1), "84.1");
/// assert_eq!(fixed(999.95, 1), "1,000.0");
/// assert_eq!(fixed(-0.04, 1), "0.0");
/// assert_eq!(fixed(-1234.5, 0), "−1,235");
/// ```
#[must_use]
pub fn fixed(x: f64, decimals: u8) -> String {
    if x.is_nan() {
        return "n/a".to_owned();
    }
    if x.is_infinite() {
        return if x > 0.0 {
            "∞".to_owned()
        } else {
            format!("{MINUS}∞")
        };
    }
    let (negative, digits) = rounded_digits(x, decimals);
    let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
    let mut text = String::new();
    if negative {
        text.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if decimals > 0 {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The number that [`fixed`] shows: `round(84.05, 1)` is 84.1.
#[must_use]
pub fn round(x: f64, decimals: u8) -> f64 {
    if !x.is_finite() {
        return x;
    }
    let (negative, digits) = rounded_digits(x, decimals);
    let value = format!("{digits}e-{decimals}").parse().unwrap_or(x);
    if negative { -value } else { value }
}

/// Returns a number scaled to thousands, millions, billions or trillions: the scaled number, its letter
/// and how many it stands for.
///
/// The number is scaled by what it rounds to, so that 999,960 with one decimal becomes `1.0M` and
/// not `1000.0K`.
///
/// # Example
///
/// ```
/// use highwater_facts::number_text::scaled;
///
/// assert_eq!(scaled(28_000_000.0, 0), (28.0, "M", 1e6));
/// assert_eq!(scaled(999_960.0, 1), (0.99996, "M", 1e6));
/// assert_eq!(scaled(850.0, 0), (850.0, "", 1.0));
/// ```
#[must_use]
pub fn scaled(x: f64, decimals: u8) -> (f64, &'static str, f64) {
    const STEPS: [(f64, &str); 4] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")];
    for (i, &(size, letter)) in STEPS.iter().enumerate() {
        if x.abs() >= size {
            // Rounding may carry into the next step: 999,960 is 1,000.0K, so 1.0M.
            let carried = round(x.abs() / size, decimals) >= 1000.0 && i > 0;
            let (size, letter) = if carried {
                STEPS[i - 1]
            } else {
                (size, letter)
            };
            return (x / size, letter, size);
        }
    }
    if round(x.abs(), decimals) >= 1000.0 {
        (x / 1e3, "K", 1e3)
    } else {
        (x, "", 1.0)
    }
}

/// From here up numbers have no names that a reader knows.
pub const BEYOND_WORDS: f64 = 1e15;

/// Returns a power of ten with a raised exponent and at most so many decimals.
///
/// # Example
///
/// ```
/// use highwater_facts::number_text::power_of_ten;
///
/// assert_eq!(power_of_ten(1e24, 1), "10²⁴");
/// assert_eq!(power_of_ten(3.14e23, 1), "3.1×10²³");
/// ```
#[must_use]
pub fn power_of_ten(x: f64, decimals: usize) -> String {
    let sign = if x < 0.0 { "\u{2212}" } else { "" };
    let text = format!("{:.decimals$e}", x.abs());
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = match digits.split_once('.') {
        Some(_) => digits.trim_end_matches('0').trim_end_matches('.'),
        None => digits,
    };
    let raised: String = exponent
        .chars()
        .map(|c| match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4' => '⁴',
            '5' => '⁵',
            '6' => '⁶',
            '7' => '⁷',
            '8' => '⁸',
            '9' => '⁹',
            _ => '⁻',
        })
        .collect();
    if digits == "1" {
        format!("{sign}10{raised}")
    } else {
        format!("{sign}{digits}×10{raised}")
    }
}

/// The fewest decimals, up to `most`, that show the number to three significant digits.
///
/// # Example
///
/// ```
/// use highwater_facts::number_text::short_decimals;
///
/// assert_eq!(short_decimals(28.0, 2), 0);
/// assert_eq!(short_decimals(1.2, 2), 1);
/// assert_eq!(short_decimals(22.142857, 2), 1);
/// assert_eq!(short_decimals(235.4, 2), 0);
/// ```
#[must_use]
pub fn short_decimals(x: f64, most: u8) -> u8 {
    let significant = if x.abs() >= 100.0 {
        0
    } else if x.abs() >= 10.0 {
        1
    } else {
        2
    };
    let most = most.min(significant);
    (0..most)
        .find(|&d| round(x, d) == round(x, most))
        .unwrap_or(most)
}

/// How a number is rounded for a reader, to whom a number that is not zero must not look like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To so many decimals.
    Decimals(u8),
    /// It is nearer to zero than the last of so many decimals can show: `<0.01`.
    Below(u8),
    /// It is so near to zero that it needs a power of ten, with so many decimals.
    Power(usize),
}

/// The most zeros behind the point; with more a number is written with a power of ten.
const MOST_ZEROS: i32 = 4;

/// Returns how a number is rounded: to `decimals` if they are given, else to the fewest, up to
/// `most`, that show three significant digits; a number that these would show as zero gets the
/// decimals that show two digits of it.
///
/// # Example
///
/// ```
/// use highwater_facts::number_text::{Rounding, rounding};
///
/// assert_eq!(rounding(22.142857, None, 2), Rounding::Decimals(1));
/// assert_eq!(rounding(0.004, None, 2), Rounding::Decimals(3));
/// assert_eq!(rounding(0.0031, None, 2), Rounding::Decimals(4));
/// assert_eq!(rounding(0.004, Some(2), 2), Rounding::Below(2));
/// assert_eq!(rounding(0.0, Some(2), 2), Rounding::Decimals(2));
/// ```
#[must_use]
pub fn rounding(x: f64, decimals: Option<u8>, most: u8) -> Rounding {
    let short = decimals.unwrap_or_else(|| short_decimals(x, most));
    if x == 0.0 || !x.is_finite() || round(x, short) != 0.0 {
        return Rounding::Decimals(short);
    }
    if decimals.is_some() {
        return Rounding::Below(short);
    }
    let text = format!("{:.1e}", x.abs());
    let exponent: i32 = text
        .split_once('e')
        .and_then(|(_, e)| e.parse().ok())
        .unwrap_or(0);
    if exponent < -MOST_ZEROS - 1 {
        return Rounding::Power(1);
    }
    // 0.0031 has two digits in four decimals, and 0.0040 needs three.
    let two = (1 - exponent) as u8;
    let one = two - 1;
    Rounding::Decimals(if round(x, one) == round(x, two) {
        one
    } else {
        two
    })
}

impl Rounding {
    /// Returns the number that a reader sees; for a bound the number itself, which keeps to it.
    #[must_use]
    pub fn shown(self, x: f64) -> f64 {
        match self {
            Rounding::Decimals(decimals) => round(x, decimals),
            Rounding::Below(_) => x,
            Rounding::Power(decimals) => format!("{x:.decimals$e}").parse().unwrap_or(x),
        }
    }
}

/// Returns a number for a download: as a machine reads it, with twelve significant digits, which leaves
/// out what a computer's arithmetic adds behind them. What is not finite gives an empty text.
///
/// # Example
///
/// ```
/// use highwater_facts::number_text::clean;
///
/// assert_eq!(clean(43.9 - 26.1), "17.8");
/// assert_eq!(clean(1.0 / 3.0), "0.333333333333");
/// ```
#[must_use]
pub fn clean(x: f64) -> String {
    raw(format!("{x:.11e}").parse().unwrap_or(x))
}

/// A number as a machine reads it: the shortest text that gives the same double, never with an
/// exponent. What is not finite gives an empty text.
#[must_use]
pub fn raw(x: f64) -> String {
    if x.is_finite() {
        format!("{}", x + 0.0)
    } else {
        String::new()
    }
}

/// Returns a small whole number as a word, `eleven` for 11; `None` above twenty and for all others.
#[must_use]
pub fn word(x: f64) -> Option<&'static str> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS
        .iter()
        .enumerate()
        .find(|&(i, _)| i as f64 == x)
        .map(|(_, word)| *word)
}

/// The digits of `x` rounded to `decimals`, without a point and with a zero before it at least, and
/// whether the rounded number is negative.
fn rounded_digits(x: f64, decimals: u8) -> (bool, String) {
    // `d.ddddddddddddddde±x`: fifteen significant digits, correctly rounded from the double.
    let text = format!("{:.14e}", x.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mut digits: Vec<u8> = mantissa
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|b| b - b'0')
        .collect();
    // How many of the digits stay: those before the point and the decimals.
    let keep = exponent + 1 + i32::from(decimals);
    if keep < 0 {
        digits.clear();
    } else {
        let keep = keep as usize;
        let up = digits.get(keep).is_some_and(|&d| d >= 5);
        digits.resize(keep, 0);
        if up {
            carry(&mut digits);
        }
    }
    let negative = x < 0.0 && digits.iter().any(|&d| d != 0);
    let width = usize::from(decimals) + 1;
    let digits: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
    (negative, format!("{digits:0>width$}"))
}

/// Adds one to the last digit.
fn carry(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        *digit += 1;
        if *digit < 10 {
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_as_a_reader_would() {
        let cases: [(f64, u8, &str); 14] = [
            (84.05, 1, "84.1"),
            (77.075, 1, "77.1"),
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (-2.5, 0, "−3"),
            (0.049, 1, "0.0"),
            (0.05, 1, "0.1"),
            (-0.0, 2, "0.00"),
            (999.95, 1, "1,000.0"),
            (999_999.5, 0, "1,000,000"),
            (1e20, 0, "100,000,000,000,000,000,000"),
            (1e-9, 3, "0.000"),
            (22.142857142857142, 1, "22.1"),
            (0.1 + 0.2, 15, "0.300000000000000"),
        ];
        for (x, decimals, text) in cases {
            assert_eq!(fixed(x, decimals), text, "{x} with {decimals} decimals");
        }
        assert_eq!(fixed(f64::NAN, 1), "n/a");
        assert_eq!(fixed(f64::NEG_INFINITY, 1), "−∞");
    }

    #[test]
    fn raw_text_has_no_exponent_and_no_negative_zero() {
        assert_eq!(raw(620e6), "620000000");
        assert_eq!(raw(-0.0), "0");
        assert_eq!(raw(1e22), "10000000000000000000000");
        assert_eq!(raw(f64::INFINITY), "");
    }

    proptest! {
        #[test]
        fn the_sign_is_never_lost(x in -1e12..1e12f64, decimals in 0u8..6) {
            let text = fixed(x, decimals);
            let shown = round(x, decimals);
            prop_assert_eq!(text.starts_with(MINUS), shown < 0.0);
            prop_assert!(shown == 0.0 || (shown < 0.0) == (x < 0.0));
        }

        #[test]
        fn rounding_moves_by_half_a_unit_at_most(x in -1e9..1e9f64, decimals in 0u8..5) {
            let unit = [1.0, 0.1, 0.01, 1e-3, 1e-4][usize::from(decimals)];
            prop_assert!((round(x, decimals) - x).abs() <= unit * 0.5 + x.abs() * 1e-14);
        }

        #[test]
        fn text_reads_back_as_the_rounded_number(x in any::<f64>(), decimals in 0u8..9) {
            prop_assume!(x.is_finite());
            let read: f64 = fixed(x, decimals).replace(',', "").replace(MINUS, "-").parse().unwrap();
            prop_assert_eq!(read, round(x, decimals));
        }

        #[test]
        fn raw_reads_back_exactly(x in any::<f64>()) {
            prop_assume!(x.is_finite());
            prop_assert_eq!(raw(x).parse::<f64>().unwrap(), x);
        }
    }
}
