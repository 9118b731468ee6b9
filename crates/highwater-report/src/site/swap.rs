//! A new site in the place of the old one.

use std::fs;
use std::io;
use std::path::Path;

use super::WriteError;
use super::ours::{self, Free};

/// Puts the new site in the place of the old one, and removes the old one.
///
/// At each moment there is a site, if `exchange` works here; else there is none between two renames,
/// and [`recover`](super::recover()) puts the old one back after a run that was killed just then.
pub(super) fn swap(
    out: &Path,
    Free { new, old }: &Free,
    exchange: impl Fn(&Path, &Path) -> io::Result<()>,
) -> Result<(), WriteError> {
    let failed = |error| WriteError::io(out, error);
    if fs::symlink_metadata(out).is_err() {
        return fs::rename(new, out).map_err(failed);
    }
    let replaced = if exchange(new, out).is_ok() {
        new
    } else {
        fs::rename(out, old).map_err(failed)?;
        if let Err(error) = fs::rename(new, out) {
            fs::rename(old, out).map_err(|error| WriteError::io(old, error))?;
            return Err(failed(error));
        }
        old
    };
    // The new site is there; what cannot be removed now is removed by the next run.
    let _ = ours::remove(replaced);
    Ok(())
}

/// Exchanges two folders in one step, if the file system can.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Says that two folders cannot be exchanged in one step here.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
