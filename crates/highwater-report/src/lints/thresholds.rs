//! Thresholds of predicates that the words of their claim do not say.
//!
//! A number that a value is compared with decides what the words mean. It is said by the words (`more than
//! half`, `22-fold`), or it is one that needs no word (no change is 0 or a factor of 1), or it is round. An
//! odd number that no word says is a finding, and so is a round one that the value passes many times over.

use std::ops::Range;

use highwater_expr::{Comparison, Expression, Function, Node, NodeKind, Operator};
use highwater_facts::Ledger;

use super::numerals::numerals_in;
use crate::language::Language;

/// How many times over a value may pass a threshold that no word says.
const SLACK: f64 = 3.0;

/// A threshold that nothing bears.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Threshold {
    /// The bytes of the number in the predicate.
    pub(crate) range: Range<usize>,
    pub(crate) number: f64,
    pub(crate) fault: ThresholdFault,
}

/// What is wrong with a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ThresholdFault {
    /// It is odd, and no word says it.
    Odd,
    /// The value passes it many times over; holds the value.
    Slack(f64),
}

/// How far apart two thresholds may be, as a factor, that lie around a number which the words say.
const BAND: f64 = 1.25;

/// How far a threshold may lie from a number which the words say with `about`, `almost` and the like, as a
/// factor.
const HEDGE: f64 = 1.1;

/// Finds the thresholds of a predicate that neither the words of its claim nor the value bear.
pub(crate) fn unborne(
    expression: &Expression,
    words: &str,
    ledger: &Ledger,
    language: &Language,
) -> Vec<Threshold> {
    let said = said(words, language);
    let is_vague = is_vague(words, language);
    let numbers = expression.numbers();
    // `half as much again` is tested as a band around 1.5.
    let is_band = |size: f64| {
        let other = |x: f64| {
            numbers.iter().any(|y| {
                (y.abs() - x) * (size - x) < 0.0 && y.abs() / size <= BAND && size / y.abs() <= BAND
            })
        };
        said.iter().any(|x| other(*x))
    };
    let mut found = Vec::new();
    walk(expression.tree(), &mut |comparison, sides| {
        for (at, side) in sides.iter().enumerate() {
            let Some((range, number)) = literal(side) else {
                continue;
            };
            let size = number.abs();
            let is_near = |x: f64| is_vague && x / size <= HEDGE && size / x <= HEDGE;
            let is_said = said
                .iter()
                .any(|x| (x - size).abs() < 1e-9 * (1.0 + size) || is_near(*x));
            if is_said || size == 0.0 || is_year(size) || is_band(size) {
                continue;
            }
            let fault = match is_round(size) {
                _ if size == 1.0 || is_level(size) => None,
                false => Some(ThresholdFault::Odd),
                true => slack(expression, ledger, (comparison, at), (sides, number)),
            };
            found.extend(fault.map(|fault| Threshold {
                range,
                number,
                fault,
            }));
        }
    });
    found
}

/// The numbers that words say: numerals, and words such as half and twice.
fn said(words: &str, language: &Language) -> Vec<f64> {
    let mut said = numerals_in(words, language);
    let lower = words.to_lowercase();
    for (word, number) in &language.lists.amounts {
        let mut parts = lower.split(|c: char| !c.is_alphanumeric());
        if parts.any(|part| part == word) {
            said.push(*number);
            if *number < 1.0 {
                // `half as much again`
                said.push(1.0 + number);
            }
        }
    }
    if is_vague(words, language) {
        said.extend([0.75, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.25]);
    }
    let shares: Vec<f64> = said.iter().map(|x| x / 100.0).collect();
    said.extend(shares);
    said
}

/// Whether words say that a number is not exact.
fn is_vague(words: &str, language: &Language) -> bool {
    let vague = &language.lists.vague;
    let lower = words.to_lowercase();
    lower
        .split_whitespace()
        .any(|word| vague.iter().any(|known| known == word))
}

fn walk<'a>(node: &'a Node, visit: &mut impl FnMut(Comparison, &'a [Node; 2])) {
    if let NodeKind::Comparison(comparison, sides) = &node.kind {
        visit(*comparison, sides);
    }
    for part in node.parts() {
        walk(part, visit);
    }
}

/// The number of a side: alone, or as a factor of a value.
fn literal(side: &Node) -> Option<(Range<usize>, f64)> {
    match &side.kind {
        NodeKind::Number(x) => Some((side.range.clone(), *x)),
        NodeKind::Negative(part) => literal(part),
        NodeKind::Arithmetic(Operator::Times | Operator::Over, parts) => {
            let mut numbers = parts.iter().filter_map(|part| match part.kind {
                NodeKind::Number(x) => Some((part.range.clone(), x)),
                _ => None,
            });
            numbers.next()
        }
        _ => None,
    }
}

fn is_year(x: f64) -> bool {
    x.fract() == 0.0 && (1500.0..2200.0).contains(&x)
}

/// The usual levels of a test and of an interval.
fn is_level(x: f64) -> bool {
    [0.1, 0.05, 0.01, 0.001, 0.9, 0.95, 0.99]
        .iter()
        .any(|level| (level - x).abs() < 1e-12)
}

/// Whether a number has one digit that is not nought, or is a half, a quarter or one and a half of such.
fn is_round(x: f64) -> bool {
    let power = libm::log10(x).floor();
    let scaled = (x / libm::pow(10.0, power) * 1e6).round() / 1e6;
    scaled.fract() == 0.0 || [1.5, 2.5, 7.5].contains(&scaled)
}

/// The value, if it passes a threshold many times over.
fn slack(
    expression: &Expression,
    ledger: &Ledger,
    (comparison, at): (Comparison, usize),
    (sides, number): (&[Node; 2], f64),
) -> Option<ThresholdFault> {
    let NodeKind::Number(_) = sides[at].kind else {
        return None;
    };
    let other = &sides[1 - at];
    let mut is_near = false;
    let mut inner = other;
    if let NodeKind::Call(Function::Abs, parts) = &other.kind {
        is_near = true;
        inner = parts.first()?;
    }
    let NodeKind::Path(_) = inner.kind else {
        return None;
    };
    let (_, value) = ledger.resolve(&expression.text_of(inner))?;
    let x = value
        .number()
        .or_else(|| value.bounds().map(|(low, _)| low))?;
    if !x.is_finite() || x == 0.0 || is_near || x.signum() != number.signum() {
        return None;
    }
    let ratio = (x / number).abs();
    let is_above = matches!(comparison, Comparison::Greater | Comparison::AtLeast) == (at == 1);
    let passes = if is_above { ratio } else { 1.0 / ratio };
    (comparison.is_order() && passes > SLACK).then_some(ThresholdFault::Slack(x))
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Fact, Quantity, Unit};

    use super::*;

    fn found(words: &str, text: &str) -> Vec<(f64, bool)> {
        let mut ledger = Ledger::default();
        let growth = Quantity::exact(22.1, Unit::Ratio);
        ledger
            .add(Fact::new("hub.growth", growth, "growth"))
            .unwrap();
        let expression = Expression::parse(text).unwrap();
        unborne(&expression, words, &ledger, Language::or_none("en"))
            .into_iter()
            .map(|threshold| (threshold.number, threshold.fault == ThresholdFault::Odd))
            .collect()
    }

    #[test]
    fn an_odd_number_must_be_said() {
        assert_eq!(found("grew", "hub.growth > 1.1"), [(1.1, true)]);
        assert_eq!(found("grew by a factor of 1.1", "hub.growth > 1.1"), []);
        assert_eq!(found("more than half", "hub.growth > 0.5"), []);
        assert_eq!(found("less than 63%", "hub.growth > 0.63"), []);
        let band = "hub.growth > 1.4 && hub.growth < 1.6";
        assert_eq!(found("half as much again", band), []);
        assert_eq!(found("twice as much", band), [(1.4, true), (1.6, true)]);
        let below = "hub.growth > 21.5 && hub.growth < 23";
        assert_eq!(found("almost 23 times", below), []);
        assert_eq!(found("23 times", below), [(21.5, true)]);
        let far = "hub.growth > 17.5 && hub.growth < 23";
        assert_eq!(found("almost 23 times", far), [(17.5, true)]);
    }

    #[test]
    fn a_round_number_lies_near_the_value() {
        assert_eq!(found("grew", "hub.growth > 1"), []);
        assert_eq!(found("grew", "hub.growth > 2"), [(2.0, false)]);
        assert_eq!(found("grew much", "hub.growth > 10"), []);
        assert_eq!(found("more than doubled", "hub.growth > 2"), []);
        assert_eq!(found("grew in 2023", "hub.growth > 2000"), []);
    }
}
