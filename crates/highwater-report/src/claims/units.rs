//! The units of an expression: a claim may not compare dollars with downloads.

use std::collections::BTreeMap;

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};
use highwater_facts::Unit;

use super::expression::{Expression, ExpressionFault, FaultKind, path_of};
use super::kinds::{self, Kind};

/// What an expression measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// A number that the writer put down: it takes the unit of what it is compared with.
    Plain,
    Of(Unit),
    Month,
    Text,
    /// True or false.
    Truth,
    /// What is not followed any further.
    Other,
}

/// Checks that comparisons, sums and differences join like units.
pub(super) fn check(
    expression: &Expression,
    units: &BTreeMap<String, Measure>,
) -> Result<(), ExpressionFault> {
    Checker { expression, units }
        .measure(&expression.tree, &mut Vec::new())
        .map(|_| ())
}

/// What a part of an expression measures; [`Measure::Other`] where its units disagree.
pub(super) fn measure(
    expression: &Expression,
    units: &BTreeMap<String, Measure>,
    part: &IdedExpr,
    bound: &[(String, Measure)],
) -> Measure {
    Checker { expression, units }
        .measure(part, &mut bound.to_vec())
        .unwrap_or(Measure::Other)
}

struct Checker<'a> {
    expression: &'a Expression,
    units: &'a BTreeMap<String, Measure>,
}

impl Checker<'_> {
    fn measure(
        &self,
        part: &IdedExpr,
        bound: &mut Vec<(String, Measure)>,
    ) -> Result<Measure, ExpressionFault> {
        if let Some(path) = path_of(&part.expr) {
            let local = bound
                .iter()
                .rev()
                .find(|(name, _)| *name == path)
                .map(|(_, measure)| *measure);
            return Ok(local
                .or_else(|| self.units.get(&path).copied())
                .unwrap_or(Measure::Other));
        }
        match &part.expr {
            Expr::Literal(LiteralValue::Double(_)) => Ok(Measure::Plain),
            Expr::Literal(LiteralValue::String(_)) => Ok(Measure::Text),
            Expr::Literal(LiteralValue::Boolean(_)) => Ok(Measure::Truth),
            Expr::Call(call) => self.call(part, call, bound),
            Expr::Comprehension(c) => {
                let over = self.measure(&c.iter_range, bound)?;
                let depth = bound.len();
                bound.push((c.iter_var.clone(), over));
                let step = self.measure(&c.loop_step, bound);
                bound.truncate(depth);
                step.map(|_| Measure::Other)
            }
            _ => Ok(Measure::Other),
        }
    }

    fn call(
        &self,
        part: &IdedExpr,
        call: &CallExpr,
        bound: &mut Vec<(String, Measure)>,
    ) -> Result<Measure, ExpressionFault> {
        let measures = call
            .args
            .iter()
            .map(|arg| self.measure(arg, bound))
            .collect::<Result<Vec<_>, _>>()?;
        let unlike = |a: Measure, b: Measure, verb: &str| ExpressionFault {
            kind: FaultKind::Units,
            message: format!("{verb} unlike units: {} and {}", name(a), name(b)),
            range: self.expression.range_of(part),
        };
        let result = match (call.func_name.as_str(), measures.as_slice()) {
            (
                operators::GREATER
                | operators::GREATER_EQUALS
                | operators::LESS
                | operators::LESS_EQUALS
                | operators::EQUALS
                | operators::NOT_EQUALS,
                &[a, b],
            ) => {
                let is_order = !matches!(
                    call.func_name.as_str(),
                    operators::EQUALS | operators::NOT_EQUALS
                );
                if let (Some(kind_a), Some(kind_b)) = (Kind::of_measure(a), Kind::of_measure(b))
                    && let Some(message) = kinds::fault(kind_a, kind_b, is_order)
                {
                    return Err(ExpressionFault {
                        kind: FaultKind::Evaluation,
                        message,
                        range: self.expression.range_of(part),
                    });
                }
                if !alike(a, b) {
                    return Err(unlike(a, b, "the claim compares"));
                }
                Measure::Truth
            }
            (operators::LOGICAL_AND | operators::LOGICAL_OR | operators::LOGICAL_NOT, _) => {
                Measure::Truth
            }
            (operators::ADD, &[a, b]) => {
                joined(a, b).ok_or_else(|| unlike(a, b, "the claim adds"))?
            }
            (operators::SUBSTRACT, &[Measure::Of(a), Measure::Of(b)]) => Measure::Of(
                a.minus(b)
                    .ok_or_else(|| unlike(Measure::Of(a), Measure::Of(b), "the claim subtracts"))?,
            ),
            (operators::SUBSTRACT, &[Measure::Month, Measure::Month]) => Measure::Of(Unit::Months),
            (operators::SUBSTRACT, &[a, b]) => {
                joined(a, b).ok_or_else(|| unlike(a, b, "the claim subtracts"))?
            }
            (operators::MULTIPLY, &[a, b]) => product(a, b),
            (operators::DIVIDE, &[Measure::Of(a), Measure::Of(b)]) => {
                a.per(b).map_or(Measure::Other, Measure::Of)
            }
            (operators::DIVIDE, &[a, Measure::Plain]) => a,
            (operators::NEGATE | "round" | "abs", [a, ..]) => *a,
            (operators::INDEX, [a, ..]) => *a,
            ("month", _) => Measure::Month,
            ("size", _) => Measure::Plain,
            _ => Measure::Other,
        };
        Ok(result)
    }
}

fn name(measure: Measure) -> String {
    match measure {
        Measure::Plain => "a plain number".to_owned(),
        Measure::Of(unit) => unit.to_string(),
        Measure::Month => "a month".to_owned(),
        Measure::Text => "a text".to_owned(),
        Measure::Truth => "a truth value".to_owned(),
        Measure::Other => "a value without a unit".to_owned(),
    }
}

fn alike(a: Measure, b: Measure) -> bool {
    match (a, b) {
        (Measure::Other, _) | (_, Measure::Other) => true,
        (Measure::Plain, Measure::Of(_)) | (Measure::Of(_), Measure::Plain) => true,
        (a, b) => a == b,
    }
}

fn joined(a: Measure, b: Measure) -> Option<Measure> {
    match (a, b) {
        (Measure::Other, _) | (_, Measure::Other) => Some(Measure::Other),
        (Measure::Plain, other) | (other, Measure::Plain) => Some(other),
        (Measure::Of(a), Measure::Of(b)) => a.plus(b).map(Measure::Of),
        (Measure::Month, Measure::Of(Unit::Months)) => Some(a),
        (a, b) => (a == b).then_some(a),
    }
}

fn product(a: Measure, b: Measure) -> Measure {
    match (a, b) {
        (Measure::Plain, other) | (other, Measure::Plain) => other,
        (Measure::Of(a), Measure::Of(b)) => a.times(b).map_or(Measure::Other, Measure::Of),
        _ => Measure::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str) -> Result<(), String> {
        let units = [
            ("downloads", Measure::Of(Unit::Of("downloads"))),
            ("models", Measure::Of(Unit::Of("models"))),
            ("score", Measure::Of(Unit::Percent)),
            ("gap", Measure::Of(Unit::Points)),
            ("closes", Measure::Month),
        ];
        let units = units
            .map(|(path, unit)| (path.to_owned(), unit))
            .into_iter()
            .collect();
        let expression = Expression::parse(text).unwrap();
        check(&expression, &units)
            .map_err(|fault| format!("{}: {}", fault.message, &text[fault.range]))
    }

    #[test]
    fn like_units_may_be_joined() {
        for text in [
            "downloads > 5",
            "downloads / downloads > 2",
            "score - score > gap",
            "score + gap > score",
            "2 * models < models",
            "closes > month(\"2024-03\")",
            "closes - month(\"2023-07\") > 6",
            "abs(score - 50) < 5",
        ] {
            assert_eq!(check_text(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn unlike_units_are_faults_with_their_place() {
        let cases = [
            (
                "1 > 0 && downloads > models",
                "the claim compares unlike units: downloads and models: downloads > models",
            ),
            (
                "downloads + models > 5",
                "the claim adds unlike units: downloads and models: downloads + models",
            ),
            (
                "score > gap",
                "the claim compares unlike units: percent and percentage points: score > gap",
            ),
            (
                "closes > 2024",
                "the claim compares unlike units: a month and a plain number: closes > 2024",
            ),
            (
                "score > 1 && closes <= \"2024-03\"",
                "the claim compares a month with a text; write the month as `month(\"2024-03\")`: \
                 closes <= \"2024-03\"",
            ),
            (
                "size(score.filter(x, x > \"a\")) == 0",
                "the claim compares a number with a text; compare like with like: x > \"a\"",
            ),
            (
                "(score > 1) == 1",
                "the claim compares a truth value with a number; compare like with like: \
                 (score > 1) == 1",
            ),
        ];
        for (text, fault) in cases {
            assert_eq!(check_text(text), Err(fault.to_owned()), "{text}");
        }
    }
}
