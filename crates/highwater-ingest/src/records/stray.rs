//! Bytes among UTF-8 that are not.

use std::sync::Arc;

use super::{Chunk, Records};
use crate::fault::{Fault, FaultKind};
use crate::settings::{Encoding, Settings};

/// A text in which each byte that is not UTF-8 became a character.
pub(super) struct Mended {
    pub(super) text: String,
    /// The bytes, with where their characters stand in the text.
    pub(super) stray: Vec<(usize, u8)>,
    /// Whether characters beyond ASCII are UTF-8 too.
    pub(super) has_utf8: bool,
}

/// Reads the bytes that are not UTF-8 as Windows-1252, which is what spreadsheets write: 0x92 is `’`.
pub(super) fn mended(bytes: &[u8]) -> Mended {
    let mut mended = Mended {
        text: String::with_capacity(bytes.len() + bytes.len() / 8),
        stray: Vec::new(),
        has_utf8: false,
    };
    for part in bytes.utf8_chunks() {
        mended.has_utf8 |= !part.valid().is_ascii();
        mended.text.push_str(part.valid());
        for &byte in part.invalid() {
            mended.stray.push((mended.text.len(), byte));
            mended.text.push(meant(byte));
        }
    }
    mended
}

/// How many bytes of a chunk get a place and a column; the others are counted.
const PLACED: usize = 10;

/// Tells the bytes of a chunk that are not UTF-8, unless the settings say that some are not: the
/// first ones, and how many there are. `names` are those of the columns.
pub(crate) fn faults(
    chunk: &Chunk,
    settings: &Settings,
    file: &Arc<str>,
    names: &[String],
) -> (Vec<Fault>, u64) {
    if settings.encoding == Encoding::Mixed || chunk.stray.is_empty() {
        return (Vec::new(), 0);
    }
    let setting = if chunk.has_utf8 {
        "encoding = \"utf-8, windows-1252\""
    } else {
        "encoding = \"windows-1252\""
    };
    let mut records = Records::new(chunk.bytes(), settings.form());
    let (mut cells, mut end) = (Vec::new(), 0);
    let mut fault = |(at, byte): &(usize, u8)| {
        while end <= *at {
            match records.next(&mut cells) {
                Some(record) => end = record.bytes.end,
                None => break,
            }
        }
        let nth = cells.iter().rposition(|cell| cell.start <= *at);
        let meant = meant(*byte);
        let kind = FaultKind::NotUtf8 { meant, setting };
        let place = chunk.place(*at..*at + meant.len_utf8());
        let in_rows = *at >= chunk.records_from;
        let name = nth.filter(|_| in_rows).and_then(|nth| names.get(nth));
        Fault {
            column: name.cloned(),
            ..Fault::new(file, kind, format!("{byte:#04x}")).at(place)
        }
    };
    let first = chunk.stray.iter().take(PLACED).map(&mut fault);
    (first.collect(), chunk.stray.len() as u64)
}

/// Returns the character that a byte stands for in Windows-1252.
pub(crate) fn meant(byte: u8) -> char {
    let (text, _) =
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stray_byte_is_the_character_that_was_meant() {
        let mended = mended(b"it\x92s \xe2\x80\x99 20 \x96 30 caf\xe9");
        assert_eq!(mended.text, "it\u{2019}s \u{2019} 20 \u{2013} 30 caf\u{e9}");
        assert_eq!(mended.stray, [(2, 0x92), (14, 0x96), (24, 0xe9)]);
        assert!(mended.has_utf8);
    }
}
