//! What a predicate bears of words: which way its comparisons go, and what it examines.

use highwater_expr::{Comparison, Expression, Function, Node, NodeKind, Operator, Quantifier};

use super::vocabulary::{Meaning, Vocabulary};
use crate::language::Sense;

/// What a predicate bears of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Borne {
    /// Ways of comparisons, the side that is named first being the subject: up is `true`.
    ways: Vec<bool>,
    /// Ways in time: the later value against the earlier one, where both have a date.
    changes: Vec<bool>,
    /// Whether a part of it may bear either way.
    pub(super) is_open: bool,
    /// Whether it compares p values with a level, from below or from above.
    pub(super) significant: Vec<bool>,
    /// Whether it examines several values.
    pub(super) is_several: bool,
    /// Whether it asks something of each element of a list.
    pub(super) is_of_each: bool,
}

impl Borne {
    pub(super) fn of(expression: &Expression, vocabulary: &Vocabulary) -> Self {
        let mut reader = Reader {
            expression,
            vocabulary,
            borne: Borne::default(),
        };
        reader.part(expression.tree(), true);
        let names = |path: &String| {
            let stems = vocabulary.meaning(path).map(|meaning| meaning.words);
            stems.is_some_and(|stems| stems.contains("high") || stems.contains("low"))
        };
        let paths = expression.paths();
        // The largest of a list stands for all of it.
        reader.borne.is_several |= paths.iter().any(names);
        reader.borne
    }

    /// Returns whether it bears a word that says that way; `None` if it says nothing of ways.
    pub(super) fn bears(&self, is_change: bool, is_up: bool) -> Option<bool> {
        let ways = match is_change && !self.changes.is_empty() {
            true => &self.changes,
            false => &self.ways,
        };
        let is_silent = self.is_open || ways.is_empty();
        (!is_silent).then(|| ways.contains(&is_up))
    }
}

struct Reader<'a> {
    expression: &'a Expression,
    vocabulary: &'a Vocabulary,
    borne: Borne,
}

impl Reader<'_> {
    fn part(&mut self, part: &Node, holds: bool) {
        match &part.kind {
            NodeKind::Not(inner) => self.part(inner, !holds),
            NodeKind::All(parts) | NodeKind::Any(parts) => {
                self.borne.is_several = true;
                for part in parts {
                    self.part(part, holds);
                }
            }
            NodeKind::Comparison(comparison, sides) => self.comparison(*comparison, sides, holds),
            NodeKind::Call(function, _) => {
                self.borne.is_several = true;
                self.borne.is_of_each = true;
                match function {
                    Function::Rising | Function::Above => self.way(holds),
                    Function::Falling | Function::Below => self.way(!holds),
                    Function::NotFalling | Function::NotRising => {
                        let is_up = matches!(function, Function::NotFalling) == holds;
                        self.way(is_up);
                    }
                    _ => self.borne.is_open = true,
                }
            }
            NodeKind::Each(each) => {
                self.borne.is_several = true;
                self.borne.is_of_each |= each.quantifier == Quantifier::All;
                self.part(&each.body, holds);
            }
            NodeKind::Truth(_) => {}
            _ => self.borne.is_open = true,
        }
    }

    fn way(&mut self, is_up: bool) {
        self.borne.ways.push(is_up);
        self.borne.changes.push(is_up);
    }

    fn comparison(&mut self, comparison: Comparison, sides: &[Node; 2], holds: bool) {
        let [a, b] = sides;
        let is_up = match comparison {
            Comparison::Greater | Comparison::AtLeast => holds,
            Comparison::Less | Comparison::AtMost => !holds,
            _ => return self.equal(sides),
        };
        // The side with a value is the subject if the other is a number.
        let (a, b, is_up) = match (&a.kind, &b.kind) {
            (NodeKind::Number(_), _) => (b, a, !is_up),
            _ => (a, b, is_up),
        };
        let paths = [a, b].map(|side| self.expression.paths_in(side));
        if let NodeKind::Number(_) = b.kind
            && paths[0].iter().any(|path| is_p_value(path))
        {
            return self.borne.significant.push(!is_up);
        }
        if paths.iter().flatten().any(|path| is_p_value(path)) || is_near(a) || is_near(b) {
            self.borne.is_open = true;
            return;
        }
        if let NodeKind::Number(_) | NodeKind::Negative(_) = b.kind {
            let is_against_size = matches!(b.kind, NodeKind::Negative(_)) == is_up;
            if is_against_size || paths[0].iter().any(|path| self.speaks_of_less(path)) {
                // `rho > -0.3` is near 0, and what counts falls goes the other way.
                self.borne.is_open = true;
                return;
            }
        }
        self.borne.is_open |= allows(b, is_up) || allows(a, !is_up);
        self.borne.ways.push(is_up);
        let meanings = paths.map(|paths| self.vocabulary.meaning(paths.first()?));
        if let [Some(one), Some(two)] = &meanings
            && let Some(is_later) = is_later(one, two)
        {
            self.borne.changes.push(is_up == is_later);
            // `lower in 2018` and `higher in 2023` are one.
            self.borne.ways.push(is_up == is_later);
        }
    }

    /// `x == LIST.max` is the most of all.
    fn equal(&mut self, sides: &[Node; 2]) {
        self.borne.is_several = true;
        let paths = sides.iter().flat_map(|side| self.expression.paths_in(side));
        let last: Vec<&str> = paths.filter_map(|path| path.rsplit('.').next()).collect();
        match (last.contains(&"max"), last.contains(&"min")) {
            (true, false) => self.way(true),
            (false, true) => self.way(false),
            _ => {}
        }
    }

    /// Whether the label of a value says that it counts what is less.
    fn speaks_of_less(&self, path: &str) -> bool {
        let label = self
            .vocabulary
            .label(path)
            .unwrap_or_default()
            .to_lowercase();
        let name = path.replace(['.', '_'], " ");
        let text = format!("{label} {name}");
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        let senses = self.vocabulary.language.senses(&words);
        senses.iter().any(|(at, _, sense)| match sense {
            Sense::Fall => true,
            // The lower end of an interval is no less.
            Sense::Less => !matches!(words[*at], "lower" | "least" | "lowest"),
            _ => false,
        })
    }
}

/// Whether one value is later than another, by their dates or by being the last.
fn is_later(one: &Meaning, two: &Meaning) -> Option<bool> {
    if let (Some(first), Some(second)) = (one.date, two.date) {
        return (first != second).then_some(first > second);
    }
    let is_last = |meaning: &Meaning| {
        let (first, last) = (
            meaning.words.contains("first"),
            meaning.words.contains("last"),
        );
        (first != last).then_some(last)
    };
    match (is_last(one), is_last(two)) {
        (Some(a), Some(b)) if a != b => Some(a),
        _ => None,
    }
}

/// Whether a path names a p value, which is small if something is found.
fn is_p_value(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or_default();
    matches!(last, "p" | "holm" | "q" | "p_value") || last.starts_with("p_")
}

/// Whether a side is a distance, `abs(a - b)`.
fn is_near(side: &Node) -> bool {
    matches!(side.kind, NodeKind::Call(Function::Abs, _)) || side.parts().into_iter().any(is_near)
}

/// Whether a side gives a comparison room: `a > b - 0.1` holds if a is a little less.
fn allows(side: &Node, is_up: bool) -> bool {
    match &side.kind {
        NodeKind::Arithmetic(operator, parts) => {
            let has_number = matches!(parts[1].kind, NodeKind::Number(_));
            let factor = parts.iter().find_map(|part| match part.kind {
                NodeKind::Number(x) => Some(x),
                _ => None,
            });
            match operator {
                Operator::Minus => has_number && is_up,
                Operator::Plus => has_number && !is_up,
                Operator::Times => factor.is_some_and(|x| x != 1.0 && (x < 1.0) == is_up),
                Operator::Over => false,
            }
        }
        _ => false,
    }
}
