//! The text of a number or date as a reader takes it: `2.5M`, `−$0.5K`, `75%`, `3×10²⁴`, `Jul 2023`.
//!
//! It knows nothing of the formats that write these texts, so that what is written can be held
//! against what is read.

use crate::calendar;

/// A number as it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) number: f64,
    /// Whether a per cent sign follows, so that the number stands for a hundredth of it where a
    /// fraction is meant.
    pub(crate) is_percent: bool,
    pub(crate) decimals: usize,
}

impl Reading {
    /// Returns whether the text gives the number `at`, as it is or as a fraction.
    pub(crate) fn gives(&self, at: f64) -> bool {
        let near = |read: f64| (read - at).abs() <= at.abs() * 1e-12;
        near(self.number) || (self.is_percent && near(self.number / 100.0))
    }
}

/// Reads a number with what may stand around it; `None` if the text is not one number.
pub(crate) fn number(text: &str) -> Option<Reading> {
    let text = text.trim();
    let (negative, rest) = sign(text);
    let rest = rest.strip_prefix(['$', '€', '£', '¥']).unwrap_or(rest);
    let (negative, rest) = match sign(rest) {
        (true, rest) => (true, rest),
        (false, rest) => (negative, rest),
    };
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
    let (digits, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = ungrouped(whole)?;
    let (mut exponent, rest) = power(&whole, fraction, rest)?;
    let digits = match (&*whole, exponent) {
        // `10²⁴` alone: the ten is the base.
        ("10", Some(_)) if !rest.1 => "1".to_owned(),
        _ => format!("{whole}.{fraction}0"),
    };
    let rest = rest.0;
    let (letter, rest) = match rest.chars().next() {
        Some('K') => (3, &rest[1..]),
        Some('M') => (6, &rest[1..]),
        Some('B') => (9, &rest[1..]),
        Some('T') => (12, &rest[1..]),
        _ => (0, rest),
    };
    if letter > 0 {
        exponent = Some(exponent.unwrap_or(0) + letter);
    }
    let is_suffix = rest.is_empty() || rest.starts_with(['%', '×', '+', ' ', '\u{a0}', '-']);
    let more_digits = rest.contains(|c: char| c.is_ascii_digit());
    if !is_suffix || more_digits {
        return None;
    }
    let number: f64 = format!("{digits}e{}", exponent.unwrap_or(0)).parse().ok()?;
    Some(Reading {
        number: if negative { -number } else { number },
        is_percent: rest.starts_with('%'),
        decimals: fraction.len(),
    })
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['−', '-']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Returns the digits without commas; `None` if these do not stand between thousands.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| !first.is_empty())?;
    let grouped = whole.contains(',');
    let sound = !grouped || (first.len() <= 3 && groups.all(|group| group.len() == 3));
    sound.then(|| whole.replace(',', ""))
}

/// Returns the exponent of `×10²⁴`, or of raised digits behind a ten alone; then the rest of the text,
/// and whether a factor stood before the ten.
fn power<'a>(whole: &str, fraction: &str, rest: &'a str) -> Option<(Option<i32>, (&'a str, bool))> {
    let (raised, has_factor) = match rest.strip_prefix("×10") {
        Some(raised) => (raised, true),
        None => (rest, false),
    };
    let end = raised.find(|c| raised_digit(c).is_none());
    let (digits, behind) = raised.split_at(end.unwrap_or(raised.len()));
    if digits.is_empty() {
        // `1.5×` is a factor, `×10` without an exponent is nothing known.
        return (!has_factor).then_some((None, (rest, false)));
    }
    if !has_factor && (whole != "10" || !fraction.is_empty()) {
        return None;
    }
    let plain: String = digits.chars().filter_map(raised_digit).collect();
    Some((Some(plain.parse().ok()?), (behind, has_factor)))
}

fn raised_digit(c: char) -> Option<char> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    if c == '⁻' {
        return Some('-');
    }
    let index = RAISED.chars().position(|raised| raised == c)?;
    char::from_digit(index as u32, 10)
}

/// Reads a year, a month or a day as its place on a scale of dates: `2023`, `Jul 2023`,
/// `8 Jul 2023`.
pub(crate) fn date(text: &str) -> Option<f64> {
    let mut words = text.split(' ').rev();
    let year: i64 = words.next()?.parse().ok()?;
    let month = match words.next() {
        Some(name) => calendar::month_named(name)?,
        None => return Some(year as f64 * 12.0),
    };
    let day: i64 = match words.next() {
        Some(day) => day.parse().ok()?,
        None => 1,
    };
    let is_end = words.next().is_none();
    is_end.then(|| calendar::coordinate(calendar::day_number(year, month, day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, expected) in [
            ("0", 0.0),
            ("0.25", 0.25),
            ("1,000,000", 1e6),
            ("−$0.5K", -500.0),
            ("$−5", -5.0),
            ("2.5M", 2.5e6),
            ("+3.5 points", 3.5),
            ("1.5×", 1.5),
            ("22-fold", 22.0),
            ("10²⁴", 1e24),
            ("10", 10.0),
            ("2×10⁻⁵", 2e-5),
            ("120+", 120.0),
        ] {
            assert_eq!(number(text).map(|r| r.number), Some(expected), "{text}");
        }
        let quarter = number("25%").unwrap();
        assert!(quarter.gives(0.25) && quarter.gives(25.0) && !quarter.gives(0.3));
    }

    #[test]
    fn what_is_not_one_number_is_not_read() {
        for text in [
            "", "n/a", "Jan 2022", "1,00", "12,3456", "5–10", "15¹", "1e5", "<0.001", "×10",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        assert_eq!(date("2024"), Some(24288.0));
        assert_eq!(date("Feb 2024"), Some(24289.0));
        assert_eq!(date("16 Feb 2024"), Some(24289.0 + 15.0 / 29.0));
        assert_eq!(date("Foo 2024"), None);
        assert_eq!(date(""), None);
    }
}
