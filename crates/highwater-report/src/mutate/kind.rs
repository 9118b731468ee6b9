//! The kinds of edits.

use std::fmt;

/// A kind of edit: one rule by which a story is made wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditKind {
    /// A digit of a bound number is another.
    Digit,
    /// The words of a claim differ in the story alone.
    ClaimWords,
    /// The words of a claim are bound to another claim.
    ClaimTarget,
    /// A bound number loses its binding.
    Unbound,
    /// A value link names another value that reads the same.
    Twin,
    /// An empty value link names another value of the same parent and unit.
    Sibling,
    /// Two neighbouring value links of a line change places.
    Swap,
    /// A word that denies is put before a claim.
    Negation,
    /// The words of a claim change in the story and in `claims.toml` together.
    BothWords,
    /// Two neighbouring figures change places.
    Figures,
    /// A digit of the front matter is another.
    FrontMatter,
    /// One condition of several is taken out of a predicate.
    Condition,
    /// A name gives way to another name of the story.
    Name,
    /// A month or year in words is another.
    Date,
    /// A word behind a bound number that says what is counted is another.
    Unit,
    /// A word that says a direction says the opposite.
    Direction,
    /// A threshold of a predicate is 10 % larger.
    ThresholdTenth,
    /// A threshold of a predicate is half as large.
    ThresholdHalf,
    /// A threshold of a predicate is twice as large.
    ThresholdDouble,
    /// A digit that is bound to nothing is another.
    UnboundDigit,
    /// A word that says of how many is another.
    Quantifier,
    /// A predicate names another value of the same parent and unit.
    Path,
}

impl EditKind {
    /// Each kind with its name on the command line and what it does.
    pub const ALL: [(EditKind, &'static str, &'static str); 22] = [
        (EditKind::Digit, "digit", "a digit of a bound number"),
        (
            EditKind::ClaimWords,
            "claim-words",
            "the words of a claim, in the story alone",
        ),
        (
            EditKind::ClaimTarget,
            "claim-target",
            "the words of a claim bound to another claim",
        ),
        (
            EditKind::Unbound,
            "unbound",
            "a bound number without its binding",
        ),
        (
            EditKind::Twin,
            "twin",
            "a value link moved to a value that reads the same",
        ),
        (
            EditKind::Sibling,
            "sibling",
            "an empty value link moved to a sibling",
        ),
        (
            EditKind::Swap,
            "swap",
            "two value links of a line in each other's place",
        ),
        (
            EditKind::Negation,
            "negation",
            "a word that denies before a claim",
        ),
        (
            EditKind::BothWords,
            "both-words",
            "the words of a claim, in the story and in claims.toml",
        ),
        (
            EditKind::Figures,
            "figures",
            "two figures in each other's place",
        ),
        (
            EditKind::FrontMatter,
            "front-matter",
            "a digit of the front matter",
        ),
        (
            EditKind::Condition,
            "condition",
            "one condition of several taken out",
        ),
        (EditKind::Name, "name", "a name for another"),
        (EditKind::Date, "date", "a month or year in words"),
        (
            EditKind::Unit,
            "unit",
            "a word for what a bound number counts",
        ),
        (EditKind::Direction, "direction", "a word of direction"),
        (
            EditKind::ThresholdTenth,
            "threshold-tenth",
            "a threshold 10 % larger",
        ),
        (
            EditKind::ThresholdHalf,
            "threshold-half",
            "a threshold halved",
        ),
        (
            EditKind::ThresholdDouble,
            "threshold-double",
            "a threshold doubled",
        ),
        (
            EditKind::UnboundDigit,
            "unbound-digit",
            "a digit that is bound to nothing",
        ),
        (
            EditKind::Quantifier,
            "quantifier",
            "a word that says of how many",
        ),
        (
            EditKind::Path,
            "path",
            "a sibling of a value in a predicate",
        ),
    ];

    /// Returns the kind of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let mut all = EditKind::ALL.into_iter();
        all.find(|(_, known, _)| *known == name)
            .map(|(kind, ..)| kind)
    }

    /// Returns its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        EditKind::ALL[self as usize].1
    }

    /// Returns what it changes, in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        EditKind::ALL[self as usize].2
    }
}

impl fmt::Display for EditKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_stands_at_its_place() {
        for (kind, name, _) in EditKind::ALL {
            assert_eq!((kind.name(), EditKind::of(name)), (name, Some(kind)));
        }
    }
}
