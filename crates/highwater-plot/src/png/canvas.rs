//! Marks drawn into pixels.

use tiny_skia::{
    Color, FillRule, LineJoin, Paint, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

use crate::mark::{Mark, Shape};
use crate::paint::Ink;
use crate::palette::{Rgb, Theme};
use crate::role::Role;
use crate::scene::Scene;

use super::glyphs;

/// Draws a scene on its background.
pub(super) fn draw(pixmap: &mut Pixmap, scene: &Scene, theme: &Theme, scale: f32) {
    let Rgb(r, g, b) = theme.colour(Ink::Paper);
    pixmap.fill(Color::from_rgba8(r, g, b, 255));
    for mark in &scene.marks {
        match &mark.shape {
            Shape::Text(text) => {
                if let Some(ink) = mark.pen.paint.fill {
                    let colours = (theme.colour(ink), theme.colour(Ink::Paper));
                    glyphs::draw(pixmap, text, colours, scale);
                }
            }
            _ if mark.pen.role == Role::Background => {}
            _ => draw_shape(pixmap, mark, theme, scale),
        }
    }
}

fn draw_shape(pixmap: &mut Pixmap, mark: &Mark, theme: &Theme, scale: f32) {
    let Some(path) = path(mark, f64::from(scale)) else {
        return;
    };
    let transform = Transform::from_scale(scale, scale);
    let paint = &mark.pen.paint;
    if let Some(ink) = paint.fill {
        let colour = solid(theme.colour(ink));
        pixmap.fill_path(&path, &colour, FillRule::Winding, transform, None);
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

fn path(mark: &Mark, scale: f64) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    match &mark.shape {
        Shape::Polyline(points) => {
            let points = crisp(points, mark.pen.paint.stroke_width, scale);
            lines(&mut builder, &points);
        }
        Shape::Polygon(points) => {
            lines(&mut builder, points);
            builder.close();
        }
        Shape::Rect(bounds) => {
            let edges = [bounds.left, bounds.top, bounds.right, bounds.bottom].map(|x| x as f32);
            builder.push_rect(Rect::from_ltrb(edges[0], edges[1], edges[2], edges[3])?);
        }
        Shape::Circle { center, radius } => {
            builder.push_circle(center.0 as f32, center.1 as f32, *radius as f32);
        }
        Shape::Text(_) => return None,
    }
    builder.finish()
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

/// A line straight across or down, moved by less than half a pixel so that its edges lie on edges of
/// pixels, as `shape-rendering: crispEdges` does.
fn crisp(points: &[(f64, f64)], width: f64, scale: f64) -> Vec<(f64, f64)> {
    let [a, b] = points else {
        return points.to_vec();
    };
    let half = (width * scale).round() / 2.0;
    let snap = |x: f64| ((x * scale - half).round() + half) / scale;
    if a.0 == b.0 {
        vec![(snap(a.0), a.1), (snap(a.0), b.1)]
    } else if a.1 == b.1 {
        vec![(a.0, snap(a.1)), (b.0, snap(a.1))]
    } else {
        points.to_vec()
    }
}
