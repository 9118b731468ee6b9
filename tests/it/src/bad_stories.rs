//! Stories at fault: exit code 1 (or 2 where a file cannot be read), with file, line and column.

use crate::sandbox::Sandbox;

const STORY: &str = "report/stories/open-wave/story.md";

#[track_caller]
fn check(code: i32, from: &str, to: &str, texts: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.replace(STORY, from, to);
    sandbox.run(&["report", "--strict"]).fails(code, texts);
    assert!(!sandbox.path("site").exists());
}

#[test]
fn values() {
    check(
        1,
        "[620M]",
        "[610M]",
        &[
            "HW0001",
            "the data give `620M`",
            "data/wave/downloads.csv:8 downloads",
            "--bless",
        ],
    );
    check(
        1,
        "value:wave.downloads.last?si",
        "value:wave.dowloads.last?si",
        &["HW0002", "`wave.downloads.last`"],
    );
    check(
        1,
        "last?si",
        "last?sy",
        &["HW0003", "there is no format `sy`", "did you mean `si`?"],
    );
    check(
        1,
        "last?si",
        "last?date",
        &["HW0003", "cannot show a number"],
    );
    check(
        1,
        "[620M](value:wave.downloads.last?si)",
        "[](value:wave.downloads.last?usd)",
        &[
            "HW0003",
            "is for US dollars",
            "another unit: downloads",
            "leave the format out",
        ],
    );
    check(
        1,
        "(value:wave.downloads.last?si)",
        "(vaule:wave.downloads.last)",
        &["HW0004", "did you mean `value:`?"],
    );
}

#[test]
fn titles_and_summaries_are_checked_too() {
    check(
        1,
        "[22-fold]",
        "[21-fold]",
        &["HW0001", "story.md:3:", "the data give `22-fold`"],
    );
    check(
        1,
        "what [eleven]",
        "what [twelve]",
        &["HW0001", "story.md:2:"],
    );
}

#[test]
fn figures_and_anchors() {
    check(
        1,
        "(figure:models)",
        "(figure:modles)",
        &["HW0020", "did you mean `models`?"],
    );
    check(
        1,
        "(figure:models)",
        "(figure:mmlu)",
        &["HW0021", "the figure `mmlu` is placed twice"],
    );
    check(
        1,
        "![Speed of open models on a data centre card and on a consumer card]",
        "![]",
        &["HW0024", "the figure `speed`"],
    );
    check(
        1,
        "## Money and users",
        "## Something to build on",
        &["HW0022", "something-to-build-on", "first here"],
    );
    check(
        1,
        "[data](../data.html)",
        "[data](#moeny-and-users)",
        &["HW0023", "did you mean `#money-and-users`?"],
    );
    check(
        1,
        "![Best MMLU scores",
        "See ![Best MMLU scores",
        &["HW0025"],
    );
    check(1, "[data](../data.html)", "![data](data.png)", &["HW0027"]);
}

#[test]
fn unbound_numerals_and_claiming_words_are_findings() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        STORY,
        "It was not even.",
        "It was not even: in one quarter it doubled, to 95%.",
    );
    let run = sandbox.run(&["check"]);
    run.succeeds();
    assert!(
        run.err.contains("warning[HW0030]: the numeral `95%`"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("warning[HW0031]: `doubled`"),
        "{}",
        run.err
    );
    sandbox
        .run(&["check", "--strict"])
        .fails(1, &["error[HW0030]", "error[HW0031]", "story.md:18:"]);
}

#[test]
fn numerals_of_all_forms_are_findings() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        STORY,
        "It was not even.",
        "½ of it, a dozen, one-third, ١٢ models, XII of them, the best.\n\n- one\n  - 7 of them rose\n",
    );
    sandbox.run(&["check", "--strict"]).fails(
        1,
        &[
            "the numeral `½`",
            "the numeral `dozen`",
            "the numeral `one-third`",
            "the numeral `١٢`",
            "the numeral `XII`",
            "`best` claims something",
            "the numeral `7`",
        ],
    );
}

#[test]
fn links_and_footnotes_lead_somewhere() {
    check(
        1,
        "[data](../data.html)",
        "[data](../nowhere.html)",
        &[
            "HW0029",
            "the site has no file `../nowhere.html`",
            "story.md:",
        ],
    );
    check(
        1,
        "[data](../data.html)",
        "data[^nope]",
        &["HW0035", "there is no footnote `nope`", "`[^nope]: ...`"],
    );
    check(
        1,
        "[^post]: dataku",
        "[^unused]: A note.\n\n[^post]: dataku",
        &["HW0035", "the footnote `unused` is mentioned nowhere"],
    );
}

#[test]
fn each_file_of_the_site_may_be_linked_to() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report"]).succeeds();
    let mut links = String::new();
    let mut folders = vec![sandbox.path("site")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let path = path.strip_prefix(sandbox.path("site")).unwrap().to_owned();
            let path = path.to_str().unwrap().replace('\\', "/");
            links += &format!("\n[file](<../{path}>)\n");
        }
    }
    assert!(links.contains("figures/downloads-narrow.png"), "{links}");
    sandbox.replace(
        STORY,
        "It was not even.\n",
        &format!("It was not even.\n{links}"),
    );
    let run = sandbox.run(&["check"]);
    assert!(!run.err.contains("HW0029"), "{}", run.err);
}

#[test]
fn html_in_a_story_is_text() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        STORY,
        "It was not even.",
        "It was <b onclick=\"x\">not</b> even.",
    );
    sandbox.run(&["check", "--strict"]).fails(1, &["HW0026"]);
    sandbox.run(&["report"]).succeeds();
    assert!(
        !sandbox
            .read("site/open-wave/index.html")
            .contains("<b onclick")
    );
}

#[test]
fn files_that_cannot_be_read() {
    check(
        2,
        "+++\ntitle",
        "++\ntitle",
        &["HW0204", "the story has no front matter"],
    );
    check(
        2,
        "date = \"2026-11-22\"",
        "date = \"22.11.2026\"",
        &["HW0204", "is not a date", "story.md:4:8"],
    );
    let sandbox = Sandbox::new();
    sandbox.replace("report/site.toml", "title = ", "titel = ");
    sandbox
        .run(&["check"])
        .fails(2, &["HW0201", "report/site.toml:1:1", "titel"]);
}

#[test]
fn a_template_at_fault_names_its_line_and_what_there_is() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        "report/templates/figure.html",
        "{{ figure.number }}",
        "{{ figure.numbr }}",
    );
    sandbox
        .run(&["report"])
        .fails(2, &["HW0206", "figure.html:2", "numbr"]);
    sandbox.replace(
        "report/templates/base.html",
        "{% block content %}",
        "{% block content }",
    );
    sandbox.run(&["report"]).fails(2, &["HW0206", "base.html"]);
    std::fs::remove_file(sandbox.path("report/templates/index.html")).unwrap();
    sandbox.run(&["report"]).fails(2, &["HW0206"]);
}
