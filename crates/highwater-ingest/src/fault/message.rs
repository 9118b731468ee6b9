//! What is wrong, in words.

use highwater_facts::number_text::fixed;

use super::{Fault, FaultKind, More};
use crate::characters::{name, unseen_shown};

impl Fault {
    /// Returns what is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        let found = &self.found;
        let text = match &self.kind {
            FaultKind::Unreadable => format!("the file cannot be read: {found}"),
            FaultKind::Refused => format!("what lies here cannot be read: {found}"),
            FaultKind::NoFolder => format!("no table can be read: {found}"),
            FaultKind::Empty { header, skipped: 0 } if header.is_empty() => {
                "the file is empty; it must start with a header, which names the columns".to_owned()
            }
            FaultKind::Empty { header, skipped: 0 } => {
                format!("the file is empty; it must start with the header `{header}`")
            }
            FaultKind::Empty { header, skipped } => format!(
                "nothing is left below the {skipped} lines that `skip` leaves out; the header `{header}` must follow them"
            ),
            FaultKind::NotUtf8 { setting: "", .. } => {
                format!("the byte `{found}` is not UTF-8; save the file as UTF-8")
            }
            FaultKind::NotUtf8 { meant, setting } => format!(
                "the byte `{found}` is not UTF-8, and `{meant}` in Windows-1252; save the file as UTF-8, or write `{setting}` {TABLE}"
            ),
            FaultKind::MissingColumn => format!("the column `{found}` is missing from the header"),
            FaultKind::NameCount { names, cells } => format!(
                "`names` has {names} names, and the first row {cells} cells; name each column {TABLE}"
            ),
            FaultKind::DuplicateColumn { columns } => format!(
                "the column `{found}` stands twice in the header; rename one, or write `names = [..]` with all {columns} names {TABLE}"
            ),
            FaultKind::CellCount {
                expected,
                found,
                breaks,
                ragged,
            } => {
                let plural = if *found == 1 { "" } else { "s" };
                let advice = if *breaks > 0 {
                    "a quote in it takes in more than its line; close it, or double it if it is part of the text".to_owned()
                } else if *ragged && found > expected {
                    format!("delete the delimiters at its end, or write `ragged = true` {TABLE}")
                } else if found > expected {
                    "quote a cell that holds a comma".to_owned()
                } else {
                    format!("give each column a cell, and close each quote; if rows may end early, write `ragged = true` {TABLE}")
                };
                format!("the row has {found} cell{plural} and the header {expected}; {advice}")
            }
            FaultKind::NoHeader => format!(
                "the first line holds numbers, so it seems to be a row and not the header; write `header = false` and `names = [..]` {TABLE}, or `header = true` if numbers are its names"
            ),
            FaultKind::BlankRow => format!(
                "the row is blank; delete it, or write `blank_rows = \"skip\"` {TABLE}"
            ),
            FaultKind::Note => {
                let start = start_of_note(found);
                format!(
                    "`{found}` stands alone in its row, as notes and sources do; if it is not data, write `footer = \"{start}\"` {TABLE}"
                )
            }
            FaultKind::Total { column } => format!(
                "the row `{found}` repeats the sum of the rows above it in column `{column}`; write `footer = \"{found}\"` to leave it out, or `totals = \"keep\"` if it is a row of its own, {TABLE}"
            ),
            FaultKind::Formula => format!(
                "`{found}` is a formula of a spreadsheet, not its value; save the sheet with values"
            ),
            FaultKind::SeparatorLine { delimiter } => format!(
                "`{found}` tells spreadsheets what sets the cells apart, and is not the header; write `skip = 1`, `delimiter = \"{delimiter}\"` {TABLE}"
            ),
            FaultKind::HeaderBelow { line, settings } => format!(
                "the header seems to stand on line {line}; write {} {TABLE}",
                listed(settings)
            ),
            FaultKind::EmptyCell => {
                "the cell is empty; write a value, or `N/A (reason)` where it is missing".to_owned()
            }
            FaultKind::NotAQuantity { rule } | FaultKind::NotANumber { rule } | FaultKind::NotADate { rule } => format!("`{found}` {rule}"),
            FaultKind::OutOfBounds { words } => {
                format!("`{found}` is out of bounds; this column holds {words}")
            }
            FaultKind::ForbiddenCharacter(character) => format!(
                "`{found}` holds {}, which cannot be seen or turns the text around; delete it",
                name(*character)
            ),
            FaultKind::Delimiter { settings } => format!(
                "the cells are set apart by {found}; write {} {TABLE}",
                listed(settings)
            ),
            FaultKind::Format { settings } => match settings[..] {
                [] => found.clone(),
                [_] => format!("{found}; write {} {TABLE}", listed(settings)),
                _ => format!("{found}; write one of {} {TABLE}", listed(settings)),
            },
            FaultKind::NotCsv => format!("the file is no CSV but {found}"),
            FaultKind::MayNotBeMissing => {
                format!("`{found}` says missing, but this column must have a value")
            }
            FaultKind::NotAMonth => {
                format!("`{found}` is not a month; write year and month as `2023-07`")
            }
            FaultKind::DuplicateKey { first, text, columns } => {
                let other = text.as_ref().map_or(String::new(), |text| {
                    format!(", written `{}`", unseen_shown(text))
                });
                let advice = match columns {
                    1 => format!("; if several columns tell rows apart, write `key = [..]` with them {TABLE}"),
                    _ => String::new(),
                };
                format!(
                    "`{}` stands in line {first} already{other}; each row needs a key of its own{advice}",
                    unseen_shown(found)
                )
            }
            FaultKind::OutOfOrder { before } => {
                format!("`{found}` comes after `{before}`; the rows must ascend")
            }
            FaultKind::Catalog => format!("the list of tables cannot be used: {found}"),
            FaultKind::Snapshots => format!("the list of snapshots cannot be used: {found}"),
            FaultKind::NotInSchema => {
                format!("the column `{found}` is read, but not in the schema of the table")
            }
            FaultKind::OpenQuote => {
                "the quote that opens here is never closed; close it, or double it if it is part of the text"
                    .to_owned()
            }
            FaultKind::TextAfterQuote { breaks } => {
                let line = self.place.as_ref().map_or(0, |place| place.line);
                let start = line.saturating_sub(*breaks as u64);
                let row = match breaks {
                    0 => String::new(),
                    _ => format!(
                        " in the row that starts in line {start}; close the quote that opens too early, or"
                    ),
                };
                let row = if row.is_empty() { ";" } else { &row };
                format!(
                    "text follows the quote that closes this cell{row} double each quote that is part of the text"
                )
            }
            FaultKind::NotAChoice { choices } => {
                let choices: Vec<_> = choices.iter().map(|name| format!("`{name}`")).collect();
                format!("`{found}` is none of {}", choices.join(", "))
            }
            FaultKind::FailsTest { rule, .. } if found.is_empty() => {
                format!("the cell is empty, {rule}")
            }
            FaultKind::FailsTest { test: "not_null", rule } => {
                format!("`{found}` says missing, {rule}")
            }
            FaultKind::FailsTest { rule, .. } => format!("`{}` {rule}", unseen_shown(found)),
            FaultKind::NotAValue { rule } if found.is_empty() => rule.clone(),
            FaultKind::NotAValue { rule } => format!("`{found}` {rule}"),
            FaultKind::AliasCycle { through } => {
                let way: Vec<_> = through.iter().map(|name| format!("`{name}`, so for ")).collect();
                format!(
                    "`{found}` stands for {}itself; an alias must end at a name",
                    way.concat()
                )
            }
            FaultKind::AliasOfAlias { end } => {
                format!("`{found}` is itself an alias; write what it stands for, `{end}`")
            }
        };
        let text = match &self.column {
            Some(column) => format!("column `{column}`: {text}"),
            None => text,
        };
        match &self.more {
            Some(more) => format!("{text}; {}", more.words(found)),
            None => text,
        }
    }
}

impl More {
    /// `so are 791 more, as in line 3 and line 4`.
    fn words(&self, found: &str) -> String {
        let places: Vec<String> = self
            .places
            .iter()
            .map(|(place, text)| {
                let line = place.line;
                if text == found {
                    format!("in line {line}")
                } else {
                    format!("`{}` in line {line}", unseen_shown(text))
                }
            })
            .collect();
        let places = places.join(" and ");
        match self.count {
            1 => format!("so is one more, {places}"),
            2 => format!("so are two more, {places}"),
            count => format!("so are {} more, as {places}", fixed(count as f64, 0)),
        }
    }
}

/// Where settings are written.
const TABLE: &str = "for this table in `tables.toml`";

/// `a`, `b` and `c`.
fn listed(settings: &[String]) -> String {
    let quoted: Vec<String> = settings
        .iter()
        .map(|setting| format!("`{setting}`"))
        .collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Returns how a note starts: up to its colon, or its first words. A rule of one letter or digit would
/// leave out rows of data too.
fn start_of_note(text: &str) -> &str {
    const LEAST: usize = 4;
    let colon = text.find(':').filter(|at| (LEAST..=20).contains(at));
    let word = || {
        let mut ends = text.match_indices(char::is_whitespace).map(|(at, _)| at);
        ends.find(|at| *at >= LEAST).unwrap_or(text.len())
    };
    let end = colon.map_or_else(word, |at| at + 1);
    text.get(..end).unwrap_or(text).trim_matches('"')
}
