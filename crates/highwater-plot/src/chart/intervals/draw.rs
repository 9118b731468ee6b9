//! The rows.

use crate::axis;
use crate::error::PlotError;
use crate::frame::Frame;

use super::Intervals;

pub(super) fn draw(chart: &Intervals, frame: &mut Frame) -> Result<(), PlotError> {
    axis::title_above(frame, &chart.x.axis_title())
}
