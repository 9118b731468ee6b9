//! Charts of declared figures, one kind a file.

mod bars;
mod cells;
mod ends;
mod facets;
mod histogram;
mod line;
mod points;
mod rows;

use std::ops::Range;

use highwater_facts::Quantity;
use highwater_plot::chart::{Noun, Reference};
use highwater_plot::{Account, Chart, Frame, Hue, Measure, PlotError};

use crate::fault::Fault;
use crate::hues::Hues;
use crate::lines::{Holds, Lines};
use crate::mark::Mark;
use crate::measure::{Start, measure, plural, spoken};
use crate::spec::{Channel, FigureSpec, Note, Sort};

/// Any chart.
pub(crate) struct Drawn(Box<dyn Chart>);

impl Drawn {
    fn new(chart: impl Chart + 'static) -> Self {
        Drawn(Box::new(chart))
    }
}

impl Chart for Drawn {
    fn draw(&self, frame: &mut Frame) -> Result<(), PlotError> {
        self.0.draw(frame)
    }

    fn describe(&self) -> String {
        self.0.describe()
    }

    fn account(&self) -> Account {
        self.0.account()
    }
}

/// What a chart is made of: the declaration, the lines of the query, the hues of names.
pub(crate) struct Plot<'a> {
    pub(crate) spec: &'a FigureSpec,
    pub(crate) lines: Lines<'a>,
    pub(crate) hues: &'a mut Hues,
}

/// Makes the chart of a declaration.
pub(crate) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    for channel in plot.spec.channels() {
        plot.lines.check(channel)?;
    }
    if plot.lines.rows().is_empty() {
        let message = format!("the query `{}` answers no line to draw", plot.lines.query);
        let help = "mend the condition behind `where`, or the query";
        return Err(Fault::new(message, plot.spec.query.span(), help));
    }
    match plot.spec.mark {
        Mark::Line => line::chart(plot),
        Mark::Bar => bars::chart(plot),
        Mark::Point => points::chart(plot),
        Mark::Dot => rows::chart(plot),
        Mark::Dumbbell | Mark::Slope => ends::chart(plot),
        Mark::Histogram => histogram::chart(plot),
        Mark::Cell => cells::chart(plot),
    }
}

/// The names of rows and their numbers, and which axis the names stand on.
struct Named<'a> {
    names: &'a Channel,
    values: &'a Channel,
    names_are_x: bool,
}

impl<'a> Plot<'a> {
    /// Returns a channel that the mark needs.
    fn need(&self, name: &str, channel: Option<&'a Channel>) -> Result<&'a Channel, Fault> {
        channel.ok_or_else(|| {
            let what = self.spec.mark.words().to_lowercase();
            Fault::new(
                format!("a {what} needs `{name}`"),
                self.spec.place.clone(),
                format!("add a line `{name} = \"COLUMN\"`"),
            )
        })
    }

    fn x(&self) -> Result<&'a Channel, Fault> {
        self.need("x", self.spec.x.as_ref())
    }

    fn y(&self) -> Result<&'a Channel, Fault> {
        self.need("y", self.spec.y.as_ref())
    }

    /// Refuses channels that the mark does not show.
    fn refuse(&self, others: &[(&str, Option<&Channel>)], instead: &str) -> Result<(), Fault> {
        let given = others
            .iter()
            .find_map(|(name, channel)| Some((name, (*channel)?)));
        match given {
            None => Ok(()),
            Some((name, channel)) => {
                let what = self.spec.mark.words().to_lowercase();
                let message = format!("a {what} does not show `{name}`");
                Err(Fault::new(message, channel.column.span(), instead))
            }
        }
    }

    /// Returns which of the axes holds names, and which their numbers.
    fn named(&self) -> Result<Named<'a>, Fault> {
        let (x, y) = (self.x()?, self.y()?);
        let names_are_x =
            self.lines.holds(y) == Holds::Numbers || self.lines.holds(x) != Holds::Numbers;
        let (names, values) = if names_are_x { (x, y) } else { (y, x) };
        Ok(Named {
            names,
            values,
            names_are_x,
        })
    }

    fn measure(&self, channel: &Channel, numbers: &[Option<Quantity>], start: Start) -> Measure {
        let known: Vec<Quantity> = numbers.iter().flatten().copied().collect();
        measure(channel, self.lines.unit(channel), &known, start)
    }

    /// Returns the names that stand for series, line by line; all the same without a channel.
    fn series(&self, channel: Option<&Channel>, otherwise: &str) -> Result<Vec<String>, Fault> {
        match channel {
            Some(channel) => self.lines.names(channel),
            None => Ok(vec![otherwise.to_owned(); self.lines.rows().len()]),
        }
    }

    /// Returns a hue for each name.
    fn hues(&mut self, names: &[String], ranked: &[String]) -> Vec<Hue> {
        match names {
            [_] => vec![Hue::Blue],
            _ => {
                let highlight = self.highlight();
                self.hues.of(names, &highlight, ranked)
            }
        }
    }

    fn highlight(&self) -> Vec<&'a str> {
        let spec = self.spec;
        spec.highlight
            .iter()
            .map(|name| name.get_ref().as_str())
            .collect()
    }

    /// That all that is highlighted is there.
    fn check_highlight(&self, known: &[String]) -> Result<(), Fault> {
        let is_known = |name: &str| known.iter().any(|known| known == name);
        let mut names = self.spec.highlight.iter();
        match names.find(|name| !is_known(name.get_ref())) {
            None => Ok(()),
            Some(name) => {
                let message = format!("`highlight` names `{}`, which is not drawn", name.get_ref());
                let known = known.iter().map(String::as_str);
                Err(Fault::unknown(message, name.span(), name.get_ref(), known))
            }
        }
    }

    /// Returns what a point is called: the column of its name.
    fn noun(&self) -> Noun {
        let label = self
            .spec
            .label
            .as_ref()
            .map(|label| spoken(label.column.get_ref()));
        match label.filter(|label| label.chars().all(|c| c.is_alphabetic() || c == ' ')) {
            Some(label) => Noun::new(&label.to_lowercase(), &plural(&label.to_lowercase())),
            None => Noun::new("row", "rows"),
        }
    }

    /// Returns the remark below the name of a row: a word of `annotate`, or what the column of remarks says.
    fn detail(&self, names: &[String], name: &str) -> Result<String, Fault> {
        if let Some((note, _)) = self.notes().find(|(_, at)| *at == name) {
            return Ok(note.text.clone());
        }
        let Some(detail) = &self.spec.detail else {
            return Ok(String::new());
        };
        let details = self.lines.names(detail)?;
        let at = names.iter().position(|known| known == name);
        Ok(at
            .and_then(|at| details.get(at).cloned())
            .unwrap_or_default())
    }

    /// Returns the lines across that the figure is annotated with.
    fn references(&self) -> Vec<Reference> {
        let across = self.spec.notes.iter().filter(|note| note.x.is_none());
        across
            .filter_map(|note| Some(Reference::new(note.text.as_str(), note.y?)))
            .collect()
    }

    /// Returns the words at a place of the axis of names or dates.
    fn notes(&self) -> impl Iterator<Item = (&'a Note, &'a str)> {
        let notes = self.spec.notes.iter();
        notes.filter_map(|note| Some((note, note.x.as_ref()?.get_ref().as_str())))
    }

    /// That each word at a name stands at one that is drawn.
    fn check_notes(&self, names: &[String]) -> Result<(), Fault> {
        let is_drawn = |at: &str| names.iter().any(|name| name == at);
        match self.notes().find(|(_, at)| !is_drawn(at)) {
            None => Ok(()),
            Some((note, at)) => Err(self.nowhere(&note.place, at)),
        }
    }

    /// Returns the fault of an annotation whose place is not drawn.
    fn nowhere(&self, place: &Range<usize>, at: &str) -> Fault {
        Fault::new(
            format!("nothing is drawn at `{at}`, where a word of `annotate` stands"),
            place.clone(),
            "name a place that the query has a line for",
        )
    }
}

impl FigureSpec {
    pub(crate) fn channels(&self) -> impl Iterator<Item = &Channel> {
        let all = [
            &self.x,
            &self.y,
            &self.color,
            &self.facet,
            &self.size,
            &self.label,
            &self.detail,
        ];
        all.into_iter().flatten()
    }
}

/// Returns names, each once, in the order in which they come.
fn distinct(names: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if !found.contains(name) {
            found.push(name.clone());
        }
    }
    found
}

/// Sorts rows that have a name and a number as the declaration says; `usual` is what holds if it says
/// nothing.
fn sort<T>(
    rows: &mut [T],
    sort: Option<&Sort>,
    names_are_x: bool,
    usual: &Sort,
    name: impl Fn(&T) -> &str,
    number: impl Fn(&T) -> f64,
) {
    let by_number = |rows: &mut [T], falls: bool| {
        rows.sort_by(|a, b| {
            let order = number(a).total_cmp(&number(b));
            if falls { order.reverse() } else { order }
        });
    };
    match sort.unwrap_or(usual) {
        Sort::Query => {}
        Sort::Value { falls } => by_number(rows, *falls),
        Sort::Axis { is_x, falls } if *is_x != names_are_x => by_number(rows, *falls),
        Sort::Axis { falls, .. } => rows.sort_by(|a, b| {
            let (a, b) = (name(a), name(b));
            let order = match (a.parse::<f64>(), b.parse::<f64>()) {
                (Ok(a), Ok(b)) => a.total_cmp(&b),
                _ => a.cmp(b),
            };
            if *falls { order.reverse() } else { order }
        }),
        Sort::Named(names) => rows.sort_by_key(|row| {
            let at = names.iter().position(|known| known == name(row));
            at.unwrap_or(names.len())
        }),
    }
}
