//! What the points of a chart are called.

use highwater_facts::{Format, Unit};

/// What the points of a chart are called, one and many: "model" and "models".
///
/// # Example
///
/// ```
/// use highwater_plot::chart::Noun;
///
/// let models = Noun::new("model", "models");
/// assert_eq!(models.count(1), "1 model");
/// assert_eq!(models.count(1200), "1,200 models");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// The name of one.
    pub one: String,
    /// The name of several.
    pub many: String,
}

impl Noun {
    /// Returns a noun in the singular and the plural.
    #[must_use]
    pub fn new(one: &str, many: &str) -> Self {
        Noun {
            one: one.to_owned(),
            many: many.to_owned(),
        }
    }

    /// So many of them: "62 organisations".
    #[must_use]
    pub fn count(&self, n: usize) -> String {
        let name = if n == 1 { &self.one } else { &self.many };
        format!("{} {name}", whole(n))
    }

    /// So much of them, which need not be whole: "29 models".
    #[must_use]
    pub fn amount(&self, x: f64) -> String {
        let name = if x == 1.0 { &self.one } else { &self.many };
        format!("{} {name}", self.number(x))
    }

    /// So much of them, without the name.
    pub(super) fn number(&self, x: f64) -> String {
        Format::default().number(x, Unit::Of("points"))
    }

    /// "62 of 179 organisations lie off the range".
    pub(super) fn off_range(&self, off: usize, all: usize) -> String {
        let verb = if off == 1 { "lies" } else { "lie" };
        format!("{} of {} {verb} off the range", whole(off), self.count(all))
    }
}

/// Returns a whole number as text.
pub(super) fn whole(n: usize) -> String {
    Format::default().number(n as f64, Unit::Of("points"))
}
