//! The verdict on a claim.

use std::collections::BTreeMap;

use highwater_facts::{Format, Ledger, nearest};

use super::evaluate::{Outcome, evaluate};
use super::expression::{Expression, ExpressionFault, FaultKind};
use super::functions;
use super::inputs::{InputFault, Inputs, Reading};
use super::margin::Margin;
use super::units;
use super::verdict::Verdict;

/// The most inputs with an interval whose ends are tried in all combinations.
const MOST_INTERVALS: usize = 8;

/// The verdict on a claim, with its margin.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) margin: Option<Margin>,
}

/// Judges a predicate: on the values as they are, as the story shows them, and at the ends of their
/// intervals.
///
/// Errors are those of the writer: a claim that examines nothing, an unknown path or function, unlike
/// units, a predicate that gives no truth value.
pub(crate) fn judge(
    expression: &Expression,
    ledger: &Ledger,
    shown: &BTreeMap<String, Format>,
    tolerance: Option<f64>,
) -> Result<Judgement, ExpressionFault> {
    if expression.paths.is_empty() {
        return Err(ExpressionFault {
            kind: FaultKind::Nothing,
            message: "the claim examines nothing: it names no value of the ledger".to_owned(),
            range: expression.range_of(&expression.tree),
        });
    }
    let inputs = match Inputs::gather(&expression.paths, ledger, shown) {
        Ok(inputs) => inputs,
        Err(InputFault::Unknown { path }) => return Err(unknown(expression, ledger, &path)),
        Err(InputFault::Missing { path, reason }) => {
            return Ok(not_testable(format!("`{path}` is missing: {reason}")));
        }
        Err(InputFault::Empty { path }) => return Ok(not_testable(format!("`{path}` is empty"))),
    };
    units::check(expression, &inputs.measures())?;
    let full = evaluate(expression, &inputs, Reading::Full)?;
    let as_shown = evaluate(expression, &inputs, Reading::Shown)?;

    let intervals = inputs.intervals();
    let tried = intervals.len().min(MOST_INTERVALS) as u32;
    let mut corners = Vec::new();
    if tried > 0 {
        for bits in 0..1u32 << tried {
            corners.push(evaluate(expression, &inputs, Reading::Corner(bits))?);
        }
    }
    let has_point = intervals.iter().all(|(_, has_value)| *has_value);
    let verdict = verdict(&full, &as_shown, &corners, has_point, tolerance);
    // A range has no middle that anybody stated: its margin is that of the end that decides.
    let margin = if has_point {
        full.margin
    } else {
        deciding(corners, &verdict)
    };
    Ok(Judgement { verdict, margin })
}

fn verdict(
    full: &Outcome,
    as_shown: &Outcome,
    corners: &[Outcome],
    has_point: bool,
    tolerance: Option<f64>,
) -> Verdict {
    let (some, every) = (
        corners.iter().any(|corner| corner.holds),
        corners.iter().all(|corner| corner.holds),
    );
    if !has_point {
        return match (some, every) {
            (_, true) => Verdict::Holds,
            (true, false) => {
                Verdict::Fragile("it holds at one end of a range and not at the other".to_owned())
            }
            (false, false) => Verdict::Fails,
        };
    }
    if !full.holds {
        return Verdict::Fails;
    }
    if !every {
        return Verdict::Fragile("it fails within the confidence interval".to_owned());
    }
    if !as_shown.holds {
        return Verdict::Fragile("it fails at the precision shown".to_owned());
    }
    match (tolerance, &full.margin) {
        (Some(tolerance), Some(margin)) if margin.relative() < tolerance => {
            let percent = Format::default().number(tolerance, highwater_facts::Unit::Fraction);
            Verdict::Fragile(format!("its margin is within the tolerance of {percent}"))
        }
        _ => Verdict::Holds,
    }
}

/// The narrowest margin of the ends that agree with the verdict; of those that fail where it is
/// fragile.
fn deciding(corners: Vec<Outcome>, verdict: &Verdict) -> Option<Margin> {
    let wanted = *verdict == Verdict::Holds;
    corners
        .into_iter()
        .filter(|corner| corner.holds == wanted)
        .filter_map(|corner| corner.margin)
        .min_by(|a, b| a.relative().total_cmp(&b.relative()))
}

fn not_testable(reason: String) -> Judgement {
    Judgement {
        verdict: Verdict::NotTestable(reason),
        margin: None,
    }
}

fn unknown(expression: &Expression, ledger: &Ledger, path: &str) -> ExpressionFault {
    let near = ledger.nearest(path);
    let mut message = format!("there is no value `{path}` in the ledger");
    if !path.contains('.') && nearest::nearest(path, functions::NAMES).is_some() {
        message = format!("there is no value or function `{path}`");
    }
    if !near.is_empty() {
        message = format!(
            "{message}; near it: {}",
            near.iter()
                .map(|n| format!("`{n}`"))
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    ExpressionFault {
        kind: FaultKind::Evaluation,
        message,
        range: expression.range_of_path(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use highwater_facts::{Fact, Month, Quantity, Unit, Value};

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        let facts: [(&str, Value); 7] = [
            (
                "w.growth",
                Quantity::exact(620.0 / 28.0, Unit::Ratio).into(),
            ),
            (
                "w.factor",
                Quantity::range(10.0, 50.0, Unit::Ratio).unwrap().into(),
            ),
            (
                "w.bound",
                Quantity::at_least(120.0, Unit::Of("models")).into(),
            ),
            (
                "w.rates",
                Value::Series {
                    values: vec![0.46, 0.63, 0.67, 0.74, 0.95, 0.63],
                    unit: Unit::Fraction,
                },
            ),
            ("w.closes", Month::new(2024, 9).unwrap().into()),
            ("w.lost", Value::Missing("too large".to_owned())),
            (
                "w.estimate",
                Value::Estimate {
                    value: 2.5,
                    low: 1.8,
                    high: 3.2,
                    level: 0.95,
                    unit: Unit::Ratio,
                },
            ),
        ];
        for (path, value) in facts {
            ledger.add(Fact::new(path, value, "a fact")).unwrap();
        }
        ledger
    }

    fn check(text: &str, verdict: &str, margin: &str) {
        let expression = Expression::parse(text).unwrap();
        let shown = [("w.growth".to_owned(), "x0".parse().unwrap())]
            .into_iter()
            .collect();
        let judgement = match judge(&expression, &ledger(), &shown, Some(0.001)) {
            Ok(judgement) => judgement,
            Err(fault) => panic!("{text}: {}", fault.message),
        };
        let margin_text = judgement
            .margin
            .map(|margin| margin.text())
            .unwrap_or_default();
        let reason = judgement
            .verdict
            .reason()
            .map(|reason| format!(": {reason}"))
            .unwrap_or_default();
        assert_eq!(
            (
                format!("{}{reason}", judgement.verdict.word()),
                margin_text.as_str()
            ),
            (verdict.to_owned(), margin),
            "{text}"
        );
    }

    #[test]
    fn comparisons_carry_their_margin() {
        check("w.growth > 20", "holds", "22.1× > 20×, flips below 20×");
        check(
            "round(w.growth, 0) == 22",
            "holds",
            "22.1× = 22×, flips below 21.5× and from 22.5×",
        );
        check(
            "w.growth > 20 && w.growth < 25",
            "holds",
            "22.1× > 20×, flips below 20×",
        );
        check(
            "w.growth < 20 || w.growth > 30",
            "fails",
            "22.1× is not < 20×, would hold below 20×",
        );
        check(
            "!(w.growth < 20)",
            "holds",
            "22.1× is not < 20×, would hold below 20×",
        );
        check(
            "w.closes <= month(\"2024-03\")",
            "fails",
            "September 2024 is not ≤ March 2024, would hold up to March 2024",
        );
        check("2 * w.growth > 40", "holds", "44.3× > 40×, flips below 40×");
        check("size(w.rates) == 6", "holds", "6 = 6");
    }

    #[test]
    fn series() {
        check("rising(w.rates)", "fails", "");
        check(
            "w.rates.all(r, r > 0.4)",
            "holds",
            "46% > 40%, flips below 40%",
        );
        check(
            "w.rates.exists(r, r > 0.9)",
            "holds",
            "95% > 90%, flips below 90%",
        );
        check(
            "w.rates[0] < w.rates[4]",
            "holds",
            "46% < 95%, flips above 95%",
        );
    }

    #[test]
    fn a_claim_near_its_edge_is_fragile() {
        check(
            "w.growth > 22.1",
            "fragile: it fails at the precision shown",
            "22.14× > 22.10×, flips below 22.1×",
        );
        check(
            "w.estimate > 2",
            "fragile: it fails within the confidence interval",
            "2.5× > 2×, flips below 2×",
        );
        check("w.estimate > 1", "holds", "2.5× > 1×, flips below 1×");
        check(
            "w.growth < 22.15",
            "fragile: its margin is within the tolerance of 0.1%",
            "22.1× < 22.2×, flips above 22.15×",
        );
    }

    #[test]
    fn a_range_is_judged_at_both_ends() {
        check("w.factor >= 10", "holds", "10× ≥ 10×, flips below 10×");
        check(
            "w.factor <= 20",
            "fragile: it holds at one end of a range and not at the other",
            "50× is not ≤ 20×, would hold up to 20×",
        );
        check(
            "w.factor > 60",
            "fails",
            "50× is not > 60×, would hold above 60×",
        );
        check("w.bound >= 120", "holds", "120 ≥ 120, flips below 120");
        check(
            "w.factor.high <= 20",
            "fails",
            "50× is not ≤ 20×, would hold up to 20×",
        );
    }

    #[test]
    fn what_is_missing_is_never_a_pass() {
        check(
            "w.lost > 0 || w.growth > 1",
            "not testable: `w.lost` is missing: too large",
            "",
        );
    }

    #[test]
    fn faults_of_the_writer() {
        let cases = [
            ("1 < 2", "examines nothing", "1 < 2"),
            ("w.grwth > 2", "near it: `w.growth`", "w.grwth"),
            ("w.growth > w.bound", "unlike units", "w.growth > w.bound"),
            ("w.growth", "neither true nor false", "w.growth"),
            (
                "w.growth > 2 && rnd(w.growth) == 22",
                "cannot be evaluated",
                "rnd(w.growth)",
            ),
        ];
        for (text, message, place) in cases {
            let expression = Expression::parse(text).unwrap();
            let fault = judge(&expression, &ledger(), &BTreeMap::new(), None).unwrap_err();
            assert!(fault.message.contains(message), "{text}: {}", fault.message);
            assert_eq!(&text[fault.range], place, "{text}");
        }
    }
}
