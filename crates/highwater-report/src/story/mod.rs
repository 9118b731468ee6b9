//! A story: front matter, body, claims.

mod front_matter;
mod sections;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use crate::address::decoded;
use crate::claims::ClaimsFile;
use crate::diagnostic::Diagnostic;
use crate::project::{StoryFiles, StorySource};
use crate::prose::{Fence, FenceKind, Prose, Quotes, Shape};
use crate::reviewed::Reviewed;
use crate::source_text::SourceText;

pub(crate) use front_matter::FrontMatter;
pub(crate) use sections::{leave_out, sections};
pub(crate) use words::FigureWords;

/// A story, read.
#[derive(Debug)]
pub(crate) struct Story {
    pub(crate) slug: String,
    pub(crate) source: SourceText,
    pub(crate) front: FrontMatter,
    pub(crate) title: Prose,
    pub(crate) summary: Prose,
    pub(crate) body: Prose,
    pub(crate) claims: ClaimsFile,
    /// The words of figures and tables that are written beside it.
    pub(crate) figure_words: FigureWords,
    /// What was last read and found right.
    pub(crate) reviewed: Arc<Reviewed>,
    /// The files of its `static/`; what it uses of them is published.
    pub(crate) files: StoryFiles,
    /// The files that it places or links to, with its sections for which a snapshot is not at hand.
    addresses: BTreeSet<String>,
    /// The quotation marks of its language.
    pub(crate) quotes: Quotes,
}

impl Story {
    /// Reads a story, its claims and the words of its figures, in a language as `en`; all faults are
    /// given.
    pub(crate) fn read(source: &StorySource, language: &str) -> Result<Self, Vec<Diagnostic>> {
        let quotes = Quotes::of(language);
        let front = front_matter::read(&source.story);
        let claims = source
            .claims
            .as_ref()
            .map_or_else(|| Ok(ClaimsFile::default()), ClaimsFile::parse);
        let words = source
            .figures
            .as_ref()
            .map_or_else(|| Ok(FigureWords::default()), FigureWords::parse);
        let reviewed = source
            .reviewed
            .as_ref()
            .map_or_else(|| Ok(Reviewed::default()), Reviewed::parse);
        match (front, claims, words, reviewed) {
            (Ok((front, body)), Ok(claims), Ok(mut figure_words), Ok(reviewed)) => {
                let line = |range: &std::ops::Range<usize>| {
                    Prose::parse(&source.story, range.clone(), Shape::Line).quoted(quotes)
                };
                let body = Prose::parse(&source.story, body, Shape::Story).quoted(quotes);
                let figures = body.fences.iter().filter(|f| f.kind == FenceKind::Figure);
                let faults = figures.filter_map(|fence| figure_words.add(fence).err());
                let faults: Vec<Diagnostic> = faults.collect();
                if !faults.is_empty() {
                    return Err(faults);
                }
                Ok(Story {
                    slug: source.slug.clone(),
                    title: line(&front.title),
                    summary: line(&front.summary),
                    addresses: addresses(&body),
                    body,
                    files: source.files.clone(),
                    quotes,
                    source: source.story.clone(),
                    front,
                    claims,
                    figure_words,
                    reviewed: Arc::new(reviewed),
                })
            }
            (front, claims, words, reviewed) => {
                let faults = [front.err(), claims.err(), words.err(), reviewed.err()];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    /// Returns the files of its own that it places or links to.
    pub(crate) fn used_files(&self) -> impl Iterator<Item = &str> {
        let files = self.files.keys().map(String::as_str);
        files.filter(|path| self.addresses.contains(*path))
    }
}

/// Returns the blocks of a story that declare queries, figures and values, in its order; none of a story
/// whose front matter is at fault, which the check says.
///
/// # Example
///
/// ```
/// use highwater_report::{FenceKind, SourceText, fences};
///
/// let text = "+++\ntitle = \"Rain\"\nsummary = \"\"\ndate = \"2024-01-06\"\n+++\n\n\
///             ```sql wet\nSELECT month FROM rain WHERE mm > 50\n```\n";
/// let found = fences(&SourceText::new("story.md", text));
/// assert_eq!((found[0].kind, found[0].name.as_str()), (FenceKind::Query, "wet"));
/// assert_eq!(found[0].source.slice(found[0].text.clone()), "SELECT month FROM rain WHERE mm > 50\n");
/// ```
#[must_use]
pub fn fences(story: &SourceText) -> Vec<Fence> {
    match front_matter::read(story) {
        Ok((_, body)) => Prose::parse(story, body, Shape::Story).fences,
        Err(_) => Vec::new(),
    }
}

/// Returns the files that a text places or links to, as seen from its page.
fn addresses(body: &Prose) -> BTreeSet<String> {
    let events = body.events();
    events
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let path = decoded(dest_url.split(['#', '?']).next().unwrap_or_default());
                Some(path.strip_prefix("./").unwrap_or(&path).to_owned())
            }
            _ => None,
        })
        .collect()
}
