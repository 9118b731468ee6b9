//! What is wrong with a format.

use std::fmt;

use super::style::NAMES;
use crate::unit::Unit;

/// A format that does not exist, or that does not fit the value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// No format of that name.
    Unknown {
        /// The name as given.
        text: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// The format cannot show such a value.
    Mismatch {
        /// The format's name.
        format: String,
        /// What the value is.
        value: &'static str,
    },
    /// The format is for numbers of another unit.
    Unit {
        /// The format's name.
        format: String,
        /// The unit of the value.
        unit: Unit,
        /// What the format is for.
        takes: &'static str,
    },
}

impl FormatError {
    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::Unknown { text, .. } => write!(f, "there is no format `{text}`"),
            FormatError::Mismatch { format, value } if format.is_empty() => {
                write!(f, "{value} cannot be written without a format")
            }
            FormatError::Mismatch { format, value } => {
                write!(f, "the format `{format}` cannot show {value}")
            }
            FormatError::Unit {
                format,
                unit,
                takes,
            } => write!(
                f,
                "the format `{format}` is for {takes}, and the value is in another unit: {unit}"
            ),
        }
    }
}

impl std::error::Error for FormatError {}
