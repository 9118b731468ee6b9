//! The first month in which a table has LLaMA, where the tables do not agree.

use highwater_facts::{Month, Origin, Traced, TracedSeries, Value};
use highwater_study::Facts;

const LLAMA: &str = "LLaMA";

/// Records the month of the first row whose text names LLaMA; missing if no row in the window does.
pub(crate) fn record_first(
    facts: &mut Facts,
    months: &TracedSeries<Month>,
    texts: &TracedSeries<String>,
) {
    let first = texts.iter().find(|text| text.value.contains(LLAMA));
    let found = first.and_then(|text| Some((text, months.get(&text.key)?)));
    let month: Traced<Value> = match found {
        Some((text, month)) => Traced::new(
            Value::Month(**month),
            Origin::function("first to name LLaMA", [month.origin(), text.value.origin()]),
        ),
        None => Value::Missing(format!("no row looked at names {LLAMA}")).into(),
    };
    let label = "month of the first row that names LLaMA";
    facts.record("llama_first_month", month, label);
}
