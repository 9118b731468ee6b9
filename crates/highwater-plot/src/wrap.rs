//! Text broken into lines.

use crate::font::Fonts;
use crate::text::TextStyle;

mod pieces;

use pieces::pieces;
pub(crate) use pieces::{count_words, is_one_word};

/// Breaks a text into lines that are no wider than `width`, each filled as far as it goes; the last
/// line has two words at least where the text has more than two.
///
/// A no-break space keeps words together. A word that is wider than a line is broken anywhere, and
/// Chinese and Japanese between all characters.
///
/// # Example
///
/// ```
/// use highwater_plot::{TextStyle, font::Fonts, wrap};
///
/// let style = TextStyle::regular(12.0);
/// let lines = wrap::filled("Models that fit in 16 GB of memory", &style, 120.0, &Fonts::default());
/// assert_eq!(lines, ["Models that fit in 16", "GB of memory"]);
/// ```
#[must_use]
pub fn filled(text: &str, style: &TextStyle, width: f64, fonts: &Fonts) -> Vec<String> {
    let lines = greedy(text, style, width, fonts);
    if lines.len() < 2 || !is_orphan(&lines) {
        return lines;
    }
    // Narrower lines push words down, until one comes to keep the last word company.
    for percent in (60..100).rev() {
        let tried = greedy(text, style, width * f64::from(percent) / 100.0, fonts);
        if !is_orphan(&tried) && tried.len() == lines.len() {
            return tried;
        }
    }
    lines
}

/// Breaks a text into as few lines as [`filled`], of about the same width: for titles.
#[must_use]
pub fn balanced(text: &str, style: &TextStyle, width: f64, fonts: &Fonts) -> Vec<String> {
    let lines = filled(text, style, width, fonts);
    let mut best = lines;
    for percent in (40..100).rev() {
        let tried = greedy(text, style, width * f64::from(percent) / 100.0, fonts);
        if tried.len() > best.len() {
            break;
        }
        if !is_orphan(&tried) {
            best = tried;
        }
    }
    best
}

/// Breaks a text between words only: a word that is wider than `width` has a line of its own.
#[must_use]
pub fn by_word(text: &str, style: &TextStyle, width: f64, fonts: &Fonts) -> Vec<String> {
    greedy(text, style, width.max(widest(text, style, fonts)), fonts)
}

/// Breaks a text between words as [`filled`] does, in lines wider than `width` where a word is, but
/// not wider than `most`: only a word wider than that is broken anywhere.
#[must_use]
pub fn whole_words(
    text: &str,
    style: &TextStyle,
    width: f64,
    most: f64,
    fonts: &Fonts,
) -> Vec<String> {
    let widest = widest(text, style, fonts);
    filled(text, style, width.max(widest.min(most)), fonts)
}

/// Returns the width of the widest word.
fn widest(text: &str, style: &TextStyle, fonts: &Fonts) -> f64 {
    let words = pieces(text).map(|piece| style.width(piece.text, fonts));
    words.fold(0.0, f64::max)
}

fn is_orphan(lines: &[String]) -> bool {
    lines.len() > 1 && lines.last().is_some_and(|line| is_one_piece(line))
}

/// Returns whether a line has one piece, which a no-break space may be in.
fn is_one_piece(line: &str) -> bool {
    pieces(line).nth(1).is_none()
}

fn greedy(text: &str, style: &TextStyle, width: f64, fonts: &Fonts) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let between = if line.is_empty() || !piece.is_apart {
            ""
        } else {
            " "
        };
        let longer = [&line, between, piece.text].concat();
        if style.width(&longer, fonts) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = piece.text.to_owned();
        while style.width(&line, fonts) > width && line.chars().count() > 1 {
            let (head, tail) = split_word(&line, style, width, fonts);
            lines.push(head);
            line = tail;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// As much of a word as fits, one character at least, and the rest; behind a slash or a hyphen where
/// one is in that.
fn split_word(word: &str, style: &TextStyle, width: f64, fonts: &Fonts) -> (String, String) {
    let mut head = String::new();
    for c in word.chars() {
        head.push(c);
        if style.width(&head, fonts) > width && head.chars().count() > 1 {
            head.pop();
            break;
        }
    }
    let joint = head.rfind(['/', '-']).map(|at| at + 1);
    head.truncate(joint.unwrap_or(head.len()));
    let tail = word[head.len()..].to_owned();
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_broken_only_where_it_is_wider_than_the_most() {
        let style = TextStyle::regular(12.0);
        let guessing = style.width("Guessing", &Fonts::default());
        let lines = whole_words(
            "Guessing",
            &style,
            0.6 * guessing,
            2.0 * guessing,
            &Fonts::default(),
        );
        assert_eq!(lines, ["Guessing"]);
        assert!(
            whole_words(
                "Guessing",
                &style,
                0.6 * guessing,
                0.7 * guessing,
                &Fonts::default()
            )
            .len()
                > 1
        );
        assert_eq!(
            whole_words("No change", &style, 40.0, 90.0, &Fonts::default()),
            ["No", "change"]
        );
    }

    #[test]
    fn a_word_too_wide_is_broken_behind_a_slash() {
        let style = TextStyle::regular(12.0);
        let word = "modelling/generation";
        let lines = filled(
            word,
            &style,
            style.width("modelling/gene", &Fonts::default()),
            &Fonts::default(),
        );
        assert_eq!(lines, ["modelling/", "generation"]);
    }

    #[test]
    fn no_line_is_left_with_one_word() {
        let style = TextStyle::bold(20.0);
        for width in [150.0, 200.0, 260.0, 320.0, 400.0] {
            let lines = balanced(
                "Downloads grew 22-fold in eighteen months to July 2023",
                &style,
                width,
                &Fonts::default(),
            );
            let last = lines.last().unwrap();
            assert!(lines.len() == 1 || last.contains(' '), "{width}: {lines:?}");
        }
    }

    #[test]
    fn a_no_break_space_holds_words_together() {
        let style = TextStyle::regular(12.0);
        let lines = filled(
            "memory of 16\u{a0}GB",
            &style,
            style.width("memory of 16", &Fonts::default()),
            &Fonts::default(),
        );
        assert_eq!(lines, ["memory", "of 16\u{a0}GB"]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "[a-zA-Z0-9 ]{0,80}", width in 30.0..400.0f64) {
            let style = TextStyle::regular(12.0);
            for lines in [filled(&text, &style, width, &Fonts::default()), balanced(&text, &style, width, &Fonts::default())] {
                for line in &lines {
                    prop_assert!(style.width(line, &Fonts::default()) <= width || line.chars().count() == 1);
                }
                let kept: String = lines.concat().split_whitespace().collect();
                let given: String = text.split_whitespace().collect();
                prop_assert_eq!(kept, given);
            }
        }
    }
}
