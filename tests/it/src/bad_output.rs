//! A site that cannot be written: a clear error, and the old site as it was.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::sandbox::{Run, Sandbox};

/// Returns a copy of the project with a site in it.
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
            env!("CARGO_BIN_EXE_shipped"),
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

/// An interrupt in the middle of a run. Another process holds the folder that the run writes in, so that
/// it certainly has not ended by then.
#[test]
fn an_interrupt_leaves_the_old_site() {
    for signal in ["INT", "TERM", "HUP"] {
        let (sandbox, manifest) = with_site();
        let mut child = started(&sandbox, &["report"]);
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut before = String::new();
        // It has looked at the folder once, before it studies the data.
        while !before.contains("study") {
            assert!(told.read_line(&mut before).unwrap() > 0, "{before}");
        }
        let held = std::fs::File::open(sandbox.path(".")).unwrap();
        held.lock().unwrap();
        send(signal, &child);
        let mut after = String::new();
        told.read_to_string(&mut after).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}: {after}");
        assert!(after.contains("interrupted") && after.contains("the old site is as it was"));
        untouched(&sandbox, &manifest);
    }
}

fn started(sandbox: &Sandbox, arguments: &[&str]) -> Child {
    let mut command = sandbox.command(arguments);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn send(signal: &str, child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill")
        .args([&format!("-{signal}"), &id])
        .status();
    assert!(sent.unwrap().success());
}

/// A run that is killed while it writes leaves a whole site, and the next one removes what it left.
#[test]
fn a_kill_leaves_a_site_and_the_next_run_cleans_up() {
    let (sandbox, _) = with_site();
    let folder = sandbox.path(".");
    let is_writing = || {
        let entries = std::fs::read_dir(&folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .into_iter()
            .any(|name| name.starts_with(".site.highwater-new-"))
    };
    for pause in [0, 3, 9, 27] {
        let mut child = started(&sandbox, &["report"]);
        while child.try_wait().unwrap().is_none() && !is_writing() {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        sandbox.run(&["verify", "site"]).succeeds();
    }
    let manifest = sandbox.read("site/highwater-manifest.json");
    sandbox.run(&["report", "-q"]).succeeds();
    untouched(&sandbox, &manifest);
}

/// The state between the two renames of a swap, on a system that cannot exchange folders in one step.
#[test]
fn a_kill_between_the_two_renames_is_mended_at_the_next_start() {
    let (sandbox, manifest) = with_site();
    let (site, old) = (sandbox.path("site"), sandbox.path(".site.highwater-old-41"));
    std::fs::rename(&site, &old).unwrap();
    // The next run restores the site even if it finds something wrong with the story.
    let story = "report/stories/open-wave/story.md";
    let sound = sandbox.read(story);
    sandbox.replace(story, "[620M]", "[610M]");
    let told = "site/ is back, which a run that was killed had moved aside";
    sandbox.run(&["report"]).fails(1, &["HW0001", told]);
    untouched(&sandbox, &manifest);
    sandbox.write(story, sound);

    std::fs::rename(&site, &old).unwrap();
    std::fs::write(old.join("notes.txt"), "mine").unwrap();
    let told = "holds files that no earlier run made: `notes.txt`";
    sandbox.run(&["report"]).fails(2, &[told]);
    assert_eq!(sandbox.read("site/notes.txt"), "mine");
}

#[test]
fn two_runs_at_once_on_one_folder_both_end_well() {
    let sandbox = Sandbox::new();
    let runs = [0, 1].map(|_| started(&sandbox, &["report"]));
    for run in runs {
        Run::of(&run.wait_with_output().unwrap()).succeeds();
    }
    sandbox.run(&["verify", "site"]).succeeds();
    let manifest = sandbox.read("site/highwater-manifest.json");
    untouched(&sandbox, &manifest);
}

#[test]
fn a_folder_that_the_site_is_made_of_is_refused() {
    let sandbox = Sandbox::new();
    std::os::unix::fs::symlink("report", sandbox.path("link")).unwrap();
    for (out, input) in [
        ("report/assets/site", "report"),
        ("report/stories/site", "report"),
        ("elsewhere/../data/site", "data"),
        ("link/site", "report"),
    ] {
        let told = format!("`{out}` lies in `{input}`, which the site is made of");
        sandbox
            .run(&["report", "--out", out])
            .fails(2, &[&told, "--out"]);
        assert!(!sandbox.path(out).exists());
    }
    for out in ["..", ".", "/", "report/.."] {
        sandbox
            .run(&["report", "--out", out])
            .fails(2, &["help: name"]);
    }
    sandbox
        .run(&["report", "--out", "link"])
        .fails(2, &["`link` is a link"]);
}

/// A run on a small disk of its own, where the system lets a test have one: what the script prints.
#[cfg(target_os = "linux")]
fn on_a_small_disk(sandbox: &Sandbox, script: &str) -> Option<Run> {
    std::fs::create_dir_all(sandbox.path("disk")).unwrap();
    let script = format!("mount -t tmpfs -o size=1m none disk || exit 99\n{script}");
    let mut command = Command::new("unshare");
    command
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            &script,
            "sh",
        ])
        .arg(sandbox.command(&[]).get_program())
        .current_dir(sandbox.path(""));
    let run = command.output().map(|output| Run::of(&output)).ok();
    let run = run.filter(|run| run.code != Some(99) && !run.err.starts_with("unshare: "));
    if run.is_none() {
        eprintln!("skipped: no disk of a test's own");
    }
    run
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let sandbox = Sandbox::new();
    let script = "\"$@\" report --out disk/site; code=$?; ls -A disk; exit $code";
    let Some(run) = on_a_small_disk(&sandbox, script) else {
        return;
    };
    run.fails(
        2,
        &[
            "cannot be written: No space left on device",
            "make room on the disk",
        ],
    );
    assert_eq!(run.out, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_in_the_place_of_the_folder_is_told() {
    let sandbox = Sandbox::new();
    let script = "\"$@\" report --out disk; code=$?; ls -A . | grep highwater; exit $code";
    let Some(run) = on_a_small_disk(&sandbox, script) else {
        return;
    };
    run.fails(
        2,
        &[
            "`disk` cannot be written",
            "name a folder in it with `--out`",
        ],
    );
    assert_eq!(run.out, "");
}
