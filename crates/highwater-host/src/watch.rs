//! Which files changed, once they have come to rest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::error::HostError;

/// An editor writes a file in several steps, with less time than this between them.
const REST: Duration = Duration::from_millis(25);
/// Where files never come to rest, as in a long copy, they are told all the same.
const MOST_WAIT: Duration = Duration::from_secs(2);

/// A watch over folders and all that lies in them.
#[derive(Debug)]
pub struct Watch {
    // The watch ends with it.
    _watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: Vec<PathBuf>,
}

impl Watch {
    /// Watches folders, or single files, from now on.
    ///
    /// # Errors
    ///
    /// [`HostError::Watch`].
    pub fn over(folders: &[PathBuf]) -> Result<Self, HostError> {
        let fault = |folder: &Path| {
            let folder = folder.to_owned();
            |error| HostError::Watch { folder, error }
        };
        let (sender, events) = mpsc::channel();
        let mut watcher = notify::recommended_watcher(sender).map_err(fault(
            folders.first().map_or(Path::new("."), PathBuf::as_path),
        ))?;
        for folder in folders {
            let watched = watcher.watch(folder, RecursiveMode::Recursive);
            watched.map_err(fault(folder))?;
        }
        Ok(Watch {
            _watcher: watcher,
            events,
            folders: folders.to_vec(),
        })
    }

    /// Waits for changes for so long, and then until the files have come to rest. Gives the paths;
    /// none where nothing changed. The folders themselves are given where the system lost count.
    #[must_use]
    pub fn changes(&self, patience: Duration) -> BTreeSet<PathBuf> {
        let mut changed = BTreeSet::new();
        let end = Instant::now() + patience;
        while changed.is_empty() {
            let left = end.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) => self.note(event, &mut changed),
                Err(_) => return changed,
            }
        }
        let end = Instant::now() + MOST_WAIT;
        while Instant::now() < end {
            match self.events.recv_timeout(REST) {
                Ok(event) => self.note(event, &mut changed),
                Err(_) => break,
            }
        }
        changed
    }

    fn note(&self, event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) {
        match event {
            Ok(event) if event.need_rescan() => changed.extend(self.folders.iter().cloned()),
            Ok(event) if is_change(event.kind) => {
                let paths = event.paths.into_iter();
                changed.extend(paths.filter(|path| !is_of_an_editor(path)));
            }
            Ok(_) => {}
            Err(_) => changed.extend(self.folders.iter().cloned()),
        }
    }
}

/// Reading a file is not a change: the build reads them all.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// Files that editors leave beside those that they edit.
fn is_of_an_editor(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name.starts_with('#') || name == "4913"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Long enough for a machine that does other things too; no test waits for it in vain.
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn a_change_is_told_once_it_rests_and_a_reader_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join("stories")).unwrap();
        fs::write(root.join("stories/a.md"), "one").unwrap();
        let watch = Watch::over(std::slice::from_ref(&root)).unwrap();

        fs::read(root.join("stories/a.md")).unwrap();
        fs::write(root.join("stories/.a.md.swp"), "two").unwrap();
        fs::write(root.join("stories/a.md~"), "two").unwrap();
        assert_eq!(watch.changes(Duration::from_millis(300)), BTreeSet::new());

        // As editors save: beside it, then in its place.
        fs::write(root.join("stories/.new"), "two").unwrap();
        fs::rename(root.join("stories/.new"), root.join("stories/a.md")).unwrap();
        assert_eq!(
            watch.changes(LONG),
            BTreeSet::from([root.join("stories/a.md")])
        );

        fs::create_dir(root.join("more")).unwrap();
        assert!(watch.changes(LONG).contains(&root.join("more")));
        fs::write(root.join("more/b.csv"), "x").unwrap();
        assert!(watch.changes(LONG).contains(&root.join("more/b.csv")));
        fs::remove_file(root.join("more/b.csv")).unwrap();
        assert!(watch.changes(LONG).contains(&root.join("more/b.csv")));
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = Watch::over(&[PathBuf::from("nowhere")]).unwrap_err();
        assert!(
            error.to_string().contains("`nowhere` cannot be watched"),
            "{error}"
        );
    }
}
