//! D. Do papers that speak of compute come from academia less often?
//!
//! Question: is there less of academia alone where more papers use the supplement's terms?
//! Method: by task, with at least so many papers: the share of papers that use any term against the
//! share by academia alone, as Spearman's rank correlation and as a binomial regression on counts; by
//! paper: a logistic regression of "academia alone" on the number of different terms. Papers are by
//! industry, academia or both; those with governments or collectives are left out.
//! Caveat: the tasks of this database stand in for the supplement's topics, of which it had many
//! more papers; a paper of several tasks counts in each.

use std::collections::{BTreeMap, BTreeSet};

use highwater_stats::{
    Design, LogitFit, Missing, SpearmanTest, StatsError, binomial_glm, logit, spearman,
};

use super::choice::Choice;
use super::papers::Paper;
use super::terms::TermMask;

/// The column of the share of papers that use a term.
pub const SHARE: &str = "share_with_term";
/// The column of the number of different terms.
pub const N_TERMS: &str = "n_terms";

/// The papers of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The task: `Language modelling`.
    pub name: String,
    /// Those of its papers by academia alone.
    pub academia_only: u64,
    /// The terms of each of its papers.
    pub terms: Vec<TermMask>,
}

/// The terms against who writes the papers.
#[derive(Clone, Debug)]
pub struct Representation {
    /// The papers looked at.
    pub papers: usize,
    /// Those of them by academia alone.
    pub academia_only: usize,
    /// The tasks with enough papers, by name.
    pub tasks: Vec<Task>,
    /// Over tasks: the share of papers with a term against the share by academia alone.
    pub of_tasks: Result<SpearmanTest, StatsError>,
    /// The same as a binomial regression of the papers by academia alone on [`SHARE`].
    pub glm: Result<LogitFit, StatsError>,
    /// Over papers: academia alone, or not, on [`N_TERMS`].
    pub by_paper: Result<LogitFit, StatsError>,
    /// Over papers, with a dummy for each year but the first.
    pub by_paper_and_year: Result<LogitFit, StatsError>,
    /// Over papers: the number of different terms against academia alone.
    pub of_papers: Result<SpearmanTest, StatsError>,
}

impl Task {
    /// Returns how many papers it has.
    #[must_use]
    pub fn papers(&self) -> usize {
        self.terms.len()
    }

    /// Returns the share of its papers by academia alone, from 0 to 1.
    #[must_use]
    pub fn academia_share(&self) -> f64 {
        self.academia_only as f64 / self.papers() as f64
    }

    /// The share of its papers that use a term other than those whose bits are set in `left_out`.
    #[must_use]
    pub fn share_without(&self, left_out: u64) -> f64 {
        let uses = |terms: &&TermMask| !terms.without(left_out).is_empty();
        self.terms.iter().filter(uses).count() as f64 / self.papers() as f64
    }
}

impl Representation {
    /// Takes the papers of a window by task and singly.
    #[must_use]
    pub fn of(papers: &[Paper<'_>], choice: &Choice) -> Self {
        let held = papers.iter().filter(|paper| choice.window.has(paper));
        let held: Vec<&Paper<'_>> = held.filter(|p| p.is_industry_or_academia()).collect();
        let tasks = tasks(&held, choice.least_papers);
        let n_terms = |paper: &&Paper<'_>| f64::from(paper.used.terms.count());
        let n_terms: Vec<f64> = held.iter().map(n_terms).collect();
        let academia = |paper: &&Paper<'_>| f64::from(u8::from(paper.is_academia_only()));
        let academia: Vec<f64> = held.iter().map(academia).collect();
        let years: Vec<i64> = held.iter().filter_map(|p| p.year).map(i64::from).collect();
        let design = || Design::with_intercept().term(N_TERMS, &n_terms);
        let fit = |design: &Design| logit(design, &academia, Missing::Refuse);
        let with_years =
            |design: Design| design.dummies("year", &years, years.iter().copied().min());
        Representation {
            papers: held.len(),
            academia_only: held.iter().filter(|p| p.is_academia_only()).count(),
            of_tasks: correlation(&tasks, 0),
            glm: regression(&tasks, 0),
            by_paper: design().and_then(|design| fit(&design)),
            by_paper_and_year: design()
                .and_then(with_years)
                .and_then(|design| fit(&design)),
            of_papers: spearman(&n_terms, &academia, Missing::Refuse),
            tasks,
        }
    }
}

fn tasks(papers: &[&Paper<'_>], least: usize) -> Vec<Task> {
    let mut tasks: BTreeMap<&str, Task> = BTreeMap::new();
    for paper in papers {
        let of_paper: BTreeSet<&str> = paper.record.tasks().collect();
        for name in of_paper {
            let task = tasks.entry(name).or_insert_with(|| Task {
                name: name.to_owned(),
                academia_only: 0,
                terms: Vec::new(),
            });
            task.academia_only += u64::from(paper.is_academia_only());
            task.terms.push(paper.used.terms);
        }
    }
    let enough = tasks.into_values().filter(|task| task.papers() >= least);
    enough.collect()
}

/// The rank correlation over tasks, without the terms whose bits are set in `left_out`.
///
/// # Errors
///
/// As [`spearman`]: with fewer than two tasks, or where all have the same share.
pub fn correlation(tasks: &[Task], left_out: u64) -> Result<SpearmanTest, StatsError> {
    let shares: Vec<f64> = tasks.iter().map(|t| t.share_without(left_out)).collect();
    let academia: Vec<f64> = tasks.iter().map(Task::academia_share).collect();
    spearman(&shares, &academia, Missing::Refuse)
}

/// The binomial regression over tasks, without the terms whose bits are set in `left_out`.
///
/// # Errors
///
/// As [`binomial_glm`].
pub fn regression(tasks: &[Task], left_out: u64) -> Result<LogitFit, StatsError> {
    let shares: Vec<f64> = tasks.iter().map(|t| t.share_without(left_out)).collect();
    let academia: Vec<f64> = tasks.iter().map(|t| t.academia_only as f64).collect();
    let papers: Vec<f64> = tasks.iter().map(|t| t.papers() as f64).collect();
    let design = Design::with_intercept().term(SHARE, &shares)?;
    binomial_glm(&design, &academia, &papers, Missing::Refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(academia_only: u64, terms: &[u64]) -> Task {
        Task {
            name: String::new(),
            academia_only,
            terms: terms.iter().copied().map(TermMask).collect(),
        }
    }

    #[test]
    fn a_term_left_out_counts_no_more_and_the_others_do() {
        let task = task(1, &[0b01, 0b11, 0b10, 0]);
        assert_eq!(task.share_without(0), 0.75);
        assert_eq!(task.share_without(0b01), 0.5);
        assert_eq!(task.share_without(0b11), 0.0);
        assert_eq!(task.academia_share(), 0.25);
    }

    #[test]
    fn fewer_terms_where_there_is_more_of_academia_is_a_negative_correlation() {
        let tasks = [
            task(0, &[1, 1, 1]),
            task(1, &[1, 1, 0]),
            task(2, &[1, 0, 0]),
        ];
        assert_eq!(correlation(&tasks, 0).unwrap().rho, -1.0);
        // Without the only term all tasks are alike.
        assert!(correlation(&tasks, 1).is_err());
    }
}
