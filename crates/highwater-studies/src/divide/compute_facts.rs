//! What the comparison of compute puts into the ledger.

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::StatsError;
use highwater_study::Facts;

use super::compute::{Comparison, Compute, LEAST_ACADEMIC, Regression, Tests, quartile};
use super::records::Records;

impl Compute {
    pub(super) fn record(&self, records: &Records, facts: &mut Facts) {
        let words = "models of industry with others than academia";
        let lines = self.left_out.iter().copied();
        let set = records.row_set("compute.left_out", words, lines);
        facts.within(&set, |facts| {
            let n = self.left_out.len() as u64;
            let label = format!("{words}, compared with nobody");
            facts.count("left_out", n, "models", &label);
        });
        let ranked = || {
            let years = self.years.iter().map(|(_, comparison)| comparison);
            years.filter(|comparison| matches!(comparison.tests, Some(Ok(_))))
        };
        let above =
            ranked().filter(|comparison| comparison.median_gap().is_ok_and(|gap| gap > 0.0));
        let label = "years with five models of academia alone, and one with industry";
        facts.count("years_ranked", ranked().count() as u64, "years", label);
        let label = "those of them in which the median with industry is higher";
        facts.count("years_above", above.count() as u64, "years", label);
        for (year, comparison) in &self.years {
            let (stem, words) = (format!("by_year[year_{year}]"), year.to_string());
            let set = self.of_year(records, *year);
            facts.within(&set, |facts| record(comparison, &stem, &words, facts));
        }
        for period in &self.periods {
            let (stem, words) = super::labels::stem_and_words("period", &period.years);
            facts.within(&self.of_period(records, period), |facts| {
                record(&period.comparison, &stem, &words, facts);
                record_regression(&period.regression, &stem, &words, facts);
            });
        }
    }
}

type Get = fn(&Tests) -> Option<f64>;

const TESTS: [(&str, &str, Get); 10] = [
    (
        "hodges_lehmann",
        "Hodges-Lehmann shift in orders of magnitude",
        |t| Some(t.shift.shift),
    ),
    ("hodges_lehmann_low", "lower end of its 95% interval", |t| {
        Some(t.shift.interval?.low)
    }),
    (
        "hodges_lehmann_high",
        "upper end of its 95% interval",
        |t| Some(t.shift.interval?.high),
    ),
    ("mann_whitney_u", "Mann-Whitney U", |t| Some(t.ranks.u1)),
    // The normal approximation at every size, as in the reference, so that years compare.
    (
        "mann_whitney_p",
        "p of Mann-Whitney, continuity and ties corrected",
        |t| Some(t.ranks.normal_continuity?.two_sided),
    ),
    (
        "superiority",
        "chance that a model with industry takes more",
        |t| Some(t.ranks.auc),
    ),
    (
        "mean_gap_oom",
        "difference of means in orders of magnitude",
        |t| Some(t.means.difference),
    ),
    ("welch_t", "Welch’s t", |t| Some(t.means.t)),
    ("welch_df", "Welch’s degrees of freedom", |t| {
        Some(t.means.df)
    }),
    ("welch_p", "p of Welch", |t| Some(t.means.p.two_sided)),
];

fn record(comparison: &Comparison, stem: &str, words: &str, facts: &mut Facts) {
    let groups = [
        ("industry", "with industry", &comparison.industry),
        ("academia", "of academia alone", &comparison.academia),
    ];
    let mut add = |name: &str, value: Result<f64, String>, label: String| {
        let value = match value {
            Ok(x) => Value::from(Quantity::exact(x, Unit::Number)),
            Err(why) => Value::Missing(why),
        };
        facts.add(
            &format!("{stem}.{name}"),
            value,
            format!("{words}: {label}"),
            "",
            [],
        );
    };
    for (group, who, values) in groups {
        for (name, p, what) in [
            ("q25", 0.25, "lower quartile"),
            ("median", 0.5, "median"),
            ("q75", 0.75, "upper quartile"),
        ] {
            let found = quartile(values, p).map_err(|_| format!("there is no model {who}"));
            let label = format!("{what} of log10 FLOP of models {who}");
            add(&format!("{name}_{group}"), found, label);
        }
    }
    let gap = comparison.median_gap();
    let gap = gap.map_err(|_| "one of the two has no model".to_owned());
    let label = "difference of medians in orders of magnitude".to_owned();
    add("median_gap_oom", gap, label);
    for (name, what, get) in TESTS {
        let found = match &comparison.tests {
            None => Err(format!(
                "a ranking needs {LEAST_ACADEMIC} models of academia and one with industry, here are {} and {}",
                comparison.academia.len(),
                comparison.industry.len()
            )),
            Some(Err(error)) => Err(error.to_string()),
            Some(Ok(tests)) => get(tests).ok_or_else(|| "the models are too few".to_owned()),
        };
        add(name, found, what.to_owned());
    }
    for (group, who, values) in groups {
        let label = format!("{words}: models {who} with known compute");
        facts.count(
            &format!("{stem}.n_{group}"),
            values.len() as u64,
            "models",
            &label,
        );
    }
}

fn record_regression(
    regression: &Result<Regression, StatsError>,
    stem: &str,
    words: &str,
    facts: &mut Facts,
) {
    type Get = fn(&Regression) -> Result<f64, StatsError>;
    const TERM: &str = Regression::INDUSTRY;
    let values: [(&str, &str, Get); 9] = [
        ("n", "models", |r| Ok(r.fit.n as f64)),
        ("r2", "share of the variance explained", |r| {
            Ok(r.fit.r_squared)
        }),
        (
            "industry.estimate",
            "orders of magnitude for industry",
            |r| Ok(r.fit.coefficient(TERM)?.estimate),
        ),
        ("industry.se", "its standard error", |r| {
            Ok(r.fit.coefficient(TERM)?.std_err)
        }),
        (
            "industry.se_robust",
            "its standard error, robust (HC1)",
            |r| {
                let mut terms = r.robust.coefficients.iter();
                let term = terms.find(|term| term.name == TERM);
                Ok(term.unwrap_or(r.fit.coefficient(TERM)?).std_err)
            },
        ),
        ("industry.t", "its t", |r| {
            Ok(r.fit.coefficient(TERM)?.statistic)
        }),
        ("industry.p", "its p", |r| {
            Ok(r.fit.coefficient(TERM)?.p_value)
        }),
        ("industry.ci_low", "lower end of its 95% interval", |r| {
            Ok(r.fit.coefficient(TERM)?.interval.low)
        }),
        ("industry.ci_high", "upper end of its 95% interval", |r| {
            Ok(r.fit.coefficient(TERM)?.interval.high)
        }),
    ];
    for (name, what, get) in values {
        let value = match regression.as_ref().map_err(Clone::clone).and_then(get) {
            Ok(x) => Value::from(Quantity::exact(x, Unit::Number)),
            Err(error) => Value::Missing(error.to_string()),
        };
        let label = format!("{words}, least squares with years: {what}");
        let how = "log10 FLOP on industry and a level for each year";
        facts.add(&format!("{stem}.ols.{name}"), value, label, how, []);
    }
}
