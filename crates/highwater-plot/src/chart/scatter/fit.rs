//! Curves through the points.

use highwater_facts::Quantity;

use crate::bounds::Bounds;
use crate::clip;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::position::Position;
use crate::role::Role;
use crate::text::{SMALL_SIZE, TextStyle};
use crate::wrap;

use super::FitLine;
use super::plane::Plane;

/// Draws the ribbon of a curve, cut at the edges of the panel.
pub(super) fn draw_ribbon(
    fit: &FitLine,
    frame: &Frame,
    panel: &Panel,
    area: &Bounds,
) -> Result<(), PlotError> {
    let edge = |end: fn(&super::RibbonPoint) -> f64| {
        fit.ribbon
            .iter()
            .map(move |point| panel.at((point.at.coordinate(), end(point))))
    };
    let upper = edge(|point| point.reach.high());
    let lower = edge(|point| point.reach.low());
    let outline: Vec<_> = upper.chain(lower.rev()).collect();
    let outline = clip::polygon(&outline, area);
    if outline.len() < 3 {
        return Ok(());
    }
    let pen = Pen::new(Role::Band, Paint::fill(Ink::Pale(fit.hue))).of(&fit.name);
    frame.polygon(&pen, &outline)
}

/// Draws a curve, cut at the edges of the panel.
pub(super) fn draw_curve(
    fit: &FitLine,
    frame: &Frame,
    panel: &Panel,
    area: &Bounds,
) -> Result<(), PlotError> {
    let pen = Pen::new(Role::Line, Paint::stroke(Ink::Mark(fit.hue), 2.0)).of(&fit.name);
    for part in parts(fit, panel, area) {
        frame.path(&pen, &part)?;
    }
    Ok(())
}

/// A curve tells its number at so many places.
const PLACES: usize = 24;

/// Places along a curve that tell its number and its reach there; nothing is drawn.
pub(super) fn draw_places(
    fit: &FitLine,
    plane: &Plane<'_>,
    frame: &Frame,
    panel: &Panel,
    area: &Bounds,
) -> Result<(), PlotError> {
    let nothing = Paint {
        stroke: None,
        ..Paint::stroke(Ink::Text, 1.0)
    };
    let pen = Pen::new(Role::Place, nothing).of(&fit.name);
    let every = fit.points.len().div_ceil(PLACES).max(1);
    for &(at, y) in fit.points.iter().step_by(every) {
        let place = panel.at((at.coordinate(), y));
        if !area.has(place) {
            continue;
        }
        let number = plane.y.value_text(&Quantity::exact(y, plane.y.unit));
        let reach = fit.ribbon.iter().find(|point| point.at == at);
        let number = match reach {
            Some(point) => format!("{number} ({})", plane.y.value_text(&point.reach)),
            None => number,
        };
        let at = match (plane.x, at) {
            (Some(x), Position::Number(at)) => x.value_text(&Quantity::exact(at, x.unit)),
            _ => at.text(),
        };
        // The page's script tells it; no datum is drawn, and no title stands in the file.
        let pen = Pen {
            label: String::new(),
            n: 0,
            ..pen.clone().datum(&at, &number)
        };
        frame.path(&pen, &[place, place])?;
    }
    Ok(())
}

fn parts(fit: &FitLine, panel: &Panel, area: &Bounds) -> Vec<Vec<(f64, f64)>> {
    let points: Vec<_> = fit
        .points
        .iter()
        .map(|&(at, y)| panel.at((at.coordinate(), y)))
        .collect();
    clip::polyline(&points, area)
}

/// The name of a curve at its right end, else at its left one or in its middle.
pub(in crate::chart) fn label(
    fit: &FitLine,
    panel: &Panel,
    area: &Bounds,
    fonts: &Fonts,
) -> Option<Label> {
    let parts = parts(fit, panel, area);
    let points: Vec<(f64, f64)> = parts.into_iter().flatten().collect();
    let (&first, &last) = (points.first()?, points.last()?);
    let middle = points.get(points.len() / 2).copied().unwrap_or(last);
    let text = match fit.ribbon_name.is_empty() {
        true => fit.name.clone(),
        false => format!("{}, {}", fit.name, fit.ribbon_name),
    };
    let style = TextStyle::bold(SMALL_SIZE).haloed();
    let lines = wrap::filled(&text, &style, area.width() * 0.45, fonts);
    let lines: Vec<_> = lines.into_iter().map(|line| (line, style)).collect();
    let of = |at, sides: &[Side], keep| Label {
        pen: Pen::new(Role::Label, Paint::fill(Ink::Words(fit.hue))).of(&fit.name),
        lines: lines.clone(),
        at,
        rise: 0.0,
        reach: 2.0,
        sides: sides.to_vec(),
        keep,
        instead: None,
    };
    let left = [Side::AboveLeft, Side::BelowLeft, Side::Left];
    let right = [Side::AboveRight, Side::BelowRight, Side::Right];
    let any = [&left[..], &right[..], &[Side::Above, Side::Below]].concat();
    let chain = [
        of(first, &right, Keep::IfRoom),
        of(middle, &any, Keep::IfRoom),
        of(last, &any, Keep::Always),
    ];
    let instead = chain.into_iter().rev().reduce(|instead, label| Label {
        instead: Some(Box::new(instead)),
        ..label
    });
    Some(Label {
        instead: instead.map(Box::new),
        ..of(last, &left, Keep::IfRoom)
    })
}
