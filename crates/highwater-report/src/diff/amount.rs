//! By how much a number moved, in the words of its unit.

use highwater_facts::number_text::round;
use highwater_facts::{Format, Unit};

/// The most decimals that are tried; what needs more is written with a power of ten.
const MOST_DECIMALS: u8 = 6;
/// The most digits behind the first that tell two doubles apart.
const MOST_DIGITS: usize = 16;

/// The unit that some words name. What is counted needs no name here: it stands beside the number.
fn unit(words: &str) -> Unit {
    match words.parse() {
        Ok(Unit::Of(_) | Unit::Rate(..)) | Err(_) => Unit::Of("things"),
        Ok(unit) => unit,
    }
}

/// The format of a unit that takes decimals.
fn style(unit: Unit) -> Format {
    match unit {
        Unit::Fraction | Unit::Percent => Format::PERCENT,
        Unit::Ratio => Format::TIMES,
        Unit::Usd | Unit::Currency(_) => Format::MONEY,
        Unit::Points => Format::POINTS,
        _ => Format::NUMBER,
    }
}

/// Two numbers of a unit as texts: as the report writes them, or with as many decimals as show how far
/// they are apart, to a tenth of it.
pub(super) fn apart(a: f64, b: f64, words: &str) -> (String, String) {
    let unit = unit(words);
    let shows = |format: &Format| {
        let error = |x: f64| format.error(x, unit);
        error(a).max(error(b)) <= 0.1 * (a - b).abs()
    };
    let decimals = (1..=MOST_DECIMALS).map(|decimals| style(unit).decimals(decimals));
    let found = std::iter::once(Format::default())
        .chain(decimals)
        .find(shows);
    let texts = found.map(|format| (format.number(a, unit), format.number(b, unit)));
    texts.unwrap_or_else(|| powers_of_ten(a, b))
}

/// Returns a difference in the words of its unit: `+1,250 models`, `−1.3 points`, `+0.4×`, `+$1.2M`.
///
/// Shares differ by percentage points.
pub(super) fn difference(x: f64, words: &str) -> String {
    let (x, unit) = match unit(words) {
        Unit::Fraction => (x * 100.0, Unit::Points),
        Unit::Percent => (x, Unit::Points),
        unit => (x, unit),
    };
    let number = match unit {
        Unit::Usd | Unit::Currency(_) => Format::MONEY.signed().number(x, unit),
        _ => match enough_decimals(x) {
            Some(decimals) => style(unit).decimals(decimals).signed().number(x, unit),
            None => with_sign(x, &power_of_ten(x, 1)),
        },
    };
    match unit {
        Unit::Of(_) => format!("{number} {}", named(x, words)),
        Unit::Days | Unit::Months | Unit::Years => format!("{number} {}", named(x, words)),
        _ => number,
    }
}

/// A relative change: `+3.2%`.
pub(super) fn relative(x: f64) -> String {
    match enough_decimals(x * 100.0) {
        Some(decimals) => {
            let format = Format::PERCENT.decimals(decimals).signed();
            format.number(x, Unit::Fraction)
        }
        None => format!("{}%", with_sign(x, &power_of_ten(x * 100.0, 1))),
    }
}

/// Returns a number with a power of ten, such as `4.9e-11`, and so many digits behind the first.
fn power_of_ten(x: f64, digits: usize) -> String {
    let sign = if x < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{:.digits$e}", x.abs())
}

/// Two numbers with powers of ten, with as many digits as show how far they are apart.
fn powers_of_ten(a: f64, b: f64) -> (String, String) {
    let shows = |digits: &usize| {
        let error = |x: f64| {
            let shown = format!("{x:.digits$e}").parse::<f64>();
            shown.map_or(f64::INFINITY, |shown| (shown - x).abs())
        };
        error(a).max(error(b)) <= 0.1 * (a - b).abs()
    };
    let digits = (1..MOST_DIGITS).find(shows).unwrap_or(MOST_DIGITS);
    (power_of_ten(a, digits), power_of_ten(b, digits))
}

fn with_sign(x: f64, text: &str) -> String {
    if x > 0.0 {
        format!("+{text}")
    } else {
        text.to_owned()
    }
}

/// The fewest decimals that show a number to a hundredth of its size.
fn enough_decimals(x: f64) -> Option<u8> {
    (0..=MOST_DECIMALS).find(|&decimals| (round(x, decimals) - x).abs() <= 0.01 * x.abs())
}

/// The name of what is counted, for one where it is one: `model per day` for `models per day`.
fn named(x: f64, words: &str) -> String {
    if x.abs() != 1.0 {
        return words.to_owned();
    }
    let (things, rest) = match words.split_once(' ') {
        Some((things, rest)) => (things, format!(" {rest}")),
        None => (words, String::new()),
    };
    let one = match things {
        "analyses" => "analysis".to_owned(),
        _ => match things.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => things.strip_suffix('s').unwrap_or(things).to_owned(),
        },
    };
    format!("{one}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_in_the_words_of_their_unit() {
        for (x, words, text) in [
            (1250.0, "models", "+1,250 models"),
            (-1.0, "models", "\u{2212}1 model"),
            (1.0, "models per day", "+1 model per day"),
            (1.0, "analyses", "+1 analysis"),
            (1.0, "companies", "+1 company"),
            (0.5, "tokens per second", "+0.5 tokens per second"),
            (-0.01304, "fraction", "\u{2212}1.3 points"),
            (0.00042, "fraction", "+0.042 points"),
            (2.5, "percent", "+2.5 points"),
            (0.4, "ratio", "+0.4×"),
            (1_234_000.0, "US dollars", "+$1.23M"),
            (-3.0, "days", "\u{2212}3 days"),
            (1.0, "years", "+1 year"),
            (0.0123, "number", "+0.0123"),
            (1e-14, "number", "+1.0e-14"),
            (-4.36e-9, "number", "\u{2212}4.4e-9"),
        ] {
            assert_eq!(difference(x, words), text);
        }
    }

    #[test]
    fn two_numbers_that_differ_look_different() {
        let texts = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            apart(28e6, 620e6, "downloads"),
            texts("28,000,000", "620,000,000")
        );
        assert_eq!(apart(22.14, 22.142, "ratio"), texts("22.140×", "22.142×"));
        assert_eq!(apart(0.0086, -0.0164, "number"), texts("0.009", "−0.016"));
        assert_eq!(
            apart(4.9e-11, 9.05e-12, "number"),
            texts("4.9×10⁻¹¹", "9.1×10⁻¹²")
        );
        assert_eq!(apart(0.0167, 0.1204, "number"), texts("0.02", "0.12"));
        assert_eq!(apart(0.2, 0.2001, "fraction"), texts("20.00%", "20.01%"));
        assert_eq!(
            apart(0.1, 0.1 + 1e-13, "number"),
            texts("1.000000000000e-1", "1.000000000001e-1")
        );
    }

    #[test]
    fn small_and_large_relative_changes() {
        assert_eq!(relative(0.0323), "+3.2%");
        assert_eq!(relative(-0.00012), "\u{2212}0.012%");
        assert_eq!(relative(12.5), "+1,250%");
    }
}
