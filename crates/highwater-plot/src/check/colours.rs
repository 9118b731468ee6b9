//! Points 18, 19 and 20: one entity, one hue; hues and shades that all can tell apart; enough contrast.

use std::collections::{BTreeMap, BTreeSet};

use crate::colour::{Sight, contrast, difference, lightness};
use crate::mark::Mark;
use crate::paint::{Hue, Ink, Shade};
use crate::palette::Theme;
use crate::role::Role;
use crate::scene::Scene;

use super::{Finding, quoted};

/// The least difference (CIE76) between two hues of a figure, with any sight.
const APART: f64 = 20.0;
/// The least difference of lightness (L*) between two hues of a figure.
const LIGHTNESS_APART: f64 = 3.0;
/// The least difference (CIE76) between two shades of a figure that follow each other, and between the
/// first and the background, with any sight: twice what can just be told apart side by side. They
/// lie side by side, with a line between them, and a legend has their numbers.
const SHADES_APART: f64 = 4.0;
/// The least difference of their lightness (L*).
const SHADES_LIGHTNESS_APART: f64 = 1.0;
/// The least contrast of marks and of text with what is behind.
const MARKS: f64 = 3.0;
const TEXT: f64 = 4.5;
/// The most hues beside grey.
const MOST: usize = 6;

pub(super) fn findings(scene: &Scene, themes: &[&Theme]) -> Vec<Finding> {
    let mut found = across(&[scene]);
    found.extend(told_apart(scene, themes));
    found.extend(graded(scene, themes));
    found.extend(seen(scene, themes));
    found
}

/// Each series has one hue in all scenes. Grey is no hue of its own: what is spoken of in one figure
/// may be context in another.
pub(super) fn across(scenes: &[&Scene]) -> Vec<Finding> {
    let mut hues: BTreeMap<&str, Hue> = BTreeMap::new();
    let mut found = Vec::new();
    for scene in scenes {
        for (i, mark) in scene.marks.iter().enumerate() {
            let (false, Some(hue)) = (mark.pen.series.is_empty(), hue(mark)) else {
                continue;
            };
            if hue == Hue::Grey {
                continue;
            }
            let first = *hues.entry(&mark.pen.series).or_insert(hue);
            if first != hue {
                found.push(Finding::new(
                    18,
                    format!(
                        "{} is {} and {}",
                        quoted(&mark.pen.series),
                        first.name(),
                        hue.name()
                    ),
                    vec![i],
                ));
            }
        }
    }
    found
}

fn hue(mark: &Mark) -> Option<Hue> {
    let paint = &mark.pen.paint;
    [paint.fill, paint.stroke]
        .into_iter()
        .flatten()
        .find_map(Ink::hue)
}

fn told_apart(scene: &Scene, themes: &[&Theme]) -> Vec<Finding> {
    let hues: BTreeSet<Hue> = scene
        .marks
        .iter()
        .filter(|mark| mark.pen.role.shows_data() && mark.pen.role != Role::Band)
        .filter_map(hue)
        .collect();
    let mut found = Vec::new();
    let coloured = hues.iter().filter(|hue| **hue != Hue::Grey).count();
    if coloured > MOST {
        found.push(Finding::new(
            19,
            format!("the figure has {coloured} hues, more than {MOST}"),
            Vec::new(),
        ));
    }
    for theme in themes {
        for (i, &a) in hues.iter().enumerate() {
            for &b in hues.iter().skip(i + 1) {
                let colours = (theme.colour(Ink::Mark(a)), theme.colour(Ink::Mark(b)));
                let least = Sight::ALL
                    .into_iter()
                    .map(|sight| difference(colours.0, colours.1, sight))
                    .fold(f64::INFINITY, f64::min);
                let light = (lightness(colours.0) - lightness(colours.1)).abs();
                if least < APART || light < LIGHTNESS_APART {
                    found.push(Finding::new(
                        19,
                        format!(
                            "{} and {} differ by {least:.1}, in lightness by {light:.1}",
                            a.name(),
                            b.name()
                        ),
                        Vec::new(),
                    ));
                }
            }
        }
    }
    found
}

/// The shades of a figure go one way, from the background to what stands out from it.
fn graded(scene: &Scene, themes: &[&Theme]) -> Vec<Finding> {
    let shades: BTreeSet<Shade> = scene
        .marks
        .iter()
        .filter(|mark| mark.pen.role.shows_data())
        .filter_map(|mark| match mark.pen.paint.fill {
            Some(Ink::Shade(shade)) => Some(shade),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    if shades.len() > Shade::MOST {
        found.push(Finding::new(
            19,
            format!(
                "the figure has {} shades, more than {}",
                shades.len(),
                Shade::MOST
            ),
            Vec::new(),
        ));
    }
    for theme in themes {
        let inks: Vec<Ink> = std::iter::once(Ink::Paper)
            .chain(shades.iter().map(|&shade| Ink::Shade(shade)))
            .collect();
        // Away from the background: darker on white, lighter on black.
        let away = if lightness(theme.paper) > 50.0 {
            -1.0
        } else {
            1.0
        };
        for pair in inks.windows(2) {
            let colours = (theme.colour(pair[0]), theme.colour(pair[1]));
            let least = Sight::ALL
                .into_iter()
                .map(|sight| difference(colours.0, colours.1, sight))
                .fold(f64::INFINITY, f64::min);
            let light = (lightness(colours.1) - lightness(colours.0)) * away;
            if least < SHADES_APART || light < SHADES_LIGHTNESS_APART {
                found.push(Finding::new(
                    19,
                    format!(
                        "{} and {} differ by {least:.1}, in lightness by {light:.1}",
                        pair[0].name(),
                        pair[1].name()
                    ),
                    Vec::new(),
                ));
            }
        }
    }
    found
}

/// Contrast with the background, and of text with a pale area or bar that it stands on.
fn seen(scene: &Scene, themes: &[&Theme]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for (i, mark) in scene.marks.iter().enumerate() {
        let (inks, least): (Vec<Ink>, f64) = match mark.text() {
            Some(_) => (mark.pen.paint.fill.into_iter().collect(), TEXT),
            None if mark.pen.role.shows_data() => (strongest(mark), MARKS),
            None => continue,
        };
        let behind = match mark.text() {
            Some(text) => areas_behind(scene, i, &text.bounds()),
            None => vec![Ink::Paper],
        };
        for theme in themes {
            for &ink in &inks {
                for &back in &behind {
                    let ratio = contrast(theme.colour(ink), theme.colour(back));
                    if ratio < least && told.insert((theme.paper, ink, back)) {
                        found.push(Finding::new(
                            20,
                            format!(
                                "{} on {} has a contrast of {ratio:.2}, less than {least}",
                                ink.name(),
                                back.name()
                            ),
                            vec![i],
                        ));
                    }
                }
            }
        }
    }
    found
}

/// The ink that makes a mark seen: its outline where its fill is pale or the background's, else its
/// fill. A pale area without an outline is a background itself, and so is one whose shade is a number.
fn strongest(mark: &Mark) -> Vec<Ink> {
    let paint = &mark.pen.paint;
    match (paint.fill, paint.stroke) {
        (Some(Ink::Pale(_) | Ink::Shade(_)), None) => Vec::new(),
        (Some(Ink::Pale(_) | Ink::Shade(_) | Ink::Paper) | None, stroke) => {
            stroke.into_iter().collect()
        }
        (fill, _) => fill.into_iter().collect(),
    }
}

/// Returns what a text stands on: the areas drawn before it, or else the background.
fn areas_behind(scene: &Scene, text: usize, bounds: &crate::bounds::Bounds) -> Vec<Ink> {
    let mut behind = vec![Ink::Paper];
    for mark in scene.marks.iter().take(text) {
        if let (Some(fill), None) = (mark.pen.paint.fill, mark.text())
            && mark.touches(bounds)
        {
            behind.push(fill);
        }
    }
    behind.dedup();
    behind
}

#[cfg(test)]
mod tests {
    use super::super::sound::{points, scene};
    use super::*;
    use crate::paint::Paint;
    use crate::palette::{DARK, LIGHT, Rgb};

    #[test]
    fn the_palette_is_told_apart_and_seen_in_light_and_dark() {
        for theme in [LIGHT, DARK] {
            for (i, &a) in Hue::ALL.iter().enumerate() {
                let [mark, words, pale] =
                    [Ink::Mark(a), Ink::Words(a), Ink::Pale(a)].map(|ink| theme.colour(ink));
                assert!(contrast(mark, theme.paper) >= MARKS, "{a:?}");
                assert!(contrast(words, theme.paper) >= TEXT, "{a:?}");
                for text in [theme.text, words] {
                    assert!(contrast(text, pale) >= TEXT, "{a:?} on its pale shade");
                }
                for &b in &Hue::ALL[i + 1..] {
                    let (one, other) = (mark, theme.colour(Ink::Mark(b)));
                    for sight in Sight::ALL {
                        let apart = difference(one, other, sight);
                        assert!(apart >= APART, "{a:?} {b:?} {sight:?}: {apart}");
                    }
                    let light = (lightness(one) - lightness(other)).abs();
                    assert!(light >= LIGHTNESS_APART, "{a:?} {b:?}: {light}");
                }
            }
            for ink in [Ink::Text, Ink::Muted] {
                assert!(contrast(theme.colour(ink), theme.paper) >= TEXT);
            }
            assert!(contrast(theme.rule, theme.paper) >= MARKS);
        }
    }

    #[test]
    fn the_ramp_rises_evenly_and_is_seen_with_any_sight_in_light_and_dark() {
        for theme in [LIGHT, DARK] {
            let colours: Vec<Rgb> = Shade::all().map(|s| theme.colour(Ink::Shade(s))).collect();
            let ends = (colours[0], colours[Shade::COUNT - 1]);
            let steps = |sight| -> Vec<f64> {
                let pairs = colours.windows(2);
                pairs.map(|p| difference(p[0], p[1], sight)).collect()
            };
            let even = steps(Sight::Common);
            let mean = even.iter().sum::<f64>() / even.len() as f64;
            for step in &even {
                // Channels have 8 bits, which is up to one unit of difference.
                assert!((step - mean).abs() < 1.0, "{step} beside {mean}");
            }
            let away = lightness(ends.1) - lightness(ends.0);
            for pair in colours.windows(2) {
                let step = lightness(pair[1]) - lightness(pair[0]);
                assert!(step * away.signum() > 0.5, "{pair:?}: {step}");
            }
            for &shade in &colours {
                assert!(contrast(theme.text, shade) >= TEXT, "{shade}");
            }
            for sight in Sight::ALL {
                assert!(difference(theme.paper, ends.0, sight) >= 2.0 * SHADES_APART);
                for n in 2..=Shade::MOST {
                    let used = Shade::steps(n);
                    for pair in used.windows(2) {
                        let [a, b] = [pair[0], pair[1]].map(|s| colours[s.index()]);
                        let apart = difference(a, b, sight);
                        assert!(apart >= SHADES_APART, "{n} {pair:?} {sight:?}: {apart}");
                    }
                }
            }
        }
    }

    #[test]
    fn shades_that_look_alike_or_turn_around_are_found() {
        let shade_bars = |scene: &mut Scene| {
            let bars = scene.marks.iter_mut().filter(|m| m.pen.role == Role::Bar);
            for (mark, shade) in bars.zip(Shade::steps(3)) {
                mark.pen.paint = Paint::fill(Ink::Shade(shade)).outlined(Ink::Text, 1.0);
            }
        };
        let mut shaded = scene();
        shade_bars(&mut shaded);
        let points = |theme: &Theme| -> Vec<u8> {
            let found = graded(&shaded, &[theme]);
            found.iter().map(|f| f.point).collect()
        };
        assert_eq!(points(&LIGHT), []);
        let mut theme = LIGHT;
        theme.ramp[12] = theme.ramp[0];
        assert_eq!(points(&theme), [19]);
        theme = LIGHT;
        theme.ramp.reverse();
        assert!(!points(&theme).is_empty());
    }

    #[test]
    fn a_series_with_two_hues_is_found_within_and_across_figures() {
        let repaint = |scene: &mut Scene| {
            for mark in &mut scene.marks {
                if mark.pen.series == "RTX 4090" && mark.pen.role == Role::Bar {
                    mark.pen.paint = Paint::fill(Ink::Mark(Hue::Red));
                }
            }
        };
        assert_eq!(points(repaint), [18]);
        let (one, mut other) = (scene(), scene());
        for mark in &mut other.marks {
            if mark.pen.series == "RTX 4090" {
                mark.pen.paint = Paint::fill(Ink::Words(Hue::Red));
            }
        }
        assert_eq!(across(&[&one, &one]), []);
        assert_eq!(across(&[&one, &other])[0].point, 18);
    }

    #[test]
    fn hues_that_look_alike_are_found() {
        let mut theme = LIGHT;
        theme.hues[Hue::Blue as usize].mark = Rgb(0x80, 0x80, 0x90);
        let found = findings(&scene(), &[&theme]);
        assert!(found.iter().any(|f| f.point == 19), "{found:?}");
    }

    #[test]
    fn pale_marks_and_pale_text_are_found() {
        let mut theme = LIGHT;
        theme.hues[Hue::Blue as usize].mark = Rgb(0x9a, 0xc4, 0xe8);
        theme.muted = Rgb(0x99, 0x99, 0x99);
        let found = findings(&scene(), &[&theme]);
        assert!(
            found.iter().filter(|f| f.point == 20).count() >= 2,
            "{found:?}"
        );
    }
}
