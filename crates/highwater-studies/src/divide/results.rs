//! All that the study found.

use std::sync::Arc;

use highwater_facts::RowSet;
use highwater_study::{self as study, Facts};

use super::code_release::Releases;
use super::compute::Compute;
use super::notability::Filter;
use super::records::Records;
use super::settings::Settings;
use super::text::Texts;
use super::text::lists::Lists;
use super::{multiverse, notability, release_facts, shares, text};
use crate::multiverse::Multiverse;

/// All that the study found.
#[derive(Debug)]
pub struct Results<'a> {
    /// The models.
    pub records: &'a Records,
    /// The settings of the run.
    pub settings: &'a Settings,
    /// Which models count; none where the table does not say why a model is notable.
    pub filter: Option<Filter>,
    /// Compute by sector.
    pub compute: Compute,
    /// Whose models there are.
    pub shares: shares::Models,
    /// Whose code is open; none without papers.
    pub releases: Option<Releases>,
    /// The release of code under all choices; none without papers.
    pub multiverse: Option<Multiverse>,
    /// What abstracts say; none without papers.
    pub texts: Option<Texts<'a>>,
}

impl<'a> Results<'a> {
    /// Computes everything.
    #[must_use]
    pub fn of(records: &'a Records, settings: &'a Settings, lists: &Lists) -> Self {
        let has_papers = records.has_papers;
        let models = || {
            let releases = has_papers.then(|| Releases::of(records, &settings.window));
            let multiverse = releases.as_ref().map(|r| multiverse::release(&r.papers));
            (
                has_papers.then(|| Filter::of(records)),
                Compute::of(records, settings.selection),
                releases,
                multiverse,
            )
        };
        let texts = || has_papers.then(|| Texts::of(records, lists, &settings.text));
        let ((filter, compute, releases, multiverse), texts) = rayon::join(models, texts);
        Results {
            shares: shares::Models::of(records, settings.selection),
            filter,
            compute,
            releases,
            multiverse,
            texts,
            records,
            settings,
        }
    }

    pub(super) fn record(&self, lists: &Lists) -> study::Results {
        let mut recorded = study::Results::default();
        let (records, releases) = (self.records, self.releases.as_ref());
        let mut below = |path: &str, rows: Option<Arc<RowSet>>, record: &dyn Fn(&mut Facts)| {
            let mut facts = Facts::below(path);
            facts.within_any(rows.as_ref(), |facts| record(facts));
            recorded.append(facts);
        };
        below("divide.notability", Some(records.all_rows()), &|facts| {
            notability::record(self.filter.as_ref(), records, facts);
        });
        let compared = self.compute.row_set(records);
        below("divide.compute", Some(compared), &|facts| {
            self.compute.record(records, facts);
        });
        let placed = self.shares.of_all_years(records);
        below("divide.shares", Some(placed), &|facts| {
            self.shares.record(records, facts);
        });
        let known = || releases.map(|releases| releases.row_set(records));
        below("divide.code_release", known(), &|facts| {
            release_facts::record(releases, records, &self.settings.window, facts);
        });
        if let Some(multiverse) = &self.multiverse {
            below("divide.multiverse", known(), &|facts| {
                multiverse.record(facts);
                multiverse::record_by_last_year(multiverse, facts);
            });
        }
        recorded.append(match &self.texts {
            Some(texts) => texts.record(lists),
            None => text::record_none(lists),
        });
        recorded
    }
}
