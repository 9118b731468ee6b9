//! Which rows the values of the study rest on.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::FactPath;
use highwater_study::Results;

use super::as_published::AsPublished;
use super::careful::LARGE;
use super::models::{Model, Models, NameId};
use super::own::{Grouping, Side};
use super::settings::Settings;
use crate::row_sets::RowSets;

/// Says it of all that is recorded.
pub(super) fn record(
    models: &Models,
    settings: &Settings,
    published: &AsPublished,
    results: &mut Results,
) {
    let listed = listed(published, models, settings);
    let mut sets = RowSets {
        results,
        study: "openness",
        row: &|at: usize| models.named.row(at),
    };
    let selection = &settings.selection;
    let looked_at = || {
        let rows = models.rows.iter().enumerate();
        rows.filter(|(_, model)| selection.has(model))
    };
    let that = |is: &dyn Fn(&Model) -> bool| -> Vec<usize> {
        looked_at()
            .filter(|(_, model)| is(model))
            .map(|(at, _)| at)
            .collect()
    };

    for (segment, name, rows) in listed {
        let words = format!("models that name {name}");
        sets.add(&format!("organization.{segment}"), &words, rows);
    }
    // The same groups as in `Shares`, with the models that do not say how open they are.
    let mut share = |name: &str, words: &str, rows: Vec<usize>| {
        let (of_share, of_models) = (
            format!("careful.share.{name}"),
            format!("careful.models.{name}"),
        );
        sets.add_for(
            &[&of_share, &of_models],
            &format!("careful.{name}"),
            words,
            rows,
        );
    };
    for grouping in [Grouping::Country, Grouping::Category] {
        for side in [Side::First, Side::Second, Side::Both, Side::Neither] {
            let (segment, words) = grouping.names(side);
            let rows = that(&|model| is_on(models, model, grouping, &[side]));
            share(
                &format!("{}.{segment}", grouping.segment()),
                &format!("models: {words}"),
                rows,
            );
        }
    }
    let mut years: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    let mut powers: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (at, model) in looked_at() {
        if let Some(date) = model.date {
            years.entry(date.year()).or_default().push(at);
        }
        if let Some(log) = model.log_compute {
            powers.entry(libm::floor(log) as i32).or_default().push(at);
        }
    }
    for (year, rows) in years {
        share(&format!("year.y{year}"), &format!("models of {year}"), rows);
    }
    for (power, rows) in powers {
        let words = format!("models of 10^{power} FLOP to ten times that");
        share(&format!("compute.e{power}"), &words, rows);
    }
    let unknown = that(&|model| model.log_compute.is_none());
    share("compute.unknown", "models of unknown compute", unknown);

    let says = |model: &Model| selection.is_open(model).is_some();
    let reaches = |model: &Model, least: f64| model.log_compute.is_some_and(|log| log >= least);
    let both = [Side::First, Side::Second];
    for (name, words, rows) in [
        (
            "test.compute_models",
            "models with known compute that say how open they are",
            that(&|model| says(model) && model.log_compute.is_some()),
        ),
        (
            "test.compute_models_large",
            "models of 10^21 FLOP or more that say how open they are",
            that(&|model| says(model) && reaches(model, LARGE)),
        ),
        (
            "test.country_models",
            "models of the United States or China alone that say how open they are",
            that(&|model| says(model) && is_on(models, model, Grouping::Country, &both)),
        ),
        (
            "test.category_models",
            "models of industry or academia alone that say how open they are",
            that(&|model| says(model) && is_on(models, model, Grouping::Category, &both)),
        ),
        (
            "test.date_models",
            "models with a date that say how open they are",
            that(&|model| says(model) && model.date.is_some()),
        ),
    ] {
        sets.add(&format!("careful.{name}"), words, rows);
    }
    // An organisation's numbers take all its models, and whether it has enough of them too.
    let over_organizations = [
        "careful.share",
        "careful.models",
        "careful.rows",
        "careful.organizations",
        "careful.spearman",
        "careful.headline",
        "careful.test.compute_largest",
        "careful.test.compute_average",
        "careful.test.country_organizations",
        "careful.test.category_organizations",
        "rows.after_cutoff",
        "organizations",
        "spearman",
        "country",
        "category",
    ];
    let words = format!("the models looked at: {}", settings.scope());
    sets.add_for(&over_organizations, "selection", &words, that(&|_| true));
    let notable = models.rows.iter().enumerate();
    let notable =
        notable.filter(|(_, model)| !selection.notable_only || model.notable == Some(true));
    let words = "notable models, whenever they were published";
    sets.add("rows.notable", words, notable.map(|(at, _)| at));
    let words = "all rows of the table, of which each analysis takes its own";
    let every = ["rows", "input.rows", "multiverse"];
    sets.add_for(&every, "rows", words, 0..models.rows.len());
    let over_models = [
        "openness-largest-compute",
        "openness-average-compute",
        "openness-thresholds",
        "openness-countries",
        "openness-categories",
        "openness-powers",
        "openness-years",
    ];
    sets.figures(&over_models, &["selection"]);
}

/// Returns whether the authors of a model are on one of these sides, as `Shares` has it: on none where
/// the cell is missing.
fn is_on(models: &Models, model: &Model, grouping: Grouping, sides: &[Side]) -> bool {
    let cell = match grouping {
        Grouping::Country => model.countries,
        Grouping::Category => model.categories,
    };
    let authors = models.authors(model.countries, model.categories);
    cell.is_some() && sides.contains(&authors.side(grouping))
}

/// The organisations that have values of their own, by their segment: the name, and the models that
/// name it in the notebook's reading.
fn listed(
    published: &AsPublished,
    models: &Models,
    settings: &Settings,
) -> Vec<(String, String, Vec<usize>)> {
    let reading = settings.published();
    let mut by_name: BTreeMap<NameId, Vec<usize>> = BTreeMap::new();
    for (at, model) in models.rows.iter().enumerate() {
        let Some(cell) = model
            .organizations
            .filter(|_| settings.selection.has(model))
        else {
            continue;
        };
        for name in models.cells.split_names(cell, reading.splitting) {
            let id = match reading.aliases {
                true => models.cells.stands_for(*name),
                false => *name,
            };
            by_name.entry(id).or_default().push(at);
        }
    }
    let mut taken = BTreeSet::new();
    let listed = published.listed(settings).filter_map(|organization| {
        let name = models.cells.names.text(organization.id);
        let segment = FactPath::segment(name);
        let is_first = !segment.is_empty() && taken.insert(segment.clone());
        let rows = by_name.remove(&organization.id).filter(|_| is_first)?;
        Some((segment, name.to_string(), rows))
    });
    listed.collect()
}
