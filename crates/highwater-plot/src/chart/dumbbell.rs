//! Rows with a start and an end.

use highwater_facts::Quantity;

use crate::account::{Account, SeriesAccount};
use crate::axis::{self, Edge};
use crate::bounds::Bounds;
use crate::chart::Chart;
use crate::chart::reference::Reference;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::legend::{Key, legend};
use crate::measure::Measure;
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::place;
use crate::role::Role;
use crate::rows::{RowWords, Rows};
use crate::scale::Scale;
use crate::text::{Anchor, LABEL_SIZE, SMALL_SIZE, TextStyle};

/// Rows with a dot for the start, a dot for the end, and the change between them.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{Dumbbell, DumbbellRow};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let unit = Unit::Of("accounts");
/// let chart = Dumbbell {
///     x: Measure {
///         title: "Members".to_owned(),
///         unit,
///         values: "si".parse()?,
///         ticks: "si".parse()?,
///         extent: Extent::Log,
///     },
///     start_name: "January 2023".to_owned(),
///     end_name: "July 2023".to_owned(),
///     hue: Hue::Blue,
///     rows: vec![DumbbellRow {
///         name: "r/LocalLLaMA".to_owned(),
///         detail: String::new(),
///         start: Quantity::approximate(5e3, unit),
///         end: Quantity::approximate(85e3, unit),
///         change: "17×".to_owned(),
///         strong: true,
///     }],
///     reference: None,
/// };
/// assert_eq!(chart.describe(), "r/LocalLLaMA: January 2023 5K, July 2023 85K (17×).");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dumbbell {
    /// What the axis measures.
    pub x: Measure,
    /// What the start is: "January 2023".
    pub start_name: String,
    /// What the end is: "July 2023".
    pub end_name: String,
    /// The hue of the end; the start is grey.
    pub hue: Hue,
    /// The rows, from the top down.
    pub rows: Vec<DumbbellRow>,
    /// A number that the rows are compared with.
    pub reference: Option<Reference>,
}

/// A row with a start and an end.
#[derive(Clone, Debug, PartialEq)]
pub struct DumbbellRow {
    /// Its name.
    pub name: String,
    /// A remark below the name; empty for none.
    pub detail: String,
    /// Its number at the start.
    pub start: Quantity,
    /// Its number at the end.
    pub end: Quantity,
    /// The change, written at the right: "17×". Empty for none.
    pub change: String,
    /// Whether it stands out: an average, the row that the title speaks of.
    pub strong: bool,
}

const DOT: f64 = 6.0;
const HEIGHT: f64 = 24.0;

impl Chart for Dumbbell {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        let narrow = frame.width().is_narrow();
        legend(
            frame,
            &[
                Key::dot(&self.start_name, Hue::Grey),
                Key::dot(&self.end_name, self.hue),
            ],
        )?;
        frame.take(8.0);
        axis::title_above(frame, &self.x.axis_title())?;
        frame.take(axis::ABOVE - 10.0);
        if self.reference.is_some() {
            frame.take(18.0);
        }
        let style = TextStyle::bold(LABEL_SIZE);
        let change = self
            .rows
            .iter()
            .map(|row| style.width(&row.change, &frame.fonts()))
            .fold(0.0, f64::max);
        let change = if change > 0.0 {
            change.ceil() + 16.0
        } else {
            0.0
        };
        let words: Vec<RowWords<'_>> = self
            .rows
            .iter()
            .map(|row| RowWords {
                name: &row.name,
                detail: &row.detail,
                strong: row.strong,
            })
            .collect();
        let rows = Rows::take(frame, &words, HEIGHT, change);
        let (panel, ticks) = self.panel(frame, &rows);
        axis::draw_across(
            frame,
            &panel,
            &self.x.axis_title(),
            ticks,
            Edge::Above(&rows.stretches),
        )?;
        self.draw_reference(frame, &panel, &rows)?;
        rows.draw_names(frame)?;
        for (i, (row, middle)) in self.rows.iter().zip(&rows.middles).enumerate() {
            self.draw_row(frame, &panel, row, *middle)?;
            let y = if narrow {
                rows.name_top(i) + LABEL_SIZE * 0.74
            } else {
                rows.bounds.top + middle + LABEL_SIZE * 0.36
            };
            let pen = Pen::new(Role::Value, Paint::fill(Ink::Text)).of(&self.end_name);
            let style = if row.strong {
                TextStyle::bold(LABEL_SIZE)
            } else {
                TextStyle::regular(LABEL_SIZE)
            };
            let style = style.anchored(Anchor::End).haloed();
            if !row.change.is_empty() {
                frame.text(&pen, (frame.right(), y), &row.change, style)?;
            }
        }
        Ok(())
    }

    fn describe(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let change = if row.change.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", row.change)
                };
                format!(
                    "{}: {} {}, {} {}{change}.",
                    row.name,
                    self.start_name,
                    self.x.value_text(&row.start),
                    self.end_name,
                    self.x.value_text(&row.end),
                )
            })
            .collect();
        rows.join(" ")
    }

    fn account(&self) -> Account {
        let series = |name: &str| SeriesAccount {
            name: name.to_owned(),
            points: self.rows.len(),
            uncertain: 0,
        };
        Account {
            series: vec![series(&self.start_name), series(&self.end_name)],
            drops: Vec::new(),
        }
    }
}

impl Dumbbell {
    fn admit(&self) -> Result<(), PlotError> {
        if self.rows.is_empty() {
            return Err(PlotError::NothingToDraw { chart: "dumbbell" });
        }
        for row in &self.rows {
            self.x.admit(&row.start, &self.start_name, &row.name)?;
            self.x.admit(&row.end, &self.end_name, &row.name)?;
        }
        if let Some(reference) = &self.reference {
            reference.admit(&self.x)?;
        }
        Ok(())
    }

    /// Returns the panel, with pixels free at both sides for the numbers beside the outermost dots.
    fn panel(&self, frame: &Frame, rows: &Rows) -> (Panel, Vec<axis::Tick>) {
        let (low, high) = self
            .rows
            .iter()
            .flat_map(|row| [row.start.middle(), row.end.middle()])
            .chain(self.reference.iter().map(|reference| reference.at))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            });
        let style = TextStyle::regular(SMALL_SIZE);
        let widest = self
            .rows
            .iter()
            .flat_map(|row| [&row.start, &row.end])
            .map(|value| style.width(&self.x.value_text(value), &frame.fonts()) + DOT + 6.0)
            .fold(0.0, f64::max);
        let full = rows.bounds;
        let room = full.width() - 2.0 * widest;
        let (scale, ticks) = self.x.scale_across(low, high, room);
        let bounds = Bounds {
            left: full.left + widest,
            right: full.right - widest,
            ..full
        };
        (
            frame.panel(bounds, scale, Scale::linear(full.height(), 0.0)),
            ticks,
        )
    }

    fn draw_reference(&self, frame: &Frame, panel: &Panel, rows: &Rows) -> Result<(), PlotError> {
        let Some(reference) = &self.reference else {
            return Ok(());
        };
        let x = panel.at((reference.at, 0.0)).0;
        let pen = Pen::new(Role::Reference, Paint::stroke(Ink::Rule, 1.5)).of(&reference.name);
        for &(top, bottom) in &rows.stretches {
            frame.path(&pen, &[(x, top), (x, bottom)])?;
        }
        let style = TextStyle::bold(SMALL_SIZE);
        let half = style.width(&reference.name, &frame.fonts()) / 2.0;
        let at = (
            x.clamp(frame.left() + half, frame.right() - half),
            panel.bounds.top - axis::ABOVE - 4.0,
        );
        let pen = Pen::new(Role::Label, Paint::fill(Ink::Text)).of(&reference.name);
        frame.text(&pen, at, &reference.name, style.anchored(Anchor::Middle))
    }

    fn draw_row(
        &self,
        frame: &Frame,
        panel: &Panel,
        row: &DumbbellRow,
        middle: f64,
    ) -> Result<(), PlotError> {
        let (start, end) = (row.start.middle(), row.end.middle());
        let bar = Pen::new(Role::Line, Paint::stroke(Ink::Mark(self.hue), 3.0)).of(&self.end_name);
        panel.path(&bar, &[(start, middle), (end, middle)])?;
        let ends = [
            (&self.start_name, Hue::Grey, &row.start, start > end),
            (&self.end_name, self.hue, &row.end, end >= start),
        ];
        let mut labels = Vec::new();
        for (name, hue, value, is_right) in ends {
            let text = self.x.value_text(value);
            let paint = Paint::fill(Ink::Mark(hue)).outlined(Ink::Paper, 1.0);
            let pen = Pen::new(Role::Point, paint)
                .of(name)
                .datum(&row.name, &text)
                .worth(value);
            panel.circle(&pen, (value.middle(), middle), DOT)?;
            labels.push(Label {
                pen: Pen::new(Role::Value, Paint::fill(Ink::Words(hue))).of(name),
                lines: vec![(text, TextStyle::regular(SMALL_SIZE).haloed())],
                at: panel.at((value.middle(), middle)),
                rise: 0.0,
                reach: DOT,
                sides: vec![if is_right { Side::Right } else { Side::Left }],
                keep: Keep::IfRoom,
                instead: None,
            });
        }
        let y = panel.at((start, middle)).1;
        let within = Bounds {
            left: frame.left(),
            right: frame.right(),
            top: y - HEIGHT / 2.0,
            bottom: y + HEIGHT / 2.0,
        };
        place(frame, &within, &labels)?;
        Ok(())
    }
}
