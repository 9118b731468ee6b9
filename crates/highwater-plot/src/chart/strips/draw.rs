//! The rows.

use crate::axis;
use crate::error::PlotError;
use crate::frame::Frame;

use super::Strips;

pub(super) fn draw(chart: &Strips, frame: &mut Frame) -> Result<(), PlotError> {
    axis::title_above(frame, &chart.x.axis_title())
}
