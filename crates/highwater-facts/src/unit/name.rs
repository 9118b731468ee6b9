//! Units that are named in a file.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use super::{Currency, Unit};

/// The longest name of a unit, in bytes.
const LONGEST: usize = 80;

/// Names that were read at run time. A set of `&'static str` keeps [`Unit`] a small `Copy` type;
/// it grows with the number of distinct names, of which a project has some dozens, and never shrinks.
static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// Returns a name that lives as long as the program: each distinct name is kept once.
fn intern(name: &str) -> &'static str {
    // A thread that panicked while holding the lock cannot have left half a name.
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}

impl Unit {
    /// Returns the unit of things that are counted, named in the plural, for a name that is read at
    /// run time. Equal names give equal units.
    ///
    /// Each distinct name is kept in memory until the program ends, so this is for the names of
    /// units, not for the cells of a table.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Unit;
    ///
    /// let name = String::from("deaths");
    /// assert_eq!(Unit::of(&name), Unit::Of("deaths"));
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Self {
        Unit::Of(intern(name))
    }

    /// Returns the unit that a name in the source code stands for, by the rule of its
    /// [`FromStr`](#impl-FromStr-for-Unit).
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Unit;
    ///
    /// const SPEED: Unit = Unit::named("tokens per second");
    /// assert_eq!(SPEED, Unit::Rate("tokens", "second"));
    /// ```
    #[must_use]
    pub const fn named(name: &'static str) -> Self {
        let mut at = 0;
        while at < WORDS.len() {
            let (word, unit) = WORDS[at];
            if word.as_bytes().eq_ignore_ascii_case(name.as_bytes()) {
                return unit;
            }
            at += 1;
        }
        if let Some(currency) = Currency::named(name) {
            return Unit::Currency(currency);
        }
        let bytes = name.as_bytes();
        let mut at = 0;
        while at + PER.len() < bytes.len() {
            let (things, rest) = name.split_at(at);
            if rest
                .as_bytes()
                .split_at(PER.len())
                .0
                .eq_ignore_ascii_case(PER.as_bytes())
            {
                return Unit::Rate(things, rest.split_at(PER.len()).1);
            }
            at += 1;
            while at < bytes.len() && !name.is_char_boundary(at) {
                at += 1;
            }
        }
        Unit::Of(name)
    }
}

/// What stands between the two names of a rate.
const PER: &str = " per ";

/// Names of units that do not count things, in any case.
const WORDS: [(&str, Unit); 23] = [
    ("percent", Unit::Percent),
    ("per cent", Unit::Percent),
    ("%", Unit::Percent),
    ("pct", Unit::Percent),
    ("fraction", Unit::Fraction),
    ("share", Unit::Fraction),
    ("proportion", Unit::Fraction),
    ("percentage points", Unit::Points),
    ("points", Unit::Points),
    ("pts", Unit::Points),
    ("ratio", Unit::Ratio),
    ("factor", Unit::Ratio),
    ("x", Unit::Ratio),
    ("×", Unit::Ratio),
    ("number", Unit::Number),
    ("us dollars", Unit::Usd),
    ("usd", Unit::Usd),
    ("$", Unit::Usd),
    ("us$", Unit::Usd),
    ("dollars", Unit::Usd),
    ("days", Unit::Days),
    ("months", Unit::Months),
    ("years", Unit::Years),
];

/// Reads the name of a unit, as settings write it: `percent` or `%`, `fraction` or `share`, `USD`,
/// `EUR`, `points`, `ratio`, `number`, `days`, `models per day`; each other name counts things of
/// that name, `deaths`.
///
/// ```
/// use highwater_facts::Unit;
///
/// assert_eq!("percent".parse(), Ok(Unit::Percent));
/// assert_eq!("USD".parse(), Ok(Unit::Usd));
/// assert_eq!("deaths".parse(), Ok(Unit::Of("deaths")));
/// assert_eq!("models per day".parse(), Ok(Unit::Rate("models", "day")));
/// ```
impl FromStr for Unit {
    type Err = UnitNameError;

    fn from_str(text: &str) -> Result<Self, UnitNameError> {
        let name = text.trim();
        let fine = !name.is_empty()
            && name.len() <= LONGEST
            && name
                .chars()
                .any(|c| c.is_alphabetic() || "%$€£¥×".contains(c))
            && !name.chars().any(char::is_control);
        if !fine {
            return Err(UnitNameError {
                text: name.to_owned(),
            });
        }
        Ok(Unit::named(intern(name)))
    }
}

/// A text that cannot name a unit: it is empty, has no letter, or is too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitNameError {
    text: String,
}

impl fmt::Display for UnitNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start: String = self.text.chars().take(LONGEST).collect();
        write!(
            f,
            "`{}` does not name a unit; write one such as `percent`, `USD`, `deaths` or `models per day`, of at most {LONGEST} bytes",
            start.escape_debug()
        )
    }
}

impl std::error::Error for UnitNameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_reads_back_from_its_own_text() {
        let mut units = vec![
            Unit::Of("downloads"),
            Unit::Rate("models", "day"),
            Unit::Ratio,
            Unit::Number,
            Unit::Fraction,
            Unit::Percent,
            Unit::Points,
            Unit::Usd,
            Unit::Days,
            Unit::Months,
            Unit::Years,
        ];
        units.extend(Currency::all().map(Unit::Currency));
        for unit in units {
            assert_eq!(unit.to_string().parse(), Ok(unit));
        }
    }

    #[test]
    fn a_name_is_kept_once() {
        let (one, other) = (Unit::of("crème brûlées"), Unit::of("crème brûlées"));
        let (Unit::Of(one), Unit::Of(other)) = (one, other) else {
            panic!("not counts");
        };
        assert!(std::ptr::eq(one, other));
    }

    #[test]
    fn what_is_not_a_name_is_refused() {
        for text in ["", "  ", "12", "a\nb", &"m".repeat(81)] {
            assert!(text.parse::<Unit>().is_err(), "{text:?}");
        }
        assert_eq!(
            "".parse::<Unit>().unwrap_err().to_string(),
            "`` does not name a unit; write one such as `percent`, `USD`, `deaths` or `models per day`, of at most 80 bytes"
        );
    }
}
