//! Figures as files: SVG, PNG and CSV.

use highwater_facts::{Format, Table, Unit};
use highwater_plot::PlotError;
use highwater_plot::png::Credit;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::binder::Binder;
use super::origin::Origin;
use super::{description, tables};
use crate::check::{Checked, CheckedStory, Part};
use crate::diagnostic::Diagnostic;
use crate::kept::{DrawnFigure, DrawnScene, Picture, SceneFiles};
use crate::prose::escape;
use crate::site::{Site, sha256};

/// What is added to a figure's name for each of its scenes.
const SUFFIXES: [&str; 2] = ["", "-narrow"];

/// The files of a figure.
pub(super) struct FigureFiles<'a> {
    pub(super) drawn: &'a DrawnFigure,
    data: Option<&'a Table>,
    files: Vec<(&'a SceneFiles, Picture)>,
}

/// Returns the figures of a story as files, in its order, each picture with what it says of itself.
pub(super) fn files<'a>(
    checked: &'a Checked<'_>,
    story: &'a CheckedStory,
    credit: impl Fn(&DrawnFigure) -> Credit + Sync,
) -> Result<Vec<FigureFiles<'a>>, Vec<Diagnostic>> {
    let figures = story.figures.iter();
    let scenes: Vec<(&DrawnFigure, &DrawnScene, &DrawnScene)> = figures
        .flat_map(|figure| {
            let first = figure.scenes.first();
            let scenes = figure.scenes.iter();
            scenes.filter_map(move |scene| Some((&**figure, scene, first?)))
        })
        .collect();
    let made: Result<Vec<(&SceneFiles, Picture)>, PlotError> = scenes
        .into_par_iter()
        .map(|(figure, scene, first)| {
            let picture = scene.picture(&credit(figure))?;
            Ok((scene.files(first), picture))
        })
        .collect();
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

/// The rows of data that stand in the page; the CSV has all of them.
const MOST_ROWS: usize = 25;

impl FigureFiles<'_> {
    pub(super) fn add_to(&self, site: &mut Site, slug: &str) {
        let name = format!("{slug}/figures/{}", self.drawn.id);
        for (suffix, (files, picture)) in SUFFIXES.iter().zip(&self.files) {
            site.add(&format!("{name}{suffix}.svg"), files.standalone.clone());
            site.add(&format!("{name}{suffix}.png"), &**picture);
        }
        if let Some(data) = self.data {
            site.add(&format!("{name}.csv"), tables::csv(data));
        }
    }

    /// Returns the SVG for a page, wide and narrow.
    pub(super) fn inline(&self) -> Value {
        let svg = |at: usize| {
            self.files
                .get(at)
                .map(|(files, _)| files.inline.as_str())
                .unwrap_or_default()
        };
        json!({ "wide": svg(0), "narrow": svg(1) })
    }

    /// Returns the figure for the template of a story.
    pub(super) fn context(
        &self,
        checked: &Checked<'_>,
        story: &CheckedStory,
        number: usize,
        root: &str,
    ) -> Value {
        let ledger = &checked.results.ledger;
        let mut rows = self
            .data
            .map(|data| tables::rows(data, ledger, root))
            .unwrap_or_default();
        let count = rows.len();
        rows.truncate(MOST_ROWS);
        let csv = self.data.map(tables::csv).unwrap_or_default();
        let words = &self.drawn.words;
        json!({
            "id": self.drawn.id,
            "number": number,
            "title": words.title,
            "subtitle": words.subtitle,
            "note": words.note,
            "source": words.source,
            "method": self.method(checked, story, root),
            "svg": self.inline(),
            "columns": self.data.map(tables::columns).unwrap_or_default(),
            "rows": rows,
            "row_count": written(count),
            "rows_left_out": count.saturating_sub(MOST_ROWS),
            "csv_sha256": sha256(&csv),
            "csv_bytes": written(csv.len()),
            "description": self.data.map(description::text).unwrap_or_default(),
            "account": self.account(),
            "origin": Origin::of(ledger, story, &self.drawn.id, self.data).context(root),
            "embed": self.embed(),
        })
    }

    /// Returns how it was made, as HTML; empty where the study does not say.
    fn method(&self, checked: &Checked<'_>, story: &CheckedStory, root: &str) -> String {
        let part = Part::Figure {
            id: self.drawn.id.clone(),
            field: "method",
        };
        let binder = Binder::new(checked, story, root);
        let prose = story.texts.get(&part);
        prose.map_or_else(String::new, |prose| binder.html(&prose.nodes))
    }

    /// Returns what the chart draws of its data, and what it leaves out with the reason.
    fn account(&self) -> Value {
        let Some(scene) = self.drawn.scenes.first() else {
            return Value::Null;
        };
        let account = &scene.scene.account;
        let drops = account.drops.iter();
        let drops: Vec<Value> = drops
            .map(|drop| json!({ "series": drop.series, "points": drop.points, "reason": drop.reason }))
            .collect();
        let points: usize = account.series.iter().map(|series| series.points).sum();
        let uncertain: usize = account.series.iter().map(|series| series.uncertain).sum();
        json!({ "points": written(points), "series": account.series.len(), "uncertain": uncertain, "drops": drops })
    }

    /// The code that shows the figure in another page, with the address as seen from the story; a
    /// script makes it whole, which knows where the site stands.
    fn embed(&self) -> Value {
        let height = self
            .drawn
            .scenes
            .first()
            .map_or(0.0, |drawn| drawn.scene.height);
        let page = format!("figures/{}.html", self.drawn.id);
        let code = format!(
            "<iframe src=\"{page}\" title=\"{}\" width=\"100%\" height=\"{:.0}\" style=\"border:0\" loading=\"lazy\"></iframe>",
            escape(&self.drawn.words.title),
            height + EMBED_FOOT,
        );
        json!({ "page": page, "code": code })
    }
}

fn written(count: usize) -> String {
    Format::default().number(count as f64, Unit::Of("things"))
}

/// The height of what stands below the figure in its own page.
const EMBED_FOOT: f64 = 64.0;
