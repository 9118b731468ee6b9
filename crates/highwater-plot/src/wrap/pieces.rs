//! Where a line may break.

/// A part of a text that stays on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// Whether a space stands before it, unless it starts a line.
    pub(super) is_apart: bool,
}

/// Returns the words of a text; those of Chinese and Japanese, which are written without spaces,
/// character by character, but for marks that start or end no line.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let words = text.split([' ', '\n', '\t', '\r']);
    words.filter(|word| !word.is_empty()).flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let is_apart = rest.len() == word.len();
            let (text, behind) = rest.split_at(end_of_first(rest));
            rest = behind;
            (!text.is_empty()).then_some(Piece { text, is_apart })
        })
    })
}

/// Counts the words of a text, two characters of Chinese or Japanese as one.
pub(crate) fn count_words(text: &str) -> usize {
    let (mut words, mut characters) = (0, 0);
    for piece in pieces(text) {
        match piece.text.chars().any(breaks_anywhere) {
            true => characters += 1,
            false => words += 1,
        }
    }
    words + usize::div_ceil(characters, 2)
}

/// Returns whether a text is one word, or one character of Chinese or Japanese.
pub(crate) fn is_one_word(text: &str) -> bool {
    // A no-break space keeps words together, but they are two.
    !text.contains('\u{a0}') && pieces(text).nth(1).is_none()
}

/// Returns where the first piece of a word ends.
fn end_of_first(word: &str) -> usize {
    let mut characters = word.char_indices();
    let Some((_, mut before)) = characters.next() else {
        return 0;
    };
    for (at, c) in characters {
        let may_break = breaks_anywhere(before) || breaks_anywhere(c);
        if may_break && !ENDS_NO_LINE.contains(before) && !STARTS_NO_LINE.contains(c) {
            return at;
        }
        before = c;
    }
    word.len()
}

/// Returns whether a character is of a script that is written without spaces: Chinese characters and
/// kana.
fn breaks_anywhere(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{303e}' | '\u{3040}'..='\u{312f}' | '\u{3190}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Brackets that open.
const ENDS_NO_LINE: &str = "(\u{5b}{‘“「『（［｛〈《【〔〖〘";
/// Marks that close, small kana and marks that repeat or lengthen.
const STARTS_NO_LINE: &str = ")\u{5d}}’”,.:;!?%»」』）］｝〉》】〕〗〙、。，．・：；！？％‰°′″…‥\
     ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾ〻\u{3099}\u{309a}";

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        pieces(text).map(|piece| piece.text).collect()
    }

    #[test]
    fn words_stay_whole_and_chinese_and_japanese_break_between_characters() {
        assert_eq!(
            texts("Models of 16\u{a0}GB"),
            ["Models", "of", "16\u{a0}GB"]
        );
        assert_eq!(
            texts("降水量は「多い」。"),
            ["降", "水", "量", "は", "「多", "い」。"]
        );
        assert_eq!(texts("GPT-4のデータ"), ["GPT-4", "の", "デー", "タ"]);
        assert_eq!(texts("한국어 제목"), ["한국어", "제목"]);
        assert_eq!(texts(" "), [""; 0]);
    }

    #[test]
    fn two_characters_of_chinese_count_as_a_word() {
        assert_eq!(count_words("Small models ran on 2 cards"), 6);
        assert_eq!(count_words("七月の降水量は最多だった"), 6);
        assert_eq!(count_words("GPT-4 の利用"), 3);
        assert!(is_one_word("2023") && is_one_word("雨"));
        assert!(!is_one_word("16\u{a0}GB") && !is_one_word("大雨") && !is_one_word("in 2023"));
    }
}
