//! All reference cases, as the example runs them.

use std::path::PathBuf;

#[path = "../../examples/reference/check.rs"]
mod check;
#[path = "../../examples/reference/comparisons.rs"]
mod comparisons;
#[path = "../../examples/reference/curves.rs"]
mod curves;
#[path = "../../examples/reference/functions.rs"]
mod functions;
#[path = "../../examples/reference/markdown.rs"]
mod markdown;
#[path = "../../examples/reference/nist.rs"]
mod nist;
#[path = "../../examples/reference/regressions.rs"]
mod regressions;
#[path = "../../examples/reference/report.rs"]
mod report;
#[path = "../../examples/reference/value.rs"]
mod value;

/// Returns the folder of reference data beside the workspace; `HIGHWATER_SHARED` names another one.
fn shared() -> PathBuf {
    std::env::var_os("HIGHWATER_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    )
}

#[test]
fn every_reference_case_passes() {
    let folder = shared().join("reference/stats");
    if !folder.is_dir() {
        println!("skipped: no reference data");
        return;
    }
    // The later cases are in a folder of their own.
    let folders = [folder.clone(), shared().join("reference/stats-2")];
    let report = report::run(&folders).unwrap();
    let failed: Vec<String> = report
        .cases
        .iter()
        .filter(|case| !case.wrong.is_empty())
        .map(ToString::to_string)
        .collect();
    assert_eq!(report.failed(), 0, "{}", failed.join("\n"));
    assert!(report.passed() >= 430, "{} cases", report.passed());
    // The tables of digits are those of this very code.
    let accuracy = include_str!("../../ACCURACY.md");
    assert!(
        accuracy.contains(markdown::tables(&report).trim()),
        "ACCURACY.md is not current: run the example `reference` with --markdown"
    );
}

/// The iso-performance slope of the efficiency study: how much less of a resource each year.
#[test]
fn fieller_and_delta_intervals_of_the_efficiency_study() {
    use highwater_stats::{Design, FiellerSet, Missing, ols};

    let path = shared().join("reference/efficiency.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no reference data");
        return;
    };
    let content: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows = content["main"]["rows"].as_array().unwrap();
    let column = |key: &str| -> Vec<f64> {
        rows.iter()
            .map(|row| value::number(&row[key]).unwrap())
            .collect()
    };
    let design = Design::with_intercept()
        .term("float_date", &column("float_date"))
        .unwrap()
        .term("log_params", &column("log_params"))
        .unwrap();
    let fit = ols(&design, &column("nle"), Missing::Refuse).unwrap();
    let pair = fit.ratio("float_date", "log_params").unwrap();
    let FiellerSet::Bounded(fieller) = pair.fieller(0.9).unwrap() else {
        panic!("the denominator is clear of 0");
    };
    // Factors a year, 10^ratio: 3.390 to 7.411 by Fieller, 3.273 to 7.027 by the delta method.
    let factor = |slope: f64| format!("{:.3}", libm::exp10(slope));
    assert_eq!(
        [factor(fieller.low), factor(fieller.high)],
        ["3.390", "7.411"]
    );
    let delta = pair.delta(0.9).unwrap().interval;
    assert_eq!([factor(delta.low), factor(delta.high)], ["3.273", "7.027"]);
}

/// Spector and Mazzeo's students, with the marginal effects that statsmodels prints:
/// `get_margeff()` and, for the 0/1 column, `get_margeff(dummy=True)`.
#[test]
fn marginal_effects_of_the_spector_data() {
    use highwater_stats::{Design, Missing, logit};

    let path = shared().join("reference/stats/cases_logit.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no reference data");
        return;
    };
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut all = cases.as_array().unwrap().iter();
    let input = &all.find(|case| case["name"] == "logit_spector").unwrap()["input"];
    let design = ["GPA", "TUCE", "PSI"]
        .iter()
        .fold(Design::with_intercept(), |design, name| {
            design
                .term(name, &value::numbers(&input["x"][*name]).unwrap())
                .unwrap()
        });
    let fit = logit(
        &design,
        &value::numbers(&input["y"]).unwrap(),
        Missing::Refuse,
    )
    .unwrap();
    let shown = |effect: &highwater_stats::MarginalEffect| {
        let interval = effect.interval(0.95).unwrap();
        format!(
            "{} {:.4} {:.3} {:.3} {:.3} {:.3} {:.3}",
            effect.name,
            effect.effect,
            effect.std_err,
            effect.z,
            effect.p_value,
            interval.low,
            interval.high
        )
    };
    let effects: Vec<String> = fit.average_marginal_effects().iter().map(shown).collect();
    assert_eq!(
        effects,
        [
            "GPA 0.3626 0.109 3.313 0.001 0.148 0.577",
            "TUCE 0.0122 0.018 0.686 0.493 -0.023 0.047",
            "PSI 0.3052 0.092 3.304 0.001 0.124 0.486",
        ]
    );
    let change = fit.discrete_change("PSI", 0.0, 1.0).unwrap();
    assert_eq!(shown(&change), "PSI 0.3575 0.142 2.518 0.012 0.079 0.636");
}
