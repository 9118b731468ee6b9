//! A run that was killed at any moment: there is a site, and the next run finds it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Duration;

use super::swap::exchange;
use super::write::write_with;
use super::{MANIFEST, Site, WriteError, recover, verify, write};

static RUNNING: AtomicBool = AtomicBool::new(false);
/// Where the test that is run as a process of its own writes, and whether it can exchange folders.
const OUT: &str = "HIGHWATER_TEST_OUT";
const EXCHANGES: &str = "HIGHWATER_TEST_EXCHANGES";

fn site(text: &str) -> Site {
    let mut site = Site::default();
    site.add("index.html", text);
    for at in 0..40 {
        site.add(&format!("a/{at}/b.txt"), text);
    }
    site
}

fn no_exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A folder with a site in it.
struct Place {
    folder: tempfile::TempDir,
    out: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        Place { folder, out }
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Another site beside it, as a run has it on the way.
    fn built(&self, name: &str, text: &str) {
        write(&site(text), &self.beside(name), &RUNNING).unwrap();
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[track_caller]
    fn shows(&self, text: &str) {
        assert!(verify(&self.out, &[]).unwrap().is_whole());
        assert_eq!(
            fs::read_to_string(self.out.join("index.html")).unwrap(),
            text
        );
        assert_eq!(self.names(), ["site"], "nothing is left beside it");
    }
}

#[test]
fn both_ways_to_swap_give_the_new_site() {
    let place = Place::new();
    write_with(&site("two"), &place.out, &RUNNING, exchange).unwrap();
    place.shows("two");
    write_with(&site("three"), &place.out, &RUNNING, no_exchange).unwrap();
    place.shows("three");
}

#[test]
fn the_file_system_of_the_tests_exchanges_folders() {
    let place = Place::new();
    place.built("other", "two");
    exchange(&place.out, &place.beside("other")).unwrap();
    assert_eq!(
        fs::read_to_string(place.out.join("index.html")).unwrap(),
        "two"
    );
}

/// Each state that a run can be killed in, by hand.
#[test]
fn a_kill_between_the_two_renames_leaves_a_site() {
    let place = Place::new();
    fs::rename(&place.out, place.beside(".site.highwater-old-41")).unwrap();
    place.built(".site.highwater-new-41", "two");
    let recovered = recover(&place.out, &RUNNING).unwrap();
    assert!(
        recovered.restored && recovered.removed == 1,
        "{recovered:?}"
    );
    place.shows("one");

    fs::rename(&place.out, place.beside(".site.highwater-old-41")).unwrap();
    write(&site("two"), &place.out, &RUNNING).unwrap();
    place.shows("two");
}

#[test]
fn what_a_killed_run_left_behind_goes() {
    let place = Place::new();
    // Swapped, and the old site not removed yet; or being built.
    place.built(".site.highwater-new-41", "zero");
    place.built(".site.highwater-old-42", "zero");
    fs::remove_file(place.beside(".site.highwater-old-42/a/3/b.txt")).unwrap();
    fs::remove_dir(place.beside(".site.highwater-old-42/a/3")).unwrap();
    // Killed in the middle of the manifest, and before it.
    fs::create_dir(place.beside(".site.highwater-new-43")).unwrap();
    fs::write(
        place.beside(".site.highwater-new-43").join(MANIFEST),
        "{\"gen",
    )
    .unwrap();
    fs::create_dir_all(place.beside(".site.highwater-new-44/a")).unwrap();
    let recovered = recover(&place.out, &RUNNING).unwrap();
    assert_eq!((recovered.restored, recovered.removed), (false, 4));
    place.shows("one");
}

#[test]
fn what_is_not_ours_stays() {
    let place = Place::new();
    place.built(".site.highwater-new-41", "zero");
    fs::write(place.beside(".site.highwater-new-41/a/mine.txt"), "mine").unwrap();
    fs::create_dir(place.beside(".site.highwater-old-mine")).unwrap();
    fs::write(place.beside(".site.highwater-new-42"), "mine").unwrap();
    place.built(".other.highwater-new-41", "of another folder");
    let before = place.names();
    let recovered = recover(&place.out, &RUNNING).unwrap();
    assert_eq!(recovered.kept, [place.beside(".site.highwater-new-41")]);
    assert_eq!(recovered.removed, 0);
    assert_eq!(place.names(), before);
    assert!(place.beside(".site.highwater-new-41/index.html").exists());
    write(&site("two"), &place.out, &RUNNING).unwrap();
    assert_eq!(place.names(), before);
}

/// A run that lives holds the folder: nothing of it is touched, and the other one waits.
#[test]
fn a_living_run_is_waited_for() {
    let place = Place::new();
    place.built(".site.highwater-new-41", "two");
    let held = fs::File::open(place.folder.path()).unwrap();
    held.lock().unwrap();
    let out = place.out.clone();
    let waiting = thread::spawn(move || write(&site("three"), &out, &RUNNING));
    thread::sleep(Duration::from_millis(100));
    assert!(!waiting.is_finished());
    assert_eq!(place.names(), [".site.highwater-new-41", "site"]);
    let stopped = recover(&place.out, &AtomicBool::new(true)).unwrap_err();
    assert!(matches!(stopped, WriteError::Interrupted), "{stopped}");
    drop(held);
    waiting.join().unwrap().unwrap();
    place.shows("three");
}

#[test]
fn many_runs_at_once_leave_one_whole_site() {
    let place = Place::new();
    thread::scope(|scope| {
        for text in ["two", "three", "four", "five"] {
            let out = &place.out;
            scope.spawn(move || write(&site(text), out, &RUNNING).unwrap());
        }
    });
    assert!(verify(&place.out, &[]).unwrap().is_whole());
    assert_eq!(place.names(), ["site"]);
}

#[test]
fn a_link_in_the_place_of_the_folder_is_refused() {
    let place = Place::new();
    let link = place.beside("link");
    std::os::unix::fs::symlink(&place.out, &link).unwrap();
    let error = write(&site("two"), &link, &RUNNING).unwrap_err();
    assert!(error.to_string().contains("is a link"), "{error}");
    assert_eq!(
        fs::read_to_string(place.out.join("index.html")).unwrap(),
        "one"
    );
}

/// A process that writes site after site is killed at some moment. With an exchange there is a whole
/// site at once; without one, at the latest when the next run starts.
#[test]
fn a_kill_at_any_moment_leaves_a_site() {
    let place = Place::new();
    for round in 0..24_u64 {
        let exchanges = round % 2 == 0;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "site::tests::site_after_site", "--ignored"])
            .env(OUT, &place.out)
            .env(EXCHANGES, if exchanges { "1" } else { "" })
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It has begun once the first site of its own is there.
        let mark = place.beside("begun");
        while !mark.exists() {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros(round * 1_777 % 9_000));
        child.kill().unwrap();
        child.wait().unwrap();
        fs::remove_file(&mark).unwrap();
        if exchanges {
            assert!(verify(&place.out, &[]).unwrap().is_whole(), "round {round}");
        }
        recover(&place.out, &RUNNING).unwrap();
        assert!(verify(&place.out, &[]).unwrap().is_whole(), "round {round}");
        assert_eq!(place.names(), ["site"], "round {round}");
    }
}

/// The process that is killed: no test by itself.
#[test]
#[ignore = "it writes until it is killed"]
fn site_after_site() {
    let Some(out) = std::env::var_os(OUT).map(PathBuf::from) else {
        return;
    };
    let exchanges = std::env::var_os(EXCHANGES).is_some_and(|set| !set.is_empty());
    let way = if exchanges { exchange } else { no_exchange };
    for at in 0_u64.. {
        write_with(&site(&at.to_string()), &out, &RUNNING, way).unwrap();
        if at == 0 {
            fs::write(out.with_file_name("begun"), "").unwrap();
        }
    }
}
