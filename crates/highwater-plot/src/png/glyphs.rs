//! Text drawn from glyphs that are filled once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use crate::font::{self, Face, Fonts, Weight};
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
    /// The font, which may be another one of the same number in another project.
    face: (Option<Weight>, u64),
    glyph: GlyphId,
    /// The size in thousandths of a pixel.
    size: u32,
    /// Where in a pixel the glyph starts, in parts.
    part: u8,
    /// The width of the halo in thousandths of a pixel; 0 for the glyph itself.
    halo: u32,
}

/// Draws a text in the first colour, with a halo in the second where it has one.
pub(super) fn draw(
    pixmap: &mut Pixmap,
    text: &Text,
    fonts: &Fonts,
    colours: (Rgb, Rgb),
    scale: f32,
) {
    let size = text.style.size as f32 * scale;
    let placed = place(text, fonts, scale);
    if text.turned != 0 {
        return draw_turned(pixmap, text, &placed, colours.0, scale);
    }
    let baseline = text.at.1 as f32 * scale;
    let halo = if text.style.halo { HALO * scale } else { 0.0 };
    for (halo, colour) in [(halo, colours.1), (0.0, colours.0)] {
        if halo == 0.0 && colour == colours.1 && colours.0 != colours.1 {
            continue;
        }
        for glyph in &placed {
            let whole = glyph.x.floor();
            let part = ((glyph.x - whole) * PARTS) as u8;
            let key = Key {
                face: glyph.face.key(),
                glyph: glyph.id,
                size: (size * 1000.0).round() as u32,
                part,
                halo: (halo * 1000.0).round() as u32,
            };
            let stamp = stored(glyph.face, key, size, halo);
            let y = (baseline - glyph.up).round() as i32;
            stamp.blend(pixmap, (whole as i32, y), colour);
        }
    }
}

/// A glyph at its place in pixels of the picture.
struct Placed<'a> {
    face: Face<'a>,
    id: GlyphId,
    x: f32,
    /// How far it stands over the baseline.
    up: f32,
}

fn place<'a>(text: &Text, fonts: &'a Fonts, scale: f32) -> Vec<Placed<'a>> {
    let style = &text.style;
    let start = match style.anchor {
        Anchor::Start => text.at.0,
        Anchor::Middle => text.at.0 - text.width / 2.0,
        Anchor::End => text.at.0 - text.width,
    };
    if let Some(placed) = place_shipped(text, start, scale) {
        return placed;
    }
    let (glyphs, _) = fonts.line(&text.text, style.weight);
    let placed = glyphs.into_iter().map(|glyph| Placed {
        face: glyph.face,
        id: glyph.id,
        x: (start + glyph.at.0 * style.size) as f32 * scale,
        up: (glyph.at.1 * style.size) as f32 * scale,
    });
    placed.collect()
}

/// The glyphs of a text that the shipped font has as a whole; `None` for another one.
fn place_shipped<'a>(text: &Text, start: f64, scale: f32) -> Option<Vec<Placed<'a>>> {
    let face = Face::Shipped(text.style.weight);
    let font = FontRef::new(face.bytes()).ok()?;
    let charmap = font.charmap();
    let mut x = start;
    let mut placed = Vec::new();
    for c in text.text.chars() {
        let advance = font::shipped_advance(c, text.style.weight)?;
        placed.push(Placed {
            face,
            id: charmap.map(c)?,
            x: x as f32 * scale,
            up: 0.0,
        });
        x += advance * text.style.size;
    }
    Some(placed)
}

fn stored(face: Face<'_>, key: Key, size: f32, halo: f32) -> Rc<Stamp> {
    STORE.with_borrow_mut(|store| {
        if store.len() > MOST {
            store.clear();
        }
        let glyph = store.entry(key).or_insert_with(|| {
            let start = f32::from(key.part) / PARTS;
            Rc::new(fill(face, key.glyph, size, halo, start).unwrap_or_default())
        });
        Rc::clone(glyph)
    })
}

/// Fills a glyph, or the halo around it, that starts at a part of a pixel.
fn fill(face: Face<'_>, glyph: GlyphId, size: f32, halo: f32, start: f32) -> Option<Stamp> {
    let mut path = outline(face, glyph, size)?;
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

fn outline(face: Face<'_>, glyph: GlyphId, size: f32) -> Option<Path> {
    let font = FontRef::new(face.bytes()).ok()?;
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
    text: &Text,
    placed: &[Placed<'_>],
    Rgb(r, g, b): Rgb,
    scale: f32,
) {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    let (x, y) = (text.at.0 as f32 * scale, text.at.1 as f32 * scale);
    for glyph in placed {
        if let Some(path) = outline(glyph.face, glyph.id, text.style.size as f32 * scale) {
            let turned = Transform::from_translate(glyph.x, y - glyph.up)
                .post_concat(Transform::from_rotate_at(f32::from(text.turned), x, y));
            pixmap.fill_path(&path, &paint, FillRule::Winding, turned, None);
        }
    }
}
