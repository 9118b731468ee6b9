//! A form that is filled once and laid over the picture wherever it comes again.

use tiny_skia::{FillRule, Mask, Path, Pixmap, Transform};

use crate::palette::Rgb;

/// How much of each pixel a form covers.
#[derive(Debug, Default)]
pub(super) struct Stamp {
    /// The place of the first pixel as seen from the form's origin.
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

impl Stamp {
    /// Fills a path whose origin lies at a part of a pixel; `None` where it has no area.
    pub(super) fn of(path: &Path, part: (f32, f32)) -> Option<Self> {
        let bounds = path.bounds();
        let (left, top) = (
            bounds.left().floor() as i32 - 1,
            bounds.top().floor() as i32 - 1,
        );
        let width = (bounds.right().ceil() as i32 + 2 - left) as u32;
        let height = (bounds.bottom().ceil() as i32 + 2 - top) as u32;
        let mut mask = Mask::new(width, height)?;
        let moved = Transform::from_translate(part.0 - left as f32, part.1 - top as f32);
        mask.fill_path(path, FillRule::Winding, true, moved);
        // Sixteen steps are as many as the eye tells apart at an edge, and leave a palette small.
        let coverage = mask.data().iter().map(|c| (c + (255 - c) / 32) / 17 * 17);
        Some(Stamp {
            left,
            top,
            width: width as usize,
            coverage: coverage.collect(),
        })
    }

    /// Lays the form over the picture, which is opaque, with its origin in this pixel.
    pub(super) fn blend(&self, pixmap: &mut Pixmap, (x, y): (i32, i32), Rgb(r, g, b): Rgb) {
        if self.width == 0 {
            return;
        }
        let (width, height) = (pixmap.width() as i32, pixmap.height() as i32);
        let pixels = pixmap.data_mut();
        for (row, line) in self.coverage.chunks_exact(self.width).enumerate() {
            let y = y + self.top + row as i32;
            if !(0..height).contains(&y) {
                continue;
            }
            for (column, &cover) in line.iter().enumerate() {
                let x = x + self.left + column as i32;
                if cover == 0 || !(0..width).contains(&x) {
                    continue;
                }
                let at = (y as usize * width as usize + x as usize) * 4;
                if let Some(pixel) = pixels.get_mut(at..at + 3) {
                    for (below, above) in pixel.iter_mut().zip([r, g, b]) {
                        let sum = u32::from(*below) * u32::from(255 - cover)
                            + u32::from(above) * u32::from(cover);
                        *below = ((sum + 127) / 255) as u8;
                    }
                }
            }
        }
    }
}
