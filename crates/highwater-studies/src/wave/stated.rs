//! What the post computed from its own rows, beside what the rows give.

use highwater_facts::{Origin, Quantity, Traced, TracedSeries};
use highwater_study::Facts;

/// Records the largest difference of a number as stated from the same number as computed.
pub(crate) fn record_error(
    facts: &mut Facts,
    what: &str,
    stated: &TracedSeries,
    computed: &TracedSeries,
) {
    let mut largest: Option<Quantity> = None;
    for item in stated {
        let Some(computed) = computed.get(&item.key) else {
            continue;
        };
        let error = (item.value.low() - computed.low()).abs();
        // 43.9 − 26.1 in doubles is not quite 17.8, and no difference of the table.
        let error = if error <= 1e-12 * item.value.low().abs() {
            0.0
        } else {
            error
        };
        if largest.is_none_or(|largest| error > largest.low()) {
            largest = Some(Quantity::exact(error, computed.unit()));
        }
    }
    if let Some(largest) = largest {
        let of = [stated.origin(), computed.origin()];
        let error = Traced::new(largest, Origin::function("largest difference", of));
        let label = format!("largest difference of a stated {what} from its own row");
        facts.record("stated_error", error, label);
    }
}
