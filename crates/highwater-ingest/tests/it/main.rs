//! What a table may look like, and what it gets where it may not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "these are tests: a panic is how they fail"
)]

mod cases;
mod column_tests;
mod faults;
#[cfg(feature = "fetch")]
mod fetching;
mod formats;
mod guess;
#[cfg(feature = "fetch")]
mod server;
mod sound_files;
mod suites;
mod table;
