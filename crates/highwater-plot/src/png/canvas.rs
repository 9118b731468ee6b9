//! Marks drawn into pixels.

use tiny_skia::{
    Color, FillRule, LineJoin, Paint, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

use crate::bounds::Bounds;
use crate::mark::{Mark, Shape};
use crate::paint::Ink;
use crate::palette::{Rgb, Theme};
use crate::role::Role;
use crate::scene::Scene;

use super::{discs, glyphs};

/// Draws a scene on its background.
pub(super) fn draw(pixmap: &mut Pixmap, scene: &Scene, theme: &Theme, scale: f32) {
    let Rgb(r, g, b) = theme.colour(Ink::Paper);
    pixmap.fill(Color::from_rgba8(r, g, b, 255));
    for mark in &scene.marks {
        match &mark.shape {
            Shape::Text(text) => {
                if let Some(ink) = mark.pen.paint.fill {
                    let colours = (theme.colour(ink), theme.colour(Ink::Paper));
                    glyphs::draw(pixmap, text, &scene.fonts, colours, scale);
                }
            }
            _ if mark.pen.role == Role::Background => {}
            _ => draw_shape(pixmap, mark, theme, scale),
        }
    }
}

fn draw_shape(pixmap: &mut Pixmap, mark: &Mark, theme: &Theme, scale: f32) {
    let paint = &mark.pen.paint;
    if let (Some(line), Some(ink)) = (crisp(mark, scale), paint.stroke) {
        let mut colour = solid(theme.colour(ink));
        colour.anti_alias = false;
        pixmap.fill_rect(line, &colour, Transform::identity(), None);
        return;
    }
    if let (Shape::Circle { center, radius }, false) = (&mark.shape, paint.dotted) {
        let at = (center.0 as f32 * scale, center.1 as f32 * scale);
        let radius = *radius as f32 * scale;
        if let Some(ink) = paint.fill {
            discs::draw(pixmap, at, radius, None, theme.colour(ink));
        }
        if let Some(ink) = paint.stroke {
            let width = paint.stroke_width as f32 * scale;
            discs::draw(pixmap, at, radius, Some(width), theme.colour(ink));
        }
        return;
    }
    let fill = paint.fill.map(|ink| solid(theme.colour(ink)));
    if let (Shape::Rect(bounds), Some(colour)) = (&mark.shape, &fill) {
        if let Some(rect) = rect(bounds, scale) {
            pixmap.fill_rect(rect, colour, Transform::identity(), None);
        }
        if paint.stroke.is_none() {
            return;
        }
    }
    let Some(path) = path(mark) else {
        return;
    };
    let transform = Transform::from_scale(scale, scale);
    if let (Some(colour), false) = (&fill, matches!(mark.shape, Shape::Rect(_))) {
        pixmap.fill_path(&path, colour, FillRule::Winding, transform, None);
    }
    if let Some(ink) = paint.stroke {
        let stroke = Stroke {
            width: paint.stroke_width as f32,
            line_join: match mark.shape {
                Shape::Polyline(_) => LineJoin::Round,
                _ => LineJoin::Miter,
            },
            dash: if paint.dotted {
                StrokeDash::new(vec![2.0, 3.0], 0.0)
            } else {
                None
            },
            ..Stroke::default()
        };
        let colour = solid(theme.colour(ink));
        pixmap.stroke_path(&path, &colour, &stroke, transform, None);
    }
}

fn solid(Rgb(r, g, b): Rgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, 255);
    paint.anti_alias = true;
    paint
}

fn path(mark: &Mark) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    match &mark.shape {
        Shape::Polyline(points) => lines(&mut builder, points),
        Shape::Polygon(points) => {
            lines(&mut builder, points);
            builder.close();
        }
        Shape::Rect(bounds) => builder.push_rect(rect(bounds, 1.0)?),
        Shape::Circle { center, radius } => {
            builder.push_circle(center.0 as f32, center.1 as f32, *radius as f32);
        }
        Shape::Text(_) => return None,
    }
    builder.finish()
}

fn rect(bounds: &Bounds, scale: f32) -> Option<Rect> {
    let [left, top, right, bottom] =
        [bounds.left, bounds.top, bounds.right, bounds.bottom].map(|x| x as f32 * scale);
    Rect::from_ltrb(left, top, right, bottom)
}

fn lines(builder: &mut PathBuilder, points: &[(f64, f64)]) {
    for (i, &(x, y)) in points.iter().enumerate() {
        if i == 0 {
            builder.move_to(x as f32, y as f32);
        } else {
            builder.line_to(x as f32, y as f32);
        }
    }
}

/// The pixels of a line straight across or down, moved by less than one so that its edges lie on
/// edges of pixels, as `shape-rendering: crispEdges` does; `None` for all else.
fn crisp(mark: &Mark, scale: f32) -> Option<Rect> {
    let Shape::Polyline(points) = &mark.shape else {
        return None;
    };
    let ([a, b], false) = (points.as_slice(), mark.pen.paint.dotted) else {
        return None;
    };
    let at = |x: f64| x as f32 * scale;
    let width = (mark.pen.paint.stroke_width as f32 * scale)
        .round()
        .max(1.0);
    let edge = |x: f64| (at(x) - width / 2.0).round();
    if a.0 == b.0 {
        let (top, bottom) = (at(a.1.min(b.1)).round(), at(a.1.max(b.1)).round());
        Rect::from_ltrb(edge(a.0), top, edge(a.0) + width, bottom)
    } else if a.1 == b.1 {
        let (left, right) = (at(a.0.min(b.0)).round(), at(a.0.max(b.0)).round());
        Rect::from_ltrb(left, edge(a.1), right, edge(a.1) + width)
    } else {
        None
    }
}
