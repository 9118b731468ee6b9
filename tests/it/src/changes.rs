//! The pages of the site that tell of corrections of data.

use crate::editions::{UNREAD, list_unread_edition, two_editions};
use crate::sandbox::{Sandbox, reference};

const SITE: &str = "report/site.toml";

/// A project with a correction of the snapshot of openness, of which both editions are at hand.
fn with_correction() -> Option<Sandbox> {
    let sandbox = two_editions(&reference()?);
    sandbox.append(
        SITE,
        "\n[[changes]]\nold = \"org-view-2024-08-10\"\nnew = \"org-view-2024-08-20\"\ntitle = \"Models were called <unreleased>\"\n",
    );
    Some(sandbox)
}

#[test]
fn a_page_tells_what_moved_and_links_to_it() {
    let Some(sandbox) = with_correction() else {
        return;
    };
    sandbox.run(&["report", "--strict", "-q"]).succeeds();
    let page = sandbox.read("site/changes/org-view-2024-08-20.html");
    for text in [
        "<h1>Models were called &lt;unreleased&gt;</h1>",
        "Claims that flipped",
        "href=\"../claims.html#open-labs--notebook-countries\"",
        "href=\"../open-labs/index.html#figure-openness-years\"",
        "href=\"../data/values/openness.organization.html#fact-openness.organization.microsoft.open_pct\"",
        "cargo xtask diff org-view-2024-08-10 org-view-2024-08-20",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let data = sandbox.read("site/data.html");
    assert!(data.contains(
        "<a href=\"changes/org-view-2024-08-20.html\">Models were called &lt;unreleased&gt;</a>"
    ));
    // Each link leads to something that is there.
    for link in page.split("href=\"../").skip(1) {
        let (file, rest) = link
            .split_once('"')
            .unwrap()
            .0
            .split_once('#')
            .unwrap_or((link.split('"').next().unwrap(), ""));
        let text = std::fs::read(sandbox.path("site").join(file)).unwrap();
        let text = String::from_utf8_lossy(&text);
        assert!(
            rest.is_empty() || text.contains(&format!("id=\"{rest}\"")),
            "{file}#{rest}"
        );
    }
    // The page and the command count the same.
    let run = sandbox.run(&["diff", "org-view-2024-08-10", "org-view-2024-08-20"]);
    let moved = run
        .out
        .split("values: ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    assert!(
        page.contains(&format!("<dt>values moved</dt><dd>{moved}</dd>")),
        "{moved}"
    );
}

#[test]
fn the_page_is_the_same_every_time() {
    let Some(sandbox) = with_correction() else {
        return;
    };
    let run = sandbox.run(&["report", "--verify"]);
    run.succeeds();
    assert!(
        run.err.contains("the same bytes again, with 1 thread "),
        "{}",
        run.err
    );
}

/// Built on the earlier edition, the page tells the same.
#[test]
fn the_page_does_not_depend_on_what_the_site_is_built_on() {
    let Some(sandbox) = with_correction() else {
        return;
    };
    let page = "site/changes/org-view-2024-08-20.html";
    sandbox.run(&["report", "-q"]).succeeds();
    let expected = sandbox.read(page);
    let counts = |page: &str| {
        page.split("<dl class=\"state moves\">")
            .nth(1)
            .unwrap()
            .split("</dl>")
            .next()
            .unwrap()
            .to_owned()
    };
    let input = "org-view-2024-08-20=data/cache/earlier.csv";
    sandbox.run(&["report", "-q", "--input", input]).succeeds();
    assert_eq!(counts(&sandbox.read(page)), counts(&expected));
}

#[test]
fn a_snapshot_that_is_not_at_hand_is_asked_for() {
    let Some(sandbox) = with_correction() else {
        return;
    };
    std::fs::remove_file(sandbox.path("data/cache/earlier.csv")).unwrap();
    sandbox.run(&["report", "--strict", "-q"]).succeeds();
    let page = sandbox.read("site/changes/org-view-2024-08-20.html");
    assert!(page.contains("needs the snapshots themselves"));
    assert!(page.contains("<code>cargo xtask fetch org-view-2024-08-10</code>"));
}

#[test]
fn what_no_study_reads_moved_nothing() {
    let sandbox = Sandbox::new();
    list_unread_edition(&sandbox);
    let (old, new) = UNREAD;
    let entry = format!("\n[[changes]]\nold = \"{old}\"\nnew = \"{new}\"\ntitle = \"T\"\n");
    sandbox.append(SITE, &entry);
    sandbox.run(&["report", "-q"]).succeeds();
    let page = sandbox.read("site/changes/unread-2.html");
    assert!(page.contains("No study reads them yet: no value moved."));
    // What a study reads, and is not at hand, is asked for.
    let page = sandbox.read("site/changes/benchmarks-2024-10-22.html");
    assert!(page.contains("needs the snapshots themselves"));
    let data = sandbox.read("site/data.html");
    assert!(data.contains("href=\"changes/benchmarks-2024-10-22.html\""));
}

#[test]
fn a_correction_at_fault_is_told() {
    let sandbox = Sandbox::new();
    let name = "new = \"benchmarks-2024-10-22\"";
    sandbox.replace(SITE, name, "new = \"benchmarks-2024-10-21\"");
    sandbox.run(&["check"]).fails(
        2,
        &[
            "`[[changes]]` in `report/site.toml` names `benchmarks-2024-10-21`, which is no snapshot",
            "did you mean `benchmarks-2024-10-22`?",
        ],
    );
    sandbox.replace(SITE, "benchmarks-2024-10-21", "gsm1k-2024-10-10");
    sandbox
        .run(&["report"])
        .fails(2, &["are no editions of one file"]);
    sandbox.replace(SITE, "gsm1k-2024-10-10", "benchmarks-2024-10-22");
    let again = "\n[[changes]]\nold = \"benchmarks-2024-10-18\"\nnew = \"benchmarks-2024-10-22\"\ntitle = \"T\"\n";
    sandbox.append(SITE, again);
    sandbox.run(&["check"]).fails(
        2,
        &["has two `[[changes]]` with `new = \"benchmarks-2024-10-22\"`"],
    );
    sandbox.append(SITE, "[[changes]]\nold = \"a\"\n");
    sandbox
        .run(&["check"])
        .fails(2, &["HW0201", "missing field `new`"]);
    assert!(!sandbox.path("site").exists());
}
