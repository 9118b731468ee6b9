//! What was looked at in the search for a snapshot.

/// A folder that was looked in, and how many files it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The folder, as pages and messages name it.
    pub folder: String,
    /// How many files were there to look at; `None` where there is no such folder.
    pub files: Option<usize>,
}
