//! A story and what its studies found become a static site, with every number and every claim of the
//! prose checked against the data on the way.
//!
//! A story is Markdown whose links say what a text is bound to:
//!
//! ```markdown
//! Downloads rose to [620M](value:wave.downloads.last?si), [a 22-fold rise](claim:downloads-22x).
//!
//! ![Monthly downloads of all models](figure:downloads)
//! ```
//!
//! - `value:PATH?FORMAT`: the text must be the value of the ledger, written in that format. An empty
//!   text is filled in.
//! - `claim:ID`: the words are backed by a predicate in the story's `claims.toml`, which is
//!   evaluated on every build: at full precision, at the precision shown, and at the ends of every
//!   interval and each threshold within it. It holds, fails, is fragile, or cannot be tested.
//! - `figure:ID`, `table:ID`, `claims:GROUP`: what a study drew, what it tabled, and a list of claims
//!   with their verdicts.
//! - A numeral that is bound to nothing is a finding, and so is a word that claims (doubled, most,
//!   only); what is let through is let through by rule or with a reason.
//!
//! # Example
//!
//! ```
//! use highwater_facts::{Fact, Quantity, Unit};
//! use highwater_report::{Project, Results, SourceText, StorySource, check};
//!
//! let mut results = Results::default();
//! let total = Quantity::exact(620e6, Unit::Of("downloads"));
//! results.ledger.add(Fact::new("hub.downloads", total, "downloads in July 2023"))?;
//!
//! let text = "+++\ntitle = \"Hub\"\nsummary = \"S\"\ndate = \"2026-11-22\"\n+++\n\
//!             Downloads: [610M](value:hub.downloads?si).\n";
//! let story = SourceText::new("story.md", text);
//! let project = Project {
//!     stories: vec![StorySource::new("hub", story)],
//!     ..Project::default()
//! };
//! let checked = check(&project, &results, None);
//! assert_eq!(checked.diagnostics[0].code, "HW0001");
//! assert_eq!(checked.diagnostics[0].position(), Some(("story.md", 6, 13)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! From a folder to a site:
//!
//! - [`Project`]: what a writer edits, in a [theme](Project::with_theme) that it may replace file by
//!   file; [`Results`]: what studies gave.
//! - [`check`]: every finding, sorted, with its place ([`diagnostic`]), and the [`Coverage`];
//!   [`check_again`] checks and draws only what differs from an earlier check ([`Kept`]).
//! - [`render`]: the files of the [`Site`]; [`check_pages`] reads its pages as a browser does; [`write()`] swaps it in for the old one;
//!   [`recover`] puts right what a killed run left; [`verify`] holds what
//!   lies on disk against its manifest.
//!
//! Architecture invariant: knows no study. Checking and rendering do no IO; [`Project::load`],
//! [`write()`], [`recover`] and [`verify`] do.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod diagnostic;
pub mod diff;

mod address;
mod base_url;
mod changes;
mod check;
mod claims;
mod commands;
mod coverage;
mod data_address;
mod fonts;
mod images;
mod kept;
mod language;
mod lints;
mod mutate;
mod pages;
mod project;
mod prose;
mod render;
mod reviewed;
mod shares;
mod site;
mod slug;
mod source_text;
mod story;
mod theme;
mod toml_fault;

pub use base_url::{BaseUrl, BaseUrlError};
pub use changes::{Changes, Outcome};
pub use check::{Checked, check, check_again, check_beside};
pub use commands::Commands;
pub use coverage::Coverage;
pub use highwater_study::Results;
pub use kept::Kept;
pub use mutate::{EditKind, Mutant, MutateOptions, mutate, shares};
pub use pages::check_pages;
pub use project::{Correction, Project, SiteConfig, StorySource};
pub use prose::{Fence, FenceKind};
pub use render::{fact_json, facts_json, render, render_fresh};
pub use shares::{Share, Shares};
pub use site::{
    MANIFEST, Recovered, Site, Verified, VerifyError, WriteError, listed, recover, verify, write,
};
pub use source_text::SourceText;
pub use story::fences;
