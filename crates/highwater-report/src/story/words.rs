//! `figures.toml`: the words of figures and tables, beside the story that places them.

use std::collections::BTreeMap;
use std::ops::Range;

use highwater_facts::nearest::nearest;
use serde::Deserialize;
use toml::Spanned;

use crate::claims::text_range;
use crate::diagnostic::Diagnostic;
use crate::prose::{Fence, Prose, Quotes, Shape};
use crate::source_text::SourceText;
use crate::toml_fault::toml_fault;

/// The words of the figures and tables that a story places, as its writer put them down. What is not
/// there is what the study says.
#[derive(Debug, Default)]
pub(crate) struct FigureWords(Vec<Entry>);

/// The words of one figure or table.
#[derive(Debug)]
struct Entry {
    /// The file that they stand in.
    source: SourceText,
    is_figure: bool,
    id: String,
    /// The bytes of the id.
    place: Range<usize>,
    fields: Fields,
}

/// The words of one, each under the name of its field.
type Fields = BTreeMap<&'static str, Spanned<String>>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    figure: BTreeMap<Spanned<String>, Given>,
    #[serde(default)]
    table: BTreeMap<Spanned<String>, Given>,
}

/// What is written of one figure or table.
type Given = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// The words that a figure may have, each with the name that findings give it.
const OF_FIGURE: [(&str, &str); 8] = [
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("note", "note"),
    ("source", "source"),
    ("alt", "alt"),
    ("method", "method"),
    ("table_title", "table title"),
    ("table_note", "table note"),
];

/// The words that a table may have.
const OF_TABLE: [(&str, &str); 3] = [("title", "title"), ("note", "note"), ("method", "method")];

/// What a figure may say of its chart: the program reads it, and makes the figure of it.
const OF_CHART: [&str; 17] = [
    "mark",
    "query",
    "x",
    "y",
    "color",
    "facet",
    "size",
    "label",
    "sort",
    "scale",
    "highlight",
    "gaps",
    "annotate",
    "band",
    "curve",
    "change",
    "detail",
];

impl FigureWords {
    /// Reads the file. A text whose escapes make it other than what stands in the file has no places to
    /// point at, and is a fault too.
    pub(crate) fn parse(source: &SourceText) -> Result<Self, Diagnostic> {
        let file: File = toml::from_str(&source.text)
            .map_err(|error| toml_fault("HW0218", MESSAGE, source, &error))?;
        let figures = file.figure.into_iter().map(|entry| (true, entry));
        let tables = file.table.into_iter().map(|entry| (false, entry));
        let entries = figures.chain(tables).map(|(is_figure, (id, given))| {
            Ok(Entry {
                is_figure,
                place: id.span(),
                id: id.into_inner(),
                fields: fields(given, is_figure, source)?,
                source: source.clone(),
            })
        });
        entries.collect::<Result<_, _>>().map(FigureWords)
    }

    /// Adds the words of a figure that is declared in a block of the story.
    pub(crate) fn add(&mut self, fence: &Fence) -> Result<(), Diagnostic> {
        let source = &fence.source;
        let given: Given = toml::from_str(&fence.alone())
            .map_err(|error| toml_fault("HW0218", MESSAGE, source, &error))?;
        self.0.push(Entry {
            is_figure: true,
            id: fence.name.clone(),
            place: fence.head.clone(),
            fields: fields(given, true, source)?,
            source: source.clone(),
        });
        Ok(())
    }

    /// Returns the words of a figure, each with its field.
    pub(crate) fn of_figure(
        &self,
        id: &str,
        quotes: Quotes,
    ) -> impl Iterator<Item = (&'static str, Prose)> {
        self.texts(true, id, quotes)
    }

    /// Returns the words of a table, each with its field.
    pub(crate) fn of_table(
        &self,
        id: &str,
        quotes: Quotes,
    ) -> impl Iterator<Item = (&'static str, Prose)> {
        self.texts(false, id, quotes)
    }

    /// Returns all words of figures and tables.
    pub(crate) fn all(&self, quotes: Quotes) -> Vec<Prose> {
        let texts = self
            .0
            .iter()
            .flat_map(|entry| self.texts(entry.is_figure, &entry.id, quotes));
        texts.map(|(_, prose)| prose).collect()
    }

    fn texts(
        &self,
        is_figure: bool,
        id: &str,
        quotes: Quotes,
    ) -> impl Iterator<Item = (&'static str, Prose)> {
        let mut entries = self.0.iter();
        let found = entries.find(|entry| entry.is_figure == is_figure && entry.id == id);
        found.into_iter().flat_map(move |entry| {
            entry.fields.iter().map(move |(field, text)| {
                let range = text_range(&entry.source, text);
                let prose = Prose::parse(&entry.source, range, Shape::Line);
                (*field, prose.quoted(quotes))
            })
        })
    }

    /// The figures and tables that have words: the file, whether one is a figure, its id, and where that
    /// stands.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&SourceText, bool, &str, Range<usize>)> {
        let entries = self.0.iter();
        entries.map(|e| (&e.source, e.is_figure, e.id.as_str(), e.place.clone()))
    }
}

const MESSAGE: &str = "the words of figures cannot be read";

/// Returns the words among what is written of a figure or table.
fn fields(given: Given, is_figure: bool, source: &SourceText) -> Result<Fields, Diagnostic> {
    let known: &[(&'static str, &'static str)] = match is_figure {
        true => &OF_FIGURE,
        false => &OF_TABLE,
    };
    let fault =
        |at: Range<usize>, label: &str| Diagnostic::error("HW0218", MESSAGE).at(source, at, label);
    let mut fields = Fields::new();
    for (key, value) in given {
        let name = key.get_ref().as_str();
        let Some((_, field)) = known.iter().find(|(word, _)| *word == name) else {
            if is_figure && OF_CHART.contains(&name) {
                continue;
            }
            let words = known.iter().map(|(word, _)| *word);
            let label = format!("there is no `{name}`");
            let all = words.clone().collect::<Vec<_>>().join("`, `");
            return Err(fault(key.span(), &label)
                .did_you_mean(nearest(name, words))
                .help(format!("the words are `{all}`")));
        };
        let span = value.span();
        let toml::Value::String(text) = value.into_inner() else {
            return Err(fault(span, "not a text").help("write it in quotes"));
        };
        let text = Spanned::new(span.clone(), text);
        if source.slice(text_range(source, &text)) != text.get_ref() {
            return Err(fault(span, "this text has escapes")
                .help("write it between `'''` and `'''`, where nothing needs an escape"));
        }
        fields.insert(*field, text);
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<FigureWords, Diagnostic> {
        FigureWords::parse(&SourceText::new("report/stories/rain/figures.toml", text))
    }

    #[test]
    fn words_are_found_by_the_id_and_stand_where_they_are_written() {
        let text = "[figure.months]\ntitle = \"It rained [142](value:rain.wettest) mm\"\n\
                    method = '''A bar is a row,\nas it stands.'''\n\n[table.quarters]\ntitle = \"Rain\"\n";
        let words = parse(text).unwrap();
        let quotes = Quotes::of("en");
        let of_figure: Vec<_> = words.of_figure("months", quotes).collect();
        let fields: Vec<&str> = of_figure.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["method", "title"]);
        let (binding, _) = of_figure[1].1.bindings().next().unwrap();
        assert_eq!(&text[binding.text.clone()], "142");
        assert_eq!(words.of_table("quarters", quotes).count(), 1);
        assert_eq!(words.of_figure("quarters", quotes).count(), 0);
        let named: Vec<_> = words.named().map(|(_, is, id, _)| (is, id)).collect();
        assert_eq!(named, [(true, "months"), (false, "quarters")]);
    }

    #[test]
    fn a_field_that_there_is_not_and_a_text_with_escapes_are_faults() {
        let error = parse("[figure.months]\ntitel = \"Rain\"\n").unwrap_err();
        assert_eq!(error.code, "HW0218");
        let error = parse("[figure.months]\ntitle = \"\\\"Rain\\\" fell\"\n").unwrap_err();
        assert!(
            format!("{error:?}").contains("this text has escapes"),
            "{error:?}"
        );
    }
}
