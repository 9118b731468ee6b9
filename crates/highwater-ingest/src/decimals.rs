//! What the cells of a table say of its decimal mark.

use crate::number::{Decimal, DecimalEvidence, Notation, NumberFault, evidence, question};
use crate::settings::{Delimiter, Settings};

/// What the cells of a table say of its decimal mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The first cell that has a comma before its decimals, and its line.
    comma: Option<(u64, String)>,
    /// Whether a cell has a point there.
    point: bool,
}

impl Evidence {
    /// Takes a number's cell into account; whether it could be either, as `3,943`.
    #[inline]
    pub(crate) fn add(&mut self, text: &str, line: impl FnOnce() -> u64) -> bool {
        // Only a comma could be misread; the first point says that commas are no decimal marks.
        let tells = |byte| byte == b',' || (byte == b'.' && !self.point);
        if !text.bytes().any(tells) {
            return false;
        }
        match evidence(text) {
            Some(DecimalEvidence::Only(Decimal::Comma)) => {
                if self.comma.is_none() {
                    self.comma = Some((line(), text.to_owned()));
                }
                false
            }
            Some(DecimalEvidence::Only(Decimal::Point)) => {
                self.point = true;
                false
            }
            Some(DecimalEvidence::Either) => text.contains(','),
            None => false,
        }
    }

    /// Adds what a later part of the file says, which comes after so many lines.
    pub(crate) fn append(&mut self, later: Evidence, lines_before: u64) {
        self.point |= later.point;
        if self.comma.is_none() {
            self.comma = later.comma.map(|(line, text)| (line + lines_before, text));
        }
    }

    /// Returns what speaks for a comma before decimals: "line 3 has `0,125`".
    pub(crate) fn because(&self) -> Option<String> {
        let (line, text) = self.comma.as_ref().filter(|_| !self.point)?;
        Some(format!("line {line} has `{text}`"))
    }
}

/// Returns what the settings say of decimal marks before any cell is read: a semicolon between cells
/// speaks for commas in them.
pub(crate) fn because_of(settings: &Settings) -> Option<String> {
    let speaks = settings.delimiter == Delimiter::SEMICOLON;
    speaks.then(|| "its cells are set apart by `;`".to_owned())
}

/// Says that a number could be read in two ways, if nothing said which and something speaks for a
/// comma.
pub(crate) fn doubt(text: &str, because: Option<&str>) -> Option<NumberFault> {
    let because = because?;
    let is_either = text.contains(',') && evidence(text) == Some(DecimalEvidence::Either);
    is_either.then(|| question(text, because))
}

/// Returns the notation of a column's numbers.
pub(crate) fn notation(settings: &Settings, column: &str, bare: bool) -> Notation {
    Notation {
        decimal: settings.decimal_of(column).unwrap_or_default(),
        bare,
    }
}
