//! Code release: do papers of teams with more industry release less code?
//!
//! Question: how does the chance that a paper's training code is open depend on the share of
//! industry?
//! Method: logistic regression on the share of companies among the organisations, the number of
//! authors and a level for each year, the first of them the base; average marginal effects, and the
//! mean change of the chance from no industry to nothing else.
//! Caveat: the supplement counts authors, this counts organisations; papers whose release nobody
//! noted are left out, and most are. Separation is told and gives no number.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use highwater_facts::RowSet;
use highwater_stats::{AveragePrediction, Design, LogitFit, Missing, StatsError, logit};
use rayon::prelude::*;

use super::labels::stem_and_words;
use super::records::{Record, Records};
use super::sector::Sector;

/// The names of the terms, as paths and tables give them.
pub const INDUSTRY: &str = "frac_industry";
/// See [`INDUSTRY`].
pub const AUTHORS: &str = "n_authors";
/// How `highwater-stats` names the constant.
pub const CONSTANT: &str = "const";

/// The windows that stay whatever a reader sets: the supplement's own, and all years since.
pub const WINDOWS: [RangeInclusive<i32>; 2] = [2017..=2021, 2017..=2024];

/// Five years each, from the first to the last that have papers enough.
pub const ROLLING: [RangeInclusive<i32>; 6] = [
    2015..=2019,
    2016..=2020,
    2017..=2021,
    2018..=2022,
    2019..=2023,
    2020..=2024,
];

/// A paper whose release of code is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// The line of the row of its model.
    pub line: u64,
    /// The year of its publication.
    pub year: i32,
    /// Whether its training code is open, on whatever terms.
    pub released: bool,
    /// The sector of its organisations.
    pub sector: Sector,
    /// The share of companies among its organisations, from 0 to 1.
    pub industry_share: f64,
    /// How many authors it has.
    pub authors: u32,
    /// Whether its model passes the supplement's filter of notability.
    pub is_notable: bool,
    /// Whether language is among its domains.
    pub is_language: bool,
}

impl Paper {
    /// Returns all papers with year, release, organisations and authors known.
    #[must_use]
    pub fn all(records: &Records) -> Vec<Paper> {
        let of = |row: &Record| {
            Some(Paper {
                line: row.line,
                year: row.year()?,
                released: row.code?.is_open(),
                sector: row.sector(),
                industry_share: row.kinds.industry_share()?,
                authors: Some(row.authors).filter(|authors| *authors > 0)?,
                is_notable: row.notability.is_kept(),
                is_language: row.is_language(),
            })
        };
        records.papers().into_iter().filter_map(of).collect()
    }
}

/// How many papers, and how many of them release their code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Released {
    /// Those that release it.
    pub released: u64,
    /// All.
    pub n: u64,
}

impl Released {
    /// Counts papers.
    #[must_use]
    pub fn of<'a>(papers: impl Iterator<Item = &'a Paper>) -> Self {
        papers.fold(Released::default(), |sum, paper| Released {
            released: sum.released + u64::from(paper.released),
            n: sum.n + 1,
        })
    }

    /// Returns the share of those that release it, from 0 to 1; none without papers.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.n > 0).then(|| self.released as f64 / self.n as f64)
    }
}

/// Code release in a window of years.
#[derive(Clone, Debug)]
pub struct Release {
    /// The years.
    pub window: RangeInclusive<i32>,
    /// The papers.
    pub papers: Vec<Paper>,
    /// How many release their code.
    pub released: Released,
    /// The same for each year that occurs.
    pub by_year: BTreeMap<i32, Released>,
    /// The same for papers without any industry.
    pub without_industry: Released,
    /// The same for papers of nothing but industry.
    pub all_industry: Released,
    /// The regression.
    pub fit: Result<LogitFit, StatsError>,
}

impl Release {
    /// Looks at the papers of a window.
    #[must_use]
    pub fn of(papers: &[Paper], window: &RangeInclusive<i32>) -> Self {
        let papers: Vec<Paper> = papers
            .iter()
            .filter(|paper| window.contains(&paper.year))
            .copied()
            .collect();
        let of_share = |share: f64| {
            let papers = papers.iter();
            Released::of(papers.filter(|paper| paper.industry_share == share))
        };
        let mut years: Vec<i32> = papers.iter().map(|paper| paper.year).collect();
        years.sort_unstable();
        years.dedup();
        let of_year = |year: i32| {
            let papers = papers.iter().filter(|paper| paper.year == year);
            (year, Released::of(papers))
        };
        Release {
            released: Released::of(papers.iter()),
            by_year: years.into_iter().map(of_year).collect(),
            without_industry: of_share(0.0),
            all_industry: of_share(1.0),
            fit: fit(&papers),
            window: window.clone(),
            papers,
        }
    }

    /// Returns the rows of its papers.
    pub(super) fn row_set(&self, records: &Records) -> Arc<RowSet> {
        let (stem, years) = stem_and_words("window", &self.window);
        let words = format!("papers of {years} whose release of code is known");
        row_set(records, &stem, &words, self.papers.iter())
    }

    /// Returns the rows of its papers of a year.
    pub(super) fn of_year(&self, records: &Records, year: i32) -> Arc<RowSet> {
        let papers = self.papers.iter().filter(|paper| paper.year == year);
        let words = format!("papers of {year} whose release of code is known");
        row_set(records, &format!("year_{year}"), &words, papers)
    }

    /// The chance of release that the fit foretells at a share of industry, all else as it is.
    ///
    /// # Errors
    ///
    /// That of the fit, where there is none.
    pub fn predicted(&self, industry_share: f64) -> Result<AveragePrediction, StatsError> {
        let fit = self.fit.as_ref().map_err(Clone::clone)?;
        fit.average_prediction(INDUSTRY, industry_share)
    }

    /// The year that the others are compared with: the first that occurs.
    #[must_use]
    pub fn base_year(&self) -> Option<i32> {
        self.by_year.keys().next().copied()
    }

    /// Returns the supplement's figure on these papers: what the odds ratio takes off the share of
    /// papers without industry, as a fraction.
    #[must_use]
    pub fn reduction(&self) -> Option<f64> {
        let odds_ratio = self.fit.as_ref().ok()?.odds_ratio(INDUSTRY, 0.95).ok()?;
        Some(reduction(self.without_industry.share()?, odds_ratio.ratio))
    }
}

/// Code release in all windows that are looked at.
#[derive(Clone, Debug)]
pub struct Releases {
    /// All papers whose release is known.
    pub papers: Vec<Paper>,
    /// The windows that stay: [`WINDOWS`].
    pub fixed: Vec<Release>,
    /// The window of a reader.
    pub own: Release,
    /// Five years each: [`ROLLING`].
    pub rolling: Vec<Release>,
}

impl Releases {
    /// Looks at all windows.
    #[must_use]
    pub fn of(records: &Records, own: &RangeInclusive<i32>) -> Self {
        let papers = Paper::all(records);
        let of = |window: &RangeInclusive<i32>| Release::of(&papers, window);
        Releases {
            fixed: WINDOWS.par_iter().map(of).collect(),
            own: of(own),
            rolling: ROLLING.par_iter().map(of).collect(),
            papers,
        }
    }

    /// Returns the rows of all papers.
    pub(super) fn row_set(&self, records: &Records) -> Arc<RowSet> {
        let words = "papers whose release of code is known";
        row_set(records, "papers", words, self.papers.iter())
    }

    /// Returns the rows of the papers of a sector.
    pub(super) fn of_sector(&self, records: &Records, sector: Sector) -> Arc<RowSet> {
        let papers = self.papers.iter().filter(|paper| paper.sector == sector);
        let words = format!("papers whose release of code is known, {}", sector.words());
        let name = format!("by_sector.{}", sector.segment());
        row_set(records, &name, &words, papers)
    }

    /// The window of a reader, where it is none of those that stay.
    #[must_use]
    pub fn asked_for(&self) -> Option<&Release> {
        let own = &self.own;
        Some(own).filter(|own| !WINDOWS.contains(&own.window))
    }
}

/// By how much a chance falls where its odds are multiplied by an odds ratio: `p0 - o / (1 + o)` with
/// `o = ratio p0 / (1 - p0)`.
///
/// The supplement puts the raw share of all-academic papers and an odds ratio that holds other terms
/// constant into it. That is not an average marginal effect, and is in percentage points, not percent.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::code_release::reduction;
///
/// // The supplement prints 32.45 %; from its rounded coefficient of -1.52 it is 32.49 points.
/// let points = 100.0 * reduction(0.8140, (-1.52_f64).exp());
/// assert!((points - 32.4945).abs() < 5e-5);
/// ```
#[must_use]
pub fn reduction(p0: f64, odds_ratio: f64) -> f64 {
    let odds = odds_ratio * p0 / (1.0 - p0);
    // Odds without end are certainty.
    let p1 = if odds.is_finite() {
        odds / (1.0 + odds)
    } else {
        1.0
    };
    p0 - p1
}

fn row_set<'a>(
    records: &Records,
    name: &str,
    words: &str,
    papers: impl Iterator<Item = &'a Paper>,
) -> Arc<RowSet> {
    let name = format!("code_release.{name}");
    records.row_set(&name, words, papers.map(|paper| paper.line))
}

fn fit(papers: &[Paper]) -> Result<LogitFit, StatsError> {
    let column = |of: fn(&Paper) -> f64| -> Vec<f64> { papers.iter().map(of).collect() };
    let levels: Vec<i64> = papers.iter().map(|paper| i64::from(paper.year)).collect();
    let design = Design::with_intercept()
        .term(INDUSTRY, &column(|paper| paper.industry_share))?
        .term(AUTHORS, &column(|paper| f64::from(paper.authors)))?
        .dummies("year", &levels, levels.iter().min().copied())?;
    let released = column(|paper| f64::from(u8::from(paper.released)));
    logit(&design, &released, Missing::Refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(year: i32, released: bool, industry_share: f64, authors: u32) -> Paper {
        Paper {
            line: 2,
            year,
            released,
            sector: Sector::Other,
            industry_share,
            authors,
            is_notable: false,
            is_language: false,
        }
    }

    #[test]
    fn a_year_in_which_all_is_released_is_told_and_gives_no_number() {
        let mut papers: Vec<Paper> = (0..40_u32)
            .map(|i| paper(2017, i % 3 == 0, f64::from(i % 5) / 4.0, 1 + i % 7))
            .collect();
        papers.extend((0..9).map(|i| paper(2018, true, f64::from(i % 3) / 2.0, 1 + i)));
        let release = Release::of(&papers, &(2017..=2018));
        let error = release.fit.as_ref().unwrap_err().to_string();
        assert!(error.contains("quasi-complete separation"), "{error}");
        assert!(error.contains("`year_2018` goes to infinity"), "{error}");
        assert_eq!(release.reduction(), None);
        assert!(Release::of(&papers, &(2017..=2017)).fit.is_ok());
        assert_eq!(release.by_year[&2018], Released { released: 9, n: 9 });
    }

    #[test]
    fn no_papers_are_no_regression() {
        let release = Release::of(&[], &(2017..=2021));
        assert!(release.fit.is_err());
        assert_eq!(
            (release.base_year(), release.released.share()),
            (None, None)
        );
    }
}
