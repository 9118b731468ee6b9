//! Comparing an answer with what is expected.

use highwater_stats::{Limit, SeparationKind, StatsError};
use serde_json::{Map, Value, json};

use super::value::{Answer, from_number, number};

/// What a comparison found.
pub(crate) struct Verdict {
    pub(crate) wrong: Vec<String>,
    /// The fewest correct digits of a value that is not near 0.
    pub(crate) digits: Option<f64>,
}

/// The absolute and relative tolerance of a case.
struct Tolerance {
    abs: f64,
    rel: f64,
}

/// Compares every key that is expected; keys that are not are not looked at.
///
/// An error is accepted where a status says so, and where some expected value is NaN.
pub(crate) fn check(
    answer: &Result<Answer, StatsError>,
    expected: &Value,
    tolerance: &Value,
) -> Verdict {
    let mut verdict = Verdict {
        wrong: Vec::new(),
        digits: None,
    };
    let Some(expected) = expected.as_object() else {
        verdict.wrong.push("nothing is expected".to_owned());
        return verdict;
    };
    let part = |key: &str| number(&tolerance[key]).unwrap_or(0.0);
    let tolerance = Tolerance {
        abs: part("abs"),
        rel: part("rel"),
    };
    let status = expected
        .get("status")
        .and_then(Value::as_str)
        .unwrap_or("ok");
    match (status, answer) {
        ("ok", Ok(answer)) => verdict.object(&answer.values, expected, &tolerance),
        ("ok", Err(error)) => {
            if !expected.values().any(holds_nan) {
                verdict.wrong.push(format!("refused: {error}"));
            }
        }
        ("error" | "undefined" | "error_or_zero_column", Err(_)) => {}
        ("undefined", Ok(answer)) => {
            if !answer.values.values().any(holds_nan) {
                verdict
                    .wrong
                    .push("a result where none is defined".to_owned());
            }
        }
        ("error_or_zero_column", Ok(answer)) => {
            if answer.values.values().any(holds_nan) {
                verdict.wrong.push("NaN in the result".to_owned());
            }
        }
        (_, Err(error)) => match as_status(error) {
            Some((got, values)) if got == status => verdict.object(&values, expected, &tolerance),
            _ => verdict
                .wrong
                .push(format!("`{status}` is expected, not: {error}")),
        },
        // A result that is known to be at the end of its range.
        (_, Ok(answer)) if answer.values.get("status").and_then(Value::as_str) == Some(status) => {
            verdict.object(&answer.values, expected, &tolerance);
        }
        (_, Ok(_)) => verdict
            .wrong
            .push(format!("a result where `{status}` is expected")),
    }
    verdict
}

impl Verdict {
    fn object(
        &mut self,
        got: &Map<String, Value>,
        expected: &Map<String, Value>,
        tolerance: &Tolerance,
    ) {
        for (key, want) in expected {
            if matches!(key.as_str(), "status" | "why") || is_void_when_refused(key, got) {
                continue;
            }
            match got.get(key) {
                Some(got) => self.value(key, got, want, tolerance),
                None => self.wrong.push(format!("`{key}` is not answered")),
            }
        }
    }

    fn value(&mut self, path: &str, got: &Value, want: &Value, tolerance: &Tolerance) {
        match want {
            Value::Object(want) if want.contains_key("accept_low") => {
                self.within(path, got, want);
            }
            Value::Object(want) => match got.as_object() {
                Some(got) => {
                    for (key, want) in want {
                        match got.get(key) {
                            Some(got) => {
                                self.value(&format!("{path}.{key}"), got, want, tolerance);
                            }
                            None => self.wrong.push(format!("`{path}.{key}` is not answered")),
                        }
                    }
                }
                None => self.wrong.push(format!("`{path}` is no group of values")),
            },
            Value::Array(want) => match got.as_array() {
                Some(got) if got.len() >= want.len() => {
                    if got.len() > want.len() && !path.contains("first") {
                        self.wrong.push(format!(
                            "`{path}` has {} values too many",
                            got.len() - want.len()
                        ));
                    }
                    for (i, (got, want)) in got.iter().zip(want).enumerate() {
                        self.value(&format!("{path}[{i}]"), got, want, tolerance);
                    }
                }
                _ => self.wrong.push(format!("`{path}` is too short")),
            },
            _ => match (number(got), number(want)) {
                (Some(got), Some(want)) => self.number(path, got, want, tolerance),
                _ if got == want => {}
                // Which way a coefficient runs off: a sign, or a number with that sign.
                (None, Some(want)) if got == "+" && want > 0.0 || got == "-" && want < 0.0 => {}
                _ => self
                    .wrong
                    .push(format!("`{path}` is {got} where {want} is expected")),
            },
        }
    }

    fn number(&mut self, path: &str, got: f64, want: f64, tolerance: &Tolerance) {
        if got == want || (got.is_nan() && want.is_nan()) {
            return;
        }
        let off = (got - want).abs();
        // For an infinite value the rule |got - want| <= abs + rel |want| holds for any number.
        let close = if want.is_infinite() {
            got > 1e6 * want.signum() && got.signum() == want.signum()
        } else {
            off <= tolerance.abs + tolerance.rel * want.abs()
        };
        if !close {
            self.wrong
                .push(format!("`{path}` is {got:e} where {want:e} is expected"));
        }
        // Below this the absolute tolerance decides, and digits say nothing.
        if want.is_finite() && want.abs() * 1e-9 > tolerance.abs {
            let digits = (-libm::log10(off / want.abs())).clamp(0.0, 15.0);
            self.digits = Some(self.digits.map_or(digits, |fewest| fewest.min(digits)));
        }
    }

    fn within(&mut self, path: &str, got: &Value, want: &Map<String, Value>) {
        let end = |key: &str| number(&want[key]).unwrap_or(f64::NAN);
        match number(got) {
            Some(got) if got >= end("accept_low") - 1e-9 && got <= end("accept_high") + 1e-9 => {}
            _ => self.wrong.push(format!(
                "`{path}` is {got} where {} to {} is expected",
                end("accept_low"),
                end("accept_high")
            )),
        }
    }
}

/// The quantities of a rank-deficient fit are asked of programs that answer all the same; one that
/// says so need only say so.
fn is_void_when_refused(key: &str, got: &Map<String, Value>) -> bool {
    got.contains_key("rank") && key != "rank"
}

/// The status by which an error is known in the reference files, with the values that go with it.
fn as_status(error: &StatsError) -> Option<(&'static str, Map<String, Value>)> {
    match error {
        StatsError::RankDeficient { rank, .. } => {
            let answer = Answer::default().with("rank", *rank as f64);
            Some(("rank_deficient", answer.values))
        }
        StatsError::Separated(separation) => {
            let status = match separation.kind {
                SeparationKind::Complete => "complete_separation",
                SeparationKind::QuasiComplete => "quasi_complete_separation",
            };
            let (mut infinite, mut finite, mut finite_error) = (Map::new(), Map::new(), Map::new());
            for coefficient in &separation.coefficients {
                let name = coefficient.name.clone();
                match coefficient.limit {
                    Limit::PlusInfinity => infinite.insert(name, json!("+")),
                    Limit::MinusInfinity => infinite.insert(name, json!("-")),
                    Limit::Undetermined => None,
                    Limit::Finite { estimate, std_err } => {
                        finite_error.insert(name.clone(), from_number(std_err));
                        finite.insert(name, from_number(estimate))
                    }
                };
            }
            let names = separation.coefficients.iter().map(|c| c.name.clone());
            let answer = Answer::default()
                .with("sup_log_likelihood", separation.log_likelihood)
                .with("n_fitted_exactly", separation.n_fitted_exactly as f64)
                .with_value("names", names.collect())
                .with_value("infinite", Value::Object(infinite))
                .with_value("finite_coef", Value::Object(finite))
                .with_value("finite_std_err", Value::Object(finite_error));
            Some((status, answer.values))
        }
        _ => None,
    }
}

fn holds_nan(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(holds_nan),
        Value::Object(values) => values.values().any(holds_nan),
        other => number(other).is_some_and(f64::is_nan),
    }
}
