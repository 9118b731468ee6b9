//! The scene as PNG.

use std::sync::{Arc, LazyLock};

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::PlotError;
use crate::font;
use crate::scene::Scene;
use crate::svg;

/// The figure as a PNG in light colours, `scale` pixels for each of the scene's.
///
/// Text is set in the shipped font; the system's fonts are not looked at, so the bytes are the same
/// everywhere.
///
/// # Errors
///
/// [`PlotError::Raster`] for a scale at which the picture has no pixels or too many, and where a
/// library gives an error.
pub fn render(scene: &Scene, scale: f64) -> Result<Vec<u8>, PlotError> {
    let raster = |message: String| PlotError::Raster { message };
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: font::FAMILY.to_owned(),
        ..Options::default()
    };
    let tree =
        Tree::from_str(&svg::plain(scene), &options).map_err(|error| raster(error.to_string()))?;
    let size = (scene.width * scale, scene.height * scale);
    let mut pixmap = Some(size)
        .filter(|&(width, height)| width >= 1.0 && height >= 1.0 && width * height <= 1e8)
        .and_then(|(width, height)| Pixmap::new(width.round() as u32, height.round() as u32))
        .ok_or_else(|| raster(format!("a scale of `{scale}` gives no picture")))?;
    let scale = scale as f32;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    encode(&pixmap).map_err(|error| raster(error.to_string()))
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::SEMI_BOLD.to_vec());
    fonts.set_sans_serif_family(font::FAMILY);
    Arc::new(fonts)
});

/// Without an alpha channel, for the background covers all.
fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let rgb: Vec<u8> = pixmap
        .data()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(file)
}
