//! The names of values: the rule for paths, and names as their segments.

mod segment;

use std::fmt;

/// The rule for paths: lower-case segments of letters, digits and `_`, joined by dots, each starting
/// with a letter, so that a claim can name them. A segment after the first may be a whole number, the
/// place in a list; a value link can name such a path, a claim cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPath;

impl FactPath {
    /// Checks a path against the rule.
    ///
    /// # Errors
    ///
    /// [`PathError`] with the first segment that breaks the rule.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::FactPath;
    ///
    /// assert!(FactPath::check("wave.downloads.jan_2022").is_ok());
    /// assert!(FactPath::check("wave.downloads.2022_01").is_err());
    /// assert!(FactPath::check("efficiency.buckets.1.n").is_ok());
    /// ```
    pub fn check(path: &str) -> Result<(), PathError> {
        for (place, segment) in path.split('.').enumerate() {
            let is_number = !segment.is_empty() && segment.chars().all(|c| c.is_ascii_digit());
            if place > 0 && is_number {
                continue;
            }
            let starts = segment.starts_with(|c: char| c.is_ascii_lowercase());
            let rest = segment
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if !starts || !rest {
                return Err(PathError {
                    path: path.to_owned(),
                    segment: segment.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// Returns a name as a segment of a path: `Llama 2 70B` gives `llama_2_70b`, `r/LocalLLaMA` gives
    /// `r_localllama`, `Ørsted` gives `orsted`.
    ///
    /// Latin letters lose their marks. What else a path cannot hold, and what tells names apart that
    /// would be one, is kept as a code: `C++` gives `c_plus_plus`, `日本` gives `u65e5_u672c`. A path is
    /// added to a ledger once, so that names which still meet are an error there, never one value for
    /// another.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::FactPath;
    ///
    /// assert_eq!(FactPath::segment("Côte d’Ivoire"), "cote_d_ivoire");
    /// assert_ne!(FactPath::segment("C"), FactPath::segment("C#"));
    /// assert!(FactPath::check(&FactPath::segment("日本")).is_ok());
    /// ```
    #[must_use]
    pub fn segment(name: &str) -> String {
        segment::of(name)
    }

    /// Returns whether a path is `stem` or lies below it.
    pub(crate) fn is_at_or_below(path: &str, stem: &str) -> bool {
        path.strip_prefix(stem)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// A path that breaks the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The path.
    pub path: String,
    /// The segment at fault.
    pub segment: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the path `{}` has the segment `{}`; a segment is a lower-case letter, then letters, digits and `_`, or the place in a list",
            self.path, self.segment
        )
    }
}

impl std::error::Error for PathError {}
