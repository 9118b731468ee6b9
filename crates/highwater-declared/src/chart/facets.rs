//! Small multiples: points, or lines through them, in several planes with the same axes.

use highwater_plot::chart::{FitLine, ScatterFacet, ScatterFacets, ScatterSeries};

use super::points::{axes, placed, series, title};
use super::{Drawn, Plot, distinct};
use crate::fault::Fault;
use crate::spec::Sort;

pub(super) fn chart(plot: &mut Plot<'_>, is_line: bool) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    plot.refuse(
        &[("size", spec.size.as_ref())],
        "leave out `facet` or `size`",
    )?;
    let points = placed(plot)?;
    let of = |name: fn(&super::points::Placed) -> &String| {
        let all: Vec<String> = points.iter().map(|placed| name(placed).clone()).collect();
        distinct(&all)
    };
    let (names, mut titles) = (of(|p| &p.series), of(|p| &p.facet));
    if let Some(Sort::Named(order)) = &spec.sort {
        titles.sort_by_key(|title| order.iter().position(|n| n == title).unwrap_or(order.len()));
    }
    let references = plot.references();
    let mut facets = Vec::new();
    for facet in titles {
        let own = series(plot, &names, &points, |placed| placed.facet == facet);
        let fits: Vec<FitLine> = match is_line {
            true => own
                .iter()
                .filter_map(|series| through(plot, series))
                .collect(),
            false => Vec::new(),
        };
        facets.push(
            ScatterFacet::new(facet, own)
                .fits(fits)
                .references(references.clone()),
        );
    }
    let (x, y) = axes(plot)?;
    Ok(Drawn::new(ScatterFacets::new(y, plot.noun(), facets).x(x)))
}

/// Returns the line through the points of a series; `None` of a single point.
fn through(plot: &Plot<'_>, series: &ScatterSeries) -> Option<FitLine> {
    let mut points: Vec<_> = series
        .points
        .iter()
        .map(|point| (point.at, point.value.middle()))
        .collect();
    points.sort_by(|a, b| a.0.coordinate().total_cmp(&b.0.coordinate()));
    let name = match plot.spec.color {
        Some(_) => series.name.clone(),
        None => title(plot.spec.y.as_ref()?),
    };
    (points.len() > 1).then(|| FitLine::new(name, series.hue, points))
}
