//! The site under test: built by the command line of this workspace, once a run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The folder of a built site.
pub(crate) struct Site {
    folder: PathBuf,
}

impl Site {
    /// The site as it is built now. The first test of a run builds it; where each test is a process
    /// of its own (nextest) the others wait for it.
    pub(crate) fn built() -> &'static Site {
        static SITE: OnceLock<Site> = OnceLock::new();
        SITE.get_or_init(|| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-site");
            let stamp = folder.with_extension("run");
            let lock = File::create(folder.with_extension("lock")).unwrap();
            lock.lock().unwrap();
            let run = std::env::var("NEXTEST_RUN_ID").ok();
            if run.is_none() || fs::read_to_string(&stamp).ok() != run {
                build(&folder);
                fs::write(&stamp, run.unwrap_or_default()).unwrap();
            }
            Site { folder }
        })
    }

    /// Returns the pages, by their path in the site: the front page, the others next to it, the stories,
    /// the corrections of data, and one of each kind that the data have.
    pub(crate) fn pages(&self) -> Vec<String> {
        let names = |folder: &Path| {
            let mut names: Vec<String> = fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        let top = names(&self.folder);
        let beside = top.iter().filter(|name| name.ends_with(".html")).cloned();
        let stories = top
            .iter()
            .map(|name| format!("{name}/index.html"))
            .filter(|path| self.file(path).is_file());
        let changes = names(&self.file("changes")).into_iter();
        let changes = changes.map(|name| format!("changes/{name}"));
        let data = [
            "data/wave/mmlu.csv.html",
            "data/values/wave.mmlu.html",
            "data/rows/wave.html",
        ];
        let data = data.map(str::to_owned).into_iter();
        let data = data.filter(|path| self.file(path).is_file());
        beside.chain(stories).chain(changes).chain(data).collect()
    }

    /// Returns the pages of the stories.
    pub(crate) fn stories(&self) -> Vec<String> {
        let mut pages = self.pages();
        pages.retain(|path| path.ends_with("/index.html"));
        assert!(!pages.is_empty(), "the site has no story");
        pages
    }

    /// Returns the pages of one figure each, for frames in other pages.
    pub(crate) fn embedded(&self) -> Vec<String> {
        let mut pages = Vec::new();
        for story in self.stories() {
            let folder = story.replace("index.html", "figures");
            for entry in fs::read_dir(self.file(&folder)).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                if name.ends_with(".html") {
                    pages.push(format!("{folder}/{name}"));
                }
            }
        }
        pages.sort();
        assert!(!pages.is_empty(), "no figure has a page of its own");
        pages
    }

    /// Returns a file of the site on disk.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The address of a page, as a double click on its file opens it.
    pub(crate) fn address(&self, path: &str) -> String {
        url::Url::from_file_path(self.file(path)).unwrap().into()
    }

    /// Returns the path in the site of an address below it, without query and fragment.
    pub(crate) fn path(&self, address: &str) -> Option<String> {
        let file = url::Url::parse(address).ok()?.to_file_path().ok()?;
        let path = file.strip_prefix(&self.folder).ok()?;
        Some(path.to_str()?.to_owned())
    }

    /// Each file with this ending, with its text.
    pub(crate) fn texts(&self, ending: &str) -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|found| found == ending) {
                    let text = fs::read_to_string(&path).unwrap();
                    found.push((path, text));
                }
            }
        }
        found.sort();
        found
    }
}

/// Builds the site as its users do, with `cargo xtask report`.
fn build(folder: &Path) {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--"])
        .args(["report", "--quiet", "--out"])
        .arg(folder)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "the report does not build:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A copy of the project's stories and data, to be edited.
pub(crate) fn copy_of_project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["report", "data"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(part);
        copy(&from, &folder.path().join(part));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The command line of this workspace, to be run in a folder.
pub(crate) fn xtask_in(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["run", "--quiet", "--package", "xtask", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml"))
        .arg("--")
        .current_dir(folder);
    command
}
