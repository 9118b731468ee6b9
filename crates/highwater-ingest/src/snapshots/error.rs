//! Why a snapshot is not there or did not come, and what to do.

mod advice;

use std::fmt;
use std::io;
use std::time::Duration;

use highwater_facts::number_text::fixed;

use super::looked::Looked;
use crate::sum::Sha256Sum;

/// Why a snapshot is not there or did not come.
///
/// Whichever it is: what was there before is as it was, and nothing half fetched is left.
#[derive(Debug)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The list has no such name.
    Unknown {
        /// The name asked for.
        name: String,
        /// The nearest name that there is.
        nearest: Option<String>,
        /// All names that there are.
        known: Vec<String>,
    },
    /// No file of its size and hash is where it was looked for.
    NotFound {
        /// The name.
        name: String,
        /// Where it was looked for.
        looked: Vec<Looked>,
    },
    /// There is no connection to the server, or no answer.
    Unreachable {
        /// The name.
        name: String,
        /// The server.
        host: String,
        /// What the system says.
        why: String,
    },
    /// The server answers that it will not, cannot, or has no such file.
    Status {
        /// The name.
        name: String,
        /// The server.
        host: String,
        /// The status of its answer.
        status: u16,
    },
    /// The server sends the reader elsewhere.
    Redirect {
        /// The name.
        name: String,
        /// Scheme and host of the address listed.
        from: String,
        /// Scheme and host that it leads to.
        to: String,
    },
    /// The connection ended before the file did, and going on from there brought nothing more.
    Cut {
        /// The name.
        name: String,
        /// The server.
        host: String,
        /// The bytes that came.
        received: u64,
        /// The bytes listed.
        size: u64,
        /// How it ended.
        why: String,
    },
    /// The file took longer than it may.
    TooLong {
        /// The name.
        name: String,
        /// The server.
        host: String,
        /// The bytes that came.
        received: u64,
        /// The bytes listed.
        size: u64,
        /// How long it may take.
        limit: Duration,
    },
    /// The file has another size than is listed.
    Size {
        /// The name.
        name: String,
        /// The server or the file that it came from.
        from: String,
        /// The bytes that it has; `None` where it goes on past the size listed.
        found: Option<u64>,
        /// The bytes listed.
        size: u64,
    },
    /// The file has another hash than is listed.
    Hash {
        /// The name.
        name: String,
        /// The server or the file that it came from.
        from: String,
        /// The hash that it has.
        found: Sha256Sum,
        /// The hash listed.
        listed: Sha256Sum,
    },
    /// A file cannot be read.
    Read {
        /// The file, as messages name it.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// A file or folder cannot be written.
    Write {
        /// The file or folder, as messages name it.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// Another run is fetching into the same folder.
    Busy {
        /// The folder, as messages name it.
        folder: String,
    },
    /// The user stopped the run.
    Interrupted,
}

impl SnapshotError {
    /// The code under which the error is explained.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            SnapshotError::Unknown { .. } => "HW0212",
            SnapshotError::NotFound { .. } => "HW0213",
            SnapshotError::Unreachable { .. }
            | SnapshotError::Status { .. }
            | SnapshotError::Cut { .. }
            | SnapshotError::TooLong { .. } => "HW0214",
            SnapshotError::Redirect { .. } => "HW0215",
            SnapshotError::Size { .. } | SnapshotError::Hash { .. } => "HW0216",
            SnapshotError::Read { .. }
            | SnapshotError::Write { .. }
            | SnapshotError::Busy { .. }
            | SnapshotError::Interrupted => "HW0217",
        }
    }
}

fn bytes(n: u64) -> String {
    format!("{} bytes", fixed(n as f64, 0))
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SnapshotError::Unknown { name, .. } => write!(f, "there is no snapshot `{name}`"),
            SnapshotError::NotFound { name, looked } => {
                write!(f, "the snapshot `{name}` is not in ")?;
                for (at, place) in looked.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}`{}` (", place.folder)?;
                    match place.files {
                        None => f.write_str("no such folder)")?,
                        Some(1) => f.write_str("1 file)")?,
                        Some(n) => write!(f, "{n} files)")?,
                    }
                }
                Ok(())
            }
            SnapshotError::Unreachable { name, host, why } => {
                write!(f, "`{host}` cannot be reached for `{name}`: {why}")
            }
            SnapshotError::Status { name, host, status } => {
                let what = match status {
                    404 | 410 => ": it has no such file",
                    500.. => ": it failed",
                    _ => "",
                };
                write!(f, "`{host}` answers {status} for `{name}`{what}")
            }
            SnapshotError::Redirect { name, from, to } => {
                write!(
                    f,
                    "the address of `{name}` leads from `{from}` to `{to}`; another host is not followed"
                )
            }
            SnapshotError::Cut {
                name,
                host,
                received,
                size,
                why,
            } => write!(
                f,
                "`{name}` broke off after {} of {} from `{host}`: {why}",
                fixed(*received as f64, 0),
                bytes(*size)
            ),
            SnapshotError::TooLong {
                name,
                host,
                received,
                size,
                limit,
            } => write!(
                f,
                "`{name}` from `{host}` was stopped after {} s: {} of {} had come",
                limit.as_secs_f64(),
                fixed(*received as f64, 0),
                bytes(*size)
            ),
            SnapshotError::Size {
                name,
                from,
                found: Some(found),
                size,
            } => write!(
                f,
                "`{name}` from `{from}` has {}, and {} are listed",
                bytes(*found),
                bytes(*size)
            ),
            SnapshotError::Size {
                name, from, size, ..
            } => write!(
                f,
                "`{name}` from `{from}` goes on after the {} that are listed; it was stopped there",
                bytes(*size)
            ),
            SnapshotError::Hash {
                name,
                from,
                found,
                listed,
            } => write!(
                f,
                "`{name}` from `{from}` has another SHA-256 than is listed: it has `{found}`, listed is `{listed}`"
            ),
            SnapshotError::Read { file, error } => write!(f, "`{file}` cannot be read: {error}"),
            SnapshotError::Write { file, error } => {
                write!(f, "`{file}` cannot be written: {error}")
            }
            SnapshotError::Busy { folder } => {
                write!(f, "another run is fetching into `{folder}`")
            }
            SnapshotError::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for SnapshotError {}
