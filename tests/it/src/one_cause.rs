//! One cause gives one finding, however much of the report rests on it.

use crate::sandbox::Sandbox;

/// That a project spoiled so gives that finding and no other.
#[track_caller]
fn gives_one(spoil: impl FnOnce(&Sandbox), told: &str) {
    let sandbox = Sandbox::new();
    spoil(&sandbox);
    sandbox
        .run(&["check", "--strict"])
        .fails(2, &[told, "\n1 error, 0 warnings;"]);
}

fn remove(path: &'static str) -> impl FnOnce(&Sandbox) {
    move |sandbox| {
        let path = sandbox.path(path);
        match path.is_dir() {
            true => std::fs::remove_dir_all(path).unwrap(),
            false => std::fs::remove_file(path).unwrap(),
        }
    }
}

#[test]
fn a_table_or_list_that_is_not_there_is_told_once() {
    // Three studies read `models.csv`, and hundreds of values and figures rest on it.
    gives_one(remove("data/models.csv"), "error[HW0101]: data/models.csv");
    gives_one(
        remove("data/tables.toml"),
        "error[HW0101]: data/tables.toml",
    );
    gives_one(remove("data"), "error[HW0101]: data: no table can be read");
}

#[test]
fn a_list_that_cannot_be_read_is_told_once() {
    let broken = |path| move |sandbox: &Sandbox| sandbox.append(path, "\nx = \n");
    gives_one(
        broken("data/wave/tables.toml"),
        "--> data/wave/tables.toml:",
    );
    gives_one(broken("data/snapshots.toml"), "--> data/snapshots.toml:");
    gives_one(broken("report/site.toml"), "--> report/site.toml:");
}

#[test]
fn a_story_that_is_not_there_is_told_once() {
    let story = "report/stories/open-wave/story.md";
    gives_one(remove(story), &format!("`{story}` cannot be read: "));
    gives_one(
        remove("report/stories"),
        "`report/stories` cannot be read: ",
    );
}

/// A template that all pages share.
#[test]
fn a_template_at_fault_is_told_once() {
    for text in ["{% if %}", "{% include \"base.html\" %}"] {
        let spoil = |sandbox: &Sandbox| {
            let template = sandbox.own("templates/base.html");
            sandbox.write(&template, text);
        };
        gives_one(spoil, "error[HW0206]");
    }
}
