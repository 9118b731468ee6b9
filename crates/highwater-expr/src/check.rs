//! A predicate against what its values are, before any of them is looked at.

use std::collections::BTreeMap;
use std::ops::Range;

use highwater_facts::Month;

use crate::expression::Expression;
use crate::fault::{Fault, FaultKind};
use crate::function::Function;
use crate::kind::{Kind, unlike};
use crate::measure::{Measure, Type};
use crate::steps;
use crate::tree::{Each, Node, NodeKind, Operator, Quantifier};
use crate::vacuous;

/// What is known of a value before it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it measures; what its numbers do if it is a series.
    pub measure: Measure,
    /// How many numbers a series has; `None` for a value that is not a series.
    pub length: Option<usize>,
    /// The keys of the rows of a series; empty if they have none.
    pub keys: Vec<String>,
    /// Whether it is known from below alone, as `120+` is: it may be infinite then.
    pub has_open_end: bool,
}

/// What is known of the values of a predicate, by path.
pub type Inputs = BTreeMap<String, Input>;

/// A predicate that was checked against what its values are.
#[derive(Debug)]
pub struct Checked<'a> {
    pub(crate) expression: &'a Expression,
    /// What is known of each of its paths, in their order.
    pub(crate) inputs: Vec<Input>,
    /// What each part is, by its number.
    pub(crate) types: Vec<Type>,
    steps: f64,
}

impl Input {
    /// A value that is not a series and has an end on both sides.
    #[must_use]
    pub fn one(measure: Measure) -> Self {
        Input {
            measure,
            length: None,
            keys: Vec::new(),
            has_open_end: false,
        }
    }

    /// Returns a series of that many numbers.
    #[must_use]
    pub fn series(measure: Measure, length: usize) -> Self {
        Input {
            length: Some(length),
            ..Input::one(measure)
        }
    }
}

impl Checked<'_> {
    /// Returns how many steps one evaluation takes, at the most; a million take less than a second.
    #[must_use]
    pub fn steps(&self) -> f64 {
        self.steps
    }
}

/// Checks a predicate: that each condition in it varies with the data, that like is joined with like,
/// and that an evaluation ends soon.
///
/// # Errors
///
/// The first [`Fault`] in the order of the text: a path without an input, unlike units or kinds, a
/// condition that is neither true nor false, or more than a million steps.
///
/// # Example
///
/// ```
/// use highwater_expr::{Expression, Input, Inputs, Measure, check};
/// use highwater_facts::Unit;
///
/// let inputs: Inputs = [
///     ("wave.score".to_owned(), Input::one(Measure::Of(Unit::Percent))),
///     ("wave.gap".to_owned(), Input::one(Measure::Of(Unit::Points))),
/// ]
/// .into();
/// let fault = |text: &str| Some(check(&Expression::parse(text).ok()?, &inputs).err()?.message);
/// assert_eq!(
///     fault("wave.score > wave.gap").as_deref(),
///     Some("the claim compares unlike units: percent and percentage points")
/// );
/// assert_eq!(fault("wave.score + wave.gap > wave.score"), None);
/// ```
pub fn check<'a>(expression: &'a Expression, inputs: &Inputs) -> Result<Checked<'a>, Fault> {
    vacuous::check(expression)?;
    let input = |path: &String| {
        inputs.get(path).cloned().ok_or_else(|| {
            let range = expression.range_of_path(path).unwrap_or_default();
            let message = format!("there is no value `{path}`");
            Fault::new(FaultKind::Evaluation, message, range)
        })
    };
    let inputs = expression
        .paths()
        .iter()
        .map(input)
        .collect::<Result<Vec<_>, _>>()?;
    let unknown = Type {
        measure: Measure::Other,
        length: None,
    };
    let mut checker = Checker {
        inputs: &inputs,
        elements: Vec::new(),
        types: vec![unknown; expression.parts()],
    };
    checker.condition(expression.tree())?;
    let types = checker.types;
    let steps = steps::count(expression, &types)?;
    Ok(Checked {
        expression,
        inputs,
        types,
        steps,
    })
}

struct Checker<'a> {
    inputs: &'a [Input],
    /// What the elements measure that the macros around a part look at, by their names.
    elements: Vec<(String, Measure)>,
    types: Vec<Type>,
}

type Typed<T = Measure> = Result<T, Fault>;

impl Checker<'_> {
    fn typed(&mut self, node: &Node) -> Typed<Type> {
        let (measure, length) = match &node.kind {
            NodeKind::Number(_) => (Measure::Plain, None),
            NodeKind::Text(_) => (Measure::Text, None),
            NodeKind::Truth(_) => (Measure::Truth, None),
            NodeKind::Path(at) => (self.inputs[*at].measure, self.inputs[*at].length),
            NodeKind::Variable(name) => (self.element(name), None),
            NodeKind::List(parts) => (self.list(parts)?, Some(parts.len())),
            NodeKind::Not(part) => (self.condition(part)?, None),
            NodeKind::All(parts) | NodeKind::Any(parts) => {
                for part in parts {
                    self.condition(part)?;
                }
                (Measure::Truth, None)
            }
            NodeKind::Negative(part) => (self.number(part, "takes the negative of")?, None),
            NodeKind::Index(part, _) => (self.series(part)?.0, None),
            NodeKind::Comparison(comparison, sides) => {
                let sides = [self.typed(&sides[0])?, self.typed(&sides[1])?];
                compared(node, comparison.is_order(), sides)?;
                (Measure::Truth, None)
            }
            NodeKind::Arithmetic(operator, sides) => {
                (self.arithmetic(node, *operator, sides)?, None)
            }
            NodeKind::Choice(parts) => {
                self.condition(&parts[0])?;
                let [a, b] = [self.typed(&parts[1])?, self.typed(&parts[2])?];
                compared(node, false, [a, b])?;
                (
                    a.measure.plus(b.measure).unwrap_or(a.measure),
                    a.length.max(b.length),
                )
            }
            NodeKind::Call(function, arguments) => (self.call(node, *function, arguments)?, None),
            NodeKind::Each(each) => self.each(each)?,
        };
        let typed = Type { measure, length };
        self.types[node.id] = typed;
        Ok(typed)
    }

    fn element(&self, name: &str) -> Measure {
        let mut elements = self.elements.iter().rev();
        let found = elements.find(|(element, _)| element == name);
        found.map_or(Measure::Other, |(_, measure)| *measure)
    }

    /// Types what has one value, not many.
    fn one(&mut self, node: &Node, verb: &str) -> Typed {
        let typed = self.typed(node)?;
        if typed.length.is_some() {
            let message = format!("the claim {verb} a series{}", Kind::HELP_SERIES);
            return Err(fault(node, message));
        }
        Ok(typed.measure)
    }

    fn number(&mut self, node: &Node, verb: &str) -> Typed {
        let measure = self.one(node, verb)?;
        match measure.kind() {
            Kind::Number | Kind::Month => Ok(measure),
            kind => Err(fault(
                node,
                format!("the claim {verb} {kind}; name a number"),
            )),
        }
    }

    fn condition(&mut self, node: &Node) -> Typed {
        let typed = self.typed(node)?;
        if typed.length.is_some() || typed.measure != Measure::Truth {
            let message = "the claim is neither true nor false; compare it with something";
            return Err(fault(node, message.to_owned()));
        }
        Ok(Measure::Truth)
    }

    fn series(&mut self, node: &Node) -> Typed<(Measure, usize)> {
        let typed = self.typed(node)?;
        let Some(length) = typed.length else {
            let message = "is not a series; name one, or write a list, `[a, b]`";
            return Err(fault(node, message.to_owned()));
        };
        Ok((typed.measure, length))
    }

    fn list(&mut self, parts: &[Node]) -> Typed {
        let mut of_all = None;
        for part in parts {
            let measure = self.one(part, "puts into a list")?;
            let before = of_all.unwrap_or(measure);
            let sides = [before, measure].map(|measure| Type {
                measure,
                length: None,
            });
            compared(part, false, sides)?;
            of_all = Some(before.plus(measure).unwrap_or(before));
        }
        Ok(of_all.unwrap_or(Measure::Plain))
    }

    fn arithmetic(&mut self, node: &Node, operator: Operator, sides: &[Node; 2]) -> Typed {
        let verb = match operator {
            Operator::Plus => "adds",
            Operator::Minus => "subtracts",
            Operator::Times => "multiplies",
            Operator::Over => "divides",
        };
        let [a, b] = [self.number(&sides[0], verb)?, self.number(&sides[1], verb)?];
        let joined = match operator {
            Operator::Plus => a.plus(b),
            Operator::Minus => a.minus(b),
            Operator::Times => Some(a.times(b)),
            Operator::Over => Some(a.over(b)),
        };
        joined.ok_or_else(|| units(verb, a, b, &node.range))
    }

    fn call(&mut self, node: &Node, function: Function, arguments: &[Node]) -> Typed {
        let [first, rest @ ..] = arguments else {
            return Ok(Measure::Other);
        };
        let measure = match function {
            Function::Round => self.number(first, "rounds")?,
            Function::Abs => self.number(first, "takes the size of")?,
            Function::Size => self.series(first).map(|_| Measure::Plain)?,
            Function::Rising | Function::Falling | Function::NotRising | Function::NotFalling => {
                self.numbers(first).map(|_| Measure::Truth)?
            }
            Function::Above | Function::Below => return self.lists(node, function, arguments),
            Function::Month => {
                self.typed(first)?;
                if written_month(first).is_none() {
                    let message = "is not a month; write year and month as `month(\"2024-03\")`";
                    return Err(fault(first, message.to_owned()));
                }
                Measure::Month
            }
        };
        for argument in rest {
            self.number(argument, "rounds to")?;
        }
        Ok(measure)
    }

    /// Types a series of numbers or months.
    fn numbers(&mut self, node: &Node) -> Typed {
        let (measure, _) = self.series(node)?;
        match measure.kind() {
            Kind::Number | Kind::Month => Ok(measure),
            _ => Err(fault(node, "is not a series of numbers".to_owned())),
        }
    }

    /// Types two series that are compared row by row.
    fn lists(&mut self, node: &Node, function: Function, lists: &[Node]) -> Typed {
        let measures = lists.iter().map(|list| self.numbers(list));
        let measures = measures.collect::<Typed<Vec<Measure>>>()?;
        let keys = |list: &Node| match list.kind {
            NodeKind::Path(at) if !self.inputs[at].keys.is_empty() => Some(&self.inputs[at].keys),
            _ => None,
        };
        if let ([a, b], [list_a, list_b]) = (&measures[..], lists) {
            if !a.is_like(*b) {
                return Err(units("compares", *a, *b, &node.range));
            }
            if let (Some(a), Some(b)) = (keys(list_a), keys(list_b))
                && a != b
            {
                let message = format!("`{}` takes two lists of the same rows", function.name());
                return Err(fault(node, message));
            }
        }
        Ok(Measure::Truth)
    }

    fn each(&mut self, each: &Each) -> Typed<(Measure, Option<usize>)> {
        let (of_list, length) = self.series(&each.list)?;
        self.elements.push((each.variable.clone(), of_list));
        let typed = match each.quantifier {
            Quantifier::Map => {
                let body = self.one(&each.body, "puts into a list");
                body.map(|of_body| (of_body, Some(length)))
            }
            Quantifier::Filter => self.condition(&each.body).map(|_| (of_list, Some(length))),
            _ => self.condition(&each.body).map(|truth| (truth, None)),
        };
        self.elements.pop();
        typed
    }
}

/// The month that a text names.
pub(crate) fn written_month(node: &Node) -> Option<Month> {
    match &node.kind {
        NodeKind::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// That two parts may be compared.
fn compared(node: &Node, is_order: bool, [a, b]: [Type; 2]) -> Typed<()> {
    let kind = |typed: Type| match typed.length {
        Some(_) => Kind::Series,
        None => typed.measure.kind(),
    };
    if let Some(message) = unlike(kind(a), kind(b), is_order) {
        return Err(fault(node, message));
    }
    if !a.measure.is_like(b.measure) {
        return Err(units("compares", a.measure, b.measure, &node.range));
    }
    Ok(())
}

fn fault(node: &Node, message: String) -> Fault {
    Fault::new(FaultKind::Evaluation, message, node.range.clone())
}

fn units(verb: &str, a: Measure, b: Measure, range: &Range<usize>) -> Fault {
    let message = format!("the claim {verb} unlike units: {a} and {b}");
    Fault::new(FaultKind::Units, message, range.clone())
}

#[cfg(test)]
mod tests;
