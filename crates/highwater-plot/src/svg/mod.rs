//! The scene as SVG.

mod decimals;
mod look;
mod path;
mod runs;
mod style;
mod subset;
mod told;
mod writer;

pub use style::css;

use crate::mark::{Mark, Shape};
use crate::scene::Scene;
use look::Look;
use runs::{Run, Styled};
use told::Told;
use writer::Writer;

/// The figure for a page whose style sheet holds [`css`]: classes instead of colours.
///
/// What its marks say stands once, a line each, in `<metadata>`: place and number with a tab between,
/// or something else without one. A mark has the number of its line in `data-i`, counted from 0, and
/// where a group has it, its marks have that line and those after it, unless one has a number of its
/// own. Lines that say something of very many marks are one path, whose `data-n` counts them. Where places
/// are lists of the same parts, those stand once in a second `<metadata>`, and a place is a digit each,
/// to the base 36, with a tab behind the number too. With the `data-series` of the group that the marks of a series stand in, a script makes
/// tooltips of them.
/// The ids are made from the scene's id alone.
///
/// # Example
///
/// See the [crate's example](crate#example).
#[must_use]
pub fn inline(scene: &Scene) -> String {
    let told = Told::of(scene, None);
    write(scene, &Head::own(scene, &told), Words::Lines(&told))
}

/// The figure at another width, for a page that holds [`inline`] of the first: title, description and
/// what the marks say stand in that, so that a page has them once. What the first does not say stands
/// in a `<metadata>` of its own and is counted on from there.
///
/// `aria-labelledby` names the title of the first, by which a script finds it.
///
/// # Example
///
/// ```
/// # use highwater_facts::{Month, Quantity, Table, Unit};
/// # use highwater_plot::chart::{Gaps, LinePoint, LineSeries, LineShape, Lines};
/// # use highwater_plot::{Extent, Figure, Hue, Measure, Words};
/// use highwater_plot::{Width, svg};
///
/// # let unit = Unit::Of("downloads");
/// # let points = [(1, 28e6), (7, 120e6)].map(|(month, value)| {
/// #     Month::new(2022, month).map(|at| LinePoint::new(at, Quantity::exact(value, unit)))
/// # });
/// # let figure = Figure {
/// #     id: "downloads".to_owned(),
/// #     words: Words { title: "Downloads grew".to_owned(), ..Words::default() },
/// #     chart: Box::new(Lines {
/// #         y: Measure {
/// #             title: "Downloads a month".to_owned(),
/// #             unit,
/// #             values: "si".parse()?,
/// #             ticks: "si".parse()?,
/// #             extent: Extent::Log,
/// #         },
/// #         series: vec![LineSeries {
/// #             name: "Downloads".to_owned(),
/// #             hue: Hue::Blue,
/// #             shape: LineShape::Straight,
/// #             points: points.into_iter().flatten().collect(),
/// #             gaps: Gaps::default(),
/// #             ribbon: Vec::new(),
/// #             ribbon_name: String::new(),
/// #         }],
/// #         x: None,
/// #         gap: None,
/// #         references: Vec::new(),
/// #         columns: None,
/// #     }),
/// #     data: Table::default(),
/// # };
/// let wide = figure.draw(&figure.words, Width::Wide)?;
/// let narrow = figure.draw(&figure.words, Width::Narrow)?;
/// assert!(svg::inline(&wide).contains("<metadata>Jan 2022\t28M\nJul 2022\t120M</metadata>"));
/// let beside = svg::inline_beside(&narrow, &wide);
/// assert!(beside.contains("aria-labelledby=\"downloads-720-title downloads-720-desc\""));
/// assert!(!beside.contains("<metadata>") && !beside.contains("<title"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn inline_beside(scene: &Scene, first: &Scene) -> String {
    let told = Told::of(scene, Some(first));
    let head = Head {
        id: &first.id,
        words: None,
        lines: told.lines(),
        style: "",
    };
    write(scene, &head, Words::Lines(&told))
}

/// The figure as a file of its own, in light or dark as the reader's system says, with the glyphs
/// that it needs.
#[must_use]
pub fn standalone(scene: &Scene) -> String {
    let head = Head {
        id: &scene.id,
        words: Some((&scene.title, &scene.desc)),
        lines: &[],
        style: &style::own(scene),
    };
    write(scene, &head, Words::Titles)
}

/// What stands in front of the marks.
struct Head<'a> {
    /// Whose title and description they are.
    id: &'a str,
    /// These, where they stand here.
    words: Option<(&'a str, &'a str)>,
    /// What marks say.
    lines: &'a [told::Line<'a>],
    style: &'a str,
}

impl<'a> Head<'a> {
    fn own(scene: &'a Scene, told: &'a Told<'a>) -> Self {
        Head {
            id: &scene.id,
            words: Some((&scene.title, &scene.desc)),
            lines: told.lines(),
            style: "",
        }
    }
}

/// How a mark says what it shows.
#[derive(Clone, Copy)]
enum Words<'a> {
    /// By the number of a line, which a script of the page reads.
    Lines(&'a Told<'a>),
    /// In a title of its own, which a browser shows by itself.
    Titles,
}

impl Words<'_> {
    /// The number of what a mark says.
    fn line(&self, mark: &Mark) -> Option<usize> {
        match self {
            Words::Lines(told) => told.place(mark),
            Words::Titles => None,
        }
    }

    /// Returns what a mark says in a title.
    fn title<'a>(&self, mark: &'a Mark) -> Option<&'a str> {
        match self {
            Words::Lines(_) => None,
            Words::Titles => Some(mark.pen.label.as_str()).filter(|label| !label.is_empty()),
        }
    }
}

fn write(scene: &Scene, head: &Head<'_>, words: Words<'_>) -> String {
    let mut out = Writer::default();
    write_head(&mut out, scene, head);
    let marks = runs::styled(&scene.marks, words);
    let mut series = "";
    for run in runs::runs(&marks) {
        let of = run.marks.first().map_or("", |of| &of.mark.pen.series);
        if of != series {
            if !series.is_empty() {
                out.close("g");
            }
            series = of;
            if !series.is_empty() {
                out.line().open("g").attribute("class", "series");
                out.attribute("data-series", series).inside();
            }
        }
        write_run(&mut out, &run, words);
    }
    if !series.is_empty() {
        out.close("g");
    }
    out.line().close("svg");
    out.finish()
}

fn write_head(out: &mut Writer, scene: &Scene, head: &Head<'_>) {
    let (title, desc) = (format!("{}-title", head.id), format!("{}-desc", head.id));
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
    if let Some((title_words, desc_words)) = head.words {
        out.open("title").attribute("id", &title).inside();
        out.text(title_words).close("title");
        out.open("desc").attribute("id", &desc).inside();
        out.text(desc_words).close("desc");
    }
    if !head.lines.is_empty() {
        let parts = told::parts(head.lines);
        out.open("metadata").inside();
        told::write(out, head.lines, &parts);
        out.close("metadata");
        if !parts.is_empty() {
            out.open("metadata").attribute("class", "parts").inside();
            told::write_parts(out, &parts);
            out.close("metadata");
        }
    }
    if !head.style.is_empty() {
        out.open("style").inside();
        out.raw(head.style).close("style");
    }
}

/// Writes marks that have something in common: that stands once, in a group around them or, where they
/// are lines alone, in the one path that they make.
fn write_run(out: &mut Writer, run: &Run<'_, '_>, words: Words<'_>) {
    if let [one] = run.marks {
        return write_mark(out.line(), one, &one.look, one.line, words);
    }
    if run.is_path {
        out.line().open("path");
        run.common.write(out);
        if let Some(line) = run.marks.first().and_then(|first| first.line) {
            out.number("data-i", line as f64);
            out.number("data-n", run.marks.len() as f64);
        }
        let lines = run.marks.iter().filter_map(|of| match &of.mark.shape {
            Shape::Polyline(points) => Some(points.as_slice()),
            _ => None,
        });
        out.attribute("d", &path::together(lines)).end();
        return;
    }
    out.line().open("g");
    run.common.write(out);
    let mut next = run.marks.first().and_then(|first| first.line);
    if let Some(line) = next {
        out.number("data-i", line as f64);
    }
    out.inside();
    for of in run.marks {
        let own = of.line.filter(|_| of.line != next);
        write_mark(out.line(), of, &of.look.without(&run.common), own, words);
        next = of.line.map(|line| line + 1);
    }
    out.close("g");
}

/// Writes a mark with what of its look and its line no group around it says.
fn write_mark(
    out: &mut Writer,
    of: &Styled<'_>,
    look: &Look<'_>,
    line: Option<usize>,
    words: Words<'_>,
) {
    let mark = of.mark;
    let is_path = path::is_shorter(mark);
    let element = match &mark.shape {
        _ if is_path => "path",
        Shape::Polyline(_) | Shape::Polygon(_) => "polygon",
        Shape::Rect(_) => "rect",
        Shape::Circle { .. } => "circle",
        Shape::Text(_) => "text",
    };
    out.open(element);
    look.write(out);
    if let Some(line) = line {
        out.number("data-i", line as f64);
    }
    match &mark.shape {
        Shape::Polyline(points) => {
            out.attribute("d", &path::text(points, false));
        }
        Shape::Polygon(points) if is_path => {
            out.attribute("d", &path::text(points, true));
        }
        Shape::Polygon(points) => {
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
            if text.turned != 0 {
                let (x, y) = (decimals::text(text.at.0), decimals::text(text.at.1));
                out.attribute("transform", &format!("rotate({} {x} {y})", text.turned));
            }
            out.inside();
            out.text(&text.text).close(element);
            return;
        }
    }
    match words.title(mark) {
        Some(title) => {
            out.inside();
            out.open("title").inside();
            out.text(title).close("title");
            out.close(element);
        }
        None => {
            out.end();
        }
    }
}
