//! Horizontal bars.

use highwater_facts::Quantity;

use crate::account::{Account, DropAccount, SeriesAccount};
use crate::axis::{self, Edge};
use crate::chart::Chart;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::legend::{Key, legend};
use crate::measure::{Extent, Measure};
use crate::options::options;
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;
use crate::rows::{RowWords, Rows};
use crate::scale::Scale;
use crate::text::{SMALL_SIZE, TextStyle};

/// Horizontal bars from zero, alone or in groups, with their numbers at their ends.
///
/// A number that is missing is shown as missing: its reason stands in place of the bar. Of a range,
/// the part that is certain is drawn full and the rest pale; a lower bound ends in an arrow.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars};
/// use highwater_plot::{Chart, Extent, Frame, Hue, Measure, Role, Width};
///
/// let speed = Unit::Rate("tokens", "second");
/// let bars = Bars {
///     x: Measure {
///         title: "Tokens a second".to_owned(),
///         unit: speed,
///         values: "int".parse()?,
///         ticks: "int".parse()?,
///         extent: Extent::FromZero,
///     },
///     series: vec![BarSeries { name: "RTX 4090".to_owned(), hue: Hue::Blue }],
///     groups: vec![
///         BarGroup {
///             name: "LLaMA 13B".to_owned(),
///             detail: String::new(),
///             strong: false,
///             values: vec![BarValue::Number(Quantity::approximate(25.0, speed))],
///         },
///         BarGroup {
///             name: "Llama 2 70B".to_owned(),
///             detail: String::new(),
///             strong: false,
///             values: vec![BarValue::Missing("too large".to_owned())],
///         },
///     ],
/// };
/// assert_eq!(bars.describe(), "LLaMA 13B: 25. Llama 2 70B: missing (too large).");
/// assert_eq!(bars.account().drops[0].reason, "too large");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What the axis measures; it runs from zero, or between ends that hold zero.
    pub x: Measure,
    /// What each bar of a group is.
    pub series: Vec<BarSeries>,
    /// The groups, from the top down.
    pub groups: Vec<BarGroup>,
}

/// What a bar of each group is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarSeries {
    /// Its name; drawn where there is more than one.
    pub name: String,
    /// Its hue.
    pub hue: Hue,
}

/// A row with a bar for each series.
#[derive(Clone, Debug, PartialEq)]
pub struct BarGroup {
    /// Its name.
    pub name: String,
    /// A remark below the name; empty for none.
    pub detail: String,
    /// Whether it is the one that the title speaks of.
    pub strong: bool,
    /// Its numbers, in the order of the series.
    pub values: Vec<BarValue>,
}

/// A number of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum BarValue {
    /// A number, a range or a bound.
    Number(Quantity),
    /// No number, and why.
    Missing(String),
}

impl Bars {
    /// Returns blue bars, one for each name and number; numbers that are plain have the unit of `x`.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Unit;
    /// use highwater_plot::{Chart, Measure, chart::Bars};
    ///
    /// let rain = Measure::new("Rain in mm", Unit::Of("mm"));
    /// let bars = Bars::new(rain, [("June", 12.0), ("October", 142.0)]);
    /// assert_eq!(bars.describe(), "June: 12. October: 142.");
    /// ```
    #[must_use]
    pub fn new(x: Measure, bars: impl IntoIterator<Item = impl Into<BarGroup>>) -> Self {
        Bars {
            series: vec![BarSeries::new(x.title.clone(), Hue::Blue)],
            x,
            groups: bars.into_iter().map(Into::into).collect(),
        }
    }
}

options!(Bars {
    /// Sets what each bar of a group is, if groups have several.
    series: Vec<BarSeries>,
});

impl BarSeries {
    /// Returns what a bar of each group is.
    #[must_use]
    pub fn new(name: impl Into<String>, hue: Hue) -> Self {
        BarSeries {
            name: name.into(),
            hue,
        }
    }
}

impl BarGroup {
    /// Returns a row with a bar for each number, in the order of the series.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        values: impl IntoIterator<Item = impl Into<BarValue>>,
    ) -> Self {
        BarGroup {
            name: name.into(),
            detail: String::new(),
            strong: false,
            values: values.into_iter().map(Into::into).collect(),
        }
    }
}

options!(BarGroup {
    /// Sets a remark below the name.
    detail: String,
    /// Sets whether it is the one that the title speaks of.
    strong: bool,
});

impl<N: Into<String>, V: Into<BarValue>> From<(N, V)> for BarGroup {
    fn from((name, value): (N, V)) -> Self {
        BarGroup::new(name, [value])
    }
}

impl<Q: Into<Quantity>> From<Q> for BarValue {
    fn from(number: Q) -> Self {
        BarValue::Number(number.into())
    }
}

/// The thickness of a bar that stands alone, and of one in a group.
const ALONE: f64 = 20.0;
const GROUPED: f64 = 15.0;
/// The gap between the bars of a group.
const BETWEEN: f64 = 3.0;

impl Chart for Bars {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.admit()?;
        let thick = if self.series.len() > 1 {
            GROUPED
        } else {
            ALONE
        };
        let height = (thick + BETWEEN) * self.series.len() as f64 - BETWEEN;

        if self.series.len() > 1 {
            let keys: Vec<Key> = self
                .series
                .iter()
                .map(|series| Key::square(&series.name, series.hue))
                .collect();
            legend(frame, &keys)?;
            frame.take(8.0);
        }
        axis::title_above(frame, &self.x.title)?;
        frame.take(axis::ABOVE - 10.0);
        let words: Vec<RowWords<'_>> = self
            .groups
            .iter()
            .map(|group| RowWords {
                name: &group.name,
                detail: &group.detail,
                strong: group.strong,
            })
            .collect();
        let rows = Rows::take(frame, &words, height, 0.0);
        let room = rows.bounds.width();
        // The texts behind the bars end the axis, not a round number.
        let scale = Scale::linear(self.lowest(), self.highest(room, &frame.fonts()));
        let ticks = self.x.ticks_across(&scale, room);
        let panel = frame.panel(rows.bounds, scale, Scale::linear(rows.bounds.height(), 0.0));
        axis::draw_across(
            frame,
            &panel,
            &self.x.title,
            ticks,
            Edge::Above(&rows.stretches),
        )?;
        rows.draw_names(frame)?;
        for (group, middle) in self.groups.iter().zip(&rows.middles) {
            let mut top = middle - height / 2.0;
            for (series, value) in self.series.iter().zip(&group.values) {
                match value {
                    BarValue::Number(value) => {
                        self.bar(frame, &panel, group, series, value, (top, top + thick))?;
                    }
                    BarValue::Missing(reason) => {
                        missing(frame, &panel, series, reason, top + thick / 2.0)?;
                    }
                }
                top += thick + BETWEEN;
            }
        }
        Ok(())
    }

    fn describe(&self) -> String {
        let groups: Vec<String> = self
            .groups
            .iter()
            .map(|group| {
                let values: Vec<String> = self
                    .series
                    .iter()
                    .zip(&group.values)
                    .map(|(series, value)| {
                        let text = match value {
                            BarValue::Number(value) => self.x.value_text(value),
                            BarValue::Missing(reason) => format!("missing ({reason})"),
                        };
                        if self.series.len() > 1 {
                            format!("{} {text}", series.name)
                        } else {
                            text
                        }
                    })
                    .collect();
                format!("{}: {}.", group.name, values.join(", "))
            })
            .collect();
        groups.join(" ")
    }

    fn account(&self) -> Account {
        let mut account = Account::default();
        for (i, series) in self.series.iter().enumerate() {
            let values: Vec<&BarValue> = self
                .groups
                .iter()
                .filter_map(|group| group.values.get(i))
                .collect();
            account.series.push(SeriesAccount {
                name: series.name.clone(),
                points: values.len(),
                uncertain: values
                    .iter()
                    .filter(|v| matches!(v, BarValue::Number(q) if q.value().is_none()))
                    .count(),
            });
            for value in values {
                if let BarValue::Missing(reason) = value {
                    account.drops.push(DropAccount {
                        series: series.name.clone(),
                        points: 1,
                        reason: reason.clone(),
                    });
                }
            }
        }
        account
    }
}

impl Bars {
    fn admit(&self) -> Result<(), PlotError> {
        self.x.admit_zero("bar")?;
        let mut numbers = 0;
        for group in &self.groups {
            for (series, value) in self.series.iter().zip(&group.values) {
                if let BarValue::Number(value) = value {
                    numbers += 1;
                    self.x.admit(value, &series.name, &group.name)?;
                    for end in [value.low(), end(value)] {
                        self.x.admit_on_axis(end, &group.name)?;
                    }
                }
            }
        }
        if numbers == 0 {
            return Err(PlotError::NothingToDraw { chart: "bar" });
        }
        Ok(())
    }

    /// Zero, or the lowest of the numbers where some are negative.
    fn lowest(&self) -> f64 {
        let given = match self.x.extent {
            Extent::Between(low, _) => low,
            _ => 0.0,
        };
        self.numbers().map(Quantity::low).fold(given, f64::min)
    }

    fn numbers(&self) -> impl Iterator<Item = &Quantity> {
        self.groups
            .iter()
            .flat_map(|group| &group.values)
            .filter_map(|value| match value {
                BarValue::Number(value) => Some(value),
                BarValue::Missing(_) => None,
            })
    }

    /// The highest number that the axis must reach, so that the text behind each bar has room.
    fn highest(&self, room: f64, fonts: &Fonts) -> f64 {
        let given = match self.x.extent {
            Extent::Between(_, high) => high,
            // If all bars are zero.
            _ if self.numbers().all(|value| end(value) == 0.0) => 1.0,
            _ => f64::MIN_POSITIVE,
        };
        let style = TextStyle::bold(SMALL_SIZE);
        self.numbers()
            .map(|value| {
                let text = style.width(&self.x.value_text(value), fonts) + 8.0;
                let arrow = if value.is_lower_bound() { ARROW } else { 0.0 };
                let end = end(value);
                end * room / (room - text - arrow).max(room * 0.3)
            })
            .fold(given, f64::max)
    }

    fn bar(
        &self,
        frame: &Frame,
        panel: &Panel,
        group: &BarGroup,
        series: &BarSeries,
        value: &Quantity,
        (top, bottom): (f64, f64),
    ) -> Result<(), PlotError> {
        let text = self.x.value_text(value);
        let ink = Ink::Mark(series.hue);
        let pen = Pen::new(Role::Bar, Paint::fill(ink))
            .of(&series.name)
            .datum(&group.name, &text)
            .worth(value);
        panel.rect(&pen, [(0.0, top), (value.low(), bottom)])?;
        let middle = f64::midpoint(top, bottom);
        let mut right = panel.at((end(value), middle));
        if value.is_lower_bound() {
            let pen = Pen::new(Role::Whisker, Paint::stroke(ink, 2.0)).of(&series.name);
            let tip = (right.0 + ARROW - 4.0, right.1);
            frame.path(&pen, &[right, tip])?;
            let wing = |dy: f64| (tip.0 - 5.0, tip.1 + dy);
            frame.path(&pen, &[wing(-4.0), tip, wing(4.0)])?;
            right.0 += ARROW;
        } else if value.value().is_none() {
            let paint = Paint::fill(Ink::Pale(series.hue)).outlined(ink, 1.0);
            let pen = Pen::new(Role::Range, paint).of(&series.name);
            panel.rect(&pen, [(value.low(), top), (value.high(), bottom)])?;
        }
        let words = Pen::new(Role::Value, Paint::fill(Ink::Words(series.hue))).of(&series.name);
        let style = TextStyle::bold(SMALL_SIZE).haloed();
        let at = (right.0 + 5.0, right.1 + SMALL_SIZE * 0.36);
        frame.text(&words, at, &text, style)
    }
}

/// The length of an arrow that says "or more".
const ARROW: f64 = 18.0;

/// The end of the bar with what is uncertain of it.
fn end(value: &Quantity) -> f64 {
    if value.is_lower_bound() {
        value.low()
    } else {
        value.high().max(0.0)
    }
}

fn missing(
    frame: &Frame,
    panel: &Panel,
    series: &BarSeries,
    reason: &str,
    middle: f64,
) -> Result<(), PlotError> {
    let (x, y) = panel.at((0.0, middle));
    let pen = Pen::new(Role::Missing, Paint::fill(Ink::Words(series.hue))).of(&series.name);
    let style = TextStyle::regular(SMALL_SIZE).haloed();
    frame.text(&pen, (x + 5.0, y + SMALL_SIZE * 0.36), reason, style)
}
