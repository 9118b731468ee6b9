//! Axes: grid, ticks and the name above.

use crate::bounds::Bounds;
use crate::calendar::{self, Grain};
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::measure::{Extent, Measure};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::position::month_text;
use crate::role::Role;
use crate::scale::{Scale, Spacing};
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::ticks::{self, Steps};

mod below;
mod drawn;
mod texts;

use below::text_across;
pub use below::{draw_below, title_below};
pub(crate) use below::{fit_within, middle_within};
pub use drawn::{Axis, Direction, Tick};

/// How far the lowest and highest ticks of a value axis may be from each other, in number.
const MOST_TICKS: usize = 6;
/// An even axis with fewer ticks than these says little.
const LEAST_TICKS: usize = 4;

impl Measure {
    /// Returns the scale for numbers between `low` and `high`, and its ticks.
    ///
    /// `most` is the number of ticks that there is room for; an even axis gets more where it would
    /// have fewer than four, for with fewer it says little.
    #[must_use]
    pub fn scale(&self, low: f64, high: f64, most: usize) -> (Scale, Vec<Tick>) {
        let most = most.clamp(3, 7);
        let tried = (most..=7).map(|most| {
            let scale = self.rounded(low, high, most);
            (scale, self.ticks_on(&scale, most))
        });
        let mut first = None;
        for (scale, ticks) in tried {
            if ticks.len() >= LEAST_TICKS || self.extent.is_log() {
                return (scale, ticks);
            }
            first.get_or_insert((scale, ticks));
        }
        first.unwrap_or_else(|| (self.rounded(low, high, most), Vec::new()))
    }

    /// The scale for numbers between `low` and `high`, its ends round numbers.
    fn rounded(&self, low: f64, high: f64, most: usize) -> Scale {
        let steps = self.steps();
        match self.extent {
            Extent::FromZero => {
                let (low, high) = (low.min(0.0), high.max(0.0));
                let high = if low == high { 1.0 } else { high };
                let (from, to) = ticks::round_out_by(low, high, most, steps);
                Scale::linear(from, to)
            }
            Extent::Around => {
                let (low, high) = if low == high {
                    let least = if steps == Steps::Whole { 1.0 } else { 0.1 };
                    let around = (low.abs() * 0.1).max(least);
                    (low - around, high + around)
                } else {
                    (low, high)
                };
                let (from, to) = ticks::round_out_by(low, high, most, steps);
                Scale::linear(from, to)
            }
            Extent::Between(low, high) => Scale::linear(low, high),
            Extent::LogBetween(low, high) => Scale::log(low, high),
            Extent::Log => {
                let (from, to) = ticks::round_out_log(low, high, most);
                Scale::log(from, to)
            }
        }
    }

    /// The scale and its ticks for an axis that runs across: as many as find room side by side.
    #[must_use]
    pub fn scale_across(&self, low: f64, high: f64, pixels: f64) -> (Scale, Vec<Tick>) {
        for most in (4..=7).rev() {
            let (scale, ticks) = self.scale(low, high, most);
            if fit(&scale, &ticks, pixels) {
                return (scale, ticks);
            }
        }
        self.scale(low, high, 3)
    }

    /// The ticks of an axis that runs across and whose ends are given: as many as find room.
    #[must_use]
    pub fn ticks_across(&self, scale: &Scale, pixels: f64) -> Vec<Tick> {
        for most in (3..=7).rev() {
            let ticks = self.ticks_on(scale, most);
            if fit(scale, &ticks, pixels) {
                return ticks;
            }
        }
        self.ticks_on(scale, 2)
    }

    /// Returns at most `most` ticks, each with a text that gives its number exactly.
    ///
    /// The format is kept to if it writes four ticks or more so; otherwise the texts have as many
    /// decimals as the numbers need, all of them the same.
    #[must_use]
    pub fn ticks_on(&self, scale: &Scale, most: usize) -> Vec<Tick> {
        let few = (2..=most.max(2)).rev();
        let tried: Vec<Vec<f64>> = few.map(|most| self.positions(scale, most)).collect();
        let stated = || {
            let enough = tried.iter().filter(|at| at.len() >= LEAST_TICKS);
            enough.filter_map(|at| Some((at, self.stated_texts(at)?)))
        };
        let exact = || {
            let some = tried.iter().filter(|at| !at.is_empty());
            some.filter_map(|at| Some((at, self.exact_texts(at)?)))
        };
        let found = stated().next().or_else(|| exact().next());
        found.map_or_else(Vec::new, |(at, texts)| {
            let ticks = at.iter().zip(texts);
            ticks.map(|(&at, text)| Tick { at, text }).collect()
        })
    }

    fn positions(&self, scale: &Scale, most: usize) -> Vec<f64> {
        let (low, high) = (scale.low.min(scale.high), scale.low.max(scale.high));
        let steps = self.steps();
        match scale.spacing {
            Spacing::Linear => ticks::linear_by(low, high, most, steps),
            Spacing::Log if steps == Steps::Whole => {
                let all = ticks::log(low, high, most).into_iter();
                all.filter(|at| at.fract() == 0.0).collect()
            }
            Spacing::Log | Spacing::Dates(_) => ticks::positions(scale, most),
        }
    }
}

/// The most ticks that a height or width has room for.
#[must_use]
pub fn most_ticks(pixels: f64, each: f64) -> usize {
    ((pixels / each) as usize).clamp(3, MOST_TICKS)
}

/// Returns the width of a tick's text: a number, which the shipped font has all characters of.
fn text_width(text: &str) -> f64 {
    TextStyle::regular(SMALL_SIZE).width(text, &Fonts::default())
}

/// Returns whether the texts of ticks find room side by side.
fn fit(scale: &Scale, ticks: &[Tick], pixels: f64) -> bool {
    ticks.windows(2).all(|pair| {
        let apart = (scale.fraction(pair[1].at) - scale.fraction(pair[0].at)).abs() * pixels;
        let need = (text_width(&pair[0].text) + text_width(&pair[1].text)) / 2.0;
        apart >= need + 12.0
    })
}

/// The ticks of a scale of dates that is `pixels` wide, as many as find room side by side; the last
/// text may reach `beyond` pixels over the end.
#[must_use]
pub fn date_ticks(scale: &Scale, pixels: f64, beyond: f64) -> Vec<Tick> {
    for most in (1..=7).rev() {
        let ticks = dates_on(scale, most);
        let widest = ticks
            .iter()
            .map(|tick| text_width(&tick.text))
            .fold(0.0, f64::max);
        let gap = ticks
            .windows(2)
            .map(|pair| (scale.fraction(pair[1].at) - scale.fraction(pair[0].at)) * pixels)
            .fold(f64::INFINITY, f64::min);
        let end = ticks.last().map_or(0.0, |tick| scale.fraction(tick.at)) * pixels;
        let moved = (end + widest / 2.0 - pixels - beyond).max(0.0);
        if ticks.len() <= 1 || gap >= widest + 10.0 + moved {
            return ticks;
        }
    }
    Vec::new()
}

/// At most `most` ticks of a scale of dates, named by year if all are Januaries, and by day if one
/// lies within its month.
pub(crate) fn dates_on(scale: &Scale, most: usize) -> Vec<Tick> {
    let positions = ticks::positions(scale, most);
    let yearly = scale.spacing == Spacing::Dates(Grain::Year)
        || (positions.len() > 1 && positions.iter().all(|at| at.rem_euclid(12.0) == 0.0));
    let daily = positions.iter().any(|at| at.fract() != 0.0);
    positions
        .into_iter()
        .map(|at| {
            let text = match (daily, yearly) {
                (true, _) => calendar::day_text(at),
                (false, true) => format!("{}", (at / 12.0).floor()),
                (false, false) => month_text(at),
            };
            Tick { at, text }
        })
        .collect()
}

/// The room that the texts of an axis at the left need, with the gap to the panel.
#[must_use]
pub fn left_room(ticks: &[Tick]) -> f64 {
    let widest = ticks
        .iter()
        .map(|tick| text_width(&tick.text))
        .fold(0.0, f64::max);
    widest.ceil() + 8.0
}

/// Draws the name of an axis at the left margin, in room that is taken for it.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn title_above(frame: &mut Frame, title: &str) -> Result<(), PlotError> {
    if title.is_empty() {
        frame.take(8.0);
        return Ok(());
    }
    let style = TextStyle::regular(SMALL_SIZE);
    let width = frame.right() - frame.left();
    for line in crate::wrap::filled(title, &style, width, &frame.fonts()) {
        let room = frame.take(16.0);
        let pen = Pen::new(Role::AxisTitle, Paint::fill(Ink::Muted));
        frame.text(&pen, (room.left, room.bottom - 4.0), &line, style)?;
    }
    frame.take(10.0);
    Ok(())
}

/// Draws the grid and the tick texts of an axis that runs up, its texts at the left.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn draw_up(
    frame: &Frame,
    panel: &Panel,
    title: &str,
    ticks: Vec<Tick>,
) -> Result<(), PlotError> {
    let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::End);
    for tick in &ticks {
        let y = panel.at((panel.x.low, tick.at)).1;
        let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
        let at = (panel.bounds.left - 8.0, y + SMALL_SIZE * 0.36);
        frame.text(&pen, at, &tick.text, style)?;
    }
    if panel.y.spacing == Spacing::Log {
        for at in ticks::minor_log(panel.y.low, panel.y.high) {
            if ticks.iter().any(|tick| tick.at == at) {
                continue;
            }
            let y = panel.at((panel.x.low, at)).1;
            let pen = Pen::new(Role::Grid, Paint::stroke(Ink::Grid, 1.0));
            frame.path(
                &pen,
                &[(panel.bounds.left - 4.0, y), (panel.bounds.left, y)],
            )?;
        }
    }
    draw_grid_up(frame, panel, title, ticks)
}

/// Draws the grid of an axis that runs up and whose texts stand at another panel.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn draw_grid_up(
    frame: &Frame,
    panel: &Panel,
    title: &str,
    ticks: Vec<Tick>,
) -> Result<(), PlotError> {
    for tick in &ticks {
        let y = panel.at((panel.x.low, tick.at)).1;
        let across = [(panel.bounds.left, y), (panel.bounds.right, y)];
        rule(frame, tick.at == 0.0, &across)?;
    }
    frame.note_axis(Axis {
        panel: panel.index,
        direction: Direction::Up,
        scale: panel.y,
        title: title.to_owned(),
        ticks,
    });
    Ok(())
}

/// On which side of a panel the texts of an axis stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge<'a> {
    /// Above, with grid lines down these stretches: for rows, which are read from the top.
    Above(&'a [(f64, f64)]),
    /// Below, with short ticks: for lines and columns.
    Below,
}

/// Draws the tick texts of an axis that runs across.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn draw_across(
    frame: &Frame,
    panel: &Panel,
    title: &str,
    ticks: Vec<Tick>,
    edge: Edge<'_>,
) -> Result<(), PlotError> {
    let bounds = panel.bounds;
    let reach = (frame.left(), frame.right());
    let Edge::Above(stretches) = edge else {
        return draw_below(frame, panel, title, ticks, Some(reach));
    };
    for tick in &ticks {
        let x = panel.at((tick.at, panel.y.low)).0;
        let solid = tick.at == 0.0 && panel.x.spacing == Spacing::Linear;
        for &(top, bottom) in stretches {
            rule(frame, solid, &[(x, top), (x, bottom)])?;
        }
        text_across(frame, (x, bounds.top - 7.0), &tick.text, reach)?;
    }
    if panel.x.spacing == Spacing::Log {
        for at in ticks::minor_log(panel.x.low, panel.x.high) {
            if ticks.iter().any(|tick| tick.at == at) {
                continue;
            }
            let x = panel.at((at, panel.y.low)).0;
            let pen = Pen::new(Role::Grid, Paint::stroke(Ink::Grid, 1.0));
            frame.path(&pen, &[(x, bounds.top - 4.0), (x, bounds.top)])?;
        }
    }
    note_across(frame, panel, title, ticks);
    Ok(())
}

fn note_across(frame: &Frame, panel: &Panel, title: &str, ticks: Vec<Tick>) {
    frame.note_axis(Axis {
        panel: panel.index,
        direction: Direction::Across,
        scale: panel.x,
        title: title.to_owned(),
        ticks,
    });
}

/// The room that the texts of an axis above a panel need.
pub const ABOVE: f64 = 20.0;

/// The room that the texts of an axis below a panel need.
pub const BELOW: f64 = 24.0;

/// A line that marks stand on.
///
/// # Errors
///
/// [`PlotError::Drawing`] where the drawing library gives an error.
pub fn baseline(frame: &Frame, bounds: &Bounds) -> Result<(), PlotError> {
    rule(
        frame,
        true,
        &[(bounds.left, bounds.bottom), (bounds.right, bounds.bottom)],
    )
}

fn rule(frame: &Frame, solid: bool, points: &[(f64, f64)]) -> Result<(), PlotError> {
    let pen = if solid {
        Pen::new(Role::Baseline, Paint::stroke(Ink::Rule, 1.0))
    } else {
        Pen::new(Role::Grid, Paint::stroke(Ink::Grid, 1.0))
    };
    frame.path(&pen, points)
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Format, Unit};

    use super::*;

    fn measure(extent: Extent, ticks: &str) -> Measure {
        Measure {
            title: "Downloads".to_owned(),
            unit: Unit::Of("downloads"),
            values: Format::default(),
            ticks: ticks.parse().unwrap(),
            extent,
        }
    }

    fn texts(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.text.as_str()).collect()
    }

    #[test]
    fn a_log_axis_has_steps_where_they_fit_and_decades_where_not() {
        let measure = measure(Extent::Log, "si");
        let (_, ticks) = measure.scale(28e6, 620e6, 6);
        assert_eq!(texts(&ticks), ["20M", "50M", "100M", "200M", "500M", "1B"]);
        let (_, ticks) = measure.scale_across(2e3, 5e5, 300.0);
        assert_eq!(texts(&ticks), ["1K", "10K", "100K", "1M"]);
    }

    #[test]
    fn ticks_whose_texts_would_be_alike_are_thinned() {
        // Halves cannot be told apart in whole numbers.
        let (_, ticks) = measure(Extent::FromZero, "int").scale(0.0, 2.0, 5);
        assert_eq!(texts(&ticks), ["0", "1", "2"]);
    }

    #[test]
    fn months_are_named_by_year_where_only_years_are_ticks() {
        let first = 2018.0 * 12.0;
        let years = date_ticks(&Scale::months(first, first + 72.0), 400.0, 0.0);
        assert_eq!(texts(&years)[..3], ["2018", "2019", "2020"]);
        let months = date_ticks(&Scale::months(first, first + 18.0), 500.0, 40.0);
        assert_eq!(texts(&months)[..2], ["Jan 2018", "Apr 2018"]);
    }

    #[test]
    fn a_bar_axis_that_is_not_rounded_has_ticks_inside_it() {
        let scale = Scale::linear(0.0, 126.0);
        let ticks = measure(Extent::FromZero, "int").ticks_across(&scale, 560.0);
        assert_eq!(texts(&ticks), ["0", "20", "40", "60", "80", "100", "120"]);
    }
}
