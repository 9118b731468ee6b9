//! `figures.toml`: the words of figures and tables, beside the story that places them.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::claims::text_range;
use crate::diagnostic::Diagnostic;
use crate::prose::{Prose, Quotes, Shape};
use crate::source_text::SourceText;
use crate::toml_fault::toml_fault;

/// The words of the figures and tables that a story places, as its writer put them down. What is not
/// there is what the study says.
#[derive(Debug, Default)]
pub(crate) struct FigureWords {
    source: Option<SourceText>,
    figures: BTreeMap<Spanned<String>, Fields>,
    tables: BTreeMap<Spanned<String>, Fields>,
}

/// The words of one, each under the name of its field.
type Fields = BTreeMap<&'static str, Spanned<String>>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    figure: BTreeMap<Spanned<String>, OfFigure>,
    #[serde(default)]
    table: BTreeMap<Spanned<String>, OfTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfFigure {
    title: Option<Spanned<String>>,
    subtitle: Option<Spanned<String>>,
    note: Option<Spanned<String>>,
    source: Option<Spanned<String>>,
    alt: Option<Spanned<String>>,
    method: Option<Spanned<String>>,
    table_title: Option<Spanned<String>>,
    table_note: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfTable {
    title: Option<Spanned<String>>,
    note: Option<Spanned<String>>,
    method: Option<Spanned<String>>,
}

impl OfFigure {
    fn fields(self) -> Fields {
        given([
            ("title", self.title),
            ("subtitle", self.subtitle),
            ("note", self.note),
            ("source", self.source),
            ("alt", self.alt),
            ("method", self.method),
            ("table title", self.table_title),
            ("table note", self.table_note),
        ])
    }
}

impl OfTable {
    fn fields(self) -> Fields {
        given([
            ("title", self.title),
            ("note", self.note),
            ("method", self.method),
        ])
    }
}

fn given<const N: usize>(fields: [(&'static str, Option<Spanned<String>>); N]) -> Fields {
    let fields = fields.into_iter();
    fields
        .filter_map(|(name, text)| Some((name, text?)))
        .collect()
}

impl FigureWords {
    /// Reads the file. A text whose escapes make it other than what stands in the file has no places to
    /// point at, and is a fault too.
    pub(crate) fn parse(source: &SourceText) -> Result<Self, Diagnostic> {
        let message = "the words of figures cannot be read";
        let file: File = toml::from_str(&source.text)
            .map_err(|error| toml_fault("HW0218", message, source, &error))?;
        let words = FigureWords {
            source: Some(source.clone()),
            figures: fields_of(file.figure, OfFigure::fields),
            tables: fields_of(file.table, OfTable::fields),
        };
        let all = words.figures.values().chain(words.tables.values());
        for text in all.flat_map(BTreeMap::values) {
            if source.slice(text_range(source, text)) != text.get_ref() {
                let finding = Diagnostic::error("HW0218", message);
                return Err(finding
                    .at(source, text.span(), "this text has escapes")
                    .help("write it between `'''` and `'''`, where nothing needs an escape"));
            }
        }
        Ok(words)
    }

    /// Returns the words of a figure, each with its field.
    pub(crate) fn of_figure(
        &self,
        id: &str,
        quotes: Quotes,
    ) -> impl Iterator<Item = (&'static str, Prose)> {
        self.texts(&self.figures, id, quotes)
    }

    /// Returns the words of a table, each with its field.
    pub(crate) fn of_table(
        &self,
        id: &str,
        quotes: Quotes,
    ) -> impl Iterator<Item = (&'static str, Prose)> {
        self.texts(&self.tables, id, quotes)
    }

    /// Returns all words of the file, each with its field.
    pub(crate) fn all(&self, quotes: Quotes) -> Vec<(&'static str, Prose)> {
        let figures = self
            .figures
            .keys()
            .flat_map(|id| self.of_figure(id.get_ref(), quotes));
        let tables = self
            .tables
            .keys()
            .flat_map(|id| self.of_table(id.get_ref(), quotes));
        figures.chain(tables).collect()
    }

    fn texts(
        &self,
        all: &BTreeMap<Spanned<String>, Fields>,
        id: &str,
        quotes: Quotes,
    ) -> impl Iterator<Item = (&'static str, Prose)> {
        let found = all.iter().find(|(name, _)| name.get_ref() == id);
        let fields = found.zip(self.source.as_ref());
        fields.into_iter().flat_map(move |((_, fields), source)| {
            fields.iter().map(move |(field, text)| {
                let prose = Prose::parse(source, text_range(source, text), Shape::Line);
                (*field, prose.quoted(quotes))
            })
        })
    }

    /// The file, with the places of the figures and tables that it names: whether one is a figure, its id,
    /// and where that stands.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&SourceText, bool, &str, Range<usize>)> {
        let figures = self.figures.keys().map(|id| (true, id));
        let tables = self.tables.keys().map(|id| (false, id));
        let source = self.source.iter();
        source.flat_map(move |source| {
            let ids = figures.clone().chain(tables.clone());
            ids.map(move |(is_figure, id)| (source, is_figure, id.get_ref().as_str(), id.span()))
        })
    }
}

fn fields_of<T>(
    all: BTreeMap<Spanned<String>, T>,
    fields: fn(T) -> Fields,
) -> BTreeMap<Spanned<String>, Fields> {
    let all = all.into_iter();
    all.map(|(id, words)| (id, fields(words))).collect()
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
