//! Settings that the top of a file asks for, where the columns wanted are not in its first record.

use std::sync::Arc;

use super::{Holds, Wanted, foreign, is_same};
use crate::date::{Date, DateForm, date_readings};
use crate::fault::{Fault, FaultKind, Place};
use crate::number::{self, Decimal, DecimalEvidence, Notation, evidence};
use crate::records::{Chunk, Form, Records};
use crate::settings::Settings;

/// How many records are looked at.
const LOOKED_AT: usize = 60;

/// A fault of the top of a file that settings mend.
pub(super) struct Advice {
    kind: FaultKind,
    found: String,
}

impl Advice {
    pub(super) fn of(self, file: &Arc<str>, place: Place) -> Fault {
        Fault::new(file, self.kind, self.found).at(place)
    }
}

/// The top of a file as one delimiter cuts it: for each record its line and its cells.
struct Cut {
    delimiter: u8,
    records: Vec<(u64, Vec<String>)>,
}

/// A record that may be the header.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    cut: &'a Cut,
    at: usize,
}

/// Says which settings would make the header of a later record, or of cells set apart otherwise.
pub(super) fn on_top(
    chunk: &Chunk,
    start: usize,
    wanted: &[Wanted<'_>],
    settings: &Settings,
) -> Option<Advice> {
    let own = settings.form();
    // The usual case costs one record.
    let first = Cut::of(chunk, start, own, 1);
    let required = wanted.iter().filter(|column| column.required).count();
    let known = first
        .records
        .first()
        .map_or(0, |(_, cells)| known(cells, wanted));
    if !wanted.is_empty() && known >= required.max(1) {
        return None;
    }
    if settings.header.is_none() && first.is_row_of_numbers() {
        return Some(Advice {
            kind: FaultKind::NoHeader,
            found: String::new(),
        });
    }
    let marks = [own.delimiter, b';', b'\t', b'|', b','];
    let others = marks.iter().skip(1).filter(|mark| **mark != own.delimiter);
    let cuts: Vec<Cut> = std::iter::once(&own.delimiter)
        .chain(others)
        .map(|&delimiter| Cut::of(chunk, start, Form { delimiter, ..own }, LOOKED_AT))
        .collect();
    let best = match wanted {
        [] => unnamed(&cuts),
        _ => named(&cuts, wanted, known),
    }?;
    if best.at == 0 && best.cut.delimiter == own.delimiter {
        return None;
    }
    Some(best.advice(own, wanted))
}

/// Returns how many of the columns wanted a record names.
fn known(cells: &[String], wanted: &[Wanted<'_>]) -> usize {
    let has = |column: &&Wanted<'_>| {
        let mut names = column.names.iter();
        names.any(|name| cells.iter().any(|cell| is_same(cell, name)))
    };
    wanted.iter().filter(has).count()
}

/// The record that names most of the columns wanted, and more than the first as it is cut now.
fn named<'a>(cuts: &'a [Cut], wanted: &[Wanted<'_>], than: usize) -> Option<Candidate<'a>> {
    let all = cuts
        .iter()
        .flat_map(|cut| (0..cut.records.len()).map(move |at| Candidate { cut, at }));
    let counted = all.map(|best| (known(best.cells(), wanted), best));
    let (most, best) = counted.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (most > than && most >= wanted.len().min(2)).then_some(best)
}

impl Cut {
    fn of(chunk: &Chunk, start: usize, form: Form, most: usize) -> Self {
        let mut records = Records::new(chunk.bytes(), form).starting_at(start);
        let (mut cells, mut all) = (Vec::new(), Vec::new());
        while all.len() < most
            && let Some(record) = records.next(&mut cells)
        {
            let text =
                |cell: &crate::records::CellBytes| cell.text(chunk.text(), form).trim().to_owned();
            let line = chunk.place(record.bytes).line;
            all.push((line, cells.iter().map(text).collect()));
        }
        Cut {
            delimiter: form.delimiter,
            records: all,
        }
    }

    /// Returns whether the first record holds numbers, and not the years that stand above the columns
    /// of some tables.
    fn is_row_of_numbers(&self) -> bool {
        let Some((_, cells)) = self.records.first() else {
            return false;
        };
        let is_number = |cell: &&String| number::single(cell, None, Notation::default()).is_ok();
        let is_year = |cell: &&String| cell.len() == 4 && cell.starts_with(['1', '2']);
        let numbers: Vec<&String> = cells.iter().filter(is_number).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        2 * numbers.len() > filled && !numbers.iter().all(is_year)
    }

    /// Returns whether nearly all records from one on have as many cells as it, and more than one.
    fn is_even(&self, from: usize) -> bool {
        let records = self.records.iter().skip(from);
        let widths: Vec<usize> = records.map(|(_, cells)| cells.len()).collect();
        let Some(first) = widths.first().filter(|first| **first > 1) else {
            return false;
        };
        let same = widths.iter().filter(|width| *width == first).count();
        widths.len() > 1 && 10 * same >= 9 * widths.len()
    }

    /// The first record that fills as many cells as most records have, below lines that are titles;
    /// `None` if the first is no title.
    fn below_titles(&self) -> Option<Candidate<'_>> {
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
        let all = self.records.iter().map(|(_, cells)| filled(cells));
        let mut wide: Vec<usize> = all.filter(|filled| *filled > 1).collect();
        wide.sort_unstable();
        let usual = *wide.get(wide.len() / 2)?;
        let is_title = |cells: &[String]| {
            let starts = cells.first().is_some_and(|cell| !cell.is_empty());
            match filled(cells) {
                0 => true,
                1 => starts,
                2 => starts && usual > 3,
                _ => false,
            }
        };
        let at = self
            .records
            .iter()
            .position(|(_, cells)| !is_title(cells))?;
        let (_, cells) = self.records.get(at)?;
        (at > 0 && filled(cells) + 1 >= usual).then_some(Candidate { cut: self, at })
    }
}

/// The record that seems to be the header where no name is known.
fn unnamed(cuts: &[Cut]) -> Option<Candidate<'_>> {
    let (own, others) = cuts.split_first()?;
    let one_cell = own
        .records
        .first()
        .is_none_or(|(_, cells)| cells.len() == 1);
    let other = others.iter().find(|cut| one_cell && cut.is_even(0));
    let first = other.map(|cut| Candidate { cut, at: 0 });
    let below_other = || {
        let mut found = others.iter().filter_map(Cut::below_titles);
        found.find(|best| one_cell && best.cut.is_even(best.at))
    };
    first.or_else(|| own.below_titles()).or_else(below_other)
}

impl Candidate<'_> {
    fn cells(&self) -> &[String] {
        self.cut
            .records
            .get(self.at)
            .map_or(&[], |(_, cells)| cells)
    }

    fn advice(&self, own: Form, wanted: &[Wanted<'_>]) -> Advice {
        let mut settings = Vec::new();
        let line = self.cut.records.get(self.at).map_or(1, |(line, _)| *line);
        if self.at > 0 {
            settings.push(format!("skip = {}", line - 1));
        }
        if self.cut.delimiter == own.delimiter {
            return Advice {
                kind: FaultKind::HeaderBelow { line, settings },
                found: String::new(),
            };
        }
        settings.push(format!(
            "delimiter = \"{}\"",
            foreign::written(self.cut.delimiter)
        ));
        if self.has_decimal_commas(wanted) {
            settings.push("decimal = \",\"".to_owned());
        }
        settings.extend(self.date_form(wanted));
        let kind = FaultKind::Delimiter { settings };
        Advice {
            kind,
            found: foreign::words(self.cut.delimiter),
        }
    }

    /// The cells below in the columns that hold numbers or days; in all if none is wanted.
    fn below(&self, holds: Holds, wanted: &[Wanted<'_>]) -> impl Iterator<Item = &str> {
        let is_one = |name: &String| {
            let of_it =
                |column: &&Wanted<'_>| column.names.iter().any(|known| is_same(known, name));
            wanted.is_empty()
                || wanted
                    .iter()
                    .filter(of_it)
                    .any(|column| column.holds == holds)
        };
        let columns: Vec<usize> = (0..self.cells().len())
            .filter(|at| is_one(&self.cells()[*at]))
            .collect();
        let records = self.cut.records.iter().skip(self.at + 1);
        records
            .flat_map(move |(_, cells)| columns.clone().into_iter().filter_map(|at| cells.get(at)))
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    fn has_decimal_commas(&self, wanted: &[Wanted<'_>]) -> bool {
        let mut commas = false;
        for found in self.below(Holds::Number, wanted).filter_map(evidence) {
            match found {
                DecimalEvidence::Only(Decimal::Point) => return false,
                _ => commas = true,
            }
        }
        commas
    }

    fn date_form(&self, wanted: &[Wanted<'_>]) -> Option<String> {
        let days: Vec<&str> = self.below(Holds::Date, wanted).collect();
        if wanted.is_empty() || days.iter().all(|day| day.parse::<Date>().is_ok()) {
            return None;
        }
        let (first, others) = days.split_first()?;
        let reads_all = |form: &DateForm| others.iter().all(|day| form.read(day).is_some());
        let forms = date_readings(first).into_iter().map(|(form, _)| form);
        let forms: Vec<String> = forms
            .filter(reads_all)
            .map(|form| form.to_string())
            .collect();
        match forms.as_slice() {
            [] => None,
            [form] => Some(format!("date = \"{form}\"")),
            // Day and month could change places: both are named, and none is chosen.
            [one, other, ..] => Some(format!("date = \"{one}\" (or \"{other}\")")),
        }
    }
}
