//! Models as all readings take them: small, and with each name kept once.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use highwater_facts::RowSet;
use highwater_ingest::Date;
use highwater_ingest::organizations::{Aliases, Splitting};

use super::access::Access;
use super::row_names::RowNames;
use super::tally::Selection;

/// A model, as a row of the table tells it.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// When it was published.
    pub date: Option<Date>,
    /// The cell with its organisations.
    pub organizations: Option<CellId>,
    /// The cell with the countries of its organisations.
    pub countries: Option<CellId>,
    /// The cell with the kinds of its organisations.
    pub categories: Option<CellId>,
    /// How far its weights are open; none where the table does not say.
    pub weights: Option<Access>,
    /// How far its code is open; none where the table does not say.
    pub code: Option<Access>,
    /// Whether it is called notable; none where nobody has judged it.
    pub notable: Option<bool>,
    /// The logarithm, base 10, of its training compute in FLOP.
    pub log_compute: Option<f64>,
}

/// A cell with one or more names, by its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId(u32);

/// A name, as a place in [`Names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(u32);

impl NameId {
    /// The name at a place.
    pub(super) fn at(index: usize) -> Self {
        NameId(index as u32)
    }

    /// Returns the place.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names, each kept once.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<Arc<str>>,
    ids: HashMap<Arc<str>, NameId, FixedState>,
}

impl Names {
    fn id(&mut self, name: &str) -> NameId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let (name, id) = (Arc::<str>::from(name), NameId(self.names.len() as u32));
        self.names.push(name.clone());
        self.ids.insert(name, id);
        id
    }

    /// The text of a name.
    #[must_use]
    pub fn text(&self, id: NameId) -> &Arc<str> {
        &self.names[id.index()]
    }

    /// The name of that text, if it occurs.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<NameId> {
        self.ids.get(name).copied()
    }

    /// Returns how many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// The distinct cells of some columns and the names in them.
///
/// A table of a million rows has some ten thousand distinct cells: each is split, normalised and
/// looked up among the aliases once. Texts and names stand one behind the other, in the order in
/// which the cells were seen first: rows near each other find theirs near each other in memory.
#[derive(Clone, Debug, Default)]
pub struct NameCells {
    /// All names.
    pub names: Names,
    /// For each name, the one that stands for it.
    stands_for: Vec<NameId>,
    cells: Vec<NameCell>,
    texts: String,
    /// For each cell, the names of the whole cell, then those of the torn one.
    split: Vec<NameId>,
    /// By the hash of their texts.
    ids: HashTable<CellId>,
    hasher: FixedState,
}

/// Where a cell has its text and its names.
#[derive(Clone, Copy, Debug)]
struct NameCell {
    text: usize,
    length: u32,
    names: u32,
    whole: u32,
    torn: u32,
}

impl NameCells {
    /// Returns the cell of that text, split on its first sight.
    pub(super) fn add(&mut self, text: &str, aliases: &Aliases) -> CellId {
        let hash = self.hasher.hash_one(text);
        let known = self.ids.find(hash, |id| self.text(*id) == text);
        match known {
            Some(id) => *id,
            None => self.add_new(text, hash, aliases),
        }
    }

    fn add_new(&mut self, text: &str, hash: u64, aliases: &Aliases) -> CellId {
        let names = self.split.len() as u32;
        let whole = self.split(text, Splitting::Quoted, aliases);
        let torn = self.split(text, Splitting::EachComma, aliases);
        let id = CellId(self.cells.len() as u32);
        self.cells.push(NameCell {
            text: self.texts.len(),
            length: text.len() as u32,
            names,
            whole,
            torn,
        });
        self.texts.push_str(text);
        let (cells, texts, hasher) = (&self.cells, &self.texts, &self.hasher);
        let hash_of = |id: &CellId| hasher.hash_one(cells[id.0 as usize].text(texts));
        self.ids.insert_unique(hash, id, hash_of);
        id
    }

    /// Adds the names in a cell to those of all cells; gives how many there are.
    fn split(&mut self, text: &str, splitting: Splitting, aliases: &Aliases) -> u32 {
        let before = self.split.len();
        for name in splitting.names(text) {
            let id = self.names.id(&name);
            let stands_for = self.names.id(aliases.name_of(&name));
            for known in self.stands_for.len()..self.names.len() {
                self.stands_for.push(NameId(known as u32));
            }
            self.stands_for[id.index()] = stands_for;
            self.split.push(id);
        }
        (self.split.len() - before) as u32
    }

    /// Returns the text of a cell.
    #[must_use]
    pub fn text(&self, cell: CellId) -> &str {
        self.cells[cell.0 as usize].text(&self.texts)
    }

    /// The names in a cell, in order.
    #[must_use]
    pub fn split_names(&self, cell: CellId, splitting: Splitting) -> &[NameId] {
        let cell = &self.cells[cell.0 as usize];
        let (whole, torn) = (cell.whole as usize, cell.torn as usize);
        let (from, count) = match splitting {
            Splitting::Quoted => (cell.names as usize, whole),
            Splitting::EachComma => (cell.names as usize + whole, torn),
        };
        &self.split[from..from + count]
    }

    /// The name that stands for a name.
    #[must_use]
    pub fn stands_for(&self, name: NameId) -> NameId {
        self.stands_for[name.index()]
    }

    /// Returns whether a cell names one of these, as a whole name.
    #[must_use]
    pub fn has(&self, cell: Option<CellId>, name: &str) -> bool {
        let names = cell.map_or(&[][..], |cell| self.split_names(cell, Splitting::Quoted));
        names.iter().any(|id| &**self.names.text(*id) == name)
    }
}

impl NameCell {
    fn text<'a>(&self, texts: &'a str) -> &'a str {
        &texts[self.text..self.text + self.length as usize]
    }
}

/// Some models of a table, and in words which these are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Which models these are.
    pub words: &'static str,
    /// Their places in the table.
    pub places: Vec<usize>,
}

/// All models of a table.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// The models, in the table's order.
    pub rows: Vec<Model>,
    /// The cells of organisations, countries and kinds.
    pub cells: NameCells,
    /// Where each of them stands in the table.
    pub named: RowNames,
}

impl Models {
    /// Returns the places of the models that a selection has.
    pub(super) fn selected(&self, selection: &Selection) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, model)| selection.has(model))
            .map(|(at, _)| at)
    }

    /// Returns the rows of some models as a set, which has a name below the study and words.
    pub(super) fn row_set(
        &self,
        name: &str,
        words: &str,
        places: impl IntoIterator<Item = usize>,
    ) -> Arc<RowSet> {
        let rows = places.into_iter().filter_map(|at| self.named.row(at));
        Arc::new(RowSet::new(format!("openness.{name}"), words, rows))
    }

    /// Returns the set of all rows.
    pub(super) fn all_rows(&self) -> Arc<RowSet> {
        let words = "all rows of the table, of which each analysis takes its own";
        self.row_set("rows", words, 0..self.rows.len())
    }
}
