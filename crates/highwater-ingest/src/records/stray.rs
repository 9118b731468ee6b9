//! Bytes among UTF-8 that are not.

use std::sync::Arc;

use super::Chunk;
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

/// Tells the bytes of a chunk that are not UTF-8, unless the settings say that some are not.
pub(crate) fn faults<'a>(
    chunk: &'a Chunk,
    settings: &Settings,
    file: &'a Arc<str>,
) -> impl Iterator<Item = Fault> + 'a {
    let setting = if chunk.has_utf8 {
        "encoding = \"utf-8, windows-1252\""
    } else {
        "encoding = \"windows-1252\""
    };
    let told = chunk.stray.iter().filter({
        let is_said = settings.encoding == Encoding::Mixed;
        move |_| !is_said
    });
    told.map(move |(at, byte)| {
        let meant = meant(*byte);
        let kind = FaultKind::NotUtf8 { meant, setting };
        let place = chunk.place(*at..*at + meant.len_utf8());
        Fault::new(file, kind, format!("{byte:#04x}")).at(place)
    })
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
