//! Headlines to explore: each combination of choices has an outcome, the same as its analysis.

use highwater_facts::Explorer;
use highwater_studies::{Inputs, Output, Parameters, all};

use crate::sandbox::{Sandbox, workspace};

/// The headlines that studies give on the embedded tables.
fn explorers() -> Vec<Explorer> {
    let data = workspace().join("data");
    let inputs = Inputs {
        data: &data,
        instead: std::collections::BTreeMap::new(),
        published: Vec::new(),
    };
    let mut output = Output::default();
    for study in all() {
        study.run(&inputs, &Parameters::default(), &mut output);
    }
    assert!(output.errors.is_empty(), "{:?}", output.errors);
    output.explorers
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
    let at = |options: &[usize]| explorer.outcomes[explorer.place(options).unwrap()];
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
