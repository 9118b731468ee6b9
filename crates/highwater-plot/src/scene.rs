//! The scene: all marks of a figure at one width, which tests look at and exporters write.

use std::collections::BTreeSet;

use crate::account::Account;
use crate::axis::Axis;
use crate::bounds::Bounds;
use crate::font::Fonts;
use crate::mark::Mark;
use crate::paint::Ink;
use crate::role::Role;
use crate::text::Text;

/// All marks of a figure at one width.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The figure's id and width, as in `downloads-720`: unique in a page that shows each figure in
    /// each width once.
    pub id: String,
    /// The width in pixels.
    pub width: f64,
    /// The height in pixels.
    pub height: f64,
    /// The title, as a screen reader says it.
    pub title: String,
    /// The long description, as a screen reader says it.
    pub desc: String,
    /// What was drawn, in order.
    pub marks: Vec<Mark>,
    /// The axes that were drawn, in order.
    pub axes: Vec<Axis>,
    /// The panels' rectangles.
    pub panels: Vec<Bounds>,
    /// What the chart says it had to draw.
    pub account: Account,
    /// The fonts that its texts are set in.
    pub fonts: Fonts,
}

impl Scene {
    /// Returns the marks of a role, in order.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.pen.role == role)
    }

    /// All texts with the marks they are, in order.
    pub fn texts(&self) -> impl Iterator<Item = (&Mark, &Text)> {
        self.marks
            .iter()
            .filter_map(|mark| Some((mark, mark.text()?)))
    }

    /// Returns what the marks are painted with, and the background.
    pub(crate) fn inks(&self) -> BTreeSet<Ink> {
        let paints = self.marks.iter().map(|mark| mark.pen.paint);
        let inks = paints.flat_map(|paint| [paint.fill, paint.stroke]);
        inks.flatten().chain([Ink::Paper]).collect()
    }

    /// Returns the texts of a role, joined by spaces: the title of a figure whose title has two lines.
    #[must_use]
    pub fn words(&self, role: Role) -> String {
        let lines: Vec<&str> = self
            .of(role)
            .filter_map(|mark| Some(mark.text()?.text.as_str()))
            .collect();
        lines.join(" ")
    }
}
