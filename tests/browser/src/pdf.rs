//! `report --pdf`: stories as documents on their own.

use std::path::Path;
use std::process::Command;

#[test]
fn a_story_is_printed_with_its_date_and_without_a_trace_of_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let (site, pdfs) = (folder.path().join("site"), folder.path().join("pdfs"));
    let print = || {
        let output = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "xtask", "--"])
            .args(["report", "--quiet", "--only", "open-labs", "--out"])
            .arg(&site)
            .arg(format!("--pdf={}", pdfs.display()))
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        std::fs::read(pdfs.join("open-labs.pdf")).unwrap()
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
    // Links within the page and to elsewhere are live; those to pages that a document has not are text.
    assert!(text.contains("/URI (http"), "links to elsewhere are kept");
    for trace in [
        "127.0.0.1",
        "localhost",
        "file:",
        folder.path().to_str().unwrap(),
    ] {
        assert!(!text.contains(trace), "the document names `{trace}`");
    }
    assert!(
        !site.join("open-labs/open-labs.pdf").exists(),
        "the site is as without it"
    );
    assert_eq!(print(), pdf, "the same Chromium prints the same bytes");
}
