//! Tests of samples, named by a formula such as `score ~ access`, and their values under the usual names.

use std::collections::BTreeMap;

use highwater_query::{Answer, Datum};
use highwater_stats::{
    Missing, StatsError, chi_square, fisher_exact, kendall, kruskal_wallis, mann_whitney, paired_t,
    pearson, spearman, welch_anova, welch_t,
};

use crate::named::{DROPPED, Named};

/// A test of two samples, of several, or of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    MannWhitney,
    WelchT,
    PairedT,
    Pearson,
    Spearman,
    Kendall,
    KruskalWallis,
    WelchAnova,
    ChiSquare,
    FisherExact,
}

pub(crate) const TESTS: [(&str, Test); 10] = [
    ("mann_whitney", Test::MannWhitney),
    ("welch_t", Test::WelchT),
    ("paired_t", Test::PairedT),
    ("pearson", Test::Pearson),
    ("spearman", Test::Spearman),
    ("kendall", Test::Kendall),
    ("kruskal_wallis", Test::KruskalWallis),
    ("welch_anova", Test::WelchAnova),
    ("chi_square", Test::ChiSquare),
    ("fisher_exact", Test::FisherExact),
];

impl Test {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Test::MannWhitney => "Mann-Whitney test",
            Test::WelchT => "Welch’s t test",
            Test::PairedT => "paired t test",
            Test::Pearson => "Pearson correlation",
            Test::Spearman => "Spearman correlation",
            Test::Kendall => "Kendall correlation",
            Test::KruskalWallis => "Kruskal-Wallis test",
            Test::WelchAnova => "Welch’s analysis of variance",
            Test::ChiSquare => "chi-square test",
            Test::FisherExact => "Fisher’s exact test",
        }
    }

    /// Returns the values of the test.
    pub(crate) fn values(self, formula: &str, answer: &Answer) -> Result<Vec<Named>, StatsError> {
        let sides = Sides::read(formula, answer)?;
        let (x, y) = (|| sides.numbers(sides.right), || sides.numbers(sides.left));
        let named = |all: &[(&str, Option<f64>, &str)]| -> Vec<Named> {
            all.iter()
                .map(|(name, x, label)| ((*name).to_owned(), *x, (*label).to_owned()))
                .collect()
        };
        let count = |n: usize| Some(n as f64);
        Ok(match self {
            Test::MannWhitney => {
                let [(_, a), (_, b)] = sides.two()?;
                let test = mann_whitney(&a, &b, Missing::Drop)?;
                named(&[
                    ("u", Some(test.u1), "U of the first group"),
                    ("p", Some(test.p), "p, two-sided"),
                    (
                        "auc",
                        Some(test.auc),
                        "chance that one of the first group is the higher",
                    ),
                    ("n1", count(test.n1), "size of the first group"),
                    ("n2", count(test.n2), "size of the second group"),
                    ("dropped", count(test.dropped), DROPPED),
                ])
            }
            Test::WelchT => {
                let [(_, a), (_, b)] = sides.two()?;
                let test = welch_t(&a, &b, Missing::Drop)?;
                let interval = test.interval(0.95)?;
                named(&[
                    ("t", Some(test.t), "t"),
                    ("df", Some(test.df), "degrees of freedom"),
                    ("p", Some(test.p.two_sided), "p, two-sided"),
                    ("mean1", Some(test.mean_x), "mean of the first group"),
                    ("mean2", Some(test.mean_y), "mean of the second group"),
                    (
                        "difference",
                        Some(test.difference),
                        "difference of the means",
                    ),
                    (
                        "ci_low",
                        Some(interval.low),
                        "lower end of the 95% interval of the difference",
                    ),
                    (
                        "ci_high",
                        Some(interval.high),
                        "upper end of the 95% interval of the difference",
                    ),
                    ("n1", count(test.n_x), "size of the first group"),
                    ("n2", count(test.n_y), "size of the second group"),
                ])
            }
            Test::PairedT => {
                let test = paired_t(&y()?, &x()?, Missing::Drop)?;
                named(&[
                    ("t", Some(test.t), "t"),
                    ("df", count(test.df), "degrees of freedom"),
                    ("p", Some(test.p.two_sided), "p, two-sided"),
                    ("difference", Some(test.mean), "mean of the differences"),
                    ("n", count(test.n), "pairs"),
                ])
            }
            Test::Pearson => {
                let test = pearson(&x()?, &y()?, Missing::Drop)?;
                let interval = test.interval(0.95)?;
                named(&[
                    ("r", Some(test.r), "correlation"),
                    ("p", test.p.map(|p| p.two_sided), "p, two-sided"),
                    (
                        "ci_low",
                        interval.as_ref().map(|i| i.low),
                        "lower end of the 95% interval",
                    ),
                    (
                        "ci_high",
                        interval.as_ref().map(|i| i.high),
                        "upper end of the 95% interval",
                    ),
                    ("n", count(test.n), "pairs"),
                    ("dropped", count(test.dropped), DROPPED),
                ])
            }
            Test::Spearman => {
                let test = spearman(&x()?, &y()?, Missing::Drop)?;
                named(&[
                    ("rho", Some(test.rho), "rank correlation"),
                    ("p", Some(test.p), "p, two-sided"),
                    ("n", count(test.n), "pairs"),
                    ("dropped", count(test.dropped), DROPPED),
                ])
            }
            Test::Kendall => {
                let test = kendall(&x()?, &y()?, Missing::Drop)?;
                named(&[
                    ("tau", Some(test.tau_b), "rank correlation, tau-b"),
                    ("p", Some(test.p), "p, two-sided"),
                    ("n", count(test.n), "pairs"),
                    ("dropped", count(test.dropped), DROPPED),
                ])
            }
            Test::KruskalWallis | Test::WelchAnova => {
                let groups = sides.groups()?;
                let samples: Vec<&[f64]> = groups.values().map(Vec::as_slice).collect();
                match self {
                    Test::KruskalWallis => {
                        let test = kruskal_wallis(&samples, Missing::Drop)?;
                        named(&[
                            ("h", Some(test.h), "H"),
                            ("df", count(test.df), "degrees of freedom"),
                            ("p", Some(test.p_value), "p"),
                            ("n", count(test.n), "lines"),
                        ])
                    }
                    _ => {
                        let test = welch_anova(&samples, Missing::Drop)?;
                        named(&[
                            ("f", Some(test.f), "F"),
                            ("df1", count(test.df1), "degrees of freedom"),
                            ("df2", Some(test.df2), "residual degrees of freedom"),
                            ("p", Some(test.p_value), "p"),
                        ])
                    }
                }
            }
            Test::ChiSquare => {
                let test = chi_square(&sides.table())?;
                named(&[
                    ("chi2", Some(test.statistic), "chi-square"),
                    ("df", count(test.df), "degrees of freedom"),
                    ("p", Some(test.p_value), "p"),
                    ("cramers_v", Some(test.cramers_v), "Cramér’s V"),
                    ("n", Some(test.n as f64), "lines"),
                ])
            }
            Test::FisherExact => {
                let table = sides.table();
                let [[a, b], [c, d]] = match &table[..] {
                    [one, two] => match (&one[..], &two[..]) {
                        ([a, b], [c, d]) => [[*a, *b], [*c, *d]],
                        _ => return Err(sides.wrong("both sides need two values each")),
                    },
                    _ => return Err(sides.wrong("both sides need two values each")),
                };
                let test = fisher_exact([[a, b], [c, d]])?;
                named(&[
                    ("odds_ratio", test.odds_ratio, "odds ratio"),
                    ("p", Some(test.p.two_sided), "p, two-sided"),
                    ("n", Some((a + b + c + d) as f64), "lines"),
                ])
            }
        })
    }
}

/// The two columns of a formula `left ~ right`.
struct Sides<'a> {
    answer: &'a Answer,
    formula: &'a str,
    left: usize,
    right: usize,
}

impl<'a> Sides<'a> {
    fn read(formula: &'a str, answer: &'a Answer) -> Result<Self, StatsError> {
        let wrong = |column: usize, problem: &str| StatsError::Formula {
            column,
            problem: problem.to_owned(),
        };
        let Some((left, right)) = formula.split_once('~') else {
            return Err(wrong(1, "a test needs two columns, `score ~ access`"));
        };
        let column = |name: &str| {
            let name = name.trim().trim_matches('`');
            answer.column(name).ok_or_else(|| StatsError::UnknownTerm {
                name: name.to_owned(),
                known: answer
                    .columns
                    .iter()
                    .map(|column| column.name.clone())
                    .collect(),
            })
        };
        Ok(Sides {
            answer,
            formula,
            left: column(left)?,
            right: column(right)?,
        })
    }

    fn wrong(&self, problem: &str) -> StatsError {
        let column = self
            .formula
            .split('~')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 3;
        StatsError::Formula {
            column,
            problem: problem.to_owned(),
        }
    }

    fn cells(&self, at: usize) -> impl Iterator<Item = &'a Datum> {
        self.answer
            .rows
            .iter()
            .filter_map(move |row| row.cells.get(at))
            .map(|cell| &cell.value)
    }

    fn numbers(&self, at: usize) -> Result<Vec<f64>, StatsError> {
        if let Some(text) = self.cells(at).find(|value| matches!(value, Datum::Text(_))) {
            let name = &self.answer.columns[at].name;
            return Err(self.wrong(&format!(
                "`{name}` holds texts such as `{}`, not numbers",
                text.text()
            )));
        }
        Ok(self
            .cells(at)
            .map(|value| value.number().unwrap_or(f64::NAN))
            .collect())
    }

    /// Returns the numbers of the left side by the names of the right one; lines without a name are left
    /// out.
    fn groups(&self) -> Result<BTreeMap<String, Vec<f64>>, StatsError> {
        let mut groups: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for (x, name) in self
            .numbers(self.left)?
            .into_iter()
            .zip(self.cells(self.right))
        {
            if *name != Datum::Null {
                groups.entry(name.text()).or_default().push(x);
            }
        }
        Ok(groups)
    }

    fn two(&self) -> Result<[(String, Vec<f64>); 2], StatsError> {
        let groups: Vec<(String, Vec<f64>)> = self.groups()?.into_iter().collect();
        let n = groups.len();
        groups.try_into().map_err(|_| {
            let name = &self.answer.columns[self.right].name;
            self.wrong(&format!(
                "`{name}` has {n} values, and two groups are compared"
            ))
        })
    }

    /// Returns how many lines have each pair of values.
    fn table(&self) -> Vec<Vec<u64>> {
        let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for (a, b) in self.cells(self.left).zip(self.cells(self.right)) {
            if *a != Datum::Null && *b != Datum::Null {
                *counts
                    .entry(a.text())
                    .or_default()
                    .entry(b.text())
                    .or_default() += 1;
            }
        }
        let mut columns: Vec<String> = counts
            .values()
            .flat_map(|row| row.keys().cloned())
            .collect();
        columns.sort();
        columns.dedup();
        let row = |row: &BTreeMap<String, u64>| -> Vec<u64> {
            columns
                .iter()
                .map(|column| row.get(column).copied().unwrap_or_default())
                .collect()
        };
        counts.values().map(row).collect()
    }
}
