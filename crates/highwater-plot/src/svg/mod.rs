//! The scene as SVG.

mod decimals;
mod path;
mod style;
mod subset;
mod writer;

pub use style::css;

use crate::figure::SMALL_SIZE;
use crate::mark::{Mark, Shape};
use crate::scene::Scene;
use writer::Writer;

/// The figure for a page whose style sheet holds [`css`]: classes instead of colours.
///
/// Each mark of a datum has `data-x` and `data-y`, of which, with the `data-series` of the group that
/// the marks of a series stand in, a script makes a tooltip; a mark that says something else says it
/// in `data-label`.
/// The ids are made from the scene's id alone.
///
/// # Example
///
/// See the [crate's example](crate#example).
#[must_use]
pub fn inline(scene: &Scene) -> String {
    write(scene, "", Words::Attributes)
}

/// The figure as a file of its own, in light or dark as the reader's system says, with the glyphs
/// that it needs.
#[must_use]
pub fn standalone(scene: &Scene) -> String {
    write(scene, &style::own(scene), Words::Titles)
}

/// How a mark says what it shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// In attributes, which a script of the page reads.
    Attributes,
    /// In a title of its own, which a browser shows by itself.
    Titles,
}

/// A curve of fewer points is a list of points; a longer one is shorter as a path.
const LEAST_PATH: usize = 5;

fn write(scene: &Scene, style: &str, words: Words) -> String {
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
        write_mark(&mut out, mark, words);
    }
    if !series.is_empty() {
        out.close("g");
    }
    out.line().close("svg");
    out.finish()
}

fn write_mark(out: &mut Writer, mark: &Mark, words: Words) {
    let element = match &mark.shape {
        Shape::Polyline(points) | Shape::Polygon(points) if points.len() >= LEAST_PATH => "path",
        Shape::Polyline(_) => "polyline",
        Shape::Polygon(_) => "polygon",
        Shape::Rect(_) => "rect",
        Shape::Circle { .. } => "circle",
        Shape::Text(_) => "text",
    };
    out.open(element);
    write_paint(out, mark);
    if words == Words::Attributes {
        write_datum(out, mark);
    }
    match &mark.shape {
        Shape::Polyline(points) if element == "path" => {
            out.attribute("d", &path::text(points, false));
        }
        Shape::Polygon(points) if element == "path" => {
            out.attribute("d", &path::text(points, true));
        }
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
            // The style sheet sets the smallest size for the whole figure.
            if text.style.size != SMALL_SIZE {
                out.number("font-size", text.style.size);
            }
            if text.turned != 0 {
                let (x, y) = (decimals::text(text.at.0), decimals::text(text.at.1));
                out.attribute("transform", &format!("rotate({} {x} {y})", text.turned));
            }
            out.inside();
            out.text(&text.text).close(element);
            return;
        }
    }
    if words == Words::Titles && !mark.pen.label.is_empty() {
        out.inside();
        out.open("title").inside();
        out.text(&mark.pen.label).close("title");
        out.close(element);
    } else {
        out.end();
    }
}

/// What a mark shows, for a script.
fn write_datum(out: &mut Writer, mark: &Mark) {
    let pen = &mark.pen;
    // Most labels are series, place and number, which stand in the figure anyway.
    let is_composed = pen.label == pen.clone().datum(&pen.x, &pen.y).label;
    let label = if is_composed { "" } else { &pen.label };
    for (name, value) in [
        ("data-label", label),
        ("data-x", &pen.x),
        ("data-y", &pen.y),
    ] {
        if !value.is_empty() {
            out.attribute(name, value);
        }
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
        // A stroke is one pixel wide unless it says otherwise.
        if paint.stroke_width != 1.0 {
            out.number("stroke-width", paint.stroke_width);
        }
        if paint.dotted {
            out.attribute("stroke-dasharray", "2 3");
        }
    }
}
