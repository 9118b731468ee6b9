//! What is said of a single column.

use std::fmt;

use highwater_facts::Unit;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{ColumnTest, Field, values};
use crate::date::DateForm;
use crate::number::Decimal;

/// What is said of a single column, in a line such as `Year = { kind = "year" }`.
///
/// A reader with a row type of its own takes `date`, `decimal` and `missing` from it; what a column
/// holds it knows itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnSettings {
    /// What the cells hold; found out from them if nothing is said.
    pub kind: Option<ColumnKind>,
    /// What the numbers count: `unit = "deaths"`, `"%"`, `"$"`; this says that the cells are numbers.
    pub unit: Option<Unit>,
    /// How days are written: `date = "%d/%m/%Y"`; this says that the cells are days.
    pub date: Option<DateForm>,
    /// What stands before the decimals of numbers.
    pub decimal: Option<Decimal>,
    /// What a missing value is written as, in the place of what the table says.
    pub missing: Option<Vec<String>>,
    /// The texts that may stand in the cells; this says that no others may.
    pub one_of: Vec<String>,
    /// What each cell must pass: `tests = ["not_null", "unique"]`.
    pub tests: Vec<ColumnTest>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A month, `2023-07`.
    Month,
    /// A year, `2023`.
    Year,
}

impl ColumnSettings {
    const FIELDS: [&'static str; 7] = [
        "kind", "unit", "date", "decimal", "missing", "one_of", "tests",
    ];

    /// Returns what the cells hold, if one of the fields says so.
    #[must_use]
    pub fn said_kind(&self) -> Option<ColumnKind> {
        self.kind
            .or(self.unit.map(|_| ColumnKind::Number))
            .or(self.date.as_ref().map(|_| ColumnKind::Date))
            .or((!self.one_of.is_empty()).then_some(ColumnKind::Text))
    }
}

impl<'de> Deserialize<'de> for ColumnSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfColumn)
    }
}

struct OfColumn;

impl<'de> Visitor<'de> for OfColumn {
    type Value = ColumnSettings;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what a column holds, as `{ kind = \"number\" }`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<ColumnSettings, M::Error> {
        let mut column = ColumnSettings::default();
        while let Some(field) = map.next_key_seed(Field(&ColumnSettings::FIELDS))? {
            match field.as_str() {
                "kind" => column.kind = Some(map.next_value()?),
                "unit" => column.unit = Some(map.next_value::<values::UnitName>()?.0),
                "date" => column.date = Some(map.next_value::<values::DaysAs>()?.0),
                "decimal" => column.decimal = Some(map.next_value::<values::DecimalMark>()?.0),
                "missing" => column.missing = Some(map.next_value::<values::Texts>()?.0),
                "tests" => column.tests = map.next_value()?,
                _ => column.one_of = map.next_value::<values::Texts>()?.0,
            }
        }
        Ok(column)
    }
}
