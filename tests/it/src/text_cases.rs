//! The texts of `shared/cases/stories` and others of their kinds, from the folder to the page.

use crate::sandbox::{Run, Sandbox, reference};

const SITE: &str = "title = \"T\"\ndescription = \"D.\"\n";

/// Returns a project with the data of this one and one story alone.
fn sandbox(body: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::remove_dir_all(sandbox.path("report/stories")).unwrap();
    sandbox.write("report/site.toml", SITE);
    story(&sandbox, "a", body);
    sandbox
}

fn story(sandbox: &Sandbox, slug: &str, body: &str) {
    let text = format!(
        "+++\ntitle = \"A story\"\nsummary = \"S.\"\ndate = \"2026-11-22\"\n+++\n\n{body}\n"
    );
    std::fs::create_dir_all(sandbox.path(&format!("report/stories/{slug}"))).unwrap();
    sandbox.write(&format!("report/stories/{slug}/story.md"), text);
}

/// Returns a text of the cases; `None` if they are not at hand.
fn case(name: &str) -> Option<String> {
    let path = reference()?.join("cases/stories").join(name);
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        eprintln!("skipped: no cases");
    }
    text
}

/// The number of findings in what a run told.
fn findings(run: &Run) -> usize {
    let lines = run.err.lines();
    lines
        .filter(|line| line.starts_with("error[") || line.starts_with("warning["))
        .count()
}

#[track_caller]
fn is_one(run: &Run, code: &str) {
    assert_eq!(findings(run), 1, "{}", run.err);
    assert!(run.err.contains(code), "{}", run.err);
}

#[test]
fn unclosed_link() {
    let Some(text) = case("unclosed-link.md") else {
        return;
    };
    let sandbox = sandbox(&text);
    let run = sandbox.run(&["report", "--strict"]);
    run.fails(
        1,
        &[
            "HW0004",
            "a link cannot be read",
            "story.md:7:19",
            "close it",
        ],
    );
    assert_eq!(run.err.matches("HW0004]").count(), 1, "{}", run.err);
    assert!(!sandbox.path("site").exists());
    // Without `--strict` too: a binding that is lost is an error.
    sandbox.run(&["report"]).fails(1, &["HW0004"]);
}

#[test]
fn a_link_at_fault_is_one_finding() {
    let sandbox = sandbox("");
    for (body, code) in [
        ("It came to [620M](value:wave.downloads.last?sy).", "HW0003"),
        ("It came to [620M](vlaue:wave.downloads.last).", "HW0004"),
        ("It came to [620M](value:wave.downloads last).", "HW0004"),
        ("It came to [620M] (value:wave.downloads.last).", "HW0004"),
        ("![Downloads](figure:nope)", "HW0020"),
        ("It [rose](claim:nope).", "HW0017"),
    ] {
        story(&sandbox, "a", body);
        let run = sandbox.run(&["check", "--strict"]);
        is_one(&run, code);
    }
}

#[test]
fn claim_around_value() {
    let Some(text) = case("claim-around-value.md") else {
        return;
    };
    let sandbox = sandbox(&text);
    let run = sandbox.run(&["check", "--strict"]);
    is_one(&run, "HW0017");
    let claim = |expr: &str, words: &str| {
        format!("[[claim]]\nid = \"downloads-grew\"\nwords = \"{words}\"\nexpr = \"{expr}\"\n")
    };
    let claims = "report/stories/a/claims.toml";
    let holds = "wave.downloads.last > wave.downloads.first";
    sandbox.write(claims, claim(holds, "rose to 620M"));
    sandbox.run(&["report", "--strict"]).succeeds();
    let page = sandbox.read("site/a/index.html");
    assert!(
        page.contains("data-claim=\"downloads-grew\">rose to</a> <a class=\"fact\""),
        "{page}"
    );
    assert!(page.contains(">620M</a>."), "{page}");
    assert!(
        sandbox
            .read("site/a/story.md")
            .contains("Downloads rose to 620M.")
    );
    // Both are checked: the value, and the claim.
    sandbox.write(
        claims,
        claim("wave.downloads.last < wave.downloads.first", "rose to 620M"),
    );
    sandbox
        .run(&["check"])
        .fails(1, &["HW0010", "`downloads-grew` fails"]);
    sandbox.write(claims, claim(holds, "rose to 610M"));
    sandbox.run(&["check"]).fails(1, &["HW0018"]);
    sandbox.write(claims, claim(holds, "rose to 620M"));
    sandbox.replace("report/stories/a/story.md", "620M", "610M");
    sandbox
        .run(&["check"])
        .fails(1, &["HW0001", "the data give `620M`"]);
}

#[test]
fn anchors_beyond_ascii() {
    let Some(text) = case("anchors-beyond-ascii.md") else {
        return;
    };
    let sandbox = sandbox(&format!(
        "{text}\n[हिन्दी](#हिन्दी), [one](#section), [a](#%F0%9F).\n"
    ));
    std::fs::create_dir_all(sandbox.path("report/assets")).unwrap();
    sandbox.write("report/assets/Öffnung.csv", "a\n1\n");
    let run = sandbox.run(&["check", "--strict"]);
    is_one(&run, "HW0023");
    story(
        &sandbox,
        "a",
        &format!("{text}\n[हिन्दी](#हिन्दी), [one](#section).\n"),
    );
    sandbox.run(&["report", "--strict"]).succeeds();
    let page = sandbox.read("site/a/index.html");
    for id in ["über-uns", "section", "हिन्दी"] {
        assert!(page.contains(&format!("<h2 id=\"{id}\">")), "{id}: {page}");
    }
    assert!(sandbox.path("site/assets/Öffnung.csv").is_file());
}

#[test]
fn markdown_as_written_elsewhere() {
    let Some(text) = case("markdown-as-written-elsewhere.md") else {
        return;
    };
    let sandbox = sandbox(&text);
    sandbox.run(&["report", "--strict"]).succeeds();
    let page = sandbox.read("site/a/index.html");
    for there in [
        "<a href=\"mailto:mail@example.org\">",
        "<a href=\"tel:+10000000\">",
        "<del>long ago</del>",
        "class=\"alert note\"",
        "CO<sub>2</sub> and H<sub>2</sub>O",
        "<a href=\"https://example.org/page\">",
        "<mi>β</mi>",
    ] {
        assert!(page.contains(there), "{there} is not in {page}");
    }
    assert!(!page.contains(" style="), "{page}");
    let plain = sandbox.read("site/a/story.md");
    for text in [&page, &plain] {
        assert!(!text.contains("a remark of the editor"), "{text}");
    }
}

#[test]
fn what_is_not_supported_is_told() {
    let sandbox = sandbox("");
    for (body, code, told) in [
        (
            "::: {.callout-note}\nCareful.\n:::",
            "HW0065",
            "a block of another dialect",
        ),
        ("It is `r nrow(x)`.", "HW0065", "code that other tools run"),
        (
            "<div class=\"x\">So.</div>",
            "HW0026",
            "HTML in a story is shown as text",
        ),
        (
            "So it is: $\\nosuch{x}$",
            "HW0062",
            "a formula cannot be read",
        ),
        (
            "A <!-- remark\n\nand more.",
            "HW0063",
            "a comment is never closed",
        ),
        (
            "<!-- a remark\n\nand more.",
            "HW0063",
            "a comment is never closed",
        ),
        (
            "| a | b |\n|---|---|\n| x | y | z |",
            "HW0065",
            "more cells than its head",
        ),
        ("## One {#facts}", "HW0022", "an anchor `facts` of its own"),
        (
            "<b>x</b> <b>y</b> <i>z</i> <u>u</u>",
            "HW0026",
            "in 5 places more",
        ),
    ] {
        story(&sandbox, "a", body);
        let run = sandbox.run(&["check", "--strict"]);
        assert_ne!(run.code, Some(0), "{body}");
        run.fails(1, &[code, told, "story.md:"]);
        is_one(&run, code);
    }
}

/// Returns a PNG of that size, as far as its header.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[test]
fn images_of_ones_own() {
    let sound = "![A flooded street](static/flood.png \"Photo: Name / Agency, CC BY 4.0\")";
    let sandbox = sandbox(sound);
    std::fs::create_dir_all(sandbox.path("report/stories/a/static")).unwrap();
    let flood = "report/stories/a/static/flood.png";
    sandbox.write(flood, png(1200, 800));
    sandbox.run(&["report", "--strict"]).succeeds();
    let page = sandbox.read("site/a/index.html");
    assert!(
        page.contains(
            "<img src=\"static/flood.png\" alt=\"A flooded street\" width=\"1200\" height=\"800\" loading=\"lazy\""
        ),
        "{page}"
    );
    assert!(
        page.contains("Photo: Name &#x2F; Agency") || page.contains("Photo: Name / Agency"),
        "{page}"
    );
    assert!(
        page.contains("<span class=\"licence\">CC BY 4.0</span>"),
        "{page}"
    );
    assert!(sandbox.path("site/a/static/flood.png").is_file());
    sandbox.run(&["verify", "site"]).succeeds();
    for (body, code, told) in [
        (
            "![](static/flood.png \"Name, CC BY 4.0\")",
            "HW0060",
            "no text for those who do not see it",
        ),
        (
            "![A street](static/flood.png \"Photo: Name\")",
            "HW0060",
            "has no licence",
        ),
        (
            "![A street](static/flood.png \"CC BY 4.0\")",
            "HW0060",
            "has no credit",
        ),
        (
            "![A street](static/flood.png)",
            "HW0060",
            "no credit, no licence",
        ),
        (
            "![A street](static/flod.png \"Name, CC0\") [x](static/flood.png)",
            "HW0027",
            "did you mean `static/flood.png`?",
        ),
        (
            "![A street](https://a.org/b.png \"Name, CC0\") [x](static/flood.png)",
            "HW0027",
            "lies on another site",
        ),
    ] {
        story(&sandbox, "a", body);
        let run = sandbox.run(&["check", "--strict"]);
        run.fails(1, &[code, told, "story.md:7:1"]);
    }
    story(&sandbox, "a", "Nothing.");
    sandbox
        .run(&["check", "--strict"])
        .fails(1, &["HW0061", "static/flood.png"]);
    story(&sandbox, "a", sound);
    sandbox.write(flood, b"GIF89a\x10\0\x20\0\0\0\0");
    sandbox
        .run(&["check"])
        .fails(1, &["HW0027", "end in `.gif`"]);
}

#[cfg(unix)]
#[test]
fn files_that_are_none_of_the_project_are_refused() {
    use std::os::unix::fs::symlink;

    let sandbox = sandbox("Text.");
    let folder = sandbox.path("report/assets");
    std::fs::create_dir_all(&folder).unwrap();
    symlink("/etc/hostname", folder.join("out.txt")).unwrap();
    symlink("/etc", folder.join("etc")).unwrap();
    symlink("../site.toml", folder.join("within.txt")).unwrap();
    let status = std::process::Command::new("mkfifo")
        .arg(folder.join("pipe"))
        .status();
    assert!(status.unwrap().success());
    let large = std::fs::File::create(folder.join("large.bin")).unwrap();
    large.set_len(33 << 20).unwrap();
    sandbox.run(&["check"]).fails(
        2,
        &[
            "report/assets/out.txt` cannot be read: it is or lies behind a link that leads out of the project",
            "report/assets/etc` cannot be read: it is or lies behind a link that leads out of the project",
            "report/assets/pipe` cannot be read: it is a pipe, not a file",
            "report/assets/large.bin` cannot be read: it has 34,603,008 bytes",
        ],
    );
    for name in ["out.txt", "etc", "pipe", "large.bin"] {
        std::fs::remove_file(folder.join(name)).unwrap();
    }
    sandbox.run(&["report", "--strict"]).succeeds();
    assert!(sandbox.path("site/assets/within.txt").is_file());
}

#[test]
fn dates_and_quotes_of_front_matter() {
    let sandbox = sandbox("Text.");
    let file = "report/stories/a/story.md";
    let with = |from: &str, to: &str| {
        story(&sandbox, "a", "Text.");
        sandbox.replace(file, from, to);
        sandbox.run(&["check", "--strict"])
    };
    with("\"2026-11-22\"", "2026-11-22").succeeds();
    with("2026-11-22", "2024-02-30").fails(2, &["`2024-02-30` is not a date", "story.md:4:8"]);
    with("\"2026-11-22\"", "2024-02-30").fails(2, &["HW0204", "story.md:4:"]);
    with("\"A story\"", "\"A story")
        .fails(2, &["HW0204", "story.md:2:", "close the text with `\"`"]);
    with("\"A story\"", "A story").fails(2, &["story.md:2:", "put the text between quotes"]);
    story(&sandbox, "a", "Text.");
    sandbox.write(
        "report/stories/a/claims.toml",
        "[[claim]]\nid = \"a\nwords = \"b\"\n",
    );
    sandbox
        .run(&["check"])
        .fails(2, &["HW0202", "claims.toml:2:", "close the text with `\"`"]);
    std::fs::remove_file(sandbox.path("report/stories/a/claims.toml")).unwrap();
    sandbox.write("report/site.toml", "title = \"T\ndescription = \"D.\"\n");
    sandbox
        .run(&["check"])
        .fails(2, &["HW0201", "site.toml:1:", "close the text with `\"`"]);
}

#[test]
fn two_stories_with_one_figure_first_build() {
    let body = "![Monthly downloads](figure:downloads)";
    let sandbox = sandbox(body);
    let shipped = crate::sandbox::workspace().join("report/stories/open-wave");
    for slug in ["a", "b", "c"] {
        story(&sandbox, slug, body);
        for file in ["claims.toml", "figures.toml"] {
            let text = std::fs::read(shipped.join(file)).unwrap();
            sandbox.write(&format!("report/stories/{slug}/{file}"), text);
        }
    }
    let run = sandbox.run(&["report"]);
    run.succeeds();
    assert!(!run.err.contains("HW0039"), "{}", run.err);
    let page = sandbox.read("site/index.html");
    for id in [
        "downloads-720-title",
        "b-downloads-720-title",
        "c-downloads-720-title",
    ] {
        assert_eq!(page.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn folders_that_cannot_be_stories() {
    let sandbox = sandbox("Text.");
    for slug in [
        "claims.html",
        "index.html",
        "data",
        "assets",
        "My Story",
        "über",
        "v1.2",
    ] {
        story(&sandbox, slug, "Text.");
        let run = sandbox.run(&["report"]);
        run.fails(
            2,
            &[
                "HW0250",
                &format!("`report/stories/{slug}` cannot be a story"),
            ],
        );
        is_one(&run, "HW0250");
        std::fs::remove_dir_all(sandbox.path(&format!("report/stories/{slug}"))).unwrap();
    }
    sandbox.run(&["report", "--strict"]).succeeds();
}

#[test]
fn deep_and_long_texts_come_to_an_end() {
    let sandbox = sandbox("");
    for (body, code) in [
        (format!("{}x", "> ".repeat(10_000)), "HW0064"),
        (
            format!("{}x{}", "*a ".repeat(10_000), "*".repeat(10_000)),
            "HW0064",
        ),
        (
            format!("{}x{}", "**".repeat(10_000), "**".repeat(10_000)),
            "",
        ),
        ("<b>x".repeat(10_000), "HW0026"),
        (
            format!("{}x{}", "<sub>".repeat(10_000), "</sub>".repeat(10_000)),
            "",
        ),
        ("[".repeat(10_000), ""),
        ("](value:a".repeat(2_000), "HW0004"),
        ("*a* ".repeat(10_000), ""),
        (format!("{}x", "- ".repeat(1_000)), "HW0064"),
    ] {
        story(&sandbox, "a", &body);
        let start = std::time::Instant::now();
        let run = sandbox.run(&["check"]);
        let begins = &body[..10];
        assert!(
            run.code.is_some() && run.code != Some(101),
            "{begins}: {}",
            run.err
        );
        assert!(run.err.contains(code), "{begins}: {}", run.err);
        eprintln!("{begins}: {:?}", start.elapsed());
    }
}

#[test]
fn quotation_marks_follow_the_language() {
    let sandbox = sandbox("It's \"so\".");
    sandbox.write("report/site.toml", format!("{SITE}language = \"de\"\n"));
    let run = sandbox.run(&["report", "--strict"]);
    run.succeeds();
    assert!(run.err.matches("note[HW0066]").count() == 1, "{}", run.err);
    assert!(sandbox.read("site/a/index.html").contains("It’s „so“."));
}
