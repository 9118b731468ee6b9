//! The words of figures beside the story: checked like its text, with their places.

use crate::sandbox::Sandbox;

const WORDS: &str = "report/stories/open-wave/figures.toml";

#[test]
fn a_stale_number_in_them_is_told_with_its_place_and_blessed_there() {
    let sandbox = Sandbox::new();
    let said = "[](value:wave.closure.average_last?pct0)";
    let stale = "[81%](value:wave.closure.average_last?pct0)";
    sandbox.replace(WORDS, said, stale);
    let run = sandbox.run(&["check"]);
    run.fails(1, &["HW0001", &format!("{WORDS}:"), "`81%`"]);
    sandbox
        .run(&["report", "-q", "--bless", "--out", "there"])
        .succeeds();
    assert!(sandbox.read(WORDS).contains("[84%](value:wave.closure"));
}

#[test]
fn a_claiming_word_in_them_is_a_finding_there() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        WORDS,
        "alt = \"Pairs of dots,",
        "note = \"It doubled.\"\nalt = \"Pairs of dots,",
    );
    let run = sandbox.run(&["check", "--strict"]);
    run.fails(1, &["`doubled`", &format!("{WORDS}:")]);
}

#[test]
fn what_cannot_be_read_or_belongs_to_no_figure_is_told() {
    for (from, to, told) in [
        (
            "[figure.closure]",
            "[figure.closures]",
            "did you mean `closure`?",
        ),
        (
            "[figure.closure]\ntitle",
            "[figure.closure]\ntitel",
            "there is no `titel`",
        ),
        (
            "[figure.closure]\n",
            "[figure.closure]\nnote = \"a \\\"b\\\"\"\n",
            "has escapes",
        ),
        ("[figure.closure]\n", "[figure.closure\n", "cannot be read"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.replace(WORDS, from, to);
        let run = sandbox.run(&["check", "--strict"]);
        assert_ne!(run.code, Some(0), "{to}");
        assert!(run.err.contains("HW0218"), "{to}: {}", run.err);
        assert!(run.err.contains(told), "{to}: {}", run.err);
        assert!(run.err.contains(&format!("{WORDS}:")), "{to}: {}", run.err);
    }
}

#[test]
fn a_figure_without_a_title_is_an_error() {
    let sandbox = Sandbox::new();
    std::fs::remove_file(sandbox.path("report/stories/score-costs/figures.toml")).unwrap();
    let run = sandbox.run(&["check", "--only", "score-costs"]);
    run.fails(
        2,
        &["HW0219", "the figure `efficiency-factor` has no title"],
    );
}

#[test]
fn words_that_place_another_figure_are_a_finding() {
    let sandbox = Sandbox::new();
    let story = "report/stories/open-wave/story.md";
    let cost = "![Estimated cost to train a model as good as GPT-3.5]";
    let members = "![Members of communities around open models]";
    for (words, from, to) in [
        (cost, "cost", "contributors"),
        (members, "contributors", "cost"),
    ] {
        sandbox.replace(
            story,
            &format!("{words}(figure:{from})"),
            &format!("{words}(figure:{to})"),
        );
    }
    sandbox.run(&["check", "--strict"]).fails(
        1,
        &[
            "HW0084",
            "the words that place the figure `contributors` are those of `cost`",
        ],
    );
}
