//! The options below the curve.

use crate::chart::noun::whole;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::SpecCurve;
use super::columns::{Column, Columns};
use super::draw::push;

/// The height of a row's cells, and of a row.
const CELL: f64 = 10.0;
const ROW: f64 = 16.0;
/// The height of the name of a dimension above its options, with the gap above it.
const HEADER: f64 = 21.0;
/// The gap above a dimension whose name stands beside its options.
const APART: f64 = 7.0;
/// The gap between names and cells, and between those of dimensions and of options.
const GAP: f64 = 12.0;
/// Cells that are not all of a column are as high as their share, in so many steps.
const STEPS: f64 = 5.0;

/// The most of the width that names beside one another take.
const BESIDE: f64 = 0.36;

type Lines = Vec<(String, TextStyle)>;

/// The names of the options, broken into lines.
pub(super) struct Matrix {
    /// The lines of each option of each dimension.
    names: Vec<Vec<Lines>>,
    width: f64,
    /// Where the names of options start, if those of dimensions stand beside the first of them.
    beside: Option<f64>,
}

impl Matrix {
    pub(super) fn plan(chart: &SpecCurve, frame: &Frame) -> Self {
        let narrow = frame.width().is_narrow();
        let part = if narrow { 0.38 } else { 0.32 };
        let room = frame.right() - frame.left();
        let style = TextStyle::regular(SMALL_SIZE);
        let lines = |option: &String| {
            let lines = wrap::filled(option, &style, room * part, &frame.fonts());
            lines.into_iter().map(|line| (line, style)).collect()
        };
        let names: Vec<Vec<Lines>> = chart
            .dimensions
            .iter()
            .map(|dimension| dimension.options.iter().map(lines).collect())
            .collect();
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
        let all = names.iter().flatten().flatten();
        let options = widest(&mut all.map(|(line, style)| style.width(line, &frame.fonts())));
        let bold = TextStyle::bold(SMALL_SIZE);
        let dimensions = chart.dimensions.iter();
        let dimensions =
            widest(&mut dimensions.map(|dimension| bold.width(&dimension.name, &frame.fonts())));
        let both = dimensions.ceil() + GAP + options;
        let beside = !narrow && both <= room * BESIDE;
        Matrix {
            names,
            width: if beside { both } else { options },
            beside: beside.then_some(dimensions.ceil() + GAP),
        }
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
            match self.beside {
                Some(_) => {
                    frame.take(APART);
                }
                None => draw_name_above(&dimension.name, frame)?,
            }
            let top = frame.next();
            for (o, option) in dimension.options.iter().enumerate() {
                let none = Vec::new();
                let of_dimension = self.names.get(d);
                let lines = of_dimension.and_then(|names| names.get(o)).unwrap_or(&none);
                let room = frame.take((place::height(lines) + 4.0).max(ROW));
                let middle = room.middle().1;
                let name_top = middle - place::height(lines) / 2.0 + 1.0;
                if o == 0 && self.beside.is_some() {
                    let name = [(dimension.name.clone(), TextStyle::bold(SMALL_SIZE))];
                    let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
                    place::stack(frame, &pen, (room.left, name_top), Anchor::Start, &name)?;
                }
                let left = room.left + self.beside.unwrap_or(0.0);
                let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
                place::stack(frame, &pen, (left, name_top), Anchor::Start, lines)?;
                let takes = |column: &Column| {
                    let specs = column.specs.iter().filter_map(|&i| chart.specs.get(i));
                    specs.filter(|spec| spec.options.get(d) == Some(&o)).count()
                };
                let total: usize = columns.all().map(takes).sum();
                let label = format!("{}: {option}, {}", dimension.name, whole(total));
                draw_row(columns, takes, &label, middle + CELL / 2.0, frame)?;
            }
            stretches.push((top, frame.next()));
        }
        frame.take(4.0);
        Ok(stretches)
    }
}

/// Draws the name of a dimension above its options.
fn draw_name_above(name: &str, frame: &mut Frame) -> Result<(), PlotError> {
    let style = TextStyle::bold(SMALL_SIZE);
    let lines = wrap::filled(name, &style, frame.right() - frame.left(), &frame.fonts());
    for (i, line) in lines.iter().enumerate() {
        let room = frame.take(if i == 0 { HEADER } else { 16.0 });
        let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
        frame.text(&pen, (room.left, room.bottom - 5.0), line, style)?;
    }
    Ok(())
}

/// Draws the cells of an option on their base.
fn draw_row(
    columns: &Columns,
    takes: impl Fn(&Column) -> usize,
    label: &str,
    base: f64,
    frame: &Frame,
) -> Result<(), PlotError> {
    let pen = Pen {
        label: label.to_owned(),
        ..Pen::new(Role::Cell, Paint::fill(Ink::Muted))
    };
    let grid = Pen::new(Role::Grid, Paint::stroke(Ink::Grid, 1.0));
    for part in [&columns.with, &columns.without] {
        let Some((first, last)) = part.first().zip(part.last()) else {
            continue;
        };
        frame.path(&grid, &[(first.left, base), (last.right, base)])?;
        if part.iter().any(|column| takes(column) > 0) {
            frame.polygon(&pen, &outline(part, &takes, base))?;
        }
    }
    Ok(())
}

/// Returns the outline of the cells of a row: as high in each column as the share of its analyses that
/// take the option. One area for all, for neighbours are merged in it and a file stays small.
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
