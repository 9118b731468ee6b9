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
    let grew = "expr = \"wave.downloads.growth_factor > 2\"";
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
        &["HW0019", "raund"],
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
