//! A snapshot from a folder.

use std::io::{self, Read};

use super::super::error::SnapshotError;
use super::super::find::Found;
use super::partial::Partial;
use super::{Fetch, Progress};
use crate::input_file;

impl Fetch<'_> {
    /// Copies a file that was found, and hashes it again on the way: it may have changed since.
    pub(super) fn copy(
        &self,
        found: &Found,
        partial: &mut Partial<'_>,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<(), SnapshotError> {
        let read_error = |error| SnapshotError::Read {
            file: found.shown_as.clone(),
            error,
        };
        partial.restart()?;
        let mut from = input_file::open(&found.path).map_err(read_error)?;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            self.stop_if_interrupted()?;
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => partial.append(&buffer[..n], &found.shown_as)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(read_error(error)),
            }
            tell(Progress::Received(partial.received()));
        }
        if !partial.is_complete() {
            return Err(partial.size_error(&found.shown_as, Some(partial.received())));
        }
        partial.is_right(&found.shown_as).map(|_| ())
    }
}
