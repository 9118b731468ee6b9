//! Arrows: the principal axes of points.

use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::position::Position;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

/// An arrow with its name at its tip: a principal axis, from the mean of the points.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{Arrow, Noun, Scatter, ScatterPoint, ScatterSeries};
/// use highwater_plot::{Chart, Extent, Hue, Measure, Position};
///
/// let measure = |title: &str| -> Result<Measure, Box<dyn std::error::Error>> {
///     Ok(Measure {
///         title: title.to_owned(),
///         unit: Unit::Number,
///         values: "n2".parse()?,
///         ticks: "n1".parse()?,
///         extent: Extent::Around,
///     })
/// };
/// let point = |x, y| ScatterPoint {
///     name: "a model".to_owned(),
///     at: Position::Number(x),
///     value: Quantity::exact(y, Unit::Number),
///     size: 1.0,
///     labelled: false,
/// };
/// // The mean of (9, 0.3) and (11, 0.7), and half of the way between them.
/// let axis = Arrow {
///     name: "PC1, 100% of variance".to_owned(),
///     hue: Hue::Orange,
///     from: (Position::Number(10.0), 0.5),
///     to: (Position::Number(11.0), 0.7),
/// };
/// let chart = Scatter {
///     x: Some(measure("Parameters, log10")?),
///     y: measure("Accuracy")?,
///     point: Noun::new("model", "models"),
///     size: None,
///     series: vec![ScatterSeries {
///         name: "Models".to_owned(),
///         hue: Hue::Blue,
///         faint: false,
///         points: vec![point(9.0, 0.3), point(11.0, 0.7)],
///     }],
///     fits: Vec::new(),
///     arrows: vec![axis],
///     references: Vec::new(),
///     counts: Vec::new(),
///     equal: true,
/// };
/// assert_eq!(
///     chart.describe(),
///     "Models: 2 models, from 0.30 to 0.70. \
///      Arrow: PC1, 100% of variance, from 10.00 0.50 to 11.00 0.70."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Its name, with the share of the variance that it explains; written at its tip.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// Where it starts, along the horizontal and the vertical axis.
    pub from: (Position, f64),
    /// Where its tip is.
    pub to: (Position, f64),
}

/// The length and half the width of a head, in pixels.
const HEAD: (f64, f64) = (9.0, 4.5);

/// An arrow in pixels.
struct Ends {
    from: (f64, f64),
    tip: (f64, f64),
    length: f64,
}

impl Ends {
    fn new(arrow: &Arrow, panel: &Panel) -> Self {
        let [from, tip] = [arrow.from, arrow.to].map(|(at, y)| panel.at((at.coordinate(), y)));
        let (dx, dy) = (tip.0 - from.0, tip.1 - from.1);
        Ends {
            from,
            tip,
            length: (dx * dx + dy * dy).sqrt(),
        }
    }

    /// Returns where it points to; `None` where it has no length that can be seen.
    fn direction(&self) -> Option<(f64, f64)> {
        let part = |from: f64, tip: f64| (tip - from) / self.length;
        let direction = (part(self.from.0, self.tip.0), part(self.from.1, self.tip.1));
        (self.length >= 1.0).then_some(direction)
    }
}

/// Draws an arrow; one of no length has nothing to draw.
pub(super) fn draw(arrow: &Arrow, frame: &Frame, panel: &Panel) -> Result<(), PlotError> {
    let ends = Ends::new(arrow, panel);
    let Some((dx, dy)) = ends.direction() else {
        return Ok(());
    };
    let (tip, (long, half)) = (ends.tip, HEAD);
    let neck = (tip.0 - dx * long, tip.1 - dy * long);
    let ink = Ink::Mark(arrow.hue);
    let shaft = Pen::new(Role::Line, Paint::stroke(ink, 2.5)).of(&arrow.name);
    // Where the head is longer than the arrow, the head is all there is.
    if ends.length > long {
        frame.path(&shaft, &[ends.from, neck])?;
    }
    let head = Pen::new(Role::Line, Paint::fill(ink)).of(&arrow.name);
    let corners = [
        tip,
        (neck.0 - dy * half, neck.1 + dx * half),
        (neck.0 + dy * half, neck.1 - dx * half),
    ];
    frame.polygon(&head, &corners)
}

/// The names at the tips, that of the shortest arrow first: it has the least room.
pub(super) fn labels(arrows: &[Arrow], panel: &Panel, fonts: &Fonts) -> Vec<Label> {
    let mut order: Vec<&Arrow> = arrows.iter().collect();
    let length = |arrow: &Arrow| Ends::new(arrow, panel).length;
    order.sort_by(|a, b| length(a).total_cmp(&length(b)));
    order
        .into_iter()
        .map(|arrow| label(arrow, panel, fonts))
        .collect()
}

/// The name at the tip, beyond it where there is room.
fn label(arrow: &Arrow, panel: &Panel, fonts: &Fonts) -> Label {
    use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
    let ends = Ends::new(arrow, panel);
    let (dx, dy) = ends.direction().unwrap_or((1.0, 0.0));
    let style = TextStyle::bold(SMALL_SIZE).haloed();
    let lines = wrap::filled(&arrow.name, &style, panel.bounds.width() * 0.45, fonts);
    let along = if dx < 0.0 {
        [Left, AboveLeft, BelowLeft]
    } else {
        [Right, AboveRight, BelowRight]
    };
    let upright = if dy > 0.0 {
        [Below, BelowRight, BelowLeft]
    } else {
        [Above, AboveRight, AboveLeft]
    };
    let best = if dx.abs() > dy.abs() {
        [along, upright].concat()
    } else {
        [upright, along].concat()
    };
    let all = [
        Right, Left, Above, Below, AboveRight, AboveLeft, BelowRight, BelowLeft,
    ];
    let rest = all.into_iter().filter(|side| !best.contains(side));
    let sides = best.iter().copied().chain(rest).collect();
    Label {
        pen: Pen::new(Role::Label, Paint::fill(Ink::Words(arrow.hue))).of(&arrow.name),
        lines: lines.into_iter().map(|line| (line, style)).collect(),
        at: ends.tip,
        rise: 0.0,
        reach: 2.0,
        sides,
        keep: Keep::Always,
        instead: None,
    }
}
