//! A whole figure of each kind, as the list of its marks: what a change of a chart changes is seen here.

use highwater_plot::{Extent, Mark, Role, Shape, Width};

use crate::charts::{KINDS, figure, names};

/// The marks with role, series, what they say and where they lie, in whole pixels. Those that differ in
/// their place alone stand in one line, with one other kind between them at the most, of shapes the first and the last; so do texts, all of them.
fn listed(marks: &[Mark]) -> String {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for mark in marks {
        let (what, place) = (what(mark), place(mark));
        // A tick and its text take turns.
        let mut lately = lines.iter_mut().rev().take(2);
        match lately.find(|(last, _)| *last == what) {
            Some((_, places)) => places.push(place),
            None => lines.push((what, vec![place])),
        }
    }
    let line = |(what, places): (String, Vec<String>)| match places.as_slice() {
        [first, .., last] if places.len() > 3 && !first.starts_with('"') => {
            format!("{what} {first} … {last}, {} in all", places.len())
        }
        _ => format!("{what} {}", places.join(" ")),
    };
    lines.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn what(mark: &Mark) -> String {
    let pen = &mark.pen;
    let ink = pen.paint.fill.or(pen.paint.stroke);
    let mut what = format!(
        "{} {}",
        pen.role.name(),
        ink.map(|ink| ink.name()).unwrap_or_default()
    );
    for (sign, text) in [('@', &pen.series), ('=', &pen.label)] {
        if !text.is_empty() {
            what.push_str(&format!(" {sign}`{text}`"));
        }
    }
    what
}

fn place(mark: &Mark) -> String {
    let bounds = mark.shape.bounds();
    match &mark.shape {
        Shape::Text(text) => format!("\"{}\" {:.0},{:.0}", text.text, text.at.0, text.at.1),
        Shape::Circle { center, radius } => {
            format!("({:.0},{:.0} r{radius:.0})", center.0, center.1)
        }
        Shape::Polyline(points) if points.len() == 2 => {
            let [a, b] = [points[0], points[1]];
            format!("({:.0},{:.0} {:.0},{:.0})", a.0, a.1, b.0, b.1)
        }
        Shape::Polyline(points) | Shape::Polygon(points) => format!(
            "({} corners in {:.0},{:.0} {:.0},{:.0})",
            points.len(),
            bounds.left,
            bounds.top,
            bounds.right,
            bounds.bottom
        ),
        Shape::Rect(_) => format!(
            "[{:.0},{:.0} {:.0}x{:.0}]",
            bounds.left,
            bounds.top,
            bounds.width(),
            bounds.height()
        ),
    }
}

#[test]
fn a_figure_of_each_kind_has_the_marks_it_had() {
    for (kind, make) in KINDS {
        let figure = figure(make(&names(3), &[4.0, 9.0, 30.0], Extent::FromZero));
        let scene = figure.draw(&figure.words, Width::Wide).unwrap();
        // The words around a chart are the same for all.
        let marks: Vec<Mark> = scene
            .marks
            .iter()
            .filter(|mark| {
                let role = mark.pen.role;
                !matches!(
                    role,
                    Role::Title | Role::Subtitle | Role::Note | Role::Source
                )
            })
            .cloned()
            .collect();
        let listed = listed(&marks);
        assert!(listed.lines().count() < 80, "{kind}: {listed}");
        insta::assert_snapshot!(kind.replace(' ', "_"), listed);
    }
}
