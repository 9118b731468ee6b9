//! What is shown now: the last good site, and what stands over it.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

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

#[derive(Debug)]
struct Shared {
    /// A random number.
    run: u64,
    state: Mutex<State>,
    changed: Condvar,
}

impl Default for Shared {
    fn default() -> Self {
        Shared {
            run: RandomState::new().build_hasher().finish(),
            state: Mutex::default(),
            changed: Condvar::default(),
        }
    }
}

#[derive(Debug, Default)]
struct State {
    site: Arc<Site>,
    findings: Vec<String>,
    note: String,
    /// Counts the changes, so that whoever waits knows whether one was missed.
    turn: u64,
}

/// A site with what tells it from the one before.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// Empty before the first good build.
    pub(crate) version: String,
    pub(crate) files: Files,
}

impl Pages {
    /// Shows a site in place of the one before. Pages are loaded again where a file differs; what stood
    /// over the old site goes.
    pub fn show(&self, files: Files) {
        self.change(|state| {
            if state.site.version.is_empty() || state.site.files != files {
                // A server that starts anew is another: its first site is none that a page has seen.
                let version = format!("{:x}-{}", self.shared.run, state.turn);
                state.site = Arc::new(Site { version, files });
            }
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

    /// Whether there was a good site yet.
    #[must_use]
    pub fn has_site(&self) -> bool {
        !self.site().version.is_empty()
    }

    pub(crate) fn site(&self) -> Arc<Site> {
        Arc::clone(&self.state().site)
    }

    /// What a page must know, with the count of changes so far.
    pub(crate) fn told(&self) -> (u64, Value) {
        tell(&self.state())
    }

    /// The same once there was a change after `seen`; none where there is none for that long.
    pub(crate) fn told_after(&self, seen: u64, patience: Duration) -> Option<(u64, Value)> {
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

    /// A thread that broke off while it held the state left it whole: each field is set at once.
    fn state(&self) -> MutexGuard<'_, State> {
        let locked = self.shared.state.lock();
        locked.unwrap_or_else(PoisonError::into_inner)
    }
}

fn tell(state: &State) -> (u64, Value) {
    let told = json!({
        "site": state.site.version,
        "findings": state.findings,
        "note": state.note,
    });
    (state.turn, told)
}
