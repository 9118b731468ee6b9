//! Claims at fault: the caret under the fault, and both texts.

use crate::sandbox::Sandbox;

const STORY: &str = "report/stories/open-wave/story.md";
const CLAIMS: &str = "report/stories/open-wave/claims.toml";

#[track_caller]
fn check(code: i32, from: &str, to: &str, texts: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.replace(CLAIMS, from, to);
    sandbox.run(&["report", "--strict"]).fails(code, texts);
    assert!(!sandbox.path("site").exists());
}

#[test]
fn predicates() {
    let grew = "expr = \"wave.downloads.growth_factor > 10\"";
    check(
        1,
        grew,
        "expr = \"wave.downloads.growth_factor > > 2\"",
        &["HW0012", "claims.toml:10:40"],
    );
    check(
        1,
        grew,
        "expr = \"wave.downloads.last > wave.models.last\"",
        &[
            "HW0013",
            "unlike units: downloads and models",
            "claims.toml:10:9",
        ],
    );
    check(
        1,
        grew,
        "expr = \"3 > 2\"",
        &["HW0014", "names no value of the ledger"],
    );
    check(1, grew, "", &["HW0014", "has no `expr`"]);
    check(
        1,
        grew,
        "expr = \"wave.downloads.grwth_factor > 2\"",
        &["HW0019", "`wave.downloads.growth_factor`"],
    );
    check(
        1,
        grew,
        "expr = \"wave.downloads.growth_factor\"",
        &["HW0019", "neither true nor false"],
    );
    check(
        1,
        grew,
        "expr = \"raund(wave.downloads.growth_factor) > 2\"",
        &[
            "HW0012",
            "there is no function `raund`; did you mean `round`?",
        ],
    );
    check(
        1,
        grew,
        &format!("{grew}\nmultiverse = \"openness.multiverse.compte\""),
        &[
            "HW0037",
            "no study has the headline `openness.multiverse.compte`",
            "claims.toml:11:15",
            "did you mean `openness.multiverse.compute`?",
        ],
    );
}

#[test]
fn what_examines_nothing_is_no_pass() {
    let grew = "expr = \"wave.downloads.growth_factor > 10\"";
    for (expr, texts) in [
        (
            "wave.closure.by_benchmark.change.filter(x, x > 1000).all(x, x > 0)",
            [
                "HW0010",
                "is not testable and is expected to hold",
                "is empty",
            ],
        ),
        (
            "wave.downloads.first / 0 > 1",
            [
                "HW0010",
                "is not testable",
                "`wave.downloads.first / 0` divides by zero",
            ],
        ),
        (
            "wave.downloads.first / (wave.downloads.months - 18) > 1",
            ["HW0010", "is not testable", "divides by zero"],
        ),
        (
            "wave.downloads.growth_factor > 2 || true",
            [
                "HW0014",
                "claims.toml:10:45",
                "the same whatever the data say",
            ],
        ),
        (
            "wave.downloads.first == wave.downloads.first",
            ["HW0014", "claims.toml:10:9", "compares a value with itself"],
        ),
    ] {
        check(1, grew, &format!("expr = '{expr}'"), &texts);
    }
}

#[test]
fn a_mistake_is_no_failure() {
    check(
        1,
        "expr = 'wave.closure.closes <= month(\"2024-03\")'",
        "expr = 'wave.closure.closes <= \"2024-03\"'",
        &["HW0019", "write the month as `month(\"2024-03\")`"],
    );
    check(
        1,
        "expr = \"wave.mmlu.gap_last <= wave.mmlu.gap_smallest\"",
        "expr = \"wave.funding.total > true\"",
        &["HW0019", "compares a number with a truth value"],
    );
}

#[test]
fn ranges_are_judged_within() {
    for expr in [
        "wave.cost.factor > 20 && wave.cost.factor < 30",
        "wave.cost.factor < 15 || wave.cost.factor > 40",
    ] {
        check(
            1,
            "expr = \"wave.cost.last.high < wave.cost.first.low\"",
            &format!("expr = \"{expr}\""),
            &[
                "HW0011",
                "is fragile",
                "in a part of a range and not in the rest",
            ],
        );
    }
}

#[test]
fn numbers_of_another_scale_are_warnings() {
    let grew = "expr = \"wave.downloads.growth_factor > 10\"";
    for (expr, help) in [
        (
            "wave.adoption.evaluating.last > 0.5",
            "if 50% is meant, write `50`",
        ),
        (
            "wave.downloads.last_period_growth < 50",
            "if 50% is meant, write `0.5`",
        ),
    ] {
        check(
            1,
            grew,
            &format!("expr = \"{expr}\""),
            &["HW0034", "of another scale", help],
        );
        let sandbox = Sandbox::new();
        sandbox.replace(CLAIMS, grew, &format!("expr = \"{expr}\""));
        let run = sandbox.run(&["check"]);
        run.succeeds();
        assert!(run.err.contains("warning[HW0034]"), "{}", run.err);
    }
}

#[test]
fn tolerances_depth_and_steps_have_bounds() {
    check(
        2,
        "tolerance = 0.005",
        "tolerance = -1",
        &[
            "HW0202",
            "a tolerance is at least 0 and below 1",
            "tolerance = 0.05",
        ],
    );
    let grew = "expr = \"wave.downloads.growth_factor > 10\"";
    let deep = format!("{}wave.charts{} > 1", "(".repeat(200), ")".repeat(200));
    check(
        1,
        grew,
        &format!("expr = \"{deep}\""),
        &["HW0012", "the parts stand too deep in one another"],
    );
    let mut nested = "wave.charts > 1".to_owned();
    for _ in 0..7 {
        nested = format!("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(x, {nested})");
    }
    check(
        1,
        grew,
        &format!("expr = \"{nested}\""),
        &["HW0019", "takes more than 1,000,000 steps"],
    );
}

#[test]
fn a_flipped_claim_gives_sentence_predicate_values_and_margin() {
    check(
        1,
        "expr = \"wave.models.growth_factor < wave.downloads.growth_factor\"",
        "expr = \"wave.models.growth_factor > wave.downloads.growth_factor\"",
        &[
            "error[HW0010]: the claim `models-behind-downloads` fails and is expected to hold",
            "story.md:24:",
            "13.2× is not > 22.1×, would hold above 22.1×",
            "claims.toml:",
            "13.2× is `wave.models.growth_factor`",
            "data/wave/models.csv:2 models",
        ],
    );
}

#[test]
fn a_claim_of_the_post_that_starts_to_hold_is_a_flip_too() {
    check(
        1,
        "wave.cost.factor.low >= 10 && wave.cost.factor.high <= 20",
        "wave.cost.factor.low >= 10 && wave.cost.factor.high <= 50",
        &[
            "HW0010",
            "the claim `post-cost-factor` holds and is expected to fail",
        ],
    );
}

#[test]
fn a_fragile_claim_is_a_warning() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        CLAIMS,
        "tolerance = 0.005\nexpect = \"fragile\"\n",
        "tolerance = 0.005\n",
    );
    let run = sandbox.run(&["check"]);
    run.succeeds();
    assert!(
        run.err
            .contains("warning[HW0011]: the claim `post-funding-650m` is fragile"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("within the tolerance of 0.5%"),
        "{}",
        run.err
    );
}

#[test]
fn ids_words_and_uses() {
    check(
        1,
        "id = \"growth-climbed\"",
        "id = \"growth-fell-back\"",
        &["HW0015", "HW0017"],
    );
    check(
        1,
        "words = \"climbed steadily\"",
        "words = \"climbed wildly\"",
        &["HW0018", "the story says `climbed steadily`"],
    );
    check(
        1,
        "words = \"Cheaper\"",
        "words = \"Cheaper by 90%\"",
        &["HW0033", "HW0018"],
    );
    let sandbox = Sandbox::new();
    sandbox.append(CLAIMS, "\n[[claim]]\nid = \"idle\"\nwords = \"idle\"\nexpr = \"wave.charts > 1\"\n\n[[allow]]\ntext = \"not there\"\nreason = \"none\"\n");
    sandbox
        .run(&["check", "--strict"])
        .fails(1, &["HW0016", "`idle` is used nowhere", "HW0032"]);
}

#[test]
fn links_to_claims_that_do_not_exist() {
    let sandbox = Sandbox::new();
    sandbox.replace(STORY, "(claim:growth-climbed)", "(claim:growth-climed)");
    sandbox.replace(STORY, "(claims:post)", "(claims:posts)");
    sandbox.run(&["check"]).fails(
        1,
        &[
            "HW0017",
            "did you mean `growth-climbed`?",
            "did you mean `post`?",
        ],
    );
}

#[test]
fn claims_that_cannot_be_read() {
    check(
        2,
        "[[claim]]\nid = \"downloads-grew\"",
        "[[claim]]\nidd = \"downloads-grew\"",
        &["HW0202", "claims.toml:8:1"],
    );
}
