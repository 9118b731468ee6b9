//! What can go wrong between a site and its readers.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum HostError {
    /// Another program listens on the port that was asked for.
    PortTaken {
        /// The port.
        port: u16,
    },
    /// No port could be taken.
    NoPort {
        /// The port that was asked for, or the first that was tried.
        port: u16,
        /// What the system says.
        error: io::Error,
    },
    /// The system gives no thread.
    Thread {
        /// What it says.
        error: io::Error,
    },
    /// A folder cannot be watched.
    Watch {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        error: notify::Error,
    },
    /// A program that is needed is not installed.
    NotInstalled {
        /// The program.
        program: String,
        /// How to get it.
        hint: &'static str,
    },
    /// A program failed.
    Failed {
        /// The command, without its paths.
        command: String,
        /// What it said.
        said: String,
    },
    /// A program took too long and was ended.
    TookTooLong {
        /// What it did.
        what: String,
        /// After how many seconds.
        seconds: u64,
    },
    /// A file cannot be written or read.
    Io {
        /// What was written or read.
        what: String,
        /// What the system says.
        error: io::Error,
    },
    /// The folder lies in no repository.
    NoRepository {
        /// The folder.
        folder: PathBuf,
        /// What git says.
        said: String,
    },
    /// The name is none that a branch may have.
    NotABranch {
        /// The name.
        name: String,
    },
    /// The branch is checked out somewhere, and its files would not follow it.
    CheckedOut {
        /// The branch.
        branch: String,
        /// Where.
        folder: String,
    },
    /// The branch holds files that no earlier commit of a site made.
    Foreign {
        /// The branch.
        branch: String,
        /// Those files.
        files: Vec<String>,
    },
    /// The remote has commits on the branch that are not here.
    Rejected {
        /// The remote.
        remote: String,
        /// The branch.
        branch: String,
    },
}

impl HostError {
    /// Returns what to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            HostError::PortTaken { .. } => {
                "name another port, or leave `--port` out to take the next that is free".to_owned()
            }
            HostError::NoPort { .. } => "name a port above 1023 with `--port`".to_owned(),
            HostError::Thread { .. } => "end other programs and try again".to_owned(),
            HostError::Watch { error, .. } => match error.kind {
                notify::ErrorKind::MaxFilesWatch => {
                    "raise the system's limit of watched files, `fs.inotify.max_user_watches` on Linux"
                        .to_owned()
                }
                _ => "check that the folder is there and can be read".to_owned(),
            },
            HostError::NotInstalled { hint, .. } => (*hint).to_owned(),
            HostError::Failed { said, .. } if said.contains("user.name") => {
                "tell git who you are: `git config user.name NAME` and `git config user.email ADDRESS`"
                    .to_owned()
            }
            HostError::Failed { .. } => "mend what it says and run again".to_owned(),
            HostError::TookTooLong { .. } => {
                "try again when the machine is less busy; nothing was written".to_owned()
            }
            HostError::Io { .. } => {
                "check that there is room and that the folder can be written".to_owned()
            }
            HostError::NoRepository { .. } => {
                "run it in a clone of the project, or make one with `git init`".to_owned()
            }
            HostError::NotABranch { .. } => "name a branch such as `gh-pages`".to_owned(),
            HostError::CheckedOut { .. } => {
                "check another branch out there, or name another branch with `--branch`".to_owned()
            }
            HostError::Foreign { .. } => {
                "name another branch with `--branch`, or delete these files from it".to_owned()
            }
            HostError::Rejected { remote, branch } => format!(
                "fetch them with `git fetch {remote} {branch}` and look; to build on them, \
                 `git branch -f {branch} {remote}/{branch}`, then publish again"
            ),
        }
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostError::PortTaken { port } => {
                write!(f, "port {port} is taken by another program")
            }
            HostError::NoPort { port, error } => {
                write!(f, "no server can listen on port {port}: {error}")
            }
            HostError::Thread { error } => write!(f, "no thread can be started: {error}"),
            HostError::Watch { folder, error } => {
                write!(f, "`{}` cannot be watched: {error}", folder.display())
            }
            HostError::NotInstalled { program, .. } => write!(f, "{program} is not installed"),
            HostError::Failed { command, said } if said.is_empty() => {
                write!(f, "`{command}` failed")
            }
            HostError::Failed { command, said } => write!(f, "`{command}` failed: {said}"),
            HostError::TookTooLong { what, seconds } => {
                write!(f, "{what} took more than {seconds} s and was ended")
            }
            HostError::Io { what, error } => write!(f, "{what}: {error}"),
            HostError::NoRepository { folder, said } => {
                write!(f, "`{}` is in no git repository: {said}", folder.display())
            }
            HostError::NotABranch { name } => write!(f, "`{name}` is no name of a branch"),
            HostError::CheckedOut { branch, folder } => {
                write!(f, "the branch `{branch}` is checked out in `{folder}`")
            }
            HostError::Foreign { branch, files } => {
                let shown: Vec<String> = files
                    .iter()
                    .take(3)
                    .map(|file| format!("`{file}`"))
                    .collect();
                write!(
                    f,
                    "the branch `{branch}` holds files that no earlier run made: {}",
                    shown.join(", ")
                )?;
                match files.len().saturating_sub(3) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
            HostError::Rejected { remote, branch } => write!(
                f,
                "`{remote}` refused the push: it has commits on `{branch}` that are not here"
            ),
        }
    }
}

impl std::error::Error for HostError {}
