//! Points in a plane.

mod arrow;
mod draw;
mod equal;
mod fit;
mod marks;
mod off;
mod plane;
mod sizes;

use highwater_facts::Quantity;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::chart::noun::Noun;
use crate::chart::reference::Reference;
use crate::chart::{Chart, CountRow, RibbonPoint};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::legend::Key;
use crate::measure::Measure;
use crate::options::options;
use crate::paint::Hue;
use crate::position::Position;

pub use arrow::Arrow;
pub(super) use draw::without_measure;
pub(super) use fit::label as fit_label;
pub(super) use marks::{Dot, MOST_TOOLTIPS, draw as draw_marks, widened};
pub(super) use plane::Plane;
pub(super) use sizes::Sizes;

/// Points in a plane: scores against compute, scores against dates.
///
/// The area of a point may count something, and then a legend says how much. Points that lie off an
/// axis with given ends are not drawn; the picture says how many they are. Principal axes are
/// [arrows](Arrow) on equal scales; small multiples are [`ScatterFacets`](super::ScatterFacets).
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{Noun, Scatter, ScatterPoint, ScatterSeries};
/// use highwater_plot::{Chart, Extent, Hue, Measure, Position};
///
/// let measure =
///     |title: &str, unit, format: &str, extent| -> Result<Measure, Box<dyn std::error::Error>> {
///         Ok(Measure::new(title, unit)
///             .format(format.parse()?)
///             .extent(extent))
///     };
/// let chart = Scatter::new(
///     measure(
///         "Open models",
///         Unit::Percent,
///         "pct0",
///         Extent::Between(0.0, 100.0),
///     )?,
///     Noun::new("organisation", "organisations"),
///     [ScatterSeries::new(
///         "Ten models or more",
///         Hue::Blue,
///         [
///             ScatterPoint::new("OpenAI", 2.1e25, Quantity::exact(34.0, Unit::Percent))
///                 .size(29.0)
///                 .labelled(true),
///         ],
///     )],
/// )
/// .x(measure(
///     "Training compute",
///     Unit::Of("FLOP"),
///     "si",
///     Extent::LogBetween(1e21, 1e27),
/// )?)
/// .size(Noun::new("model", "models"));
/// assert_eq!(
///     chart.describe(),
///     "Ten models or more: 1 organisation, of which OpenAI at 2.1×10²⁵ 34% (29 models)."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scatter {
    /// What the horizontal axis measures where positions are numbers; not looked at for dates.
    pub x: Option<Measure>,
    /// What the vertical axis measures.
    pub y: Measure,
    /// What a point is.
    pub point: Noun,
    /// What the area of a point counts; all points are alike without it.
    pub size: Option<Noun>,
    /// The series; a legend names them where there are several.
    pub series: Vec<ScatterSeries>,
    /// Curves through the points.
    pub fits: Vec<FitLine>,
    /// Arrows over the points: principal axes.
    pub arrows: Vec<Arrow>,
    /// Numbers of the vertical axis that the points are compared with.
    pub references: Vec<Reference>,
    /// Counts below the horizontal axis: how many things stand behind the points of each year. Their
    /// positions lie on the axis.
    pub counts: Vec<CountRow>,
    /// Whether a unit has one length on both axes, so that what is orthogonal looks so; both must run
    /// evenly. They then reach beyond ends that are given where the points do, and where the picture
    /// would be flatter than 1:3, on a telephone 1:2.
    pub equal: bool,
}

/// A series of points.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScatterSeries {
    /// Its name.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// Whether it stands back: its points are pale with an outline.
    pub faint: bool,
    /// Its points, in any order.
    pub points: Vec<ScatterPoint>,
}

/// A point of a plane.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScatterPoint {
    /// What it is.
    pub name: String,
    /// Where it lies along the horizontal axis.
    pub at: Position,
    /// Where it lies along the vertical axis.
    pub value: Quantity,
    /// What its area counts; not looked at where all points are alike.
    pub size: f64,
    /// Whether its name is written at it.
    pub labelled: bool,
}

/// A curve through points.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FitLine {
    /// Its name, with the window and the number of the points behind it; written at its end.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
    /// The curve, from left to right.
    pub points: Vec<(Position, f64)>,
    /// The reach of its uncertainty, from left to right; empty for none.
    pub ribbon: Vec<RibbonPoint>,
    /// What the ribbon is, as in "90% CI"; written behind the name.
    pub ribbon_name: String,
}

impl FitLine {
    /// Returns a line through places, without a ribbon.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        hue: Hue,
        points: impl IntoIterator<Item = (Position, f64)>,
    ) -> Self {
        FitLine {
            name: name.into(),
            hue,
            points: points.into_iter().collect(),
            ribbon: Vec::new(),
            ribbon_name: String::new(),
        }
    }
}

options!(FitLine {
    /// Sets the reach of its uncertainty.
    ribbon: [RibbonPoint],
    /// Sets what the ribbon is, as in "90% CI".
    ribbon_name: into String,
});

impl Scatter {
    /// Returns points over dates, or over numbers if [`x`](Scatter::x) is set; `point` is what a point
    /// is.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Unit;
    /// use highwater_plot::chart::{Noun, Scatter, ScatterPoint, ScatterSeries};
    /// use highwater_plot::{Chart, Hue, Measure};
    ///
    /// let wind = Measure::new("Wind in m/s", Unit::Number);
    /// let rain = Measure::new("Rain in mm", Unit::Number);
    /// let days = [ScatterPoint::new("1 June", 3.0, 12.0), ScatterPoint::new("2 June", 9.0, 41.0)];
    /// let days = ScatterSeries::new("Days", Hue::Blue, days);
    /// let chart = Scatter::new(rain, Noun::new("day", "days"), [days]).x(wind);
    /// assert_eq!(chart.account().series[0].points, 2);
    /// ```
    #[must_use]
    pub fn new(y: Measure, point: Noun, series: impl IntoIterator<Item = ScatterSeries>) -> Self {
        Scatter {
            x: None,
            y,
            point,
            size: None,
            series: series.into_iter().collect(),
            fits: Vec::new(),
            arrows: Vec::new(),
            references: Vec::new(),
            counts: Vec::new(),
            equal: false,
        }
    }
}

options!(Scatter {
    /// Sets what the horizontal axis measures, for numbers in place of dates.
    x: into Option<Measure>,
    /// Sets what the size of a point counts.
    size: into Option<Noun>,
    /// Sets the curves through the points.
    fits: [FitLine],
    /// Sets the arrows of principal axes.
    arrows: [Arrow],
    /// Sets the lines across to compare with.
    references: [Reference],
    /// Sets the rows of counts below the axis.
    counts: [CountRow],
    /// Sets whether a unit has one length on both axes.
    equal: bool,
});

impl ScatterSeries {
    /// Returns a series whose points are drawn in full.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        hue: Hue,
        points: impl IntoIterator<Item = ScatterPoint>,
    ) -> Self {
        ScatterSeries {
            name: name.into(),
            hue,
            faint: false,
            points: points.into_iter().collect(),
        }
    }
}

options!(ScatterSeries {
    /// Sets whether its points are drawn faintly.
    faint: bool,
});

impl ScatterPoint {
    /// Returns a point of size 1 whose name is shown by the tooltip alone.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        at: impl Into<Position>,
        value: impl Into<Quantity>,
    ) -> Self {
        ScatterPoint {
            name: name.into(),
            at: at.into(),
            value: value.into(),
            size: 1.0,
            labelled: false,
        }
    }
}

options!(ScatterPoint {
    /// Sets the number that its size stands for.
    size: f64,
    /// Sets whether its name is written at it.
    labelled: bool,
});

impl Chart for Scatter {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        self.plane().sentences().join(" ")
    }

    fn account(&self) -> Account {
        let filled = || self.series.iter().filter(|s| !s.points.is_empty());
        let plane = self.plane();
        let reason = self.off_range_text();
        let off = |series: &ScatterSeries| {
            let points = series.points.iter();
            points.filter(|point| plane.is_off(point)).count()
        };
        Account {
            series: filled()
                .map(|series| SeriesAccount {
                    name: series.name.clone(),
                    points: series.points.len(),
                    uncertain: series
                        .points
                        .iter()
                        .filter(|point| !plane.is_off(point) && point.value.value().is_none())
                        .count(),
                })
                .collect(),
            drops: filled()
                .map(|series| DropAccount {
                    series: series.name.clone(),
                    points: off(series),
                    reason: reason.clone(),
                })
                .filter(|drop| drop.points > 0)
                .collect(),
        }
    }
}

impl ScatterSeries {
    /// Returns what stands for it in a legend.
    pub(super) fn key(&self) -> Key {
        match self.faint {
            true => Key::pale_dot(&self.name, self.hue),
            false => Key::dot(&self.name, self.hue),
        }
    }
}

impl Scatter {
    /// Returns what its panel shows.
    fn plane(&self) -> Plane<'_> {
        Plane {
            x: self.x.as_ref(),
            y: &self.y,
            point: &self.point,
            size: self.size.as_ref(),
            series: &self.series,
            fits: &self.fits,
            arrows: &self.arrows,
            references: &self.references,
            counts: &self.counts,
            equal: self.equal,
        }
    }

    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        let plane = self.plane();
        let is_date = plane
            .is_date()
            .ok_or(PlotError::NothingToDraw { chart: "scatter" })?;
        let is_even = |measure: &Measure| !measure.extent.is_log();
        let x = self.x.as_ref().filter(|_| !is_date);
        if self.equal && !(x.is_some_and(is_even) && is_even(&self.y)) {
            return Err(PlotError::NoCommonUnit {
                x: x.map_or_else(String::new, Measure::axis_title),
                y: self.y.axis_title(),
            });
        }
        plane.admit(is_date)
    }

    /// "62 of 179 organisations lie off the range".
    fn off_range_text(&self) -> String {
        let plane = self.plane();
        let all = plane.points().count();
        self.point.off_range(all - plane.shown().count(), all)
    }
}

#[cfg(test)]
mod tests;
