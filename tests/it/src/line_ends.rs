//! Line ends: the same bytes on every machine, and right places if a file has others.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::sandbox::{Sandbox, workspace};

/// Returns what git prints in a folder; `None` if it is not installed or the folder is not a clone.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    let output = command.output().ok()?;
    let text = output.status.success().then_some(output.stdout)?;
    Some(String::from_utf8(text).unwrap())
}

/// Returns the files that git tracks, links left out; `None`, and the test says so, without a clone.
fn tracked() -> Option<Vec<String>> {
    let Some(listed) = git(&workspace(), &["ls-files", "-s", "-z"]) else {
        eprintln!("skipped: no git, or no clone");
        return None;
    };
    let files = listed
        .split_terminator('\0')
        .filter(|line| !line.starts_with("120000"));
    let names = files.filter_map(|line| Some(line.split_once('\t')?.1.to_owned()));
    Some(
        names
            .filter(|name| workspace().join(name).is_file())
            .collect(),
    )
}

/// What git does to the line ends of each file.
#[test]
fn each_tracked_file_has_its_line_ends_settled() {
    let Some(files) = tracked() else { return };
    let mut arguments = vec!["check-attr", "-z", "text", "eol", "--"];
    arguments.extend(files.iter().map(String::as_str));
    let listed = git(&workspace(), &arguments).unwrap();
    let words: Vec<&str> = listed.split_terminator('\0').collect();
    let mut attributes: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for entry in words.chunks(3) {
        attributes
            .entry(entry[0])
            .or_default()
            .insert(entry[1], entry[2]);
    }
    assert_eq!(attributes.len(), files.len());
    for (file, of) in attributes {
        let is_table = file.ends_with(".csv");
        let bytes = std::fs::read(workspace().join(file)).unwrap();
        let is_binary = bytes.contains(&0);
        let untouched = of["text"] == "unset";
        assert_eq!(untouched, is_table || is_binary, "{file}: {of:?}");
        assert!(untouched || of["eol"] == "lf", "{file}: {of:?}");
        assert!(untouched || !bytes.contains(&b'\r'), "{file} has CR");
    }
}

/// A checkout with the settings of git for Windows has the bytes of this one.
#[test]
fn a_checkout_with_other_settings_has_the_same_bytes() {
    let Some(mut files) = tracked() else { return };
    let clone = tempfile::tempdir().unwrap();
    let at = |name: &str| clone.path().join(name);
    if !files.iter().any(|name| name == ".gitattributes") {
        files.push(".gitattributes".to_owned());
    }
    for name in &files {
        std::fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        std::fs::copy(workspace().join(name), at(name)).unwrap();
    }
    // A table as another program wrote it, and one that mixes both.
    std::fs::write(at("data/crlf.csv"), "month,n\r\n2024-10,1\r\n").unwrap();
    std::fs::write(at("data/mixed.csv"), "month,n\r\n2024-10,1\n").unwrap();
    files.extend(["data/crlf.csv", "data/mixed.csv"].map(str::to_owned));
    let before: Vec<Vec<u8>> = files
        .iter()
        .map(|name| std::fs::read(at(name)).unwrap())
        .collect();
    let run = |arguments: &[&str]| {
        let settings = [
            "-c",
            "core.autocrlf=true",
            "-c",
            "core.eol=crlf",
            "-c",
            "core.safecrlf=false",
        ];
        let settings = [
            &settings[..],
            &["-c", "user.name=n", "-c", "user.email=e@example.org"],
        ]
        .concat();
        assert!(
            git(clone.path(), &[&settings[..], arguments].concat()).is_some(),
            "{arguments:?}"
        );
    };
    run(&["init", "--quiet"]);
    run(&["add", "--force", "."]);
    run(&["commit", "--quiet", "-m", "all"]);
    for name in files.iter().filter(|name| *name != ".gitattributes") {
        std::fs::remove_file(at(name)).unwrap();
    }
    run(&["checkout", "--force", "--quiet", "HEAD", "--", "."]);
    for (name, bytes) in files.iter().zip(before) {
        assert!(
            std::fs::read(at(name)).unwrap() == bytes,
            "{name} has other bytes"
        );
    }
}

/// What a run has on its way is never offered to be committed.
#[test]
fn what_a_killed_run_leaves_is_ignored() {
    for folder in [workspace(), workspace().join("examples/own-story")] {
        let left = [
            ".site.highwater-new-41/index.html",
            ".site.highwater-old-41/index.html",
            "report/stories/.a.highwater-new/story.md",
            "report/stories/a/.story.md.highwater-new",
            "site/index.html",
        ];
        for path in left {
            if git(&folder, &["rev-parse"]).is_none() {
                return eprintln!("skipped: no git, or no clone");
            }
            let ignored = git(&folder, &["check-ignore", "--no-index", path]);
            assert!(ignored.is_some(), "{path} in {}", folder.display());
        }
    }
}

fn with_crlf(sandbox: &Sandbox, path: &str) {
    let text = sandbox
        .read(path)
        .replace("\r\n", "\n")
        .replace('\n', "\r\n");
    sandbox.write(path, text);
}

/// A finding without the bytes of its places, which line ends do move.
fn without_bytes(finding: &str) -> Value {
    let mut finding: Value = serde_json::from_str(finding).unwrap();
    for place in finding["places"].as_array_mut().unwrap() {
        let place = place.as_object_mut().unwrap();
        assert!(place.remove("start").is_some() && place.remove("end").is_some());
    }
    finding
}

/// A file that has CRLF all the same says what it says, and its faults have the same places.
#[test]
fn crlf_changes_no_finding_and_no_place() {
    let (lf, crlf) = (Sandbox::new(), Sandbox::new());
    let texts = [
        "report/site.toml",
        "report/stories/open-wave/story.md",
        "report/stories/open-wave/claims.toml",
        "data/wave/tables.toml",
        "data/wave/downloads.csv",
        "data/snapshots.toml",
    ];
    texts.iter().for_each(|path| with_crlf(&crlf, path));
    crlf.run(&["check", "--strict"]).succeeds();
    let same = |arguments: &[&str]| {
        let [a, b] = [&lf, &crlf].map(|sandbox| {
            let run = sandbox.run(arguments);
            assert_ne!(run.code, Some(0));
            (
                run.code,
                run.out.lines().map(without_bytes).collect::<Vec<_>>(),
            )
        });
        assert!(!a.1.is_empty());
        assert_eq!(a, b);
    };
    for sandbox in [&lf, &crlf] {
        let story = "report/stories/open-wave/story.md";
        sandbox.replace(story, "[620M]", "[610M]");
        sandbox.replace(
            story,
            "\n## ",
            "\nIt rose by 17 percent, ein Größeres.\n\n## ",
        );
        sandbox.replace(
            "report/stories/open-wave/claims.toml",
            "expr = \"",
            "expr = \"1 + ",
        );
    }
    same(&["check", "--strict", "--message-format", "json"]);
    for sandbox in [&lf, &crlf] {
        sandbox.replace("data/wave/downloads.csv", "2023-07,620M", "2023-07,620Mx");
    }
    same(&["check", "--message-format", "json"]);
    for sandbox in [&lf, &crlf] {
        sandbox.replace("data/wave/tables.toml", "[[table]]", "[[table]]\nfiel = 1");
    }
    same(&["check", "--message-format", "json"]);
}
