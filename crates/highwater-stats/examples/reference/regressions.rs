//! The cases of regressions and what is computed from them.

use highwater_stats::{
    Coefficient, CoefficientPair, FiellerSet, Lags, LinearHypothesis, OlsFit, QuantileErrors,
    Robust, RobustErrors, StatsError, equal_slopes, logit, negative_binomial, ols, poisson,
    quantile_regression, wls,
};
use serde_json::{Value, json};

use super::functions::{design, list, missing, ols_answer, table};
use super::value::{Answer, from_numbers, number, numbers};

/// Returns what this crate answers; `None` for a function of another kind.
pub(crate) fn answer(function: &str, input: &Value) -> Option<Result<Answer, StatsError>> {
    Some(match function {
        "wls" => of_wls(input),
        "ols_hac" => of_hac(input),
        "ols_cluster" => of_cluster(input),
        "robust_intervals" => of_robust_intervals(input),
        "compare_nested" => of_nested(input),
        "linear_hypothesis" => of_hypothesis(input),
        "equal_slopes" => of_equal_slopes(input),
        "poisson_glm" => of_poisson(input),
        "negative_binomial2" => of_negative_binomial(input),
        "quantile_regression" => of_quantile_regression(input),
        _ => return None,
    })
}

fn fitted(input: &Value) -> Result<OlsFit, StatsError> {
    ols(&design(input)?, &list(input, "y"), missing(input))
}

/// Labels as text, so that numbers and strings are the same to us.
pub(crate) fn labels(input: &Value, key: &str) -> Vec<String> {
    let list = input[key].as_array().into_iter().flatten();
    list.map(|label| match label {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
    .collect()
}

fn rows(lists: &[Vec<f64>]) -> Value {
    lists
        .iter()
        .map(|row| from_numbers(row.iter().copied()))
        .collect()
}

fn of_wls(input: &Value) -> Result<Answer, StatsError> {
    let (y, weights) = (list(input, "y"), list(input, "weights"));
    Ok(ols_answer(&wls(
        &design(input)?,
        &y,
        &weights,
        missing(input),
    )?))
}

fn robust_answer(fit: &OlsFit, robust: &RobustErrors) -> Answer {
    let statistic = if robust.df.is_some() { "t" } else { "z" };
    let mut answer = table(Answer::default(), &robust.coefficients, statistic)
        .with("n", fit.n as f64)
        .with("df_resid", fit.df_resid as f64)
        .with_value("cov", rows(&robust.covariance));
    if let Some(test) = &robust.f_test {
        answer = answer
            .with("f_statistic", test.statistic)
            .with("f_p_value", test.p_value)
            .with_list("f_df", [test.df as f64, test.df_resid]);
    }
    answer
}

fn of_hac(input: &Value) -> Result<Answer, StatsError> {
    let fit = fitted(input)?;
    let lags = match input["lags"].as_u64() {
        Some(lags) => Lags::Fixed(lags as usize),
        None => Lags::Auto,
    };
    let small_sample = input["small_sample"] == true;
    let mut robust = fit.robust(Robust::NeweyWest { lags, small_sample })?;
    if input["use_t"] == false {
        robust = robust.with_normal();
    }
    let lags = robust.lags.map_or(f64::NAN, |lags| lags as f64);
    Ok(robust_answer(&fit, &robust).with("lags_used", lags))
}

fn of_cluster(input: &Value) -> Result<Answer, StatsError> {
    let fit = fitted(input)?;
    let robust = fit.robust(Robust::clusters(&labels(input, "cluster")))?;
    let count = robust.clusters.map_or(f64::NAN, |count| count as f64);
    Ok(robust_answer(&fit, &robust)
        .with("n_clusters", count)
        .with("df_t", robust.df.unwrap_or(f64::NAN)))
}

/// The kind of errors that a case names; `None` for those of least squares.
fn kind(input: &Value) -> Option<Robust> {
    match input["cov"].as_str() {
        Some("HC0") => Some(Robust::Hc0),
        Some("HC1") => Some(Robust::Hc1),
        Some("HC2") => Some(Robust::Hc2),
        Some("HC3") => Some(Robust::Hc3),
        Some("cluster") => Some(Robust::clusters(&labels(input, "cluster"))),
        _ => None,
    }
}

fn of_robust_intervals(input: &Value) -> Result<Answer, StatsError> {
    let fit = fitted(input)?;
    let robust = fit.robust(kind(input).unwrap_or(Robust::Hc3))?;
    let mut answer = robust_answer(&fit, &robust);
    for percent in [90.0, 95.0, 99.0] {
        let ends = robust
            .coefficients
            .iter()
            .map(|row| robust.interval(&row.name, percent / 100.0))
            .collect::<Result<Vec<_>, _>>()?;
        answer = answer
            .with_list(&format!("ci{percent}_low"), ends.iter().map(|i| i.low))
            .with_list(&format!("ci{percent}_high"), ends.iter().map(|i| i.high));
    }
    if let (Some(a), Some(b)) = (input["ratio"][0].as_str(), input["ratio"][1].as_str()) {
        let ratio = ratio_answer(&robust.ratio(a, b)?)?;
        answer = answer.with_value("ratio", Value::Object(ratio.values));
    }
    Ok(answer)
}

fn ratio_answer(pair: &CoefficientPair) -> Result<Answer, StatsError> {
    let delta = pair.delta(0.95)?;
    let mut answer = Answer::default()
        .with("estimate", delta.ratio)
        .with("delta_std_err", delta.std_err);
    for percent in [90.0, 95.0, 99.0] {
        let set = match pair.fieller(percent / 100.0)? {
            FiellerSet::Bounded(interval) => Answer::default()
                .with_value("kind", json!("interval"))
                .with("low", interval.low)
                .with("high", interval.high),
            FiellerSet::Unbounded { below, above, .. } => Answer::default()
                .with_value("kind", json!("outside"))
                .with("low", below)
                .with("high", above),
            FiellerSet::WholeLine => Answer::default().with_value("kind", json!("whole_line")),
        };
        answer = answer.with_value(&format!("fieller{percent}"), Value::Object(set.values));
    }
    Ok(answer)
}

fn of_nested(input: &Value) -> Result<Answer, StatsError> {
    let names = labels(input, "restricted");
    let kept: Vec<&str> = names.iter().map(String::as_str).collect();
    if input["family"] == "logit" {
        let fit = logit(&design(input)?, &list(input, "y"), missing(input))?;
        let test = fit.restricted_to(&kept)?;
        return Ok(Answer::default()
            .with("n", fit.n as f64)
            .with("log_likelihood_full", fit.log_likelihood)
            .with(
                "log_likelihood_restricted",
                fit.log_likelihood - test.statistic / 2.0,
            )
            .with("df", test.df as f64)
            .with("lr", test.statistic)
            .with("p_value", test.p_value));
    }
    let test = fitted(input)?.restricted_to(&kept)?;
    Ok(Answer::default()
        .with("n", test.n as f64)
        .with("ssr_restricted", test.ssr_restricted)
        .with("ssr_full", test.ssr_full)
        .with("df1", test.df1 as f64)
        .with("df2", test.df2 as f64)
        .with("f_statistic", test.f)
        .with("p_value", test.p_value)
        .with("lr", test.likelihood_ratio)
        .with("lr_p_value", test.likelihood_ratio_p_value))
}

fn of_hypothesis(input: &Value) -> Result<Answer, StatsError> {
    let fit = fitted(input)?;
    let r: Vec<Vec<f64>> = input["R"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| numbers(row).unwrap_or_default())
        .collect();
    let q = list(input, "q");
    let test: LinearHypothesis = match kind(input) {
        Some(kind) => fit.robust(kind)?.hypothesis(&r, &q)?,
        None => fit.hypothesis(&r, &q)?,
    };
    let names = fit.coefficients.iter().map(|c| json!(c.name)).collect();
    Ok(Answer::default()
        .with("n", fit.n as f64)
        .with_value("names", names)
        .with_list("difference", test.difference.iter().copied())
        .with_list("std_err", test.std_err.iter().copied())
        .with("wald_chi2", test.chi2)
        .with("wald_df", test.df as f64)
        .with("wald_p_value", test.chi2_p_value)
        .with("f_statistic", test.f)
        .with("df1", test.df as f64)
        .with("df2", test.df_resid)
        .with("f_p_value", test.p_value))
}

fn of_equal_slopes(input: &Value) -> Result<Answer, StatsError> {
    let (x, y, group) = (list(input, "x"), list(input, "y"), labels(input, "group"));
    let test = equal_slopes(&x, &y, &group, kind(input), missing(input))?;
    let each = |of: fn(&Coefficient) -> f64| [of(&test.slopes[0]), of(&test.slopes[1])];
    let difference = &test.difference;
    Ok(Answer::default()
        .with_value("groups", json!(test.groups))
        .with_list("n", test.n.map(|n| n as f64))
        .with_list("slopes", each(|slope| slope.estimate))
        .with_list("slope_std_err", each(|slope| slope.std_err))
        .with("difference", difference.estimate)
        .with("std_err", difference.std_err)
        .with("df", difference.df.unwrap_or(f64::NAN))
        .with("t", difference.statistic)
        .with("p_value", difference.p_value)
        .with("ci_low", difference.interval.low)
        .with("ci_high", difference.interval.high)
        .with("f_statistic", difference.statistic * difference.statistic))
}

/// The offset of a case, if it has one.
fn offset(input: &Value) -> Option<Vec<f64>> {
    input["offset"].is_array().then(|| list(input, "offset"))
}

fn of_poisson(input: &Value) -> Result<Answer, StatsError> {
    let offset = offset(input);
    let y = list(input, "y");
    let fit = poisson(&design(input)?, &y, offset.as_deref(), missing(input))?;
    let mut answer = table(Answer::default(), &fit.coefficients, "z")
        .with("n", fit.n as f64)
        .with("df_resid", fit.df_resid as f64)
        .with("df_model", fit.df_model as f64)
        .with("log_likelihood", fit.log_likelihood)
        .with("log_likelihood_null", fit.log_likelihood_null)
        .with("deviance", fit.deviance)
        .with("pearson_chi2", fit.pearson_chi2)
        .with("aic", fit.aic)
        .with("bic", fit.bic);
    if let Some(test) = &fit.likelihood_ratio {
        answer = answer
            .with("llr", test.statistic)
            .with("llr_p_value", test.p_value);
    }
    Ok(answer)
}

fn of_negative_binomial(input: &Value) -> Result<Answer, StatsError> {
    let offset = offset(input);
    let y = list(input, "y");
    let fit = negative_binomial(&design(input)?, &y, offset.as_deref(), missing(input))?;
    let mut answer = table(Answer::default(), &fit.coefficients, "z")
        .with("n", fit.n as f64)
        .with("alpha", fit.alpha)
        .with("theta", 1.0 / fit.alpha)
        .with_list(
            "std_err_expected_information",
            fit.std_err_expected_information.iter().copied(),
        )
        .with("log_likelihood", fit.log_likelihood)
        .with("log_likelihood_poisson", fit.poisson.log_likelihood)
        .with("aic", fit.aic)
        .with("bic", fit.bic);
    answer = match fit.alpha_std_err {
        Some(std_err) => answer.with("alpha_std_err", std_err),
        None => answer.with_value("status", json!("alpha_at_zero")),
    };
    Ok(answer)
}

fn of_quantile_regression(input: &Value) -> Result<Answer, StatsError> {
    let tau = number(&input["tau"]).unwrap_or(f64::NAN);
    let fit = quantile_regression(&design(input)?, &list(input, "y"), tau, missing(input))?;
    let mut answer = Answer::default()
        .with("n", fit.n as f64)
        .with("df_resid", fit.df_resid as f64)
        .with_value("names", json!(fit.names))
        .with("objective", fit.objective)
        .with("n_zero_residuals", fit.n_zero_residuals as f64)
        .with_value("unique", json!(fit.unique))
        .with_list("coef", fit.estimates.iter().copied())
        .with("bandwidth_hall_sheather", fit.bandwidth);
    let Some(at_zero) = fit.density else {
        return Ok(answer);
    };
    answer = answer
        .with("sparsity_bandwidth", at_zero.bandwidth)
        .with("density_at_zero", at_zero.density);
    for (key, errors) in [
        ("std_err_iid", QuantileErrors::Iid),
        ("std_err_robust", QuantileErrors::Robust),
        ("std_err_powell", QuantileErrors::Powell),
    ] {
        let rows = fit.coefficients(errors)?;
        answer = answer.with_list(key, rows.iter().map(|row| row.std_err));
        if errors == QuantileErrors::Iid {
            answer = answer
                .with_list("t_iid", rows.iter().map(|row| row.statistic))
                .with_list("p_value_iid", rows.iter().map(|row| row.p_value));
        }
    }
    Ok(answer)
}
