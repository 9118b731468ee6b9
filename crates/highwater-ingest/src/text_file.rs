//! The bytes of a file as text, with the place of each byte.

use std::ops::Range;
use std::sync::Arc;

use crate::fault::{Fault, FaultKind, Place};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The bytes of a file, named as its faults shall name it.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// The name, from the top of the project: `data/wave/downloads.csv`.
    pub name: Arc<str>,
    /// The bytes as they are on disk.
    pub bytes: Arc<[u8]>,
}

impl TextFile {
    /// A file of that name and content.
    #[must_use]
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        TextFile {
            name: name.into(),
            bytes: bytes.into(),
        }
    }

    /// How many bytes a byte order mark takes at the start: three or none.
    #[must_use]
    pub fn bom_len(&self) -> usize {
        if self.bytes.starts_with(BOM) {
            BOM.len()
        } else {
            0
        }
    }

    /// The text without a byte order mark.
    ///
    /// # Errors
    ///
    /// A [`Fault`] at the first byte that is not UTF-8.
    pub fn text(&self) -> Result<&str, Box<Fault>> {
        let start = self.bom_len();
        str::from_utf8(&self.bytes[start..]).map_err(|error| {
            let at = start + error.valid_up_to();
            let found = format!("{:#04x}", self.bytes.get(at).copied().unwrap_or_default());
            Box::new(Fault::new(&self.name, FaultKind::NotUtf8, found).at(self.place(at..at + 1)))
        })
    }

    /// Line and column, both from 1, of a range of bytes. The column counts characters.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let start = range.start.min(self.bytes.len());
        let before = &self.bytes[..start];
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
        let line_start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(self.bom_len(), |at| at + 1);
        let column = 1 + String::from_utf8_lossy(&self.bytes[line_start.min(start)..start])
            .chars()
            .count();
        Place {
            line: line as u64,
            column: column as u64,
            bytes: range,
        }
    }
}
