//! Ctrl-C, heard and not obeyed at once.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::terminal::Failure;

/// How long a run may take to stop by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// Returns a flag that is set when the user or the system asks the run to stop.
///
/// A run that is asked again, or is in the middle of something long, is ended: a swap of sites leaves a
/// whole one at each moment, and what is left beside it goes with the next run.
pub(crate) fn flag() -> Result<Arc<AtomicBool>, Failure> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = interrupted.clone();
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            end();
        }
        thread::spawn(|| {
            thread::sleep(PATIENCE);
            end();
        });
    })
    .map_err(|error| Failure::Other(format!("interrupts cannot be caught: {error}"), None))?;
    Ok(interrupted)
}

fn end() {
    // What cannot be printed cannot be told.
    let _ = writeln!(io::stderr(), "error: interrupted");
    std::process::exit(130);
}
