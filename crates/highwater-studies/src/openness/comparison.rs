//! The comparisons that the careful reading makes, and their correction.

use std::collections::BTreeMap;

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{Missing, fisher_exact, holm, mann_whitney};
use highwater_study::Facts;

use super::careful::FEW;
use super::correlation::Correlation;
use super::models::{Models, Sample};
use super::own::{Grouping, Own, Side};
use super::shares::Share;
use super::tally::Organization;

/// One of the comparisons made.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Its name in a path.
    pub name: &'static str,
    /// What is compared.
    pub label: String,
    /// The test, and its result in words.
    pub test: String,
    /// The size of the effect: a correlation, or the chance that the first group's is larger.
    pub effect: Option<f64>,
    /// The models that it is made of, if it counts models and not organisations.
    pub models: Option<Sample>,
    /// Its p, where it could be tested.
    pub p: Option<f64>,
    /// Its p, corrected for all comparisons; none where it could not be tested.
    pub p_holm: Option<f64>,
}

/// Shares of open models in percent, of organisations that are on one side alone.
pub(super) struct Sides {
    pub(super) first: Vec<f64>,
    pub(super) second: Vec<f64>,
}

impl Sides {
    pub(super) fn of(organizations: &[Organization], own: &[Own], grouping: Grouping) -> Sides {
        let on = |side: Side| {
            let held = organizations.iter();
            let held = held.filter(|o| {
                own.get(o.id.index())
                    .is_some_and(|own| own.side(grouping) == side)
            });
            held.filter_map(Organization::open_percent).collect()
        };
        Sides {
            first: on(Side::First),
            second: on(Side::Second),
        }
    }
}

impl Comparison {
    pub(super) fn of_correlation(
        name: &'static str,
        label: &str,
        correlation: &Correlation,
    ) -> Self {
        let words = match (&correlation.test, correlation.not_testable()) {
            (Ok(test), None) => format!("Spearman, {} points, {}", test.n, test.method),
            (_, why) => format!("not testable: {}", why.unwrap_or_default()),
        };
        Comparison {
            name,
            label: label.to_owned(),
            test: words,
            effect: correlation
                .p()
                .and(correlation.test.as_ref().ok().map(|test| test.rho)),
            p: correlation.p(),
            p_holm: None,
            models: None,
        }
    }

    pub(super) fn of_sides(name: &'static str, label: &str, sides: &Sides) -> Self {
        let test = mann_whitney(&sides.first, &sides.second, Missing::Refuse);
        let test = test.ok().filter(|test| test.n1 > FEW && test.n2 > FEW);
        Comparison {
            name,
            label: label.to_owned(),
            test: match &test {
                Some(test) => format!("Mann-Whitney, {} and {}, {}", test.n1, test.n2, test.method),
                None => format!(
                    "not testable: {} and {}",
                    sides.first.len(),
                    sides.second.len()
                ),
            },
            effect: test.as_ref().map(|test| test.rank_biserial),
            p: test.map(|test| test.p),
            p_holm: None,
            models: None,
        }
    }

    pub(super) fn of_shares(
        name: &'static str,
        label: &str,
        shares: &BTreeMap<Side, Share>,
    ) -> Self {
        let side = |side: Side| shares.get(&side).cloned().unwrap_or_default();
        let (first, second) = (side(Side::First), side(Side::Second));
        let table = [[first.open, first.closed()], [second.open, second.closed()]];
        let few = FEW as u64;
        let testable = first.stated > few && second.stated > few;
        let test = fisher_exact(table).ok().filter(|_| testable);
        let difference = || Some(first.proportion()?.estimate - second.proportion()?.estimate);
        Comparison {
            name,
            label: label.to_owned(),
            test: match &test {
                Some(_) => format!(
                    "Fisher’s exact test, {} and {} models",
                    first.stated, second.stated
                ),
                None => format!(
                    "not testable: {} and {} models",
                    first.stated, second.stated
                ),
            },
            effect: test.as_ref().and_then(|_| difference()),
            p: test.map(|test| test.p.two_sided),
            p_holm: None,
            models: None,
        }
    }

    /// The same comparison, made of these models.
    pub(super) fn over(self, words: &'static str, places: Vec<usize>) -> Self {
        let models = Some(Sample { words, places });
        Comparison { models, ..self }
    }

    pub(super) fn record(&self, models: &Models, facts: &mut Facts) {
        match &self.models {
            None => self.record_test(facts),
            Some(sample) => {
                let (name, places) = (
                    format!("careful.test.{}", self.name),
                    sample.places.iter().copied(),
                );
                let set = models.row_set(&name, sample.words, places);
                facts.within(&set, |facts| self.record_test(facts));
            }
        }
    }

    fn record_test(&self, facts: &mut Facts) {
        let value = |p: Option<f64>| match p {
            Some(p) => Quantity::exact(p, Unit::Number).into(),
            None => Value::Missing(self.test.clone()),
        };
        let stem = format!("test.{}", self.name);
        let label = format!("effect: {}", self.label);
        let how = "correlation, rank-biserial correlation, or difference of shares";
        facts.add(
            &format!("{stem}.effect"),
            value(self.effect),
            label,
            how,
            [],
        );
        facts.add(
            &format!("{stem}.p"),
            value(self.p),
            format!("p: {}", self.label),
            &self.test,
            [],
        );
        let label = format!("p, corrected: {}", self.label);
        facts.add(
            &format!("{stem}.p_holm"),
            value(self.p_holm),
            label,
            "Holm",
            [],
        );
    }
}

/// Corrects the p values of all comparisons that were tested together.
pub(super) fn correct(comparisons: &mut [Comparison]) {
    let tested: Vec<f64> = comparisons.iter().filter_map(|c| c.p).collect();
    let mut corrected = holm(&tested).unwrap_or_default().into_iter();
    for comparison in comparisons.iter_mut().filter(|c| c.p.is_some()) {
        comparison.p_holm = corrected.next();
    }
}
