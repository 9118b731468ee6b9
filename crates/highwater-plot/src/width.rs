//! The widths at which a figure is drawn.

/// The widths at which a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Width {
    /// 720 pixels, for the column of an article.
    Wide,
    /// 360 pixels, for a telephone.
    Narrow,
}

impl Width {
    /// Both widths.
    pub const ALL: [Width; 2] = [Width::Wide, Width::Narrow];

    /// Returns the width in pixels.
    #[must_use]
    pub fn pixels(self) -> f64 {
        match self {
            Width::Wide => 720.0,
            Width::Narrow => 360.0,
        }
    }

    /// The margin that is kept free on all sides.
    #[must_use]
    pub fn margin(self) -> f64 {
        match self {
            Width::Wide => 16.0,
            Width::Narrow => 12.0,
        }
    }

    /// Returns the size of the title.
    #[must_use]
    pub fn title_size(self) -> f64 {
        match self {
            Width::Wide => 19.0,
            Width::Narrow => 17.0,
        }
    }

    /// Returns whether it is the narrow one.
    #[must_use]
    pub fn is_narrow(self) -> bool {
        self == Width::Narrow
    }
}
