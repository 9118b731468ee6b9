//! A snapshot from its address, or from a folder, into the cache.
//!
//! What comes is written to a hidden file beside its target and hashed on the way. Only when size and
//! hash are those listed does it take its place, by rename; whatever fails, the file goes away and
//! what was there before stays. A connection that breaks off is taken up where it broke, if the server
//! allows that; the hash is over the whole in any case.
//!
//! What a server may do is bounded: it may not send the reader to another host, not send more than is
//! listed, not fall silent for long, and not take longer than the caller allows for the whole file,
//! however it sends it.

mod copy;
mod download;
mod partial;
mod request;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::error::SnapshotError;
use super::find::{Folder, Found};
use super::list::Snapshot;
use partial::Partial;

/// How long a file may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long the server may be silent: for a connection, for an answer, between two chunks.
    pub silence: Duration,
    /// How long the whole file may take, over all requests.
    pub whole: Duration,
}

impl Default for Patience {
    /// Half a minute of silence, an hour for the file.
    fn default() -> Self {
        Patience {
            silence: Duration::from_secs(30),
            whole: Duration::from_secs(3600),
        }
    }
}

/// Where snapshots come from and where they go.
#[derive(Clone, Debug)]
pub struct Fetch<'a> {
    /// Where the file comes from.
    pub from: Origin<'a>,
    /// The folder that it goes into; it is made where there is none.
    pub cache: &'a Folder,
    /// Set to stop.
    pub interrupted: &'a AtomicBool,
}

/// Where the file of a snapshot comes from.
#[derive(Clone, Debug)]
pub enum Origin<'a> {
    /// Its address, unless it lies in one of some folders already.
    Address {
        /// The folders.
        unless_in: &'a [Folder],
        /// How long it may take.
        patience: Patience,
    },
    /// A folder, where it is looked for by size and hash, unless it lies in the cache already.
    Folder(&'a Folder),
}

/// What was done about a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was there already, at that place.
    Fresh(Found),
    /// It came, and lies at that place now.
    Fetched(Found),
}

/// How a transfer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes of the file are here.
    Received(u64),
    /// The connection broke off after so many bytes, and the server is asked again.
    BrokeOff {
        /// The bytes that are here.
        received: u64,
        /// How it ended.
        why: String,
    },
}

impl Fetch<'_> {
    /// Brings a snapshot into the cache, and tells how it goes.
    ///
    /// # Errors
    ///
    /// Any [`SnapshotError`] but [`Unknown`](SnapshotError::Unknown).
    /// [`NotFound`](SnapshotError::NotFound) says that the folder it was to come from does not hold it.
    pub fn run(
        &self,
        snapshot: &Snapshot,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, SnapshotError> {
        self.stop_if_interrupted()?;
        let present = match self.from {
            Origin::Address { unless_in, .. } => snapshot.find(unless_in),
            Origin::Folder(_) => snapshot.find(std::slice::from_ref(self.cache)),
        };
        if let Ok(found) = present {
            return Ok(Outcome::Fresh(found));
        }
        match self.from {
            Origin::Address { patience, .. } => {
                let mut partial = Partial::open(self.cache, snapshot)?;
                self.download(snapshot, patience, &mut partial, tell)?;
                partial.keep().map(Outcome::Fetched)
            }
            Origin::Folder(folder) => {
                let found = snapshot.find(std::slice::from_ref(folder))?;
                let mut partial = Partial::open(self.cache, snapshot)?;
                self.copy(&found, &mut partial, tell)?;
                partial.keep().map(Outcome::Fetched)
            }
        }
    }

    fn stop_if_interrupted(&self) -> Result<(), SnapshotError> {
        if self.interrupted.load(Ordering::Relaxed) {
            Err(SnapshotError::Interrupted)
        } else {
            Ok(())
        }
    }
}
