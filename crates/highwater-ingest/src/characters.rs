//! Characters that no cell may hold: they cannot be seen, or turn the text around them.

use unicode_normalization::UnicodeNormalization;

/// The first control character of a text, or the first that changes the direction of the text
/// behind it. Line breaks and tabs are fine.
pub(crate) fn forbidden(text: &str) -> Option<(usize, char)> {
    // Nearly all cells are plain; those bytes start the characters looked for.
    let worth_a_look = |byte: u8| matches!(byte, 0..=8 | 11 | 12 | 14..=31 | 127 | 0xc2 | 0xe2);
    if !text.bytes().any(worth_a_look) {
        return None;
    }
    text.char_indices().find(|(_, c)| is_forbidden(*c))
}

/// Returns the text without them.
pub(crate) fn without(text: &str) -> String {
    text.chars().filter(|c| !is_forbidden(*c)).collect()
}

/// Returns the text with them as `\u{202e}`, for a message.
pub(crate) fn visible(text: &str) -> String {
    if forbidden(text).is_none() {
        return text.to_owned();
    }
    let mut shown = String::new();
    for c in text.chars() {
        if is_forbidden(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Returns the text as a key of its row: in NFC, blanks of any kind as one space each, none around it,
/// and without characters that take no room. Two keys are the same if these are.
pub(crate) fn key(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_owned();
    }
    let seen: String = text
        .nfc()
        .filter(|c| !is_unseen(*c) && (c.is_whitespace() || !is_forbidden(*c)))
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ")
}

/// The text with characters that take no room, or look like a space and are none, as `\u{200b}`.
pub(crate) fn unseen_shown(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if is_unseen(c) || (c.is_whitespace() && !matches!(c, ' ' | '\n' | '\r' | '\t')) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Returns whether a character takes no room: joiners, marks of direction, soft hyphens.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Its name, as Unicode gives it: `U+202E`.
pub(crate) fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn is_forbidden(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_found_and_what_people_write_is_not() {
        for (text, found) in [
            ("a\0b", Some((1, '\0'))),
            ("é\u{202e}x", Some((2, '\u{202e}'))),
            ("\u{2066}", Some((0, '\u{2066}'))),
            ("\u{7f}", Some((0, '\u{7f}'))),
            ("a\u{85}", Some((1, '\u{85}'))),
            ("a\tb\r\nc", None),
            (
                "Universit\u{e9} \u{2014} \u{2018}x\u{2019} \u{a0}\u{200f}\u{5e9}",
                None,
            ),
            ("", None),
        ] {
            assert_eq!(forbidden(text), found, "{text:?}");
        }
        for twin in [
            "Codex 9\n",
            "Codex\u{a0}9",
            "Codex 9\u{200b}",
            "\u{feff} Codex  9",
        ] {
            assert_eq!(key(twin), "Codex 9", "{twin:?}");
        }
        assert_eq!(key("Cafe\u{301}"), key("Caf\u{e9}"));
        assert_ne!(key("codex 9"), key("Codex 9"));
        assert_eq!(unseen_shown("a\u{a0}b\u{200b}"), "a\\u{a0}b\\u{200b}");
        assert_eq!(visible("a\u{202e}b\0"), "a\\u{202e}b\\u{0}");
        assert_eq!(without("2\u{0}8M"), "28M");
        assert_eq!(name('\0'), "U+0000");
    }
}
