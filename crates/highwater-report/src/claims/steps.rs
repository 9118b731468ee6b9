//! How long a predicate takes, before it is evaluated: nested macros multiply.

use std::collections::BTreeMap;

use cel::common::ast::{Expr, IdedExpr, operators};

use super::expression::{Expression, ExpressionFault, FaultKind, parts, path_of};

/// The most steps of one evaluation; a million take about a second.
const MOST: f64 = 1e6;

/// The steps of one evaluation, at the most: each part once for each element that it is looked at.
///
/// `lengths` are those of the series.
pub(super) fn count(
    expression: &Expression,
    lengths: &BTreeMap<String, usize>,
) -> Result<f64, ExpressionFault> {
    let counter = Counter {
        lengths,
        longest: longest(&expression.tree, lengths),
    };
    let steps = counter.steps(&expression.tree);
    if steps <= MOST {
        return Ok(steps);
    }
    Err(ExpressionFault {
        kind: FaultKind::Evaluation,
        message: format!(
            "takes more than {} steps: the macros in it multiply; nest fewer of them, or have the study compute a part",
            highwater_facts::number_text::fixed(MOST, 0)
        ),
        range: expression.range_of(&expression.tree),
    })
}

struct Counter<'a> {
    lengths: &'a BTreeMap<String, usize>,
    /// No list in the predicate is longer.
    longest: f64,
}

impl Counter<'_> {
    fn steps(&self, part: &IdedExpr) -> f64 {
        let all = |parts: Vec<&IdedExpr>| -> f64 { parts.into_iter().map(|p| self.steps(p)).sum() };
        match &part.expr {
            _ if path_of(&part.expr).is_some() => 1.0,
            Expr::Comprehension(c) => {
                let each = self.steps(&c.loop_cond) + self.steps(&c.loop_step);
                1.0 + self.steps(&c.iter_range) + self.length(&c.iter_range) * each
            }
            other => 1.0 + all(parts(other)),
        }
    }

    /// The length of a list, at the most.
    fn length(&self, part: &IdedExpr) -> f64 {
        if let Some(path) = path_of(&part.expr) {
            let known = self.lengths.get(&path);
            return known.map_or(self.longest, |&length| length as f64);
        }
        match &part.expr {
            Expr::List(list) => list.elements.len() as f64,
            Expr::Comprehension(c) => self.length(&c.iter_range),
            Expr::Call(call) if call.func_name == operators::ADD => {
                call.args.iter().map(|arg| self.length(arg)).sum()
            }
            _ => self.longest,
        }
    }
}

/// The lengths of all lists of a predicate together.
fn longest(part: &IdedExpr, lengths: &BTreeMap<String, usize>) -> f64 {
    if let Some(path) = path_of(&part.expr) {
        return lengths.get(&path).map_or(0.0, |&length| length as f64);
    }
    let own = match &part.expr {
        Expr::List(list) => list.elements.len() as f64,
        _ => 0.0,
    };
    let inner = parts(&part.expr).into_iter();
    own + inner.map(|part| longest(part, lengths)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Result<f64, String> {
        let lengths = [("w.s".to_owned(), 10)].into_iter().collect();
        count(&Expression::parse(text).unwrap(), &lengths).map_err(|fault| fault.message)
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
        assert!(told.contains("nest fewer of them"), "{told}");
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
}
