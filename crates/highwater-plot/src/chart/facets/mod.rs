//! Small multiples: points in several planes with the same axes.

mod draw;
mod grid;
mod title;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::chart::Chart;
use crate::chart::noun::Noun;
use crate::chart::reference::Reference;
use crate::chart::scatter::{FitLine, Plane, ScatterPoint, ScatterSeries};
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;

/// Small multiples: points in several planes with the same axes, one for each part of the data.
///
/// The planes stand in rows of up to four, on a telephone of up to two, in the order given. Each has
/// its title and the number of its points above it; one without points says so. Ticks are named at
/// the outer planes alone. A name of a series, of a curve that several planes have, and of a
/// reference stands in the picture once. Names of points are written where they find room, those of
/// the outermost points first; the picture says how many find none, and the description holds all.
///
/// # Example
///
/// ```
/// use highwater_facts::{Month, Quantity, Unit};
/// use highwater_plot::chart::{Noun, ScatterFacet, ScatterFacets, ScatterPoint, ScatterSeries};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let month = Month::new(2023, 5).ok_or("no month")?;
/// let facet = |title: &str, cost: Option<f64>| ScatterFacet {
///     title: title.to_owned(),
///     series: vec![ScatterSeries {
///         name: "Models".to_owned(),
///         hue: Hue::Blue,
///         faint: false,
///         points: cost
///             .map(|cost| ScatterPoint {
///                 name: "Small".to_owned(),
///                 at: month.into(),
///                 value: Quantity::exact(cost, Unit::Usd),
///                 size: 1.0,
///                 labelled: true,
///             })
///             .into_iter()
///             .collect(),
///     }],
///     fits: Vec::new(),
///     references: Vec::new(),
///     empty: "No model with a known price".to_owned(),
/// };
/// let chart = ScatterFacets {
///     x: None,
///     y: Measure {
///         title: "Cost of a run".to_owned(),
///         unit: Unit::Usd,
///         values: "usd".parse()?,
///         ticks: "usd".parse()?,
///         extent: Extent::Log,
///     },
///     point: Noun::new("model", "models"),
///     facets: vec![facet("22% to 39%", Some(60.0)), facet("39% to 56%", None)],
/// };
/// assert_eq!(
///     chart.describe(),
///     "22% to 39%: 1 model. Models: 1 model, of which Small at May 2023 $60. \
///      39% to 56%: 0 models. No model with a known price."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterFacets {
    /// What the horizontal axes measure where positions are numbers; not looked at for dates.
    pub x: Option<Measure>,
    /// What the vertical axes measure.
    pub y: Measure,
    /// What a point is.
    pub point: Noun,
    /// The planes, in an order that means something.
    pub facets: Vec<ScatterFacet>,
}

/// One of the planes.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterFacet {
    /// What it shows: "MMLU", "22% to 39%". The number of its points is written behind it.
    pub title: String,
    /// The series; those of one name in several planes are one.
    pub series: Vec<ScatterSeries>,
    /// Curves through the points: a trend, the means of years.
    pub fits: Vec<FitLine>,
    /// Numbers of the vertical axis that the points are compared with.
    pub references: Vec<Reference>,
    /// What is said where there are no points: why.
    pub empty: String,
}

impl Chart for ScatterFacets {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        let first = self.facets.iter().find_map(|f| self.plane(f).is_date());
        let is_date = first.ok_or(PlotError::NothingToDraw {
            chart: "scatter facets",
        })?;
        for facet in &self.facets {
            self.plane(facet).admit(is_date)?;
        }
        draw::draw(self, is_date, frame)
    }

    fn describe(&self) -> String {
        let sentences = self.facets.iter().flat_map(|facet| {
            let plane = self.plane(facet);
            let head = format!("{}: {}.", facet.title, self.count_text(facet));
            let empty = match plane.points().next() {
                Some(_) => None,
                None => Some(format!("{}.", self.empty_text(facet))),
            };
            std::iter::once(head).chain(empty).chain(plane.sentences())
        });
        sentences.collect::<Vec<_>>().join(" ")
    }

    fn account(&self) -> Account {
        let mut account = Account::default();
        let reason = self.off_range_text();
        for facet in &self.facets {
            let plane = self.plane(facet);
            for series in facet.series.iter().filter(|s| !s.points.is_empty()) {
                let is_off = |point: &&ScatterPoint| plane.is_off(point);
                let off = series.points.iter().filter(is_off).count();
                let uncertain = series.points.iter().filter(|point| !is_off(point));
                let uncertain = uncertain.filter(|point| point.value.value().is_none());
                add_series(
                    &mut account.series,
                    SeriesAccount {
                        name: series.name.clone(),
                        points: series.points.len(),
                        uncertain: uncertain.count(),
                    },
                );
                if off > 0 {
                    add_drop(
                        &mut account.drops,
                        DropAccount {
                            series: series.name.clone(),
                            points: off,
                            reason: reason.clone(),
                        },
                    );
                }
            }
        }
        account
    }
}

fn add_series(all: &mut Vec<SeriesAccount>, one: SeriesAccount) {
    match all.iter_mut().find(|series| series.name == one.name) {
        Some(series) => {
            series.points += one.points;
            series.uncertain += one.uncertain;
        }
        None => all.push(one),
    }
}

fn add_drop(all: &mut Vec<DropAccount>, one: DropAccount) {
    match all.iter_mut().find(|drop| drop.series == one.series) {
        Some(drop) => drop.points += one.points,
        None => all.push(one),
    }
}

impl ScatterFacets {
    fn plane<'a>(&'a self, facet: &'a ScatterFacet) -> Plane<'a> {
        Plane {
            x: self.x.as_ref(),
            y: &self.y,
            point: &self.point,
            size: None,
            series: &facet.series,
            fits: &facet.fits,
            arrows: &[],
            references: &facet.references,
            counts: &[],
            equal: false,
        }
    }

    fn planes(&self) -> impl Iterator<Item = Plane<'_>> {
        self.facets.iter().map(|facet| self.plane(facet))
    }

    /// "57 models".
    fn count_text(&self, facet: &ScatterFacet) -> String {
        self.point.count(self.plane(facet).points().count())
    }

    /// Returns what is said in a plane in which no point is drawn.
    fn empty_text(&self, facet: &ScatterFacet) -> String {
        let all = self.plane(facet).points().count();
        if all > 0 {
            self.point.off_range(all, all)
        } else if facet.empty.is_empty() {
            format!("No {}", self.point.many)
        } else {
            facet.empty.clone()
        }
    }

    /// "3 of 120 models lie off the range".
    fn off_range_text(&self) -> String {
        let all = self.planes().map(|plane| plane.points().count()).sum();
        let shown: usize = self.planes().map(|plane| plane.shown().count()).sum();
        self.point.off_range(all - shown, all)
    }
}

#[cfg(test)]
mod tests;
