//! A table of TOML, field by field, each with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::{Spanned, Value};

use crate::fault::{Fault, listed};

/// A table of TOML as it is written, each value with its place.
pub(crate) type Given = BTreeMap<Spanned<String>, Spanned<Value>>;

/// A text with its place.
pub(crate) type Text = Spanned<String>;

/// The fields of a table of TOML.
pub(crate) struct Fields<'a> {
    given: &'a Given,
}

impl<'a> Fields<'a> {
    /// Takes a table all of whose fields are known; the first of another name is a fault.
    pub(crate) fn new(given: &'a Given, known: &[&str]) -> Result<Self, Fault> {
        match given
            .keys()
            .find(|key| !known.contains(&key.get_ref().as_str()))
        {
            None => Ok(Fields { given }),
            Some(key) => {
                let name = key.get_ref();
                let message = format!("there is no `{name}`");
                let known = known.iter().copied();
                Err(Fault::unknown(message, key.span(), name, known))
            }
        }
    }

    /// Returns a value with its place.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Spanned<Value>> {
        let mut given = self.given.iter();
        given
            .find(|(key, _)| key.get_ref() == name)
            .map(|(_, value)| value)
    }

    /// Returns a text.
    pub(crate) fn text(&self, name: &str) -> Result<Option<Text>, Fault> {
        self.get(name)
            .map(|value| text(name, value.get_ref(), value.span()))
            .transpose()
    }

    /// Returns one text or several.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<Text>, Fault> {
        let Some(value) = self.get(name) else {
            return Ok(Vec::new());
        };
        match value.get_ref() {
            Value::Array(items) => {
                let items = items.iter().map(|item| text(name, item, value.span()));
                items.collect()
            }
            item => Ok(vec![text(name, item, value.span())?]),
        }
    }

    /// Returns one of some words.
    pub(crate) fn word<T: Copy>(
        &self,
        name: &str,
        words: &[(&'static str, T)],
    ) -> Result<Option<T>, Fault> {
        self.text(name)?
            .map(|text| word(name, &text, words))
            .transpose()
    }
}

/// Returns a text or a number as a text: a name of a thing may be a year.
pub(crate) fn text(name: &str, value: &Value, place: Range<usize>) -> Result<Text, Fault> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Datetime(day) => day.to_string(),
        _ => {
            let message = format!("`{name}` is not a text");
            return Err(Fault::new(message, place, "write it in quotes"));
        }
    };
    Ok(Spanned::new(place, text))
}

/// Returns what one of some words stands for.
pub(crate) fn word<T: Copy>(
    name: &str,
    text: &Text,
    words: &[(&'static str, T)],
) -> Result<T, Fault> {
    let given = text.get_ref().as_str();
    match words.iter().find(|(word, _)| *word == given) {
        Some((_, meant)) => Ok(*meant),
        None => {
            let known = words.iter().map(|(word, _)| *word);
            let message = format!("`{name}` cannot be `{given}`");
            let fault = Fault::unknown(message, text.span(), given, known.clone());
            let all: Vec<&str> = known.collect();
            let help = match fault.help.starts_with("there are") {
                true => format!("write {}", listed(&all)),
                false => fault.help,
            };
            Err(Fault { help, ..fault })
        }
    }
}

/// Returns a number.
pub(crate) fn number(name: &str, value: &Value, place: Range<usize>) -> Result<f64, Fault> {
    match value {
        Value::Integer(n) => Ok(*n as f64),
        Value::Float(x) if x.is_finite() => Ok(*x),
        _ => {
            let message = format!("`{name}` is not a number");
            Err(Fault::new(message, place, "write a number without quotes"))
        }
    }
}
