//! Tables that settings alone describe, without a row type.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_facts::Unit;

use crate::bounds::Bounds;
use crate::cell_value::Value;
use crate::cells::Cells;
use crate::date::Date;
use crate::decimals;
use crate::fault::{Fault, FaultKind};
use crate::faults::{Faults, Gathered};
use crate::header::Header;
use crate::number::{self, evidence, looks_missing};
use crate::quantity_text::{self, CellText};
use crate::read::Placed;
use crate::schema::{Column, Kind, Schema};
use crate::settings::{ColumnKind, ColumnSettings, Settings};
use crate::table::{Table, load};
use crate::tested::{Related, Tests};
use crate::text_file::TextFile;

/// A table that settings alone describe: its columns with their kinds, its rows and its faults.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// All columns of the header, in its order.
    pub columns: Vec<DeclaredColumn>,
    /// The sound rows, each with a value for each column.
    pub rows: Vec<Placed<Vec<Value>>>,
    /// What is wrong.
    pub faults: Faults,
    /// The rows that are not given, because they are at fault.
    pub rows_at_fault: u64,
    /// The rows that are not data, as the settings say: totals, notes, blank ones.
    pub rows_left_out: u64,
}

/// A column of a table that settings describe.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredColumn {
    /// Its name; `column 3` for the third if it has none.
    pub name: String,
    /// What its cells hold, as the settings say, or as all its cells do.
    pub kind: ColumnKind,
    /// What its numbers count.
    pub unit: Unit,
    /// How many cells of the rows given are missing.
    pub missing: u64,
}

/// Reads a table that settings alone describe.
///
/// The tests of its columns are run, but for `relationships`, which ask for other tables:
/// [`Catalog::declared`](crate::Catalog::declared) has these.
///
/// Columns of which they say nothing hold what their cells say: numbers or days if nearly all do,
/// else texts; so do names such as `007`, whose zeros mean something. Empty cells are missing.
///
/// # Example
///
/// ```
/// use highwater_ingest::{ColumnKind, Settings, TextFile, Value, read_declared};
///
/// let file = TextFile::new("deaths.csv", b"Entity;Year;Deaths\nDrought;1900;1,5\nFlood;1900;..\n");
/// let settings = Settings::from_toml(
///     "delimiter = ';'\ndecimal = ','\nmissing = '..'\nkey = ['Entity', 'Year']\n\
///      columns.Year = { kind = 'year' }\ncolumns.Deaths = { unit = 'deaths' }",
/// )?;
/// let table = read_declared(&file, &settings);
/// assert!(table.faults.is_empty());
/// assert_eq!(table.columns[0].kind, ColumnKind::Text);
/// let Value::Number(deaths, _) = &table.rows[0].row[2] else { unreachable!() };
/// assert_eq!(deaths.value(), Some(1.5));
/// assert_eq!(table.rows[1].row[1..], [Value::Year(1900), Value::Missing("..".to_owned())]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn read_declared(file: &TextFile, settings: &Settings) -> Declared {
    read_related(file, settings, &Related::new())
}

/// Reads a table that settings alone describe, whose columns are compared with those of others.
pub(crate) fn read_related(file: &TextFile, settings: &Settings, related: &Related) -> Declared {
    match found(file, settings, related) {
        Ok(declared) => declared,
        Err(faults) => {
            let mut gathered = Gathered::default();
            gathered.extend(faults);
            Declared {
                faults: gathered.told(),
                ..Declared::default()
            }
        }
    }
}

fn found(file: &TextFile, settings: &Settings, related: &Related) -> Result<Declared, Vec<Fault>> {
    let mut chunk = load(file, settings).map_err(|fault| vec![*fault])?;
    let header = Header::find_all(&mut chunk, settings, &file.name)?;
    let unknown = unknown_columns(
        &header,
        settings,
        &file.name,
        &chunk.place(header.bytes.clone()),
    );
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let table = Table::of(file, chunk, header, settings);
    let kinds = kinds(&table, settings);
    let choices: BTreeMap<&str, Vec<&str>> = settings
        .columns
        .iter()
        .map(|(name, column)| {
            (
                name.as_str(),
                column.one_of.iter().map(String::as_str).collect(),
            )
        })
        .collect();
    let mut columns: Vec<DeclaredColumn> = table
        .names()
        .iter()
        .zip(&kinds)
        .map(|(name, kind)| DeclaredColumn {
            name: name.clone(),
            kind: *kind,
            unit: settings
                .column(name)
                .and_then(|column| column.unit)
                .unwrap_or(Unit::Number),
            missing: 0,
        })
        .collect();
    // Each choice goes by one name.
    let choices = choices.iter().map(|(name, all)| (*name, all.chunks(1)));
    let choices: BTreeMap<&str, Vec<&[&str]>> =
        choices.map(|(name, all)| (name, all.collect())).collect();
    let schema: Vec<Column<'_>> = columns
        .iter()
        .map(|column| declared(column, choices.get(column.name.as_str())))
        .collect();
    let schema = Schema {
        columns: &schema,
        ..Schema::NOTHING
    };
    let mut rows = Vec::new();
    let mut missing = vec![0; columns.len()];
    let mut tests = Tests::new(table.names(), settings, related);
    let report = table.with(schema).each(|cells, line| {
        let values: Vec<Option<Value>> = kinds
            .iter()
            .enumerate()
            .map(|(at, kind)| value(cells, at, *kind))
            .collect();
        tests.run(cells, &values, line);
        let values: Option<Vec<Value>> = values.into_iter().collect();
        // A row whose key another has is a fault too.
        if let Some(values) = values.filter(|_| cells.is_sound && cells.faults.is_empty()) {
            for (count, value) in missing.iter_mut().zip(&values) {
                *count += u64::from(matches!(value, Value::Missing(_)));
            }
            rows.push(Placed {
                file: file.name.clone(),
                line,
                row: values,
            });
        }
    });
    for (column, missing) in columns.iter_mut().zip(missing) {
        column.missing = missing;
    }
    let mut faults = report.faults;
    for fault in &mut faults.kept {
        let column = fault.column.clone().unwrap_or_default();
        let is_said = settings
            .column(&column)
            .and_then(ColumnSettings::said_kind)
            .is_some();
        if let FaultKind::NotAQuantity { rule } | FaultKind::NotADate { rule } = &mut fault.kind
            && !is_said
            && !rule.contains("`missing`")
        {
            // The cells said what the column holds, so they may have said wrong.
            rule.push_str(&format!(
                "; most cells of this column hold one, and if it holds texts, write `columns.{column:?} = {{ kind = \"text\" }}`"
            ));
        }
    }
    Ok(Declared {
        columns,
        rows,
        faults,
        rows_at_fault: report.rows_at_fault,
        rows_left_out: report.left_out,
    })
}

/// Tells the columns of the settings that the header does not have.
fn unknown_columns(
    header: &Header,
    settings: &Settings,
    file: &Arc<str>,
    place: &crate::Place,
) -> Vec<Fault> {
    let named = settings.columns.keys().chain(&settings.key);
    let unknown = named.filter(|name| !header.names.contains(name));
    let fault = |name: &String| {
        let names = header.names.iter().map(String::as_str);
        let near = highwater_facts::nearest::nearest(name, names);
        Fault::new(file, FaultKind::MissingColumn, name.as_str())
            .at(place.clone())
            .nearest(near)
    };
    unknown.map(fault).collect()
}

/// A column as the reader of rows takes it. Bounds are not known, so there are none.
fn declared<'a>(column: &'a DeclaredColumn, choices: Option<&'a Vec<&'a [&'a str]>>) -> Column<'a> {
    let kind = match column.kind {
        ColumnKind::Number => Kind::Quantity(column.unit),
        ColumnKind::Date => Kind::Date,
        ColumnKind::Month => Kind::Month,
        ColumnKind::Year => Kind::Year,
        ColumnKind::Text => match choices {
            Some(choices) if !choices.is_empty() => Kind::OneOf(choices),
            _ => Kind::Text,
        },
    };
    Column::or_missing(&column.name, kind)
        .bare()
        .within(Bounds::ANY)
}

/// Returns the value of a cell; `None` if it is at fault.
fn value(cells: &mut Cells<'_>, at: usize, kind: ColumnKind) -> Option<Value> {
    let text = cells.cells.get(at)?.0.clone();
    if text.is_empty() || cells.is_missing(at) {
        return Some(Value::Missing(text));
    }
    let column = cells.schema.columns.get(at)?;
    match (kind, column.kind) {
        // As the settings write it.
        (ColumnKind::Text, Kind::OneOf(choices)) => {
            let choice = choices.get(cells.one_of_at(at)??)?.first()?;
            Some(Value::Text((*choice).to_owned()))
        }
        (ColumnKind::Text, _) => Some(Value::Text(text)),
        (ColumnKind::Number, _) => match cells.cell_text(at)? {
            CellText::Known(quantity, note) => Some(Value::Number(quantity, note)),
            CellText::Missing(reason) => Some(Value::Missing(reason)),
        },
        (ColumnKind::Date, _) => cells.date_at(at).map(Value::Date),
        (ColumnKind::Month, _) => cells.month_at(at).map(Value::Month),
        (ColumnKind::Year, _) => cells.year_at(at).map(Value::Year),
    }
}

/// How many cells of a column are what.
#[derive(Clone, Copy, Default)]
struct Seen {
    filled: u64,
    numbers: u64,
    days: u64,
    /// Those that look as if they said missing, as `..`.
    marks: u64,
    /// Those whose zeros at the start say that they are names.
    names: u64,
}

/// Returns what each column holds: as the settings say, else as its cells do.
fn kinds(table: &Table<'_>, settings: &Settings) -> Vec<ColumnKind> {
    let said: Vec<Option<ColumnKind>> = table
        .names()
        .iter()
        .map(|name| settings.column(name).and_then(|column| column.said_kind()))
        .collect();
    let mut seen = vec![Seen::default(); said.len()];
    table.each_text(|texts| {
        for (at, text) in texts
            .iter()
            .enumerate()
            .filter(|(at, _)| said.get(*at) == Some(&None))
        {
            let name = &table.names()[at];
            if !text.is_empty() && !settings.is_missing(name, false, text) {
                seen[at].add(text, name, settings);
            }
        }
    });
    said.into_iter()
        .zip(seen)
        .map(|(said, seen)| said.unwrap_or(seen.kind()))
        .collect()
}

impl Seen {
    fn add(&mut self, text: &str, name: &str, settings: &Settings) {
        self.filled += 1;
        let notation = decimals::notation(settings, name, true);
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        if has_digit
            && (number::single(text, None, notation).is_ok() || is_quantity(text, notation))
        {
            self.numbers += 1;
            let zero_first = text.starts_with('0')
                && text.len() > 1
                && text.bytes().all(|byte| byte.is_ascii_digit());
            self.names += u64::from(zero_first);
        } else if looks_numeric(text) && evidence(text).is_some() {
            // `0,125` is refused as a number, and not a text.
            self.numbers += 1;
        } else if has_digit && Date::read(text, settings.date_of(name)).is_ok() {
            self.days += 1;
        } else if looks_missing(text) {
            self.marks += 1;
        }
    }

    /// Nine in ten cells say what a column holds, so that a slip in the others is told.
    fn kind(self) -> ColumnKind {
        let most = |count: u64| count > 0 && 10 * (count + self.marks) >= 9 * self.filled;
        if self.names == 0 && most(self.numbers) {
            ColumnKind::Number
        } else if most(self.days) {
            ColumnKind::Date
        } else {
            ColumnKind::Text
        }
    }
}

/// Returns whether a text has nothing but what numbers are written with.
fn looks_numeric(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.,%$€£()".contains(c);
    text.chars().all(is_part)
}

fn is_quantity(text: &str, notation: number::Notation) -> bool {
    matches!(
        quantity_text::parse_as(text, Unit::Number, notation),
        Ok(CellText::Known(..))
    )
}
