//! The cells of one row, asked for by name and type.

use std::ops::Range;
use std::sync::Arc;

use highwater_facts::nearest::nearest;
use highwater_facts::{Amount, Month, Quantity, Unit};

use crate::bounds::Bounds;
use crate::characters;
use crate::date::Date;
use crate::decimals;
use crate::fault::{Fault, FaultKind};
use crate::formula;
use crate::quantity_text::{self, CellText};
use crate::records::Chunk;
use crate::schema::{Kind, Schema};
use crate::settings::Settings;

/// The cells of one row, asked for by name and type.
///
/// A cell at fault gives `None` and records the fault.
pub struct Cells<'a> {
    pub(crate) file: &'a Arc<str>,
    pub(crate) chunk: &'a Chunk,
    pub(crate) schema: &'a Schema<'a>,
    pub(crate) settings: &'a Settings,
    /// What speaks for commas before decimals, if something does and no setting decides.
    pub(crate) because: Option<&'a str>,
    /// For each column of the schema, the text of the cell and its bytes.
    pub(crate) cells: Vec<(String, Range<usize>)>,
    /// Whether no cell holds what none may.
    pub(crate) is_sound: bool,
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

impl From<Noted> for Quantity {
    fn from(noted: Noted) -> Self {
        noted.quantity
    }
}

impl<'a> Cells<'a> {
    /// Returns the text of a cell.
    pub fn text(&mut self, column: &str) -> Option<String> {
        let at = self.column(column)?;
        self.filled(at)
    }

    /// Returns a month.
    pub fn month(&mut self, column: &str) -> Option<Month> {
        let at = self.column(column)?;
        self.month_at(at)
    }

    pub(crate) fn month_at(&mut self, at: usize) -> Option<Month> {
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

    /// A day, as the settings of the table say that it is written.
    pub fn date(&mut self, column: &str) -> Option<Date> {
        let at = self.column(column)?;
        self.date_at(at)
    }

    pub(crate) fn date_at(&mut self, at: usize) -> Option<Date> {
        let text = self.filled(at)?;
        let form = self.settings.date_of(self.schema.columns.get(at)?.name);
        match Date::read(&text, form) {
            Ok(date) => Some(date),
            Err(error) => {
                let nearest = error.nearest().map(|date| date.to_string());
                let kind = FaultKind::NotADate { rule: error.rule() };
                self.fault(at, kind, nearest);
                None
            }
        }
    }

    /// Returns a year of four digits.
    pub fn year(&mut self, column: &str) -> Option<i32> {
        let at = self.column(column)?;
        self.year_at(at)
    }

    pub(crate) fn year_at(&mut self, at: usize) -> Option<i32> {
        let text = self.filled(at)?;
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = text.parse().ok().filter(|_| is_year);
        if year.is_none() {
            let rule = "is not a year; write it as `2023`".to_owned();
            self.fault(at, FaultKind::NotAQuantity { rule }, None);
        }
        year
    }

    /// A text that may be missing: `N/A (reason)`, which gives an inner `None`.
    pub fn text_if_any(&mut self, column: &str) -> Option<Option<String>> {
        let at = self.column(column)?;
        self.text_if_any_at(at)
    }

    pub(crate) fn text_if_any_at(&mut self, at: usize) -> Option<Option<String>> {
        let known = self.schema.columns.get(at)?;
        if known.may_be_missing && self.is_missing(at) {
            return Some(None);
        }
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

    /// Reads a cell that may be missing, `N/A (reason)`, which gives an inner `None`.
    pub fn if_any<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        let at = self.column(column)?;
        let is_missing = match self.schema.columns.get(at)?.kind {
            Kind::Quantity(_) => matches!(self.cell_text(at)?, CellText::Missing(_)),
            _ => self.text_if_any_at(at)?.is_none(),
        };
        if is_missing {
            return Some(None);
        }
        read(self).map(Some)
    }

    /// Which of the texts of a [`Kind::OneOf`] a cell holds, as an index; it may be missing where
    /// the column says so.
    pub fn one_of(&mut self, column: &str) -> Option<Option<usize>> {
        let at = self.column(column)?;
        self.one_of_at(at)
    }

    pub(crate) fn one_of_at(&mut self, at: usize) -> Option<Option<usize>> {
        let known = self.schema.columns.get(at)?;
        let Kind::OneOf(choices) = known.kind else {
            self.not_in_schema(known.name);
            return None;
        };
        let Some(text) = self.text_if_any_at(at)? else {
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
        let at = self.column(column)?;
        match self.cell_text(at)? {
            CellText::Known(quantity, note) => Some(Noted { quantity, note }),
            CellText::Missing(_) => {
                self.fault(at, FaultKind::MayNotBeMissing, None);
                None
            }
        }
    }

    /// A number that may be missing.
    pub fn amount(&mut self, column: &str) -> Option<Amount> {
        let at = self.column(column)?;
        match self.cell_text(at)? {
            CellText::Known(quantity, _) => Some(Amount::Known(quantity)),
            CellText::Missing(reason) => {
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

    /// Returns what a cell of numbers holds.
    pub(crate) fn cell_text(&mut self, at: usize) -> Option<CellText> {
        let known = self.schema.columns.get(at)?;
        let Kind::Quantity(unit) = known.kind else {
            self.not_in_schema(known.name);
            return None;
        };
        if self.is_missing(at) {
            let mark = self.cells.get(at).map_or("", |(text, _)| text.trim());
            let reason = if mark.is_empty() { "not given" } else { mark };
            return Some(CellText::Missing(reason.to_owned()));
        }
        let text = self.filled(at)?;
        let notation = decimals::notation(self.settings, known.name, known.bare);
        if self.settings.decimal_of(known.name).is_none()
            && let Some(doubt) = decimals::doubt(&text, self.because)
        {
            self.fault(
                at,
                FaultKind::NotAQuantity { rule: doubt.rule },
                doubt.nearest,
            );
            return None;
        }
        let bounds = known.bounds.unwrap_or(Bounds::of(unit));
        let parse = |text: &str| quantity_text::parse_as(text, unit, notation);
        let sound = |text: &String| match parse(text) {
            Ok(CellText::Known(quantity, _)) => bounds.hold(&quantity),
            _ => false,
        };
        match parse(&text) {
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
            Ok(cell) => Some(cell),
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

    fn column(&mut self, name: &str) -> Option<usize> {
        let found = self
            .schema
            .columns
            .iter()
            .position(|column| column.name == name);
        if found.is_none() {
            self.not_in_schema(name);
        }
        found
    }

    fn not_in_schema(&mut self, name: &str) {
        self.faults
            .push(Fault::new(self.file, FaultKind::NotInSchema, name));
    }

    fn filled(&mut self, at: usize) -> Option<String> {
        let text = self.cells.get(at).map(|(text, _)| text.trim().to_owned())?;
        if text.is_empty() {
            self.fault(at, FaultKind::EmptyCell, None);
            return None;
        }
        Some(text)
    }

    /// Returns whether the settings say that a cell's text means a missing value.
    pub(crate) fn is_missing(&self, at: usize) -> bool {
        let (Some((text, _)), Some(column)) = (self.cells.get(at), self.schema.columns.get(at))
        else {
            return false;
        };
        let is_text = column.kind == Kind::Text;
        self.settings.is_missing(column.name, is_text, text.trim())
    }

    /// Records the cells that hold a formula, or a character that none may, which is taken out so
    /// that the other rules are tried too.
    pub(crate) fn look_for_what_no_cell_may_hold(&mut self) {
        for at in 0..self.cells.len() {
            let Some((text, bytes)) = self.cells.get(at).cloned() else {
                continue;
            };
            let (kind, start, nearest) = if formula::is(&text) {
                (FaultKind::Formula, bytes.start, None)
            } else if let Some((_, character)) = characters::forbidden(&text) {
                let raw = self.chunk.text().get(bytes.clone()).unwrap_or_default();
                let start = bytes.start + characters::forbidden(raw).map_or(0, |(at, _)| at);
                let without = characters::without(&text).trim().to_owned();
                self.cells[at].0.clone_from(&without);
                let nearest = Some(without).filter(|text| !text.is_empty());
                (FaultKind::ForbiddenCharacter(character), start, nearest)
            } else {
                continue;
            };
            self.is_sound = false;
            let end = match &kind {
                FaultKind::ForbiddenCharacter(character) => start + character.len_utf8(),
                _ => bytes.end,
            };
            let place = self.chunk.place(start..end);
            let mut fault = Fault::new(self.file, kind, text.trim())
                .at(place)
                .nearest(nearest);
            fault.column = self
                .schema
                .columns
                .get(at)
                .map(|column| column.name.to_owned());
            self.faults.push(fault);
        }
    }

    pub(crate) fn fault(&mut self, at: usize, kind: FaultKind, nearest: Option<String>) {
        let (text, bytes) = self.cells.get(at).cloned().unwrap_or_default();
        if formula::is(&text) {
            // That is told already.
            return;
        }
        let mut fault = Fault::new(self.file, kind, text.trim())
            .at(self.chunk.place(bytes))
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
