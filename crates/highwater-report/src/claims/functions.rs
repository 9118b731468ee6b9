//! The functions that a claim may call beside those of CEL.

use std::sync::{Arc, LazyLock};

use cel::extractors::Arguments;
use cel::{Context, DeclarationError, Env, ExecutionError, ResolveResult, Value};
use highwater_facts::{Month, number_text};

/// What CEL knows by itself, declared once: every reading of a claim needs it, and it is large.
static CEL: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// A context with the functions of claims beside those of CEL:
///
/// - `round(x, decimals)`: decimal rounding, half away from zero, as the prose shows numbers
/// - `abs(x)`
/// - `rising(list)`, `falling(list)`: whether each number is above, or below, the one before;
///   `not_falling(list)`, `not_rising(list)`: whether none is below, or above
/// - `above(list, list)`, `below(list, list)`: whether each number is above, or below, the one of the
///   same row in the other list
/// - `month("2024-03")`: a month, to compare with another
pub(super) fn context() -> Result<Context<'static, 'static>, DeclarationError> {
    let mut context = Context::with_env(CEL.clone());
    context.add_function("round", round)?;
    context.add_function("abs", f64::abs)?;
    for compared in Compared::ALL {
        let function = move |Arguments(lists): Arguments| compared.call(&lists);
        context.add_function(compared.name, function)?;
    }
    context.add_function("month", |Arguments(text): Arguments| month(&text))?;
    Ok(context)
}

/// The names of the functions that may be called, CEL's own that make sense for numbers among them.
pub(super) const NAMES: [&str; 10] = [
    "round",
    "abs",
    "rising",
    "falling",
    "not_rising",
    "not_falling",
    "above",
    "below",
    "month",
    "size",
];

/// A function that compares the numbers of a list with one another, or with those of another list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) name: &'static str,
    /// How each number compares with the one before, or with that of the other list.
    pub(super) sign: &'static str,
    /// How many lists it takes.
    pub(super) lists: usize,
}

impl Compared {
    const ALL: [Compared; 6] = {
        const fn of(name: &'static str, sign: &'static str, lists: usize) -> Compared {
            Compared { name, sign, lists }
        }
        [
            of("rising", ">", 1),
            of("falling", "<", 1),
            of("not_falling", "≥", 1),
            of("not_rising", "≤", 1),
            of("above", ">", 2),
            of("below", "<", 2),
        ]
    };

    pub(super) fn named(name: &str) -> Option<Self> {
        Compared::ALL.into_iter().find(|known| known.name == name)
    }

    /// The pairs of numbers that it compares, or what is wrong with the lists.
    pub(super) fn pairs(self, lists: &[Value]) -> Result<Vec<(f64, f64)>, &'static str> {
        let numbers = |value: &Value| -> Option<Vec<f64>> {
            match value {
                Value::List(list) => list.iter().map(number).collect(),
                _ => None,
            }
        };
        let lists: Option<Vec<Vec<f64>>> = lists.iter().map(numbers).collect();
        match (self.lists, lists.as_deref()) {
            (1, Some([list])) => Ok(list.windows(2).map(|pair| (pair[1], pair[0])).collect()),
            (2, Some([a, b])) if a.len() == b.len() => {
                Ok(a.iter().copied().zip(b.iter().copied()).collect())
            }
            (2, Some([_, _])) => Err("takes two lists of the same rows"),
            (1, _) => Err("takes one list of numbers"),
            _ => Err("takes two lists of numbers"),
        }
    }

    fn call(self, lists: &[Value]) -> ResolveResult {
        let error = |message| ExecutionError::function_error(self.name, message);
        let pairs = self.pairs(lists).map_err(error)?;
        let mut compared = pairs.into_iter().map(|(a, b)| compare(self.sign, a, b));
        Ok(Value::Bool(compared.all(|holds| holds)))
    }
}

/// Whether two numbers compare so.
pub(super) fn compare(sign: &str, a: f64, b: f64) -> bool {
    match sign {
        ">" => a > b,
        "≥" => a >= b,
        "<" => a < b,
        "≤" => a <= b,
        "=" => a == b,
        _ => a != b,
    }
}

/// Months are numbers to CEL, counted from January of the year 0.
pub(super) fn month_number(month: Month) -> f64 {
    f64::from(month.year() * 12 + month.month() - 1)
}

/// The month of a number that [`month_number`] gave.
pub(super) fn month_of_number(x: f64) -> Option<Month> {
    let x = x as i32;
    Month::new(x.div_euclid(12), x.rem_euclid(12) + 1)
}

fn round(x: f64, decimals: f64) -> f64 {
    number_text::round(x, decimals as u8)
}

fn month(arguments: &[Value]) -> ResolveResult {
    let error = |message: String| ExecutionError::function_error("month", message);
    let [Value::String(text)] = arguments else {
        return Err(error("takes a text such as \"2024-03\"".to_owned()));
    };
    match text.parse::<Month>() {
        Ok(month) => Ok(Value::Float(month_number(month))),
        Err(fault) => Err(error(fault.to_string())),
    }
}

/// A number of CEL as a double.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Float(x) => Some(*x),
        Value::Int(x) => Some(*x as f64),
        Value::UInt(x) => Some(*x as f64),
        _ => None,
    }
}
