//! Workbooks of spreadsheets: the values of the cells of one sheet.

use std::io::Cursor;
use std::ops::RangeInclusive;

use calamine::{
    Data, Dimensions, ExcelDateTime, Range, Reader, Sheets, open_workbook_auto_from_rs,
};
use highwater_facts::nearest::nearest;

use super::Flaw;
use super::text::Text;
use crate::fault::Place;
use crate::settings::Settings;

type Workbook<'a> = Sheets<Cursor<&'a [u8]>>;

/// Rows or columns of a sheet, from 0.
type Span = RangeInclusive<u32>;

/// Writes the cells of a sheet as text: those of `range`, or all that hold something.
pub(super) fn read(bytes: &[u8], settings: &Settings) -> Result<Text, Flaw> {
    let unread = |what: &str| {
        Flaw::new(format!(
            "the workbook cannot be read: {what}; save it again"
        ))
    };
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| {
        unread("it is damaged, locked by a password, or of another format than its name says")
    })?;
    let sheet = choose(&mut workbook, &settings.sheet)?;
    let cells = workbook
        .worksheet_range(&sheet)
        .map_err(|error| unread(&error.to_string()))?;
    let (rows, columns) = used(&cells, &settings.range)?;
    let header = rows
        .clone()
        .find(|row| columns.clone().any(|c| is_filled(&cells, *row, c)));
    let header = header.ok_or_else(|| Flaw::new(format!("the sheet `{sheet}` is empty")))?;
    if let Some(flaw) = merged(
        &merged_cells(&mut workbook, &sheet),
        header,
        &rows,
        &columns,
    ) {
        return Err(flaw);
    }
    let mut text = Text::default();
    for row in header..=*rows.end() {
        if row > header {
            text.start_row(u64::from(row) + 1);
        }
        for column in columns.clone() {
            let cell = cells
                .get_value((row, column))
                .map_or_else(String::new, written);
            text.cell(&cell, &place(row, column));
        }
        text.end_row();
    }
    Ok(text)
}

/// The place of a cell: rows are lines.
fn place(row: u32, column: u32) -> Place {
    Place {
        line: u64::from(row) + 1,
        column: u64::from(column) + 1,
        bytes: 0..0,
    }
}

fn is_filled(cells: &Range<Data>, row: u32, column: u32) -> bool {
    let cell = cells.get_value((row, column));
    cell.is_some_and(|cell| !written(cell).trim().is_empty())
}

/// The sheet of that name; the only one that holds something, if none is named.
fn choose(workbook: &mut Workbook<'_>, named: &str) -> Result<String, Flaw> {
    let names = workbook.sheet_names();
    if !named.is_empty() {
        return match names.iter().find(|name| name.trim() == named.trim()) {
            Some(name) => Ok(name.clone()),
            None => {
                let advice = match nearest(named, names.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it has `{}`", names.join("`, `")),
                };
                Err(Flaw::new(format!(
                    "the workbook has no sheet `{named}`; {advice}"
                )))
            }
        };
    }
    let mut filled = names.into_iter().filter(|name| {
        let cells = workbook.worksheet_range(name);
        cells.is_ok_and(|cells| !cells.is_empty())
    });
    let first = filled
        .next()
        .ok_or_else(|| Flaw::new("the workbook is empty"))?;
    let others: Vec<String> = filled.collect();
    if others.is_empty() {
        return Ok(first);
    }
    let sheets = std::iter::once(&first).chain(&others);
    Err(Flaw {
        settings: sheets.map(|name| format!("sheet = {name:?}")).collect(),
        ..Flaw::new("the workbook has several sheets")
    })
}

/// The rows and columns of a range, without those at its end that hold nothing.
fn used(cells: &Range<Data>, range: &str) -> Result<(Span, Span), Flaw> {
    let (Some(start), Some(end)) = (cells.start(), cells.end()) else {
        return Err(Flaw::new("the sheet is empty"));
    };
    let given = match range.trim() {
        "" => (start, end),
        text => corners(text, end).ok_or_else(|| {
            Flaw::new(format!(
                "`{text}` is not a range of cells; write `range = \"A3:F40\"`, or `range = \"A3\"` for all from there on"
            ))
        })?,
    };
    let (from, to) = (given.0, (given.1.0.min(end.0), given.1.1.min(end.1)));
    let columns = from.1..=to.1;
    let last_row = (from.0..=to.0)
        .rev()
        .find(|row| columns.clone().any(|column| is_filled(cells, *row, column)));
    let last_row = last_row.ok_or_else(|| Flaw::new("the range is empty"))?;
    let rows = from.0..=last_row;
    let last_column = columns
        .rev()
        .find(|column| rows.clone().any(|row| is_filled(cells, row, *column)));
    Ok((rows, from.1..=last_column.unwrap_or(to.1)))
}

/// The corners of `A3:F40`, or of all cells from `A3` on.
fn corners(text: &str, end: (u32, u32)) -> Option<((u32, u32), (u32, u32))> {
    let (from, to) = match text.split_once(':') {
        Some((from, to)) => (cell(from)?, cell(to)?),
        None => (cell(text)?, end),
    };
    (from.0 <= to.0 && from.1 <= to.1).then_some((from, to))
}

/// The row and column of `B7`.
fn cell(name: &str) -> Option<(u32, u32)> {
    let name = name.trim().replace('$', "");
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let row: u32 = row.parse().ok()?;
    let is_column = !letters.is_empty() && letters.len() <= 3;
    if !is_column {
        return None;
    }
    let column = letters.chars().try_fold(0, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| column * 26 + u32::from(letter) - u32::from('A') + 1)
    })?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The name of a cell, as `B7`.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

fn merged_cells(workbook: &mut Workbook<'_>, sheet: &str) -> Vec<Dimensions> {
    match workbook {
        Sheets::Xlsx(workbook) => workbook
            .merge_cells_by_sheet_name(sheet)
            .unwrap_or_default(),
        Sheets::Xls(workbook) => workbook
            .merge_cells_by_sheet_name(sheet)
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Returns what is wrong with cells that are merged: in the header they leave columns without a name,
/// below it rows without a value.
fn merged(regions: &[Dimensions], header: u32, rows: &Span, columns: &Span) -> Option<Flaw> {
    let is_within = |region: &&Dimensions| {
        region.start != region.end
            && region.start.0 <= *rows.end()
            && region.end.0 >= header
            && region.start.1 <= *columns.end()
            && region.end.1 >= *columns.start()
    };
    let within: Vec<&Dimensions> = regions.iter().filter(is_within).collect();
    let of_header = within.iter().filter(|region| region.start.0 <= header);
    let lowest = of_header.clone().map(|region| region.end.0).max();
    let first = match lowest {
        Some(_) => of_header.clone().min_by_key(|region| region.start),
        None => within.iter().min_by_key(|region| region.start),
    }?;
    let name = |cell: (u32, u32)| cell_name(cell.0, cell.1);
    let names = format!("{}:{}", name(first.start), name(first.end));
    let more = match (lowest, of_header.count(), within.len()) {
        (Some(_), 1, _) | (None, _, 1) => String::new(),
        (Some(_), n, _) | (None, _, n) => format!(", and {} more,", n - 1),
    };
    let start = place(first.start.0, first.start.1);
    let (found, settings) = match lowest {
        Some(lowest) => (
            format!(
                "the cells {names}{more} of the header are merged, so that some columns have no name of their own; unmerge them, or name the range whose first row has a name for each column"
            ),
            vec![format!(
                "range = \"{}:{}\"",
                name((lowest.max(header) + 1, *columns.start())),
                name((*rows.end(), *columns.end()))
            )],
        ),
        None => (
            format!(
                "the cells {names}{more} are merged, and only the first of them holds the value; unmerge them and fill each"
            ),
            Vec::new(),
        ),
    };
    Some(Flaw {
        place: Some(start),
        settings,
        ..Flaw::new(found)
    })
}

/// A cell as text: a number in full, a day as `2023-07-18`.
fn written(cell: &Data) -> String {
    match cell {
        Data::Int(n) => n.to_string(),
        Data::Float(x) => x.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(is) => is.to_string(),
        Data::DateTime(time) => day(time),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn day(time: &ExcelDateTime) -> String {
    if time.is_duration() {
        return time.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    match (time.as_f64() < 1.0, clock.as_str()) {
        (true, _) => clock,
        (false, "00:00:00") => day,
        (false, _) => format!("{day}T{clock}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (name, at) in [
            ("A1", (0, 0)),
            ("Z9", (8, 25)),
            ("AA10", (9, 26)),
            ("BC3", (2, 54)),
        ] {
            assert_eq!(cell(name), Some(at));
            assert_eq!(cell_name(at.0, at.1), name);
        }
        assert_eq!(cell("$B$7"), Some((6, 1)));
        for text in ["", "7", "B", "B0", "ABCD1", "Ä1", "B7x"] {
            assert_eq!(cell(text), None, "{text}");
        }
        assert_eq!(corners("F40:A3", (9, 9)), None);
        assert_eq!(corners("B2", (9, 8)), Some(((1, 1), (9, 8))));
    }
}
