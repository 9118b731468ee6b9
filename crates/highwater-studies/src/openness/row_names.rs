//! Where the rows of a table stand and what they are called.

use std::sync::Arc;

use highwater_facts::NamedRow;

/// The line and the name of each row of a table, in its order.
///
/// Names stand one behind the other: a table of a million rows is kept without an allocation a row.
#[derive(Clone, Debug, Default)]
pub struct RowNames {
    file: Arc<str>,
    lines: Vec<u64>,
    ends: Vec<usize>,
    names: String,
}

impl RowNames {
    /// Adds the next row.
    pub(super) fn push(&mut self, file: &Arc<str>, line: u64, name: &str) {
        if self.lines.is_empty() {
            self.file = file.clone();
        }
        self.lines.push(line);
        self.names.push_str(name);
        self.ends.push(self.names.len());
    }

    /// Returns the row at a place.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<NamedRow> {
        let (line, end) = (*self.lines.get(at)?, *self.ends.get(at)?);
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(NamedRow {
            file: self.file.clone(),
            line,
            place: at,
            name: self.names.get(start..end)?.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_its_own_name_and_line() {
        let mut rows = RowNames::default();
        let file: Arc<str> = "models.csv".into();
        for (line, name) in [(2, "BLOOM"), (3, ""), (7, "Ĝ 2")] {
            rows.push(&file, line, name);
        }
        let row = |at| rows.row(at).map(|row| (row.line, row.name.to_string()));
        assert_eq!(row(0), Some((2, "BLOOM".to_owned())));
        assert_eq!(row(1), Some((3, String::new())));
        assert_eq!(row(2), Some((7, "Ĝ 2".to_owned())));
        assert_eq!(row(3), None);
    }
}
