//! How the cells of the snapshot are taken apart: categories, authors, keys, whole terms.

/// What stands in lists of authors without being one.
const NO_AUTHORS: &[&str] = &["et al", "jr", "sr", "ii", "iii", "iv", "phd", "md"];

/// Returns the categories in a cell: split at commas, without blanks and quotes around them.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::categories;
///
/// // A cell of the snapshot holds quotes and a line break of its own.
/// let tasks: Vec<&str> = categories("Chat,\"Text summarization\n\", ,").collect();
/// assert_eq!(tasks, ["Chat", "Text summarization"]);
/// ```
pub fn categories(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',')
        .map(|part| part.trim().trim_matches('"').trim())
        .filter(|part| !part.is_empty())
}

/// Returns how many authors a cell names: split at commas, semicolons, line breaks, `&` and ` and `,
/// without what is no name.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::count_authors;
///
/// // By hand: Vaswani, Shazeer and Parmar; "et al." is nobody, "Jr." belongs to the name before.
/// assert_eq!(count_authors("A. Vaswani, N. Shazeer, and N. Parmar, et al."), 3);
/// assert_eq!(count_authors("A. Joseph Hoane, Jr.; Feng-hsiung Hsu & Murray Campbell"), 3);
/// ```
#[must_use]
pub fn count_authors(cell: &str) -> u32 {
    let parts = cell
        .split([',', ';', '\n', '&'])
        .flat_map(|part| part.split(" and "));
    let is_author = |part: &str| {
        let part = part.trim();
        let name = part.strip_prefix("and ").unwrap_or(part).trim();
        let plain = name.trim_end_matches('.').to_lowercase();
        !plain.is_empty() && !NO_AUTHORS.contains(&plain.as_str())
    };
    parts.filter(|part| is_author(part)).count() as u32
}

/// A text as keys and terms are compared: lower case, one kind of hyphen, single blanks.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::normalised;
///
/// // U+2010 to U+2015 and U+2212 are hyphens here.
/// assert_eq!(normalised(" Large\u{2013}Scale\n  Training "), "large-scale training");
/// ```
#[must_use]
pub fn normalised(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for character in word.chars().flat_map(char::to_lowercase) {
            plain.push(match character {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                other => other,
            });
        }
    }
    plain
}

/// Returns whether what stands at these bytes of a normalised text is a whole term: neither neighbour
/// is a letter `a` to `z` or a digit.
///
/// # Example
///
/// ```
/// use highwater_studies::divide::is_whole_term;
///
/// // `scale` is a term in `large-scale`, and none in `scaled`.
/// assert!(is_whole_term("large-scale", 6..11));
/// assert!(!is_whole_term("scaled", 0..5));
/// ```
#[must_use]
pub fn is_whole_term(text: &str, at: std::ops::Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let is_part = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let before = at.start.checked_sub(1).and_then(|before| bytes.get(before));
    !before.is_some_and(is_part) && !bytes.get(at.end).is_some_and(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_of_all_kinds_and_blanks_are_one() {
        for hyphen in ['\u{2010}', '\u{2011}', '\u{2014}', '\u{2015}', '\u{2212}'] {
            assert_eq!(normalised(&format!("GPT{hyphen}2\t\u{a0}x")), "gpt-2 x");
        }
        assert_eq!(normalised(" \n "), "");
    }

    #[test]
    fn what_is_no_author_is_not_counted() {
        assert_eq!(count_authors(""), 0);
        assert_eq!(count_authors("et al."), 0);
        assert_eq!(count_authors("Rand Andandson"), 1);
        assert_eq!(count_authors("A\nB and C, and D"), 4);
        assert_eq!(count_authors("Timothy F. Truong Jr, Inc"), 2);
    }
}
