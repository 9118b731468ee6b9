//! The tests of a table's columns, run on its rows.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::Quantity;
use highwater_facts::nearest::nearest;

use crate::cell_value::Value;
use crate::cells::Cells;
use crate::characters;
use crate::fault::FaultKind;
use crate::number::{self, Notation};
use crate::settings::{ColumnTest, Settings};

/// The columns of other tables that `relationships` name, by table and column.
pub(crate) type Related = BTreeMap<(String, String), BTreeSet<String>>;

/// The tests of a table's columns, with what they have seen so far.
pub(crate) struct Tests<'a> {
    columns: Vec<Tested<'a>>,
    related: &'a Related,
}

/// A column that has tests.
struct Tested<'a> {
    at: usize,
    tests: &'a [ColumnTest],
    /// What its cells held, each with its first line; empty if it need not be unique.
    seen: BTreeMap<String, u64>,
}

impl<'a> Tests<'a> {
    pub(crate) fn new(names: &[String], settings: &'a Settings, related: &'a Related) -> Self {
        let tested = |(at, name): (usize, &String)| {
            let tests = settings.column(name)?.tests.as_slice();
            (!tests.is_empty()).then(|| Tested {
                at,
                tests,
                seen: BTreeMap::new(),
            })
        };
        Tests {
            columns: names.iter().enumerate().filter_map(tested).collect(),
            related,
        }
    }

    /// Tests a row; what fails is a fault of its cells. A cell that could not be read is one already.
    pub(crate) fn run(&mut self, cells: &mut Cells<'_>, values: &[Option<Value>], line: u64) {
        for column in &mut self.columns {
            let at = column.at;
            let Some(value) = values.get(at).and_then(Option::as_ref) else {
                continue;
            };
            for test in column.tests {
                if let Some((rule, near)) = fails(test, value, &mut column.seen, line, self.related)
                {
                    let test = test.name();
                    cells.fault(at, FaultKind::FailsTest { test, rule }, near);
                }
            }
        }
    }
}

/// Returns why a value fails a test, with the nearest that would pass; `None` if it passes.
fn fails(
    test: &ColumnTest,
    value: &Value,
    seen: &mut BTreeMap<String, u64>,
    line: u64,
    related: &Related,
) -> Option<(String, Option<String>)> {
    let Some(key) = key(value) else {
        let rule = "and its column is tested to be `not_null`; write a value, or delete the test";
        return (*test == ColumnTest::NotNull).then(|| (rule.to_owned(), None));
    };
    match test {
        ColumnTest::NotNull => None,
        ColumnTest::Unique => {
            let first = *seen.entry(key).or_insert(line);
            (first != line).then(|| {
                let rule = format!(
                    "stands in line {first} already, and its column is tested to be `unique`"
                );
                (rule, None)
            })
        }
        ColumnTest::AcceptedValues(accepted) => {
            if accepted
                .iter()
                .any(|accepted| is_same(value, &key, accepted))
            {
                return None;
            }
            let names: Vec<String> = accepted.iter().map(|name| format!("`{name}`")).collect();
            let rule = format!("is none of the `accepted_values` {}", names.join(", "));
            Some((rule, nearest(&key, accepted.iter().map(String::as_str))))
        }
        ColumnTest::Relationships { to, field } => {
            let known = related.get(&(to.clone(), field.clone()))?;
            (!known.contains(&key)).then(|| {
                let rule = format!(
                    "is in no row of `{to}` in its column `{field}`, where `relationships` looks for it"
                );
                // Of short codes nearly all are near.
                let near = nearest(&key, known.iter().map(String::as_str));
                (rule, near.filter(|_| key.chars().count() > 3))
            })
        }
    }
}

/// Returns a value as it is compared with others; `None` if it is missing.
pub(crate) fn key(value: &Value) -> Option<String> {
    match value {
        Value::Missing(_) => None,
        Value::Text(text) => Some(characters::key(text)),
        Value::Number(quantity, _) => Some(written(quantity)),
        Value::Date(date) => Some(date.to_string()),
        Value::Month(month) => Some(month.to_string()),
        Value::Year(year) => Some(year.to_string()),
    }
}

fn written(quantity: &Quantity) -> String {
    let about = if quantity.is_approximate() { "~" } else { "" };
    match quantity.value() {
        Some(x) => format!("{about}{x}"),
        None => format!("{about}{}–{}", quantity.low(), quantity.high()),
    }
}

/// Returns whether a value is one that the settings accept: `1.50` is `1.5` in a column of numbers.
fn is_same(value: &Value, key: &str, accepted: &str) -> bool {
    let number = |text| number::single(text, None, Notation::default()).ok();
    match value {
        Value::Number(quantity, _) => {
            quantity.value().is_some() && quantity.value() == number(accepted)
        }
        _ => key == characters::key(accepted),
    }
}
