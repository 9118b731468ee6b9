//! The fonts that a site gives for characters that the shipped one lacks: `fonts` in `site.toml`.

use std::collections::BTreeMap;
use std::ops::Range;

use highwater_facts::nearest::nearest;
use highwater_plot::font::{FontFile, Fonts};
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Diagnostic;
use crate::source_text::SourceText;

/// The code of a font that cannot be used.
const CODE: &str = "HW0251";

/// The entries of `site.toml` that findings point at, with their places.
#[derive(Default, Deserialize)]
struct Places {
    title: Option<Spanned<String>>,
    author: Option<Spanned<String>>,
    #[serde(default)]
    fonts: Vec<Spanned<String>>,
}

impl Places {
    fn read(site_toml: &SourceText) -> Self {
        toml::from_str(&site_toml.text).unwrap_or_default()
    }
}

/// Reads the fonts that `site.toml` names from the assets of the project.
///
/// `is_at_fault` says whether an asset has a finding of its own, so that it gets no second one here.
pub(crate) fn read(
    site_toml: &SourceText,
    assets: &BTreeMap<String, Vec<u8>>,
    shown_as: &str,
    is_at_fault: impl Fn(&str) -> bool,
) -> Result<Fonts, Vec<Diagnostic>> {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for place in Places::read(site_toml).fonts {
        let (path, range) = (place.get_ref(), place.span());
        let mut fault = |message: String, help: String| {
            let finding = Diagnostic::error(CODE, message).at(site_toml, range.clone(), "");
            faults.push(finding.help(help));
        };
        match assets.get(path) {
            Some(bytes) => match FontFile::read(path, bytes.clone()) {
                Ok(file) => files.push(file),
                Err(error) => fault(
                    format!("the file `{path}` {error}"),
                    error.help().to_owned(),
                ),
            },
            None if is_at_fault(path) => {}
            None => {
                let message = format!("there is no font `{path}` in `{shown_as}/assets/`");
                let known = assets.keys().map(String::as_str);
                let known = known.filter(|name| name.ends_with(".ttf") || name.ends_with(".otf"));
                let help = match nearest(path, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "put the file below `{shown_as}/assets/`, and name it from there: `fonts = [\"fonts/Name-Regular.ttf\"]`"
                    ),
                };
                fault(message, help);
            }
        }
    }
    match faults.is_empty() {
        true => Ok(Fonts::given(files)),
        false => Err(faults),
    }
}

/// Returns a finding for the title or the author of the site if the cards leave out characters of it.
pub(crate) fn lacking(site_toml: &SourceText, fonts: &Fonts) -> Vec<Diagnostic> {
    let places = Places::read(site_toml);
    let entries = [("title", places.title), ("author", places.author)];
    let findings = entries.into_iter().filter_map(|(name, place)| {
        let place = place?;
        let lacking = fonts.lacking(place.get_ref())?;
        let words = format!("the {name} of the site");
        Some(on_a_card(&words, &lacking, site_toml, place.span()))
    });
    findings.collect()
}

/// A finding for words that the picture for previews leaves characters out of.
pub(crate) fn on_a_card(
    words: &str,
    lacking: &str,
    source: &SourceText,
    range: Range<usize>,
) -> Diagnostic {
    let message = format!("{words} has {lacking}, which cards for previews leave out");
    Diagnostic::warning("HW0044", message)
        .at(source, range, "")
        .note("the font that pictures are set in has no such character; pages show it in a font of the reader's")
        .help(HELP)
}

/// What to do about characters that all fonts lack.
const HELP: &str = "give a font that has it, with a line in `site.toml`: `fonts = [\"fonts/Name-Regular.ttf\"]`, a file below `assets/`";
