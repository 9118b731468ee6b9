//! Parts of a predicate that are the same whatever the data say: a claim with one examines less than
//! it seems to.

use cel::common::ast::{Expr, IdedExpr, LiteralValue, operators};

use super::expression::{Expression, ExpressionFault, FaultKind, free_paths, parts, path_of};
use super::functions::Compared;

/// Checks that each operand of `&&`, `||`, `!` and `?` names a value, and that no comparison has two
/// equal sides.
pub(super) fn check(expression: &Expression) -> Result<(), ExpressionFault> {
    if free_paths(&expression.tree).is_empty() {
        let message = "the claim examines nothing: it names no value of the ledger";
        return Err(fault(expression, &expression.tree, message));
    }
    part(expression, &expression.tree)
}

fn part(expression: &Expression, at: &IdedExpr) -> Result<(), ExpressionFault> {
    match &at.expr {
        Expr::Call(call) => {
            let operands = match call.func_name.as_str() {
                operators::LOGICAL_AND | operators::LOGICAL_OR | operators::LOGICAL_NOT => {
                    call.args.as_slice()
                }
                operators::CONDITIONAL => call.args.get(..1).unwrap_or_default(),
                _ => &[],
            };
            let branches = match call.func_name.as_str() {
                operators::CONDITIONAL => call.args.get(1..).unwrap_or_default(),
                _ => &[],
            };
            let constant = operands
                .iter()
                .find(|operand| free_paths(operand).is_empty())
                .or_else(|| branches.iter().find(|branch| is_truth(branch)));
            if let Some(constant) = constant {
                let message = "is the same whatever the data say; delete it, or name a value in it";
                return Err(fault(expression, constant, message));
            }
            let name = call.func_name.as_str();
            let is_pair = compares(name) || Compared::named(name).is_some();
            if let ([a, b], true) = (call.args.as_slice(), is_pair) {
                if same(a, b) {
                    let message =
                        "compares a value with itself; compare it with another, or with a number";
                    return Err(fault(expression, at, message));
                }
                if free_paths(at).is_empty() {
                    let message = "compares two constants; name a value on one side";
                    return Err(fault(expression, at, message));
                }
            }
            let target = call.target.as_deref().into_iter();
            target
                .chain(&call.args)
                .try_for_each(|inner| part(expression, inner))
        }
        // The rest of a comprehension is written by the macro.
        Expr::Comprehension(comprehension) => {
            part(expression, &comprehension.iter_range)?;
            part(expression, &comprehension.loop_step)
        }
        other => parts(other)
            .into_iter()
            .try_for_each(|inner| part(expression, inner)),
    }
}

fn fault(expression: &Expression, at: &IdedExpr, message: &str) -> ExpressionFault {
    ExpressionFault {
        kind: FaultKind::Nothing,
        message: message.to_owned(),
        range: expression.range_of(at),
    }
}

fn is_truth(part: &IdedExpr) -> bool {
    matches!(&part.expr, Expr::Literal(LiteralValue::Boolean(_)))
}

pub(super) fn compares(function: &str) -> bool {
    matches!(
        function,
        operators::GREATER
            | operators::GREATER_EQUALS
            | operators::LESS
            | operators::LESS_EQUALS
            | operators::EQUALS
            | operators::NOT_EQUALS
    )
}

/// Whether two parts are the same but for their place in the text.
fn same(a: &IdedExpr, b: &IdedExpr) -> bool {
    let heads = match (&a.expr, &b.expr) {
        (Expr::Call(x), Expr::Call(y)) => {
            x.func_name == y.func_name && x.target.is_some() == y.target.is_some()
        }
        (Expr::Comprehension(x), Expr::Comprehension(y)) => x.iter_var == y.iter_var,
        (Expr::List(_), Expr::List(_)) => true,
        (Expr::Select(x), Expr::Select(y)) if path_of(&a.expr).is_none() => x.field == y.field,
        (x, y) => return x == y || (path_of(x).is_some() && path_of(x) == path_of(y)),
    };
    let (inner_a, inner_b) = (parts(&a.expr), parts(&b.expr));
    heads && inner_a.len() == inner_b.len() && inner_a.iter().zip(inner_b).all(|(x, y)| same(x, y))
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
            ("w.a > 2 && !false", "false", "whatever the data say"),
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
            ("(2 > 1) == (w.a > 1)", "2 > 1", "two constants"),
        ];
        for (text, place, message) in cases {
            let (found, told) = fault_of(text).unwrap_or_else(|| panic!("{text}"));
            assert!(told.contains(message), "{text}: {told}");
            assert!(found.contains(place), "{text}: {found}");
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
        ] {
            assert_eq!(fault_of(text), None, "{text}");
        }
    }
}
