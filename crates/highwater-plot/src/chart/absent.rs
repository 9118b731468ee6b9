//! No chart, and why.

use crate::account::Account;
use crate::chart::Chart;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

/// No chart, and why: for data from which nothing follows, so that a page that asks for the figure
/// says what a reader would see instead of failing.
///
/// # Example
///
/// ```
/// use highwater_plot::Chart;
/// use highwater_plot::chart::Absent;
///
/// let chart = Absent { why: "Four models are too few for a line".to_owned() };
/// assert_eq!(chart.describe(), "Four models are too few for a line.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Why there is nothing to see, a sentence without its full stop.
    pub why: String,
}

impl Chart for Absent {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        let style = TextStyle::regular(SMALL_SIZE);
        let width = frame.right() - frame.left();
        frame.take(24.0);
        for line in wrap::filled(&self.describe(), &style, width, &frame.fonts()) {
            let room = frame.take(18.0);
            let pen = Pen::new(Role::Missing, Paint::fill(Ink::Muted));
            frame.text(&pen, (room.left, room.bottom - 5.0), &line, style)?;
        }
        frame.take(24.0);
        Ok(())
    }

    fn describe(&self) -> String {
        format!("{}.", self.why)
    }

    fn account(&self) -> Account {
        Account::default()
    }
}
