//! The NIST Statistical Reference Datasets.

use highwater_stats::{
    Design, Divisor, Missing, OlsFit, StatsError, anova, autocorrelation, mean, ols,
    polynomial_fit, std_dev,
};
use serde_json::{Map, Value};

use super::report::CaseReport;
use super::value::{from_number, number, numbers};

/// Runs one set and holds the digits reached against the pass marks.
pub(crate) fn run(set: &Value) -> CaseReport {
    let kind = set["kind"].as_str().unwrap_or("?");
    let reached = match kind {
        "linear_regression" => linear(set),
        "univariate" => univariate(set),
        "anova_one_way" => one_way(set),
        other => Err(format!("unknown kind `{other}`")),
    };
    let mut report = CaseReport {
        family: format!("nist_{kind}"),
        name: set["name"].as_str().unwrap_or("?").to_owned(),
        wrong: Vec::new(),
        digits: Vec::new(),
        others: others(set),
    };
    match reached {
        Ok(digits) => {
            for (key, minimum) in set["lre_minimum"].as_object().into_iter().flatten() {
                let minimum = number(minimum).unwrap_or(f64::INFINITY);
                let got = digits
                    .iter()
                    .find(|(name, _)| name == key)
                    .map(|(_, digits)| *digits);
                // Written so that NaN and a missing value fail too.
                if !got.is_some_and(|got| got >= minimum) {
                    report.wrong.push(format!("`{key}` needs {minimum} digits"));
                }
            }
            report.digits = digits;
        }
        Err(error) => report.wrong.push(error),
    }
    report
}

/// Returns what other programs reach, and as `limit` what the exact solution reaches once the inputs
/// are doubles.
fn others(set: &Value) -> Value {
    let mut others = set["lre_reached"].clone();
    let possible = &set["best_possible_lre_f64"];
    let possible = match &possible["inputs_rounded_powers_exact"] {
        Value::Object(exact) => Some(exact),
        _ => possible.as_object(),
    };
    let mut limit = Map::new();
    for (key, value) in possible.into_iter().flatten() {
        let fewest = match value {
            Value::Array(list) => list.iter().filter_map(number).fold(15.0, f64::min),
            single => number(single).unwrap_or(f64::NAN),
        };
        limit.insert(key.clone(), from_number(fewest));
    }
    if let Some(others) = others.as_object_mut() {
        others.insert("limit".to_owned(), Value::Object(limit));
    }
    others
}

type Digits = Vec<(String, f64)>;

/// Returns the log relative error: the number of correct digits, from 0 to 15.
fn lre(got: f64, certified: f64) -> f64 {
    let error = if certified == 0.0 {
        got.abs()
    } else if got == certified {
        0.0
    } else {
        (got - certified).abs() / certified.abs()
    };
    let digits = -libm::log10(error);
    if digits.is_nan() {
        0.0
    } else {
        digits.clamp(0.0, 15.0)
    }
}

fn certified(set: &Value, key: &str) -> f64 {
    number(&set["certified"][key]).unwrap_or(f64::NAN)
}

fn linear(set: &Value) -> Result<Digits, String> {
    let columns = set["x"].as_array().ok_or("no columns")?;
    let columns: Vec<Vec<f64>> = columns.iter().map(numbers).collect::<Result<_, _>>()?;
    let y = numbers(&set["y"])?;
    let terms = set["model"]["terms"].as_array().ok_or("no terms")?;
    let terms: Vec<&str> = terms.iter().filter_map(Value::as_str).collect();
    let fit = fit(&columns, &y, &terms).map_err(|error| error.to_string())?;
    let coefficients = set["certified"]["coefficients"]
        .as_array()
        .ok_or("no coefficients")?;
    if coefficients.len() != fit.coefficients.len() {
        return Err("the number of coefficients differs".to_owned());
    }
    let fewest = |key: &str, of: fn(&highwater_stats::Coefficient) -> f64| {
        let pairs = coefficients.iter().zip(&fit.coefficients);
        pairs
            .map(|(want, got)| lre(of(got), number(&want[key]).unwrap_or(f64::NAN)))
            .fold(15.0, f64::min)
    };
    Ok(vec![
        ("estimate".into(), fewest("estimate", |c| c.estimate)),
        ("std_error".into(), fewest("std_error", |c| c.std_err)),
        (
            "residual_sd".into(),
            lre(fit.residual_sd, certified(set, "residual_sd")),
        ),
        (
            "r_squared".into(),
            lre(fit.r_squared, certified(set, "r_squared")),
        ),
    ])
}

/// Returns a polynomial with a constant through the mapped variable, everything else by its columns.
fn fit(columns: &[Vec<f64>], y: &[f64], terms: &[&str]) -> Result<OlsFit, StatsError> {
    let power = |term: &str| match term {
        "1" => Some(0),
        "x" => Some(1),
        _ => term
            .strip_prefix("x^")
            .and_then(|power| power.parse::<usize>().ok()),
    };
    let powers: Option<Vec<usize>> = terms.iter().map(|term| power(term)).collect();
    if let (Some(powers), [x]) = (&powers, columns)
        && powers.len() > 1
        && powers.iter().copied().eq(0..powers.len())
    {
        return Ok(polynomial_fit(x, y, powers.len() - 1, Missing::Refuse)?.fit);
    }
    let mut design = if terms.contains(&"1") {
        Design::with_intercept()
    } else {
        Design::without_intercept()
    };
    for term in terms.iter().filter(|term| **term != "1") {
        let values: Vec<f64> = match (power(term), columns) {
            (Some(power), [x]) => x
                .iter()
                .map(|x| (0..power).fold(1.0, |v, _| v * x))
                .collect(),
            _ => {
                let number: usize = term.trim_start_matches('x').parse().unwrap_or(0);
                columns
                    .get(number.wrapping_sub(1))
                    .cloned()
                    .unwrap_or_default()
            }
        };
        design = design.term(term, &values)?;
    }
    ols(&design, y, Missing::Refuse)
}

fn univariate(set: &Value) -> Result<Digits, String> {
    let y = numbers(&set["y"])?;
    let parts = || -> Result<[f64; 3], StatsError> {
        Ok([
            mean(&y)?,
            std_dev(&y, Divisor::NMinusOne)?,
            autocorrelation(&y, 1)?,
        ])
    };
    let got = parts().map_err(|error| error.to_string())?;
    let keys = ["mean", "std_dev", "autocorrelation_lag1"];
    let digits = keys.into_iter().zip(got);
    Ok(digits
        .map(|(key, got)| (key.into(), lre(got, certified(set, key))))
        .collect())
}

fn one_way(set: &Value) -> Result<Digits, String> {
    let groups = set["groups"].as_array().ok_or("no groups")?;
    let groups: Vec<Vec<f64>> = groups.iter().map(numbers).collect::<Result<_, _>>()?;
    let groups: Vec<&[f64]> = groups.iter().map(Vec::as_slice).collect();
    let table = anova(&groups).map_err(|error| error.to_string())?;
    let part = |row: &str, key: &str| number(&set["certified"][row][key]).unwrap_or(f64::NAN);
    Ok(vec![
        ("f".into(), lre(table.f, part("between", "f"))),
        (
            "r_squared".into(),
            lre(table.r_squared, certified(set, "r_squared")),
        ),
        (
            "residual_sd".into(),
            lre(table.residual_sd, certified(set, "residual_sd")),
        ),
        (
            "ss_between".into(),
            lre(table.ss_between, part("between", "ss")),
        ),
        (
            "ss_within".into(),
            lre(table.ss_within, part("within", "ss")),
        ),
    ])
}
