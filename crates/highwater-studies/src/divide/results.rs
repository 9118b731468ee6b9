//! All that the study found.

use super::code_release::Releases;
use super::compute::Compute;
use super::notability::Filter;
use super::records::Records;
use super::settings::Settings;
use super::text::Texts;
use super::text::lists::Lists;
use super::{multiverse, notability, release_facts, shares, text};
use crate::multiverse::Multiverse;
use crate::output::Output;

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

    pub(super) fn record(&self, lists: &Lists, output: &mut Output) {
        notability::record(self.filter.as_ref(), &mut output.facts("divide.notability"));
        self.compute.record(&mut output.facts("divide.compute"));
        self.shares.record(&mut output.facts("divide.shares"));
        let facts = &mut output.facts("divide.code_release");
        release_facts::record(self.releases.as_ref(), &self.settings.window, facts);
        if let Some(multiverse) = &self.multiverse {
            let facts = &mut output.facts("divide.multiverse");
            multiverse.record(facts);
            multiverse::record_by_last_year(multiverse, facts);
        }
        match &self.texts {
            Some(texts) => texts.record(lists, output),
            None => text::record_none(lists, output),
        }
    }
}
