//! Expressions: what they name, and the set of rows that their value rests on.

use sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, InTarget, ObjectNamePart,
    Value, WindowType,
};

use super::scope::{Found, Known, Scope};
use super::{query, rows_of, union};
use crate::error::QueryError;
use crate::sets::GROUP;

/// The parts of an expression on which its rows depend.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// The columns, as they are written.
    pub(super) columns: Vec<(String, Found)>,
    /// Calls of aggregate functions.
    pub(super) aggregates: Vec<&'a Function>,
    /// Calls of functions over windows.
    pub(super) windows: Vec<&'a Function>,
    /// The sets of rows of scalar subqueries.
    pub(super) subqueries: Vec<String>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(expr: &'a Expr, scope: &Scope, known: &[Known]) -> Result<Self, QueryError> {
        let mut parts = Parts::default();
        parts.add(expr, scope, known)?;
        Ok(parts)
    }

    /// That there is neither an aggregate nor a window, which SQL has no place for there.
    pub(super) fn are_plain(&self, place: &str) -> Result<(), QueryError> {
        if self.aggregates.is_empty() && self.windows.is_empty() {
            return Ok(());
        }
        Err(QueryError::new(
            format!("{place} cannot hold an aggregate or a window"),
            "compute it in a step before, `WITH step AS (..)`",
        ))
    }

    fn add(&mut self, expr: &'a Expr, scope: &Scope, known: &[Known]) -> Result<(), QueryError> {
        let children: Vec<&'a Expr> = match expr {
            // A text in double quotes is a column to SQL, and to nobody else.
            Expr::Identifier(ident) => {
                let found = scope.column(std::slice::from_ref(ident))?;
                self.columns.push((expr.to_string(), found));
                Vec::new()
            }
            Expr::CompoundIdentifier(idents) => {
                self.columns.push((expr.to_string(), scope.column(idents)?));
                Vec::new()
            }
            Expr::Value(_) | Expr::TypedString(_) => Vec::new(),
            Expr::IsNull(e)
            | Expr::IsNotNull(e)
            | Expr::IsTrue(e)
            | Expr::IsNotTrue(e)
            | Expr::IsFalse(e)
            | Expr::IsNotFalse(e)
            | Expr::Nested(e)
            | Expr::UnaryOp { expr: e, .. }
            | Expr::Cast { expr: e, .. }
            | Expr::Ceil { expr: e, .. }
            | Expr::Floor { expr: e, .. }
            | Expr::Collate { expr: e, .. } => vec![e],
            Expr::IsDistinctFrom(a, b) | Expr::IsNotDistinctFrom(a, b) => vec![a, b],
            Expr::BinaryOp { left, right, .. } => vec![left, right],
            Expr::Like { expr, pattern, .. } => vec![expr, pattern],
            Expr::Between {
                expr, low, high, ..
            } => vec![expr, low, high],
            Expr::In {
                expr,
                target: InTarget::List(list),
                ..
            } => std::iter::once(&**expr).chain(list).collect(),
            Expr::In { .. } | Expr::Exists { .. } => {
                return Err(QueryError::not_followed(
                    "`IN` or `EXISTS` with a query",
                    "write a join with that query, or a step `WITH name AS (..)` that is joined",
                ));
            }
            Expr::Case {
                operand,
                conditions,
                else_result,
                ..
            } => {
                let cases = conditions.iter().flat_map(|c| [&c.condition, &c.result]);
                let ends = operand.iter().chain(else_result).map(|e| &**e);
                cases.chain(ends).collect()
            }
            Expr::Substring {
                expr,
                substring_from,
                substring_for,
                ..
            } => {
                let ends = substring_from.iter().chain(substring_for);
                std::iter::once(expr).chain(ends).map(|e| &**e).collect()
            }
            Expr::Trim {
                expr, trim_what, ..
            } => std::iter::once(expr)
                .chain(trim_what)
                .map(|e| &**e)
                .collect(),
            Expr::Position { expr, r#in } => vec![expr, r#in],
            Expr::Tuple(list) => list.iter().collect(),
            Expr::Subquery(subquery) => {
                let inner = query(subquery, known).map_err(|error| QueryError {
                    help: format!(
                        "{}; if the query around it has that column, write a join",
                        error.help
                    ),
                    ..error
                })?;
                let [column] = &inner.columns[..] else {
                    return Err(QueryError::new(
                        "a query in the place of a value has several columns",
                        "name one column in it",
                    ));
                };
                let rows = rows_of(&column.name);
                let (line, sql) = (super::quoted(super::ROWS), &inner.sql);
                self.subqueries.push(format!(
                    "(SELECT {}({rows}, {line}) FROM ({sql}))",
                    crate::sets::UNION
                ));
                Vec::new()
            }
            Expr::Function(function) => return self.function(function, scope, known),
            other => {
                return Err(QueryError::not_followed(
                    format!("`{other}`"),
                    "write it with the functions and operators that SQLite and DataFusion share",
                ));
            }
        };
        children
            .into_iter()
            .try_for_each(|child| self.add(child, scope, known))
    }

    fn function(
        &mut self,
        function: &'a Function,
        scope: &Scope,
        known: &[Known],
    ) -> Result<(), QueryError> {
        let name = name(function);
        if function.over.is_some() {
            self.windows.push(function);
            return Ok(());
        }
        if is_aggregate(function) {
            self.aggregates.push(function);
            return Ok(());
        }
        let arguments = arguments(function);
        let is_of_time = [
            "date",
            "time",
            "datetime",
            "julianday",
            "strftime",
            "unixepoch",
        ]
        .contains(&name.as_str());
        let is_now = |expr: &&Expr| match expr {
            Expr::Value(value) => matches!(
                &value.value,
                Value::SingleQuotedString(text) if text.eq_ignore_ascii_case("now")
            ),
            _ => false,
        };
        let is_clock = is_of_time && (arguments.is_empty() || arguments.iter().any(is_now));
        if is_clock || FORBIDDEN.contains(&name.as_str()) {
            return Err(QueryError::new(
                format!("`{name}` gives something else on another day or machine"),
                "write the date or number that is meant",
            ));
        }
        arguments
            .into_iter()
            .try_for_each(|argument| self.add(argument, scope, known))
    }
}

/// Functions that give something else each time, or reach out of the tables.
const FORBIDDEN: [&str; 10] = [
    "random",
    "randomblob",
    "changes",
    "total_changes",
    "last_insert_rowid",
    "load_extension",
    "sqlite_version",
    "current_date",
    "current_time",
    "current_timestamp",
];

/// What surrounds an expression whose rows are asked for.
pub(super) struct Around<'a> {
    pub(super) scope: &'a Scope,
    pub(super) known: &'a [Known],
    /// The set of rows of a line before it is grouped.
    pub(super) line: &'a str,
    /// Whether lines are grouped.
    pub(super) grouped: bool,
}

impl Around<'_> {
    /// The set of rows that the value of an expression rests on; `None` for a constant.
    pub(super) fn rows(&self, expr: &Expr) -> Result<Option<String>, QueryError> {
        let parts = Parts::of(expr, self.scope, self.known)?;
        let mut sets = parts.subqueries;
        for (_, found) in parts.columns {
            sets.push(match self.grouped {
                true => format!("{GROUP}({})", found.rows),
                false => found.rows,
            });
        }
        for aggregate in parts.aggregates {
            sets.push(format!("{GROUP}({})", self.contributing(aggregate, false)?));
        }
        for window in parts.windows {
            sets.push(self.window(window)?);
        }
        sets.dedup();
        Ok((!sets.is_empty()).then(|| union(&sets)))
    }

    /// The sets of rows of the lines that the windows of an expression look at: whole lines, without which
    /// a join would not give them again.
    pub(super) fn lines_of_windows(&self, expr: &Expr) -> Result<Vec<String>, QueryError> {
        let parts = Parts::of(expr, self.scope, self.known)?;
        let line = match self.grouped {
            true => format!("{GROUP}({})", self.line),
            false => self.line.to_owned(),
        };
        let lines = parts.windows.into_iter().map(|window| {
            let Some(WindowType::WindowSpec(spec)) = &window.over else {
                return line.clone();
            };
            let name = name(window);
            let by: Vec<String> = spec.partition_by.iter().map(Expr::to_string).collect();
            let partition = match by.is_empty() {
                true => String::new(),
                false => format!("PARTITION BY {}", by.join(", ")),
            };
            match (name.as_str(), arguments(window).len()) {
                ("lag" | "lead", 1) | ("first_value" | "last_value", _) => {
                    format!("{name}({line}) OVER ({spec})")
                }
                // A line some way off is there only with those between.
                ("lag" | "lead", _) => format!("{GROUP}({line}) OVER ({partition})"),
                _ if AGGREGATES.contains(&name.as_str()) || name == "nth_value" => {
                    format!("{GROUP}({line}) OVER ({spec})")
                }
                _ => format!("{GROUP}({line}) OVER ({partition})"),
            }
        });
        Ok(lines.collect())
    }

    /// Returns the set of rows of a line that contributes to an aggregate; nothing if it does not.
    fn contributing(&self, function: &Function, grouped: bool) -> Result<String, QueryError> {
        let line = match grouped {
            true => format!("{GROUP}({})", self.line),
            false => self.line.to_owned(),
        };
        let inside = Around { grouped, ..*self };
        let given = arguments(function);
        let mut sets = Vec::new();
        for argument in &given {
            sets.extend(inside.rows(argument)?);
        }
        let rows = if sets.is_empty() { line } else { union(&sets) };
        let mut conditions: Vec<String> = Vec::new();
        if let Some(argument) = given.first() {
            // A count of what is true rests on what is true.
            let sums = ["sum", "total"].contains(&name(function).as_str());
            conditions.push(match sums && is_condition(argument) {
                true => format!("({argument})"),
                false => format!("({argument}) IS NOT NULL"),
            });
        }
        if let Some(filter) = &function.filter {
            Parts::of(filter, self.scope, self.known)?.are_plain("a filter")?;
            conditions.push(format!("({filter})"));
        }
        Ok(match conditions.is_empty() {
            true => rows,
            false => format!("CASE WHEN {} THEN {rows} END", conditions.join(" AND ")),
        })
    }

    fn window(&self, function: &Function) -> Result<String, QueryError> {
        let Some(WindowType::WindowSpec(spec)) = &function.over else {
            return Err(QueryError::not_followed(
                "a window with a name",
                "write the window where it is used: `OVER (PARTITION BY .. ORDER BY ..)`",
            ));
        };
        if spec.window_name.is_some() {
            return Err(QueryError::not_followed(
                "a window with a name",
                "write the window where it is used: `OVER (PARTITION BY .. ORDER BY ..)`",
            ));
        }
        let ordered = spec.order_by.iter().map(|order| &order.expr);
        for expr in spec.partition_by.iter().chain(ordered) {
            Parts::of(expr, self.scope, self.known)?;
        }
        let name = name(function);
        let line = match self.grouped {
            true => format!("{GROUP}({})", self.line),
            false => self.line.to_owned(),
        };
        match name.as_str() {
            "lag" | "lead" | "first_value" | "last_value" | "nth_value" => {
                let given = arguments(function);
                let (Some(first), rest) = (given.first(), given.get(1..2)) else {
                    return Err(QueryError::new(
                        format!("`{name}` needs a column"),
                        format!("write `{name}(column) OVER (ORDER BY ..)`"),
                    ));
                };
                let rows = self.rows(first)?.unwrap_or(line);
                let rest: Vec<String> = rest
                    .iter()
                    .flat_map(|r| r.iter())
                    .map(|e| format!(", {e}"))
                    .collect();
                Ok(format!("{name}({rows}{}) OVER ({spec})", rest.concat()))
            }
            "row_number" | "rank" | "dense_rank" | "percent_rank" | "cume_dist" | "ntile" => {
                let by: Vec<String> = spec.partition_by.iter().map(Expr::to_string).collect();
                let by = match by.is_empty() {
                    true => String::new(),
                    false => format!("PARTITION BY {}", by.join(", ")),
                };
                Ok(format!("{GROUP}({line}) OVER ({by})"))
            }
            _ if AGGREGATES.contains(&name.as_str()) => {
                let rows = self.contributing(function, self.grouped)?;
                Ok(format!("{GROUP}({rows}) OVER ({spec})"))
            }
            _ => Err(QueryError::not_followed(
                format!("`{name}` over a window"),
                "use `lag`, `lead`, `first_value`, `last_value`, a rank, `sum`, `count`, `avg`, `min` or `max`",
            )),
        }
    }
}

const AGGREGATES: [&str; 8] = [
    "count",
    "sum",
    "total",
    "avg",
    "min",
    "max",
    "group_concat",
    "string_agg",
];

/// The name of a function, in small letters.
pub(super) fn name(function: &Function) -> String {
    match function.name.0.last() {
        Some(ObjectNamePart::Identifier(ident)) => ident.value.to_lowercase(),
        _ => function.name.to_string().to_lowercase(),
    }
}

/// Returns whether a call gathers the lines of a group; `min` and `max` of several numbers do not.
fn is_aggregate(function: &Function) -> bool {
    let name = name(function);
    AGGREGATES.contains(&name.as_str())
        && (arguments(function).len() < 2 || !["min", "max"].contains(&name.as_str()))
}

/// The expressions that a function is given; none for `*`.
pub(super) fn arguments(function: &Function) -> Vec<&Expr> {
    let FunctionArguments::List(list) = &function.args else {
        return Vec::new();
    };
    let arguments = list.args.iter().filter_map(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
        _ => None,
    });
    arguments.collect()
}

/// Returns whether an expression is true or false.
fn is_condition(expr: &Expr) -> bool {
    use sqlparser::ast::BinaryOperator as Op;
    match expr {
        Expr::Nested(inner) => is_condition(inner),
        Expr::BinaryOp { op, .. } => matches!(
            op,
            Op::Eq | Op::NotEq | Op::Lt | Op::LtEq | Op::Gt | Op::GtEq | Op::And | Op::Or
        ),
        Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::Like { .. }
        | Expr::Between { .. }
        | Expr::In { .. }
        | Expr::Case { .. } => true,
        Expr::UnaryOp { op, .. } => matches!(op, sqlparser::ast::UnaryOperator::Not),
        _ => false,
    }
}
