//! One name for each organisation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::look_alikes::{LookAlike, look_alikes};
use crate::Row;
use crate::fault::{Fault, FaultKind};
use crate::read::{Placed, cell_place, read};
use crate::text_file::TextFile;

/// One name for each organisation: a table with the columns `alias`, `name` and `reason`.
///
/// A name is looked up as it is: [`Splitting::Quoted`](super::Splitting) gives it normalised.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    /// The rows, in the table's order.
    pub rows: Vec<Placed<AliasRow>>,
    names: BTreeMap<String, String>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[row(key = "alias")]
pub struct AliasRow {
    /// The name as tables have it.
    pub alias: String,
    /// The name that stands for the organisation.
    pub name: String,
    /// Why the two are one.
    pub reason: String,
}

impl Aliases {
    /// Reads a table of aliases, with all its faults: those of any table, aliases that stand twice,
    /// aliases of aliases, and aliases that stand for themselves.
    #[must_use]
    pub fn read(file: &TextFile) -> (Self, Vec<Fault>) {
        let (rows, mut faults) = read::<AliasRow>(file);
        let mut aliases = Aliases::default();
        for row in &rows {
            let names = &mut aliases.names;
            names
                .entry(row.alias.clone())
                .or_insert_with(|| row.name.clone());
        }
        for row in &rows {
            if let Some(kind) = aliases.chain(row) {
                let mut fault = Fault::new(&file.name, kind, row.name.as_str());
                fault.place = cell_place(file, row.line, "name");
                fault.column = Some("name".to_owned());
                faults.push(fault);
            }
        }
        aliases.rows = rows;
        (aliases, faults)
    }

    /// Returns what is wrong with a row whose name is itself an alias.
    fn chain(&self, row: &AliasRow) -> Option<FaultKind> {
        let mut through = vec![row.name.clone()];
        let mut end = self.names.get(&row.name)?;
        // A way without a circle visits each alias once at the most.
        for _ in 0..self.names.len() {
            if *end == row.name {
                through.remove(0);
                return Some(FaultKind::AliasCycle { through });
            }
            through.push(end.clone());
            match self.names.get(end) {
                Some(next) => end = next,
                None => break,
            }
        }
        Some(FaultKind::AliasOfAlias { end: end.clone() })
    }

    /// The name that stands for an organisation: its own, where it is not an alias.
    #[must_use]
    pub fn name_of<'a>(&'a self, name: &'a str) -> &'a str {
        self.names.get(name).map_or(name, String::as_str)
    }

    /// The rows whose alias is none of the names seen.
    pub fn unused<'a>(
        &'a self,
        seen: &'a BTreeSet<Arc<str>>,
    ) -> impl Iterator<Item = &'a Placed<AliasRow>> {
        self.rows
            .iter()
            .filter(|row| !seen.contains(row.alias.as_str()))
    }

    /// The names that differ by little from an alias or a name of the table, or from one another.
    ///
    /// By little means by blanks, case, accents' encoding or punctuation; from a name of the table
    /// also by one letter in eight or more.
    pub fn look_alikes<'a>(&'a self, names: impl IntoIterator<Item = &'a str>) -> Vec<LookAlike> {
        let known = self
            .rows
            .iter()
            .flat_map(|row| [row.alias.as_str(), row.name.as_str()]);
        look_alikes(known.collect(), names.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(table: &str) -> (Aliases, Vec<String>) {
        let file = TextFile::new("aliases.csv", table.as_bytes());
        let (aliases, faults) = Aliases::read(&file);
        (aliases, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn circles_chains_and_doubles_are_faults() {
        let (_, faults) = read_text(
            "alias,name,reason\nA,B,r\nB,C,r\nC,A,r\nD,D,r\nE,F,r\nF,G,r\nE,H,r\n\"I, J\",F,r\n",
        );
        assert_eq!(
            faults,
            [
                "aliases.csv:8:1: column `alias`: `E` stands in line 6 already; each row needs a \
                 key of its own; if several columns tell rows apart, write `key = [..]` with them for \
                 this table in `tables.toml`",
                "aliases.csv:2:3: column `name`: `B` stands for `C`, so for `A`, so for itself; \
                 an alias must end at a name",
                "aliases.csv:3:3: column `name`: `C` stands for `A`, so for `B`, so for itself; \
                 an alias must end at a name",
                "aliases.csv:4:3: column `name`: `A` stands for `B`, so for `C`, so for itself; \
                 an alias must end at a name",
                "aliases.csv:5:3: column `name`: `D` stands for itself; an alias must \
                 end at a name",
                "aliases.csv:6:3: column `name`: `F` is itself an alias; write what it stands \
                 for, `G`",
                "aliases.csv:9:8: column `name`: `F` is itself an alias; write what it stands \
                 for, `G`",
            ]
        );
    }

    #[test]
    fn a_table_without_reasons_is_at_fault() {
        let (_, faults) = read_text("alias,name,reason\nA,B,\n");
        assert!(faults[0].starts_with("aliases.csv:2:5: column `reason`: the cell is empty"));
        let (_, faults) = read_text("alias,name\nA,B\n");
        assert!(faults[0].contains("the column `reason` is missing"));
    }

    #[test]
    fn unused_aliases_are_told() {
        let (aliases, _) = read_text("alias,name,reason\nA,C,r\nB,C,r\n");
        let seen = BTreeSet::from([Arc::from("B")]);
        let unused: Vec<_> = aliases
            .unused(&seen)
            .map(|row| (row.line, &*row.alias))
            .collect();
        assert_eq!(unused, [(2, "A")]);
        assert_eq!((aliases.name_of("A"), aliases.name_of("D")), ("C", "D"));
    }
}
