//! Columns over time from a low to a high number.

use highwater_facts::Quantity;

use crate::account::{Account, SeriesAccount};
use crate::axis;
use crate::bounds::Bounds;
use crate::chart::Chart;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::measure::{Extent, Measure, is_drawable};
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place;
use crate::position::{self, Position};
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, LABEL_SIZE, SMALL_SIZE, TextStyle};
use crate::wrap;

/// Columns over time from zero: full up to the low number, pale from there to the high one.
///
/// A lower bound has an open top with an arrow.
///
/// # Example
///
/// ```
/// use highwater_facts::{Month, Quantity, Unit};
/// use highwater_plot::chart::{RangeColumn, RangeColumns};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let unit = Unit::Of("models");
/// let chart = RangeColumns {
///     y: Measure {
///         title: "Models".to_owned(),
///         unit,
///         values: "int".parse()?,
///         ticks: "int".parse()?,
///         extent: Extent::FromZero,
///     },
///     series: "Models that fit in 16 GB".to_owned(),
///     hue: Hue::Blue,
///     columns: vec![RangeColumn {
///         at: "2023-07".parse::<Month>()?.into(),
///         value: Quantity::at_least(30.0, unit),
///         detail: String::new(),
///     }],
/// };
/// assert_eq!(chart.describe(), "Models that fit in 16 GB: Jul 2023 30+.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RangeColumns {
    /// What the axis measures; it runs from zero, or between ends that hold zero.
    pub y: Measure,
    /// What the columns are.
    pub series: String,
    /// The hue of the columns.
    pub hue: Hue,
    /// The columns, in order.
    pub columns: Vec<RangeColumn>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeColumn {
    /// Where it stands along the horizontal axis.
    pub at: Position,
    /// Its number, range or bound.
    pub value: Quantity,
    /// A remark below its month; empty for none.
    pub detail: String,
}

/// The length of an arrow that says "or more", and of the pale top that it stands in.
const ARROW: f64 = 24.0;

impl Chart for RangeColumns {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        let height = if frame.width().is_narrow() {
            230.0
        } else {
            270.0
        };
        let high = self.highest(height);
        // The text on the highest column ends the axis, not a round number.
        let scale = Scale::linear(self.lowest(), high);
        let ticks = self.y.ticks_on(&scale, axis::most_ticks(height, 38.0));
        axis::title_above(frame, &self.y.title)?;
        let room = frame.take(height);
        let bounds = Bounds {
            left: room.left + axis::left_room(&ticks),
            ..room
        };
        let panel = frame.panel(bounds, self.x_scale(), scale);
        axis::draw_up(frame, &panel, &self.y.title, ticks)?;
        let slot = self.slot() / (panel.x.high - panel.x.low) * bounds.width();
        let width = (slot * 0.55).min(72.0);
        let mut labels = Vec::new();
        for column in &self.columns {
            labels.push(self.draw_column(frame, &panel, column, width)?);
        }
        // Where columns stand close, the last number matters most, then the first.
        labels.rotate_right(1);
        let within = Bounds {
            top: room.top - 12.0,
            left: frame.left(),
            ..room
        };
        place::place(frame, &within, &labels)?;
        self.draw_names(frame, &panel, slot)
    }

    fn describe(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| {
                let text = self.y.value_text(&column.value);
                if column.detail.is_empty() {
                    format!("{} {text}", column.at.text())
                } else {
                    format!("{} {text} ({})", column.at.text(), column.detail)
                }
            })
            .collect();
        format!("{}: {}.", self.series, columns.join(", "))
    }

    fn account(&self) -> Account {
        Account {
            series: vec![SeriesAccount {
                name: self.series.clone(),
                points: self.columns.len(),
                uncertain: self
                    .columns
                    .iter()
                    .filter(|column| column.value.value().is_none())
                    .count(),
            }],
            drops: Vec::new(),
        }
    }
}

impl RangeColumns {
    fn admit(&self) -> Result<(), PlotError> {
        let Some(first) = self.columns.first() else {
            return Err(PlotError::NothingToDraw {
                chart: "range column",
            });
        };
        self.y.admit_zero("range column")?;
        for column in &self.columns {
            if column.at.is_date() != first.at.is_date() {
                return Err(PlotError::MixedPositions {
                    series: self.series.clone(),
                });
            }
            let x = column.at.coordinate();
            if !is_drawable(x) {
                return Err(PlotError::NotFinite {
                    series: self.series.clone(),
                    at: "horizontal axis".to_owned(),
                    value: x,
                });
            }
            position::admit(column.at, &self.series)?;
            self.y
                .admit(&column.value, &self.series, &column.at.text())?;
            for end in [column.value.low(), top(&column.value)] {
                self.y.admit_on_axis(end, &column.at.text())?;
            }
        }
        Ok(())
    }

    /// Zero, or the lowest of the numbers if some are negative, or the end that is given.
    fn lowest(&self) -> f64 {
        let given = match self.y.extent {
            Extent::Between(low, _) => low,
            _ => 0.0,
        };
        let lows = self.columns.iter().map(|column| column.value.low());
        lows.fold(given, f64::min)
    }

    /// The highest number that the axis must reach, with room for the text on each column.
    fn highest(&self, height: f64) -> f64 {
        let given = match self.y.extent {
            Extent::Between(_, high) => high,
            // If all columns are zero.
            _ if self.columns.iter().all(|column| top(&column.value) == 0.0) => 1.0,
            _ => f64::MIN_POSITIVE,
        };
        self.columns
            .iter()
            .map(|column| {
                let above = if column.value.is_lower_bound() {
                    ARROW + 20.0
                } else {
                    18.0
                };
                top(&column.value) * height / (height - above)
            })
            .fold(given, f64::max)
    }

    /// Returns the least distance between two columns on the horizontal axis.
    fn slot(&self) -> f64 {
        let mut xs: Vec<f64> = self.columns.iter().map(|c| c.at.coordinate()).collect();
        xs.sort_by(f64::total_cmp);
        let least = xs
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .filter(|gap| *gap > 0.0)
            .fold(f64::INFINITY, f64::min);
        if least.is_finite() { least } else { 1.0 }
    }

    fn x_scale(&self) -> Scale {
        let (low, high) = self
            .columns
            .iter()
            .map(|column| column.at.coordinate())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            });
        let half = self.slot() / 2.0;
        Scale::months(low - half, high + half)
    }

    fn draw_column(
        &self,
        frame: &Frame,
        panel: &Panel,
        column: &RangeColumn,
        width: f64,
    ) -> Result<Label, PlotError> {
        let value = &column.value;
        let x = column.at.coordinate();
        let text = self.y.value_text(value);
        let ink = Ink::Mark(self.hue);
        let (middle, low) = panel.at((x, value.low()));
        let base = panel.at((x, 0.0)).1;
        let (left, right) = (middle - width / 2.0, middle + width / 2.0);
        let pen = Pen::new(Role::Bar, Paint::fill(ink))
            .of(&self.series)
            .datum(&column.at.text(), &text)
            .worth(value);
        let half = width / 2.0 / panel.bounds.width() * (panel.x.high - panel.x.low);
        panel.rect(&pen, [(x - half, 0.0), (x + half, value.low())])?;
        let mut highest = low.min(base);
        if value.is_lower_bound() {
            let body = Bounds {
                left,
                right,
                top: low - ARROW,
                bottom: low,
            };
            let pen = Pen::new(Role::Range, Paint::fill(Ink::Pale(self.hue))).of(&self.series);
            frame.rect(&pen, body)?;
            let side = Pen::new(Role::Whisker, Paint::stroke(ink, 1.0)).of(&self.series);
            for x in [left, right] {
                frame.path(&side, &[(x, body.top), (x, body.bottom)])?;
            }
            let tip = low - ARROW + 3.0;
            let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 2.0)).of(&self.series);
            frame.path(&pen, &[(middle, low), (middle, tip)])?;
            frame.path(
                &pen,
                &[
                    (middle - 4.0, tip + 5.0),
                    (middle, tip),
                    (middle + 4.0, tip + 5.0),
                ],
            )?;
            highest = low - ARROW;
        } else if value.value().is_none() {
            let paint = Paint::fill(Ink::Pale(self.hue)).outlined(ink, 1.0);
            let pen = Pen::new(Role::Range, paint).of(&self.series);
            panel.rect(&pen, [(x - half, value.low()), (x + half, value.high())])?;
            highest = panel.at((x, value.high())).1;
        }
        let words = Pen::new(Role::Value, Paint::fill(Ink::Words(self.hue))).of(&self.series);
        Ok(Label {
            pen: words,
            lines: vec![(text, TextStyle::bold(LABEL_SIZE).haloed())],
            at: (middle, highest),
            reach: 0.0,
            rise: 0.0,
            sides: vec![Side::Above],
            keep: Keep::IfRoom,
            instead: None,
        })
    }

    /// Returns the months below the columns, each with its remark.
    fn draw_names(&self, frame: &mut Frame, panel: &Panel, slot: f64) -> Result<(), PlotError> {
        let name = TextStyle::bold(SMALL_SIZE);
        let detail = TextStyle::regular(SMALL_SIZE);
        let widest = self
            .columns
            .iter()
            .map(|column| name.width(&column.at.text(), &frame.fonts()))
            .fold(0.0, f64::max);
        // Columns that stand too close are named one in so many, and lose their remarks.
        // The last may be moved inwards by half its width.
        let every = ((widest + 8.0) / slot).ceil().max(1.0) as usize;
        let every = if every > 1 { every + 1 } else { 1 };
        let details: Vec<Vec<(String, TextStyle)>> = self
            .columns
            .iter()
            .map(|column| {
                let words = if every > 1 { "" } else { &column.detail };
                let words = wrap::filled(words, &detail, slot - 8.0, &frame.fonts());
                words.into_iter().map(|line| (line, detail)).collect()
            })
            .collect();
        let height = details
            .iter()
            .map(|d| place::advance(d))
            .fold(0.0, f64::max);
        let top = frame.take(height + 24.0).top + 8.0;
        for (column, detail) in self.columns.iter().zip(&details).step_by(every) {
            let x = panel.at((column.at.coordinate(), 0.0)).0;
            let words = [(column.at.text(), name)];
            // A text at the edge is moved inwards rather than cut.
            let half = words
                .iter()
                .chain(detail)
                .map(|(line, style)| style.width(line, &frame.fonts()) / 2.0)
                .fold(0.0, f64::max);
            let x = x.clamp(
                frame.left() + half,
                (frame.right() - half).max(frame.left() + half),
            );
            let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
            place::stack(frame, &pen, (x, top), Anchor::Middle, &words)?;
            let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
            let below = top + place::advance(&words);
            place::stack(frame, &pen, (x, below), Anchor::Middle, detail)?;
        }
        Ok(())
    }
}

fn top(value: &Quantity) -> f64 {
    if value.is_lower_bound() {
        value.low()
    } else {
        value.high().max(0.0)
    }
}
