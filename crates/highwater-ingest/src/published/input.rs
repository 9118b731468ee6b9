//! Where the bytes of a published table come from.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::input_file;
use crate::settings::Settings;
use crate::source;

/// The bytes of a published table, read once and never held as a whole.
pub struct Input<'a> {
    /// The file as faults and pages name it.
    pub name: Arc<str>,
    from: From<'a>,
    settings: Settings,
}

enum From<'a> {
    Path(PathBuf),
    Bytes(&'a [u8]),
}

impl<'a> Input<'a> {
    /// Returns a file; `shown_as` is how faults and pages name it.
    ///
    /// It is opened when it is read: where that fails, the fault is in the summary.
    #[must_use]
    pub fn file(path: &Path, shown_as: &str) -> Self {
        Input {
            name: shown_as.into(),
            from: From::Path(path.to_owned()),
            settings: Settings::default(),
        }
    }

    /// Bytes in memory.
    #[must_use]
    pub fn bytes(name: &str, bytes: &'a [u8]) -> Self {
        Input {
            name: name.into(),
            from: From::Bytes(bytes),
            settings: Settings::default(),
        }
    }

    /// The same bytes, written as the settings say.
    #[must_use]
    pub fn written(self, settings: Settings) -> Self {
        Input { settings, ..self }
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send + 'a>> {
        let bytes: Box<dyn Read + Send + 'a> = match &self.from {
            From::Path(path) => Box::new(input_file::open(path)?),
            From::Bytes(bytes) => Box::new(*bytes),
        };
        source::table(bytes, &self.settings)
    }
}
