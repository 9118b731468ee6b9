//! Parts of a predicate that are the same whatever the data say: a claim with one examines less than
//! it seems to.

use crate::expression::Expression;
use crate::fault::{Fault, FaultKind};
use crate::tree::{Node, NodeKind};

/// Checks that each condition varies with the data, and that no comparison has two equal sides.
pub(crate) fn check(expression: &Expression) -> Result<(), Fault> {
    if expression.paths().is_empty() {
        let message = "the claim examines nothing: it names no value of the ledger";
        return Err(fault(expression.tree(), message));
    }
    part(expression.tree())
}

fn part(node: &Node) -> Result<(), Fault> {
    let conditions: Vec<&Node> = match &node.kind {
        NodeKind::All(parts) | NodeKind::Any(parts) => parts.iter().collect(),
        NodeKind::Not(part) => vec![part],
        NodeKind::Choice(parts) => vec![&parts[0]],
        NodeKind::Each(each) if each.quantifier != crate::Quantifier::Map => vec![&each.body],
        _ => Vec::new(),
    };
    let branches = match &node.kind {
        NodeKind::Choice(parts) => &parts[1..],
        _ => &[],
    };
    let is_truth = |node: &&Node| matches!(node.kind, NodeKind::Truth(_));
    let mut constants = conditions
        .into_iter()
        .filter(|condition| !condition.varies());
    if let Some(constant) = constants.next().or_else(|| branches.iter().find(is_truth)) {
        let message = "is the same whatever the data say; delete it, or name a value in it";
        return Err(fault(constant, message));
    }
    let sides = match &node.kind {
        NodeKind::Comparison(_, sides) => Some((&sides[0], &sides[1])),
        NodeKind::Call(function, lists) if function.comparison().is_some() => {
            lists.first().zip(lists.get(1))
        }
        _ => None,
    };
    if sides.is_some_and(|(a, b)| a.is_same(b)) {
        let message = "compares a value with itself; compare it with another, or with a number";
        return Err(fault(node, message));
    }
    if sides.is_some() && !node.varies() {
        let message = "compares two constants; name a value on one side";
        return Err(fault(node, message));
    }
    node.parts().into_iter().try_for_each(part)
}

fn fault(node: &Node, message: &str) -> Fault {
    Fault::new(FaultKind::Nothing, message, node.range.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(text: &str) -> Option<(String, String)> {
        let expression = Expression::parse(text).unwrap();
        let fault = check(&expression).err()?;
        assert_eq!(fault.kind, FaultKind::Nothing);
        Some((text[fault.range].to_owned(), fault.message))
    }

    #[test]
    fn what_is_the_same_on_any_data_is_a_fault() {
        let cases = [
            ("1 < 2", "1 < 2", "names no value"),
            (
                "[1, 2].all(x, x > 0)",
                "[1, 2].all(x, x > 0)",
                "names no value",
            ),
            ("w.a > 2 || true", "true", "whatever the data say"),
            ("w.a > 2 && 1 < 2", "1 < 2", "whatever the data say"),
            (
                "w.a > 2 && [1].all(x, x > 0)",
                "[1].all(x, x > 0)",
                "whatever the data say",
            ),
            ("w.a > 2 && !false", "!false", "whatever the data say"),
            ("w.a > 2 ? true : w.b > 1", "true", "whatever the data say"),
            ("w.s.all(x, true)", "true", "whatever the data say"),
            (
                "size(w.s.filter(x, 2 > 1)) > 0",
                "2 > 1",
                "whatever the data say",
            ),
            ("w.a == w.a", "w.a == w.a", "with itself"),
            (
                "w.b > 1 && round( w.a, 1) >= round(w.a,1)",
                "round( w.a, 1) >= round(w.a,1)",
                "with itself",
            ),
            ("w.s.all(x, x <= x)", "x <= x", "with itself"),
            ("above(w.s, w.s)", "above(w.s, w.s)", "with itself"),
            ("(2 > 1) == (w.a > 1)", "(2 > 1)", "two constants"),
        ];
        for (text, place, message) in cases {
            let (found, told) = fault_of(text).unwrap_or_else(|| panic!("{text}"));
            assert!(told.contains(message), "{text}: {told}");
            assert_eq!(found, place, "{text}");
        }
    }

    #[test]
    fn what_names_a_value_may_stand() {
        for text in [
            "w.a > 2 && w.b < 3",
            "w.s.all(x, x > 0)",
            "w.s.all(x, x > 0) || w.a == w.b",
            "w.s[0] < w.s[1]",
            "(w.a > 1 ? w.a : 0) > 2",
            "[w.a, w.b].all(x, x > 0 && x < 9)",
            "round(w.a, 1) == round(w.a, 2)",
            "w.s.exists_one(x, x > 2)",
            "size(w.s.map(x, 1)) > 2",
        ] {
            assert_eq!(fault_of(text), None, "{text}");
        }
    }
}
