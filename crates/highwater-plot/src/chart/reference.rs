//! A number that marks are compared with, and its name at its line.

use crate::axis::ABOVE;
use crate::dodge;
use crate::error::PlotError;
use crate::font::Fonts;
use crate::frame::Frame;
use crate::label::{Keep, Label, Side};
use crate::measure::Measure;
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;
use crate::text::{Anchor, SMALL_SIZE, TextStyle};
use crate::wrap;

use highwater_facts::Quantity;

/// A number that marks are compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The number.
    pub at: f64,
    /// Its name, written at its line.
    pub name: String,
}

impl Reference {
    /// Refuses a number that has no place on the axis.
    pub(super) fn admit(&self, measure: &Measure) -> Result<(), PlotError> {
        let value = Quantity::exact(self.at, measure.unit);
        measure.admit(&value, &self.name, "reference")?;
        measure.admit_on_axis(self.at, &self.name)
    }
}

/// Draws the lines of references that run across.
pub(super) fn draw_across(references: &[Reference], panel: &Panel) -> Result<(), PlotError> {
    for reference in references {
        let pen = Pen::new(Role::Reference, Paint::stroke(Ink::Rule, 1.0)).of(&reference.name);
        let (low, high) = (panel.x.low, panel.x.high);
        panel.path(&pen, &[(low, reference.at), (high, reference.at)])?;
    }
    Ok(())
}

/// The names of references that run across: at the left end of the line, else anywhere along it,
/// above or below, in one line or, where that is nowhere free, in two.
pub(super) fn labels_across<'a>(
    references: &'a [Reference],
    panel: &'a Panel,
    fonts: &Fonts,
) -> impl Iterator<Item = Label> {
    references.iter().map(|reference| {
        let (left, y) = panel.at((panel.x.low, reference.at));
        let right = panel.at((panel.x.high, reference.at)).0;
        let style = TextStyle::regular(SMALL_SIZE).haloed();
        let half = (0.6 * style.width(&reference.name, fonts)).min(right - left - 8.0);
        let label = |width: f64, part: f64, keep| Label {
            pen: Pen::new(Role::Label, Paint::fill(Ink::Muted)).of(&reference.name),
            lines: wrap::whole_words(&reference.name, &style, width, right - left - 8.0, fonts)
                .into_iter()
                .map(|line| (line, style))
                .collect(),
            at: (left + (right - left) * part, y),
            rise: 0.0,
            reach: 0.0,
            sides: if part < 0.5 {
                vec![Side::AboveRight, Side::BelowRight]
            } else {
                vec![Side::AboveLeft, Side::BelowLeft]
            },
            keep,
            instead: None,
        };
        let parts = [0.0, 1.0, 0.25, 0.75, 0.1, 0.9, 0.4, 0.6];
        let tries = [f64::INFINITY, half].map(|width| parts.map(|part| (width, part)));
        let last = label(half, 0.0, Keep::Always);
        let tries = tries.into_iter().flatten().rev();
        tries.fold(last, |instead, (width, part)| Label {
            instead: Some(Box::new(instead)),
            ..label(width, part, Keep::IfRoom)
        })
    })
}

/// The height that the names of references that run up need above an axis.
pub(super) fn room_above(references: &[Reference], frame: &Frame) -> f64 {
    let lines = if fit_side_by_side(references, frame) {
        references.len().min(1)
    } else {
        references.len()
    };
    lines as f64 * NAME
}

/// The height of a name above an axis.
const NAME: f64 = 18.0;
/// The least gap between two of them.
const BESIDE: f64 = 12.0;

fn width(reference: &Reference, fonts: &Fonts) -> f64 {
    TextStyle::bold(SMALL_SIZE).width(&reference.name, fonts) + BESIDE
}

fn fit_side_by_side(references: &[Reference], frame: &Frame) -> bool {
    let fonts = &frame.fonts();
    let widths = references.iter().map(|reference| width(reference, fonts));
    widths.sum::<f64>() <= frame.right() - frame.left()
}

/// Draws references that run up, their names above the texts of the axis.
pub(super) fn draw_up(
    references: &[Reference],
    frame: &Frame,
    panel: &Panel,
    stretches: &[(f64, f64)],
) -> Result<(), PlotError> {
    let (left, right) = (frame.left() - BESIDE / 2.0, frame.right() + BESIDE / 2.0);
    let wishes: Vec<(f64, f64)> = references
        .iter()
        .map(|reference| {
            (
                panel.at((reference.at, 0.0)).0,
                width(reference, &frame.fonts()),
            )
        })
        .collect();
    let beside = fit_side_by_side(references, frame);
    let xs = dodge::apart(&wishes, left, right);
    for (i, (reference, wish)) in references.iter().zip(&wishes).enumerate() {
        let pen = Pen::new(Role::Reference, Paint::stroke(Ink::Rule, 1.5)).of(&reference.name);
        for &(top, bottom) in stretches {
            frame.path(&pen, &[(wish.0, top), (wish.0, bottom)])?;
        }
        let half = (wish.1 - BESIDE) / 2.0;
        let x = match xs.get(i).filter(|_| beside) {
            Some(x) => *x,
            None => wish.0.min(frame.right() - half).max(frame.left() + half),
        };
        let line = if beside { 0.0 } else { i as f64 * NAME };
        let at = (x, panel.bounds.top - ABOVE - 4.0 - line);
        let pen = Pen::new(Role::Label, Paint::fill(Ink::Text)).of(&reference.name);
        let style = TextStyle::bold(SMALL_SIZE).anchored(Anchor::Middle);
        frame.text(&pen, at, &reference.name, style)?;
    }
    Ok(())
}
