//! The figures whose data or pictures changed.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::Table;
use serde::Serialize;

use super::edition::{Drawn, FigureRecord};

/// The figures whose data or pictures changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FigureChanges {
    /// Those that changed, by id.
    pub changed: Vec<FigureChange>,
    /// The ids of those that the edition before has not.
    pub added: Vec<String>,
    /// The ids of those that the edition after has not.
    pub gone: Vec<String>,
    /// How many are the same in both.
    pub unchanged: usize,
}

/// A figure whose data or pictures changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureChange {
    /// The id.
    pub id: String,
    /// What changed in its data.
    pub data: DataChange,
    /// The stories in which it is drawn otherwise: marks or words.
    pub stories: Vec<String>,
}

/// What changed in the data of a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DataChange {
    /// Nothing: the words or the drawing changed.
    Same,
    /// Cells changed.
    Cells(Cells),
    /// The hashes differ, and the cells of one side are not at hand.
    Differs,
}

/// The cells of a figure's data that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// How many cells of rows that stand in both.
    pub cells: usize,
    /// The names of their rows, in order.
    pub rows: Vec<String>,
    /// The names of the rows that came.
    pub rows_added: Vec<String>,
    /// The names of the rows that went.
    pub rows_gone: Vec<String>,
    /// The names of the columns that stand in one side alone.
    pub columns: Vec<String>,
}

/// The data of a figure: a header, and cells as a machine reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

type Figures = BTreeMap<String, FigureRecord>;
type Tables = BTreeMap<String, Grid>;

pub(super) fn changes(
    (old, new): (&Figures, &Figures),
    old_tables: &Tables,
    new_tables: &Tables,
) -> FigureChanges {
    let mut changes = FigureChanges::default();
    for (id, before) in old {
        let Some(after) = new.get(id) else {
            changes.gone.push(id.clone());
            continue;
        };
        if before == after {
            changes.unchanged += 1;
            continue;
        }
        let data = match (old_tables.get(id), new_tables.get(id)) {
            _ if before.data == after.data => DataChange::Same,
            (Some(old), Some(new)) => DataChange::Cells(cells(old, new)),
            _ => DataChange::Differs,
        };
        changes.changed.push(FigureChange {
            id: id.clone(),
            data,
            stories: drawn_otherwise(&before.drawn, &after.drawn),
        });
    }
    let added = new.keys().filter(|id| !old.contains_key(*id));
    changes.added = added.cloned().collect();
    changes
}

impl FigureChanges {
    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.added.is_empty() && self.gone.is_empty()
    }
}

/// The stories whose pictures of a figure differ, at any width.
fn drawn_otherwise(old: &[Drawn], new: &[Drawn]) -> Vec<String> {
    let differ = old.iter().filter(|drawn| !new.contains(drawn));
    let differ = differ.chain(new.iter().filter(|drawn| !old.contains(drawn)));
    let stories: BTreeSet<&String> = differ.map(|drawn| &drawn.story).collect();
    stories.into_iter().cloned().collect()
}

impl Grid {
    /// The data of a figure that was drawn.
    pub(super) fn of(table: &Table) -> Self {
        let columns = table.columns.iter().map(|column| column.name.clone());
        let rows = table.rows.iter();
        let raw = rows.map(|row| row.iter().map(|cell| cell.raw.clone()).collect());
        Grid {
            columns: columns.collect(),
            rows: raw.collect(),
        }
    }

    /// The data of a figure as its site gives them, a CSV.
    pub(super) fn read(csv: &[u8]) -> Self {
        let mut records = csv::ReaderBuilder::new();
        let mut records = records.has_headers(false).flexible(true).from_reader(csv);
        let cells = |record: csv::ByteRecord| -> Vec<String> {
            let cells = record.iter();
            cells
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect()
        };
        let mut rows = records.byte_records().flatten().map(cells);
        // A download says the unit in the header, `Cost [US dollars]`.
        let bare = |name: String| match name.split_once(" [") {
            Some((bare, unit)) if unit.ends_with(']') => bare.to_owned(),
            _ => name,
        };
        Grid {
            columns: rows
                .next()
                .unwrap_or_default()
                .into_iter()
                .map(bare)
                .collect(),
            rows: rows.collect(),
        }
    }

    /// The rows by name: what stands in their first cells, as many as tell them apart; the number of
    /// the row where nothing does.
    fn named(&self, key: usize) -> BTreeMap<String, (usize, &Vec<String>)> {
        let rows = self.rows.iter().enumerate();
        rows.map(|(at, row)| (row_name(row, key, at), (at, row)))
            .collect()
    }

    fn is_key(&self, key: usize) -> bool {
        self.named(key).len() == self.rows.len()
    }
}

fn row_name(row: &[String], key: usize, at: usize) -> String {
    if key == 0 {
        return format!("row {}", at + 1);
    }
    let cells: Vec<&str> = row.iter().take(key).map(String::as_str).collect();
    cells.join(", ")
}

/// The most first columns that make the name of a row.
const MOST_KEYS: usize = 3;

fn cells(old: &Grid, new: &Grid) -> Cells {
    let both = |key: &usize| old.is_key(*key) && new.is_key(*key);
    let key = (1..=MOST_KEYS).find(both).unwrap_or(0);
    let (before, after) = (old.named(key), new.named(key));
    let mut found = Cells::default();
    let alone = |a: &Grid, b: &Grid| -> Vec<String> {
        let alone = a.columns.iter().filter(|name| !b.columns.contains(name));
        alone.cloned().collect()
    };
    found.columns = [alone(old, new), alone(new, old)].concat();
    // Columns that both have, by their places in each.
    let shared: Vec<(usize, usize)> = old
        .columns
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((at, new.columns.iter().position(|other| other == name)?)))
        .collect();
    let mut changed: Vec<(usize, String)> = Vec::new();
    for (name, (at, row)) in &after {
        let Some((_, was)) = before.get(name) else {
            continue;
        };
        let differ = shared.iter().filter(|(a, b)| was.get(*a) != row.get(*b));
        let n = differ.count();
        found.cells += n;
        if n > 0 {
            changed.push((*at, name.clone()));
        }
    }
    changed.sort();
    found.rows = changed.into_iter().map(|(_, name)| name).collect();
    let missing = |of: &BTreeMap<String, (usize, &Vec<String>)>,
                   from: &BTreeMap<String, (usize, &Vec<String>)>| {
        let missing = of.iter().filter(|(name, _)| !from.contains_key(*name));
        let mut missing: Vec<(usize, String)> =
            missing.map(|(name, (at, _))| (*at, name.clone())).collect();
        missing.sort();
        missing.into_iter().map(|(_, name)| name).collect()
    };
    found.rows_added = missing(&after, &before);
    found.rows_gone = missing(&before, &after);
    found
}

impl Cells {
    /// Returns what changed, in a line: `2 cells in 1 row (2023-07), 1 row more (2023-08)`.
    #[must_use]
    pub fn text(&self) -> String {
        let rows = |names: &[String], what: &str| {
            let rows = counted(names.len(), "row");
            format!("{rows}{what}{}", listed(names))
        };
        let mut parts = Vec::new();
        if self.cells > 0 {
            let cells = counted(self.cells, "cell");
            parts.push(format!("{cells} in {}", rows(&self.rows, "")));
        }
        for (names, what) in [(&self.rows_added, " more"), (&self.rows_gone, " fewer")] {
            if !names.is_empty() {
                parts.push(rows(names, what));
            }
        }
        if !self.columns.is_empty() {
            parts.push(format!("other columns{}", listed(&self.columns)));
        }
        match parts.is_empty() {
            true => "the order of its rows".to_owned(),
            false => parts.join(", "),
        }
    }
}

/// The most names that a line lists.
const MOST_NAMES: usize = 4;
/// Of more names than this, a few tell nothing.
const TOO_MANY: usize = 12;

/// Names in brackets, behind what they are names of.
fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
    let shown = shown.join("; ");
    match names.len() {
        0..=MOST_NAMES => format!(" ({shown})"),
        n if n <= TOO_MANY => format!(" ({shown}; and {} more)", n - MOST_NAMES),
        _ => String::new(),
    }
}

fn counted(n: usize, one: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {one}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        Grid::read(text.as_bytes())
    }

    #[test]
    fn cells_are_held_against_those_of_the_row_of_the_same_name() {
        let old = grid("Month,Cost [US dollars],Driver\n2022-01,5,a\n2022-04,4,b\n2022-07,3,c\n");
        let new = grid("Month,Cost,Driver\n2022-01,6,z\n2022-07,3,c\n2022-10,2,d\n");
        assert_eq!(
            cells(&old, &new).text(),
            "2 cells in 1 row (2022-01), 1 row more (2022-10), 1 row fewer (2022-04)"
        );
        let wider = grid("Month,Cost,Driver,Note\n2022-01,5,a,\n2022-04,4,b,\n2022-07,3,c,x\n");
        assert_eq!(cells(&old, &wider).text(), "other columns (Note)");
    }

    #[test]
    fn rows_of_one_name_are_told_apart_by_more_cells_or_by_their_place() {
        let old = grid("Lab,Year,n\nA,2020,1\nA,2021,1\n");
        let new = grid("Lab,Year,n\nA,2020,1\nA,2021,2\n");
        assert_eq!(cells(&old, &new).text(), "1 cell in 1 row (A, 2021)");
        let (old, new) = (grid("n\n1\n1\n"), grid("n\n1\n2\n"));
        assert_eq!(cells(&old, &new).text(), "1 cell in 1 row (row 2)");
        let (old, new) = (grid("n\n1\n2\n"), grid("n\n2\n1\n"));
        assert_eq!(cells(&old, &new).text(), "the order of its rows");
    }
}
