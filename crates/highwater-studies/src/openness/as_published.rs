//! The reading of the notebook, to the last digit.
//!
//! Cells are torn at each comma, a model counts as often as it names an organisation, and a model
//! whose accessibility is missing counts as closed. An organisation belongs to a country where the
//! first cell of countries that it has holds that country's name, whichever author it belongs to.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_facts::{FactPath, Quantity, RowSet, Unit, Value};
use highwater_stats::{Divisor, MannWhitneyTest, Missing, StatsError, mann_whitney, mean, std_dev};
use highwater_study::Facts;

use super::correlation::{Compute, Correlation, of_organizations};
use super::models::{CellId, Models, NameCells, NameId};
use super::settings::Settings;
use super::tally::{Counts, Organization, Selection, Tally};

/// The thresholds of the notebook: an organisation needs as many models.
pub const THRESHOLDS: [u32; 11] = [3, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50];
/// The organisation that the notebook leaves out for a second look.
pub const OUTLIER: &str = "Meta/Facebook";
/// How many organisations are listed.
pub const LISTED: usize = 40;

const CORRELATION: Unit = Unit::Number;
const PROBABILITY: Unit = Unit::Number;

/// The results of the notebook's method.
#[derive(Clone, Debug)]
pub struct AsPublished {
    /// How many rows passed each step.
    pub counts: Counts,
    /// The organisations, those with the largest compute first, then by name.
    pub organizations: Vec<Organization>,
    /// By threshold, with all organisations.
    pub all: Vec<Correlation>,
    /// By threshold, without [`OUTLIER`].
    pub without_meta: Vec<Correlation>,
    /// The United States and China.
    pub country: Groups,
    /// Industry and academia.
    pub category: Groups,
}

/// Two groups of organisations, which may overlap, and their shares of open models in percent.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The shares of the first group.
    pub first: Vec<f64>,
    /// The shares of the second group.
    pub second: Vec<f64>,
    /// How many organisations are in both.
    pub in_both: usize,
    /// The test between them.
    pub test: Result<MannWhitneyTest, StatsError>,
}

impl AsPublished {
    /// Computes all from a tally of the notebook's reading.
    #[must_use]
    pub fn of(tally: &Tally, cells: &NameCells) -> Self {
        let mut organizations = tally.organizations(cells);
        let largest = |o: &Organization| o.max_log_compute.unwrap_or(f64::NEG_INFINITY);
        organizations.sort_by(|a, b| largest(b).total_cmp(&largest(a)));
        let meta = cells.names.find(OUTLIER);
        let by_threshold = |without: Option<NameId>| {
            THRESHOLDS
                .map(|least| of_organizations(&organizations, Compute::Largest, least, without))
        };
        AsPublished {
            counts: tally.counts,
            all: by_threshold(None).to_vec(),
            without_meta: by_threshold(meta).to_vec(),
            country: Groups::of(
                &organizations,
                cells,
                |o| o.country,
                "United States",
                "China",
            ),
            category: Groups::of(
                &organizations,
                cells,
                |o| o.category,
                "Industry",
                "Academia",
            ),
            organizations,
        }
    }

    /// Returns the organisations with values of their own: those with the largest compute, and those
    /// with enough models.
    pub(super) fn listed(&self, settings: &Settings) -> impl Iterator<Item = &Organization> {
        let (organizations, least) = (self.organizations.iter().enumerate(), settings.threshold);
        let listed = organizations.filter(move |(at, o)| *at < LISTED || o.models >= least);
        listed.map(|(_, organization)| organization)
    }

    /// Returns the values of the notebook's method, which are computed from the models `selected`.
    pub(super) fn record(
        &self,
        models: &Models,
        settings: &Settings,
        selected: &Arc<RowSet>,
    ) -> Facts {
        let mut facts = Facts::below("openness").of_rows(selected.clone());
        self.record_rows(&mut facts, models, settings, selected);
        let both = [("all", &self.all), ("without_meta", &self.without_meta)];
        for (which, correlations) in both {
            for (least, correlation) in THRESHOLDS.iter().zip(correlations) {
                let stem = format!("spearman.{which}.by_min_models[min_models_{least}]");
                correlation.record(&mut facts, &stem, *least);
            }
        }
        self.country
            .record(&mut facts, "country", ["united_states", "china"]);
        self.category
            .record(&mut facts, "category", ["industry", "academia"]);
        self.record_organizations(&mut facts, models, settings);
        facts
    }

    fn record_rows(
        &self,
        facts: &mut Facts,
        models: &Models,
        settings: &Settings,
        selected: &Arc<RowSet>,
    ) {
        let all = models.all_rows();
        let any_time = Selection {
            cutoff: None,
            until: None,
            ..settings.selection
        };
        let notable = models.row_set(
            "rows.notable",
            "notable models, whenever they were published",
            models.selected(&any_time),
        );
        let how = "each part of a cell of organisations between commas";
        let counts = &self.counts;
        let with_compute = |o: &&Organization| o.max_log_compute.is_some();
        let with_compute = self.organizations.iter().filter(with_compute).count() as u64;
        let n = self.organizations.len() as u64;
        let of_names = "distinct names after aliases";
        let with_log = "organisations with a known training compute, as published";
        for (name, n, things, label, how, set) in [
            (
                "rows.raw",
                counts.raw,
                "rows",
                "rows of the table",
                "",
                &all,
            ),
            (
                "rows.exploded",
                counts.exploded,
                "rows",
                "rows, one for each name of an organisation",
                how,
                &all,
            ),
            (
                "rows.notable",
                counts.notable,
                "rows",
                "those of notable models",
                "",
                &notable,
            ),
            (
                "rows.after_cutoff",
                counts.in_window,
                "rows",
                "those in the window of dates",
                "",
                selected,
            ),
            (
                "organizations.n",
                n,
                "organisations",
                "organisations, as published",
                of_names,
                selected,
            ),
            (
                "organizations.with_compute",
                with_compute,
                "organisations",
                with_log,
                "",
                selected,
            ),
        ] {
            let n = Quantity::exact(n as f64, Unit::Of(things));
            facts.within(set, |facts| facts.add(name, n, label, how, []));
        }
    }

    fn record_organizations(&self, facts: &mut Facts, models: &Models, settings: &Settings) {
        let mut taken = std::collections::BTreeSet::new();
        let by_name = places_by_name(models, settings);
        for organization in self.listed(settings) {
            let name = models.cells.names.text(organization.id);
            let segment = FactPath::segment(name);
            // Two names that differ by marks alone: the larger one has the path.
            if segment.is_empty() || !taken.insert(segment.clone()) {
                continue;
            }
            let log = |log: Option<f64>| match log {
                Some(log) => Value::from(Quantity::exact(log, Unit::Number)),
                None => Value::Missing("no model of it has a known training compute".to_owned()),
            };
            let open = organization.open_percent().unwrap_or_default();
            let places = by_name.get(&organization.id).cloned().unwrap_or_default();
            let set = models.row_set(
                &format!("organization.{segment}"),
                &format!("models that name {name}"),
                places,
            );
            for (what, value, label) in [
                (
                    "max_log10_compute",
                    log(organization.max_log_compute),
                    "log10 of the largest training compute",
                ),
                (
                    "mean_log10_compute",
                    log(organization.mean_log_compute),
                    "mean log10 of training compute",
                ),
                (
                    "open_pct",
                    Quantity::exact(open, Unit::Percent).into(),
                    "open models, as published",
                ),
                (
                    "models",
                    Quantity::exact(f64::from(organization.models), Unit::Of("models")).into(),
                    "rows that name it, as published",
                ),
            ] {
                let path = format!("organization.[{segment}].{what}");
                let label = format!("{name}: {label}");
                facts.within(&set, |facts| facts.add(&path, value, label, "", []));
            }
        }
    }
}

/// Returns the places of the models looked at that name each organisation, in the notebook's reading.
fn places_by_name(models: &Models, settings: &Settings) -> BTreeMap<NameId, Vec<usize>> {
    let (reading, cells) = (settings.published(), &models.cells);
    let mut by_name: BTreeMap<NameId, Vec<usize>> = BTreeMap::new();
    for at in models.selected(&settings.selection) {
        let cell = models.rows[at].organizations;
        let names = cell.map_or(&[][..], |cell| cells.split_names(cell, reading.splitting));
        for name in names {
            let id = match reading.aliases {
                true => cells.stands_for(*name),
                false => *name,
            };
            by_name.entry(id).or_default().push(at);
        }
    }
    by_name
}

impl Correlation {
    fn record(&self, facts: &mut Facts, stem: &str, least: u32) {
        let label =
            format!("rank correlation of openness and largest compute, from {least} models up");
        let rho = match &self.test {
            Ok(test) => Quantity::exact(test.rho, CORRELATION).into(),
            Err(error) => Value::Missing(error.to_string()),
        };
        let how = "Spearman's rho over organisations, as published";
        facts.add(&format!("{stem}.rho"), rho, label, how, []);
        let n = Quantity::exact(self.admitted as f64, Unit::Of("organisations"));
        let label = format!("organisations with {least} models or more, as published");
        facts.add(&format!("{stem}.n"), n, label, "", []);
    }
}

impl Groups {
    fn of(
        organizations: &[Organization],
        cells: &NameCells,
        cell: impl Fn(&Organization) -> Option<CellId>,
        first: &str,
        second: &str,
    ) -> Groups {
        let held = organizations.iter().filter(|o| o.any_notable);
        let named: Vec<_> = held
            .filter_map(|o| Some((cells.text(cell(o)?), o.open_percent()?)))
            .map(|(text, open)| (text.contains(first), text.contains(second), open))
            .collect();
        let one = named
            .iter()
            .filter(|(is, _, _)| *is)
            .map(|(_, _, open)| *open);
        let other = named
            .iter()
            .filter(|(_, is, _)| *is)
            .map(|(_, _, open)| *open);
        let (first, second): (Vec<f64>, Vec<f64>) = (one.collect(), other.collect());
        Groups {
            test: mann_whitney(&first, &second, Missing::Refuse),
            first,
            second,
            in_both: named
                .iter()
                .filter(|(one, other, _)| *one && *other)
                .count(),
        }
    }

    fn record(&self, facts: &mut Facts, grouping: &str, names: [&str; 2]) {
        for (name, shares) in names.iter().zip([&self.first, &self.second]) {
            let spoken = name.replace('_', " ");
            let or_missing = |value: Result<f64, StatsError>| match value {
                Ok(value) => Quantity::exact(value, Unit::Percent).into(),
                Err(error) => Value::Missing(error.to_string()),
            };
            let n = Quantity::exact(shares.len() as f64, Unit::Of("organisations"));
            let label = format!("organisations whose first cell names {spoken}");
            facts.add(&format!("{grouping}.{name}.n"), n, label, "", []);
            let label = format!("mean share of open models, {spoken}, as published");
            facts.add(
                &format!("{grouping}.{name}.mean"),
                or_missing(mean(shares)),
                label,
                "",
                [],
            );
            let label = format!("standard deviation of that share, {spoken}, as published");
            let sd = or_missing(std_dev(shares, Divisor::N));
            facts.add(&format!("{grouping}.{name}.sd"), sd, label, "divisor n", []);
        }
        let both = Quantity::exact(self.in_both as f64, Unit::Of("organisations"));
        facts.add(
            &format!("{grouping}.in_both"),
            both,
            "organisations in both groups",
            "",
            [],
        );
        // The notebook's p is the normal one with continuity correction, whatever the size.
        let (u, p) = match &self.test {
            Ok(test) => (
                Quantity::exact(test.u1, Unit::Of("pairs")).into(),
                match test.normal_continuity {
                    Some(p) => Quantity::exact(p.two_sided, PROBABILITY).into(),
                    None => Value::Missing("all shares are equal".to_owned()),
                },
            ),
            Err(error) => (
                Value::Missing(error.to_string()),
                Value::Missing(error.to_string()),
            ),
        };
        let how = "Mann-Whitney, two-sided, normal with tie and continuity correction";
        facts.add(
            &format!("{grouping}.mann_whitney.u"),
            u,
            "U of the first group",
            how,
            [],
        );
        facts.add(
            &format!("{grouping}.mann_whitney.p"),
            p,
            "p of no difference, as published",
            how,
            [],
        );
    }
}
