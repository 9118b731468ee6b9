//! Tables at fault: exit code 2, with file, line, column name, text, rule and nearest valid value.

use crate::sandbox::Sandbox;

const DOWNLOADS: &str = "data/wave/downloads.csv";

/// Spoils the downloads in a copy of the project, and gives what the run says.
#[track_caller]
fn check(from: &str, to: &str, texts: &[&str]) {
    let sandbox = Sandbox::new();
    sandbox.replace(DOWNLOADS, from, to);
    sandbox.run(&["report"]).fails(2, texts);
    assert!(!sandbox.path("site").exists());
}

#[test]
fn columns() {
    check(
        "month,downloads,growth_stated",
        "month,downloadz,growth_stated",
        &[
            "error[HW0104]: the column `downloads` is missing from the header",
            "--> data/wave/downloads.csv:1:1",
            "the nearest that would do: `downloadz`",
            "1 error",
        ],
    );
    check(
        "growth_stated,source",
        "growth_stated,growth_stated,source",
        &["HW0106", "stands twice"],
    );
}

#[test]
fn rows() {
    check(
        "2022-04,41M,+46%,chart 1",
        "2022-04,41M,+46%",
        &["HW0107", "downloads.csv:3:1", "3 cells"],
    );
    check(
        "2022-04,41M,",
        "2022-04,41,000,000,",
        &["HW0107", "the row has 6 cells and the header 4; quote"],
    );
    check(
        "2022-04,",
        "2022-01,",
        &["HW0112", "`2022-01` stands in line 2 already"],
    );
    check("2022-04,", "2021-04,", &["HW0113", "comes after `2022-01`"]);
}

#[test]
fn cells() {
    check(
        "41M",
        "41 million",
        &[
            "HW0109",
            "downloads.csv:3:9",
            "column `downloads`: `41 million` spells its size out",
            "`41M`",
        ],
    );
    check("41M", "67-41M", &["HW0109", "upside down", "`41M-67M`"]);
    check(
        "2023-04",
        "2023-13",
        &["HW0111", "`2023-13` is not a month", "`2023-12`"],
    );
    check("41M", "N/A (lost)", &["HW0110", "must have a value"]);
    check("41M", "", &["HW0108", "the cell is empty"]);
}

#[test]
fn files() {
    let sandbox = Sandbox::new();
    sandbox.write(DOWNLOADS, "");
    sandbox.run(&["check"]).fails(
        2,
        &["HW0102", "it must start with the header `month,downloads"],
    );
    let mut bytes = b"month,downloads,growth_stated,source\n2022-01,28M,N/A (x),caf".to_vec();
    bytes.extend(b"\xe9\n");
    sandbox.write(DOWNLOADS, bytes);
    sandbox
        .run(&["check"])
        .fails(2, &["HW0103", "downloads.csv:2:24", "`0xe9` is not UTF-8"]);
    std::fs::remove_file(sandbox.path(DOWNLOADS)).unwrap();
    sandbox.run(&["check"]).fails(
        2,
        &["HW0101", "data/wave/downloads.csv: the file cannot be read"],
    );
}

#[test]
fn a_byte_order_mark_crlf_and_quoted_line_breaks_are_fine() {
    let sandbox = Sandbox::new();
    let text = sandbox
        .read(DOWNLOADS)
        .replace("chart 1\n", "\"chart\n1\"\n")
        .replace('\n', "\r\n");
    sandbox.write(DOWNLOADS, format!("\u{feff}{text}"));
    sandbox.run(&["check", "--strict"]).succeeds();
}

#[test]
fn all_faults_of_all_tables_come_in_one_run() {
    let sandbox = Sandbox::new();
    sandbox.replace(DOWNLOADS, "41M", "many");
    sandbox.replace("data/wave/cost.csv", "$2-5M", "2-5M");
    sandbox.replace("data/wave/closure.csv", "98.4%", "98.4");
    sandbox.run(&["check"]).fails(
        2,
        &[
            "downloads.csv:3:9",
            "cost.csv:3:9",
            "`$2-5M`",
            "closure.csv:2:12",
            "3 errors",
        ],
    );
}

#[test]
fn a_folder_of_other_tables_takes_the_place_of_ours() {
    let sandbox = Sandbox::new();
    let other = Sandbox::new();
    other.replace(DOWNLOADS, "620M", "610M");
    let data = other.path("data");
    let run = sandbox.run(&[
        "values",
        "wave.downloads.last",
        "--data",
        data.to_str().unwrap(),
    ]);
    assert!(run.out.contains("610,000,000"), "{}", run.out);
}

/// Numbers that no such column can hold, characters that nobody sees, quotes, delimiters.
#[test]
fn numbers_and_characters_out_of_bounds() {
    check(
        ",41M,",
        ",-41M,",
        &[
            "error[HW0116]: column `downloads`: `-41M` is out of bounds; this column holds a number above zero",
            "--> data/wave/downloads.csv:3:9",
            "the nearest that would do: `41M`",
        ],
    );
    let sandbox = Sandbox::new();
    sandbox.replace(DOWNLOADS, "28M", "0");
    let run = sandbox.run(&["check"]);
    run.fails(2, &["HW0116", "`0` is out of bounds", "downloads.csv:2:9"]);
    assert!(!run.err.contains('∞'), "{}", run.err);
    sandbox.replace("data/wave/adoption.csv", ",58%", ",158%");
    sandbox.run(&["check"]).fails(
        2,
        &[
            "adoption.csv:2:",
            "a share from `0%` to `100%`",
            "the nearest that would do: `100%`",
        ],
    );
    check(
        ",41M,",
        &format!(",{},", "4".repeat(48)),
        &["HW0116", "up to `1,000T`"],
    );
    check(
        "chart 1\n2022-07",
        "chart\0 1\n2022-07",
        &[
            "HW0117",
            "column `source`: `chart\\u{0} 1` holds U+0000",
            "downloads.csv:3:",
        ],
    );
}

#[test]
fn advice_on_csv_says_what_is_wrong() {
    check(
        "2022-04,41M",
        "2022-04,\"41M",
        &[
            "HW0120",
            "column `downloads`: the quote that opens here",
            "downloads.csv:3:9",
            "1 error",
        ],
    );
    let sandbox = Sandbox::new();
    let sound = sandbox.read(DOWNLOADS);
    sandbox.write(DOWNLOADS, sound.replace(',', ";"));
    sandbox
        .run(&["check"])
        .fails(2, &["HW0118", "set apart by `;`", "1 error"]);
    sandbox.write(DOWNLOADS, "<html><body>404</body></html>\n");
    sandbox
        .run(&["check"])
        .fails(2, &["HW0119", "a web page", "1 error"]);
    sandbox.write(DOWNLOADS, sound);
    sandbox.append("data/wave/tables.toml", "[[table]\n");
    let run = sandbox.run(&["check"]);
    run.fails(2, &["HW0114", "--> data/wave/tables.toml:", "1 error"]);
    assert!(!run.err.contains("is not in it"), "{}", run.err);
    std::fs::remove_dir_all(sandbox.path("data")).unwrap();
    sandbox.run(&["check"]).fails(
        2,
        &[
            "data: no table can be read: there is no such folder",
            "`git checkout`",
            "1 error",
        ],
    );
}
