//! The share of edits that is noticed, by kind, and the file that keeps it for the site.

use serde::{Deserialize, Serialize};

/// The share of edits that the check noticed, by kind.
///
/// # Example
///
/// ```
/// use highwater_report::Shares;
///
/// let text = r#"{"schema": "highwater-mutate-shares/1", "date": "2026-11-29", "seed": 1, "kinds": [
///   {"kind": "digit", "what": "a digit of a bound number", "noticed": 79, "by_review": 0, "edits": 80}
/// ]}"#;
/// let shares = Shares::read(text)?;
/// // Rounded down: what was not noticed is never rounded away.
/// assert_eq!(shares.all().percent(), 98);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// The schema of the file.
    pub schema: String,
    /// The day of the measurement, as `2026-11-29`.
    pub date: String,
    /// The seed of the edits.
    pub seed: u64,
    /// The kinds of edits, in their order.
    pub kinds: Vec<Share>,
}

/// The share of edits of one kind that the check noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The name of the kind on the command line.
    pub kind: String,
    /// What an edit of the kind changes.
    pub what: String,
    /// How many edits the check noticed.
    pub noticed: usize,
    /// How many of these it noticed only because the text differs from what was reviewed.
    pub by_review: usize,
    /// How many edits were made.
    pub edits: usize,
}

impl Share {
    /// Returns the share noticed in whole percent, rounded down.
    #[must_use]
    pub fn percent(&self) -> usize {
        (100 * self.noticed).checked_div(self.edits).unwrap_or(100)
    }
}

impl Shares {
    /// Reads the file that keeps them.
    ///
    /// # Errors
    ///
    /// The text is not JSON of this schema.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Returns the file that keeps them.
    #[must_use]
    pub fn written(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Returns the share of all edits.
    #[must_use]
    pub fn all(&self) -> Share {
        let sum = |number: fn(&Share) -> usize| self.kinds.iter().map(number).sum();
        Share {
            kind: "all".to_owned(),
            what: String::new(),
            noticed: sum(|share| share.noticed),
            by_review: sum(|share| share.by_review),
            edits: sum(|share| share.edits),
        }
    }
}
