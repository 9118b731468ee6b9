//! Which columns tell the rows of a table apart.

use std::collections::BTreeSet;

use super::column::Texts;
use super::{Draft, columns, listed};
use crate::characters;
use crate::declared::read_declared;
use crate::settings::ColumnKind;
use crate::text_file::TextFile;

/// How many columns are tried together with others.
const CANDIDATES: usize = 10;

/// Looks for one column, then two, then three, that are filled in all rows and alike in no two. Numbers
/// are measured rather than named, so they are no part of a key.
pub(super) fn guess(file: &TextFile, draft: &mut Draft) {
    let settings = draft.settings();
    let read = read_declared(file, &settings);
    if read.rows.len() < 2 || !read.faults.is_empty() {
        return;
    }
    let columns = columns(file, &settings);
    let names: Vec<&Texts> = read
        .columns
        .iter()
        .zip(&columns)
        .filter(|(column, texts)| {
            let is_name = column.kind != ColumnKind::Number || is_id(&column.name);
            is_name && is_filled(texts)
        })
        .map(|(_, texts)| texts)
        .take(CANDIDATES)
        .collect();
    let Some(key) = smallest(&names) else {
        return;
    };
    let because = match &key[..] {
        [_] => "its cells differ in all rows".to_owned(),
        _ => format!(
            "no two rows are alike in these, and no {} tells rows apart",
            match key.len() {
                2 => "column alone",
                _ => "two columns",
            }
        ),
    };
    let key = key.iter().map(|column| column.name.as_str());
    draft.set("key", listed(key), &because);
}

/// Returns whether the numbers of a column are names, by that of the column: `id`, `station_id`.
fn is_id(name: &str) -> bool {
    let name = name.to_lowercase();
    let last = name.rsplit([' ', '_', '-']).next().unwrap_or_default();
    matches!(last, "id" | "code" | "nr" | "no" | "number")
}

fn is_filled(column: &Texts) -> bool {
    column.cells.iter().all(|(_, text)| !text.is_empty())
}

/// The smallest set of columns in which no two rows are alike, the first of several.
fn smallest<'a>(columns: &[&'a Texts]) -> Option<Vec<&'a Texts>> {
    let n = columns.len();
    let ones = (0..n).map(|a| vec![a]);
    let twos = (0..n).flat_map(|a| (a + 1..n).map(move |b| vec![a, b]));
    let threes =
        (0..n).flat_map(|a| (a + 1..n).flat_map(move |b| (b + 1..n).map(move |c| vec![a, b, c])));
    let mut sets = ones.chain(twos).chain(threes);
    let key = sets.find(|set| {
        let set: Vec<&Texts> = set.iter().map(|at| columns[*at]).collect();
        tells_apart(&set)
    })?;
    Some(key.into_iter().map(|at| columns[at]).collect())
}

fn tells_apart(columns: &[&Texts]) -> bool {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    let mut seen = BTreeSet::new();
    (0..rows).all(|row| {
        let parts = columns
            .iter()
            .map(|column| characters::key(&column.cells[row].1));
        seen.insert(parts.collect::<Vec<_>>().join("\u{1f}"))
    })
}
