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
/// - `rising(list)`, `falling(list)`: whether each number is above, or below, the one before
/// - `month("2024-03")`: a month, to compare with another
pub(super) fn context() -> Result<Context<'static, 'static>, DeclarationError> {
    let mut context = Context::with_env(CEL.clone());
    context.add_function("round", round)?;
    context.add_function("abs", f64::abs)?;
    context.add_function("rising", |Arguments(list): Arguments| {
        steps("rising", &list, |step| step > 0.0)
    })?;
    context.add_function("falling", |Arguments(list): Arguments| {
        steps("falling", &list, |step| step < 0.0)
    })?;
    context.add_function("month", |Arguments(text): Arguments| month(&text))?;
    Ok(context)
}

/// The names of the functions that may be called, CEL's own that make sense for numbers among them.
pub(super) const NAMES: [&str; 6] = ["round", "abs", "rising", "falling", "month", "size"];

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

fn steps(name: &str, arguments: &[Value], goes: impl Fn(f64) -> bool) -> ResolveResult {
    let error = |message: &str| ExecutionError::function_error(name, message);
    let [Value::List(list)] = arguments else {
        return Err(error("takes one series of numbers"));
    };
    let numbers: Vec<f64> = list.iter().filter_map(number).collect();
    if numbers.len() != list.len() || numbers.len() < 2 {
        return Err(error("takes a series of two numbers or more"));
    }
    Ok(Value::Bool(
        numbers.windows(2).all(|pair| goes(pair[1] - pair[0])),
    ))
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
