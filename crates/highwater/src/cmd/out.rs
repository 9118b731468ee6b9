//! The folder that a site is written to: out of the way of what it is made of.

use std::path::{Component, Path, PathBuf};
use std::sync::atomic::AtomicBool;

use highwater_report::recover;

use crate::terminal::Failure;
use crate::terminal::{Terminal, count};

/// Folders of the project that a site is made of.
const INPUTS: [&str; 2] = ["report", "data"];

/// Checks the folder before anything is built, and puts right what a killed run left there.
pub(crate) fn prepare(
    root: &Path,
    out: &Path,
    interrupted: &AtomicBool,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let recovered = recover(out, interrupted).map_err(Failure::Write)?;
    let real = real(out);
    for input in INPUTS {
        if real.starts_with(self::real(&root.join(input))) {
            return Err(Failure::other(
                format!(
                    "`{}` lies in `{input}`, which the site is made of",
                    out.display()
                ),
                "name a folder elsewhere with `--out`",
            ));
        }
    }
    if recovered.restored {
        terminal.status(&format!(
            "{:>8}  {}/ is back, which a run that was killed had moved aside",
            "mend",
            out.display()
        ));
    }
    if recovered.removed > 0 {
        let sites = count(recovered.removed, "unfinished or old site");
        terminal.detail(&format!("{:>8}  {sites} of killed runs removed", "mend"));
    }
    for folder in recovered.kept {
        terminal.status(&format!(
            "{:>8}  `{}` was left by a killed run and holds files that no run made; look and delete it",
            "mend",
            folder.display()
        ));
    }
    Ok(())
}

/// Returns a path without links as far as it exists, and without `..` behind that.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let existing = path.ancestors().find_map(|above| {
        let real = above.canonicalize().ok()?;
        Some((real, path.strip_prefix(above).ok()?))
    });
    let Some((mut real, rest)) = existing else {
        return path;
    };
    for part in rest.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
    }
    real
}
