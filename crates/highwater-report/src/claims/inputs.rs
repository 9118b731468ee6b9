//! The values that a claim is evaluated on: as they are, as they are shown, and at points of their
//! intervals.

use std::collections::BTreeMap;

use highwater_expr::{self as expr, Measure, month_number};
use highwater_facts::{Format, Ledger, Series, Value};

/// The values that a claim names, in the order in which it names them.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    values: Vec<Input>,
}

/// One value that a claim names.
#[derive(Clone, Debug)]
struct Input {
    path: String,
    value: Value,
    measure: Measure,
    /// How the story shows it.
    format: Format,
}

/// What keeps a claim from being evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InputFault {
    Unknown { path: String },
    Missing { path: String, reason: String },
    Empty { path: String },
}

/// How to read the inputs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading<'a> {
    /// At full precision; ranges at their middle.
    Full,
    /// As the story shows them.
    Shown,
    /// The inputs that have an interval at these points of it, in their order.
    At(&'a [f64]),
}

impl Inputs {
    pub(super) fn gather(
        paths: &[String],
        ledger: &Ledger,
        shown: &BTreeMap<String, Format>,
    ) -> Result<Self, InputFault> {
        let mut inputs = Inputs::default();
        for path in paths {
            let Some((_, value)) = ledger.resolve(path) else {
                return Err(InputFault::Unknown { path: path.clone() });
            };
            match &value {
                Value::Missing(reason) => {
                    return Err(InputFault::Missing {
                        path: path.clone(),
                        reason: reason.clone(),
                    });
                }
                Value::Series(series) => {
                    if series.items.is_empty() {
                        return Err(InputFault::Empty { path: path.clone() });
                    }
                    if let Some((item, reason)) = series.missing() {
                        return Err(InputFault::Missing {
                            path: item.path.clone(),
                            reason: reason.to_owned(),
                        });
                    }
                }
                _ => {}
            }
            let measure = measure(&value);
            let format = shown.get(path).copied().unwrap_or_default();
            inputs.values.push(Input {
                path: path.clone(),
                value,
                measure,
                format,
            });
        }
        Ok(inputs)
    }

    /// Returns what is known of them before a predicate is evaluated.
    pub(super) fn kinds(&self) -> expr::Inputs {
        let kind = |input: &Input| {
            let (length, keys) = match &input.value {
                Value::Series(series) => (Some(series.items.len()), keys(series)),
                _ => (None, Vec::new()),
            };
            let mut bounds = parts(&input.value).into_iter().filter_map(Value::bounds);
            expr::Input {
                measure: input.measure,
                length,
                keys,
                has_open_end: bounds.any(|(_, high)| high == f64::INFINITY),
            }
        };
        let inputs = self.values.iter();
        inputs
            .map(|input| (input.path.clone(), kind(input)))
            .collect()
    }

    /// Returns the values with an interval, items of lists among them: its ends, and whether they have
    /// a value of their own in it.
    pub(super) fn intervals(&self) -> Vec<((f64, f64), bool)> {
        let parts = self.values.iter().flat_map(|input| parts(&input.value));
        parts
            .filter_map(|part| Some((interval(part)?, part.number().is_some())))
            .collect()
    }

    /// The numbers that have no interval: they may part the intervals of others.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let inputs = self.values.iter();
        inputs
            .filter(|input| interval(&input.value).is_none())
            .filter_map(|input| input.value.number())
            .collect()
    }

    /// Returns the values for the predicate, in their order.
    pub(super) fn read(&self, reading: Reading<'_>) -> Vec<expr::Value> {
        let mut points = match reading {
            Reading::At(points) => points.iter().copied(),
            Reading::Full | Reading::Shown => [].iter().copied(),
        };
        let mut read = Vec::new();
        for input in &self.values {
            let mut one = |part: &Value| {
                let point = interval(part).and_then(|_| points.next());
                input.read(part, reading, point)
            };
            read.push(match &input.value {
                Value::Series(series) => {
                    let items = series.items.iter().map(|item| one(&item.value));
                    expr::Value::List(items.collect())
                }
                value => one(value),
            });
        }
        read
    }
}

impl Input {
    /// Returns a value, or an item of a list, for the predicate.
    fn read(&self, part: &Value, reading: Reading<'_>, point: Option<f64>) -> expr::Value {
        let shown = |x: f64| match (reading, self.measure) {
            (Reading::Shown, Measure::Of(unit)) => self.format.shown(x, unit),
            _ => x,
        };
        let number = |x: f64| expr::Value::Number(point.unwrap_or_else(|| shown(x)));
        match part {
            Value::Quantity(q) => number(q.middle()),
            Value::Estimate { value, .. } => number(*value),
            Value::Month(month) => expr::Value::Number(month_number(*month)),
            Value::Text(text) => expr::Value::Text(text.as_str().into()),
            // A claim that names a missing value is not evaluated, and no list holds lists.
            Value::Series(_) | Value::Missing(_) => expr::Value::Number(f64::NAN),
        }
    }
}

/// The values that are tried one by one: the items of a list, or the value itself.
fn parts(value: &Value) -> Vec<&Value> {
    match value {
        Value::Series(series) => series.items.iter().map(|item| &item.value).collect(),
        value => vec![value],
    }
}

/// Returns the keys of the rows of a list; none if a row has none.
fn keys(series: &Series) -> Vec<String> {
    let keys = series.items.iter().map(|item| item.key.clone());
    let keys: Vec<String> = keys.collect();
    if keys.iter().any(String::is_empty) {
        return Vec::new();
    }
    keys
}

/// The ends between which a value lies, if they differ.
fn interval(value: &Value) -> Option<(f64, f64)> {
    value.bounds().filter(|(low, high)| low < high)
}

/// Returns what a value measures; a list measures what its items do.
fn measure(value: &Value) -> Measure {
    match (parts(value).first(), value.unit()) {
        (Some(Value::Month(_)), _) => Measure::Month,
        (Some(Value::Text(_)), _) => Measure::Text,
        (_, Some(unit)) => Measure::Of(unit),
        (_, None) => Measure::Other,
    }
}
