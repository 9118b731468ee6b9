//! The columns of other tables that the tests of a table name.

use std::collections::BTreeSet;

use highwater_facts::nearest::nearest;

use super::Catalog;
use crate::declared::read_declared;
use crate::fault::{Fault, FaultKind};
use crate::settings::{ColumnTest, Settings};
use crate::tested::{Related, key};

impl Catalog {
    /// Reads the columns that `relationships` of a table name. One that is not there is a fault of the
    /// list, and is left out.
    pub(super) fn related(&mut self, table: &str, settings: &Settings) -> Related {
        let mut related = Related::new();
        for (column, said) in &settings.columns {
            for test in &said.tests {
                let ColumnTest::Relationships { to, field } = test else {
                    continue;
                };
                let named = (to.clone(), field.clone());
                if !related.contains_key(&named)
                    && let Some(values) = self.values_of(to, field, column, table)
                {
                    related.insert(named, values);
                }
            }
        }
        related
    }

    fn values_of(
        &mut self,
        to: &str,
        field: &str,
        column: &str,
        table: &str,
    ) -> Option<BTreeSet<String>> {
        let test = format!("`relationships` of column `{column}` of `{table}`");
        let known: Vec<String> = self.files().map(str::to_owned).collect();
        let Some(file) = known.iter().find(|file| *file == to || stem(file) == to) else {
            let near = nearest(to, known.iter().map(|file| stem(file)));
            self.not_there(
                to,
                &format!("{test} names the table `{to}`, which has no [[table]] here"),
                near,
            );
            return None;
        };
        let (file, settings) = (self.load(file)?, self.settings(file));
        let declared = read_declared(&file, &settings);
        self.add(&declared);
        let Some(at) = declared.columns.iter().position(|c| c.name == field) else {
            if declared.faults.is_empty() {
                let near = nearest(field, declared.columns.iter().map(|c| c.name.as_str()));
                self.not_there(
                    field,
                    &format!("{test} names the column `{field}`, which `{to}` does not have"),
                    near,
                );
            }
            return None;
        };
        let rows = declared.rows.iter();
        declared
            .faults
            .is_empty()
            .then(|| rows.filter_map(|row| key(row.row.get(at)?)).collect())
    }

    /// Adds the fault that the list names something that is not there.
    fn not_there(&mut self, name: &str, found: &str, near: Option<String>) {
        let fault = Fault::new(&self.list_name(), FaultKind::Catalog, found).nearest(near);
        let place = self.list_text.as_ref().and_then(|list| {
            let text = list.text().ok()?;
            let at = [format!("\"{name}\""), format!("'{name}'")];
            let at = at.iter().find_map(|quoted| text.find(quoted))?;
            let start = list.bom_len() + at + 1;
            Some(list.place(start..start + name.len()))
        });
        let fault = Fault { place, ..fault };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

/// Returns the name of a table: that of its file without its endings.
fn stem(file: &str) -> &str {
    file.split('.').next().unwrap_or(file)
}
