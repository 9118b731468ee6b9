//! How often the terms are used: in all papers, by year, by sector and by domain.

use std::collections::{BTreeMap, BTreeSet};

use super::papers::Paper;
use super::terms::{TermList, Use};
use crate::divide::Sector;

/// The terms in a group of papers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The papers.
    pub n: u64,
    /// Those that use any term.
    pub any: u64,
    /// The terms of each paper, each once, summed.
    pub distinct: u64,
    /// The terms of each paper, each as often as it occurs, summed.
    pub hits: u64,
    /// The papers that are by academia alone.
    pub academia_only: u64,
}

/// A term, and who uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermUse {
    /// The term.
    pub term: String,
    /// The papers that use it.
    pub papers: u64,
    /// The same by sector.
    pub by_sector: BTreeMap<Sector, u64>,
}

/// The terms in all papers whose sector is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// In all of them.
    pub overall: Counts,
    /// By the year of publication.
    pub by_year: BTreeMap<i32, Counts>,
    /// By the sector of the organisations.
    pub by_sector: BTreeMap<Sector, Counts>,
    /// By domain; a paper of several domains counts in each.
    pub by_domain: BTreeMap<String, Counts>,
    /// Each term, in the list's order.
    pub terms: Vec<TermUse>,
}

impl Counts {
    fn add(&mut self, paper: &Paper<'_>) {
        let Use { terms, hits } = paper.used;
        self.n += 1;
        self.any += u64::from(!terms.is_empty());
        self.distinct += u64::from(terms.count());
        self.hits += u64::from(hits);
        self.academia_only += u64::from(paper.is_academia_only());
    }

    /// The share of papers that use any term, from 0 to 1; none without papers.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        self.mean(self.any)
    }

    /// Returns the different terms in a paper, on average.
    #[must_use]
    pub fn mean_distinct(&self) -> Option<f64> {
        self.mean(self.distinct)
    }

    /// Returns the terms in a paper, counted as often as they occur, on average.
    #[must_use]
    pub fn mean_hits(&self) -> Option<f64> {
        self.mean(self.hits)
    }

    /// Returns the share of papers by academia alone, from 0 to 1.
    #[must_use]
    pub fn academia_share(&self) -> Option<f64> {
        self.mean(self.academia_only)
    }

    fn mean(&self, sum: u64) -> Option<f64> {
        (self.n > 0).then(|| sum as f64 / self.n as f64)
    }
}

impl Usage {
    /// Counts the terms of a list.
    #[must_use]
    pub fn of(papers: &[Paper<'_>], list: &TermList) -> Self {
        let unused = |term: &String| TermUse {
            term: term.clone(),
            papers: 0,
            by_sector: BTreeMap::new(),
        };
        let mut usage = Usage {
            overall: Counts::default(),
            by_year: BTreeMap::new(),
            by_sector: BTreeMap::new(),
            by_domain: BTreeMap::new(),
            terms: list.names().iter().map(unused).collect(),
        };
        for paper in papers.iter().filter(|p| p.sector != Sector::Unknown) {
            usage.add(paper);
        }
        usage
    }

    fn add(&mut self, paper: &Paper<'_>) {
        self.overall.add(paper);
        if let Some(year) = paper.year {
            self.by_year.entry(year).or_default().add(paper);
        }
        self.by_sector.entry(paper.sector).or_default().add(paper);
        let domains: BTreeSet<&str> = paper.record.domains().collect();
        for domain in domains {
            match self.by_domain.get_mut(domain) {
                Some(counts) => counts.add(paper),
                None => {
                    let mut counts = Counts::default();
                    counts.add(paper);
                    self.by_domain.insert(domain.to_owned(), counts);
                }
            }
        }
        let used = self.terms.iter_mut().enumerate();
        for (_, term) in used.filter(|(at, _)| paper.used.terms.has(*at)) {
            term.papers += 1;
            *term.by_sector.entry(paper.sector).or_default() += 1;
        }
    }
}
