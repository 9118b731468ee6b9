//! The snapshot's name, what stands for values that it alone gives, and names of spans of years.

use std::ops::RangeInclusive;

use highwater_facts::Value;

/// The snapshot that the study runs on.
pub const SNAPSHOT: &str = "all-systems-2024-10";

/// Returns what stands for a value that only the snapshot gives.
pub(super) fn needs_snapshot() -> Value {
    Value::Missing(format!(
        "needs the snapshot; `cargo xtask fetch {SNAPSHOT}`"
    ))
}

/// Returns a span of years in a path and in words: `period_2010_2024` and `2010–2024`.
pub(super) fn stem_and_words(kind: &str, years: &RangeInclusive<i32>) -> (String, String) {
    let (first, last) = (years.start(), years.end());
    let stem = format!("{kind}_{first}_{last}");
    let words = match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    (stem, words)
}
