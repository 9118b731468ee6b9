//! `test`: all tests, the browser's too.

use crate::TestArguments;
use crate::shell::{run as shell, works};
use highwater::Failure;
use highwater::Terminal;

/// The commands that the browser's tests need, and the Debian packages that bring them.
const BROWSER: [(&str, &str); 2] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
];

pub(crate) fn run(arguments: &TestArguments, terminal: &Terminal) -> Result<(), Failure> {
    if !arguments.no_browser {
        install_browser(terminal)?;
    }
    // A bare `cargo nextest run` leaves out what compiles the crates once more.
    let nextest = works(&["cargo", "nextest", "--version"]);
    let tests: &[&str] = if nextest {
        &["cargo", "nextest", "run", "--run-ignored", "all"]
    } else {
        &["cargo", "test", "--all-targets", "--", "--include-ignored"]
    };
    shell(tests, &[], terminal)?;
    // nextest leaves the examples in the documentation out.
    shell(&["cargo", "test", "--doc"], &[], terminal)?;
    if arguments.no_browser {
        terminal.status("skipped: the tests in a browser (`--no-browser`)");
        return Ok(());
    }
    shell(&["cargo", "test", "-p", "browser"], &[], terminal)
}

/// Installs what is missing with apt-get where it may; else says what is missing.
fn install_browser(terminal: &Terminal) -> Result<(), Failure> {
    let missing = || -> Vec<&str> {
        BROWSER
            .iter()
            .filter(|(command, _)| !works(&[command, "--version"]))
            .map(|(_, package)| *package)
            .collect()
    };
    let packages = missing();
    if packages.is_empty() {
        return Ok(());
    }
    let apt: Option<&[&str]> = if works(&["apt-get", "--version"]) {
        if is_root() {
            Some(&["apt-get"])
        } else if works(&["sudo", "-n", "true"]) {
            Some(&["sudo", "-n", "apt-get"])
        } else {
            None
        }
    } else {
        None
    };
    if let Some(apt) = apt {
        let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
        let with = |rest: &[&'static str]| [apt, rest].concat();
        shell(&with(&["update", "-q"]), &quiet, terminal)?;
        let mut install = with(&["install", "-q", "-y", "--no-install-recommends"]);
        install.extend(&packages);
        shell(&install, &quiet, terminal)?;
    }
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::other(
        format!("the tests in a browser need {}", missing.join(" and ")),
        "install them with your system's package manager, or leave these tests out with `--no-browser`",
    ))
}

/// Returns whether this process may install packages: its real user is 0.
fn is_root() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .any(|line| line.starts_with("Uid:") && line.split_whitespace().nth(1) == Some("0"))
}
