//! A file that is replaced as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file beside its place, then puts it there: a run that is killed, or a full disk, leaves the
/// one before it. A file that is a link stays one; what it leads to is replaced.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    // One name for all runs, so that the next one replaces what a killed one left.
    let new = real.with_file_name(format!(".{name}.highwater-new"));
    let written = write(&new, bytes)
        .and_then(|()| match fs::metadata(&real) {
            Ok(old) => fs::set_permissions(&new, old.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&new, &real));
    if written.is_err() {
        // What is left of it is ours; that it may not go away is not a second error.
        let _ = fs::remove_file(&new);
    }
    written
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    // Bytes before name: after a power cut, the file under its own name is whole.
    file.sync_all()
}
