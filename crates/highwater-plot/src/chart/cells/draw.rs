//! The rows and their cells.

use highwater_facts::Quantity;

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::paint::{Ink, Paint, Shade};
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::text::{Anchor, LABEL_SIZE, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::head::Head;
use super::{CellRow, CellValue, Cells, key};

/// The lowest row, and the gap between two cells.
const ROW: f64 = 23.0;
const BETWEEN: f64 = 2.0;
/// The gap between names and cells, and between a name and its remark.
const GAP: f64 = 10.0;
const REMARK: f64 = 7.0;
/// The narrowest and the widest cell, and the room around a number.
const NARROWEST: f64 = 28.0;
const WIDEST: f64 = 140.0;
const AROUND: f64 = 10.0;
/// The height of a line of a group's name, and the gap above the first.
const HEADING: f64 = 18.0;
const ABOVE_HEADING: f64 = 10.0;
/// The radius of the dot of what is there, and half the length of the dash of what is missing.
const DOT: f64 = 3.5;

/// What a cell looks like.
pub(super) enum Look {
    /// In a shade, with a number.
    Shade(Shade, Option<String>),
    /// In a shade, with a dot.
    Filled(Shade),
    Blank,
    /// Dotted, with a sign that says why.
    Missing(String),
}

impl Look {
    pub(super) fn of(chart: &Cells, cell: &CellValue) -> Self {
        match cell {
            CellValue::Number(x) => {
                Look::Shade(chart.steps().shade(*x), Some(chart.number_text(*x)))
            }
            CellValue::Yes => Look::Filled(chart.full()),
            CellValue::No => Look::Blank,
            CellValue::Missing(reason) => Look::Missing(sign(&chart.reasons(), reason)),
        }
    }
}

/// Returns a dash; a letter for each where there is more than one reason.
fn sign(reasons: &[&str], reason: &str) -> String {
    let place = reasons.iter().position(|other| *other == reason);
    let letter = place
        .filter(|_| reasons.len() > 1)
        .and_then(|i| ('a'..='z').nth(i));
    letter.unwrap_or('–').to_string()
}

pub(super) fn draw(chart: &Cells, frame: &mut Frame) -> Result<(), PlotError> {
    key::draw(chart, frame)?;
    let plan = Plan::new(chart, frame);
    let room = frame.take(plan.head.height());
    let rows = plan.take_rows(frame)?;
    let bottom = rows.first().map_or(room.bottom, |row| row.top);
    plan.head.draw(
        frame,
        &room,
        plan.leader_end(&room, bottom, &frame.fonts()),
        &plan.middles(),
    )?;
    plan.draw_names(&rows, frame)?;
    plan.draw_cells(&rows, frame)
}

/// The widths of names and cells.
struct Plan<'a> {
    chart: &'a Cells,
    names: Vec<Name>,
    head: Head,
    /// The left end of the first cell, and the width of each with the gap.
    left: f64,
    width: f64,
}

/// The name of a row in lines, with its remark behind or below it.
struct Name {
    lines: Vec<(String, TextStyle)>,
    behind: Option<(f64, String)>,
    below: Vec<(String, TextStyle)>,
    width: f64,
}

impl Name {
    fn new(row: &CellRow, widest: f64, fonts: &Fonts) -> Self {
        let style = TextStyle::regular(LABEL_SIZE);
        let small = TextStyle::regular(SMALL_SIZE);
        let of = |text: &str, style: TextStyle| -> Vec<(String, TextStyle)> {
            let lines = wrap::filled(text, &style, widest, fonts);
            lines.into_iter().map(|line| (line, style)).collect()
        };
        let lines = of(&row.name, style);
        let words = |lines: &[(String, TextStyle)]| {
            let widths = lines.iter().map(|(line, style)| style.width(line, fonts));
            widths.fold(0.0, f64::max)
        };
        let behind = words(&lines) + REMARK;
        let end = behind + small.width(&row.detail, fonts);
        if row.detail.is_empty() || lines.len() == 1 && end <= widest {
            let detail = (!row.detail.is_empty()).then(|| (behind, row.detail.clone()));
            let width = if detail.is_some() { end } else { words(&lines) };
            return Name {
                lines,
                behind: detail,
                below: Vec::new(),
                width,
            };
        }
        let below = of(&row.detail, small);
        Name {
            width: words(&lines).max(words(&below)),
            lines,
            behind: None,
            below,
        }
    }

    fn height(&self) -> f64 {
        place::height(&[&self.lines[..], &self.below].concat())
    }
}

impl<'a> Plan<'a> {
    fn new(chart: &'a Cells, frame: &Frame) -> Self {
        let full = frame.right() - frame.left();
        let n = chart.columns.len() as f64;
        let style = TextStyle::regular(SMALL_SIZE);
        let numbers = chart
            .numbers()
            .map(|x| style.width(&chart.number_text(x), &frame.fonts()));
        let least = numbers.fold(NARROWEST, |most, width| most.max(width + AROUND));
        let part = if frame.width().is_narrow() { 0.5 } else { 0.4 };
        let widest = (full - GAP - n * least).clamp(full * 0.25, full * part);
        let names: Vec<Name> = chart
            .rows()
            .map(|row| Name::new(row, widest, &frame.fonts()))
            .collect();
        let before = names.iter().map(|name| name.width).fold(0.0, f64::max);
        let before = before.ceil() + GAP;
        let width = ((full - before) / n).min(WIDEST);
        Plan {
            chart,
            names,
            head: Head::plan(&chart.columns, width, before, &frame.fonts()),
            left: frame.left() + before,
            width,
        }
    }

    /// Returns the middles of the columns.
    fn middles(&self) -> Vec<f64> {
        let columns = 0..self.chart.columns.len();
        columns
            .map(|i| self.cell(i, (0.0, 0.0)).middle().0)
            .collect()
    }

    /// Returns the cell of a column between two heights.
    fn cell(&self, column: usize, (top, bottom): (f64, f64)) -> Bounds {
        let left = self.left + self.width * column as f64;
        Bounds {
            left,
            top,
            right: left + self.width - BETWEEN,
            bottom,
        }
    }

    /// Takes the room of each row, and writes the names of the groups.
    fn take_rows(&self, frame: &mut Frame) -> Result<Vec<Bounds>, PlotError> {
        let style = TextStyle::bold(LABEL_SIZE);
        let mut rows = Vec::new();
        let mut names = self.names.iter();
        for group in self
            .chart
            .groups
            .iter()
            .filter(|group| !group.rows.is_empty())
        {
            if !rows.is_empty() {
                frame.take(ABOVE_HEADING);
            }
            let width = frame.right() - frame.left();
            for line in wrap::filled(&group.name, &style, width, &frame.fonts()) {
                let room = frame.take(HEADING);
                let pen = Pen::new(Role::PanelTitle, Paint::fill(Ink::Text));
                frame.text(&pen, (room.left, room.bottom - 6.0), &line, style)?;
            }
            for name in names.by_ref().take(group.rows.len()) {
                let room = frame.take((name.height() + 7.0).max(ROW));
                rows.push(Bounds {
                    bottom: room.bottom - BETWEEN,
                    ..room
                });
            }
        }
        Ok(rows)
    }

    /// Returns where leaders end: at the first row, or above the name of its group where that reaches
    /// them.
    fn leader_end(&self, head: &Bounds, first: f64, fonts: &Fonts) -> f64 {
        let style = TextStyle::bold(LABEL_SIZE);
        let named = self
            .chart
            .groups
            .iter()
            .find(|group| !group.rows.is_empty());
        let width = named.map_or(0.0, |group| style.width(&group.name, fonts));
        if head.left + width < self.left {
            first
        } else {
            head.bottom
        }
    }

    fn draw_names(&self, rows: &[Bounds], frame: &Frame) -> Result<(), PlotError> {
        let text = Pen::new(Role::Tick, Paint::fill(Ink::Text));
        let muted = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
        for (name, row) in self.names.iter().zip(rows) {
            let top = row.middle().1 - name.height() / 2.0 + 1.0;
            place::stack(frame, &text, (row.left, top), Anchor::Start, &name.lines)?;
            let below = top + place::advance(&name.lines);
            place::stack(frame, &muted, (row.left, below), Anchor::Start, &name.below)?;
            if let Some((x, remark)) = &name.behind {
                let at = (row.left + x, top + LABEL_SIZE * font::CAPITALS);
                frame.text(&muted, at, remark, TextStyle::regular(SMALL_SIZE))?;
            }
        }
        Ok(())
    }

    /// Draws the cells by columns, which are the series.
    fn draw_cells(&self, rows: &[Bounds], frame: &Frame) -> Result<(), PlotError> {
        for (i, column) in self.chart.columns.iter().enumerate() {
            for (row, room) in self.chart.rows().zip(rows) {
                let Some(cell) = row.cells.get(i) else {
                    continue;
                };
                let look = Look::of(self.chart, cell);
                let role = match look {
                    Look::Missing(_) => Role::Missing,
                    _ => Role::Cell,
                };
                let mut pen = Pen::new(role, Paint::default())
                    .of(column)
                    .datum(&row.name, &self.chart.text(cell));
                if let CellValue::Number(x) = cell {
                    pen = pen.worth(&Quantity::exact(*x, self.chart.values.unit));
                }
                if matches!(look, Look::Missing(_)) {
                    pen.n = 0;
                }
                let area = self.cell(i, (room.top, room.bottom));
                draw_look(&look, role, &pen, &area, frame)?;
            }
        }
        Ok(())
    }
}

/// Draws a cell, and on it what says the same without colour. The sign has the tooltip of its cell.
pub(super) fn draw_look(
    look: &Look,
    role: Role,
    pen: &Pen,
    area: &Bounds,
    frame: &Frame,
) -> Result<(), PlotError> {
    let with = |paint| Pen {
        paint,
        ..pen.clone()
    };
    let sign = |role, ink| Pen {
        role,
        n: 0,
        ..with(Paint::fill(ink))
    };
    let (x, y) = area.middle();
    let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::Middle);
    let at = (x, y + SMALL_SIZE * font::CAPITALS / 2.0);
    match look {
        Look::Shade(shade, number) => {
            frame.rect(&with(Paint::fill(Ink::Shade(*shade))), *area)?;
            match number {
                Some(number) => frame.text(&sign(Role::Value, Ink::Text), at, number, style),
                None => Ok(()),
            }
        }
        Look::Filled(shade) => {
            frame.rect(&with(Paint::fill(Ink::Shade(*shade))), *area)?;
            frame.circle(&sign(role, Ink::Text), (x, y), DOT)
        }
        Look::Blank => {
            let paint = Paint::fill(Ink::Paper).outlined(Ink::Rule, 1.0);
            frame.rect(&with(paint), area.grown(-0.5))
        }
        Look::Missing(why) => {
            let dotted = Paint {
                dotted: true,
                ..Paint::fill(Ink::Paper).outlined(Ink::Rule, 1.0)
            };
            frame.rect(&with(dotted), area.grown(-0.5))?;
            frame.text(&sign(role, Ink::Muted), at, why, style)
        }
    }
}
