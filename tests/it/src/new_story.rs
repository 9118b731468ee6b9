//! `new story`: it checks clean at once, and takes the place of nothing.

use crate::sandbox::Sandbox;

const STORY: &str = "report/stories/cheap-models/story.md";

#[test]
fn a_new_story_builds_and_checks_clean() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["new", "story", "cheap-models"]);
    run.succeeds();
    assert!(run.out.contains(STORY), "{}", run.out);
    sandbox.run(&["check", "--strict"]).succeeds();
    let story = sandbox.read(STORY);
    assert!(story.contains("title = \"Cheap models\""), "{story}");
    let bound = "[620,000,000](value:wave.downloads.by_month.last)";
    assert!(story.contains(bound), "{story}");

    // What it binds is checked from now on.
    sandbox.replace(STORY, "[620,000,000]", "[610,000,000]");
    sandbox.run(&["check"]).fails(1, &["HW0001", STORY]);
    sandbox.replace(STORY, "[610,000,000]", "[620,000,000]");
    let claims = "report/stories/cheap-models/claims.toml";
    sandbox.replace(claims, "last > ", "last < ");
    sandbox.run(&["check"]).fails(1, &["first-to-last"]);
    sandbox.replace(claims, "last < ", "last > ");

    sandbox
        .run(&["report", "--strict", "--only", "cheap-models"])
        .succeeds();
    let page = sandbox.read("site/cheap-models/index.html");
    assert!(page.contains("<h1>Cheap models</h1>"), "{page}");
}

#[test]
fn a_title_is_text_whatever_it_holds() {
    let sandbox = Sandbox::new();
    let title = "A \"quoted\" \\ one with {order} & more";
    sandbox
        .run(&["new", "story", "quoted", "--title", title])
        .succeeds();
    sandbox.run(&["check", "--strict"]).succeeds();
    // A number in a name is no finding; one in a title would be.
    sandbox.run(&["new", "story", "gpt-4"]).succeeds();
    sandbox.run(&["check", "--strict"]).succeeds();
    let run = sandbox.run(&["new", "story", "labs", "--title", "What 7 labs do"]);
    run.fails(1, &["HW0030", "`7`"]);
    assert!(!sandbox.path("report/stories/labs").exists());
    sandbox
        .run(&["new", "story", "labs", "--title", " "])
        .fails(2, &["`--title` is empty"]);
}

#[test]
fn a_bad_name_or_one_that_is_taken_is_refused() {
    let sandbox = Sandbox::new();
    for (name, why) in [
        ("Open Wave", "no other signs"),
        ("../up", "no other signs"),
        ("a/b", "no other signs"),
        ("größe", "no other signs"),
        ("", "it is empty"),
        ("4-models", "it starts with no letter"),
        ("a--b", "a hyphen stands between two words"),
        ("a-", "a hyphen stands between two words"),
        ("data", "the site has a folder of that name"),
        (&"a".repeat(61), "more than 60 signs"),
    ] {
        let run = sandbox.run(&["new", "story", name]);
        run.fails(
            2,
            &["cannot be the name of a story", why, "such as `open-labs`"],
        );
    }
    let before = sandbox.read("report/stories/open-wave/story.md");
    let run = sandbox.run(&["new", "story", "open-wave"]);
    run.fails(2, &["`report/stories/open-wave` is there already"]);
    assert_eq!(sandbox.read("report/stories/open-wave/story.md"), before);
}
