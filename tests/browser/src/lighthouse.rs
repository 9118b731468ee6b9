//! Lighthouse finds nothing amiss in the front page and the stories, as far as it needs no network:
//! accessibility, best practices, what search engines read, and that nothing moves while a page loads.
//! Its times depend on the machine, and are not asked for.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::chromium::program;
use crate::npm;
use crate::site::Site;

/// What Lighthouse fails for a reason of ours: the pages' policy lets them fetch nothing, which is the
/// way in which it looks for `robots.txt`.
const LEFT_OUT: &str = "robots-txt";
/// How far the parts of a page may move while it loads: the bound of what Lighthouse calls good.
const MOST_SHIFT: f64 = 0.1;

/// What `lighthouse.mjs` prints of a page.
#[derive(Debug, Deserialize)]
struct Report {
    page: String,
    error: Option<String>,
    passed: usize,
    failed: Vec<Failed>,
    shift: f64,
}

#[derive(Debug, Deserialize)]
struct Failed {
    id: String,
    told: String,
}

#[test]
fn nothing_is_amiss() {
    if npm::file("lighthouse/package.json").is_none() {
        return;
    }
    let site = Site::built();
    let pages = [vec!["index.html".to_owned()], site.stories()].concat();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lighthouse.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(site.file(""))
        .args(&pages)
        .env("CHROME_PATH", program("chromium"))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "Lighthouse does not run:\n{told}");
    let out = String::from_utf8(output.stdout).unwrap();
    let reports: Vec<Report> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let read: Vec<&String> = reports.iter().map(|report| &report.page).collect();
    assert_eq!(read, pages.iter().collect::<Vec<_>>());
    for report in &reports {
        let page = &report.page;
        assert_eq!(report.error, None, "{page}");
        assert!(report.passed > 30, "{page}: only {} passed", report.passed);
        assert!(
            report.shift < MOST_SHIFT,
            "{page} moves by {}",
            report.shift
        );
        let failed = report.failed.iter();
        let failed: Vec<&str> = failed
            .filter(|failed| failed.id != LEFT_OUT && failed.id != "cumulative-layout-shift")
            .map(|failed| failed.told.as_str())
            .collect();
        assert!(failed.is_empty(), "{page}: {failed:#?}");
    }
}
