//! A file on its way: hidden, hashed as it grows, and in its place only when it is whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Seek, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::super::error::SnapshotError;
use super::super::find::{Folder, Found};
use super::super::list::Snapshot;
use crate::sum::{Sha256Sum, each_chunk};

/// A file on its way into a cache.
///
/// It goes away when it is dropped before it was kept. One that a run left behind, which it can only
/// do when it was killed, is gone on with by the next.
pub(super) struct Partial<'a> {
    snapshot: &'a Snapshot,
    cache: &'a Folder,
    path: PathBuf,
    file: File,
    hasher: Sha256,
    received: u64,
    /// Whether all its bytes came in this run.
    ours: bool,
    kept: bool,
    /// Holds the cache for this run, where the system can lock a folder.
    _lock: Option<File>,
}

impl<'a> Partial<'a> {
    /// Makes the file, and the folder where there is none.
    pub(super) fn open(cache: &'a Folder, snapshot: &'a Snapshot) -> Result<Self, SnapshotError> {
        let at_folder = |error| write_error(cache.shown_as.clone(), error);
        fs::create_dir_all(&cache.path).map_err(at_folder)?;
        let lock = lock(cache)?;
        let path = cache.path.join(format!(".{}.part", snapshot.file_name()));
        // What is not an ordinary file, such as a pipe or a link, was not made by an earlier run.
        if fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
            fs::remove_file(&path).map_err(|error| write_error(shown(cache, snapshot), error))?;
        }
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let mut partial = Partial {
            file: file.map_err(|error| write_error(shown(cache, snapshot), error))?,
            snapshot,
            cache,
            path,
            hasher: Sha256::new(),
            received: 0,
            ours: false,
            kept: false,
            _lock: lock,
        };
        partial.take_up().map_err(|error| partial.error(error))?;
        Ok(partial)
    }

    /// Reads what an earlier run left.
    fn take_up(&mut self) -> io::Result<()> {
        if self.file.metadata()?.len() > self.snapshot.size {
            self.file.set_len(0)?;
        }
        let (hasher, received) = (&mut self.hasher, &mut self.received);
        each_chunk(&mut self.file, |bytes| {
            hasher.update(bytes);
            *received += bytes.len() as u64;
        })?;
        self.ours = self.received == 0;
        Ok(())
    }

    /// Returns how many bytes are here.
    pub(super) fn received(&self) -> u64 {
        self.received
    }

    /// Returns whether all bytes that are listed are here.
    pub(super) fn is_complete(&self) -> bool {
        self.received == self.snapshot.size
    }

    /// Throws away what is here.
    pub(super) fn restart(&mut self) -> Result<(), SnapshotError> {
        self.hasher = Sha256::new();
        self.received = 0;
        self.ours = true;
        let emptied = self.file.set_len(0).and_then(|()| self.file.rewind());
        emptied.map_err(|error| self.error(error))
    }

    /// Adds bytes that came from `from`, up to the size that is listed.
    pub(super) fn append(&mut self, bytes: &[u8], from: &str) -> Result<(), SnapshotError> {
        let received = self.received + bytes.len() as u64;
        if received > self.snapshot.size {
            return Err(self.size_error(from, None));
        }
        self.file
            .write_all(bytes)
            .map_err(|error| self.error(error))?;
        self.hasher.update(bytes);
        self.received = received;
        Ok(())
    }

    /// Returns whether the file, being complete, is the one listed; `false` where it is not because an
    /// earlier run left other bytes, so that it is worth a fresh start.
    pub(super) fn is_right(&self, from: &str) -> Result<bool, SnapshotError> {
        let found = Sha256Sum::of(self.hasher.clone());
        if found == self.snapshot.sha256 {
            Ok(true)
        } else if !self.ours {
            Ok(false)
        } else {
            Err(SnapshotError::Hash {
                name: self.snapshot.name.clone(),
                from: from.to_owned(),
                found,
                listed: self.snapshot.sha256,
            })
        }
    }

    /// That the file has another size than is listed; `None` where it goes on past that.
    pub(super) fn size_error(&self, from: &str, found: Option<u64>) -> SnapshotError {
        SnapshotError::Size {
            name: self.snapshot.name.clone(),
            from: from.to_owned(),
            found,
            size: self.snapshot.size,
        }
    }

    /// Puts the file in its place. It must have been found right.
    pub(super) fn keep(mut self) -> Result<Found, SnapshotError> {
        let name = self.snapshot.file_name();
        let found = Found {
            path: self.cache.path.join(&name),
            shown_as: shown(self.cache, self.snapshot),
            folder: self.cache.shown_as.clone(),
        };
        // Bytes before name: after a power cut, a file under its own name is whole.
        let placed = self
            .file
            .sync_all()
            .and_then(|()| fs::rename(&self.path, &found.path));
        placed.map_err(|error| self.error(error))?;
        self.kept = true;
        Ok(found)
    }

    fn error(&self, error: io::Error) -> SnapshotError {
        write_error(shown(self.cache, self.snapshot), error)
    }
}

impl Drop for Partial<'_> {
    fn drop(&mut self) {
        if !self.kept {
            // That it may not go away is not a second error: it is hidden, and not taken for the file.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Returns how messages name the file that a snapshot becomes.
fn shown(cache: &Folder, snapshot: &Snapshot) -> String {
    format!("{}/{}", cache.shown_as, snapshot.file_name())
}

fn write_error(file: String, error: io::Error) -> SnapshotError {
    SnapshotError::Write { file, error }
}

/// Locks the folder itself, so that no file is left for the purpose. Not every system can; two runs at
/// once would then spoil each other's file, which its hash tells.
fn lock(cache: &Folder) -> Result<Option<File>, SnapshotError> {
    let Ok(folder) = File::open(&cache.path) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => Err(SnapshotError::Busy {
            folder: cache.shown_as.clone(),
        }),
        _ => Ok(Some(folder)),
    }
}

#[cfg(test)]
mod tests;
