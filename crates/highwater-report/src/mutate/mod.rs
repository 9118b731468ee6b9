//! Edits of stories, one at a time, by stated rules: which of them the check notices.
//!
//! What mutation testing does to code. Each edit is made in memory and only its story is checked again; an
//! edit is noticed if the check finds an error or a warning that it did not find before.

mod claims;
mod kind;
mod order;
mod prose;
mod swaps;

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_study::Results;
use rayon::prelude::*;

use crate::check::{Known, check_story, site_paths};
use crate::diagnostic::Diagnostic;
use crate::kept::Drawings;
use crate::language::Language;
use crate::project::{Project, StorySource};
use crate::prose::{Edit, apply};
use crate::shares::{Share, Shares};
use crate::source_text::SourceText;
use crate::story::Story;

pub use kind::EditKind;
use order::Order;

/// Which edits are made.
#[derive(Clone, Debug, Default)]
pub struct MutateOptions {
    /// The slugs of the stories; all if there are none.
    pub stories: Vec<String>,
    /// The kinds of edits; all if there are none.
    pub kinds: Vec<EditKind>,
    /// At most so many edits of each kind in a story.
    pub sample: Option<usize>,
    /// What decides the sample, and the value that takes the place of another.
    pub seed: u64,
}

/// An edit that was made, and what the check said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// The rule.
    pub kind: EditKind,
    /// The file that is edited, `claims.toml` for predicates.
    pub source: SourceText,
    /// The first byte that is edited.
    pub at: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The code of a finding that it made, of one that knows the text alone if there is such; `None` if
    /// nothing noticed it.
    pub noticed: Option<&'static str>,
}

impl Mutant {
    /// Returns whether only the comparison with what was [reviewed](crate::Checked::reviewed) noticed it.
    #[must_use]
    pub fn is_by_review(&self) -> bool {
        self.noticed.is_some_and(|code| BY_REVIEW.contains(&code))
    }
}

/// The codes of what changed since it was reviewed.
const BY_REVIEW: [&str; 2] = ["HW0079", "HW0080"];

/// A change of the files of a story.
struct Change {
    kind: EditKind,
    story: Vec<Edit>,
    claims: Vec<Edit>,
    /// Of `figures.toml`.
    figures: Vec<Edit>,
}

/// What the edits of a story are made of.
struct Ground<'a> {
    story: &'a Story,
    results: &'a Results,
}

/// Edits the stories of a project one edit at a time and checks each against what the studies gave.
///
/// A story that cannot be read is left out: [`check`](crate::check()) says why.
#[must_use]
pub fn mutate(project: &Project, results: &Results, options: &MutateOptions) -> Vec<Mutant> {
    let mut known = Known::of(results, Language::or_none(&project.site.language));
    known.for_pages = false;
    let wanted = |source: &&StorySource| {
        options.stories.is_empty() || options.stories.contains(&source.slug)
    };
    let site_paths = site_paths(project, results);
    let mut mutants = Vec::new();
    for source in project.stories.iter().filter(wanted) {
        let Ok(story) = Story::read(source, &project.site.language) else {
            continue;
        };
        let drawings = Drawings::default();
        let check = |story| check_story(story, project, results, &known, &site_paths, &drawings).1;
        let changes = changes(&story, results, options);
        let reviewed = Arc::clone(&story.reviewed);
        let before = counted(&check(story));
        let tried = changes.par_iter().map(|change| {
            let edited = edited(source, change);
            let found = match Story::read(&edited, &project.site.language) {
                Ok(mut story) => {
                    story.reviewed = Arc::clone(&reviewed);
                    check(story)
                }
                Err(found) => found,
            };
            mutant(source, change, noticed(&before, &found))
        });
        mutants.extend(tried.collect::<Vec<_>>());
    }
    mutants
}

/// The edits of a story that the options ask for.
fn changes(story: &Story, results: &Results, options: &MutateOptions) -> Vec<Change> {
    let mut order = Order(options.seed);
    let ground = Ground { story, results };
    let mut all = prose::changes(&ground, &mut order);
    all.extend(claims::changes(&ground, &mut order));
    let mut by_kind: BTreeMap<EditKind, Vec<Change>> = BTreeMap::new();
    for change in all {
        by_kind.entry(change.kind).or_default().push(change);
    }
    let asked = |kind: &EditKind| options.kinds.is_empty() || options.kinds.contains(kind);
    let kinds = by_kind.into_iter().filter(|(kind, _)| asked(kind));
    let sampled = kinds.flat_map(|(_, changes)| match options.sample {
        Some(most) => order.sample(changes, most),
        None => changes,
    });
    sampled.collect()
}

fn edited(source: &StorySource, change: &Change) -> StorySource {
    let with = |source: &SourceText, edits: &[Edit]| SourceText {
        name: source.name.clone(),
        text: apply(&source.text, 0..source.text.len(), edits).into(),
    };
    StorySource {
        story: with(&source.story, &change.story),
        claims: source
            .claims
            .as_ref()
            .map(|text| with(text, &change.claims)),
        figures: source
            .figures
            .as_ref()
            .map(|text| with(text, &change.figures)),
        // It is read once.
        reviewed: None,
        ..source.clone()
    }
}

fn mutant(source: &StorySource, change: &Change, noticed: Option<&'static str>) -> Mutant {
    let (source, edits) = match (&change.story[..], &change.figures[..]) {
        ([], []) => (
            source.claims.as_ref().unwrap_or(&source.story),
            &change.claims,
        ),
        ([], _) => (
            source.figures.as_ref().unwrap_or(&source.story),
            &change.figures,
        ),
        _ => (&source.story, &change.story),
    };
    let texts = |text: &dyn Fn(&Edit) -> String| {
        let texts: Vec<String> = edits.iter().map(text).collect();
        texts.join(" … ")
    };
    Mutant {
        kind: change.kind,
        source: source.clone(),
        at: edits.iter().map(|edit| edit.range.start).min().unwrap_or(0),
        before: texts(&|edit| source.slice(edit.range.clone()).to_owned()),
        after: texts(&|edit| edit.text.clone()),
        noticed,
    }
}

type Counted = BTreeMap<(&'static str, String), usize>;

/// The findings that a strict check does not let pass, counted by what they say.
fn counted(found: &[Diagnostic]) -> Counted {
    let mut counted = Counted::new();
    for finding in found.iter().filter(|finding| finding.severity.counts(true)) {
        let key = (finding.code, finding.message.clone());
        *counted.entry(key).or_default() += 1;
    }
    counted
}

/// The code of a finding that was not found before.
fn noticed(before: &Counted, found: &[Diagnostic]) -> Option<&'static str> {
    let known = |key: &(&'static str, String)| before.get(key).copied().unwrap_or(0);
    let new = counted(found)
        .into_iter()
        .filter(|(key, n)| *n > known(key))
        .map(|((code, _), _)| code);
    new.min_by_key(|code| BY_REVIEW.contains(code))
}

/// Returns the shares of edits that were noticed, by kind; `date` is the day on which they were made, as
/// `2026-11-29`, and `seed` what decided them.
#[must_use]
pub fn shares(mutants: &[Mutant], date: &str, seed: u64) -> Shares {
    let mut kinds: BTreeMap<EditKind, Share> = BTreeMap::new();
    for mutant in mutants {
        let share = kinds.entry(mutant.kind).or_insert_with(|| Share {
            kind: mutant.kind.name().to_owned(),
            what: mutant.kind.words().to_owned(),
            ..Share::default()
        });
        share.noticed += usize::from(mutant.noticed.is_some());
        share.by_review += usize::from(mutant.is_by_review());
        share.edits += 1;
    }
    Shares {
        schema: "highwater-mutate-shares/1".to_owned(),
        date: date.to_owned(),
        seed,
        kinds: kinds.into_values().collect(),
    }
}

#[cfg(test)]
mod tests;
