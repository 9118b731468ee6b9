//! The verdict on a claim.

use std::collections::BTreeMap;

use highwater_expr::{
    Checked, Doubt, Expression, Fault, FaultKind, Function, Margin, Nothing, Outcome, check,
    readings,
};
use highwater_facts::{Format, Ledger, nearest};

use super::inputs::{InputFault, Inputs, Reading};
use super::verdict::Verdict;

/// The most steps that all readings of a claim may take, some seconds.
const MOST_STEPS: f64 = 4e6;

/// The verdict on a claim, with its margin.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) margin: Option<Margin>,
    /// Numbers in the predicate that seem to be on another scale than what they are compared with.
    pub(crate) doubts: Vec<Doubt>,
}

/// Judges a predicate: on the values as they are, as the story shows them, and at the ends and the
/// thresholds within their intervals.
///
/// Errors are those of the writer: a claim that examines nothing, an unknown path or function, unlike
/// units or kinds, a predicate that gives no truth value or takes too long.
pub(crate) fn judge(
    expression: &Expression,
    ledger: &Ledger,
    shown: &BTreeMap<String, Format>,
    tolerance: Option<f64>,
) -> Result<Judgement, Fault> {
    let inputs = match Inputs::gather(expression.paths(), ledger, shown) {
        Ok(inputs) => inputs,
        Err(InputFault::Unknown { path }) => return Err(unknown(expression, ledger, &path)),
        Err(InputFault::Missing { path, reason }) => {
            return Ok(Judgement::not_testable(format!(
                "`{path}` is missing: {reason}"
            )));
        }
        Err(InputFault::Empty { path }) => {
            return Ok(Judgement::not_testable(format!("`{path}` is empty")));
        }
    };
    let checked = check(expression, &inputs.kinds())?;
    Ok(on_inputs(expression, &checked, &inputs, tolerance)
        .unwrap_or_else(|nothing| Judgement::not_testable(nothing.reason)))
}

fn on_inputs(
    expression: &Expression,
    checked: &Checked<'_>,
    inputs: &Inputs,
    tolerance: Option<f64>,
) -> Result<Judgement, Nothing> {
    let evaluate = |reading: Reading<'_>| checked.evaluate(&inputs.read(reading));
    let full = evaluate(Reading::Full)?;
    let as_shown = evaluate(Reading::Shown)?;

    let (intervals, has_value): (Vec<_>, Vec<_>) = inputs.intervals().into_iter().unzip();
    let has_point = has_value.iter().all(|has_value| *has_value);
    let mut within = Within::default();
    if !intervals.is_empty() {
        let negated = expression.numbers().iter().map(|x| -x).collect();
        let thresholds = [expression.numbers().to_vec(), negated, inputs.numbers()].concat();
        let tried = readings(
            &intervals,
            &thresholds,
            (MOST_STEPS / checked.steps()) as usize,
        );
        within.are_all = tried.are_all;
        for reading in &tried.readings {
            let outcome = evaluate(Reading::At(reading))?;
            let mut ends = intervals.iter().zip(reading);
            let at_ends = ends.all(|((low, high), x)| x == low || x == high);
            within.outcomes.push((outcome, at_ends));
        }
    }
    let doubts = full.doubts.clone();
    let verdict = verdict(&full, &as_shown, &within, has_point, tolerance);
    let is_open = !within.are_all && matches!(verdict, Verdict::Holds | Verdict::Fails);
    if is_open && (verdict == Verdict::Holds || !has_point) {
        let reason = format!(
            "it names {} values with an interval, too many to try in all combinations; part the claim",
            intervals.len()
        );
        return Err(Nothing { reason });
    }
    // A range has no middle that anybody stated: its margin is that of the end that decides.
    let margin = if has_point {
        full.margin()
    } else {
        deciding(&within.outcomes, &verdict)
    };
    Ok(Judgement {
        verdict,
        margin,
        doubts,
    })
}

/// What a claim is within the intervals of its values.
struct Within {
    /// At each point, and whether all values are at an end there.
    outcomes: Vec<(Outcome, bool)>,
    /// Whether all combinations were tried.
    are_all: bool,
}

impl Default for Within {
    fn default() -> Self {
        Within {
            outcomes: Vec::new(),
            are_all: true,
        }
    }
}

fn verdict(
    full: &Outcome,
    as_shown: &Outcome,
    within: &Within,
    has_point: bool,
    tolerance: Option<f64>,
) -> Verdict {
    let (some, every) = (
        within.outcomes.iter().any(|(outcome, _)| outcome.holds),
        within.outcomes.iter().all(|(outcome, _)| outcome.holds),
    );
    if !has_point {
        return match (some, every) {
            (_, true) => Verdict::Holds,
            (true, false) => {
                Verdict::Fragile("it holds in a part of a range and not in the rest".to_owned())
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
    match (tolerance, full.margin()) {
        (Some(tolerance), Some(margin)) if margin.relative() < tolerance => {
            let percent = Format::default().number(tolerance, highwater_facts::Unit::Fraction);
            Verdict::Fragile(format!("its margin is within the tolerance of {percent}"))
        }
        _ => Verdict::Holds,
    }
}

/// The narrowest margin of the points that agree with the verdict; of those that fail where it is
/// fragile. Ends come first, because they were stated.
fn deciding(outcomes: &[(Outcome, bool)], verdict: &Verdict) -> Option<Margin> {
    let wanted = *verdict == Verdict::Holds;
    let narrowest = |ends: bool| {
        outcomes
            .iter()
            .filter(|(outcome, at_ends)| outcome.holds == wanted && *at_ends == ends)
            .filter_map(|(outcome, _)| outcome.margin())
            .min_by(|a, b| a.relative().total_cmp(&b.relative()))
    };
    narrowest(true).or_else(|| narrowest(false))
}

impl Judgement {
    /// Nothing was examined, and why.
    pub(crate) fn not_testable(reason: impl Into<String>) -> Self {
        Judgement {
            verdict: Verdict::NotTestable(reason.into()),
            margin: None,
            doubts: Vec::new(),
        }
    }
}

fn unknown(expression: &Expression, ledger: &Ledger, path: &str) -> Fault {
    let mut message = format!("there is no value `{path}` in the ledger");
    if !path.contains('.') && nearest::nearest(path, Function::names()).is_some() {
        message = format!("there is no value or function `{path}`");
    }
    let near = ledger.nearest(path);
    if let Some(parts) = ledger.parts_instead_of(path) {
        message = format!("{message}; {parts}");
    } else if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|path| format!("`{path}`")).collect();
        message = format!("{message}; near it: {}", near.join(", "));
    }
    Fault {
        kind: FaultKind::Evaluation,
        message,
        range: expression.range_of_path(path).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
