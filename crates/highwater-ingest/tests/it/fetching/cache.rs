//! The cache: two runs at once, folders that cannot be written, files from another folder.

use std::thread;

use highwater_ingest::snapshots::fetch::{Fetch, Origin, Outcome};
use highwater_ingest::snapshots::{Folder, SnapshotError};

use super::{Scene, content};
use crate::server::{Answer, Server};

/// A folder can be locked on Unix; elsewhere two runs at once are told apart by the hash alone.
#[cfg(unix)]
#[test]
fn of_two_runs_at_once_one_says_so() {
    let server = Server::start(|n| match n {
        0 => Answer::file(&content()).after(std::time::Duration::from_secs(1)),
        _ => Answer::file(&content()),
    });
    let scene = Scene::new(&server.host);
    thread::scope(|scope| {
        let first = scope.spawn(|| scene.fetch());
        server.wait();
        let second = scene.fetch().unwrap_err();
        assert!(matches!(second, SnapshotError::Busy { .. }), "{second}");
        assert_eq!(second.to_string(), "another run is fetching into `cache`");
        assert!(matches!(first.join().unwrap(), Ok(Outcome::Fetched(_))));
    });
    assert_eq!(scene.names(), ["a-2024.csv"]);
    assert!(matches!(scene.fetch(), Ok(Outcome::Fresh(_))));
}

#[test]
fn a_cache_that_is_a_file() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    std::fs::write(&scene.cache.path, "mine").unwrap();
    let error = scene.fetch().unwrap_err();
    assert!(matches!(error, SnapshotError::Write { .. }));
    assert!(
        error.to_string().starts_with("`cache` cannot be written: "),
        "{error}"
    );
    assert_eq!(std::fs::read(&scene.cache.path).unwrap(), b"mine");
    assert!(server.requests().is_empty());
}

#[test]
fn a_folder_in_the_place_of_the_file() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    std::fs::create_dir_all(scene.cache.path.join("a-2024.csv/mine")).unwrap();
    let error = scene.fetch().unwrap_err();
    let told = error.to_string();
    assert!(
        told.starts_with("`cache/a-2024.csv` cannot be written: "),
        "{told}"
    );
    assert_eq!(scene.names(), ["a-2024.csv"]);
    assert!(scene.cache.path.join("a-2024.csv/mine").is_dir());
}

/// A link in the place of the file on its way is replaced, not followed.
#[cfg(unix)]
#[test]
fn a_link_leads_nowhere() {
    let server = Server::start(|_| Answer::file(&content()));
    let scene = Scene::new(&server.host);
    let mine = scene.folder.path().join("mine");
    std::fs::write(&mine, "mine").unwrap();
    std::fs::create_dir_all(&scene.cache.path).unwrap();
    std::os::unix::fs::symlink(&mine, scene.cache.path.join(".a-2024.csv.part")).unwrap();
    scene.comes();
    assert_eq!(std::fs::read(&mine).unwrap(), b"mine");
}

#[test]
fn from_a_folder_by_what_it_holds() {
    let scene = Scene::new("127.0.0.1:1");
    let downloads = scene.folder.path().join("downloads");
    let from = Folder::new(&downloads, "downloads");
    let fetch = Fetch {
        from: Origin::Folder(&from),
        cache: &scene.cache,
        interrupted: &scene.interrupted,
    };
    let error = fetch.run(&scene.snapshot, &mut |_| ()).unwrap_err();
    let told = "the snapshot `a-2024` is not in `downloads` (no such folder)";
    assert_eq!(error.to_string(), told);

    std::fs::create_dir_all(downloads.join("deeper")).unwrap();
    std::fs::write(downloads.join("a-2024.csv"), vec![0; 120_000]).unwrap();
    let error = fetch.run(&scene.snapshot, &mut |_| ()).unwrap_err();
    assert!(
        error.to_string().ends_with("`downloads` (1 file)"),
        "{error}"
    );
    assert!(scene.names().is_empty());

    std::fs::write(downloads.join("deeper/some (1).txt"), content()).unwrap();
    // What a killed download left is not mixed in.
    scene.put_partial(b"something else");
    let outcome = fetch.run(&scene.snapshot, &mut |_| ()).unwrap();
    assert!(matches!(outcome, Outcome::Fetched(_)));
    assert_eq!(scene.names(), ["a-2024.csv"]);
    let again = fetch.run(&scene.snapshot, &mut |_| ()).unwrap();
    assert!(matches!(again, Outcome::Fresh(_)));
}
