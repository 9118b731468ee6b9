//! Estimates with their intervals.

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

/// Rows of estimates with their intervals, one or several series in a row.
///
/// An end that is infinite, or lies off the axis, is an arrow at the end of the axis. What has no
/// estimate says why.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_plot::chart::{IntervalMark, IntervalRow, IntervalSeries, Intervals};
/// use highwater_plot::{Chart, Extent, Hue, Measure};
///
/// let chart = Intervals {
///     x: Measure {
///         title: "Rank correlation".to_owned(),
///         unit: Unit::Ratio,
///         values: "n2".parse()?,
///         ticks: "n1".parse()?,
///         extent: Extent::Between(-1.0, 1.0),
///     },
///     series: vec![IntervalSeries { name: "All".to_owned(), hue: Hue::Blue }],
///     rows: vec![IntervalRow {
///         name: "15 models or more".to_owned(),
///         detail: String::new(),
///         strong: false,
///         marks: vec![IntervalMark {
///             series: 0,
///             estimate: Some(-0.35),
///             interval: Some((-0.84, 0.48)),
///             text: "−0.35".to_owned(),
///             detail: "8".to_owned(),
///             missing: String::new(),
///         }],
///     }],
///     reference: None,
///     interval_name: "95% CI".to_owned(),
///     detail_name: "n".to_owned(),
/// };
/// assert_eq!(
///     chart.describe(),
///     "15 models or more: All −0.35 (95% CI −0.84 to 0.48, n 8)."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    /// What the axis measures.
    pub x: Measure,
    /// The series; a legend names them where there are several.
    pub series: Vec<IntervalSeries>,
    /// The rows, from the top down.
    pub rows: Vec<IntervalRow>,
    /// A number that the estimates are compared with.
    pub reference: Option<Reference>,
    /// What the intervals are: "95% CI".
    pub interval_name: String,
    /// What the details of the marks are, written above them: "n". Empty for nothing.
    pub detail_name: String,
}

/// A series of estimates.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalSeries {
    /// Its name.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
}

/// A row of estimates.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalRow {
    /// Its name.
    pub name: String,
    /// A remark below the name: "n = 65". Empty for none.
    pub detail: String,
    /// Whether it stands out: the row that the title speaks of.
    pub strong: bool,
    /// Its estimates, from the top down.
    pub marks: Vec<IntervalMark>,
}

/// An estimate with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalMark {
    /// The series, as an index.
    pub series: usize,
    /// The estimate; `None` where there is none.
    pub estimate: Option<f64>,
    /// Its interval; an end may be infinite.
    pub interval: Option<(f64, f64)>,
    /// The estimate as it is written: "−0.35".
    pub text: String,
    /// A remark at the right: the number of points behind it. Empty for none.
    pub detail: String,
    /// Why there is no estimate: "not testable: 3 organisations".
    pub missing: String,
}

impl Chart for Intervals {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let marks: Vec<String> = row.marks.iter().map(|mark| self.phrase(mark)).collect();
                format!("{}: {}.", row.name, marks.join(", "))
            })
            .collect();
        rows.join(" ")
    }

    fn account(&self) -> Account {
        let of = |index| {
            let marks = self.rows.iter().flat_map(|row| &row.marks);
            marks.filter(move |mark| mark.series == index)
        };
        let mut account = Account::default();
        for (i, series) in self.series.iter().enumerate() {
            let points = of(i).count();
            if points == 0 {
                continue;
            }
            account.series.push(SeriesAccount {
                name: series.name.clone(),
                points,
                uncertain: of(i)
                    .filter(|mark| mark.estimate.is_some() && mark.interval.is_some())
                    .count(),
            });
            for mark in of(i) {
                let reason = match mark.estimate {
                    None => Some(mark.reason().to_owned()),
                    Some(_) if self.is_off(mark) => self.off_range_text(),
                    Some(_) => None,
                };
                let Some(reason) = reason else {
                    continue;
                };
                let drop = DropAccount {
                    series: series.name.clone(),
                    points: 1,
                    reason,
                };
                let drops = &mut account.drops;
                match drops
                    .iter_mut()
                    .find(|d| d.series == drop.series && d.reason == drop.reason)
                {
                    Some(same) => same.points += 1,
                    None => drops.push(drop),
                }
            }
        }
        account
    }
}

impl IntervalMark {
    /// Why there is no estimate.
    fn reason(&self) -> &str {
        if self.missing.trim().is_empty() {
            "no estimate"
        } else {
            &self.missing
        }
    }
}

impl Intervals {
    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        let mut marks = self.rows.iter().flat_map(|row| &row.marks);
        if marks.next().is_none() {
            return Err(PlotError::NothingToDraw { chart: "interval" });
        }
        let exact = |x| Quantity::exact(x, self.x.unit);
        for row in &self.rows {
            for mark in &row.marks {
                let series = self.series.get(mark.series).ok_or(PlotError::NoSuch {
                    what: "series",
                    index: mark.series,
                    of: self.series.len(),
                })?;
                let Some(estimate) = mark.estimate else {
                    continue;
                };
                self.x.admit(&exact(estimate), &series.name, &row.name)?;
                if let Some((low, high)) = mark.interval {
                    PlotError::check_interval(&series.name, &row.name, low, high)?;
                }
            }
        }
        if let Some(reference) = &self.reference {
            reference.admit(&self.x)?;
        }
        Ok(())
    }

    /// Returns whether an estimate lies off an axis whose ends are given.
    fn is_off(&self, mark: &IntervalMark) -> bool {
        mark.estimate.is_some_and(|x| self.x.extent.is_off(x))
    }

    /// "1 of 12 estimates lies off the range"; `None` where none does.
    fn off_range_text(&self) -> Option<String> {
        let marks = || self.rows.iter().flat_map(|row| &row.marks);
        let off = marks().filter(|mark| self.is_off(mark)).count();
        let all = marks().filter(|mark| mark.estimate.is_some()).count();
        let noun = Noun::new("estimate", "estimates");
        (off > 0).then(|| noun.off_range(off, all))
    }

    /// `All −0.35 (95% CI −0.84 to 0.48, n 8)`.
    fn phrase(&self, mark: &IntervalMark) -> String {
        let name = self.series.get(mark.series).map_or("", |s| &s.name);
        if mark.estimate.is_none() {
            return format!("{name} {}", mark.reason());
        }
        let end = |x: f64| {
            if x.is_finite() {
                self.x.value_text(&Quantity::exact(x, self.x.unit))
            } else {
                "without end".to_owned()
            }
        };
        let mut remarks = Vec::new();
        if let Some((low, high)) = mark.interval {
            let interval = format!("{} {} to {}", self.interval_name, end(low), end(high));
            remarks.push(interval.trim().to_owned());
        }
        if !mark.detail.is_empty() {
            let detail = format!("{} {}", self.detail_name, mark.detail);
            remarks.push(detail.trim().to_owned());
        }
        if remarks.is_empty() {
            format!("{name} {}", mark.text)
        } else {
            format!("{name} {} ({})", mark.text, remarks.join(", "))
        }
    }
}

#[cfg(test)]
mod tests;
