//! The frame: what a chart draws into, from the top down.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, FontDesc, FontFamily, FontStyle, TextStyle as PlottersStyle};

use crate::axis::Axis;
use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font::{self, Fonts, Weight};
use crate::mark::Mark;
use crate::panel::Panel;
use crate::pen::Pen;
use crate::recorder::{Recorder, STEPS, Sheet, draw, steps};
use crate::scale::Scale;
use crate::text::{Anchor, TextStyle};
use crate::width::Width;

/// What a chart draws into: a sheet of fixed width that grows downwards.
///
/// A chart takes room from the top down with [`take`](Frame::take), sets up [`Panel`]s in it where
/// it wants to draw at numbers instead of pixels, and draws.
pub struct Frame {
    width: Width,
    fonts: Fonts,
    sheet: Rc<RefCell<Sheet>>,
    area: DrawingArea<Recorder, Shift>,
    next: f64,
}

impl Frame {
    /// Returns an empty frame: what [`Figure::draw`](crate::Figure::draw) starts with.
    #[must_use]
    pub fn new(width: Width, fonts: &Fonts) -> Self {
        let sheet = Sheet::new();
        let recorder = Recorder::new(Rc::clone(&sheet), width.pixels(), fonts.clone());
        Frame {
            width,
            fonts: fonts.clone(),
            sheet,
            area: recorder.into_drawing_area(),
            next: width.margin(),
        }
    }

    /// Returns another empty frame of the same width and fonts, to try something in.
    #[must_use]
    pub fn blank(&self) -> Self {
        Frame::new(self.width, &self.fonts)
    }

    /// The width that is drawn for.
    #[must_use]
    pub fn width(&self) -> Width {
        self.width
    }

    /// Returns the fonts that texts are measured and set in.
    #[must_use]
    pub fn fonts(&self) -> Fonts {
        self.fonts.clone()
    }

    /// The left end of what may be drawn on.
    #[must_use]
    pub fn left(&self) -> f64 {
        self.width.margin()
    }

    /// The right end of what may be drawn on.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.width.pixels() - self.width.margin()
    }

    /// Returns where free room starts.
    #[must_use]
    pub fn next(&self) -> f64 {
        self.next
    }

    /// Takes room of a height, from margin to margin.
    pub fn take(&mut self, height: f64) -> Bounds {
        let top = self.next;
        self.next += height;
        Bounds {
            left: self.left(),
            top,
            right: self.right(),
            bottom: self.next,
        }
    }

    /// Sets up a rectangle to draw in at numbers.
    #[must_use]
    pub fn panel(&self, bounds: Bounds, x: Scale, y: Scale) -> Panel {
        Panel::new(&self.area, &self.sheet, bounds, x, y)
    }

    /// Returns the panel that was set up first, second and so on, from 0, to draw in it once more;
    /// `None` if there are fewer.
    #[must_use]
    pub fn panel_again(&self, index: usize) -> Option<Panel> {
        Panel::again(index, &self.area, &self.sheet)
    }

    /// Moves the marks from number `from` on in front of number `to`, so that what was drawn last lies
    /// behind what was drawn since `to`.
    pub(crate) fn move_behind(&self, from: usize, to: usize) {
        let marks = &mut self.sheet.borrow_mut().marks;
        if let Some(part) = marks.get_mut(to..) {
            part.rotate_right(part.len().saturating_sub(from.saturating_sub(to)));
        }
    }

    /// Draws a line of text, its baseline at `at`.
    ///
    /// # Errors
    ///
    /// [`PlotError::Drawing`] where the drawing library gives an error.
    pub fn text(
        &self,
        pen: &Pen,
        at: (f64, f64),
        text: &str,
        style: TextStyle,
    ) -> Result<(), PlotError> {
        self.set(pen, style.halo);
        let weight = match style.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::SemiBold => FontStyle::Bold,
        };
        let anchor = match style.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(font::FAMILY), style.size * STEPS, weight);
        let style = PlottersStyle::from(font).pos(Pos::new(anchor, VPos::Bottom));
        draw(self.area.draw(&Text::new(text, steps(at), style)))
    }

    /// Draws joined lines.
    ///
    /// # Errors
    ///
    /// As [`text`](Frame::text).
    pub fn path(&self, pen: &Pen, points: &[(f64, f64)]) -> Result<(), PlotError> {
        self.set(pen, false);
        let points: Vec<_> = points.iter().copied().map(steps).collect();
        draw(self.area.draw(&PathElement::new(points, BLACK)))
    }

    /// Draws a closed area.
    ///
    /// # Errors
    ///
    /// As [`text`](Frame::text).
    pub fn polygon(&self, pen: &Pen, points: &[(f64, f64)]) -> Result<(), PlotError> {
        self.set(pen, false);
        let points: Vec<_> = points.iter().copied().map(steps).collect();
        draw(self.area.draw(&Polygon::new(points, BLACK)))
    }

    /// Draws a rectangle.
    ///
    /// # Errors
    ///
    /// As [`text`](Frame::text).
    pub fn rect(&self, pen: &Pen, bounds: Bounds) -> Result<(), PlotError> {
        self.set(pen, false);
        let corners = [
            steps((bounds.left, bounds.top)),
            steps((bounds.right, bounds.bottom)),
        ];
        draw(self.area.draw(&Rectangle::new(corners, BLACK)))
    }

    /// Draws a circle.
    ///
    /// # Errors
    ///
    /// As [`text`](Frame::text).
    pub fn circle(&self, pen: &Pen, center: (f64, f64), radius: f64) -> Result<(), PlotError> {
        self.set(pen, false);
        let radius = (radius * STEPS).round() as u32;
        draw(self.area.draw(&Circle::new(steps(center), radius, BLACK)))
    }

    /// Notes an axis that was drawn, for those who look at the scene.
    pub fn note_axis(&self, axis: Axis) {
        self.sheet.borrow_mut().axes.push(axis);
    }

    /// Returns all marks so far.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        self.sheet.borrow().marks.clone()
    }

    fn set(&self, pen: &Pen, halo: bool) {
        let mut sheet = self.sheet.borrow_mut();
        sheet.pen = pen.clone();
        sheet.panel = None;
        sheet.halo = halo;
    }

    /// The marks, axes and panels, and the height that was taken.
    pub(crate) fn finish(self) -> Drawn {
        let mut sheet = self.sheet.borrow_mut();
        Drawn {
            marks: std::mem::take(&mut sheet.marks),
            axes: std::mem::take(&mut sheet.axes),
            panels: std::mem::take(&mut sheet.panels),
            height: self.next + self.width.margin(),
        }
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame")
            .field("width", &self.width)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

/// What a frame holds when all is drawn.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) marks: Vec<Mark>,
    pub(crate) axes: Vec<Axis>,
    pub(crate) panels: Vec<Bounds>,
    pub(crate) height: f64,
}
