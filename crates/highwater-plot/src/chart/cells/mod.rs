//! A table of cells in shades: a heat map.

mod draw;
mod head;
mod key;
mod words;

use highwater_facts::Quantity;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::chart::Chart;
use crate::chart::levels::{self, Steps};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;
use crate::paint::Shade;

/// Rows with a cell for each of a few columns, each in the shade of its number or filled where
/// something is there: which system's abstract speaks of what, what share of each year's papers does.
///
/// Numbers are written in their cells. What is there has a dot, what is not is blank with an outline,
/// and what is not known is dotted with a dash, so that nothing is told by colour alone.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_plot::chart::{CellGroup, CellRow, CellValue, Cells};
/// use highwater_plot::{Chart, Extent, Measure};
///
/// let row = |name: &str, cells: [CellValue; 2]| CellRow {
///     name: name.to_owned(),
///     detail: String::new(),
///     cells: cells.to_vec(),
/// };
/// let unread = CellValue::Missing("no abstract".to_owned());
/// let chart = Cells {
///     columns: vec!["parallelism".to_owned(), "hardware".to_owned()],
///     values: Measure {
///         title: "Share of abstracts".to_owned(),
///         unit: Unit::Percent,
///         values: "pct0".parse()?,
///         ticks: "pct0".parse()?,
///         extent: Extent::Between(0.0, 100.0),
///     },
///     levels: vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0],
///     yes: "in the abstract".to_owned(),
///     no: "not in the abstract".to_owned(),
///     groups: vec![CellGroup {
///         name: String::new(),
///         rows: vec![
///             row("PaLM (540B)", [CellValue::Yes, CellValue::No]),
///             row("GPT-3 (175B)", [CellValue::No, CellValue::No]),
///             row("All others", [CellValue::Number(14.0), unread]),
///         ],
///     }],
/// };
/// assert_eq!(
///     chart.describe(),
///     "In the abstract, row by row, or share of abstracts. PaLM (540B): parallelism. \
///      GPT-3 (175B): none. All others: parallelism 14%, hardware missing (no abstract)."
/// );
/// assert_eq!(chart.account().drops[0].reason, "no abstract");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// The names of the columns, from left to right.
    pub columns: Vec<String>,
    /// What the numbers measure, and how they are written; not looked at where there are none.
    pub values: Measure,
    /// The numbers at which the shade changes, from the lowest; a number off them has the shade of the
    /// nearest step. Not looked at where there are no numbers.
    pub levels: Vec<f64>,
    /// What a filled cell says: "in the abstract".
    pub yes: String,
    /// What a blank cell says: "not in the abstract".
    pub no: String,
    /// The rows, from the top down, in groups.
    pub groups: Vec<CellGroup>,
}

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct CellGroup {
    /// Its name, written above its rows; empty for none.
    pub name: String,
    /// Its rows, from the top down.
    pub rows: Vec<CellRow>,
}

/// A row of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct CellRow {
    /// Its name.
    pub name: String,
    /// A remark behind the name, or below it where it has no room there; empty for none.
    pub detail: String,
    /// Its cells, in the order of the columns.
    pub cells: Vec<CellValue>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// A number, written in the cell and shown by its shade.
    Number(f64),
    /// It is there.
    Yes,
    /// It is not there.
    No,
    /// It is not known, and why.
    Missing(String),
}

impl Chart for Cells {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn account(&self) -> Account {
        let rows = self.rows().count();
        let series = self.columns.iter().map(|name| SeriesAccount {
            name: name.clone(),
            points: rows,
            uncertain: 0,
        });
        let reasons = self.reasons();
        let drops = self.columns.iter().enumerate().flat_map(|(i, name)| {
            reasons.iter().map(move |&reason| DropAccount {
                series: name.clone(),
                points: self.missing(i, reason),
                reason: reason.to_owned(),
            })
        });
        Account {
            series: series.filter(|series| series.points > 0).collect(),
            drops: drops.filter(|drop| drop.points > 0).collect(),
        }
    }
}

impl Cells {
    fn rows(&self) -> impl Iterator<Item = &CellRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    fn cells(&self) -> impl Iterator<Item = &CellValue> {
        self.rows().flat_map(|row| &row.cells)
    }

    /// The numbers of all cells that have one.
    fn numbers(&self) -> impl Iterator<Item = f64> {
        self.cells().filter_map(|cell| match cell {
            CellValue::Number(x) => Some(*x),
            _ => None,
        })
    }

    /// Why cells are missing, each reason once, in the order of the rows.
    fn reasons(&self) -> Vec<&str> {
        let mut reasons: Vec<&str> = Vec::new();
        for cell in self.cells() {
            if let CellValue::Missing(reason) = cell
                && !reasons.contains(&reason.as_str())
            {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// Returns how many cells of a column are missing for a reason.
    fn missing(&self, column: usize, reason: &str) -> usize {
        let is_missing =
            |cell: &&CellValue| matches!(cell, CellValue::Missing(why) if why == reason);
        let cells = self.rows().filter_map(|row| row.cells.get(column));
        cells.filter(is_missing).count()
    }

    fn steps(&self) -> Steps<'_> {
        Steps::new(&self.levels)
    }

    /// The shade of what is there: that of the highest numbers.
    fn full(&self) -> Shade {
        let shades = self.steps().shades;
        let all = || Shade::all().last();
        shades.last().copied().or_else(all).unwrap_or_default()
    }

    fn number_text(&self, x: f64) -> String {
        self.values
            .value_text(&Quantity::exact(x, self.values.unit))
    }

    /// Returns what a cell says in words.
    fn text(&self, cell: &CellValue) -> String {
        let or = |words: &str, plain: &str| match words {
            "" => plain.to_owned(),
            words => words.to_owned(),
        };
        match cell {
            CellValue::Number(x) => self.number_text(*x),
            CellValue::Yes => or(&self.yes, "yes"),
            CellValue::No => or(&self.no, "no"),
            CellValue::Missing(reason) => format!("missing ({reason})"),
        }
    }

    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        if self.columns.is_empty() || self.rows().next().is_none() {
            return Err(PlotError::NothingToDraw { chart: "cell" });
        }
        for row in self.rows() {
            if row.cells.len() != self.columns.len() {
                return Err(PlotError::BadRow {
                    row: row.name.clone(),
                    cells: row.cells.len(),
                    columns: self.columns.len(),
                });
            }
            for (cell, column) in row.cells.iter().zip(&self.columns) {
                if let CellValue::Number(x) = cell {
                    let value = Quantity::exact(*x, self.values.unit);
                    self.values.admit(&value, column, &row.name)?;
                }
            }
        }
        if self.numbers().next().is_some() {
            levels::admit(&self.levels)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
