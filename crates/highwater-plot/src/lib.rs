//! Figures for data stories: a chart and its words become marks, and marks become SVG and PNG.
//!
//! # Example
//!
//! ```
//! use highwater_facts::{Month, Quantity, Table, Unit};
//! use highwater_plot::chart::{Gaps, LinePoint, LineSeries, LineShape, Lines};
//! use highwater_plot::{Extent, Figure, Hue, Measure, Width, Words, check, png, svg};
//!
//! let unit = Unit::Of("downloads");
//! let point = |year, month, value| -> Option<LinePoint> {
//!     let at = Month::new(year, month)?;
//!     Some(LinePoint::new(at, Quantity::exact(value, unit)))
//! };
//! let figure = Figure {
//!     id: "downloads".to_owned(),
//!     words: Words {
//!         title: "Monthly downloads grew 22-fold in 18 months".to_owned(),
//!         subtitle: "Downloads of all models in the month shown.".to_owned(),
//!         source: "Hugging Face, 2023".to_owned(),
//!         ..Words::default()
//!     },
//!     chart: Box::new(Lines {
//!         y: Measure {
//!             title: "Downloads a month".to_owned(),
//!             unit,
//!             values: "si".parse()?,
//!             ticks: "si".parse()?,
//!             extent: Extent::Log,
//!         },
//!         series: vec![LineSeries {
//!             name: "Downloads".to_owned(),
//!             hue: Hue::Blue,
//!             shape: LineShape::Straight,
//!             points: [point(2022, 1, 28e6), point(2023, 1, 195e6), point(2023, 7, 620e6)]
//!                 .into_iter()
//!                 .flatten()
//!                 .collect(),
//!             gaps: Gaps::default(),
//!             ribbon: Vec::new(),
//!             ribbon_name: String::new(),
//!         }],
//!         x: None,
//!         gap: None,
//!         references: Vec::new(),
//!         columns: None,
//!     }),
//!     data: Table::default(),
//! };
//!
//! let scene = figure.draw(&figure.words, Width::Narrow)?;
//! assert!(check::findings(&scene).is_empty());
//! assert!(svg::inline(&scene).contains("data-series=\"Downloads\""));
//! assert!(png::render(&scene, 1.0)?.starts_with(b"\x89PNG"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! From a chart to a file:
//!
//! - [`Figure`], [`Words`], [`Width`]: what a study gives; [`Figure::draw`] makes a scene of it.
//! - [`chart`]: the charts, and [`Chart`] for those of others.
//! - [`Frame`], [`Panel`], [`Scale`], [`Measure`], [`axis`], [`place`], [`legend`]: what charts draw
//!   with. Drawing goes through [`plotters`] into a backend that records marks.
//! - [`Scene`], [`Mark`], [`Role`], [`Ink`]: what was drawn, with what each mark is.
//! - [`svg`], [`png`]: the scene as files; [`Card`]: a scene of a title and a chart, for previews.
//! - [`palette`], [`colour`]: the colours behind the names, and how they are seen.
//! - [`check`]: what a machine finds wrong with a scene.
//!
//! Architecture invariant: knows neither CSV nor statistics, does no IO, looks at no clock and at no
//! font of the system; the same figure gives the same bytes.

/// The examples of the README are run too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod axis;
pub mod chart;
pub mod check;
pub mod colour;
pub mod dodge;
pub mod font;
pub mod legend;
pub mod palette;
pub mod place;
pub mod png;
pub mod svg;
pub mod ticks;
pub mod wrap;

mod account;
mod bounds;
mod calendar;
mod card;
mod clip;
mod error;
mod figure;
mod frame;
mod label;
mod mark;
mod measure;
mod options;
mod paint;
mod panel;
mod pen;
mod position;
mod range;
mod reading;
mod recorder;
mod role;
mod rows;
mod scale;
mod scene;
mod text;
mod width;

pub use account::{Account, DropAccount, SeriesAccount};
pub use bounds::Bounds;
pub use calendar::Grain;
pub use card::Card;
pub use chart::Chart;
pub use error::PlotError;
pub use figure::{Figure, Words};
pub use font::Weight;
pub use frame::Frame;
pub use label::{Keep, Label, Side};
pub use mark::{Mark, Shape};
pub use measure::{Extent, Measure};
pub use paint::{Hue, Ink, Paint, Shade, back_to_front};
pub use panel::Panel;
pub use pen::Pen;
pub use position::{Position, month_text};
pub use role::Role;
pub use rows::{RowWords, Rows};
pub use scale::{Scale, Spacing};
pub use scene::Scene;
pub use text::{Anchor, LABEL_SIZE, SMALL_SIZE, SUBTITLE_SIZE, Text, TextStyle};
pub use width::Width;
