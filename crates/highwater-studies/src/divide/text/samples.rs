//! Which papers each analysis of abstracts takes, as the rows of their models.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_facts::RowSet;

use super::Texts;
use super::bertology::{COMPARED, YEARS};
use super::engineering::Group;
use super::papers::Paper;
use crate::divide::Sector;

impl Texts<'_> {
    /// Returns the rows of the papers that satisfy a condition, as a set with a name and words.
    pub(super) fn row_set(
        &self,
        name: &str,
        words: &str,
        has: impl Fn(&Paper<'_>) -> bool,
    ) -> Arc<RowSet> {
        let papers = self.papers.iter().filter(|paper| has(paper));
        let lines = papers.map(|paper| paper.record.line);
        self.records.row_set(name, words, lines)
    }

    /// Returns the rows of the papers whose terms are counted.
    pub(in crate::divide) fn with_sector(&self) -> Arc<RowSet> {
        let words = "papers with an abstract and a sector";
        self.row_set("terms.papers", words, |paper| {
            paper.sector != Sector::Unknown
        })
    }

    /// Returns whether a paper is one of those whose terms are compared with who wrote it.
    pub(super) fn is_in_window(&self, paper: &Paper<'_>) -> bool {
        self.choice.window.has(paper) && paper.is_industry_or_academia()
    }

    /// Returns the rows of the papers whose terms are compared with who wrote them.
    pub(in crate::divide) fn of_window(&self) -> Arc<RowSet> {
        let words = "papers of the window by industry, academia or both";
        self.row_set("terms.window", words, |paper| self.is_in_window(paper))
    }

    /// Returns the rows of the papers with a task that is compared.
    pub(in crate::divide) fn of_topics(&self) -> Arc<RowSet> {
        let tasks = self.representation.tasks.iter();
        let tasks: BTreeSet<&str> = tasks.map(|task| task.name.as_str()).collect();
        let words = "papers of the window with a task that has enough of them";
        self.row_set("terms.topics", words, |paper| {
            self.is_in_window(paper) && paper.record.tasks().any(|of| tasks.contains(of))
        })
    }

    /// Returns whether the model of a paper takes much compute; `None` if that is not known.
    pub(super) fn is_large(&self, paper: &Paper<'_>) -> Option<bool> {
        let log = paper.record.log_compute?;
        Some(log >= self.choice.large)
    }

    /// Returns the rows of the papers of models with known compute.
    pub(in crate::divide) fn with_compute(&self) -> Arc<RowSet> {
        let words = "papers of models with known compute";
        self.row_set("terms.compute", words, |paper| {
            self.is_large(paper).is_some()
        })
    }

    /// Returns the rows of the papers in which engineering topics are looked for.
    pub(in crate::divide) fn of_group(&self, group: Group) -> Arc<RowSet> {
        let name = format!("engineering.{}", group.segment());
        self.row_set(&name, group.words(), |paper| {
            paper.is_industry_or_academia() && group.has(paper)
        })
    }

    /// Returns the rows of the papers among which studies of BERT are counted, year by year.
    pub(in crate::divide) fn of_bert_years(&self) -> Arc<RowSet> {
        let words = format!("papers on language, {YEARS}");
        self.row_set("bertology.peak", &words, |paper| {
            paper.is_language && YEARS.has(paper)
        })
    }

    /// Returns the rows of the papers that are compared on BERT, with industry and by academia alone.
    pub(in crate::divide) fn compared_on_bert(&self) -> Arc<RowSet> {
        let words = format!("papers on language, {COMPARED}, with industry or by academia alone");
        self.row_set("bertology", &words, |paper| side(paper).is_some())
    }

    /// Returns the rows of one side of that comparison.
    pub(super) fn on_bert(&self, of: Side, segment: &str, words: &str) -> Arc<RowSet> {
        let words = format!("papers on language, {COMPARED}, {words}");
        self.row_set(&format!("bertology.{segment}"), &words, |paper| {
            side(paper) == Some(of)
        })
    }
}

/// Who wrote a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Industry, alone or with others.
    Industry,
    /// Academia alone.
    Academia,
}

/// Returns the side of a paper in the comparison on BERT.
fn side(paper: &Paper<'_>) -> Option<Side> {
    if !paper.is_language || !COMPARED.has(paper) {
        return None;
    }
    match paper.record.kinds.involve_industry() {
        true => Some(Side::Industry),
        false => paper.is_academia_only().then_some(Side::Academia),
    }
}
