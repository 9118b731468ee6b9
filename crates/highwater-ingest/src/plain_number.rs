//! One exact number without a unit, as most published tables write them.

use highwater_facts::Unit;

use crate::bounds::Bounds;
use crate::fault::FaultKind;
use crate::number::{self, Notation};

/// Returns the number that a text names: `0.4491`, `2.9E+24`, `176,000,000,000`, and `15%` for 0.15
/// where numbers are shares; or what is wrong with it, and the nearest text that would do.
pub(crate) fn parse(
    text: &str,
    bounds: Option<Bounds>,
    notation: Notation,
) -> Result<f64, (FaultKind, Option<String>)> {
    let holds = |x: f64| bounds.is_none_or(|bounds| bounds.holds(x));
    if let Some(x) = plain(text, notation).filter(|x| holds(*x)) {
        return Ok(x);
    }
    let is_share = bounds == Some(Bounds::SHARE);
    let unit = is_share.then_some(Unit::Fraction);
    let read = |text: &str| number::single(text, unit, notation);
    let sound = |text: &String| read(text).is_ok_and(holds);
    match (read(text), bounds) {
        (Ok(x), Some(bounds)) if !bounds.holds(x) => {
            // 39.13 may be a percentage whose sign was left out.
            let percent = Some(format!("{text}%")).filter(|_| is_share);
            let words = bounds.words;
            Err((FaultKind::OutOfBounds { words }, percent.filter(sound)))
        }
        (Ok(x), _) => Ok(x),
        (Err(fault), _) => {
            let kind = FaultKind::NotANumber { rule: fault.rule };
            Err((kind, fault.nearest.filter(sound)))
        }
    }
}
/// A number that the standard library reads as the grammar does, which most are: digits with a point
/// or an exponent.
#[inline]
fn plain(text: &str, notation: Notation) -> Option<f64> {
    let is_part =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
    let starts = text.starts_with(|c: char| c.is_ascii_digit());
    let ends = text.ends_with(|c: char| c.is_ascii_digit());
    let is_point = notation.decimal == number::Decimal::Point;
    if !is_point || !starts || !ends || !text.bytes().all(is_part) {
        return None;
    }
    let x: f64 = text.parse().ok()?;
    // What is too large or too near to zero is the grammar's to refuse.
    x.is_normal().then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, bounds: Option<Bounds>) -> Result<f64, (FaultKind, Option<String>)> {
        let notation = Notation {
            decimal: number::Decimal::Point,
            bare: true,
        };
        super::parse(text, bounds, notation)
    }

    fn refused(text: &str, bounds: Option<Bounds>) -> (FaultKind, Option<String>) {
        match parse(text, bounds) {
            Err(fault) => fault,
            Ok(x) => panic!("{text} is {x}"),
        }
    }

    #[test]
    fn numbers_with_groups_and_exponents_are_read() {
        for (text, number) in [
            ("0.4491", 0.4491),
            ("3.8e+25", 3.8e25),
            ("2.9E24", 2.9e24),
            ("176,000,000,000", 176e9),
            ("-1,234.5", -1234.5),
            ("1234567", 1234567.0),
            (".5", 0.5),
            ("7B", 7e9),
        ] {
            assert_eq!(parse(text, None), Ok(number), "{text}");
        }
    }

    #[test]
    fn plain_numbers_are_those_of_the_grammar() {
        let notation = Notation {
            decimal: number::Decimal::Point,
            bare: true,
        };
        for text in [
            "0.4491", "3.8e+25", "2.9E24", "1234567", "007", "1e-3", "10.50", "1-2", "1.2.3",
        ] {
            if let Some(x) = plain(text, notation) {
                assert_eq!(number::single(text, None, notation).ok(), Some(x), "{text}");
            }
        }
        assert_eq!(plain("1,234", notation), None);
        assert_eq!(plain("1e400", notation), None);
    }

    #[test]
    fn what_could_mean_two_numbers_is_refused() {
        for text in [
            "1,5",
            "1,2345",
            ",123",
            "12,34,567",
            "1,234,",
            "inf",
            "NaN",
            "-inf",
            "+nan",
            "1e400",
            "1e-400",
            "",
            "-",
            "3.8 e25",
            "0x10",
            "~7",
            "1.234,5",
            "10-15",
            "<5",
            "120+",
            "15%",
        ] {
            refused(text, None);
        }
    }

    #[test]
    fn a_share_lies_between_0_and_1() {
        for (text, share) in [("0", 0.0), ("0.4491", 0.4491), ("1", 1.0), ("15 %", 0.15)] {
            assert_eq!(parse(text, Some(Bounds::SHARE)), Ok(share), "{text}");
        }
        for text in ["-0.1", "1.01", "39.13", "101%"] {
            let (kind, _) = refused(text, Some(Bounds::SHARE));
            assert!(matches!(kind, FaultKind::OutOfBounds { .. }), "{text}");
        }
    }

    #[test]
    fn the_nearest_number_is_the_same_number() {
        for (text, bounds, nearest) in [
            ("~3.8e25", Some(Bounds::ABOVE_ZERO), Some("3.8e25")),
            ("1,5", None, Some("1.5")),
            ("1.234,5", None, Some("1234.5")),
            ("1 234,5", None, Some("1234.5")),
            ("12,34,567", None, Some("1234567")),
            // These words may be a size.
            ("~3.8e25 FLOP", Some(Bounds::ABOVE_ZERO), None),
            ("3.8 e25", Some(Bounds::ABOVE_ZERO), None),
            ("many", Some(Bounds::ABOVE_ZERO), None),
            ("-4", Some(Bounds::ABOVE_ZERO), None),
            ("39.13", Some(Bounds::SHARE), Some("39.13%")),
            ("139", Some(Bounds::SHARE), None),
        ] {
            assert_eq!(refused(text, bounds).1.as_deref(), nearest, "{text}");
        }
    }
}
