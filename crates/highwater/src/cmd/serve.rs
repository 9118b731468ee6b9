//! `serve`: the site while it is written, on this machine alone.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use highwater_host::{Pages, Port, Server, Watch};

use super::report::with_threads;
use crate::cli::{Input, ServeArguments};
use crate::engine::rebuild::{Built, Rebuild};
use crate::engine::workspace::Workspace;
use crate::own_code::OwnCode;
use crate::program::Program;
use crate::terminal::Failure;
use crate::terminal::interrupt;
use crate::terminal::milliseconds;
use crate::terminal::{Terminal, count};

/// How often Ctrl-C is looked for.
const ATTENTION: Duration = Duration::from_millis(100);
/// The most changed files that are named.
const MOST_NAMED: usize = 3;

pub(crate) fn run(
    arguments: &ServeArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let interrupted = interrupt::flag()?;
    let root = Workspace::find(program)?;
    let root = root.canonical();
    let code = OwnCode::of(&root);
    let pages = Pages::default();
    let port = match (arguments.resume, arguments.port) {
        (Some(port), _) | (None, Some(port)) => Port::Exactly(port),
        (None, None) => Port::Free,
    };
    let server = Server::bind(port, pages.clone()).map_err(Failure::Host)?;
    let (address, port) = (server.address(), server.port());
    // Before the first build, so that no change during it is missed.
    let watch = Watch::over(&watched(&root, &arguments.input, code.as_ref()));
    let watch = watch.map_err(Failure::Host)?;
    server.start().map_err(Failure::Host)?;
    terminal.result(&format!("serving {address}"));
    terminal.status("Ctrl-C ends it");
    if arguments.open && arguments.resume.is_none() {
        open::that(&address)
            .map_err(|error| Failure::Other(format!("no browser can be opened: {error}"), None))?;
    }
    let rebuild = Rebuild::new(&root, &arguments.input, arguments.strict);
    let mut desk = Desk {
        root: &root,
        rebuild,
        code,
        pages,
        port,
        terminal,
    };
    with_threads(arguments.input.jobs, move || {
        desk.follow(&watch, &interrupted)
    })
}

/// Returns what is watched: what a writer edits, the data, and the code.
fn watched(root: &Workspace, input: &Input, code: Option<&OwnCode>) -> Vec<PathBuf> {
    let files = input
        .inputs
        .iter()
        .filter_map(|setting| setting.split_once('='));
    let files = files.map(|(_, file)| PathBuf::from(file));
    let given = input.data.clone().into_iter().chain(files);
    // A name that leads nowhere is told by the build.
    let given = given.filter_map(|path| path.canonicalize().ok());
    let own = [root.join("report"), root.join("data")].into_iter();
    let mut watched: Vec<PathBuf> = own.filter(|folder| folder.is_dir()).chain(given).collect();
    watched.extend(code.iter().flat_map(|code| code.folders()));
    watched
}

/// Where the site is written at: what was built, and who is told.
struct Desk<'a> {
    root: &'a Workspace,
    rebuild: Rebuild<'a>,
    code: Option<OwnCode>,
    pages: Pages,
    port: u16,
    terminal: &'a Terminal,
}

impl Desk<'_> {
    /// Builds the site, and again after each change, until the user ends it.
    fn follow(&mut self, watch: &Watch, interrupted: &AtomicBool) {
        self.build("built");
        while !interrupted.load(Ordering::Relaxed) {
            let changed = watch.changes(ATTENTION);
            if changed.is_empty() {
                continue;
            }
            let (code, other) = self.told_apart(changed);
            let is_data = |path: &&PathBuf| !path.starts_with(self.root.join("report"));
            let data: BTreeSet<PathBuf> = other.iter().filter(is_data).cloned().collect();
            if !data.is_empty() {
                self.rebuild.data_changed(&data);
            }
            if code {
                self.start_anew();
            } else if !other.is_empty() {
                let names = self.names(&other);
                self.terminal.status(&format!("changed: {names}"));
                self.build("rebuilt");
            }
        }
        self.terminal.status("ended");
    }

    /// Returns whether code has changed, and what else; files in the folders of the code that are not
    /// compiled, such as tests, are nothing to us.
    fn told_apart(&self, changed: BTreeSet<PathBuf>) -> (bool, BTreeSet<PathBuf>) {
        let Some(code) = &self.code else {
            return (false, changed);
        };
        let is_code = changed.iter().any(|path| code.has(path));
        let is_other = |path: &PathBuf| !code.folders().any(|folder| path.starts_with(folder));
        (is_code, changed.into_iter().filter(is_other).collect())
    }

    fn build(&mut self, word: &str) {
        let start = Instant::now();
        let (pages, terminal) = (&self.pages, self.terminal);
        let mut show = |built: Built<'_>| match built {
            Built::Stories(site) => {
                pages.show(site.into_files());
                terminal.status(&format!("{word} in {}", milliseconds(start.elapsed())));
            }
            Built::Whole(site, findings, coverage) => {
                pages.show(site.into_files());
                terminal.findings(findings, false);
                terminal.status(&format!(
                    "all pages {word} in {} · {coverage} · {}",
                    milliseconds(start.elapsed()),
                    count(findings.len(), "finding")
                ));
            }
        };
        if let Err(failure) = self.rebuild.build(&mut show) {
            self.pages.fault(failure.texts());
            failure.tell(self.terminal);
            let kept = match self.pages.has_site() {
                true => "the last good pages stay",
                false => "there are no pages yet",
            };
            let time = milliseconds(start.elapsed());
            self.terminal.status(&format!("not {word}, {time}; {kept}"));
        }
    }

    /// Builds the code, and has the new program take the place of this one, on the same port.
    fn start_anew(&mut self) {
        let Some(code) = &mut self.code else { return };
        let note = "The code has changed: it is being built.";
        self.terminal.status(note);
        self.pages.note(note);
        let failure = match code.build() {
            Ok(true) => code.restart(&["--resume".to_owned(), self.port.to_string()]),
            Ok(false) => {
                self.terminal.status("the program is the same as before");
                return self.build("rebuilt");
            }
            Err(failure) => failure,
        };
        self.pages.fault(failure.texts());
        failure.tell(self.terminal);
    }

    /// The changed files as their writer knows them.
    fn names(&self, changed: &BTreeSet<PathBuf>) -> String {
        let name = |path: &PathBuf| {
            path.strip_prefix(&**self.root)
                .unwrap_or(path)
                .display()
                .to_string()
        };
        let names: Vec<String> = changed.iter().take(MOST_NAMED).map(name).collect();
        match changed.len().saturating_sub(MOST_NAMED) {
            0 => names.join(", "),
            more => format!("{} and {more} more", names.join(", ")),
        }
    }
}
