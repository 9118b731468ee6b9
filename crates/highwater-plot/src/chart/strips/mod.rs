//! Distributions by group, with each point.

mod bins;
mod draw;

use highwater_facts::Quantity;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::chart::Chart;
use crate::chart::noun::Noun;
use crate::chart::reference::Reference;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::Measure;
use crate::paint::Hue;
use crate::range::Range;

/// Distributions by group, each point a dot in a bin of the axis, with a mean or median below.
///
/// Dots shrink until the highest stack fits; where there are too many for that, columns stand for
/// them and the picture says so.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_plot::chart::{Centre, Noun, StripPoint, StripRow, Strips};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let point = |name: &str, value| StripPoint { name: name.to_owned(), value };
/// let chart = Strips {
///     x: Measure {
///         title: "Open models".to_owned(),
///         unit: Unit::Percent,
///         values: "pct0".parse()?,
///         ticks: "pct0".parse()?,
///         extent: Extent::Between(0.0, 100.0),
///     },
///     point: Noun::new("organisation", "organisations"),
///     rows: vec![StripRow {
///         name: "China".to_owned(),
///         detail: String::new(),
///         hue: Hue::Blue,
///         points: vec![point("BAAI", 75.0), point("Baidu", 0.0)],
///         centre: Some(Centre {
///             name: "mean".to_owned(),
///             value: 37.5,
///             interval: Some((10.0, 65.0)),
///             interval_name: "95% CI".to_owned(),
///             text: "38%".to_owned(),
///         }),
///     }],
///     references: Vec::new(),
/// };
/// assert_eq!(
///     chart.describe(),
///     "China: 2 organisations from 0% to 75%, mean 38% (95% CI 10% to 65%)."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Strips {
    /// What the axis measures.
    pub x: Measure,
    /// What a point is.
    pub point: Noun,
    /// The rows, from the top down.
    pub rows: Vec<StripRow>,
    /// Numbers of the axis that the rows are compared with.
    pub references: Vec<Reference>,
}

/// A group with its points.
#[derive(Clone, Debug, PartialEq)]
pub struct StripRow {
    /// Its name.
    pub name: String,
    /// A remark behind the number of its points; empty for none.
    pub detail: String,
    /// Its hue.
    pub hue: Hue,
    /// Its points, in any order.
    pub points: Vec<StripPoint>,
    /// Its mean or median.
    pub centre: Option<Centre>,
}

/// A point of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct StripPoint {
    /// What it is.
    pub name: String,
    /// Its number.
    pub value: f64,
}

/// A number that stands for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// What it is: "mean".
    pub name: String,
    /// The number.
    pub value: f64,
    /// How far it may be off.
    pub interval: Option<(f64, f64)>,
    /// What the interval is: "95% CI".
    pub interval_name: String,
    /// The number as it is written: "52%".
    pub text: String,
}

impl Chart for Strips {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(|row| self.sentence(row)).collect();
        rows.join(" ")
    }

    fn account(&self) -> Account {
        let reason = self.off_range_text();
        Account {
            series: self
                .rows
                .iter()
                .map(|row| SeriesAccount {
                    name: row.name.clone(),
                    points: row.points.len(),
                    uncertain: usize::from(
                        row.centre.as_ref().is_some_and(|c| c.interval.is_some()),
                    ),
                })
                .collect(),
            drops: self
                .rows
                .iter()
                .map(|row| DropAccount {
                    series: row.name.clone(),
                    points: row.points.iter().filter(|point| self.is_off(point)).count(),
                    reason: reason.clone(),
                })
                .filter(|drop| drop.points > 0)
                .collect(),
        }
    }
}

impl Strips {
    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        if self.rows.iter().all(|row| row.points.is_empty()) {
            return Err(PlotError::NothingToDraw { chart: "strip" });
        }
        let exact = |x| Quantity::exact(x, self.x.unit);
        for row in &self.rows {
            for point in &row.points {
                self.x.admit(&exact(point.value), &row.name, &point.name)?;
            }
            if let Some(centre) = &row.centre {
                self.x
                    .admit(&exact(centre.value), &row.name, &centre.name)?;
                self.x.admit_on_axis(centre.value, &centre.name)?;
                if let Some((low, high)) = centre.interval {
                    for end in [low, high] {
                        self.x
                            .admit(&exact(end), &row.name, &centre.interval_name)?;
                    }
                    PlotError::check_interval(&row.name, &centre.interval_name, low, high)?;
                }
            }
        }
        for reference in &self.references {
            reference.admit(&self.x)?;
        }
        Ok(())
    }

    fn is_off(&self, point: &StripPoint) -> bool {
        self.x.extent.is_off(point.value)
    }

    /// "3 of 139 organisations lie off the range".
    fn off_range_text(&self) -> String {
        let points = || self.rows.iter().flat_map(|row| &row.points);
        let off = points().filter(|point| self.is_off(point)).count();
        self.point.off_range(off, points().count())
    }

    fn sentence(&self, row: &StripRow) -> String {
        let text = |x| self.x.value_text(&Quantity::exact(x, self.x.unit));
        let mut sentence = format!("{}: {}", row.name, self.point.count(row.points.len()));
        if !row.points.is_empty() {
            let range = Range::of(row.points.iter().map(|point| point.value));
            sentence.push_str(&format!(" {}", range.text(&self.x)));
        }
        if let Some(centre) = &row.centre {
            sentence.push_str(&format!(", {} {}", centre.name, centre.text));
            if let Some((low, high)) = centre.interval {
                let (low, high) = (text(low), text(high));
                sentence.push_str(&format!(" ({} {low} to {high})", centre.interval_name));
            }
        }
        format!("{sentence}.")
    }
}

#[cfg(test)]
mod tests;
