//! The text of a cell into what its column holds, the same for all readers.

use highwater_facts::nearest::nearest;
use highwater_facts::{Month, Unit};

use crate::bounds::Bounds;
use crate::date::{Date, DateForm};
use crate::fault::FaultKind;
use crate::header::is_same;
use crate::number::Notation;
use crate::quantity_text::{self, CellText};
use crate::schema::{Column, Kind};

/// What is wrong with a cell, and the nearest text that is right.
#[derive(Debug)]
pub(crate) struct CellFlaw {
    pub(crate) kind: FaultKind,
    pub(crate) nearest: Option<String>,
}

impl CellFlaw {
    /// Boxed, because a result that is nearly always a cell shall be as small as one.
    pub(crate) fn new(kind: FaultKind, nearest: Option<String>) -> Box<Self> {
        Box::new(CellFlaw { kind, nearest })
    }
}

pub(crate) fn month(text: &str) -> Result<Month, Box<CellFlaw>> {
    text.parse::<Month>().map_err(|error| {
        let nearest = error.nearest().map(|month| month.to_string());
        CellFlaw::new(FaultKind::NotAMonth, nearest)
    })
}

pub(crate) fn date(text: &str, form: Option<&DateForm>) -> Result<Date, Box<CellFlaw>> {
    Date::read(text, form).map_err(|error| {
        let nearest = error.nearest().map(|date| date.to_string());
        CellFlaw::new(FaultKind::NotADate { rule: error.rule() }, nearest)
    })
}

pub(crate) fn year(text: &str) -> Result<i32, Box<CellFlaw>> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse().ok().filter(|_| is_year);
    year.ok_or_else(|| {
        let rule = "is not a year; write it as `2023`".to_owned();
        CellFlaw::new(FaultKind::NotAQuantity { rule }, None)
    })
}

/// Returns which of the choices a text names, as an index.
pub(crate) fn one_of(text: &str, choices: &[&[&str]]) -> Result<usize, Box<CellFlaw>> {
    let equal = |names: &&[&str]| names.contains(&text);
    let alike = |names: &&[&str]| names.iter().any(|name| is_same(name, text));
    let found = choices.iter().position(equal);
    let found = found.or_else(|| choices.iter().position(alike));
    found.ok_or_else(|| {
        let known = choices.iter().flat_map(|names| names.iter().copied());
        let firsts = choices.iter().filter_map(|names| names.first());
        let kind = FaultKind::NotAChoice {
            choices: firsts.map(|name| (*name).to_owned()).collect(),
        };
        CellFlaw::new(kind, nearest(text, known))
    })
}

/// Returns the number in a cell, or why it is missing.
pub(crate) fn quantity(
    text: &str,
    unit: Unit,
    bounds: Option<Bounds>,
    notation: Notation,
) -> Result<CellText, Box<CellFlaw>> {
    let bounds = bounds.unwrap_or(Bounds::of(unit));
    let parse = |text: &str| quantity_text::parse_as(text, unit, notation);
    let sound = |text: &String| match parse(text) {
        Ok(CellText::Known(quantity, _)) => bounds.hold(&quantity),
        _ => false,
    };
    match parse(text) {
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
            Err(CellFlaw::new(FaultKind::OutOfBounds { words }, nearest))
        }
        Ok(cell) => Ok(cell),
        Err(fault) => {
            let kind = FaultKind::NotAQuantity { rule: fault.rule };
            Err(CellFlaw::new(kind, fault.nearest.filter(sound)))
        }
    }
}

/// Returns the least and the most of a unit that has both by its nature, as cells write them.
fn ends(unit: Unit) -> Option<(&'static str, &'static str)> {
    match unit {
        Unit::Percent => Some(("0%", "100%")),
        Unit::Points => Some(("-100 pts", "100 pts")),
        Unit::Fraction => Some(("-100%", "1,000,000%")),
        _ => None,
    }
}

impl Column<'_> {
    /// Returns whether its numbers may have decimal commas that no setting speaks of.
    pub(crate) fn holds_numbers(&self) -> bool {
        matches!(self.kind, Kind::Quantity(_) | Kind::Number)
    }
}
