//! What a table seems to be, if nothing is said of it: settings that read it, each with the reason.

mod column;
mod key;
mod layout;
mod unit;

use std::collections::BTreeMap;

use self::column::Texts;
use crate::declared::{Declared, read_declared};
use crate::fault::FaultKind;
use crate::read::raw_rows;
use crate::settings::Settings;
use crate::text_file::TextFile;

/// What a table seems to be: settings that read it, each with the reason.
#[derive(Clone, Debug, Default)]
pub struct Guess {
    /// What is said of the table as a whole, a line of `tables.toml` each.
    pub lines: Vec<Guessed>,
    /// What is said of single columns, in the order of the table: `columns.Year = { kind = "year" }`.
    pub columns: Vec<Guessed>,
    /// The settings that the lines give.
    pub settings: Settings,
    /// The table as these read it; its faults are what no setting mends.
    pub table: Declared,
}

/// A line of `tables.toml` that was guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guessed {
    /// The line: `delimiter = ";"`.
    pub line: String,
    /// What speaks for it.
    pub because: String,
}

/// Guesses how a table was written, what its columns hold, in which units, and which of them tell rows
/// apart.
///
/// Nothing is guessed that changes a value in silence: days of which day and month could change places
/// stay texts.
///
/// # Example
///
/// ```
/// use highwater_ingest::{TextFile, guess};
///
/// let file = TextFile::new("rain.csv", b"Gauge;Year;Rain (mm)\nHill;2023;1,5\nVale;2023;..\n");
/// let guess = guess(&file);
/// let lines = guess.lines.iter().chain(&guess.columns);
/// let lines: Vec<&str> = lines.map(|guessed| guessed.line.as_str()).collect();
/// assert_eq!(
///     lines,
///     [
///         "delimiter = \";\"",
///         "decimal = \",\"",
///         "missing = [\"..\"]",
///         "key = [\"Gauge\"]",
///         "columns.Year = { kind = \"year\" }",
///         "columns.\"Rain (mm)\" = { unit = \"mm\" }",
///     ]
/// );
/// assert!(guess.table.faults.is_empty());
/// ```
#[must_use]
pub fn guess(file: &TextFile) -> Guess {
    let mut draft = Draft::default();
    layout::guess(file, &mut draft);
    column::guess(file, &mut draft);
    draft.settle(file);
    key::guess(file, &mut draft);
    draft.finish(file)
}

/// The settings as far as they are guessed.
#[derive(Clone, Debug, Default)]
struct Draft {
    /// Fields of the table, each with its value in TOML.
    table: Vec<(&'static str, String, String)>,
    /// Fields of columns, by their names.
    columns: BTreeMap<String, Vec<(&'static str, String, String)>>,
}

impl Draft {
    /// Sets a field of the table; `false` if it has that value already.
    fn set(&mut self, field: &'static str, value: String, because: &str) -> bool {
        set(&mut self.table, field, value, because)
    }

    /// Sets a field of a column.
    fn set_column(&mut self, name: &str, field: &'static str, value: String, because: &str) {
        set(
            self.columns.entry(name.to_owned()).or_default(),
            field,
            value,
            because,
        );
    }

    fn lines(&self) -> Vec<Guessed> {
        let line = |(field, value, because): &(&str, String, String)| Guessed {
            line: format!("{field} = {value}"),
            because: because.clone(),
        };
        let mut fields: Vec<_> = self.table.iter().collect();
        fields.sort_by_key(|(field, ..)| Settings::FIELDS.iter().position(|known| known == field));
        fields.into_iter().map(line).collect()
    }

    fn column_line(&self, name: &str) -> Option<Guessed> {
        let fields = self.columns.get(name)?;
        let values = fields
            .iter()
            .map(|(field, value, _)| format!("{field} = {value}"));
        let reasons: Vec<&str> = fields
            .iter()
            .map(|(_, _, because)| because.as_str())
            .collect();
        Some(Guessed {
            line: format!(
                "columns.{} = {{ {} }}",
                toml_key(name),
                values.collect::<Vec<_>>().join(", ")
            ),
            because: reasons.join("; "),
        })
    }

    fn settings(&self) -> Settings {
        let columns = self
            .columns
            .keys()
            .filter_map(|name| self.column_line(name));
        let lines = self.lines().into_iter().chain(columns);
        let text: Vec<String> = lines.map(|guessed| guessed.line).collect();
        Settings::from_toml(&text.join("\n")).unwrap_or_default()
    }

    /// Lets columns be texts of which some cells do not hold what the others do.
    fn settle(&mut self, file: &TextFile) {
        let read = read_declared(file, &self.settings());
        for fault in &read.faults.kept {
            let Some(column) = &fault.column else {
                continue;
            };
            let is_of_cell = matches!(
                fault.kind,
                FaultKind::NotAQuantity { .. }
                    | FaultKind::NotADate { .. }
                    | FaultKind::NotANumber { .. }
                    | FaultKind::NotAMonth
                    | FaultKind::OutOfBounds { .. }
                    | FaultKind::EmptyCell
            );
            if is_of_cell {
                let line = fault.place.as_ref().map_or(0, |place| place.line);
                let because = format!(
                    "it stays a column of texts, because of `{}` in line {line}",
                    fault.found
                );
                self.columns.remove(column);
                self.set_column(column, "kind", quoted("text"), &because);
            }
        }
    }

    fn finish(self, file: &TextFile) -> Guess {
        let settings = self.settings();
        let table = read_declared(file, &settings);
        let names = table.columns.iter().map(|column| column.name.as_str());
        Guess {
            lines: self.lines(),
            columns: names.filter_map(|name| self.column_line(name)).collect(),
            settings,
            table,
        }
    }
}

fn set(
    fields: &mut Vec<(&'static str, String, String)>,
    field: &'static str,
    value: String,
    because: &str,
) -> bool {
    match fields.iter_mut().find(|(known, ..)| *known == field) {
        Some((_, known, _)) if *known == value => false,
        Some(known) => {
            *known = (field, value, because.to_owned());
            true
        }
        None => {
            fields.push((field, value, because.to_owned()));
            true
        }
    }
}

/// The columns of a table as texts, with the lines of its rows.
fn columns(file: &TextFile, settings: &Settings) -> Vec<Texts> {
    let rows = raw_rows(file, settings);
    let Some(((_, names), rows)) = rows.split_first() else {
        return Vec::new();
    };
    let column = |(at, name): (usize, &String)| Texts {
        name: name.clone(),
        cells: rows
            .iter()
            .map(|(line, cells)| (*line, cells.get(at).cloned().unwrap_or_default()))
            .collect(),
    };
    names.iter().enumerate().map(column).collect()
}

/// A text as a value of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Texts as a list of TOML.
fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

/// The name of a column as a key of TOML, in quotes if it needs them.
fn toml_key(name: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    match !name.is_empty() && name.chars().all(is_bare) {
        true => name.to_owned(),
        false => quoted(name),
    }
}
