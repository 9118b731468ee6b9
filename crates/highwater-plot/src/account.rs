//! What a chart has to draw, for checks that all of it is there.

use crate::options::options;

/// What a chart has to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// The series, in order.
    pub series: Vec<SeriesAccount>,
    /// The points that are not drawn.
    pub drops: Vec<DropAccount>,
}

impl Account {
    /// Returns what there is to draw, of which nothing is left out.
    #[must_use]
    pub fn new(series: impl IntoIterator<Item = SeriesAccount>) -> Self {
        Account {
            series: series.into_iter().collect(),
            drops: Vec::new(),
        }
    }
}

options!(Account {
    /// Sets what is left out.
    drops: [DropAccount],
});

/// What a series has to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeriesAccount {
    /// Its name, as its marks have it.
    pub name: String,
    /// The number of its data points, drawn or not.
    pub points: usize,
    /// The number of those that have a range or a bound instead of one number.
    pub uncertain: usize,
}

impl SeriesAccount {
    /// Returns a series with the number of its points, all of them certain.
    #[must_use]
    pub fn new(name: impl Into<String>, points: usize) -> Self {
        SeriesAccount {
            name: name.into(),
            points,
            uncertain: 0,
        }
    }

    /// Sets how many of its points have an interval, a range or a bound.
    #[must_use]
    pub fn uncertain(self, uncertain: usize) -> Self {
        SeriesAccount { uncertain, ..self }
    }
}

/// Points that are not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DropAccount {
    /// The series.
    pub series: String,
    /// How many.
    pub points: usize,
    /// Why, in the words that stand in the picture.
    pub reason: String,
}

impl DropAccount {
    /// Returns the points of a series that are left out, and why.
    #[must_use]
    pub fn new(series: impl Into<String>, points: usize, reason: impl Into<String>) -> Self {
        DropAccount {
            series: series.into(),
            points,
            reason: reason.into(),
        }
    }
}
