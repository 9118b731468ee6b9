//! `--input NAME=FILE` and files of others at fault: each told with file, line and column name.

use std::path::PathBuf;

use crate::sandbox::{Run, Sandbox, reference};

const NAME: &str = "org-view-2024-08-20";

/// The snapshot, where the reference data are at hand.
fn snapshot() -> Option<Vec<u8>> {
    let path = published(&format!("{NAME}.csv"))?;
    Some(std::fs::read(path).unwrap())
}

fn published(file: &str) -> Option<PathBuf> {
    Some(reference()?.join("data/epoch-open-models").join(file))
}

/// Runs the check on a file of these bytes.
fn check(bytes: &[u8]) -> Run {
    let sandbox = Sandbox::new();
    sandbox.write("mine.csv", bytes);
    sandbox.run(&["check", "--input", &format!("{NAME}=mine.csv")])
}

/// Spoils a copy of the snapshot, once.
#[track_caller]
fn spoil(from: &str, to: &str, told: &[&str]) {
    let Some(bytes) = snapshot() else { return };
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains(from), "the snapshot does not hold `{from}`");
    check(text.replacen(from, to, 1).as_bytes()).fails(2, told);
}

#[test]
fn what_is_no_table_of_a_study_is_usage() {
    let sandbox = Sandbox::new();
    let run = |setting: &str| sandbox.run(&["report", "--input", setting]);
    run("org-view-2024-08-2=x.csv").fails(
        2,
        &[
            "no study runs on a table `org-view-2024-08-2`",
            "did you mean `org-view-2024-08-20`?",
        ],
    );
    run("prices=x.csv").fails(
        2,
        &["no study runs on a table `prices`", "run on `org-view"],
    );
    run("mine.csv").fails(
        2,
        &[
            "`--input mine.csv` names no file",
            "write `--input NAME=FILE`",
        ],
    );
    let missing = format!("`--input {NAME}=nowhere.csv` cannot be read");
    run(&format!("{NAME}=nowhere.csv")).fails(2, &[&missing, "name a CSV file that exists"]);
    let folder = format!("`--input {NAME}=data` cannot be read");
    run(&format!("{NAME}=data")).fails(2, &[&folder, "it is a folder"]);
    assert!(!sandbox.path("site").exists());
}

#[test]
fn another_snapshot_runs_and_every_page_says_what_it_is() {
    let Some(file) = published("all-systems-2024-10.csv") else {
        return;
    };
    let sandbox = Sandbox::new();
    let setting = format!("{NAME}={}", file.display());
    let run = sandbox.run(&["report", "--input", &setting]);
    run.succeeds();
    let line =
        "openness: snapshot all-systems-2024-10 in place of the snapshot org-view-2024-08-20";
    assert!(run.err.contains(line), "{}", run.err);
    let pages = [
        "index.html",
        "claims.html",
        "data.html",
        "open-wave/index.html",
        "open-labs/index.html",
    ];
    for page in pages {
        let html = sandbox.read(&format!("site/{page}"));
        assert!(
            html.contains("<strong>Other snapshot:</strong> all-systems-2024-10 in"),
            "{page}"
        );
        assert!(
            !html.contains(file.parent().unwrap().to_str().unwrap()),
            "{page}"
        );
    }
}

#[test]
fn a_file_of_another_schema_is_told_all_its_missing_columns() {
    let Some(file) = published("gsm1k-2024-10-10.csv") else {
        return;
    };
    let setting = format!("{NAME}={}", file.display());
    let run = Sandbox::new().run(&["check", "--input", &setting]);
    run.fails(2, &["gsm1k-2024-10-10.csv:1:1", "5 errors"]);
    for column in [
        "Country (from Organization)",
        "Model accessibility",
        "Notability criteria",
        "Organization",
        "Organization categorization",
    ] {
        let told = format!("error[HW0104]: the column `{column}` is missing");
        assert!(run.err.contains(&told), "{column}:\n{}", run.err);
    }
}

#[test]
fn cells() {
    spoil(
        "Grok-2,2024-08-13",
        "Grok-2,2024-02-30",
        &[
            "error[HW0121]: column `Publication date`: `2024-02-30` is not a day",
            "--> mine.csv:2:8",
            "the nearest that would do: `2024-02-29`",
        ],
    );
    spoil(
        "LG,4.0000000000000003e+23",
        "LG,4.0x23",
        &[
            "HW0122",
            "column `Training compute (FLOP)`: `4.0x23`",
            "--> mine.csv:5:",
        ],
    );
    spoil(
        "Hosted access (no API)",
        "Hosted acess (no API)",
        &[
            "HW0123",
            "column `Model accessibility`: `Hosted acess (no API)` is none of",
            "--> mine.csv:2:",
            "the nearest that would do: `Hosted access (no API)`",
        ],
    );
    spoil(
        "Grok-2,",
        "Grok\u{202e}-2,",
        &[
            "HW0117",
            "column `System`: `Grok\\u{202e}-2` holds U+202E",
            "mine.csv:2:1",
        ],
    );
}

#[test]
fn rows_and_quotes() {
    spoil(
        "xAI,,United States of America,Industry\n",
        "xAI,,United States of America,Industry,more\n",
        &[
            "HW0107",
            "the row has 14 cells and the header 13",
            "--> mine.csv:2:1",
        ],
    );
    spoil(
        "\nGrok-2 mini,",
        "\n\"Grok-2 mini,",
        &[
            "HW0129",
            "in the row that starts in line 3; close the quote",
            "--> mine.csv:12:",
        ],
    );
    let Some(mut bytes) = snapshot() else { return };
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    bytes.extend(b"\nLast,2024-01-01,,,,,,,,\"Lab,,,\n");
    let place = format!("--> mine.csv:{}:24", lines + 2);
    check(&bytes).fails(
        2,
        &[
            "HW0120",
            "column `Organization`: the quote that opens",
            &place,
            "1 error,",
        ],
    );
}

#[test]
fn bytes_that_are_not_utf8_name_the_column() {
    let Some(mut bytes) = snapshot() else { return };
    let at = bytes
        .windows(7)
        .position(|part| part == b"Grok-2,")
        .unwrap();
    bytes[at + 3] = 0xff;
    check(&bytes).fails(
        2,
        &["HW0103", "mine.csv:2:", "column `System`: the byte `0xff`"],
    );
}

#[test]
fn headers() {
    spoil(
        ",Link,",
        ",System,",
        &[
            "HW0106",
            "the column `System` stands twice",
            "--> mine.csv:1:",
        ],
    );
    // The header of one edition in the middle of another, as where two files were put together.
    spoil(
        "\nGrok-2 mini,",
        "\nSystem,Publication date,a,b,c,d,e,f,g,h,i,j,k\nGrok-2 mini,",
        &[
            "HW0121",
            "column `Publication date`: `Publication date` is not a day",
            "mine.csv:3:8",
        ],
    );
    let Some(bytes) = snapshot() else { return };
    let text = String::from_utf8(bytes).unwrap();
    // The names of two editions in one header: the first is read, the other one is ignored.
    check(text.replacen(",Link,", ",Model,", 1).as_bytes()).succeeds();
    check(
        text.replacen("System,Publication date", "Model,Date", 1)
            .as_bytes(),
    )
    .succeeds();
    let semicolons = text.replacen(',', ";", 12);
    check(semicolons.as_bytes()).fails(2, &["HW0118", "set apart by `;`", "1 error"]);
    let page = b"<!DOCTYPE html>\n<html><body>Not found</body></html>\n";
    check(page).fails(
        2,
        &[
            "HW0119",
            "mine.csv: the file is not CSV but a web page",
            "1 error",
        ],
    );
}

#[test]
fn a_namesake_in_the_folder_of_data_is_refused() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("mine")).unwrap();
    sandbox.write(&format!("mine/{NAME}.csv"), "System\nA\n");
    sandbox.run(&["check", "--data", "mine"]).fails(
        2,
        &[
            "has the name of the snapshot `org-view-2024-08-20` and other bytes",
            "run on it with `--input org-view-2024-08-20=mine/org-view-2024-08-20.csv`",
        ],
    );
}

#[test]
fn aliases_at_fault() {
    let sandbox = Sandbox::new();
    let sound = sandbox.read("data/aliases.csv");
    let check = |rows: &str, told: &[&str]| {
        sandbox.write("data/aliases.csv", format!("{sound}{rows}"));
        sandbox.run(&["check"]).fails(2, told);
    };
    check(
        "AA,BB,r\nBB,AA,r\n",
        &[
            "HW0124",
            "column `name`: `BB` stands for `AA`, so for itself",
            "data/aliases.csv:20:4",
        ],
    );
    check(
        "Google,Alphabet,r\n",
        &[
            "HW0112",
            "column `alias`: `Google` stands in line 2 already",
        ],
    );
    check(
        "Bard,Google,r\n",
        &["HW0125", "`Google` is itself an alias"],
    );
}

#[test]
fn a_name_like_another_is_a_note_that_strictness_lets_pass() {
    let sandbox = Sandbox::new();
    sandbox.append("data/aliases.csv", "Eleuther-AI,Eleuther,r\n");
    let told = "`EleutherAI` looks like `Eleuther-AI`";
    for task in [&["check"][..], &["report"], &["values", "openness.input"]] {
        let run = sandbox.run(task);
        run.succeeds();
        assert!(
            run.err.contains(&format!("note[HW0127]: {told}")),
            "{}",
            run.err
        );
    }
    let json = sandbox.run(&["check", "--message-format", "json"]);
    let note = json
        .out
        .lines()
        .find(|line| line.contains("HW0127"))
        .unwrap();
    assert!(note.contains("\"severity\":\"note\""), "{note}");
    let github = sandbox.run(&["check", "--message-format", "github"]);
    assert!(
        github.out.contains("::notice title=HW0127::"),
        "{}",
        github.out
    );
    let strict = sandbox.run(&["check", "--strict"]);
    assert!(!strict.err.contains("error[HW0127]"), "{}", strict.err);
}

#[test]
fn an_alias_of_nobody_is_a_warning_with_its_line() {
    let Some(file) = published(&format!("{NAME}.csv")) else {
        return;
    };
    let sandbox = Sandbox::new();
    sandbox.append("data/aliases.csv", "Nobody at All,Nobody,r\n");
    let setting = format!("{NAME}={}", file.display());
    let run = sandbox.run(&["check", "--input", &setting]);
    run.succeeds();
    let told = "[HW0126]: the alias `Nobody at All` is not a name in `org-view-2024-08-20.csv`";
    for text in [
        &format!("warning{told}")[..],
        "--> data/aliases.csv:19:1",
        "1 finding ·",
    ] {
        assert!(
            run.err.contains(text) || run.out.contains(text),
            "{text}:\n{}",
            run.err
        );
    }
    sandbox
        .run(&["check", "--strict", "--input", &setting])
        .fails(2, &[&format!("error{told}")]);
    let values = sandbox.run(&["values", "openness.input", "--input", &setting]);
    assert!(
        values
            .err
            .contains("warning[HW0126]: data/aliases.csv:19: "),
        "{}",
        values.err
    );
}
