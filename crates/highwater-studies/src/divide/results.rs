//! All that the study found.

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
        let mut below = |path: &str, record: &dyn Fn(&mut Facts)| {
            let mut facts = Facts::below(path);
            record(&mut facts);
            recorded.append(facts);
        };
        below("divide.notability", &|facts| {
            notability::record(self.filter.as_ref(), facts);
        });
        below("divide.compute", &|facts| self.compute.record(facts));
        below("divide.shares", &|facts| self.shares.record(facts));
        below("divide.code_release", &|facts| {
            release_facts::record(self.releases.as_ref(), &self.settings.window, facts);
        });
        if let Some(multiverse) = &self.multiverse {
            below("divide.multiverse", &|facts| {
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
