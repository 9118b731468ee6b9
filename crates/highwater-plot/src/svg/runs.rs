//! Marks that follow one another and look alike, so that what they have in common is written once.

use crate::mark::{Mark, Shape};
use crate::role::Role;

use super::Words;
use super::look::Look;

/// So many marks of one look are a group of their own; fewer are taken together with those beside them.
const ALIKE: usize = 3;

/// So many lines that say something are one path.
const VERY_MANY: usize = 20;

/// A mark with its look.
pub(super) struct Styled<'a> {
    pub(super) mark: &'a Mark,
    pub(super) look: Look<'a>,
    /// The number of what it says.
    pub(super) line: Option<usize>,
    kind: Kind<'a>,
}

/// What marks must have in common to stand in one group: series, role, and whether something is said
/// of them.
type Kind<'a> = (&'a str, Role, bool);

/// Marks of one kind, with what all of them look like.
pub(super) struct Run<'r, 'a> {
    pub(super) marks: &'r [Styled<'a>],
    pub(super) common: Look<'a>,
    /// Whether they are lines of one look that say nothing, or very many that say one thing after the
    /// other, and so can be one path.
    pub(super) is_path: bool,
}

/// The marks with their looks, in order.
pub(super) fn styled<'a>(marks: &'a [Mark], words: Words<'_>) -> Vec<Styled<'a>> {
    let styled = |mark: &'a Mark| {
        let line = words.line(mark);
        let says = line.is_some() || words.title(mark).is_some();
        Styled {
            mark,
            look: Look::of(mark),
            line,
            kind: (&mark.pen.series, mark.pen.role, says),
        }
    };
    marks.iter().map(styled).collect()
}

/// The marks in runs, in order.
pub(super) fn runs<'r, 'a>(marks: &'r [Styled<'a>]) -> Vec<Run<'r, 'a>> {
    let mut runs = Vec::new();
    for part in marks.chunk_by(|a, b| a.kind == b.kind) {
        // Those before `rest` stand in runs; those after it belong to `short`.
        let mut rest = part;
        let mut short = 0;
        for stretch in part.chunk_by(|a, b| a.look == b.look) {
            if stretch.len() < ALIKE {
                short += stretch.len();
                continue;
            }
            let (before, after) = rest.split_at(short);
            mixed(before, &mut runs);
            runs.extend(Run::of(stretch));
            rest = after.get(stretch.len()..).unwrap_or_default();
            short = 0;
        }
        mixed(rest, &mut runs);
    }
    runs
}

/// Adds marks that look alike in part: as one run where that is shorter.
fn mixed<'r, 'a>(marks: &'r [Styled<'a>], runs: &mut Vec<Run<'r, 'a>>) {
    let Some(run) = Run::of(marks) else {
        return;
    };
    let saved: usize = marks
        .iter()
        .map(|mark| mark.look.len() - mark.look.without(&run.common).len())
        .sum();
    // `<g>`, `</g>` and the end of the line.
    if run.is_path || saved > run.common.len() + 8 {
        runs.push(run);
    } else {
        runs.extend(marks.chunks(1).filter_map(Run::of));
    }
}

impl<'r, 'a> Run<'r, 'a> {
    /// `None` for no marks.
    fn of(marks: &'r [Styled<'a>]) -> Option<Self> {
        let first = marks.first()?;
        let mut common = first.look.clone();
        for mark in marks {
            common = common.and(&mark.look);
        }
        let is_line = |mark: &Styled<'_>| {
            matches!(mark.mark.shape, Shape::Polyline(_))
                && mark.mark.pen.paint.fill.is_none()
                && mark.look == first.look
        };
        let is_counted = |pair: &[Styled<'_>]| pair[0].line.map(|line| line + 1) == pair[1].line;
        let least = match (first.kind.2, first.line) {
            (false, _) => 2,
            (true, Some(_)) if marks.windows(2).all(is_counted) => VERY_MANY,
            (true, _) => usize::MAX,
        };
        Some(Run {
            is_path: marks.len() >= least && marks.iter().all(is_line),
            marks,
            common,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::{Hue, Ink, Paint};
    use crate::pen::Pen;

    fn circle(role: Role, hue: Hue) -> Mark {
        Mark {
            pen: Pen::new(role, Paint::fill(Ink::Mark(hue))),
            panel: None,
            shape: Shape::Circle {
                center: (1.0, 2.0),
                radius: 3.0,
            },
        }
    }

    /// The lengths of the runs of marks of these roles and hues.
    fn lengths(marks: &[(Role, Hue)]) -> Vec<usize> {
        let marks: Vec<Mark> = marks.iter().map(|&(role, hue)| circle(role, hue)).collect();
        let styled = styled(&marks, Words::Titles);
        runs(&styled).iter().map(|run| run.marks.len()).collect()
    }

    #[test]
    fn marks_of_one_look_are_a_run_and_roles_part_them() {
        let [blue, red] = [Hue::Blue, Hue::Red].map(|hue| (Role::Point, hue));
        let key = (Role::Key, Hue::Blue);
        assert_eq!(lengths(&[blue; 5]), [5]);
        assert_eq!(lengths(&[blue, blue, blue, red, red, red, red]), [3, 4]);
        assert_eq!(lengths(&[blue, blue, blue, key, blue]), [3, 1, 1]);
        assert!(lengths(&[]).is_empty());
    }

    #[test]
    fn looks_that_change_from_mark_to_mark_share_what_they_can() {
        let [blue, red, gold] = [Hue::Blue, Hue::Red, Hue::Gold].map(|hue| (Role::Point, hue));
        // Only `point` is common: a group takes more than that of two, and less than that of nine.
        assert_eq!(lengths(&[blue, red]), [1, 1]);
        assert_eq!(lengths(&[blue, red, gold].repeat(3)), [9]);
    }
}
