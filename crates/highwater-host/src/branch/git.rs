//! The few commands of git that a commit takes, past work tree and index.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::error::HostError;
use crate::pages::Files;
use crate::scratch::Scratch;

/// The repository that a folder lies in.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
    /// Where objects are written to in place of the repository.
    scratch: Option<Scratch>,
}

/// A file of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// How git says what kind of file it is: `100644`.
    pub(super) mode: String,
    pub(super) blob: String,
}

impl Git {
    pub(super) fn of(folder: &Path) -> Result<Self, HostError> {
        let git = Git {
            folder: folder.to_owned(),
            scratch: None,
        };
        match git.text(&["rev-parse", "--git-dir"]) {
            Ok(_) => Ok(git),
            Err(HostError::Failed { said, .. }) => Err(HostError::NoRepository {
                folder: folder.to_owned(),
                said,
            }),
            Err(error) => Err(error),
        }
    }

    /// The same repository, to which nothing is written: new objects go to a folder that goes away.
    pub(super) fn with_scratch_objects(&self) -> Result<Git, HostError> {
        Ok(Git {
            folder: self.folder.clone(),
            scratch: Some(Scratch::new("a folder for new objects")?),
        })
    }

    /// The commit that a reference points to.
    pub(super) fn commit(&self, reference: &str) -> Option<String> {
        let commit = format!("{reference}^{{commit}}");
        self.text(&["rev-parse", "--verify", "--quiet", &commit])
            .ok()
    }

    /// The commit of the branch of that name in a remote, as it was last fetched; none where no remote
    /// has it, or several.
    pub(super) fn of_one_remote(&self, name: &str) -> Result<Option<String>, HostError> {
        let pattern = format!("refs/remotes/*/{name}");
        let found = self.text(&["for-each-ref", "--format=%(objectname)", &pattern])?;
        let mut commits = found.lines();
        let first = commits.next().map(str::to_owned);
        Ok(first.filter(|_| commits.next().is_none()))
    }

    /// Returns the files of a commit.
    pub(super) fn entries(&self, commit: &str) -> Result<BTreeMap<String, Entry>, HostError> {
        let listed = self.run(&["ls-tree", "-r", "-z", "--full-tree", commit], &[], b"")?;
        let text = String::from_utf8_lossy(&listed);
        let entries = text.split_terminator('\0').filter_map(|line| {
            let (entry, path) = line.split_once('\t')?;
            let mut parts = entry.split(' ');
            let (mode, blob) = (parts.next()?.to_owned(), parts.nth(1)?.to_owned());
            Some((path.to_owned(), Entry { mode, blob }))
        });
        Ok(entries.collect())
    }

    /// Returns the bytes of a file.
    pub(super) fn blob(&self, blob: &str) -> Result<Vec<u8>, HostError> {
        self.run(&["cat-file", "blob", blob], &[], b"")
    }

    /// Writes files as blobs, byte for byte.
    pub(super) fn blobs(&self, files: &Files) -> Result<BTreeMap<String, Entry>, HostError> {
        // One command takes any number of files, but only from disk; their names there are numbers.
        let folder = Scratch::new("a folder for the files of the site")?;
        let mut list = String::new();
        for (at, bytes) in files.values().enumerate() {
            let path = folder.path().join(at.to_string());
            std::fs::write(&path, bytes).map_err(|error| HostError::Io {
                what: "the files of the site cannot be written to a temporary folder".to_owned(),
                error,
            })?;
            list.push_str(&format!("{}\n", path.display()));
        }
        let arguments = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
        let written = self.run(&arguments, &[], list.as_bytes())?;
        let written = String::from_utf8_lossy(&written);
        let entries = files.keys().zip(written.lines()).map(|(path, blob)| {
            let (mode, blob) = ("100644".to_owned(), blob.to_owned());
            (path.clone(), Entry { mode, blob })
        });
        Ok(entries.collect())
    }

    /// Writes a tree, by way of an index of its own.
    pub(super) fn tree(&self, entries: &BTreeMap<String, Entry>) -> Result<String, HostError> {
        let folder = Scratch::new("a folder for an index")?;
        let index = folder.path().join("index");
        let index = [("GIT_INDEX_FILE", index.as_path())];
        let mut lines = String::new();
        for (path, Entry { mode, blob }) in entries {
            lines.push_str(&format!("{mode} {blob}\t{path}\0"));
        }
        let arguments = ["update-index", "-z", "--add", "--index-info"];
        self.run(&arguments, &index, lines.as_bytes())?;
        let tree = self.run(&["write-tree"], &index, b"")?;
        Ok(String::from_utf8_lossy(&tree).trim().to_owned())
    }

    pub(super) fn commit_tree(
        &self,
        tree: &str,
        parent: Option<&str>,
        message: &str,
        seconds: Option<u64>,
    ) -> Result<String, HostError> {
        let mut arguments = vec!["commit-tree", tree, "-F", "-"];
        if let Some(parent) = parent {
            arguments.extend(["-p", parent]);
        }
        let date = seconds.map(|seconds| format!("@{seconds} +0000"));
        let names = ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"];
        let dates = date
            .iter()
            .flat_map(|date| names.map(|name| (name, Path::new(date))));
        let dates: Vec<(&str, &Path)> = dates.collect();
        let commit = self.run(&arguments, &dates, message.as_bytes())?;
        Ok(String::from_utf8_lossy(&commit).trim().to_owned())
    }

    pub(super) fn push(&self, remote: &str, branch: &str) -> Result<(), HostError> {
        let reference = format!("refs/heads/{branch}");
        self.pushed(&["push", "--", remote, &reference], remote, branch)
    }

    /// Asks a remote whether it would take a commit as the tip of a branch.
    pub(super) fn rehearse_push(
        &self,
        remote: &str,
        commit: &str,
        branch: &str,
    ) -> Result<(), HostError> {
        let reference = format!("{commit}:refs/heads/{branch}");
        let arguments = ["push", "--dry-run", "--", remote, &reference];
        self.pushed(&arguments, remote, branch)
    }

    fn pushed(&self, arguments: &[&str], remote: &str, branch: &str) -> Result<(), HostError> {
        match self.run(arguments, &[], b"") {
            Ok(_) => Ok(()),
            Err(HostError::Failed { said, .. })
                if ["fetch first", "non-fast-forward"]
                    .iter()
                    .any(|why| said.contains(why)) =>
            {
                Err(HostError::Rejected {
                    remote: remote.to_owned(),
                    branch: branch.to_owned(),
                })
            }
            Err(error) => Err(error),
        }
    }

    /// Returns what a command prints, without the line's end.
    pub(super) fn text(&self, arguments: &[&str]) -> Result<String, HostError> {
        let output = self.run(arguments, &[], b"")?;
        Ok(String::from_utf8_lossy(&output).trim_end().to_owned())
    }

    fn run(
        &self,
        arguments: &[&str],
        environment: &[(&str, &Path)],
        input: &[u8],
    ) -> Result<Vec<u8>, HostError> {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.folder)
            .args(arguments)
            // What it says is read, in English.
            .env("LC_ALL", "C")
            .env("GIT_TERMINAL_PROMPT", "0")
            .envs(environment.iter().copied());
        if let Some(scratch) = &self.scratch {
            let own = Git {
                folder: self.folder.clone(),
                scratch: None,
            };
            let objects = own.text(&[
                "rev-parse",
                "--path-format=absolute",
                "--git-path",
                "objects",
            ])?;
            command
                .env("GIT_OBJECT_DIRECTORY", scratch.path())
                .env("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects);
        }
        let shown = arguments.iter().take_while(|word| !word.starts_with('-'));
        let shown: Vec<&str> = shown.take(1).copied().collect();
        command::output(command, &format!("git {}", shown.join(" ")), input)
    }
}
