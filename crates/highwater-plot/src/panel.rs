//! A rectangle of the frame with two scales, in which one draws at numbers.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::BLACK;

use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::pen::Pen;
use crate::recorder::{Recorder, STEPS, Sheet, draw, steps};
use crate::scale::Scale;

/// A rectangle of the frame with two scales, in which one draws at numbers.
pub struct Panel {
    /// Its number, in the order in which panels were set up.
    pub index: usize,
    /// Its place in pixels.
    pub bounds: Bounds,
    /// The scale from left to right.
    pub x: Scale,
    /// The scale from the lower to the upper edge.
    pub y: Scale,
    area: DrawingArea<Recorder, Cartesian2d<Spread, Spread>>,
    sheet: Rc<RefCell<Sheet>>,
}

impl Panel {
    pub(crate) fn new(
        area: &DrawingArea<Recorder, Shift>,
        sheet: &Rc<RefCell<Sheet>>,
        bounds: Bounds,
        x: Scale,
        y: Scale,
    ) -> Self {
        let mut drawn = sheet.borrow_mut();
        drawn.panels.push(bounds);
        drawn.scales.push((x, y));
        let index = drawn.panels.len() - 1;
        drop(drawn);
        Panel::numbered(index, area, sheet, bounds, (x, y))
    }

    /// Returns a panel that was set up before; `None` if there is none of that number.
    pub(crate) fn again(
        index: usize,
        area: &DrawingArea<Recorder, Shift>,
        sheet: &Rc<RefCell<Sheet>>,
    ) -> Option<Self> {
        let drawn = sheet.borrow();
        let (bounds, scales) = (*drawn.panels.get(index)?, *drawn.scales.get(index)?);
        drop(drawn);
        Some(Panel::numbered(index, area, sheet, bounds, scales))
    }

    fn numbered(
        index: usize,
        area: &DrawingArea<Recorder, Shift>,
        sheet: &Rc<RefCell<Sheet>>,
        bounds: Bounds,
        (x, y): (Scale, Scale),
    ) -> Self {
        let (left, top) = steps((bounds.left, bounds.top));
        let (right, bottom) = steps((bounds.right, bounds.bottom));
        let coordinates = Cartesian2d::new(Spread(x), Spread(y), (left..right, bottom..top));
        Panel {
            index,
            bounds,
            x,
            y,
            area: area.apply_coord_spec(coordinates),
            sheet: Rc::clone(sheet),
        }
    }

    /// Returns the place of two numbers, in pixels.
    #[must_use]
    pub fn at(&self, at: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&at);
        (f64::from(x) / STEPS, f64::from(y) / STEPS)
    }

    fn set_pen(&self, pen: &Pen) {
        let mut sheet = self.sheet.borrow_mut();
        sheet.pen = pen.clone();
        sheet.panel = Some(self.index);
        sheet.halo = false;
    }

    /// Draws joined lines.
    ///
    /// # Errors
    ///
    /// [`PlotError::Drawing`] where the drawing library gives an error.
    pub fn path(&self, pen: &Pen, points: &[(f64, f64)]) -> Result<(), PlotError> {
        self.set_pen(pen);
        draw(self.area.draw(&PathElement::new(points.to_vec(), BLACK)))
    }

    /// Draws a closed area.
    ///
    /// # Errors
    ///
    /// As [`path`](Panel::path).
    pub fn polygon(&self, pen: &Pen, points: &[(f64, f64)]) -> Result<(), PlotError> {
        self.set_pen(pen);
        draw(self.area.draw(&Polygon::new(points.to_vec(), BLACK)))
    }

    /// Draws a rectangle between two corners.
    ///
    /// # Errors
    ///
    /// As [`path`](Panel::path).
    pub fn rect(&self, pen: &Pen, corners: [(f64, f64); 2]) -> Result<(), PlotError> {
        self.set_pen(pen);
        draw(self.area.draw(&Rectangle::new(corners, BLACK)))
    }

    /// Draws a circle with a radius in pixels.
    ///
    /// # Errors
    ///
    /// As [`path`](Panel::path).
    pub fn circle(&self, pen: &Pen, center: (f64, f64), radius: f64) -> Result<(), PlotError> {
        self.set_pen(pen);
        let radius = (radius * STEPS).round() as u32;
        draw(self.area.draw(&Circle::new(center, radius, BLACK)))
    }
}

impl std::fmt::Debug for Panel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Panel")
            .field("index", &self.index)
            .field("bounds", &self.bounds)
            .field("x", &self.x)
            .field("y", &self.y)
            .finish_non_exhaustive()
    }
}

/// A scale as plotters takes it; the picture is drawn at a tenth of a pixel, so whole numbers do.
struct Spread(Scale);

impl Ranged for Spread {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        let (from, to) = (f64::from(limit.0), f64::from(limit.1));
        (from + self.0.fraction(*value) * (to - from)).round() as i32
    }

    /// None, because axes and grids are drawn by this crate.
    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        Vec::new()
    }

    fn range(&self) -> Range<f64> {
        self.0.low..self.0.high
    }
}
