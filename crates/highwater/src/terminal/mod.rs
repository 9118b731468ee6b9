//! Where a run is told: what goes to which stream, in colour or not, and how much of it.

mod failure;
pub(crate) mod interrupt;
mod steps;

use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use highwater_report::diagnostic::{
    Diagnostic, Severity, render_github, render_human, render_json,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{Colour, MessageFormat, Output};
pub use failure::Failure;
pub(crate) use steps::{Steps, milliseconds};

/// The most findings that are told to a person.
const MOST_FINDINGS: usize = 50;
/// What takes longer gets a progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// So many of something, named in the singular.
pub(crate) fn count(n: usize, one: &str) -> String {
    match (n, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (n, Some(stem)) => format!("{n} {stem}ies"),
        (n, None) => format!("{n} {one}s"),
    }
}

/// The findings as they are told: with `strict` warnings are errors.
pub(crate) fn promoted(findings: &[Diagnostic], strict: bool) -> Vec<Diagnostic> {
    let promote = |finding: Diagnostic| match finding.severity.counts(strict) {
        true => Diagnostic {
            severity: Severity::Error,
            ..finding
        },
        false => finding,
    };
    findings.iter().cloned().map(promote).collect()
}

/// Where a run is told.
pub struct Terminal {
    /// What the program is called.
    program: &'static str,
    quiet: bool,
    pub(crate) verbose: bool,
    colour: bool,
    format: MessageFormat,
    /// Why a result could not be written, the first time.
    unwritten: OnceLock<String>,
}

impl Terminal {
    pub(crate) fn new(output: &Output, program: &'static str) -> Self {
        let set =
            |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        let colour = match output.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                !set("NO_COLOR") && (set("CLICOLOR_FORCE") || io::stderr().is_terminal())
            }
        };
        Terminal {
            program,
            quiet: output.quiet,
            verbose: output.verbose,
            colour,
            format: output.message_format,
            unwritten: OnceLock::new(),
        }
    }

    /// A result, on standard output.
    pub fn result(&self, text: &str) {
        let mut out = io::stdout().lock();
        if let Err(error) = writeln!(out, "{text}").and_then(|()| out.flush())
            // A reader that has gone away, as in `| head`, is not an error of ours.
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            let _ = self.unwritten.set(error.to_string());
        }
    }

    /// Returns why a result could not be written, if one could not: a full disk behind `> FILE`.
    pub(crate) fn unwritten(&self) -> Option<Failure> {
        let why = self.unwritten.get()?;
        Some(Failure::other(
            format!("the results cannot be written to standard output: {why}"),
            "make room on the disk, or send them elsewhere; what was written is not whole",
        ))
    }

    /// A result that a quiet run leaves out.
    pub fn summary(&self, text: &str) {
        if !self.quiet && self.format == MessageFormat::Human {
            self.result(text);
        }
    }

    /// How the run goes, on standard error.
    pub fn status(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{text}");
        }
    }

    /// How the run goes, for those who asked for more.
    pub(crate) fn detail(&self, text: &str) {
        if self.verbose {
            self.status(text);
        }
    }

    /// An error that is not a finding, on standard error.
    pub fn error(&self, message: &str, hint: Option<&str>) {
        let (on, off) = if self.colour {
            ("\x1b[1;31m", "\x1b[0m")
        } else {
            ("", "")
        };
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "{on}error{off}: {message}");
        if let Some(hint) = hint {
            let _ = writeln!(stderr, "  help: {hint}");
        }
    }

    /// All findings, and a line that counts them. With `strict` warnings are told as errors.
    pub(crate) fn findings(&self, findings: &[Diagnostic], strict: bool) {
        let promoted = promoted(findings, strict);
        match self.format {
            MessageFormat::Json => promoted
                .iter()
                .for_each(|finding| self.result(&render_json(finding))),
            MessageFormat::Github => promoted
                .iter()
                .for_each(|finding| self.result(&render_github(finding))),
            MessageFormat::Human => self.for_a_person(&promoted),
        }
    }

    fn for_a_person(&self, findings: &[Diagnostic]) {
        let of = |severity| -> Vec<&Diagnostic> {
            let some = findings
                .iter()
                .filter(|finding| finding.severity == severity);
            some.collect()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let notes = of(Severity::Note);
        let told = if self.quiet {
            errors.clone()
        } else {
            [&errors[..], &warnings, &notes].concat()
        };
        let mut stderr = io::stderr().lock();
        for finding in told.iter().take(MOST_FINDINGS) {
            let _ = writeln!(stderr, "{}\n", render_human(finding, self.colour));
        }
        let more = told.len().saturating_sub(MOST_FINDINGS);
        if more > 0 {
            let _ = writeln!(
                stderr,
                "and {more} more; `--message-format json` gives them all\n"
            );
        }
        if let Some(first) = told.first() {
            let notes = match notes.len() {
                0 => String::new(),
                n => format!(", {}", count(n, "note")),
            };
            let _ = writeln!(
                stderr,
                "{}, {}{notes}; `{} explain {}` tells more",
                count(errors.len(), "error"),
                count(warnings.len(), "warning"),
                self.program,
                first.code
            );
        }
    }

    /// Shows a progress bar while the guard lives, from the first second on, on a terminal alone.
    pub(crate) fn progress(&self, what: &str) -> Progress {
        if self.quiet || self.format != MessageFormat::Human || !io::stderr().is_terminal() {
            return Progress(None);
        }
        // Drawn from the first second on; what it says may change before.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
            .with_style(ProgressStyle::default_spinner())
            .with_message(what.to_owned());
        let drawn = bar.clone();
        let (done, waiting) = mpsc::channel::<()>();
        let thread = thread::spawn(move || {
            if waiting.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            drawn.set_draw_target(ProgressDrawTarget::stderr());
            while waiting.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout)
            {
                drawn.tick();
            }
            drawn.finish_and_clear();
        });
        Progress(Some((done, thread, bar)))
    }
}

/// A progress bar that goes away with it.
pub(crate) struct Progress(Option<(Sender<()>, JoinHandle<()>, ProgressBar)>);

impl Progress {
    /// Says how far it has come.
    pub(crate) fn tell(&self, text: &str) {
        if let Some((_, _, bar)) = &self.0 {
            bar.set_message(text.to_owned());
        }
    }

    /// Tells something else, with the bar out of its way.
    pub(crate) fn aside(&self, tell: impl FnOnce()) {
        match &self.0 {
            Some((_, _, bar)) => bar.suspend(tell),
            None => tell(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread, _)) = self.0.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}
