//! What tells a row of a table from the others.

use std::fmt;
use std::sync::Arc;

use crate::fact_path::FactPath;
use crate::month::Month;
use crate::value::Value;

/// What tells a row of a table from the others: a month, or a name.
///
/// # Example
///
/// ```
/// use highwater_facts::{Key, Month};
///
/// let month = Key::from(Month::new(2023, 7).ok_or("no such month")?);
/// assert_eq!((month.name(), month.segment()), ("July 2023".to_owned(), "jul_2023".to_owned()));
/// assert_eq!(Key::from("r/LocalLLaMA").segment(), "r_localllama");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A month.
    Month(Month),
    /// A name, a day or another text.
    Text(Arc<str>),
}

impl Key {
    /// Returns the key as prose names it: `July 2023`, `r/LocalLLaMA`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Key::Month(month) => month.name(),
            Key::Text(text) => text.as_ref().to_owned(),
        }
    }

    /// Returns the key as a segment of a path: `jul_2023`, `r_localllama`.
    #[must_use]
    pub fn segment(&self) -> String {
        match self {
            Key::Month(month) => month.path_segment(),
            Key::Text(text) => FactPath::segment(text),
        }
    }

    /// Returns the month; `None` if the key is a text.
    #[must_use]
    pub fn month(&self) -> Option<Month> {
        match self {
            Key::Month(month) => Some(*month),
            Key::Text(_) => None,
        }
    }
}

/// Writes the key as tables do: `2023-07`, `r/LocalLLaMA`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Month(month) => month.fmt(f),
            Key::Text(text) => f.write_str(text),
        }
    }
}

impl From<Month> for Key {
    fn from(month: Month) -> Self {
        Key::Month(month)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Key::Text(text.into())
    }
}

impl From<&Key> for Value {
    fn from(key: &Key) -> Self {
        match key {
            Key::Month(month) => Value::Month(*month),
            Key::Text(text) => Value::Text(text.as_ref().to_owned()),
        }
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        Value::from(&key)
    }
}
