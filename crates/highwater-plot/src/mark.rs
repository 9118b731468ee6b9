//! A mark: one thing drawn, with what it is and what it shows.

use crate::bounds::Bounds;
use crate::pen::Pen;
use crate::text::Text;

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it is, and how it is painted.
    pub pen: Pen,
    /// The panel that it was drawn in, as an index into the scene's panels.
    pub panel: Option<usize>,
    /// Its form and place.
    pub shape: Shape,
}

/// A form and a place, in pixels with one decimal.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Joined lines.
    Polyline(Vec<(f64, f64)>),
    /// A closed area.
    Polygon(Vec<(f64, f64)>),
    /// A rectangle.
    Rect(Bounds),
    /// A circle.
    Circle {
        /// The middle.
        center: (f64, f64),
        /// The radius.
        radius: f64,
    },
    /// A line of text.
    Text(Text),
}

impl Shape {
    /// Returns the box around the shape, without its stroke.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        match self {
            Shape::Polyline(points) | Shape::Polygon(points) => {
                let mut points = points.iter();
                let Some(&(x, y)) = points.next() else {
                    return Bounds::default();
                };
                let first = Bounds {
                    left: x,
                    top: y,
                    right: x,
                    bottom: y,
                };
                points.fold(first, |b, &(x, y)| Bounds {
                    left: b.left.min(x),
                    top: b.top.min(y),
                    right: b.right.max(x),
                    bottom: b.bottom.max(y),
                })
            }
            Shape::Rect(bounds) => *bounds,
            Shape::Circle { center, radius } => Bounds {
                left: center.0,
                top: center.1,
                right: center.0,
                bottom: center.1,
            }
            .grown(*radius),
            Shape::Text(text) => text.bounds(),
        }
    }
}

impl Mark {
    /// The text, where the mark is one.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match &self.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The box around what is seen, stroke included.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let stroke = match self.pen.paint.stroke {
            Some(_) => self.pen.paint.stroke_width / 2.0,
            None => 0.0,
        };
        self.shape.bounds().grown(stroke)
    }

    /// Returns whether the box lies within the area of the mark; no line and no circle has one.
    #[must_use]
    pub fn holds(&self, area: &Bounds) -> bool {
        match &self.shape {
            Shape::Polygon(points) => {
                let mut edges = points.iter().zip(points.iter().cycle().skip(1));
                inside(points, area.middle()) && !edges.any(|(a, b)| area.crossed_by(*a, *b))
            }
            Shape::Rect(bounds) => bounds.holds(area),
            Shape::Polyline(_) | Shape::Circle { .. } | Shape::Text(_) => false,
        }
    }

    /// Returns whether ink of the mark comes into the box.
    #[must_use]
    pub fn touches(&self, area: &Bounds) -> bool {
        let stroke = match self.pen.paint.stroke {
            Some(_) => self.pen.paint.stroke_width / 2.0,
            None => 0.0,
        };
        let area = area.grown(stroke);
        if !self.shape.bounds().overlaps(&area.grown(0.001)) {
            return false;
        }
        let lines = |points: &[(f64, f64)]| points.windows(2).any(|w| area.crossed_by(w[0], w[1]));
        match &self.shape {
            Shape::Polyline(points) => lines(points),
            Shape::Polygon(points) => {
                lines(points)
                    || match (points.first(), points.last()) {
                        (Some(&a), Some(&b)) => area.crossed_by(a, b),
                        _ => false,
                    }
                    || (self.pen.paint.fill.is_some() && inside(points, area.middle()))
            }
            Shape::Rect(_) | Shape::Text(_) => true,
            Shape::Circle { center, radius } => {
                let (x, y) = area.nearest(*center);
                let (dx, dy) = (x - center.0, y - center.1);
                dx * dx + dy * dy < radius * radius
            }
        }
    }
}

/// Returns whether a point lies in a polygon: whether a line from it to the right crosses the outline
/// an odd number of times.
fn inside(points: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let mut odd = false;
    let edges = points.iter().zip(points.iter().cycle().skip(1));
    for (&(ax, ay), &(bx, by)) in edges {
        if (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax) {
            odd = !odd;
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::{Hue, Ink, Paint};
    use crate::role::Role;

    fn mark(shape: Shape, paint: Paint) -> Mark {
        Mark {
            pen: Pen::new(Role::Line, paint),
            panel: None,
            shape,
        }
    }

    fn square(left: f64, top: f64) -> Bounds {
        Bounds {
            left,
            top,
            right: left + 4.0,
            bottom: top + 4.0,
        }
    }

    #[test]
    fn a_line_touches_what_its_stroke_reaches() {
        let line = Shape::Polyline(vec![(0.0, 0.0), (20.0, 20.0)]);
        let line = mark(line, Paint::stroke(Ink::Mark(Hue::Blue), 2.0));
        assert!(line.touches(&square(8.0, 8.0)));
        assert!(line.touches(&square(10.0, 5.5)));
        // Within the box around the line, but not at it.
        assert!(!line.touches(&square(14.0, 2.0)));
    }

    #[test]
    fn a_filled_area_touches_what_lies_inside_it() {
        let area = Shape::Polygon(vec![(0.0, 0.0), (40.0, 0.0), (40.0, 40.0)]);
        let filled = mark(area.clone(), Paint::fill(Ink::Mark(Hue::Blue)));
        let outline = mark(area, Paint::stroke(Ink::Mark(Hue::Blue), 1.0));
        assert!(filled.touches(&square(30.0, 10.0)));
        assert!(!outline.touches(&square(30.0, 10.0)));
        assert!(!filled.touches(&square(2.0, 30.0)));
    }

    #[test]
    fn an_area_holds_what_lies_inside_it_as_a_whole() {
        let area = Shape::Polygon(vec![(0.0, 0.0), (40.0, 0.0), (40.0, 40.0)]);
        let area = mark(area, Paint::fill(Ink::Mark(Hue::Blue)));
        assert!(area.holds(&square(30.0, 10.0)));
        // On the edge, outside, and around the whole.
        assert!(!area.holds(&square(20.0, 18.0)));
        assert!(!area.holds(&square(2.0, 30.0)));
        assert!(!area.holds(&square(20.0, 20.0).grown(50.0)));
    }

    #[test]
    fn a_circle_touches_less_than_the_box_around_it() {
        let circle = Shape::Circle {
            center: (10.0, 10.0),
            radius: 10.0,
        };
        let circle = mark(circle, Paint::fill(Ink::Mark(Hue::Blue)));
        assert!(circle.touches(&square(3.0, 3.0)));
        assert!(!circle.touches(&square(-2.0, -2.0)));
    }
}
