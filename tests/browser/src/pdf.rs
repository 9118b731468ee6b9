//! `report --pdf`: stories as documents on their own.

use std::fs;

use crate::site::{copy_of_project, xtask_in};

#[test]
fn a_story_is_printed_with_its_date_and_without_a_trace_of_this_machine() {
    let project = copy_of_project();
    let story = project.path().join("report/stories/open-wave/story.md");
    let text = fs::read_to_string(&story).unwrap();
    let links = "\nMore is [elsewhere](https://example.org/more) and [on another page](../open-labs/index.html).\n";
    fs::write(&story, text + links).unwrap();
    let print = || {
        let mut report = xtask_in(project.path());
        let output = report
            .args(["report", "--quiet", "--pdf"])
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        fs::read(project.path().join("pdf/open-wave.pdf")).unwrap()
    };
    let pdf = print();
    assert!(pdf.starts_with(b"%PDF-"));
    let text = String::from_utf8_lossy(&pdf);
    let pages = text.matches("/Type /Page\n").count();
    assert!(pages >= 4, "{pages} pages");
    // The story's date, not the time of the run.
    assert!(
        text.contains("/CreationDate (D:20261122000000"),
        "no date of the story"
    );
    // Links to elsewhere are live, and those to pages that a document has not are text.
    assert!(
        text.contains("/URI (https://example.org/more)"),
        "a link to elsewhere is lost"
    );
    let folder = project.path().to_str().unwrap();
    for trace in ["127.0.0.1", "localhost", "file:", "index.html", folder] {
        assert!(!text.contains(trace), "the document names `{trace}`");
    }
    let manifest = fs::read_to_string(project.path().join("site/highwater-manifest.json")).unwrap();
    assert!(!manifest.contains(".pdf"), "the site is as without them");
    assert_eq!(print(), pdf, "the same Chromium prints the same bytes");
}
