//! How many tests the page makes, and what is left of their p values once that is heeded.
//!
//! Method: every p value that the study gives, each question once, corrected by Holm's method over
//! all of them together.

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{LogitFit, StatsError, holm};

use super::Results;
use super::code_release::{AUTHORS, INDUSTRY, Release};
use super::compute::{Period, Regression};
use super::text::representation::{N_TERMS, SHARE};
use super::text::{Texts, topics::Topic};
use crate::output::Facts;

/// What is called significant.
pub const ALPHA: f64 = 0.05;

/// A test that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Its name in a path.
    pub segment: String,
    /// What it asks.
    pub question: String,
    /// How.
    pub method: &'static str,
    /// Its p.
    pub p: f64,
    /// Its p, corrected for all tests.
    pub holm: f64,
}

/// All tests, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tests {
    /// The tests that gave a p.
    pub made: Vec<Test>,
}

impl Tests {
    /// The tests of a study.
    #[must_use]
    pub fn of(results: &Results<'_>) -> Self {
        let mut tests = Tests::default();
        if let Some(filter) = &results.filter {
            let p = filter.fisher.as_ref().map(|test| test.p.two_sided);
            let question = "Models that the filter drops: more often of industry alone?";
            tests.add("notability", question, FISHER, p);
        }
        for (year, comparison) in &results.compute.years {
            if let Some(Ok(found)) = &comparison.tests {
                let p = found.ranks.normal_continuity.map(|p| p.two_sided);
                let question = format!("Compute in {year}: more with industry?");
                tests.add(
                    &format!("compute.year_{year}"),
                    question,
                    MANN_WHITNEY,
                    p.ok_or(()),
                );
            }
        }
        for period in &results.compute.periods {
            tests.add_period(period);
        }
        if let Some(releases) = &results.releases {
            for release in releases.fixed.iter().chain(releases.asked_for()) {
                tests.add_release(
                    release,
                    &[
                        (INDUSTRY, "share of industry"),
                        (AUTHORS, "number of authors"),
                    ],
                );
            }
            let fixed = |window: &Release| releases.fixed.iter().all(|f| f.window != window.window);
            for release in releases.rolling.iter().filter(|release| fixed(release)) {
                tests.add_release(release, &[(INDUSTRY, "share of industry")]);
            }
        }
        if let Some(texts) = &results.texts {
            tests.add_texts(texts);
        }
        tests.corrected()
    }

    /// How many are below [`ALPHA`] as they are.
    #[must_use]
    pub fn below(&self) -> usize {
        self.made.iter().filter(|test| test.p < ALPHA).count()
    }

    /// How many are below [`ALPHA`] once corrected.
    #[must_use]
    pub fn below_corrected(&self) -> usize {
        self.made.iter().filter(|test| test.holm < ALPHA).count()
    }

    fn corrected(mut self) -> Self {
        let p: Vec<f64> = self.made.iter().map(|test| test.p).collect();
        if let Ok(corrected) = holm(&p) {
            for (test, holm) in self.made.iter_mut().zip(corrected) {
                test.holm = holm;
            }
        }
        self
    }

    /// Adds a test; one that gave no p was not made.
    fn add<E>(
        &mut self,
        segment: &str,
        question: impl Into<String>,
        method: &'static str,
        p: Result<f64, E>,
    ) {
        if let Some(p) = p.ok().filter(|p| p.is_finite()) {
            self.made.push(Test {
                segment: segment.to_owned(),
                question: question.into(),
                method,
                p,
                holm: p,
            });
        }
    }

    fn add_period(&mut self, period: &Period) {
        let (stem, years) = super::stem_and_words("period", &period.years);
        let question = || format!("Compute, {years}: more with industry?");
        if let Some(Ok(found)) = &period.comparison.tests {
            let ranks = found.ranks.normal_continuity.map(|p| p.two_sided).ok_or(());
            self.add(
                &format!("compute.{stem}.ranks"),
                question(),
                MANN_WHITNEY,
                ranks,
            );
            let means: Result<f64, ()> = Ok(found.means.p.two_sided);
            self.add(&format!("compute.{stem}.means"), question(), WELCH, means);
        }
        let fit = period.regression.as_ref().map_err(Clone::clone);
        let p = fit.and_then(|found| Ok(found.fit.coefficient(Regression::INDUSTRY)?.p_value));
        self.add(&format!("compute.{stem}.regression"), question(), OLS, p);
    }

    fn add_release(&mut self, release: &Release, terms: &[(&str, &str)]) {
        let (stem, years) = super::stem_and_words("window", &release.window);
        for (term, words) in terms {
            let question = format!("Code release, {years}: does the {words} matter?");
            let p = p_of(&release.fit, term);
            self.add(&format!("code_release.{stem}.{term}"), question, LOGIT, p);
        }
    }

    fn add_texts(&mut self, texts: &Texts<'_>) {
        let found = &texts.representation;
        let tasks = "Tasks with more compute terms: another share of academia?";
        let rho = found.of_tasks.as_ref().map(|test| test.p);
        self.add("terms.tasks.spearman", tasks, SPEARMAN, rho);
        self.add("terms.tasks.slope", tasks, GLM, p_of(&found.glm, SHARE));
        let papers = "Papers with more compute terms: less often academia alone?";
        let rho = found.of_papers.as_ref().map(|test| test.p);
        self.add("terms.papers.spearman", papers, SPEARMAN, rho);
        self.add(
            "terms.papers.logit",
            papers,
            LOGIT,
            p_of(&found.by_paper, N_TERMS),
        );
        let with_years = p_of(&found.by_paper_and_year, N_TERMS);
        self.add(
            "terms.papers.logit_with_years",
            papers,
            LOGIT_WITH_YEARS,
            with_years,
        );
        let rho = texts.vocabulary.with_compute.as_ref().map(|test| test.p);
        let question = "Models with more compute: more compute terms?";
        self.add("terms.compute", question, SPEARMAN, rho);
        for (group, comparisons) in &texts.engineering.groups {
            for comparison in comparisons {
                let topic = comparison.topic.map_or("any", Topic::segment);
                let words = comparison.topic.map_or("any topic", Topic::words);
                let segment = format!("engineering.{}.{topic}", group.segment());
                let question = format!("Engineering, {words}: {}", group.words());
                let p = comparison.test.as_ref().map(|test| test.p.two_sided);
                self.add(&segment, question, FISHER, p);
            }
        }
        let p = texts.bertology.test.as_ref().map(|test| test.p.two_sided);
        let question = "Studies of BERT: more often with industry?";
        self.add("bertology", question, FISHER, p);
    }

    pub(super) fn record(&self, facts: &mut Facts<'_>) {
        let n = |n: usize| n as u64;
        facts.count("n", n(self.made.len()), "tests", "tests of the page");
        let label = "tests with a p below 0.05";
        facts.count("below", n(self.below()), "tests", label);
        let label = "tests with a p below 0.05 once corrected for all";
        facts.count("below_holm", n(self.below_corrected()), "tests", label);
        for test in &self.made {
            let mut add = |name: &str, p: f64, what: &str| {
                let value: Value = Quantity::exact(p, Unit::Number).into();
                let label = format!("{} {what}", test.question);
                let path = format!("{}.{name}", test.segment);
                facts.add(&path, value, label, test.method, []);
            };
            add("p", test.p, "p");
            add("holm", test.holm, "p, corrected by Holm’s method");
        }
    }
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
