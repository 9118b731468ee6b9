//! A predicate on values: whether it is true, and by how much.

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, operators};
use cel::{Context, Value};

use super::expression::{Expression, ExpressionFault, FaultKind};
use super::functions::{self, number};
use super::inputs::{Inputs, Reading};
use super::margin::Margin;
use super::units::{Measure, measure};
use std::collections::BTreeMap;

/// Whether a predicate is true, and the comparison that decides it most narrowly.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outcome {
    pub(super) holds: bool,
    pub(super) margin: Option<Margin>,
}

/// Evaluates a predicate on one reading of its inputs.
pub(super) fn evaluate(
    expression: &Expression,
    inputs: &Inputs,
    reading: Reading,
) -> Result<Outcome, ExpressionFault> {
    let mut context = Context::default();
    let whole = |message: String| ExpressionFault {
        kind: FaultKind::Evaluation,
        message,
        range: expression.range_of(&expression.tree),
    };
    functions::add(&mut context).map_err(|error| whole(error.to_string()))?;
    for (path, value) in inputs.read(reading) {
        context.add_variable_from_value(path, value);
    }
    let units = inputs.measures();
    Evaluator {
        expression,
        units: &units,
    }
    .outcome(&expression.tree, &context, &[])
}

struct Evaluator<'a> {
    expression: &'a Expression,
    units: &'a BTreeMap<String, Measure>,
}

type Bound<'a> = &'a [(String, Measure)];

impl Evaluator<'_> {
    fn outcome(
        &self,
        part: &IdedExpr,
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Result<Outcome, ExpressionFault> {
        match &part.expr {
            Expr::Call(call) => match (call.func_name.as_str(), call.args.as_slice()) {
                (operators::LOGICAL_AND, [a, b]) => Ok(all(vec![
                    self.outcome(a, context, bound)?,
                    self.outcome(b, context, bound)?,
                ])),
                (operators::LOGICAL_OR, [a, b]) => Ok(any(vec![
                    self.outcome(a, context, bound)?,
                    self.outcome(b, context, bound)?,
                ])),
                (operators::LOGICAL_NOT, [a]) => {
                    let inner = self.outcome(a, context, bound)?;
                    Ok(Outcome {
                        holds: !inner.holds,
                        margin: inner.margin,
                    })
                }
                (name, [a, b]) if sign(name).is_some() => {
                    self.comparison(call, a, b, context, bound)
                }
                _ => self.truth(part, context),
            },
            Expr::Comprehension(comprehension) => self.each(part, comprehension, context, bound),
            _ => self.truth(part, context),
        }
    }

    fn comparison(
        &self,
        call: &CallExpr,
        a: &IdedExpr,
        b: &IdedExpr,
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Result<Outcome, ExpressionFault> {
        let (left, right) = (self.value(a, context)?, self.value(b, context)?);
        let operator = sign(&call.func_name).unwrap_or("=");
        let (Some(x), Some(y)) = (number(&left), number(&right)) else {
            let same = left == right;
            let holds = if operator == "≠" {
                !same
            } else {
                operator == "=" && same
            };
            return Ok(Outcome {
                holds,
                margin: None,
            });
        };
        let holds = match operator {
            ">" => x > y,
            "≥" => x >= y,
            "<" => x < y,
            "≤" => x <= y,
            "=" => x == y,
            _ => x != y,
        };
        let of = |part| measure(self.expression, self.units, part, bound);
        let unit = match of(a) {
            Measure::Plain | Measure::Other => of(b),
            known => known,
        };
        let margin = match (operator, rounding(a)) {
            ("=", Some((inner, decimals))) => {
                let inner = self.value(inner, context)?;
                Margin::rounded(number(&inner).unwrap_or(x), decimals, y, holds, unit)
            }
            _ => Margin::new(x, operator, y, holds, unit),
        };
        Ok(Outcome {
            holds,
            margin: Some(margin),
        })
    }

    /// `list.all(x, ..)` and `list.exists(x, ..)`, element by element.
    fn each(
        &self,
        part: &IdedExpr,
        comprehension: &ComprehensionExpr,
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Result<Outcome, ExpressionFault> {
        let Expr::Call(step) = &comprehension.loop_step.expr else {
            return self.truth(part, context);
        };
        let (is_all, condition) = match (step.func_name.as_str(), step.args.as_slice()) {
            (operators::LOGICAL_AND, [_, condition]) => (true, condition),
            (operators::LOGICAL_OR, [_, condition]) => (false, condition),
            _ => return self.truth(part, context),
        };
        let Value::List(list) = self.value(&comprehension.iter_range, context)? else {
            return self.truth(part, context);
        };
        let mut inner_bound = bound.to_vec();
        let over = measure(
            self.expression,
            self.units,
            &comprehension.iter_range,
            bound,
        );
        inner_bound.push((comprehension.iter_var.clone(), over));
        let mut outcomes = Vec::new();
        for element in list.iter() {
            let mut inner = context.new_inner_scope();
            inner.add_variable_from_value(comprehension.iter_var.clone(), element.clone());
            outcomes.push(self.outcome(condition, &inner, &inner_bound)?);
        }
        Ok(if is_all { all(outcomes) } else { any(outcomes) })
    }

    fn truth(
        &self,
        part: &IdedExpr,
        context: &Context<'_, '_>,
    ) -> Result<Outcome, ExpressionFault> {
        match self.value(part, context)? {
            Value::Bool(holds) => Ok(Outcome {
                holds,
                margin: None,
            }),
            _ => Err(ExpressionFault {
                kind: FaultKind::Evaluation,
                message: "the claim is neither true nor false; compare it with something"
                    .to_owned(),
                range: self.expression.range_of(part),
            }),
        }
    }

    fn value(&self, part: &IdedExpr, context: &Context<'_, '_>) -> Result<Value, ExpressionFault> {
        context.resolve(part).map_err(|error| ExpressionFault {
            kind: FaultKind::Evaluation,
            message: format!("the claim cannot be evaluated: {error}"),
            range: self.expression.range_of(part),
        })
    }
}

/// True where all are. What decides is the narrowest of those that hold, or the widest miss.
fn all(outcomes: Vec<Outcome>) -> Outcome {
    let holds = outcomes.iter().all(|outcome| outcome.holds);
    let deciding = outcomes
        .into_iter()
        .filter(|outcome| outcome.holds == holds);
    Outcome {
        holds,
        margin: extreme(deciding, holds),
    }
}

/// True where one is. What decides is the widest of those that hold, or the narrowest miss.
fn any(outcomes: Vec<Outcome>) -> Outcome {
    let holds = outcomes.iter().any(|outcome| outcome.holds);
    let deciding = outcomes
        .into_iter()
        .filter(|outcome| outcome.holds == holds);
    Outcome {
        holds,
        margin: extreme(deciding, !holds),
    }
}

fn extreme(outcomes: impl Iterator<Item = Outcome>, narrowest: bool) -> Option<Margin> {
    let margins = outcomes.filter_map(|outcome| outcome.margin);
    if narrowest {
        margins.min_by(|a, b| a.relative().total_cmp(&b.relative()))
    } else {
        margins.max_by(|a, b| a.relative().total_cmp(&b.relative()))
    }
}

fn sign(function: &str) -> Option<&'static str> {
    Some(match function {
        operators::GREATER => ">",
        operators::GREATER_EQUALS => "≥",
        operators::LESS => "<",
        operators::LESS_EQUALS => "≤",
        operators::EQUALS => "=",
        operators::NOT_EQUALS => "≠",
        _ => return None,
    })
}

/// The inner expression and the decimals of `round(inner, decimals)`.
fn rounding(part: &IdedExpr) -> Option<(&IdedExpr, u8)> {
    let Expr::Call(call) = &part.expr else {
        return None;
    };
    let [inner, decimals] = call.args.as_slice() else {
        return None;
    };
    let Expr::Literal(cel::common::ast::LiteralValue::Double(decimals)) = &decimals.expr else {
        return None;
    };
    (call.func_name == "round").then_some((inner, *decimals.inner() as u8))
}
