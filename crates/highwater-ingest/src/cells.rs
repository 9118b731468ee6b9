//! The cells of one row, asked for by name and type.

use std::ops::Range;

use highwater_facts::nearest::nearest;
use highwater_facts::{Month, Quantity, Unit};

use crate::bounds::Bounds;
use crate::date::Date;
use crate::fault::{Fault, FaultKind};
use crate::quantity_text::{self, CellText};
use crate::schema::{Column, Kind, Schema};
use crate::text_file::TextFile;

/// The cells of one row, asked for by name and type.
///
/// A cell at fault gives `None` and records the fault.
pub struct Cells<'a> {
    pub(crate) file: &'a TextFile,
    pub(crate) schema: &'a Schema,
    /// For each column of the schema, the text of the cell and its bytes in the file.
    pub(crate) cells: Vec<(String, Range<usize>)>,
    pub(crate) faults: Vec<Fault>,
}

/// A number with the note that stood in brackets behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted {
    /// The number.
    pub quantity: Quantity,
    /// The note; empty where there is none.
    pub note: String,
}

/// A number that may be missing, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// The number.
    Known(Quantity),
    /// Why there is none.
    Missing(String),
}

impl Amount {
    /// The number, where there is one.
    #[must_use]
    pub fn known(&self) -> Option<Quantity> {
        match self {
            Amount::Known(quantity) => Some(*quantity),
            Amount::Missing(_) => None,
        }
    }
}

impl Cells<'_> {
    /// The text of a cell.
    pub fn text(&mut self, column: &str) -> Option<String> {
        let (_, at) = self.column(column)?;
        self.filled(at)
    }

    /// A month.
    pub fn month(&mut self, column: &str) -> Option<Month> {
        let (_, at) = self.column(column)?;
        let text = self.filled(at)?;
        match text.parse::<Month>() {
            Ok(month) => Some(month),
            Err(error) => {
                let nearest = error.nearest().map(|month| month.to_string());
                self.fault(at, FaultKind::NotAMonth, nearest);
                None
            }
        }
    }

    /// A day.
    pub fn date(&mut self, column: &str) -> Option<Date> {
        let (_, at) = self.column(column)?;
        let text = self.filled(at)?;
        match text.parse::<Date>() {
            Ok(date) => Some(date),
            Err(error) => {
                let nearest = error.nearest().map(|date| date.to_string());
                self.fault(at, FaultKind::NotADate { rule: error.rule() }, nearest);
                None
            }
        }
    }

    /// A text that may be missing: `N/A (reason)`, which gives an inner `None`.
    pub fn text_if_any(&mut self, column: &str) -> Option<Option<String>> {
        let (known, at) = self.column(column)?;
        let text = self.filled(at)?;
        match quantity_text::missing(&text) {
            None => Some(Some(text)),
            Some(Ok(_)) if known.may_be_missing => Some(None),
            Some(Ok(_)) => {
                self.fault(at, FaultKind::MayNotBeMissing, None);
                None
            }
            Some(Err(fault)) => {
                let kind = FaultKind::NotAQuantity { rule: fault.rule };
                self.fault(at, kind, fault.nearest);
                None
            }
        }
    }

    /// Which of the texts of a [`Kind::OneOf`] a cell holds, as an index; it may be missing where
    /// the column says so.
    pub fn one_of(&mut self, column: &str) -> Option<Option<usize>> {
        let (known, at) = self.column(column)?;
        let Kind::OneOf(choices) = known.kind else {
            self.not_in_schema(column);
            return None;
        };
        let Some(text) = self.text_if_any(column)? else {
            return Some(None);
        };
        let found = choices.iter().position(|choice| *choice == text);
        if found.is_none() {
            let kind = FaultKind::NotAChoice {
                choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
            };
            self.fault(at, kind, nearest(&text, choices.iter().copied()));
        }
        found.map(Some)
    }

    /// A number that must not be missing.
    pub fn quantity(&mut self, column: &str) -> Option<Quantity> {
        self.noted(column).map(|noted| noted.quantity)
    }

    /// A number that must not be missing, with its note.
    pub fn noted(&mut self, column: &str) -> Option<Noted> {
        match self.cell_text(column)? {
            (_, CellText::Known(quantity, note)) => Some(Noted { quantity, note }),
            (at, CellText::Missing(_)) => {
                self.fault(at, FaultKind::MayNotBeMissing, None);
                None
            }
        }
    }

    /// A number that may be missing.
    pub fn amount(&mut self, column: &str) -> Option<Amount> {
        match self.cell_text(column)? {
            (_, CellText::Known(quantity, _)) => Some(Amount::Known(quantity)),
            (at, CellText::Missing(reason)) => {
                if self
                    .schema
                    .columns
                    .get(at)
                    .is_some_and(|column| column.may_be_missing)
                {
                    Some(Amount::Missing(reason))
                } else {
                    self.fault(at, FaultKind::MayNotBeMissing, None);
                    None
                }
            }
        }
    }

    fn cell_text(&mut self, column: &str) -> Option<(usize, CellText)> {
        let (known, at) = self.column(column)?;
        let Kind::Quantity(unit) = known.kind else {
            self.not_in_schema(column);
            return None;
        };
        let text = self.filled(at)?;
        let bounds = known.bounds.unwrap_or(Bounds::of(unit));
        let sound = |text: &String| match quantity_text::parse(text, unit) {
            Ok(CellText::Known(quantity, _)) => bounds.hold(&quantity),
            _ => false,
        };
        match quantity_text::parse(&text, unit) {
            Ok(CellText::Known(quantity, _)) if !bounds.hold(&quantity) => {
                let end = if quantity.low() < bounds.least {
                    [
                        Some(text.replacen('-', "", 1)),
                        ends(unit).map(|ends| ends.0.to_owned()),
                    ]
                } else {
                    [None, ends(unit).map(|ends| ends.1.to_owned())]
                };
                let nearest = end.into_iter().flatten().find(sound);
                let words = bounds.words;
                self.fault(at, FaultKind::OutOfBounds { words }, nearest);
                None
            }
            Ok(cell) => Some((at, cell)),
            Err(fault) => {
                self.fault(
                    at,
                    FaultKind::NotAQuantity { rule: fault.rule },
                    fault.nearest.filter(sound),
                );
                None
            }
        }
    }

    fn column(&mut self, name: &str) -> Option<(Column, usize)> {
        let found = self
            .schema
            .columns
            .iter()
            .position(|column| column.name == name);
        if found.is_none() {
            self.not_in_schema(name);
        }
        found.map(|at| (self.schema.columns[at], at))
    }

    fn not_in_schema(&mut self, name: &str) {
        self.faults
            .push(Fault::new(&self.file.name, FaultKind::NotInSchema, name));
    }

    fn filled(&mut self, at: usize) -> Option<String> {
        let text = self.cells.get(at).map(|(text, _)| text.trim().to_owned())?;
        if text.is_empty() {
            self.fault(at, FaultKind::EmptyCell, None);
            return None;
        }
        Some(text)
    }

    fn fault(&mut self, at: usize, kind: FaultKind, nearest: Option<String>) {
        let (text, bytes) = self.cells.get(at).cloned().unwrap_or_default();
        let mut fault = Fault::new(&self.file.name, kind, text.trim())
            .at(self.file.place(bytes))
            .nearest(nearest);
        fault.column = self
            .schema
            .columns
            .get(at)
            .map(|column| column.name.to_owned());
        self.faults.push(fault);
    }
}

/// The least and the most of a unit that has both by its nature, as cells write them.
fn ends(unit: Unit) -> Option<(&'static str, &'static str)> {
    match unit {
        Unit::Percent => Some(("0%", "100%")),
        Unit::Points => Some(("-100 pts", "100 pts")),
        Unit::Fraction => Some(("-100%", "1,000,000%")),
        _ => None,
    }
}
