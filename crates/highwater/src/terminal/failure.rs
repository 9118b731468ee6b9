//! Why a task failed, and the exit code that says so.

use highwater_host::HostError;
use highwater_report::WriteError;
use highwater_report::diagnostic::{Class, Diagnostic, Severity, render_human};

use crate::terminal::{Terminal, count, promoted};

/// Why a task failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Findings; with the flag, warnings count as errors.
    Findings(Vec<Diagnostic>, bool),
    /// An error that is no finding, with what to do.
    Other(String, Option<String>),
    /// The site could not be written.
    Write(WriteError),
    /// The site could not be brought to its readers.
    Host(HostError),
    /// So many claims flipped, where that was asked to fail.
    Flipped(usize),
    /// A built site differs from its manifest; what differs has been told.
    Differs(String),
    /// The user stopped the run.
    Interrupted,
    /// A command that the task ran failed; it has told why.
    Command(String),
}

impl Failure {
    /// Returns what a person is told, a text for each finding that counts, without colour.
    pub(crate) fn texts(&self) -> Vec<String> {
        let with_hint = |message: &str, hint: Option<&str>| match hint {
            Some(hint) => format!("error: {message}\n  help: {hint}"),
            None => format!("error: {message}"),
        };
        match self {
            Failure::Findings(findings, strict) => promoted(findings, *strict)
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| render_human(finding, false))
                .collect(),
            Failure::Other(message, hint) => vec![with_hint(message, hint.as_deref())],
            Failure::Write(error) => vec![with_hint(&error.to_string(), Some(error.hint()))],
            Failure::Host(error) => vec![with_hint(&error.to_string(), Some(&error.hint()))],
            Failure::Flipped(n) => vec![format!("error: {} flipped", count(*n, "claim"))],
            Failure::Interrupted => vec!["error: interrupted".to_owned()],
            Failure::Command(what) | Failure::Differs(what) => vec![format!("error: {what}")],
        }
    }

    /// Makes an error that is not a finding: what is wrong, and what to do.
    #[must_use]
    pub fn other(message: impl Into<String>, hint: &str) -> Self {
        Failure::Other(message.into(), Some(hint.to_owned()))
    }

    /// Tells the failure and gives the exit code.
    pub(crate) fn tell(&self, terminal: &Terminal) -> u8 {
        match self {
            Failure::Findings(findings, strict) => {
                terminal.findings(findings, *strict);
                let counts = |finding: &&Diagnostic| finding.severity.counts(*strict);
                let other = findings
                    .iter()
                    .filter(counts)
                    .any(|finding| finding.class() == Class::Other);
                if other { 2 } else { 1 }
            }
            Failure::Other(message, hint) => {
                terminal.error(message, hint.as_deref());
                2
            }
            Failure::Write(error) => {
                terminal.error(&error.to_string(), Some(error.hint()));
                if matches!(error, WriteError::Interrupted) {
                    130
                } else {
                    2
                }
            }
            Failure::Host(error) => {
                terminal.error(&error.to_string(), Some(&error.hint()));
                2
            }
            Failure::Flipped(n) => {
                terminal.error(&format!("{} flipped", count(*n, "claim")), None);
                1
            }
            Failure::Interrupted => {
                terminal.error("interrupted", Some("what was there before is as it was"));
                130
            }
            Failure::Command(what) | Failure::Differs(what) => {
                terminal.error(what, None);
                1
            }
        }
    }
}
