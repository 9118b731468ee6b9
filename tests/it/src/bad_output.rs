//! A site that cannot be written: a clear error, and the old site as it was.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::sandbox::{Run, Sandbox};

/// A copy of the project with a site in it.
fn with_site() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "-q"]).succeeds();
    let manifest = sandbox.read("site/highwater-manifest.json");
    (sandbox, manifest)
}

/// That the site is as it was, and nothing lies beside it.
#[track_caller]
fn untouched(sandbox: &Sandbox, manifest: &str) {
    assert_eq!(sandbox.read("site/highwater-manifest.json"), manifest);
    let hidden = std::fs::read_dir(sandbox.path(".")).unwrap();
    let left: Vec<_> = hidden
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let (sandbox, manifest) = with_site();
    sandbox.write("site/notes.txt", "mine");
    sandbox.run(&["report"]).fails(
        2,
        &["holds files that no earlier run made: `notes.txt`", "--out"],
    );
    assert_eq!(sandbox.read("site/notes.txt"), "mine");
    std::fs::remove_file(sandbox.path("site/notes.txt")).unwrap();
    untouched(&sandbox, &manifest);
    sandbox
        .run(&["report", "--out", "data"])
        .fails(2, &["holds files that no earlier run made"]);
    sandbox
        .run(&["report", "--out", "report/site.toml"])
        .fails(2, &["is not a folder"]);
    sandbox
        .run(&["report", "--out", "elsewhere/new"])
        .succeeds();
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let (sandbox, manifest) = with_site();
    sandbox.replace("report/stories/open-wave/story.md", "[620M]", "[610M]");
    sandbox.run(&["report"]).fails(1, &["HW0001"]);
    untouched(&sandbox, &manifest);
}

/// A disk that takes no more: the shell limits the size of files that the run may write, and the
/// signal that comes with the limit is ignored, so that the write gives an error as a full disk does.
#[test]
fn a_full_disk_leaves_the_old_site() {
    let (sandbox, manifest) = with_site();
    let output = Command::new("bash")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 16; exec \"$0\" report --out site",
            env!("CARGO_BIN_EXE_highwater"),
        ])
        .current_dir(sandbox.path("."))
        .output()
        .unwrap();
    Run::of(&output).fails(2, &["cannot be written", "the old site is as it was"]);
    untouched(&sandbox, &manifest);
}

#[test]
fn a_folder_without_permission_is_named() {
    let (sandbox, manifest) = with_site();
    let locked = sandbox.path("locked");
    std::fs::create_dir(&locked).unwrap();
    let permissions = |mode: u32| std::os::unix::fs::PermissionsExt::from_mode(mode);
    std::fs::set_permissions(&locked, permissions(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "").is_ok() {
        // The administrator may write everywhere; a path below a file is refused to anybody.
        eprintln!("skipped: permissions do not bind this user");
        sandbox.write("file", "");
        sandbox
            .run(&["report", "--out", "file/site"])
            .fails(2, &["cannot be written"]);
    } else {
        sandbox
            .run(&["report", "--out", "locked/site"])
            .fails(2, &["locked", "cannot be written"]);
    }
    std::fs::set_permissions(&locked, permissions(0o755)).unwrap();
    untouched(&sandbox, &manifest);
}

/// An interrupt at any moment: either the run was done already, or it ends with 130 and the old site
/// is as it was. A pipe for a table keeps the run waiting at a known place, so that one of the
/// interrupts certainly comes in its middle.
#[test]
fn an_interrupt_leaves_the_old_site() {
    let (sandbox, manifest) = with_site();
    let table = sandbox.path("data/wave/closure.csv");
    let rows = std::fs::read(&table).unwrap();
    std::fs::remove_file(&table).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&table)
            .status()
            .unwrap()
            .success()
    );
    let mut child = sandbox
        .command(&["report"])
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Opening the pipe for writing waits until the run reads it.
    let mut pipe = std::fs::OpenOptions::new()
        .write(true)
        .open(&table)
        .unwrap();
    assert!(
        Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
    wait_for_interrupt(child.id());
    std::io::Write::write_all(&mut pipe, &rows).unwrap();
    drop(pipe);
    let limit = Instant::now() + Duration::from_secs(60);
    while child.try_wait().unwrap().is_none() && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(5));
    }
    let run = Run::of(&child.wait_with_output().unwrap());
    run.fails(130, &["interrupted", "the old site is as it was"]);
    untouched(&sandbox, &manifest);
}

/// Waits until the system has handed the signal to the process.
fn wait_for_interrupt(process: u32) {
    let pending = || {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        status
            .lines()
            .any(|line| line.starts_with("ShdPnd:") && !line.ends_with("0000000000000000"))
    };
    let limit = Instant::now() + Duration::from_secs(10);
    while pending() && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(1));
    }
    // The handler's thread sets the flag right after it was handed the signal.
    std::thread::sleep(Duration::from_millis(50));
}
