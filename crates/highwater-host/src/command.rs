//! Programs of others, run with what they say caught.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::HostError;

/// Runs a command with some input; gives what it wrote to standard output. `shown` is how messages
/// name it.
pub(crate) fn output(
    mut command: Command,
    shown: &str,
    input: &[u8],
) -> Result<Vec<u8>, HostError> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_run(shown, error))?;
    let feed = child.stdin.take();
    let output = thread::scope(|scope| {
        if let Some(mut feed) = feed {
            // A program that ends before it has read all says why by itself.
            scope.spawn(move || feed.write_all(input));
        }
        child.wait_with_output()
    });
    let output = output.map_err(|error| not_run(shown, error))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(failed(shown, &output))
    }
}

/// Runs a command to its end, or ends it when it takes too long; gives what it said.
pub(crate) fn within(
    mut command: Command,
    shown: &str,
    what: &str,
    patience: Duration,
) -> Result<String, HostError> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_run(shown, error))?;
    let heard = child.stderr.take().map(|mut stderr| {
        thread::spawn(move || {
            let mut said = Vec::new();
            // What was said until the end is enough.
            let _ = stderr.read_to_end(&mut said);
            said
        })
    });
    let Some(status) = wait(&mut child, patience).map_err(|error| not_run(shown, error))? else {
        // It may have ended by itself meanwhile.
        let _ = child.kill();
        let _ = child.wait();
        return Err(HostError::TookTooLong {
            what: what.to_owned(),
            seconds: patience.as_secs(),
        });
    };
    let said = heard
        .and_then(|heard| heard.join().ok())
        .unwrap_or_default();
    let said = text(&said);
    if status.success() {
        Ok(said)
    } else {
        Err(HostError::Failed {
            command: shown.to_owned(),
            said,
        })
    }
}

fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<std::process::ExitStatus>> {
    let end = Instant::now() + patience;
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if Instant::now() >= end => return Ok(None),
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
}

fn not_run(shown: &str, error: io::Error) -> HostError {
    let program = shown.split(' ').next().unwrap_or_default().to_owned();
    if error.kind() == io::ErrorKind::NotFound {
        return HostError::NotInstalled {
            program,
            hint: "install it with your system's package manager, or add it to PATH",
        };
    }
    HostError::Io {
        what: format!("`{shown}` cannot be run"),
        error,
    }
}

fn failed(shown: &str, output: &Output) -> HostError {
    let said = text(&output.stderr);
    HostError::Failed {
        command: shown.to_owned(),
        said: if said.is_empty() {
            output.status.to_string()
        } else {
            said
        },
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
