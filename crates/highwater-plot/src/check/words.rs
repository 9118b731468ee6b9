//! Points 1, 3 and 9: the words above the chart.

use crate::role::Role;
use crate::scene::Scene;
use crate::wrap;

use super::{Finding, quoted};

/// The full stops of Latin and others, of Chinese and Japanese, of Hindi, Urdu and Ethiopic.
const FULL_STOPS: [char; 6] = ['.', '。', '．', '।', '۔', '።'];

pub(super) fn findings(scene: &Scene) -> Vec<Finding> {
    let mut found = Vec::new();
    let (title, title_marks) = words(scene, Role::Title);
    let count = wrap::count_words(&title);
    if !(5..=12).contains(&count) {
        found.push(Finding::new(
            1,
            format!(
                "the title has {count} words, not 5 to 12: {}",
                quoted(&title)
            ),
            title_marks.clone(),
        ));
    }
    let last = title_marks.last().and_then(|&i| scene.marks.get(i)?.text());
    if let (true, Some(last)) = (title_marks.len() > 1, last)
        && wrap::is_one_word(&last.text)
    {
        found.push(Finding::new(
            9,
            format!("a line of the title holds {} alone", quoted(&last.text)),
            title_marks,
        ));
    }
    let (subtitle, subtitle_marks) = words(scene, Role::Subtitle);
    let mut wrong = |message: String| {
        found.push(Finding::new(3, message, subtitle_marks.clone()));
    };
    if subtitle.is_empty() {
        wrong("there is no subtitle that says what is plotted".to_owned());
    } else if !subtitle.ends_with(FULL_STOPS) {
        wrong(format!(
            "the subtitle does not end with a full stop: {}",
            quoted(&subtitle)
        ));
    } else if subtitle.starts_with("The ") {
        wrong(format!(
            "the subtitle starts with a needless `The`: {}",
            quoted(&subtitle)
        ));
    } else if has_second_sentence(&subtitle) {
        wrong(format!(
            "the subtitle has more than one sentence: {}",
            quoted(&subtitle)
        ));
    }
    found
}

/// Returns a full stop, a space and a capital: enough to find a second sentence, with "e.g. x" let
/// through.
fn has_second_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        text[at + 2..]
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    })
}

fn words(scene: &Scene, role: Role) -> (String, Vec<usize>) {
    let marks = scene
        .marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| mark.pen.role == role)
        .map(|(i, _)| i)
        .collect();
    (scene.words(role), marks)
}

#[cfg(test)]
mod tests {
    use super::super::sound::points;
    use crate::mark::Shape;
    use crate::role::Role;
    use crate::scene::Scene;

    fn retitle(scene: &mut Scene, role: Role, lines: &[&str]) {
        let at = scene.marks.iter().position(|m| m.pen.role == role).unwrap();
        let first = scene.marks[at].clone();
        scene.marks.retain(|m| m.pen.role != role);
        for (i, line) in lines.iter().enumerate() {
            let mut mark = first.clone();
            if let Shape::Text(text) = &mut mark.shape {
                text.text = (*line).to_owned();
                text.at.1 -= 25.0 * (lines.len() - 1 - i) as f64;
            }
            scene.marks.insert(at + i, mark);
        }
    }

    #[test]
    fn a_title_too_short_or_too_long_is_found() {
        assert_eq!(
            points(|s| retitle(s, Role::Title, &["Speed of models"])),
            [1]
        );
        let long = "a b c d e f g h i j k l m";
        assert_eq!(points(|s| retitle(s, Role::Title, &[long])), [1]);
        assert!(points(|s| retitle(s, Role::Title, &["five words are just enough"])).is_empty());
    }

    #[test]
    fn a_title_line_with_one_word_is_found() {
        let lines = ["Small models ran on consumer cards in", "2023"];
        assert!(points(|s| retitle(s, Role::Title, &lines)).contains(&9));
    }

    #[test]
    fn a_subtitle_that_is_no_single_sentence_is_found() {
        for subtitle in [
            "Tokens a second",
            "The tokens a second.",
            "Tokens a second. On two cards.",
        ] {
            let found = points(|s| retitle(s, Role::Subtitle, &[subtitle]));
            assert_eq!(found, [3], "{subtitle}");
        }
        assert_eq!(points(|s| retitle(s, Role::Subtitle, &[])), [3]);
        let fine = "Speed of models, e.g. in tokens, on GPT-3.5 too.";
        assert!(points(|s| retitle(s, Role::Subtitle, &[fine])).is_empty());
    }
}
