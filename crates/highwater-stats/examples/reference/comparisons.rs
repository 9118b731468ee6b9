//! The cases of tests of samples, tables and proportions, and of the distributions behind them.

use highwater_stats::distributions::{
    Beta, Binomial, ChiSquared, Distribution, FisherF, Gamma, Normal, Poisson, StudentT,
};
use highwater_stats::{
    Interval, MeanTest, PValues, Proportion, StatsError, TwoProportions, Zeros, chi_square,
    kruskal_wallis, one_sample_t, paired_t, signed_rank, signed_rank_pairs, welch_anova,
};
use serde_json::{Value, json};

use super::functions::{LEVELS, SIDES, list, missing, p_values};
use super::value::{Answer, from_numbers, number, numbers};

/// Returns what this crate answers; `None` for a function of another kind.
pub(crate) fn answer(function: &str, input: &Value) -> Option<Result<Answer, StatsError>> {
    Some(match function {
        "one_sample_t" => {
            let mean = number(&input["mu"]).unwrap_or(f64::NAN);
            one_sample_t(&list(input, "x"), mean, missing(input))
                .and_then(|test| of_mean(&test, "mean"))
        }
        "paired_t" => paired_t(&list(input, "x"), &list(input, "y"), missing(input))
            .and_then(|test| of_mean(&test, "mean_difference")),
        "wilcoxon_signed_rank" => of_signed_rank(input),
        "kruskal_wallis" => of_kruskal_wallis(input),
        "welch_anova" => of_welch_anova(input),
        "chi_square" => of_chi_square(input),
        "two_proportions" => of_two_proportions(input),
        "clopper_pearson" => of_clopper_pearson(input),
        "distribution" => of_distribution(input),
        _ => return None,
    })
}

fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

fn of_mean(test: &MeanTest, mean: &str) -> Result<Answer, StatsError> {
    let mut answer = Answer::default()
        .with(mean, test.mean)
        .with("n", test.n as f64)
        .with("std_dev", test.std_dev)
        .with("std_err", test.std_err)
        .with("t", test.t)
        .with("df", test.df as f64);
    for (key, level) in LEVELS {
        answer = answer.with_list(key, ends(test.interval(level)?));
    }
    Ok(p_values(answer, Some(test.p), SIDES))
}

fn of_signed_rank(input: &Value) -> Result<Answer, StatsError> {
    let zeros = if input["zero_method"] == "pratt" {
        Zeros::Pratt
    } else {
        Zeros::Drop
    };
    let x = list(input, "x");
    let test = if input["y"].is_array() {
        signed_rank_pairs(&x, &list(input, "y"), zeros, missing(input))?
    } else {
        signed_rank(&x, zeros, missing(input))?
    };
    let sides = |p: Option<PValues>| Value::Object(p_values(Answer::default(), p, SIDES).values);
    let plain = !test.has_ties && test.n_zero == 0;
    let exact = if plain { "exact" } else { "exact_permutation" };
    Ok(Answer::default()
        .with("n", test.n as f64)
        .with("n_zero", test.n_zero as f64)
        .with("n_used", (test.n - test.n_zero) as f64)
        .with("w_plus", test.w_plus)
        .with("w_minus", test.w_minus)
        .with_value("ties", json!(test.has_ties))
        .with("mean", test.mean)
        .with("std_dev", test.std_dev)
        .with("z", test.z)
        .with_value("normal", sides(Some(test.normal)))
        .with_value("normal_cc", sides(Some(test.normal_continuity)))
        .with_value(exact, sides(test.exact)))
}

/// Lists of a list.
fn lists(input: &Value, key: &str) -> Vec<Vec<f64>> {
    let lists = input[key].as_array().into_iter().flatten();
    lists
        .map(|list| numbers(list).unwrap_or_else(|_| vec![f64::NAN]))
        .collect()
}

fn of_kruskal_wallis(input: &Value) -> Result<Answer, StatsError> {
    let groups = lists(input, "groups");
    let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
    let test = kruskal_wallis(&groups, missing(input))?;
    Ok(Answer::default()
        .with("n", test.n as f64)
        .with("h", test.h)
        .with("h_uncorrected", test.h_uncorrected)
        .with("tie_correction", test.tie_correction)
        .with("df", test.df as f64)
        .with("p_value", test.p_value)
        .with("p_exact_permutation", test.exact.unwrap_or(f64::NAN)))
}

fn of_welch_anova(input: &Value) -> Result<Answer, StatsError> {
    let groups = lists(input, "groups");
    let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
    let test = welch_anova(&groups, missing(input))?;
    Ok(Answer::default()
        .with_list("n", test.n.iter().map(|n| *n as f64))
        .with_list("means", test.means.iter().copied())
        .with_list("variances", test.variances.iter().copied())
        .with("f_statistic", test.f)
        .with("df1", test.df1 as f64)
        .with("df2", test.df2)
        .with("p_value", test.p_value))
}

/// A count that cannot be read is larger than any case expects to pass.
fn count(value: &Value) -> u64 {
    let number = number(value).filter(|v| *v >= 0.0 && v.fract() == 0.0);
    number.map_or(u64::MAX, |number| number as u64)
}

fn of_chi_square(input: &Value) -> Result<Answer, StatsError> {
    let rows = input["table"].as_array().into_iter().flatten();
    let table: Vec<Vec<u64>> = rows
        .map(|row| row.as_array().into_iter().flatten().map(count).collect())
        .collect();
    let test = chi_square(&table)?;
    let expected: Value = test
        .expected
        .iter()
        .map(|row| from_numbers(row.iter().copied()))
        .collect();
    let mut answer = Answer::default()
        .with("n", test.n as f64)
        .with("statistic", test.statistic)
        .with("df", test.df as f64)
        .with("p_value", test.p_value)
        .with("g_statistic", test.g_statistic)
        .with("g_p_value", test.g_p_value)
        .with_value("expected_counts", expected)
        .with("min_expected", test.min_expected)
        .with("cramers_v", test.cramers_v);
    if let Some((statistic, p_value)) = test.yates {
        let yates = Answer::default()
            .with("statistic", statistic)
            .with("p_value", p_value);
        answer = answer.with_value("yates", Value::Object(yates.values));
    }
    Ok(answer)
}

const NEWCOMBE_LEVELS: [(&str, f64); 3] = [("90", 0.9), ("95", 0.95), ("99", 0.99)];

fn of_two_proportions(input: &Value) -> Result<Answer, StatsError> {
    let of = |x: &str, n: &str| Proportion::new(count(&input[x]), count(&input[n]));
    let pair = TwoProportions::new(of("x1", "n1")?, of("x2", "n2")?);
    let mut answer = Answer::default()
        .with("p1", pair.first.estimate)
        .with("p2", pair.second.estimate)
        .with("difference", pair.difference);
    for (key, level) in NEWCOMBE_LEVELS {
        answer = answer.with_list(&format!("newcombe{key}"), ends(pair.newcombe(level)?));
        if let Some(interval) = pair.risk_ratio_interval(level)? {
            answer = answer.with_list(&format!("katz{key}"), ends(interval));
        }
    }
    if let Some(ratio) = pair.risk_ratio {
        answer = answer.with("risk_ratio", ratio);
    }
    if let (Some(z), Some(p)) = (pair.z, pair.p) {
        answer = answer
            .with("z_pooled", z)
            .with("p_value_pooled", p.two_sided);
    }
    Ok(answer)
}

fn of_clopper_pearson(input: &Value) -> Result<Answer, StatsError> {
    let share = Proportion::new(count(&input["x"]), count(&input["n"]))?;
    let mut answer = Answer::default().with("estimate", share.estimate);
    for (key, level) in NEWCOMBE_LEVELS {
        answer = answer.with_list(&format!("ci{key}"), ends(share.clopper_pearson(level)?));
    }
    Ok(answer)
}

fn of_distribution(input: &Value) -> Result<Answer, StatsError> {
    let given = |name: &str| number(&input["parameters"][name]).unwrap_or(f64::NAN);
    match input["distribution"].as_str() {
        Some("normal") => asked(input, &Normal::new(given("mean"), given("sd"))?),
        Some("t") => asked(input, &StudentT::new(given("df"))?),
        Some("f") => asked(input, &FisherF::new(given("df1"), given("df2"))?),
        Some("chi2") => asked(input, &ChiSquared::new(given("df"))?),
        Some("beta") => asked(input, &Beta::new(given("a"), given("b"))?),
        Some("gamma") => asked(input, &Gamma::new(given("shape"), given("scale"))?),
        Some("binomial") => {
            let n = count(&input["parameters"]["n"]);
            asked(input, &Binomial::new(n, given("p"))?)
        }
        Some("poisson") => asked(input, &Poisson::new(given("mean"))?),
        _ => Ok(Answer::default()),
    }
}

fn asked(input: &Value, of: &impl Distribution) -> Result<Answer, StatsError> {
    let x = list(input, "x");
    Ok(Answer::default()
        .with_list("pdf", x.iter().map(|x| of.pdf(*x)))
        .with_list("cdf", x.iter().map(|x| of.cdf(*x)))
        .with_list("sf", x.iter().map(|x| of.sf(*x)))
        .with_list("quantile", list(input, "p").iter().map(|p| of.quantile(*p)))
        .with_list(
            "quantile_upper",
            list(input, "p_upper").iter().map(|p| of.quantile_upper(*p)),
        ))
}
