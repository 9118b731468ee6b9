//! Figures as files: SVG, PNG and CSV.

use highwater_facts::Table;
use highwater_plot::PlotError;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::tables;
use crate::check::{Checked, CheckedStory};
use crate::diagnostic::Diagnostic;
use crate::kept::{DrawnFigure, DrawnScene, SceneFiles};
use crate::site::Site;

/// What is added to a figure's name for each of its scenes.
const SUFFIXES: [&str; 2] = ["", "-narrow"];

/// The files of a figure.
pub(super) struct FigureFiles<'a> {
    pub(super) drawn: &'a DrawnFigure,
    data: Option<&'a Table>,
    files: Vec<&'a SceneFiles>,
}

/// The figures of a story as files, in its order.
pub(super) fn files<'a>(
    checked: &'a Checked<'_>,
    story: &'a CheckedStory,
) -> Result<Vec<FigureFiles<'a>>, Vec<Diagnostic>> {
    let scenes: Vec<&DrawnScene> = story
        .figures
        .iter()
        .flat_map(|figure| &figure.scenes)
        .collect();
    let made: Result<Vec<&SceneFiles>, PlotError> =
        scenes.into_par_iter().map(DrawnScene::files).collect();
    let mut made = made
        .map_err(|error| {
            vec![Diagnostic::error(
                "HW0207",
                format!("a figure cannot be written: {error}"),
            )]
        })?
        .into_iter();
    let figures = story.figures.iter().map(|drawn| FigureFiles {
        drawn,
        data: checked.results.figure(&drawn.id).map(|figure| &figure.data),
        files: made.by_ref().take(drawn.scenes.len()).collect(),
    });
    Ok(figures.collect())
}

/// The rows of data below a figure; the CSV has all of them.
const MOST_ROWS: usize = 100;

impl FigureFiles<'_> {
    pub(super) fn add_to(&self, site: &mut Site, slug: &str) {
        let name = format!("{slug}/figures/{}", self.drawn.id);
        for (suffix, files) in SUFFIXES.iter().zip(&self.files) {
            site.add(&format!("{name}{suffix}.svg"), files.standalone.clone());
            site.add(&format!("{name}{suffix}.png"), files.png.clone());
        }
        if let Some(data) = self.data {
            site.add(&format!("{name}.csv"), tables::csv(data));
        }
    }

    /// The SVG for a page, wide and narrow.
    pub(super) fn inline(&self) -> Value {
        let svg = |at: usize| {
            self.files
                .get(at)
                .map(|files| files.inline.as_str())
                .unwrap_or_default()
        };
        json!({ "wide": svg(0), "narrow": svg(1) })
    }

    /// The figure for a template.
    pub(super) fn context(&self, number: usize, root: &str) -> Value {
        let mut rows = self
            .data
            .map(|data| tables::rows(data, root))
            .unwrap_or_default();
        let left_out = rows.len().saturating_sub(MOST_ROWS);
        rows.truncate(MOST_ROWS);
        json!({
            "id": self.drawn.id,
            "number": number,
            "title": self.drawn.words.title,
            "svg": self.inline(),
            "columns": self.data.map(tables::columns).unwrap_or_default(),
            "rows": rows,
            "rows_left_out": left_out,
        })
    }
}
