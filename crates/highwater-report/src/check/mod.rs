//! Everything that can be wrong with a report, found in one run.

mod anew;
mod by_hand;
mod checked_story;
mod claims;
mod exhibits;
mod figure_words;
mod figures;
mod images;
mod known;
mod links;
mod meant;
mod own_claims;
mod prose_lints;
mod reviewed;
mod snapshots;
mod story_date;
mod structure;
mod texts;
mod touched;
mod uses;
mod values;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use highwater_facts::nearest::nearest;
use rayon::prelude::*;

use crate::changes::Changes;
use crate::coverage::Coverage;
use crate::diagnostic::{self, Diagnostic};
use crate::fonts;
use crate::kept::{Drawings, Kept, StoryInput};
use crate::language::Language;
use crate::project::{Project, SiteConfig, StorySource};
use crate::prose::{Edit, apply};
use crate::shares::Shares;
use crate::source_text::SourceText;
use crate::story::Story;
use highwater_study::Results;

pub(crate) use anew::ReadAnew;
pub(crate) use checked_story::CheckedStory;
pub(crate) use claims::CheckedClaim;
pub(crate) use known::Known;
pub(crate) use links::site_paths;
pub(crate) use texts::{Part, Texts};
pub(crate) use values::value_text;

/// A report that was checked: its stories, bound to what the studies gave, and all findings.
#[derive(Debug)]
pub struct Checked<'a> {
    pub(crate) site: &'a SiteConfig,
    pub(crate) project: &'a Project,
    pub(crate) results: &'a Results,
    pub(crate) stories: Vec<Arc<CheckedStory>>,
    /// The findings, sorted by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// How much of all stories is checked.
    pub coverage: Coverage,
    /// The stories that were left out, for they say the same of the results beside which these stand.
    pub unchanged: BTreeSet<String>,
    /// The stories that were checked now, not taken from an earlier check.
    pub fresh: BTreeSet<String>,
    /// What became of the corrections that the site tells of, for their pages.
    pub changes: Vec<Changes>,
}

/// Checks the stories of a project, or one of them, against what the studies gave.
#[must_use]
pub fn check<'a>(project: &'a Project, results: &'a Results, only: Option<&str>) -> Checked<'a> {
    let (drawings, known) = (
        Drawings::default(),
        Known::of(results, Language::or_none(&project.site.language)),
    );
    check_stories(project, results, only, &|story, paths| {
        Found::now(story, project, results, &known, paths, &drawings)
    })
}

/// Checks the stories against results that stand beside others, or one of them: those stories alone
/// that may say something else of them. The rest are named in [`Checked::unchanged`].
#[must_use]
pub fn check_beside<'a>(
    project: &'a Project,
    results: &'a Results,
    only: Option<&str>,
    others: &Results,
) -> Checked<'a> {
    let (drawings, known) = (
        Drawings::default(),
        Known::of(results, Language::or_none(&project.site.language)),
    );
    check_stories(project, results, only, &|story, paths| match Story::read(
        story,
        &project.site.language,
    ) {
        Ok(story) if !touched::is_touched(&story, results, others) => Found::Unchanged(story.slug),
        _ => Found::now(story, project, results, &known, paths, &drawings),
    })
}

/// Checks the stories like [`check`], but takes from an earlier check what would be found the same, and
/// keeps what is found for the next.
#[must_use]
pub fn check_again<'a>(
    project: &'a Project,
    results: &'a Arc<Results>,
    kept: &Kept,
) -> Checked<'a> {
    let known = Known::of(results, Language::or_none(&project.site.language));
    let checked = check_stories(project, results, None, &|source, site_paths| {
        let input = StoryInput {
            source,
            project,
            site_paths,
            results,
        };
        if let Some((story, findings)) = kept.story(input) {
            return Found::Before(story, findings);
        }
        let found = Found::now(source, project, results, &known, site_paths, &kept.drawings);
        if let Found::Now(story, findings) = &found {
            kept.keep(input, story, findings);
        }
        found
    });
    kept.forget_all_but(project);
    checked
}

/// What became of a story.
enum Found {
    /// It was checked.
    Now(Arc<CheckedStory>, Vec<Diagnostic>),
    /// It was checked before.
    Before(Arc<CheckedStory>, Vec<Diagnostic>),
    /// It need not be checked.
    Unchanged(String),
    /// It cannot be read.
    Unread(Vec<Diagnostic>),
}

impl Found {
    fn now(
        source: &StorySource,
        project: &Project,
        results: &Results,
        known: &Known<'_>,
        site_paths: &BTreeSet<String>,
        drawings: &Drawings,
    ) -> Self {
        match Story::read(source, &project.site.language) {
            Ok(story) => {
                let (story, findings) =
                    check_story(story, project, results, known, site_paths, drawings);
                Found::Now(Arc::new(story), findings)
            }
            Err(found) => Found::Unread(found),
        }
    }
}

fn check_stories<'a>(
    project: &'a Project,
    results: &'a Results,
    only: Option<&str>,
    check: &(impl Fn(&StorySource, &BTreeSet<String>) -> Found + Sync),
) -> Checked<'a> {
    let mut diagnostics = exhibits::duplicates(results);
    diagnostics.extend(language(&project.site));
    diagnostics.extend(edits(project));
    diagnostics.extend(fonts::lacking(&project.site_toml, &project.fonts));
    if let Some(slug) = only
        && !project.stories.iter().any(|story| story.slug == slug)
    {
        let slugs = || project.stories.iter().map(|story| story.slug.as_str());
        let finding = Diagnostic::error("HW0205", format!("there is no story `{slug}`"));
        let all: Vec<String> = slugs().map(|slug| format!("`{slug}`")).collect();
        let finding = finding.did_you_mean(nearest(slug, slugs()));
        diagnostics.push(finding.help(format!("stories: {}", all.join(", "))));
    }
    let site_paths = links::site_paths(project, results);
    let found: Vec<Found> = project
        .stories
        .par_iter()
        .filter(|source| only.is_none_or(|slug| source.slug == slug))
        .map(|source| check(source, &site_paths))
        .collect();
    let mut stories: Vec<Arc<CheckedStory>> = Vec::new();
    let (mut unchanged, mut fresh) = (BTreeSet::new(), BTreeSet::new());
    let mut coverage = Coverage::default();
    for found in found {
        let (story, findings) = match found {
            Found::Now(story, findings) => {
                fresh.insert(story.story.slug.clone());
                (story, findings)
            }
            Found::Before(story, findings) => (story, findings),
            Found::Unchanged(slug) => {
                unchanged.insert(slug);
                continue;
            }
            Found::Unread(found) => {
                diagnostics.extend(found);
                continue;
            }
        };
        diagnostics.extend(findings);
        coverage += story.coverage.clone();
        stories.push(story);
    }
    stories.sort_by(|a, b| {
        (a.story.front.order, &a.story.slug).cmp(&(b.story.front.order, &b.story.slug))
    });
    diagnostic::sort(&mut diagnostics);
    Checked {
        site: &project.site,
        project,
        results,
        stories,
        diagnostics,
        coverage,
        unchanged,
        fresh,
        changes: Vec::new(),
    }
}

/// Returns what is wrong with the file that keeps the share of edits.
fn edits(project: &Project) -> Option<Diagnostic> {
    let file = project.edits.as_ref()?;
    let error = Shares::read(&file.text).err()?;
    let message = format!("`{}` cannot be read: {error}", file.name);
    Some(Diagnostic::error("HW0201", message).help("delete it, or let `mutate --record` write it"))
}

/// Returns what does not follow the language of the site, in a line.
fn language(site: &SiteConfig) -> Option<Diagnostic> {
    let language = site.language.to_ascii_lowercase();
    // A project made in memory may say nothing.
    let is_english = language.is_empty() || language == "en" || language.starts_with("en-");
    (!is_english).then(|| {
        let lints = match Language::of(&language) {
            Some(_) => "lints look for its words",
            None => "lints have no word lists of it, and look for digits alone",
        };
        let message = format!(
            "quotation marks follow the language of the site, `{}`, and {lints}; numbers are written as in English \
             (1,234.5), and the words of the theme are English",
            site.language
        );
        Diagnostic::information("HW0066", message)
    })
}

pub(crate) fn check_story(
    mut story: Story,
    project: &Project,
    results: &Results,
    known: &Known<'_>,
    site_paths: &BTreeSet<String>,
    drawings: &Drawings,
) -> (CheckedStory, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let left_out =
        snapshots::leave_sections_out(&mut story, results, &project.commands, &mut found);
    let texts = Texts::gather(&story, results);
    let values = values::check(&texts, results, &project.commands, &mut found);
    let own = own_claims::of_texts(texts.0.iter().chain(&left_out.0), known, &mut found);
    story.claims.claims.extend(own);
    let stated = claims::Stated {
        story: &story,
        texts: &texts,
        left_out: &left_out,
        known,
    };
    let claims = claims::check(&stated, results, &values.formats, &mut found);
    let anew = match known.for_pages {
        true => anew::of_story(&texts, &claims, results, &values.formats),
        false => BTreeMap::new(),
    };
    exhibits::check(&texts, results, &mut found);
    figure_words::check(&story, &texts, &left_out, results, &mut found);
    structure::check(&story, &texts, &project.fonts, &mut found);
    story_date::check(&story, &texts, results, &mut found);
    images::check(&story, &texts, project, &mut found);
    links::check(&story, &texts, site_paths, &mut found);
    let figures = figures::draw(&story, &texts, (project, results), drawings, &mut found);
    let mut coverage = prose_lints::check(
        &story,
        &texts,
        &left_out,
        (project, results, known),
        &claims,
        &mut found,
    );
    reviewed::check(
        &story,
        (&texts, &left_out),
        &known.vocabulary,
        &project.commands,
        &mut found,
    );
    coverage.bound += values.count;
    for claim in &claims {
        *coverage
            .claims
            .entry((claim.judgement.verdict.word(), claim.is_expected))
            .or_default() += 1;
    }
    (
        CheckedStory {
            story,
            texts,
            claims,
            anew,
            figures,
            coverage,
            edits: values.edits,
        },
        found,
    )
}

impl<'a> Checked<'a> {
    /// The project that was checked.
    #[must_use]
    pub fn project(&self) -> &'a Project {
        self.project
    }

    /// The stories by name, in their order, each with its date, as `2026-11-22`.
    #[must_use]
    pub fn story_dates(&self) -> Vec<(String, String)> {
        let stories = self.stories.iter().map(|story| &story.story);
        stories
            .map(|story| (story.slug.clone(), story.front.date.clone()))
            .collect()
    }

    /// Returns whether no finding is an error; with `strict`, whether none is a warning either.
    #[must_use]
    pub fn is_sound(&self, strict: bool) -> bool {
        !self
            .diagnostics
            .iter()
            .any(|finding| finding.severity.counts(strict))
    }

    /// The files that record the sentences and claims of these stories as they stand: what `--review` writes.
    #[must_use]
    pub fn reviewed(&self) -> Vec<SourceText> {
        let checked = |source: &&StorySource| {
            let mut stories = self.stories.iter();
            stories.any(|story| story.story.slug == source.slug)
        };
        let sources = self.project.stories.iter().filter(checked);
        let files = sources.filter_map(|source| {
            let story = Story::read(source, &self.site.language).ok()?;
            let (folder, _) = source.story.name.rsplit_once('/')?;
            let name = format!("{folder}/{}", crate::reviewed::FILE);
            Some(SourceText::new(
                &name,
                &reviewed::record(&story, self.results),
            ))
        });
        files.collect()
    }

    /// The files of the project in which texts differ from their values, with the values written in:
    /// what `--bless` writes.
    #[must_use]
    pub fn blessed(&self) -> Vec<SourceText> {
        let mut by_file: BTreeMap<&str, (&SourceText, Vec<Edit>)> = BTreeMap::new();
        for (source, edit) in self.stories.iter().flat_map(|story| &story.edits) {
            by_file
                .entry(&source.name)
                .or_insert((source, Vec::new()))
                .1
                .push(edit.clone());
        }
        by_file
            .into_values()
            .map(|(source, edits)| {
                let text = apply(&source.text, 0..source.text.len(), &edits);
                SourceText {
                    name: source.name.clone(),
                    text: text.into(),
                }
            })
            .collect()
    }
}
