//! Models as all six analyses take them, and the papers that they come from.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use highwater_facts::{NamedRow, RowSet};
use highwater_ingest::Date;

use super::cells::{categories, normalised};
use super::sector::{Kinds, Sector};
use crate::openness::Access;

/// The domain of language models in the table.
const LANGUAGE: &str = "Language";

/// Why a model is called notable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notability {
    /// It improved on the state of the art.
    pub sota_improvement: bool,
    /// It is of historical significance.
    pub historical_significance: bool,
    /// Its paper is highly cited.
    pub highly_cited: bool,
    /// It is in significant use.
    pub significant_use: bool,
    /// Its training cost much.
    pub training_cost: bool,
    /// It is called notable in a table that does not say why.
    pub unstated: bool,
}

impl Notability {
    /// Reads the criteria of a cell; others than the five make a model notable for a reason that is
    /// not stated here.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::{Notability, categories};
    ///
    /// let notability = Notability::of(categories("Significant use,Highly cited"));
    /// assert!(notability.is_notable() && notability.is_kept());
    /// // Notable for use or training cost alone: dropped by the supplement.
    /// let notability = Notability::of(categories("Significant use,Training cost"));
    /// assert!(notability.is_notable() && !notability.is_kept());
    /// ```
    #[must_use]
    pub fn of<'a>(criteria: impl Iterator<Item = &'a str>) -> Self {
        let mut notability = Notability::default();
        for criterion in criteria {
            match criterion {
                "SOTA improvement" => notability.sota_improvement = true,
                "Historical significance" => notability.historical_significance = true,
                "Highly cited" => notability.highly_cited = true,
                "Significant use" => notability.significant_use = true,
                "Training cost" => notability.training_cost = true,
                _ => notability.unstated = true,
            }
        }
        notability
    }

    /// Returns whether there is any reason.
    #[must_use]
    pub fn is_notable(self) -> bool {
        self != Notability::default()
    }

    /// Returns whether the model passes the supplement's filter: state of the art, historical
    /// significance or citations. Where a table does not say why a model is notable, nothing drops it.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self.sota_improvement || self.historical_significance || self.highly_cited || self.unstated
    }
}

/// A model, as a row of the table tells it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The line of its row.
    pub line: u64,
    /// The name of the model.
    pub system: Arc<str>,
    /// The title of its paper.
    pub reference: Option<Arc<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// The kinds of its organisations.
    pub kinds: Kinds,
    /// Why it is notable.
    pub notability: Notability,
    /// The logarithm, base 10, of its training compute in FLOP.
    pub log_compute: Option<f64>,
    /// How far its training code is open; none where the table does not say.
    pub code: Option<Access>,
    /// How many authors its paper has; 0 where none is named.
    pub authors: u32,
    /// The cell with what it works on: `Language,Vision`.
    pub domains: Arc<str>,
    /// The cell with what it does: `Chat,Translation`.
    pub tasks: Arc<str>,
    /// The abstract of its paper, as published.
    pub abstract_text: Option<Arc<str>>,
    /// The model that it was made from.
    pub base_model: Option<Arc<str>>,
}

impl Record {
    /// Returns the year of its publication.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.date.map(Date::year)
    }

    /// Returns the sector of its organisations.
    #[must_use]
    pub fn sector(&self) -> Sector {
        self.kinds.sector()
    }

    /// Returns what it works on: `Language`.
    pub fn domains(&self) -> impl Iterator<Item = &str> {
        categories(&self.domains)
    }

    /// Returns whether language is among what it works on.
    #[must_use]
    pub fn is_language(&self) -> bool {
        self.domains().any(|domain| domain == LANGUAGE)
    }

    /// Returns what it does: `Language modelling`.
    pub fn tasks(&self) -> impl Iterator<Item = &str> {
        categories(&self.tasks)
    }

    /// Returns what all models of one paper have in common: the title of the paper, else the model's
    /// own name, normalised.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::Record;
    ///
    /// let record = Record {
    ///     reference: Some("Attention Is  All You Need".into()),
    ///     ..Record::named("Transformer")
    /// };
    /// assert_eq!(record.paper_key(), "attention is all you need");
    /// assert_eq!(Record::named("BigGAN‐deep").paper_key(), "biggan-deep");
    /// ```
    #[must_use]
    pub fn paper_key(&self) -> String {
        let title = self.reference.as_deref().map(normalised);
        title
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| normalised(&self.system))
    }

    /// A model of which nothing is known but its name.
    #[must_use]
    pub fn named(system: &str) -> Self {
        Record {
            line: 0,
            system: system.into(),
            reference: None,
            date: None,
            kinds: Kinds::default(),
            notability: Notability::default(),
            log_compute: None,
            code: None,
            authors: 0,
            domains: "".into(),
            tasks: "".into(),
            abstract_text: None,
            base_model: None,
        }
    }
}

/// All models of a table.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The models, in the table's order.
    pub rows: Vec<Record>,
    /// The file that their rows stand in.
    pub file: Arc<str>,
    /// Whether the table has what the analyses of papers need: criteria, authors, tasks and
    /// abstracts. The embedded one has not.
    pub has_papers: bool,
}

impl Records {
    /// Returns the rows that start on some lines as a set, which has a name below the study and words.
    pub(super) fn row_set(
        &self,
        name: &str,
        words: &str,
        lines: impl IntoIterator<Item = u64>,
    ) -> Arc<RowSet> {
        let rows = lines.into_iter().filter_map(|line| self.row(line));
        Arc::new(RowSet::new(format!("divide.{name}"), words, rows))
    }

    /// Returns the rows that satisfy a condition as a set.
    pub(super) fn row_set_of(
        &self,
        name: &str,
        words: &str,
        has: impl Fn(&Record) -> bool,
    ) -> Arc<RowSet> {
        let rows = self.rows.iter().filter(|row| has(row));
        self.row_set(name, words, rows.map(|row| row.line))
    }

    /// Returns the set of all rows.
    pub(super) fn all_rows(&self) -> Arc<RowSet> {
        self.row_set_of("rows", "all rows of the table", |_| true)
    }

    /// Returns the row that starts on a line.
    #[must_use]
    pub fn row(&self, line: u64) -> Option<NamedRow> {
        let at = self.rows.binary_search_by_key(&line, |row| row.line).ok()?;
        Some(NamedRow {
            file: self.file.clone(),
            line,
            place: at,
            name: self.rows.get(at)?.system.clone(),
        })
    }

    /// One model for each paper, the one with the largest compute (the first of them where several
    /// tie, a model with a known compute before one without), in the table's order.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_studies::divide::{Record, Records};
    ///
    /// let model = |name: &str, log_compute| Record {
    ///     reference: Some("One paper".into()),
    ///     log_compute,
    ///     ..Record::named(name)
    /// };
    /// let records = Records {
    ///     rows: vec![model("7B", Some(22.1)), model("70B", Some(23.9)), model("x", None)],
    ///     has_papers: true,
    ///     ..Records::default()
    /// };
    /// let papers: Vec<&str> = records.papers().iter().map(|paper| &*paper.system).collect();
    /// assert_eq!(papers, ["70B"]);
    /// ```
    #[must_use]
    pub fn papers(&self) -> Vec<&Record> {
        let mut largest: HashMap<String, usize, FixedState> = HashMap::default();
        for (at, row) in self.rows.iter().enumerate() {
            let known = largest.entry(row.paper_key()).or_insert(at);
            let compute = |row: &Record| row.log_compute.unwrap_or(f64::NEG_INFINITY);
            if compute(row) > compute(&self.rows[*known]) {
                *known = at;
            }
        }
        let mut places: Vec<usize> = largest.into_values().collect();
        places.sort_unstable();
        places.iter().map(|at| &self.rows[*at]).collect()
    }
}
