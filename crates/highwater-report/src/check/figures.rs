//! Figures drawn at both widths with their words filled in, and what chart craft finds wrong.

use highwater_plot::{Figure, Scene, Width, Words, check as craft};
use rayon::prelude::*;

use super::texts::{Part, Texts};
use super::values::value_text;
use crate::diagnostic::Diagnostic;
use crate::prose::{Binding, Target, inner_text, line_text};
use crate::results::Results;
use crate::story::Story;

/// A figure, drawn.
#[derive(Debug)]
pub(crate) struct DrawnFigure {
    pub(crate) id: String,
    /// The words with the values filled in.
    pub(crate) words: Words,
    /// The scene at each of [`Width::ALL`].
    pub(crate) scenes: Vec<Scene>,
}

/// Draws the figures that a story places, in its order.
pub(super) fn draw(
    story: &Story,
    texts: &Texts,
    results: &Results,
    found: &mut Vec<Diagnostic>,
) -> Vec<DrawnFigure> {
    let placed: Vec<&Figure> = story
        .body
        .bindings()
        .filter(|(binding, _)| binding.is_image)
        .filter_map(|(binding, _)| match &binding.target {
            Target::Figure { id } => results.figure(id),
            _ => None,
        })
        .collect();
    let drawn: Vec<(DrawnFigure, Vec<Diagnostic>)> = placed
        .into_par_iter()
        .map(|figure| draw_one(figure, texts, results))
        .collect();
    let mut figures = Vec::new();
    for (figure, findings) in drawn {
        found.extend(findings);
        figures.push(figure);
    }
    let scenes: Vec<&Scene> = figures.iter().flat_map(|figure| &figure.scenes).collect();
    let across = craft::findings_across(&scenes);
    found.extend(across.iter().map(|finding| of_craft(&story.slug, finding)));
    figures
}

fn draw_one(figure: &Figure, texts: &Texts, results: &Results) -> (DrawnFigure, Vec<Diagnostic>) {
    let words = words(figure, texts, results);
    let mut found = Vec::new();
    let mut scenes = Vec::new();
    for width in Width::ALL {
        match figure.draw(&words, width) {
            Ok(scene) => {
                let name = format!("{}, {} px wide", figure.id, width.pixels());
                found.extend(
                    craft::findings(&scene)
                        .iter()
                        .map(|finding| of_craft(&name, finding)),
                );
                scenes.push(scene);
            }
            Err(error) => {
                let message = format!("the figure `{}` cannot be drawn: {error}", figure.id);
                found.push(Diagnostic::error("HW0207", message));
            }
        }
    }
    (
        DrawnFigure {
            id: figure.id.clone(),
            words,
            scenes,
        },
        found,
    )
}

fn of_craft(name: &str, finding: &craft::Finding) -> Diagnostic {
    let message = format!(
        "the figure `{name}` breaks point {} of chart craft: {}",
        finding.point, finding.message
    );
    Diagnostic::warning("HW0028", message)
}

/// The words of a figure with the values filled in.
fn words(figure: &Figure, texts: &Texts, results: &Results) -> Words {
    let bound = |binding: &Binding| match &binding.target {
        Target::Value { path, format } => {
            value_text(&results.ledger, path, format).unwrap_or_else(|_| inner_text(binding))
        }
        _ => inner_text(binding),
    };
    let line = |field| {
        let part = Part::Figure {
            id: figure.id.clone(),
            field,
        };
        texts
            .get(&part)
            .map(|prose| line_text(&prose.nodes, &bound))
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
