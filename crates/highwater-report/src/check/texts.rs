//! All texts of a story that may hold bindings.

use crate::claims::text_range;
use crate::prose::{Prose, Shape, Target};
use crate::results::Results;
use crate::source_text::SourceText;
use crate::story::Story;

/// All texts of a story that may hold bindings, the story's own first.
#[derive(Debug)]
pub(crate) struct Texts(pub(crate) Vec<Text>);

/// A text and what it is.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) part: Part,
    pub(crate) prose: Prose,
}

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Summary,
    Body,
    /// A text of a figure: `title`, `subtitle`, `note`, `source`, `alt`.
    Figure {
        id: String,
        field: &'static str,
    },
    /// A text of a table: `title`, `note`.
    Table {
        id: String,
        field: &'static str,
    },
    /// What a figure, table or list of claims is for those who do not see it, by the byte of the story
    /// at which it starts.
    Alt {
        at: usize,
    },
    /// What the verdict of a claim means.
    Because {
        claim: String,
    },
}

impl Texts {
    pub(crate) fn gather(story: &Story, results: &Results) -> Self {
        let mut texts = vec![
            Text {
                part: Part::Title,
                prose: story.title.clone(),
            },
            Text {
                part: Part::Summary,
                prose: story.summary.clone(),
            },
            Text {
                part: Part::Body,
                prose: story.body.clone(),
            },
        ];
        for (binding, _) in story
            .body
            .bindings()
            .filter(|(binding, _)| binding.is_image)
        {
            texts.push(Text {
                part: Part::Alt {
                    at: binding.text.start,
                },
                prose: Prose::parse(&story.source, binding.text.clone(), Shape::Line),
            });
            match &binding.target {
                Target::Figure { id } => {
                    for (field, text) in results.figure(id).map(figure_texts).into_iter().flatten()
                    {
                        texts.push(outside(
                            Part::Figure {
                                id: id.clone(),
                                field,
                            },
                            text,
                        ));
                    }
                }
                Target::Table { id } => {
                    if let Some(table) = results.table(id) {
                        for (field, text) in [("title", &table.title), ("note", &table.note)] {
                            texts.push(outside(
                                Part::Table {
                                    id: id.clone(),
                                    field,
                                },
                                text,
                            ));
                        }
                    }
                }
                _ => {}
            }
        }
        if let Some(source) = &story.claims.source {
            for claim in &story.claims.claims {
                if let Some(because) = &claim.because {
                    let prose = Prose::parse(source, text_range(source, because), Shape::Line);
                    texts.push(Text {
                        part: Part::Because {
                            claim: claim.id.get_ref().clone(),
                        },
                        prose,
                    });
                }
            }
        }
        Texts(texts)
    }

    /// Whether a value of a study is bound in one of the texts.
    pub(crate) fn speak_of(&self, study: &str) -> bool {
        let mut bindings = self.0.iter().flat_map(|text| text.prose.bindings());
        bindings.any(|(binding, _)| match &binding.target {
            Target::Value { path, .. } => path.split('.').next() == Some(study),
            _ => false,
        })
    }

    /// The text that is that part.
    pub(crate) fn get(&self, part: &Part) -> Option<&Prose> {
        self.0
            .iter()
            .find(|text| text.part == *part)
            .map(|text| &text.prose)
    }
}

fn figure_texts(figure: &highwater_plot::Figure) -> [(&'static str, &String); 7] {
    let words = &figure.words;
    [
        ("title", &words.title),
        ("subtitle", &words.subtitle),
        ("note", &words.note),
        ("source", &words.source),
        ("alt", &words.alt),
        ("table title", &figure.data.title),
        ("table note", &figure.data.note),
    ]
}

/// A text that a study wrote: findings name what it is.
fn outside(part: Part, text: &str) -> Text {
    let name = match &part {
        Part::Figure { id, field } => format!("figure `{id}`, {field}"),
        Part::Table { id, field } => format!("table `{id}`, {field}"),
        _ => "text".to_owned(),
    };
    Text {
        prose: Prose::line(&SourceText::new(&name, text)),
        part,
    }
}
