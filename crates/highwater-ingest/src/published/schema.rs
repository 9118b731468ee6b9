//! What a published table looks like, through all its editions.

use super::number::Reach;

/// What a published table looks like, through all its editions.
///
/// Each method adds a column and gives the key under which [`Row`](super::Row) gives its cells, so
/// that a number can only be asked for as a number.
///
/// # Example
///
/// ```
/// use highwater_ingest::published::{Choice, Column, Schema};
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Access { Open, Closed }
///
/// let mut schema = Schema::default();
/// // `Model` is what a later edition calls it.
/// let system = schema.text(Column::required("System", &["Model"]));
/// let compute = schema.positive(Column::optional("Training compute (FLOP)", &[]));
/// let access = schema.choice(
///     Column::required("Model accessibility", &[]),
///     &[
///         Choice { value: Access::Open, names: &["Open source", "Open weights (unrestricted)"] },
///         Choice { value: Access::Closed, names: &["Unreleased"] },
///     ],
/// );
/// assert_eq!(schema.columns().len(), 3);
/// # let _ = (system, compute, access);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Schema {
    columns: Vec<Column>,
    kinds: Vec<Kind>,
}

/// A column of a published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in the header.
    ///
    /// Case, blanks around it and the number of blanks within it do not matter.
    pub name: &'static str,
    /// The names in other editions. Where a header has several, the first of them is read and the
    /// others are ignored like any unknown column.
    pub also: &'static [&'static str],
    /// Whether the header must have it; where it has not, each cell is missing.
    pub required: bool,
    /// Which cells are missing.
    pub missing: Missing,
    /// Whether its texts may hold control characters, as abstracts copied from a PDF do. Such texts
    /// are for machines: they are never shown.
    pub any_characters: bool,
}

/// Which cells of a column are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// None may be: an empty cell is a fault.
    Never,
    /// Those that are empty.
    Empty,
    /// Those that are empty or hold one of the [`MARKS`](Self::MARKS).
    Marks,
}

/// One of the values that a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<T: 'static> {
    /// The value.
    pub value: T,
    /// How it is written: the first name is the one that messages propose, the others are those of
    /// other editions. Case and blanks do not matter.
    pub names: &'static [&'static str],
}

/// A column of texts, as they were published: not trimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextColumn(pub(super) usize);

/// A column of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateColumn(pub(super) usize);

/// A column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberColumn(pub(super) usize);

/// A column whose cells hold one of given values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceColumn<T: 'static> {
    pub(super) at: usize,
    pub(super) choices: &'static [Choice<T>],
}

/// What the cells of a column hold.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Text,
    Date,
    Number {
        reach: Reach,
    },
    /// The names of each choice.
    Choice(Vec<&'static [&'static str]>),
}

impl Column {
    /// A column that the header must have; its cells may be empty.
    #[must_use]
    pub const fn required(name: &'static str, also: &'static [&'static str]) -> Self {
        Column {
            name,
            also,
            required: true,
            missing: Missing::Empty,
            any_characters: false,
        }
    }

    /// A column that an edition may lack; its cells may be empty.
    #[must_use]
    pub const fn optional(name: &'static str, also: &'static [&'static str]) -> Self {
        Column {
            required: false,
            ..Column::required(name, also)
        }
    }

    /// Its name and its other names, in the order in which they are looked for.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.also.iter().copied())
    }
}

impl Missing {
    /// What pandas 2.2 reads as missing besides an empty cell, letter for letter.
    pub const MARKS: [&'static str; 18] = [
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    ];

    /// The bytes of the longest mark: most cells are longer, and need not be compared.
    const LONGEST: usize = 8;

    pub(super) fn holds(self, text: &str) -> bool {
        match self {
            Missing::Never => false,
            Missing::Empty => text.is_empty(),
            Missing::Marks => {
                text.is_empty() || (text.len() <= Self::LONGEST && Self::MARKS.contains(&text))
            }
        }
    }
}

impl Schema {
    /// Adds a column of texts, which are given as they were published, blanks and all.
    pub fn text(&mut self, column: Column) -> TextColumn {
        TextColumn(self.add(column, Kind::Text))
    }

    /// Adds a column of days, written `2023-07-18`.
    pub fn date(&mut self, column: Column) -> DateColumn {
        DateColumn(self.add(column, Kind::Date))
    }

    /// Adds a column of numbers: `0.4491`, `176,000,000,000`, `2.9E+24`.
    pub fn number(&mut self, column: Column) -> NumberColumn {
        NumberColumn(self.add(column, Kind::Number { reach: Reach::Any }))
    }

    /// Adds a column of numbers above zero, of which a logarithm can be taken.
    pub fn positive(&mut self, column: Column) -> NumberColumn {
        NumberColumn(self.add(
            column,
            Kind::Number {
                reach: Reach::Positive,
            },
        ))
    }

    /// Adds a column of shares, from 0 to 1.
    pub fn share(&mut self, column: Column) -> NumberColumn {
        NumberColumn(self.add(
            column,
            Kind::Number {
                reach: Reach::Share,
            },
        ))
    }

    /// Adds a column whose cells hold one of the choices.
    pub fn choice<T>(&mut self, column: Column, choices: &'static [Choice<T>]) -> ChoiceColumn<T> {
        let names = choices.iter().map(|choice| choice.names).collect();
        ChoiceColumn {
            at: self.add(column, Kind::Choice(names)),
            choices,
        }
    }

    /// The columns, in the order in which they were added.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    fn add(&mut self, column: Column, kind: Kind) -> usize {
        self.columns.push(column);
        self.kinds.push(kind);
        self.columns.len() - 1
    }
}
