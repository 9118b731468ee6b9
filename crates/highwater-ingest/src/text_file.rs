//! The bytes of a file as text, with the place of each byte.

use std::ops::Range;
use std::sync::Arc;

use crate::fault::{Fault, FaultKind, Place};
use crate::lines;
use crate::records::meant;

/// The bytes of a file, named as its faults shall name it.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// The name, from the top of the project: `data/wave/downloads.csv`.
    pub name: Arc<str>,
    /// The bytes as they are on disk.
    pub bytes: Arc<[u8]>,
}

impl TextFile {
    pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

    /// A file of that name and content.
    #[must_use]
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        TextFile {
            name: name.into(),
            bytes: bytes.into(),
        }
    }

    /// Returns how many bytes a byte order mark takes at the start: three or none.
    #[must_use]
    pub fn bom_len(&self) -> usize {
        if self.bytes.starts_with(Self::BOM) {
            Self::BOM.len()
        } else {
            0
        }
    }

    /// The text without a byte order mark, of a file that must be UTF-8.
    ///
    /// # Errors
    ///
    /// A [`Fault`] at the first byte that is not UTF-8.
    pub fn text(&self) -> Result<&str, Box<Fault>> {
        let start = self.bom_len();
        str::from_utf8(&self.bytes[start..]).map_err(|error| {
            let at = start + error.valid_up_to();
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            let kind = FaultKind::NotUtf8 {
                meant: meant(byte),
                setting: "",
            };
            Box::new(
                Fault::new(&self.name, kind, format!("{byte:#04x}")).at(self.place(at..at + 1)),
            )
        })
    }

    /// Line and column, both from 1, of a range of bytes. The column counts characters.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        let from = self.bom_len();
        let before = self
            .bytes
            .get(from..range.start.max(from))
            .unwrap_or(&self.bytes[from..]);
        let letters = String::from_utf8_lossy(&before[lines::start(before)..]);
        Place {
            line: 1 + lines::count(before),
            column: 1 + letters.chars().count() as u64,
            bytes: range,
        }
    }
}
