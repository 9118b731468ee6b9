//! The values that a claim is evaluated on: as they are, as they are shown, and at points of their
//! intervals.

use std::collections::BTreeMap;

use highwater_expr::{self as expr, Measure, month_number};
use highwater_facts::{Format, Ledger, Value};

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
            inputs.values.push(Input {
                path: path.clone(),
                value,
                measure,
                format,
            });
        }
        Ok(inputs)
    }

    /// What is known of them before a predicate is evaluated.
    pub(super) fn kinds(&self) -> expr::Inputs {
        let kind = |input: &Input| expr::Input {
            measure: input.measure,
            length: match &input.value {
                Value::Series { values, .. } => Some(values.len()),
                _ => None,
            },
            has_open_end: input
                .value
                .bounds()
                .is_some_and(|(_, high)| high == f64::INFINITY),
        };
        let inputs = self.values.iter();
        inputs
            .map(|input| (input.path.clone(), kind(input)))
            .collect()
    }

    /// The inputs with an interval: its ends, and whether they have a value of their own in it.
    pub(super) fn intervals(&self) -> Vec<((f64, f64), bool)> {
        let inputs = self.values.iter();
        inputs
            .filter_map(|input| Some((input.interval()?, input.value.number().is_some())))
            .collect()
    }

    /// The numbers that have no interval: they may part the intervals of others.
    pub(super) fn numbers(&self) -> Vec<f64> {
        let inputs = self.values.iter();
        inputs
            .filter(|input| input.interval().is_none())
            .filter_map(|input| input.value.number())
            .collect()
    }

    /// The values for the predicate, in their order.
    pub(super) fn read(&self, reading: Reading<'_>) -> Vec<expr::Value> {
        let mut points = match reading {
            Reading::At(points) => points.iter().copied(),
            Reading::Full | Reading::Shown => [].iter().copied(),
        };
        let mut read = Vec::new();
        for input in &self.values {
            let point = input.interval().and_then(|_| points.next());
            read.push(input.read(reading, point));
        }
        read
    }
}

impl Input {
    fn interval(&self) -> Option<(f64, f64)> {
        self.value.bounds().filter(|(low, high)| low < high)
    }

    fn read(&self, reading: Reading<'_>, point: Option<f64>) -> expr::Value {
        let shown = |x: f64| match (reading, self.measure) {
            (Reading::Shown, Measure::Of(unit)) => self.format.shown(x, unit),
            _ => x,
        };
        let number = |x: f64| expr::Value::Number(point.unwrap_or_else(|| shown(x)));
        match &self.value {
            Value::Quantity(q) => number(q.middle()),
            Value::Estimate { value, .. } => number(*value),
            Value::Series { values, .. } => expr::Value::series(values.iter().map(|&x| shown(x))),
            Value::Month(month) => expr::Value::Number(month_number(*month)),
            Value::Text(text) => expr::Value::Text(text.as_str().into()),
            // A claim that names a missing value is not evaluated.
            Value::Missing(_) => expr::Value::Number(f64::NAN),
        }
    }
}
