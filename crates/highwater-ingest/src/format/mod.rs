//! Tables that are not CSV: their cells written as CSV, so that one reader reads all tables.
//!
//! Each cell keeps its place in the file that it came from.

mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod places;
mod text;
#[cfg(feature = "xlsx")]
mod xlsx;

use crate::fault::{Fault, FaultKind, Place};
use crate::records::Chunk;
use crate::settings::Settings;
use crate::text_file::TextFile;

pub(crate) use places::Places;

/// What a file is, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines of cells: `.csv`, `.tsv`, `.txt` and whatever is not known.
    Csv,
    /// An array of objects, or an object a line: `.json`, `.jsonl`, `.ndjson`.
    Json,
    /// A workbook of a spreadsheet: `.xlsx`, `.xlsm`, `.xls`, `.xlsb`, `.ods`.
    Workbook,
    /// Columns as Parquet packs them: `.parquet`.
    Parquet,
}

impl Format {
    /// Returns the format of a file by its name; `.gz` behind it does not count.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_ingest::Format;
    ///
    /// assert_eq!(Format::of("data/Rain.XLSX"), Format::Workbook);
    /// assert_eq!(Format::of("rain.jsonl.gz"), Format::Json);
    /// assert_eq!(Format::of("rain.2023"), Format::Csv);
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        match name.rsplit('.').next().unwrap_or_default() {
            "json" | "jsonl" | "ndjson" => Format::Json,
            "xlsx" | "xlsm" | "xls" | "xlsb" | "ods" => Format::Workbook,
            "parquet" => Format::Parquet,
            _ => Format::Csv,
        }
    }

    /// Returns whether a file is a table, by the ending of its name.
    #[must_use]
    pub fn is_table(name: &str) -> bool {
        let lower = name.to_lowercase();
        let plain = lower.strip_suffix(".gz").unwrap_or(&lower);
        let is_csv = [".csv", ".tsv", ".txt"]
            .iter()
            .any(|end| plain.ends_with(end));
        !name.starts_with('.') && (is_csv || Format::of(name) != Format::Csv)
    }

    /// Returns whether a file of this format is a text, whose lines can be shown.
    #[must_use]
    pub fn is_text(self) -> bool {
        matches!(self, Format::Csv | Format::Json)
    }
}

/// What keeps a file from being a table.
#[derive(Debug, Default)]
struct Flaw {
    found: String,
    place: Option<Place>,
    /// The settings that would read it, of which one is to be chosen.
    settings: Vec<String>,
}

impl Flaw {
    fn new(found: impl Into<String>) -> Self {
        Flaw {
            found: found.into(),
            ..Flaw::default()
        }
    }
}

/// Returns the cells of a file that is not CSV as a chunk of CSV, whose places are those in the file;
/// `None` for one that is.
pub(crate) fn chunk(
    file: &TextFile,
    bytes: &[u8],
    settings: &Settings,
) -> Option<Result<Chunk, Box<Fault>>> {
    let format = Format::of(&file.name);
    if format == Format::Csv {
        return None;
    }
    let read = match of_csv_alone(settings) {
        Some(field) => Err(Flaw::new(format!(
            "`{field}` is a setting of CSV files; delete it for this table in `tables.toml`"
        ))),
        None => match format {
            Format::Csv => return None,
            Format::Json => json::read(bytes, settings),
            Format::Workbook => workbook(bytes, settings),
            Format::Parquet => columns(bytes),
        },
    };
    Some(read.map(text::Text::chunk).map_err(|flaw| {
        let kind = FaultKind::Format {
            settings: flaw.settings,
        };
        let fault = Fault::new(&file.name, kind, flaw.found);
        Box::new(Fault {
            place: flaw.place,
            ..fault
        })
    }))
}

#[cfg(feature = "xlsx")]
fn workbook(bytes: &[u8], settings: &Settings) -> Result<text::Text, Flaw> {
    xlsx::read(bytes, settings)
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &[u8], _: &Settings) -> Result<text::Text, Flaw> {
    Err(Flaw::new(
        "this program is built without its reader of workbooks; save the sheet as CSV, or build it with the feature `xlsx`",
    ))
}

#[cfg(feature = "parquet")]
fn columns(bytes: &[u8]) -> Result<text::Text, Flaw> {
    parquet::read(bytes)
}

#[cfg(not(feature = "parquet"))]
fn columns(_: &[u8]) -> Result<text::Text, Flaw> {
    Err(Flaw::new(
        "this program is built without its reader of Parquet; save the table as CSV or JSON, or build it with `cargo install highwater --features parquet`",
    ))
}

/// Returns the first setting that has a meaning for CSV alone.
fn of_csv_alone(settings: &Settings) -> Option<&'static str> {
    let plain = Settings::default();
    let given = [
        ("delimiter", settings.delimiter != plain.delimiter),
        ("quote", settings.quote != plain.quote),
        ("encoding", settings.encoding != plain.encoding),
        ("skip", settings.skip > 0),
        ("comment", settings.comment.is_some()),
        ("ragged", settings.ragged),
        ("header", settings.header == Some(false)),
    ];
    given
        .iter()
        .find(|(_, given)| *given)
        .map(|(field, _)| *field)
}
