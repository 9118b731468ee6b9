//! `fetch`: the command with a server on this machine.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Stdio;
use std::thread;

use highwater_ingest::snapshots::Sha256Sum;

use crate::sandbox::{Run, Sandbox};

const TEXT: &str = "month,greetings\n2024-10,1\n";

/// A project that lists what a server publishes.
struct Publisher {
    sandbox: Sandbox,
    host: String,
}

impl Publisher {
    /// A server that sends the text of the first file whose name a request ends with, else 404; each
    /// file is listed with the hash of [`TEXT`].
    fn new(files: &[(&'static str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let sandbox = Sandbox::new();
        let mut list = String::new();
        for (name, _) in files {
            writeln!(
                list,
                "[[snapshot]]\nname = \"{name}\"\naddress = \"http://{host}/{name}.csv\"\n\
                 sha256 = \"{}\"\nsize = {}\nlicence = \"CC0 1.0\"\ndate = \"2024-10\"\n\
                 credit = \"us\"\nholds = \"greetings\"\n",
                Sha256Sum::new(TEXT.as_bytes()),
                TEXT.len()
            )
            .unwrap();
        }
        sandbox.write("data/snapshots.toml", list);
        let files: Vec<(String, String)> = files
            .iter()
            .map(|(name, text)| (format!("/{name}.csv"), (*text).to_owned()))
            .collect();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut head = [0; 4096];
                let n = stream.read(&mut head).unwrap_or_default();
                let head = String::from_utf8_lossy(&head[..n]).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default();
                match files.iter().find(|(name, _)| name == path) {
                    // A server that never answers: the connection outlives the test.
                    Some((_, text)) if text == "silence" => std::mem::forget(stream),
                    Some((_, text)) => {
                        let answer = format!("HTTP/1.0 200 OK\r\n\r\n{text}");
                        let _ = stream.write_all(answer.as_bytes());
                    }
                    None => {
                        let _ = stream.write_all(b"HTTP/1.0 404 No\r\n\r\n");
                    }
                }
            }
        });
        Publisher { sandbox, host }
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.sandbox.run(arguments)
    }

    fn cached(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.sandbox.path("data/cache"));
        let mut names: Vec<String> = entries
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn what_is_fetched_once_is_fresh_then() {
    let publisher = Publisher::new(&[("greetings", TEXT)]);
    let run = publisher.run(&["fetch", "--list"]);
    run.succeeds();
    assert_eq!(
        run.out,
        "greetings  2024-10            26 bytes  CC0 1.0  not here\n"
    );

    let run = publisher.run(&["fetch"]);
    run.succeeds();
    assert!(
        run.err
            .starts_with("   fetch  data/cache/greetings.csv · 26 bytes "),
        "{}",
        run.err
    );
    assert_eq!(run.err.lines().count(), 1, "no progress where nobody looks");
    assert_eq!(run.out, "1 fetched, 0 there already\n");
    assert_eq!(publisher.sandbox.read("data/cache/greetings.csv"), TEXT);

    let run = publisher.run(&["fetch", "greetings"]);
    run.succeeds();
    assert!(
        run.err.starts_with("   fresh  data/cache/greetings.csv "),
        "{}",
        run.err
    );
    let run = publisher.run(&["fetch", "-q"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(0), "", "")
    );

    let run = publisher.run(&["fetch", "--list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(list[0]["name"], "greetings");
    assert_eq!(list[0]["size"], 26);
    assert_eq!(list[0]["path"], "data/cache/greetings.csv");
}

#[test]
fn what_lies_in_a_shared_folder_is_not_fetched() {
    let publisher = Publisher::new(&[("greetings", "silence")]);
    let shared = publisher.sandbox.path("../shared/data/some");
    std::fs::create_dir_all(&shared).unwrap();
    std::fs::write(shared.join("x.csv"), TEXT).unwrap();
    let run = publisher.run(&["fetch"]);
    run.succeeds();
    assert!(
        run.err.contains("fresh  ../shared/data/some/x.csv"),
        "{}",
        run.err
    );
    assert!(publisher.cached().is_empty());
}

#[test]
fn one_that_is_at_fault_does_not_keep_the_others_away() {
    let publisher = Publisher::new(&[
        ("changed", "month,greetings\n2024-10,2\n"),
        ("greetings", TEXT),
    ]);
    publisher
        .sandbox
        .replace("data/snapshots.toml", &sum(), &"0".repeat(64));
    let run = publisher.run(&["fetch"]);
    run.fails(
        2,
        &[
            "error[HW0216]: `changed` from",
            "has another SHA-256 than is listed",
            "--> data/snapshots.toml:4:10",
            "listed here",
            "help: nothing of it was kept",
            "cargo xtask explain HW0216",
        ],
    );
    assert_eq!(publisher.cached(), ["greetings.csv"]);
    let json = publisher.run(&["fetch", "--message-format", "json"]);
    let finding: serde_json::Value =
        serde_json::from_str(json.out.lines().next().unwrap()).unwrap();
    assert_eq!(finding["code"], "HW0216");
    assert_eq!(finding["places"][0]["line"], 4);
}

#[test]
fn a_server_that_is_away_is_asked_once() {
    let publisher = Publisher::new(&[("greetings", TEXT), ("more", TEXT)]);
    let other = publisher
        .sandbox
        .read("data/snapshots.toml")
        .replacen(&sum(), &"0".repeat(64), 1);
    let away = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    publisher
        .sandbox
        .write("data/snapshots.toml", other.replace(&publisher.host, &away));
    let told = format!("`{away}` cannot be reached for `greetings`: ");
    let run = publisher.run(&["fetch"]);
    run.fails(
        2,
        &[
            "error[HW0214]",
            &told,
            "note: not tried any more: `more`",
            "1 error,",
        ],
    );
}

#[test]
fn a_missing_file_names_the_line_of_its_address() {
    let publisher = Publisher::new(&[("greetings", TEXT)]);
    publisher
        .sandbox
        .replace("data/snapshots.toml", "/greetings.csv", "/gone.csv");
    let told = format!(
        "`{}` answers 404 for `greetings`: it has no such file",
        publisher.host
    );
    publisher
        .run(&["fetch"])
        .fails(2, &["error[HW0214]", &told, "--> data/snapshots.toml:3:11"]);
    assert!(publisher.cached().is_empty());
}

#[test]
fn usage_is_told() {
    let publisher = Publisher::new(&[("greetings", TEXT)]);
    let check = |arguments: &[&str], told: &[&str]| publisher.run(arguments).fails(2, told);
    check(
        &["fetch", "greeting"],
        &["error[HW0212]", "did you mean `greetings`?"],
    );
    check(
        &["fetch", "--from", "nowhere"],
        &["`--from nowhere` is not a folder"],
    );
    check(
        &["fetch", "--list", "--from", "data"],
        &["cannot be used with"],
    );
    check(&["fetch", "--format", "json"], &["--list"]);
    check(
        &["fetch", "--from", "report"],
        &["error[HW0213]", "is not in `report` ("],
    );
    publisher
        .sandbox
        .write("data/snapshots.toml", "[[snapshot]]\nname = 1\n");
    check(
        &["fetch"],
        &["error[HW0211]", "--> data/snapshots.toml:2:8"],
    );
    std::fs::remove_file(publisher.sandbox.path("data/snapshots.toml")).unwrap();
    check(
        &["fetch"],
        &["error[HW0211]", "data/snapshots.toml", "cannot be read"],
    );
}

#[test]
fn from_a_folder_whatever_the_name() {
    let publisher = Publisher::new(&[("greetings", "silence")]);
    std::fs::create_dir(publisher.sandbox.path("downloads")).unwrap();
    publisher.sandbox.write("downloads/greetings (1).csv", TEXT);
    let run = publisher.run(&["fetch", "--from", "downloads"]);
    run.succeeds();
    assert!(
        run.err.contains("fetch  data/cache/greetings.csv"),
        "{}",
        run.err
    );
    assert_eq!(publisher.cached(), ["greetings.csv"]);
}

/// Ctrl-C while a server is silent.
#[cfg(unix)]
#[test]
fn a_stopped_run_ends_with_130_and_leaves_nothing() {
    let publisher = Publisher::new(&[("greetings", "silence")]);
    let mut command = publisher.sandbox.command(&["fetch"]);
    let child = command
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The run catches interrupts before it opens the cache.
    while publisher.cached().is_empty() {
        thread::sleep(std::time::Duration::from_millis(10));
    }
    let id = child.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &id])
        .status();
    assert!(killed.unwrap().success());
    let run = Run::of(&child.wait_with_output().unwrap());
    run.fails(
        130,
        &["error: interrupted", "what was there before is as it was"],
    );
    assert!(publisher.cached().is_empty());
}

/// A disk of 16 kB, where the system lets a test have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let text = TEXT.repeat(2000);
    let publisher = Publisher::new(&[("greetings", &text)]);
    publisher.sandbox.replace(
        "data/snapshots.toml",
        &sum(),
        &Sha256Sum::new(text.as_bytes()).to_string(),
    );
    publisher.sandbox.replace(
        "data/snapshots.toml",
        "size = 26",
        &format!("size = {}", text.len()),
    );
    std::fs::create_dir(publisher.sandbox.path("data/cache")).unwrap();
    let script = "mount -t tmpfs -o size=16k none data/cache && echo old > data/cache/greetings.csv || exit 99
        \"$@\" fetch; code=$?; ls -A data/cache; cat data/cache/greetings.csv; exit $code";
    let mut command = std::process::Command::new("unshare");
    command
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            script,
            "sh",
        ])
        .arg(publisher.sandbox.command(&[]).get_program())
        .current_dir(publisher.sandbox.path(""));
    let run = match command.output() {
        Ok(output) => Run::of(&output),
        Err(error) => return eprintln!("skipped: no disk of a test's own: {error}"),
    };
    if run.code == Some(99) || run.err.starts_with("unshare: ") {
        return eprintln!("skipped: no disk of a test's own: {}", run.err);
    }
    run.fails(
        2,
        &[
            "error[HW0217]: `data/cache/greetings.csv` cannot be written: No space left on device",
            "help: make room on the disk",
        ],
    );
    assert_eq!(run.out, "greetings.csv\nold\n");
}

fn sum() -> String {
    Sha256Sum::new(TEXT.as_bytes()).to_string()
}
