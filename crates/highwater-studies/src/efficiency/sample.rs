//! The sample of a regression: which systems are left, filter by filter, and who was dropped.

use std::sync::Arc;

use highwater_facts::RowSet;
use highwater_ingest::Date;

use super::benchmark::{Benchmark, negative_log_error};
use super::settings::{Choice, Trust};
use super::systems::{System, Systems, float_year};

/// When GPQA was published: models from before cannot have seen it, whatever their other scores.
const GPQA_PUBLISHED: (i32, i32, i32) = (2023, 11, 20);

/// Why a system is not in the sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It is on the list of systems trained further from another one.
    Finetuned,
    /// Its name says Flan.
    Flan,
    /// It is the row that says what guessing gives.
    Chance,
    /// Its scores are suspect, or nobody judged them.
    Trust,
    /// It lies outside the window of dates, or has no date where there is a window.
    Window,
    /// It has no score on the benchmark.
    NoScore,
    /// Its score is hardly above guessing.
    NearChance,
    /// It answers everything right, which has no logarithm of the error.
    NoError,
    /// Its cost is not known.
    NoCost,
}

impl Reason {
    /// All of them, in the order in which they are applied.
    pub const ALL: [Reason; 9] = [
        Reason::Finetuned,
        Reason::Flan,
        Reason::Chance,
        Reason::Trust,
        Reason::Window,
        Reason::NoScore,
        Reason::NearChance,
        Reason::NoError,
        Reason::NoCost,
    ];

    /// Its name in a path.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Reason::Finetuned => "finetuned",
            Reason::Flan => "flan",
            Reason::Chance => "chance_row",
            Reason::Trust => "trust",
            Reason::Window => "window",
            Reason::NoScore => "no_score",
            Reason::NearChance => "near_chance",
            Reason::NoError => "no_error",
            Reason::NoCost => "no_cost",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Reason::Finetuned => "on the list of systems trained further from another one",
            Reason::Flan => "the name says Flan",
            Reason::Chance => "the row that says what guessing gives",
            Reason::Trust => "scores suspect, or not judged",
            Reason::Window => "outside the window of dates",
            Reason::NoScore => "no score on the benchmark",
            Reason::NearChance => "score hardly above guessing",
            Reason::NoError => "every answer right, so that the error has no logarithm",
            Reason::NoCost => "cost not known",
        }
    }
}

/// A system of the sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its place in [`Systems::rows`].
    pub system: usize,
    /// When it was published, as a number of years; such a system is in no regression without one.
    pub date: Option<f64>,
    /// The logarithm, base 10, of its cost.
    pub log_cost: f64,
    /// The negative logarithm of its share of wrong answers.
    pub nle: f64,
    /// Its score, from 0 to 1.
    pub score: f64,
}

/// The systems that are left, and those that are not.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The systems, in the order of their tables; for GPQA those from before it first.
    pub points: Vec<Point>,
    /// Why each of the others is not among them, by its place.
    pub dropped: Vec<(Reason, usize)>,
}

impl Sample {
    /// Chooses among systems.
    #[must_use]
    pub fn of(systems: &Systems, choice: &Choice) -> Self {
        let least = systems.chance(choice.benchmark) + choice.chance_margin / 100.0;
        let mut sample = Sample {
            points: Vec::new(),
            dropped: Vec::new(),
        };
        for at in order(systems, choice) {
            match judge(&systems.rows[at], choice, least) {
                Ok(point) => sample.points.push(Point {
                    system: at,
                    ..point
                }),
                Err(reason) => sample.dropped.push((reason, at)),
            }
        }
        sample
    }

    /// Returns the systems that a filter dropped, by their place.
    pub fn dropped_by(&self, reason: Reason) -> impl Iterator<Item = usize> {
        let dropped = self.dropped.iter();
        dropped
            .filter(move |(by, _)| *by == reason)
            .map(|(_, at)| *at)
    }

    /// Returns how many systems pass this filter and all before it.
    #[must_use]
    pub fn left_after(&self, reason: Reason) -> usize {
        self.places_after(reason).count()
    }

    /// Returns the systems that pass this filter and all before it, by their place.
    pub fn places_after(&self, reason: Reason) -> impl Iterator<Item = usize> {
        let later = self.dropped.iter().filter(move |(by, _)| *by > reason);
        let left = self.points.iter().map(|point| point.system);
        left.chain(later.map(|(_, at)| *at))
    }

    /// Returns the rows of the sample.
    pub(super) fn row_set(&self, systems: &Systems) -> Arc<RowSet> {
        let words = "the sample: models with score and cost";
        systems.row_set("sample", words, places(&self.points))
    }

    /// Returns the rows of the regressions, as a set of that name.
    pub(super) fn dated_row_set(
        &self,
        systems: &Systems,
        name: &str,
        words: &str,
        has: impl Fn(&System) -> bool,
    ) -> Arc<RowSet> {
        let dated = self.dated().map(|(_, point)| point.system);
        let dated = dated.filter(|at| has(&systems.rows[*at]));
        systems.row_set(name, words, dated)
    }

    /// Returns the rows of all regressions of the study.
    pub(super) fn regression_row_set(&self, systems: &Systems) -> Arc<RowSet> {
        let words = "the sample of the regression: models with score, cost and date";
        self.dated_row_set(systems, "regression", words, |_| true)
    }

    /// The points that have a date: those of the regressions.
    pub fn dated(&self) -> impl Iterator<Item = (f64, &Point)> {
        let points = self.points.iter();
        points.filter_map(|point| Some((point.date?, point)))
    }
}

/// Returns the places of the systems of some points.
pub(super) fn places(points: &[Point]) -> impl Iterator<Item = usize> {
    points.iter().map(|point| point.system)
}

/// The order in which systems are taken: for GPQA, where scores from before it need no trust, those
/// come first, as in the notebook.
fn order(systems: &Systems, choice: &Choice) -> Vec<usize> {
    let mut order: Vec<usize> = (0..systems.rows.len()).collect();
    if choice.benchmark == Benchmark::Gpqa && choice.trust == Trust::NonSuspects {
        order.sort_by_key(|at| !is_before_gpqa(&systems.rows[*at]));
    }
    order
}

fn is_before_gpqa(system: &System) -> bool {
    let (year, month, day) = GPQA_PUBLISHED;
    system.date < Date::new(year, month, day) && system.date.is_some()
}

fn judge(system: &System, choice: &Choice, least: f64) -> Result<Point, Reason> {
    if choice.without_finetuned && system.finetuned {
        return Err(Reason::Finetuned);
    }
    if choice.without_finetuned && system.is_flan() {
        return Err(Reason::Flan);
    }
    if system.is_chance() {
        return Err(Reason::Chance);
    }
    if !is_trusted(system, choice) {
        return Err(Reason::Trust);
    }
    if !is_in_window(system, choice) {
        return Err(Reason::Window);
    }
    let score = system.score(choice.benchmark).ok_or(Reason::NoScore)?;
    if score <= least {
        return Err(Reason::NearChance);
    }
    if score >= 1.0 {
        return Err(Reason::NoError);
    }
    let log_cost = system.log_cost(choice.cost).ok_or(Reason::NoCost)?;
    Ok(Point {
        system: 0,
        date: system.date.map(float_year),
        log_cost,
        nle: negative_log_error(score),
        score,
    })
}

/// Returns whether the scores of a system are taken. Only MMLU and GPQA were looked at for signs that
/// models had seen their questions.
fn is_trusted(system: &System, choice: &Choice) -> bool {
    let at_least = |least: f64| system.trust.is_some_and(|trust| trust >= least);
    match (choice.trust, choice.benchmark) {
        (Trust::All, _) => true,
        (Trust::TrustedOnly, _) => system.trust.is_some_and(|trust| trust > 0.0),
        (Trust::NonSuspects, Benchmark::Mmlu) => at_least(0.0),
        (Trust::NonSuspects, Benchmark::Gpqa) => {
            is_before_gpqa(system) || (system.date.is_some() && at_least(0.0))
        }
        (Trust::NonSuspects, Benchmark::Bbh | Benchmark::Gsm1k) => true,
    }
}

fn is_in_window(system: &System, choice: &Choice) -> bool {
    if choice.since.is_none() && choice.until.is_none() {
        return true;
    }
    system.date.is_some_and(|date| {
        choice.since.is_none_or(|since| date >= since)
            && choice.until.is_none_or(|until| date <= until)
    })
}
