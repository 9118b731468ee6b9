//! What a query reads: tables, steps and joins.

use sqlparser::ast::{
    Join, JoinConstraint, JoinOperator, ObjectName, ObjectNamePart, TableFactor, TableWithJoins,
};

use highwater_facts::nearest::nearest;

use super::expression::Parts;
use super::scope::{Known, Relation, Scope};
use super::{query, quoted};
use crate::error::QueryError;

/// The `FROM` of a query: its text, with subqueries rewritten, and what it names.
pub(super) struct From {
    pub(super) sql: String,
    pub(super) scope: Scope,
    /// The sets of rows of scalar subqueries in the conditions of joins.
    pub(super) conditions: Vec<String>,
}

pub(super) fn from(tables: &[TableWithJoins], known: &[Known]) -> Result<From, QueryError> {
    let mut from = From {
        sql: String::new(),
        scope: Scope::default(),
        conditions: Vec::new(),
    };
    for (at, table) in tables.iter().enumerate() {
        if at > 0 {
            from.sql.push_str(", ");
        }
        from.with_joins(table, known)?;
    }
    let mut names: Vec<String> = from
        .scope
        .relations
        .iter()
        .map(|relation| relation.alias.to_lowercase())
        .collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(QueryError::new(
            format!("two tables of a query are called `{}`", twice[0]),
            "give each a name of its own: `FROM table AS a, table AS b`",
        ));
    }
    Ok(from)
}

impl From {
    fn with_joins(&mut self, table: &TableWithJoins, known: &[Known]) -> Result<(), QueryError> {
        self.factor(&table.relation, known)?;
        for join in &table.joins {
            self.join(join, known)?;
        }
        Ok(())
    }

    fn join(&mut self, join: &Join, known: &[Known]) -> Result<(), QueryError> {
        let (word, constraint) = match &join.join_operator {
            JoinOperator::Join(constraint) | JoinOperator::Inner(constraint) => {
                ("JOIN", constraint)
            }
            JoinOperator::Left(constraint) | JoinOperator::LeftOuter(constraint) => {
                ("LEFT JOIN", constraint)
            }
            JoinOperator::CrossJoin(constraint) => ("CROSS JOIN", constraint),
            _ => {
                return Err(QueryError::not_followed(
                    "this join",
                    "write `JOIN`, `LEFT JOIN` or `CROSS JOIN`; a right join is a left join turned round",
                ));
            }
        };
        self.sql.push_str(&format!(" {word} "));
        self.factor(&join.relation, known)?;
        match constraint {
            JoinConstraint::None => {}
            JoinConstraint::On(condition) => {
                let parts = Parts::of(condition, &self.scope, known)?;
                parts.are_plain("the condition of a join")?;
                self.conditions.extend(parts.subqueries);
                self.sql.push_str(&format!(" ON {condition}"));
            }
            JoinConstraint::Using(columns) => {
                let columns: Vec<String> = columns.iter().filter_map(name_of).collect();
                let named: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
                self.sql.push_str(&format!(" USING ({})", named.join(", ")));
                if let Some(last) = self.scope.relations.last_mut() {
                    last.joined_by = columns;
                }
            }
            _ => {
                return Err(QueryError::not_followed(
                    "a natural join",
                    "say which columns join the tables: `USING (column)` or `ON a.x = b.x`",
                ));
            }
        }
        Ok(())
    }

    fn factor(&mut self, factor: &TableFactor, known: &[Known]) -> Result<(), QueryError> {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args: None,
                ..
            } => {
                let known = find(name, known)?;
                let alias = alias
                    .as_ref()
                    .map_or(&known.name, |alias| &alias.name.value);
                let sql = format!("{} AS {}", quoted(&known.name), quoted(alias));
                self.add(sql, alias, known.clone());
                Ok(())
            }
            TableFactor::Derived {
                lateral: false,
                subquery,
                alias,
                ..
            } => {
                let inner = query(subquery, known)?;
                let count = self.scope.relations.len();
                let alias = alias.as_ref().map(|alias| alias.name.value.clone());
                let alias = alias.unwrap_or_else(|| format!("step {count}"));
                let sql = format!("({}) AS {}", inner.sql, quoted(&alias));
                let of = Known {
                    name: alias.clone(),
                    columns: inner.columns,
                    is_table: false,
                    ranges: Vec::new(),
                };
                self.add(sql, &alias, of);
                Ok(())
            }
            TableFactor::NestedJoin {
                table_with_joins,
                alias: None,
            } => {
                self.sql.push('(');
                self.with_joins(table_with_joins, known)?;
                self.sql.push(')');
                Ok(())
            }
            _ => Err(QueryError::not_followed(
                format!("`{factor}`"),
                "read a table of the project, or a query in brackets",
            )),
        }
    }

    fn add(&mut self, sql: String, alias: &str, of: Known) {
        self.sql.push_str(&sql);
        self.scope.relations.push(Relation {
            alias: alias.to_owned(),
            of,
            joined_by: Vec::new(),
        });
    }
}

fn name_of(name: &ObjectName) -> Option<String> {
    match &name.0[..] {
        [ObjectNamePart::Identifier(ident)] => Some(ident.value.clone()),
        _ => None,
    }
}

/// The step or table of a name; a step stands for a table of the same name.
fn find<'a>(name: &ObjectName, known: &'a [Known]) -> Result<&'a Known, QueryError> {
    let ident = match &name.0[..] {
        [ObjectNamePart::Identifier(ident)] => ident,
        _ => {
            return Err(QueryError::new(
                format!("there is no table `{name}`"),
                "name a table by the name of its file, without its folder",
            ));
        }
    };
    let mut steps = known.iter().rev();
    steps
        .find(|known| known.name.eq_ignore_ascii_case(&ident.value))
        .ok_or_else(|| {
            let names = || known.iter().map(|known| known.name.as_str());
            let help = match nearest(&ident.value, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("there is no table `{}`", ident.value);
            let error = QueryError::new(message, help).at_ident(ident);
            QueryError {
                no_table: Some(ident.value.clone()),
                ..error
            }
        })
}
