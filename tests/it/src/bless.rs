//! `--bless`: the values of the data into the story, and nothing else.

use highwater_facts::{Fact, Quantity, Unit};
use highwater_report::{Project, Results, check};

use crate::sandbox::{Sandbox, workspace};

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

/// A value that is not finite is never what a writer is told to write.
#[test]
fn what_is_not_finite_is_no_advice() {
    let project = Project::load(&workspace().join("report"), "report").unwrap();
    let path = "wave.downloads.growth_factor";
    let mut results = Results::default();
    let value = Quantity::exact(f64::INFINITY, Unit::Ratio);
    results
        .ledger
        .add(Fact::new(path, value, "growth"))
        .unwrap();
    let checked = check(&project, &results, Some("open-wave"));
    let mut found = checked.diagnostics.iter().filter(|finding| {
        finding.code == "HW0001" && finding.message.contains(&format!("`{path}`"))
    });
    assert_eq!(
        found.next().unwrap().help,
        ["the value is not finite; look at the rows that it is computed from"]
    );
    let blessed = checked.blessed();
    assert!(!blessed.iter().any(|file| file.text.contains("[∞")));
}
