//! The text of a cell into what its column holds.

use std::ops::Range;

use highwater_facts::nearest::nearest;

use super::layout::Placed;
use super::number;
use super::schema::Kind;
use crate::characters;
use crate::date::{Date, DateForm};
use crate::decimals;
use crate::fault::FaultKind;
use crate::formula;
use crate::header::is_same;

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Missing,
    Text(Span),
    Date(Date),
    Number(f64),
    /// The choice, as an index.
    Choice(u16),
}

/// Where the text of a cell stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it stands among the copies, not in the chunk itself.
    pub(super) copied: bool,
}

/// What is wrong with a cell, and the nearest text that is right.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) kind: FaultKind,
    pub(super) nearest: Option<String>,
}

impl Span {
    pub(super) fn new(bytes: Range<usize>, copied: bool) -> Self {
        Span {
            start: bytes.start as u32,
            end: bytes.end as u32,
            copied,
        }
    }
}

impl Flaw {
    /// Boxed, because a result that is nearly always a cell shall be as small as one.
    pub(super) fn new(kind: FaultKind, nearest: Option<String>) -> Box<Self> {
        Box::new(Flaw { kind, nearest })
    }
}

/// Reads a cell and adds it to those of its row; `plain` says that it is known to hold no forbidden
/// character, `span` says where a text stands.
///
/// Each kind is added where it is read: a processor waits for a cell that is put together from
/// parts and copied as a whole at once.
#[inline]
pub(super) fn read(
    raw: &str,
    plain: bool,
    placed: &Placed<'_>,
    span: impl FnOnce() -> Span,
    cells: &mut Vec<Cell>,
) -> Result<(), Box<Flaw>> {
    let column = placed.column;
    if !plain
        && !column.any_characters
        && let Some((_, character)) = characters::forbidden(raw)
    {
        let nearest = characters::without(raw).trim().to_owned();
        let kind = FaultKind::ForbiddenCharacter(character);
        return Err(Flaw::new(
            kind,
            Some(nearest).filter(|text| !text.is_empty()),
        ));
    }
    let text = trimmed(raw);
    if column.missing.holds(text) || placed.says_missing(text) {
        cells.push(Cell::Missing);
    } else if text.is_empty() {
        return Err(Flaw::new(FaultKind::EmptyCell, None));
    } else if text.starts_with('=') && formula::is(text) {
        return Err(Flaw::new(FaultKind::Formula, None));
    } else {
        match placed.kind {
            Kind::Text => cells.push(Cell::Text(span())),
            Kind::Date => cells.push(Cell::Date(date(text, placed.date.as_ref())?)),
            Kind::Number { reach } => {
                let doubt = decimals::doubt(text, placed.because.as_deref());
                let number = match doubt {
                    Some(doubt) => Err((FaultKind::NotANumber { rule: doubt.rule }, doubt.nearest)),
                    None => number::parse(text, *reach, placed.notation),
                };
                cells.push(Cell::Number(
                    number.map_err(|(kind, nearest)| Flaw::new(kind, nearest))?,
                ));
            }
            Kind::Choice(choices) => cells.push(Cell::Choice(choice(text, choices)?)),
        }
    }
    Ok(())
}

/// Returns the text without the blanks around it.
#[inline]
fn trimmed(text: &str) -> &str {
    // Nearly all cells are empty or stand without blanks; letters beyond ASCII may be blanks.
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

fn date(text: &str, form: Option<&DateForm>) -> Result<Date, Box<Flaw>> {
    Date::read(text, form).map_err(|error| {
        let nearest = error.nearest().map(|date| date.to_string());
        Flaw::new(FaultKind::NotADate { rule: error.rule() }, nearest)
    })
}

fn choice(text: &str, choices: &[&'static [&'static str]]) -> Result<u16, Box<Flaw>> {
    let equal = |names: &&[&str]| names.contains(&text);
    let alike = |names: &&[&str]| names.iter().any(|name| is_same(name, text));
    let found = choices.iter().position(equal);
    match found.or_else(|| choices.iter().position(alike)) {
        Some(index) => Ok(index as u16),
        None => {
            let known = choices.iter().flat_map(|names| names.iter().copied());
            let firsts = choices.iter().filter_map(|names| names.first());
            let kind = FaultKind::NotAChoice {
                choices: firsts.map(|name| (*name).to_owned()).collect(),
            };
            Err(Flaw::new(kind, nearest(text, known)))
        }
    }
}
