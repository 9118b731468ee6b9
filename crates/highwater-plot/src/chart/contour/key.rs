//! The legend: the steps with their levels, what is extrapolated, and what is left blank.

use crate::axis::Tick;
use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::frame::Frame;
use crate::paint::{Ink, Paint};
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

use super::Contour;
use crate::chart::levels::Steps;

/// The height of the bar, and of a swatch.
const HEIGHT: f64 = 12.0;
/// The width of a swatch.
const SWATCH: f64 = 20.0;
/// The gap between a swatch and its words.
const GAP: f64 = 7.0;
/// The widest that a step of the bar is.
const WIDEST: f64 = 44.0;
/// How far apart two numbers at the bar are at least.
const APART: f64 = 8.0;

/// What a swatch shows.
enum Swatch {
    Extrapolated,
    Blank,
}

/// Draws the legend; the bar starts at `left`, where the panel does.
pub(super) fn draw(
    chart: &Contour,
    steps: &Steps<'_>,
    has_hull: bool,
    left: f64,
    frame: &mut Frame,
) -> Result<(), PlotError> {
    let style = TextStyle::bold(SMALL_SIZE);
    for line in wrap::filled(
        &chart.z.title,
        &style,
        frame.right() - frame.left(),
        &frame.fonts(),
    ) {
        let room = frame.take(16.0);
        let pen = Pen::new(Role::Label, Paint::fill(Ink::Text));
        frame.text(&pen, (room.left, room.bottom - 4.0), &line, style)?;
    }
    let bar = draw_bar(chart, steps, left, frame)?;
    let mut keys = Vec::new();
    if has_hull {
        keys.push((Swatch::Extrapolated, chart.extrapolated_text().to_owned()));
    }
    keys.extend(chart.off_text().map(|text| (Swatch::Blank, text)));
    draw_keys(&keys, &bar, frame)?;
    frame.take(10.0);
    Ok(())
}

/// Draws the bar with its numbers below, and gives its place without these.
fn draw_bar(
    chart: &Contour,
    steps: &Steps<'_>,
    left: f64,
    frame: &mut Frame,
) -> Result<Bounds, PlotError> {
    let n = steps.shades.len().max(1) as f64;
    let style = TextStyle::regular(SMALL_SIZE).anchored(Anchor::Middle);
    let texts: Vec<Tick> = steps
        .levels
        .iter()
        .zip(chart.z.tick_texts(steps.levels))
        .map(|(&at, text)| Tick { at, text })
        .collect();
    let half = |tick: Option<&Tick>| {
        tick.map_or(0.0, |tick| style.width(&tick.text, &frame.fonts()) / 2.0)
    };
    let left = left.max(frame.left() + half(texts.first()));
    let step = ((frame.right() - half(texts.last()) - left) / n).min(WIDEST);
    frame.take(2.0);
    let room = frame.take(HEIGHT);
    let edge = |i: usize| left + step * i as f64;
    for (i, &shade) in steps.shades.iter().enumerate() {
        let area = Bounds {
            left: edge(i),
            right: edge(i + 1),
            ..room
        };
        frame.rect(&Pen::new(Role::Key, Paint::fill(Ink::Shade(shade))), area)?;
    }
    let numbers = frame.take(20.0);
    let mut free_from = f64::NEG_INFINITY;
    for (i, tick) in texts.iter().enumerate() {
        let x = edge(i);
        let line = [(x, room.top), (x, room.bottom + 3.0)];
        frame.path(&Pen::new(Role::Key, Paint::stroke(Ink::Text, 1.0)), &line)?;
        let half = style.width(&tick.text, &frame.fonts()) / 2.0;
        // The last number is the scale's end, and stands in any case.
        let last = texts.last().filter(|_| i + 1 < texts.len());
        let end = last.map_or(f64::INFINITY, |last| {
            edge(texts.len() - 1) - style.width(&last.text, &frame.fonts()) / 2.0
        });
        if x - half >= free_from && x + half + APART <= end {
            let pen = Pen::new(Role::Tick, Paint::fill(Ink::Muted));
            frame.text(&pen, (x, numbers.bottom - 5.0), &tick.text, style)?;
            free_from = x + half + APART;
        }
    }
    Ok(Bounds {
        left,
        right: edge(steps.shades.len()),
        ..room
    })
}

/// The height of a row of keys.
const ROW: f64 = 18.0;

/// Draws the keys one below the other: beside the bar where they have room, else below it.
fn draw_keys(keys: &[(Swatch, String)], bar: &Bounds, frame: &mut Frame) -> Result<(), PlotError> {
    let style = TextStyle::regular(SMALL_SIZE);
    let widest = keys
        .iter()
        .map(|(_, text)| style.width(text, &frame.fonts()));
    let beside = bar.right + 36.0;
    if beside + SWATCH + GAP + widest.fold(0.0, f64::max) <= frame.right() {
        for (i, (swatch, text)) in keys.iter().enumerate() {
            let middle = bar.middle().1 + ROW * i as f64;
            draw_swatch(swatch, (beside, middle), frame)?;
            draw_text(text, (beside + SWATCH + GAP, middle), frame)?;
        }
        return Ok(());
    }
    for (swatch, text) in keys {
        let words = bar.left + SWATCH + GAP;
        for (i, line) in wrap::filled(text, &style, frame.right() - words, &frame.fonts())
            .iter()
            .enumerate()
        {
            let middle = frame.take(ROW).middle().1;
            if i == 0 {
                draw_swatch(swatch, (bar.left, middle), frame)?;
            }
            draw_text(line, (words, middle), frame)?;
        }
    }
    Ok(())
}

fn draw_text(text: &str, (x, middle): (f64, f64), frame: &Frame) -> Result<(), PlotError> {
    let pen = Pen::new(Role::Label, Paint::fill(Ink::Muted));
    let style = TextStyle::regular(SMALL_SIZE);
    frame.text(&pen, (x, middle + SMALL_SIZE * 0.36), text, style)
}

fn draw_swatch(swatch: &Swatch, (x, middle): (f64, f64), frame: &Frame) -> Result<(), PlotError> {
    if matches!(swatch, Swatch::Extrapolated) {
        let pen = Pen::new(Role::Key, super::draw::extrapolated());
        return frame.path(&pen, &[(x, middle), (x + SWATCH, middle)]);
    }
    let area = Bounds {
        left: x,
        top: middle - HEIGHT / 2.0,
        right: x + SWATCH,
        bottom: middle + HEIGHT / 2.0,
    };
    frame.rect(&Pen::new(Role::Key, Paint::fill(Ink::Paper)), area)?;
    super::draw::outline(&area, frame)
}
