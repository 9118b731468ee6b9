//! The studies: one folder each, from typed rows to results, ledger, figures and tables.
//!
//! A study reads its tables through `highwater-ingest`, computes with plain types, and records what
//! it found once: each value under one path of the ledger, with the cells it was computed from; each
//! figure with its words and its data. Nothing downstream computes again.
//!
//! - [`wave`]: how open models spread between January 2022 and July 2023.
//! - [`openness`]: whether the organisations that train the largest models release less.
//! - [`efficiency`]: what a given benchmark score costs, and how that falls.
//! - [`divide`]: how far academia falls behind in compute, and whether it shows in what is studied and
//!   released.
//! - [`STUDIES`]: the list of them, for the program.
//!
//! Architecture invariant: no HTML, no Markdown but links to values and claims in the words of
//! figures, and no IO but through ingest.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod divide;
pub mod efficiency;
pub mod multiverse;
pub mod openness;
pub mod wave;

mod charts;
mod model_table;
mod table_cells;

use highwater_study::Study;

/// All studies, in the order in which they run.
pub const STUDIES: &[Study] = &[
    wave::STUDY,
    openness::STUDY,
    efficiency::STUDY,
    divide::STUDY,
];
