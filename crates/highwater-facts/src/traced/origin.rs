//! Where a value comes from, as a tree: cells and constants at the leaves, operations above them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::key::Key;
use crate::row_set::RowSet;
use crate::source::CellRef;

/// Where a value comes from: a cell, a column, a set of rows or a constant, or an operation on such.
/// A clone is cheap, because trees are shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin(Arc<Node>);

#[derive(Debug, PartialEq)]
enum Node {
    Constant(String),
    /// A cell; the cell of a key column is printed as the key alone.
    Cell {
        cell: CellRef,
        key: Key,
        is_key: bool,
    },
    Column {
        name: Arc<str>,
        cells: Arc<[CellRef]>,
    },
    Rows {
        set: Arc<RowSet>,
        how: String,
    },
    Named {
        name: String,
        origin: Origin,
    },
    /// Some items of a list.
    Where {
        list: Origin,
        words: String,
        /// The list that decides which items are kept.
        condition: Option<Origin>,
        /// The cells of the items that were kept.
        kept: Arc<[CellRef]>,
    },
    Operation {
        operation: Operation,
        operands: Vec<Origin>,
    },
}

/// How operands become one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operation {
    Plus,
    Minus,
    Times,
    Over,
    /// The first over the second, minus one.
    Growth,
    /// A function by its name.
    Function(String),
    /// How many items a list has, which depends on those that were left out too.
    Count,
    /// The first for each value of the second.
    By,
}

/// How tightly a formula holds together, the loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Condition,
    Sum,
    Product,
    Atom,
}

impl Origin {
    /// Makes the origin of a value that no data give, printed as `words`.
    #[must_use]
    pub fn constant(words: impl Into<String>) -> Self {
        Origin(Arc::new(Node::Constant(words.into())))
    }

    /// Makes the origin of a cell as it stands, in the row of that key.
    #[must_use]
    pub fn cell(cell: CellRef, key: Key) -> Self {
        let is_key = false;
        Origin(Arc::new(Node::Cell { cell, key, is_key }))
    }

    /// Makes the origin of the cell that is the key of its row.
    #[must_use]
    pub fn key(cell: CellRef, key: Key) -> Self {
        let is_key = true;
        Origin(Arc::new(Node::Cell { cell, key, is_key }))
    }

    /// Makes the origin of a column: its name, and its cells.
    #[must_use]
    pub fn column(name: impl Into<Arc<str>>, cells: impl IntoIterator<Item = CellRef>) -> Self {
        Origin(Arc::new(Node::Column {
            name: name.into(),
            cells: cells.into_iter().collect(),
        }))
    }

    /// Makes the origin of what a fit or a test computes from many rows: their set, and in words what
    /// was computed.
    #[must_use]
    pub fn rows(set: Arc<RowSet>, how: impl Into<String>) -> Self {
        let how = how.into();
        Origin(Arc::new(Node::Rows { set, how }))
    }

    /// Makes the origin of what a function of that name computes from operands.
    #[must_use]
    pub fn function<'a>(
        name: impl Into<String>,
        operands: impl IntoIterator<Item = &'a Origin>,
    ) -> Self {
        Origin::operation(Operation::Function(name.into()), operands)
    }

    /// Returns the same origin, which a larger formula prints by a name.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Origin(Arc::new(Node::Named {
            name: name.into(),
            origin: self,
        }))
    }

    pub(super) fn operation<'a>(
        operation: Operation,
        operands: impl IntoIterator<Item = &'a Origin>,
    ) -> Self {
        Origin(Arc::new(Node::Operation {
            operation,
            operands: operands.into_iter().cloned().collect(),
        }))
    }

    pub(super) fn kept(&self, words: &str, condition: Option<Origin>, cells: Vec<CellRef>) -> Self {
        Origin(Arc::new(Node::Where {
            list: self.clone(),
            words: words.to_owned(),
            condition,
            kept: cells.into(),
        }))
    }

    /// Returns the cells behind the value, in order, each once.
    #[must_use]
    pub fn cells(&self) -> Vec<CellRef> {
        let mut cells = BTreeSet::new();
        self.gather(false, &mut cells);
        cells.into_iter().cloned().collect()
    }

    /// Returns the cell of a value that is a cell as it stands.
    #[must_use]
    pub fn single_cell(&self) -> Option<&CellRef> {
        match &*self.0 {
            Node::Cell { cell, .. } => Some(cell),
            Node::Named { origin, .. } => origin.single_cell(),
            _ => None,
        }
    }

    /// Gathers the cells; with `whole` those of items that were left out of a list too.
    fn gather<'a>(&'a self, whole: bool, cells: &mut BTreeSet<&'a CellRef>) {
        match &*self.0 {
            Node::Constant(_) | Node::Rows { .. } => {}
            Node::Cell { cell, .. } => {
                cells.insert(cell);
            }
            Node::Column { cells: column, .. } => cells.extend(column.iter()),
            Node::Named { origin, .. } => origin.gather(whole, cells),
            Node::Where {
                list,
                condition,
                kept,
                ..
            } => {
                if whole {
                    list.gather(true, cells);
                    if let Some(condition) = condition {
                        condition.gather(true, cells);
                    }
                } else {
                    cells.extend(kept.iter());
                }
            }
            Node::Operation {
                operation,
                operands,
            } => {
                let whole = whole || *operation == Operation::Count;
                for operand in operands {
                    operand.gather(whole, cells);
                }
            }
        }
    }

    /// Returns the set of rows that the value rests on; of several, the set of all their rows.
    #[must_use]
    pub fn row_set(&self) -> Option<Arc<RowSet>> {
        let mut sets = Vec::new();
        self.gather_sets(&mut sets);
        let (first, others) = sets.split_first()?;
        let joined = others.iter().fold((*first).clone(), |all, set| {
            if all.name == set.name {
                return all;
            }
            let last = set.name.rsplit('.').next().unwrap_or(&set.name);
            let rows = all.rows().iter().chain(set.rows()).cloned();
            Arc::new(RowSet::new(
                format!("{}_and_{last}", all.name),
                format!("{}; {}", all.words, set.words),
                rows,
            ))
        });
        Some(joined)
    }

    fn gather_sets<'a>(&'a self, sets: &mut Vec<&'a Arc<RowSet>>) {
        match &*self.0 {
            Node::Rows { set, .. } => sets.push(set),
            Node::Named { origin, .. } => origin.gather_sets(sets),
            Node::Where { list, .. } => list.gather_sets(sets),
            Node::Operation { operands, .. } => {
                operands
                    .iter()
                    .for_each(|operand| operand.gather_sets(sets));
            }
            Node::Constant(_) | Node::Cell { .. } | Node::Column { .. } => {}
        }
    }

    /// Returns how the value was computed, as a formula; empty for a cell, a column
    /// or a constant as it stands.
    #[must_use]
    pub fn how(&self) -> String {
        match &*self.0 {
            Node::Constant(_) | Node::Cell { .. } | Node::Column { .. } => String::new(),
            Node::Named { origin, .. } => origin.how(),
            _ => self.formula().0,
        }
    }

    /// Returns the origin as a larger formula prints it: a name, or a formula of its own.
    pub(super) fn printed(&self) -> String {
        self.formula().0
    }

    /// Returns the formula of an operand.
    fn formula(&self) -> (String, Binding) {
        let text = match &*self.0 {
            Node::Constant(words) => words.clone(),
            Node::Cell { key, is_key, .. } if *is_key => key.name(),
            Node::Cell { cell, key, .. } => format!("{}[{}]", cell.column, key.name()),
            Node::Column { name, .. } => name.to_string(),
            Node::Rows { how, .. } => how.clone(),
            Node::Named { name, .. } => name.clone(),
            Node::Where { list, words, .. } => {
                let text = match list.formula() {
                    (formula, Binding::Atom) => format!("{formula} where {words}"),
                    (formula, _) => format!("({formula}) where {words}"),
                };
                return (text, Binding::Condition);
            }
            Node::Operation {
                operation,
                operands,
            } => return operation.formula(operands),
        };
        (text, Binding::Atom)
    }
}

impl Operation {
    fn formula(&self, operands: &[Origin]) -> (String, Binding) {
        let (sign, binding) = match self {
            Operation::Plus => (" + ", Binding::Sum),
            Operation::Minus => (" − ", Binding::Sum),
            Operation::Times => (" × ", Binding::Product),
            Operation::Over | Operation::Growth => (" ÷ ", Binding::Product),
            Operation::Function(name) => return (call(name, operands), Binding::Atom),
            Operation::Count => return (call("count", operands), Binding::Atom),
            Operation::By => (" by ", Binding::Sum),
        };
        let mut text = String::new();
        for (at, operand) in operands.iter().enumerate() {
            let (formula, inner) = operand.formula();
            // a − (b − c), a ÷ (b ÷ c)
            let is_loose = inner < binding || at > 0 && inner == binding;
            let sign = if at > 0 { sign } else { "" };
            let _ = match is_loose {
                true => write!(text, "{sign}({formula})"),
                false => write!(text, "{sign}{formula}"),
            };
        }
        if *self == Operation::Growth {
            return (text + " − 1", Binding::Sum);
        }
        (text, binding)
    }
}

fn call(name: &str, operands: &[Origin]) -> String {
    let operands: Vec<String> = operands.iter().map(|operand| operand.formula().0).collect();
    format!("{name}({})", operands.join(", "))
}
