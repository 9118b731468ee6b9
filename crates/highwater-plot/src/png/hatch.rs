//! The lines of a hatch, which run at 45 degrees: how much of a pixel one covers follows from how far the
//! pixel lies from it, and filling hundreds of them as an area would take longer than all else.

use tiny_skia::Pixmap;

use crate::mark::{Mark, Shape};
use crate::palette::Rgb;
use crate::role::Role;

type Point = (f64, f64);

/// The slanted lines of a hatch, without the turns between them, which lie on blank paper; `None` for any
/// other mark.
pub(super) fn lines(mark: &Mark) -> Option<Vec<(Point, Point)>> {
    let Shape::Polyline(corners) = &mark.shape else {
        return None;
    };
    if mark.pen.role != Role::Hatch || mark.pen.paint.dotted {
        return None;
    }
    let (pairs, []) = corners.as_chunks::<2>() else {
        return None;
    };
    let is_slanted = |&[from, to]: &[Point; 2]| (from.0 + from.1 - to.0 - to.1).abs() < 0.25;
    let lines = pairs.iter().map(|&[from, to]| (from, to));
    pairs.iter().all(is_slanted).then(|| lines.collect())
}

/// Draws a line of a width at 45 degrees, its ends level with the rows of pixels; all in pixels of the
/// picture, which is opaque.
pub(super) fn draw(pixmap: &mut Pixmap, (from, to): (Point, Point), width: f64, colour: Rgb) {
    let Rgb(r, g, b) = colour;
    let sum = f64::midpoint(from.0 + from.1, to.0 + to.1);
    let (columns, rows) = (pixmap.width() as usize, pixmap.height() as usize);
    let pixels = pixmap.data_mut();
    let reach = (width / 2.0 + 1.0) * std::f64::consts::SQRT_2;
    let first = from.1.min(to.1).round().max(0.0) as usize;
    let last = (from.1.max(to.1).round().max(0.0) as usize).min(rows);
    for row in first..last {
        let middle = sum - (row as f64 + 0.5);
        let left = (middle - reach).floor().max(0.0) as usize;
        let right = ((middle + reach).ceil().max(0.0) as usize).min(columns);
        for column in left..right {
            let far = (column as f64 + 0.5 - middle).abs() * std::f64::consts::FRAC_1_SQRT_2;
            let cover = (width / 2.0 + 0.5 - far).clamp(0.0, 1.0);
            // Sixteen steps, as at the edges of glyphs.
            let cover = (cover * 15.0).round() as u32 * 17;
            let at = (row * columns + column) * 4;
            if let Some(pixel) = pixels.get_mut(at..at + 3) {
                for (below, above) in pixel.iter_mut().zip([r, g, b]) {
                    let mixed = u32::from(*below) * (255 - cover) + u32::from(above) * cover;
                    *below = ((mixed + 127) / 255) as u8;
                }
            }
        }
    }
}
