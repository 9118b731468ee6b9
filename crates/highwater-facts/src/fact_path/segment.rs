//! A name as a segment of a path.

/// Latin letters beyond ASCII as people write them without marks. Letters whose marks Unicode can take
/// off are here too, because a table of some hundred is smaller than Unicode's.
const LATIN: [(&str, &str); 38] = [
    ("àáâãāăąǎȁȃạảấầẩẫậắằẳẵặ", "a"),
    ("äæ", "ae"),
    ("å", "aa"),
    ("ḃ", "b"),
    ("çćĉċč", "c"),
    ("ďđḍ", "d"),
    ("ð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ə", "e"),
    ("ƒ", "f"),
    ("ĝğġģǧ", "g"),
    ("ĥħḥ", "h"),
    ("ìíîïĩīĭįıǐịỉ", "i"),
    ("ĳ", "ij"),
    ("ĵ", "j"),
    ("ķĸǩ", "k"),
    ("ĺļľŀł", "l"),
    ("ṁ", "m"),
    ("ñńņňŉŋǹ", "n"),
    ("òóôõōŏőǒơọỏốồổỗộớờởỡợ", "o"),
    ("ø", "o"),
    ("öœ", "oe"),
    ("ṗ", "p"),
    ("ŕŗřṛ", "r"),
    ("śŝşšșṣ", "s"),
    ("ß", "ss"),
    ("ţťŧțṭ", "t"),
    ("þ", "th"),
    ("ùúûũūŭůűųǔưụủứừửữự", "u"),
    ("ü", "ue"),
    ("ŵẁẃẅ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("ʻʼʹ", ""),
    ("ª", "a"),
    ("º", "o"),
    ("²", "2"),
    ("³", "3"),
];

/// Signs that tell names apart.
const SIGNS: [(char, &str); 6] = [
    ('+', "plus"),
    ('#', "sharp"),
    ('&', "and"),
    ('%', "percent"),
    ('€', "euro"),
    ('$', "dollar"),
];

/// The segment of a name: never empty, and a letter first.
pub(super) fn of(name: &str) -> String {
    let mut segment = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            segment.push(c);
        } else if let Some((_, plain)) = LATIN.iter().find(|(letters, _)| letters.contains(c)) {
            segment.push_str(plain);
        } else if let Some((_, word)) = SIGNS.iter().find(|(sign, _)| *sign == c) {
            push_word(&mut segment, word);
        } else if is_mark(c) {
            // A mark of the letter before it, in a name whose letters and marks stand apart.
        } else if c.is_alphanumeric() {
            push_word(&mut segment, &format!("u{:x}", u32::from(c)));
        } else if !segment.is_empty() && !segment.ends_with('_') {
            segment.push('_');
        }
    }
    let segment = segment.trim_end_matches('_');
    match segment.chars().next() {
        // A name of signs alone is named by their codes.
        None => {
            let codes: Vec<_> = name
                .chars()
                .map(|c| format!("u{:x}", u32::from(c)))
                .collect();
            if codes.is_empty() {
                "unnamed".to_owned()
            } else {
                codes.join("_")
            }
        }
        Some(c) if c.is_ascii_digit() => format!("n{segment}"),
        Some(_) => segment.to_owned(),
    }
}

/// Adds a word with a `_` before and behind it.
fn push_word(segment: &mut String, word: &str) {
    if !segment.is_empty() && !segment.ends_with('_') {
        segment.push('_');
    }
    segment.push_str(word);
    segment.push('_');
}

/// Returns whether a character is a mark that is put on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::FactPath;
    use proptest::prelude::*;

    #[test]
    fn names_of_people_and_places_are_keys() {
        for (name, segment) in [
            ("Llama 2 70B", "llama_2_70b"),
            ("r/LocalLLaMA", "r_localllama"),
            ("70B", "n70b"),
            ("Ørsted", "orsted"),
            ("Müller", "mueller"),
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("São Tomé", "sao_tome"),
            ("São", "sao"),
            ("C", "c"),
            ("C++", "c_plus_plus"),
            ("C#", "c_sharp"),
            ("AT&T", "at_and_t"),
            ("日本", "u65e5_u672c"),
            ("Россия", "u440_u43e_u441_u441_u438_u44f"),
            ("–", "u2013"),
            ("", "unnamed"),
        ] {
            assert_eq!(of(name), segment, "{name}");
        }
    }

    #[test]
    fn distinct_names_do_not_meet() {
        let names = [
            "C",
            "C++",
            "C#",
            "日本",
            "日",
            "中国",
            "Россия",
            "Ørsted",
            "R",
            "R&D",
            "–",
            "—",
        ];
        let mut segments = names.map(of).to_vec();
        segments.sort();
        segments.dedup();
        assert_eq!(segments.len(), names.len());
    }

    proptest! {
        #[test]
        fn a_segment_keeps_to_the_rule(name in "\\PC{0,16}") {
            let path = format!("a.{}", of(&name));
            prop_assert!(FactPath::check(&path).is_ok(), "{}", path);
        }
    }
}
