//! How a table was written, where that is not how this crate would write it.

mod column_test;
mod columns;
mod values;

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

pub use column_test::ColumnTest;
pub use columns::{ColumnKind, ColumnSettings};
pub use values::{BlankRows, Comment, Delimiter, Encoding, Footer, Quote, Totals};

use crate::date::DateForm;
use crate::number::Decimal;
use crate::records::Form;

/// How a table was written: each field is a line in `tables.toml`, and each fault that one of them
/// would mend names it.
///
/// # Example
///
/// ```
/// use highwater_ingest::Settings;
///
/// // A table as a central bank publishes it.
/// let settings = Settings::from_toml(
///     "delimiter = ';'\n\
///      decimal = ','\n\
///      date = '%Y%m%d'\n\
///      skip = 3\n\
///      footer = 'Source:'\n",
/// )?;
/// assert_eq!(settings.skip, 3);
///
/// let error = Settings::from_toml("delimiter = 'semicolon'").unwrap_err();
/// assert!(error.to_string().contains("`semicolon` is not a delimiter"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// What sets cells apart: `delimiter = ";"`, `"\t"` or `"|"`; a comma if nothing is said.
    pub delimiter: Delimiter,
    /// What quotes a cell that holds delimiters: `quote = "'"`; `quote = ""` for none.
    pub quote: Quote,
    /// What stands before the decimals of numbers: `decimal = ","`; a point if nothing is said, and
    /// then what could be either is refused in a table that looks like one with commas.
    pub decimal: Option<Decimal>,
    /// How days are written: `date = "%d/%m/%Y"`; `2023-07-18` if nothing is said.
    pub date: Option<DateForm>,
    /// What a missing number, day, month or choice is written as: `missing = ["", "NA", ".."]`.
    ///
    /// Texts are left as they are, because `NA` is Namibia too; a column of texts says so itself.
    pub missing: Vec<String>,
    /// How characters are written as bytes: `encoding = "windows-1252"`; UTF-8 if nothing is said.
    pub encoding: Encoding,
    /// How many lines stand above the header: `skip = 3`.
    pub skip: u64,
    /// Which rows are no data, as totals, sources and notes: `footer = 2` for the last two lines,
    /// `footer = ["Total", "Source:"]` for rows whose first text starts so.
    pub footer: Footer,
    /// Whether rows of empty cells alone are left out: `blank_rows = "skip"`.
    pub blank_rows: BlankRows,
    /// Whether a row that sums up those above it is one of the table's own: `totals = "keep"`.
    pub totals: Totals,
    /// How lines start that are no rows: `comment = "#"`.
    pub comment: Option<Comment>,
    /// Whether the table has a header: `header = false` for one that has none, `header = true` for one
    /// whose names are numbers, which is asked for if nothing is said.
    pub header: Option<bool>,
    /// The names of all columns in order, in the place of the header's.
    pub names: Vec<String>,
    /// Whether rows may end before their last cells, or in empty cells too many: `ragged = true`.
    pub ragged: bool,
    /// The columns that tell rows apart, in the place of those that the reader knows:
    /// `key = ["Entity", "Year"]`.
    pub key: Vec<String>,
    /// What is said of single columns, by their names.
    pub columns: BTreeMap<String, ColumnSettings>,
    /// Where the rows stand in an object of JSON: `records = "data.rows"`.
    pub records: String,
    /// The sheet of a workbook: `sheet = "2023"`.
    pub sheet: String,
    /// The cells of a sheet, the header included: `range = "A3:F40"`, or `"A3"` for all from there on.
    pub range: String,
}

impl Settings {
    /// The names of the fields, as `tables.toml` has them.
    pub const FIELDS: [&'static str; 19] = [
        "delimiter",
        "quote",
        "decimal",
        "date",
        "missing",
        "encoding",
        "skip",
        "footer",
        "blank_rows",
        "totals",
        "comment",
        "header",
        "names",
        "ragged",
        "key",
        "columns",
        "records",
        "sheet",
        "range",
    ];

    /// Reads settings from lines as they stand in a `[[table]]` of `tables.toml`.
    ///
    /// # Errors
    ///
    /// A value that is none of its field's, with its line and column.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Reads the value of a field; `false` if there is none of that name.
    pub(crate) fn set<'de, M: MapAccess<'de>>(
        &mut self,
        field: &str,
        map: &mut M,
    ) -> Result<bool, M::Error> {
        match field {
            "delimiter" => self.delimiter = map.next_value()?,
            "quote" => self.quote = map.next_value()?,
            "decimal" => self.decimal = Some(map.next_value::<values::DecimalMark>()?.0),
            "date" => self.date = Some(map.next_value::<values::DaysAs>()?.0),
            "missing" => self.missing = map.next_value::<values::Texts>()?.0,
            "encoding" => self.encoding = map.next_value()?,
            "skip" => self.skip = map.next_value::<values::Count>()?.0,
            "footer" => self.footer = map.next_value()?,
            "blank_rows" => self.blank_rows = map.next_value()?,
            "totals" => self.totals = map.next_value()?,
            "comment" => self.comment = Some(map.next_value()?),
            "header" => self.header = Some(map.next_value()?),
            "names" => self.names = map.next_value()?,
            "ragged" => self.ragged = map.next_value()?,
            "key" => self.key = map.next_value::<values::Texts>()?.0,
            "columns" => self.columns = map.next_value()?,
            "records" => self.records = map.next_value()?,
            "sheet" => self.sheet = map.next_value()?,
            "range" => self.range = map.next_value()?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Returns whether the table has a header.
    pub(crate) fn has_header(&self) -> bool {
        self.header.unwrap_or(true)
    }

    /// Returns how cells are set apart.
    pub(crate) fn form(&self) -> Form {
        Form {
            delimiter: self.delimiter.byte(),
            quote: self.quote.byte(),
            comment: self.comment.map(Comment::byte),
        }
    }

    /// Returns whether a column has a test.
    #[must_use]
    pub fn has_tests(&self) -> bool {
        self.columns.values().any(|column| !column.tests.is_empty())
    }

    /// Returns what is said of a column.
    pub(crate) fn column(&self, name: &str) -> Option<&ColumnSettings> {
        self.columns.get(name.trim())
    }

    /// Returns what stands before the decimals of a column's numbers, if that is said.
    pub(crate) fn decimal_of(&self, name: &str) -> Option<Decimal> {
        let own = self.column(name).and_then(|column| column.decimal);
        own.or(self.decimal)
    }

    /// Returns how the days of a column are written, if that is said.
    pub(crate) fn date_of(&self, name: &str) -> Option<&DateForm> {
        let own = self.column(name).and_then(|column| column.date.as_ref());
        own.or(self.date.as_ref())
    }

    /// Returns whether a text of a column says that its value is missing.
    pub(crate) fn is_missing(&self, name: &str, is_text: bool, text: &str) -> bool {
        let holds = |marks: &[String]| marks.iter().any(|mark| mark.trim() == text);
        match self.column(name).and_then(|column| column.missing.as_ref()) {
            Some(own) => holds(own),
            None => (!is_text || text.is_empty()) && holds(&self.missing),
        }
    }
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfSettings)
    }
}

struct OfSettings;

impl<'de> Visitor<'de> for OfSettings {
    type Value = Settings;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("how a table was written")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Settings, M::Error> {
        let mut settings = Settings::default();
        while let Some(field) = map.next_key_seed(Field(&Settings::FIELDS))? {
            settings.set(&field, &mut map)?;
        }
        Ok(settings)
    }
}

/// The name of a field, one of these.
pub(crate) struct Field<'a>(pub(crate) &'a [&'static str]);

impl<'de> serde::de::DeserializeSeed<'de> for Field<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        let name = String::deserialize(deserializer)?;
        if self.0.contains(&name.as_str()) {
            return Ok(name);
        }
        let near = highwater_facts::nearest::nearest(&name, self.0.iter().copied());
        let advice = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the settings are `{}`", self.0.join("`, `")),
        };
        Err(D::Error::custom(format!(
            "`{name}` is not a setting of a table; {advice}"
        )))
    }
}

#[cfg(test)]
mod tests;
