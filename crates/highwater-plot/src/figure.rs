//! A figure: a chart with its words and its data.

use highwater_facts::Table;

use crate::bounds::Bounds;
use crate::chart::Chart;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::mark::{Mark, Shape};
use crate::options::options;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::scene::Scene;
use crate::text::{SMALL_SIZE, SUBTITLE_SIZE, TextStyle};
use crate::width::Width;
use crate::{png, svg, wrap};

/// A chart with its words and its data.
pub struct Figure {
    /// The name in `figure:ID`: lower-case letters, digits and `-`.
    pub id: String,
    /// The words around the chart. They may hold links to values, which whoever draws the figure
    /// fills in before: see [`draw`](Figure::draw).
    pub words: Words,
    /// The chart.
    pub chart: Box<dyn Chart + Send + Sync>,
    /// The data behind it, for the table below it and the download.
    pub data: Table,
}

/// The words around a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What the figure shows, in 5 to 12 words.
    pub title: String,
    /// What is plotted, with unit and scope: one sentence with a full stop.
    pub subtitle: String,
    /// What a reader must know to read it; empty where there is nothing.
    pub note: String,
    /// Who made the data, with the year; drawn after "Source: ".
    pub source: String,
    /// What a reader who does not see the figure is told first.
    pub alt: String,
    /// How it was made: which rows are in, what was computed from them and by which estimator, what
    /// an interval or a band is, and where a reader should be careful. It stands beside the figure
    /// and is never drawn; empty where the note says all.
    pub method: String,
}

impl Words {
    /// Returns words with a title alone.
    #[must_use]
    pub fn titled(title: impl Into<String>) -> Self {
        Words {
            title: title.into(),
            ..Words::default()
        }
    }
}

options!(Words {
    /// Sets what is plotted, with unit and scope: one sentence with a full stop.
    subtitle: String,
    /// Sets what a reader must know to read the figure.
    note: String,
    /// Sets who made the data, with the year.
    source: String,
    /// Sets what a reader who does not see the figure is told first.
    alt: String,
    /// Sets how the figure was made.
    method: String,
});

options!(Figure {
    /// Sets the data behind the chart, for the table below it and the download.
    data: Table,
});

impl Figure {
    /// Returns a figure without a table of its data; `id` is lower-case letters, digits and `-`.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::Unit;
    /// use highwater_plot::{Figure, Measure, Words, chart::Bars};
    ///
    /// let rain = Measure::new("Rain in mm", Unit::Of("mm"));
    /// let bars = Bars::new(rain, [("June", 12.0), ("October", 142.0)]);
    /// let figure = Figure::new("rain", Words::titled("It rained more in October"), bars);
    /// assert!(figure.svg()?.contains("June: 12. October: 142."));
    /// assert!(figure.png(2.0)?.starts_with(b"\x89PNG"));
    /// # Ok::<(), highwater_plot::PlotError>(())
    /// ```
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        words: Words,
        chart: impl Chart + Send + Sync + 'static,
    ) -> Self {
        Figure {
            id: id.into(),
            words,
            chart: Box::new(chart),
            data: Table::default(),
        }
    }

    /// Returns the figure as an SVG file, 720 pixels wide, which is readable as it stands: its style
    /// and the letters that it needs are in it.
    ///
    /// # Errors
    ///
    /// Those of [`draw`](Figure::draw).
    pub fn svg(&self) -> Result<String, PlotError> {
        Ok(svg::standalone(&self.draw(&self.words, Width::Wide)?))
    }

    /// Returns the figure as a PNG file, 720 times `scale` pixels wide.
    ///
    /// # Errors
    ///
    /// Those of [`draw`](Figure::draw) and of [`png::render`].
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, PlotError> {
        png::render(&self.draw(&self.words, Width::Wide)?, scale)
    }

    /// Draws the figure with the words given, which are taken as plain text, in the shipped font.
    ///
    /// # Errors
    ///
    /// [`PlotError::BadId`] for an id that cannot stand in an attribute and a file name, and what
    /// the chart gives.
    pub fn draw(&self, words: &Words, width: Width) -> Result<Scene, PlotError> {
        self.draw_in(words, width, &Fonts::default())
    }

    /// Draws the figure like [`draw`](Figure::draw), with other fonts for what the shipped one lacks.
    ///
    /// # Errors
    ///
    /// Those of [`draw`](Figure::draw).
    pub fn draw_in(&self, words: &Words, width: Width, fonts: &Fonts) -> Result<Scene, PlotError> {
        check_id(&self.id)?;
        let mut frame = Frame::new(width, fonts);
        header(&mut frame, words)?;
        self.chart.draw(&mut frame)?;
        footer(&mut frame, words)?;
        let drawn = frame.finish();
        let height = drawn.height.ceil();
        let background = Mark {
            pen: Pen::new(Role::Background, Paint::fill(Ink::Paper)),
            panel: None,
            shape: Shape::Rect(Bounds {
                left: 0.0,
                top: 0.0,
                right: width.pixels(),
                bottom: height,
            }),
        };
        let desc = [words.alt.trim(), self.chart.describe().trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        Ok(Scene {
            id: format!("{}-{}", self.id, width.pixels()),
            width: width.pixels(),
            height,
            title: words.title.clone(),
            desc,
            marks: std::iter::once(background).chain(drawn.marks).collect(),
            axes: drawn.axes,
            panels: drawn.panels,
            account: self.chart.account(),
            fonts: fonts.clone(),
        })
    }
}

impl std::fmt::Debug for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Figure")
            .field("id", &self.id)
            .field("words", &self.words)
            .finish_non_exhaustive()
    }
}

fn check_id(id: &str) -> Result<(), PlotError> {
    let fine = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if fine {
        Ok(())
    } else {
        Err(PlotError::BadId { id: id.to_owned() })
    }
}

fn header(frame: &mut Frame, words: &Words) -> Result<(), PlotError> {
    let room = frame.right() - frame.left();
    let title = TextStyle::bold(frame.width().title_size());
    lines(
        frame,
        &Pen::new(Role::Title, Paint::fill(Ink::Text)),
        title,
        1.25,
        &wrap::balanced(&words.title, &title, room, &frame.fonts()),
    )?;
    frame.take(3.0);
    let subtitle = TextStyle::regular(SUBTITLE_SIZE);
    lines(
        frame,
        &Pen::new(Role::Subtitle, Paint::fill(Ink::Muted)),
        subtitle,
        1.35,
        &wrap::filled(&words.subtitle, &subtitle, room, &frame.fonts()),
    )?;
    frame.take(12.0);
    Ok(())
}

fn footer(frame: &mut Frame, words: &Words) -> Result<(), PlotError> {
    let room = frame.right() - frame.left();
    let style = TextStyle::regular(SMALL_SIZE);
    frame.take(12.0);
    let parts = [
        (Role::Note, "Note: ", &words.note),
        (Role::Source, "Source: ", &words.source),
    ];
    for (role, introduction, text) in parts {
        if text.trim().is_empty() {
            continue;
        }
        let text = format!("{introduction}{text}");
        lines(
            frame,
            &Pen::new(role, Paint::fill(Ink::Muted)),
            style,
            1.35,
            &wrap::filled(&text, &style, room, &frame.fonts()),
        )?;
        frame.take(3.0);
    }
    Ok(())
}

/// Draws lines of text from the left margin, each as high as the leading says.
fn lines(
    frame: &mut Frame,
    pen: &Pen,
    style: TextStyle,
    leading: f64,
    lines: &[String],
) -> Result<(), PlotError> {
    for line in lines {
        let room = frame.take(style.size * leading);
        // The capitals stand in the middle of the line's height.
        let baseline = room.middle().1 + style.size * 0.36;
        frame.text(pen, (room.left, baseline), line, style)?;
    }
    Ok(())
}
