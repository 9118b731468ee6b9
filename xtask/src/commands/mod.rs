//! One task a file.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod ci;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fetch;
pub(crate) mod new_story;
pub(crate) mod publish;
pub(crate) mod report;
pub(crate) mod serve;
pub(crate) mod test;
pub(crate) mod values;
pub(crate) mod verify;

mod pdf;
mod shell;
