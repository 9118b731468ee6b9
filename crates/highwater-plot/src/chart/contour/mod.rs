//! A function of two numbers, with the points that it rests on.

mod draw;
mod field;
mod grid;
mod hull;
mod iso_labels;
mod key;
mod simplify;

use highwater_facts::Quantity;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::chart::Chart;
use crate::chart::levels;
use crate::chart::levels::Steps;
use crate::chart::noun::Noun;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::measure::{Extent, Measure, is_drawable};
use crate::options::options;
use crate::position::Position;
use crate::range::Range;
use crate::scale::Scale;

pub use grid::Grid;

/// A function of two numbers as steps of colour with iso-lines, and points in their own colours on it:
/// accuracy that is predicted from date and compute.
///
/// The colours say no more than the data do. Where the function lies below the lowest or above the
/// highest level the paper is left blank, and the picture says so; what lies outside of the points'
/// convex hull (in steps of the axes, so in decades where they are logarithmic) is left without colour, its lines dotted, and called
/// extrapolated. A point whose number lies off the levels has the colour of the nearest step, and the
/// picture says how many these are.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_plot::chart::{Contour, ContourPoint, Grid, Noun, Support, levels};
/// use highwater_plot::{Chart, Extent, Measure, Position, Scale};
///
/// let measure =
///     |title: &str, unit, format: &str, extent| -> Result<Measure, Box<dyn std::error::Error>> {
///         Ok(Measure::new(title, unit)
///             .format(format.parse()?)
///             .extent(extent))
///     };
/// let year = |year: i32| Position::Year(year).coordinate();
/// // Made up: 6 points a year and 8 points a decade.
/// let predicted =
///     |month: f64, flop: f64| 0.5 * (month - year(2018)) + 8.0 * (flop / 1e20).log10();
/// let chart = Contour::new(
///     measure(
///         "Training compute (FLOP)",
///         Unit::Of("FLOP"),
///         "si",
///         Extent::Log,
///     )?,
///     measure("Predicted accuracy", Unit::Percent, "pct0", Extent::Around)?,
///     Grid::sampled(
///         Scale::months(year(2018), year(2026)),
///         Scale::log(1e20, 1e26),
///         49,
///         61,
///         predicted,
///     )?,
///     levels(25.0, 70.0, 8),
///     Noun::new("model", "models"),
///     [ContourPoint::new("GPT-3", Position::Year(2020), 3.1e23, 43.9).labelled(true)],
/// )
/// .extrapolated("extrapolated")
/// .off_levels("no prediction shown");
/// assert_eq!(chart.levels, [20.0, 30.0, 40.0, 50.0, 60.0, 70.0]);
/// assert_eq!(
///     chart.describe(),
///     "Predicted accuracy from 20% to 70% in steps at 20%, 30%, 40%, 50%, 60%, 70%, by date from \
///  Jan 2018 to Jan 2026 and Training compute (FLOP) from 10²⁰ to 10²⁶. Below 20% and above 70%: no \
///  prediction shown. Outside of the models: extrapolated. 1 model, of which GPT-3 at 2020 \
///  3.1×10²³ 44%."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Contour {
    /// What the horizontal axis measures where its numbers are not dates; without it columns lie at
    /// [`Position::coordinate`]s of dates. Its extent is looked at where ends are given: else the axis
    /// runs evenly, or by powers, from the first column to the last.
    pub x: Option<Measure>,
    /// What the vertical axis measures, and how it runs, as for `x`.
    pub y: Measure,
    /// What the function gives; its extent is not looked at, for the levels are its ends.
    pub z: Measure,
    /// The function.
    pub grid: Grid,
    /// The iso-lines, 2 to 13, the lowest first: between two neighbours lies one step of colour. See
    /// [`levels()`].
    pub levels: Vec<f64>,
    /// The points, in any order.
    pub points: Vec<ContourPoint>,
    /// What a point is.
    pub point: Noun,
    /// Where the function rests on data.
    pub support: Support,
    /// What the picture calls the function where it does not; "extrapolated" where it is empty.
    pub extrapolated: String,
    /// What the picture says of what lies below or above all levels; "not shown" where it is empty.
    pub off_levels: String,
}

impl Contour {
    /// Returns a function of a date and a number, or of two numbers if [`x`](Self::x) is set, which
    /// rests on `points`, where `point` is what a point is; `levels` are its iso-lines.
    #[must_use]
    pub fn new(
        y: Measure,
        z: Measure,
        grid: Grid,
        levels: impl IntoIterator<Item = f64>,
        point: Noun,
        points: impl IntoIterator<Item = ContourPoint>,
    ) -> Self {
        Contour {
            x: None,
            y,
            z,
            grid,
            levels: levels.into_iter().collect(),
            points: points.into_iter().collect(),
            point,
            support: Support::Hull,
            extrapolated: String::new(),
            off_levels: String::new(),
        }
    }
}

options!(Contour {
    /// Sets what the horizontal axis measures, for numbers in place of dates.
    x: into Option<Measure>,
    /// Sets where the function rests on data.
    support: Support,
    /// Sets what the picture calls the function where it does not.
    extrapolated: into String,
    /// Sets what the picture says of what lies off the levels.
    off_levels: into String,
});

/// A point on a contour chart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ContourPoint {
    /// What it is.
    pub name: String,
    /// Where it lies along the horizontal axis.
    pub at: Position,
    /// Where it lies along the vertical axis.
    pub value: f64,
    /// Its own number of what the function gives: the accuracy that was measured.
    pub z: f64,
    /// Whether its name is written at it, where there is room.
    pub labelled: bool,
}

impl ContourPoint {
    /// Returns a point: what it is, where it lies along both axes, and its own number of what the
    /// function gives.
    #[must_use]
    pub fn new(name: impl Into<String>, at: impl Into<Position>, value: f64, z: f64) -> Self {
        ContourPoint {
            name: name.into(),
            at: at.into(),
            value,
            z,
            labelled: false,
        }
    }
}

options!(ContourPoint {
    /// Sets whether its name is written at it.
    labelled: bool,
});

/// Where a function rests on data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// In the convex hull of the points.
    #[default]
    Hull,
    /// Everywhere: nothing is extrapolated.
    Everywhere,
}

impl Chart for Contour {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        draw::draw(self, frame)
    }

    fn describe(&self) -> String {
        let z = |at: f64| self.z.value_text(&Quantity::exact(at, self.z.unit));
        let texts: Vec<String> = self.levels.iter().map(|&level| z(level)).collect();
        let (low, high) = self.steps().ends();
        let ((left, right), (bottom, top)) = (self.grid.across(), self.grid.up());
        let y = |at: f64| self.y.value_text(&Quantity::exact(at, self.y.unit));
        let across = self.x.as_ref().map_or("date", |x| x.title.as_str());
        let mut text = format!(
            "{} from {} to {} in steps at {}, by {across} from {} to {} and {} from {} to {}.",
            self.z.title,
            z(low),
            z(high),
            texts.join(", "),
            self.across_text(left),
            self.across_text(right),
            self.y.title,
            y(bottom),
            y(top),
        );
        if let Some(sides) = self.off_text() {
            let (first, rest) = sides.split_at(1);
            text.push_str(&format!(" {}{rest}.", first.to_uppercase()));
        }
        if self.support == Support::Hull {
            let name = self.extrapolated_text();
            text.push_str(&format!(" Outside of the {}: {name}.", self.point.many));
        }
        let named: Vec<String> = self
            .points
            .iter()
            .filter(|point| point.labelled)
            .map(|point| {
                let at = match &self.x {
                    Some(_) => self.across_text(point.at.coordinate()),
                    None => point.at.text(),
                };
                format!("{} at {at} {} {}", point.name, y(point.value), z(point.z))
            })
            .collect();
        let count = self.point.count(self.points.len());
        if named.is_empty() {
            let values = Range::of(self.points.iter().map(|point| point.z));
            let reach = match self.points.is_empty() {
                true => String::new(),
                false => format!(", {}", values.text(&self.z)),
            };
            text.push_str(&format!(" {count}{reach}."));
        } else {
            text.push_str(&format!(" {count}, of which {}.", named.join(", ")));
        }
        text
    }

    fn account(&self) -> Account {
        let off = self.points.iter().filter(|p| self.is_off(p)).count();
        let series = SeriesAccount {
            name: self.point.many.clone(),
            points: self.points.len(),
            uncertain: 0,
        };
        let drop = DropAccount {
            series: self.point.many.clone(),
            points: off,
            reason: self.point.off_range(off, self.points.len()),
        };
        Account {
            series: (!self.points.is_empty())
                .then_some(series)
                .into_iter()
                .collect(),
            drops: (off > 0).then_some(drop).into_iter().collect(),
        }
    }
}

impl Contour {
    fn steps(&self) -> Steps<'_> {
        Steps::new(&self.levels)
    }

    /// Refuses what cannot be drawn.
    fn admit(&self) -> Result<(), PlotError> {
        if self.points.is_empty() && self.support == Support::Hull {
            // Nothing would be supported, and all of it extrapolated.
            return Err(PlotError::NothingToDraw { chart: "contour" });
        }
        levels::admit(&self.levels)?;
        let exact = |x: f64, measure: &Measure| Quantity::exact(x, measure.unit);
        for (measure, ends) in [
            (self.x.as_ref(), self.grid.across()),
            (Some(&self.y), self.grid.up()),
        ] {
            for (at, place) in [(ends.0, "first"), (ends.1, "last")] {
                if let Some(measure) = measure {
                    measure.admit(&exact(at, measure), "grid", place)?;
                }
            }
        }
        for point in &self.points {
            if point.at.is_date() != self.x.is_none() {
                return Err(PlotError::MixedPositions {
                    series: self.point.many.clone(),
                });
            }
            let x = point.at.coordinate();
            if let Some(measure) = &self.x {
                measure.admit(&exact(x, measure), &self.point.many, &point.name)?;
            }
            self.y
                .admit(&exact(point.value, &self.y), &self.point.many, &point.name)?;
            if !(is_drawable(point.z) && is_drawable(x)) {
                return Err(PlotError::NotFinite {
                    series: self.point.many.clone(),
                    at: point.name.clone(),
                    value: if is_drawable(x) { point.z } else { x },
                });
            }
        }
        Ok(())
    }

    /// Returns the horizontal scale.
    fn across(&self) -> Scale {
        match &self.x {
            Some(measure) => scale(measure.extent, self.grid.across()),
            None => {
                let (low, high) = self.grid.across();
                Scale::months(low, high)
            }
        }
    }

    /// Returns the vertical scale.
    fn up(&self) -> Scale {
        scale(self.y.extent, self.grid.up())
    }

    /// Returns whether a point lies off the axes.
    fn is_off(&self, point: &ContourPoint) -> bool {
        !(self.across().holds(point.at.coordinate()) && self.up().holds(point.value))
    }

    /// Returns a place along the horizontal axis in words.
    fn across_text(&self, at: f64) -> String {
        match &self.x {
            Some(x) => x.value_text(&Quantity::exact(at, x.unit)),
            None => crate::position::month_text(at),
        }
    }

    /// "below 20% and above 70%: no prediction shown", where the function lies off the levels.
    fn off_text(&self) -> Option<String> {
        let ((low, high), (least, most)) = (self.steps().ends(), self.grid.range());
        let mut sides = Vec::new();
        if least < low {
            sides.push(format!("below {}", self.z.tick_text(low)));
        }
        if most > high {
            sides.push(format!("above {}", self.z.tick_text(high)));
        }
        let name = match self.off_levels.as_str() {
            "" => "not shown",
            name => name,
        };
        (!sides.is_empty()).then(|| format!("{}: {name}", sides.join(" and ")))
    }

    fn extrapolated_text(&self) -> &str {
        match self.extrapolated.as_str() {
            "" => "extrapolated",
            name => name,
        }
    }
}

/// A scale that ends where the numbers do, unless other ends are given.
fn scale(extent: Extent, (low, high): (f64, f64)) -> Scale {
    match extent {
        Extent::Between(low, high) => Scale::linear(low, high),
        Extent::LogBetween(low, high) => Scale::log(low, high),
        Extent::Log => Scale::log(low, high),
        Extent::FromZero | Extent::Around => Scale::linear(low, high),
    }
}

#[cfg(test)]
mod tests;
