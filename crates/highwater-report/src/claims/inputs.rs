//! The values that a claim is evaluated on: as they are, as they are shown, and at the ends of their
//! intervals.

use std::collections::BTreeMap;

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
pub(super) enum Reading {
    /// At full precision; ranges at their middle.
    Full,
    /// As the story shows them.
    Shown,
    /// The inputs that have an interval at one of its ends each: bit `i` of the number says which
    /// for the `i`th of them.
    Corner(u32),
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

    /// The inputs with an interval: their path, and whether they have a value of their own in it.
    pub(super) fn intervals(&self) -> Vec<(&str, bool)> {
        self.values
            .iter()
            .filter(|(_, input)| input.value.bounds().is_some_and(|(low, high)| low < high))
            .map(|(path, input)| (path.as_str(), input.value.number().is_some()))
            .collect()
    }

    /// The values for CEL.
    pub(super) fn read(&self, reading: Reading) -> Vec<(&str, CelValue)> {
        let mut interval = 0;
        let mut read = Vec::new();
        for (path, input) in &self.values {
            let mut end = None;
            if input.value.bounds().is_some_and(|(low, high)| low < high) {
                if let Reading::Corner(bits) = reading {
                    end = Some(bits >> interval & 1 == 1);
                }
                interval += 1;
            }
            read.push((path.as_str(), input.read(reading, end)));
        }
        read
    }
}

impl Input {
    fn read(&self, reading: Reading, high_end: Option<bool>) -> CelValue {
        let shown = |x: f64| match (reading, self.measure) {
            (Reading::Shown, Measure::Of(unit)) => self.format.shown(x, unit),
            _ => x,
        };
        match &self.value {
            Value::Quantity(q) => CelValue::Float(match high_end {
                Some(true) => q.high(),
                Some(false) => q.low(),
                None => shown(q.middle()),
            }),
            Value::Estimate {
                value, low, high, ..
            } => CelValue::Float(match high_end {
                Some(true) => *high,
                Some(false) => *low,
                None => shown(*value),
            }),
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
