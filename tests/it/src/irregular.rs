//! Inputs that are not regular files or lie outside of the project: refused at once, wherever they are.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::sandbox::{Run, Sandbox};

/// Far longer than any of it takes.
const LONG: Duration = Duration::from_secs(100);

/// A run that is ended if it waits for what never comes.
fn run(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let mut command = sandbox.command(arguments);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let end = Instant::now() + LONG;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("{arguments:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Run::of(&child.wait_with_output().unwrap())
}

fn pipe(path: &Path) {
    let _ = std::fs::remove_file(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn link(to: impl AsRef<Path>, path: &Path) {
    let _ = std::fs::remove_file(path);
    symlink(to, path).unwrap();
}

/// Returns how many errors the run counts at its end.
fn errors(run: &Run) -> usize {
    let line = run.err.lines().find(|line| line.contains(" error"));
    let line = run
        .err
        .lines()
        .rev()
        .find(|line| line.contains("` tells more"))
        .or(line);
    line.and_then(|line| line.split(' ').next()?.parse().ok())
        .unwrap_or_default()
}

/// That the run ends with so many findings and no more, each told.
#[track_caller]
fn finds(sandbox: &Sandbox, arguments: &[&str], told: &[&str]) {
    let run = run(sandbox, arguments);
    run.fails(2, told);
    assert_eq!(errors(&run), told.len(), "{}", run.err);
}

#[test]
fn irregular_input_of_the_report_is_refused() {
    let sandbox = Sandbox::new();
    for folder in ["report/templates", "report/assets"] {
        std::fs::create_dir_all(sandbox.path(folder)).unwrap();
    }
    pipe(&sandbox.path("report/stories/open-wave/story.md"));
    pipe(&sandbox.path("report/stories/open-labs/claims.toml"));
    pipe(&sandbox.path("report/templates/story.html"));
    pipe(&sandbox.path("report/assets/a.css"));
    let _socket = UnixListener::bind(sandbox.path("report/assets/b.css")).unwrap();
    link("/dev/zero", &sandbox.path("report/assets/c.css"));
    std::fs::create_dir(sandbox.path("report/templates/table.html")).unwrap();
    finds(
        &sandbox,
        &["check"],
        &[
            "`report/stories/open-wave/story.md` cannot be read: it is a pipe, not a file",
            "`report/stories/open-labs/claims.toml` cannot be read: it is a pipe, not a file",
            "`report/templates/story.html` cannot be read: it is a pipe, not a file",
            "`report/templates/table.html` cannot be read: it is a folder, not a file",
            "`report/assets/a.css` cannot be read: it is a pipe, not a file",
            "`report/assets/b.css` cannot be read: it is a socket, not a file",
            "`report/assets/c.css` cannot be read: it is or lies behind a link that leads out",
        ],
    );
}

#[test]
fn irregular_settings_of_the_site_are_refused() {
    let sandbox = Sandbox::new();
    let settings = sandbox.path("report/site.toml");
    pipe(&settings);
    let told = "`report/site.toml` cannot be read: it is a pipe, not a file";
    finds(&sandbox, &["check"], &[told]);
    std::fs::remove_file(&settings).unwrap();
    std::fs::create_dir(&settings).unwrap();
    let told = "`report/site.toml` cannot be read: it is a folder, not a file";
    finds(&sandbox, &["check"], &[told]);
}

#[test]
fn irregular_tables_are_refused() {
    let sandbox = Sandbox::new();
    pipe(&sandbox.path("data/wave/downloads.csv"));
    let mmlu = sandbox.path("data/wave/mmlu.csv");
    std::fs::remove_file(&mmlu).unwrap();
    std::fs::create_dir(&mmlu).unwrap();
    pipe(&sandbox.path("data/divide/tables.toml"));
    finds(
        &sandbox,
        &["check"],
        &[
            "error[HW0101]: data/wave/downloads.csv: what lies here cannot be read: it is a pipe, not a file; save",
            "error[HW0101]: data/wave/mmlu.csv: what lies here cannot be read: it is a folder, not a file",
            "error[HW0101]: data/divide/tables.toml: what lies here cannot be read: it is a pipe",
        ],
    );
    let sandbox = Sandbox::new();
    pipe(&sandbox.path("data/snapshots.toml"));
    let told = "the list of snapshots cannot be used: it cannot be read: it is a pipe, not a file";
    finds(&sandbox, &["check"], &[told]);
    finds(&sandbox, &["fetch"], &[told]);
}

#[test]
fn irregular_input_that_a_reader_names_is_refused() {
    let sandbox = Sandbox::new();
    pipe(&sandbox.path("pipe"));
    std::fs::create_dir_all(sandbox.path("given/wave")).unwrap();
    pipe(&sandbox.path("given/wave/downloads.csv"));
    let input = "--input org-view-2024-08-20";
    for file in ["pipe", "/dev/zero", "given"] {
        let argument = format!("org-view-2024-08-20={file}");
        let told = format!("`{input}={file}` cannot be read: it is a ");
        run(&sandbox, &["check", "--input", &argument]).fails(2, &[&told]);
    }
    for file in ["pipe", "/dev/zero"] {
        let told = format!("`{file}` cannot be read: it is a ");
        run(&sandbox, &["diff", file, "data"]).fails(2, &[&told]);
    }
    let told = "cannot be read: it is a pipe, not a file";
    run(&sandbox, &["check", "--data", "given"]).fails(2, &[told, "given/wave/downloads.csv"]);
    // A folder of downloads may hold anything; what is not a file cannot be the snapshot.
    run(&sandbox, &["fetch", "--from", "."]).fails(2, &["error[HW0213]"]);
}

#[test]
fn links_in_assets_that_lead_out_of_the_project_are_refused() {
    let sandbox = Sandbox::new();
    let outside = sandbox.path("../outside");
    std::fs::create_dir_all(outside.join("many")).unwrap();
    for file in ["secret.txt", "story.md", "many/1.css", "many/2.css"] {
        std::fs::write(outside.join(file), "+++\n").unwrap();
    }
    for folder in ["report/templates", "report/assets"] {
        std::fs::create_dir_all(sandbox.path(folder)).unwrap();
    }
    link(
        outside.join("secret.txt"),
        &sandbox.path("report/assets/a.txt"),
    );
    link(
        "../../../outside/secret.txt",
        &sandbox.path("report/assets/b.txt"),
    );
    link(outside.join("many"), &sandbox.path("report/assets/many"));
    link(
        outside.join("secret.txt"),
        &sandbox.path("report/templates/story.html"),
    );
    link(&outside, &sandbox.path("report/stories/linked"));
    link(
        outside.join("secret.txt"),
        &sandbox.path("report/stories/open-wave/claims.toml"),
    );
    let out = "cannot be read: it is or lies behind a link that leads out of the project";
    let told = [
        "assets/a.txt",
        "assets/b.txt",
        "assets/many",
        "templates/story.html",
        "stories/linked/story.md",
        "stories/open-wave/claims.toml",
    ];
    let told = told.map(|path| format!("`report/{path}` {out}"));
    finds(&sandbox, &["check"], &told.each_ref().map(String::as_str));
}

#[test]
fn links_in_data_that_lead_out_of_the_project_are_refused() {
    let sandbox = Sandbox::new();
    let outside = sandbox.path("../outside.csv");
    std::fs::copy(sandbox.path("data/wave/downloads.csv"), &outside).unwrap();
    link(&outside, &sandbox.path("data/wave/downloads.csv"));
    let divide = sandbox.path("../divide");
    std::fs::rename(sandbox.path("data/divide"), &divide).unwrap();
    link(&divide, &sandbox.path("data/divide"));
    let out = "it is or lies behind a link that leads out of the project";
    finds(
        &sandbox,
        &["check"],
        &[
            &format!("data/wave/downloads.csv: what lies here cannot be read: {out}"),
            &format!("data/divide: what lies here cannot be read: {out}"),
        ],
    );
}

/// Links that stay in the project, and a project whose data lie on another disk as a whole.
#[test]
fn links_within_the_project_are_followed() {
    let sandbox = Sandbox::new();
    let table = sandbox.path("data/wave/downloads.csv");
    let other = sandbox.path("other.csv");
    std::fs::rename(&table, &other).unwrap();
    link("../../other.csv", &table);
    std::fs::create_dir_all(sandbox.path("report/assets/pictures")).unwrap();
    sandbox.write(
        "report/assets/pictures/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    link("pictures", &sandbox.path("report/assets/same"));
    let disk = sandbox.path("../disk");
    std::fs::rename(sandbox.path("data"), &disk).unwrap();
    link(&disk, &sandbox.path("data"));
    link(sandbox.path("other.csv"), &disk.join("wave/downloads.csv"));
    run(&sandbox, &["report", "--strict"]).succeeds();
    assert!(sandbox.path("site/assets/same/a.svg").is_file());
}

/// A link to a folder that it lies in would be followed without end.
#[test]
fn links_that_lead_round_in_circles_are_refused() {
    let sandbox = Sandbox::new();
    for folder in ["a", "b"] {
        std::fs::create_dir_all(sandbox.path(&format!("report/assets/{folder}"))).unwrap();
    }
    link(".", &sandbox.path("report/assets/a/here"));
    link("..", &sandbox.path("report/assets/a/up"));
    link("../b", &sandbox.path("report/assets/a/b"));
    link("../a", &sandbox.path("report/assets/b/a"));
    let run = run(&sandbox, &["check"]);
    let told = "cannot be read: it is a link to a folder that it lies in; delete it";
    run.fails(
        2,
        &[
            &format!("`report/assets/a/here` {told}"),
            &format!("`report/assets/a/up` {told}"),
        ],
    );
    assert!(errors(&run) < 20, "{}", run.err);
}

#[test]
fn input_that_is_far_too_large_is_refused() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("report/assets")).unwrap();
    let grow = |path: &str, bytes: u64| {
        let file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(sandbox.path(path));
        file.unwrap().set_len(bytes).unwrap();
    };
    // No disk holds these bytes: they are holes.
    grow("report/stories/open-wave/story.md", 50 << 20);
    grow("report/stories/open-labs/claims.toml", 50 << 20);
    grow("report/site.toml", 50 << 20);
    grow("report/assets/film.mp4", 1 << 40);
    let told = |path: &str, bytes: &str, most: &str| {
        format!(
            "`report/{path}` cannot be read: it has {bytes} bytes, and at most {most} of such a file are read"
        )
    };
    let told = [
        told("stories/open-wave/story.md", "52,428,800", "4,194,304"),
        told("stories/open-labs/claims.toml", "52,428,800", "4,194,304"),
        told("site.toml", "52,428,800", "4,194,304"),
        told("assets/film.mp4", "1,099,511,627,776", "33,554,432"),
    ];
    finds(&sandbox, &["check"], &told.each_ref().map(String::as_str));
    grow("data/wave/downloads.csv", 1 << 40);
    let told =
        "what lies here cannot be read: it has 1,099,511,627,776 bytes, and at most 268,435,456";
    finds(&sandbox, &["check"], &[told]);
}

#[test]
fn a_name_that_is_not_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.path("report/assets")).unwrap();
    let name = std::ffi::OsStr::from_bytes(b"a\xff.css");
    std::fs::write(sandbox.path("report/assets").join(name), "").unwrap();
    finds(
        &sandbox,
        &["check"],
        &["`report/assets/a\u{fffd}.css` cannot be read: its name is not UTF-8"],
    );
}
