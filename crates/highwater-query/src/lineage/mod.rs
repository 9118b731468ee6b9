//! Queries rewritten so that each column has a second one with the rows behind it.

mod expression;
mod from;
mod scope;
mod select;

use highwater_facts::Unit;
use sqlparser::ast::{
    LimitClause, OrderBy, OrderByKind, Query, SetExpr, SetOperator, SetQuantifier,
};

use crate::error::QueryError;
use crate::query::with_steps;
use crate::quoted::quoted;
use crate::sets::{GROUP, UNION};
pub(crate) use scope::Known;

/// What stands before the name of a column in the name of that with its rows; alone it is the name of the
/// column with the rows that a whole line rests on.
pub(crate) const ROWS: &str = "hw:";

/// A query that was rewritten: its columns, then one with the rows of each, then those of the line.
pub(crate) struct Rewritten {
    pub(crate) sql: String,
    pub(crate) columns: Vec<Output>,
}

/// A column of an answer.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) name: String,
    /// What its numbers count, if that follows from the columns that it is made of.
    pub(crate) unit: Option<Unit>,
}

/// Rewrites a query on tables and on the queries that it reads.
pub(crate) fn rewrite(query: &crate::Query, tables: &[Known]) -> Result<Rewritten, QueryError> {
    let mut known = tables.to_vec();
    let mut steps = Vec::new();
    for step in &query.steps {
        let mut rewritten = self::query(&step.tree, &known)?;
        for column in &mut rewritten.columns {
            column.unit = step.units.get(&column.name).copied().or(column.unit);
        }
        steps.push(format!("{} AS ({})", quoted(&step.name), rewritten.sql));
        known.push(Known {
            name: step.name.clone(),
            columns: rewritten.columns,
            is_table: false,
            ranges: Vec::new(),
        });
    }
    let rewritten = self::query(&query.tree, &known)?;
    Ok(Rewritten {
        sql: with_steps(&steps, &rewritten.sql),
        ..rewritten
    })
}

fn rows_of(name: &str) -> String {
    quoted(&format!("{ROWS}{name}"))
}

/// The union of some sets; nothing of none.
fn union(sets: &[String]) -> String {
    match sets {
        [] => "NULL".to_owned(),
        [one] => one.clone(),
        _ => format!("{UNION}({})", sets.join(", ")),
    }
}

fn query(query: &Query, known: &[Known]) -> Result<Rewritten, QueryError> {
    if query.fetch.is_some() || !query.locks.is_empty() || query.for_clause.is_some() {
        return Err(QueryError::not_followed(
            "this clause",
            "write `LIMIT n` at the end of the query",
        ));
    }
    let mut known = known.to_vec();
    let mut steps = Vec::new();
    if let Some(with) = &query.with {
        if with.recursive {
            return Err(QueryError::not_followed(
                "`WITH RECURSIVE`",
                "write the steps one by one, or put the series into a table of its own",
            ));
        }
        for cte in &with.cte_tables {
            if !cte.alias.columns.is_empty() {
                return Err(QueryError::not_followed(
                    "names of columns behind the name of a step",
                    "name the columns within the step, with `AS`",
                ));
            }
            let step = self::query(&cte.query, &known)?;
            let name = &cte.alias.name.value;
            steps.push(format!("{} AS ({})", quoted(name), step.sql));
            known.push(Known {
                name: name.clone(),
                columns: step.columns,
                is_table: false,
                ranges: Vec::new(),
            });
        }
    }
    let order = query.order_by.as_ref().map(order).transpose()?;
    let limit = query.limit_clause.as_ref().map(limit).transpose()?;
    let mut rewritten = body(&query.body, &known, limit.is_some())?;
    for part in [order, limit].into_iter().flatten() {
        rewritten.sql.push_str(&part);
    }
    if !steps.is_empty() {
        rewritten.sql = format!("WITH {} {}", steps.join(", "), rewritten.sql);
    }
    Ok(rewritten)
}

fn order(order: &OrderBy) -> Result<String, QueryError> {
    match &order.kind {
        OrderByKind::Expressions(_) if order.interpolate.is_none() => Ok(format!(" {order}")),
        _ => Err(QueryError::not_followed(
            "this order",
            "name the columns to order by",
        )),
    }
}

fn limit(limit: &LimitClause) -> Result<String, QueryError> {
    match limit {
        LimitClause::LimitOffset { limit_by, .. } if limit_by.is_empty() => Ok(limit.to_string()),
        LimitClause::OffsetCommaLimit { .. } => Ok(limit.to_string()),
        LimitClause::LimitOffset { .. } => Err(QueryError::not_followed(
            "`LIMIT .. BY`",
            "number the lines of each group with `row_number()`, and filter by that",
        )),
    }
}

/// Rewrites what stands before the order. With a limit a line rests on all that it won among.
fn body(body: &SetExpr, known: &[Known], limited: bool) -> Result<Rewritten, QueryError> {
    match body {
        SetExpr::Select(select) => select::select(select, known, limited),
        SetExpr::Query(inner) => {
            let inner = query(inner, known)?;
            Ok(grouped_again(&inner, false, limited))
        }
        SetExpr::SetOperation {
            op: SetOperator::Union,
            set_quantifier,
            left,
            right,
        } => {
            let is_all = match set_quantifier {
                SetQuantifier::All => true,
                SetQuantifier::None | SetQuantifier::Distinct => false,
                _ => {
                    return Err(QueryError::not_followed(
                        "this union",
                        "write `UNION` or `UNION ALL`",
                    ));
                }
            };
            let left = self::body(left, known, false)?;
            let right = self::body(right, known, false)?;
            if left.columns.len() != right.columns.len() {
                return Err(QueryError::new(
                    format!(
                        "the sides of a union have {} and {} columns",
                        left.columns.len(),
                        right.columns.len()
                    ),
                    "give both sides the same columns",
                ));
            }
            let columns = left.columns.iter().zip(&right.columns);
            let columns = columns.map(|(left, right)| Output {
                name: left.name.clone(),
                unit: left.unit.filter(|unit| right.unit == Some(*unit)),
            });
            let both = Rewritten {
                columns: columns.collect(),
                sql: format!("{} UNION ALL {}", left.sql, right.sql),
            };
            if is_all && !limited {
                return Ok(both);
            }
            Ok(grouped_again(&both, !is_all, limited))
        }
        SetExpr::SetOperation { op, .. } => Err(QueryError::not_followed(
            format!("`{op}`"),
            "write a join, or a `LEFT JOIN` with `WHERE .. IS NULL`",
        )),
        _ => Err(QueryError::not_followed(
            "this",
            "start the query with `SELECT` or `WITH`",
        )),
    }
}

/// The same lines, those that are equal as one if they are to be `distinct`.
fn grouped_again(inner: &Rewritten, distinct: bool, limited: bool) -> Rewritten {
    let names: Vec<String> = inner.columns.iter().map(|c| quoted(&c.name)).collect();
    let gathered = |column: String| match distinct {
        true => format!("{GROUP}({column})"),
        false => column,
    };
    let mut columns = names.clone();
    for column in &inner.columns {
        let rows = rows_of(&column.name);
        columns.push(format!("{} AS {rows}", gathered(rows.clone())));
    }
    let line = gathered(quoted(ROWS));
    let line = if limited { among(&line) } else { line };
    columns.push(format!("{line} AS {}", quoted(ROWS)));
    let grouping = match distinct {
        true => format!(" GROUP BY {}", names.join(", ")),
        false => String::new(),
    };
    Rewritten {
        sql: format!(
            "SELECT {} FROM ({}){grouping}",
            columns.join(", "),
            inner.sql
        ),
        columns: inner.columns.clone(),
    }
}

/// Returns the rows of all lines.
fn among(line: &str) -> String {
    format!("{GROUP}({line}) OVER ()")
}
