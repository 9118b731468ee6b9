//! The story as it stands is sound; one that its data do not bear out gets no site.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A copy of the data and the texts, to build in and to spoil.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        "data/rain.csv",
        "data/tables.toml",
        "report/site.toml",
        "report/assets/icon.svg",
        "report/stories/rain/claims.toml",
        "report/stories/rain/figures.toml",
        "report/stories/rain/story.md",
    ];
    for file in files {
        let to = folder.path().join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), to).unwrap();
    }
    folder
}

fn build(folder: &TempDir) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_own-story"));
    let command = command.args(["report", "--strict"]);
    command.current_dir(folder.path()).output().unwrap()
}

fn replace(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not hold `{from}`");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// That no site is written, and that all these texts are told.
fn is_refused(folder: &TempDir, texts: &[&str]) {
    let run = build(folder);
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(!run.status.success());
    assert!(!folder.path().join("site").exists());
    for text in texts {
        assert!(told.contains(text), "`{text}` is not told:\n{told}");
    }
}

#[test]
fn the_story_is_sound_and_its_page_has_the_values() {
    let folder = copy();
    let run = build(&folder);
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{told}");
    let site = folder.path().join("site");
    let page = std::fs::read_to_string(site.join("rain/index.html")).unwrap();
    assert!(page.contains(">October 2023</a>"), "{page}");
    assert!(page.contains(">142</a>"), "{page}");
    assert!(
        page.contains("A bar is a row of the table, as it stands."),
        "{page}"
    );
    assert!(site.join("rain/figures/months.png").is_file());
    // The theme's style, and the icon that this project has in place of the theme's.
    assert!(site.join("assets/style.css").is_file());
    let icon = std::fs::read(site.join("assets/icon.svg")).unwrap();
    assert_eq!(
        icon,
        std::fs::read(folder.path().join("report/assets/icon.svg")).unwrap()
    );
}

#[test]
fn a_stale_number_is_refused() {
    let folder = copy();
    replace(&folder, "data/rain.csv", "2023-10,142", "2023-10,140");
    is_refused(
        &folder,
        &[
            "HW0001",
            "report/stories/rain/story.md:9:",
            "the data give `140`",
        ],
    );
}

#[test]
fn a_claim_that_no_longer_holds_is_refused() {
    let folder = copy();
    replace(&folder, "data/rain.csv", "2023-03,104", "2023-03,340");
    is_refused(&folder, &["more than any other", "wettest-quarter"]);
}

#[test]
fn a_bad_cell_is_told_with_its_place() {
    let folder = copy();
    replace(&folder, "data/rain.csv", "2023-06,12", "2023-06,a little");
    is_refused(&folder, &["data/rain.csv:7:9", "fallen"]);
}
