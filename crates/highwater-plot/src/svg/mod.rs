//! The scene as SVG.

mod decimals;
mod style;
mod subset;
mod writer;

pub use style::css;

use crate::mark::{Mark, Shape};
use crate::scene::Scene;
use writer::Writer;

/// The figure for a page whose style sheet holds [`css`]: classes instead of colours.
///
/// Each mark of a datum has `data-label` (the text of a tooltip), `data-x` and `data-y`; the marks of
/// a series stand in a group with `data-series`.
/// The ids are made from the scene's id alone.
///
/// # Example
///
/// See the [crate's example](crate#example).
#[must_use]
pub fn inline(scene: &Scene) -> String {
    write(scene, "", false)
}

/// The figure as a file of its own, in light or dark as the reader's system says, with the glyphs
/// that it needs.
#[must_use]
pub fn standalone(scene: &Scene) -> String {
    write(scene, &style::own(scene), true)
}

/// Writes the scene; `titles` gives each datum a title of its own, for where no script reads the
/// attributes.
fn write(scene: &Scene, style: &str, titles: bool) -> String {
    let mut out = Writer::default();
    let (title, desc) = (format!("{}-title", scene.id), format!("{}-desc", scene.id));
    out.open("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("class", "hw-figure")
        .attribute("role", "img")
        .attribute("aria-labelledby", &format!("{title} {desc}"))
        .attribute(
            "viewBox",
            &format!(
                "0 0 {} {}",
                decimals::text(scene.width),
                decimals::text(scene.height)
            ),
        )
        .number("width", scene.width)
        .number("height", scene.height);
    out.inside();
    out.open("title").attribute("id", &title).inside();
    out.text(&scene.title).close("title");
    out.open("desc").attribute("id", &desc).inside();
    out.text(&scene.desc).close("desc");
    if !style.is_empty() {
        out.open("style").inside();
        out.raw(style).close("style");
    }
    let mut series = "";
    for mark in &scene.marks {
        if mark.pen.series != series {
            if !series.is_empty() {
                out.close("g");
            }
            series = &mark.pen.series;
            if !series.is_empty() {
                out.line().open("g").attribute("class", "series");
                out.attribute("data-series", series).inside();
            }
        }
        out.line();
        write_mark(&mut out, mark, titles);
    }
    if !series.is_empty() {
        out.close("g");
    }
    out.line().close("svg");
    out.finish()
}

fn write_mark(out: &mut Writer, mark: &Mark, titles: bool) {
    let element = match &mark.shape {
        Shape::Polyline(_) => "polyline",
        Shape::Polygon(_) => "polygon",
        Shape::Rect(_) => "rect",
        Shape::Circle { .. } => "circle",
        Shape::Text(_) => "text",
    };
    out.open(element);
    write_paint(out, mark);
    for (name, value) in [
        ("data-label", &mark.pen.label),
        ("data-x", &mark.pen.x),
        ("data-y", &mark.pen.y),
    ] {
        if !value.is_empty() {
            out.attribute(name, value);
        }
    }
    match &mark.shape {
        Shape::Polyline(points) | Shape::Polygon(points) => {
            out.points("points", points);
        }
        Shape::Rect(bounds) => {
            out.number("x", bounds.left).number("y", bounds.top);
            out.number("width", bounds.width());
            out.number("height", bounds.height());
        }
        Shape::Circle { center, radius } => {
            out.number("cx", center.0).number("cy", center.1);
            out.number("r", *radius);
        }
        Shape::Text(text) => {
            out.number("x", text.at.0).number("y", text.at.1);
            out.number("font-size", text.style.size);
            if text.turned != 0 {
                let (x, y) = (decimals::text(text.at.0), decimals::text(text.at.1));
                out.attribute("transform", &format!("rotate({} {x} {y})", text.turned));
            }
            out.inside();
            out.text(&text.text).close(element);
            return;
        }
    }
    if titles && !mark.pen.label.is_empty() {
        out.inside();
        out.open("title").inside();
        out.text(&mark.pen.label).close("title");
        out.close(element);
    } else {
        out.end();
    }
}

fn write_paint(out: &mut Writer, mark: &Mark) {
    let paint = &mark.pen.paint;
    let mut class = mark.pen.role.name().to_owned();
    match paint.fill {
        Some(ink) => class.push_str(&format!(" f-{}", ink.name())),
        None => class.push_str(" f-none"),
    }
    if let Some(ink) = paint.stroke {
        class.push_str(&format!(" s-{}", ink.name()));
    }
    if let Some(text) = mark.text() {
        class.push_str(style::text_classes(text));
    }
    out.attribute("class", &class);
    if paint.stroke.is_some() {
        out.number("stroke-width", paint.stroke_width);
        if matches!(mark.shape, Shape::Polyline(_)) {
            out.attribute("stroke-linejoin", "round");
        }
        if paint.dotted {
            out.attribute("stroke-dasharray", "2 3");
        }
    }
}
