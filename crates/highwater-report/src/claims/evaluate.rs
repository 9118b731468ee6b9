//! A predicate on values: whether it is true, and by how much.

use std::collections::{BTreeMap, BTreeSet};

use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, IdedExpr, operators};
use cel::{Context, Value};

use super::expression::{Expression, ExpressionFault, FaultKind, free_paths, parts, path_of};
use super::functions::{self, Compared, compare, number};
use super::inputs::{Inputs, Reading};
use super::kinds::{self, Kind};
use super::margin::Margin;
use super::outcome::{Outcome, all, any, of_elements};
use super::scale;
use super::units::{Measure, measure};

/// Why a predicate is neither true nor false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Its writer is at fault.
    Fault(ExpressionFault),
    /// It examines nothing on these values; the text says why.
    Nothing(String),
}

type Evaluated<T> = Result<T, Stop>;

/// A predicate on the values that it names.
pub(super) struct Evaluator<'a> {
    expression: &'a Expression,
    inputs: &'a Inputs,
    units: BTreeMap<String, Measure>,
    /// The paths of values without an upper end.
    unbounded: BTreeSet<&'a str>,
    functions: Context<'static, 'static>,
}

type Bound<'a> = &'a [(String, Measure)];

impl<'a> Evaluator<'a> {
    pub(super) fn new(expression: &'a Expression, inputs: &'a Inputs) -> Evaluated<Self> {
        let functions = functions::context().map_err(|error| {
            Stop::Fault(ExpressionFault {
                kind: FaultKind::Evaluation,
                message: error.to_string(),
                range: expression.range_of(&expression.tree),
            })
        })?;
        Ok(Evaluator {
            expression,
            inputs,
            units: inputs.measures(),
            unbounded: inputs.unbounded(),
            functions,
        })
    }

    /// Evaluates the predicate on one reading of its inputs.
    pub(super) fn evaluate(&self, reading: Reading<'_>) -> Evaluated<Outcome> {
        let mut context = self.functions.new_inner_scope();
        for (path, value) in self.inputs.read(reading) {
            context.add_variable_from_value(path, value);
        }
        self.outcome(&self.expression.tree, &context, &[])
    }

    fn outcome(
        &self,
        part: &IdedExpr,
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Evaluated<Outcome> {
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
                (operators::LOGICAL_NOT, [a]) => Ok(self.outcome(a, context, bound)?.negated()),
                (operators::CONDITIONAL, [condition, a, b]) => {
                    let branch = if self.outcome(condition, context, bound)?.holds {
                        a
                    } else {
                        b
                    };
                    self.outcome(branch, context, bound)
                }
                (name, [a, b]) if sign(name).is_some() => {
                    self.comparison(part, call, (a, b), context, bound)
                }
                (name, lists) => match Compared::named(name) {
                    Some(compared) => self.compared(part, compared, lists, context, bound),
                    None => self.truth(part, context),
                },
            },
            Expr::Comprehension(comprehension) => self.each(part, comprehension, context, bound),
            _ => self.truth(part, context),
        }
    }

    /// `rising(list)`, `above(list, list)` and the like, pair by pair.
    fn compared(
        &self,
        part: &IdedExpr,
        compared: Compared,
        lists: &[IdedExpr],
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Evaluated<Outcome> {
        let values: Result<Vec<Value>, Stop> =
            lists.iter().map(|list| self.value(list, context)).collect();
        let keys = |list: &IdedExpr| self.inputs.keys(&path_of(&list.expr)?);
        let pairs = match lists {
            [a, b] if keys(a).is_some() && keys(b).is_some() && keys(a) != keys(b) => {
                Err("takes two lists of the same rows")
            }
            _ => compared.pairs(&values?),
        };
        let pairs =
            pairs.map_err(|told| self.fault(part, format!("`{}` {told}", compared.name)))?;
        if pairs.is_empty() {
            let text = self.expression.text_of(part);
            return Err(Stop::Nothing(format!(
                "`{text}` compares fewer than two numbers"
            )));
        }
        let unit = lists.first().map_or(Measure::Other, |list| {
            measure(self.expression, &self.units, list, bound)
        });
        let outcome = |(a, b): (f64, f64)| {
            let holds = compare(compared.sign, a, b);
            Outcome::of(holds, Some(Margin::new(a, compared.sign, b, holds, unit)))
        };
        Ok(of_elements(pairs.into_iter().map(outcome).collect(), true))
    }

    fn comparison(
        &self,
        part: &IdedExpr,
        call: &CallExpr,
        (a, b): (&IdedExpr, &IdedExpr),
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Evaluated<Outcome> {
        let (left, right) = (self.value(a, context)?, self.value(b, context)?);
        let operator = sign(&call.func_name).unwrap_or("=");
        let (Some(x), Some(y)) = (number(&left), number(&right)) else {
            return self.same_kind(part, operator, ((a, &left), (b, &right)), context, bound);
        };
        self.finite(a, x, context, bound)?;
        self.finite(b, y, context, bound)?;
        let holds = compare(operator, x, y);
        let of = |part| measure(self.expression, &self.units, part, bound);
        let (of_a, of_b) = (of(a), of(b));
        let unit = match of_a {
            Measure::Plain | Measure::Other => of_b,
            known => known,
        };
        let margin = match (operator, rounding(a)) {
            ("=", Some((inner, decimals))) => {
                let inner = self.value(inner, context)?;
                Margin::rounded(number(&inner).unwrap_or(x), decimals, y, holds, unit)
            }
            _ => Margin::new(x, operator, y, holds, unit),
        };
        let mut outcome = Outcome::of(holds, Some(margin));
        for (literal, value, measure) in [(b, x, of_a), (a, y, of_b)] {
            let range = || self.expression.range_of(literal);
            let doubt = scale::literal(literal)
                .and_then(|number| scale::doubt(number, value, measure, range()));
            outcome.doubts.extend(doubt);
        }
        Ok(outcome)
    }

    /// The comparison of what is not two numbers: texts, truth values or lists may be equal or not.
    fn same_kind(
        &self,
        part: &IdedExpr,
        operator: &'static str,
        ((a, left), (b, right)): ((&IdedExpr, &Value), (&IdedExpr, &Value)),
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Evaluated<Outcome> {
        let is_order = !matches!(operator, "=" | "≠");
        let kinds = (Kind::of_value(left), Kind::of_value(right));
        if let Some(message) = kinds::fault(kinds.0, kinds.1, is_order) {
            return Err(self.fault(part, message));
        }
        let same = match (left, right) {
            // What is true of nothing is no truth value to compare.
            (Value::Bool(_), Value::Bool(_)) => {
                let (a, b) = (
                    self.outcome(a, context, bound)?,
                    self.outcome(b, context, bound)?,
                );
                a.holds == b.holds
            }
            _ => left == right,
        };
        Ok(Outcome::of(same == (operator == "="), None))
    }

    /// That a side is a number: finite, or the open end of a lower bound.
    fn finite(
        &self,
        side: &IdedExpr,
        x: f64,
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Evaluated<()> {
        self.divisors(side, context)?;
        // The variable of a macro may stand for an item without an upper end.
        let is_item =
            |path: &str| !self.unbounded.is_empty() && bound.iter().any(|(name, _)| name == path);
        let is_open_end = || {
            let mut paths = free_paths(side).into_iter();
            x.is_infinite()
                && paths.any(|path| self.unbounded.contains(path.as_str()) || is_item(&path))
        };
        if x.is_finite() || is_open_end() {
            return Ok(());
        }
        let text = self.expression.text_of(side);
        Err(Stop::Nothing(format!("`{text}` is not a finite number")))
    }

    /// That nothing outside of a macro is divided by zero.
    fn divisors(&self, part: &IdedExpr, context: &Context<'_, '_>) -> Evaluated<()> {
        match &part.expr {
            Expr::Comprehension(_) => return Ok(()),
            Expr::Call(call) if call.func_name == operators::DIVIDE => {
                if let [_, divisor] = call.args.as_slice()
                    && number(&self.value(divisor, context)?) == Some(0.0)
                {
                    let text = self.expression.text_of(part);
                    return Err(Stop::Nothing(format!("`{text}` divides by zero")));
                }
            }
            _ => {}
        }
        let mut inner = parts(&part.expr).into_iter();
        inner.try_for_each(|inner| self.divisors(inner, context))
    }

    /// `list.all(x, ..)` and `list.exists(x, ..)`, element by element.
    fn each(
        &self,
        part: &IdedExpr,
        comprehension: &ComprehensionExpr,
        context: &Context<'_, '_>,
        bound: Bound<'_>,
    ) -> Evaluated<Outcome> {
        let Value::List(list) = self.value(&comprehension.iter_range, context)? else {
            return self.truth(part, context);
        };
        if list.is_empty() {
            let text = self.expression.text_of(&comprehension.iter_range);
            return Err(Stop::Nothing(format!("`{text}` is empty")));
        }
        let Expr::Call(step) = &comprehension.loop_step.expr else {
            return self.truth(part, context);
        };
        let (is_all, condition) = match (step.func_name.as_str(), step.args.as_slice()) {
            (operators::LOGICAL_AND, [_, condition]) => (true, condition),
            (operators::LOGICAL_OR, [_, condition]) => (false, condition),
            _ => return self.truth(part, context),
        };
        let mut inner_bound = bound.to_vec();
        let over = measure(
            self.expression,
            &self.units,
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
        Ok(of_elements(outcomes, is_all))
    }

    fn truth(&self, part: &IdedExpr, context: &Context<'_, '_>) -> Evaluated<Outcome> {
        match self.value(part, context)? {
            Value::Bool(holds) => Ok(Outcome::of(holds, None)),
            _ => Err(self.fault(
                part,
                "the claim is neither true nor false; compare it with something".to_owned(),
            )),
        }
    }

    fn value(&self, part: &IdedExpr, context: &Context<'_, '_>) -> Evaluated<Value> {
        context
            .resolve(part)
            .map_err(|error| self.fault(part, format!("the claim cannot be evaluated: {error}")))
    }

    fn fault(&self, part: &IdedExpr, message: String) -> Stop {
        Stop::Fault(ExpressionFault {
            kind: FaultKind::Evaluation,
            message,
            range: self.expression.range_of(part),
        })
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
