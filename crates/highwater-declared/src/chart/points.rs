//! Points in a plane.

use highwater_plot::chart::{Noun, Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Hue, Measure};

use super::{Drawn, Plot, distinct, facets};
use crate::fault::Fault;
use crate::measure::{Start, capital, plural, spoken};
use crate::spec::Channel;

/// Points up to this number are all named if there is a column of names.
const MOST_NAMED: usize = 15;

/// A point with what it belongs to.
pub(super) struct Placed {
    pub(super) series: String,
    pub(super) facet: String,
    pub(super) point: ScatterPoint,
}

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    if plot.spec.facet.is_some() {
        return facets::chart(plot, false);
    }
    let points = placed(plot)?;
    let all: Vec<String> = points.iter().map(|placed| placed.series.clone()).collect();
    let series = series(plot, &distinct(&all), &points, |_| true);
    let (x, y) = axes(plot)?;
    let size = plot.spec.size.as_ref().map(|size| {
        let name = spoken(size.column.get_ref()).to_lowercase();
        match plot.lines.unit(size) {
            highwater_facts::Unit::Of(things) => Noun::new(things, things),
            _ => Noun::new(&name, &plural(&name)),
        }
    });
    let scatter = Scatter::new(y, plot.noun(), series)
        .x(x)
        .size(size)
        .references(plot.references());
    Ok(Drawn::new(scatter))
}

/// Returns what the axes measure; no measure for dates.
pub(super) fn axes(plot: &Plot<'_>) -> Result<(Option<Measure>, Measure), Fault> {
    let (x, y) = (plot.x()?, plot.y()?);
    let is_date = plot
        .lines
        .positions(x)?
        .iter()
        .flatten()
        .any(|at| at.is_date());
    let across = match is_date {
        true => None,
        false => Some(plot.measure(x, &plot.lines.quantities(x)?, Start::Free)),
    };
    Ok((
        across,
        plot.measure(y, &plot.lines.quantities(y)?, Start::Free),
    ))
}

/// Returns all points that have both numbers.
pub(super) fn placed(plot: &Plot<'_>) -> Result<Vec<Placed>, Fault> {
    let spec = plot.spec;
    let (x, y) = (plot.x()?, plot.y()?);
    let at = plot.lines.positions(x)?;
    let values = plot.lines.quantities(y)?;
    let one = capital(&plural(&plot.noun().one));
    let series = plot.series(spec.color.as_ref(), &one)?;
    let facets = plot.series(spec.facet.as_ref(), "")?;
    let label = spec.label.as_ref().or(spec.color.as_ref());
    let names = plot.series(label, "")?;
    let sizes = spec
        .size
        .as_ref()
        .map(|size| plot.lines.quantities(size))
        .transpose()?;
    let known: Vec<String> = names.iter().chain(&series).cloned().collect();
    plot.check_highlight(&distinct(&known))?;
    let highlight = plot.highlight();
    let names_all = spec.label.is_some() && highlight.is_empty() && names.len() <= MOST_NAMED;
    let mut placed = Vec::new();
    for (i, name) in names.into_iter().enumerate() {
        let (Some(at), Some(value)) = (at[i], values[i]) else {
            continue;
        };
        let is_named = spec.label.is_some() && (names_all || highlight.contains(&name.as_str()));
        let note = spec
            .notes
            .iter()
            .find(|note| note.x.as_ref().is_some_and(|x| *x.get_ref() == name));
        let size = sizes
            .as_ref()
            .map_or(Some(1.0), |sizes| sizes[i].map(|n| n.middle()));
        let Some(size) = size else { continue };
        let name = note.map_or(name, |note| note.text.clone());
        placed.push(Placed {
            series: series[i].clone(),
            facet: facets[i].clone(),
            point: ScatterPoint::new(name, at, value)
                .size(size)
                .labelled(is_named || note.is_some()),
        });
    }
    Ok(placed)
}

/// Returns the series of the points that are meant, in the order of the names.
pub(super) fn series(
    plot: &mut Plot<'_>,
    names: &[String],
    points: &[Placed],
    is_meant: impl Fn(&Placed) -> bool,
) -> Vec<ScatterSeries> {
    let highlight = plot.highlight();
    let speaks_of_series = names.iter().any(|name| highlight.contains(&name.as_str()));
    let hues = match (names, speaks_of_series) {
        ([_], _) => vec![Hue::Blue],
        (_, true) => plot.hues(names, names),
        (_, false) => plot.hues.of(names, &[], names),
    };
    let series = names.iter().zip(hues).map(|(name, hue)| {
        let own = points
            .iter()
            .filter(|placed| placed.series == *name && is_meant(placed));
        let own = own.map(|placed| placed.point.clone());
        ScatterSeries::new(name, hue, own).faint(hue == Hue::Grey)
    });
    let mut series: Vec<ScatterSeries> = series.collect();
    series.sort_by_key(|series| series.hue != Hue::Grey);
    series
}

/// Returns the column of a channel in words, with a capital.
pub(super) fn title(channel: &Channel) -> String {
    channel
        .title
        .clone()
        .unwrap_or_else(|| capital(&spoken(channel.column.get_ref())))
}
