//! The values that a claim is evaluated on: as they are, as they are shown, and at points of their
//! intervals.

use std::collections::{BTreeMap, BTreeSet};

use cel::Value as CelValue;
use highwater_facts::{Format, Ledger, Value};

use super::functions::month_number;
use super::steps::Size;
use super::units::Measure;

/// The values that a claim names.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    pub(super) values: BTreeMap<String, Input>,
}

/// One value that a claim names.
#[derive(Clone, Debug)]
pub(super) struct Input {
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
            inputs.values.insert(
                path.clone(),
                Input {
                    value,
                    measure,
                    format,
                },
            );
        }
        Ok(inputs)
    }

    pub(super) fn measures(&self) -> BTreeMap<String, Measure> {
        self.values
            .iter()
            .map(|(path, input)| (path.clone(), input.measure))
            .collect()
    }

    /// The values with an interval, items of lists among them: its ends, and whether they have a value of
    /// their own in it.
    pub(super) fn intervals(&self) -> Vec<((f64, f64), bool)> {
        let parts = self.values.values().flat_map(|input| parts(&input.value));
        parts
            .filter_map(|part| Some((interval(part)?, part.number().is_some())))
            .collect()
    }

    /// The numbers that have no interval: they may part the intervals of others.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let inputs = self.values.values();
        inputs
            .filter(|input| interval(&input.value).is_none())
            .filter_map(|input| input.value.number())
            .collect()
    }

    /// The paths of the inputs that are known from below alone.
    pub(super) fn unbounded(&self) -> BTreeSet<&str> {
        let inputs = self.values.iter();
        inputs
            .filter(|(_, input)| {
                let mut bounds = parts(&input.value).into_iter().filter_map(Value::bounds);
                bounds.any(|(_, high)| high == f64::INFINITY)
            })
            .map(|(path, _)| path.as_str())
            .collect()
    }

    /// How large the values are, for those who count steps.
    pub(super) fn sizes(&self) -> BTreeMap<String, Size> {
        let inputs = self.values.iter();
        let size = |value: &Value| match value {
            Value::Text(text) => Size::text(text),
            _ => Size::One,
        };
        inputs
            .map(|(path, input)| match &input.value {
                Value::Series(series) => {
                    let items = series.items.iter().map(|item| size(&item.value));
                    (path.clone(), Size::list(items.collect()))
                }
                value => (path.clone(), size(value)),
            })
            .collect()
    }

    /// The keys of the rows of a list, where it has some.
    pub(super) fn keys(&self, path: &str) -> Option<Vec<&str>> {
        let Value::Series(series) = &self.values.get(path)?.value else {
            return None;
        };
        let keys: Vec<&str> = series.items.iter().map(|item| item.key.as_str()).collect();
        keys.iter().all(|key| !key.is_empty()).then_some(keys)
    }

    /// The values for CEL.
    pub(super) fn read(&self, reading: Reading<'_>) -> Vec<(&str, CelValue)> {
        let mut points = match reading {
            Reading::At(points) => points.iter().copied(),
            Reading::Full | Reading::Shown => [].iter().copied(),
        };
        let mut read = Vec::new();
        for (path, input) in &self.values {
            let mut one = |part: &Value| {
                let point = interval(part).and_then(|_| points.next());
                input.read(part, reading, point)
            };
            let value = match &input.value {
                Value::Series(series) => {
                    let items = series.items.iter().map(|item| one(&item.value));
                    CelValue::List(items.collect::<Vec<_>>().into())
                }
                value => one(value),
            };
            read.push((path.as_str(), value));
        }
        read
    }
}

impl Input {
    /// A value, or an item of a list, for CEL.
    fn read(&self, part: &Value, reading: Reading<'_>, point: Option<f64>) -> CelValue {
        let shown = |x: f64| match (reading, self.measure) {
            (Reading::Shown, Measure::Of(unit)) => self.format.shown(x, unit),
            _ => x,
        };
        match part {
            Value::Quantity(q) => CelValue::Float(point.unwrap_or_else(|| shown(q.middle()))),
            Value::Estimate { value, .. } => {
                CelValue::Float(point.unwrap_or_else(|| shown(*value)))
            }
            Value::Month(month) => CelValue::Float(month_number(*month)),
            Value::Text(text) => CelValue::String(text.clone().into()),
            Value::Series(_) | Value::Missing(_) => CelValue::Null,
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

/// The ends between which a value lies, if they differ.
fn interval(value: &Value) -> Option<(f64, f64)> {
    value.bounds().filter(|(low, high)| low < high)
}

/// What a value measures; a list measures what its items do.
fn measure(value: &Value) -> Measure {
    match (parts(value).first(), value.unit()) {
        (Some(Value::Month(_)), _) => Measure::Month,
        (Some(Value::Text(_)), _) => Measure::Text,
        (_, Some(unit)) => Measure::Of(unit),
        (_, None) => Measure::Other,
    }
}
