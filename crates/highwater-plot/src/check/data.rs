//! Points 25 and 28: uncertain numbers show their reach, and every point is drawn or accounted for.

use highwater_facts::number_text;

use crate::reading;
use crate::role::Role;
use crate::scene::Scene;

use super::{Finding, quoted};

pub(super) fn findings(scene: &Scene) -> Vec<Finding> {
    let mut found = Vec::new();
    for series in &scene.account.series {
        let marks = || scene.marks.iter().filter(|m| m.pen.series == series.name);
        let has_reach =
            marks().any(|m| matches!(m.pen.role, Role::Band | Role::Range | Role::Whisker));
        if series.uncertain > 0 && !has_reach {
            found.push(Finding::new(
                25,
                format!(
                    "{} has {} uncertain numbers and shows the reach of none",
                    quoted(&series.name),
                    series.uncertain
                ),
                Vec::new(),
            ));
        }
        let drawn: usize = marks().map(|m| m.pen.n).sum();
        let dropped: usize = scene
            .account
            .drops
            .iter()
            .filter(|drop| drop.series == series.name)
            .map(|drop| drop.points)
            .sum();
        if drawn + dropped != series.points {
            found.push(Finding::new(
                28,
                format!(
                    "{} has {} points, of which {drawn} are drawn and {dropped} accounted for",
                    quoted(&series.name),
                    series.points
                ),
                Vec::new(),
            ));
        }
    }
    found.extend(false_zeros(scene));
    found.extend(unknown_characters(scene));
    // A reason may be broken into lines.
    let texts: Vec<&str> = scene.texts().map(|(_, text)| text.text.as_str()).collect();
    let texts = texts.join(" ");
    for drop in &scene.account.drops {
        if drop.reason.trim().is_empty() || !texts.contains(&drop.reason) {
            found.push(Finding::new(
                28,
                format!(
                    "{} lacks {} points, and the picture does not say why: {}",
                    quoted(&drop.series),
                    drop.points,
                    quoted(&drop.reason)
                ),
                Vec::new(),
            ));
        }
    }
    found
}

/// Marks that are not zero and whose text is read as zero.
fn false_zeros(scene: &Scene) -> impl Iterator<Item = Finding> {
    let marks = scene.marks.iter().enumerate();
    marks.filter_map(|(at, mark)| {
        let (low, high) = mark.pen.reach?;
        let text = mark.pen.y.split(" (").next()?;
        let is_zero = reading::number(text)?.number == 0.0;
        let number = if low > 0.0 { low } else { high };
        (is_zero && (low > 0.0 || high < 0.0)).then(|| {
            let message = format!(
                "{} is {} and is labelled {}: give its axis a format with more digits, or a smaller unit",
                quoted(&[&mark.pen.series, ", ", &mark.pen.x].concat()),
                number_text::clean(number),
                quoted(text)
            );
            Finding::new(14, message, vec![at])
        })
    })
}

/// Texts with characters that the font lacks: a PNG shows nothing in their place.
fn unknown_characters(scene: &Scene) -> impl Iterator<Item = Finding> {
    let marks = scene.marks.iter().enumerate();
    marks.filter_map(|(at, mark)| {
        let text = &mark.text()?.text;
        let lacking = scene.fonts.lacking(text)?;
        let message = format!(
            "the font lacks {lacking} of {}, and a PNG leaves it out: give a font that has it (`fonts` in `site.toml`, `Fonts::given` in Rust) or write it in Latin letters",
            quoted(text)
        );
        Some(Finding::new(28, message, vec![at]))
    })
}

#[cfg(test)]
mod tests {
    use super::super::sound::points;
    use crate::role::Role;

    #[test]
    fn a_point_that_is_not_drawn_is_found() {
        let lose = |s: &mut crate::Scene| {
            let at = s
                .marks
                .iter()
                .position(|m| m.pen.role == Role::Bar)
                .unwrap();
            s.marks.remove(at);
        };
        assert_eq!(points(lose), [28]);
    }

    #[test]
    fn a_point_that_is_missing_without_a_word_is_found() {
        assert_eq!(
            points(|s| s.marks.retain(|m| m.pen.role != Role::Missing)),
            [28]
        );
        assert_eq!(points(|s| s.account.drops.clear()), [28]);
    }

    #[test]
    fn a_character_that_no_png_shows_is_found() {
        let write = |text: &str, s: &mut crate::Scene| {
            let texts = s.marks.iter_mut().filter_map(|mark| match &mut mark.shape {
                crate::Shape::Text(of_mark) if mark.pen.role == Role::Source => Some(of_mark),
                _ => None,
            });
            texts.for_each(|of_mark| of_mark.text = text.to_owned());
        };
        assert_eq!(points(|s| write("Source: αβγ", s)), []);
        assert_eq!(points(|s| write("Source: 漢字", s)), [28]);
    }

    #[test]
    fn a_mark_that_is_not_zero_is_not_labelled_0() {
        let write = |text: &str, reach: (f64, f64), s: &mut crate::Scene| {
            let bar = s.marks.iter_mut().find(|m| m.pen.role == Role::Bar);
            let pen = &mut bar.unwrap().pen;
            (pen.y, pen.reach) = (text.to_owned(), Some(reach));
        };
        for (text, reach) in [
            ("0", (0.004, 0.004)),
            ("−0.0%", (-0.0004, -0.0004)),
            ("0.00 (a name)", (1e-9, 1e-9)),
            ("$0", (0.1, 0.3)),
        ] {
            assert_eq!(points(|s| write(text, reach, s)), [14], "{text}");
        }
        for (text, reach) in [
            ("0", (0.0, 0.0)),
            ("<0.01", (0.004, 0.004)),
            ("0", (0.0, 0.3)),
        ] {
            assert!(points(|s| write(text, reach, s)).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_range_drawn_as_a_number_is_found() {
        assert_eq!(
            points(|s| s.marks.retain(|m| m.pen.role != Role::Range)),
            [25]
        );
    }
}
