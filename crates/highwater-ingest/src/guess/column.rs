//! What the columns of a table hold.

use std::collections::BTreeSet;

use highwater_facts::Month;

use super::{Draft, columns, listed, quoted, unit};
use crate::date::{DateForm, date_readings};
use crate::decimals;
use crate::declared::read_declared;
use crate::number::looks_missing;
use crate::settings::{ColumnKind, Settings};
use crate::text_file::TextFile;

/// A column as texts, each with the line of its row.
pub(super) struct Texts {
    pub(super) name: String,
    pub(super) cells: Vec<(u64, String)>,
}

impl Texts {
    /// Its cells that hold something which does not look like a mark of missing values.
    fn known(&self) -> impl Iterator<Item = (u64, &str)> + Clone {
        let cells = self.cells.iter().map(|(line, text)| (*line, text.as_str()));
        cells.filter(|(_, text)| !text.is_empty() && !looks_missing(text))
    }
}

/// Guesses kinds, units and marks of missing values.
pub(super) fn guess(file: &TextFile, draft: &mut Draft) {
    let settings = draft.settings();
    let read = read_declared(file, &settings);
    let columns = columns(file, &settings);
    let mut marks = BTreeSet::new();
    let mut marked = Vec::new();
    for (column, texts) in read.columns.iter().zip(&columns) {
        if texts.known().next().is_none() {
            continue;
        }
        let kind = match column.kind {
            ColumnKind::Text => of_text(texts, &settings, draft),
            ColumnKind::Number => of_numbers(texts, draft),
            kind => kind,
        };
        if kind != ColumnKind::Text {
            let cells = texts.cells.iter().map(|(_, text)| text.as_str());
            let found: BTreeSet<&str> = cells
                .filter(|text| !text.is_empty() && looks_missing(text))
                .collect();
            if !found.is_empty() {
                marked.push(format!("`{}`", texts.name));
            }
            marks.extend(found);
        }
    }
    if !marks.is_empty() {
        let because = format!("these stand among the values of {}", marked.join(", "));
        draft.set("missing", listed(marks), &because);
    }
}

/// Looks for months, marks of units, and days of another form in a column that reads as texts.
fn of_text(texts: &Texts, settings: &Settings, draft: &mut Draft) -> ColumnKind {
    let mut known = texts.known();
    if known.clone().all(|(_, text)| text.parse::<Month>().is_ok()) {
        draft.set_column(
            &texts.name,
            "kind",
            quoted("month"),
            "all its cells are months",
        );
        return ColumnKind::Month;
    }
    let notation = decimals::notation(settings, &texts.name, true);
    if let Some((unit, because)) = unit::marked(known.clone().map(|(_, text)| text), notation) {
        draft.set_column(&texts.name, "unit", quoted(&unit), &because);
        return ColumnKind::Number;
    }
    let Some((line, first)) = known.next() else {
        return ColumnKind::Text;
    };
    let mut forms: Vec<DateForm> = date_readings(first)
        .into_iter()
        .map(|(form, _)| form)
        .collect();
    for (_, text) in known {
        if forms.is_empty() {
            return ColumnKind::Text;
        }
        forms.retain(|form| form.read(text).is_some());
    }
    // Two forms that read all cells alike are one.
    let days = |form: &DateForm| {
        let days = texts.known().map(|(_, text)| form.read(text));
        days.collect::<Vec<_>>()
    };
    let Some((form, others)) = forms.split_first() else {
        return ColumnKind::Text;
    };
    if let Some(other) = others.iter().find(|other| days(other) != days(form)) {
        let because = format!(
            "its days could be `{form}` or `{other}`, so they stay texts until `date` says which"
        );
        draft.set_column(&texts.name, "kind", quoted("text"), &because);
        return ColumnKind::Text;
    }
    let because = format!("it reads all its cells, as `{first}` in line {line}");
    draft.set_column(&texts.name, "date", quoted(&form.to_string()), &because);
    ColumnKind::Date
}

/// Days in eight digits, which are numbers too.
const COMPACT: &str = "%Y%m%d";

fn compact() -> Option<DateForm> {
    COMPACT.parse().ok()
}

/// Looks for years, days in digits and units in a column of numbers.
fn of_numbers(texts: &Texts, draft: &mut Draft) -> ColumnKind {
    let is_year = |text: &str| {
        text.len() == 4
            && text
                .parse()
                .is_ok_and(|year: u16| (1000..=2200).contains(&year))
    };
    let lower = texts.name.to_lowercase();
    let names_years = ["year", "jahr", "année", "annee", "año", "anno", "rok"];
    let is_named = names_years.iter().any(|name| lower.contains(name)) || lower == "yr";
    if is_named && texts.known().all(|(_, text)| is_year(text)) {
        let because = "its name says so, and all its cells have four digits";
        draft.set_column(&texts.name, "kind", quoted("year"), because);
        return ColumnKind::Year;
    }
    let is_day =
        |text: &str| text.len() == 8 && compact().is_some_and(|form| form.read(text).is_some());
    let names_days = ["date", "day", "datum", "tag", "fecha", "data"];
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    if words.any(|word| names_days.contains(&word)) && texts.known().all(|(_, text)| is_day(text)) {
        let because = "its name says so, and all its cells are days in eight digits";
        draft.set_column(&texts.name, "date", quoted(COMPACT), because);
        return ColumnKind::Date;
    }
    let cells = texts.known().map(|(_, text)| text);
    if let Some((unit, because)) = unit::guess(&texts.name, cells) {
        draft.set_column(&texts.name, "unit", quoted(&unit), &because);
    }
    ColumnKind::Number
}
