//! A series of points joined by a line.

use highwater_facts::{Format, Quantity, TracedSeries};

use super::gaps::Gaps;
use crate::chart::by_key;
use crate::options::options;
use crate::paint::Hue;
use crate::position::Position;

/// A series of points joined by a line.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
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
#[non_exhaustive]
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

impl LineSeries {
    /// Writes the number at each point.
    #[must_use]
    pub fn written(mut self) -> Self {
        for point in &mut self.points {
            point.written = true;
        }
        self
    }

    /// Writes a name at each point whose position a list of names has.
    #[must_use]
    pub fn named(mut self, names: &TracedSeries<String>) -> Self {
        for (at, name) in by_key(names) {
            for point in self.points.iter_mut().filter(|point| point.at == at) {
                point.name.clone_from(&name);
            }
        }
        self
    }

    /// Writes the change that leads to each point whose position a list of changes has.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{CellRef, Format, Key, Quantity, TracedSeries, Unit};
    /// use highwater_plot::Hue;
    /// use highwater_plot::chart::{LineSeries, by_key};
    ///
    /// // Downloads of April and July 2023 (the post's first table).
    /// let rows = [(7, "2023-04-01", 380e6), (8, "2023-07-01", 620e6)];
    /// let downloads = TracedSeries::column("downloads", rows.map(|(line, day, x)| {
    ///     let cell = CellRef { file: "downloads.csv".into(), line, column: "downloads".into() };
    ///     (Key::from(day), cell, Quantity::exact(x, Unit::Of("downloads")))
    /// }));
    /// let line = LineSeries::new("Downloads", Hue::Blue, by_key(&downloads))
    ///     .changing(&downloads.growth()?, Format::PERCENT.decimals(0).signed());
    /// assert_eq!((line.points[0].change.as_str(), line.points[1].change.as_str()), ("", "+63%"));
    /// # Ok::<(), highwater_facts::ArithmeticError>(())
    /// ```
    #[must_use]
    pub fn changing(mut self, changes: &TracedSeries, format: Format) -> Self {
        for (at, change) in by_key(changes) {
            for point in self.points.iter_mut().filter(|point| point.at == at) {
                point.change = format.number(change.low(), change.unit());
            }
        }
        self
    }
}

options!(LineSeries {
    /// Sets how points are joined.
    shape: LineShape,
    /// Sets how gaps between points are shown.
    gaps: Gaps,
    /// Sets the ribbon around the line.
    ribbon: [RibbonPoint],
    /// Sets what the ribbon is.
    ribbon_name: into String,
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
    name: into String,
    /// Sets what is said of the step that leads to it.
    change: into String,
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
#[non_exhaustive]
pub struct RibbonPoint {
    /// Where it lies along the horizontal axis.
    pub at: Position,
    /// The low and the high number.
    pub reach: Quantity,
}

impl RibbonPoint {
    /// Returns the reach of an uncertainty at a place.
    #[must_use]
    pub fn new(at: impl Into<Position>, reach: impl Into<Quantity>) -> Self {
        RibbonPoint {
            at: at.into(),
            reach: reach.into(),
        }
    }
}
