//! How long a predicate takes, before it is evaluated: macros in one another multiply.

use highwater_facts::number_text;

use crate::expression::Expression;
use crate::fault::{Fault, FaultKind};
use crate::measure::Type;
use crate::tree::{Node, NodeKind};

/// The most steps of one evaluation; a million take less than a second.
const MOST: f64 = 1e6;

/// Counts the steps of one evaluation, at the most: each part once for each element that it is looked
/// at.
///
/// Lists hold numbers, texts or truth values, never lists, so no list in a predicate is longer than the
/// series that it names or the list that is written in it.
pub(crate) fn count(expression: &Expression, types: &[Type]) -> Result<f64, Fault> {
    let steps = of(expression.tree(), types);
    if steps <= MOST {
        return Ok(steps);
    }
    let message = format!(
        "takes more than {} steps: the macros in it multiply; nest fewer of them, or have the study \
         compute a part",
        number_text::fixed(MOST, 0)
    );
    Err(Fault::new(
        FaultKind::Evaluation,
        message,
        expression.tree().range.clone(),
    ))
}

fn of(node: &Node, types: &[Type]) -> f64 {
    let length = |node: &Node| types[node.id].length.map_or(0.0, |length| length as f64);
    match &node.kind {
        NodeKind::Each(each) => {
            1.0 + of(&each.list, types) + length(&each.list) * (1.0 + of(&each.body, types))
        }
        _ => {
            let parts = node.parts().into_iter();
            1.0 + parts
                .map(|part| of(part, types) + length(part))
                .sum::<f64>()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Expression, Input, Measure, check};

    fn steps(text: &str) -> Result<f64, String> {
        let inputs = [
            ("w.s".to_owned(), Input::series(Measure::Plain, 10)),
            ("w.a".to_owned(), Input::one(Measure::Plain)),
        ];
        let expression = Expression::parse(text).unwrap();
        let checked = check(&expression, &inputs.into()).map_err(|fault| fault.message)?;
        Ok(checked.steps())
    }

    /// `w.s.all(x, w.s.all(x, .. w.a > 0))`.
    fn nested(depth: usize) -> String {
        (0..depth).fold("w.a > 0".to_owned(), |text, _| {
            format!("w.s.all(x, {text})")
        })
    }

    #[test]
    fn nested_macros_multiply() {
        assert!(steps("w.s.all(x, x > 0)").unwrap() < 200.0);
        assert!(steps(&nested(4)).is_ok());
        let told = steps(&nested(7)).unwrap_err();
        assert!(told.contains("more than 1,000,000 steps"), "{told}");
        assert!(told.contains("nest fewer of them"), "{told}");
    }

    #[test]
    fn a_list_does_not_grow() {
        for text in [
            "[w.a].map(a, [a, a]).map(z, size(z))[0] > 3",
            "[w.s, w.s].all(l, l.all(x, x > 0))",
            "size(w.s + w.s) > 3",
        ] {
            let told = steps(text).unwrap_err();
            assert!(told.contains("a series"), "{text}: {told}");
        }
        let maps = ".map(x, x * 2)".repeat(20);
        assert!(steps(&format!("w.s{maps}[0] > 3")).unwrap() < 1e4);
    }
}
