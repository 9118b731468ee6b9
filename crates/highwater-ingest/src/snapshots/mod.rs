//! Snapshots: files that others publish, listed by hash, found and fetched.
//!
//! A list, `data/snapshots.toml`, says of each snapshot where it is published, its SHA-256, its
//! size, its licence and whom to credit. The files themselves stay out of the project; they are
//! known by what they hold, so that neither their name nor their folder matters.
//!
//! ```
//! use highwater_ingest::TextFile;
//! use highwater_ingest::snapshots::{Folder, SnapshotList};
//!
//! let text = r#"
//! [[snapshot]]
//! name = "greetings-2024-10"
//! address = "https://example.org/data/greetings%20of%20all.csv"
//! sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
//! size = 6
//! licence = "CC0 1.0"
//! date = "2024-10"
//! credit = "a person"
//! holds = "one greeting"
//! "#;
//! let list = SnapshotList::parse(&TextFile::new("data/snapshots.toml", text.as_bytes()))
//!     .map_err(|faults| faults[0].clone())?;
//!
//! let folder = tempfile::tempdir()?;
//! let places = [Folder::new(folder.path(), "downloads")];
//! let missing = list.find("greetings-2024-10", &places).unwrap_err();
//! assert_eq!(
//!     missing.to_string(),
//!     "the snapshot `greetings-2024-10` is not in `downloads` (0 files)"
//! );
//!
//! // The hash is that of the text "hello" and a line end, under whatever name.
//! std::fs::write(folder.path().join("some name.txt"), "hello\n")?;
//! let found = list.find("greetings-2024-10", &places)?;
//! assert_eq!(found.shown_as, "downloads/some name.txt");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! - [`SnapshotList`], [`Snapshot`]: the list, with every fault at its place.
//! - [`Folder`], [`usual_folders`], [`Found`]: where snapshots are looked for, by size and hash.
//! - [`SnapshotError`]: why one is not there or did not come, with what to do.
//! - `fetch`, with the feature of that name: a snapshot from its address, or from a folder, into the
//!   cache.

mod address;
mod error;
mod find;
mod list;
mod looked;

#[cfg(feature = "fetch")]
pub mod fetch;

pub use crate::sum::{Sha256Sum, SumError};
pub use address::{Address, AddressError};
pub use error::SnapshotError;
pub use find::{Folder, Found, usual_folders};
pub use list::{Snapshot, SnapshotList, Spans};
pub use looked::Looked;
