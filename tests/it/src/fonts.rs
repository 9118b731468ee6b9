//! Cards in scripts that the font lacks are told, and a font can be given.

use std::path::PathBuf;

use crate::sandbox::{Run, Sandbox, workspace};

/// A project with one story, whose title no shipped font has, and these lines in `site.toml`.
fn sandbox(site: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::remove_dir_all(sandbox.path("report/stories")).unwrap();
    std::fs::create_dir_all(sandbox.path("report/stories/a")).unwrap();
    std::fs::create_dir_all(sandbox.path("report/assets/fonts")).unwrap();
    std::fs::copy(
        font("devanagari.ttf"),
        sandbox.path("report/assets/fonts/d.ttf"),
    )
    .unwrap();
    sandbox.write("report/site.toml", site);
    sandbox.write(
        "report/stories/a/story.md",
        "+++\ntitle = \"हिन्दी में\"\nsummary = \"S.\"\ndate = \"2026-11-22\"\n+++\n\nText.\n",
    );
    sandbox
}

fn font(name: &str) -> PathBuf {
    let fonts = workspace().join("crates/highwater-plot/tests/fonts");
    fonts.join(name)
}

fn findings(run: &Run) -> usize {
    let lines = run.err.lines();
    lines
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .count()
}

#[test]
fn cards_in_scripts_that_the_font_lacks_are_told_and_a_font_can_be_given() {
    let sandbox = sandbox("title = \"T\"\ndescription = \"D.\"\n");
    let run = sandbox.run(&["report", "--strict"]);
    let lacking = "the title has `ह` (U+0939), `ि` (U+093F), `न` (U+0928) and";
    run.fails(1, &["HW0044", lacking, "a/story.md:2:10", "fonts = ["]);
    assert_eq!(findings(&run), 1, "{}", run.err);
    sandbox.run(&["report"]).succeeds();
    let without = std::fs::read(sandbox.path("site/a/card.png")).unwrap();

    sandbox.append("report/site.toml", "fonts = [\"fonts/d.ttf\"]\n");
    sandbox.run(&["report", "--strict"]).succeeds();
    let with = std::fs::read(sandbox.path("site/a/card.png")).unwrap();
    assert_ne!(without, with);
    let css = sandbox.read("site/assets/figures.css");
    assert!(
        css.contains("@font-face{font-family:hw-given-1;") && css.contains("url(\"fonts/d.ttf\")")
    );
    assert!(sandbox.path("site/assets/fonts/d.ttf").is_file());
}

#[test]
fn cards_name_the_site_and_its_title_is_told_once() {
    let sandbox =
        sandbox("description = \"D.\"\ntitle = \"雨 हिन्दी\"\nfonts = [\"fonts/d.ttf\"]\n");
    let run = sandbox.run(&["report", "--strict"]);
    let lacking = "the title of the site has `雨` (U+96E8), which";
    run.fails(1, &["HW0044", lacking, "report/site.toml:2:9"]);
    assert_eq!(findings(&run), 1, "{}", run.err);
}

#[test]
fn a_font_that_cannot_be_used_is_one_finding_with_its_line() {
    let files: [(&str, Vec<u8>, &str); 5] = [
        ("words.ttf", b"Not a font".to_vec(), "is not a font"),
        (
            "many.ttc",
            b"ttcf\0\x01\0\0".to_vec(),
            "is a collection of fonts",
        ),
        (
            "web.woff2",
            b"wOF2\0\x01\0\0".to_vec(),
            "is a font compressed for the web",
        ),
        ("empty.otf", Vec::new(), "is not a font"),
        (
            "variable.ttf",
            std::fs::read(font("variable.ttf")).unwrap(),
            "is a variable font",
        ),
    ];
    for (name, bytes, fault) in files {
        let site = format!("title = \"T\"\nfonts = [\"fonts/{name}\"]\n");
        let sandbox = sandbox(&site);
        sandbox.write(&format!("report/assets/fonts/{name}"), bytes);
        let run = sandbox.run(&["report"]);
        let message = format!("the file `fonts/{name}` {fault}");
        run.fails(2, &["HW0251", &message, "report/site.toml:2:10", "give "]);
        assert_eq!(findings(&run), 1, "{}", run.err);
    }
}

#[test]
fn a_font_that_is_not_there_is_one_finding_with_its_line() {
    for (path, help) in [
        ("fonts/e.ttf", "did you mean `fonts/d.ttf`?"),
        (
            "/usr/share/fonts/Name.ttf",
            "put the file below `report/assets/`",
        ),
        ("../../Name.ttf", "put the file below `report/assets/`"),
    ] {
        let site = format!("title = \"T\"\nfonts = [\"fonts/d.ttf\",\n  \"{path}\"]\n");
        let sandbox = sandbox(&site);
        let run = sandbox.run(&["report"]);
        let message = format!("there is no font `{path}` in `report/assets/`");
        run.fails(2, &["HW0251", &message, "report/site.toml:3:3", help]);
        assert_eq!(findings(&run), 1, "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_font_that_a_link_leads_to_out_of_the_project_is_one_finding() {
    let sandbox = sandbox("title = \"T\"\nfonts = [\"fonts/out.ttf\"]\n");
    let link = sandbox.path("report/assets/fonts/out.ttf");
    std::os::unix::fs::symlink(font("devanagari.ttf"), link).unwrap();
    let run = sandbox.run(&["report"]);
    run.fails(2, &["HW0203", "report/assets/fonts/out.ttf"]);
    assert_eq!(findings(&run), 1, "{}", run.err);
}
