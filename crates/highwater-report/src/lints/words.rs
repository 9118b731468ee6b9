//! A text into words, with their places.

use std::ops::Range;

/// Returns the words of a text: letters, digits and what joins them within a word or a number. What
/// only stands at the edge of a word, such as a full stop, is no part of it, nor is the `'s` of a
/// genitive.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        let inside = c.is_alphanumeric()
            || matches!(
                c,
                '.' | ',' | '%' | '$' | '€' | '+' | '-' | '\'' | '’' | '×'
            );
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.extend(trimmed(text, from..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let word = &text[range.clone()];
    let edge = |c: char| matches!(c, '.' | ',' | '-' | '\'' | '’');
    let start = range.start + (word.len() - word.trim_start_matches(edge).len());
    let bare = word.trim_end_matches(edge);
    let bare = bare
        .strip_suffix("'s")
        .or_else(|| bare.strip_suffix("’s"))
        .unwrap_or(bare);
    let end = range.start + bare.len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_no_part_of_a_word() {
        let text = "Don't $5.5M, 22-fold (or 63%). GPT-3.5’s – 'so'…";
        let found: Vec<&str> = words(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            ["Don't", "$5.5M", "22-fold", "or", "63%", "GPT-3.5", "so"]
        );
    }
}
