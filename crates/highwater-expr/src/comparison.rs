//! Comparisons of two numbers.

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
}

impl Comparison {
    pub(crate) fn of(symbol: &str) -> Option<Self> {
        Some(match symbol {
            ">" => Comparison::Greater,
            ">=" => Comparison::AtLeast,
            "<" => Comparison::Less,
            "<=" => Comparison::AtMost,
            "==" => Comparison::Equal,
            "!=" => Comparison::Unequal,
            _ => return None,
        })
    }

    /// Returns how a reader sees it: `>`, `≥`, `<`, `≤`, `=`, `≠`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Greater => ">",
            Comparison::AtLeast => "≥",
            Comparison::Less => "<",
            Comparison::AtMost => "≤",
            Comparison::Equal => "=",
            Comparison::Unequal => "≠",
        }
    }

    /// Returns whether it asks which side is greater.
    #[must_use]
    pub fn is_order(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::Unequal)
    }

    pub(crate) fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Comparison::Greater => a > b,
            Comparison::AtLeast => a >= b,
            Comparison::Less => a < b,
            Comparison::AtMost => a <= b,
            Comparison::Equal => a == b,
            Comparison::Unequal => a != b,
        }
    }
}
