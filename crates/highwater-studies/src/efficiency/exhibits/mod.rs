//! The figures and tables of the study. A new one is a file and a line in [`add`].

mod buckets;
mod components;
mod contours;
mod curve;
mod factor;
mod influence;
mod ranking;
mod regressions;
mod sample;
mod scores;
mod validation;
mod variants;

use highwater_facts::{Format, TableCell, Unit};
use highwater_plot::Hue;
use highwater_plot::chart::Noun;
use highwater_study::{self as study};

use super::Results;
use super::benchmark::Cost;
use super::sample::Point;
pub(super) use crate::charts::{or_absent, position};
use crate::table_cells::number;

/// Returns all figures and tables.
pub(super) fn all(results: &Results<'_>) -> study::Results {
    let mut exhibits = study::Results::default();
    exhibits.add_figures(scores::figures(results));
    exhibits.add_figures(contours::figures(results));
    exhibits.add_figure(factor::figure(results));
    exhibits.add_figure(buckets::figure(results));
    exhibits.add_figures(components::figures(results));
    exhibits.add_figure(influence::figure(results));
    exhibits.add_figure(ranking::figure(results));
    exhibits.append(curve::curve(results).results());
    exhibits.tables.extend(regressions::tables(results));
    exhibits.tables.push(sample::table(results));
    exhibits.tables.push(buckets::years(results));
    exhibits.tables.push(validation::table(results));
    exhibits.tables.push(variants::table(results));
    let systems = results.systems;
    for cost in Cost::ALL {
        let figure = format!("efficiency-score-{}", cost.segment());
        let sets = results.overview.row_sets(systems, cost);
        exhibits.rest_figures(&[&figure], &sets);
    }
    let fitted = [
        "efficiency-predicted-accuracy",
        "efficiency-predicted-year",
        "efficiency-factor",
        "efficiency-influence",
    ];
    exhibits.rest_figures(&fitted, &[results.sample.regression_row_set(systems)]);
    let of_sample = ["efficiency-buckets", "efficiency-price-performance"];
    exhibits.rest_figures(&of_sample, &[results.sample.row_set(systems)]);
    let of_components = ["efficiency-principal-axes", "efficiency-component-scores"];
    exhibits.rest_figures(&of_components, &[results.components.row_set(systems)]);
    exhibits
}

const FIRST: Hue = Hue::Blue;
const SECOND: Hue = Hue::Orange;

/// A ratio of costs.
const TIMES: Unit = Unit::Ratio;

fn models() -> Noun {
    Noun::new("model", "models")
}

/// The title of an axis of a cost.
fn cost_title(cost: Cost) -> &'static str {
    match cost {
        Cost::Compute => "Training compute, FLOP",
        Cost::Parameters => "Active parameters",
    }
}

/// Why there is no chart.
const NO_MODEL: &str = "no model is left";

/// Returns the cells of a model: its name, its release, what it costs, its score.
fn model_cells(results: &Results<'_>, point: &Point, cost: Cost) -> [TableCell; 4] {
    let system = &results.systems.rows[point.system];
    let released = system.date.map(|date| date.to_string());
    [
        TableCell::text(system.name.to_string()),
        TableCell::text(released.unwrap_or_else(|| "–".to_owned())),
        number(
            Some(libm::pow(10.0, point.log_cost)),
            Format::SI,
            cost.unit(),
        ),
        number(
            Some(100.0 * point.score),
            Format::PERCENT.decimals(1),
            Unit::Percent,
        ),
    ]
}
