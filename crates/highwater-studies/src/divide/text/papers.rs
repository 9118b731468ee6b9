//! Papers with what the analyses of text need, each abstract read once.

use std::fmt;

use rayon::prelude::*;

use super::bertology::Bert;
use super::lists::Lists;
use super::terms::Use;
use super::topics::Topics;
use crate::divide::{Record, Records, Sector, normalised};

/// A paper with an abstract.
#[derive(Clone, Debug)]
pub struct Paper<'a> {
    /// Its largest model.
    pub record: &'a Record,
    /// The sector of its organisations.
    pub sector: Sector,
    /// The year of its publication.
    pub year: Option<i32>,
    /// Whether language is among its domains.
    pub is_language: bool,
    /// Its abstract, normalised.
    pub text: String,
    /// The terms of the supplement that it uses.
    pub used: Use,
    /// The engineering topics that it speaks of.
    pub topics: Topics,
    /// What it has to do with BERT.
    pub bert: Bert,
}

/// A range of years, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub from: i32,
    /// The last.
    pub to: i32,
}

impl Window {
    /// Returns whether a paper is of one of the years.
    #[must_use]
    pub fn has(self, paper: &Paper<'_>) -> bool {
        paper
            .year
            .is_some_and(|year| (self.from..=self.to).contains(&year))
    }
}

impl fmt::Display for Window {
    /// In words: `2019 to 2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

impl Paper<'_> {
    /// Returns whether it is by industry alone, academia alone, or both: governments and collectives
    /// are neither.
    #[must_use]
    pub fn is_industry_or_academia(&self) -> bool {
        !matches!(self.sector, Sector::Other | Sector::Unknown)
    }

    /// Returns whether it is by academia alone.
    #[must_use]
    pub fn is_academia_only(&self) -> bool {
        self.sector == Sector::AcademiaOnly
    }
}

/// The papers that have an abstract, one for each paper of the table, in its order.
#[must_use]
pub fn papers<'a>(records: &'a Records, lists: &Lists) -> Vec<Paper<'a>> {
    let all = records.papers();
    // In the order given, however many threads there are.
    let read = all.par_iter().filter_map(|record| paper(record, lists));
    read.collect()
}

/// The model with its abstract read; none where it has none.
#[must_use]
pub fn paper<'a>(record: &'a Record, lists: &Lists) -> Option<Paper<'a>> {
    let raw = record.abstract_text.as_deref()?;
    let text = normalised(raw);
    if text.is_empty() {
        return None;
    }
    Some(Paper {
        sector: record.sector(),
        year: record.year(),
        is_language: record.is_language(),
        used: lists.terms.find(&text),
        topics: lists.topics.find(&text),
        bert: Bert::of(
            record.reference.as_deref().unwrap_or_default(),
            record.base_model.as_deref().unwrap_or_default(),
            raw,
        ),
        text,
        record,
    })
}
