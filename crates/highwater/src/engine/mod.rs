//! What commands have in common: the project, the data at hand, what the studies gave, and what is kept
//! from one build to the next.

pub(crate) mod changes;
pub(crate) mod data;
pub(crate) mod editions;
pub(crate) mod project;
pub(crate) mod published;
pub(crate) mod queries;
pub(crate) mod rebuild;
pub(crate) mod snapshots;
pub(crate) mod tables;
pub(crate) mod workspace;
