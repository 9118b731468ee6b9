//! Lines over dates or numbers.

use highwater_facts::Quantity;
use highwater_plot::chart::{
    Bridging, Expected, Gaps as Missing, LinePoint, LineSeries, LineShape, Lines, RibbonPoint,
};
use highwater_plot::{Hue, Position};

use super::{Drawn, Plot, distinct, facets};
use crate::fault::Fault;
use crate::lines::date;
use crate::measure::{Start, capital, spoken};
use crate::spec::{Curve, Gaps};

/// A point of a line, before lines are made.
struct At {
    series: String,
    at: Position,
    value: Quantity,
    reach: Option<Quantity>,
    /// What is said at it; empty for nothing.
    name: String,
    /// Whether its number is written.
    written: bool,
}

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    if plot.spec.facet.is_some() {
        return facets::chart(plot, true);
    }
    plot.refuse(
        &[("size", plot.spec.size.as_ref())],
        "use `mark = \"point\"` for sizes",
    )?;
    let (x, y) = (plot.x()?, plot.y()?);
    let values = plot.lines.quantities(y)?;
    let points = points(plot)?;
    let all: Vec<String> = points.iter().map(|point| point.series.clone()).collect();
    let names = distinct(&all);
    plot.check_highlight(&names)?;
    let hues = plot.hues(&names, &by_last(&names, &points));
    let mut series: Vec<LineSeries> = Vec::new();
    for (name, hue) in names.iter().zip(hues) {
        series.push(one(plot, name, hue, &points)?);
    }
    annotate(plot, &mut series)?;
    // Context lies behind what is spoken of.
    series.sort_by_key(|series| series.hue != Hue::Grey);
    let is_number = points.iter().any(|point| !point.at.is_date());
    let measure = plot.measure(y, &values, Start::Free);
    let across = match is_number {
        true => Some(plot.measure(x, &plot.lines.quantities(x)?, Start::Free)),
        false => None,
    };
    let lines = Lines::new(measure, series)
        .x(across)
        .references(plot.references());
    Ok(Drawn::new(lines))
}

/// Returns the points with a number, by series and place.
fn points(plot: &Plot<'_>) -> Result<Vec<At>, Fault> {
    let (x, y) = (plot.x()?, plot.y()?);
    let at = plot.lines.positions(x)?;
    let values = plot.lines.quantities(y)?;
    let reaches = plot.lines.intervals(y);
    let otherwise = capital(&spoken(y.column.get_ref()));
    let series = plot.series(plot.spec.color.as_ref(), &otherwise)?;
    // A label that is the number itself writes it; any other is a remark.
    let label = plot.spec.label.as_ref();
    let written = label.is_some_and(|label| label.column.get_ref() == y.column.get_ref());
    let remarks = match label.filter(|_| !written) {
        Some(label) => Some(plot.lines.names(label)?),
        None => None,
    };
    let mut points = Vec::new();
    for (i, name) in series.into_iter().enumerate() {
        let (Some(at), Some(value)) = (at[i], values[i]) else {
            continue;
        };
        let reach = reaches.as_ref().and_then(|reaches| reaches[i]);
        let reach = reach.and_then(|(low, high)| Quantity::range(low, high, value.unit()).ok());
        points.push(At {
            series: name,
            at,
            value,
            reach,
            name: remarks
                .as_ref()
                .map(|remarks| remarks[i].clone())
                .unwrap_or_default(),
            written,
        });
    }
    Ok(points)
}

/// Returns the names of series by their last number, the highest first.
fn by_last(names: &[String], points: &[At]) -> Vec<String> {
    let last = |name: &String| {
        let own = points.iter().filter(|point| point.series == *name);
        let last = own.max_by(|a, b| a.at.coordinate().total_cmp(&b.at.coordinate()));
        last.map_or(f64::NEG_INFINITY, |point| point.value.middle())
    };
    let mut ranked = names.to_vec();
    ranked.sort_by(|a, b| last(b).total_cmp(&last(a)));
    ranked
}

fn one(plot: &Plot<'_>, name: &str, hue: Hue, points: &[At]) -> Result<LineSeries, Fault> {
    let mut own: Vec<&At> = points.iter().filter(|point| point.series == name).collect();
    own.sort_by(|a, b| a.at.coordinate().total_cmp(&b.at.coordinate()));
    let twice = own.windows(2).find(|pair| pair[0].at == pair[1].at);
    if let Some(pair) = twice {
        let at = pair[0].at.text();
        let (message, help) = match &plot.spec.color {
            None => (
                format!("the query `{}` has two lines for {at}", plot.lines.query),
                "name the column that tells them apart: `color = \"COLUMN\"`",
            ),
            Some(_) => (
                format!(
                    "the query `{}` has two lines for {name} and {at}",
                    plot.lines.query
                ),
                "group the query, or filter it with `where`",
            ),
        };
        return Err(Fault::new(message, plot.spec.query.span(), help));
    }
    let line = own.iter().map(|point| {
        LinePoint::new(point.at, point.value)
            .name(point.name.as_str())
            .written(point.written)
    });
    let ribbon = own
        .iter()
        .filter_map(|point| Some(RibbonPoint::new(point.at, point.reach?)));
    let gaps = match plot.spec.gaps {
        None => Missing::default(),
        Some(Gaps::Bridge) => Missing::default().drawn(Bridging::Bridge),
        Some(Gaps::Show) => Missing::default().drawn(Bridging::Show),
        Some(Gaps::None) => Missing::default().expected(Expected::Irregular),
    };
    let ribbon: Vec<RibbonPoint> = ribbon.collect();
    let band = match ribbon.is_empty() {
        true => "",
        false if plot.spec.band.is_empty() => "range",
        false => &plot.spec.band,
    };
    let shape = match plot.spec.curve {
        Some(Curve::Steps) => LineShape::Steps,
        Some(Curve::Straight) | None => LineShape::Straight,
    };
    Ok(LineSeries::new(name, hue, line)
        .shape(shape)
        .gaps(gaps)
        .ribbon_name(band)
        .ribbon(ribbon))
}

/// Writes the words of annotations at their points.
fn annotate(plot: &Plot<'_>, series: &mut [LineSeries]) -> Result<(), Fault> {
    for (note, at) in plot.notes() {
        let place = date(at).or_else(|| Some(Position::Number(at.parse().ok()?)));
        let spoken: Vec<&str> = match &note.color {
            Some(name) => vec![name],
            None => plot.highlight(),
        };
        let is_meant =
            |series: &&mut LineSeries| spoken.is_empty() || spoken.contains(&series.name.as_str());
        let mut points = series
            .iter_mut()
            .filter(is_meant)
            .flat_map(|series| &mut series.points);
        let is_there = |point: &&mut LinePoint| {
            place.is_some_and(|place| place.coordinate() == point.at.coordinate())
        };
        let Some(point) = points.find(is_there) else {
            return Err(plot.nowhere(&note.place, at));
        };
        point.name.clone_from(&note.text);
        point.written = true;
    }
    Ok(())
}
