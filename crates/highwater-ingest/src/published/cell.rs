//! The text of a cell of a row that streams by.

use std::ops::Range;

use highwater_facts::{Month, Quantity};

use super::layout::Placed;
use crate::cell_text::{self, CellFlaw};
use crate::characters;
use crate::date::Date;
use crate::decimals;
use crate::fault::FaultKind;
use crate::formula;
use crate::plain_number;
use crate::quantity_text::{self, CellText};
use crate::schema::{Kind, Missing};

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Missing,
    Text(Span),
    Date(Date),
    Month(Month),
    Year(i32),
    Number(f64),
    /// The quantity, as a place among those of the block.
    Quantity(u32),
    /// The choice, as an index.
    OneOf(u16),
}

/// Where the text of a cell stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it stands among the copies, not in the chunk itself.
    pub(super) copied: bool,
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
    quantities: &mut Vec<Quantity>,
) -> Result<(), Box<CellFlaw>> {
    let column = placed.column;
    if !plain
        && !column.any_characters
        && let Some((_, character)) = characters::forbidden(raw)
    {
        let nearest = characters::without(raw).trim().to_owned();
        let kind = FaultKind::ForbiddenCharacter(character);
        return Err(CellFlaw::new(
            kind,
            Some(nearest).filter(|text| !text.is_empty()),
        ));
    }
    let text = trimmed(raw);
    if column.missing.holds(text) || placed.says_missing(text) {
        cells.push(Cell::Missing);
    } else if text.is_empty() {
        return Err(CellFlaw::new(FaultKind::EmptyCell, None));
    } else if text.starts_with('=') && formula::is(text) {
        return Err(CellFlaw::new(FaultKind::Formula, None));
    } else {
        match column.kind {
            _ if column.missing == Missing::Noted && says_why(text)? => cells.push(Cell::Missing),
            Kind::Text => cells.push(Cell::Text(span())),
            Kind::Date => cells.push(Cell::Date(cell_text::date(text, placed.date.as_ref())?)),
            Kind::Month => cells.push(Cell::Month(cell_text::month(text)?)),
            Kind::Year => cells.push(Cell::Year(cell_text::year(text)?)),
            Kind::Number => {
                let doubt = decimals::doubt(text, placed.because.as_deref());
                let number = match doubt {
                    Some(doubt) => Err((FaultKind::NotANumber { rule: doubt.rule }, doubt.nearest)),
                    None => plain_number::parse(text, column.bounds, placed.notation),
                };
                cells.push(Cell::Number(
                    number.map_err(|(kind, nearest)| CellFlaw::new(kind, nearest))?,
                ));
            }
            Kind::Quantity(unit) => {
                if let Some(doubt) = decimals::doubt(text, placed.because.as_deref()) {
                    let kind = FaultKind::NotAQuantity { rule: doubt.rule };
                    return Err(CellFlaw::new(kind, doubt.nearest));
                }
                match cell_text::quantity(text, unit, column.bounds, placed.notation)? {
                    CellText::Known(quantity, _) => {
                        cells.push(Cell::Quantity(quantities.len() as u32));
                        quantities.push(quantity);
                    }
                    CellText::Missing(_) => {
                        return Err(CellFlaw::new(FaultKind::MayNotBeMissing, None));
                    }
                }
            }
            Kind::OneOf(choices) => {
                cells.push(Cell::OneOf(cell_text::one_of(text, choices)? as u16));
            }
        }
    }
    Ok(())
}

/// Returns whether a cell says that it is missing, with the reason.
fn says_why(text: &str) -> Result<bool, Box<CellFlaw>> {
    match quantity_text::missing(text) {
        None => Ok(false),
        Some(Ok(_)) => Ok(true),
        Some(Err(fault)) => {
            let kind = FaultKind::NotAQuantity { rule: fault.rule };
            Err(CellFlaw::new(kind, fault.nearest))
        }
    }
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
