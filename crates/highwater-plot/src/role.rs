//! What a mark is for.

/// What a mark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The background of the whole figure.
    Background,
    /// A line of the title.
    Title,
    /// A line of the subtitle.
    Subtitle,
    /// A line of the note.
    Note,
    /// A line of the source.
    Source,
    /// The name of a panel.
    PanelTitle,
    /// The name of an axis.
    AxisTitle,
    /// The text of a tick, or the name of a row or column.
    Tick,
    /// A grid line.
    Grid,
    /// The line of zero, or the one that marks stand on.
    Baseline,
    /// A line that marks are compared with: an average, a threshold, a full score.
    Reference,
    /// The line of a series.
    Line,
    /// A point of a series.
    Point,
    /// A bar or column, which starts at zero.
    Bar,
    /// A pale area: a gap, a confidence band.
    Band,
    /// A bar from a low to a high number, which need not start at zero.
    Range,
    /// The reach of an uncertain number: a whisker, the arrow of a lower bound.
    Whisker,
    /// The name of a series or group, at its marks.
    Label,
    /// A number written out at its mark.
    Value,
    /// A remark at a mark.
    Annotation,
    /// The line from a label to what it names.
    Leader,
    /// The key of a legend.
    Key,
    /// A cell that stands for several things: of a matrix of options, of a distribution.
    Cell,
    /// What stands in place of a mark that is missing.
    Missing,
    /// A place on a curve that tells its number and shows nothing.
    Place,
}

impl Role {
    /// The name, as it stands in class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Role::Background => "background",
            Role::Title => "title",
            Role::Subtitle => "subtitle",
            Role::Note => "note",
            Role::Source => "source",
            Role::PanelTitle => "panel-title",
            Role::AxisTitle => "axis-title",
            Role::Tick => "tick",
            Role::Grid => "grid",
            Role::Baseline => "baseline",
            Role::Reference => "reference",
            Role::Line => "line",
            Role::Point => "point",
            Role::Bar => "bar",
            Role::Band => "band",
            Role::Range => "range",
            Role::Whisker => "whisker",
            Role::Label => "label",
            Role::Value => "value",
            Role::Annotation => "annotation",
            Role::Leader => "leader",
            Role::Key => "key",
            Role::Cell => "cell",
            Role::Missing => "missing",
            Role::Place => "place",
        }
    }

    /// Returns whether marks of this role show data, as against the frame and the words around them.
    #[must_use]
    pub fn shows_data(self) -> bool {
        matches!(
            self,
            Role::Line
                | Role::Point
                | Role::Bar
                | Role::Band
                | Role::Range
                | Role::Whisker
                | Role::Cell
        )
    }
}
