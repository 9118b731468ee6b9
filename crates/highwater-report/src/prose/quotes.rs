//! Quotation marks, as the language of the site writes them.

use pulldown_cmark::Event;

use super::bindings::{Node, Placed};
use super::parse::Prose;

/// The marks that open and close a quotation, and one within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotes {
    outer: (&'static str, &'static str),
    inner: (&'static str, &'static str),
}

impl Quotes {
    const ENGLISH: Quotes = Quotes {
        outer: ("“", "”"),
        inner: ("‘", "’"),
    };

    /// Returns the marks of a language, as `de` or `de-CH`; those of English if it is not known.
    pub(crate) fn of(language: &str) -> Self {
        let language = language.to_ascii_lowercase();
        let pair = |outer, inner| Quotes { outer, inner };
        match language.split(['-', '_']).next().unwrap_or_default() {
            _ if language == "de-ch" || language == "de-li" => pair(("«", "»"), ("‹", "›")),
            "de" | "cs" | "sk" | "sl" | "is" | "lt" | "et" => pair(("„", "“"), ("‚", "‘")),
            "fr" => pair(("«\u{202f}", "\u{202f}»"), ("“", "”")),
            "es" | "it" | "pt" | "ca" | "gl" | "el" | "no" | "nb" | "nn" | "ru" | "uk" | "be" => {
                pair(("«", "»"), ("“", "”"))
            }
            "pl" | "ro" | "hu" | "hr" | "bg" | "sr" => pair(("„", "”"), ("‚", "’")),
            "sv" | "fi" => pair(("”", "”"), ("’", "’")),
            "da" => pair(("»", "«"), ("›", "‹")),
            "ja" | "zh" => pair(("「", "」"), ("『", "』")),
            _ => Quotes::ENGLISH,
        }
    }
}

impl Prose {
    /// The same text with its straight quotation marks as another language writes them.
    pub(crate) fn quoted(mut self, quotes: Quotes) -> Self {
        if quotes != Quotes::ENGLISH {
            set(&mut self.nodes, &mut false, quotes);
        }
        self
    }
}

/// Sets the marks of nodes; `is_open` says whether an inner quotation is open, for its end looks like
/// an apostrophe.
fn set(nodes: &mut [Placed], is_open: &mut bool, quotes: Quotes) {
    for placed in nodes {
        let text = match &mut placed.node {
            Node::Event(Event::Text(text)) => text,
            Node::Binding(binding) => {
                set(&mut binding.inner, is_open, quotes);
                continue;
            }
            Node::Event(_) => continue,
        };
        // A mark that the writer chose has more bytes than one.
        if placed.range.len() != 1 {
            continue;
        }
        let mark = match &**text {
            "“" => quotes.outer.0,
            "”" => quotes.outer.1,
            "‘" => {
                *is_open = true;
                quotes.inner.0
            }
            "’" if *is_open => {
                *is_open = false;
                quotes.inner.1
            }
            _ => continue,
        };
        *text = mark.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{inner_text, line_text};
    use crate::source_text::SourceText;

    #[test]
    fn quotation_marks_follow_the_language() {
        let text = |language: &str| {
            let source = SourceText::new("a", "It's \"so 'very' [\"nice\"](claim:a)\" or “so”");
            let prose = Prose::line(&source).quoted(Quotes::of(language));
            line_text(&prose.nodes, &inner_text)
        };
        assert_eq!(text("en"), "It’s “so ‘very’ “nice”” or “so”");
        assert_eq!(text("de"), "It’s „so ‚very‘ „nice““ or “so”");
        assert_eq!(text("de-CH"), "It’s «so ‹very› «nice»» or “so”");
        assert_eq!(text("sv"), "It’s ”so ’very’ ”nice”” or “so”");
        assert_eq!(text("xx"), text("en"));
    }
}
