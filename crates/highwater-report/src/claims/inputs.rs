//! The values that a claim is evaluated on: as they are, as they are shown, and at points of their
//! intervals.

use std::collections::{BTreeMap, BTreeSet};

use cel::Value as CelValue;
use highwater_facts::{Format, Ledger, Value};

use super::functions::month_number;
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
                Value::Series { values, .. } if values.is_empty() => {
                    return Err(InputFault::Empty { path: path.clone() });
                }
                _ => {}
            }
            let measure = match (&value, value.unit()) {
                (Value::Month(_), _) => Measure::Month,
                (Value::Text(_), _) => Measure::Text,
                (_, Some(unit)) => Measure::Of(unit),
                (_, None) => Measure::Other,
            };
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

    /// The inputs with an interval: its ends, and whether they have a value of their own in it.
    pub(super) fn intervals(&self) -> Vec<((f64, f64), bool)> {
        let inputs = self.values.values();
        inputs
            .filter_map(|input| Some((input.interval()?, input.value.number().is_some())))
            .collect()
    }

    /// The numbers that have no interval: they may part the intervals of others.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let inputs = self.values.values();
        inputs
            .filter(|input| input.interval().is_none())
            .filter_map(|input| input.value.number())
            .collect()
    }

    /// The paths of the inputs that are known from below alone.
    pub(super) fn unbounded(&self) -> BTreeSet<&str> {
        let inputs = self.values.iter();
        inputs
            .filter(|(_, input)| {
                input
                    .value
                    .bounds()
                    .is_some_and(|(_, high)| high == f64::INFINITY)
            })
            .map(|(path, _)| path.as_str())
            .collect()
    }

    /// The lengths of the series.
    pub(super) fn lengths(&self) -> BTreeMap<String, usize> {
        let inputs = self.values.iter();
        inputs
            .map(|(path, input)| match &input.value {
                Value::Series { values, .. } => (path.clone(), values.len()),
                _ => (path.clone(), 1),
            })
            .collect()
    }

    /// The values for CEL.
    pub(super) fn read(&self, reading: Reading<'_>) -> Vec<(&str, CelValue)> {
        let mut points = match reading {
            Reading::At(points) => points.iter().copied(),
            Reading::Full | Reading::Shown => [].iter().copied(),
        };
        let mut read = Vec::new();
        for (path, input) in &self.values {
            let point = input.interval().and_then(|_| points.next());
            read.push((path.as_str(), input.read(reading, point)));
        }
        read
    }
}

impl Input {
    fn interval(&self) -> Option<(f64, f64)> {
        self.value.bounds().filter(|(low, high)| low < high)
    }

    fn read(&self, reading: Reading<'_>, point: Option<f64>) -> CelValue {
        let shown = |x: f64| match (reading, self.measure) {
            (Reading::Shown, Measure::Of(unit)) => self.format.shown(x, unit),
            _ => x,
        };
        match &self.value {
            Value::Quantity(q) => CelValue::Float(point.unwrap_or_else(|| shown(q.middle()))),
            Value::Estimate { value, .. } => {
                CelValue::Float(point.unwrap_or_else(|| shown(*value)))
            }
            Value::Series { values, .. } => CelValue::List(
                values
                    .iter()
                    .map(|&x| CelValue::Float(shown(x)))
                    .collect::<Vec<_>>()
                    .into(),
            ),
            Value::Month(month) => CelValue::Float(month_number(*month)),
            Value::Text(text) => CelValue::String(text.clone().into()),
            Value::Missing(_) => CelValue::Null,
        }
    }
}
