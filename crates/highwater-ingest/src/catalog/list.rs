//! What the list of a folder, `tables.toml`, says of its tables.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::date::{Date, DateForm};
use crate::settings::{Field, Settings};

/// The list of a folder of tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// What is said of the tables that say nothing else themselves.
    origin: Option<String>,
    licence: Option<String>,
    #[serde(default, deserialize_with = "day")]
    date: Option<String>,
    #[serde(rename = "table", default)]
    pub(super) tables: Vec<Entry>,
    /// The files of values that other tools computed.
    #[serde(default)]
    pub(super) values: Vec<Entry>,
}

/// What the list says of one table.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) file: String,
    pub(super) title: String,
    named_sources: String,
    /// By which rule its rows were chosen.
    rule: String,
    origin: Option<String>,
    licence: Option<String>,
    date: Option<String>,
    /// How the file was written.
    pub(super) settings: Settings,
}

/// Where a table comes from, in the words of a page.
pub(super) struct Provenance {
    pub(super) origin: String,
    pub(super) licence: String,
    pub(super) date: String,
}

impl List {
    /// Returns all that it names.
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.tables.iter().chain(&self.values)
    }

    /// Returns what it says of a file.
    pub(super) fn entry(&self, file: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.file == file)
    }

    /// Returns where a table comes from: as it says itself, else as the list says of all.
    pub(super) fn provenance(&self, entry: &Entry) -> Provenance {
        let said = |own: &Option<String>, all: &Option<String>| {
            own.as_ref().or(all.as_ref()).cloned().unwrap_or_default()
        };
        let named = match entry.named_sources.as_str() {
            "" => String::new(),
            named => format!("; named there: {named}"),
        };
        let rule = match entry.rule.as_str() {
            "" => String::new(),
            rule => format!("; rows: {rule}"),
        };
        Provenance {
            origin: said(&entry.origin, &self.origin) + &named + &rule,
            licence: said(&entry.licence, &self.licence),
            date: said(&entry.date, &self.date),
        }
    }

    /// Returns the list of a folder that has none: nothing is known of its files but their names.
    pub(super) fn of_files(files: impl IntoIterator<Item = String>) -> Self {
        let tables = files.into_iter().map(|file| Entry {
            title: file.split('.').next().unwrap_or_default().to_owned(),
            file,
            ..Entry::default()
        });
        let not_said = Some("not said".to_owned());
        List {
            origin: Some("It is not said who published it".to_owned()),
            licence: not_said,
            tables: tables.collect(),
            ..List::default()
        }
    }

    /// Returns what is wrong with the list as a whole: where a table comes from must be said, and each
    /// file once.
    pub(super) fn fault(&self) -> Option<String> {
        type Said = (&'static str, fn(&Entry) -> bool, bool);
        let needed: [Said; 3] = [
            (
                "origin",
                |entry| entry.origin.is_some(),
                self.origin.is_some(),
            ),
            (
                "licence",
                |entry| entry.licence.is_some(),
                self.licence.is_some(),
            ),
            ("date", |entry| entry.date.is_some(), self.date.is_some()),
        ];
        for (field, says, _) in needed.iter().filter(|(_, _, of_all)| !of_all) {
            if let Some(entry) = self.entries().find(|entry| !says(entry)) {
                return Some(format!(
                    "nothing says the {field} of `{}`; write `{field} = \"..\"` at the top for all files, or beside its `file`",
                    entry.file
                ));
            }
        }
        let mut files = BTreeSet::new();
        let twice = self.entries().find(|entry| !files.insert(&entry.file));
        twice.map(|entry| format!("`{}` is in it twice; delete one of both", entry.file))
    }
}

impl Entry {
    /// What an entry must say.
    const NEEDED: [&'static str; 2] = ["file", "title"];
    const OWN: [&'static str; 6] = [
        "file",
        "title",
        "named_sources",
        "rule",
        "origin",
        "licence",
    ];
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfEntry)
    }
}

struct OfEntry;

impl<'de> Visitor<'de> for OfEntry {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table with `file` and `title`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entry, M::Error> {
        let mut entry = Entry::default();
        let mut said = Vec::new();
        let fields = [&Entry::OWN[..], &Settings::FIELDS[..]].concat();
        while let Some(field) = map.next_key_seed(Field(&fields))? {
            match field.as_str() {
                "file" => entry.file = map.next_value()?,
                "title" => entry.title = map.next_value()?,
                "named_sources" => entry.named_sources = map.next_value()?,
                "rule" => entry.rule = map.next_value()?,
                "origin" => entry.origin = Some(map.next_value()?),
                "licence" => entry.licence = Some(map.next_value()?),
                "date" => match map.next_value()? {
                    TableDate::Of(day) => entry.date = Some(day),
                    TableDate::Form(form) => entry.settings.date = Some(form),
                },
                field => {
                    entry.settings.set(field, &mut map)?;
                }
            }
            said.push(field);
        }
        match Entry::NEEDED
            .iter()
            .find(|needed| !said.iter().any(|said| said == *needed))
        {
            Some(field) => Err(M::Error::missing_field(field)),
            None => Ok(entry),
        }
    }
}

/// What `date` says in a table: `"2018-05-01"` when it was published, `"%d/%m/%Y"` how its days are
/// written.
enum TableDate {
    Of(String),
    Form(DateForm),
}

impl<'de> Deserialize<'de> for TableDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = written(deserializer)?;
        if is_day(&text) {
            return Ok(TableDate::Of(text));
        }
        let form = text.parse();
        form.map(TableDate::Form).map_err(|error| {
            D::Error::custom(format!(
                "`{text}` is neither the day of the table, as `2018-05-01`, nor how its days are written: {error}"
            ))
        })
    }
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = written(deserializer)?;
    match is_day(&text) {
        true => Ok(Some(text)),
        false => Err(D::Error::custom(format!(
            "`{text}` is not a day; write it as `2018-05-01`, or its month or year alone"
        ))),
    }
}

/// Reads a text, or a date without quotes.
fn written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match toml::Value::deserialize(deserializer)? {
        toml::Value::String(text) => Ok(text),
        toml::Value::Datetime(date) => Ok(date.to_string()),
        toml::Value::Integer(year) => Ok(year.to_string()),
        other => Err(D::Error::custom(format!(
            "`{other}` is not a date; write it as `\"2018-05-01\"`"
        ))),
    }
}

/// Returns whether a text is a day, a month or a year.
fn is_day(text: &str) -> bool {
    let first = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    Date::read(&first, None).is_ok()
}
