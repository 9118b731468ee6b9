//! Parquet: the values of its columns, row by row.

use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use super::Flaw;
use super::text::Text;
use crate::fault::Place;

/// Writes the rows of a file as text. Rows have numbers in the place of lines.
pub(super) fn read(bytes: &[u8]) -> Result<Text, Flaw> {
    let unread = |error: ParquetError| {
        Flaw::new(format!(
            "the file cannot be read as Parquet: {error}; export it again"
        ))
    };
    let bytes = bytes::Bytes::copy_from_slice(bytes);
    let reader = SerializedFileReader::new(bytes).map_err(unread)?;
    let schema = reader.metadata().file_metadata().schema();
    let mut text = Text::default();
    for (column, field) in schema.get_fields().iter().enumerate() {
        text.cell(field.name(), &place(0, column));
    }
    text.end_row();
    for (nth, row) in reader.get_row_iter(None).map_err(unread)?.enumerate() {
        let number = nth as u64 + 1;
        text.start_row(number);
        for (column, (_, value)) in row.map_err(unread)?.into_columns().iter().enumerate() {
            text.cell(&written(value), &place(number, column));
        }
        text.end_row();
    }
    Ok(text)
}

fn place(row: u64, column: usize) -> Place {
    Place {
        line: row,
        column: column as u64 + 1,
        bytes: 0..0,
    }
}

/// A value as the text of a cell: a number in full, a day as `2023-07-18`.
fn written(value: &Field) -> String {
    match value {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Float(x) => x.to_string(),
        Field::Double(x) => x.to_string(),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => {
            // `2023-07-18 00:00:00 +00:00`: a day if no time is meant.
            let text = value.to_string();
            let text = text.split(" +").next().unwrap_or_default();
            let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
            text.replacen(' ', "T", 1)
        }
        other => other.to_string(),
    }
}
