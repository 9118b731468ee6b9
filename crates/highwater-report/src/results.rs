//! What the studies gave, as a report takes it.

use std::sync::Arc;

use highwater_facts::{Explorer, Ledger, LedgerError, Table};
use highwater_plot::Figure;

/// What the studies gave.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// All values, and the files that they come from.
    pub ledger: Ledger,
    /// The figures that `figure:ID` names.
    pub figures: Vec<Arc<Figure>>,
    /// The tables that `table:ID` names.
    pub tables: Vec<Table>,
    /// The headlines that `explore:ID` names.
    pub explorers: Vec<Explorer>,
}

impl Results {
    /// What several studies gave, as one. The figures are shared, not copied, so that results of
    /// other data need hold no second copy of what did not change.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Duplicate`] where two studies recorded one path.
    pub fn joined<'a>(parts: impl IntoIterator<Item = &'a Results>) -> Result<Self, LedgerError> {
        let mut joined = Results::default();
        for part in parts {
            joined.ledger.append(&part.ledger)?;
            joined.figures.extend(part.figures.iter().cloned());
            joined.tables.extend(part.tables.iter().cloned());
            joined.explorers.extend(part.explorers.iter().cloned());
        }
        Ok(joined)
    }

    /// The figure of that id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.shared_figure(id).map(|figure| &**figure)
    }

    /// The figure of that id, to ask whether other results share it.
    pub(crate) fn shared_figure(&self, id: &str) -> Option<&Arc<Figure>> {
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

    /// The headline of that id.
    #[must_use]
    pub fn explorer(&self, id: &str) -> Option<&Explorer> {
        self.explorers.iter().find(|explorer| explorer.id == id)
    }

    /// The ids of all headlines that may be explored.
    pub fn explorer_ids(&self) -> impl Iterator<Item = &str> {
        self.explorers.iter().map(|explorer| explorer.id.as_str())
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
