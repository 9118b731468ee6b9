//! What one panel shows: points with curves, arrows and references.

use highwater_facts::Quantity;

use crate::calendar::Grain;
use crate::chart::counts::CountRow;
use crate::chart::noun::Noun;
use crate::chart::reference::Reference;
use crate::error::PlotError;
use crate::measure::{Measure, is_drawable};
use crate::position::{self, Position};
use crate::range::Range;

use super::{Arrow, FitLine, ScatterPoint, ScatterSeries};

/// What one panel shows: points with curves, arrows and references. A scatter chart has one, small
/// multiples have several.
#[derive(Clone, Copy)]
pub(in crate::chart) struct Plane<'a> {
    pub(in crate::chart) x: Option<&'a Measure>,
    pub(in crate::chart) y: &'a Measure,
    pub(in crate::chart) point: &'a Noun,
    pub(in crate::chart) size: Option<&'a Noun>,
    pub(in crate::chart) series: &'a [ScatterSeries],
    pub(in crate::chart) fits: &'a [FitLine],
    pub(in crate::chart) arrows: &'a [Arrow],
    pub(in crate::chart) references: &'a [Reference],
    pub(in crate::chart) counts: &'a [CountRow],
    /// Whether a unit has one length on both axes; no point is off these.
    pub(in crate::chart) equal: bool,
}

impl<'a> Plane<'a> {
    /// All points with their series.
    pub(in crate::chart) fn points(
        &self,
    ) -> impl Iterator<Item = (&'a ScatterSeries, &'a ScatterPoint)> + use<'a> {
        let series = self.series.iter();
        series.flat_map(|series| series.points.iter().map(move |point| (series, point)))
    }

    /// The points that are not off the range.
    pub(in crate::chart) fn shown(
        &self,
    ) -> impl Iterator<Item = (&'a ScatterSeries, &'a ScatterPoint)> + use<'a> {
        let plane = *self;
        self.points().filter(move |(_, point)| !plane.is_off(point))
    }

    /// Returns whether the first position is one of the calendar; `None` without points.
    pub(in crate::chart) fn is_date(&self) -> Option<bool> {
        Some(self.points().next()?.1.at.is_date())
    }

    /// Returns how fine the dates are; `None` for numbers.
    pub(in crate::chart) fn grain(&self) -> Option<Grain> {
        let positions = self.points().map(|(_, point)| point.at);
        positions.filter_map(Position::grain).min()
    }

    /// Refuses what cannot be drawn on an axis of dates or one of numbers.
    pub(in crate::chart) fn admit(&self, is_date: bool) -> Result<(), PlotError> {
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
        for fit in self.fits {
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
        for arrow in self.arrows {
            for (at, y) in [arrow.from, arrow.to] {
                self.admit_position(&arrow.name, at, is_date, "horizontal axis")?;
                let value = Quantity::exact(y, self.y.unit);
                self.y.admit(&value, &arrow.name, &at.text())?;
                if !self.equal {
                    self.y.admit_on_axis(y, &arrow.name)?;
                    if let Some(x) = self.x.filter(|_| !is_date) {
                        x.admit_on_axis(at.coordinate(), &arrow.name)?;
                    }
                }
            }
        }
        for row in self.counts {
            for &(at, _) in &row.counts {
                self.admit_position(&row.name, at, is_date, "horizontal axis")?;
                if let Some(x) = self.x.filter(|_| !is_date && !self.equal) {
                    x.admit_on_axis(at.coordinate(), &row.name)?;
                }
            }
            row.admit(|at| self.position_text(at))?;
        }
        for reference in self.references {
            if self.equal {
                let value = Quantity::exact(reference.at, self.y.unit);
                self.y.admit(&value, &reference.name, "reference")?;
            } else {
                reference.admit(self.y)?;
            }
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
        position::admit(at, series)?;
        let x = at.coordinate();
        match self.x.filter(|_| !is_date) {
            Some(measure) => measure.admit(&Quantity::exact(x, measure.unit), series, place),
            None if is_drawable(x) => Ok(()),
            None => Err(PlotError::NotFinite {
                series: series.to_owned(),
                at: place.to_owned(),
                value: x,
            }),
        }
    }

    /// Returns whether a point lies off an axis whose ends are given.
    pub(in crate::chart) fn is_off(&self, point: &ScatterPoint) -> bool {
        if self.equal {
            return false;
        }
        let x = self.x.filter(|_| !point.at.is_date());
        x.is_some_and(|x| x.extent.is_off(point.at.coordinate()))
            || self.y.extent.is_off(point.value.middle())
    }

    /// Returns what must find room across: shown points, curves, arrows and counts.
    pub(in crate::chart) fn xs(&self) -> impl Iterator<Item = f64> + use<'a> {
        let points = self.shown().map(|(_, point)| point.at);
        let fits = self.fits.iter().flat_map(|fit| &fit.points).map(|p| p.0);
        let arrows = self.arrows.iter().flat_map(|a| [a.from.0, a.to.0]);
        let counts = self.counts.iter().flat_map(|row| &row.counts).map(|c| c.0);
        let drawn = points.chain(fits).chain(arrows);
        drawn.chain(counts).map(Position::coordinate)
    }

    /// Returns what must find room upwards: shown points with their reach, curves, arrows and
    /// references.
    pub(in crate::chart) fn ys(&self) -> impl Iterator<Item = f64> + use<'a> {
        let points = self.shown().map(|(_, point)| point.value);
        let points = points.flat_map(|value| [value.low(), value.high()]);
        let fits = self.fits.iter().flat_map(|fit| &fit.points).map(|p| p.1);
        let arrows = self.arrows.iter().flat_map(|a| [a.from.1, a.to.1]);
        let references = self.references.iter().map(|reference| reference.at);
        points.chain(fits).chain(arrows).chain(references)
    }

    /// The points, curves, arrows and counts in words: a sentence for each series that has points.
    pub(in crate::chart) fn sentences(&self) -> Vec<String> {
        let series = self.series.iter().filter(|s| !s.points.is_empty());
        let mut sentences: Vec<String> = series.map(|series| self.sentence(series)).collect();
        sentences.extend(self.fits.iter().map(|fit| format!("Curve: {}.", fit.name)));
        sentences.extend(self.arrows.iter().map(|arrow| {
            let [from, to] = [arrow.from, arrow.to].map(|(at, y)| {
                let y = Quantity::exact(y, self.y.unit);
                format!("{} {}", self.position_text(at), self.y.value_text(&y))
            });
            format!("Arrow: {}, from {from} to {to}.", arrow.name)
        }));
        sentences.extend(
            self.counts
                .iter()
                .map(|row| row.sentence(|at| self.position_text(at))),
        );
        sentences
    }

    fn sentence(&self, series: &ScatterSeries) -> String {
        let named: Vec<String> = series
            .points
            .iter()
            .filter(|point| point.labelled)
            .map(|point| {
                let size = match self.size {
                    Some(noun) => format!(" ({})", noun.amount(point.size)),
                    None => String::new(),
                };
                format!(
                    "{} at {} {}{size}",
                    point.name,
                    self.position_text(point.at),
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
                Range::of(values).text(self.y)
            );
        }
        format!("{}: {count}, of which {}.", series.name, named.join(", "))
    }

    pub(super) fn position_text(&self, at: Position) -> String {
        match self.x.filter(|_| !at.is_date()) {
            Some(x) => x.value_text(&Quantity::exact(at.coordinate(), x.unit)),
            None => at.text(),
        }
    }
}
