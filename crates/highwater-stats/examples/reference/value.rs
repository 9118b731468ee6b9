//! Numbers and lists out of JSON, where NaN and infinities are strings.

use serde_json::{Map, Value, json};

/// A number, or one of the strings that stand for what JSON has no number for.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// Returns a list of numbers.
pub(crate) fn numbers(value: &Value) -> Result<Vec<f64>, String> {
    let list = value.as_array().ok_or("a list is missing")?;
    let parsed: Option<Vec<f64>> = list.iter().map(number).collect();
    parsed.ok_or_else(|| "a list holds something that is no number".to_owned())
}

/// A number for JSON, with strings where it has none.
pub(crate) fn from_number(value: f64) -> Value {
    if value.is_nan() {
        json!("NaN")
    } else if value.is_infinite() {
        json!(if value > 0.0 { "Infinity" } else { "-Infinity" })
    } else {
        json!(value)
    }
}

/// Returns a list for JSON.
pub(crate) fn from_numbers(values: impl IntoIterator<Item = f64>) -> Value {
    Value::Array(values.into_iter().map(from_number).collect())
}

/// What a function gave: keys and values to compare with those expected.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) values: Map<String, Value>,
}

impl Answer {
    pub(crate) fn with(mut self, key: &str, value: f64) -> Self {
        self.values.insert(key.to_owned(), from_number(value));
        self
    }

    pub(crate) fn with_list(mut self, key: &str, values: impl IntoIterator<Item = f64>) -> Self {
        self.values.insert(key.to_owned(), from_numbers(values));
        self
    }

    pub(crate) fn with_value(mut self, key: &str, value: Value) -> Self {
        self.values.insert(key.to_owned(), value);
        self
    }
}
