//! The options below the curve.

use crate::chart::noun::whole;
use crate::error::PlotError;
use crate::figure::SMALL_SIZE;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::text::{Anchor, TextStyle};
use crate::wrap;

use super::SpecCurve;
use super::columns::{Column, Columns};
use super::draw::push;

/// The height of a row's cells, and of a row.
const CELL: f64 = 10.0;
const ROW: f64 = 17.0;
/// The height of the name of a dimension, with the gap above it.
const HEADER: f64 = 24.0;
/// The gap between names and cells.
const GAP: f64 = 12.0;
/// Cells that are not all of a column are as high as their share, in so many steps.
const STEPS: f64 = 5.0;

/// The names of the options, broken into lines.
pub(super) struct Matrix {
    /// The lines of each option of each dimension.
    names: Vec<Vec<Vec<(String, TextStyle)>>>,
    width: f64,
}

impl Matrix {
    pub(super) fn plan(chart: &SpecCurve, frame: &Frame) -> Self {
        let part = if frame.width().is_narrow() {
            0.38
        } else {
            0.32
        };
        let widest = (frame.right() - frame.left()) * part;
        let style = TextStyle::regular(SMALL_SIZE);
        let lines = |option: &String| {
            let lines = wrap::filled(option, &style, widest);
            lines.into_iter().map(|line| (line, style)).collect()
        };
        let names: Vec<Vec<Vec<(String, TextStyle)>>> = chart
            .dimensions
            .iter()
            .map(|dimension| dimension.options.iter().map(lines).collect())
            .collect();
        let all = names.iter().flatten().flatten();
        let width = all
            .map(|(line, style)| style.width(line))
            .fold(0.0, f64::max);
        Matrix { names, width }
    }

    /// The room for the names at the left of the cells.
    pub(super) fn names_width(&self) -> f64 {
        self.width.ceil() + GAP
    }

    /// Draws the rows, and gives the parts of the height that they take.
    pub(super) fn draw(
        &self,
        chart: &SpecCurve,
        columns: &Columns,
        frame: &mut Frame,
    ) -> Result<Vec<(f64, f64)>, PlotError> {
        let mut stretches = Vec::new();
        for (d, dimension) in chart.dimensions.iter().enumerate() {
            let style = TextStyle::bold(SMALL_SIZE);
            let width = frame.right() - frame.left();
            for (i, line) in wrap::filled(&dimension.name, &style, width)
                .iter()
                .enumerate()
            {
                let room = frame.take(if i == 0 { HEADER } else { 16.0 });
                let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
                frame.text(&pen, (room.left, room.bottom - 5.0), line, style)?;
            }
            let top = frame.next();
            for (o, option) in dimension.options.iter().enumerate() {
                let none = Vec::new();
                let lines = self
                    .names
                    .get(d)
                    .and_then(|names| names.get(o))
                    .unwrap_or(&none);
                let room = frame.take((place::height(lines) + 4.0).max(ROW));
                let middle = room.middle().1;
                let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
                let name_top = middle - place::height(lines) / 2.0 + 1.0;
                place::stack(frame, &pen, (room.left, name_top), Anchor::Start, lines)?;
                let takes = |column: &Column| {
                    let specs = column.specs.iter().filter_map(|&i| chart.specs.get(i));
                    specs.filter(|spec| spec.options.get(d) == Some(&o)).count()
                };
                let total: usize = columns.all().map(takes).sum();
                let label = format!("{}: {option}, {}", dimension.name, whole(total));
                let paint = Paint::fill(Ink::Muted);
                let pen = Pen {
                    label,
                    ..Pen::new(Role::Cell, paint)
                };
                let base = middle + CELL / 2.0;
                let grid = Pen::new(Role::Grid, Paint::stroke(Ink::Grid, 1.0));
                for part in [&columns.with, &columns.without] {
                    let ends = part.first().zip(part.last());
                    let Some((first, last)) = ends else {
                        continue;
                    };
                    frame.path(&grid, &[(first.left, base), (last.right, base)])?;
                    if part.iter().any(|column| takes(column) > 0) {
                        frame.polygon(&pen, &outline(part, takes, base))?;
                    }
                }
            }
            stretches.push((top, frame.next()));
        }
        frame.take(4.0);
        Ok(stretches)
    }
}

/// The outline of the cells of a row: as high in each column as the share of its analyses that take
/// the option. One area for all, for neighbours are merged in it and a file stays small.
fn outline(columns: &[Column], takes: impl Fn(&Column) -> usize, base: f64) -> Vec<(f64, f64)> {
    let mut corners = Vec::new();
    if let Some(first) = columns.first() {
        corners.push((first.left, base));
    }
    for column in columns {
        let share = takes(column) as f64 / column.specs.len().max(1) as f64;
        let top = base - (share * STEPS).ceil() / STEPS * CELL;
        push(&mut corners, (column.left, top));
        push(&mut corners, (column.right, top));
    }
    if let Some(last) = columns.last() {
        corners.push((last.right, base));
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_cells_are_merged() {
        let column = |i: usize| Column {
            left: i as f64,
            right: i as f64 + 1.0,
            specs: vec![i],
        };
        let columns: Vec<Column> = (0..100).map(column).collect();
        let outline = outline(&columns, |column| usize::from(column.left >= 50.0), 20.0);
        assert!(outline.len() <= 6, "{outline:?}");
        assert!(outline.contains(&(100.0, 10.0)) && outline.contains(&(50.0, 10.0)));
    }
}
