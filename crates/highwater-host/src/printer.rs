//! Pages as PDF, through an installed Chromium.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::command;
use crate::error::HostError;
use crate::pages::Pages;
use crate::scratch::Scratch;
use crate::server::{Port, Server};

/// The commands that a Chromium goes by, in the order in which they are tried.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// A Chromium that prints.
///
/// It is given the pages by a server of its own on loopback, so that the PDF holds no path of this
/// machine; links to other pages, which a document on its own has not, become plain text.
#[derive(Debug)]
pub struct Printer {
    program: PathBuf,
    address: String,
}

impl Printer {
    /// Finds a Chromium, and serves it these pages.
    ///
    /// # Errors
    ///
    /// [`HostError::NotInstalled`], and those of [`Server::bind`].
    pub fn of(pages: Pages) -> Result<Self, HostError> {
        let program = installed().ok_or(HostError::NotInstalled {
            program: "Chromium, which prints the PDF,".to_owned(),
            hint: "install it: the package is `chromium` on Debian, `chromium-browser` on Ubuntu; \
                   Google Chrome does too",
        })?;
        let server = Server::bind(Port::Exactly(0), pages)?.for_print();
        let address = server.address();
        server.start()?;
        Ok(Printer { program, address })
    }

    /// Prints the page of a path of the site, such as `open-wave/`. Chromium's own dates become `date`,
    /// a day as `2026-11-22`, so that the same page printed by the same Chromium gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`HostError::TookTooLong`], [`HostError::Failed`], [`HostError::Io`].
    pub fn print(&self, path: &str, date: &str) -> Result<Vec<u8>, HostError> {
        let io = |what: &str| {
            let what = what.to_owned();
            |error| HostError::Io { what, error }
        };
        let folder = Scratch::new("a folder for the PDF")?;
        let pdf = folder.path().join("page.pdf");
        let mut command = Command::new(&self.program);
        command
            .args(["--headless", "--disable-gpu", "--no-first-run"])
            .args(["--no-pdf-header-footer", "--generate-pdf-document-outline"])
            .arg(option("--user-data-dir", &folder.path().join("profile")))
            .arg(option("--print-to-pdf", &pdf));
        if is_root() {
            // Chromium's sandbox refuses to run as root; the pages are our own.
            command.arg("--no-sandbox");
        }
        command.arg(format!("{}{path}", self.address));
        let said = command::within(command, "chromium", &format!("printing `{path}`"), PATIENCE)?;
        if !pdf.exists() {
            return Err(HostError::Failed {
                command: "chromium".to_owned(),
                said: said.lines().last().unwrap_or_default().to_owned(),
            });
        }
        let mut bytes = fs::read(&pdf).map_err(io("the PDF cannot be read"))?;
        set_dates(&mut bytes, date);
        Ok(bytes)
    }
}

/// Returns an option with a path as its value.
fn option(name: &str, path: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from(name);
    option.push("=");
    option.push(path);
    option
}

/// Returns the first Chromium in PATH.
fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = NAMES
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// Puts a day in the place of the times at which a PDF says it was made, in as many bytes, so that the
/// places that it lists stay right.
fn set_dates(pdf: &mut [u8], date: &str) {
    let digits: Vec<u8> = date.bytes().filter(u8::is_ascii_digit).collect();
    for key in [&b"/CreationDate (D:"[..], b"/ModDate (D:"] {
        let Some(at) = pdf.windows(key.len()).position(|part| part == key) else {
            continue;
        };
        let text = pdf.iter_mut().skip(at + key.len());
        let time = text.take_while(|byte| **byte != b')');
        for (at, byte) in time.filter(|byte| byte.is_ascii_digit()).enumerate() {
            *byte = digits.get(at).copied().unwrap_or(b'0');
        }
    }
}

/// Returns whether this process runs as the user 0, as in most containers.
fn is_root() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    lines.any(|line| line.starts_with("Uid:") && line.split_whitespace().nth(2) == Some("0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_set_in_place() {
        let mut pdf =
            *b"/CreationDate (D:20270102030405+00'00')\n/ModDate (D:20270102030405+00'00')>>";
        set_dates(&mut pdf, "2026-11-22");
        let text = String::from_utf8_lossy(&pdf);
        assert_eq!(
            text,
            "/CreationDate (D:20261122000000+00'00')\n/ModDate (D:20261122000000+00'00')>>"
        );
    }
}
