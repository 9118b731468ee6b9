//! Figures: drawn at both widths, as SVG, PNG and CSV.

use highwater_plot::{Figure, PlotError, Width, Words, png, svg};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::binder::Binder;
use super::tables;
use crate::check::{Checked, CheckedStory, Part};
use crate::diagnostic::Diagnostic;
use crate::prose::Target;
use crate::site::Site;

/// How many pixels of a PNG stand for one of the page.
const PNG_SCALE: f64 = 2.0;

/// The files of a figure.
pub(super) struct FigureFiles {
    pub(super) id: String,
    /// The words with the values filled in.
    pub(super) words: Words,
    /// At each width: the SVG for the page, the SVG for itself, the PNG.
    drawings: Vec<Drawing>,
    csv: Vec<u8>,
}

struct Drawing {
    inline: String,
    standalone: String,
    png: Vec<u8>,
}

/// Draws the figures that a story places, in its order.
pub(super) fn draw(
    checked: &Checked<'_>,
    story: &CheckedStory,
) -> Result<Vec<FigureFiles>, Vec<Diagnostic>> {
    let placed: Vec<(&Figure, Words)> = story
        .story
        .body
        .bindings()
        .filter(|(binding, _)| binding.is_image)
        .filter_map(|(binding, _)| match &binding.target {
            Target::Figure { id } => checked.results.figure(id),
            _ => None,
        })
        .map(|figure| (figure, words(checked, story, figure)))
        .collect();
    let jobs: Vec<(&Figure, &Words, Width)> = placed
        .iter()
        .flat_map(|(figure, words)| Width::ALL.map(|width| (*figure, words, width)))
        .collect();
    let drawn: Vec<Result<Drawing, Diagnostic>> = jobs
        .into_par_iter()
        .map(|(figure, words, width)| {
            drawing(figure, words, width).map_err(|error| {
                Diagnostic::error(
                    "HW0207",
                    format!("the figure `{}` cannot be drawn: {error}", figure.id),
                )
            })
        })
        .collect();
    let mut drawings = Vec::new();
    let mut faults = Vec::new();
    for drawing in drawn {
        match drawing {
            Ok(drawing) => drawings.push(drawing),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut drawings = drawings.into_iter();
    let files = placed.into_iter().map(|(figure, words)| FigureFiles {
        id: figure.id.clone(),
        words,
        drawings: drawings.by_ref().take(Width::ALL.len()).collect(),
        csv: tables::csv(&figure.data),
    });
    Ok(files.collect())
}

fn drawing(figure: &Figure, words: &Words, width: Width) -> Result<Drawing, PlotError> {
    let scene = figure.draw(words, width)?;
    Ok(Drawing {
        inline: svg::inline(&scene),
        standalone: svg::standalone(&scene),
        png: png::render(&scene, PNG_SCALE)?,
    })
}

/// The words of a figure with the values filled in.
fn words(checked: &Checked<'_>, story: &CheckedStory, figure: &Figure) -> Words {
    let binder = Binder::new(checked, story, "");
    let line = |field| {
        let part = Part::Figure {
            id: figure.id.clone(),
            field,
        };
        story
            .texts
            .get(&part)
            .map(|prose| binder.text(&prose.nodes))
            .unwrap_or_default()
    };
    Words {
        title: line("title"),
        subtitle: line("subtitle"),
        note: line("note"),
        source: line("source"),
        alt: line("alt"),
    }
}

impl FigureFiles {
    /// The files, by their name in the folder `figures` of the story.
    fn names(&self) -> [(String, String); 2] {
        [
            (format!("{}.svg", self.id), format!("{}.png", self.id)),
            (
                format!("{}-narrow.svg", self.id),
                format!("{}-narrow.png", self.id),
            ),
        ]
    }

    pub(super) fn add_to(&self, site: &mut Site, slug: &str) {
        for ((svg, png), drawing) in self.names().into_iter().zip(&self.drawings) {
            site.add(&format!("{slug}/figures/{svg}"), drawing.standalone.clone());
            site.add(&format!("{slug}/figures/{png}"), drawing.png.clone());
        }
        site.add(&format!("{slug}/figures/{}.csv", self.id), self.csv.clone());
    }

    /// The figure for a template.
    pub(super) fn context(&self, number: usize, figure: &Figure, root: &str) -> Value {
        let svg = |at: usize| {
            self.drawings
                .get(at)
                .map(|drawing| drawing.inline.as_str())
                .unwrap_or_default()
        };
        json!({
            "id": self.id,
            "number": number,
            "title": self.words.title,
            "wide": svg(0),
            "narrow": svg(1),
            "columns": tables::columns(&figure.data),
            "rows": tables::rows(&figure.data, root),
            "note": self.words.note,
        })
    }
}
