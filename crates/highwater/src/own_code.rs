//! This program, built and started anew when its code has changed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use crate::engine::workspace::Workspace;
use crate::program::Code;
use crate::terminal::Failure;

/// The code of this program, where it lies in the project that is served.
pub(crate) struct OwnCode {
    root: PathBuf,
    code: Code,
    program: PathBuf,
    built: Option<SystemTime>,
}

impl OwnCode {
    /// Finds it; none where the project has no code, or the system does not tell which program this is.
    pub(crate) fn of(root: &Workspace) -> Option<Self> {
        // Asked for now: once it has been built anew, the file of this process is gone.
        let program = std::env::current_exe().ok()?;
        let code = root.program.code?;
        let mut folders = code.folders.iter();
        let has_code =
            root.join("Cargo.toml").is_file() && folders.all(|folder| root.join(folder).is_dir());
        has_code.then(|| OwnCode {
            root: root.to_path_buf(),
            code,
            built: modified(&program),
            program,
        })
    }

    /// Returns the folders of its code.
    pub(crate) fn folders(&self) -> impl Iterator<Item = PathBuf> {
        self.code
            .folders
            .iter()
            .map(|folder| self.root.join(folder))
    }

    /// Returns whether a file is compiled into it.
    pub(crate) fn has(&self, path: &Path) -> bool {
        let Ok(path) = path.strip_prefix(&self.root) else {
            return false;
        };
        let is_source = path
            .components()
            .any(|part| part.as_os_str() == "src" || part.as_os_str() == "theme");
        let mut folders = self.code.folders.iter();
        folders.any(|folder| path.starts_with(folder))
            && (is_source || path.ends_with("Cargo.toml") || path.ends_with("build.rs"))
    }

    /// Builds it. Gives whether there is another program now.
    pub(crate) fn build(&mut self) -> Result<bool, Failure> {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--quiet"]);
        if !self.code.package.is_empty() {
            cargo.args(["--package", self.code.package]);
        }
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let output = cargo.current_dir(&self.root).stdin(Stdio::null()).output();
        let output = output.map_err(|error| {
            Failure::other(
                format!("`cargo build` cannot be run: {error}"),
                "end this run, build the code, and start it again",
            )
        })?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::Other(
                format!("the code does not compile\n\n{}", said.trim_end()),
                Some("mend the code; the pages are those of the code before".to_owned()),
            ));
        }
        let built = modified(&self.program);
        let is_another = built != self.built;
        self.built = built;
        Ok(is_another)
    }

    /// Puts the new program in the place of this process, with these arguments after those that it was
    /// started with. Returns only where that fails.
    pub(crate) fn restart(&self, arguments: &[String]) -> Failure {
        let mut command = Command::new(&self.program);
        command.args(std::env::args_os().skip(1)).args(arguments);
        let error = replaced_by(&mut command);
        Failure::other(
            format!("the new program cannot take the place of this one: {error}"),
            "end it with Ctrl-C and start it again",
        )
    }
}

#[cfg(unix)]
fn replaced_by(command: &mut Command) -> std::io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

#[cfg(not(unix))]
fn replaced_by(_: &mut Command) -> std::io::Error {
    std::io::ErrorKind::Unsupported.into()
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path)
        .and_then(|file| file.modified())
        .ok()
}
