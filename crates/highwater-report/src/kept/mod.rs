//! What is kept from one check to the next.

mod drawings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::check::CheckedStory;
use crate::commands::Commands;
use crate::diagnostic::Diagnostic;
use crate::project::{Project, SiteConfig, StorySource};
use highwater_plot::font::Fonts;
use highwater_study::Results;

pub(crate) use drawings::{Drawings, DrawnFigure, DrawnScene, Picture, SceneFiles};

/// What is kept from one check to the next, for whoever checks again and again while a story is
/// written: the stories that would be found the same, and the figures that would be drawn the same.
///
/// Nothing in it goes out of date: it is known by all that it was made of.
#[derive(Debug, Default)]
pub struct Kept {
    pub(crate) drawings: Drawings,
    stories: Mutex<BTreeMap<String, KeptStory>>,
}

/// A checked story with all that its check has read.
#[derive(Debug)]
struct KeptStory {
    source: StorySource,
    site: SiteConfig,
    fonts: Fonts,
    commands: Commands,
    site_paths: BTreeSet<String>,
    results: Arc<Results>,
    story: Arc<CheckedStory>,
    findings: Vec<Diagnostic>,
}

/// All that the check of a story reads.
#[derive(Clone, Copy)]
pub(crate) struct StoryInput<'a> {
    pub(crate) source: &'a StorySource,
    pub(crate) project: &'a Project,
    pub(crate) site_paths: &'a BTreeSet<String>,
    pub(crate) results: &'a Arc<Results>,
}

impl Kept {
    /// The story as it was checked before, with its findings, where nothing of its input differs.
    pub(crate) fn story(
        &self,
        input: StoryInput<'_>,
    ) -> Option<(Arc<CheckedStory>, Vec<Diagnostic>)> {
        let stories = self.lock();
        let kept = stories.get(&input.source.slug)?;
        let is_same = Arc::ptr_eq(&kept.results, input.results)
            && kept.source == *input.source
            && kept.site == input.project.site
            && kept.fonts == input.project.fonts
            && kept.commands == input.project.commands
            && kept.site_paths == *input.site_paths;
        is_same.then(|| (Arc::clone(&kept.story), kept.findings.clone()))
    }

    /// Keeps a story in place of an earlier one of its name.
    pub(crate) fn keep(
        &self,
        input: StoryInput<'_>,
        story: &Arc<CheckedStory>,
        findings: &[Diagnostic],
    ) {
        let kept = KeptStory {
            source: input.source.clone(),
            site: input.project.site.clone(),
            fonts: input.project.fonts.clone(),
            commands: input.project.commands.clone(),
            site_paths: input.site_paths.clone(),
            results: Arc::clone(input.results),
            story: Arc::clone(story),
            findings: findings.to_vec(),
        };
        self.lock().insert(input.source.slug.clone(), kept);
    }

    /// Forgets the stories that the project has no more, and the figures that none of the others holds.
    pub(crate) fn forget_all_but(&self, project: &Project) {
        let mut stories = self.lock();
        stories.retain(|slug, _| project.stories.iter().any(|story| story.slug == *slug));
        let drawn = stories.values().flat_map(|kept| &kept.story.figures);
        let drawn: Vec<&Arc<DrawnFigure>> = drawn.collect();
        self.drawings.forget_all_but(&drawn);
    }

    /// Whoever broke off while he held it left a list of whole stories.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, KeptStory>> {
        self.stories.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
