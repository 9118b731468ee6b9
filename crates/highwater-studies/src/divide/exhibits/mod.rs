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

use highwater_facts::{Format, Unit};
use highwater_plot::chart::Noun;
use highwater_plot::{Extent, Hue, Measure};

use super::multiple_testing::Tests;
use super::supplement::Supplement;
use super::text::lists::Lists;
use super::{Results, SNAPSHOT};
use crate::charts::{or_absent, position};
use crate::output::Output;

/// Adds all figures and tables.
pub(super) fn add(
    results: &Results<'_>,
    supplement: &Supplement,
    lists: &Lists,
    tests: &Tests,
    output: &mut Output,
) {
    output.figures.push(compute::figure(results));
    output.figures.push(shares::figure(results));
    output.figures.push(release::figure(results, supplement));
    output.figures.push(predicted::figure(results));
    output.figures.push(terms::figure(results));
    output.figures.push(tasks::figure(results));
    output.figures.push(leave_out::figure(results, lists));
    output.figures.push(engineering::figure(results));
    output.figures.push(bertology::figure(results));
    if let Some(multiverse) = &results.multiverse {
        curve::curve(multiverse).add(output);
    }
    output.tables.push(supplement::table(supplement));
    output.tables.push(notability::table(results));
    output
        .tables
        .extend(regressions::tables(results, supplement));
    output.tables.push(tests_made::table(tests));
}

/// Industry, alone or with academia.
const INDUSTRY: Hue = Hue::Orange;
/// Academia alone.
const ACADEMIA: Hue = Hue::Blue;
/// Names of the two.
const WITH_INDUSTRY: &str = "With industry";
const ACADEMIA_ALONE: &str = "Academia alone";

/// The source line.
const CREDIT: &str = "[](value:divide.input.credit?text)";
/// Whose compute is compared, as a link to the setting.
const SCOPE: &str = "[](value:divide.settings.scope?text)";
/// The years of the terms, as a link to the setting.
const TEXT_WINDOW: &str = "[](value:divide.settings.text_window?text)";

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

/// A share along an axis, in percent.
fn percent(title: &str, extent: Extent) -> Measure {
    Measure {
        title: title.to_owned(),
        unit: Unit::Percent,
        values: Format::PERCENT.decimals(0),
        ticks: Format::PERCENT.decimals(0),
        extent,
    }
}

/// The whole of a hundred percent.
const WHOLE: Extent = Extent::Between(0.0, 100.0);

/// The format of shares in tables.
const SHARE: Format = Format::PERCENT.decimals(1);
