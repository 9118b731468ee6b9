//! The columns of a schema in a file, and how each is written there.

use crate::date::DateForm;
use crate::decimals;
use crate::header::Header;
use crate::number::Notation;
use crate::records::Form;
use crate::schema::{Column, Kind, Schema};
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
    pub(super) column: &'a Column<'a>,
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
    pub(super) fn new(schema: &Schema<'a>, header: &'a Header, settings: &'a Settings) -> Self {
        let columns = schema.columns.iter().zip(&header.positions);
        let columns = columns.map(|(column, position)| {
            let name = position.and_then(|at| header.names.get(at));
            let known = name.map_or(column.name, String::as_str);
            let is_open = column.holds_numbers() && settings.decimal_of(known).is_none();
            let bare = column.bare || column.kind == Kind::Number;
            let says_missing = !settings.missing.is_empty()
                || settings
                    .column(known)
                    .is_some_and(|column| column.missing.is_some());
            Placed {
                column,
                position: *position,
                name,
                notation: decimals::notation(settings, known, bare),
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
        settings.is_missing(name, self.column.kind == Kind::Text, text)
    }
}
