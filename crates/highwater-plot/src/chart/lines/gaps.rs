//! Numbers that a line lacks, and what it does there.

use crate::calendar::{self, Grain};
use crate::measure::Measure;
use crate::position::{Position, month_text};

use super::common::grain;
use super::{LineSeries, LineShape, Lines};

/// Where a line should have numbers, and what it does if one is missing.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{Gaps, LinePoint, LineSeries, LineShape, Lines};
/// use highwater_plot::{Chart, Extent, Hue, Measure, Position};
///
/// let unit = Unit::Of("deaths");
/// let point = |year, deaths| LinePoint::new(Position::Year(year), Quantity::exact(deaths, unit));
/// let chart = Lines {
///     x: None,
///     y: Measure {
///         title: "Deaths in the decade".to_owned(),
///         unit,
///         values: "int".parse()?,
///         ticks: "int".parse()?,
///         extent: Extent::FromZero,
///     },
///     series: vec![LineSeries {
///         name: "Drought".to_owned(),
///         hue: Hue::Blue,
///         shape: LineShape::Straight,
///         points: [(1890, 9e3), (1900, 12e3), (1910, 15e3), (1930, 30e3)]
///             .map(|(year, deaths)| point(year, deaths))
///             .to_vec(),
///         gaps: Gaps::default(),
///         ribbon: Vec::new(),
///         ribbon_name: String::new(),
///     }],
///     gap: None,
///     references: Vec::new(),
///     columns: None,
/// };
/// assert!(chart.describe().ends_with("1930 30,000. Without a number: 1920."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gaps {
    /// Where a reader expects numbers.
    pub expected: Expected,
    /// What the line does between the numbers around a missing one.
    pub drawn: Bridging,
}

/// Where a reader expects the numbers of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Expected {
    /// At even steps, if two thirds of the numbers lie so, of the series or of all in the chart;
    /// otherwise as for [`Irregular`](Expected::Irregular). Steps hold until the next number, and
    /// expect none.
    #[default]
    Inferred,
    /// At even steps from the first number on: of days, months or years, as the dates are given, or
    /// of the unit of the horizontal axis.
    Every(f64),
    /// At these places.
    At(Vec<Position>),
    /// Only where there are some.
    Irregular,
}

/// What a line does between the numbers around a missing one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bridging {
    /// It goes on, thin and dotted, and the picture says so.
    #[default]
    Bridge,
    /// It stops and starts again.
    Show,
}

/// Numbers that a line lacks between two of its points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Missing {
    /// The index of the point before.
    pub(super) after: usize,
    /// The places without a number: `1910`, `Feb 2023 to May 2023`.
    pub(super) text: String,
}

/// The share of distances, in thirds, that are one step where numbers lie at even ones.
const EVEN_THIRDS: usize = 2;

/// Returns what the series lacks, from left to right.
pub(super) fn missing(chart: &Lines, series: &LineSeries) -> Vec<Missing> {
    let grain = grain(chart);
    let line = Line {
        grain,
        weekdays: is_weekdays(chart, grain),
        x: chart.x.as_ref(),
    };
    let at: Vec<f64> = series.points.iter().map(|p| line.index(p.at)).collect();
    let step = match &series.gaps.expected {
        Expected::Irregular => return Vec::new(),
        Expected::At(places) => {
            let places: Vec<f64> = places.iter().map(|&place| line.index(place)).collect();
            return line.between(&at, |from, to| {
                let inside = places.iter().copied();
                inside.filter(|x| from < *x && *x < to).collect()
            });
        }
        Expected::Every(step) => Some(*step).filter(|step| step.is_finite() && *step > 0.0),
        Expected::Inferred if series.shape == LineShape::Steps => None,
        Expected::Inferred => even_step(at.clone()).or_else(|| {
            let all = chart.series.iter().flat_map(|series| &series.points);
            even_step(all.map(|point| line.index(point.at)).collect())
        }),
    };
    let Some(step) = step else {
        return Vec::new();
    };
    line.between(&at, |from, to| {
        // More than these are told by their first and last.
        let n = ((to - from) / step - 1e-6).floor().min(1e4) as usize;
        (1..=n).map(|i| from + step * i as f64).collect()
    })
}

/// Returns whether all days are weekdays, so that no number is missing on a Sunday.
fn is_weekdays(chart: &Lines, grain: Option<Grain>) -> bool {
    let points = chart.series.iter().flat_map(|series| &series.points);
    let mut days = points.map(|p| calendar::day_at(p.at.coordinate()) as i64);
    grain == Some(Grain::Day) && days.all(|day| calendar::weekday(day) < 5)
}

/// The step of numbers of which two thirds follow each other at it, and the others at multiples.
fn even_step(mut at: Vec<f64>) -> Option<f64> {
    at.sort_by(f64::total_cmp);
    at.dedup();
    let steps: Vec<f64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let step = steps.iter().copied().fold(f64::INFINITY, f64::min);
    let is_one = |x: f64| (x / step - 1.0).abs() < 1e-6;
    let is_multiple = |x: f64| (x / step - (x / step).round()).abs() < 1e-6;
    let ones = steps.iter().filter(|x| is_one(**x)).count();
    let even = steps.len() >= 2 && 3 * ones >= EVEN_THIRDS * steps.len();
    (even && step.is_finite() && steps.iter().all(|&x| is_multiple(x))).then_some(step)
}

/// How places along the horizontal axis are counted.
struct Line<'a> {
    grain: Option<Grain>,
    weekdays: bool,
    x: Option<&'a Measure>,
}

impl Line<'_> {
    /// Returns the place counted in days, weekdays, months, years or the unit of the axis.
    fn index(&self, at: Position) -> f64 {
        let x = at.coordinate();
        match self.grain {
            Some(Grain::Day) if self.weekdays => {
                calendar::weekday_number(calendar::day_at(x) as i64) as f64
            }
            Some(Grain::Day) => calendar::day_at(x),
            Some(Grain::Year) => x / 12.0,
            Some(Grain::Month) | None => x,
        }
    }

    /// The text of a place that was counted.
    fn text(&self, index: f64) -> String {
        match (self.grain, self.x) {
            (Some(Grain::Day), _) => {
                let day = index.round() as i64;
                let day = if self.weekdays {
                    calendar::day_of_weekday(day)
                } else {
                    day
                };
                calendar::day_text(calendar::coordinate(day))
            }
            (Some(Grain::Month), _) => month_text(index),
            (Some(Grain::Year), _) => format!("{}", index.floor()),
            (None, Some(x)) => x.tick_text(index),
            (None, None) => Position::Number(index).text(),
        }
    }

    /// Returns what lies between points that follow each other.
    fn between(&self, at: &[f64], lacks: impl Fn(f64, f64) -> Vec<f64>) -> Vec<Missing> {
        let pairs = at.windows(2).enumerate();
        let missing = pairs.filter_map(|(after, pair)| {
            let lacks = lacks(pair[0], pair[1]);
            let (first, last) = (self.text(*lacks.first()?), self.text(*lacks.last()?));
            let text = match lacks.len() {
                1 => first,
                2 => format!("{first} and {last}"),
                _ => format!("{first} to {last}"),
            };
            Some(Missing { after, text })
        });
        missing.collect()
    }
}

/// Returns the places without a number in words, at most three of them; `None` if the line lacks none.
pub(super) fn text(missing: &[Missing]) -> Option<String> {
    const MOST: usize = 3;
    let texts: Vec<&str> = missing.iter().map(|m| m.text.as_str()).collect();
    match texts.len() {
        0 => None,
        n if n > MOST => Some(format!(
            "{} and {} more",
            texts[..MOST].join(", "),
            n - MOST
        )),
        _ => Some(texts.join(", ")),
    }
}

/// Returns what the picture says of missing numbers: "Dotted where numbers are missing: 1910".
pub(super) fn remark(chart: &Lines) -> Option<String> {
    let lacking: Vec<(&LineSeries, String)> = chart
        .series
        .iter()
        .filter_map(|series| Some((series, text(&missing(chart, series))?)))
        .collect();
    let is_bridged = |(series, _): &(&LineSeries, String)| series.gaps.drawn == Bridging::Bridge;
    let bridged = lacking.iter().any(is_bridged);
    let how = match (bridged, lacking.iter().all(is_bridged)) {
        (true, true) => "Dotted",
        (true, false) => "Dotted or broken",
        (false, _) => "Broken",
    };
    let places: Vec<String> = match lacking.as_slice() {
        [] => return None,
        [(_, places)] if chart.series.len() == 1 => vec![places.clone()],
        several => several
            .iter()
            .map(|(series, places)| format!("{} {places}", series.name))
            .collect(),
    };
    Some(format!(
        "{how} where numbers are missing: {}",
        places.join("; ")
    ))
}
