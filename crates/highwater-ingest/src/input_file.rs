//! Files that a person gives as input, opened here and nowhere else.
//!
//! Only a regular file is read: a pipe or a socket may keep a run waiting without end, and a device may
//! never come to its end. A link within a project may not lead out of it, because what it leads to
//! would be published.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use highwater_facts::number_text::fixed;

/// The most bytes of a text that a person writes: a story, its claims, a template, a list. The longest
/// novels have some three million.
pub const MOST_OF_A_TEXT: u64 = 4 << 20;
/// The most bytes of a file that is held in memory as a whole: a small table, a picture, a `facts.json`.
pub const MOST_IN_MEMORY: u64 = 256 << 20;

/// Opens a regular file for reading.
///
/// # Errors
///
/// Those of the system, and one that says what the file is if it is not a regular one.
///
/// # Example
///
/// ```
/// let error = highwater_ingest::input_file::open(std::env::temp_dir()).unwrap_err();
/// assert_eq!(error.to_string(), "it is a folder, not a file");
/// ```
pub fn open(path: impl AsRef<Path>) -> io::Result<File> {
    let path = path.as_ref();
    // Asked before it is opened: opening a pipe waits until a process writes to it.
    refuse_irregular(fs::metadata(path)?.file_type())?;
    File::open(path)
}

/// Reads a regular file of at most `most` bytes.
///
/// # Errors
///
/// Those of [`open`], and one that gives both sizes if the file has more bytes.
///
/// # Example
///
/// ```
/// use highwater_ingest::input_file::read;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("rows.csv");
/// std::fs::write(&path, vec![b'1'; 1001])?;
/// assert_eq!(read(&path, 1001)?.len(), 1001);
/// let error = read(&path, 1000).unwrap_err();
/// assert_eq!(error.to_string(), "it has 1,001 bytes, and at most 1,000 of such a file are read");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(path: impl AsRef<Path>, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let size = file.metadata()?.len();
    if size > most {
        return Err(too_large(size, most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // A file may grow while it is read.
    file.take(most + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        size if size > most => Err(too_large(size, most)),
        _ => Ok(bytes),
    }
}

/// Returns whether an error of this module says that something is there and is not read as input.
#[must_use]
pub fn is_refusal(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::FileTooLarge
    )
}

/// The project that a folder of inputs belongs to, out of which no link may lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The top of the project, and the folder below it that may itself be a link: `report` or `data`
    /// as a whole may lie on another disk. Empty if a reader named the folder and not the project.
    tops: Vec<PathBuf>,
}

impl Project {
    /// Returns the project around a folder that its messages name `shown_as`, from its top:
    /// `/home/me/floods/data/wave` is shown as `data/wave` in the project `/home/me/floods`. A folder
    /// of another name was given by a reader, and its links may lead anywhere.
    #[must_use]
    pub fn around(folder: &Path, shown_as: &str) -> Self {
        let mut top = Some(folder);
        for part in shown_as.rsplit('/') {
            let name = top.and_then(Path::file_name);
            let is_part = name.is_some_and(|name| name == part);
            top = top.and_then(Path::parent).filter(|_| is_part);
        }
        let first = shown_as.split('/').next().unwrap_or_default();
        let tops = top.map(|top| match top.as_os_str().is_empty() {
            true => Path::new("."),
            false => top,
        });
        let tops = tops
            .into_iter()
            .flat_map(|top| [top.to_owned(), top.join(first)]);
        Project {
            tops: tops.filter_map(|top| top.canonicalize().ok()).collect(),
        }
    }

    /// Refuses a file or folder that lies outside of the project.
    ///
    /// # Errors
    ///
    /// Those of the system, and one that says that a link leads out.
    pub fn refuse_outside(&self, path: &Path) -> io::Result<()> {
        if self.tops.is_empty() {
            return Ok(());
        }
        let real = path.canonicalize()?;
        match self.tops.iter().any(|top| real.starts_with(top)) {
            true => Ok(()),
            false => Err(refused(
                "it is or lies behind a link that leads out of the project; put a copy in the link's place",
            )),
        }
    }

    /// Reads a file of the project, as [`read`] does.
    ///
    /// # Errors
    ///
    /// Those of [`read`] and [`Project::refuse_outside`].
    pub fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.refuse_outside(path)?;
        read(path, most)
    }
}

fn refuse_irregular(kind: FileType) -> io::Result<()> {
    if kind.is_file() {
        Ok(())
    } else if kind.is_dir() {
        Err(refused("it is a folder, not a file"))
    } else {
        let what = irregular(kind);
        Err(refused(&format!(
            "it is {what}, not a file; save what it gives as a file, and name that"
        )))
    }
}

#[cfg(unix)]
fn irregular(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn irregular(_: FileType) -> &'static str {
    "a device"
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}

fn too_large(size: u64, most: u64) -> io::Error {
    let [size, most] = [size, most].map(|n| fixed(n as f64, 0));
    let why = format!("it has {size} bytes, and at most {most} of such a file are read");
    io::Error::new(io::ErrorKind::FileTooLarge, why)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    #[test]
    fn irregular_input_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(
            Command::new("mkfifo")
                .arg(at("pipe"))
                .status()
                .unwrap()
                .success()
        );
        let _socket = UnixListener::bind(at("socket")).unwrap();
        symlink("/dev/zero", at("link")).unwrap();
        for (path, what) in [
            (at("pipe"), "a pipe"),
            (at("socket"), "a socket"),
            (at("link"), "a device"),
            (PathBuf::from("/dev/zero"), "a device"),
            (at(""), "a folder"),
        ] {
            let error = read(&path, u64::MAX - 1).unwrap_err();
            let told = format!("it is {what}, not a file");
            assert!(error.to_string().starts_with(&told), "{error}");
        }
        assert_eq!(
            open(at("none")).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }

    #[test]
    fn links_lead_nowhere_out_of_the_project() {
        let outer = tempfile::tempdir().unwrap();
        let top = outer.path().join("project");
        let data = top.join("data/wave");
        fs::create_dir_all(&data).unwrap();
        fs::create_dir_all(outer.path().join("elsewhere")).unwrap();
        for file in [
            "elsewhere/x.csv",
            "project/notes.csv",
            "project/data/wave/a.csv",
        ] {
            fs::write(outer.path().join(file), "a\n").unwrap();
        }
        symlink(outer.path().join("elsewhere/x.csv"), data.join("out.csv")).unwrap();
        symlink("../../../elsewhere", data.join("folder")).unwrap();
        symlink("../../notes.csv", data.join("within.csv")).unwrap();
        symlink("nowhere.csv", data.join("broken.csv")).unwrap();
        let project = Project::around(&data, "data/wave");
        let read = |name: &str| project.read(&data.join(name), 10);
        assert_eq!(read("a.csv").unwrap(), b"a\n");
        assert_eq!(read("within.csv").unwrap(), b"a\n");
        for name in ["out.csv", "folder/x.csv", "../../../elsewhere/x.csv"] {
            let error = read(name).unwrap_err();
            assert!(
                error.to_string().contains("out of the project"),
                "{name}: {error}"
            );
        }
        assert_eq!(
            read("broken.csv").unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }

    /// Data on another disk, and a folder that is named by no project.
    #[test]
    fn a_whole_folder_may_lie_elsewhere() {
        let outer = tempfile::tempdir().unwrap();
        let [top, disk] = ["project", "disk"].map(|name| outer.path().join(name));
        fs::create_dir_all(disk.join("wave")).unwrap();
        fs::create_dir_all(&top).unwrap();
        fs::write(disk.join("wave/a.csv"), "a\n").unwrap();
        symlink(&disk, top.join("data")).unwrap();
        symlink("/etc/hosts", disk.join("wave/out.csv")).unwrap();
        let folder = top.join("data/wave");
        let project = Project::around(&folder, "data/wave");
        assert_eq!(project.read(&folder.join("a.csv"), 10).unwrap(), b"a\n");
        assert!(project.read(&folder.join("out.csv"), 10).is_err());
        let given = Project::around(&disk, "data/wave");
        assert!(given.refuse_outside(&disk.join("wave/out.csv")).is_ok());
    }
}
