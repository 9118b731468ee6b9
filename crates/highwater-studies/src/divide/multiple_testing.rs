//! How many tests the page makes, and what is left of their p values once that is heeded.
//!
//! Method: every p value that the study gives, each question once, corrected by Holm's method over
//! all of them together.

use std::fmt::Display;
use std::sync::Arc;

use highwater_facts::{Quantity, RowSet, Unit, Value};
use highwater_stats::{LogitFit, StatsError, holm};
use highwater_study::Facts;

use super::code_release::{AUTHORS, INDUSTRY, Release};
use super::compute::{Period, Regression};
use super::notability::notable_rows;
use super::results::Results;
use super::text::representation::{N_TERMS, SHARE};
use super::text::{Texts, topics::Topic};

/// What is called significant.
pub const ALPHA: f64 = 0.05;

/// A test.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Its name in a path.
    pub segment: String,
    /// What it asks.
    pub question: String,
    /// How.
    pub method: &'static str,
    /// Its p, or why there is none: the test was not made.
    pub p: Result<f64, String>,
    /// Its p, corrected for all tests that were made.
    pub holm: Option<f64>,
    /// The rows that it is made of.
    pub rows: Arc<RowSet>,
}

/// All tests, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tests {
    /// The tests, made or not.
    pub all: Vec<Test>,
}

impl Tests {
    /// Returns the tests of a study.
    #[must_use]
    pub fn of(results: &Results<'_>) -> Self {
        let mut tests = Tests::default();
        if let Some(filter) = &results.filter {
            let p = filter.fisher.as_ref().map(|test| test.p.two_sided);
            let question = "Models that the filter drops: more often of industry alone?";
            let rows = notable_rows(results.records);
            tests.add("notability", question, FISHER, p, &rows);
        }
        for (year, comparison) in &results.compute.years {
            // A year with too few models is not tested, and its own values say so.
            if let Some(found) = &comparison.tests {
                let question = format!("Compute in {year}: more with industry?");
                let segment = format!("compute.year_{year}");
                let p = found
                    .as_ref()
                    .map_err(ToString::to_string)
                    .and_then(by_ranks);
                let rows = results.compute.of_year(results.records, *year);
                tests.add(&segment, question, MANN_WHITNEY, p, &rows);
            }
        }
        for period in &results.compute.periods {
            let rows = results.compute.of_period(results.records, period);
            tests.add_period(period, &rows);
        }
        if let Some(releases) = &results.releases {
            let records = results.records;
            for release in releases.fixed.iter().chain(releases.asked_for()) {
                tests.add_release(
                    release,
                    &release.row_set(records),
                    &[
                        (INDUSTRY, "share of industry"),
                        (AUTHORS, "number of authors"),
                    ],
                );
            }
            let fixed = |window: &Release| releases.fixed.iter().all(|f| f.window != window.window);
            for release in releases.rolling.iter().filter(|release| fixed(release)) {
                let terms = [(INDUSTRY, "share of industry")];
                tests.add_release(release, &release.row_set(records), &terms);
            }
        }
        if let Some(texts) = &results.texts {
            tests.add_texts(texts);
        }
        tests.corrected()
    }

    /// Those that were made.
    pub fn made(&self) -> impl Iterator<Item = (&Test, f64, f64)> {
        fn made(test: &Test) -> Option<(&Test, f64, f64)> {
            Some((test, *test.p.as_ref().ok()?, test.holm?))
        }
        self.all.iter().filter_map(made)
    }

    /// Corrects the p values.
    fn corrected(mut self) -> Self {
        let p: Vec<f64> = self
            .all
            .iter()
            .filter_map(|test| test.p.clone().ok())
            .collect();
        let mut corrected = holm(&p).unwrap_or_default().into_iter();
        for test in self.all.iter_mut().filter(|test| test.p.is_ok()) {
            test.holm = corrected.next();
        }
        self
    }

    fn add(
        &mut self,
        segment: &str,
        question: impl Into<String>,
        method: &'static str,
        p: Result<f64, impl Display>,
        rows: &Arc<RowSet>,
    ) {
        let finite = |p: f64| match p.is_finite() {
            true => Ok(p),
            false => Err("the samples are too few".to_owned()),
        };
        self.all.push(Test {
            segment: segment.to_owned(),
            question: question.into(),
            method,
            p: p.map_err(|why| why.to_string()).and_then(finite),
            holm: None,
            rows: rows.clone(),
        });
    }

    fn add_period(&mut self, period: &Period, rows: &Arc<RowSet>) {
        let (stem, years) = super::labels::stem_and_words("period", &period.years);
        let question = || format!("Compute, {years}: more with industry?");
        let found = match &period.comparison.tests {
            Some(found) => found.as_ref().map_err(ToString::to_string),
            None => Err("models of academia alone are too few".to_owned()),
        };
        let ranks = found.clone().and_then(by_ranks);
        self.add(
            &format!("compute.{stem}.ranks"),
            question(),
            MANN_WHITNEY,
            ranks,
            rows,
        );
        let means = found.map(|found| found.means.p.two_sided);
        let segment = format!("compute.{stem}.means");
        self.add(&segment, question(), WELCH, means, rows);
        let fit = period.regression.as_ref().map_err(Clone::clone);
        let p = fit.and_then(|found| Ok(found.fit.coefficient(Regression::INDUSTRY)?.p_value));
        let segment = format!("compute.{stem}.regression");
        self.add(&segment, question(), OLS, p, rows);
    }

    fn add_release(&mut self, release: &Release, rows: &Arc<RowSet>, terms: &[(&str, &str)]) {
        let (stem, years) = super::labels::stem_and_words("window", &release.window);
        for (term, words) in terms {
            let question = format!("Code release, {years}: does the {words} matter?");
            let p = p_of(&release.fit, term);
            let segment = format!("code_release.{stem}.{term}");
            self.add(&segment, question, LOGIT, p, rows);
        }
    }

    fn add_texts(&mut self, texts: &Texts<'_>) {
        let found = &texts.representation;
        let tasks = "Tasks with more compute terms: another share of academia?";
        let (rho, rows) = (
            found.of_tasks.as_ref().map(|test| test.p),
            texts.of_topics(),
        );
        self.add("terms.tasks.spearman", tasks, SPEARMAN, rho, &rows);
        let slope = p_of(&found.glm, SHARE);
        self.add("terms.tasks.slope", tasks, GLM, slope, &rows);
        let papers = "Papers with more compute terms: less often academia alone?";
        let (rho, rows) = (
            found.of_papers.as_ref().map(|test| test.p),
            texts.of_window(),
        );
        self.add("terms.papers.spearman", papers, SPEARMAN, rho, &rows);
        let p = p_of(&found.by_paper, N_TERMS);
        self.add("terms.papers.logit", papers, LOGIT, p, &rows);
        let p = p_of(&found.by_paper_and_year, N_TERMS);
        let segment = "terms.papers.logit_with_years";
        self.add(segment, papers, LOGIT_WITH_YEARS, p, &rows);
        let rho = texts.vocabulary.with_compute.as_ref().map(|test| test.p);
        let question = "Models with more compute: more compute terms?";
        let rows = texts.with_compute();
        self.add("terms.compute", question, SPEARMAN, rho, &rows);
        for (group, comparisons) in &texts.engineering.groups {
            let rows = texts.of_group(*group);
            for comparison in comparisons {
                let topic = comparison.topic.map_or("any", Topic::segment);
                let words = comparison.topic.map_or("any topic", Topic::words);
                let segment = format!("engineering.{}.{topic}", group.segment());
                let question = format!("Engineering, {words}: {}", group.words());
                let p = comparison.test.as_ref().map(|test| test.p.two_sided);
                self.add(&segment, question, FISHER, p, &rows);
            }
        }
        let p = texts.bertology.test.as_ref().map(|test| test.p.two_sided);
        let question = "Studies of BERT: more often with industry?";
        self.add("bertology", question, FISHER, p, &texts.compared_on_bert());
    }

    pub(super) fn record(&self) -> Facts {
        let mut facts = Facts::below("divide.tests");
        let below = |of: fn(f64, f64) -> f64| {
            let below = self.made().filter(|(_, p, holm)| of(*p, *holm) < ALPHA);
            below.count() as u64
        };
        facts.count(
            "n",
            self.made().count() as u64,
            "tests",
            "tests of the page",
        );
        let label = "tests with a p below 0.05";
        facts.count("below", below(|p, _| p), "tests", label);
        let label = "tests with a p below 0.05 once corrected for all";
        facts.count("below_holm", below(|_, holm| holm), "tests", label);
        for test in &self.all {
            let add = |facts: &mut Facts, name: &str, p: Option<f64>, what: &str| {
                let value: Value = match (p, &test.p) {
                    (Some(p), _) => Quantity::exact(p, Unit::Number).into(),
                    (None, Err(why)) => Value::Missing(why.clone()),
                    (None, Ok(_)) => Value::Missing("it was not corrected".to_owned()),
                };
                let label = format!("{} {what}", test.question);
                let path = format!("{}.{name}", test.segment);
                facts.add(&path, value, label, test.method, []);
            };
            facts.within(&test.rows, |facts| {
                add(facts, "p", test.p.clone().ok(), "p");
                add(facts, "holm", test.holm, "p, corrected by Holm’s method");
            });
        }
        facts
    }
}

/// Returns the normal approximation at every size, as everywhere in this study.
fn by_ranks(found: &super::compute::Tests) -> Result<f64, String> {
    let p = found.ranks.normal_continuity.map(|p| p.two_sided);
    p.ok_or_else(|| "the samples are too few".to_owned())
}

const FISHER: &str = "Fisher’s exact test";
const MANN_WHITNEY: &str = "Mann-Whitney";
const WELCH: &str = "Welch’s t test";
const OLS: &str = "least squares with years";
const LOGIT: &str = "logistic regression";
const LOGIT_WITH_YEARS: &str = "logistic regression with years";
const GLM: &str = "binomial regression";
const SPEARMAN: &str = "Spearman’s rank correlation";

fn p_of(fit: &Result<LogitFit, StatsError>, term: &str) -> Result<f64, StatsError> {
    let fit = fit.as_ref().map_err(Clone::clone)?;
    Ok(fit.coefficient(term)?.p_value)
}
