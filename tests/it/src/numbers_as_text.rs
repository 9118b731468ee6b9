//! Numbers as text, over everything that the studies of the project record.

use highwater_facts::{Format, Quantity, Value};

use crate::studies;

/// Returns the numbers of a value, each alone.
fn numbers(value: &Value) -> Vec<Quantity> {
    match value {
        Value::Quantity(quantity) => vec![*quantity],
        Value::Estimate {
            value,
            low,
            high,
            unit,
            ..
        } => [*value, *low, *high]
            .map(|x| Quantity::exact(x, *unit))
            .to_vec(),
        Value::Series(series) => {
            let items = series.items.iter();
            items.flat_map(|item| numbers(&item.value)).collect()
        }
        Value::Month(_) | Value::Text(_) | Value::Missing(_) => Vec::new(),
    }
}

#[test]
fn no_value_of_the_ledger_that_is_not_zero_reads_as_zero() {
    const FORMATS: [&str; 12] = [
        "", "int", "n", "n2", "p", "si", "usd", "pct", "pct0", "x1", "fold", "pts",
    ];
    let results = studies::embedded(|_| true);
    let mut small = 0;
    for fact in results.ledger.facts() {
        for number in numbers(&fact.value) {
            let Some(x) = number.value().filter(|x| *x != 0.0 && x.is_finite()) else {
                continue;
            };
            small += usize::from(x.abs() < 0.005);
            for format in FORMATS {
                let format: Format = format.parse().unwrap();
                // A format that does not fit the value has no text.
                let Ok(text) = format.text(&number.into()) else {
                    continue;
                };
                assert!(
                    text.contains(|c: char| ('1'..='9').contains(&c)),
                    "{}: {x} as `{format}` is `{text}`",
                    fact.path
                );
            }
        }
    }
    assert!(small > 10, "only {small} small numbers were tried");
}
