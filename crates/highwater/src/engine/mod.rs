//! What commands have in common: the project, the data at hand, what the studies gave, and what is kept
//! from one build to the next.

mod answers;
pub(crate) mod changes;
pub(crate) mod data;
mod declarations;
pub(crate) mod editions;
mod figures;
pub(crate) mod project;
pub(crate) mod published;
pub(crate) mod queries;
pub(crate) mod rebuild;
pub(crate) mod snapshots;
pub(crate) mod tables;
mod values;
pub(crate) mod workspace;
