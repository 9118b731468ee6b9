//! The panel of columns below the lines.

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::legend::{Key, legend};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::{place, place_all};
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{SMALL_SIZE, TextStyle};

use super::common::DOT;
use super::{ColumnPoint, Columns, Lines};

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
        let points = columns.bars.iter().chain(&columns.dots);
        let (low, high) = points
            .map(|point| point.value.middle())
            .fold((0.0, 0.0), |(low, high), y| {
                (f64::min(low, y), f64::max(high, y))
            });
        let height = if narrow { 120.0 } else { 130.0 };
        let (scale, ticks) = columns.y.scale(low, high, 4);
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
        let half = half_width(columns, &panel);
        let wide = half * (panel.x.high - panel.x.low) / panel.bounds.width();
        for point in &columns.bars {
            let (x, y) = (point.at.coordinate(), point.value.middle());
            let pen = Pen::new(Role::Bar, Paint::fill(Ink::Mark(columns.hue)))
                .of(&columns.name)
                .datum(&point.at.text(), &columns.y.value_text(&point.value))
                .worth(&point.value);
            panel.rect(&pen, [(x - wide, 0.0), (x + wide, y)])?;
        }
        for point in &columns.dots {
            let at = (point.at.coordinate(), point.value.middle());
            let paint = Paint::fill(Ink::Mark(columns.dots_hue)).outlined(Ink::Paper, 1.5);
            let pen = Pen::new(Role::Point, paint)
                .of(&columns.dots_name)
                .datum(&point.at.text(), &columns.y.value_text(&point.value))
                .worth(&point.value);
            panel.circle(&pen, at, DOT + 0.5)?;
        }
        labels(columns, frame, &panel, half)?;
        Ok(bounds)
    }
}

/// Half the width of a column, in pixels.
fn half_width(columns: &Columns, panel: &Panel) -> f64 {
    let xs: Vec<f64> = columns
        .bars
        .iter()
        .map(|point| panel.at((point.at.coordinate(), 0.0)).0)
        .collect();
    let gap = xs
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .fold(f64::INFINITY, f64::min);
    (gap * 0.42).clamp(2.0, 22.0) / 2.0
}

/// Returns the numbers: of the dots at them, of the columns on their tops, or beside these where a dot
/// stands at the same place. Either all of them have room, or only the last ones are written.
fn labels(columns: &Columns, frame: &Frame, panel: &Panel, half: f64) -> Result<(), PlotError> {
    let within = Bounds {
        left: frame.left(),
        top: panel.bounds.top - 14.0,
        right: frame.right(),
        bottom: panel.bounds.bottom,
    };
    let style = TextStyle::regular(SMALL_SIZE).haloed();
    let label = |point: &ColumnPoint, name: &str, hue, reach, sides: &[Side]| Label {
        pen: Pen::new(Role::Value, Paint::fill(Ink::Words(hue))).of(name),
        lines: vec![(columns.y.value_text(&point.value), style)],
        at: panel.at((point.at.coordinate(), point.value.middle())),
        rise: 0.0,
        reach,
        sides: sides.to_vec(),
        keep: Keep::IfRoom,
        instead: None,
    };
    let of_bar = |point: &ColumnPoint| {
        let mut dots = columns.dots.iter();
        let (reach, sides) = match dots.any(|dot| dot.at == point.at) {
            true => (half, vec![Side::Left, Side::Right]),
            false => (0.0, vec![Side::Above]),
        };
        label(point, &columns.name, columns.hue, reach, &sides)
    };
    let of_dot = |point: &ColumnPoint| {
        let sides = [Side::Above, Side::Right, Side::AboveRight, Side::Left];
        label(point, &columns.dots_name, columns.dots_hue, DOT, &sides)
    };
    let dots = columns.dots.iter().map(of_dot);
    let all: Vec<Label> = dots.chain(columns.bars.iter().map(of_bar)).collect();
    if !place_all(frame, &within, &all)? {
        let dot = columns.dots.last().map(of_dot);
        let last: Vec<Label> = dot
            .into_iter()
            .chain(columns.bars.last().map(of_bar))
            .collect();
        place(frame, &within, &last)?;
    }
    Ok(())
}
