//! What the names of a query mean.

use highwater_facts::{Unit, nearest::nearest};
use sqlparser::ast::Ident;

use super::{Output, ROWS, quoted, rows_of};
use crate::error::QueryError;
use crate::query::word_at;

/// A table or a step that a query may read.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) columns: Vec<Output>,
    /// Whether it is a table, whose lines are single rows.
    pub(crate) is_table: bool,
    /// The columns of a table whose cells are ranges, with the first lines of these.
    pub(crate) ranges: Vec<(String, Vec<u64>)>,
}

/// A table or step as a `FROM` names it.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) alias: String,
    pub(crate) of: Known,
    /// The columns that `USING` joins it by to those before it, which stand once in `*`.
    pub(crate) joined_by: Vec<String>,
}

impl Relation {
    /// The set of rows that a line of it rests on.
    pub(crate) fn line(&self) -> String {
        format!("{}.{}", quoted(&self.alias), quoted(ROWS))
    }

    fn rows(&self, column: &str) -> String {
        match self.of.is_table {
            true => self.line(),
            false => format!("{}.{}", quoted(&self.alias), rows_of(column)),
        }
    }
}

/// The tables and steps of one `FROM`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) relations: Vec<Relation>,
}

/// A column that an expression names.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its set of rows, in SQL.
    pub(crate) rows: String,
    pub(crate) unit: Option<Unit>,
}

impl Scope {
    /// Finds the column of a name.
    pub(crate) fn column(&self, names: &[Ident]) -> Result<Found, QueryError> {
        let (table, column) = match names {
            [column] => (None, column),
            [table, column] => (Some(table), column),
            _ => {
                return Err(QueryError::new(
                    "a column is named by more than its table",
                    "write `TABLE.COLUMN`",
                ));
            }
        };
        let is_meant = |relation: &&Relation| {
            table.is_none_or(|table| relation.alias.eq_ignore_ascii_case(&table.value))
        };
        let mut found = self
            .relations
            .iter()
            .filter(is_meant)
            .filter_map(|relation| {
                let columns = &relation.of.columns;
                let known = columns
                    .iter()
                    .find(|known| known.name.eq_ignore_ascii_case(&column.value))?;
                Some((relation, known))
            });
        match (found.next(), found.next()) {
            (Some((relation, known)), second) => {
                let mut rows = vec![relation.rows(&known.name)];
                // A column that a join has in common is that of both.
                rows.extend(
                    second
                        .filter(|(other, _)| {
                            let mut shared = other.joined_by.iter();
                            shared.any(|name| name.eq_ignore_ascii_case(&column.value))
                        })
                        .map(|(other, known)| other.rows(&known.name)),
                );
                Ok(Found {
                    rows: super::union(&rows),
                    unit: known.unit,
                })
            }
            (None, _) => Err(self.unknown(column)),
        }
    }

    fn unknown(&self, column: &Ident) -> QueryError {
        let name = column.value.as_str();
        let ranges = self.relations.iter().flat_map(|r| &r.of.ranges);
        let mut of_name = ranges.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        if let Some((known, lines)) = of_name.next() {
            let first: Vec<String> = lines.iter().take(3).map(u64::to_string).collect();
            let more = match lines.len().saturating_sub(3) {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            return QueryError::new(
                format!(
                    "cells of `{known}` are ranges or bounds, in line {}{more}",
                    first.join(", ")
                ),
                format!("name `{known}_low` or `{known}_high`"),
            )
            .at_ident(column);
        }
        let known: Vec<&str> = self
            .relations
            .iter()
            .flat_map(|relation| &relation.of.columns)
            .map(|column| column.name.as_str())
            .collect();
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        QueryError::new(format!("there is no column `{name}`"), help).at_ident(column)
    }
}

impl QueryError {
    /// Notes the place of a name, which [`placed`](QueryError::placed) turns into bytes of the text.
    pub(crate) fn at_ident(self, ident: &Ident) -> Self {
        let start = ident.span.start;
        // Lines and columns, until the text is at hand.
        self.at(start.line as usize..start.column as usize)
    }

    /// Turns the line and column of a name into bytes of the text.
    pub(crate) fn placed(self, text: &str) -> Self {
        let place = self.place.clone();
        QueryError {
            place: place.and_then(|at| word_at(text, at.start, at.end)),
            ..self
        }
    }
}
