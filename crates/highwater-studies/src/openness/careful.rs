//! The careful reading.
//!
//! A model counts once for each organisation, names with commas stay whole, a model whose
//! accessibility is missing is left out of shares, and groups that overlap are told apart. Each
//! correlation has its interval, its n and, where n is small, its exact p; three organisations or
//! fewer are not tested. The p values of all comparisons are corrected together, by Holm's method.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_stats::{
    Missing, PermutationTest, Resampling, StatsError, mean, permutation_test,
    permutation_test_pairs, spearman,
};
use highwater_study::Facts;

use super::as_published::{OUTLIER, THRESHOLDS};
use super::comparison::{Comparison, Sides, correct};
use super::correlation::{Compute, Correlation, of_models, of_organizations};
use super::models::{Models, NameId};
use super::own::{Grouping, Own, Side};
use super::settings::Settings;
use super::shares::{LEVEL, Share, Shares};
use super::tally::{Counts, Organization, Tally};

/// With as many organisations or fewer nothing is tested.
pub const FEW: usize = 3;
/// The log10 of the compute from which on models count as large. Chosen after the shares by power of
/// ten were seen, which the story says.
pub const LARGE: f64 = 21.0;
/// The permutations of a permutation test, and their seed.
pub const RESAMPLING: Resampling = Resampling {
    repetitions: 9_999,
    seed: 20_240_820,
};

/// The results of the careful reading.
#[derive(Clone, Debug)]
pub struct Careful {
    /// How many rows passed each step.
    pub counts: Counts,
    /// The organisations, those with the largest compute first, then by name.
    pub organizations: Vec<Organization>,
    /// Where each organisation is from and what kind it is, by name.
    pub own: Vec<Own>,
    /// By threshold, with all organisations.
    pub all: Vec<Correlation>,
    /// By threshold, without the one with the most open models.
    pub without_meta: Vec<Correlation>,
    /// What a reader asked for: over organisations or over models.
    pub headline: Correlation,
    /// The shares, model by model.
    pub shares: Shares,
    /// The comparisons made.
    pub comparisons: Vec<Comparison>,
    /// The headline's permutation test.
    pub permuted_headline: Result<PermutationTest, StatsError>,
    /// That of the countries of organisations.
    pub permuted_country: Result<PermutationTest, StatsError>,
}

impl Careful {
    /// Computes all from the models.
    #[must_use]
    pub fn of(models: &Models, settings: &Settings) -> Self {
        let selection = settings.selection;
        let mut tally = Tally::new(selection, settings.careful());
        models
            .rows
            .iter()
            .for_each(|model| tally.add(model, &models.cells));
        let mut organizations = tally.organizations(&models.cells);
        let largest = |o: &Organization| o.max_log_compute.unwrap_or(f64::NEG_INFINITY);
        organizations.sort_by(|a, b| largest(b).total_cmp(&largest(a)));
        let own = models.own(settings.aliases);
        let meta = models.cells.names.find(OUTLIER);
        let by_threshold = |without: Option<NameId>| {
            THRESHOLDS
                .map(|least| of_organizations(&organizations, Compute::Largest, least, without))
        };
        let by_organization =
            of_organizations(&organizations, Compute::Largest, settings.threshold, None);
        let by_model = of_models(models, &selection, None, false);
        let shares = Shares::of(models, &selection);
        let sides = Sides::of(&organizations, &own, Grouping::Country);
        let (x, y) = headline_pairs(&organizations, settings.threshold);
        let rho = |x: &[f64], y: &[f64]| {
            spearman(x, y, Missing::Refuse).map_or(f64::NAN, |test| test.rho)
        };
        let means =
            |x: &[f64], y: &[f64]| mean(x).unwrap_or(f64::NAN) - mean(y).unwrap_or(f64::NAN);
        let average = of_organizations(&organizations, Compute::Average, settings.threshold, None);
        let large = of_models(models, &selection, Some(LARGE), false);
        let dated = by_date(models, settings);
        let saying = |shares: &BTreeMap<Side, Share>| -> Vec<usize> {
            let sides = [Side::First, Side::Second].into_iter();
            let places = sides.filter_map(|side| shares.get(&side));
            let places = places.flat_map(|share| share.places.iter().copied());
            places
                .filter(|at| selection.is_open(&models.rows[*at]).is_some())
                .collect()
        };
        let mut comparisons = vec![
            Comparison::of_correlation(
                "compute_largest",
                "openness and largest compute, by organisation",
                &by_organization,
            ),
            Comparison::of_correlation(
                "compute_average",
                "openness and average compute, by organisation",
                &average,
            ),
            Comparison::of_correlation(
                "compute_models",
                "openness and compute, by model",
                &by_model,
            )
            .over(
                "models with known compute that say how open they are",
                by_model.models.clone(),
            ),
            Comparison::of_correlation(
                "compute_models_large",
                "openness and compute, by model of 10^21 FLOP or more",
                &large,
            )
            .over(
                "models of 10^21 FLOP or more that say how open they are",
                large.models.clone(),
            ),
            Comparison::of_sides(
                "country_organizations",
                "United States and China, by organisation",
                &sides,
            ),
            Comparison::of_shares(
                "country_models",
                "United States and China, by model",
                &shares.country,
            )
            .over(
                "models of the United States or China alone that say how open they are",
                saying(&shares.country),
            ),
            Comparison::of_sides(
                "category_organizations",
                "industry and academia, by organisation",
                &Sides::of(&organizations, &own, Grouping::Category),
            ),
            Comparison::of_shares(
                "category_models",
                "industry and academia, by model",
                &shares.category,
            )
            .over(
                "models of industry or academia alone that say how open they are",
                saying(&shares.category),
            ),
            Comparison::of_correlation("date_models", "openness and date, by model", &dated).over(
                "models with a date that say how open they are",
                dated.models.clone(),
            ),
        ];
        correct(&mut comparisons);
        Careful {
            counts: tally.counts,
            all: by_threshold(None).to_vec(),
            without_meta: by_threshold(meta).to_vec(),
            headline: if settings.by_model {
                by_model
            } else {
                by_organization
            },
            permuted_headline: permutation_test_pairs(&x, &y, rho, RESAMPLING),
            permuted_country: permutation_test(&sides.first, &sides.second, means, RESAMPLING),
            own,
            organizations,
            shares,
            comparisons,
        }
    }

    /// Returns the values of the careful reading, which are computed from the models `selected`.
    pub(super) fn record(&self, models: &Models, selected: &Arc<RowSet>) -> Facts {
        let mut facts = Facts::below("openness.careful");
        let label = "organisations or fewer that are not tested";
        facts.count("few", FEW as u64, "organisations", label);
        let mut facts = facts.of_rows(selected.clone());
        facts.count(
            "rows.exploded",
            self.counts.exploded,
            "rows",
            "rows, one for each organisation of a model",
        );
        let n = self.organizations.len() as u64;
        facts.count(
            "organizations.n",
            n,
            "organisations",
            "organisations, careful reading",
        );
        let held = self.organizations.iter();
        let with_compute = held.filter(|o| o.max_log_compute.is_some()).count() as u64;
        let label = "organisations with a known training compute, careful reading";
        facts.count(
            "organizations.with_compute",
            with_compute,
            "organisations",
            label,
        );
        let held = self.organizations.iter();
        let small = held.filter(|o| o.models <= 2).count() as u64;
        let label = "organisations with one or two models, careful reading";
        facts.count(
            "organizations.up_to_two_models",
            small,
            "organisations",
            label,
        );
        for (which, correlations) in [("all", &self.all), ("without_meta", &self.without_meta)] {
            for (least, correlation) in THRESHOLDS.iter().zip(correlations) {
                let spoken = format!("from {least} models up");
                record_correlation(
                    &mut facts,
                    &format!("spearman.{which}.by_min_models[min_models_{least}]"),
                    &spoken,
                    correlation,
                );
            }
        }
        record_correlation(&mut facts, "headline", "headline", &self.headline);
        record_permutation(
            &mut facts,
            "headline.p_permutation",
            &self.permuted_headline,
        );
        record_permutation(
            &mut facts,
            "test.country_organizations.p_permutation",
            &self.permuted_country,
        );
        self.shares.record(models, &mut facts);
        let testable = self.comparisons.iter().filter(|c| c.p.is_some()).count() as u64;
        facts.count(
            "test.n",
            testable,
            "comparisons",
            "comparisons made and corrected together",
        );
        let below = |p: fn(&Comparison) -> Option<f64>| {
            let held = self.comparisons.iter();
            held.filter(|c| p(c).is_some_and(|p| p < 0.05)).count() as u64
        };
        facts.count(
            "test.below_5_percent",
            below(|c| c.p),
            "comparisons",
            "comparisons with p < 0.05",
        );
        let label = "comparisons with p < 0.05 after Holm’s correction";
        facts.count(
            "test.below_5_percent_holm",
            below(|c| c.p_holm),
            "comparisons",
            label,
        );
        for comparison in &self.comparisons {
            comparison.record(models, &mut facts);
        }
        facts
    }
}

/// Compute and openness of the organisations of the headline.
fn headline_pairs(organizations: &[Organization], least: u32) -> (Vec<f64>, Vec<f64>) {
    let admitted = organizations.iter().filter(|o| o.models >= least);
    admitted
        .filter_map(|o| Some((o.max_log_compute?, o.open_percent()?)))
        .unzip()
}

/// Openness against the date of publication, over models.
fn by_date(models: &Models, settings: &Settings) -> Correlation {
    let selection = &settings.selection;
    let points = models.selected(selection).filter_map(|at| {
        let model = &models.rows[at];
        let date = model.date?;
        let open = selection.is_open(model)?;
        let day = date.year() * 372 + date.month() * 31 + date.day();
        Some((at, (f64::from(day), f64::from(u8::from(open)))))
    });
    Correlation::of_models(points)
}

impl Correlation {
    /// Why nothing is concluded from it, if so.
    #[must_use]
    pub fn not_testable(&self) -> Option<String> {
        match &self.test {
            Ok(test) if test.n <= FEW => Some(format!("{} points", test.n)),
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        }
    }

    /// The correlation with its interval, or why there is none.
    pub(super) fn value(&self) -> Value {
        if let Some(why) = self.not_testable() {
            return Value::Missing(format!("not testable: {why}"));
        }
        let estimate = self
            .test
            .as_ref()
            .ok()
            .map(|test| match test.interval(LEVEL) {
                Ok(Some(interval)) => Value::Estimate {
                    value: test.rho,
                    low: interval.low,
                    high: interval.high,
                    level: LEVEL,
                    unit: Unit::Number,
                },
                _ => Quantity::exact(test.rho, Unit::Number).into(),
            });
        estimate.unwrap_or_else(|| Value::Missing("not testable".to_owned()))
    }

    /// Its p, where it can be tested.
    #[must_use]
    pub fn p(&self) -> Option<f64> {
        let test = self.test.as_ref().ok()?;
        (test.n > FEW).then_some(test.p)
    }

    /// The same for the ledger, or why it cannot be tested.
    pub(super) fn p_value(&self) -> Value {
        match self.p() {
            Some(p) => Quantity::exact(p, Unit::Number).into(),
            None => Value::Missing(self.not_testable().unwrap_or_default()),
        }
    }

    /// The points used.
    pub(super) fn points(&self) -> Value {
        let n = self.test.as_ref().map_or(0, |test| test.n);
        Quantity::exact(n as f64, Unit::Of("points")).into()
    }
}

fn record_correlation(facts: &mut Facts, stem: &str, spoken: &str, correlation: &Correlation) {
    let label = format!("rank correlation of openness and compute, {spoken}, careful reading");
    let how = "Spearman’s rho, Bonett and Wright’s interval";
    facts.add(&format!("{stem}.rho"), correlation.value(), label, how, []);
    let label = format!("points used, {spoken}");
    facts.add(&format!("{stem}.n"), correlation.points(), label, "", []);
    let how = match &correlation.test {
        Ok(test) => test.method.to_string(),
        Err(_) => String::new(),
    };
    facts.add(
        &format!("{stem}.p"),
        correlation.p_value(),
        format!("p of no correlation, {spoken}"),
        &how,
        [],
    );
}

fn record_permutation(facts: &mut Facts, path: &str, test: &Result<PermutationTest, StatsError>) {
    let (p, how) = match test {
        Ok(test) => (
            Quantity::exact(test.p.two_sided, Unit::Number).into(),
            format!(
                "{} permutations, seed {}",
                test.permutations, RESAMPLING.seed
            ),
        ),
        Err(error) => (Value::Missing(error.to_string()), String::new()),
    };
    facts.add(path, p, "p by permutation", &how, []);
}
