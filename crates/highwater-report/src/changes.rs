//! What became of a correction of data that the site tells of.

use highwater_ingest::snapshots::Snapshot;

use crate::diff::Diff;
use crate::project::Correction;

/// What became of a correction of data that the site tells of, for its page.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The correction.
    pub correction: Correction,
    /// The snapshot before.
    pub old: Snapshot,
    /// The snapshot after.
    pub new: Snapshot,
    /// What came of comparing the two.
    pub outcome: Outcome,
}

/// What came of comparing two snapshots.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// They were compared.
    Compared(Box<Diff>),
    /// No study reads them, so that nothing moved.
    Unread,
    /// They were not, for these snapshots are not at hand.
    Missing(Vec<String>),
}
