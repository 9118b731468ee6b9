//! The functions that a predicate may call.

use crate::comparison::Comparison;

/// A function that a predicate may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Function {
    /// `round(x, decimals)`: decimal rounding, half away from zero, as the prose shows numbers.
    Round,
    /// `abs(x)`: the size of a number without its sign.
    Abs,
    /// `month("2024-03")`: a month, to compare with another.
    Month,
    /// `size(list)`: how many elements a list has.
    Size,
    /// `rising(list)`: whether each number is above the one before.
    Rising,
    /// `falling(list)`: whether each number is below the one before.
    Falling,
    /// `not_falling(list)`: whether no number is below the one before.
    NotFalling,
    /// `not_rising(list)`: whether no number is above the one before.
    NotRising,
    /// `above(list, list)`: whether each number is above the one of the same row in the other list.
    Above,
    /// `below(list, list)`: whether each number is below the one of the same row in the other list.
    Below,
}

impl Function {
    /// Each function with its name and how many arguments it takes.
    pub(crate) const ALL: [(&'static str, Function, usize); 10] = [
        ("round", Function::Round, 2),
        ("abs", Function::Abs, 1),
        ("month", Function::Month, 1),
        ("size", Function::Size, 1),
        ("rising", Function::Rising, 1),
        ("falling", Function::Falling, 1),
        ("not_falling", Function::NotFalling, 1),
        ("not_rising", Function::NotRising, 1),
        ("above", Function::Above, 2),
        ("below", Function::Below, 2),
    ];

    pub(crate) fn of(name: &str) -> Option<(Self, usize)> {
        let mut all = Function::ALL.into_iter();
        all.find(|(known, ..)| *known == name)
            .map(|(_, function, arguments)| (function, arguments))
    }

    /// Gives the names of all functions.
    #[must_use]
    pub fn names() -> [&'static str; 10] {
        Function::ALL.map(|(name, ..)| name)
    }

    /// Returns how it compares each number of a list with the one before, or with that of another list;
    /// `None` if it compares no numbers of lists.
    #[must_use]
    pub fn comparison(self) -> Option<Comparison> {
        match self {
            Function::Rising | Function::Above => Some(Comparison::Greater),
            Function::Falling | Function::Below => Some(Comparison::Less),
            Function::NotFalling => Some(Comparison::AtLeast),
            Function::NotRising => Some(Comparison::AtMost),
            Function::Round | Function::Abs | Function::Month | Function::Size => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut all = Function::ALL.into_iter();
        all.find(|(_, function, _)| *function == self)
            .map_or("", |(name, ..)| name)
    }
}
