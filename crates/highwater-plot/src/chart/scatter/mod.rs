//! Points in a plane.

mod draw;
mod fit;
mod sizes;

use highwater_facts::Quantity;

use crate::chart::noun::Noun;
use crate::chart::reference::Reference;
use crate::chart::{Account, Chart, DropAccount, RibbonPoint, SeriesAccount};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;
use crate::paint::Hue;
use crate::position::Position;
use crate::range::Range;

/// Points in a plane: scores against compute, scores against dates.
///
/// The area of a point may count something, and then a legend says how much. Points that lie off an
/// axis with given ends are not drawn; the picture says how many they are.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{Noun, Scatter, ScatterPoint, ScatterSeries};
/// use highwater_plot::{Chart, Extent, Hue, Measure, Position};
///
/// let measure = |title: &str, unit, format: &str, extent| -> Result<Measure, Box<dyn std::error::Error>> {
///     Ok(Measure {
///         title: title.to_owned(),
///         unit,
///         values: format.parse()?,
///         ticks: format.parse()?,
///         extent,
///     })
/// };
/// let chart = Scatter {
///     x: Some(measure("Training compute", Unit::Of("FLOP"), "si", Extent::LogBetween(1e21, 1e27))?),
///     y: measure("Open models", Unit::Percent, "pct0", Extent::Between(0.0, 100.0))?,
///     point: Noun::new("organisation", "organisations"),
///     size: Some(Noun::new("model", "models")),
///     series: vec![ScatterSeries {
///         name: "Ten models or more".to_owned(),
///         hue: Hue::Blue,
///         faint: false,
///         points: vec![ScatterPoint {
///             name: "OpenAI".to_owned(),
///             at: Position::Number(2.1e25),
///             value: Quantity::exact(34.0, Unit::Percent),
///             size: 29.0,
///             labelled: true,
///         }],
///     }],
///     fits: Vec::new(),
///     references: Vec::new(),
/// };
/// assert_eq!(
///     chart.describe(),
///     "Ten models or more: 1 organisation, of which OpenAI at 2.1×10²⁵ 34% (29 models)."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
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
    /// Numbers of the vertical axis that the points are compared with.
    pub references: Vec<Reference>,
}

/// A series of points.
#[derive(Clone, Debug, PartialEq)]
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

impl Chart for Scatter {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        let mut sentences: Vec<String> = self
            .series
            .iter()
            .filter(|series| !series.points.is_empty())
            .map(|series| self.sentence(series))
            .collect();
        sentences.extend(self.fits.iter().map(|fit| format!("Curve: {}.", fit.name)));
        sentences.join(" ")
    }

    fn account(&self) -> Account {
        let filled = || self.series.iter().filter(|s| !s.points.is_empty());
        let reason = self.off_range_text();
        let off = |series: &ScatterSeries| {
            let points = series.points.iter();
            points.filter(|point| self.is_off(point)).count()
        };
        Account {
            series: filled()
                .map(|series| SeriesAccount {
                    name: series.name.clone(),
                    points: series.points.len(),
                    uncertain: series
                        .points
                        .iter()
                        .filter(|point| !self.is_off(point) && point.value.value().is_none())
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

impl Scatter {
    fn points(&self) -> impl Iterator<Item = (&ScatterSeries, &ScatterPoint)> {
        let series = self.series.iter();
        series.flat_map(|series| series.points.iter().map(move |point| (series, point)))
    }

    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        let (_, first) = self
            .points()
            .next()
            .ok_or(PlotError::NothingToDraw { chart: "scatter" })?;
        let is_date = first.at.is_date();
        for (series, point) in self.points() {
            self.admit_position(&series.name, point.at, is_date, &point.name)?;
            self.y.admit(&point.value, &series.name, &point.name)?;
            if self.size.is_some() && !(point.size.is_finite() && point.size > 0.0) {
                return Err(PlotError::BadSize {
                    series: series.name.clone(),
                    at: point.name.clone(),
                    value: point.size,
                });
            }
        }
        for fit in &self.fits {
            let curve = fit
                .points
                .iter()
                .map(|&(at, y)| (at, Quantity::exact(y, self.y.unit)));
            let ribbon = fit.ribbon.iter().map(|point| (point.at, point.reach));
            for (at, value) in curve.chain(ribbon) {
                self.admit_position(&fit.name, at, is_date, "horizontal axis")?;
                self.y.admit(&value, &fit.name, &at.text())?;
            }
        }
        for reference in &self.references {
            reference.admit(&self.y)?;
        }
        Ok(())
    }

    fn admit_position(
        &self,
        series: &str,
        at: Position,
        is_date: bool,
        place: &str,
    ) -> Result<(), PlotError> {
        if at.is_date() != is_date {
            return Err(PlotError::MixedPositions {
                series: series.to_owned(),
            });
        }
        let x = at.coordinate();
        match self.x.as_ref().filter(|_| !is_date) {
            Some(measure) => measure.admit(&Quantity::exact(x, measure.unit), series, place),
            None if x.is_finite() => Ok(()),
            None => Err(PlotError::NotFinite {
                series: series.to_owned(),
                at: place.to_owned(),
                value: x,
            }),
        }
    }

    /// Whether a point lies off an axis whose ends are given.
    fn is_off(&self, point: &ScatterPoint) -> bool {
        let x = self.x.as_ref().filter(|_| !point.at.is_date());
        x.is_some_and(|x| x.extent.is_off(point.at.coordinate()))
            || self.y.extent.is_off(point.value.middle())
    }

    /// "62 of 179 organisations lie off the range".
    fn off_range_text(&self) -> String {
        let off = self.points().filter(|(_, point)| self.is_off(point));
        self.point.off_range(off.count(), self.points().count())
    }

    fn sentence(&self, series: &ScatterSeries) -> String {
        let named: Vec<String> = series
            .points
            .iter()
            .filter(|point| point.labelled)
            .map(|point| {
                let at = match self.x.as_ref().filter(|_| !point.at.is_date()) {
                    Some(x) => x.value_text(&Quantity::exact(point.at.coordinate(), x.unit)),
                    None => point.at.text(),
                };
                let size = match &self.size {
                    Some(noun) => format!(" ({})", noun.amount(point.size)),
                    None => String::new(),
                };
                format!(
                    "{} at {at} {}{size}",
                    point.name,
                    self.y.value_text(&point.value)
                )
            })
            .collect();
        let count = self.point.count(series.points.len());
        if named.is_empty() {
            let values = series.points.iter().map(|point| point.value.middle());
            return format!(
                "{}: {count}, {}.",
                series.name,
                Range::of(values).text(&self.y)
            );
        }
        format!("{}: {count}, of which {}.", series.name, named.join(", "))
    }
}

#[cfg(test)]
mod tests;
