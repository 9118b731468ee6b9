//! The drawing backend that records marks.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};

use crate::axis::Axis;
use crate::bounds::Bounds;
use crate::error::PlotError;
use crate::font::{Fonts, Weight};
use crate::mark::{Mark, Shape};
use crate::paint::Paint;
use crate::pen::Pen;
use crate::role::Role;
use crate::scale::Scale;
use crate::text::{Anchor, Text, TextStyle};

/// How many steps of the backend make a pixel.
pub(crate) const STEPS: f64 = 10.0;

/// What has been recorded so far, and the pen that the next mark is drawn with.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) marks: Vec<Mark>,
    pub(crate) axes: Vec<Axis>,
    pub(crate) panels: Vec<Bounds>,
    /// The scales of each panel: from left to right, and from the lower to the upper edge.
    pub(crate) scales: Vec<(Scale, Scale)>,
    pub(crate) pen: Pen,
    pub(crate) panel: Option<usize>,
    pub(crate) halo: bool,
}

impl Sheet {
    pub(crate) fn new() -> Rc<RefCell<Self>> {
        Rc::new(RefCell::new(Sheet {
            marks: Vec::new(),
            axes: Vec::new(),
            panels: Vec::new(),
            scales: Vec::new(),
            pen: Pen::new(Role::Annotation, Paint::default()),
            panel: None,
            halo: false,
        }))
    }
}

/// A backend of `plotters` that records what is drawn as [`Mark`]s.
///
/// It reports ten times its size, since plotters knows whole steps only, and divides when it
/// records: places have one decimal. Colours and strokes that plotters hands over are not looked at;
/// the [`Pen`] says what a mark is and how it is painted.
#[derive(Debug)]
pub(crate) struct Recorder {
    sheet: Rc<RefCell<Sheet>>,
    width: f64,
    fonts: Fonts,
}

type Recorded = Result<(), DrawingErrorKind<Infallible>>;

impl Recorder {
    pub(crate) fn new(sheet: Rc<RefCell<Sheet>>, width: f64, fonts: Fonts) -> Self {
        Recorder {
            sheet,
            width,
            fonts,
        }
    }

    fn record(&self, shape: Shape) -> Recorded {
        let mut sheet = self.sheet.borrow_mut();
        let mark = Mark {
            pen: sheet.pen.clone(),
            panel: sheet.panel,
            shape,
        };
        sheet.marks.push(mark);
        Ok(())
    }
}

fn pixels(at: BackendCoord) -> (f64, f64) {
    (f64::from(at.0) / STEPS, f64::from(at.1) / STEPS)
}

fn rect(a: BackendCoord, b: BackendCoord) -> Bounds {
    let ((ax, ay), (bx, by)) = (pixels(a), pixels(b));
    Bounds {
        left: ax.min(bx),
        top: ay.min(by),
        right: ax.max(bx),
        bottom: ay.max(by),
    }
}

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        // The height is known when the last line is drawn; nothing is clipped to it.
        ((self.width * STEPS) as u32, 1_000_000)
    }

    fn ensure_prepared(&mut self) -> Recorded {
        Ok(())
    }

    fn present(&mut self) -> Recorded {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, _: BackendColor) -> Recorded {
        self.record(Shape::Rect(rect(point, (point.0 + 1, point.1 + 1))))
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        _: &S,
    ) -> Recorded {
        self.record(Shape::Polyline(vec![pixels(from), pixels(to)]))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        _: &S,
        _: bool,
    ) -> Recorded {
        self.record(Shape::Rect(rect(upper_left, bottom_right)))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        _: &S,
    ) -> Recorded {
        self.record(Shape::Polyline(path.into_iter().map(pixels).collect()))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        _: &S,
        _: bool,
    ) -> Recorded {
        self.record(Shape::Circle {
            center: pixels(center),
            radius: f64::from(radius) / STEPS,
        })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        _: &S,
    ) -> Recorded {
        self.record(Shape::Polygon(points.into_iter().map(pixels).collect()))
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        at: BackendCoord,
    ) -> Recorded {
        let halo = self.sheet.borrow().halo;
        let of_text = TextStyle {
            size: style.size() / STEPS,
            weight: match style.style() {
                FontStyle::Bold => Weight::SemiBold,
                _ => Weight::Regular,
            },
            anchor: match style.anchor().h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            halo,
        };
        self.record(Shape::Text(Text {
            turned: match style.transform() {
                FontTransform::None => 0,
                FontTransform::Rotate90 => 90,
                FontTransform::Rotate180 => 180,
                FontTransform::Rotate270 => 270,
            },
            ..Text::new(text, pixels(at), of_text, &self.fonts)
        }))
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = TextStyle::regular(style.size()).width(text, &self.fonts);
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

/// Returns a place in pixels as a place of the backend.
pub(crate) fn steps((x, y): (f64, f64)) -> (i32, i32) {
    ((x * STEPS).round() as i32, (y * STEPS).round() as i32)
}

/// Returns the error of the drawing library as one of ours.
pub(crate) fn draw<E: std::error::Error>(drawn: Result<(), E>) -> Result<(), PlotError> {
    drawn.map_err(|error| PlotError::Drawing {
        message: error.to_string(),
    })
}
