//! Headlines to explore: each combination of choices has an outcome, the same as its analysis.

use highwater_facts::{Explorer, Value};
use highwater_study::{PublishedTable, Results};

use crate::sandbox::{Sandbox, reference, snapshot, workspace};
use crate::studies;

/// The snapshots on which the studies run.
const SNAPSHOTS: [&str; 4] = [
    "org-view-2024-08-20",
    "gsm1k-2024-10-10",
    "benchmarks-2024-10-18",
    "all-systems-2024-10",
];

/// Returns what the studies give on these tables; with a setting of a reader, its study alone.
fn output(published: &[PublishedTable], setting: Option<&str>) -> Results {
    let data = workspace().join("data");
    let settings: Vec<&str> = setting.into_iter().collect();
    let is_asked = |name| setting.is_none_or(|setting| setting.starts_with(name));
    let output = studies::run(&data, published, &settings, |study| is_asked(study.name));
    let errors = &output.problems.errors;
    assert!(errors.is_empty(), "{errors:?}");
    output
}

/// The headlines that studies give on the embedded tables.
fn explorers() -> Vec<Explorer> {
    output(&[], None).explorers
}

/// Returns whether two values are the same but for the last digits, which another order of the same
/// steps may change.
fn same(a: &Value, b: &Value) -> bool {
    let close = |x: f64, y: f64| x == y || (x - y).abs() <= 1e-12 * x.abs().max(y.abs());
    let ends = |value: &Value| value.bounds();
    match (a.number(), b.number()) {
        (Some(x), Some(y)) => {
            let ends = match (ends(a), ends(b)) {
                (Some(a), Some(b)) => close(a.0, b.0) && close(a.1, b.1),
                (a, b) => a == b,
            };
            close(x, y) && ends && a.unit() == b.unit()
        }
        _ => a == b,
    }
}

/// Holds the values of an outcome to those of the ledger.
#[track_caller]
fn hold(output: &Results, id: &str, options: &[usize]) {
    let explorer = output.explorers.iter().find(|e| e.id == id).unwrap();
    let outcome = &explorer.outcomes[explorer.place(options).unwrap()];
    assert_eq!(outcome.values.len(), explorer.gives.len());
    for (given, value) in explorer.gives.iter().zip(&outcome.values) {
        let fact = output.ledger.get(&given.path);
        let fact = fact.unwrap_or_else(|| panic!("no value `{}`", given.path));
        assert!(
            same(&fact.value, value),
            "{id} {options:?}: `{}` is {:?} in the ledger, {value:?} in the outcome",
            given.path,
            fact.value
        );
    }
}

#[test]
fn the_default_choices_give_the_values_of_the_page() {
    let Some(shared) = reference() else { return };
    let on_snapshots = output(&SNAPSHOTS.map(|name| snapshot(&shared, name)), None);
    for output in [on_snapshots, output(&[], None)] {
        assert!(output.explorers.len() >= 3);
        for explorer in &output.explorers {
            assert!(!explorer.gives.is_empty(), "{}", explorer.id);
            hold(&output, &explorer.id, &vec![0; explorer.choices.len()]);
        }
    }
}

/// A choice is what the same setting does to the whole study.
#[test]
fn a_choice_gives_what_the_setting_gives() {
    let Some(shared) = reference() else { return };
    let published = SNAPSHOTS.map(|name| snapshot(&shared, name));
    let cases: [(&str, &str, &[usize]); 8] = [
        (
            "efficiency.benchmark=GPQA",
            "efficiency-factor",
            &[1, 0, 0, 0, 0, 0, 0],
        ),
        (
            "efficiency.benchmark=BBH",
            "efficiency-factor",
            &[2, 0, 0, 0, 0, 0, 0],
        ),
        (
            "efficiency.cost=log_compute",
            "efficiency-factor",
            &[0, 1, 0, 0, 0, 0, 0],
        ),
        (
            "efficiency.trust=all",
            "efficiency-factor",
            &[0, 0, 1, 0, 0, 0, 0],
        ),
        (
            "efficiency.since=2023-01-01",
            "efficiency-factor",
            &[0, 0, 0, 0, 0, 2, 0],
        ),
        (
            "openness.access=code",
            "openness-compute",
            &[0, 1, 0, 0, 0, 0, 0, 0, 0],
        ),
        (
            "openness.threshold=3",
            "openness-compute",
            &[0, 0, 0, 0, 0, 0, 1, 0, 0],
        ),
        (
            "openness.unit=model",
            "openness-compute",
            &[1, 0, 0, 0, 0, 0, 0, 0, 0],
        ),
    ];
    for (setting, id, options) in cases {
        hold(&output(&published, Some(setting)), id, options);
    }
}

#[test]
fn each_combination_of_choices_has_an_outcome() {
    let explorers = explorers();
    let ids: Vec<&str> = explorers
        .iter()
        .map(|explorer| explorer.id.as_str())
        .collect();
    assert!(
        ids.contains(&"openness-compute") && ids.contains(&"efficiency-factor"),
        "{ids:?}"
    );
    for explorer in &explorers {
        let combinations: usize = explorer
            .choices
            .iter()
            .map(|choice| choice.options.len())
            .product();
        assert_eq!(explorer.outcomes.len(), combinations, "{}", explorer.id);
        let kinds: std::collections::BTreeSet<usize> = explorer
            .outcomes
            .iter()
            .map(|outcome| outcome.verdict)
            .collect();
        assert!(
            kinds.len() > 1,
            "{} comes out alike whatever is chosen",
            explorer.id
        );
        assert!(
            kinds
                .iter()
                .all(|verdict| *verdict < explorer.verdicts.len())
        );
        // What gives no verdict gives no effect, and what gives one does.
        for outcome in &explorer.outcomes {
            let (key, _) = &explorer.verdicts[outcome.verdict];
            let has_effect = !["not-testable", "open"].contains(key);
            assert_eq!(
                outcome.effect.is_some(),
                has_effect,
                "{}: {outcome:?}",
                explorer.id
            );
        }
    }
}

#[test]
fn where_a_point_is_a_model_choices_about_organisations_change_nothing() {
    let explorers = explorers();
    let explorer = explorers
        .iter()
        .find(|e| e.id == "openness-compute")
        .unwrap();
    let at = |options: &[usize]| &explorer.outcomes[explorer.place(options).unwrap()];
    let plain = at(&[1, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert!(plain.effect.is_some());
    assert_eq!(at(&[1, 0, 0, 0, 0, 1, 3, 1, 1]), plain);
    assert_ne!(at(&[0, 0, 0, 0, 0, 0, 0, 0, 0]), plain);
}

#[test]
fn a_headline_that_no_study_gives_or_a_link_to_one_is_told() {
    let sandbox = Sandbox::new();
    let story = "report/stories/open-labs/story.md";
    sandbox.replace(
        story,
        "(explore:openness-compute)",
        "(explore:openness-comptue)",
    );
    sandbox.run(&["check"]).fails(
        1,
        &[
            "HW0020",
            "no study made a headline `openness-comptue`",
            "did you mean `openness-compute`?",
        ],
    );
    sandbox.replace(
        story,
        "![Choices that openness and size may hang on](explore:openness-comptue)",
        "See [here](explore:openness-compute).",
    );
    sandbox.run(&["check"]).fails(1, &["HW0004", "`explore:`"]);
}
