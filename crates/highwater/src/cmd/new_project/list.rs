//! The settings of a new project: its list of tables, and those of its site.

use highwater_ingest::Guessed;

use super::table::Table;

const LIST: &str = include_str!("tables.toml");

/// Returns `tables.toml`, with what was guessed of the table and why.
pub(super) fn text(table: &Table, title: &str, today: &str) -> String {
    let guessed = table.guess.lines.iter().chain(&table.guess.columns);
    let guessed: String = guessed.map(commented).collect();
    let fields = [
        ("{date}", today.to_owned()),
        ("{file}", quoted(table.file_name())),
        ("{title}", quoted(title)),
        // Last, because it may hold any words.
        ("{guessed}", guessed),
    ];
    let mut text = LIST.to_owned();
    for (field, value) in fields {
        text = text.replacen(field, &value, 1);
    }
    text
}

/// Returns `site.toml`.
pub(super) fn site(title: &str) -> String {
    format!("title = {}\n", quoted(title))
}

fn commented(guessed: &Guessed) -> String {
    let reason = guessed.because.replace(|c: char| c.is_control(), " ");
    format!("# Because {reason}:\n{}\n", guessed.line)
}

/// A string of JSON is one of TOML too.
fn quoted(text: &str) -> String {
    serde_json::json!(text).to_string()
}
