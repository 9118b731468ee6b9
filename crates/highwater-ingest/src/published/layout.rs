//! The columns of a schema in a file, and how each is written there.

use super::schema::{Column, Kind, Schema};
use crate::date::DateForm;
use crate::decimals;
use crate::header::{Header, Holds, Wanted};
use crate::number::Notation;
use crate::records::Form;
use crate::settings::Settings;

/// The columns of a schema in a file, and how each is written there.
pub(super) struct Layout<'a> {
    pub(super) settings: &'a Settings,
    pub(super) form: Form,
    pub(super) header: &'a Header,
    pub(super) columns: Vec<Placed<'a>>,
}

/// A column in a file.
pub(super) struct Placed<'a> {
    pub(super) column: &'a Column,
    pub(super) kind: &'a Kind,
    /// Where the file has it.
    pub(super) position: Option<usize>,
    name: Option<&'a String>,
    pub(super) notation: Notation,
    /// How its days are written, if the settings say so.
    pub(super) date: Option<DateForm>,
    /// Whether its numbers may have decimal commas that no setting speaks of.
    pub(super) is_open_to_doubt: bool,
    /// What speaks for such commas before a cell is read.
    pub(super) because: Option<String>,
    /// The settings, if they name what a missing value is written as.
    pub(super) missing: Option<&'a Settings>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(schema: &'a Schema, header: &'a Header, settings: &'a Settings) -> Self {
        let columns = schema
            .columns()
            .iter()
            .zip(schema.kinds())
            .zip(&header.positions);
        let columns = columns.map(|((column, kind), position)| {
            let name = position.and_then(|at| header.names.get(at));
            let known = name.map_or(column.name, String::as_str);
            let is_open =
                matches!(kind, Kind::Number { .. }) && settings.decimal_of(known).is_none();
            let says_missing = !settings.missing.is_empty()
                || settings
                    .column(known)
                    .is_some_and(|column| column.missing.is_some());
            Placed {
                column,
                kind,
                position: *position,
                name,
                notation: decimals::notation(settings, known, true),
                date: settings.date_of(known).cloned(),
                is_open_to_doubt: is_open,
                because: decimals::because_of(settings).filter(|_| is_open),
                missing: says_missing.then_some(settings),
            }
        });
        Layout {
            settings,
            form: settings.form(),
            header,
            columns: columns.collect(),
        }
    }
}

impl Placed<'_> {
    pub(super) fn header_name(&self) -> Option<String> {
        self.name.cloned()
    }

    /// Returns whether the settings say that a text means a missing value.
    pub(super) fn says_missing(&self, text: &str) -> bool {
        let Some(settings) = self.missing else {
            return false;
        };
        let name = self.name.map_or(self.column.name, String::as_str);
        settings.is_missing(name, matches!(self.kind, Kind::Text), text)
    }
}

impl Schema {
    /// Its columns as a header is searched for them.
    pub(super) fn wanted(&self) -> Vec<Wanted<'_>> {
        let columns = self.columns().iter().zip(self.kinds());
        let wanted = columns.map(|(column, kind)| Wanted {
            names: column.names().collect(),
            required: column.required,
            holds: match kind {
                Kind::Number { .. } => Holds::Number,
                Kind::Date => Holds::Date,
                Kind::Text | Kind::Choice(_) => Holds::Text,
            },
        });
        wanted.collect()
    }
}
