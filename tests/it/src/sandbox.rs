//! A copy of the project to spoil, and runs of the command line in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use highwater_study::{Origin, PublishedTable};
use tempfile::TempDir;

/// Returns the top folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// The folder of reference data, which a user's clone has not; the test says so then.
pub(crate) fn reference() -> Option<PathBuf> {
    let shared = std::env::var_os("HIGHWATER_SHARED")
        .map_or_else(|| workspace().join("../shared"), PathBuf::from);
    let found = shared.join("reference/published.json").is_file();
    if !found {
        eprintln!("skipped: no reference data");
    }
    found.then_some(shared)
}

/// A snapshot among the reference data, as a study takes it.
pub(crate) fn snapshot(shared: &Path, name: &str) -> PublishedTable {
    PublishedTable {
        name: name.to_owned(),
        path: shared.join(format!("data/epoch-open-models/{name}.csv")),
        shown_as: format!("{name}.csv"),
        sha256: String::new(),
        size: 0,
        origin: Origin::Unlisted,
    }
}

/// A copy of the project's stories and data.
pub(crate) struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let sandbox = Sandbox {
            folder: tempfile::tempdir().unwrap(),
        };
        // One folder down, so that `../shared` is the sandbox's own too.
        for part in ["report", "data"] {
            copy(&workspace().join(part), &sandbox.path(part));
        }
        // What somebody fetched here is not what a fresh clone has.
        let _ = std::fs::remove_dir_all(sandbox.path("data/cache"));
        sandbox
    }

    /// Returns the folder of the copy, for the caller to remove.
    pub(crate) fn keep(self) -> PathBuf {
        self.folder.keep().join("project")
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("project").join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(path), text).unwrap();
    }

    /// Gives the project a template or asset of the theme as a file of its own, `templates/story.html`.
    pub(crate) fn own(&self, name: &str) -> String {
        let theme = workspace().join("crates/highwater-report/theme");
        let own = format!("report/{name}");
        let path = self.path(&own);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::copy(theme.join(name), path).unwrap();
        own
    }

    /// Replaces a text that must be in the file.
    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not hold `{from}`");
        self.write(path, text.replacen(from, to, 1));
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, self.read(path) + text);
    }

    /// The command, to be run in the copy.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shipped"));
        command
            .args(arguments)
            .current_dir(self.path(""))
            .env_remove("CLICOLOR_FORCE");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: &Output) -> Self {
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// That the run ended with that code and told all of these texts on standard error.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, texts: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        for text in texts {
            assert!(
                self.err.contains(text),
                "`{text}` is not told:\n{}",
                self.err
            );
        }
    }

    #[track_caller]
    pub(crate) fn succeeds(&self) {
        assert_eq!(self.code, Some(0), "{}", self.err);
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns the files of a folder and of those in it; a file is its own only one, and what is not there
/// has none.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_owned()];
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries
        .flat_map(|entry| files(&entry.unwrap().path()))
        .collect()
}
