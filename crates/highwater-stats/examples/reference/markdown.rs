//! The tables of digits for `ACCURACY.md`.

use std::fmt::Write;

use serde_json::Value;

use super::report::{CaseReport, Report};
use super::value::number;

/// Returns the tables, in Markdown.
pub(crate) fn tables(report: &Report) -> String {
    let mut text = String::new();
    let linear = [
        ("estimate", "coefficients"),
        ("std_error", "standard errors"),
        ("residual_sd", "residual SD"),
        ("r_squared", "R2"),
    ];
    let programs = [
        ("numpy", &["numpy_lstsq"][..]),
        ("statsmodels (pinv)", &["statsmodels_pinv"]),
        ("statsmodels (qr)", &["statsmodels_qr"]),
        ("R lm", &["R_lm"]),
        ("R lm(tol = 1e-20)", &["R_lm_tol0"]),
        ("limit", &["limit"]),
    ];
    nist(
        &mut text,
        report,
        "linear_regression",
        "Linear regression",
        &linear,
        &programs,
    );
    let univariate = [
        ("mean", "mean"),
        ("std_dev", "SD"),
        ("autocorrelation_lag1", "autocorrelation"),
    ];
    let programs = [
        ("numpy", &["numpy"][..]),
        ("statsmodels", &["statsmodels_acf", "statsmodels"]),
        ("R", &["R"]),
        ("limit", &["limit"]),
    ];
    nist(
        &mut text,
        report,
        "univariate",
        "Univariate summaries",
        &univariate,
        &programs,
    );
    let programs = [
        ("scipy", &["scipy_f_oneway"][..]),
        ("statsmodels", &["statsmodels_anova_lm"]),
        ("R", &["R_anova_lm"]),
        ("limit", &["limit"]),
    ];
    nist(
        &mut text,
        report,
        "anova_one_way",
        "Analysis of variance",
        &[("f", "F")],
        &programs,
    );
    functions(&mut text, report);
    text
}

/// One table for a family of NIST sets: a row a set, the digits of each quantity separated by slashes.
fn nist(
    text: &mut String,
    report: &Report,
    kind: &str,
    title: &str,
    keys: &[(&str, &str)],
    programs: &[(&str, &[&str])],
) {
    let quantities: Vec<&str> = keys.iter().map(|(_, name)| *name).collect();
    let _ = writeln!(
        text,
        "## {title}\n\nDigits of {}.\n",
        quantities.join(" / ")
    );
    let names: Vec<&str> = programs.iter().map(|(name, _)| *name).collect();
    let _ = writeln!(text, "| set | highwater-stats | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|---|{}", "---|".repeat(programs.len()));
    let family = format!("nist_{kind}");
    for case in report.cases.iter().filter(|case| case.family == family) {
        let own = keys.iter().map(|(key, _)| {
            let found = case.digits.iter().find(|(name, _)| name == key);
            digits(found.map(|(_, digits)| *digits))
        });
        let _ = write!(
            text,
            "| {} | {} |",
            case.name,
            own.collect::<Vec<_>>().join(" / ")
        );
        for (_, entries) in programs {
            let entry = entries
                .iter()
                .map(|entry| &case.others[*entry])
                .find(|entry| entry.is_object())
                .unwrap_or(&Value::Null);
            let theirs = keys.iter().map(|(key, _)| digits(number(&entry[*key])));
            let _ = write!(text, " {} |", theirs.collect::<Vec<_>>().join(" / "));
        }
        text.push('\n');
    }
    text.push('\n');
}

/// One table for the cases of functions: the case with the fewest digits of each family.
fn functions(text: &mut String, report: &Report) {
    let _ = writeln!(
        text,
        "## Cases of functions\n\nThe fewest digits of any value in any case.\n\n\
         | function | cases | passed | highwater-stats | in the case | Python | R |\n\
         |---|---|---|---|---|---|---|"
    );
    let mut families: Vec<&str> = report
        .cases
        .iter()
        .map(|case| case.family.as_str())
        .collect();
    families.dedup();
    for family in families
        .into_iter()
        .filter(|family| !family.starts_with("nist_"))
    {
        let cases: Vec<&CaseReport> = report
            .cases
            .iter()
            .filter(|case| case.family == family)
            .collect();
        let passed = cases.iter().filter(|case| case.wrong.is_empty()).count();
        // A run of chance has no digits to speak of.
        let by_chance = family == "bootstrap_distribution";
        let worst = cases
            .iter()
            .filter_map(|case| {
                case.digits
                    .first()
                    .map(|(_, digits)| (*digits, case.name.as_str()))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|_| !by_chance);
        let (own, name) = worst.map_or((None, "-"), |(digits, name)| (Some(digits), name));
        let theirs = |is_theirs: &dyn Fn(&str) -> bool| {
            let all = cases
                .iter()
                .flat_map(|case| case.others.as_object().into_iter().flatten());
            let mut largest: Option<f64> = None;
            for (_, agreement) in all.filter(|(program, _)| is_theirs(program)) {
                for value in leaves(agreement) {
                    largest = Some(largest.map_or(value, |most: f64| most.max(value)));
                }
            }
            digits(largest.map(|largest| (-libm::log10(largest)).clamp(0.0, 15.0)))
        };
        let python = |program: &str| {
            ["numpy", "scipy", "statsmodels", "scikit"]
                .iter()
                .any(|p| program.starts_with(p))
        };
        let _ = writeln!(
            text,
            "| {family} | {} | {passed} | {} | {name} | {} | {} |",
            cases.len(),
            digits(own),
            theirs(&python),
            theirs(&|program| !python(program)),
        );
    }
}

/// Returns the numbers in an entry of `agreement`.
fn leaves(entry: &Value) -> Vec<f64> {
    match entry {
        Value::Object(group) => group.values().flat_map(leaves).collect(),
        Value::Number(_) => number(entry).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn digits(digits: Option<f64>) -> String {
    digits.map_or("-".to_owned(), |digits| format!("{digits:.1}"))
}
