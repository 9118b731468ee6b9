//! Lines over months or numbers.

mod below;
mod common;
mod draw;
mod gaps;
mod labels;

use highwater_facts::Quantity;

use crate::account::{Account, SeriesAccount};
use crate::chart::Chart;
use crate::chart::reference::Reference;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;
use crate::options::options;
use crate::paint::Hue;
use crate::position::{self, Position};

pub use gaps::{Bridging, Expected, Gaps};

/// One or more series over months or numbers, on a linear or logarithmic axis.
///
/// The first and the last number of each series are written out, and those that ask for it. A lower
/// bound is an open dot with an arrow. With more than one series each is named at its end.
///
/// # Example
///
/// See the [crate's example](crate#example).
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// What the horizontal axis measures where positions are numbers; not looked at for months.
    pub x: Option<Measure>,
    /// What the vertical axis measures.
    pub y: Measure,
    /// The series.
    pub series: Vec<LineSeries>,
    /// An area between two of the series.
    pub gap: Option<GapBand>,
    /// Numbers of the vertical axis that the series are compared with.
    pub references: Vec<Reference>,
    /// A second panel below, with columns, which shares the horizontal axis.
    pub columns: Option<Columns>,
}

/// A series of points joined by a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineSeries {
    /// Its name.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// How its points are joined.
    pub shape: LineShape,
    /// Its points, from left to right.
    pub points: Vec<LinePoint>,
    /// Where numbers are expected, and what the line does without one.
    pub gaps: Gaps,
    /// The reach of its uncertainty, in order; empty for none.
    pub ribbon: Vec<RibbonPoint>,
    /// What the ribbon is, as in "90% CI"; written at its end.
    pub ribbon_name: String,
}

/// How points are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineShape {
    /// By straight lines.
    Straight,
    /// By steps: a number holds until the next one.
    Steps,
}

/// A point of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePoint {
    /// Where it lies along the horizontal axis.
    pub at: Position,
    /// Its number; a lower bound is drawn as one.
    pub value: Quantity,
    /// Whether its number is written out though it is neither the first nor the last.
    pub written: bool,
    /// A remark: the model that reached the score. Empty for none.
    pub name: String,
    /// The change since the point before, written at the line that leads here: "+46%". Empty for
    /// none.
    pub change: String,
    /// Whether the change is one that the text speaks of.
    pub strong: bool,
}

impl Lines {
    /// Returns lines over dates, or over numbers if [`x`](Lines::x) is set.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Unit;
    /// use highwater_plot::chart::{LineSeries, Lines};
    /// use highwater_plot::{Chart, Hue, Measure};
    ///
    /// let score = LineSeries::new("Score", Hue::Blue, [(1.0, 12.0), (2.0, 34.0)]);
    /// let lines = Lines::new(Measure::new("Points", Unit::Points), [score])
    ///     .x(Measure::new("Attempt", Unit::Number));
    /// assert_eq!(lines.describe(), "Score: 1 12, 2 34.");
    /// ```
    #[must_use]
    pub fn new(y: Measure, series: impl IntoIterator<Item = LineSeries>) -> Self {
        Lines {
            x: None,
            y,
            series: series.into_iter().collect(),
            gap: None,
            references: Vec::new(),
            columns: None,
        }
    }
}

options!(Lines {
    /// Sets what the horizontal axis measures, for numbers in place of dates.
    x: Option<Measure>,
    /// Sets the band between two lines.
    gap: Option<GapBand>,
    /// Sets the lines across to compare with.
    references: Vec<Reference>,
    /// Sets the panel of columns below.
    columns: Option<Columns>,
});

impl LineSeries {
    /// Returns a straight line through points.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        hue: Hue,
        points: impl IntoIterator<Item = impl Into<LinePoint>>,
    ) -> Self {
        LineSeries {
            name: name.into(),
            hue,
            shape: LineShape::Straight,
            points: points.into_iter().map(Into::into).collect(),
            gaps: Gaps::default(),
            ribbon: Vec::new(),
            ribbon_name: String::new(),
        }
    }
}

options!(LineSeries {
    /// Sets how points are joined.
    shape: LineShape,
    /// Sets how gaps between points are shown.
    gaps: Gaps,
    /// Sets the ribbon around the line.
    ribbon: Vec<RibbonPoint>,
    /// Sets what the ribbon is.
    ribbon_name: String,
});

impl LinePoint {
    /// Returns a point without remarks.
    #[must_use]
    pub fn new(at: impl Into<Position>, value: impl Into<Quantity>) -> Self {
        LinePoint {
            at: at.into(),
            value: value.into(),
            written: false,
            name: String::new(),
            change: String::new(),
            strong: false,
        }
    }
}

options!(LinePoint {
    /// Sets whether its number is written at it.
    written: bool,
    /// Sets the name that is written at it.
    name: String,
    /// Sets what is said of the step that leads to it.
    change: String,
    /// Sets whether it is one that the title speaks of.
    strong: bool,
});

impl<P: Into<Position>, Q: Into<Quantity>> From<(P, Q)> for LinePoint {
    fn from((at, value): (P, Q)) -> Self {
        LinePoint::new(at, value)
    }
}

/// The reach of a series' uncertainty at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RibbonPoint {
    /// Where it lies along the horizontal axis.
    pub at: Position,
    /// The low and the high number.
    pub reach: Quantity,
}

/// An area between two series, with its height written where it is spoken of.
#[derive(Clone, Debug, PartialEq)]
pub struct GapBand {
    /// The series on one side, as an index.
    pub one: usize,
    /// The series on the other side, as an index.
    pub other: usize,
    /// The places at which the height is written, each with its text: "17.8 points".
    pub labels: Vec<(Position, String)>,
}

/// A panel of columns below the lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// What the columns measure: from zero, or between ends that hold zero.
    pub y: Measure,
    /// What the columns are.
    pub name: String,
    /// The hue of the columns.
    pub hue: Hue,
    /// The columns.
    pub bars: Vec<ColumnPoint>,
    /// What the dots are, which the columns are compared with.
    pub dots_name: String,
    /// The hue of the dots.
    pub dots_hue: Hue,
    /// The dots; empty for none.
    pub dots: Vec<ColumnPoint>,
}

/// A column, or a dot beside one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnPoint {
    /// Where it lies along the horizontal axis.
    pub at: Position,
    /// Its number.
    pub value: Quantity,
}

impl Chart for Lines {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        let mut sentences: Vec<String> = self
            .series
            .iter()
            .map(|series| {
                let numbers = series
                    .points
                    .iter()
                    .map(|p| (p.at, self.y.value_text(&p.value), p.name.as_str()));
                let missing = gaps::text(&gaps::missing(self, series));
                let missing = missing.map(|places| format!(" Without a number: {places}."));
                sentence(&series.name, numbers) + &missing.unwrap_or_default()
            })
            .collect();
        if let Some(gap) = &self.gap {
            let numbers = gap.labels.iter().map(|(at, text)| (*at, text.clone(), ""));
            sentences.push(sentence("Gap", numbers));
        }
        if let Some(columns) = &self.columns {
            for (name, points) in [
                (&columns.name, &columns.bars),
                (&columns.dots_name, &columns.dots),
            ] {
                if !points.is_empty() {
                    let numbers = points
                        .iter()
                        .map(|p| (p.at, columns.y.value_text(&p.value), ""));
                    sentences.push(sentence(name, numbers));
                }
            }
        }
        sentences.join(" ")
    }

    fn account(&self) -> Account {
        let lines = self.series.iter().map(|series| SeriesAccount {
            name: series.name.clone(),
            points: series.points.len(),
            uncertain: series.ribbon.len()
                + series
                    .points
                    .iter()
                    .filter(|point| point.value.value().is_none())
                    .count(),
        });
        let columns = self.columns.iter().flat_map(|columns| {
            [
                (&columns.name, &columns.bars),
                (&columns.dots_name, &columns.dots),
            ]
            .map(|(name, points)| SeriesAccount {
                name: name.clone(),
                points: points.len(),
                uncertain: 0,
            })
        });
        Account {
            series: lines.chain(columns).filter(|s| s.points > 0).collect(),
            drops: Vec::new(),
        }
    }
}

impl Lines {
    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        let first = self
            .series
            .iter()
            .flat_map(|series| series.points.first())
            .next()
            .ok_or(PlotError::NothingToDraw { chart: "line" })?;
        let columns = self.columns.iter().flat_map(|columns| {
            let y = &columns.y;
            let of = |name, points| (name, points, y);
            [
                of(&columns.name, &columns.bars),
                of(&columns.dots_name, &columns.dots),
            ]
            .into_iter()
            .flat_map(|(name, points, y)| points.iter().map(move |p| (name, p.at, p.value, y)))
        });
        let points = self.series.iter().flat_map(|series| {
            let points = series.points.iter().map(|p| (p.at, p.value));
            let ribbon = series.ribbon.iter().map(|p| (p.at, p.reach));
            points
                .chain(ribbon)
                .map(|(at, value)| (&series.name, at, value, &self.y))
        });
        for (series, at, value, y) in points.chain(columns) {
            if at.is_date() != first.at.is_date() {
                return Err(PlotError::MixedPositions {
                    series: series.clone(),
                });
            }
            if let Some(x) = &self.x
                && !at.is_date()
            {
                x.admit(
                    &Quantity::exact(at.coordinate(), x.unit),
                    series,
                    "horizontal axis",
                )?;
            }
            position::admit(at, series)?;
            y.admit(&value, series, &at.text())?;
        }
        for series in &self.series {
            let ribbon = series.ribbon.iter().map(|point| point.at);
            admit_order(&series.name, series.points.iter().map(|point| point.at))?;
            admit_order(&series.name, ribbon)?;
        }
        for reference in &self.references {
            reference.admit(&self.y)?;
        }
        if let Some(columns) = &self.columns {
            columns.y.admit_zero("column")?;
            for point in columns.bars.iter().chain(&columns.dots) {
                columns
                    .y
                    .admit_on_axis(point.value.middle(), &point.at.text())?;
            }
        }
        Ok(())
    }
}

/// Refuses positions that do not go from left to right, each once.
fn admit_order(series: &str, at: impl Iterator<Item = Position>) -> Result<(), PlotError> {
    let mut before: Option<Position> = None;
    for at in at {
        if let Some(before) = before.filter(|before| before.coordinate() >= at.coordinate()) {
            return Err(PlotError::OutOfOrder {
                series: series.to_owned(),
                before: before.text(),
                after: at.text(),
            });
        }
        before = Some(at);
    }
    Ok(())
}

/// `Name: Jan 2022 28M, Apr 2022 41M (remark).`
fn sentence<'a>(name: &str, numbers: impl Iterator<Item = (Position, String, &'a str)>) -> String {
    let parts: Vec<String> = numbers
        .map(|(at, number, remark)| {
            if remark.is_empty() {
                format!("{} {number}", at.text())
            } else {
                format!("{} {number} ({remark})", at.text())
            }
        })
        .collect();
    format!("{name}: {}.", parts.join(", "))
}

#[cfg(test)]
mod tests;
