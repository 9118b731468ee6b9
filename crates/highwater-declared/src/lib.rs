//! Figures and values that a story declares over its queries.
//!
//! - [`DeclaredFigure`]: a mark, a query and the columns that it shows, in the words of Vega-Lite and
//!   Observable Plot; [`DeclaredFigure::make`] gives a [`Figure`](highwater_plot::Figure), which takes the
//!   same road as one that a study in Rust makes.
//! - [`DeclaredValue`]: a value, or a column of a query, computed from others in the language of claims, with
//!   its unit and bounds.
//! - [`DeclaredStatistic`]: a fit by a formula in R's words, or a test, over the lines of a query.
//! - [`Hues`]: what is called by one name has one hue in all figures.
//! - [`Fault`]: what is wrong with a declaration, with its place in the text.
//!
//! Architecture invariant: reads no files and runs no queries. A declaration names columns and says how
//! they are shown; what is computed is computed by a query.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod chart;
mod fault;
mod fields;
mod figure;
mod fits;
mod hues;
mod lines;
mod mark;
mod measure;
mod named;
mod quantity;
mod samples;
mod spec;
mod statistics;
mod values;

pub use fault::Fault;
pub use figure::DeclaredFigure;
pub use hues::Hues;
pub use spec::FigureSpec;
pub use statistics::DeclaredStatistic;
pub use values::DeclaredValue;
