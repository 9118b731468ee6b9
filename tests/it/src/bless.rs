//! `--bless`: the values of the data into the story, and nothing else.

use crate::sandbox::Sandbox;

const STORY: &str = "report/stories/open-wave/story.md";

#[test]
fn bless_writes_the_values_and_a_human_reads_the_diff() {
    let sandbox = Sandbox::new();
    let sound = sandbox.read(STORY);
    sandbox.replace(STORY, "[620M]", "[610M]");
    sandbox.replace(STORY, "up [22-fold]", "up [21-fold]");
    sandbox.run(&["check"]).fails(1, &["HW0001"]);
    let run = sandbox.run(&["report", "--bless"]);
    run.succeeds();
    assert!(
        run.err
            .contains("report/stories/open-wave/story.md: read the diff"),
        "{}",
        run.err
    );
    assert_eq!(sandbox.read(STORY), sound);
}

#[test]
fn bless_does_not_mend_claims() {
    let sandbox = Sandbox::new();
    sandbox.replace("data/wave/downloads.csv", "620M", "300M");
    sandbox
        .run(&["report", "--bless"])
        .fails(1, &["HW0010", "the claim `post-downloads-22x` fails"]);
    assert!(
        sandbox
            .read(STORY)
            .contains("[300M](value:wave.downloads.last?si)")
    );
}

#[test]
fn a_sound_story_is_left_alone() {
    let sandbox = Sandbox::new();
    let before = sandbox.read(STORY);
    sandbox.run(&["report", "--bless"]).succeeds();
    assert_eq!(sandbox.read(STORY), before);
}
