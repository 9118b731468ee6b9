//! The figures and tables of the study. A new one is a file and a line in [`add`].

mod comparisons;
mod compute;
mod curve;
mod groups;
mod organizations;
mod powers;
mod thresholds;
mod years;

use std::sync::Arc;

use highwater_facts::{Format, RowSet, Unit};
use highwater_plot::chart::Noun;
use highwater_plot::{Extent, Hue, Measure};
use highwater_study::Results;

use super::as_published::AsPublished;
use super::careful::Careful;
use super::models::Models;
use super::settings::Settings;
use crate::multiverse::Multiverse;
use crate::table_cells::{count, number};

/// All that the figures and tables show.
pub(super) struct Found<'a> {
    pub(super) models: &'a Models,
    pub(super) published: &'a AsPublished,
    pub(super) careful: &'a Careful,
    pub(super) multiverses: &'a [Multiverse],
    pub(super) settings: &'a Settings,
    pub(super) selected: &'a Arc<RowSet>,
}

/// Returns all figures and tables.
pub(super) fn all(found: &Found<'_>) -> Results {
    let mut results = Results::default();
    results.add_figures(compute::figures(found));
    results.add_figure(powers::figure(found));
    results.add_figure(thresholds::figure(found));
    results.add_figures(groups::figures(found));
    results.add_figure(years::figure(found));
    let ids: Vec<String> = results.figure_ids().map(str::to_owned).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    results.rest_figures(&ids, std::slice::from_ref(found.selected));
    for curve in curve::curves(found) {
        results.append(curve.results());
    }
    results.tables.push(organizations::table(found));
    results.tables.push(comparisons::table(found));
    results
}

const FIRST: Hue = Hue::Blue;
const SECOND: Hue = Hue::Orange;

/// Open models, in percent of those that count.
fn open_percent() -> Measure {
    Measure::new("Open models", Unit::Percent)
        .format(Format::PERCENT.decimals(0))
        .extent(Extent::Between(0.0, 100.0))
}

fn organizations() -> Noun {
    Noun::new("organisation", "organisations")
}

fn models() -> Noun {
    Noun::new("model", "models")
}
