//! The marks of a plane: points, curves, arrows, references, and the labels that they want.

use crate::chart::reference;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

use super::plane::Plane;
use super::sizes::Sizes;
use super::{ScatterPoint, ScatterSeries, arrow, fit};

/// A point with its series and its radius.
pub(in crate::chart) struct Dot<'a> {
    series: &'a ScatterSeries,
    point: &'a ScatterPoint,
    radius: f64,
}

impl<'a> Dot<'a> {
    /// The points of a plane that are shown, in the order in which they are drawn.
    pub(in crate::chart) fn of(plane: &Plane<'a>, sizes: &Sizes) -> Vec<Self> {
        let mut dots: Vec<Dot<'_>> = plane
            .shown()
            .map(|(series, point)| Dot {
                series,
                point,
                radius: sizes.radius(point.size),
            })
            .collect();
        // Small over large, so that none is hidden; what stands back lies behind what is a little
        // larger.
        dots.sort_by(|a, b| b.rank().total_cmp(&a.rank()));
        dots
    }

    /// Returns what comes later in the order is drawn over what has a higher rank.
    fn rank(&self) -> f64 {
        self.radius * if self.series.faint { 1.6 } else { 1.0 }
    }

    /// Returns whether its name is to be written at it.
    pub(in crate::chart) fn is_named(&self) -> bool {
        self.point.labelled
    }

    /// Returns its place along the horizontal axis, and its radius.
    pub(in crate::chart) fn across(&self) -> (f64, f64) {
        (self.point.at.coordinate(), self.radius)
    }

    /// Returns its place along the vertical axis, and its radius.
    pub(in crate::chart) fn up(&self) -> (f64, f64) {
        (self.point.value.middle(), self.radius)
    }

    /// The label with its name, broken into lines no wider than `widest`.
    pub(in crate::chart) fn name(&self, panel: &Panel, widest: f64, fonts: &Fonts) -> Label {
        use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
        let style = TextStyle::bold(SMALL_SIZE).haloed();
        let mut lines = wrap::whole_words(
            &self.point.name,
            &style,
            widest,
            WORD.min(panel.bounds.width()),
            fonts,
        );
        if lines.len() > MOST_LINES {
            // The whole name stands in the tooltip.
            lines.truncate(MOST_LINES);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        Label {
            pen: Pen::new(Role::Label, Paint::fill(Ink::Words(self.series.hue)))
                .of(&self.series.name),
            lines: lines.into_iter().map(|line| (line, style)).collect(),
            at: panel.at((self.across().0, self.up().0)),
            rise: if self.point.value.is_lower_bound() {
                14.0
            } else {
                0.0
            },
            reach: self.radius,
            sides: vec![
                Right, Above, Left, Below, AboveRight, BelowRight, AboveLeft, BelowLeft,
            ],
            keep: Keep::Always,
            instead: None,
        }
    }
}

/// The longest word of a name that is not broken, in pixels: names are longer, words hardly.
const WORD: f64 = 110.0;
/// With more lines than these a name is cut.
const MOST_LINES: usize = 3;

/// With more points than these, those without a label have no tooltip: a file of half a megabyte
/// helps nobody.
pub(in crate::chart) const MOST_TOOLTIPS: usize = 1000;

/// The pixels between a dot and the edge of the panel.
const FREE: f64 = 3.0;

/// Returns how much room dots want before the start and after the end of a scale, in pixels.
pub(in crate::chart) fn beyond(
    scale: Scale,
    pixels: f64,
    dots: impl Iterator<Item = (f64, f64)>,
) -> (f64, f64) {
    dots.fold((0.0, 0.0), |(before, after): (f64, f64), (at, radius)| {
        let from = scale.fraction(at) * pixels;
        (
            before.max(radius + FREE - from),
            after.max(radius + FREE - (pixels - from)),
        )
    })
}

/// The scale with room at both ends for the dots there.
pub(in crate::chart) fn widened(
    scale: Scale,
    pixels: f64,
    dots: impl Iterator<Item = (f64, f64)>,
) -> Scale {
    let (before, after) = beyond(scale, pixels, dots);
    let rest = (pixels - before - after).max(1.0);
    scale.padded(before / rest, after / rest)
}

/// Draws all but the labels of a plane into its panel; points without a name have a tooltip where
/// `tooltips` says so.
pub(in crate::chart) fn draw(
    plane: &Plane<'_>,
    dots: &[Dot<'_>],
    frame: &Frame,
    panel: &Panel,
    tooltips: bool,
) -> Result<(), PlotError> {
    let area = panel.bounds;
    for fit in plane.fits {
        fit::draw_ribbon(fit, frame, panel, &area)?;
    }
    reference::draw_across(plane.references, panel)?;
    for dot in dots {
        draw_dot(plane, dot, frame, panel, tooltips)?;
    }
    for fit in plane.fits {
        fit::draw_curve(fit, frame, panel, &area)?;
        fit::draw_places(fit, plane, frame, panel, &area)?;
    }
    for arrow in plane.arrows {
        arrow::draw(arrow, frame, panel)?;
    }
    Ok(())
}

fn draw_dot(
    plane: &Plane<'_>,
    dot: &Dot<'_>,
    frame: &Frame,
    panel: &Panel,
    tooltips: bool,
) -> Result<(), PlotError> {
    let Dot {
        series,
        point,
        radius,
    } = *dot;
    let ink = Ink::Mark(series.hue);
    let (x, value) = (point.at.coordinate(), &point.value);
    let at = panel.at((x, value.middle()));
    if value.is_lower_bound() {
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 1.5)).of(&series.name);
        let tip = at.1 - radius - 13.0;
        frame.path(&pen, &[(at.0, at.1 - radius), (at.0, tip)])?;
        let head = [
            (at.0 - 3.0, tip + 4.0),
            (at.0, tip),
            (at.0 + 3.0, tip + 4.0),
        ];
        frame.path(&pen, &head)?;
    } else if value.value().is_none() {
        let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 1.5)).of(&series.name);
        let ends = [value.low(), value.high()].map(|y| y.clamp(panel.y.low, panel.y.high));
        panel.path(&pen, &[(x, ends[0]), (x, ends[1])])?;
    }
    let paint = if series.faint {
        Paint::fill(Ink::Pale(series.hue)).outlined(ink, 1.0)
    } else {
        Paint::fill(ink).outlined(Ink::Paper, 1.0)
    };
    let text = plane.y.value_text(value);
    let pen = Pen::new(Role::Point, paint).of(&series.name);
    let pen = if point.labelled || tooltips {
        pen.datum(&point.name, &text).worth(value)
    } else {
        Pen { n: 1, ..pen }
    };
    panel.circle(&pen, (x, value.middle()), radius)
}
