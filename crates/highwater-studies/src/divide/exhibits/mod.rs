//! The figures and tables of the study. A new one is a file and a line in [`add`].

mod bertology;
mod compute;
mod curve;
mod engineering;
mod leave_out;
mod notability;
mod predicted;
mod regressions;
mod release;
mod shares;
mod supplement;
mod tasks;
mod terms;
mod tests_made;
mod yearly;

use std::sync::Arc;

use highwater_facts::{Format, RowSet, Unit};
use highwater_plot::chart::Noun;
use highwater_plot::{Extent, Hue, Measure};
use highwater_study::{self as study};

use super::code_release::Release;
use super::multiple_testing::Tests;
use super::supplement::Supplement;
use super::text::engineering::Group;
use super::text::lists::Lists;
use super::{Results, SNAPSHOT};
use crate::charts::{or_absent, position};

/// Returns all figures and tables.
pub(super) fn all(
    results: &Results<'_>,
    supplement: &Supplement,
    lists: &Lists,
    tests: &Tests,
) -> study::Results {
    let mut exhibits = study::Results::default();
    exhibits.add_figure(compute::figure(results));
    exhibits.add_figure(shares::figure(results));
    exhibits.add_figure(release::figure(results, supplement));
    exhibits.add_figure(predicted::figure(results));
    exhibits.add_figure(terms::figure(results));
    exhibits.add_figure(tasks::figure(results));
    exhibits.add_figure(leave_out::figure(results, lists));
    exhibits.add_figure(engineering::figure(results));
    exhibits.add_figure(bertology::figure(results));
    if let Some(multiverse) = &results.multiverse {
        exhibits.append(curve::curve(multiverse).results());
    }
    exhibits.tables.push(supplement::table(supplement));
    exhibits.tables.push(notability::table(results));
    exhibits
        .tables
        .extend(regressions::tables(results, supplement));
    exhibits.tables.push(tests_made::table(tests));
    rest_figures(results, &mut exhibits);
    exhibits
}

/// Says which rows the figures show.
fn rest_figures(results: &Results<'_>, exhibits: &mut study::Results) {
    let records = results.records;
    exhibits.rest_figures(&["divide-compute"], &[results.compute.row_set(records)]);
    let placed = results.shares.of_all_years(records);
    exhibits.rest_figures(&["divide-academia-share"], &[placed]);
    if let Some(releases) = &results.releases {
        let of = |windows: &[Release]| -> Vec<Arc<RowSet>> {
            windows
                .iter()
                .map(|window| window.row_set(records))
                .collect()
        };
        exhibits.rest_figures(&["divide-release-odds"], &of(&releases.rolling));
        exhibits.rest_figures(&["divide-release-predicted"], &of(&releases.fixed));
    }
    if let Some(texts) = &results.texts {
        exhibits.rest_figures(&["divide-terms"], &[texts.with_sector()]);
        let of_topics = ["divide-tasks", "divide-leave-out"];
        exhibits.rest_figures(&of_topics, &[texts.of_topics()]);
        let on_language = texts.of_group(Group::Language);
        exhibits.rest_figures(&["divide-engineering"], &[on_language]);
        exhibits.rest_figures(&["divide-bertology"], &[texts.of_bert_years()]);
    }
}

/// Industry, alone or with academia.
const INDUSTRY: Hue = Hue::Orange;
/// Academia alone.
const ACADEMIA: Hue = Hue::Blue;
/// Names of the two.
const WITH_INDUSTRY: &str = "With industry";
const ACADEMIA_ALONE: &str = "Academia alone";

/// The confidence of all intervals.
const LEVEL: f64 = 0.95;
/// What they are called.
const LEVEL_NAME: &str = "95% CI";

fn models() -> Noun {
    Noun::new("model", "models")
}

/// Why there is no chart, or no number.
fn needs_snapshot() -> String {
    format!("this needs the snapshot {SNAPSHOT}")
}

/// Returns a share along an axis, in percent.
fn percent(title: &str, extent: Extent) -> Measure {
    Measure::new(title, Unit::Percent)
        .format(Format::PERCENT.decimals(0))
        .extent(extent)
}

/// The whole of a hundred percent.
const WHOLE: Extent = Extent::Between(0.0, 100.0);

/// The format of shares in tables.
const SHARE: Format = Format::PERCENT.decimals(1);
