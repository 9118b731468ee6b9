//! The key of a table that streams by, which its schema or its settings give.

use std::sync::Arc;

use super::cell::Cell;
use super::cells::Cells;
use crate::fault::{Fault, FaultKind};
use crate::header::{Header, is_same};
use crate::keys::Keys;
use crate::schema::{Column, Schema};
use crate::settings::Settings;

/// The columns of the key that settings give to a table, or its schema; without one no row is compared.
pub(super) struct KeyColumns {
    columns: Vec<usize>,
    names: String,
    keys: Keys,
    ascending: bool,
}

impl KeyColumns {
    /// Finds the columns of the key among those of the schema.
    pub(super) fn new(
        schema: &Schema<'_>,
        header: &Header,
        settings: &Settings,
        file: &Arc<str>,
    ) -> Result<Self, Vec<Fault>> {
        let (mut columns, mut faults) = (Vec::new(), Vec::new());
        let given: Vec<&str> = settings.key.iter().map(String::as_str).collect();
        let key = match given.is_empty() {
            true => schema.key,
            false => &given,
        };
        for name in key {
            let is_it = |(column, position): &(&Column<'_>, &Option<usize>)| {
                let found = position.and_then(|at| header.names.get(at));
                is_same(column.name, name) || found.is_some_and(|found| is_same(found, name))
            };
            let mut all = schema.columns.iter().zip(&header.positions);
            match all.position(|column| is_it(&column)) {
                Some(at) => columns.push(at),
                None => faults.push(Fault::new(file, FaultKind::MissingColumn, *name)),
            }
        }
        let names = key.join(", ");
        if faults.is_empty() {
            Ok(KeyColumns {
                columns,
                names,
                keys: Keys::default(),
                ascending: schema.ascending,
            })
        } else {
            Err(faults)
        }
    }

    /// Returns whether there is a key.
    pub(super) fn is_asked(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Tells a row whose key another has.
    pub(super) fn fault(&mut self, row: &Cells<'_>) -> Option<Fault> {
        if self.columns.is_empty() {
            return None;
        }
        let text = |column: &usize| match row.block.cell(row.at, *column) {
            Cell::Missing => String::new(),
            Cell::Text(span) => row.block.text(span).to_owned(),
            Cell::Date(date) => date.to_string(),
            Cell::Month(month) => month.to_string(),
            Cell::Year(year) => year.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Quantity(at) => format!("{:?}", row.block.quantity(*at)),
            Cell::OneOf(at) => at.to_string(),
        };
        let texts: Vec<String> = self.columns.iter().map(text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (kind, found) = self.keys.add(&texts, row.line(), self.ascending)?;
        let mut fault = Fault::new(row.file, kind, found).at(row.block.place(row.at));
        fault.column = Some(self.names.clone());
        Some(fault)
    }
}
