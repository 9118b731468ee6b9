//! A column of a table as one value: the rows in their order, each with what it says.

use crate::quantity::Quantity;
use crate::unit::Unit;
use crate::value::Value;

/// The values of one column, of one kind and unit, in the order of the rows: oldest first for times.
///
/// An item is what its row says. A range stays a range and an estimate keeps its interval, so that a
/// claim over the list is tried at the ends of each; a cell that is missing stays missing, with its
/// reason, and what is computed over all items is missing then too.
///
/// # Example
///
/// ```
/// use highwater_facts::{Item, Quantity, Series, Unit, Value};
///
/// let cost = |key, low, high| Some(Item {
///     key: String::from(key),
///     path: format!("wave.cost.{key}"),
///     value: Quantity::range(low, high, Unit::Usd).ok()?.into(),
/// });
/// let items = [cost("jan_2022", 5e6, 10e6), cost("jul_2022", 2e6, 5e6)];
/// let costs = Value::Series(items.into_iter().flatten().collect::<Vec<_>>().into());
/// let largest = costs.part(&["max"]).ok_or("no such part")?;
/// assert_eq!(largest.bounds(), Some((5e6, 10e6)));
/// assert_eq!(costs.part(&["from", "jul_2022", "low", "first"]).and_then(|x| x.number()), Some(2e6));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The items, in the order of the rows.
    pub items: Vec<Item>,
}

/// One row of a [`Series`].
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The key of the row as a segment of a path: `jul_2023`; empty if the row has none.
    pub key: String,
    /// The path under which the same value stands alone; empty if it stands nowhere else.
    pub path: String,
    /// What the row says.
    pub value: Value,
}

impl From<Vec<Item>> for Series {
    fn from(items: Vec<Item>) -> Self {
        Series { items }
    }
}

impl Series {
    /// The names of the parts that [`Value::part`] knows of a series.
    pub(crate) const PARTS: [&str; 9] = [
        "first",
        "last",
        "max",
        "min",
        "low",
        "high",
        "from.KEY",
        "until.KEY",
        "known",
    ];

    /// Makes a series of plain numbers without keys.
    #[must_use]
    pub fn of_numbers(numbers: impl IntoIterator<Item = f64>, unit: Unit) -> Self {
        let item = |x| Item {
            key: String::new(),
            path: String::new(),
            value: Quantity::exact(x, unit).into(),
        };
        Series {
            items: numbers.into_iter().map(item).collect(),
        }
    }

    /// Returns the unit of the items; `None` if they have none.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        self.items.iter().find_map(|item| item.value.unit())
    }

    /// Returns whether the items can stand in one list: all numbers of one unit, all months or all
    /// texts, not counting those that are missing.
    #[must_use]
    pub fn is_of_one_kind(&self) -> bool {
        let kind = |value: &Value| match value {
            Value::Quantity(_) | Value::Estimate { .. } => Some((0, value.unit())),
            Value::Month(_) => Some((1, None)),
            Value::Text(_) => Some((2, None)),
            Value::Series(_) | Value::Missing(_) => None,
        };
        let mut kinds = self.items.iter().filter_map(|item| kind(&item.value));
        let first = kinds.next();
        first.is_some() && kinds.all(|kind| Some(kind) == first)
    }

    /// Returns the first item that is missing, with its reason.
    #[must_use]
    pub fn missing(&self) -> Option<(&Item, &str)> {
        self.items.iter().find_map(|item| match &item.value {
            Value::Missing(reason) => Some((item, reason.as_str())),
            _ => None,
        })
    }

    /// Returns whether a segment names a part, or begins to.
    pub(crate) fn is_part(segment: &str) -> bool {
        let mut parts = Series::PARTS.iter();
        parts.any(|part| part.split('.').next() == Some(segment))
    }

    /// Returns a part of the series by its name, and how many segments name it: see [`Value::part`].
    pub(crate) fn part(&self, segments: &[&str]) -> Option<(Value, usize)> {
        let position = |key: &str| self.items.iter().position(|item| item.key == key);
        let series = |items: &[Item]| Value::Series(items.to_vec().into());
        match *segments {
            ["from", key, ..] => Some((series(&self.items[position(key)?..]), 2)),
            ["until", key, ..] => Some((series(&self.items[..=position(key)?]), 2)),
            ["known", ..] => {
                let is_known = |item: &&Item| !matches!(item.value, Value::Missing(_));
                let items: Vec<Item> = self.items.iter().filter(is_known).cloned().collect();
                Some((series(&items), 1))
            }
            ["first", ..] => Some((self.items.first()?.value.clone(), 1)),
            ["last", ..] => Some((self.items.last()?.value.clone(), 1)),
            ["max", ..] => Some((self.extreme(f64::max)?, 1)),
            ["min", ..] => Some((self.extreme(f64::min)?, 1)),
            [end @ ("low" | "high"), ..] => Some((self.ends(end)?, 1)),
            _ => None,
        }
    }

    /// Returns the largest or smallest of the items; of ranges and estimates a range.
    fn extreme(&self, pick: fn(f64, f64) -> f64) -> Option<Value> {
        if let Some((item, reason)) = self.missing() {
            return Some(Value::Missing(format!(
                "`{}` is missing: {reason}",
                item.path
            )));
        }
        let unit = self.unit()?;
        let bounds = self.items.iter().map(|item| item.value.bounds());
        let bounds: Vec<(f64, f64)> = bounds.collect::<Option<_>>()?;
        let all = |ends: fn(&(f64, f64)) -> f64| bounds.iter().map(ends).reduce(pick);
        let quantity = Quantity::range(all(|b| b.0)?, all(|b| b.1)?, unit).ok()?;
        Some(quantity.into())
    }

    /// The lower or the upper ends of the items.
    fn ends(&self, end: &str) -> Option<Value> {
        let items = self.items.iter().map(|item| {
            let value = match item.value {
                Value::Missing(_) => item.value.clone(),
                _ => item.value.part(&[end])?,
            };
            Some(Item {
                value,
                ..item.clone()
            })
        });
        let items: Option<Vec<Item>> = items.collect();
        Some(Value::Series(items?.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: &[(&str, Value)]) -> Series {
        let item = |(key, value): &(&str, Value)| Item {
            key: (*key).to_owned(),
            path: format!("w.{key}"),
            value: value.clone(),
        };
        values.iter().map(item).collect::<Vec<_>>().into()
    }

    fn number(x: f64) -> Value {
        Quantity::exact(x, Unit::Ratio).into()
    }

    fn numbers(value: Option<Value>) -> Vec<f64> {
        match value {
            Some(Value::Series(series)) => {
                let items = series.items.iter();
                items.filter_map(|item| item.value.number()).collect()
            }
            other => panic!("{other:?} is not a series"),
        }
    }

    #[test]
    fn parts_are_named_by_keys() {
        let all = Value::Series(series(&[
            ("a", number(1.0)),
            ("b", number(3.0)),
            ("c", number(2.0)),
        ]));
        assert_eq!(numbers(all.part(&["from", "b"])), [3.0, 2.0]);
        assert_eq!(numbers(all.part(&["until", "b"])), [1.0, 3.0]);
        assert_eq!(numbers(all.part(&["from", "b", "until", "b"])), [3.0]);
        let one = |part: &str| all.part(&[part]).and_then(|value| value.number());
        assert_eq!(
            ["first", "last", "max", "min"].map(one),
            [Some(1.0), Some(2.0), Some(3.0), Some(1.0)]
        );
        assert_eq!(all.part(&["from", "d"]), None);
        assert_eq!(all.part(&["mean"]), None);
        let missing = Value::Missing("no rows".to_owned());
        assert_eq!(missing.part(&["until", "b"]), Some(missing.clone()));
        assert_eq!(missing.part(&["mean"]), None);
    }

    #[test]
    fn what_is_missing_stays_missing_until_it_is_left_out() {
        let missing = Value::Missing("too large".to_owned());
        let all = Value::Series(series(&[("a", number(1.0)), ("b", missing)]));
        assert_eq!(
            all.part(&["max"]),
            Some(Value::Missing("`w.b` is missing: too large".to_owned()))
        );
        assert_eq!(numbers(all.part(&["known"])), [1.0]);
        assert_eq!(
            all.part(&["known", "max"]).and_then(|x| x.number()),
            Some(1.0)
        );
    }

    #[test]
    fn unlike_rows_are_not_one_list() {
        let dollars = Value::from(Quantity::exact(1.0, Unit::Usd));
        assert!(series(&[("a", number(1.0)), ("b", number(2.0))]).is_of_one_kind());
        assert!(!series(&[("a", number(1.0)), ("b", dollars)]).is_of_one_kind());
        assert!(!series(&[("a", number(1.0)), ("b", "x".into())]).is_of_one_kind());
        assert!(!series(&[("a", Value::Missing("none".to_owned()))]).is_of_one_kind());
    }
}
