//! The project that a command works on.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use crate::program::Program;
use crate::terminal::Failure;

/// The top folder of a project, and the program that runs on it.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    pub(crate) program: Program,
}

impl Workspace {
    /// Finds the project around the current folder.
    pub(crate) fn find(program: &Program) -> Result<Self, Failure> {
        Ok(Workspace {
            root: root()?,
            program: *program,
        })
    }

    /// Returns the project in a folder.
    pub(crate) fn at(root: PathBuf, program: &Program) -> Self {
        Workspace {
            root,
            program: *program,
        }
    }

    /// Returns the same project by the folder's path without links.
    pub(crate) fn canonical(self) -> Self {
        let root = self.root.canonicalize().unwrap_or(self.root);
        Workspace { root, ..self }
    }
}

/// Returns the top folder of the project: the first, from here upwards, that holds `report/site.toml`.
///
/// # Errors
///
/// That there is none, or that the current folder cannot be read.
pub fn root() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().map_err(|error| {
        Failure::other(
            format!("the current folder cannot be read: {error}"),
            "change to a folder that exists",
        )
    })?;
    here.ancestors()
        .find(|folder| folder.join("report/site.toml").symlink_metadata().is_ok())
        .map(Path::to_path_buf)
        .ok_or_else(|| {
            Failure::other(
                format!(
                    "`{}` is not in a project: no folder above it holds `report/site.toml`",
                    here.display()
                ),
                "change to the folder of the project",
            )
        })
}

impl Deref for Workspace {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.root
    }
}
