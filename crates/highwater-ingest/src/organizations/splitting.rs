//! A cell with several names into names.

use std::borrow::Cow;

use memchr::memchr;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How a cell with several names is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Splitting {
    /// At commas outside of quotes. Names are normalised: Unicode NFC, no blanks around them and
    /// single ones within, no quotes around them; empty ones are dropped.
    Quoted,
    /// At each comma, with quotes and blanks kept, as a plain `split(",")` does: a quoted name with
    /// a comma is torn apart. Only for results that others computed so.
    EachComma,
}

impl Splitting {
    /// The names in a cell, in order.
    pub fn names(self, cell: &str) -> impl Iterator<Item = Cow<'_, str>> {
        let mut rest = Some(cell);
        std::iter::from_fn(move || {
            loop {
                let text = rest?;
                let end = self.end(text);
                rest = text.get(end + 1..);
                let name = &text[..end];
                match self {
                    Splitting::EachComma => return Some(Cow::Borrowed(name)),
                    Splitting::Quoted => {
                        let name = normalised(name);
                        if !name.is_empty() {
                            return Some(name);
                        }
                    }
                }
            }
        })
    }

    /// Returns where the first name of a text ends.
    fn end(self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let start = text.len() - text.trim_start().len();
        if self == Splitting::Quoted && bytes.get(start) == Some(&b'"') {
            let mut at = start + 1;
            while let Some(quote) = bytes.get(at..).and_then(|rest| memchr(b'"', rest)) {
                at += quote + 1;
                if bytes.get(at) != Some(&b'"') {
                    return comma(bytes, at);
                }
                at += 1;
            }
            // A quote that is never closed is part of the name.
        }
        comma(bytes, start.min(bytes.len()))
    }
}

fn comma(bytes: &[u8], from: usize) -> usize {
    memchr(b',', &bytes[from..]).map_or(bytes.len(), |at| from + at)
}

/// A name in Unicode NFC, without quotes and blanks around it and with single blanks within.
pub(super) fn normalised(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    let inner = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    let name = inner.unwrap_or(name).trim();
    let plain = !name.contains("\"\"")
        && !name.contains("  ")
        && name
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if plain {
        return Cow::Borrowed(name);
    }
    let words = name.replace("\"\"", "\"");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_nfc(&words) {
        Cow::Owned(words)
    } else {
        Cow::Owned(words.nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(splitting: Splitting, cell: &str) -> Vec<String> {
        splitting.names(cell).map(Cow::into_owned).collect()
    }

    #[test]
    fn names_with_commas_stay_whole_in_quotes() {
        for (cell, found) in [
            ("OpenAI", vec!["OpenAI"]),
            ("A,B , C", vec!["A", "B", "C"]),
            (
                "\"Booz Allen Hamilton, McLean\",MIT",
                vec!["Booz Allen Hamilton, McLean", "MIT"],
            ),
            (" \"A, \"\"B\"\"\" ,C", vec!["A, \"B\"", "C"]),
            ("\"Institute\nDelhi\"", vec!["Institute Delhi"]),
            ("A,,B,", vec!["A", "B"]),
            ("\"A,B", vec!["\"A", "B"]),
            ("O'Reilly \"x\",y", vec!["O'Reilly \"x\"", "y"]),
            ("", vec![]),
            (" , ", vec![]),
        ] {
            assert_eq!(names(Splitting::Quoted, cell), found, "{cell}");
        }
    }

    #[test]
    fn each_comma_tears_names_apart() {
        assert_eq!(
            names(Splitting::EachComma, "\"SambaNova Systems, Inc\",A"),
            ["\"SambaNova Systems", " Inc\"", "A"]
        );
        assert_eq!(names(Splitting::EachComma, "A,"), ["A", ""]);
    }

    #[test]
    fn letters_are_composed() {
        // `e` and a combining acute accent; a no-break space.
        assert_eq!(
            names(Splitting::Quoted, "Universite\u{301}\u{a0}Laval"),
            ["Universit\u{e9} Laval"]
        );
    }
}
