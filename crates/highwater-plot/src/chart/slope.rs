//! Two columns of numbers joined by lines.

use highwater_facts::Quantity;

use crate::account::{Account, SeriesAccount};
use crate::bounds::Bounds;
use crate::chart::Chart;
use crate::dodge;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::measure::{Extent, Measure};
use crate::paint::{Hue, Ink, Paint, back_to_front};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, LABEL_SIZE, SMALL_SIZE, TextStyle};
use crate::wrap;

/// Two columns of numbers joined by lines, with numbers at both ends and names at the right.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{Slope, SlopeLine};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let chart = Slope {
///     y: Measure {
///         title: "Share of companies".to_owned(),
///         unit: Unit::Percent,
///         values: "pct".parse()?,
///         ticks: "pct".parse()?,
///         extent: Extent::FromZero,
///     },
///     start_name: "Q4 2022".to_owned(),
///     end_name: "Q2 2023".to_owned(),
///     lines: vec![SlopeLine {
///         name: "In production".to_owned(),
///         hue: Hue::Blue,
///         start: Quantity::exact(8.0, Unit::Percent),
///         end: Quantity::exact(21.0, Unit::Percent),
///         change: "+13 points".to_owned(),
///     }],
/// };
/// assert_eq!(chart.describe(), "In production: Q4 2022 8%, Q2 2023 21% (+13 points).");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// What the columns measure.
    pub y: Measure,
    /// What the left column is.
    pub start_name: String,
    /// What the right column is.
    pub end_name: String,
    /// The lines.
    pub lines: Vec<SlopeLine>,
}

/// A line from the left to the right column.
#[derive(Clone, Debug, PartialEq)]
pub struct SlopeLine {
    /// Its name.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// Its number at the left.
    pub start: Quantity,
    /// Its number at the right.
    pub end: Quantity,
    /// The change, written below the name: "+13 points". Empty for none.
    pub change: String,
}

const DOT: f64 = 4.5;
/// The gap between a dot and its number.
const GAP: f64 = 10.0;

impl Chart for Slope {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        let narrow = frame.width().is_narrow();
        let blocks = self.blocks(if narrow { 128.0 } else { 230.0 }, &frame.fonts());
        let widest = |lines: &[(String, TextStyle)]| {
            lines
                .iter()
                .map(|(line, style)| style.width(line, &frame.fonts()))
                .fold(0.0, f64::max)
        };
        let right = blocks.iter().map(|b| widest(b)).fold(0.0, f64::max);
        let number = TextStyle::bold(LABEL_SIZE);
        let left = self
            .lines
            .iter()
            .map(|line| number.width(&self.y.value_text(&line.start), &frame.fonts()))
            .fold(0.0, f64::max);
        let stacked: f64 = blocks.iter().map(|b| place::height(b) + 8.0).sum();
        let height = stacked.max(if narrow { 260.0 } else { 300.0 });

        crate::axis::title_above(frame, &self.y.axis_title())?;
        let heads = frame.take(12.0);
        // Room for a name that is moved up from the highest dot.
        frame.take(26.0);
        let room = frame.take(height);
        let bounds = Bounds {
            left: room.left
                + left.max(number.width(&self.start_name, &frame.fonts()) / 2.0 - GAP)
                + GAP,
            right: room.right
                - right.max(number.width(&self.end_name, &frame.fonts()) / 2.0 - GAP)
                - GAP,
            ..room
        };
        let panel = frame.panel(bounds, Scale::linear(0.0, 1.0), self.scale());
        for (x, name) in [
            (bounds.left, &self.start_name),
            (bounds.right, &self.end_name),
        ] {
            let pen = Pen::new(Role::Baseline, Paint::stroke(Ink::Rule, 1.0));
            frame.path(&pen, &[(x, heads.bottom + 6.0), (x, bounds.bottom)])?;
            let pen = Pen::new(Role::Tick, Paint::fill(Ink::Text));
            let style = TextStyle::bold(SMALL_SIZE).anchored(Anchor::Middle);
            frame.text(&pen, (x, heads.bottom), name, style)?;
        }
        let hues: Vec<Hue> = self.lines.iter().map(|line| line.hue).collect();
        for line in back_to_front(&hues) {
            self.draw_line(&panel, &self.lines[line])?;
        }
        self.draw_numbers(frame, &panel)?;
        self.draw_blocks(frame, &panel, &blocks)
    }

    fn describe(&self) -> String {
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|line| {
                let change = if line.change.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", line.change)
                };
                format!(
                    "{}: {} {}, {} {}{change}.",
                    line.name,
                    self.start_name,
                    self.y.value_text(&line.start),
                    self.end_name,
                    self.y.value_text(&line.end)
                )
            })
            .collect();
        lines.join(" ")
    }

    fn account(&self) -> Account {
        Account {
            series: self
                .lines
                .iter()
                .map(|line| SeriesAccount {
                    name: line.name.clone(),
                    points: 2,
                    uncertain: 0,
                })
                .collect(),
            drops: Vec::new(),
        }
    }
}

impl Slope {
    fn admit(&self) -> Result<(), PlotError> {
        if self.lines.is_empty() {
            return Err(PlotError::NothingToDraw { chart: "slope" });
        }
        for line in &self.lines {
            self.y.admit(&line.start, &line.name, &self.start_name)?;
            self.y.admit(&line.end, &line.name, &self.end_name)?;
        }
        Ok(())
    }

    /// All numbers are written, so the scale needs no round ends.
    fn scale(&self) -> Scale {
        let (low, high) = self
            .lines
            .iter()
            .flat_map(|line| [line.start.middle(), line.end.middle()])
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            });
        match self.y.extent {
            Extent::FromZero => Scale::linear(low.min(0.0), high.max(0.0)),
            Extent::Around => Scale::linear(low, high),
            Extent::Between(low, high) => Scale::linear(low, high),
            Extent::Log => Scale::log(low, high),
            Extent::LogBetween(low, high) => Scale::log(low, high),
        }
    }

    /// Returns the words at the right of each line: its number and name, and its change.
    fn blocks(&self, widest: f64, fonts: &Fonts) -> Vec<Vec<(String, TextStyle)>> {
        let bold = TextStyle::bold(LABEL_SIZE);
        let small = TextStyle::regular(SMALL_SIZE);
        self.lines
            .iter()
            .map(|line| {
                let name = format!("{} {}", self.y.value_text(&line.end), line.name);
                let name = wrap::filled(&name, &bold, widest, fonts);
                let change = wrap::filled(&line.change, &small, widest, fonts);
                name.into_iter()
                    .map(|text| (text, bold))
                    .chain(change.into_iter().map(|text| (text, small)))
                    .collect()
            })
            .collect()
    }

    fn draw_line(&self, panel: &Panel, line: &SlopeLine) -> Result<(), PlotError> {
        let ends = [(0.0, line.start.middle()), (1.0, line.end.middle())];
        let ink = Ink::Mark(line.hue);
        let pen = Pen::new(Role::Line, Paint::stroke(ink, 2.5)).of(&line.name);
        panel.path(&pen, &ends)?;
        let names = [&self.start_name, &self.end_name];
        for ((at, name), value) in ends.into_iter().zip(names).zip([&line.start, &line.end]) {
            let pen = Pen::new(Role::Point, Paint::fill(ink))
                .of(&line.name)
                .datum(name, &self.y.value_text(value))
                .worth(value);
            panel.circle(&pen, at, DOT)?;
        }
        Ok(())
    }

    fn draw_numbers(&self, frame: &Frame, panel: &Panel) -> Result<(), PlotError> {
        let style = TextStyle::bold(LABEL_SIZE).anchored(Anchor::End);
        let wishes: Vec<(f64, f64)> = self
            .lines
            .iter()
            .map(|line| (panel.at((0.0, line.start.middle())).1, LABEL_SIZE + 3.0))
            .collect();
        let middles = dodge::apart(&wishes, panel.bounds.top - 8.0, panel.bounds.bottom + 8.0);
        for (line, middle) in self.lines.iter().zip(middles) {
            let pen = Pen::new(Role::Value, Paint::fill(Ink::Words(line.hue))).of(&line.name);
            let at = (panel.bounds.left - GAP, middle + LABEL_SIZE * 0.36);
            frame.text(&pen, at, &self.y.value_text(&line.start), style)?;
        }
        Ok(())
    }

    fn draw_blocks(
        &self,
        frame: &Frame,
        panel: &Panel,
        blocks: &[Vec<(String, TextStyle)>],
    ) -> Result<(), PlotError> {
        let wishes: Vec<(f64, f64)> = self
            .lines
            .iter()
            .zip(blocks)
            .map(|(line, block)| {
                let end = panel.at((1.0, line.end.middle())).1;
                // The first line of the block names the dot; the rest hangs below it.
                let height = place::height(block) + 8.0;
                (end + height / 2.0 - LABEL_SIZE * 0.74, height)
            })
            .collect();
        let (top, bottom) = (panel.bounds.top - 24.0, panel.bounds.bottom + 12.0);
        let middles = dodge::apart(&wishes, top, bottom);
        for ((line, block), (middle, wish)) in self
            .lines
            .iter()
            .zip(blocks)
            .zip(middles.iter().zip(&wishes))
        {
            let end = panel.at((1.0, line.end.middle()));
            let x = end.0 + GAP;
            let moved = middle - wish.0;
            if moved.abs() > 20.0 {
                let pen = Pen::new(Role::Leader, Paint::stroke(Ink::Muted, 1.0)).of(&line.name);
                frame.path(
                    &pen,
                    &[(end.0 + DOT + 1.0, end.1), (x - 2.0, end.1 + moved)],
                )?;
            }
            let pen = Pen::new(Role::Label, Paint::fill(Ink::Words(line.hue))).of(&line.name);
            let top = middle - wish.1 / 2.0 + 4.0;
            place::stack(frame, &pen, (x, top), Anchor::Start, block)?;
        }
        Ok(())
    }
}
