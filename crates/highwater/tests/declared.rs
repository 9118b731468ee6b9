//! What a story declares without a program, `examples/disasters`: figures, values and queries in its
//! text, built with the program as it is installed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what fails in a helper fails its test"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const FILES: [&str; 5] = [
    "data/disasters.csv",
    "data/tables.toml",
    "report/site.toml",
    "report/stories/disasters/claims.toml",
    "report/stories/disasters/story.md",
];

const STORY: &str = "report/stories/disasters/story.md";

/// Returns a copy of the example, to build in and to spoil.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/disasters");
    for file in FILES {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(example.join(file), to).unwrap();
    }
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_highwater"));
    command.current_dir(folder.path()).args(arguments);
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Returns what a run says that succeeds.
#[track_caller]
fn fine(folder: &TempDir, arguments: &[&str]) -> String {
    let run = run(folder, arguments);
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success(), "{arguments:?}: {told}");
    String::from_utf8(run.stdout).unwrap()
}

fn replace(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not hold `{from}`");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn read(folder: &TempDir, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).unwrap()
}

#[test]
fn the_story_in_the_readme_checks_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, story) = readme.split_once("````markdown\n").unwrap();
    let (story, _) = story.split_once("````\n").unwrap();
    let front = "+++\ntitle = \"Rain\"\nsummary = \"What gauges caught.\"\ndate = \"2024-01-06\"\n\
        data = \"Gauges made up for an example\"\n+++\n\n";
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("report/site.toml", "title = \"Rain\"\n".to_owned()),
        ("report/stories/rain/story.md", format!("{front}{story}")),
        (
            "data/rain.csv",
            fs::read_to_string(root.join("examples/rain/data/rain.csv")).unwrap(),
        ),
    ] {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    }
    fine(&folder, &["check", "--strict"]);
    replace(&folder, "report/stories/rain/story.md", "[252]", "[253]");
    assert!(!run(&folder, &["check", "--strict"]).status.success());
}

#[test]
fn a_story_of_eight_hundred_rows_is_declared_in_sixty_lines() {
    let folder = copy();
    let story = read(&folder, STORY);
    let mut is_fenced = false;
    let declared = story.lines().filter(|line| {
        let is_fence = line.starts_with("```");
        let is_declared = is_fenced || is_fence;
        is_fenced ^= is_fence;
        is_declared
    });
    let beside = FILES[1..4]
        .iter()
        .map(|file| read(&folder, file).lines().count());
    let lines = declared.count() + beside.sum::<usize>();
    assert!(lines <= 60, "{lines} lines besides the prose");
    fine(&folder, &["report", "--strict", "--verify"]);
    let page = read(&folder, "site/disasters/index.html");
    assert!(
        !page.contains("```") && !page.contains("SELECT"),
        "the blocks are shown"
    );
    for figure in ["decades", "kinds", "years"] {
        assert!(
            page.contains(&format!("id=\"figure-{figure}\"")),
            "{figure}"
        );
    }
    // What the figures rest on, and who made the data.
    assert!(
        page.contains("disasters.csv") && page.contains("Our World in Data, after EM-DAT, 2018")
    );
    fine(&folder, &["verify", "site"]);
}

#[test]
fn values_are_computed_with_their_rows_and_columns_are_those_of_their_query() {
    let folder = copy();
    let fall = fine(&folder, &["values", "decades.fall", "--format", "json"]);
    assert!(
        fall.contains("decades.drought.1920.a_year / decades.drought.2000.a_year"),
        "{fall}"
    );
    let rows: Vec<&str> = read_rows(&fall);
    assert_eq!(rows, ["\"rows\": 11"], "{fall}");
    let list = fine(&folder, &["values", "kinds.a_time"]);
    assert!(list.contains("300,802"), "{list}");
}

/// The lines of a listing that say how many rows a value has.
fn read_rows(listing: &str) -> Vec<&str> {
    let lines = listing
        .lines()
        .map(str::trim)
        .map(|line| line.trim_end_matches(','));
    lines.filter(|line| line.starts_with("\"rows\"")).collect()
}

#[test]
fn figures_and_values_may_stand_in_files_of_their_own() {
    let folder = copy();
    let story = read(&folder, STORY);
    let start = story.find("```figure kinds").unwrap();
    let end = start + story[start + 3..].find("```").unwrap() + 6;
    let declared: String = story[start..end]
        .lines()
        .skip(1)
        .map(|line| format!("{line}\n"))
        .collect();
    let declared = declared.replace("```\n", "");
    fs::write(
        folder.path().join("report/stories/disasters/figures.toml"),
        format!("[figure.kinds]\n{declared}"),
    )
    .unwrap();
    let values = "decades.fall = \"decades.drought.1920.a_year / decades.drought.2000.a_year\"\n";
    fs::write(
        folder.path().join("report/stories/disasters/values.toml"),
        values,
    )
    .unwrap();
    let placed = format!(
        "{}![Deaths by kind](figure:kinds){}",
        &story[..start],
        &story[end..]
    );
    fs::write(folder.path().join(STORY), placed.replace(values, "")).unwrap();
    fine(&folder, &["check", "--strict"]);
    // Both at once is one too many.
    fs::write(folder.path().join(STORY), story).unwrap();
    let told = run(&folder, &["check"]);
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(
        told.contains("two figures are called `kinds`") && told.contains("figures.toml:1"),
        "{told}"
    );
    fs::remove_file(folder.path().join("report/stories/disasters/figures.toml")).unwrap();
    let told = run(&folder, &["check"]);
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(
        told.contains("HW0222") && told.contains("`decades.fall`"),
        "{told}"
    );
}

#[test]
fn fits_and_tests_over_a_query_are_values() {
    let folder = copy();
    replace(
        &folder,
        STORY,
        "```values\n",
        "```values\n[[fit]]\nname = \"trend\"\nquery = \"decades where kind = 'Flood' and decade > 1900\"\n\
         formula = \"log10(a_year) ~ decade\"\n\n[[test]]\nname = \"kinds_by_decade\"\nquery = \"decades\"\n\
         test = \"kruskal_wallis\"\nformula = \"a_year ~ kind\"\n```\n\n```values\n",
    );
    fine(&folder, &["check", "--strict"]);
    let trend = fine(&folder, &["values", "trend"]);
    assert!(
        trend.contains("trend.decade.estimate") && trend.contains("trend.r2"),
        "{trend}"
    );
    let test = fine(&folder, &["values", "kinds_by_decade"]);
    assert!(test.contains("kinds_by_decade.h"), "{test}");
    replace(&folder, STORY, "~ decade\"", "~ decad\"");
    let told = run(&folder, &["check"]);
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(
        told.contains("HW0222") && told.contains("decad") && told.contains("story.md:"),
        "{told}"
    );
}

/// The program as it serves, ended when the test is.
struct Serving(Child, String);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Serving {
    fn start(folder: &TempDir) -> Self {
        let mut child = command(folder, &["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .unwrap()
            .trim_end_matches('/')
            .to_owned();
        Serving(child, address)
    }

    fn page(&self) -> Option<String> {
        let mut stream = TcpStream::connect(&self.1).ok()?;
        let host = &self.1;
        write!(
            stream,
            "GET /disasters/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .ok()?;
        let mut page = Vec::new();
        stream.read_to_end(&mut page).ok()?;
        Some(String::from_utf8_lossy(&page).into_owned())
    }

    /// Waits until the page is as it should be.
    #[track_caller]
    fn shows(&self, what: &str, is_it: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) {
            if self.page().is_some_and(|page| is_it(&page)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{what} is never shown: {:?}", self.page());
    }
}

#[test]
fn serve_shows_what_is_declared_anew() {
    let folder = copy();
    let serving = Serving::start(&folder);
    serving.shows("the figure", |page| page.contains("Landslide"));
    // The figure, a value and a query, one after the other.
    replace(
        &folder,
        STORY,
        "title = \"Years with deaths\"",
        "title = \"Years with victims\"",
    );
    serving.shows("the title", |page| page.contains("Years with victims"));
    replace(
        &folder,
        STORY,
        "```values\n",
        "```values\ndecades.twice = \"2 * decades.fall\"\n",
    );
    replace(
        &folder,
        STORY,
        "killed [300,802]",
        "[8,237](value:decades.twice?n) killed [300,802]",
    );
    serving.shows("the value", |page| page.contains("8,237"));
    replace(
        &folder,
        STORY,
        "disasters' GROUP BY 1\n",
        "disasters' AND Entity <> 'Landslide' GROUP BY 1\n",
    );
    serving.shows("the query", |page| {
        page.contains("8,237") && !page.contains("Landslide")
    });
}
