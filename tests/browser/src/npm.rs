//! What the tests take from npm: `package.json` and its lock file name the versions, and `npm ci`
//! brings them where they are not there yet.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of a package, by its path in `node_modules`; none where npm is not installed, which is
/// printed.
#[allow(
    clippy::print_stdout,
    reason = "the reader of the log must see what was left out"
)]
pub(crate) fn file(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = folder.join("node_modules").join(path);
    // Several tests may be the first.
    let lock = File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm.lock")).unwrap();
    lock.lock().unwrap();
    if file.is_file() {
        return Some(file);
    }
    let installed = Command::new("npm").arg("ci").current_dir(folder).output();
    match installed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!("skipped: npm is not installed, which brings {path}");
            None
        }
        output => {
            let output = output.unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "`npm ci` in tests/browser fails:\n{told}"
            );
            Some(file)
        }
    }
}
