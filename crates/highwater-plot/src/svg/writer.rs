//! Elements, attributes and escaped text.

use super::decimals;

/// Writes elements one after the other; the caller closes what it opens.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
}

impl Writer {
    /// `<name`.
    pub(super) fn open(&mut self, name: &str) -> &mut Self {
        self.out.push('<');
        self.out.push_str(name);
        self
    }

    /// ` name="value"`, the value escaped.
    pub(super) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escaped(value);
        self.out.push('"');
        self
    }

    /// ` name="12.5"`.
    pub(super) fn number(&mut self, name: &str, value: f64) -> &mut Self {
        self.attribute(name, &decimals::text(value))
    }

    /// ` name="0,0 10.5,3"`.
    pub(super) fn points(&mut self, name: &str, points: &[(f64, f64)]) -> &mut Self {
        let texts: Vec<String> = points
            .iter()
            .map(|&(x, y)| format!("{},{}", decimals::text(x), decimals::text(y)))
            .collect();
        self.attribute(name, &texts.join(" "))
    }

    /// The end of an opening tag.
    pub(super) fn inside(&mut self) -> &mut Self {
        self.out.push('>');
        self
    }

    /// The end of an element without content.
    pub(super) fn end(&mut self) -> &mut Self {
        self.out.push_str("/>");
        self
    }

    /// Escaped text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.escaped(text);
        self
    }

    /// Text of this crate, as it stands.
    pub(super) fn raw(&mut self, text: &str) -> &mut Self {
        self.out.push_str(text);
        self
    }

    /// A new line, so that two versions of a file can be compared by line.
    pub(super) fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// `</name>`.
    pub(super) fn close(&mut self, name: &str) -> &mut Self {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\t' | '\n' | '\r' => self.out.push(' '),
                // XML has no place for these, not even escaped.
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    self.out.push('\u{fffd}');
                }
                c => self.out.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_and_attributes_is_harmless() {
        let mut out = Writer::default();
        out.open("text").attribute("data-x", "\"><script>").inside();
        out.text("<script>a & b\u{0}</script>").close("text");
        assert_eq!(
            out.finish(),
            "<text data-x=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;a &amp; b\u{fffd}&lt;/script&gt;</text>\n"
        );
    }
}
