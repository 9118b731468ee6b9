//! Files as a commit of a branch, past the work tree and the index.

mod git;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use crate::error::HostError;
use crate::pages::Files;
use git::Git;

/// Files of a branch that belong to the host of its pages, not to the site: `.nojekyll` has it take the
/// files as they are, `CNAME` names a domain, and stays as it is on the branch.
pub const OF_THE_HOST: [&str; 2] = [".nojekyll", "CNAME"];

/// A branch of the repository that a folder lies in.
///
/// Nothing but the branch changes: no file of the work tree, no index, no other branch.
#[derive(Debug)]
pub struct Branch {
    git: Git,
    name: String,
    /// The commit that it points to; none where there is no such branch yet.
    tip: Option<String>,
    /// The commit that the next one is made on: the tip, or that of a remote whose branch is not here.
    parent: Option<String>,
}

/// What a commit of a site is made of.
#[derive(Clone, Copy, Debug)]
pub struct Commit<'a> {
    /// The files of the site.
    pub files: &'a Files,
    /// The file in which a site lists what it holds.
    pub manifest: &'a str,
    /// The paths that such a file lists. What the branch holds besides is somebody else's.
    pub listed: fn(&[u8]) -> BTreeSet<String>,
    /// What the commit says of itself.
    pub message: &'a str,
    /// The time of the commit, in seconds since 1970; `None` for now. The time is no part of the files:
    /// it says when they were published.
    pub seconds: Option<u64>,
}

/// A file of the branch that the commit changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// `A` where it is new, `M` where it holds something else, `D` where it goes.
    pub kind: char,
}

/// What became of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The commit that the branch points to.
    pub commit: String,
    /// The files that it changes; none where the branch holds the same site already.
    pub changes: Vec<Change>,
}

impl Branch {
    /// The branch of a name, whether it is there or not.
    ///
    /// # Errors
    ///
    /// [`HostError::NoRepository`], [`HostError::NotABranch`], [`HostError::CheckedOut`], and
    /// [`HostError::NotInstalled`] without git.
    pub fn of(folder: &Path, name: &str) -> Result<Self, HostError> {
        let git = Git::of(folder)?;
        // What starts with a dash would be an option.
        if name.starts_with('-') || git.text(&["check-ref-format", "--branch", name]).is_err() {
            return Err(HostError::NotABranch {
                name: name.to_owned(),
            });
        }
        let reference = format!("refs/heads/{name}");
        let trees = git.text(&["worktree", "list", "--porcelain"])?;
        let mut folder = "";
        for line in trees.lines() {
            folder = line.strip_prefix("worktree ").unwrap_or(folder);
            if line.strip_prefix("branch ") == Some(&reference) {
                return Err(HostError::CheckedOut {
                    branch: name.to_owned(),
                    folder: folder.to_owned(),
                });
            }
        }
        let tip = git.commit(&reference);
        let parent = match &tip {
            Some(tip) => Some(tip.clone()),
            None => git.of_one_remote(name)?,
        };
        Ok(Branch {
            git,
            name: name.to_owned(),
            tip,
            parent,
        })
    }

    /// Commits files to the branch, in place of all that it held but [`OF_THE_HOST`].
    ///
    /// # Errors
    ///
    /// [`HostError::Foreign`] where the branch holds files that no earlier site made; what git says.
    pub fn commit(&self, commit: &Commit<'_>) -> Result<Committed, HostError> {
        let (tree, changes) = self.tree(&self.git, commit)?;
        let parent = match &self.parent {
            // A site of a remote's branch that is the same needs no commit, but the branch.
            Some(parent) if changes.is_empty() => parent.clone(),
            parent => {
                self.git
                    .commit_tree(&tree, parent.as_deref(), commit.message, commit.seconds)?
            }
        };
        if self.tip.as_deref() != Some(&parent) {
            // Refused where somebody else moved the branch meanwhile.
            let none = "0".repeat(parent.len());
            let tip = self.tip.as_deref().unwrap_or(&none);
            let reference = format!("refs/heads/{}", self.name);
            self.git
                .text(&["update-ref", "-m", "publish", &reference, &parent, tip])?;
        }
        Ok(Committed {
            commit: parent,
            changes,
        })
    }

    /// Returns what [`Branch::commit`] would change, and asks the remote, if one is given, whether it
    /// would take the push. Nothing is written, neither to the repository nor to the remote.
    ///
    /// # Errors
    ///
    /// Those of [`Branch::commit`] and, with a remote, of [`Branch::push`].
    pub fn rehearse(
        &self,
        commit: &Commit<'_>,
        remote: Option<&str>,
    ) -> Result<Vec<Change>, HostError> {
        let scratch = self.git.with_scratch_objects()?;
        let (tree, changes) = self.tree(&scratch, commit)?;
        if let Some(remote) = remote {
            let made = match &self.parent {
                Some(parent) if changes.is_empty() => parent.clone(),
                parent => {
                    scratch.commit_tree(&tree, parent.as_deref(), commit.message, commit.seconds)?
                }
            };
            scratch.rehearse_push(remote, &made, &self.name)?;
        }
        Ok(changes)
    }

    /// Pushes the branch to a remote, by its name or its address; never by force.
    ///
    /// # Errors
    ///
    /// [`HostError::Rejected`] where the remote has commits that are not here; what git says.
    pub fn push(&self, remote: &str) -> Result<(), HostError> {
        self.git.push(remote, &self.name)
    }

    /// The tree of the files, and where it differs from that of the branch.
    fn tree(&self, git: &Git, commit: &Commit<'_>) -> Result<(String, Vec<Change>), HostError> {
        let before = match &self.parent {
            Some(parent) => git.entries(parent)?,
            None => BTreeMap::new(),
        };
        self.refuse_foreign(git, commit, &before)?;
        let mut files = commit.files.clone();
        files.insert(".nojekyll".to_owned(), Vec::new());
        let mut entries = git.blobs(&files)?;
        if let Some(domain) = before.get("CNAME") {
            entries.insert("CNAME".to_owned(), domain.clone());
        }
        let tree = git.tree(&entries)?;
        let paths: BTreeSet<&String> = before.keys().chain(entries.keys()).collect();
        let changes = paths.into_iter().filter_map(|path| {
            let kind = match (before.get(path), entries.get(path)) {
                (None, _) => 'A',
                (_, None) => 'D',
                (old, new) if old != new => 'M',
                _ => return None,
            };
            let path = path.clone();
            Some(Change { path, kind })
        });
        Ok((tree, changes.collect()))
    }

    /// A branch with somebody else's files is not written over.
    fn refuse_foreign(
        &self,
        git: &Git,
        commit: &Commit<'_>,
        before: &BTreeMap<String, git::Entry>,
    ) -> Result<(), HostError> {
        let ours = match before.get(commit.manifest) {
            Some(manifest) => (commit.listed)(&git.blob(&manifest.blob)?),
            None => BTreeSet::new(),
        };
        let is_foreign =
            |path: &&String| !ours.contains(*path) && !OF_THE_HOST.contains(&path.as_str());
        let files: Vec<String> = before.keys().filter(is_foreign).cloned().collect();
        if files.is_empty() {
            return Ok(());
        }
        Err(HostError::Foreign {
            branch: self.name.clone(),
            files,
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            'A' => "new",
            'D' => "gone",
            _ => "changed",
        };
        write!(f, "{word:>7}  {}", self.path)
    }
}
