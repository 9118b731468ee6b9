//! The compute divide: does academia fall behind in compute, and does it show in what is studied
//! and what is released?
//!
//! Question: how much less compute do academic models take than those with industry, and do teams
//! with more industry release less code?
//! Method: what the supplement of the paper printed, as facts, with its arithmetic done again; and
//! its methods on a table of all models known to its publisher, as a replication.
//! Caveat: the supplement's own coded papers are not public, so that the replication runs on other
//! papers; the share of organisations stands in for that of authors.
//! Source: Besiroglu and others, "The Compute Divide in Machine Learning", supplement (2024); Epoch
//! AI, "Data on AI models", the table of all systems of October 2024; where that is not at hand, the
//! embedded `data/models.csv`.

pub mod records;
pub mod sector;
pub mod table;
pub mod text;

mod cells;

pub use cells::{categories, count_authors, is_whole_term, normalised};
pub use records::{Notability, Record, Records};
pub use sector::{Kinds, Sector};
pub use table::SystemsTable;

/// The snapshot that the study runs on.
pub const SNAPSHOT: &str = "all-systems-2024-10";
