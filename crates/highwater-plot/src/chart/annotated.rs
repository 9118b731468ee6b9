//! Words and shaded parts over any chart: what a reader should see in it.

use crate::account::Account;
use crate::bounds::Bounds;
use crate::chart::Chart;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::mark::Shape;
use crate::paint::{Hue, Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::place;
use crate::position::Position;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

/// A chart with words and shaded parts over it.
///
/// They stand in the chart's first panel, and texts find a place where they cover nothing. One to three
/// are read; more are not.
///
/// # Example
///
/// ```
/// use highwater_facts::Unit;
/// use highwater_plot::chart::{Annotated, Annotation, Noun, Scatter, ScatterPoint, ScatterSeries};
/// use highwater_plot::{Figure, Hue, Measure, Words};
///
/// let rain = [(1.0, 12.0), (2.0, 19.0), (3.0, 55.0), (4.0, 60.0)];
/// let points = rain.map(|(week, mm)| ScatterPoint::new(format!("Week {week}"), week, mm));
/// let series = ScatterSeries::new("Rain", Hue::Blue, points);
/// let x = Measure::new("Week", Unit::Of("weeks"));
/// let y = Measure::new("Rain in mm", Unit::Of("mm"));
/// let chart = Scatter::new(y, Noun::new("week", "weeks"), [series]).x(x);
/// let chart = Annotated::new(
///     chart,
///     [
///         Annotation::period(2.0, 3.0, "Storm season"),
///         Annotation::note(3.0, 55.0, "The dam broke"),
///     ],
/// );
/// let figure = Figure::new("rain", Words::titled("It rained more in the third week"), chart);
/// let svg = figure.svg()?;
/// assert!(svg.contains("The dam broke") && svg.contains("Storm season"));
/// # Ok::<(), highwater_plot::PlotError>(())
/// ```
pub struct Annotated {
    /// The chart.
    pub chart: Box<dyn Chart>,
    /// What is said in it.
    pub annotations: Vec<Annotation>,
}

/// Something that is said in a chart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Annotation {
    /// A text with an arrow to a point.
    Note {
        /// Where the point lies along the horizontal axis, and up the vertical one.
        at: (Position, f64),
        /// What is said of it.
        text: String,
    },
    /// A shaded part of the horizontal axis, such as a period.
    Period {
        /// Where it starts.
        from: Position,
        /// Where it ends.
        to: Position,
        /// Its name, at its upper end.
        name: String,
    },
    /// A shaded part of the vertical axis, such as a range of reference.
    Range {
        /// Its lower end.
        from: f64,
        /// Its upper end.
        to: f64,
        /// Its name, within it.
        name: String,
    },
}

impl Annotation {
    /// Returns a text with an arrow to a point.
    #[must_use]
    pub fn note(x: impl Into<Position>, y: f64, text: impl Into<String>) -> Self {
        Annotation::Note {
            at: (x.into(), y),
            text: text.into(),
        }
    }

    /// Returns a shaded part of the horizontal axis.
    #[must_use]
    pub fn period(
        from: impl Into<Position>,
        to: impl Into<Position>,
        name: impl Into<String>,
    ) -> Self {
        Annotation::Period {
            from: from.into(),
            to: to.into(),
            name: name.into(),
        }
    }

    /// Returns a shaded part of the vertical axis.
    #[must_use]
    pub fn range(from: f64, to: f64, name: impl Into<String>) -> Self {
        Annotation::Range {
            from,
            to,
            name: name.into(),
        }
    }
}

impl Annotated {
    /// Returns a chart with what is said in it.
    #[must_use]
    pub fn new(
        chart: impl Chart + 'static,
        annotations: impl IntoIterator<Item = Annotation>,
    ) -> Self {
        Annotated {
            chart: Box::new(chart),
            annotations: annotations.into_iter().collect(),
        }
    }
}

impl Chart for Annotated {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        let start = frame.marks().len();
        self.chart.draw(frame)?;
        let Some(panel) = frame.panel_again(0) else {
            return Ok(());
        };
        for annotation in &self.annotations {
            annotation.admit(&panel)?;
        }
        let end = frame.marks().len();
        for annotation in &self.annotations {
            annotation.shade(&panel)?;
        }
        frame.move_behind(end, start);
        let within = Bounds {
            left: frame.left(),
            right: frame.right(),
            ..panel.bounds
        };
        for annotation in &self.annotations {
            let label = annotation.label(&panel, &frame.fonts());
            let before = frame.marks().len();
            place(frame, &within, std::slice::from_ref(&label))?;
            if matches!(annotation, Annotation::Note { .. }) {
                head(frame, before, label.at)?;
            }
        }
        Ok(())
    }

    fn describe(&self) -> String {
        let said = self.annotations.iter().map(Annotation::sentence);
        let parts = std::iter::once(self.chart.describe()).chain(said);
        parts.collect::<Vec<_>>().join(" ")
    }

    fn account(&self) -> Account {
        self.chart.account()
    }
}

/// The length of the head of an arrow, and half of its width, in pixels.
const HEAD: (f64, f64) = (6.0, 3.0);

/// Draws the head of the arrow whose line was drawn as one of the marks from number `since` on.
fn head(frame: &Frame, since: usize, at: (f64, f64)) -> Result<(), PlotError> {
    let marks = frame.marks();
    let mut lines = marks
        .iter()
        .skip(since)
        .filter_map(|mark| match &mark.shape {
            Shape::Polyline(points) if mark.pen.role == Role::Leader => {
                points.first().zip(points.last())
            }
            _ => None,
        });
    let Some((&from, &to)) = lines.next() else {
        // The text stands right at its point.
        return Ok(());
    };
    let far = |p: (f64, f64)| libm::hypot(p.0 - at.0, p.1 - at.1);
    let (from, to) = if far(from) > far(to) {
        (from, to)
    } else {
        (to, from)
    };
    let length = libm::hypot(to.0 - from.0, to.1 - from.1).max(0.1);
    let (dx, dy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    let foot = (to.0 - dx * HEAD.0, to.1 - dy * HEAD.0);
    let corners = [
        to,
        (foot.0 - dy * HEAD.1, foot.1 + dx * HEAD.1),
        (foot.0 + dy * HEAD.1, foot.1 - dx * HEAD.1),
    ];
    frame.polygon(&Pen::new(Role::Leader, Paint::fill(Ink::Muted)), &corners)
}

/// The widest that a text is before it goes on in a second line, in pixels.
const WIDEST: f64 = 170.0;

impl Annotation {
    fn name(&self) -> &str {
        match self {
            Annotation::Note { text, .. } => text,
            Annotation::Period { name, .. } | Annotation::Range { name, .. } => name,
        }
    }

    /// Refuses what lies off the axes.
    fn admit(&self, panel: &Panel) -> Result<(), PlotError> {
        let off = |value: f64, scale: &Scale, axis: &str| {
            // A number that no logarithm has lies off a logarithmic axis.
            let part = scale.fraction(value);
            if (-1e-9..=1.0 + 1e-9).contains(&part) {
                return Ok(());
            }
            Err(PlotError::OffAxis {
                name: self.name().to_owned(),
                axis: axis.to_owned(),
                value,
            })
        };
        let across = |at: Position| off(at.coordinate(), &panel.x, "horizontal axis");
        let up = |value: f64| off(value, &panel.y, "vertical axis");
        match self {
            Annotation::Note { at, .. } => across(at.0).and(up(at.1)),
            Annotation::Period { from, to, .. } => across(*from).and(across(*to)),
            Annotation::Range { from, to, .. } => up(*from).and(up(*to)),
        }
    }

    /// Draws the part of an axis.
    fn shade(&self, panel: &Panel) -> Result<(), PlotError> {
        let pen = Pen::new(Role::Band, Paint::fill(Ink::Pale(Hue::Grey)));
        let corners = match self {
            Annotation::Note { .. } => return Ok(()),
            Annotation::Period { from, to, .. } => [
                (from.coordinate(), panel.y.low),
                (to.coordinate(), panel.y.high),
            ],
            Annotation::Range { from, to, .. } => [(panel.x.low, *from), (panel.x.high, *to)],
        };
        panel.rect(&pen, corners)
    }

    fn label(&self, panel: &Panel, fonts: &Fonts) -> Label {
        use Side::{Above, AboveLeft, AboveRight, Below, BelowLeft, BelowRight, Left, Right};
        let style = TextStyle::regular(SMALL_SIZE).haloed();
        let lines = wrap::filled(self.name(), &style, WIDEST, fonts);
        let (at, ink, sides, reach) = match self {
            Annotation::Note { at: (x, y), .. } => (
                panel.at((x.coordinate(), *y)),
                Ink::Text,
                vec![
                    AboveLeft, AboveRight, Above, Left, Right, BelowLeft, BelowRight, Below,
                ],
                5.0,
            ),
            Annotation::Period { from, to, .. } => {
                let middle = f64::midpoint(
                    panel.at((from.coordinate(), panel.y.low)).0,
                    panel.at((to.coordinate(), panel.y.low)).0,
                );
                ((middle, panel.bounds.top), Ink::Muted, vec![Below], 0.0)
            }
            Annotation::Range { from, to, .. } => {
                let [one, other] = [*from, *to].map(|y| panel.at((panel.x.low, y)));
                let at = (one.0, one.1.min(other.1));
                (at, Ink::Muted, vec![BelowRight, AboveRight], 0.0)
            }
        };
        let label = Label {
            pen: Pen::new(Role::Annotation, Paint::fill(ink)),
            lines: lines.into_iter().map(|line| (line, style)).collect(),
            at,
            reach,
            rise: 0.0,
            sides,
            keep: Keep::Always,
            instead: None,
        };
        match self {
            // An arrow where there is room for one.
            Annotation::Note { .. } => Label {
                keep: Keep::Led,
                instead: Some(Box::new(label.clone())),
                ..label
            },
            _ => label,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Annotation::Note { at, text } => format!("Noted at {}: {text}.", at.0.text()),
            Annotation::Period { from, to, name } => {
                format!("Shaded from {} to {}: {name}.", from.text(), to.text())
            }
            Annotation::Range { name, .. } => format!("Shaded: {name}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use highwater_facts::Unit;

    use super::*;
    use crate::chart::{Noun, Scatter, ScatterPoint, ScatterSeries};
    use crate::{Figure, Measure, Scene, Width, Words, check};

    fn figure(annotations: Vec<Annotation>) -> Figure {
        let rain = [(1.0, 12.0), (2.0, 19.0), (3.0, 55.0), (4.0, 60.0)];
        let points = rain.map(|(week, mm)| ScatterPoint::new(format!("Week {week}"), week, mm));
        let series = ScatterSeries::new("Rain", Hue::Blue, points);
        let x = Measure::new("Week", Unit::Of("weeks"));
        let y = Measure::new("Rain in mm", Unit::Of("mm"));
        let chart = Scatter::new(y, Noun::new("week", "weeks"), [series]).x(x);
        let words = Words::titled("It rained more in the third week than before");
        Figure::new("rain", words, Annotated::new(chart, annotations))
    }

    fn scenes(annotations: &[Annotation]) -> Vec<Scene> {
        let figure = figure(annotations.to_vec());
        let widths = Width::ALL.iter();
        widths
            .map(|width| figure.draw(&figure.words, *width).unwrap())
            .collect()
    }

    fn all() -> [Annotation; 3] {
        [
            Annotation::period(2.0, 3.0, "Storm season"),
            Annotation::range(30.0, 40.0, "What the dam was built for"),
            Annotation::note(3.0, 55.0, "The dam broke"),
        ]
    }

    #[test]
    fn texts_cover_nothing_and_shades_lie_behind_all_marks() {
        for scene in scenes(&all()) {
            let overlaps = check::findings(&scene);
            let overlaps: Vec<_> = overlaps.iter().filter(|found| found.point == 13).collect();
            assert!(overlaps.is_empty(), "{overlaps:?}");
            let at = |role: Role| {
                let marks = scene.marks.iter().enumerate();
                marks
                    .filter(move |(_, mark)| mark.pen.role == role)
                    .map(|(at, _)| at)
            };
            assert_eq!(at(Role::Band).count(), 2);
            assert!(at(Role::Band).max() < at(Role::Point).min());
            // The title was there before the chart, and stays in front.
            assert!(at(Role::Title).max() < at(Role::Band).min());
            for text in ["Storm season", "The dam broke"] {
                assert!(scene.words(Role::Annotation).contains(text), "{text}");
            }
            // A line and its head.
            assert_eq!(at(Role::Leader).count(), 2);
        }
    }

    #[test]
    fn a_shade_covers_what_it_names() {
        for scene in scenes(&all()) {
            let bands: Vec<Bounds> = scene
                .of(Role::Band)
                .map(|mark| mark.shape.bounds())
                .collect();
            let point = |n: usize| scene.of(Role::Point).nth(n).map(|mark| mark.shape.bounds());
            let panel = scene.panels[0];
            let [period, range] = bands[..] else {
                panic!("{bands:?}")
            };
            let is = |one: f64, other: f64| assert!((one - other).abs() < 0.1, "{one} {other}");
            is(period.top, panel.top);
            is(period.bottom, panel.bottom);
            is(range.left, panel.left);
            is(range.right, panel.right);
            let (second, third) = (point(1).unwrap(), point(2).unwrap());
            let xs = [second.middle().0, third.middle().0];
            let ends = [period.left, period.right];
            assert!(
                xs.iter().zip(ends).all(|(x, end)| (x - end).abs() < 0.2),
                "{xs:?} {ends:?}"
            );
        }
    }

    #[test]
    fn what_lies_off_an_axis_is_refused() {
        for (annotation, axis) in [
            (Annotation::note(3.0, 5500.0, "A"), "vertical axis"),
            (Annotation::note(30.0, 20.0, "A"), "horizontal axis"),
            (Annotation::note(3.0, f64::NAN, "A"), "vertical axis"),
            (
                Annotation::period(Position::Year(2020), Position::Year(2021), "A"),
                "horizontal axis",
            ),
        ] {
            let figure = figure(vec![annotation]);
            let error = figure.draw(&figure.words, Width::Wide).unwrap_err();
            assert!(error.to_string().contains(axis), "{error}");
        }
    }

    #[test]
    fn what_is_said_is_heard_too() {
        let described = figure(all().to_vec()).chart.describe();
        assert!(
            described.contains("Noted at 3: The dam broke."),
            "{described}"
        );
        assert!(described.contains("Shaded from 2 to 3: Storm season."));
    }
}
