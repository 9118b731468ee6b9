//! The keys of a table's rows.

use std::collections::BTreeMap;

use crate::characters;
use crate::fault::FaultKind;

/// The keys seen so far. They are compared in NFC, without characters that cannot be seen and with
/// all blanks as one space each: what a reader cannot tell apart is the same key.
#[derive(Default)]
pub(crate) struct Keys {
    /// For each key, as it is compared, its line and how it was written.
    seen: BTreeMap<String, (u64, String)>,
    last: String,
}

impl Keys {
    /// Adds the key of a row, given as the texts of its columns; what is wrong with it, if something
    /// is, and how a message writes it.
    pub(crate) fn add(
        &mut self,
        parts: &[&str],
        line: u64,
        ascending: bool,
    ) -> Option<(FaultKind, String)> {
        let folded: Vec<String> = parts.iter().map(|part| characters::key(part)).collect();
        let written: Vec<&str> = parts.iter().map(|part| part.trim()).collect();
        let (folded, written) = (folded.join("\u{1f}"), written.join(", "));
        let kind = match self.seen.get(&folded) {
            Some((first, text)) => Some(FaultKind::DuplicateKey {
                first: *first,
                text: Some(text.clone()).filter(|text| *text != written),
                columns: parts.len(),
            }),
            None if ascending && folded < self.last => Some(FaultKind::OutOfOrder {
                before: self.last.replace('\u{1f}', ", "),
            }),
            None => None,
        };
        self.seen
            .entry(folded.clone())
            .or_insert_with(|| (line, written.clone()));
        self.last = folded;
        kind.map(|kind| (kind, written))
    }
}
