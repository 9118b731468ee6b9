//! A built site to its readers: served on loopback while it is written, committed to a branch, printed
//! as PDF.
//!
//! - [`Pages`]: what is shown now; [`Server`] answers with it, and tells browsers when it changes.
//! - [`Watch`]: which files changed, once they have come to rest.
//! - [`Branch`]: files as a commit of a branch, past the work tree and the index.
//! - [`Printer`]: pages as PDF, through an installed Chromium.
//!
//! Architecture invariant: knows neither stories nor studies. A site is [`Files`] in memory: the server
//! reads nothing from disk, so that no request can reach another file.

mod branch;
mod command;
mod error;
mod pages;
mod printer;
mod scratch;
mod server;
mod watch;

pub use branch::{Branch, Change, Commit, Committed, OF_THE_HOST};
pub use error::HostError;
pub use pages::{Files, Pages};
pub use printer::Printer;
pub use server::{Port, Server};
pub use watch::Watch;
