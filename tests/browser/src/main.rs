//! Tests of the built site in a real Chromium: Debian's `chromium`, driven by `chromium-driver`.
//!
//! Each test starts a browser of its own and looks at the site that the command line of this
//! workspace has just built. `site.rs` builds it, `chromium.rs` starts and ends the browser,
//! `page.rs` and `hands.rs` are what a test does to a page, `npm.rs` brings what tests take from npm;
//! every other module is one subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and so do the helpers beside it"
)]

mod chromium;
mod hands;
mod npm;
mod page;
mod site;

mod axe;
mod checks;
mod colours;
mod embedded;
mod explorer;
mod figures;
mod filter;
mod lighthouse;
mod links;
mod opening;
mod pdf;
mod popovers;
mod print;
mod screenshots;
mod search;
mod serving;
mod sorting;
mod tab_order;
mod tooltips;
mod weight;
mod widths;
mod without_script;
