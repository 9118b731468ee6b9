//! The rules that a table can break.

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
        /// How many lines were skipped before it.
        skipped: u64,
    },
    /// A byte is not UTF-8.
    NotUtf8 {
        /// The character that was meant, if the byte is of Windows-1252.
        meant: char,
        /// The setting that reads it so.
        setting: &'static str,
    },
    /// A column that the schema asks for is not in the header.
    MissingColumn,
    /// A column stands twice in the header.
    DuplicateColumn {
        /// How many columns there are.
        columns: usize,
    },
    /// The settings name another number of columns than the rows have.
    NameCount {
        /// The names.
        names: usize,
        /// The cells of the first row.
        cells: usize,
    },
    /// A row has another number of cells than the header.
    CellCount {
        /// The cells of the header.
        expected: usize,
        /// The cells of the row.
        found: usize,
        /// The line breaks in it.
        breaks: usize,
        /// Whether `ragged = true` would read it.
        ragged: bool,
    },
    /// The first record is a row, not a header.
    NoHeader,
    /// A row of empty cells alone.
    BlankRow,
    /// A text alone in its row, as notes and sources below a table are.
    Note,
    /// A row that sums up those above it.
    Total {
        /// The column whose numbers it sums up.
        column: String,
    },
    /// A formula of a spreadsheet in the place of its value.
    Formula,
    /// A line that tells spreadsheets the delimiter stands where the header should.
    SeparatorLine {
        /// The delimiter, as a setting writes it.
        delimiter: String,
    },
    /// The header stands on a later line.
    HeaderBelow {
        /// That line.
        line: u64,
        /// The settings that read the table.
        settings: Vec<String>,
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
    /// The cells are set apart by something else than the settings say.
    Delimiter {
        /// The settings that read the table.
        settings: Vec<String>,
    },
    /// The file is no CSV.
    NotCsv,
    /// A file that is not CSV is not a table as it is; the text says why.
    Format {
        /// The settings that would read it, one of which is to be chosen.
        settings: Vec<String>,
    },
    /// Missing, where a value must be.
    MayNotBeMissing,
    /// Not a month.
    NotAMonth,
    /// Two rows have the same key.
    DuplicateKey {
        /// The line of the first.
        first: u64,
        /// The text of the first, if it is written otherwise.
        text: Option<String>,
        /// The columns of the key.
        columns: usize,
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
    /// Not a day of the calendar, as its column writes them.
    NotADate {
        /// How to write it, or which setting says how it is written.
        rule: String,
    },
    /// Not a number, or not one above zero where it must be.
    NotANumber {
        /// What is wrong with it, and how to write it.
        rule: String,
    },
    /// None of the values that a column may hold.
    NotAChoice {
        /// The values, as the first edition writes them.
        choices: Vec<String>,
    },
    /// A cell fails a test that `tables.toml` has for its column.
    FailsTest {
        /// The name of the test, `not_null`.
        test: &'static str,
        /// What the cell lacks.
        rule: String,
    },
    /// What another tool gave is not a value with a path and a unit.
    NotAValue {
        /// What it lacks.
        rule: String,
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
            FaultKind::NotUtf8 { .. } => "HW0103",
            FaultKind::MissingColumn => "HW0104",
            FaultKind::NameCount { .. } => "HW0105",
            FaultKind::DuplicateColumn { .. } => "HW0106",
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
            FaultKind::Delimiter { .. } => "HW0118",
            FaultKind::NotCsv => "HW0119",
            FaultKind::OpenQuote => "HW0120",
            FaultKind::TextAfterQuote { .. } => "HW0129",
            FaultKind::NotADate { .. } => "HW0121",
            FaultKind::NotANumber { .. } => "HW0122",
            FaultKind::NotAChoice { .. } => "HW0123",
            FaultKind::AliasCycle { .. } => "HW0124",
            FaultKind::AliasOfAlias { .. } => "HW0125",
            FaultKind::HeaderBelow { .. } => "HW0130",
            FaultKind::SeparatorLine { .. } => "HW0131",
            FaultKind::BlankRow => "HW0132",
            FaultKind::Note => "HW0133",
            FaultKind::Total { .. } => "HW0134",
            FaultKind::Formula => "HW0135",
            FaultKind::NoHeader => "HW0136",
            FaultKind::FailsTest { .. } => "HW0137",
            FaultKind::Format { .. } => "HW0138",
            FaultKind::NotAValue { .. } => "HW0139",
            FaultKind::Snapshots => "HW0211",
        }
    }
}

impl FaultKind {
    /// Returns whether the same text in another place has the same cause, and is told with it.
    pub(crate) fn is_told_once(&self) -> bool {
        !matches!(
            self,
            FaultKind::DuplicateColumn { .. }
                | FaultKind::OpenQuote
                | FaultKind::TextAfterQuote { .. }
                | FaultKind::CellCount { .. }
        )
    }
}
