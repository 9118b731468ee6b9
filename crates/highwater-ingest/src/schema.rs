//! What a table must look like.

use highwater_facts::Unit;

use crate::bounds::Bounds;
use crate::header::{Holds, Wanted};

/// What a table must look like, with any author and in all its editions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schema<'a> {
    /// The columns, in any order in the file.
    pub columns: &'a [Column<'a>],
    /// The columns that together tell rows apart; none if any two rows may be alike.
    pub key: &'a [&'a str],
    /// Whether the keys must ascend, as months do.
    pub ascending: bool,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// The name in the header. Case, blanks around it and the number of blanks within it do not matter.
    pub name: &'a str,
    /// The names in other editions. If a header has several of them, the first of these is read and the
    /// others are ignored.
    pub also: &'a [&'a str],
    /// Whether the header may lack it: each cell is missing then.
    pub optional: bool,
    /// What its cells hold.
    pub kind: Kind<'a>,
    /// Which cells are missing.
    pub missing: Missing,
    /// Whether its numbers may lack the mark of their unit, because the table says the unit once for
    /// the whole column.
    pub bare: bool,
    /// What its numbers may be, if that is not what [`Bounds::of`] says of their unit.
    pub bounds: Option<Bounds>,
    /// Whether its texts may hold control characters, as abstracts copied from a PDF do. Such texts
    /// are for machines: they are never shown.
    pub any_characters: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'a> {
    /// Any text that is not empty.
    Text,
    /// A month, `2023-07`.
    Month,
    /// A day, `2023-07-18`, or as the settings of the table say that days are written.
    Date,
    /// A year, `2023`.
    Year,
    /// One of these, each with the names that it goes by in all editions; messages propose the first.
    OneOf(&'a [&'a [&'a str]]),
    /// A number of a unit, as [`quantity_text`](crate::quantity_text) reads it: a range, a bound or an
    /// approximate number too.
    Quantity(Unit),
    /// One exact number, `0.4491`, `2.9E+24` or `176,000,000,000`, without the mark of a unit. It is
    /// read much faster than a quantity.
    Number,
}

/// Which cells of a column are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// None may be: an empty cell is a fault.
    Never,
    /// Those that say so, with the reason: `N/A (too large)`.
    Noted,
    /// Those that are empty.
    Empty,
    /// Those that are empty or hold one of the [`MARKS`](Self::MARKS).
    Marks,
}

impl<'a> Column<'a> {
    /// Returns a column whose cells must all have a value.
    #[must_use]
    pub const fn new(name: &'a str, kind: Kind<'a>) -> Self {
        Column {
            name,
            also: &[],
            optional: false,
            kind,
            missing: Missing::Never,
            bare: false,
            bounds: None,
            any_characters: false,
        }
    }

    /// Returns a column whose cells may be `N/A (reason)`.
    #[must_use]
    pub const fn or_missing(name: &'a str, kind: Kind<'a>) -> Self {
        Column {
            missing: Missing::Noted,
            ..Column::new(name, kind)
        }
    }

    /// Returns the same column, whose numbers may lack the mark of their unit.
    #[must_use]
    pub const fn bare(self) -> Self {
        Column { bare: true, ..self }
    }

    /// Returns the same column, with bounds of its own for its numbers.
    #[must_use]
    pub const fn within(self, bounds: Bounds) -> Self {
        Column {
            bounds: Some(bounds),
            ..self
        }
    }
}

impl Missing {
    /// The texts that pandas 2.2 reads as missing besides an empty cell, letter for letter.
    pub const MARKS: [&'static str; 18] = [
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    ];

    /// The bytes of the longest mark: most cells are longer, and need not be compared.
    const LONGEST: usize = 8;

    /// Returns whether a text means a missing value; a note is read by
    /// [`quantity_text`](crate::quantity_text).
    #[inline]
    pub(crate) fn holds(self, text: &str) -> bool {
        match self {
            Missing::Never | Missing::Noted => false,
            Missing::Empty => text.is_empty(),
            Missing::Marks => {
                text.is_empty() || (text.len() <= Self::LONGEST && Self::MARKS.contains(&text))
            }
        }
    }
}

impl<'a> Schema<'a> {
    /// The schema of a table of which nothing is asked.
    pub(crate) const NOTHING: Schema<'static> = Schema {
        columns: &[],
        key: &[],
        ascending: false,
    };

    /// Returns the header that such a table has.
    #[must_use]
    pub fn header(&self) -> String {
        self.columns
            .iter()
            .map(|column| column.name)
            .collect::<Vec<_>>()
            .join(",")
    }

    /// Returns its columns as a header is searched for them.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = Wanted<'a>> {
        self.columns.iter().map(|column| Wanted {
            names: [&[column.name][..], column.also].concat(),
            required: !column.optional,
            holds: match column.kind {
                Kind::Quantity(_) | Kind::Number => Holds::Number,
                Kind::Date => Holds::Date,
                _ => Holds::Text,
            },
        })
    }
}
