//! Faults of tables as findings, with the lines of their files.

use std::collections::BTreeMap;

use highwater_ingest::{Fault, TextFile};

use super::Diagnostic;
use crate::source_text::SourceText;

/// The files that findings are about, each read once.
///
/// A fault names its file as studies do; a finding names it as its reader does.
pub struct Files<F> {
    read: F,
    texts: BTreeMap<String, File>,
}

/// A file, as its reader names it, with its text where that can be shown.
#[derive(Clone)]
struct File {
    name: Option<String>,
    text: Option<SourceText>,
    bom: usize,
}

impl<F: Fn(&str) -> Option<TextFile>> Files<F> {
    /// Files that `read` gives by the names that studies have for them, itself named as the reader
    /// names it; `None` where a name means no file. A file without bytes has no lines to show.
    pub fn new(read: F) -> Self {
        Files {
            read,
            texts: BTreeMap::new(),
        }
    }

    /// Returns the fault of a table as a finding.
    #[must_use]
    pub fn fault(&mut self, fault: &Fault) -> Diagnostic {
        let file = self.file(&fault.file);
        let mut finding = Diagnostic::error(fault.kind.code(), fault.message());
        match (&fault.place, &file.text) {
            (Some(place), Some(text)) => {
                let shifted = |at: usize| at.saturating_sub(file.bom);
                let range = shifted(place.bytes.start)..shifted(place.bytes.end);
                finding = finding.at(text, range, "");
            }
            _ => {
                let name = file.name.as_deref().map(Into::into);
                let renamed = Fault {
                    file: name.unwrap_or_else(|| fault.file.clone()),
                    ..fault.clone()
                };
                finding.message = renamed.to_string();
            }
        }
        if let Some(nearest) = &fault.nearest {
            finding = finding.help(format!("the nearest that would do: `{nearest}`"));
        }
        match fault.help() {
            Some(help) => finding.help(help),
            None => finding,
        }
    }

    /// Returns the same finding at a line, from 1, of a file.
    #[must_use]
    pub fn at_line(&mut self, finding: Diagnostic, name: &str, line: u64) -> Diagnostic {
        let file = self.file(name);
        let Some(text) = &file.text else {
            let name = file.name.as_deref().unwrap_or(name);
            let message = format!("{name}:{line}: {}", finding.message);
            return Diagnostic { message, ..finding };
        };
        let nth = usize::try_from(line).unwrap_or_default().saturating_sub(1);
        let start: usize = text
            .text
            .split_inclusive('\n')
            .take(nth)
            .map(str::len)
            .sum();
        let rest = text.text.get(start..).unwrap_or_default();
        let end = start + rest.lines().next().unwrap_or_default().len();
        finding.at(text, start..end, "")
    }

    fn file(&mut self, name: &str) -> File {
        if let Some(file) = self.texts.get(name) {
            return file.clone();
        }
        let read = (self.read)(name);
        let text = read.as_ref().filter(|file| !file.bytes.is_empty());
        let file = File {
            text: text.and_then(|file| Some(SourceText::new(&file.name, file.text().ok()?))),
            bom: read.as_ref().map_or(0, TextFile::bom_len),
            name: read.map(|file| file.name.to_string()),
        };
        self.texts.insert(name.to_owned(), file.clone());
        file
    }
}
