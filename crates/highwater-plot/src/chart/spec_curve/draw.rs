//! The rows.

use crate::axis;
use crate::error::PlotError;
use crate::frame::Frame;

use super::SpecCurve;

pub(super) fn draw(chart: &SpecCurve, frame: &mut Frame) -> Result<(), PlotError> {
    axis::title_above(frame, &chart.y.axis_title())
}
