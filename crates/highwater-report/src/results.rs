//! What the studies gave, as a report takes it.

use highwater_facts::{Ledger, Table};
use highwater_plot::Figure;

/// What the studies gave.
#[derive(Debug, Default)]
pub struct Results {
    /// All values, and the files that they come from.
    pub ledger: Ledger,
    /// The figures that `figure:ID` names.
    pub figures: Vec<Figure>,
    /// The tables that `table:ID` names.
    pub tables: Vec<Table>,
}

impl Results {
    /// The figure of that id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// The table of that id: one that a study made for itself, else the data of a figure.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables
            .iter()
            .chain(self.figures.iter().map(|figure| &figure.data))
            .find(|table| table.id == id)
    }

    /// The ids of all figures.
    pub fn figure_ids(&self) -> impl Iterator<Item = &str> {
        self.figures.iter().map(|figure| figure.id.as_str())
    }

    /// The ids of all tables.
    pub fn table_ids(&self) -> impl Iterator<Item = &str> {
        let tables = self
            .tables
            .iter()
            .chain(self.figures.iter().map(|figure| &figure.data));
        tables
            .map(|table| table.id.as_str())
            .filter(|id| !id.is_empty())
    }
}
