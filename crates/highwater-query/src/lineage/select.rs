//! One `SELECT`: its columns, each with the rows behind it, and the rows of its lines.

use std::collections::BTreeSet;

use highwater_facts::Unit;
use sqlparser::ast::{
    BinaryOperator, Distinct, Expr, GroupByExpr, Ident, Select, SelectItem,
    SelectItemQualifiedWildcardKind, Value,
};

use super::expression::{Around, Parts, arguments, name};
use super::from::from;
use super::scope::{Known, Scope};
use super::{Output, ROWS, Rewritten, among, grouped_again, rows_of, union};
use crate::error::QueryError;
use crate::quoted::quoted;
use crate::sets::GROUP;

pub(super) fn select(
    select: &Select,
    known: &[Known],
    limited: bool,
) -> Result<Rewritten, QueryError> {
    refuse_others(select)?;
    let distinct = match &select.distinct {
        None | Some(Distinct::All) => false,
        Some(Distinct::Distinct) => true,
        Some(Distinct::On(_)) => {
            return Err(QueryError::not_followed(
                "`DISTINCT ON`",
                "number the lines of each group with `row_number()`, and keep the first",
            ));
        }
    };
    let from = from(&select.from, known)?;
    if from.scope.relations.is_empty() {
        return Err(QueryError::new(
            "the query reads no table",
            "add `FROM` with a table of the project",
        ));
    }
    let items = items(select, &from.scope)?;
    let mut line: Vec<String> = from.scope.relations.iter().map(|r| r.line()).collect();
    line.extend(from.conditions);
    if let Some(condition) = &select.selection {
        let parts = Parts::of(condition, &from.scope, known)?;
        parts.are_plain("`WHERE`")?;
        line.extend(parts.subqueries);
    }
    let line = union(&line);
    let groups = groups(select, &items)?;
    let has_aggregate =
        |expr: &Expr| Parts::of(expr, &from.scope, known).map(|parts| !parts.aggregates.is_empty());
    let mut grouped = !groups.is_empty();
    for (expr, _) in &items {
        grouped |= has_aggregate(expr)?;
    }
    if let Some(having) = &select.having {
        grouped |= has_aggregate(having)?;
    }
    let around = Around {
        scope: &from.scope,
        known,
        line: &line,
        grouped,
    };
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    let mut outputs = Vec::new();
    let mut of_line = vec![match grouped {
        true => format!("{GROUP}({line})"),
        false => line.clone(),
    }];
    for (expr, name) in &items {
        let parts = Parts::of(expr, &from.scope, known)?;
        if grouped {
            are_grouped(expr, &parts, &groups)?;
        }
        let set = around.rows(expr)?;
        // What a window reads beside the line is needed for the line too.
        if !parts.windows.is_empty() || !parts.subqueries.is_empty() {
            of_line.extend(set.clone());
            of_line.extend(around.lines_of_windows(expr)?);
        }
        columns.push(format!("{expr} AS {}", quoted(name)));
        rows.push(format!(
            "{} AS {}",
            set.unwrap_or_else(|| of_line[0].clone()),
            rows_of(name)
        ));
        outputs.push(Output {
            name: name.clone(),
            unit: unit(expr, &from.scope),
        });
    }
    let of_line = union(&of_line);
    // Lines that are equal are gathered before any is left out.
    let limit_here = limited && !distinct;
    let of_line = if limit_here { among(&of_line) } else { of_line };
    columns.extend(rows);
    columns.push(format!("{of_line} AS {}", quoted(ROWS)));
    let mut sql = format!("SELECT {} FROM {}", columns.join(", "), from.sql);
    if let Some(condition) = &select.selection {
        sql.push_str(&format!(" WHERE {condition}"));
    }
    if !groups.is_empty() {
        sql.push_str(&format!(" {}", select.group_by));
    }
    if let Some(having) = &select.having {
        let parts = Parts::of(having, &from.scope, known)?;
        if !parts.subqueries.is_empty() || !parts.windows.is_empty() {
            return Err(QueryError::not_followed(
                "a query or a window in `HAVING`",
                "compute it in a step before, and filter there",
            ));
        }
        sql.push_str(&format!(" HAVING {having}"));
    }
    let rewritten = Rewritten {
        sql,
        columns: outputs,
    };
    Ok(match distinct {
        true => grouped_again(&rewritten, true, limited),
        false => rewritten,
    })
}

fn refuse_others(select: &Select) -> Result<(), QueryError> {
    let others = [
        (select.top.is_some(), "`TOP`", "write `LIMIT n` at the end"),
        (
            select.into.is_some(),
            "`INTO`",
            "a query reads, and writes nothing",
        ),
        (
            select.qualify.is_some(),
            "`QUALIFY`",
            "compute the window in a step, and filter the step",
        ),
        (
            !select.named_window.is_empty(),
            "a window with a name",
            "write the window where it is used: `OVER (..)`",
        ),
        (
            !select.lateral_views.is_empty() || !select.connect_by.is_empty(),
            "this clause",
            "write a join",
        ),
    ];
    match others.into_iter().find(|(is_there, ..)| *is_there) {
        Some((_, what, instead)) => Err(QueryError::not_followed(what, instead)),
        None => Ok(()),
    }
}

/// The expressions of the answer, each with its name; `*` stands for all columns.
fn items(select: &Select, scope: &Scope) -> Result<Vec<(Expr, String)>, QueryError> {
    let mut items = Vec::new();
    for item in &select.projection {
        match item {
            SelectItem::ExprWithAlias { expr, alias } => {
                items.push((expr.clone(), alias.value.clone()));
            }
            SelectItem::UnnamedExpr(expr) => {
                let name = match expr {
                    Expr::Identifier(ident) => ident.value.clone(),
                    Expr::CompoundIdentifier(idents) => {
                        idents.last().map(|i| i.value.clone()).unwrap_or_default()
                    }
                    other => other.to_string(),
                };
                items.push((expr.clone(), name));
            }
            SelectItem::Wildcard(_) => items.extend(all(scope, None)),
            SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                items.extend(all(scope, Some(&name.to_string())))
            }
            other => {
                return Err(QueryError::not_followed(
                    format!("`{other}`"),
                    "name the columns of the answer",
                ));
            }
        }
    }
    let mut names = BTreeSet::new();
    for (_, name) in &items {
        if !names.insert(name.to_lowercase()) {
            return Err(QueryError::new(
                format!("two columns of the answer are called `{name}`"),
                "give each a name of its own with `AS`",
            ));
        }
    }
    Ok(items)
}

/// Returns all columns of one table or of all; those that tables are joined by stand once.
fn all(scope: &Scope, of: Option<&str>) -> Vec<(Expr, String)> {
    let meant = scope.relations.iter().filter(|relation| {
        of.is_none_or(|of| relation.alias.eq_ignore_ascii_case(of.trim_matches('"')))
    });
    let columns = meant.flat_map(|relation| {
        let shown = relation.of.columns.iter().filter(move |column| {
            let is_this = |name: &String| name.eq_ignore_ascii_case(&column.name);
            of.is_some() || !relation.joined_by.iter().any(is_this)
        });
        shown.map(move |column| {
            let ident = |text: &str| Ident::with_quote('"', text);
            let names = vec![ident(&relation.alias), ident(&column.name)];
            (Expr::CompoundIdentifier(names), column.name.clone())
        })
    });
    columns.collect()
}

/// The expressions that lines are grouped by; places and names of columns stand for these.
fn groups(select: &Select, items: &[(Expr, String)]) -> Result<Vec<String>, QueryError> {
    let GroupByExpr::Expressions(exprs, modifiers) = &select.group_by else {
        return Err(QueryError::not_followed(
            "`GROUP BY ALL`",
            "name the columns to group by",
        ));
    };
    if !modifiers.is_empty() {
        return Err(QueryError::not_followed(
            "`ROLLUP` and its like",
            "write one query for each level, joined by `UNION ALL`",
        ));
    }
    let group = |expr: &Expr| match expr {
        Expr::Value(value) => match &value.value {
            Value::Number(number, _) => {
                let at = number.parse::<usize>().ok();
                let item = at.and_then(|at| items.get(at.checked_sub(1)?));
                item.map_or(expr.to_string(), |(expr, _)| expr.to_string())
            }
            _ => expr.to_string(),
        },
        Expr::Identifier(ident) => {
            let named = items
                .iter()
                .find(|(_, name)| name.eq_ignore_ascii_case(&ident.value));
            named.map_or(expr.to_string(), |(expr, _)| expr.to_string())
        }
        _ => expr.to_string(),
    };
    Ok(exprs.iter().map(group).collect())
}

/// That each column stands in an aggregate or is grouped by: else SQLite takes any line's, and others
/// refuse it.
fn are_grouped(expr: &Expr, parts: &Parts<'_>, groups: &[String]) -> Result<(), QueryError> {
    if groups.contains(&expr.to_string()) {
        return Ok(());
    }
    let last = |text: &str| {
        text.rsplit('.')
            .next()
            .unwrap_or(text)
            .trim_matches('"')
            .to_lowercase()
    };
    let is_grouped = |column: &str| {
        groups.iter().any(|group| {
            group.eq_ignore_ascii_case(column) || (is_name(group) && last(group) == last(column))
        })
    };
    let mut columns = parts.columns.iter().map(|(written, _)| written);
    match columns.find(|column| !is_grouped(column)) {
        None => Ok(()),
        Some(column) => Err(QueryError::new(
            format!(
                "`{column}` is neither grouped by nor in an aggregate, so that any line's may stand there"
            ),
            format!("add it to `GROUP BY`, or write `max({column})`"),
        )),
    }
}

fn is_name(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || "_.\" ".contains(c))
}

/// Returns what the numbers of an expression count, if that follows from its columns.
fn unit(expr: &Expr, scope: &Scope) -> Option<Unit> {
    let of = |expr: &Expr| unit(expr, scope);
    let is_number = |expr: &Expr| matches!(expr, Expr::Value(value) if matches!(value.value, Value::Number(..)));
    match expr {
        Expr::Identifier(ident) => scope.column(std::slice::from_ref(ident)).ok()?.unit,
        Expr::CompoundIdentifier(idents) => scope.column(idents).ok()?.unit,
        Expr::Nested(inner) | Expr::UnaryOp { expr: inner, .. } => of(inner),
        Expr::Cast { expr: inner, .. } => of(inner),
        Expr::BinaryOp { left, op, right } => match op {
            BinaryOperator::Plus | BinaryOperator::Minus => {
                of(left).filter(|unit| of(right) == Some(*unit))
            }
            BinaryOperator::Multiply if is_number(left) => of(right),
            BinaryOperator::Multiply | BinaryOperator::Divide if is_number(right) => of(left),
            BinaryOperator::Divide => of(left)
                .filter(|unit| of(right) == Some(*unit))
                .map(|_| Unit::Ratio),
            _ => None,
        },
        Expr::Function(function) => match name(function).as_str() {
            "sum" | "total" | "avg" | "min" | "max" | "lag" | "lead" | "first_value"
            | "last_value" | "nth_value" | "round" | "abs" | "coalesce" | "nullif" => {
                of(arguments(function).first()?)
            }
            _ => None,
        },
        _ => None,
    }
}
