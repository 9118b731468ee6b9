//! Values that are named and computed from others, in the language of claims.

use std::collections::BTreeMap;
use std::ops::Range;

use highwater_expr::Expression;
use highwater_facts::{CellRef, Fact, FactPath, Ledger, NamedRow, Quantity, RowSet, Unit, Value};
use highwater_query::{Answer, AnswerColumn, Cell, Datum, Query, RowIds};
use toml::{Spanned, Value as Toml};

use crate::fault::Fault;
use crate::fields::{Given, text};
use crate::figure::not_toml;
use crate::quantity::{Computed, compute};

/// The names in a block of values that are not values.
const TABLES: [&str; 2] = ["fit", "test"];

/// A value, or a column of a query, that is computed from others.
#[derive(Debug)]
pub struct DeclaredValue {
    /// Its path; that of a column is the query's with its name.
    pub path: String,
    /// The query whose lines it is computed for, each by itself.
    pub each: Option<Spanned<String>>,
    expression: Expression,
    /// The expression in its text.
    place: Range<usize>,
    unit: Option<Unit>,
    label: String,
}

/// What a value is computed from.
#[derive(Clone, Debug, Default)]
struct Origin {
    cells: Vec<CellRef>,
    rows: Vec<NamedRow>,
}

impl DeclaredValue {
    /// Reads a block of values: `path = "expression"`, or `path = { value = "..", unit = "..", label = ".." }`.
    /// With `each = "QUERY"` it is a column of that query.
    ///
    /// # Errors
    ///
    /// All faults: what is not TOML, a path or unit that cannot be, and what is wrong with an expression.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_declared::DeclaredValue;
    /// use highwater_facts::{Fact, Ledger, Quantity, Unit};
    ///
    /// let mut ledger = Ledger::default();
    /// for (path, low, high) in [("cost.first", 5e6, 10e6), ("cost.last", 200e3, 500e3)] {
    ///     ledger.add(Fact::new(path, Quantity::range(low, high, Unit::Usd)?, "cost of a run"))?;
    /// }
    /// let text = "cost.fall = \"cost.first / cost.last\"\n";
    /// let values = DeclaredValue::read(text).map_err(|mut faults| faults.remove(0))?;
    /// let fall = values[0].fact(&ledger)?.ok_or("a value is missing")?;
    /// assert_eq!(fall.value.bounds(), Some((10.0, 50.0)));
    /// assert_eq!(fall.how, "cost.first / cost.last");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(text: &str) -> Result<Vec<Self>, Vec<Fault>> {
        let given: Given = toml::from_str(text).map_err(|error| vec![not_toml(&error)])?;
        let (mut values, mut faults) = (Vec::new(), Vec::new());
        for (key, value) in &given {
            if TABLES.contains(&key.get_ref().as_str()) {
                continue;
            }
            let within = Within {
                text,
                place: key.span().start..value.span().end,
            };
            within.read(key.get_ref(), value.get_ref(), &mut values, &mut faults);
        }
        if faults.is_empty() {
            Ok(values)
        } else {
            Err(faults)
        }
    }

    /// Computes the value from those of the ledger; `None` if one of them is not there yet.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a value that is not a number, for units that do not fit, and for a division by zero.
    pub fn fact(&self, ledger: &Ledger) -> Result<Option<Fact>, Fault> {
        let mut origin = Origin::default();
        let mut inputs = Vec::new();
        for path in self.expression.paths() {
            let Some((fact, value)) = ledger.resolve(path) else {
                return Ok(None);
            };
            origin.add(fact, ledger);
            inputs.push(value);
        }
        let value = match self.compute(&inputs)? {
            Computed::Quantity(quantity) => Value::Quantity(quantity),
            Computed::Missing(reason) => Value::Missing(reason),
        };
        let label = match self.label.as_str() {
            "" => self.path.replace(['.', '_'], " "),
            label => label.to_owned(),
        };
        let fact = Fact::new(self.path.as_str(), value, label).how(self.how());
        Ok(Some(origin.behind(fact)))
    }

    /// Adds the column to the lines of its query; `None` if a value that it names is not there yet.
    ///
    /// # Errors
    ///
    /// As [`fact`](DeclaredValue::fact).
    pub fn column(&self, answer: &mut Answer, ledger: &Ledger) -> Result<Option<String>, Fault> {
        let name = self.path.rsplit('.').next().unwrap_or_default().to_owned();
        let mut computed = Vec::new();
        for row in &answer.rows {
            let (mut inputs, mut rows) = (Vec::new(), Vec::new());
            for path in self.expression.paths() {
                let own = [path.clone(), format!("{path}_low"), format!("{path}_high")];
                let columns: Vec<usize> =
                    own.iter().filter_map(|name| answer.column(name)).collect();
                if columns.is_empty() {
                    let Some((_, value)) = ledger.resolve(path) else {
                        return Ok(None);
                    };
                    inputs.push(value);
                    continue;
                }
                inputs.push(match answer.quantity(row, path) {
                    Some(quantity) => quantity.into(),
                    None => Value::Missing(format!("the line has no `{path}`")),
                });
                let cells = columns.iter().filter_map(|at| row.cells.get(*at));
                rows.extend(cells.flat_map(|cell| cell.rows.iter().copied()));
            }
            rows.sort_unstable();
            rows.dedup();
            computed.push((self.compute(&inputs)?, RowIds::from(rows)));
        }
        self.add(answer, &name, &computed);
        Ok(Some(name))
    }

    fn add(&self, answer: &mut Answer, name: &str, computed: &[(Computed, RowIds)]) {
        let quantities: Vec<Option<Quantity>> =
            computed.iter().map(|(c, _)| c.quantity()).collect();
        let unit = quantities.iter().flatten().next().map(Quantity::unit);
        let are_exact = quantities
            .iter()
            .flatten()
            .all(|quantity| quantity.value().is_some());
        let is_approximate = quantities.iter().flatten().any(Quantity::is_approximate);
        let mut push = |name: String, unit: Option<Unit>, of: &dyn Fn(&Quantity) -> f64| {
            answer.columns.push(AnswerColumn { name, unit });
            for (row, (quantity, (_, rows))) in
                answer.rows.iter_mut().zip(quantities.iter().zip(computed))
            {
                let value = quantity
                    .as_ref()
                    .map_or(Datum::Null, |q| Datum::Real(of(q)));
                row.cells.push(Cell {
                    value,
                    rows: rows.clone(),
                });
            }
        };
        if are_exact {
            push(name.to_owned(), unit, &Quantity::low);
            if is_approximate {
                let mark = |q: &Quantity| f64::from(u8::from(q.is_approximate()));
                push(format!("{name}_approx"), None, &mark);
            }
        } else {
            push(format!("{name}_low"), unit, &Quantity::low);
            push(format!("{name}_high"), unit, &Quantity::high);
        }
    }

    fn compute(&self, inputs: &[Value]) -> Result<Computed, Fault> {
        compute(&self.expression, inputs, self.unit)
            .map_err(|(message, help, range)| Fault::new(message, self.place_of(&range), help))
    }

    /// Returns the paths that are neither in the ledger nor columns of a query, with their places.
    pub fn unknown(&self, ledger: &Ledger, answer: Option<&Answer>) -> Vec<(String, Range<usize>)> {
        let is_column = |path: &str| {
            let is_there = |end: &str| answer.and_then(|a| a.column(&format!("{path}{end}")));
            is_there("").or_else(|| is_there("_low")).is_some()
        };
        let paths = self.expression.paths().iter();
        let unknown = paths.filter(|path| !is_column(path) && ledger.resolve(path).is_none());
        unknown
            .map(|path| {
                let range = self.expression.range_of_path(path).unwrap_or_default();
                (path.clone(), self.place_of(&range))
            })
            .collect()
    }

    fn place_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place.start;
        (start + range.start).min(self.place.end)..(start + range.end).min(self.place.end)
    }

    fn how(&self) -> String {
        self.expression.text_of(self.expression.tree())
    }

    /// Returns the bytes of the expression in its text.
    #[must_use]
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    /// Returns whether it is a column of a query.
    #[must_use]
    pub fn is_column_of(&self, query: &Query) -> bool {
        self.each
            .as_ref()
            .is_some_and(|each| *each.get_ref() == query.name)
    }
}

impl Origin {
    fn add(&mut self, fact: &Fact, ledger: &Ledger) {
        self.cells.extend(fact.cells.iter().cloned());
        if let Some(set) = ledger.row_set_of(fact) {
            self.rows.extend(set.rows().iter().cloned());
        }
    }

    /// Returns the fact with the rows that it is computed from.
    fn behind(self, fact: Fact) -> Fact {
        let set = RowSet::new(
            fact.path.as_str(),
            format!("rows behind {}", fact.label),
            self.rows,
        );
        let row_set = (!set.rows().is_empty()).then(|| std::sync::Arc::new(set));
        let fact = fact.from_cells(self.cells);
        Fact { row_set, ..fact }
    }
}

/// A part of a block of values.
struct Within<'a> {
    text: &'a str,
    place: Range<usize>,
}

impl Within<'_> {
    /// Reads what stands under a path: a value, or a table of values whose paths go on.
    fn read(
        &self,
        path: &str,
        value: &Toml,
        values: &mut Vec<DeclaredValue>,
        faults: &mut Vec<Fault>,
    ) {
        let read = match value {
            Toml::String(expression) => self.value(path, expression, None),
            Toml::Table(table) if table.get("value").is_some_and(Toml::is_str) => {
                let expression = table
                    .get("value")
                    .and_then(Toml::as_str)
                    .unwrap_or_default();
                self.value(path, expression, Some(table))
            }
            Toml::Table(table) => {
                for (name, value) in table {
                    self.read(&format!("{path}.{name}"), value, values, faults);
                }
                return;
            }
            _ => Err(Fault::new(
                format!("`{path}` is not an expression"),
                self.place.clone(),
                format!("write it in quotes: `{path} = \"..\"`"),
            )),
        };
        match read {
            Ok(value) => values.push(value),
            Err(fault) => faults.push(fault),
        }
    }

    fn value(
        &self,
        path: &str,
        written: &str,
        table: Option<&toml::Table>,
    ) -> Result<DeclaredValue, Fault> {
        let place = self.find(written);
        FactPath::check(path).map_err(|error| {
            Fault::new(error.to_string(), self.place.clone(), "give it such a path")
        })?;
        let mut said: BTreeMap<&str, Spanned<String>> = BTreeMap::new();
        for (field, value) in table.into_iter().flatten() {
            let known = ["value", "unit", "label", "each"];
            if !known.contains(&field.as_str()) {
                let message = format!("a value has no `{field}`");
                return Err(Fault::unknown(message, self.find(field), field, known));
            }
            said.insert(field, text(field, value, self.place.clone())?);
        }
        let mut take = |field: &str| said.remove(field);
        let unit = take("unit").map(|unit| {
            let place = self.find(unit.get_ref());
            unit.get_ref().parse::<Unit>().map_err(|error| {
                Fault::new(
                    error.to_string(),
                    place,
                    "name a unit such as `deaths` or `percent`",
                )
            })
        });
        let each = take("each").map(|each| {
            let place = self.find(each.get_ref());
            let name = each.into_inner();
            match path.split_once('.') {
                Some((query, column)) if query == name && !column.contains('.') => {
                    Ok(Spanned::new(place, name))
                }
                _ => Err(Fault::new(
                    format!("`{path}` is not a column of `{name}`"),
                    self.place.clone(),
                    format!("name it `{name}.COLUMN`"),
                )),
            }
        });
        let expression = Expression::parse(written).map_err(|error| {
            let start = place.start;
            let place = start + error.range.start..start + error.range.end;
            Fault::new(
                error.message,
                place,
                "write it as a claim is written, without a comparison",
            )
        })?;
        Ok(DeclaredValue {
            path: path.to_owned(),
            each: each.transpose()?,
            expression,
            place,
            unit: unit.transpose()?,
            label: take("label").map(Spanned::into_inner).unwrap_or_default(),
        })
    }

    /// Finds a text that stands in this part or behind it; the part itself if it has escapes.
    fn find(&self, written: &str) -> Range<usize> {
        // The values of a path that goes on stand in lines of their own behind its first.
        let part = self.text.get(self.place.start..).unwrap_or_default();
        match part.find(written).filter(|_| !written.is_empty()) {
            Some(at) => self.place.start + at..self.place.start + at + written.len(),
            None => self.place.clone(),
        }
    }
}
