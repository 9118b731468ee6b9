//! A number with its bounds and unit, computed by an expression in the language of claims.

use std::ops::Range;

use highwater_expr::{Expression, Function, Node, NodeKind, Operator};
use highwater_facts::{ArithmeticError, Quantity, Unit, Value, number_text};

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Computed {
    Quantity(Quantity),
    /// Nothing, because something that it names is missing.
    Missing(String),
}

/// What is wrong with a part of an expression: in a clause, what to do, and where.
type Wrong = (String, String, Range<usize>);

impl Computed {
    pub(crate) fn quantity(&self) -> Option<Quantity> {
        match self {
            Computed::Quantity(quantity) => Some(*quantity),
            Computed::Missing(_) => None,
        }
    }
}

/// Computes an expression on values, one for each of its paths; `unit` is what its writer says that the
/// result counts, which no rule may know.
pub(crate) fn compute(
    expression: &Expression,
    values: &[Value],
    unit: Option<Unit>,
) -> Result<Computed, Wrong> {
    for value in values {
        if let Value::Missing(reason) = value {
            return Ok(Computed::Missing(reason.clone()));
        }
    }
    let evaluation = Evaluation {
        expression,
        values,
        is_free: unit.is_some(),
    };
    let tree = expression.tree();
    if !tree.names_a_value() {
        let help =
            "name a value in it: a number that is written down is data, and belongs into a table";
        return Err((
            "the value is the same whatever the data say".to_owned(),
            help.to_owned(),
            tree.range.clone(),
        ));
    }
    let operand = evaluation.operand(tree)?;
    let quantity = match operand {
        Operand::Plain(x) => Quantity::exact(x, Unit::Number),
        Operand::Of(quantity) => quantity,
    };
    Ok(Computed::Quantity(
        unit.map_or(quantity, |unit| quantity.in_unit(unit)),
    ))
}

/// A part of an expression.
#[derive(Clone, Copy, Debug)]
enum Operand {
    /// A number that the writer put down: it takes the unit of what it is joined with.
    Plain(f64),
    Of(Quantity),
}

struct Evaluation<'a> {
    expression: &'a Expression,
    values: &'a [Value],
    /// Whether units that no rule joins may be joined, because the writer names the unit of the result.
    is_free: bool,
}

impl Evaluation<'_> {
    fn operand(&self, node: &Node) -> Result<Operand, Wrong> {
        let wrong =
            |message: String, help: &str| Err((message, help.to_owned(), node.range.clone()));
        match &node.kind {
            NodeKind::Number(x) => Ok(Operand::Plain(*x)),
            NodeKind::Path(at) => match self.values.get(*at) {
                Some(Value::Quantity(quantity)) => Ok(Operand::Of(*quantity)),
                Some(value) if value.number().is_some() => {
                    let unit = value.unit().unwrap_or(Unit::Number);
                    let exact = |x| Quantity::exact(x, unit);
                    Ok(Operand::Of(exact(value.number().unwrap_or_default())))
                }
                Some(Value::Series(_)) => wrong(
                    format!(
                        "`{}` is a list, not a number",
                        self.expression.text_of(node)
                    ),
                    "take a part of it: `.first`, `.last`, `.max`, `.min` or a row",
                ),
                _ => wrong(
                    format!("`{}` is not a number", self.expression.text_of(node)),
                    "name a value that is a number",
                ),
            },
            NodeKind::Negative(part) => Ok(match self.operand(part)? {
                Operand::Plain(x) => Operand::Plain(-x),
                Operand::Of(quantity) => Operand::Of(quantity.times(-1.0)),
            }),
            NodeKind::Arithmetic(operator, sides) => {
                let (a, b) = (self.operand(&sides[0])?, self.operand(&sides[1])?);
                self.joined(node, *operator, a, b)
            }
            NodeKind::Call(Function::Abs, arguments) => {
                let of = arguments.first().ok_or_else(|| self.unknown(node))?;
                Ok(match self.operand(of)? {
                    Operand::Plain(x) => Operand::Plain(x.abs()),
                    Operand::Of(quantity) => Operand::Of(size(&quantity)),
                })
            }
            NodeKind::Call(Function::Round, arguments) => {
                let [
                    of,
                    Node {
                        kind: NodeKind::Number(decimals),
                        ..
                    },
                ] = &arguments[..]
                else {
                    return Err(self.unknown(node));
                };
                let round = |x: f64| match x.is_finite() {
                    true => number_text::round(x, *decimals as u8),
                    false => x,
                };
                Ok(match self.operand(of)? {
                    Operand::Plain(x) => Operand::Plain(round(x)),
                    Operand::Of(quantity) => Operand::Of(quantity.map(quantity.unit(), round)),
                })
            }
            _ => Err(self.unknown(node)),
        }
    }

    fn unknown(&self, node: &Node) -> Wrong {
        let message = format!("`{}` is not a number", self.expression.text_of(node));
        let help = "a value is made of numbers with `+`, `-`, `*`, `/`, `abs` and `round`; a condition is a claim";
        (message, help.to_owned(), node.range.clone())
    }

    fn joined(
        &self,
        node: &Node,
        operator: Operator,
        a: Operand,
        b: Operand,
    ) -> Result<Operand, Wrong> {
        let joined = match (operator, a, b) {
            (_, Operand::Plain(a), Operand::Plain(b)) => {
                return Ok(Operand::Plain(match operator {
                    Operator::Plus => a + b,
                    Operator::Minus => a - b,
                    Operator::Times => a * b,
                    Operator::Over => a / b,
                }));
            }
            (Operator::Times, Operand::Of(q), Operand::Plain(x))
            | (Operator::Times, Operand::Plain(x), Operand::Of(q)) => Ok(q.times(x)),
            (Operator::Over, Operand::Of(q), Operand::Plain(x)) if x != 0.0 => Ok(q.times(1.0 / x)),
            (Operator::Over, Operand::Of(q), Operand::Plain(x)) => {
                q.over(&Quantity::exact(x, Unit::Ratio))
            }
            (Operator::Over, Operand::Plain(x), Operand::Of(q)) => {
                let quotient = Quantity::exact(x, Unit::Number).over(&q.in_unit(Unit::Number));
                quotient.map(|quotient| quotient.in_unit(Unit::Number))
            }
            (_, a, b) => {
                let unit = [a, b].iter().find_map(|side| match side {
                    Operand::Of(quantity) => Some(quantity.unit()),
                    Operand::Plain(_) => None,
                });
                let unit = unit.unwrap_or(Unit::Number);
                let quantity = |side| match side {
                    Operand::Of(quantity) => quantity,
                    Operand::Plain(x) => Quantity::exact(x, unit),
                };
                self.apply(operator, &quantity(a), &quantity(b))
            }
        };
        joined.map(Operand::Of).map_err(|error| {
            let text = self.expression.text_of(node);
            let help = match error {
                ArithmeticError::Units { .. } => {
                    "say what the result counts: `{ value = \"..\", unit = \"..\" }`"
                }
                _ => "name values for which it is a number",
            };
            (
                format!("`{text}`: {error}"),
                help.to_owned(),
                node.range.clone(),
            )
        })
    }

    fn apply(
        &self,
        operator: Operator,
        a: &Quantity,
        b: &Quantity,
    ) -> Result<Quantity, ArithmeticError> {
        let apply = |a: &Quantity, b: &Quantity| match operator {
            Operator::Plus => a.plus(b),
            Operator::Minus => a.minus(b),
            Operator::Times => a.product(b),
            Operator::Over => a.over(b),
        };
        match (apply(a, b), operator) {
            // Sums of unlike things are wrong under any unit.
            (Err(ArithmeticError::Units { .. }), Operator::Times) if self.is_free => {
                a.product(&b.in_unit(Unit::Ratio))
            }
            (Err(ArithmeticError::Units { .. }), Operator::Over) if self.is_free => {
                a.over(&b.in_unit(a.unit()))
            }
            (applied, _) => applied,
        }
    }
}

/// Returns the size of a number without its sign.
fn size(quantity: &Quantity) -> Quantity {
    let (low, high) = (quantity.low(), quantity.high());
    let unit = quantity.unit();
    match (low < 0.0, high > 0.0) {
        (false, _) => *quantity,
        (true, false) => quantity.times(-1.0),
        (true, true) => Quantity::range(0.0, high.max(-low), unit).unwrap_or(*quantity),
    }
}
