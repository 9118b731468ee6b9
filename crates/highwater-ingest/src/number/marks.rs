//! Texts that stand in the place of a number, and marks behind one.

/// Texts that tables write where a value is missing, hidden or does not apply, in lower case.
const MISSING: [&str; 33] = [
    "-", "--", "---", "\u{2013}", "\u{2014}", "\u{2212}", ".", "..", "...", "…", ":", "*", "**",
    "?", "/", "n.a.", "n.a", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "n.d.", "nd",
    "n/d", "missing", "unknown", "<na>", "x", "c", "[x]",
];

/// Errors of a spreadsheet's formulas, in lower case.
const ERRORS: [&str; 9] = [
    "#div/0!",
    "#ref!",
    "#value!",
    "#name?",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "#getting_data",
];

/// Returns whether a text is one of the marks that tables write where a value is missing: `..`, `n.a.`,
/// `-`, `*`. A table says which marks it has; until then each is a fault.
///
/// # Example
///
/// ```
/// use highwater_ingest::number::looks_missing;
///
/// assert!(looks_missing("n.a.") && looks_missing(":") && looks_missing("NA"));
/// assert!(!looks_missing("0") && !looks_missing("many"));
/// ```
#[must_use]
pub fn looks_missing(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    MISSING.contains(&lower.as_str())
}

/// Returns whether a text is an error of a spreadsheet's formula: `#DIV/0!`, `####`.
pub(super) fn is_spreadsheet_error(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let too_narrow = lower.len() > 1 && lower.bytes().all(|b| b == b'#');
    too_narrow || ERRORS.contains(&lower.as_str())
}

/// Splits a number from the mark of a note or flag behind it: `12.3 p`, `12.3*`, `12.3[a]`,
/// `12.3 (p)`; `None` if there is none.
///
/// A single letter is a flag only behind a blank, and only if it is not short for a size.
pub(super) fn flag(text: &str) -> Option<(&str, &str)> {
    let split = |start: usize| {
        let number = text[..start].trim_end();
        let flag = text[start..].trim();
        number
            .ends_with(|c: char| c.is_ascii_digit() || c == '%')
            .then_some((number, flag))
    };
    let last = text.chars().next_back()?;
    match last {
        ']' => split(text.rfind('[')?),
        ')' => split(text.rfind('(')?),
        '*' | '†' | '‡' | '§' | '#' | '^' | '!' => split(
            text.trim_end_matches(['*', '†', '‡', '§', '#', '^', '!'])
                .len(),
        ),
        'a' | 'c'..='j' | 'l' | 'n'..='s' | 'u'..='w' | 'y' | 'z' => {
            let start = text.len() - 1;
            text[..start]
                .ends_with([' ', '\u{a0}'])
                .then(|| split(start))?
        }
        _ => None,
    }
}
