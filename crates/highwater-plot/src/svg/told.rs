//! What the marks of a figure say, once for all its widths.

use std::collections::{BTreeMap, BTreeSet};

use crate::mark::Mark;
use crate::role::Role;
use crate::scene::Scene;

use super::writer::Writer;

/// What a mark says: place and number of a datum, or other words without a place.
pub(super) type Line<'a> = (Option<&'a str>, &'a str);

/// What marks say, each with its number.
pub(super) struct Told<'a> {
    places: BTreeMap<Line<'a>, usize>,
    /// What stands in this scene, not in the one before.
    lines: Vec<Line<'a>>,
}

impl<'a> Told<'a> {
    /// Returns the lines of a scene, counted on from those of the first.
    pub(super) fn of(scene: &'a Scene, first: Option<&'a Scene>) -> Self {
        let mut told = Told {
            places: BTreeMap::new(),
            lines: Vec::new(),
        };
        if let Some(first) = first {
            told.add(first);
            told.lines.clear();
        }
        told.add(scene);
        told
    }

    fn add(&mut self, scene: &'a Scene) {
        for line in scene.marks.iter().filter_map(line) {
            let next = self.places.len();
            if *self.places.entry(line).or_insert(next) == next {
                self.lines.push(line);
            }
        }
    }

    /// The number of what a mark says; `None` where it says nothing.
    pub(super) fn place(&self, mark: &Mark) -> Option<usize> {
        line(mark).and_then(|line| self.places.get(&line).copied())
    }

    pub(super) fn lines(&self) -> &[Line<'a>] {
        &self.lines
    }
}

fn line(mark: &Mark) -> Option<Line<'_>> {
    let pen = &mark.pen;
    // Most labels are series, place and number, which a script puts together itself; a mark among very
    // many has none, which a file alone would show of each.
    let is_composed = pen.label.is_empty() || pen.label == pen.clone().datum(&pen.x, &pen.y).label;
    if is_composed {
        return (!pen.y.is_empty()).then_some((Some(&pen.x), &pen.y));
    }
    // An area or a line that has a name alone says no more than its label in the figure.
    let says = !pen.y.is_empty() || !matches!(pen.role, Role::Band | Role::Line);
    (says && !pen.label.is_empty()).then_some((None, &pen.label))
}

/// What stands between the parts of a place that is a list: the choices of an analysis.
const BETWEEN: &str = "; ";

/// The parts that places are made of, each written as one digit, with the digits that there are.
pub(super) const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// So many places must be lists for their parts to be written once.
const MANY: usize = 50;

/// The parts of which the places of lines are lists; none where they are few, or their parts many.
pub(super) fn parts<'a>(lines: &[Line<'a>]) -> Vec<&'a str> {
    let places = || lines.iter().filter_map(|(place, _)| *place);
    let lists = || places().filter(|place| place.contains(BETWEEN));
    let parts: BTreeSet<&str> = lists().flat_map(|list| list.split(BETWEEN)).collect();
    if lists().count() < MANY || parts.len() > DIGITS.len() {
        return Vec::new();
    }
    parts.into_iter().collect()
}

/// Returns a place as digits of its parts; `None` where it has others.
fn digits(place: &str, parts: &[&str]) -> Option<String> {
    let digit = |part: &str| {
        let at = parts.binary_search(&part).ok()?;
        DIGITS.get(at).copied().map(char::from)
    };
    place.split(BETWEEN).map(digit).collect()
}

/// Writes parts, a line each.
pub(super) fn write_parts(out: &mut Writer, parts: &[&str]) {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.line();
        }
        out.text(part);
    }
}

/// Writes lines: their ends and the tabs in them are ours alone, for both are blanks in escaped text. A
/// place that is written in digits has a tab behind its number too.
pub(super) fn write(out: &mut Writer, lines: &[Line<'_>], parts: &[&str]) {
    for (i, (place, words)) in lines.iter().enumerate() {
        if i > 0 {
            out.line();
        }
        let Some(place) = place else {
            out.text(words);
            continue;
        };
        match digits(place, parts) {
            Some(digits) => out.raw(&digits).raw("\t").text(words).raw("\t"),
            None => out.text(place).raw("\t").text(words),
        };
    }
}
