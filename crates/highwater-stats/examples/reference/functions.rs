//! One function of the reference cases after the other, in the words of this crate.

use highwater_stats::{
    Bootstrap, Coefficient, Design, Missing, OlsFit, PValues, QuantileType, Resampling, Scaling,
    StatsError, bootstrap, durbin_watson, jarque_bera, kendall, logit, mann_whitney,
    mann_whitney_exact, mean, median, ols, omnibus, pca, pearson, quantile, quantiles, spearman,
    std_dev, variance, welch_t,
};
use serde_json::{Map, Value, json};

use super::value::{Answer, from_number, from_numbers, number, numbers};
use super::{comparisons, curves, regressions};

/// Returns what this crate answers to a case; `expected` is only asked which levels and quantiles are
/// wanted.
pub(crate) fn answer(
    function: &str,
    input: &Value,
    expected: &Value,
) -> Result<Answer, StatsError> {
    match function {
        "ols" => of_ols(input),
        "logit" => of_logit(input),
        "pearson" => of_pearson(input),
        "spearman" => of_spearman(input),
        "kendall" => of_kendall(input),
        "mann_whitney_u" => of_mann_whitney(input),
        "welch_t" => of_welch(input),
        "quantile" => of_quantile(input),
        "pca" => of_pca(input, expected),
        "jarque_bera" => jarque_bera(&list(input, "x")).map(|test| {
            Answer::default()
                .with("statistic", test.statistic)
                .with("p_value", test.p_value)
                .with("skewness", test.skewness)
                .with("kurtosis", test.kurtosis)
        }),
        "omnibus" => omnibus(&list(input, "x")).map(|test| {
            Answer::default()
                .with("statistic", test.statistic)
                .with("p_value", test.p_value)
                .with("skew_z", test.skew_z)
                .with("skew_p", test.skew_p)
                .with("kurtosis_z", test.kurtosis_z)
                .with("kurtosis_p", test.kurtosis_p)
        }),
        "durbin_watson" => durbin_watson(&list(input, "resid"))
            .map(|statistic| Answer::default().with("statistic", statistic)),
        "bootstrap_ci_from_replicates" => of_replicates(input, expected),
        "bootstrap_distribution" => of_bootstrap(input, expected),
        // An empty answer fails by every key that is expected.
        other => regressions::answer(other, input)
            .or_else(|| comparisons::answer(other, input))
            .or_else(|| curves::answer(other, input))
            .unwrap_or_else(|| Ok(Answer::default())),
    }
}

/// Returns a list of the input; one that cannot be read is NaN, which no case expects to pass.
pub(crate) fn list(input: &Value, key: &str) -> Vec<f64> {
    numbers(&input[key]).unwrap_or_else(|_| vec![f64::NAN])
}

pub(crate) fn missing(input: &Value) -> Missing {
    let omit = input["nan_policy"] == "omit" || input["missing"] == "drop";
    if omit { Missing::Drop } else { Missing::Refuse }
}

pub(crate) fn design(input: &Value) -> Result<Design, StatsError> {
    let empty = if input["intercept"] == false {
        Design::without_intercept()
    } else {
        Design::with_intercept()
    };
    let columns = input["x"].as_object().into_iter().flatten();
    let mut design = empty;
    for (name, values) in columns {
        design = design.term(name, &numbers(values).unwrap_or_default())?;
    }
    Ok(design)
}

pub(crate) fn table(answer: Answer, coefficients: &[Coefficient], statistic: &str) -> Answer {
    let each = |of: fn(&Coefficient) -> f64| coefficients.iter().map(of).collect::<Vec<f64>>();
    let names: Value = coefficients.iter().map(|c| c.name.clone()).collect();
    answer
        .with_value("names", names)
        .with_list("coef", each(|c| c.estimate))
        .with_list("std_err", each(|c| c.std_err))
        .with_list(statistic, each(|c| c.statistic))
        .with_list("p_value", each(|c| c.p_value))
        .with_list("ci_low", each(|c| c.interval.low))
        .with_list("ci_high", each(|c| c.interval.high))
}

fn of_ols(input: &Value) -> Result<Answer, StatsError> {
    let fit = ols(&design(input)?, &list(input, "y"), missing(input))?;
    Ok(ols_answer(&fit))
}

/// The table and the summary of a least squares fit.
pub(crate) fn ols_answer(fit: &OlsFit) -> Answer {
    let mut answer = table(Answer::default(), &fit.coefficients, "t")
        .with("n", fit.n as f64)
        .with("df_model", fit.df_model as f64)
        .with("df_resid", fit.df_resid as f64)
        .with("r_squared", fit.r_squared)
        .with("adj_r_squared", fit.adj_r_squared)
        .with("log_likelihood", fit.log_likelihood)
        .with("aic", fit.aic)
        .with("bic", fit.bic)
        .with("aic_r", fit.aic_r)
        .with("bic_r", fit.bic_r)
        .with("residual_sd", fit.residual_sd)
        .with("ssr", fit.ssr)
        .with("condition_number", fit.condition_number)
        .with_list("fitted_first5", fit.fitted.iter().copied().take(5));
    if let Some(test) = &fit.f_test {
        answer = answer
            .with("f_statistic", test.statistic)
            .with("f_p_value", test.p_value);
    }
    if let Some(statistic) = fit.durbin_watson {
        answer = answer.with("durbin_watson", statistic);
    }
    if let Some(test) = &fit.jarque_bera {
        answer = answer
            .with("jarque_bera", test.statistic)
            .with("jarque_bera_p", test.p_value)
            .with("skewness", test.skewness)
            .with("kurtosis", test.kurtosis);
    }
    let test = fit.omnibus.as_ref();
    answer
        .with("omnibus", test.map_or(f64::NAN, |test| test.statistic))
        .with("omnibus_p", test.map_or(f64::NAN, |test| test.p_value))
}

fn of_logit(input: &Value) -> Result<Answer, StatsError> {
    let fit = logit(&design(input)?, &list(input, "y"), missing(input))?;
    let mut answer = table(Answer::default(), &fit.coefficients, "z")
        .with("n", fit.n as f64)
        .with("df_model", fit.df_model as f64)
        .with("df_resid", fit.df_resid as f64)
        .with("log_likelihood", fit.log_likelihood)
        .with("log_likelihood_null", fit.log_likelihood_null)
        .with("pseudo_r_squared", fit.pseudo_r_squared.unwrap_or(f64::NAN))
        .with("aic", fit.aic)
        .with("bic", fit.bic)
        .with("deviance", fit.deviance)
        .with_list("fitted_first5", fit.fitted.iter().copied().take(5));
    if let Some(test) = &fit.likelihood_ratio {
        answer = answer
            .with("llr", test.statistic)
            .with("llr_p_value", test.p_value);
    }
    Ok(answer)
}

/// `p_two_sided`, `p_less`, `p_greater` or the like; NaN where there are none.
pub(crate) fn p_values(answer: Answer, p: Option<PValues>, keys: [&str; 3]) -> Answer {
    let of = |part: fn(PValues) -> f64| p.map_or(f64::NAN, part);
    answer
        .with(keys[0], of(|p| p.two_sided))
        .with(keys[1], of(|p| p.less))
        .with(keys[2], of(|p| p.greater))
}

pub(crate) const SIDES: [&str; 3] = ["p_two_sided", "p_less", "p_greater"];
pub(crate) const LEVELS: [(&str, f64); 4] =
    [("ci80", 0.8), ("ci90", 0.9), ("ci95", 0.95), ("ci99", 0.99)];

fn of_pearson(input: &Value) -> Result<Answer, StatsError> {
    let test = pearson(&list(input, "x"), &list(input, "y"), missing(input))?;
    let mut answer = Answer::default()
        .with("r", test.r)
        .with("n", test.n as f64)
        .with("t", test.t)
        .with("df", test.df as f64);
    for (key, level) in LEVELS {
        if let Some(interval) = test.interval(level)? {
            answer = answer.with_list(key, [interval.low, interval.high]);
        }
    }
    Ok(p_values(answer, test.p, SIDES))
}

fn of_spearman(input: &Value) -> Result<Answer, StatsError> {
    let test = spearman(&list(input, "x"), &list(input, "y"), missing(input))?;
    let answer = Answer::default()
        .with("rho", test.rho)
        .with("n", test.n as f64)
        .with_value("has_ties", json!(test.has_ties));
    let answer = p_values(answer, test.asymptotic, SIDES);
    let exact = ["p_exact_two_sided", "p_exact_less", "p_exact_greater"];
    Ok(p_values(answer, test.exact, exact))
}

fn of_kendall(input: &Value) -> Result<Answer, StatsError> {
    let test = kendall(&list(input, "x"), &list(input, "y"), missing(input))?;
    let answer = Answer::default()
        .with("tau_b", test.tau_b)
        .with("n", test.n as f64)
        .with("concordant", test.concordant as f64)
        .with("discordant", test.discordant as f64)
        .with("s", test.concordant as f64 - test.discordant as f64)
        .with("z", test.z);
    let asymptotic = ["p_asymptotic", "p_asymptotic_less", "p_asymptotic_greater"];
    let answer = p_values(answer, Some(test.asymptotic), asymptotic);
    let exact = ["p_exact", "p_exact_less", "p_exact_greater"];
    Ok(p_values(answer, test.exact, exact))
}

fn of_mann_whitney(input: &Value) -> Result<Answer, StatsError> {
    let (x, y) = (list(input, "x"), list(input, "y"));
    let test = mann_whitney(&x, &y, missing(input))?;
    let sides = |p: Option<PValues>| Value::Object(p_values(Answer::default(), p, SIDES).values);
    let mut answer = Answer::default()
        .with("u1", test.u1)
        .with("u2", test.u2)
        .with_value("ties", json!(test.has_ties))
        .with("auc", test.auc)
        .with("rank_biserial", test.rank_biserial)
        .with("z", test.z)
        .with_value("normal", sides(test.normal))
        .with_value("normal_cc", sides(test.normal_continuity));
    let approximate = test.normal_continuity.map_or(f64::NAN, |p| p.two_sided);
    // What the two programs choose by default, by their rules.
    let (mut scipy_auto, mut r_default) = (("normal_cc", approximate), ("normal_cc", approximate));
    if let Ok(exact) = mann_whitney_exact(&x, &y, missing(input)) {
        let values = Answer::default()
            .with("p_two_sided", exact.two_sided)
            .with("p_two_sided_doubled", exact.two_sided_doubled)
            .with("p_less", exact.less)
            .with("p_greater", exact.greater);
        let key = if test.has_ties {
            "exact_permutation"
        } else {
            "exact"
        };
        answer = answer.with_value(key, Value::Object(values.values));
        if !test.has_ties && test.n1.min(test.n2) <= 8 {
            scipy_auto = ("exact", exact.two_sided);
        }
        if !test.has_ties && test.n1.max(test.n2) < 50 {
            r_default = ("exact", exact.two_sided);
        }
    }
    for (key, (method, p)) in [("scipy_auto", scipy_auto), ("r_default", r_default)] {
        answer = answer.with_value(
            key,
            json!({"method": method, "p_two_sided": from_number(p)}),
        );
    }
    Ok(answer)
}

fn of_welch(input: &Value) -> Result<Answer, StatsError> {
    let test = welch_t(&list(input, "x"), &list(input, "y"), missing(input))?;
    let mut answer = Answer::default()
        .with("mean_x", test.mean_x)
        .with("mean_y", test.mean_y)
        .with("difference", test.difference)
        .with("std_err", test.std_err)
        .with("t", test.t)
        .with("df", test.df);
    for (key, level) in LEVELS {
        let interval = test.interval(level)?;
        answer = answer.with_list(key, [interval.low, interval.high]);
    }
    Ok(p_values(answer, Some(test.p), SIDES))
}

fn of_quantile(input: &Value) -> Result<Answer, StatsError> {
    let (x, p) = (list(input, "x"), list(input, "p"));
    let kind = input["type"]
        .as_u64()
        .and_then(|number| u8::try_from(number).ok())
        .and_then(QuantileType::numbered)
        .unwrap_or_default();
    Ok(Answer::default()
        .with_list("values", quantiles(&x, &p, kind)?)
        .with("median", median(&x)?))
}

fn of_pca(input: &Value, expected: &Value) -> Result<Answer, StatsError> {
    let rows: Vec<Vec<f64>> = input["x"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| numbers(row).unwrap_or_default())
        .collect();
    let width = rows.first().map_or(0, Vec::len);
    let columns: Vec<Vec<f64>> = (0..width)
        .map(|j| rows.iter().map(|row| row[j]).collect())
        .collect();
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let scaling = if input["scale"] == true {
        Scaling::StdDev
    } else {
        Scaling::None
    };
    let mut found = pca(&columns, scaling)?;
    let largest = |values: &mut dyn Iterator<Item = f64>| {
        values.fold(0.0, |most: f64, value| {
            if value.abs() > most.abs() {
                value
            } else {
                most
            }
        })
    };
    // Where two entries are equally large either sign is right: take the one that is expected.
    for (j, component) in found.components.iter_mut().enumerate() {
        let place = |component: &[f64]| {
            let top = largest(&mut component.iter().copied());
            component.iter().position(|v| *v == top).unwrap_or(0)
        };
        let wanted = number(&expected["components"][j][place(component)]);
        let either = expected["sign_ambiguous"][j] == true;
        if either && wanted.is_some_and(|wanted| wanted < 0.0) {
            component.iter_mut().for_each(|v| *v = -*v);
            found
                .scores
                .iter_mut()
                .for_each(|scores| scores[j] = -scores[j]);
        }
    }
    let kept = found.components.len();
    let u_based = (0..kept).map(|j| largest(&mut found.scores.iter().map(|row| row[j])).signum());
    let ambiguous = found.components.iter().map(|component| {
        let mut sizes: Vec<f64> = component.iter().map(|v| v.abs()).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        Value::Bool(sizes.len() > 1 && sizes[0] - sizes[1] < 1e-9)
    });
    let lists = |rows: &[Vec<f64>]| -> Value {
        rows.iter()
            .map(|row| from_numbers(row.iter().copied()))
            .collect()
    };
    Ok(Answer::default()
        .with_list("mean", found.mean.iter().copied())
        .with_value(
            "scale",
            found.scale.clone().map_or(Value::Null, from_numbers),
        )
        .with("n_components", kept as f64)
        .with_list(
            "explained_variance",
            found.explained_variance.iter().copied(),
        )
        .with_list(
            "explained_variance_ratio",
            found.explained_variance_ratio.iter().copied(),
        )
        .with_list("singular_values", found.singular_values.iter().copied())
        .with_value("components", lists(&found.components))
        .with_value(
            "scores_first5",
            lists(&found.scores[..found.scores.len().min(5)]),
        )
        .with_list("u_based_sign", u_based)
        .with_value("sign_ambiguous", ambiguous.collect()))
}

fn of_replicates(input: &Value, expected: &Value) -> Result<Answer, StatsError> {
    let estimate = number(&input["estimate"]).unwrap_or(f64::NAN);
    let found = Bootstrap::new(estimate, list(input, "replicates"))?;
    let jackknife = list(input, "jackknife");
    let mut answer = Answer::default()
        .with("standard_error", found.standard_error()?)
        .with("bias", found.bias()?);
    for key in expected.as_object().into_iter().flat_map(Map::keys) {
        let Some(percent) = key
            .strip_prefix("level_")
            .and_then(|text| text.parse::<f64>().ok())
        else {
            continue;
        };
        let level = percent / 100.0;
        let (percentile, basic) = (found.percentile(level)?, found.basic(level)?);
        let mut group = Answer::default()
            .with_list("percentile", [percentile.low, percentile.high])
            .with_list("basic", [basic.low, basic.high]);
        group = match found.bca(level, &jackknife) {
            Ok(bca) => {
                let detail = Answer::default()
                    .with("z0", bca.z0)
                    .with("acceleration", bca.acceleration)
                    .with("alpha_low", bca.alpha_low)
                    .with("alpha_high", bca.alpha_high);
                group
                    .with_list("bca", [bca.interval.low, bca.interval.high])
                    .with_value("bca_detail", Value::Object(detail.values))
            }
            Err(_) => group.with_list("bca", [f64::NAN, f64::NAN]),
        };
        answer = answer.with_value(key, Value::Object(group.values));
    }
    Ok(answer)
}

fn of_bootstrap(input: &Value, expected: &Value) -> Result<Answer, StatsError> {
    use highwater_stats::Divisor::NMinusOne;
    let statistic: fn(&[f64]) -> Result<f64, StatsError> = match input["statistic"].as_str() {
        Some("mean") => mean,
        Some("median") => median,
        Some("variance" | "var") => |values| variance(values, NMinusOne),
        Some("std_dev" | "sd" | "std") => |values| std_dev(values, NMinusOne),
        _ => return Ok(Answer::default()),
    };
    // Ten times as many as suggested, so that chance does not come near the tolerance.
    let suggested = input["resamples_suggested"].as_u64().unwrap_or(100_000);
    let resampling = Resampling {
        repetitions: 10 * suggested as usize,
        seed: 42,
    };
    let found = bootstrap(
        &list(input, "x"),
        |values| statistic(values).unwrap_or(f64::NAN),
        resampling,
    )?;
    let mut answer = Answer::default()
        .with("mean", mean(&found.replicates)?)
        .with("standard_error", found.standard_error()?);
    for (key, level) in LEVELS {
        let interval = found.percentile(level)?;
        answer = answer.with_list(&format!("percentile_{key}"), [interval.low, interval.high]);
    }
    let mut wanted = Map::new();
    for key in expected["quantiles"]
        .as_object()
        .into_iter()
        .flat_map(Map::keys)
    {
        let p = key.parse().unwrap_or(f64::NAN);
        let value = quantile(&found.replicates, p, QuantileType::Linear)?;
        wanted.insert(key.clone(), from_number(value));
    }
    Ok(answer.with_value("quantiles", Value::Object(wanted)))
}
