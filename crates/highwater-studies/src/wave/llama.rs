//! The first month in which a table has LLaMA, where the tables do not agree.

use highwater_facts::Value;
use highwater_ingest::Placed;
use highwater_study::Facts;

use super::input::Monthly;

const LLAMA: &str = "LLaMA";

/// Adds the month of the first row whose text names LLaMA; missing where none in the window does.
pub(crate) fn record_first<R: Monthly>(
    facts: &mut Facts,
    rows: &[Placed<R>],
    text: impl Fn(&R) -> &str,
    column: &str,
) {
    let first = rows.iter().find(|row| text(&row.row).contains(LLAMA));
    let month = match first {
        Some(row) => Value::Month(row.month()),
        None => Value::Missing(format!("no row looked at names {LLAMA}")),
    };
    facts.add(
        "llama_first_month",
        month,
        "month of the first row that names LLaMA",
        "",
        first
            .into_iter()
            .flat_map(|row| [row.cell("month"), row.cell(column)]),
    );
}
