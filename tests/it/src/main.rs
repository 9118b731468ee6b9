//! Tests of the whole workspace and of the command line.
//!
//! Bad input, and what it gets: a clear error, the right exit code, the old site untouched.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "these are tests: a panic is how they fail, and they say on standard error what they skip"
)]

mod bad_claims;
mod bad_inputs;
mod bad_output;
mod bad_stories;
mod bad_tables;
mod bless;
mod changes;
mod circles;
mod claim_cases;
mod command_line;
mod commands;
mod diff;
mod divide;
mod divide_story;
mod divide_text;
mod editions;
mod efficiency;
mod explorers;
mod features;
mod fetch;
mod figure_words;
mod fonts;
mod hostile_text;
#[cfg(unix)]
mod irregular;
mod line_ends;
mod method;
mod models_table;
mod new_story;
mod numbers_as_text;
mod one_cause;
mod openness;
mod other_data;
mod packages;
mod publish;
mod published;
mod report;
mod rows;
mod sandbox;
mod sensitivity;
mod serve;
mod sharing;
mod snapshots;
mod studies;
mod text_cases;
mod verify;
mod workspace;
