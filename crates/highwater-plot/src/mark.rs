//! A mark: one thing drawn, with what it is and what it shows.

use crate::bounds::Bounds;
use crate::font::{self, Weight};
use crate::paint::Paint;

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
    /// What stands in place of a mark that is missing.
    Missing,
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
            Role::Missing => "missing",
        }
    }

    /// Whether marks of this role show data, as against the frame and the words around them.
    #[must_use]
    pub fn shows_data(self) -> bool {
        matches!(
            self,
            Role::Line | Role::Point | Role::Bar | Role::Band | Role::Range | Role::Whisker
        )
    }
}

/// What the next mark is: set before it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// What the mark is for.
    pub role: Role,
    /// The series it belongs to; empty for none.
    pub series: String,
    /// What a tooltip says; empty for none.
    pub label: String,
    /// Where the datum lies, as text: a month, a row; empty where the mark is no datum.
    pub x: String,
    /// The datum's number as text; empty where the mark is no datum.
    pub y: String,
    /// How many data points the mark shows; 0 for what only connects or names them.
    pub n: usize,
    /// How it is painted.
    pub paint: Paint,
}

impl Pen {
    /// A pen for marks that belong to no series.
    #[must_use]
    pub fn new(role: Role, paint: Paint) -> Self {
        Pen {
            role,
            series: String::new(),
            label: String::new(),
            x: String::new(),
            y: String::new(),
            n: 0,
            paint,
        }
    }

    /// The same pen for marks of a series.
    #[must_use]
    pub fn of(self, series: &str) -> Self {
        Pen {
            series: series.to_owned(),
            ..self
        }
    }

    /// The same pen for the mark of one data point, with what its tooltip says.
    #[must_use]
    pub fn datum(self, x: &str, y: &str) -> Self {
        let label = match (self.series.is_empty(), x.is_empty()) {
            (true, true) => y.to_owned(),
            (true, false) => format!("{x}: {y}"),
            (false, true) => format!("{}: {y}", self.series),
            (false, false) => format!("{}, {x}: {y}", self.series),
        };
        Pen {
            label,
            x: x.to_owned(),
            y: y.to_owned(),
            n: 1,
            ..self
        }
    }
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it is, and how it is painted.
    pub pen: Pen,
    /// The panel that it was drawn in, as an index into the scene's panels.
    pub panel: Option<usize>,
    /// Its form and place.
    pub shape: Shape,
}

/// A form and a place, in pixels with one decimal.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Joined lines.
    Polyline(Vec<(f64, f64)>),
    /// A closed area.
    Polygon(Vec<(f64, f64)>),
    /// A rectangle.
    Rect(Bounds),
    /// A circle.
    Circle {
        /// The middle.
        center: (f64, f64),
        /// The radius.
        radius: f64,
    },
    /// A line of text.
    Text(Text),
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The start, middle or end of its baseline, as the anchor says.
    pub at: (f64, f64),
    /// How it is set.
    pub style: TextStyle,
    /// Degrees by which it is turned clockwise; 0 in all charts of this crate.
    pub turned: u16,
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// The size in pixels.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
    /// What of the text stands at its place.
    pub anchor: Anchor,
    /// Whether it is set off by a stroke in the colour of the background.
    pub halo: bool,
}

impl TextStyle {
    /// Regular text of a size, from the left, without a halo.
    #[must_use]
    pub fn regular(size: f64) -> Self {
        TextStyle {
            size,
            weight: Weight::Regular,
            anchor: Anchor::Start,
            halo: false,
        }
    }

    /// Semi-bold text of a size, from the left, without a halo.
    #[must_use]
    pub fn bold(size: f64) -> Self {
        TextStyle {
            weight: Weight::SemiBold,
            ..TextStyle::regular(size)
        }
    }

    /// The same style with another anchor.
    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Self {
        TextStyle { anchor, ..self }
    }

    /// The same style with a halo.
    #[must_use]
    pub fn haloed(self) -> Self {
        TextStyle { halo: true, ..self }
    }

    /// The width of a text in this style.
    #[must_use]
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }
}

/// What of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Text {
    /// The box around the text: its advance wide, from the height of the capitals to the depth of
    /// a `g`.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let (x, y) = self.at;
        let width = self.style.width(&self.text);
        let before = match self.style.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (up, down) = (
            self.style.size * font::CAPITALS,
            self.style.size * font::DEPTH,
        );
        match self.turned {
            90 => Bounds {
                left: x - down,
                top: y - before,
                right: x + up,
                bottom: y - before + width,
            },
            270 => Bounds {
                left: x - up,
                top: y + before - width,
                right: x + down,
                bottom: y + before,
            },
            _ => Bounds {
                left: x - before,
                top: y - up,
                right: x - before + width,
                bottom: y + down,
            },
        }
    }
}

impl Shape {
    /// The box around the shape, without its stroke.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        match self {
            Shape::Polyline(points) | Shape::Polygon(points) => {
                let mut points = points.iter();
                let Some(&(x, y)) = points.next() else {
                    return Bounds::default();
                };
                let first = Bounds {
                    left: x,
                    top: y,
                    right: x,
                    bottom: y,
                };
                points.fold(first, |b, &(x, y)| Bounds {
                    left: b.left.min(x),
                    top: b.top.min(y),
                    right: b.right.max(x),
                    bottom: b.bottom.max(y),
                })
            }
            Shape::Rect(bounds) => *bounds,
            Shape::Circle { center, radius } => Bounds {
                left: center.0,
                top: center.1,
                right: center.0,
                bottom: center.1,
            }
            .grown(*radius),
            Shape::Text(text) => text.bounds(),
        }
    }
}

impl Mark {
    /// The text, where the mark is one.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match &self.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The box around what is seen, stroke included.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let stroke = match self.pen.paint.stroke {
            Some(_) => self.pen.paint.stroke_width / 2.0,
            None => 0.0,
        };
        self.shape.bounds().grown(stroke)
    }

    /// Whether ink of the mark comes into the box.
    #[must_use]
    pub fn touches(&self, area: &Bounds) -> bool {
        let stroke = match self.pen.paint.stroke {
            Some(_) => self.pen.paint.stroke_width / 2.0,
            None => 0.0,
        };
        let area = area.grown(stroke);
        if !self.shape.bounds().overlaps(&area.grown(0.001)) {
            return false;
        }
        let lines = |points: &[(f64, f64)]| points.windows(2).any(|w| area.crossed_by(w[0], w[1]));
        match &self.shape {
            Shape::Polyline(points) => lines(points),
            Shape::Polygon(points) => {
                lines(points)
                    || match (points.first(), points.last()) {
                        (Some(&a), Some(&b)) => area.crossed_by(a, b),
                        _ => false,
                    }
                    || (self.pen.paint.fill.is_some() && inside(points, area.middle()))
            }
            Shape::Rect(_) | Shape::Text(_) => true,
            Shape::Circle { center, radius } => {
                let (x, y) = area.nearest(*center);
                let (dx, dy) = (x - center.0, y - center.1);
                dx * dx + dy * dy < radius * radius
            }
        }
    }
}

/// Whether a point lies in a polygon: whether a line from it to the right crosses the outline an odd
/// number of times.
fn inside(points: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut odd = false;
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    for (&(ax, ay), &(bx, by)) in edges {
        if (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax) {
            odd = !odd;
        }
    }
    odd
}
