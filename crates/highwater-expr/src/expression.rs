//! A predicate that was parsed.

use std::ops::Range;

use crate::fault::Fault;
use crate::parse::{Names, parse};
use crate::tree::{Node, NodeKind};

/// A predicate that was parsed.
#[derive(Debug)]
pub struct Expression {
    text: String,
    tree: Node,
    names: Names,
}

impl Expression {
    /// Parses a predicate.
    ///
    /// # Errors
    ///
    /// A [`Fault`] of [`FaultKind::Syntax`](crate::FaultKind::Syntax) if the text does not follow the
    /// grammar, or is deeper or longer than a reader could follow.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_expr::Expression;
    ///
    /// let expression = Expression::parse("wave.growth.all(g, g > wave.least)")?;
    /// assert_eq!(expression.paths(), ["wave.growth", "wave.least"]);
    ///
    /// let fault = Expression::parse("wave.a > > 4").unwrap_err();
    /// assert_eq!((fault.range, fault.message.as_str()), (9..10, "`>` stands where a value is missing"));
    /// # Ok::<(), highwater_expr::Fault>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let (tree, names) = parse(text)?;
        Ok(Expression {
            text: text.to_owned(),
            tree,
            names,
        })
    }

    /// Returns the syntax tree.
    #[must_use]
    pub fn tree(&self) -> &Node {
        &self.tree
    }

    /// The paths that it names, in the order of the text, each once.
    #[must_use]
    pub fn paths(&self) -> &[String] {
        &self.names.paths
    }

    /// Returns the numbers written in it.
    #[must_use]
    pub fn numbers(&self) -> &[f64] {
        &self.names.numbers
    }

    /// Returns the bytes of the first place of a path; `None` if it does not name it.
    #[must_use]
    pub fn range_of_path(&self, path: &str) -> Option<Range<usize>> {
        let at = self.paths().iter().position(|known| known == path)?;
        self.names.ranges.get(at).cloned()
    }

    /// The paths that a part names, in the order of the text.
    #[must_use]
    pub fn paths_in(&self, part: &Node) -> Vec<&str> {
        match part.kind {
            NodeKind::Path(at) => self
                .paths()
                .get(at)
                .map(String::as_str)
                .into_iter()
                .collect(),
            _ => {
                let parts = part.parts().into_iter();
                parts.flat_map(|part| self.paths_in(part)).collect()
            }
        }
    }

    /// A part as it stands in the text, on one line.
    #[must_use]
    pub fn text_of(&self, part: &Node) -> String {
        let text = self.text.get(part.range.clone()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns how many parts it has.
    pub(crate) fn parts(&self) -> usize {
        self.names.parts
    }
}
