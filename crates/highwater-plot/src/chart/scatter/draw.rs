//! The plane.

use crate::axis;
use crate::error::PlotError;
use crate::frame::Frame;

use super::Scatter;

pub(super) fn draw(chart: &Scatter, frame: &mut Frame) -> Result<(), PlotError> {
    axis::title_above(frame, &chart.y.axis_title())
}
