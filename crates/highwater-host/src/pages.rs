//! What is shown now: the last good site, and what stands over it.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The files of a site by path, such as `open-wave/index.html`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What is shown now. Clones share it, so that one thread may build while others answer.
///
/// ```
/// use highwater_host::{Files, Pages};
///
/// let pages = Pages::default();
/// assert!(!pages.has_site());
/// pages.show(Files::from([("index.html".to_owned(), b"<p>28M".to_vec())]));
/// pages.fault(vec!["error: the text `610M` differs".to_owned()]);
/// assert!(pages.has_site(), "the last good site stays");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Pages {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// None before the first good build.
    site: Option<Arc<Files>>,
    findings: Vec<String>,
    note: String,
    /// Counts the changes, so that whoever waits knows whether one was missed.
    turn: u64,
}

/// What a page must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) site: Option<Arc<Files>>,
    pub(crate) findings: Vec<String>,
    pub(crate) note: String,
    pub(crate) turn: u64,
}

impl Pages {
    /// Shows a site in place of the one before. A page is loaded again where itself or a style sheet,
    /// script, font or picture of all pages differs; what stood over the old one goes.
    pub fn show(&self, files: Files) {
        self.change(|state| {
            state.site = Some(Arc::new(files));
            state.findings.clear();
            state.note.clear();
        });
    }

    /// Keeps the last good site, with these texts over it.
    pub fn fault(&self, findings: Vec<String>) {
        self.change(|state| {
            state.findings = findings;
            state.note.clear();
        });
    }

    /// Shows a line at the foot of each page, until something else is shown.
    pub fn note(&self, text: &str) {
        self.change(|state| text.clone_into(&mut state.note));
    }

    /// Returns whether there was a good site yet.
    #[must_use]
    pub fn has_site(&self) -> bool {
        self.state().site.is_some()
    }

    /// Returns what a page must know.
    pub(crate) fn told(&self) -> Told {
        tell(&self.state())
    }

    /// The same once there was a change after `seen`; none where there is none for that long.
    pub(crate) fn told_after(&self, seen: u64, patience: Duration) -> Option<Told> {
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.state(), patience, |state| state.turn == seen);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (state.turn != seen).then(|| tell(&state))
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        change(&mut state);
        state.turn += 1;
        drop(state);
        self.shared.changed.notify_all();
    }

    /// Returns a thread that broke off while it held the state left it whole: each field is set at
    /// once.
    fn state(&self) -> MutexGuard<'_, State> {
        let locked = self.shared.state.lock();
        locked.unwrap_or_else(PoisonError::into_inner)
    }
}

fn tell(state: &State) -> Told {
    Told {
        site: state.site.clone(),
        findings: state.findings.clone(),
        note: state.note.clone(),
        turn: state.turn,
    }
}
