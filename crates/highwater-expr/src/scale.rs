//! Percent has two scales, 63 and 0.63, and a number in a predicate names neither.

use std::ops::Range;

use highwater_facts::{Unit, number_text};

use crate::measure::Measure;
use crate::tree::{Node, NodeKind};

/// A number in a predicate that seems to be on another scale than what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What the number says, and on which scale the value is.
    pub message: String,
    /// What to write if the other scale is meant.
    pub help: String,
    /// The bytes of the number in the predicate.
    pub range: Range<usize>,
}

/// Returns the number that a writer put down, with its sign.
pub(crate) fn literal(node: &Node) -> Option<f64> {
    match &node.kind {
        NodeKind::Number(x) => Some(*x),
        NodeKind::Negative(part) => literal(part).map(|x| -x),
        _ => None,
    }
}

/// Returns whether a number seems to be on another scale than the value beside it: 0.5 beside 58
/// percent, 50 beside a fraction of 0.63. A value that is as small, or as large, says that the scale is
/// meant.
pub(crate) fn doubt(
    number: f64,
    value: f64,
    measure: Measure,
    range: Range<usize>,
) -> Option<Doubt> {
    let (size, value) = (number.abs(), value.abs());
    let text = |x: f64| number_text::raw(number_text::round(x, 9));
    let (scale, says, other, written) = match measure {
        Measure::Of(Unit::Percent) if size > 0.0 && size < 1.0 && value > 1.0 => {
            let scale = "in percent, 63 for 63%";
            (scale, number, number * 100.0, number * 100.0)
        }
        Measure::Of(Unit::Fraction) if size > 10.0 && value <= 10.0 => {
            let scale = "a fraction, 0.63 for 63%";
            (scale, number * 100.0, number, number / 100.0)
        }
        _ => return None,
    };
    Some(Doubt {
        message: format!(
            "{} says {}% here: the value is {scale}",
            text(number),
            text(says)
        ),
        help: format!("if {}% is meant, write `{}`", text(other), text(written)),
        range,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: f64, value: f64, unit: Unit) -> Option<(String, String)> {
        let doubt = doubt(number, value, Measure::Of(unit), 0..1)?;
        Some((doubt.message, doubt.help))
    }

    #[test]
    fn a_number_on_the_other_scale_is_doubted() {
        assert_eq!(
            told(0.5, 58.0, Unit::Percent),
            Some((
                "0.5 says 0.5% here: the value is in percent, 63 for 63%".to_owned(),
                "if 50% is meant, write `50`".to_owned()
            ))
        );
        assert_eq!(
            told(-50.0, 0.63, Unit::Fraction),
            Some((
                "-50 says -5000% here: the value is a fraction, 0.63 for 63%".to_owned(),
                "if -50% is meant, write `-0.5`".to_owned()
            ))
        );
    }

    #[test]
    fn a_number_on_the_scale_of_the_value_is_not() {
        assert_eq!(told(50.0, 58.0, Unit::Percent), None);
        assert_eq!(told(0.0, 58.0, Unit::Percent), None);
        assert_eq!(told(0.5, 0.3, Unit::Percent), None);
        assert_eq!(told(16.0, 16.0, Unit::Fraction), None);
        assert_eq!(told(10.0, 0.6, Unit::Fraction), None);
        assert_eq!(told(0.5, 58.0, Unit::Points), None);
    }
}
