//! Rows with a bar from a low to a high number.

use highwater_facts::Quantity;

use crate::account::{Account, SeriesAccount};
use crate::axis::{self, Edge};
use crate::bounds::Bounds;
use crate::chart::Chart;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;
use crate::options::options;
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;
use crate::rows::{RowWords, Rows};
use crate::scale::{Scale, Spacing};
use crate::text::{Anchor, SMALL_SIZE, TextStyle};

/// Rows with a bar from a low to a high number, both written at its ends.
///
/// A lower bound is open to the right and ends in an arrow; a plain number is a dot.
/// Where the axis is logarithmic, a range is a thin line with a dot at each end, because the length of
/// a bar would be read as an amount.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{RangeBars, RangeRow};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let chart = RangeBars::new(
///     Measure::new("Cost of training", Unit::Usd)
///         .format("usd".parse()?)
///         .extent(Extent::Log),
///     [
///         RangeRow::new("July 2023", Quantity::range(200e3, 500e3, Unit::Usd)?)
///             .detail("Cheaper accelerators"),
///     ],
/// )
/// .series("Cost");
/// assert_eq!(
///     chart.describe(),
///     "Cost: July 2023 $200K–$500K (Cheaper accelerators)."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RangeBars {
    /// What the axis measures.
    pub x: Measure,
    /// What the bars are.
    pub series: String,
    /// The hue of the bars.
    pub hue: Hue,
    /// The rows, from the top down.
    pub rows: Vec<RangeRow>,
}

impl RangeBars {
    /// Returns blue bars, each from the low end of a range to the high one.
    #[must_use]
    pub fn new(x: Measure, rows: impl IntoIterator<Item = RangeRow>) -> Self {
        RangeBars {
            series: x.title.clone(),
            x,
            hue: Hue::Blue,
            rows: rows.into_iter().collect(),
        }
    }
}

options!(RangeBars {
    /// Sets the name of what is measured, if it is not the title of the axis.
    series: into String,
    /// Sets the hue of the bars.
    hue: Hue,
});

/// A row with a range.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RangeRow {
    /// Its name.
    pub name: String,
    /// A remark below the name; empty for none.
    pub detail: String,
    /// From where to where it goes.
    pub range: Quantity,
    /// Whether it stands out.
    pub strong: bool,
}

impl RangeRow {
    /// Returns a row without remarks: its name, and its range.
    #[must_use]
    pub fn new(name: impl Into<String>, range: impl Into<Quantity>) -> Self {
        RangeRow {
            name: name.into(),
            detail: String::new(),
            range: range.into(),
            strong: false,
        }
    }
}

options!(RangeRow {
    /// Sets a remark below the name.
    detail: into String,
    /// Sets whether it is the one that the title speaks of.
    strong: bool,
});

const HEIGHT: f64 = 18.0;
/// The length of an arrow that says "or more".
const ARROW: f64 = 26.0;
/// The radius of the dot at an end of a line, and how wide the line is.
const END: f64 = 4.0;
const LINE: f64 = 2.0;

impl Chart for RangeBars {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        if self.rows.is_empty() {
            return Err(PlotError::NothingToDraw { chart: "range bar" });
        }
        for row in &self.rows {
            self.x.admit(&row.range, &self.series, &row.name)?;
        }
        axis::title_above(frame, &self.x.axis_title())?;
        frame.take(axis::ABOVE - 10.0);
        let words: Vec<RowWords<'_>> = self
            .rows
            .iter()
            .map(|row| RowWords {
                name: &row.name,
                detail: &row.detail,
                strong: row.strong,
            })
            .collect();
        let rows = Rows::take(frame, &words, HEIGHT, 0.0);
        let (panel, ticks) = self.panel(frame, &rows);
        axis::draw_across(
            frame,
            &panel,
            &self.x.axis_title(),
            ticks,
            Edge::Above(&rows.stretches),
        )?;
        rows.draw_names(frame)?;
        for (row, middle) in self.rows.iter().zip(&rows.middles) {
            self.draw_row(frame, &panel, row, *middle)?;
        }
        Ok(())
    }

    fn describe(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let text = self.x.value_text(&row.range);
                if row.detail.is_empty() {
                    format!("{} {text}", row.name)
                } else {
                    format!("{} {text} ({})", row.name, row.detail)
                }
            })
            .collect();
        format!("{}: {}.", self.series, rows.join(", "))
    }

    fn account(&self) -> Account {
        Account {
            series: vec![SeriesAccount {
                name: self.series.clone(),
                points: self.rows.len(),
                uncertain: self
                    .rows
                    .iter()
                    .filter(|row| row.range.value().is_none())
                    .count(),
            }],
            drops: Vec::new(),
        }
    }
}

impl RangeBars {
    fn end(&self, value: f64) -> String {
        self.x.value_text(&Quantity::exact(value, self.x.unit))
    }

    /// Returns how far from its end of a range a number stands.
    fn gap(&self) -> f64 {
        5.0 + if self.x.extent.is_log() { END } else { 0.0 }
    }

    /// Returns the panel, with pixels free at both sides for the numbers beside the bars.
    fn panel(&self, frame: &Frame, rows: &Rows) -> (Panel, Vec<axis::Tick>) {
        let style = TextStyle::bold(SMALL_SIZE);
        let beside = self.gap() + 3.0;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut before, mut after) = (0.0_f64, 0.0_f64);
        for row in &self.rows {
            let range = &row.range;
            low = low.min(range.low());
            before = before.max(style.width(&self.end(range.low()), &frame.fonts()) + beside);
            if range.is_lower_bound() {
                high = high.max(range.low());
                after = after
                    .max(ARROW + style.width(&self.x.value_text(range), &frame.fonts()) + beside);
            } else {
                high = high.max(range.high());
                after = after.max(style.width(&self.end(range.high()), &frame.fonts()) + beside);
                if !self.x.extent.is_log() {
                    after = after.max(style.width(&self.x.value_text(range), &frame.fonts()) + 8.0);
                }
            }
        }
        let full = rows.bounds;
        let room = full.width() - before - after;
        let (scale, ticks) = self.x.scale_across(low, high, room);
        let bounds = Bounds {
            left: full.left + before,
            right: full.right - after,
            ..full
        };
        (
            frame.panel(bounds, scale, Scale::linear(full.height(), 0.0)),
            ticks,
        )
    }

    fn draw_row(
        &self,
        frame: &Frame,
        panel: &Panel,
        row: &RangeRow,
        middle: f64,
    ) -> Result<(), PlotError> {
        let range = &row.range;
        let ink = Ink::Mark(self.hue);
        let datum = |role, paint| {
            Pen::new(role, paint)
                .of(&self.series)
                .datum(&row.name, &self.x.value_text(range))
                .worth(range)
        };
        let words = Pen::new(Role::Value, Paint::fill(Ink::Words(self.hue))).of(&self.series);
        let style = TextStyle::bold(SMALL_SIZE).haloed();
        let low = panel.at((range.low(), middle));
        let text_y = low.1 + SMALL_SIZE * 0.36;
        if range.value().is_some() {
            panel.circle(
                &datum(Role::Point, Paint::fill(ink)),
                (range.low(), middle),
                5.0,
            )?;
            let at = (low.0 + 10.0, text_y);
            return frame.text(&words, at, &self.end(range.low()), style);
        }
        let half = HEIGHT / 2.0;
        let is_log = self.x.extent.is_log();
        let end = Pen::new(Role::Whisker, Paint::fill(ink)).of(&self.series);
        let right = if range.is_lower_bound() {
            // A bar without an end: a pale body with an arrow in it.
            let tip = low.0 + ARROW;
            let body = Bounds {
                left: low.0,
                right: tip,
                top: low.1 - half,
                bottom: low.1 + half,
            };
            let pen = Pen::new(Role::Whisker, Paint::stroke(ink, LINE)).of(&self.series);
            if is_log {
                let line = datum(Role::Range, Paint::stroke(ink, LINE));
                frame.path(&line, &[low, (tip, low.1)])?;
                frame.circle(&end, low, END)?;
            } else {
                frame.rect(&datum(Role::Range, Paint::fill(Ink::Pale(self.hue))), body)?;
                frame.path(&pen, &[(low.0, low.1 - half), (low.0, low.1 + half)])?;
                frame.path(&pen, &[low, (tip, low.1)])?;
            }
            frame.path(
                &pen,
                &[
                    (tip - 5.0, low.1 - 4.0),
                    (tip, low.1),
                    (tip - 5.0, low.1 + 4.0),
                ],
            )?;
            (tip, self.x.value_text(range))
        } else {
            let ends = [(range.low(), middle), (range.high(), middle)];
            if is_log {
                panel.path(&datum(Role::Range, Paint::stroke(ink, LINE)), &ends)?;
                for at in ends {
                    panel.circle(&end, at, END)?;
                }
            } else {
                let corners = [(range.low(), middle - half), (range.high(), middle + half)];
                panel.rect(&datum(Role::Range, Paint::fill(ink)), corners)?;
            }
            let right = panel.at((range.high(), middle)).0;
            let text = self.end(range.low());
            let zero = panel.at((0.0, middle)).0;
            let left = low.0 - self.gap() - style.width(&text, &frame.fonts());
            if panel.x.spacing == Spacing::Linear && left < zero + 2.0 && zero <= low.0 {
                // No room between zero and the bar: both numbers stand behind it.
                (right, self.x.value_text(range))
            } else {
                let at = (low.0 - self.gap(), text_y);
                frame.text(&words, at, &text, style.anchored(Anchor::End))?;
                (right, self.end(range.high()))
            }
        };
        frame.text(&words, (right.0 + self.gap(), text_y), &right.1, style)
    }
}
