//! The panel of columns below the lines.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::figure::SMALL_SIZE;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::legend::{Key, legend};
use crate::measure::{Extent, Measure};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::place;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::TextStyle;

use super::draw::DOT;
use super::{Columns, Lines};

/// The columns with their vertical axis.
pub(super) struct Below<'a> {
    columns: &'a Columns,
    scale: Scale,
    ticks: Vec<Tick>,
    height: f64,
}

impl<'a> Below<'a> {
    pub(super) fn plan(chart: &'a Lines, narrow: bool) -> Option<Self> {
        let columns = chart.columns.as_ref()?;
        let high = columns
            .bars
            .iter()
            .chain(&columns.dots)
            .map(|point| point.value.middle())
            .fold(0.0, f64::max);
        let height = if narrow { 120.0 } else { 130.0 };
        // Whatever the axis says, columns start at zero.
        let y = Measure {
            extent: Extent::FromZero,
            ..columns.y.clone()
        };
        let (scale, ticks) = y.scale(0.0, high, 4);
        Some(Below {
            columns,
            scale,
            ticks,
            height,
        })
    }

    pub(super) fn left_room(&self) -> f64 {
        axis::left_room(&self.ticks)
    }

    /// Draws the panel below the one given, and gives its place.
    pub(super) fn draw(self, frame: &mut Frame, above: &Panel) -> Result<Bounds, PlotError> {
        let columns = self.columns;
        frame.take(8.0);
        let style = TextStyle::bold(SMALL_SIZE);
        let room = frame.take(18.0);
        let pen = Pen::new(Role::PanelTitle, Paint::fill(Ink::Text));
        frame.text(
            &pen,
            (room.left, room.bottom - 5.0),
            &columns.y.title,
            style,
        )?;
        if !columns.dots.is_empty() {
            legend(
                frame,
                &[
                    Key::square(&columns.name, columns.hue),
                    Key::dot(&columns.dots_name, columns.dots_hue),
                ],
            )?;
        }
        frame.take(14.0);
        let room = frame.take(self.height);
        let bounds = Bounds {
            left: above.bounds.left,
            right: above.bounds.right,
            ..room
        };
        let panel = frame.panel(bounds, above.x, self.scale);
        axis::draw_up(frame, &panel, &columns.y.title, self.ticks)?;
        let side = SideBySide::new(columns, &panel);
        let (shift, half) = (side.bar, side.half);
        for point in &columns.bars {
            let (x, y) = (point.at.coordinate(), point.value.middle());
            let pen = Pen::new(Role::Bar, Paint::fill(Ink::Mark(columns.hue)))
                .of(&columns.name)
                .datum(&point.at.text(), &columns.y.value_text(&point.value));
            panel.rect(&pen, [(x + shift - half, 0.0), (x + shift + half, y)])?;
        }
        for point in &columns.dots {
            let at = (point.at.coordinate() + side.dot, point.value.middle());
            let paint = Paint::fill(Ink::Mark(columns.dots_hue)).outlined(Ink::Paper, 1.5);
            let pen = Pen::new(Role::Point, paint)
                .of(&columns.dots_name)
                .datum(&point.at.text(), &columns.y.value_text(&point.value));
            panel.circle(&pen, at, DOT + 0.5)?;
        }
        labels(columns, frame, &panel, &side)?;
        Ok(bounds)
    }
}

/// Where columns and dots stand as seen from their places, in units of the horizontal axis: a
/// column left of its place and its dot right of it, or the column in the middle where there are no
/// dots.
struct SideBySide {
    half: f64,
    bar: f64,
    dot: f64,
}

impl SideBySide {
    fn new(columns: &Columns, panel: &Panel) -> Self {
        let per_pixel = (panel.x.high - panel.x.low) / panel.bounds.width();
        let xs: Vec<f64> = columns
            .bars
            .iter()
            .map(|point| panel.at((point.at.coordinate(), 0.0)).0)
            .collect();
        let gap = xs
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).abs())
            .fold(f64::INFINITY, f64::min);
        let half = (gap * 0.42).clamp(2.0, 22.0) / 2.0 * per_pixel;
        SideBySide {
            half,
            bar: if columns.dots.is_empty() {
                0.0
            } else {
                -half - per_pixel
            },
            dot: (DOT + 3.0) * per_pixel,
        }
    }
}

/// The numbers: of the columns on their tops, of the dots above or beside them.
fn labels(
    columns: &Columns,
    frame: &Frame,
    panel: &Panel,
    side: &SideBySide,
) -> Result<(), PlotError> {
    let within = Bounds {
        left: frame.left(),
        top: panel.bounds.top - 14.0,
        right: frame.right(),
        bottom: panel.bounds.bottom,
    };
    let style = TextStyle::regular(SMALL_SIZE).haloed();
    let alone = columns.dots.is_empty();
    let bars = columns.bars.iter().map(|point| Label {
        pen: Pen::new(Role::Value, Paint::fill(Ink::Words(columns.hue))).of(&columns.name),
        lines: vec![(columns.y.value_text(&point.value), style)],
        at: {
            let edge = if alone { 0.0 } else { side.bar + side.half };
            panel.at((point.at.coordinate() + edge, point.value.middle()))
        },
        rise: 0.0,
        reach: 0.0,
        // Beside a dot the number stays on the column's side.
        sides: vec![if alone { Side::Above } else { Side::AboveLeft }],
        keep: Keep::IfRoom,
        instead: None,
    });
    let dots = columns.dots.iter().map(|point| Label {
        pen: Pen::new(Role::Value, Paint::fill(Ink::Words(columns.dots_hue)))
            .of(&columns.dots_name),
        lines: vec![(columns.y.value_text(&point.value), style)],
        at: panel.at((point.at.coordinate() + side.dot, point.value.middle())),
        rise: 0.0,
        reach: DOT,
        sides: vec![Side::Above, Side::Right, Side::AboveRight, Side::Left],
        keep: Keep::IfRoom,
        instead: None,
    });
    let labels: Vec<Label> = bars.chain(dots).collect();
    place(frame, &within, &labels)?;
    Ok(())
}
