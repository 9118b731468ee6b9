//! Checks of scenes against the points of chart craft that a machine can check.
//!
//! Each file is one family of points. A check looks at marks, never at the chart that drew them, so
//! charts of others are held to the same.
//!
//! | point | what is held |
//! |---|---|
//! | 1 | the title has 5 to 12 words |
//! | 3 | the subtitle is one sentence that ends with a full stop |
//! | 6 | no text is larger than one that ranks higher: title, subtitle, labels, source |
//! | 7 | no text is smaller than 12 pixels |
//! | 8 | all text is horizontal, and the name of an axis stands above it or at its end |
//! | 9 | no title line holds one word alone |
//! | 13 | no text overlaps another text, ink or the frame |
//! | 14 | no mark that is not zero is labelled 0 |
//! | 18 | an entity has one hue, in all figures of a story |
//! | 19 | hues are few, and told apart with any sight and in greyscale |
//! | 20 | marks stand out 3:1 and text 4.5:1, in light and dark |
//! | 22 | bars start at zero |
//! | 23 | a logarithmic axis says so and has plain ticks |
//! | 24 | ticks are few, round and unlike, and each is read as the number that it stands at |
//! | 25 | uncertain numbers show their reach |
//! | 28 | every point is drawn, or its absence is stated |

mod colours;
mod data;
mod overlap;
mod scales;
mod type_sizes;
mod words;

use std::fmt;

use crate::palette::{self, Theme};
use crate::scene::Scene;

/// How many characters of a text a message quotes.
const QUOTED: usize = 40;

/// A point of chart craft that a figure does not meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The number of the point.
    pub point: u8,
    /// What is wrong, with the measure: one lower-case clause.
    pub message: String,
    /// The marks that are at fault, as indices into the scene's marks.
    pub marks: Vec<usize>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "point {}: {}", self.point, self.message)
    }
}

impl Finding {
    fn new(point: u8, message: String, marks: Vec<usize>) -> Self {
        Finding {
            point,
            message,
            marks,
        }
    }
}

/// Returns what a machine finds wrong with a figure, in the order of the points' families.
///
/// # Example
///
/// See the [crate's example](crate#example).
#[must_use]
pub fn findings(scene: &Scene) -> Vec<Finding> {
    findings_in(scene, &[&palette::LIGHT, &palette::DARK])
}

/// As [`findings`], with other themes.
#[must_use]
pub fn findings_in(scene: &Scene, themes: &[&Theme]) -> Vec<Finding> {
    let mut found = words::findings(scene);
    found.extend(type_sizes::findings(scene));
    found.extend(overlap::findings(scene));
    found.extend(colours::findings(scene, themes));
    found.extend(scales::findings(scene));
    found.extend(data::findings(scene));
    found
}

/// Returns what is wrong between the figures of a story: an entity with two hues (point 18). The marks
/// are those of the later scene.
#[must_use]
pub fn findings_across(scenes: &[&Scene]) -> Vec<Finding> {
    colours::across(scenes)
}

/// Returns a text as a message quotes it: cut where it is long.
fn quoted(text: &str) -> String {
    if text.chars().count() > QUOTED {
        let cut: String = text.chars().take(QUOTED).collect();
        format!("`{cut}…`")
    } else {
        format!("`{text}`")
    }
}

#[cfg(test)]
pub(crate) use sound::scene as sound_scene;

/// A scene that meets all points, for tests to spoil.
#[cfg(test)]
mod sound {
    use highwater_facts::{Quantity, Table, Unit};

    use crate::chart::{BarGroup, BarSeries, BarValue, Bars};
    use crate::{Extent, Figure, Hue, Measure, Scene, Width, Words};

    pub(crate) fn scene() -> Scene {
        let unit = Unit::Rate("tokens", "second");
        let number = |x| BarValue::Number(Quantity::exact(x, unit));
        let group = |name: &str, one, other| BarGroup {
            name: name.to_owned(),
            detail: String::new(),
            strong: false,
            values: vec![one, other],
        };
        let figure = Figure {
            id: "speed".to_owned(),
            words: Words::default(),
            chart: Box::new(Bars {
                x: Measure {
                    title: "Tokens a second".to_owned(),
                    unit,
                    values: "int".parse().unwrap(),
                    ticks: "int".parse().unwrap(),
                    extent: Extent::FromZero,
                },
                series: vec![
                    BarSeries {
                        name: "A100".to_owned(),
                        hue: Hue::Grey,
                    },
                    BarSeries {
                        name: "RTX 4090".to_owned(),
                        hue: Hue::Blue,
                    },
                ],
                groups: vec![
                    group("GPT-J 6B", number(120.0), number(45.0)),
                    group(
                        "Llama 2 70B",
                        BarValue::Number(Quantity::range(20.0, 25.0, unit).unwrap()),
                        BarValue::Missing("too large".to_owned()),
                    ),
                ],
            }),
            data: Table::default(),
        };
        let words = Words {
            title: "Small models ran on consumer cards in 2023".to_owned(),
            subtitle: "Tokens generated each second by two open models on two cards.".to_owned(),
            note: String::new(),
            source: "Community benchmarks, 2023".to_owned(),
            alt: "Paired bars.".to_owned(),
            method: String::new(),
        };
        figure.draw(&words, Width::Wide).unwrap()
    }

    /// The points that a spoilt scene does not meet.
    pub(super) fn points(spoil: impl FnOnce(&mut Scene)) -> Vec<u8> {
        let mut scene = scene();
        spoil(&mut scene);
        let mut points: Vec<u8> = super::findings(&scene).iter().map(|f| f.point).collect();
        points.dedup();
        points
    }

    #[test]
    fn the_sound_scene_has_no_findings() {
        assert_eq!(super::findings(&scene()), []);
    }
}
