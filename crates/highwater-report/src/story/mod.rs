//! A story: front matter, body, claims.

mod front_matter;
mod sections;

use crate::claims::ClaimsFile;
use crate::diagnostic::Diagnostic;
use crate::project::StorySource;
use crate::prose::{Prose, Shape};
use crate::source_text::SourceText;

pub(crate) use front_matter::FrontMatter;
pub(crate) use sections::{leave_out, sections};

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
}

impl Story {
    /// Reads a story and its claims; all faults of both are given.
    pub(crate) fn read(source: &StorySource) -> Result<Self, Vec<Diagnostic>> {
        let front = front_matter::read(&source.story);
        let claims = source
            .claims
            .as_ref()
            .map_or_else(|| Ok(ClaimsFile::default()), ClaimsFile::parse);
        match (front, claims) {
            (Ok((front, body)), Ok(claims)) => {
                let line = |range: &std::ops::Range<usize>| {
                    Prose::parse(&source.story, range.clone(), Shape::Line)
                };
                Ok(Story {
                    slug: source.slug.clone(),
                    title: line(&front.title),
                    summary: line(&front.summary),
                    body: Prose::parse(&source.story, body, Shape::Story),
                    source: source.story.clone(),
                    front,
                    claims,
                })
            }
            (front, claims) => Err(front.err().into_iter().chain(claims.err()).collect()),
        }
    }
}
