//! Points 6, 7 and 8: the size and direction of text.

use crate::axis::Direction;
use crate::role::Role;
use crate::scene::Scene;

use super::{Finding, quoted};

/// The smallest text, in pixels as displayed.
const SMALLEST: f64 = 12.0;

pub(super) fn findings(scene: &Scene) -> Vec<Finding> {
    let mut found = rank(scene);
    for (i, mark) in scene.marks.iter().enumerate() {
        let Some(text) = mark.text() else {
            continue;
        };
        if text.style.size < SMALLEST {
            found.push(Finding::new(
                7,
                format!(
                    "{} is {} pixels high, less than {SMALLEST}",
                    quoted(&text.text),
                    text.style.size
                ),
                vec![i],
            ));
        }
        if text.turned != 0 {
            found.push(Finding::new(
                8,
                format!(
                    "{} is turned by {} degrees",
                    quoted(&text.text),
                    text.turned
                ),
                vec![i],
            ));
        }
    }
    found.extend(axis_titles(scene));
    found
}

/// Title over subtitle over labels over source: none is larger than one that ranks higher.
fn rank(scene: &Scene) -> Vec<Finding> {
    let level = |role| match role {
        Role::Title => 0,
        Role::Subtitle => 1,
        Role::Note | Role::Source => 3,
        _ => 2,
    };
    const NAMES: [&str; 4] = ["the title", "the subtitle", "a label", "the source"];
    let mut found = Vec::new();
    for upper in 0..3 {
        let of = |wanted: usize| {
            scene
                .marks
                .iter()
                .enumerate()
                .filter_map(move |(i, mark)| Some((i, mark.pen.role, mark.text()?.style.size)))
                .filter(move |(_, role, _)| level(*role) == wanted)
                .map(|(i, _, size)| (i, size))
        };
        let smallest = of(upper).min_by(|a, b| a.1.total_cmp(&b.1));
        let largest = of(upper + 1).max_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(high), Some(low)) = (smallest, largest) else {
            continue;
        };
        // Only labels and source may be of one size.
        if low.1 > high.1 || (upper < 2 && low.1 == high.1) {
            found.push(Finding::new(
                6,
                format!(
                    "{} has {} pixels, {} has {}",
                    NAMES[upper + 1],
                    low.1,
                    NAMES[upper],
                    high.1
                ),
                vec![high.0, low.0],
            ));
        }
    }
    found
}

/// The name of each axis stands above its panel, or below it where the axis runs across.
fn axis_titles(scene: &Scene) -> Vec<Finding> {
    let mut found = Vec::new();
    for axis in &scene.axes {
        let Some(panel) = scene.panels.get(axis.panel) else {
            continue;
        };
        if axis.title.is_empty() {
            continue;
        }
        let stands_right = scene.texts().any(|(mark, text)| {
            let bounds = text.bounds();
            let outside = bounds.bottom <= panel.top + 1.0
                || (axis.direction == Direction::Across && bounds.top >= panel.bottom);
            matches!(mark.pen.role, Role::AxisTitle | Role::PanelTitle)
                && axis.title.starts_with(&text.text)
                && outside
        });
        if !stands_right {
            found.push(Finding::new(
                8,
                format!("the axis {} is not named above it", quoted(&axis.title)),
                Vec::new(),
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::sound::points;
    use crate::mark::Shape;
    use crate::role::Role;
    use crate::scene::Scene;
    use crate::text::Text;

    fn edit(scene: &mut Scene, role: Role, change: impl Fn(&mut Text)) {
        for mark in scene.marks.iter_mut().filter(|m| m.pen.role == role) {
            if let Shape::Text(text) = &mut mark.shape {
                change(text);
            }
        }
    }

    #[test]
    fn a_label_larger_than_the_subtitle_is_found() {
        assert!(points(|s| edit(s, Role::Value, |t| t.style.size = 15.0)).contains(&6));
        assert_eq!(
            points(|s| edit(s, Role::Title, |t| t.style.size = 14.0)),
            [6]
        );
        assert!(points(|s| edit(s, Role::Source, |t| t.style.size = 14.0)).contains(&6));
    }

    #[test]
    fn text_below_twelve_pixels_is_found() {
        assert_eq!(
            points(|s| edit(s, Role::Source, |t| t.style.size = 11.9)),
            [7]
        );
    }

    #[test]
    fn turned_text_and_an_axis_named_below_it_are_found() {
        assert!(points(|s| edit(s, Role::AxisTitle, |t| t.turned = 270)).contains(&8));
        assert!(points(|s| edit(s, Role::AxisTitle, |t| t.text = "Else".to_owned())).contains(&8));
    }
}
