//! All texts of a story that may hold bindings.

use std::collections::BTreeMap;

use crate::claims::text_range;
use crate::prose::{Binding, Prose, Quotes, Shape, Target};
use crate::source_text::SourceText;
use crate::story::Story;
use highwater_study::Results;

/// All texts of a story that may hold bindings, the story's own first.
#[derive(Debug)]
pub(crate) struct Texts(pub(crate) Vec<Text>);

/// A text and what it is.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) part: Part,
    pub(crate) prose: Prose,
    /// Whether it stands in a file of the project; else a study wrote it.
    pub(crate) is_in_file: bool,
}

impl Text {
    fn in_file(part: Part, prose: Prose) -> Self {
        Text {
            part,
            prose,
            is_in_file: true,
        }
    }

    /// Its bindings, each with the source that it stands in.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = (&Binding, &SourceText)> {
        let bindings = self.prose.bindings();
        bindings.map(|(binding, _)| (binding, &self.prose.source))
    }
}

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Summary,
    Body,
    /// A text of a figure: `title`, `subtitle`, `note`, `source`, `alt`, `method`.
    Figure {
        id: String,
        field: &'static str,
    },
    /// A text of a table: `title`, `note`, `method`.
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

impl Part {
    /// Returns the field of a figure or table.
    fn field(&self) -> Option<&'static str> {
        match self {
            Part::Figure { field, .. } | Part::Table { field, .. } => Some(field),
            _ => None,
        }
    }
}

impl Texts {
    pub(crate) fn gather(story: &Story, results: &Results) -> Self {
        let mut texts = vec![
            Text::in_file(Part::Title, story.title.clone()),
            Text::in_file(Part::Summary, story.summary.clone()),
        ];
        texts.extend(Texts::of_body(&story.body, story, results).0);
        if let Some(source) = &story.claims.source {
            for claim in &story.claims.claims {
                if let Some(because) = &claim.because {
                    let prose = Prose::parse(source, text_range(source, because), Shape::Line)
                        .quoted(story.quotes);
                    let claim = claim.id.get_ref().clone();
                    texts.push(Text::in_file(Part::Because { claim }, prose));
                }
            }
        }
        Texts(texts)
    }

    /// The text of a story, and what stands at the figures and tables that it places.
    pub(crate) fn of_body(body: &Prose, story: &Story, results: &Results) -> Self {
        let quotes = story.quotes;
        let mut texts = vec![Text::in_file(Part::Body, body.clone())];
        let placed = body.bindings().filter(|(binding, _)| binding.is_image);
        for (binding, _) in placed {
            let at = binding.text.start;
            let alt = Prose::parse(&body.source, binding.text.clone(), Shape::Line);
            texts.push(Text::in_file(Part::Alt { at }, alt.quoted(quotes)));
            let mut own = BTreeMap::new();
            match &binding.target {
                Target::Figure { id } => own.extend(story.figure_words.of_figure(id, quotes)),
                Target::Table { id } => own.extend(story.figure_words.of_table(id, quotes)),
                _ => {}
            }
            // What stands beside the story takes the place of what the study says.
            let add = |part: Part, text: &String| {
                texts.push(match part.field().and_then(|field| own.remove(field)) {
                    Some(prose) => Text::in_file(part, prose),
                    None => outside(part, text, quotes),
                });
            };
            match &binding.target {
                Target::Figure { id } => of_figure(id, results, add),
                Target::Table { id } => of_table(id, results, add),
                _ => {}
            }
        }
        Texts(texts)
    }

    /// Returns the bindings of all texts, each with its text.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = (&Text, &Binding)> {
        let texts = self.0.iter();
        texts.flat_map(|text| {
            text.prose
                .bindings()
                .map(move |(binding, _)| (text, binding))
        })
    }

    /// The texts of the figures and tables that the story does not place, if it places some that no study
    /// made: one of these is meant.
    pub(crate) fn unplaced(&self, story: &Story, results: &Results) -> Texts {
        let placed = || self.bindings().map(|(_, binding)| &binding.target);
        let is_placed = |id: &str| {
            placed().any(|target| matches!(target, Target::Figure { id: own } | Target::Table { id: own } if own == id))
        };
        let is_unknown = |target: &Target| match target {
            Target::Figure { id } => results.figure(id).is_none(),
            Target::Table { id } => results.table(id).is_none(),
            _ => false,
        };
        let mut texts = Vec::new();
        // They are not shown, so that their marks of quotation do not matter.
        let quotes = Quotes::of("en");
        if placed().any(is_unknown) {
            for id in results.figure_ids().filter(|id| !is_placed(id)) {
                of_figure(id, results, |part, text| {
                    texts.push(outside(part, text, quotes))
                });
            }
            for id in results.table_ids().filter(|id| !is_placed(id)) {
                of_table(id, results, |part, text| {
                    texts.push(outside(part, text, quotes))
                });
            }
            for (_, is_figure, id, _) in story
                .figure_words
                .named()
                .filter(|(.., id, _)| !is_placed(id))
            {
                let words: Vec<(&'static str, Prose)> = match is_figure {
                    true => story.figure_words.of_figure(id, quotes).collect(),
                    false => story.figure_words.of_table(id, quotes).collect(),
                };
                for (field, prose) in words {
                    let id = id.to_owned();
                    texts.push(Text::in_file(Part::Figure { id, field }, prose));
                }
            }
        }
        Texts(texts)
    }

    /// Returns whether a value of a study is bound in one of the texts.
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

fn of_figure(id: &str, results: &Results, mut add: impl FnMut(Part, &String)) {
    for (field, text) in results.figure(id).map(figure_texts).into_iter().flatten() {
        let id = id.to_owned();
        add(Part::Figure { id, field }, text);
    }
}

fn of_table(id: &str, results: &Results, mut add: impl FnMut(Part, &String)) {
    let Some(table) = results.table(id) else {
        return;
    };
    let texts = [
        ("title", &table.title),
        ("note", &table.note),
        ("method", &table.method),
    ];
    for (field, text) in texts {
        let id = id.to_owned();
        add(Part::Table { id, field }, text);
    }
}

fn figure_texts(figure: &highwater_plot::Figure) -> [(&'static str, &String); 8] {
    let words = &figure.words;
    [
        ("title", &words.title),
        ("subtitle", &words.subtitle),
        ("note", &words.note),
        ("source", &words.source),
        ("alt", &words.alt),
        ("method", &words.method),
        ("table title", &figure.data.title),
        ("table note", &figure.data.note),
    ]
}

/// Returns a text that a study wrote: findings name what it is.
fn outside(part: Part, text: &str, quotes: Quotes) -> Text {
    let name = match &part {
        Part::Figure { id, field } => format!("figure `{id}`, {field}"),
        Part::Table { id, field } => format!("table `{id}`, {field}"),
        _ => "text".to_owned(),
    };
    Text {
        prose: Prose::line(&SourceText::new(&name, text)).quoted(quotes),
        part,
        is_in_file: false,
    }
}
