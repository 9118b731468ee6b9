//! The grammar of numbers, for the tables of a project and for those that others publish.
//!
//! ```text
//! written  = [ "~" ] ( bound amount | amount [ dash amount ] [ "+" ] )
//! bound    = "<" | "<=" | "≤" | ">" | ">=" | "≥"
//! amount   = "(" plain ")" | [ sign ] plain          brackets are the minus of accounts
//! plain    = [ money ] digits [ letter ] [ mark ]    the sign may stand behind the money too
//! money    = "$" | "€" | "£" | "¥" | "US$" | .. | a code of ISO 4217
//! letter   = "K" | "M" | "B" | "T"
//! mark     = "%" | " pts" | "x" | money
//! digits   = whole [ "." fraction ] [ exponent ]
//! exponent = ( "e" | "E" ) [ sign ] digits | "×10^" [ sign ] digits
//! ```
//!
//! Thousands may be set apart by commas, blanks or apostrophes, in groups of three: `25,000`. A
//! group that starts with 0 is not one: `0,125` is never 125. With [`Decimal::Comma`] the point and
//! the comma change places. `<5` runs up to 5 from the least that its unit allows, which for counts
//! and amounts is 0.
//!
//! A mark must be that of the column's unit: `15%` is 0.15 in a column of fractions and 15 in one of
//! percentages, and refused in a column of counts; euros are never read as dollars.
//!
//! This is the only place where digits become a number.

mod amount;
mod decimal_mark;
mod digits;
mod fault;
mod marks;
mod mend;
mod money;
mod reading;
mod written;

#[cfg(test)]
mod tests;

pub use decimal_mark::{DecimalEvidence, evidence, question};
pub use fault::NumberFault;
pub use marks::looks_missing;
pub(crate) use reading::{quantity, single};

/// How a table writes its numbers.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_ingest::number::{Decimal, Notation};
/// use highwater_ingest::quantity_text::{CellText, parse_as};
///
/// let german = Notation { decimal: Decimal::Comma, bare: true };
/// let CellText::Known(rate, _) = parse_as("1.234,5", Unit::Percent, german)? else { unreachable!() };
/// assert_eq!(rate.value(), Some(1234.5));
/// # Ok::<(), highwater_ingest::number::NumberFault>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Notation {
    /// The mark before the decimals.
    pub decimal: Decimal,
    /// Whether a number may lack the mark of its unit (`$`, `%`, ` pts`, `x`), because the table
    /// says the unit once for a whole column.
    pub bare: bool,
}

/// The mark before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decimal {
    /// `1,234.5`.
    #[default]
    Point,
    /// `1.234,5`.
    Comma,
}

impl Decimal {
    /// Returns the decimal mark that a setting names: `.` or `,`.
    #[must_use]
    pub fn from_mark(mark: &str) -> Option<Self> {
        match mark {
            "." => Some(Decimal::Point),
            "," => Some(Decimal::Comma),
            _ => None,
        }
    }

    /// Returns the character.
    #[must_use]
    pub const fn mark(self) -> char {
        match self {
            Decimal::Point => '.',
            Decimal::Comma => ',',
        }
    }

    /// Returns the other of the two, which may set thousands apart.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Decimal::Point => Decimal::Comma,
            Decimal::Comma => Decimal::Point,
        }
    }
}
