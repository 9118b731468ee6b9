//! Change one cell, and the build must notice.
//!
//! Each numeric cell of the story's tables is changed by a tenth, the report is checked, and it must
//! fail. The share of changes that were noticed is printed, with those that were not and why.

use highwater_facts::Unit;
use highwater_ingest::{Settings, TextFile, quantity_text, raw_rows};
use highwater_report::{Project, check};

use crate::sandbox::{Sandbox, workspace};
use crate::studies;

/// A cell that holds a number.
struct Cell {
    file: String,
    line: u64,
    column: String,
    /// The column's place in the header.
    at: usize,
    text: String,
}

/// The cells of the wave's tables that hold numbers of some unit; dates are none.
fn numeric_cells(sandbox: &Sandbox) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(sandbox.path("data/wave"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
    {
        let name = format!("data/wave/{}", path.file_name().unwrap().to_string_lossy());
        let rows = raw_rows(
            &TextFile::new(&name, &std::fs::read(path).unwrap()),
            &Settings::default(),
        );
        let header = &rows[0].1;
        for (line, row) in &rows[1..] {
            for (at, (column, text)) in header.iter().zip(row).enumerate() {
                if !["month", "year"].contains(&column.as_str()) && is_number(text) {
                    cells.push(Cell {
                        file: name.clone(),
                        line: *line,
                        column: column.clone(),
                        at,
                        text: text.clone(),
                    });
                }
            }
        }
    }
    cells
}

/// Returns where the nth cell of a line starts; the name of a row may hold the same text as its
/// numbers.
fn start_of(line: &str, nth: usize) -> usize {
    let mut quoted = false;
    let mut commas = line.char_indices().filter(|(_, c)| {
        quoted ^= *c == '"';
        *c == ',' && !quoted
    });
    nth.checked_sub(1)
        .map_or(0, |before| commas.nth(before).unwrap().0)
}

fn is_number(text: &str) -> bool {
    let units = [Unit::Of("things"), Unit::Usd, Unit::Percent, Unit::Points];
    units.iter().any(|unit| {
        matches!(
            quantity_text::parse(text, *unit),
            Ok(quantity_text::CellText::Known(..))
        )
    })
}

/// The text with its last number a tenth larger, written as it was.
fn changed(text: &str) -> String {
    let amount = text.split(" (").next().unwrap();
    let end = amount.rfind(|c: char| c.is_ascii_digit()).unwrap() + 1;
    let start = amount[..end]
        .rfind(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .map_or(0, |at| at + 1);
    let number: f64 = amount[start..end].replace(',', "").parse().unwrap();
    let larger = if number.fract() == 0.0 {
        (number * 1.1).ceil()
    } else {
        number * 1.1
    };
    format!(
        "{}{larger}{}{}",
        &amount[..start],
        &amount[end..],
        &text[amount.len()..]
    )
}

/// Returns the findings of the report on that folder, as JSON for their texts and places.
fn findings(sandbox: &Sandbox, project: &Project) -> Result<Vec<(String, String)>, String> {
    // The other studies read other tables.
    let data = sandbox.path("data");
    let results = studies::run(&data, &[], &[], |study| study.name == "wave");
    if let Some(fault) = results.problems.faults.first() {
        return Err(fault.to_string());
    }
    let checked = check(project, &results, Some("open-wave"));
    let errors = checked
        .diagnostics
        .iter()
        .filter(|finding| finding.code == "HW0001" || finding.code == "HW0010");
    Ok(errors
        .map(|finding| (finding.code.to_owned(), format!("{:?}", finding.position())))
        .collect())
}

#[test]
fn a_changed_cell_is_noticed() {
    let sandbox = Sandbox::new();
    let project = Project::load(&workspace().join("report"), "report").unwrap();
    assert_eq!(
        findings(&sandbox, &project),
        Ok(Vec::new()),
        "the report is sound to begin with"
    );
    let cells = numeric_cells(&sandbox);
    let mut unnoticed = Vec::new();
    for cell in &cells {
        let sound = sandbox.read(&cell.file);
        let lines: Vec<&str> = sound.lines().collect();
        let at = cell.line as usize - 1;
        let start = start_of(lines[at], cell.at);
        let (before, rest) = lines[at].split_at(start);
        let spoilt_line = before.to_owned() + &rest.replacen(&cell.text, &changed(&cell.text), 1);
        assert_ne!(
            spoilt_line, lines[at],
            "{}:{} {}",
            cell.file, cell.line, cell.column
        );
        let mut spoilt: Vec<&str> = lines.clone();
        spoilt[at] = &spoilt_line;
        sandbox.write(&cell.file, spoilt.join("\n") + "\n");
        match findings(&sandbox, &project) {
            Ok(found) if found.is_empty() => unnoticed.push(format!(
                "{}:{} {}: {} -> {}",
                cell.file,
                cell.line,
                cell.column,
                cell.text,
                changed(&cell.text)
            )),
            Ok(_) => {}
            Err(fault) => panic!("{}:{} {}: {fault}", cell.file, cell.line, cell.column),
        }
        sandbox.write(&cell.file, &sound);
    }
    let noticed = cells.len() - unnoticed.len();
    println!(
        "{noticed} of {} changes of a numeric cell were noticed",
        cells.len()
    );
    for cell in &unnoticed {
        println!("not noticed: {cell}");
    }
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

/// What a writer is told: story, line and column, both texts, and each claim that flipped.
#[test]
fn the_failure_names_place_texts_and_claims() {
    let sandbox = Sandbox::new();
    sandbox.replace("data/wave/downloads.csv", "620M", "640M");
    sandbox.run(&["report"]).fails(
        1,
        &[
            "--> report/stories/open-wave/story.md:16:",
            "the story says `620M`, the value is written `640M`",
            "the claim `post-downloads-22x` fails and is expected to hold",
            "the claim `post-growth-rates` fails and is expected to hold",
        ],
    );
}
