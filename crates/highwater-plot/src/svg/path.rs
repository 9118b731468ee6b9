//! Joined lines as path data.

use crate::mark::{Mark, Shape};

/// Returns whether a mark is shorter as a path. A polygon of few corners with an outline stays one, for
/// its corners are sharp.
pub(super) fn is_shorter(mark: &Mark) -> bool {
    match &mark.shape {
        Shape::Polyline(_) => true,
        Shape::Polygon(points) => points.len() >= LEAST || mark.pen.paint.stroke.is_none(),
        Shape::Rect(_) | Shape::Circle { .. } | Shape::Text(_) => false,
    }
}

/// The fewest corners of an outlined polygon that is a path.
const LEAST: usize = 5;

/// Joined lines as path data: the first point, then the way to each next one, `v2` and `h3.1` where
/// it goes straight down or across. A staircase of many steps takes a third of a list of points.
///
/// The ways are differences of whole tenths, so that they add up to where the points are.
pub(super) fn text(points: &[(f64, f64)], closed: bool) -> String {
    let mut out = Ways::default();
    out.line(points);
    if closed {
        out.text.push('z');
    }
    out.text
}

/// Several lines as one path, each started by the way from the end of the one before.
pub(super) fn together<'a>(lines: impl Iterator<Item = &'a [(f64, f64)]>) -> String {
    let mut out = Ways::default();
    for line in lines {
        out.line(line);
    }
    out.text
}

/// Path data that are being written.
#[derive(Default)]
struct Ways {
    text: String,
    /// Where the last line ends, in tenths.
    at: Option<(i64, i64)>,
}

impl Ways {
    fn line(&mut self, points: &[(f64, f64)]) {
        let tenths = |x: f64| (x * 10.0).round() as i64;
        let mut points = points.iter().map(|&(x, y)| (tenths(x), tenths(y)));
        let Some((mut x, mut y)) = points.next() else {
            return;
        };
        let out = &mut self.text;
        let (letter, from) = match self.at {
            None => ('M', (0, 0)),
            Some(at) => ('m', at),
        };
        out.push(letter);
        number(out, x - from.0);
        number(out, y - from.1);
        let mut command = letter;
        for (to_x, to_y) in points {
            let (across, down) = (to_x - x, to_y - y);
            (x, y) = (to_x, to_y);
            let next = match (across, down) {
                (0, 0) => continue,
                (0, _) => 'v',
                (_, 0) => 'h',
                _ => 'l',
            };
            // The numbers after one letter may go on without repeating it.
            if next != command {
                out.push(next);
                command = next;
            }
            if next != 'v' {
                number(out, across);
            }
            if next != 'h' {
                number(out, down);
            }
        }
        self.at = Some((x, y));
    }
}

/// Tenths as a decimal, parted from a number before it by a space where its sign does not do that.
fn number(out: &mut String, tenths: i64) {
    if tenths >= 0 && out.ends_with(|c: char| c.is_ascii_digit()) {
        out.push(' ');
    }
    if tenths < 0 {
        out.push('-');
    }
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    match (whole, tenth) {
        (whole, 0) => out.push_str(&whole.to_string()),
        (0, tenth) => out.push_str(&format!(".{tenth}")),
        (whole, tenth) => out.push_str(&format!("{whole}.{tenth}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_as_ways() {
        let stairs = [
            (116.0, 429.2),
            (116.0, 419.2),
            (230.5, 419.2),
            (230.5, 421.2),
            (233.6, 421.2),
        ];
        assert_eq!(text(&stairs, true), "M116 429.2v-10h114.5v2h3.1z");
    }

    #[test]
    fn lines_of_one_path_start_where_they_are() {
        let grid = [
            [(16.0, 20.0), (316.0, 20.0)],
            [(16.0, 40.5), (316.0, 40.5)],
            [(16.0, 60.0), (20.0, 64.0)],
        ];
        let lines = grid.iter().map(|line| line.as_slice());
        assert_eq!(together(lines), "M16 20h300m-300 20.5h300m-300 19.5l4 4");
        assert_eq!(together(std::iter::empty()), "");
    }

    #[test]
    fn a_letter_is_not_repeated_and_a_sign_parts_numbers() {
        let line = [
            (0.0, 0.0),
            (3.0, -4.0),
            (6.5, -4.5),
            (6.5, -4.5),
            (6.0, 1.0),
        ];
        assert_eq!(text(&line, false), "M0 0l3-4 3.5-.5-.5 5.5");
    }

    #[test]
    fn the_ways_add_up_to_the_points() {
        // Tenths that no binary fraction holds: a sum of rounded differences would drift.
        let points: Vec<(f64, f64)> = (0..200)
            .map(|i| (f64::from(i) * 3.1, f64::from(i % 7) * 0.7))
            .collect();
        let written = text(&points, false);
        let spaced = written.replace(['M', 'l'], " ").replace('-', " -");
        let numbers: Vec<f64> = spaced
            .split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect();
        let (x, y) = numbers
            .chunks(2)
            .fold((0.0, 0.0), |(x, y), way| (x + way[0], y + way[1]));
        assert!(
            (x - 199.0 * 3.1).abs() < 0.06 && (y - points[199].1).abs() < 0.06,
            "{x} {y}"
        );
    }
}
