//! The command line: tasks, usage, exit codes, streams.

use highwater_report::diagnostic::explanations;

use crate::sandbox::{Run, Sandbox, workspace};

#[test]
fn bare_lists_the_tasks_with_examples_first() {
    let run = Sandbox::new().run(&[]);
    assert_eq!(run.code, Some(2));
    let text = format!("{}{}", run.out, run.err);
    assert!(text.find("Examples:").unwrap() < text.find("Commands:").unwrap());
    for task in [
        "report",
        "serve",
        "new",
        "publish",
        "verify",
        "check",
        "values",
        "diff",
        "explain",
        "fetch",
        "test",
        "ci",
        "bench",
        "completions",
    ] {
        assert!(text.contains(&format!("\n  {task} ")), "{task}");
    }
}

#[test]
fn a_mistyped_task_or_option_gets_the_nearest() {
    let sandbox = Sandbox::new();
    sandbox.run(&["reprot"]).fails(2, &["'report'"]);
    sandbox
        .run(&["report", "--stric"])
        .fails(2, &["'--strict'"]);
    sandbox
        .run(&["report", "-j", "0"])
        .fails(2, &["0 is not in 1..=1024"]);
    sandbox
        .run(&["explain", "HW9999"])
        .fails(2, &["there is no code `HW9999`"]);
    sandbox
        .run(&["values", "wave.dowloads"])
        .fails(2, &["no value lies at or below `wave.dowloads`"]);
    sandbox
        .run(&["report", "--only", "open-wav"])
        .fails(2, &["HW0205", "did you mean `open-wave`?"]);
    sandbox
        .run(&["check", "--set", "wave.untill=2023-01"])
        .fails(2, &["HW0208", "did you mean `wave.until`?"]);
    sandbox
        .run(&["check", "--data", "nowhere"])
        .fails(2, &["`--data nowhere` is not a folder"]);
}

#[test]
fn an_unknown_story_or_setting_gets_a_list() {
    let sandbox = Sandbox::new();
    sandbox.run(&["report", "--only", "nope"]).fails(
        2,
        &[
            "there is no story `nope`",
            "= help: stories: `compute-divide`, `open-labs`, `open-wave`",
        ],
    );
    let run = sandbox.run(&["check", "--set", "nope=1"]);
    run.fails(2, &["HW0208", "\n  = help: parameters: `wave.from`"]);
    assert!(
        !run.err.lines().any(|line| line.trim() == "|"),
        "{}",
        run.err
    );
}

#[test]
fn a_table_of_a_header_alone_is_named_with_its_path() {
    let sandbox = Sandbox::new();
    sandbox.write("data/wave/cost.csv", "month,cost,driver,source\n");
    let run = sandbox.run(&["check"]);
    run.fails(
        2,
        &[
            "`data/wave/cost.csv` has 0 rows, and the study needs",
            "add the rows",
        ],
    );
    assert!(!run.err.contains("window asked for"), "{}", run.err);
}

#[test]
fn help_has_examples_and_exit_codes_and_the_version_commit_and_data() {
    let sandbox = Sandbox::new();
    for task in [
        "report",
        "check",
        "values",
        "diff",
        "explain",
        "fetch",
        "test",
        "ci",
        "bench",
        "completions",
    ] {
        let run = sandbox.run(&[task, "--help"]);
        run.succeeds();
        let example = format!("Examples:\n  cargo xtask {task}");
        assert!(run.out.contains(&example), "{task}: {}", run.out);
        assert!(run.out.contains("Exit codes: 0 fine; 1 "), "{task}");
    }
    let run = sandbox.run(&["--version"]);
    run.succeeds();
    let told = run.out.contains("(commit ") || run.out.contains("(not built from a repository)");
    assert!(told, "{}", run.out);
    assert!(
        run.out.contains("snapshots org-view-2024-08-20"),
        "{}",
        run.out
    );
}

#[test]
fn one_of_something_is_not_several() {
    let sandbox = Sandbox::new();
    sandbox.replace(
        "data/wave/downloads.csv",
        "2022-04,41M,+46%,chart 1",
        "2022-04,41M,+46%",
    );
    let report = sandbox.run(&["check"]);
    report.fails(2, &["the row has 3 cells and the header 4", "1 error,"]);
}

#[test]
fn outside_of_a_project_the_run_says_so() {
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = Sandbox::new().command(&["check"]);
    let run = Run::of(&command.current_dir(elsewhere.path()).output().unwrap());
    run.fails(2, &["is not in a project", "report/site.toml"]);
}

#[test]
fn a_window_without_rows_names_the_table() {
    let sandbox = Sandbox::new();
    let told =
        "`data/wave/derivatives.csv` has 0 rows in the window asked for, and the study needs 2";
    sandbox
        .run(&["check", "--set", "wave.until=2022-07"])
        .fails(2, &["error[HW0209]", told]);
    let run = sandbox.run(&["values", "wave.mmlu", "--set", "wave.until=2022-07"]);
    run.succeeds();
    assert!(
        run.err.contains("warning[HW0209]") && run.err.contains(told),
        "{}",
        run.err
    );
    assert!(
        run.out.contains("wave.mmlu.gap_last") && run.out.contains("15.6 points"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("missing: GPT-3.5 is not in the rows looked at"),
        "{}",
        run.out
    );
}

#[test]
fn results_go_to_standard_output_and_the_rest_to_standard_error() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["report"]);
    run.succeeds();
    assert!(
        run.err.contains("study  21 tables (") && run.err.contains(" rows)"),
        "{}",
        run.err
    );
    assert!(run.out.contains("numerals bound"), "{}", run.out);
    assert!(run.out.contains("index.html"), "{}", run.out);
    assert!(!run.err.contains('\u{1b}'), "no colour where nobody looks");

    let more = sandbox.run(&["report", "-v"]);
    assert!(
        more.err
            .contains("data/wave/downloads.csv · 7 rows · sha256 "),
        "{}",
        more.err
    );
    assert!(more.err.contains("let through: year"), "{}", more.err);

    let quiet = sandbox.run(&["report", "-q"]);
    quiet.succeeds();
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn timings_are_json() {
    let run = Sandbox::new().run(&["report", "-q", "--timings"]);
    let timings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let names: Vec<&str> = timings["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["study", "read", "check", "render", "pages", "write"]
    );
    assert!(timings["peak_memory_kb"].as_u64().unwrap() > 0);
}

#[test]
fn completions_know_the_tasks() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = Sandbox::new().run(&["completions", shell]);
        run.succeeds();
        assert!(
            ["report", "strict", "fetch", "from"]
                .iter()
                .all(|word| run.out.contains(word)),
            "{shell}"
        );
    }
}

#[test]
fn messages_come_in_three_forms() {
    let sandbox = Sandbox::new();
    sandbox.replace("report/stories/open-wave/story.md", "[620M]", "[610M]");
    let json = sandbox.run(&["check", "--message-format", "json"]);
    assert_eq!(json.code, Some(1));
    let finding: serde_json::Value =
        serde_json::from_str(json.out.lines().next().unwrap()).unwrap();
    assert_eq!(finding["code"], "HW0001");
    assert_eq!(
        finding["places"][0]["file"],
        "report/stories/open-wave/story.md"
    );
    assert!(finding["places"][0]["line"].as_u64().unwrap() > 1);
    let github = sandbox.run(&["check", "--message-format", "github"]);
    assert!(
        github
            .out
            .starts_with("::error file=report/stories/open-wave/story.md,line="),
        "{}",
        github.out
    );
    sandbox.run(&["check"]).fails(
        1,
        &[
            "error[HW0001]",
            "--> report/stories/open-wave/story.md:",
            "^^^^",
        ],
    );
}

/// A result that is not whole is never a success.
#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_told() {
    let sandbox = Sandbox::new();
    for arguments in [
        &["values", "--format", "json"][..],
        &["explain"],
        &["fetch", "--list"],
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full");
        let mut command = sandbox.command(arguments);
        let run = Run::of(&command.stdout(full.unwrap()).output().unwrap());
        run.fails(
            2,
            &["cannot be written to standard output: No space left on device"],
        );
    }
}

/// A reader that has heard enough, as in `| head`, is no error.
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["values"]);
    let mut child = command
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// No home, no language, no terminal, and a folder with signs in its name.
#[test]
fn a_run_needs_nothing_of_its_surroundings() {
    let sandbox = Sandbox::new();
    let project = sandbox.path("");
    let folder = project.parent().unwrap().join("Datei & Größe 数据");
    std::fs::rename(&project, &folder).unwrap();
    let mut command = sandbox.command(&["report", "--strict"]);
    let run = Run::of(&command.current_dir(&folder).env_clear().output().unwrap());
    run.succeeds();
    assert!(folder.join("site/index.html").is_file());
}

/// Every code that the sources use is explained, and every explained code is used.
#[test]
fn every_code_is_explained_and_used() {
    let mut used = std::collections::BTreeSet::new();
    let mut folders = vec![workspace().join("crates"), workspace().join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let codes = text
                    .match_indices("\"HW")
                    .filter_map(|(at, _)| text.get(at + 1..at + 7));
                let digits = |code: &str| code[2..].bytes().all(|b| b.is_ascii_digit());
                used.extend(codes.filter(|code| digits(code)).map(str::to_owned));
            }
        }
    }
    let explained: std::collections::BTreeSet<String> = explanations()
        .map(|explanation| explanation.code.to_owned())
        .collect();
    assert_eq!(used, explained);
    let run = Sandbox::new().run(&["explain", "hw0012"]);
    run.succeeds();
    assert!(
        run.out
            .starts_with("HW0012: the predicate of a claim does not parse"),
        "{}",
        run.out
    );
}
