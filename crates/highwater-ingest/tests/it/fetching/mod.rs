//! Snapshots from a server on this machine, which does what servers do.

mod broken_off;
mod cache;
mod refused;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use highwater_ingest::TextFile;
use highwater_ingest::snapshots::fetch::{Fetch, Origin, Outcome, Patience, Progress};
use highwater_ingest::snapshots::{Folder, Sha256Sum, Snapshot, SnapshotError, SnapshotList};
use tempfile::TempDir;

use crate::server::{Answer, Server};

/// A snapshot with the cache that it goes into.
pub(crate) struct Scene {
    pub(crate) folder: TempDir,
    pub(crate) cache: Folder,
    pub(crate) snapshot: Snapshot,
    pub(crate) interrupted: AtomicBool,
    pub(crate) patience: Patience,
}

/// Returns what a snapshot holds in these tests: more than a chunk, and no part of it like another.
pub(crate) fn content() -> Vec<u8> {
    (0..30_000_u32).flat_map(u32::to_le_bytes).collect()
}

impl Scene {
    /// Returns a snapshot of [`content`] that a host publishes.
    pub(crate) fn new(host: &str) -> Self {
        let text = format!(
            "[[snapshot]]\nname = \"a-2024\"\naddress = \"http://{host}/data/a%20b.csv\"\nsha256 = \"{}\"\n\
             size = {}\nlicence = \"CC0 1.0\"\ndate = \"2024-10\"\ncredit = \"us\"\nholds = \"numbers\"\n",
            Sha256Sum::new(&content()),
            content().len(),
        );
        let list = SnapshotList::parse(&TextFile::new("list.toml", text.as_bytes())).unwrap();
        let folder = tempfile::tempdir().unwrap();
        Scene {
            cache: Folder::new(&folder.path().join("cache"), "cache"),
            snapshot: list.snapshots[0].clone(),
            interrupted: AtomicBool::new(false),
            patience: Patience {
                silence: Duration::from_secs(20),
                whole: Duration::from_secs(60),
            },
            folder,
        }
    }

    pub(crate) fn fetch(&self) -> Result<Outcome, SnapshotError> {
        self.fetch_and_tell(&mut |_| ())
    }

    pub(crate) fn fetch_and_tell(
        &self,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, SnapshotError> {
        let fetch = Fetch {
            from: Origin::Address {
                unless_in: std::slice::from_ref(&self.cache),
                patience: self.patience,
            },
            cache: &self.cache,
            interrupted: &self.interrupted,
        };
        fetch.run(&self.snapshot, tell)
    }

    /// Puts a file into the cache.
    pub(crate) fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::create_dir_all(&self.cache.path).unwrap();
        std::fs::write(self.cache.path.join(name), bytes).unwrap();
    }

    /// Puts what a run that was killed leaves.
    pub(crate) fn put_partial(&self, bytes: &[u8]) {
        self.put(".a-2024.csv.part", bytes);
    }

    /// The names in the cache, also hidden ones.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.cache.path).into_iter().flatten();
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
        entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect()
    }

    /// That the file came, whole, and nothing else is there.
    #[track_caller]
    pub(crate) fn comes(&self) {
        match self.fetch().unwrap() {
            Outcome::Fetched(found) => assert_eq!(found.shown_as, "cache/a-2024.csv"),
            Outcome::Fresh(found) => panic!("it was there already: {found:?}"),
        }
        assert_eq!(self.names(), ["a-2024.csv"]);
        assert!(std::fs::read(self.cache.path.join("a-2024.csv")).unwrap() == content());
    }

    /// That the fetch fails with that text and that advice; that the file before it stays, and
    /// nothing is left of the other.
    #[track_caller]
    pub(crate) fn fails(&self, code: &str, told: &[&str]) {
        self.put("a-2024.csv", b"an older file");
        let error = self.fetch().unwrap_err();
        let text = format!("{error}\n{}", error.hint(Some("get")));
        for told in told {
            assert!(text.contains(told), "`{told}` is not in `{text}`");
        }
        assert_eq!(error.code(), code);
        assert_eq!(self.names(), ["a-2024.csv"]);
        let old = std::fs::read(self.cache.path.join("a-2024.csv")).unwrap();
        assert_eq!(old, b"an older file");
    }
}

#[test]
fn a_file_comes_in_one_request() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    scene.comes();
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].starts_with("get /data/a%20b.csv http/1.1\r\n"));
    assert!(requests[0].contains("\r\naccept-encoding: identity\r\n"));
    assert!(requests[0].contains("\r\nuser-agent: highwater/"));
    assert!(!requests[0].contains("\r\nrange:"));
}

#[test]
fn a_file_without_a_length_comes_too() {
    let server = Server::start(|_| Answer::new("200 OK", &[], &content()));
    Scene::new(&server.host).comes();
}

#[test]
fn another_file_of_its_name_is_replaced() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    scene.put("a-2024.csv", b"another file");
    scene.comes();
}

#[test]
fn progress_ends_with_the_whole() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    let mut told = Vec::new();
    scene.fetch_and_tell(&mut |how| told.push(how)).unwrap();
    let size = content().len() as u64;
    assert_eq!(told.last(), Some(&Progress::Received(size)));
}

#[test]
fn what_is_there_is_not_asked_for() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    scene.put("under another name", &content());
    match scene.fetch().unwrap() {
        Outcome::Fresh(found) => assert_eq!(found.shown_as, "cache/under another name"),
        Outcome::Fetched(found) => panic!("{found:?}"),
    }
    assert!(server.requests().is_empty());
}

#[test]
fn redirects_within_the_host_are_followed() {
    let server = Server::start(|n| match n {
        0 => Answer::new(
            "302 Found",
            &["Location: /elsewhere/b.csv", "Content-Length: 0"],
            b"",
        ),
        1 => Answer::new("301 Moved", &["Location: c.csv", "Content-Length: 0"], b""),
        _ => Answer::file(&content()),
    });
    Scene::new(&server.host).comes();
    let paths: Vec<String> = server
        .requests()
        .iter()
        .filter_map(|head| head.split(' ').nth(1).map(str::to_owned))
        .collect();
    assert_eq!(
        paths,
        ["/data/a%20b.csv", "/elsewhere/b.csv", "/elsewhere/c.csv"]
    );
}
