//! The lowest and the highest of some numbers.

use highwater_facts::Quantity;

use crate::measure::Measure;

/// The lowest and the highest of some numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Range {
    /// The range of what is finite in `numbers`; zero to one where nothing is.
    pub(crate) fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let range = numbers.into_iter().filter(|x| x.is_finite()).fold(
            Range {
                low: f64::INFINITY,
                high: f64::NEG_INFINITY,
            },
            |range, x| Range {
                low: range.low.min(x),
                high: range.high.max(x),
            },
        );
        if range.low <= range.high {
            range
        } else {
            Range {
                low: 0.0,
                high: 1.0,
            }
        }
    }

    /// "from 0% to 100%".
    pub(crate) fn text(&self, measure: &Measure) -> String {
        let text = |x| measure.value_text(&Quantity::exact(x, measure.unit));
        format!("from {} to {}", text(self.low), text(self.high))
    }
}
