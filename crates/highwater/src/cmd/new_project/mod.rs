//! `new NAME --from FILE`: a project about one table, to be written on.

mod figure;
mod list;
mod story;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use highwater_facts::Ledger;
use highwater_report::check;

use self::story::Story;
use self::table::Table;
use super::new_story::{check_name, titled};
use crate::cli::{Input, NewArguments};
use crate::engine::project;
use crate::engine::workspace::Workspace;
use crate::program::Program;
use crate::terminal::{Failure, Terminal, count};
use crate::time;

/// The title of a story whose name makes none that checks clean.
const PLAIN_TITLE: &str = "A look at the data";

pub(crate) fn run(
    arguments: &NewArguments,
    program: &Program,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let folder = arguments.name.as_deref().unwrap_or(Path::new(""));
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    check_name(&name)?;
    let from = arguments.from.as_deref().unwrap_or(Path::new(""));
    if folder.symlink_metadata().is_ok() {
        return Err(Failure::other(
            format!(
                "`{}` is there already, and nothing is written over",
                folder.display()
            ),
            "name a folder that is not there",
        ));
    }
    let table = Table::read(from)?;
    terminal.summary(&format!(
        "{}: {}, {}",
        from.display(),
        count(table.guess.table.rows.len(), "row"),
        count(table.guess.table.columns.len(), "column"),
    ));
    for line in table.told() {
        terminal.summary(&format!("  {line}"));
    }
    // It is made and checked beside its place, which it then takes: no run finds half a project.
    let draft = folder.with_file_name(format!(".{name}.highwater-new"));
    let made = make(&draft, &name, &table, program).and_then(|has_figure| {
        fs::rename(&draft, folder).map_err(|error| unwritten(folder, &error))?;
        Ok(has_figure)
    });
    if made.is_err() {
        // What is left of it is ours; that it may not go away is not a second error.
        let _ = fs::remove_dir_all(&draft);
    }
    let figure = if made? { " and a figure" } else { "" };
    terminal.summary(&format!(
        "made {}/ with the table and a story that has values, a claim{figure}",
        folder.display()
    ));
    terminal.summary(&format!(
        "`cd {} && {}` shows it while you write",
        folder.display(),
        program.invoke("serve --open")
    ));
    Ok(())
}

/// Makes a project in a folder, with the first story that checks clean. Returns whether it
/// has a figure.
fn make(draft: &Path, name: &str, table: &Table, program: &Program) -> Result<bool, Failure> {
    let today = time::today()?;
    let title = titled(name);
    let file = |path: &str| draft.join(path);
    // What a killed run left there is written over.
    let _ = fs::remove_dir_all(draft);
    write(
        &file(&format!("data/{}", table.file_name())),
        &table.file.bytes,
    )?;
    write(
        &file("data/tables.toml"),
        list::text(table, &title, &today).as_bytes(),
    )?;
    write(&file("report/site.toml"), list::site(&title).as_bytes())?;
    let root = Workspace::at(draft.to_owned(), program);
    let place = |file_name: &str| file(&format!("report/stories/{name}/{file_name}"));
    let mut failed = Failure::Interrupted;
    for story in Story::about(table) {
        // The values are known once the story asks for them.
        let (text, claims) = story.texts(&title, &today, &Ledger::default(), program);
        write(&place("story.md"), text.as_bytes())?;
        write(&place("claims.toml"), claims.as_bytes())?;
        let studied = match project::study(&root, &Input::default()) {
            Ok(studied) => studied,
            Err(failure) => {
                failed = failure;
                continue;
            }
        };
        for title in [title.as_str(), PLAIN_TITLE] {
            let (text, claims) = story.texts(title, &today, &studied.results.ledger, program);
            write(&place("story.md"), text.as_bytes())?;
            write(&place("claims.toml"), claims.as_bytes())?;
            let project = project::load(&root)?;
            let checked = check(&project, &studied.results, None);
            if checked.is_sound(true) {
                return Ok(story.has_figure());
            }
            failed = Failure::Findings(checked.diagnostics, true);
        }
    }
    Err(failed)
}

fn write(path: &PathBuf, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    Failure::other(
        format!("`{}` cannot be written: {error}", path.display()),
        "check that there is room and that the folder above it can be written",
    )
}
