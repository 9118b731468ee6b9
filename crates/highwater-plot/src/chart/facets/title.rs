//! The title of a plane, with the number of its points.

use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{LABEL_SIZE, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::ScatterFacet;

/// The title of a plane in lines, with the number of its points behind the last or below it.
pub(super) struct Title {
    lines: Vec<String>,
    count: String,
    /// Where the number starts, seen from the left end; `None` where it has a line of its own.
    beside: Option<f64>,
}

/// The height of a line, and the gap between the last and the plane.
const LINE: f64 = 17.0;
const BELOW: f64 = 8.0;
/// The gap between the title and the number.
const GAP: f64 = 7.0;

impl Title {
    /// Returns whether title and number find room in one line.
    pub(super) fn fits_beside(
        facet: &ScatterFacet,
        count: &str,
        width: f64,
        fonts: &Fonts,
    ) -> bool {
        let title = TextStyle::bold(LABEL_SIZE).width(&facet.title, fonts);
        title + GAP + TextStyle::regular(SMALL_SIZE).width(count, fonts) <= width
    }

    /// Returns the title in lines no wider than the plane, the number `beside` it or below.
    pub(super) fn new(
        facet: &ScatterFacet,
        count: String,
        width: f64,
        beside: bool,
        fonts: &Fonts,
    ) -> Self {
        let bold = TextStyle::bold(LABEL_SIZE);
        let lines = wrap::filled(&facet.title, &bold, width, fonts);
        let start = bold.width(lines.last().map_or("", String::as_str), fonts) + GAP;
        Title {
            beside: (beside && !lines.is_empty()).then_some(start),
            lines,
            count,
        }
    }

    pub(super) fn height(&self) -> f64 {
        let own = usize::from(self.beside.is_none());
        (self.lines.len() + own) as f64 * LINE + BELOW
    }

    /// Draws the title so that it ends above a plane's upper left corner.
    pub(super) fn draw(&self, frame: &Frame, (left, bottom): (f64, f64)) -> Result<(), PlotError> {
        let top = bottom - self.height();
        let baseline = |i: usize| top + (i + 1) as f64 * LINE - 4.0;
        let pen = |ink| Pen::new(Role::PanelTitle, Paint::fill(ink));
        let bold = TextStyle::bold(LABEL_SIZE);
        for (i, line) in self.lines.iter().enumerate() {
            frame.text(&pen(Ink::Text), (left, baseline(i)), line, bold)?;
        }
        let (x, i) = match self.beside {
            Some(start) => (left + start, self.lines.len().saturating_sub(1)),
            None => (left, self.lines.len()),
        };
        let style = TextStyle::regular(SMALL_SIZE);
        frame.text(&pen(Ink::Muted), (x, baseline(i)), &self.count, style)
    }
}
