//! The crate as its users see it: whole figures, and what is in their scenes and files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails in a helper fails its test"
)]

mod cases;
mod cells_chart;
mod charts;
mod contour_chart;
mod fonts;
mod gallery;
mod hostile;
mod scenes;
mod svg;
mod whole_scenes;
