//! `publish`: the site as a commit of a branch, past the work tree and the index.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use highwater_host::{Branch, Change, Commit};
use highwater_report::{MANIFEST, listed};

use super::report::{build, with_threads};
use crate::cli::{PublishArguments, ReportArguments};
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::Steps;
use crate::terminal::interrupt;
use crate::terminal::{Terminal, count};
use crate::time;

/// The most changed files that are told to a person.
const MOST_CHANGES: usize = 20;

pub(crate) fn run(
    arguments: &PublishArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let interrupted = interrupt::flag()?;
    let seconds = time::set()?;
    let root = Workspace::find(program)?;
    // What keeps it from being published is told before the build.
    let branch = Branch::of(&root, &arguments.branch).map_err(Failure::Host)?;
    let mut steps = Steps::new(terminal);
    let report = ReportArguments {
        input: arguments.input.clone(),
        strict: !arguments.allow_warnings,
        ..ReportArguments::default()
    };
    let built = with_threads(arguments.input.jobs, || {
        build(&report, &root, &mut steps, &interrupted, terminal)
    })??;
    terminal.findings(&built.findings, false);
    let (hash, manifest) = (built.site.hash(), built.site.manifest());
    let mut files = built.site.into_files();
    let message = message(&root, &hash, files.len());
    files.insert(MANIFEST.to_owned(), manifest.into_bytes());
    let commit = Commit {
        files: &files,
        manifest: MANIFEST,
        listed: paths,
        message: &message,
        seconds,
    };
    let name = &arguments.branch;
    if arguments.dry_run {
        let remote = arguments.remote.as_deref();
        let changes = branch.rehearse(&commit, remote).map_err(Failure::Host)?;
        tell(&changes, terminal);
        terminal.summary(&match changes.len() {
            0 => format!("`{name}` holds this site already"),
            n => format!(
                "{} of `{name}` would change; nothing was written",
                count(n, "file")
            ),
        });
        if let Some(remote) = remote {
            terminal.summary(&format!("`{remote}` would take the push of `{name}`"));
        }
        return Ok(());
    }
    let committed = branch.commit(&commit).map_err(Failure::Host)?;
    tell(&committed.changes, terminal);
    let short = committed.commit.get(..12).unwrap_or_default();
    terminal.summary(&match committed.changes.len() {
        0 => format!("nothing changed: `{name}` holds this site already, in {short}"),
        n => format!("{} changed on `{name}`, in {short}", count(n, "file")),
    });
    match &arguments.remote {
        Some(remote) => {
            branch.push(remote).map_err(Failure::Host)?;
            terminal.summary(&format!("pushed `{name}` to `{remote}`"));
        }
        None => terminal.summary(&format!("push it with `git push REMOTE {name}`")),
    }
    terminal.summary(&format!("site {hash}"));
    Ok(())
}

/// Returns the paths that a manifest lists, its own among them.
fn paths(manifest: &[u8]) -> BTreeSet<String> {
    match listed(manifest) {
        Some(files) => files.into_keys().chain([MANIFEST.to_owned()]).collect(),
        None => BTreeSet::new(),
    }
}

fn tell(changes: &[Change], terminal: &Terminal) {
    let most = if terminal.verbose {
        usize::MAX
    } else {
        MOST_CHANGES
    };
    for change in changes.iter().take(most) {
        terminal.status(&change.to_string());
    }
    match changes.len().saturating_sub(most) {
        0 => {}
        more => terminal.status(&format!("{:>7}  and {more} more; `-v` names them all", "")),
    }
}

/// Returns what the commit says of itself: of which commit it was built, and what it holds.
fn message(root: &Workspace, hash: &str, files: usize) -> String {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&**root)
            .args(arguments)
            .stderr(Stdio::null());
        let output = command
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    // What else lies in the folder, such as a site, the site is not built of.
    let status = [
        "status",
        "--porcelain",
        "--",
        "report",
        "data",
        "crates",
        "xtask",
    ];
    let source = match git(&["rev-parse", "--short=12", "HEAD"]) {
        None => "a project without commits".to_owned(),
        Some(commit) => match git(&status) {
            Some(changed) if changed.is_empty() => commit,
            _ => format!("{commit}, with changes that are not committed"),
        },
    };
    format!(
        "The site of {source}\n\n{}, sha256 of the manifest {hash}\n",
        count(files, "file")
    )
}
