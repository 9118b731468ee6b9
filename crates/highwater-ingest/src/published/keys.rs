//! The key that settings give to a published table.

use std::sync::Arc;

use super::cell::Cell;
use super::row::Row;
use super::schema::Schema;
use crate::fault::{Fault, FaultKind};
use crate::header::{Header, is_same};
use crate::keys::Keys;
use crate::settings::Settings;

/// The columns of a key that settings give to a published table; without one no row is compared.
pub(super) struct KeyColumns {
    columns: Vec<usize>,
    names: String,
    keys: Keys,
}

impl KeyColumns {
    /// Finds the columns of the key among those of the schema.
    pub(super) fn new(
        schema: &Schema,
        header: &Header,
        settings: &Settings,
        file: &Arc<str>,
    ) -> Result<Self, Vec<Fault>> {
        let (mut columns, mut faults) = (Vec::new(), Vec::new());
        for name in &settings.key {
            let is_it = |(column, position): &(&super::Column, &Option<usize>)| {
                let found = position.and_then(|at| header.names.get(at));
                is_same(column.name, name) || found.is_some_and(|found| is_same(found, name))
            };
            let mut all = schema.columns().iter().zip(&header.positions);
            match all.position(|column| is_it(&column)) {
                Some(at) => columns.push(at),
                None => faults.push(Fault::new(file, FaultKind::MissingColumn, name.as_str())),
            }
        }
        let names = settings.key.join(", ");
        if faults.is_empty() {
            Ok(KeyColumns {
                columns,
                names,
                keys: Keys::default(),
            })
        } else {
            Err(faults)
        }
    }

    /// Returns whether the settings give a key.
    pub(super) fn is_asked(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Tells a row whose key another has.
    pub(super) fn fault(&mut self, row: &Row<'_>) -> Option<Fault> {
        if self.columns.is_empty() {
            return None;
        }
        let text = |column: &usize| match row.block.cell(row.at, *column) {
            Cell::Missing => String::new(),
            Cell::Text(span) => row.block.text(span).to_owned(),
            Cell::Date(date) => date.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Choice(at) => at.to_string(),
        };
        let texts: Vec<String> = self.columns.iter().map(text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (kind, found) = self.keys.add(&texts, row.line(), false)?;
        let mut fault = Fault::new(row.file, kind, found).at(row.block.place(row.at));
        fault.column = Some(self.names.clone());
        Some(fault)
    }
}
