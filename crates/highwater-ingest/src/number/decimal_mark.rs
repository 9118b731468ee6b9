//! What cells say of the decimal mark of their table.

use super::digits::{are_digits, is_blank_or_apostrophe};
use super::{Decimal, NumberFault};

/// What the text of a cell says of the decimal mark of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalEvidence {
    /// It can be read with one mark only: `1,5` and `0,125` with a comma, `1,234.5` with a point.
    Only(Decimal),
    /// It is a number of either notation, and not the same one: `3,943`, `3.943`.
    Either,
}

/// Returns what the text of a cell says of the decimal mark of its table; `None` if it says nothing,
/// as `12` and `soon` do.
///
/// # Example
///
/// ```
/// use highwater_ingest::number::{Decimal, DecimalEvidence, evidence};
///
/// assert_eq!(evidence("$1.234,50"), Some(DecimalEvidence::Only(Decimal::Comma)));
/// assert_eq!(evidence("0,125"), Some(DecimalEvidence::Only(Decimal::Comma)));
/// assert_eq!(evidence("1,234,567"), Some(DecimalEvidence::Only(Decimal::Point)));
/// assert_eq!(evidence("3,943"), Some(DecimalEvidence::Either));
/// assert_eq!(evidence("3943"), None);
/// ```
#[must_use]
pub fn evidence(text: &str) -> Option<DecimalEvidence> {
    let start = text.find(|c: char| c.is_ascii_digit() || c == '.' || c == ',')?;
    let run = &text[start..];
    let end = run
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',' || is_blank_or_apostrophe(c)))
        .unwrap_or(run.len());
    let run = run[..end].trim_end_matches(is_blank_or_apostrophe);
    // A date or a version number has more digits behind; a second number says something else.
    let another = text[start + end..].contains([',', '.']);
    if another || !run.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    of_run(run)
}

/// Says that a number could be read in two ways, and asks for the setting that decides; `because`
/// says what speaks for a comma, as a clause: "line 3 has `0,125`".
///
/// # Example
///
/// ```
/// use highwater_ingest::number::question;
///
/// let fault = question("3,943", "line 3 has `0,125`");
/// assert_eq!(
///     fault.rule,
///     "is 3943 or 3.943: line 3 has `0,125`, so its commas may be decimal marks; \
///      say `decimal = \",\"` or `decimal = \".\"` for the table"
/// );
/// ```
#[must_use]
pub fn question(text: &str, because: &str) -> NumberFault {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mark = if text.contains(',') { ',' } else { '.' };
    let decimal: String = text
        .chars()
        .filter_map(|c| match c {
            c if c == mark => Some('.'),
            c => c.is_ascii_digit().then_some(c),
        })
        .collect();
    NumberFault {
        rule: format!(
            "is {digits} or {decimal}: {because}, so its commas may be decimal marks; say `decimal = \",\"` or `decimal = \".\"` for the table"
        ),
        nearest: None,
    }
}

/// Returns what digits with points, commas, blanks and apostrophes say of the decimal mark.
pub(super) fn of_run(run: &str) -> Option<DecimalEvidence> {
    let marks: Vec<char> = run.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let decimal = |mark: char| Decimal::from_mark(mark.encode_utf8(&mut [0; 4]));
    match marks[..] {
        [] => None,
        [mark] => {
            let decimal = decimal(mark)?;
            let (whole, behind) = run.split_once(mark)?;
            let separator = whole.chars().find(|c| is_blank_or_apostrophe(*c));
            let fraction = are_digits(behind)
                && match separator {
                    Some(separator) => well_grouped(whole, separator),
                    None => whole.is_empty() || are_digits(whole),
                };
            let could_group = fraction && separator.is_none() && well_grouped(run, mark);
            if could_group {
                Some(DecimalEvidence::Either)
            } else {
                fraction.then_some(DecimalEvidence::Only(decimal))
            }
        }
        // All alike: they set thousands apart, and the other mark is that of decimals.
        [first, .., last] if marks.iter().all(|mark| *mark == first) => {
            let thousands = decimal(last)?;
            well_grouped(run, thousands.mark()).then_some(DecimalEvidence::Only(thousands.other()))
        }
        [.., last] => {
            let decimal = decimal(last)?;
            let (whole, fraction) = run.rsplit_once(last)?;
            let fine = are_digits(fraction) && well_grouped(whole, decimal.other().mark());
            fine.then_some(DecimalEvidence::Only(decimal))
        }
    }
}

/// Returns whether digits stand in groups of three behind a first one of at most three.
fn well_grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    are_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && are_digits(group))
}
