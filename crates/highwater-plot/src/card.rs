//! A card: the picture that stands for a page where its address is shared.

use std::borrow::Cow;

use crate::account::Account;
use crate::bounds::Bounds;
use crate::font::Fonts;
use crate::mark::{Mark, Shape};
use crate::paint::{Hue, Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::scene::Scene;
use crate::text::{Text, TextStyle};
use crate::wrap;

/// The width of a card in pixels, as previews ask for it.
const WIDTH: f64 = 1200.0;
/// Its height in pixels.
const HEIGHT: f64 = 630.0;

const MARGIN: f64 = 60.0;
/// Between the words and the chart.
const GAP: f64 = 48.0;
/// What the words keep of the width, however wide the chart is.
const LEAST_WORDS: f64 = 460.0;
/// What is kept free above and below the chart.
const AROUND_CHART: f64 = 36.0;
/// The bar over the title.
const BAR: (f64, f64) = (72.0, 8.0);
const SITE_SIZE: f64 = 28.0;
/// What the chart shows, in its own words.
const TAKEAWAY_SIZE: f64 = 30.0;
/// The most lines that those have.
const TAKEAWAY_LINES: usize = 4;
/// Between the title and those.
const TAKEAWAY_GAP: f64 = 26.0;
/// The sizes that a title may have, in pixels.
const TITLE_SIZES: std::ops::RangeInclusive<u16> = 30..=64;
const LINE_HEIGHT: f64 = 1.18;
/// The most characters of a title that are set.
const MOST_CHARACTERS: usize = 500;

/// What a card shows.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// The title of the page, as large as it fits.
    pub title: &'a str,
    /// The name of the site, below it.
    pub site: &'a str,
    /// One chart, as drawn for different widths: the one is taken that shows
    /// most.
    pub chart: &'a [&'a Scene],
    /// The fonts that it is set in.
    pub fonts: &'a Fonts,
}

impl Card<'_> {
    /// Returns the card as a scene of 1,200 by 630 pixels, for [`png::render`](crate::png::render) with
    /// a scale of 1.
    ///
    /// A preview is shown at half its size or less, so that the chart is given all the room for its
    /// marks: its title stands below the card's, and its subtitle, note and source on the page alone.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_plot::{Card, font::Fonts, png};
    ///
    /// let card = Card {
    ///     title: "Downloads grew 22-fold",
    ///     site: "Open AI",
    ///     chart: &[],
    ///     fonts: &Fonts::default(),
    /// };
    /// let scene = card.scene();
    /// assert_eq!((scene.width, scene.height), (1200.0, 630.0));
    /// assert!(png::render(&scene, 1.0)?.starts_with(b"\x89PNG"));
    /// # Ok::<(), highwater_plot::PlotError>(())
    /// ```
    #[must_use]
    pub fn scene(&self) -> Scene {
        let most = (
            WIDTH - MARGIN - GAP - LEAST_WORDS - AROUND_CHART,
            HEIGHT - 2.0 * AROUND_CHART,
        );
        let charts = self.chart.iter().map(|scene| Fitted::new(scene, most));
        let chart = charts.max_by(|a, b| a.weight().total_cmp(&b.weight()));
        let words = match &chart {
            Some(chart) => WIDTH - MARGIN - GAP - chart.width - AROUND_CHART,
            None => WIDTH - 2.0 * MARGIN,
        };
        let mut marks = vec![mark(
            Role::Background,
            Ink::Paper,
            Shape::Rect(rect(0.0, 0.0, WIDTH, HEIGHT)),
        )];
        let takeaway = chart.as_ref().map(|chart| chart.scene.words(Role::Title));
        self.words(takeaway.as_deref().unwrap_or_default(), words, &mut marks);
        if let Some(chart) = &chart {
            let left = WIDTH - AROUND_CHART - chart.width;
            let top = (HEIGHT - chart.height) / 2.0;
            marks.extend(chart.marks(left, top));
        }
        Scene {
            id: "card".to_owned(),
            width: WIDTH,
            height: HEIGHT,
            title: self.title.to_owned(),
            desc: String::new(),
            marks,
            axes: Vec::new(),
            panels: Vec::new(),
            account: Account::default(),
            fonts: self.fonts.clone(),
        }
    }

    /// Bar, title, what the chart shows and name of the site, in a column of that width.
    fn words(&self, takeaway: &str, width: f64, marks: &mut Vec<Mark>) {
        let fonts = self.fonts;
        let top = MARGIN + BAR.1 + 28.0;
        let takeaway_style = TextStyle::regular(TAKEAWAY_SIZE);
        let takeaway = match takeaway.trim().is_empty() || takeaway == self.title {
            true => Vec::new(),
            false => cut(
                wrap::filled(&shortened(takeaway), &takeaway_style, width, fonts),
                TAKEAWAY_LINES,
            ),
        };
        let below = match takeaway.len() {
            0 => 0.0,
            n => TAKEAWAY_GAP + n as f64 * TAKEAWAY_SIZE * LINE_HEIGHT,
        };
        let room = HEIGHT - MARGIN - 2.0 * SITE_SIZE - top - below;
        let bar = rect(MARGIN, MARGIN, MARGIN + BAR.0, MARGIN + BAR.1);
        marks.push(mark(Role::Key, Ink::Mark(Hue::Blue), Shape::Rect(bar)));
        let title = shortened(self.title);
        let sizes = TITLE_SIZES.rev().map(f64::from);
        let mut set = sizes.map(|size| {
            let style = TextStyle::bold(size);
            (style, wrap::balanced(&title, &style, width, fonts))
        });
        let whole_words = |lines: &[String]| {
            let words: Vec<&str> = title.split_whitespace().collect();
            lines.join(" ").split_whitespace().eq(words)
        };
        let fits = |(style, lines): &(TextStyle, Vec<String>)| {
            lines.len() as f64 * style.size * LINE_HEIGHT <= room && whole_words(lines)
        };
        let smallest = TextStyle::bold(f64::from(*TITLE_SIZES.start()));
        let (style, lines) = set.find(fits).unwrap_or_else(|| {
            let lines = wrap::balanced(&title, &smallest, width, fonts);
            (
                smallest,
                cut(lines, (room / (smallest.size * LINE_HEIGHT)) as usize),
            )
        });
        let end = top + style.size * LINE_HEIGHT * lines.len() as f64;
        for (line, text) in lines.into_iter().enumerate() {
            let baseline = top + style.size * (0.8 + line as f64 * LINE_HEIGHT);
            marks.push(line_of(&text, (MARGIN, baseline), style, Ink::Text, fonts));
        }
        for (line, text) in takeaway.into_iter().enumerate() {
            let (style, top) = (takeaway_style, end + TAKEAWAY_GAP);
            let baseline = top + style.size * (0.8 + line as f64 * LINE_HEIGHT);
            marks.push(line_of(&text, (MARGIN, baseline), style, Ink::Muted, fonts));
        }
        let style = TextStyle::regular(SITE_SIZE);
        let site = wrap::filled(&shortened(self.site), &style, width, fonts);
        let site = cut(site, 1).pop().unwrap_or_default();
        marks.push(line_of(
            &site,
            (MARGIN, HEIGHT - MARGIN),
            style,
            Ink::Muted,
            fonts,
        ));
    }
}

/// A text of which no more is kept than a card has room for: each size that is tried measures all of it.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_CHARACTERS) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
    }
}

/// A chart at the size at which it fits.
struct Fitted<'a> {
    scene: &'a Scene,
    /// Where what is kept of it starts.
    top: f64,
    scale: f64,
    width: f64,
    height: f64,
}

impl<'a> Fitted<'a> {
    fn new(scene: &'a Scene, (width, height): (f64, f64)) -> Self {
        let bounds = || kept(scene).map(|mark| mark.shape.bounds());
        let top = bounds().map(|bounds| bounds.top).fold(f64::MAX, f64::min);
        let bottom = bounds().map(|bounds| bounds.bottom).fold(0.0, f64::max);
        let top = top.min(bottom);
        let rows = (bottom - top).max(1.0);
        let scale = (width / scene.width).min(height / rows);
        Fitted {
            scene,
            top,
            scale,
            width: scene.width * scale,
            height: rows * scale,
        }
    }

    /// Returns what it gives to see: its area, and how large that shows its text.
    fn weight(&self) -> f64 {
        self.width * self.height * self.scale
    }

    /// Returns the marks of the chart with its corner there.
    fn marks(&self, left: f64, top: f64) -> impl Iterator<Item = Mark> {
        let (by, start) = (self.scale, self.top);
        let at = move |(x, y): (f64, f64)| (left + x * by, top + (y - start) * by);
        let all = move |points: &[(f64, f64)]| points.iter().map(|point| at(*point)).collect();
        kept(self.scene).map(move |mark| {
            let shape = match &mark.shape {
                Shape::Polyline(points) => Shape::Polyline(all(points)),
                Shape::Polygon(points) => Shape::Polygon(all(points)),
                Shape::Rect(b) => {
                    let ((left, top), (right, bottom)) =
                        (at((b.left, b.top)), at((b.right, b.bottom)));
                    Shape::Rect(rect(left, top, right, bottom))
                }
                Shape::Circle { center, radius } => Shape::Circle {
                    center: at(*center),
                    radius: radius * by,
                },
                Shape::Text(text) => Shape::Text(Text {
                    at: at(text.at),
                    width: text.width * by,
                    style: TextStyle {
                        size: text.style.size * by,
                        ..text.style
                    },
                    ..text.clone()
                }),
            };
            let mut pen = mark.pen.clone();
            pen.paint.stroke_width *= by;
            Mark {
                pen,
                panel: None,
                shape,
            }
        })
    }
}

/// Returns what a card shows of a chart: all but the background and the words around it.
fn kept(scene: &Scene) -> impl Iterator<Item = &Mark> {
    let is_kept = |role| {
        !matches!(
            role,
            Role::Background | Role::Title | Role::Subtitle | Role::Note | Role::Source
        )
    };
    scene
        .marks
        .iter()
        .filter(move |mark| is_kept(mark.pen.role))
}

/// The first lines, with an ellipsis where there are more.
fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    let is_longer = lines.len() > most;
    lines.truncate(most);
    if let (true, Some(last)) = (is_longer, lines.last_mut()) {
        last.push('…');
    }
    lines
}

fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Bounds {
    Bounds {
        left,
        top,
        right,
        bottom,
    }
}

fn mark(role: Role, ink: Ink, shape: Shape) -> Mark {
    Mark {
        pen: Pen::new(role, Paint::fill(ink)),
        panel: None,
        shape,
    }
}

fn line_of(text: &str, at: (f64, f64), style: TextStyle, ink: Ink, fonts: &Fonts) -> Mark {
    let text = Text::new(text, at, style, fonts);
    mark(Role::Title, ink, Shape::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a chart of one line and its words, 360 or 720 pixels wide.
    fn chart(width: f64, height: f64) -> Scene {
        let line = Shape::Polyline(vec![(20.0, height - 60.0), (width - 20.0, 60.0)]);
        let style = TextStyle::regular(12.0);
        let texts = [
            (Role::Title, "Downloads grew 22-fold", 20.0),
            (Role::Subtitle, "Downloads of all models.", 40.0),
            (Role::Tick, "620M", 70.0),
            (Role::Source, "Source: somebody, 2023", height - 10.0),
        ];
        let mut marks = vec![mark(Role::Line, Ink::Mark(Hue::Orange), line)];
        marks.extend(texts.map(|(role, text, y)| {
            let mut mark = line_of(text, (20.0, y), style, Ink::Muted, &Fonts::default());
            mark.pen.role = role;
            mark
        }));
        Scene {
            id: "x".to_owned(),
            width,
            height,
            title: String::new(),
            desc: String::new(),
            marks,
            axes: Vec::new(),
            panels: Vec::new(),
            account: Account::default(),
            fonts: Fonts::default(),
        }
    }

    #[test]
    fn everything_stays_on_the_card_and_words_beside_the_chart() {
        let titles = [
            "Short",
            "Model downloads went up 22-fold in eighteen months while the money stayed where it was",
            "A title of a single Donaudampfschifffahrtsgesellschaftskapitänswitwenrente and no more",
            &"very long ".repeat(60),
        ];
        let (wide, narrow) = (chart(720.0, 480.0), chart(360.0, 420.0));
        for title in titles {
            let card = Card {
                title,
                site: "The open AI wave",
                chart: &[&wide, &narrow],
                fonts: &Fonts::default(),
            };
            let scene = card.scene();
            let whole = rect(0.0, 0.0, WIDTH, HEIGHT);
            for mark in &scene.marks {
                assert!(whole.holds(&mark.shape.bounds()), "{title}: {mark:?}");
            }
            let left = scene.of(Role::Tick).next().unwrap().shape.bounds().left;
            for mark in scene.of(Role::Title) {
                assert!(mark.shape.bounds().right < left, "{title}: {mark:?}");
            }
            assert_eq!(scene.of(Role::Source).count(), 0);
            assert_eq!(scene.of(Role::Subtitle).count(), 0);
            // What the chart shows is said once, next to it.
            let words = scene.words(Role::Title);
            assert_eq!(
                words.matches("Downloads grew 22-fold").count(),
                1,
                "{words}"
            );
        }
    }

    #[test]
    fn the_chart_is_taken_that_shows_most() {
        let (wide, narrow) = (chart(720.0, 480.0), chart(360.0, 420.0));
        let size = |charts: &[&Scene]| {
            let card = Card {
                title: "T",
                site: "S",
                chart: charts,
                fonts: &Fonts::default(),
            };
            let scene = card.scene();
            let text = scene.of(Role::Tick).next().unwrap().text().unwrap();
            text.style.size
        };
        let one = size(&[&narrow]);
        assert!(one > 18.0, "{one}");
        assert_eq!(size(&[&wide, &narrow]), one);
        assert!(size(&[&wide]) < one);
        // A tall one would leave most of the card blank.
        let tall = chart(360.0, 900.0);
        assert_eq!(size(&[&wide, &tall]), size(&[&wide]));
    }

    #[test]
    fn a_title_too_long_is_cut_with_a_sign() {
        let title = "word ".repeat(400);
        let card = Card {
            title: &title,
            site: "S",
            chart: &[],
            fonts: &Fonts::default(),
        };
        assert!(card.scene().words(Role::Title).contains('…'));
    }
}
