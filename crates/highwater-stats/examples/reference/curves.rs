//! The cases of curves through points.

use highwater_stats::{BreakSet, LoessPoint, Lowess, StatsError, loess, lowess, segmented};
use serde_json::{Value, json};

use super::functions::{list, missing};
use super::value::{Answer, from_numbers, number};

/// Returns what this crate answers; `None` for a function of another kind.
pub(crate) fn answer(function: &str, input: &Value) -> Option<Result<Answer, StatsError>> {
    Some(match function {
        "segmented" => of_segmented(input),
        "lowess" => of_lowess(input),
        "loess" => of_loess(input),
        _ => return None,
    })
}

fn set_answer(set: &BreakSet) -> Value {
    let pieces: Value = set
        .pieces
        .iter()
        .map(|piece| from_numbers(*piece))
        .collect();
    let answer = Answer::default()
        .with("low", set.interval.low)
        .with("high", set.interval.high)
        .with("n_pieces", set.pieces.len() as f64)
        .with_value("pieces", pieces)
        .with_value("low_at_limit", json!(set.low_at_limit))
        .with_value("high_at_limit", json!(set.high_at_limit));
    Value::Object(answer.values)
}

fn of_segmented(input: &Value) -> Result<Answer, StatsError> {
    let fit = segmented(&list(input, "x"), &list(input, "y"), missing(input))?;
    let mut answer = Answer::default()
        .with("n", fit.n as f64)
        .with("break_at", fit.break_at)
        .with_value("break_on_data_point", json!(fit.break_on_data_point))
        .with("ssr", fit.ssr)
        .with("df_resid", fit.df_resid as f64)
        .with("residual_sd", fit.residual_sd)
        .with("intercept", fit.intercept)
        .with("slope_left", fit.slope_left)
        .with("slope_right", fit.slope_right)
        .with("slope_change", fit.slope_change)
        .with("ssr_line", fit.ssr_line)
        .with("sup_f", fit.sup_f)
        .with_value(
            "profile_lr",
            set_answer(&fit.break_likelihood_interval(0.95)?),
        )
        .with_value("profile_f", set_answer(&fit.break_interval(0.95)?));
    if let (Some(std_err), Some([left, right])) = (fit.break_std_err, &fit.slopes) {
        answer = answer
            .with("break_std_err", std_err)
            .with("slope_left_std_err", left.std_err)
            .with("slope_right_std_err", right.std_err);
    }
    Ok(answer)
}

fn of_lowess(input: &Value) -> Result<Answer, StatsError> {
    let options = Lowess {
        fraction: number(&input["frac"]).unwrap_or(f64::NAN),
        robust_passes: input["it"].as_u64().unwrap_or(0) as usize,
        delta: number(&input["delta"]).unwrap_or(0.0),
    };
    let fitted = lowess(
        &list(input, "x"),
        &list(input, "y"),
        options,
        missing(input),
    )?;
    Ok(Answer::default().with_list("fitted", fitted))
}

fn of_loess(input: &Value) -> Result<Answer, StatsError> {
    let span = number(&input["span"]).unwrap_or(f64::NAN);
    let degree = input["degree"].as_u64().unwrap_or(0) as usize;
    let (x, y) = (list(input, "x"), list(input, "y"));
    let curve = loess(&x, &y, span, degree, missing(input))?;
    let at = list(input, "at")
        .into_iter()
        .map(|x| curve.predict(x))
        .collect::<Result<Vec<LoessPoint>, _>>()?;
    Ok(Answer::default()
        .with_list("fitted", at.iter().map(|point| point.fitted))
        .with_list("std_err", at.iter().map(|point| point.std_err))
        .with("trace_hat", curve.trace_hat)
        .with("residual_se", curve.residual_se))
}
