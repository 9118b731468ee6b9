//! Numbers as published tables write them.

use highwater_facts::number_text;

use crate::fault::FaultKind;

/// Which numbers a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Any.
    Any,
    /// Those above zero.
    Positive,
    /// Those from 0 to 1.
    Share,
}

impl Reach {
    /// What is wrong with a number, where something is.
    pub(super) fn fault(self, number: f64) -> Option<FaultKind> {
        let fine = match self {
            Reach::Any => true,
            Reach::Positive => number > 0.0,
            Reach::Share => (0.0..=1.0).contains(&number),
        };
        (!fine).then_some(match self {
            Reach::Share => FaultKind::OutOfBounds {
                words: "shares from `0` to `1`, as in `0.45` for 45 %",
            },
            _ => self.no_number(),
        })
    }

    /// That a text is no number.
    pub(super) fn no_number(self) -> FaultKind {
        FaultKind::NotANumber {
            positive: self == Reach::Positive,
        }
    }
}

/// The number that a text names: `0.4491`, `2.9E+24`, `176,000,000,000`.
///
/// Commas must set apart groups of three digits: `1,5` could be a decimal comma.
pub(super) fn parse(text: &str) -> Option<f64> {
    let starts_well =
        text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if !starts_well {
        return None;
    }
    // `f64::from_str` reads `-inf` and `+nan` too; they are no numbers here.
    let finite = |text: &str| text.parse::<f64>().ok().filter(|x| x.is_finite());
    finite(text).or_else(|| finite(&ungrouped(text)?))
}

/// The nearest text that is a number: without the signs, blanks and marks around and within it.
pub(super) fn nearest(text: &str, reach: Reach) -> Option<String> {
    let kept: String = text
        .chars()
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-' | ','))
        .collect();
    let number = parse(&kept)?;
    if reach == Reach::Share && number > 1.0 && number <= 100.0 {
        return Some(number_text::clean(number / 100.0));
    }
    (kept != text && reach.fault(number).is_none()).then_some(kept)
}

/// The text without the commas that set apart groups of three digits.
fn ungrouped(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let end = unsigned.find(['.', 'e', 'E']).unwrap_or(unsigned.len());
    let mut groups = unsigned[..end].split(',');
    let first = groups.next()?;
    let fine = (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3)
        && !unsigned[end..].contains(',');
    fine.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_numbers_is_none() {
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
            "",
            "-",
            "3.8 e25",
            "0x10",
            "7B",
            "~7",
            "1.234,5",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_lies_between_0_and_1() {
        for share in [0.0, 0.4491, 1.0] {
            assert_eq!(Reach::Share.fault(share), None);
        }
        for number in [-0.1, 1.01, 39.13] {
            let fault = Reach::Share.fault(number);
            assert!(matches!(fault, Some(FaultKind::OutOfBounds { .. })));
        }
    }

    #[test]
    fn the_nearest_number_drops_what_is_around_it() {
        assert_eq!(
            nearest("~3.8e25 FLOP", Reach::Positive).as_deref(),
            Some("3.8e25")
        );
        assert_eq!(
            nearest("~3.8e25", Reach::Positive).as_deref(),
            Some("3.8e25")
        );
        assert_eq!(
            nearest("3.8 e25", Reach::Positive).as_deref(),
            Some("3.8e25")
        );
        assert_eq!(nearest("\u{2212}4", Reach::Any).as_deref(), Some("-4"));
        assert_eq!(nearest("\u{2212}4", Reach::Positive), None);
        assert_eq!(nearest("many", Reach::Positive), None);
        assert_eq!(nearest("39.13%", Reach::Share).as_deref(), Some("0.3913"));
        assert_eq!(nearest("139", Reach::Share), None);
    }
}
