//! The syntax tree of a predicate.

use std::ops::Range;

use crate::comparison::Comparison;
use crate::function::Function;

/// A part of a predicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// The bytes that it takes in the text.
    pub range: Range<usize>,
    /// Its number among the parts, from 0.
    pub(crate) id: usize,
}

/// What a part of a predicate is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum NodeKind {
    /// `0.5`
    Number(f64),
    /// `"org-view"`
    Text(String),
    /// `true`
    Truth(bool),
    /// `wave.downloads.first`: an index into [`Expression::paths`](crate::Expression::paths).
    Path(usize),
    /// The element that `all` and the like look at.
    Variable(String),
    /// `[a, b]`
    List(Vec<Node>),
    /// `!a`
    Not(Box<Node>),
    /// `-a`
    Negative(Box<Node>),
    /// `a && b && c`
    All(Vec<Node>),
    /// `a || b || c`
    Any(Vec<Node>),
    /// `a < b`
    Comparison(Comparison, Box<[Node; 2]>),
    /// `a + b`
    Arithmetic(Operator, Box<[Node; 2]>),
    /// `condition ? a : b`
    Choice(Box<[Node; 3]>),
    /// `list[0]`, and from the end, `list[-1]`.
    Index(Box<Node>, i64),
    /// `round(x, 1)`
    Call(Function, Vec<Node>),
    /// `list.all(x, x > 0)`
    Each(Box<Each>),
}

/// `list.all(x, x > 0)`: a list, looked at element by element.
#[derive(Clone, Debug, PartialEq)]
pub struct Each {
    /// What is asked of the elements.
    pub quantifier: Quantifier,
    /// The list.
    pub list: Node,
    /// The name of the element in the body.
    pub variable: String,
    /// What is asked of, or made of, each element.
    pub body: Node,
}

/// What is asked of the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantifier {
    /// `all`: whether the body holds for each.
    All,
    /// `exists`: whether it holds for one or more.
    Exists,
    /// `exists_one`: whether it holds for exactly one.
    ExistsOne,
    /// `filter`: the elements for which it holds.
    Filter,
    /// `map`: what it makes of each.
    Map,
}

/// An operator of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

impl Quantifier {
    pub(crate) const NAMES: [(&'static str, Quantifier); 5] = [
        ("all", Quantifier::All),
        ("exists", Quantifier::Exists),
        ("exists_one", Quantifier::ExistsOne),
        ("filter", Quantifier::Filter),
        ("map", Quantifier::Map),
    ];

    /// Returns whether it gives a truth value.
    pub(crate) fn is_truth(self) -> bool {
        !matches!(self, Quantifier::Filter | Quantifier::Map)
    }
}

impl Node {
    /// The parts of which it is made, in the order of the text.
    #[must_use]
    pub fn parts(&self) -> Vec<&Node> {
        match &self.kind {
            NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::Truth(_)
            | NodeKind::Path(_)
            | NodeKind::Variable(_) => Vec::new(),
            NodeKind::List(parts)
            | NodeKind::All(parts)
            | NodeKind::Any(parts)
            | NodeKind::Call(_, parts) => parts.iter().collect(),
            NodeKind::Not(part) | NodeKind::Negative(part) | NodeKind::Index(part, _) => vec![part],
            NodeKind::Comparison(_, parts) => parts.iter().collect(),
            NodeKind::Arithmetic(_, parts) => parts.iter().collect(),
            NodeKind::Choice(parts) => parts.iter().collect(),
            NodeKind::Each(each) => vec![&each.list, &each.body],
        }
    }

    /// Returns whether it is the same part but for its place in the text.
    #[must_use]
    pub fn is_same(&self, other: &Node) -> bool {
        let heads = match (&self.kind, &other.kind) {
            (NodeKind::Call(a, _), NodeKind::Call(b, _)) => a == b,
            (NodeKind::Index(_, a), NodeKind::Index(_, b)) => a == b,
            (NodeKind::Comparison(a, _), NodeKind::Comparison(b, _)) => a == b,
            (NodeKind::Arithmetic(a, _), NodeKind::Arithmetic(b, _)) => a == b,
            (NodeKind::Each(a), NodeKind::Each(b)) => {
                a.quantifier == b.quantifier && a.variable == b.variable
            }
            (a, b) if self.parts().is_empty() && other.parts().is_empty() => a == b,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        let (inner, others) = (self.parts(), other.parts());
        heads
            && inner.len() == others.len()
            && inner.into_iter().zip(others).all(|(a, b)| a.is_same(b))
    }

    /// Returns whether it names a value, in itself or in a part.
    #[must_use]
    pub fn names_a_value(&self) -> bool {
        matches!(self.kind, NodeKind::Path(_)) || self.parts().into_iter().any(Node::names_a_value)
    }

    /// Returns whether it names a value, or the element of a list that lies outside of it: what varies
    /// with the data.
    pub(crate) fn varies(&self) -> bool {
        self.is_free(&mut Vec::new())
    }

    fn is_free<'a>(&'a self, bound: &mut Vec<&'a str>) -> bool {
        match &self.kind {
            NodeKind::Path(_) => true,
            NodeKind::Variable(name) => !bound.contains(&name.as_str()),
            NodeKind::Each(each) => {
                if each.list.is_free(bound) {
                    return true;
                }
                bound.push(&each.variable);
                let is_free = each.body.is_free(bound);
                bound.pop();
                is_free
            }
            _ => self.parts().into_iter().any(|part| part.is_free(bound)),
        }
    }
}
