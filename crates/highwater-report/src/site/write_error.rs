//! Why a site could not be written, and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a site could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The folder is not one that an earlier run made.
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The files in it that are not ours; none where it is no folder.
        files: Vec<String>,
    },
    /// The folder is a link to another place.
    Link {
        /// The link.
        folder: PathBuf,
    },
    /// Another run has been writing beside the folder for too long.
    Busy {
        /// The folder that both write to.
        folder: PathBuf,
    },
    /// A file of the site would lie outside of its folder.
    Outside {
        /// Its path.
        path: String,
    },
    /// The disk, or the permission to write on it.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The user stopped the run.
    Interrupted,
}

impl WriteError {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        WriteError::Io {
            path: path.to_owned(),
            error,
        }
    }

    /// Returns what to do.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            WriteError::Foreign { .. } => {
                "name a new or empty folder with `--out`, or move these files elsewhere"
            }
            WriteError::Link { .. } => "name the folder that the link leads to",
            WriteError::Busy { .. } => {
                "wait until it has ended, and run again; the old site is as it was"
            }
            WriteError::Outside { .. } => {
                "name it by its place in the site, without `..` and a leading `/`; nothing was written"
            }
            WriteError::Io { error, .. } if error.kind() == io::ErrorKind::StorageFull => {
                "make room on the disk; the old site is as it was"
            }
            WriteError::Io { error, .. }
                if matches!(
                    error.kind(),
                    io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices
                ) =>
            {
                "the folder seems to be a disk of its own, which no other folder can take the place of: name a folder in it with `--out`; the old site is as it was"
            }
            WriteError::Io { .. } => {
                "check that the folder can be written, or name another with `--out`; the old site is as it was"
            }
            WriteError::Interrupted => "the old site is as it was",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Foreign { folder, files } if files.is_empty() => {
                write!(
                    f,
                    "`{}` is not a folder that a site can be written to",
                    folder.display()
                )
            }
            WriteError::Foreign { folder, files } => {
                let shown = files
                    .iter()
                    .take(3)
                    .map(|file| format!("`{file}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let more = files.len().saturating_sub(3);
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                write!(
                    f,
                    "`{}` holds files that no earlier run made: {shown}{more}",
                    folder.display()
                )
            }
            WriteError::Link { folder } => {
                write!(
                    f,
                    "`{}` is a link, and a site is swapped in for a folder",
                    folder.display()
                )
            }
            WriteError::Busy { folder } => {
                write!(f, "another run is writing in `{}`", folder.display())
            }
            WriteError::Outside { path } => {
                write!(f, "the file `{path}` lies outside of the site")
            }
            WriteError::Io { path, error } => {
                write!(f, "`{}` cannot be written: {error}", path.display())
            }
            WriteError::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for WriteError {}
