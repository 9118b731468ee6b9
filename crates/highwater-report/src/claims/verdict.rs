//! What became of a claim.

use std::fmt;

use serde::Deserialize;

/// What became of a claim.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// It holds, at full precision and as shown.
    Holds,
    /// It does not hold.
    Fails,
    /// It holds, but would not within its tolerance, its interval or its rounding; the text says
    /// which.
    Fragile(String),
    /// Nothing was examined; the text says why. Never a pass.
    NotTestable(String),
}

/// What the writer expects of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Expected {
    #[default]
    Holds,
    Fails,
    Fragile,
    NotTestable,
}

impl Verdict {
    /// Returns the verdict in a word or two: `holds`, `fails`, `fragile`, `not testable`.
    #[must_use]
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::Fragile(_) => "fragile",
            Verdict::NotTestable(_) => "not testable",
        }
    }

    /// The verdict as a name in a style sheet or a file: `not-testable`.
    #[must_use]
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Verdict::NotTestable(_) => "not-testable",
            other => other.word(),
        }
    }

    /// Why it is fragile or cannot be tested.
    #[must_use]
    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Verdict::Fragile(reason) | Verdict::NotTestable(reason) => Some(reason),
            Verdict::Holds | Verdict::Fails => None,
        }
    }

    /// Returns whether it is what the writer expects.
    pub(crate) fn is(&self, expected: Expected) -> bool {
        self.word() == expected.to_string()
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Holds => "holds",
            Expected::Fails => "fails",
            Expected::Fragile => "fragile",
            Expected::NotTestable => "not testable",
        })
    }
}
