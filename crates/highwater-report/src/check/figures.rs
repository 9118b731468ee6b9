//! Figures drawn at both widths with their words filled in, and what chart craft finds wrong.

use std::sync::Arc;

use highwater_plot::font::Fonts;
use highwater_plot::{Figure, Scene, Width, Words, check as craft};
use rayon::prelude::*;

use super::texts::{Part, Texts};
use super::values::value_text;
use crate::diagnostic::Diagnostic;
use crate::kept::{Drawings, DrawnFigure, DrawnScene};
use crate::project::Project;
use crate::prose::{Binding, Target, inner_text, line_text};
use crate::story::Story;
use highwater_study::Results;

/// Draws the figures that a story places, in its order, or takes those that were drawn before.
pub(super) fn draw(
    story: &Story,
    texts: &Texts,
    (project, results): (&Project, &Results),
    drawings: &Drawings,
    found: &mut Vec<Diagnostic>,
) -> Vec<Arc<DrawnFigure>> {
    let placed: Vec<&Arc<Figure>> = story
        .body
        .bindings()
        .filter(|(binding, _)| binding.is_image)
        .filter_map(|(binding, _)| match &binding.target {
            Target::Figure { id } => results.shared_figure(id),
            _ => None,
        })
        .collect();
    let figures: Vec<Arc<DrawnFigure>> = placed
        .into_par_iter()
        .map(|figure| {
            let words = words(figure, texts, results);
            drawings.drawn(figure, words, &project.fonts, |words| {
                draw_one(figure, words, &project.fonts)
            })
        })
        .collect();
    let findings = figures.iter().flat_map(|figure| &figure.findings);
    found.extend(findings.cloned());
    let scenes = figures.iter().flat_map(|figure| &figure.scenes);
    let scenes: Vec<&Scene> = scenes.map(|drawn| &drawn.scene).collect();
    let across = craft::findings_across(&scenes);
    found.extend(across.iter().map(|finding| of_craft(&story.slug, finding)));
    figures
}

fn draw_one(figure: &Figure, words: Words, fonts: &Fonts) -> DrawnFigure {
    let mut findings = Vec::new();
    let mut scenes = Vec::new();
    for width in Width::ALL {
        match figure.draw_in(&words, width, fonts) {
            Ok(scene) => {
                let name = format!("{}, {} px wide", figure.id, width.pixels());
                findings.extend(
                    craft::findings(&scene)
                        .iter()
                        .map(|finding| of_craft(&name, finding)),
                );
                scenes.push(DrawnScene::new(scene));
            }
            Err(error) => {
                let message = format!("the figure `{}` cannot be drawn: {error}", figure.id);
                findings.push(Diagnostic::error("HW0207", message));
            }
        }
    }
    DrawnFigure {
        id: figure.id.clone(),
        words,
        scenes,
        findings,
    }
}

fn of_craft(name: &str, finding: &craft::Finding) -> Diagnostic {
    let message = format!(
        "the figure `{name}` breaks point {} of chart craft: {}",
        finding.point, finding.message
    );
    Diagnostic::warning("HW0028", message)
}

/// Returns the words of a figure with the values filled in.
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
        method: line("method"),
    }
}
