//! What is wrong with a table, and where.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::characters::{name, visible};

/// What is wrong with a table, where, and what would do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named to the reader.
    pub file: Arc<str>,
    /// The place in it; none where the file as a whole is at fault.
    pub place: Option<Place>,
    /// The column's name in the header, where one column is at fault.
    pub column: Option<String>,
    /// The text found.
    pub found: String,
    /// The rule that it breaks.
    pub kind: FaultKind,
    /// The nearest text that would do.
    pub nearest: Option<String>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1, in characters.
    pub column: u64,
    /// The bytes, from the start of the file.
    pub bytes: Range<usize>,
}

/// The rule that a table breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The file cannot be read; the text says why.
    Unreadable,
    /// What lies there is not read as input: it is not a regular file, is too large, or lies outside of
    /// the project. The text says which, and what to do.
    Refused,
    /// The folder of tables is not there.
    NoFolder,
    /// The file holds nothing.
    Empty {
        /// The header that it should start with.
        header: String,
    },
    /// A byte is not UTF-8.
    NotUtf8,
    /// A column that the schema asks for is not in the header.
    MissingColumn,
    /// A column of the header is not in the schema.
    UnknownColumn,
    /// A column stands twice in the header.
    DuplicateColumn,
    /// A row has another number of cells than the header.
    CellCount {
        /// The cells of the header.
        expected: usize,
        /// The cells of the row.
        found: usize,
        /// The line breaks in it.
        breaks: usize,
    },
    /// A cell that must not be empty is empty.
    EmptyCell,
    /// Not a number of the expected unit.
    NotAQuantity {
        /// What is wrong with it, and how to write it.
        rule: String,
    },
    /// A number that the column cannot hold.
    OutOfBounds {
        /// What it holds: "a share from `0%` to `100%`".
        words: &'static str,
    },
    /// A character that cannot be seen, or that turns the text around it.
    ForbiddenCharacter(char),
    /// The cells are set apart by something else than commas.
    Delimiter,
    /// The file is no CSV.
    NotCsv,
    /// Missing, where a value must be.
    MayNotBeMissing,
    /// Not a month.
    NotAMonth,
    /// Two rows have the same key.
    DuplicateKey {
        /// The line of the first.
        first: u64,
    },
    /// A row's key is not after the one before it.
    OutOfOrder {
        /// The key before.
        before: String,
    },
    /// The list of tables cannot be read; the text says why.
    Catalog,
    /// The list of snapshots cannot be used; the text says why.
    Snapshots,
    /// A reader asks for a column that its own schema does not have.
    NotInSchema,
    /// A quote opens a cell and is never closed.
    OpenQuote,
    /// Text follows the quote that closes a cell.
    TextAfterQuote {
        /// The line breaks between the start of the row and the text.
        breaks: usize,
    },
    /// Not a day of the calendar.
    NotADate,
    /// Not a number, or not one above zero where it must be.
    NotANumber {
        /// Whether it must be above zero.
        positive: bool,
    },
    /// None of the values that a column may hold.
    NotAChoice {
        /// The values, as the first edition writes them.
        choices: Vec<String>,
    },
    /// An alias that stands for itself, by way of others.
    AliasCycle {
        /// The names on the way round, without the one found.
        through: Vec<String>,
    },
    /// An alias for a name that is itself an alias.
    AliasOfAlias {
        /// What it stands for in the end.
        end: String,
    },
}

impl FaultKind {
    /// The code under which the fault is explained.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            FaultKind::Unreadable | FaultKind::Refused | FaultKind::NoFolder => "HW0101",
            FaultKind::Empty { .. } => "HW0102",
            FaultKind::NotUtf8 => "HW0103",
            FaultKind::MissingColumn => "HW0104",
            FaultKind::UnknownColumn => "HW0105",
            FaultKind::DuplicateColumn => "HW0106",
            FaultKind::CellCount { .. } => "HW0107",
            FaultKind::EmptyCell => "HW0108",
            FaultKind::NotAQuantity { .. } => "HW0109",
            FaultKind::MayNotBeMissing => "HW0110",
            FaultKind::NotAMonth => "HW0111",
            FaultKind::DuplicateKey { .. } => "HW0112",
            FaultKind::OutOfOrder { .. } => "HW0113",
            FaultKind::Catalog => "HW0114",
            FaultKind::NotInSchema => "HW0115",
            FaultKind::OutOfBounds { .. } => "HW0116",
            FaultKind::ForbiddenCharacter(_) => "HW0117",
            FaultKind::Delimiter => "HW0118",
            FaultKind::NotCsv => "HW0119",
            FaultKind::OpenQuote => "HW0120",
            FaultKind::TextAfterQuote { .. } => "HW0129",
            FaultKind::NotADate => "HW0121",
            FaultKind::NotANumber { .. } => "HW0122",
            FaultKind::NotAChoice { .. } => "HW0123",
            FaultKind::AliasCycle { .. } => "HW0124",
            FaultKind::AliasOfAlias { .. } => "HW0125",
            FaultKind::Snapshots => "HW0211",
        }
    }
}

impl Fault {
    /// A fault of a whole file. What cannot be seen in the text found is written as `\u{202e}`.
    #[must_use]
    pub fn new(file: &Arc<str>, kind: FaultKind, found: impl Into<String>) -> Self {
        Fault {
            file: file.clone(),
            place: None,
            column: None,
            found: visible(&found.into()),
            kind,
            nearest: None,
        }
    }

    /// The same fault at a place.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Fault {
            place: Some(place),
            ..self
        }
    }

    /// The same fault with the nearest text that would do.
    #[must_use]
    pub fn nearest(self, nearest: Option<String>) -> Self {
        Fault { nearest, ..self }
    }

    /// What to do, where the message does not say it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self.kind {
            FaultKind::Unreadable => Some(
                "put the file there, or let it be read; where git has it, `git checkout` brings it back",
            ),
            FaultKind::NoFolder => Some(
                "put the folder there with its tables and their list, `tables.toml`; where git has it, `git checkout` brings it back",
            ),
            _ => None,
        }
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> String {
        let found = &self.found;
        let text = match &self.kind {
            FaultKind::Unreadable => format!("the file cannot be read: {found}"),
            FaultKind::Refused => format!("what lies here cannot be read: {found}"),
            FaultKind::NoFolder => format!("no table can be read: {found}"),
            FaultKind::Empty { header } => {
                format!("the file is empty; it must start with the header `{header}`")
            }
            FaultKind::NotUtf8 => {
                format!("the byte `{found}` is not UTF-8; save the file as UTF-8")
            }
            FaultKind::MissingColumn => format!("the column `{found}` is missing from the header"),
            FaultKind::UnknownColumn => {
                format!("the column `{found}` is not in the schema of this table")
            }
            FaultKind::DuplicateColumn => {
                format!("the column `{found}` stands twice in the header")
            }
            FaultKind::CellCount {
                expected,
                found,
                breaks,
            } => {
                let plural = if *found == 1 { "" } else { "s" };
                let advice = if *breaks > 0 {
                    "a quote in it takes in more than its line; close it, or double it if it is part of the text"
                } else if found > expected {
                    "quote a cell that holds a comma"
                } else {
                    "give each column a cell, and close each quote"
                };
                format!("the row has {found} cell{plural} and the header {expected}; {advice}")
            }
            FaultKind::EmptyCell => {
                "the cell is empty; write a value, or `N/A (reason)` where it is missing".to_owned()
            }
            FaultKind::NotAQuantity { rule } => format!("`{found}` {rule}"),
            FaultKind::OutOfBounds { words } => {
                format!("`{found}` is out of bounds; this column holds {words}")
            }
            FaultKind::ForbiddenCharacter(character) => format!(
                "`{found}` holds {}, which cannot be seen or turns the text around; delete it",
                name(*character)
            ),
            FaultKind::Delimiter => format!(
                "the cells are set apart by {found}; save the table as CSV with commas, and quote each cell that holds one"
            ),
            FaultKind::NotCsv => format!("the file is no CSV but {found}"),
            FaultKind::MayNotBeMissing => {
                format!("`{found}` says missing, but this column must have a value")
            }
            FaultKind::NotAMonth => {
                format!("`{found}` is not a month; write year and month as `2023-07`")
            }
            FaultKind::DuplicateKey { first } => {
                format!("`{found}` stands in line {first} already; each row needs a key of its own")
            }
            FaultKind::OutOfOrder { before } => {
                format!("`{found}` comes after `{before}`; the rows must ascend")
            }
            FaultKind::Catalog => format!("the list of tables cannot be used: {found}"),
            FaultKind::Snapshots => format!("the list of snapshots cannot be used: {found}"),
            FaultKind::NotInSchema => {
                format!("the column `{found}` is read, but not in the schema of the table")
            }
            FaultKind::OpenQuote => {
                "the quote that opens here is never closed; close it, or double it if it is part of the text"
                    .to_owned()
            }
            FaultKind::TextAfterQuote { breaks } => {
                let line = self.place.as_ref().map_or(0, |place| place.line);
                let start = line.saturating_sub(*breaks as u64);
                let row = match breaks {
                    0 => String::new(),
                    _ => format!(
                        " in the row that starts in line {start}; close the quote that opens too early, or"
                    ),
                };
                let row = if row.is_empty() { ";" } else { &row };
                format!(
                    "text follows the quote that closes this cell{row} double each quote that is part of the text"
                )
            }
            FaultKind::NotADate => {
                format!("`{found}` is not a day of the calendar; write it as `2023-07-18`")
            }
            FaultKind::NotANumber { positive } => {
                let above = if *positive { " above zero" } else { "" };
                format!("`{found}` is not a number{above}; write it as `176,000,000,000` or `3.8e25`")
            }
            FaultKind::NotAChoice { choices } => {
                let choices: Vec<_> = choices.iter().map(|name| format!("`{name}`")).collect();
                format!("`{found}` is none of {}", choices.join(", "))
            }
            FaultKind::AliasCycle { through } => {
                let way: Vec<_> = through.iter().map(|name| format!("`{name}`, so for ")).collect();
                format!(
                    "`{found}` stands for {}itself; an alias must end at a name",
                    way.concat()
                )
            }
            FaultKind::AliasOfAlias { end } => {
                format!("`{found}` is itself an alias; write what it stands for, `{end}`")
            }
        };
        match &self.column {
            Some(column) => format!("column `{column}`: {text}"),
            None => text,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(
                f,
                "{}:{}:{}: {}",
                self.file,
                place.line,
                place.column,
                self.message()
            ),
            None => write!(f, "{}: {}", self.file, self.message()),
        }
    }
}

impl std::error::Error for Fault {}
