//! Text drawn from glyphs that are filled once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use crate::font::{self, Weight};
use crate::palette::Rgb;
use crate::text::{Anchor, Text};

use super::stamp::Stamp;

/// The width of a halo in pixels of the scene.
const HALO: f32 = 3.0;

/// Parts of a pixel at which a glyph may start.
const PARTS: f32 = 4.0;

/// The most glyphs that are kept; more than a hundred figures need.
const MOST: usize = 20_000;

thread_local! {
    // What is in the store does not show in the picture, only in the time it takes.
    static STORE: RefCell<BTreeMap<Key, Rc<Stamp>>> = const { RefCell::new(BTreeMap::new()) };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    weight: Weight,
    glyph: GlyphId,
    /// The size in thousandths of a pixel.
    size: u32,
    /// Where in a pixel the glyph starts, in parts.
    part: u8,
    /// The width of the halo in thousandths of a pixel; 0 for the glyph itself.
    halo: u32,
}

/// Draws a text in the first colour, with a halo in the second where it has one.
pub(super) fn draw(pixmap: &mut Pixmap, text: &Text, colours: (Rgb, Rgb), scale: f32) {
    let file = match text.style.weight {
        Weight::Regular => font::REGULAR,
        Weight::SemiBold => font::SEMI_BOLD,
    };
    let Ok(font) = FontRef::new(file) else {
        return;
    };
    let size = text.style.size as f32 * scale;
    let placed = place(&font, text, scale);
    if text.turned != 0 {
        return draw_turned(pixmap, &font, text, &placed, colours.0, scale);
    }
    let baseline = (text.at.1 as f32 * scale).round() as i32;
    let halo = if text.style.halo { HALO * scale } else { 0.0 };
    for (halo, colour) in [(halo, colours.1), (0.0, colours.0)] {
        if halo == 0.0 && colour == colours.1 && colours.0 != colours.1 {
            continue;
        }
        for &(glyph, x) in &placed {
            let whole = x.floor();
            let part = ((x - whole) * PARTS) as u8;
            let key = Key {
                weight: text.style.weight,
                glyph,
                size: (size * 1000.0).round() as u32,
                part,
                halo: (halo * 1000.0).round() as u32,
            };
            let glyph = stored(&font, key, size, halo);
            glyph.blend(pixmap, (whole as i32, baseline), colour);
        }
    }
}

/// The glyphs of a text, each with the place of its origin in pixels of the picture.
fn place(font: &FontRef<'_>, text: &Text, scale: f32) -> Vec<(GlyphId, f32)> {
    let charmap = font.charmap();
    let style = &text.style;
    let width = style.width(&text.text);
    let mut x = match style.anchor {
        Anchor::Start => text.at.0,
        Anchor::Middle => text.at.0 - width / 2.0,
        Anchor::End => text.at.0 - width,
    };
    let mut placed = Vec::new();
    let mut buffer = [0; 4];
    for c in text.text.chars() {
        if let Some(glyph) = charmap.map(c) {
            placed.push((glyph, x as f32 * scale));
        }
        x += style.width(c.encode_utf8(&mut buffer));
    }
    placed
}

fn stored(font: &FontRef<'_>, key: Key, size: f32, halo: f32) -> Rc<Stamp> {
    STORE.with_borrow_mut(|store| {
        if store.len() > MOST {
            store.clear();
        }
        let glyph = store.entry(key).or_insert_with(|| {
            let start = f32::from(key.part) / PARTS;
            Rc::new(fill(font, key.glyph, size, halo, start).unwrap_or_default())
        });
        Rc::clone(glyph)
    })
}

/// Fills a glyph, or the halo around it, that starts at a part of a pixel.
fn fill(font: &FontRef<'_>, glyph: GlyphId, size: f32, halo: f32, start: f32) -> Option<Stamp> {
    let mut path = outline(font, glyph, size)?;
    if halo > 0.0 {
        let stroke = Stroke {
            width: halo,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        path = path.stroke(&stroke, 1.0)?;
    }
    Stamp::of(&path, (start, 0.0))
}

fn outline(font: &FontRef<'_>, glyph: GlyphId, size: f32) -> Option<Path> {
    let outline = font.outline_glyphs().get(glyph)?;
    let mut pen = Outline(PathBuilder::new());
    let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
    outline.draw(settings, &mut pen).ok()?;
    pen.0.finish()
}

/// The outline of a glyph as a path, turned upside down: `y` grows downwards in a picture.
struct Outline(PathBuilder);

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, -cy, x, -y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, -ay, bx, -by, x, -y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

/// Text that is turned: rare, so that it is filled as it comes.
fn draw_turned(
    pixmap: &mut Pixmap,
    font: &FontRef<'_>,
    text: &Text,
    placed: &[(GlyphId, f32)],
    Rgb(r, g, b): Rgb,
    scale: f32,
) {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    let (x, y) = (text.at.0 as f32 * scale, text.at.1 as f32 * scale);
    for &(glyph, at) in placed {
        if let Some(path) = outline(font, glyph, text.style.size as f32 * scale) {
            let turned = Transform::from_translate(at, y).post_concat(Transform::from_rotate_at(
                f32::from(text.turned),
                x,
                y,
            ));
            pixmap.fill_path(&path, &paint, FillRule::Winding, turned, None);
        }
    }
}
