//! A predicate on values: whether it holds, and by how much.

use std::fmt;
use std::sync::Arc;

use highwater_facts::number_text;

use crate::check::{Checked, written_month};
use crate::comparison::Comparison;
use crate::function::Function;
use crate::margin::Margin;
use crate::measure::Measure;
use crate::outcome::{Outcome, all, any, of_elements};
use crate::scale;
use crate::tree::{Each, Node, NodeKind, Operator, Quantifier};
use crate::value::{Value, month_number};

/// Why a predicate is neither true nor false on some values: it examines nothing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nothing {
    /// The part and what is wrong with it: "`w.a / w.b` divides by zero".
    pub reason: String,
}

type Evaluated<T> = Result<T, Nothing>;

impl Checked<'_> {
    /// Evaluates the predicate on values, one for each of its
    /// [`paths`](crate::Expression::paths) in their order.
    ///
    /// # Errors
    ///
    /// [`Nothing`] if a list that is asked about is empty, a number is divided by zero or not finite, or
    /// a series has no such element: a claim that examines nothing is never a pass.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_expr::{Expression, Input, Measure, Value, check};
    /// use highwater_facts::Unit;
    ///
    /// let expression = Expression::parse("rates.all(r, r > 0.4)")?;
    /// let rates = Input::series(Measure::Of(Unit::Fraction), 3);
    /// let checked = check(&expression, &[("rates".to_owned(), rates)].into())?;
    /// // The first three steps of monthly downloads: 46 %, 63 %, 67 %.
    /// let outcome = checked.evaluate(&[Value::series([0.46, 0.63, 0.67])])?;
    /// assert_eq!(outcome.margin().map(|margin| margin.text()).as_deref(), Some("46% > 40%, flips below 40%"));
    ///
    /// let nothing = checked.evaluate(&[Value::series([])]).unwrap_err();
    /// assert_eq!(nothing.reason, "`rates` is empty");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evaluate(&self, values: &[Value]) -> Result<Outcome, Nothing> {
        let mut evaluation = Evaluation {
            checked: self,
            values,
            elements: Vec::new(),
        };
        evaluation.outcome(self.expression.tree())
    }
}

struct Evaluation<'a> {
    checked: &'a Checked<'a>,
    values: &'a [Value],
    /// The elements that the macros around a part look at, by their names.
    elements: Vec<(&'a str, Value)>,
}

impl<'a> Evaluation<'a> {
    fn outcome(&mut self, node: &'a Node) -> Evaluated<Outcome> {
        match &node.kind {
            NodeKind::All(parts) => Ok(all(self.outcomes(parts)?)),
            NodeKind::Any(parts) => Ok(any(self.outcomes(parts)?)),
            NodeKind::Not(part) => Ok(self.outcome(part)?.negated()),
            NodeKind::Choice(parts) => {
                let branch = if self.outcome(&parts[0])?.holds { 1 } else { 2 };
                self.outcome(&parts[branch])
            }
            NodeKind::Comparison(comparison, sides) => self.comparison(*comparison, sides),
            NodeKind::Each(each) if each.quantifier.is_truth() => self.quantified(each),
            NodeKind::Call(function, lists) if function.comparison().is_some() => {
                let comparison = function.comparison().unwrap_or(Comparison::Equal);
                self.pairwise(node, comparison, lists)
            }
            _ => match self.value(node)? {
                Value::Truth(holds) => Ok(Outcome::of(holds, None)),
                _ => Err(self.nothing(node, "is neither true nor false")),
            },
        }
    }

    fn outcomes(&mut self, parts: &'a [Node]) -> Evaluated<Vec<Outcome>> {
        parts.iter().map(|part| self.outcome(part)).collect()
    }

    fn comparison(&mut self, comparison: Comparison, sides: &'a [Node; 2]) -> Evaluated<Outcome> {
        let [a, b] = sides;
        let (left, right) = (self.value(a)?, self.value(b)?);
        let (Value::Number(x), Value::Number(y)) = (&left, &right) else {
            // Texts, truth values and lists may be equal or not.
            let holds = (left == right) == (comparison == Comparison::Equal);
            return Ok(Outcome::of(holds, None));
        };
        let (x, y) = (*x, *y);
        self.finite(a, x)?;
        self.finite(b, y)?;
        let holds = comparison.holds(x, y);
        let (of_a, of_b) = (self.measure(a), self.measure(b));
        let unit = match of_a {
            Measure::Plain | Measure::Other => of_b,
            known => known,
        };
        let margin = match (comparison, rounding(a)) {
            (Comparison::Equal, Some((inner, decimals))) => {
                let inner = self.number(inner)?;
                Margin::rounded(inner, decimals, y, holds, unit)
            }
            _ => Margin::new(x, comparison, y, holds, unit),
        };
        let mut outcome = Outcome::of(holds, Some(margin));
        for (literal, value, measure) in [(b, x, of_a), (a, y, of_b)] {
            let doubt = scale::literal(literal)
                .and_then(|number| scale::doubt(number, value, measure, literal.range.clone()));
            outcome.doubts.extend(doubt);
        }
        Ok(outcome)
    }

    /// `rising(list)`, `above(list, list)` and their like, pair by pair.
    fn pairwise(
        &mut self,
        node: &'a Node,
        comparison: Comparison,
        lists: &'a [Node],
    ) -> Evaluated<Outcome> {
        let numbers = lists.iter().map(|list| self.numbers(list));
        let numbers = numbers.collect::<Evaluated<Vec<_>>>()?;
        let pairs: Vec<(f64, f64)> = match &numbers[..] {
            [list] => list.windows(2).map(|pair| (pair[1], pair[0])).collect(),
            [a, b] if a.len() == b.len() => a.iter().copied().zip(b.iter().copied()).collect(),
            _ => return Err(self.nothing(node, "compares lists of different lengths")),
        };
        if pairs.is_empty() {
            return Err(self.nothing(node, "compares fewer than two numbers"));
        }
        let measure = lists
            .first()
            .map_or(Measure::Other, |list| self.measure(list));
        let outcome = |(a, b): (f64, f64)| {
            let holds = comparison.holds(a, b);
            Outcome::of(holds, Some(Margin::new(a, comparison, b, holds, measure)))
        };
        Ok(of_elements(pairs.into_iter().map(outcome).collect(), true))
    }

    /// `list.all(x, ..)` and its like, element by element.
    fn quantified(&mut self, each: &'a Each) -> Evaluated<Outcome> {
        let list = self.list(&each.list)?;
        if list.is_empty() {
            return Err(self.nothing(&each.list, "is empty"));
        }
        let outcomes = self.with_each(each, &list, |inner| inner.outcome(&each.body))?;
        Ok(match each.quantifier {
            Quantifier::ExistsOne => {
                let holding = outcomes.iter().filter(|outcome| outcome.holds).count();
                Outcome::of(holding == 1, None)
            }
            quantifier => of_elements(outcomes, quantifier == Quantifier::All),
        })
    }

    fn with_each<T>(
        &mut self,
        each: &'a Each,
        list: &[Value],
        mut evaluate: impl FnMut(&mut Self) -> Evaluated<T>,
    ) -> Evaluated<Vec<T>> {
        let of_element = |element: &Value| {
            self.elements.push((&each.variable, element.clone()));
            let evaluated = evaluate(self);
            self.elements.pop();
            evaluated
        };
        list.iter().map(of_element).collect()
    }

    fn value(&mut self, node: &'a Node) -> Evaluated<Value> {
        Ok(match &node.kind {
            NodeKind::Number(x) => Value::Number(*x),
            NodeKind::Text(text) => Value::Text(text.as_str().into()),
            NodeKind::Truth(truth) => Value::Truth(*truth),
            NodeKind::Path(at) => match self.values.get(*at) {
                Some(value) => value.clone(),
                None => return Err(self.nothing(node, "has no value")),
            },
            NodeKind::Variable(name) => {
                let mut elements = self.elements.iter().rev();
                match elements.find(|(element, _)| *element == name.as_str()) {
                    Some((_, value)) => value.clone(),
                    None => return Err(self.nothing(node, "has no value")),
                }
            }
            NodeKind::List(parts) => {
                let values = parts.iter().map(|part| self.value(part));
                Value::List(values.collect::<Evaluated<_>>()?)
            }
            NodeKind::Negative(part) => Value::Number(-self.number(part)?),
            NodeKind::Arithmetic(operator, sides) => {
                Value::Number(self.arithmetic(node, *operator, sides)?)
            }
            NodeKind::Index(list, at) => self.indexed(node, list, *at)?,
            NodeKind::Call(function, arguments) => self.call(node, *function, arguments)?,
            NodeKind::Choice(parts) => {
                let branch = if self.outcome(&parts[0])?.holds { 1 } else { 2 };
                self.value(&parts[branch])?
            }
            NodeKind::Each(each) if !each.quantifier.is_truth() => {
                let list = self.list(&each.list)?;
                Value::List(if each.quantifier == Quantifier::Map {
                    self.with_each(each, &list, |inner| inner.value(&each.body))?
                        .into()
                } else {
                    let kept = self.with_each(each, &list, |inner| inner.outcome(&each.body))?;
                    let kept = list.iter().zip(kept).filter(|(_, outcome)| outcome.holds);
                    kept.map(|(element, _)| element.clone()).collect()
                })
            }
            _ => Value::Truth(self.outcome(node)?.holds),
        })
    }

    fn arithmetic(
        &mut self,
        node: &'a Node,
        operator: Operator,
        sides: &'a [Node; 2],
    ) -> Evaluated<f64> {
        let (a, b) = (self.number(&sides[0])?, self.number(&sides[1])?);
        Ok(match operator {
            Operator::Plus => a + b,
            Operator::Minus => a - b,
            Operator::Times => a * b,
            Operator::Over if b == 0.0 => return Err(self.nothing(node, "divides by zero")),
            Operator::Over => a / b,
        })
    }

    fn indexed(&mut self, node: &'a Node, list: &'a Node, at: i64) -> Evaluated<Value> {
        let values = self.list(list)?;
        let at = if at < 0 { at + values.len() as i64 } else { at };
        let value = usize::try_from(at).ok().and_then(|at| values.get(at));
        value.cloned().ok_or_else(|| {
            let elements = if values.len() == 1 {
                "element"
            } else {
                "elements"
            };
            self.nothing(
                node,
                &format!("is not there: the list has {} {elements}", values.len()),
            )
        })
    }

    fn call(
        &mut self,
        node: &'a Node,
        function: Function,
        arguments: &'a [Node],
    ) -> Evaluated<Value> {
        let [first, rest @ ..] = arguments else {
            return Err(self.nothing(node, "has no argument"));
        };
        Ok(match function {
            Function::Round => {
                let decimals = rest
                    .first()
                    .map_or(Ok(0.0), |decimals| self.number(decimals))?;
                Value::Number(number_text::round(self.number(first)?, decimals as u8))
            }
            Function::Abs => Value::Number(self.number(first)?.abs()),
            Function::Size => Value::Number(self.list(first)?.len() as f64),
            Function::Rising
            | Function::Falling
            | Function::NotRising
            | Function::NotFalling
            | Function::Above
            | Function::Below => Value::Truth(self.outcome(node)?.holds),
            Function::Month => {
                let month =
                    written_month(first).ok_or_else(|| self.nothing(node, "is not a month"))?;
                Value::Number(month_number(month))
            }
        })
    }

    fn list(&mut self, node: &'a Node) -> Evaluated<Arc<[Value]>> {
        match self.value(node)? {
            Value::List(list) => Ok(list),
            _ => Err(self.nothing(node, "is not a series")),
        }
    }

    fn numbers(&mut self, node: &'a Node) -> Evaluated<Vec<f64>> {
        let list = self.list(node)?;
        let numbers: Vec<f64> = list.iter().filter_map(Value::number).collect();
        if numbers.len() < list.len() {
            return Err(self.nothing(node, "is not a series of numbers"));
        }
        for number in &numbers {
            self.finite(node, *number)?;
        }
        Ok(numbers)
    }

    fn number(&mut self, node: &'a Node) -> Evaluated<f64> {
        match self.value(node)? {
            Value::Number(x) => Ok(x),
            _ => Err(self.nothing(node, "is not a number")),
        }
    }

    /// That a side is a finite number, or the open end of a value that is known from below.
    fn finite(&self, side: &Node, x: f64) -> Evaluated<()> {
        if x.is_finite() || (x.is_infinite() && self.has_open_end(side)) {
            return Ok(());
        }
        Err(self.nothing(side, "is not a finite number"))
    }

    fn has_open_end(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Path(at) => self.checked.inputs[*at].has_open_end,
            // It may stand for an element without an upper end.
            NodeKind::Variable(_) => self.checked.inputs.iter().any(|input| input.has_open_end),
            _ => node.parts().into_iter().any(|part| self.has_open_end(part)),
        }
    }

    fn measure(&self, node: &Node) -> Measure {
        self.checked.types[node.id].measure
    }

    fn nothing(&self, node: &Node, what: &str) -> Nothing {
        Nothing {
            reason: format!("`{}` {what}", self.checked.expression.text_of(node)),
        }
    }
}

/// Returns the inner part and the decimals of `round(inner, decimals)`.
fn rounding(node: &Node) -> Option<(&Node, u8)> {
    match &node.kind {
        NodeKind::Call(Function::Round, arguments) => match arguments.as_slice() {
            [
                inner,
                Node {
                    kind: NodeKind::Number(decimals),
                    ..
                },
            ] => Some((inner, *decimals as u8)),
            _ => None,
        },
        _ => None,
    }
}

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Nothing {}
