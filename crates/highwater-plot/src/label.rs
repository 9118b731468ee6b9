//! A text that wants a place at a point.

use crate::pen::Pen;
use crate::text::TextStyle;

/// A text that wants a place at a point.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    /// What it is.
    pub(crate) pen: Pen,
    /// Its lines, each with how it is set; the anchor is chosen by the side that the label gets.
    pub(crate) lines: Vec<(String, TextStyle)>,
    /// The point that it names.
    pub(crate) at: (f64, f64),
    /// How far the ink at the point reaches: the radius of its dot.
    pub(crate) reach: f64,
    /// How far the ink goes on above that: the arrow of a lower bound.
    pub(crate) rise: f64,
    /// The sides to try, the best first.
    pub(crate) sides: Vec<Side>,
    /// Whether it may be left out.
    pub(crate) keep: Keep,
    /// What to try where it finds no place: the number without its remark, another side of the mark.
    pub(crate) instead: Option<Box<Label>>,
}

/// Where a text stands as seen from the point that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Side {
    /// At the right, on the same height.
    Right,
    /// At the left, on the same height.
    Left,
    /// Above, in the middle.
    Above,
    /// Below, in the middle.
    Below,
    /// Above, starting at the point.
    AboveRight,
    /// Above, ending at the point.
    AboveLeft,
    /// Below, starting at the point.
    BelowRight,
    /// Below, ending at the point.
    BelowLeft,
}

/// Whether a label may be left out, and how far it may stand from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Keep {
    /// A name: it is moved as far as it must, never left out.
    Always,
    /// A number: left out where there is no room near its point.
    IfRoom,
    /// The name of one of many points: left out where it has no room right at its point, or would stand
    /// as near to another.
    Beside,
    /// The height of a band: left out where it has no room within the band at its point.
    InBand,
    /// What has a leader wherever it stands, and stands in no band: left out where it would cover
    /// something, which counts like a name that does.
    Led,
}
