//! The scene as PNG.
//!
//! Marks are rasterised as they are, not by way of the SVG: a page of figures holds the same few
//! glyphs thousands of times, and a glyph that is filled once and copied takes a tenth of the time.
//! A test holds the pictures against those that resvg makes of the SVG.

mod canvas;
mod credit;
mod discs;
mod encode;
mod glyphs;
mod hatch;
mod stamp;

use tiny_skia::Pixmap;

pub use credit::Credit;

use crate::error::PlotError;
use crate::palette;
use crate::scene::Scene;

/// The most pixels that a picture may have.
const MOST_PIXELS: f64 = 1e8;

/// Returns the figure as a PNG in light colours, `scale` pixels for each of the scene's.
///
/// Text is set in the shipped font; the system's fonts are not looked at, so the bytes are the same
/// everywhere.
///
/// # Errors
///
/// [`PlotError::Raster`] for a scale at which the picture has no pixels or too many, and where the
/// encoder gives an error.
///
/// # Example
///
/// See the [crate's example](crate#example).
pub fn render(scene: &Scene, scale: f64) -> Result<Vec<u8>, PlotError> {
    render_credited(scene, scale, &Credit::default())
}

/// Returns the figure as [`render`] does, with a line at its foot and texts in its file that say where
/// it comes from.
///
/// # Errors
///
/// Those of [`render`]; and [`PlotError::Raster`] for a keyword that PNG does not allow, which is one of
/// more than 79 characters, or of none.
///
/// # Example
///
/// ```
/// use highwater_plot::{Card, font::Fonts, png};
///
/// let card = Card { title: "Downloads", site: "Open AI", chart: &[], fonts: &Fonts::default() };
/// let credit = png::Credit {
///     line: String::new(),
///     texts: vec![("URL".to_owned(), "https://example.org/open-wave/".to_owned())],
/// };
/// let bytes = png::render_credited(&card.scene(), 1.0, &credit)?;
/// assert!(bytes.windows(34).any(|part| part == b"URL\0https://example.org/open-wave/"));
/// # Ok::<(), highwater_plot::PlotError>(())
/// ```
pub fn render_credited(scene: &Scene, scale: f64, credit: &Credit) -> Result<Vec<u8>, PlotError> {
    let scene = credit.under(scene);
    let pixmap = rasterise(&scene, scale)?;
    let bytes = encode::png(&pixmap, &scene.inks(), &palette::LIGHT, credit);
    bytes.map_err(|error| PlotError::Raster {
        message: error.to_string(),
    })
}

/// Returns the figure as pixels, all of them opaque.
fn rasterise(scene: &Scene, scale: f64) -> Result<Pixmap, PlotError> {
    let (width, height) = (scene.width * scale, scene.height * scale);
    let mut pixmap = Some((width, height))
        .filter(|(width, height)| *width >= 1.0 && *height >= 1.0 && width * height <= MOST_PIXELS)
        .and_then(|(width, height)| Pixmap::new(width.round() as u32, height.round() as u32))
        .ok_or_else(|| PlotError::Raster {
            message: format!("a scale of `{scale}` gives no picture"),
        })?;
    canvas::draw(&mut pixmap, scene, &palette::LIGHT, scale as f32);
    Ok(pixmap)
}

#[cfg(test)]
mod tests;
