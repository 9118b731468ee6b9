//! A site to disk: built beside the old one and swapped in.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::ours;
use super::recover::{Lock, beside, recover_locked};
use super::swap::{exchange, swap};
use super::{MANIFEST, Site, WriteError, is_inside};

/// Writes a site to a folder.
///
/// All files are written to a new folder beside it, which then takes its place. Whatever fails, the
/// old site stays as it was. A folder with files that no earlier run made is refused. What a killed run
/// left is put right first, as [`recover`](super::recover()) does; of two runs that write in the same
/// folder one waits for the other.
///
/// # Errors
///
/// [`WriteError::Outside`], and those of [`recover`](super::recover()).
pub fn write(site: &Site, out: &Path, interrupted: &AtomicBool) -> Result<(), WriteError> {
    write_with(site, out, interrupted, exchange)
}

/// Returns the same with another way to exchange two folders.
pub(super) fn write_with(
    site: &Site,
    out: &Path,
    interrupted: &AtomicBool,
    exchange: impl Fn(&Path, &Path) -> io::Result<()>,
) -> Result<(), WriteError> {
    check_inside(site)?;
    let beside = beside(out)?;
    ours::check(out)?;
    make_folder(&beside.parent)?;
    let lock = Lock::of(&beside.parent, interrupted)?;
    recover_locked(out, &beside, &lock)?;
    ours::check(out)?;
    let places = beside.free();
    let built = build(site, &places.new, interrupted).and_then(|()| swap(out, &places, exchange));
    if built.is_err() {
        // What is left of the new folder is ours; that it may not go away is no second error.
        let _ = ours::remove(&places.new);
    }
    built
}

/// That each file lies in the folder of the site.
fn check_inside(site: &Site) -> Result<(), WriteError> {
    match site.files().find(|(path, _)| !is_inside(path)) {
        Some((path, _)) => Err(WriteError::Outside {
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Writes all files to a new folder; the manifest first, so that what a killed run leaves can be told
/// to be a site's.
fn build(site: &Site, folder: &Path, interrupted: &AtomicBool) -> Result<(), WriteError> {
    let manifest = site.manifest();
    let files = [(MANIFEST, manifest.as_bytes())]
        .into_iter()
        .chain(site.files());
    let mut made = BTreeSet::new();
    for (path, bytes) in files {
        stop_if(interrupted)?;
        let file = folder.join(path);
        if let Some(parent) = file.parent()
            && made.insert(parent.to_owned())
        {
            make_folder(parent)?;
        }
        fs::write(&file, bytes).map_err(|error| WriteError::io(&file, error))?;
    }
    stop_if(interrupted)
}

fn stop_if(interrupted: &AtomicBool) -> Result<(), WriteError> {
    match interrupted.load(Ordering::Relaxed) {
        true => Err(WriteError::Interrupted),
        false => Ok(()),
    }
}

fn make_folder(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(folder).map_err(|error| WriteError::io(folder, error))
}

#[cfg(test)]
mod tests {

    use super::*;

    static RUNNING: AtomicBool = AtomicBool::new(false);

    fn site(text: &str) -> Site {
        let mut site = Site::default();
        site.add("index.html", text);
        site.add("a/b.txt", "b");
        site
    }

    #[test]
    fn a_new_site_takes_the_place_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        let mut second = Site::default();
        second.add("index.html", "two");
        write(&second, &out, &RUNNING).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "two");
        assert!(!out.join("a").exists());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_folder_with_files_of_others_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        fs::write(out.join("a/mine.txt"), "mine").unwrap();
        let error = write(&site("two"), &out, &RUNNING).unwrap_err();
        assert!(error.to_string().contains("`a/mine.txt`"), "{error}");
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "one");

        let foreign = folder.path().join("foreign");
        fs::create_dir(&foreign).unwrap();
        fs::write(foreign.join("index.html"), "mine").unwrap();
        assert!(matches!(
            write(&site("two"), &foreign, &RUNNING),
            Err(WriteError::Foreign { .. })
        ));
        let file = folder.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(matches!(
            write(&site("two"), &file, &RUNNING),
            Err(WriteError::Foreign { .. })
        ));
    }

    #[test]
    fn a_file_outside_of_the_folder_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let absolute = folder.path().join("mine.csv");
        for path in [
            absolute.to_str().unwrap(),
            "../mine.csv",
            "data/../../a",
            "./a",
            "",
        ] {
            let mut site = site("one");
            site.add(path, "theirs");
            let error = write(&site, &folder.path().join("site"), &RUNNING).unwrap_err();
            assert!(error.to_string().contains(&format!("`{path}`")), "{error}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{path}");
        }
    }

    #[test]
    fn an_interrupted_run_leaves_the_old_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&site("one"), &out, &RUNNING).unwrap();
        let error = write(&site("two"), &out, &AtomicBool::new(true)).unwrap_err();
        assert!(matches!(error, WriteError::Interrupted));
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let error = write(&site("one"), &folder.path().join("file/site"), &RUNNING).unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
    }
}
