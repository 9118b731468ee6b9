//! The list of snapshots as it is written, read with every fault at its place.

use std::ops::Range;
use std::sync::Arc;

use highwater_facts::Month;
use highwater_facts::nearest::nearest;
use serde::Deserialize;
use toml::Spanned;

use super::super::address::Address;
use super::{Snapshot, Spans};
use crate::date::Date;
use crate::fault::{Fault, FaultKind};
use crate::sum::Sha256Sum;
use crate::text_file::TextFile;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "snapshot", default)]
    snapshots: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    address: Spanned<String>,
    sha256: Spanned<String>,
    size: Spanned<u64>,
    licence: Spanned<String>,
    date: Spanned<String>,
    credit: Spanned<String>,
    holds: Spanned<String>,
    replaces: Option<Spanned<String>>,
}

/// Returns the snapshots that a text lists, or all its faults.
pub(super) fn read(file: &TextFile) -> Result<Vec<Snapshot>, Vec<Fault>> {
    let text = file.text().map_err(|fault| vec![*fault])?;
    let bom = file.bom_len();
    let document: Document = toml::from_str(text).map_err(|error| {
        let mut fault = fault(&file.name, error.message());
        fault.place = error
            .span()
            .map(|span| file.place(bom + span.start..bom + span.end));
        vec![fault]
    })?;
    let mut reading = Reading {
        file,
        bom,
        faults: Vec::new(),
    };
    let mut snapshots: Vec<Snapshot> = Vec::new();
    for entry in document.snapshots {
        if let Some(snapshot) = reading.snapshot(&entry, &snapshots) {
            snapshots.push(snapshot);
        }
    }
    if snapshots.is_empty() && reading.faults.is_empty() {
        reading
            .faults
            .push(fault(&file.name, "it holds no `[[snapshot]]`"));
    }
    if reading.faults.is_empty() {
        Ok(snapshots)
    } else {
        Err(reading.faults)
    }
}

fn fault(file: &Arc<str>, found: impl Into<String>) -> Fault {
    Fault::new(file, FaultKind::Snapshots, found)
}

/// A list as it is read, with the faults so far.
struct Reading<'a> {
    file: &'a TextFile,
    bom: usize,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn snapshot(&mut self, entry: &Entry, before: &[Snapshot]) -> Option<Snapshot> {
        let faults = self.faults.len();
        let name = entry.name.get_ref();
        if !is_name(name) {
            self.fault(
                &entry.name,
                format!("the name `{name}` is not of small letters, digits, `-` and `.`"),
            );
        } else if before.iter().any(|snapshot| snapshot.name == *name) {
            self.fault(&entry.name, format!("the name `{name}` stands twice"));
        }
        for (key, text) in [
            ("licence", &entry.licence),
            ("credit", &entry.credit),
            ("holds", &entry.holds),
        ] {
            if text.get_ref().trim().is_empty() {
                self.fault(text, format!("`{key}` is empty"));
            }
        }
        if !is_date(entry.date.get_ref()) {
            let date = entry.date.get_ref();
            self.fault(
                &entry.date,
                format!("`{date}` is not a date; write `2024-08-20` or `2024-10`"),
            );
        }
        if *entry.size.get_ref() == 0 {
            self.fault(
                &entry.size,
                "a file of 0 bytes is not a snapshot".to_owned(),
            );
        }
        self.replaced(entry, before);
        let address = self.parsed::<Address>(&entry.address);
        let sha256 = self.parsed::<Sha256Sum>(&entry.sha256);
        if let Some(twin) = before
            .iter()
            .find(|snapshot| Some(snapshot.sha256) == sha256)
        {
            self.fault(
                &entry.sha256,
                format!("`{}` has the same hash; one file has one name", twin.name),
            );
        }
        if self.faults.len() > faults {
            return None;
        }
        Some(Snapshot {
            name: name.clone(),
            address: address?,
            sha256: sha256?,
            size: *entry.size.get_ref(),
            licence: entry.licence.get_ref().clone(),
            date: entry.date.get_ref().clone(),
            credit: entry.credit.get_ref().clone(),
            holds: entry.holds.get_ref().clone(),
            replaces: entry.replaces.as_ref().map(|name| name.get_ref().clone()),
            spans: Spans {
                name: self.span(&entry.name),
                address: self.span(&entry.address),
                sha256: self.span(&entry.sha256),
                size: self.span(&entry.size),
            },
        })
    }

    /// That what a snapshot replaces stands above it, and is replaced by it alone: the editions of a
    /// file are one row, without a circle.
    fn replaced(&mut self, entry: &Entry, before: &[Snapshot]) {
        let Some(at) = &entry.replaces else { return };
        let name = at.get_ref();
        if !before.iter().any(|snapshot| snapshot.name == *name) {
            let near = nearest(name, before.iter().map(|snapshot| snapshot.name.as_str()));
            let near = near.map(|near| format!("; did you mean `{near}`?"));
            self.fault(
                at,
                format!(
                    "it replaces `{name}`, which is not a snapshot listed above it{}",
                    near.unwrap_or_default()
                ),
            );
        }
        let twin = before
            .iter()
            .find(|snapshot| snapshot.replaces.as_ref() == Some(name));
        if let Some(twin) = twin {
            self.fault(at, format!("`{}` replaces `{name}` already", twin.name));
        }
    }

    fn parsed<T: std::str::FromStr>(&mut self, text: &Spanned<String>) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        let parsed = text.get_ref().parse();
        parsed
            .map_err(|error: T::Err| self.fault(text, error.to_string()))
            .ok()
    }

    fn fault<T>(&mut self, at: &Spanned<T>, found: String) {
        let place = self.file.place(self.span(at));
        self.faults.push(fault(&self.file.name, found).at(place));
    }

    /// Returns the bytes of a value in the file, with its quotes.
    fn span<T>(&self, value: &Spanned<T>) -> Range<usize> {
        let span = value.span();
        self.bom + span.start..self.bom + span.end
    }
}

/// A name makes the name of a file: nothing in it may lead to another folder or hide it.
fn is_name(name: &str) -> bool {
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    name.starts_with(|first: char| first.is_ascii_alphanumeric()) && name.bytes().all(letters)
}

/// Returns a day or a month.
fn is_date(text: &str) -> bool {
    text.parse::<Date>().is_ok() || text.parse::<Month>().is_ok()
}
