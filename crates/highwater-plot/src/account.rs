//! What a chart has to draw, for checks that all of it is there.

/// What a chart has to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The series, in order.
    pub series: Vec<SeriesAccount>,
    /// The points that are not drawn.
    pub drops: Vec<DropAccount>,
}

/// What a series has to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesAccount {
    /// Its name, as its marks have it.
    pub name: String,
    /// The number of its data points, drawn or not.
    pub points: usize,
    /// The number of those that have a range or a bound instead of one number.
    pub uncertain: usize,
}

/// Points that are not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropAccount {
    /// The series.
    pub series: String,
    /// How many.
    pub points: usize,
    /// Why, in the words that stand in the picture.
    pub reason: String,
}
