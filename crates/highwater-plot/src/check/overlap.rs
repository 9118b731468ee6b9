//! Point 13: nothing overlaps.

use crate::bounds::Bounds;
use crate::mark::{Mark, Shape};
use crate::role::Role;
use crate::scene::Scene;

use super::{Finding, quoted};

/// By how much the boxes of two texts may share room: the boxes are a little larger than the ink.
const SLACK: f64 = 0.5;

pub(super) fn findings(scene: &Scene) -> Vec<Finding> {
    let frame = Bounds {
        left: 0.0,
        top: 0.0,
        right: scene.width,
        bottom: scene.height,
    };
    let mut found = Vec::new();
    for (i, mark) in scene.marks.iter().enumerate() {
        let bounds = mark.shape.bounds();
        if !frame.grown(0.05).holds(&bounds) {
            found.push(Finding::new(
                13,
                format!("{} leaves the frame: {bounds:?}", name(mark)),
                vec![i],
            ));
        }
        let Some(text) = mark.text() else {
            continue;
        };
        let area = text.bounds().grown(-SLACK);
        for (j, other) in scene.marks.iter().enumerate() {
            let counts = match other.text() {
                // Each pair of texts once.
                Some(_) => j > i,
                None => is_ink(other) && !carries(other, &text.bounds()),
            };
            if counts && other.touches(&area) {
                found.push(Finding::new(
                    13,
                    format!("{} lies on {}", name(mark), name(other)),
                    vec![i, j],
                ));
            }
        }
    }
    found
}

/// Returns whether text must stay off a mark: not off the background, the grid and what is pale,
/// which text with a halo may cross.
fn is_ink(mark: &Mark) -> bool {
    !matches!(
        mark.pen.role,
        Role::Background | Role::Grid | Role::Band | Role::Place
    )
}

/// Returns whether a mark is a cell, or the swatch of one, that a number or a sign stands in from edge
/// to edge; whether it is read there is a matter of contrast.
fn carries(mark: &Mark, text: &Bounds) -> bool {
    matches!(mark.pen.role, Role::Cell | Role::Missing | Role::Key)
        && matches!(&mark.shape, Shape::Rect(area) if area.holds(text))
}

fn name(mark: &Mark) -> String {
    match mark.text() {
        Some(text) => format!("the {} {}", mark.pen.role.name(), quoted(&text.text)),
        None if mark.pen.series.is_empty() => format!("a {}", mark.pen.role.name()),
        None => format!("a {} of {}", mark.pen.role.name(), quoted(&mark.pen.series)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sound::points;
    use crate::mark::Shape;
    use crate::paint::{Ink, Paint};
    use crate::role::Role;
    use crate::scene::Scene;

    /// Moves the first text of a role.
    fn shift(scene: &mut Scene, role: Role, dx: f64, dy: f64) {
        let mark = scene.marks.iter_mut().find(|m| m.pen.role == role).unwrap();
        if let Shape::Text(text) = &mut mark.shape {
            text.at = (text.at.0 + dx, text.at.1 + dy);
        }
    }

    #[test]
    fn a_label_on_a_bar_is_found() {
        assert!(points(|s| shift(s, Role::Value, -20.0, 0.0)).contains(&13));
    }

    #[test]
    fn a_label_on_a_label_is_found() {
        assert_eq!(points(|s| shift(s, Role::Subtitle, 0.0, -14.0)), [13]);
    }

    #[test]
    fn a_label_over_the_frame_is_found() {
        assert_eq!(points(|s| shift(s, Role::Source, -30.0, 0.0)), [13]);
    }

    #[test]
    fn a_number_stands_within_its_cell_and_not_on_its_edge() {
        let as_cell = |s: &mut Scene, grown: f64| {
            let value = s.of(Role::Value).next().unwrap().shape.bounds();
            let bar = s.marks.iter_mut().find(|m| m.pen.role == Role::Bar);
            let bar = bar.unwrap();
            bar.pen.role = Role::Cell;
            bar.pen.paint = Paint::fill(Ink::Paper).outlined(Ink::Rule, 1.0);
            bar.shape = Shape::Rect(value.grown(grown));
        };
        assert_eq!(points(|s| as_cell(s, 3.0)), []);
        assert_eq!(points(|s| as_cell(s, -3.0)), [13]);
    }
}
