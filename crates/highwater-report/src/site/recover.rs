//! What a killed run left beside a site: put back, or removed.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::WriteError;
use super::ours::{self, Beside};

/// How long a run waits for another one that writes in the same folder.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it looks whether the other one has ended.
const GLANCE: Duration = Duration::from_millis(20);

/// What a killed run had left at the folder of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Whether the site is back that the run had moved aside.
    pub restored: bool,
    /// How many half-built or outdated sites were removed.
    pub removed: usize,
    /// Folders that bear the name of one of these and hold files of others; they stay.
    pub kept: Vec<PathBuf>,
}

/// Checks that a site can be written to a folder, after putting right what a killed run left there: the
/// site that it had moved aside comes back, and what it had begun to build goes.
///
/// [`write()`](super::write()) does the same before it writes. A program that calls it before it builds
/// has the old site back even if the build then fails, and reports a folder of others at once.
///
/// # Errors
///
/// [`WriteError::Foreign`], [`WriteError::Link`], [`WriteError::Busy`] if another run holds the folder
/// for more than a minute, [`WriteError::Io`], and [`WriteError::Interrupted`] once `interrupted` is set.
///
/// # Example
///
/// ```
/// use highwater_report::{Site, recover, write};
/// # let folder = tempfile::tempdir()?;
/// # let out = folder.path().join("site");
///
/// let mut site = Site::default();
/// site.add("index.html", "<p>28M</p>");
/// write(&site, &out, &false.into())?;
/// // A run was killed after it had moved the old site aside.
/// std::fs::rename(&out, folder.path().join(".site.highwater-old-41"))?;
/// assert!(recover(&out, &false.into())?.restored);
/// assert!(out.join("index.html").is_file());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recover(out: &Path, interrupted: &AtomicBool) -> Result<Recovered, WriteError> {
    let beside = beside(out)?;
    let lock = Lock::of(&beside.parent, interrupted)?;
    let recovered = recover_locked(out, &beside, &lock)?;
    ours::check(out)?;
    Ok(recovered)
}

/// The same for a caller that holds the lock. Without a lock a living run cannot be told from a killed
/// one, so that nothing is touched.
pub(super) fn recover_locked(
    out: &Path,
    beside: &Beside,
    lock: &Lock,
) -> Result<Recovered, WriteError> {
    let mut recovered = Recovered::default();
    if !lock.is_held() {
        return Ok(recovered);
    }
    let mut old = beside.left_old();
    if fs::symlink_metadata(out).is_err()
        && let Some(at) = old.iter().rposition(|folder| ours::is_whole(folder))
    {
        let folder = old.remove(at);
        fs::rename(&folder, out).map_err(|error| WriteError::io(out, error))?;
        recovered.restored = true;
    }
    for folder in old.into_iter().chain(beside.left_new()) {
        match ours::remove(&folder) {
            Ok(()) => recovered.removed += 1,
            Err(_) => recovered.kept.push(folder),
        }
    }
    Ok(recovered)
}

pub(super) fn beside(out: &Path) -> Result<Beside, WriteError> {
    Beside::of(out).ok_or_else(|| WriteError::Foreign {
        folder: out.to_owned(),
        files: Vec::new(),
    })
}

/// The right to write in a folder, which one run has at a time. The system takes it back when the run
/// ends, however it ends.
pub(super) struct Lock(Option<File>);

impl Lock {
    /// Waits for the folder. Not every system can lock one; a lock that is not held is one of these.
    pub(super) fn of(folder: &Path, interrupted: &AtomicBool) -> Result<Self, WriteError> {
        let Ok(file) = File::open(folder) else {
            return Ok(Lock(None));
        };
        let end = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock(Some(file))),
                Err(TryLockError::Error(_)) => return Ok(Lock(None)),
                Err(TryLockError::WouldBlock) => {}
            }
            if interrupted.load(Ordering::Relaxed) {
                return Err(WriteError::Interrupted);
            }
            if Instant::now() >= end {
                return Err(WriteError::Busy {
                    folder: folder.to_owned(),
                });
            }
            thread::sleep(GLANCE);
        }
    }

    fn is_held(&self) -> bool {
        self.0.is_some()
    }
}
