//! The story of the compute divide: it reads on without the snapshot, counts its tests, and says what
//! settings overturn.

use serde_json::Value;

use crate::sandbox::{Run, Sandbox, reference};

const PAGE: &str = "site/compute-divide/index.html";
const STORY: &str = "report/stories/compute-divide/story.md";

#[test]
fn without_the_snapshot_the_story_reads_on_and_says_what_brings_it() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "--strict"]).succeeds();
    let page = sandbox.read(PAGE);
    assert!(page.contains("cargo xtask fetch all-systems-2024-10"));
    for there in [
        "figure-divide-compute",
        "table-divide-supplement",
        "id=\"whose-code-is-open\"",
    ] {
        assert!(page.contains(there), "{there}");
    }
    for gone in ["figure-divide-terms", "table-divide-notability", "n/a"] {
        assert!(!page.contains(gone), "{gone}");
    }
    let claims = sandbox.read("site/claims.html");
    assert!(claims.contains("it stands in a section that needs a snapshot"));
}

#[test]
fn with_the_snapshot_nothing_is_left_out() {
    let Some(shared) = reference() else { return };
    let data = shared.join("data").display().to_string();
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["report", "--strict", "--data", &data]);
    run.succeeds();
    let page = sandbox.read(PAGE);
    assert!(!page.contains("This section needs the snapshot"));
    let figures = page.matches("<figure id=\"figure-divide-").count();
    assert_eq!(figures, 10, "ten figures");
}

#[test]
fn a_section_that_needs_what_no_study_runs_on_is_told() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        STORY,
        "## Which models count {needs=all-systems-2024-10}",
        "## Which models count {needs=all-systems-2024-11}",
    );
    sandbox.run(&["check"]).fails(
        1,
        &[
            "HW0036",
            "no study runs on a snapshot `all-systems-2024-11`",
            "did you mean `needs=all-systems-2024-10`?",
            "story.md:",
        ],
    );
}

#[test]
fn what_is_left_out_is_linted_and_its_claims_must_exist() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        STORY,
        "[is right](claim:filter-reason)",
        "[is right](claim:filter-raeson)",
    );
    sandbox.replace(
        STORY,
        "What changed is industry",
        "What changed by 12 percent is industry",
    );
    let run = sandbox.run(&["check", "--strict"]);
    run.fails(1, &["HW0017", "filter-raeson", "HW0030", "`12`"]);
}

/// Returns what the tests gave, by path.
fn tests(run: &Run) -> Vec<(String, f64)> {
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let of = |value: &Value| {
        let path = value["path"].as_str()?.strip_prefix("divide.tests.")?;
        Some((path.to_owned(), value["value"].as_f64()?))
    };
    values.iter().filter_map(of).collect()
}

#[test]
fn each_test_of_the_page_is_counted_once_and_corrected() {
    let Some(shared) = reference() else { return };
    let data = shared.join("data").display().to_string();
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["values", "divide", "--data", &data, "--format", "json"]);
    let all = tests(&run);
    let get = |path: &str| all.iter().find(|(name, _)| name == path).unwrap().1;
    let ending = |end: &str| -> Vec<(String, f64)> {
        let found = all
            .iter()
            .filter_map(|(name, x)| Some((name.strip_suffix(end)?.to_owned(), *x)));
        found.collect()
    };
    let (mut raw, corrected) = (ending(".p"), ending(".holm"));
    assert_eq!(raw.len(), corrected.len());
    assert_eq!(get("n"), raw.len() as f64);
    assert!(raw.len() > 40, "{}", raw.len());
    let below = |tests: &[(String, f64)]| tests.iter().filter(|(_, p)| *p < 0.05).count() as f64;
    assert_eq!(get("below"), below(&raw));
    assert_eq!(get("below_holm"), below(&corrected));
    // By Holm's definition: the k-th smallest p, times the tests from it up, and never falling.
    raw.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut highest = 0.0_f64;
    for (at, (name, p)) in raw.iter().enumerate() {
        highest = highest.max((p * (raw.len() - at) as f64).min(1.0));
        let theirs = corrected.iter().find(|(other, _)| other == name).unwrap().1;
        assert!(
            (theirs - highest).abs() <= 1e-12,
            "{name}: {theirs}, not {highest}"
        );
    }
    // The p values are those of the analyses.
    let values: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let of = |path: &str| {
        let found = values.iter().find(|value| value["path"] == path);
        found.and_then(|value| value["value"].as_f64()).unwrap()
    };
    for (test, analysis) in [
        ("notability.p", "divide.notability.fisher.p"),
        (
            "compute.period_2015_2024.regression.p",
            "divide.compute.period_2015_2024.ols.industry.p",
        ),
        (
            "code_release.window_2017_2021.frac_industry.p",
            "divide.code_release.window_2017_2021.frac_industry.p",
        ),
        ("terms.tasks.spearman.p", "divide.terms.topics.p"),
        (
            "engineering.language.any.p",
            "divide.engineering.language.any.p",
        ),
        ("bertology.p", "divide.bertology.p"),
    ] {
        assert_eq!(get(test), of(analysis), "{test}");
    }
}

#[test]
fn windows_that_leave_nothing_are_warnings_and_the_report_is_built() {
    let Some(shared) = reference() else { return };
    let data = shared.join("data").display().to_string();
    for setting in [
        "divide.text_window=1950-1951",
        "divide.task_papers=1000",
        "divide.window=1950-1951",
    ] {
        let sandbox = Sandbox::new();
        let run = sandbox.run(&["report", "--data", &data, "--set", setting]);
        run.succeeds();
        assert!(
            sandbox
                .read(PAGE)
                .contains(setting.split('=').next().unwrap()),
            "{setting}"
        );
    }
}
