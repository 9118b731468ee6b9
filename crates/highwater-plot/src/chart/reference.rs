//! A number that marks are compared with, and its name at its line.

use crate::error::PlotError;
use crate::figure::SMALL_SIZE;
use crate::label::{Keep, Label, Side};
use crate::measure::Measure;
use crate::paint::{Ink, Paint};
use crate::panel::Panel;
use crate::pen::Pen;
use crate::role::Role;
use crate::text::TextStyle;

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
        measure.admit(&value, &self.name, "reference")
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
/// above or below.
pub(super) fn labels_across<'a>(
    references: &'a [Reference],
    panel: &'a Panel,
) -> impl Iterator<Item = Label> {
    references.iter().map(|reference| {
        let (left, y) = panel.at((panel.x.low, reference.at));
        let right = panel.at((panel.x.high, reference.at)).0;
        let label = |part: f64, keep| Label {
            pen: Pen::new(Role::Label, Paint::fill(Ink::Muted)).of(&reference.name),
            lines: vec![(
                reference.name.clone(),
                TextStyle::regular(SMALL_SIZE).haloed(),
            )],
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
        let last = label(0.0, Keep::Always);
        let parts = [0.0, 1.0, 0.25, 0.75, 0.1, 0.9, 0.4, 0.6];
        parts.iter().rev().fold(last, |instead, &part| Label {
            instead: Some(Box::new(instead)),
            ..label(part, Keep::IfRoom)
        })
    })
}
