//! What is wrong with a declaration.

use std::fmt;
use std::ops::Range;

use highwater_facts::nearest::nearest;

/// What is wrong with a declaration: what, where in its text, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in a clause.
    pub message: String,
    /// The bytes of the text that it is about.
    pub place: Range<usize>,
    /// What to do.
    pub help: String,
}

impl Fault {
    /// Makes a fault.
    pub(crate) fn new(
        message: impl Into<String>,
        place: Range<usize>,
        help: impl Into<String>,
    ) -> Self {
        Fault {
            message: message.into(),
            place,
            help: help.into(),
        }
    }

    /// Makes the fault of a name that is not among those known, with the nearest of them.
    pub(crate) fn unknown<'a>(
        message: impl Into<String>,
        place: Range<usize>,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", listed(&known)),
        };
        Fault::new(message, place, help)
    }
}

/// Returns names in a row, each as code.
pub(crate) fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}
