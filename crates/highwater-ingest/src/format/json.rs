//! JSON: an array of objects, an object a line, or an array of arrays whose first has the names.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Flaw;
use super::text::Text;
use crate::fault::Place;
use crate::settings::Settings;
use crate::text_file::TextFile;

/// The cells of an object, each with its name; those of objects in it have dotted names.
type Named<'a> = Vec<(String, &'a RawValue)>;

/// How deep objects within objects are looked into; what lies deeper stays a text.
const DEEPEST: usize = 8;

/// The entries of an object, in their order.
struct Entries<'a>(Named<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfObject;
        impl<'de> Visitor<'de> for OfObject {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(OfObject)
    }
}

/// Writes the rows of a file as text.
pub(super) fn read(bytes: &[u8], settings: &Settings) -> Result<Text, Flaw> {
    let file = TextFile::new("", bytes);
    let text = file
        .text()
        .map_err(|fault| flaw("the file is not UTF-8; save it as UTF-8", fault.place))?;
    let source = Source { file: &file, text };
    let rows = source.rows(&settings.records)?;
    match rows.first() {
        Some(first) if is_of(first, '[') => source.arrays(&rows),
        _ => source.objects(&rows),
    }
}

fn flaw(found: impl Into<String>, place: Option<Place>) -> Flaw {
    Flaw {
        place,
        ..Flaw::new(found)
    }
}

fn is_of(value: &RawValue, open: char) -> bool {
    value.get().starts_with(open)
}

struct Source<'a> {
    file: &'a TextFile,
    text: &'a str,
}

impl<'a> Source<'a> {
    /// Returns the place of a value of the text.
    fn place(&self, value: &RawValue) -> Place {
        let start = value.get().as_ptr() as usize - self.text.as_ptr() as usize;
        let start = start + self.file.bom_len();
        self.file.place(start..start + value.get().len())
    }

    /// The values that are rows: those of an array, of the array that `records` names, or of the file.
    fn rows(&self, records: &str) -> Result<Vec<&'a RawValue>, Flaw> {
        let mut values = Vec::new();
        for value in serde_json::Deserializer::from_str(self.text).into_iter::<&RawValue>() {
            values.push(value.map_err(|error| self.unread(&error))?);
        }
        let [whole] = values[..] else {
            return Ok(values);
        };
        let mut value = whole;
        for name in records.split('.').filter(|name| !name.is_empty()) {
            let entries = entries(value).unwrap_or_default();
            let found = entries.iter().find(|(known, _)| known == name);
            value = found.map(|(_, value)| *value).ok_or_else(|| {
                let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
                let found = format!(
                    "`records` names `{name}`, which is not there; there are `{}`",
                    names.join("`, `")
                );
                flaw(found, Some(self.place(value)))
            })?;
        }
        if let Some(rows) = array(value) {
            return Ok(rows);
        }
        let settings = arrays_within(value, records, 1);
        if settings.is_empty() {
            return Ok(vec![value]);
        }
        Err(Flaw {
            settings,
            ..flaw("the rows stand within an object", Some(self.place(value)))
        })
    }

    fn unread(&self, error: &serde_json::Error) -> Flaw {
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let lines = self.text.split_inclusive('\n');
        let before: usize = lines
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let at = (before + error.column().saturating_sub(1)).min(self.text.len());
        let at = (0..=at)
            .rev()
            .find(|at| self.text.is_char_boundary(*at))
            .unwrap_or(0);
        let at = self.file.bom_len() + at;
        let found = format!("this is not JSON: {said}; export the table again");
        flaw(found, Some(self.file.place(at..at)))
    }

    /// Objects, whose names are those of the columns in the order in which they are first met.
    fn objects(&self, rows: &[&'a RawValue]) -> Result<Text, Flaw> {
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        let mut read = Vec::new();
        for row in rows {
            let mut named = Named::new();
            let found = "a row is an object here, as `{\"year\": 2023}`";
            let entries = entries(row).ok_or_else(|| flaw(found, Some(self.place(row))))?;
            flatten("", entries, 1, &mut named);
            let mut cells = std::collections::BTreeMap::new();
            for (name, value) in named {
                let at = *known.entry(name.clone()).or_insert_with(|| {
                    names.push(name.clone());
                    names.len() - 1
                });
                if cells.insert(at, value).is_some() {
                    let found = format!("`{name}` stands twice in this object; rename one");
                    return Err(flaw(found, Some(self.place(value))));
                }
            }
            read.push((row, cells));
        }
        let mut text = Text::default();
        let mut counter = Counter::new(self);
        let top = rows
            .first()
            .map_or(self.file.place(0..0), |row| self.place(row));
        for name in &names {
            text.cell(name, &top);
        }
        text.end_row();
        for (row, cells) in read {
            let of_row = counter.place(row);
            text.start_row(of_row.line);
            for at in 0..names.len() {
                match cells.get(&at) {
                    Some(value) => text.cell(&written(value), &counter.place(value)),
                    None => text.cell("", &of_row),
                }
            }
            text.end_row();
        }
        Ok(text)
    }

    /// Arrays, of which the first has the names of the columns.
    fn arrays(&self, rows: &[&'a RawValue]) -> Result<Text, Flaw> {
        let mut text = Text::default();
        let mut counter = Counter::new(self);
        for (nth, row) in rows.iter().enumerate() {
            if nth > 0 {
                text.start_row(counter.place(row).line);
            }
            let cells = array(row).ok_or_else(|| {
                let found = "the first row is an array, so each is; the first has the names";
                flaw(found, Some(self.place(row)))
            })?;
            for cell in cells {
                text.cell(&written(cell), &counter.place(cell));
            }
            text.end_row();
        }
        Ok(text)
    }
}

/// Finds the places of values, counting lines from the last one on if it can.
struct Counter<'a, 'b> {
    source: &'b Source<'a>,
    /// The start of the last value found, its line, and where that line starts.
    last: (usize, u64, usize),
}

impl<'a, 'b> Counter<'a, 'b> {
    fn new(source: &'b Source<'a>) -> Self {
        Counter {
            source,
            last: (0, 1, 0),
        }
    }

    fn place(&mut self, value: &RawValue) -> Place {
        let text = self.source.text;
        let start = value.get().as_ptr() as usize - text.as_ptr() as usize;
        let (mut from, mut line, mut line_start) = self.last;
        if start < from {
            (from, line, line_start) = (0, 1, 0);
        }
        for (at, _) in text[from..start].match_indices('\n') {
            line += 1;
            line_start = from + at + 1;
        }
        self.last = (start, line, line_start);
        let byte = self.source.file.bom_len() + start;
        Place {
            line,
            column: 1 + text[line_start..start].chars().count() as u64,
            bytes: byte..byte + value.get().len(),
        }
    }
}

/// The entries of an object; `None` if it is not one.
fn entries(value: &RawValue) -> Option<Named<'_>> {
    let entries: Entries<'_> = serde_json::from_str(value.get()).ok()?;
    Some(entries.0)
}

/// The values of an array; `None` if it is not one.
fn array(value: &RawValue) -> Option<Vec<&RawValue>> {
    is_of(value, '[').then(|| serde_json::from_str(value.get()).ok())?
}

/// Gives the entries of objects within an object dotted names.
fn flatten<'a>(above: &str, entries: Named<'a>, depth: usize, named: &mut Named<'a>) {
    for (name, value) in entries {
        let name = format!("{above}{name}");
        match self::entries(value).filter(|_| depth < DEEPEST) {
            Some(within) => flatten(&format!("{name}."), within, depth + 1, named),
            None => named.push((name, value)),
        }
    }
}

/// The settings that name the arrays of objects in an object.
fn arrays_within(value: &RawValue, above: &str, depth: usize) -> Vec<String> {
    let above = match above {
        "" => String::new(),
        above => format!("{above}."),
    };
    let mut settings = Vec::new();
    for (name, value) in entries(value).unwrap_or_default() {
        let rows = array(value).unwrap_or_default();
        if rows
            .first()
            .is_some_and(|row| is_of(row, '{') || is_of(row, '['))
        {
            settings.push(format!("records = {:?}", format!("{above}{name}")));
        } else if is_of(value, '{') && depth < DEEPEST {
            settings.extend(arrays_within(value, &format!("{above}{name}"), depth + 1));
        }
    }
    settings
}

/// A value as the text of a cell; a list stays as it is written.
fn written(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        text if text.starts_with('"') => serde_json::from_str(text).unwrap_or_default(),
        text => text.to_owned(),
    }
}
