//! The planes.

use std::collections::BTreeSet;

use crate::axis::{self, Tick};
use crate::bounds::Bounds;
use crate::chart::noun::whole;
use crate::chart::scatter::{Dot, FitLine, MOST_TOOLTIPS, draw_marks, fit_label};
use crate::chart::{Reference, note, reference};
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label};
use crate::legend::{Key, legend};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::place::{self, place_most};
use crate::role::Role;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::grid::Grid;
use super::title::Title;
use super::{ScatterFacet, ScatterFacets};

/// The gap between a row of planes and the titles of the next.
const ROW_GAP: f64 = 16.0;

pub(super) fn draw(
    chart: &ScatterFacets,
    is_date: bool,
    frame: &mut Frame,
) -> Result<(), PlotError> {
    let fonts = &frame.fonts();
    let keys = keys(chart);
    if !keys.is_empty() {
        legend(frame, &keys)?;
        frame.take(8.0);
    }
    axis::title_above(frame, &chart.y.axis_title())?;
    let grid = Grid::new(chart, is_date, frame);
    let points = chart.planes().map(|plane| plane.points().count());
    let mut state = State {
        tooltips: points.sum::<usize>() <= MOST_TOOLTIPS,
        told: BTreeSet::new(),
        nameless: 0,
    };
    let x_title = match chart.x.as_ref().filter(|_| !is_date) {
        Some(x) => x.axis_title(),
        None => String::new(),
    };
    let fits = |facet| Title::fits_beside(facet, &chart.count_text(facet), grid.width, fonts);
    let beside = chart.facets.iter().all(fits);
    let title = |facet| Title::new(facet, chart.count_text(facet), grid.width, beside, fonts);
    let n = chart.facets.len();
    for first in (0..n).step_by(grid.columns) {
        let row = first..(first + grid.columns).min(n);
        let facets = || row.clone().zip(chart.facets.iter().skip(first));
        let heights = facets().map(|(_, facet)| title(facet).height());
        let above = frame.take(heights.fold(0.0, f64::max));
        let room = frame.take(grid.height);
        let mut has_texts = false;
        for (i, facet) in facets() {
            let bounds = grid.bounds(i, room.top);
            title(facet).draw(frame, (bounds.left, above.bottom))?;
            let panel = frame.panel(bounds, grid.x.0, grid.y.0);
            let up = grid.y.1.clone();
            match i % grid.columns {
                0 => axis::draw_up(frame, &panel, &chart.y.axis_title(), up)?,
                _ => axis::draw_grid_up(frame, &panel, &chart.y.axis_title(), up)?,
            }
            axis::baseline(frame, &bounds)?;
            // The last plane of a column has the texts.
            let texts = (i + grid.columns >= n).then(|| grid.reach(&bounds, frame));
            has_texts |= texts.is_some();
            axis::draw_below(frame, &panel, &x_title, grid.x.1.clone(), texts)?;
            draw_facet(chart, (facet, i), &grid, frame, &panel, &mut state)?;
        }
        let is_last = first + grid.columns >= n;
        frame.take(match (has_texts, is_last) {
            (true, true) => axis::BELOW,
            (true, false) => axis::BELOW + 4.0,
            (false, _) => ROW_GAP,
        });
    }
    let last = grid.bounds(grid.columns - 1, 0.0);
    axis::title_below(frame, last.right, &x_title)?;
    draw_notes(chart, &grid, &state, frame)
}

/// What the planes before have told, and what none tells.
struct State {
    /// Whether points without a name have a tooltip.
    tooltips: bool,
    /// The names of references that stand in the picture.
    told: BTreeSet<String>,
    /// How many names of points found no room.
    nameless: usize,
}

fn draw_facet(
    chart: &ScatterFacets,
    (facet, index): (&ScatterFacet, usize),
    grid: &Grid<'_>,
    frame: &Frame,
    panel: &Panel,
    state: &mut State,
) -> Result<(), PlotError> {
    let fonts = &frame.fonts();
    let plane = chart.plane(facet);
    let dots = grid.dots.get(index).map_or(&[][..], Vec::as_slice);
    draw_marks(&plane, dots, frame, panel, state.tooltips)?;
    if dots.is_empty() {
        let text = chart.empty_text(facet);
        draw_empty(&text, facet, &grid.y.1, frame, panel)?;
    }
    let new: Vec<Reference> = facet
        .references
        .iter()
        .filter(|reference| state.told.insert(reference.name.clone()))
        .cloned()
        .collect();
    let mut fixed: Vec<Label> = reference::labels_across(&new, panel, fonts)
        .map(beside)
        .collect();
    let own = facet.fits.iter().filter(|fit| !is_shared(chart, fit));
    fixed.extend(own.filter_map(|fit| fit_label(fit, panel, &panel.bounds, fonts)));
    let names = names(dots, panel, fonts);
    let wanted = names.len();
    let orders: Vec<Vec<Label>> = orders(names)
        .into_iter()
        .map(|names| fixed.iter().cloned().chain(names).collect())
        .collect();
    let within = Bounds {
        top: panel.bounds.top - 4.0,
        ..panel.bounds
    };
    let left_out = place_most(frame, &within, &orders)?;
    state.nameless += left_out.min(wanted);
    Ok(())
}

/// The label close to what it names, as far as it may be left out.
fn beside(label: Label) -> Label {
    Label {
        keep: match label.keep {
            Keep::IfRoom => Keep::Beside,
            keep => keep,
        },
        instead: label.instead.map(|instead| Box::new(beside(*instead))),
        ..label
    }
}

/// The names of points, the outermost first: in one line, else in several, else with a leader where
/// they are few.
fn names(dots: &[Dot<'_>], panel: &Panel, fonts: &Fonts) -> Vec<Label> {
    let at = |dot: &Dot<'_>| panel.at((dot.across().0, dot.up().0));
    let n = dots.len().max(1) as f64;
    let (x, y) = dots
        .iter()
        .map(at)
        .fold((0.0, 0.0), |sum, (x, y)| (sum.0 + x / n, sum.1 + y / n));
    let from_mean = |label: &Label| {
        let (dx, dy) = (label.at.0 - x, label.at.1 - y);
        dx * dx + dy * dy
    };
    let named = || dots.iter().filter(|dot| dot.is_named());
    let few = named().count() <= MOST_LED;
    let mut names: Vec<Label> = named()
        .map(|dot| {
            let name = |widest, keep| Label {
                keep,
                ..dot.name(panel, widest, fonts)
            };
            let whole = name(panel.bounds.width(), Keep::Beside);
            let broken = name(WIDEST, Keep::Beside);
            let led = name(panel.bounds.width(), Keep::Led);
            let broken = Label {
                instead: few.then(|| Box::new(led)),
                ..broken
            };
            Label {
                instead: Some(Box::new(broken)),
                ..whole
            }
        })
        .collect();
    names.sort_by(|a, b| from_mean(b).total_cmp(&from_mean(a)));
    names
}

/// With more names than these in a plane none has a leader.
const MOST_LED: usize = 6;

/// How wide the lines of a name are that finds no room in one line.
const WIDEST: f64 = 84.0;

/// The orders in which names look for room: as they are given, and from each side.
fn orders(names: Vec<Label>) -> [Vec<Label>; 5] {
    let from = |place: fn(&Label) -> f64| {
        let mut names = names.clone();
        names.sort_by(|a, b| place(a).total_cmp(&place(b)));
        names
    };
    [
        names.clone(),
        from(|label| label.at.0),
        from(|label| -label.at.0),
        from(|label| label.at.1),
        from(|label| -label.at.1),
    ]
}

/// Draws what is said in a plane without points, off the lines of references and of the grid.
fn draw_empty(
    text: &str,
    facet: &ScatterFacet,
    ticks: &[Tick],
    frame: &Frame,
    panel: &Panel,
) -> Result<(), PlotError> {
    let bounds = panel.bounds;
    let style = TextStyle::regular(SMALL_SIZE).haloed();
    let lines = wrap::filled(text, &style, bounds.width() - 8.0, &frame.fonts());
    let lines: Vec<_> = lines.into_iter().map(|line| (line, style)).collect();
    let height = place::height(&lines);
    let lines_at = facet.references.iter().map(|reference| reference.at);
    let taken: Vec<f64> = lines_at
        .chain(ticks.iter().map(|tick| tick.at))
        .map(|at| panel.at((panel.x.low, at)).1)
        .collect();
    let top = |part: f64| bounds.top + part * (bounds.height() - height);
    let is_free = |part: &f64| {
        let (from, to) = (top(*part) - 4.0, top(*part) + height + 4.0);
        !taken.iter().any(|y| (from..=to).contains(y))
    };
    let parts = [0.5, 0.45, 0.4, 0.35, 0.55, 0.6, 0.65, 0.3, 0.7, 0.2, 0.8];
    let part = parts.into_iter().find(is_free).unwrap_or(0.5);
    let pen = Pen::new(Role::Missing, Paint::fill(Ink::Muted));
    let at = (bounds.middle().0, top(part));
    place::stack(frame, &pen, at, Anchor::Middle, &lines)
}

/// The keys of the series, where there are several, and of the curves that several planes have.
fn keys(chart: &ScatterFacets) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut add = |key: Key| {
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    let series = chart.facets.iter().flat_map(|facet| &facet.series);
    let series = series.filter(|series| !series.points.is_empty());
    let mut names: Vec<&str> = series.clone().map(|series| series.name.as_str()).collect();
    names.dedup();
    if names.len() > 1 {
        series.for_each(|series| add(series.key()));
    }
    let fits = chart.facets.iter().flat_map(|facet| &facet.fits);
    let shared = fits.filter(|fit| is_shared(chart, fit));
    shared.for_each(|fit| add(Key::line(&fit.name, fit.hue)));
    keys
}

/// Returns whether several planes have a curve of this name: then it is named in the legend.
fn is_shared(chart: &ScatterFacets, fit: &FitLine) -> bool {
    let has = |facet: &&ScatterFacet| facet.fits.iter().any(|other| other.name == fit.name);
    chart.facets.iter().filter(has).count() > 1
}

/// Says below the planes which points and names are not drawn.
fn draw_notes(
    chart: &ScatterFacets,
    grid: &Grid<'_>,
    state: &State,
    frame: &mut Frame,
) -> Result<(), PlotError> {
    let shown: usize = grid.dots.iter().map(Vec::len).sum();
    if chart.planes().map(|p| p.points().count()).sum::<usize>() > shown {
        note::draw(frame, &chart.off_range_text())?;
    }
    if state.nameless > 0 {
        let named = grid.dots.iter().flatten().filter(|dot| dot.is_named());
        let text = format!(
            "{} of {} names find no room; the data hold them all",
            whole(state.nameless),
            whole(named.count())
        );
        note::draw(frame, &text)?;
    }
    Ok(())
}
