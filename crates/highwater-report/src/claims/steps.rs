//! How long a predicate takes, before it is evaluated: nested macros multiply, and so do lists that are
//! joined to themselves.

use std::collections::BTreeMap;

use cel::common::ast::{Expr, IdedExpr, LiteralValue, operators};

use super::expression::{Expression, ExpressionFault, FaultKind, path_of};
use super::functions;
use super::vacuous::compares;

/// The most steps of one evaluation; a million take about a second.
const MOST: f64 = 1e6;

/// How large a value is at the most.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Size {
    /// A number, a month or a truth value.
    One,
    /// A list of so many items, none larger than this; a text is a list of its bytes.
    List(f64, Box<Size>),
}

impl Size {
    pub(super) fn list(items: Vec<Size>) -> Self {
        let length = items.len() as f64;
        let largest = items.into_iter().reduce(Size::or);
        Size::List(length, Box::new(largest.unwrap_or(Size::One)))
    }

    pub(super) fn text(text: &str) -> Self {
        Size::List(text.len() as f64, Box::new(Size::One))
    }

    /// The larger of two, item by item.
    fn or(self, other: Size) -> Size {
        match (self, other) {
            (Size::List(a, x), Size::List(b, y)) => Size::List(a.max(b), Box::new(x.or(*y))),
            (list @ Size::List(..), Size::One) | (Size::One, list) => list,
        }
    }

    /// The length of a list.
    fn length(&self) -> f64 {
        match self {
            Size::One => 1.0,
            Size::List(length, _) => *length,
        }
    }

    /// How many numbers it holds, through all lists in lists.
    fn total(&self) -> f64 {
        match self {
            Size::One => 1.0,
            Size::List(length, item) => 1.0 + length * item.total(),
        }
    }

    fn item(&self) -> Size {
        match self {
            Size::One => Size::One,
            Size::List(_, item) => (**item).clone(),
        }
    }
}

/// The steps of one evaluation, at the most: each part once for each element that it is looked at, and
/// each item of a list that is made or compared.
///
/// `sizes` are those of the values.
pub(super) fn count(
    expression: &Expression,
    sizes: &BTreeMap<String, Size>,
) -> Result<f64, ExpressionFault> {
    let mut counter = Counter {
        sizes,
        bound: Vec::new(),
        steps: 0.0,
    };
    counter.size(&expression.tree, 1.0);
    if counter.steps <= MOST {
        return Ok(counter.steps);
    }
    Err(ExpressionFault {
        kind: FaultKind::Evaluation,
        message: format!(
            "takes more than {} steps: the macros in it multiply, or the lists that it joins do; nest and join fewer of them, or have the study compute a part",
            highwater_facts::number_text::fixed(MOST, 0)
        ),
        range: expression.range_of(&expression.tree),
    })
}

struct Counter<'a> {
    sizes: &'a BTreeMap<String, Size>,
    /// The variables of the macros around, with the size of what they stand for.
    bound: Vec<(String, Size)>,
    steps: f64,
}

impl Counter<'_> {
    /// The size of what a part gives; counts its steps, which are taken so many times.
    fn size(&mut self, part: &IdedExpr, times: f64) -> Size {
        self.steps += times;
        if let Some(path) = path_of(&part.expr) {
            let bound = self.bound.iter().rev().find(|(name, _)| *name == path);
            let known = bound
                .map(|(_, size)| size)
                .or_else(|| self.sizes.get(&path));
            return known.cloned().unwrap_or(Size::One);
        }
        match &part.expr {
            Expr::Literal(LiteralValue::String(text)) => Size::text(text.inner()),
            Expr::List(list) => {
                let items = list.elements.iter().map(|item| self.size(item, times));
                Size::list(items.collect())
            }
            Expr::Call(call) => {
                let arguments = call.target.as_deref().into_iter().chain(&call.args);
                let sizes: Vec<Size> = arguments.map(|part| self.size(part, times)).collect();
                self.call(&call.func_name, sizes, times)
            }
            Expr::Comprehension(c) => {
                let over = self.size(&c.iter_range, times);
                self.size(&c.accu_init, times);
                let each = times * over.length();
                self.bound.push((c.iter_var.clone(), over.item()));
                // What a macro gathers grows by one item an element; that is counted below.
                self.bound.push((c.accu_var.clone(), Size::One));
                self.size(&c.loop_cond, each);
                let gathered = self.size(&c.loop_step, each);
                self.bound.truncate(self.bound.len() - 2);
                match gathered {
                    Size::One => Size::One,
                    Size::List(_, item) => Size::List(over.length(), item),
                }
            }
            Expr::Select(select) => {
                self.size(&select.operand, times);
                Size::One
            }
            _ => Size::One,
        }
    }

    fn call(&mut self, function: &str, arguments: Vec<Size>, times: f64) -> Size {
        match (function, arguments.as_slice()) {
            (operators::ADD, [Size::List(a, x), Size::List(b, y)]) => {
                self.steps += times * (a + b);
                Size::List(a + b, Box::new(x.clone().or((**y).clone())))
            }
            (operators::ADD, [a, b]) => a.clone().or(b.clone()),
            (operators::INDEX, [list, _]) => list.item(),
            (operators::CONDITIONAL, [_, a, b]) => a.clone().or(b.clone()),
            (operators::LOGICAL_AND | operators::LOGICAL_OR | operators::LOGICAL_NOT, _)
            | (operators::NEGATE | operators::SUBSTRACT, _) => Size::One,
            (name, sizes) => {
                // All of it may be looked at.
                self.steps += times * sizes.iter().map(Size::total).sum::<f64>();
                let is_one = |size: &Size| *size == Size::One;
                if compares(name) || functions::NAMES.contains(&name) || sizes.iter().all(is_one) {
                    return Size::One;
                }
                // What a function of CEL makes of texts is no longer than each byte of one for each of
                // the others.
                let most: f64 = sizes.iter().map(Size::total).product();
                Size::List(most, Box::new(Size::One))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Result<f64, String> {
        let series = Size::list(vec![Size::One; 10]);
        let sizes = [("w.s".to_owned(), series)].into_iter().collect();
        count(&Expression::parse(text).unwrap(), &sizes).map_err(|fault| fault.message)
    }

    /// `w.s.all(a, w.s.all(b, .. a + b > 0))`.
    fn nested(depth: usize) -> String {
        let mut text = "w.a > 0".to_owned();
        for _ in 0..depth {
            text = format!("w.s.all(x, {text})");
        }
        text
    }

    #[test]
    fn nested_macros_multiply() {
        assert!(steps("w.s.all(x, x > 0)").unwrap() < 200.0);
        assert!(steps(&nested(4)).is_ok());
        let told = steps(&nested(7)).unwrap_err();
        assert!(told.contains("more than 1,000,000 steps"), "{told}");
        assert!(told.contains("nest and join fewer of them"), "{told}");
    }

    #[test]
    fn a_list_in_a_list_is_no_way_around() {
        let inner = "[1,2,3,4,5,6,7,8,9,10]";
        let mut text = "x > 0".to_owned();
        for _ in 0..7 {
            text = format!("l.all(x, {text})");
        }
        assert!(steps(&format!("[{inner}].all(l, w.a > 0 && {text})")).is_err());
    }

    #[test]
    fn lists_that_are_joined_to_themselves_are_counted() {
        let ten = |x: &str| [x; 10].join("+");
        let mut text = "[1].map(a,[a,a])".to_owned();
        for name in ["b", "c", "d"] {
            text = format!("{text}.map({name},{})", ten(name));
        }
        assert!(steps(&format!("w.a > size({text}[0])")).is_ok());
        for name in ["e", "f"] {
            text = format!("{text}.map({name},{})", ten(name));
        }
        let told = steps(&format!("w.a > size({text}[0])")).unwrap_err();
        assert!(told.contains("the lists that it joins"), "{told}");
    }

    #[test]
    fn texts_and_lists_of_lists_grow_in_the_same_way() {
        let grown = |seed: &str, step: &str, times: usize| {
            let mut text = format!("[{seed}]");
            for _ in 0..times {
                text = format!("{text}.map(x, {step})");
            }
            format!("{text} == [w.a]")
        };
        assert!(steps(&grown("'aaaaaaaaaa'", "x+x+x+x", 3)).is_ok());
        assert!(steps(&grown("'aaaaaaaaaa'", "x+x+x+x", 12)).is_err());
        assert!(steps(&grown("w.a", "[x,x,x,x]", 3)).is_ok());
        assert!(steps(&grown("w.a", "[x,x,x,x]", 12)).is_err());
    }
}
