//! Tests of columns, in dbt's words.

use std::fmt;

use highwater_facts::nearest::nearest;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A test that each cell of a column must pass: `tests = ["not_null", "unique"]`.
///
/// The names are those of dbt. As there, a missing value passes all tests but `not_null`.
///
/// # Example
///
/// ```
/// use highwater_ingest::{ColumnTest, Settings};
///
/// let settings = Settings::from_toml(
///     "columns.station = { tests = ['not_null', { relationships = { to = 'stations', field = 'id' } }] }",
/// )?;
/// assert_eq!(settings.columns["station"].tests[0], ColumnTest::NotNull);
///
/// let error = Settings::from_toml("columns.station = { tests = ['notnull'] }").unwrap_err();
/// assert!(error.to_string().contains("did you mean `not_null`?"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnTest {
    /// No cell is empty or says missing.
    NotNull,
    /// No two cells hold the same.
    Unique,
    /// Each cell holds one of these.
    AcceptedValues(Vec<String>),
    /// Each cell holds what a cell of another table of the same folder holds.
    Relationships {
        /// The other table: its file, or the name of it without its ending.
        to: String,
        /// The column of the other table.
        field: String,
    },
}

impl ColumnTest {
    const NAMES: [&'static str; 4] = ["not_null", "unique", "accepted_values", "relationships"];

    /// Returns its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            ColumnTest::NotNull => "not_null",
            ColumnTest::Unique => "unique",
            ColumnTest::AcceptedValues(_) => "accepted_values",
            ColumnTest::Relationships { .. } => "relationships",
        }
    }
}

impl<'de> Deserialize<'de> for ColumnTest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfTest)
    }
}

struct OfTest;

impl<'de> Visitor<'de> for OfTest {
    type Value = ColumnTest;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a test such as `\"not_null\"` or `{ accepted_values = [\"a\", \"b\"] }`")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<ColumnTest, E> {
        match name {
            "not_null" => Ok(ColumnTest::NotNull),
            "unique" => Ok(ColumnTest::Unique),
            "accepted_values" => Err(E::custom(
                "`accepted_values` needs the values; write `{ accepted_values = [\"a\", \"b\"] }`",
            )),
            "relationships" => Err(E::custom(
                "`relationships` needs a table and its column; write `{ relationships = { to = \"stations\", field = \"id\" } }`",
            )),
            _ => Err(unknown(name)),
        }
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<ColumnTest, M::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Err(M::Error::custom("a test has a name, as `not_null`"));
        };
        let test = match name.as_str() {
            "accepted_values" => ColumnTest::AcceptedValues(map.next_value::<Accepted>()?.values()),
            "relationships" => {
                let Related { to, field } = map.next_value()?;
                ColumnTest::Relationships { to, field }
            }
            "not_null" | "unique" => {
                return Err(M::Error::custom(format!(
                    "`{name}` has no settings; write `\"{name}\"`"
                )));
            }
            _ => return Err(unknown(&name)),
        };
        match map.next_key::<String>()? {
            Some(other) => Err(M::Error::custom(format!(
                "`{other}` stands in the same brackets as `{name}`; give each test its own"
            ))),
            None => Ok(test),
        }
    }
}

fn unknown<E: Error>(name: &str) -> E {
    let advice = match nearest(name, ColumnTest::NAMES) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the tests are `{}`", ColumnTest::NAMES.join("`, `")),
    };
    E::custom(format!("`{name}` is not a test of a column; {advice}"))
}

/// The values, or dbt's `{ values = [..] }`.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "`accepted_values` takes texts or numbers; write `{ accepted_values = [\"a\", \"b\"] }`"
)]
enum Accepted {
    Plain(Vec<Scalar>),
    InTable { values: Vec<Scalar> },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Whole(i64),
    Number(f64),
    Truth(bool),
}

impl Accepted {
    fn values(self) -> Vec<String> {
        let (Accepted::Plain(values) | Accepted::InTable { values }) = self;
        let text = |value| match value {
            Scalar::Text(text) => text,
            Scalar::Whole(n) => n.to_string(),
            Scalar::Number(x) => x.to_string(),
            Scalar::Truth(is) => is.to_string(),
        };
        values.into_iter().map(text).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Related {
    to: String,
    field: String,
}
