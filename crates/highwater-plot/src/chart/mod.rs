//! Charts: what they have in common, and the list of those that ship.

use crate::account::Account;
use crate::error::PlotError;
use crate::frame::Frame;

mod absent;
mod annotated;
mod bars;
mod by_key;
mod cells;
mod contour;
mod counts;
mod dumbbell;
mod facets;
mod intervals;
mod levels;
mod lines;
mod note;
mod noun;
mod range_bars;
mod range_columns;
mod reference;
mod scatter;
mod slope;
mod spec_curve;
mod strips;
#[cfg(test)]
mod testing;

pub use absent::Absent;
pub use annotated::{Annotated, Annotation};
pub use bars::{BarGroup, BarSeries, BarValue, Bars};
pub use by_key::by_key;
pub use cells::{CellGroup, CellRow, CellValue, Cells};
pub use contour::{Contour, ContourPoint, Grid, Support};
pub use counts::CountRow;
pub use dumbbell::{Dumbbell, DumbbellRow};
pub use facets::{ScatterFacet, ScatterFacets};
pub use intervals::{IntervalMark, IntervalRow, IntervalSeries, Intervals};
pub use levels::levels;
pub use lines::{
    Bridging, ColumnPoint, Columns, Expected, GapBand, Gaps, LinePoint, LineSeries, LineShape,
    Lines, RibbonPoint,
};
pub use noun::Noun;
pub use range_bars::{RangeBars, RangeRow};
pub use range_columns::{RangeColumn, RangeColumns};
pub use reference::Reference;
pub use scatter::{Arrow, FitLine, Scatter, ScatterPoint, ScatterSeries};
pub use slope::{Slope, SlopeLine};
pub use spec_curve::{Spec, SpecCurve, SpecDimension, SpecGroup};
pub use strips::{Centre, StripPoint, StripRow, Strips};

/// A chart: data that can be drawn.
///
/// Implement these three for a chart of your own, which then has words, axes, exporters and
/// checks for it.
///
/// # Example
///
/// ```
/// use highwater_plot::{
///     Account, Chart, Frame, Hue, Ink, Paint, Pen, PlotError, Role, Scale, SeriesAccount,
/// };
///
/// /// Dots on a line, without axes.
/// struct Dots(Vec<f64>);
///
/// impl Chart for Dots {
///     fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
///         let room = frame.take(40.0);
///         let panel = frame.panel(room, Scale::linear(0.0, 10.0), Scale::linear(0.0, 1.0));
///         for x in &self.0 {
///             let pen = Pen::new(Role::Point, Paint::fill(Ink::Mark(Hue::Blue)))
///                 .of("dots")
///                 .datum("", &x.to_string());
///             panel.circle(&pen, (*x, 0.5), 4.0)?;
///         }
///         Ok(())
///     }
///
///     fn describe(&self) -> String {
///         format!("{} dots.", self.0.len())
///     }
///
///     fn account(&self) -> Account {
///         Account::new([SeriesAccount::new("dots", self.0.len())])
///     }
/// }
/// ```
pub trait Chart: Send + Sync {
    /// Draws the chart into the frame, taking as much height as it needs.
    ///
    /// # Errors
    ///
    /// [`PlotError::NothingToDraw`] without data, [`PlotError::NotFinite`] and
    /// [`PlotError::NotPositive`] for numbers that have no place on an axis.
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError>;

    /// The data in words, for readers who do not see the picture: each series with its numbers.
    fn describe(&self) -> String;

    /// Returns what there is to draw: the series with the number of their points, and the points that
    /// are left out, with the reason that the picture states.
    fn account(&self) -> Account;
}

impl Chart for Box<dyn Chart> {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        (**self).draw(frame)
    }

    fn describe(&self) -> String {
        (**self).describe()
    }

    fn account(&self) -> Account {
        (**self).account()
    }
}
