//! What to do about an error, and where the list is to be mended.

use std::io;
use std::ops::Range;

use super::super::list::Snapshot;
use super::SnapshotError;

impl SnapshotError {
    /// Returns what to do. `fetch` is the command that brings snapshots, such as `cargo run -- fetch`,
    /// if the program has one; it takes names, `--from DIR` and `--within MINUTES`.
    #[must_use]
    pub fn hint(&self, fetch: Option<&str>) -> String {
        let from = fetch.map_or(String::new(), |fetch| format!(" with `{fetch} --from DIR`"));
        let folder = format!("or bring the file from a folder{from}");
        match self {
            SnapshotError::Unknown { nearest, known, .. } => match nearest {
                Some(name) => format!("did you mean `{name}`?"),
                None if known.len() == 1 => format!("there is {}", listed(known)),
                None => format!("there are {}", listed(known)),
            },
            SnapshotError::NotFound { name, .. } => match fetch {
                Some(fetch) => format!(
                    "`{fetch} {name}` brings it; it is known by its hash, whatever its name"
                ),
                None => "put the file into one of these folders; it is known by its hash, whatever its name"
                    .to_owned(),
            },
            SnapshotError::Unreachable { .. } => {
                format!("check the network and its proxy, {folder}")
            }
            SnapshotError::Status { status, .. } => match status {
                500.. => format!("the fault is the server's: try again later, {folder}"),
                429 => format!("the server asks for patience: try again later, {folder}"),
                _ => format!("check the address in the list, {folder}"),
            },
            SnapshotError::Redirect { .. } => {
                format!("list the address that the file now has, if you trust that host, {folder}")
            }
            SnapshotError::Cut { .. } => format!("try again, {folder}"),
            SnapshotError::TooLong { name, .. } => match fetch {
                Some(fetch) => {
                    format!("give it more time, `{fetch} {name} --within MINUTES`, {folder}")
                }
                None => format!("give it more time, {folder}"),
            },
            SnapshotError::Size { .. } | SnapshotError::Hash { .. } => {
                "nothing of it was kept; if its publisher changed the file, list the new one under a name of its own".to_owned()
            }
            SnapshotError::Read { .. } => "check that it can be read".to_owned(),
            SnapshotError::Write { error, .. } if is_full(error) => {
                "make room on the disk; what was there before is as it was".to_owned()
            }
            SnapshotError::Write { .. } => {
                "check that it can be written; what was there before is as it was".to_owned()
            }
            SnapshotError::Busy { .. } => "wait until it has ended, and try again".to_owned(),
            SnapshotError::Interrupted => "what was there before is as it was".to_owned(),
        }
    }

    /// Returns where the list says what the error is about, if it does.
    #[must_use]
    pub fn listed_at(&self, snapshot: &Snapshot) -> Option<Range<usize>> {
        let spans = &snapshot.spans;
        match self {
            SnapshotError::Unreachable { .. }
            | SnapshotError::Status { .. }
            | SnapshotError::Redirect { .. }
            | SnapshotError::TooLong { .. }
            | SnapshotError::Cut { .. } => Some(spans.address.clone()),
            SnapshotError::Size { .. } => Some(spans.size.clone()),
            SnapshotError::Hash { .. } => Some(spans.sha256.clone()),
            SnapshotError::NotFound { .. } => Some(spans.name.clone()),
            _ => None,
        }
    }

    /// Returns whether the next snapshot would fare no better: no network, no room, no permission.
    #[must_use]
    pub fn ends_the_run(&self) -> bool {
        matches!(
            self,
            SnapshotError::Unreachable { .. }
                | SnapshotError::Write { .. }
                | SnapshotError::Busy { .. }
                | SnapshotError::Interrupted
        )
    }
}

/// Returns whether a disk takes no more, by its size, a quota or a limit on files.
fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
    )
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
