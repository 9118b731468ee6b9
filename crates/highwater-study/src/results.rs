//! What a study gives.

use std::sync::Arc;

use highwater_facts::{Explorer, Fact, Ledger, LedgerError, RowSet, Source, Table};
use highwater_ingest::Fault;
use highwater_ingest::published::Summary;
use highwater_plot::Figure;

use crate::at_hand::PublishedTable;
use crate::columns::Columns;
use crate::error::StudyError;
use crate::finding::Finding;
use crate::inputs::Inputs;

/// What a study gives, or several of them: values, figures and tables, and what kept it from more.
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
    /// What is wrong, or worth a look.
    pub problems: Problems,
    /// The columns whose rows are recorded and which are not in the ledger yet.
    columns: Columns,
}

/// What kept studies from results, and what is worth a look in sound tables.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Problems {
    /// The faults of the tables read.
    pub faults: Vec<Fault>,
    /// How many faults more there are.
    pub faults_left_out: u64,
    /// What is worth a look in sound tables.
    pub findings: Vec<Finding>,
    /// What kept a study from a result.
    pub errors: Vec<StudyError>,
}

impl Problems {
    /// Adds faults, each once: several studies read a table.
    pub fn add_faults(&mut self, faults: impl IntoIterator<Item = Fault>) {
        for fault in faults {
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
    }

    /// Adds the problems of others.
    pub fn append(&mut self, other: Problems) {
        self.add_faults(other.faults);
        self.faults_left_out += other.faults_left_out;
        self.findings.extend(other.findings);
        self.errors.extend(other.errors);
    }
}

impl Results {
    /// Returns what several studies gave, as one, without their problems. Figures are shared, not
    /// copied, so that results of other data hold no second copy of what did not change.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Duplicate`] if two studies recorded one path.
    pub fn joined<'a>(parts: impl IntoIterator<Item = &'a Results>) -> Result<Self, LedgerError> {
        let mut joined = Results::default();
        for part in parts {
            joined.join(part)?;
        }
        Ok(joined)
    }

    fn join(&mut self, part: &Results) -> Result<(), LedgerError> {
        self.figures.extend(part.figures.iter().cloned());
        self.tables.extend(part.tables.iter().cloned());
        self.explorers.extend(part.explorers.iter().cloned());
        self.ledger.append(&part.ledger)
    }

    /// Adds what a part of the study gave. A path that both hold is among the errors.
    pub fn append(&mut self, part: impl Into<Results>) {
        let part = part.into();
        let joined = self.join(&part);
        self.problems
            .errors
            .extend(joined.err().map(StudyError::Ledger));
        self.problems.append(part.problems);
        self.columns.append(part.columns);
    }

    /// Adds what a part of the study gave, or the error that kept it from a result.
    pub fn attempt(&mut self, part: Result<impl Into<Results>, StudyError>) {
        match part {
            Ok(part) => self.append(part),
            // What is wrong with the tables is known.
            Err(StudyError::TablesAtFault) => {}
            Err(error) => self.problems.errors.push(error),
        }
    }

    /// Returns the same results, with a figure.
    #[must_use]
    pub fn with_figure(mut self, figure: Figure) -> Self {
        self.add_figure(figure);
        self
    }

    /// Returns the same results, with a table that `table:ID` names.
    #[must_use]
    pub fn with_table(mut self, table: impl Into<Table>) -> Self {
        self.tables.push(table.into());
        self
    }

    /// Adds a figure.
    pub fn add_figure(&mut self, figure: Figure) {
        self.figures.push(Arc::new(figure));
    }

    /// Adds figures.
    pub fn add_figures(&mut self, figures: impl IntoIterator<Item = Figure>) {
        self.figures.extend(figures.into_iter().map(Arc::new));
    }

    /// Adds a file that was read, once, though several studies read it.
    pub fn add_source(&mut self, source: Source) {
        if self
            .ledger
            .sources
            .iter()
            .all(|known| known.path != source.path)
        {
            self.ledger.sources.push(source);
        }
    }

    /// Adds a published table that was read, with its faults. Returns whether it has none.
    pub fn add_published(&mut self, table: &PublishedTable, summary: Summary) -> bool {
        self.ledger.sources.push(table.source(&summary));
        let is_sound = summary.faults.is_empty();
        self.problems.faults_left_out += summary.faults.left_out;
        self.problems.faults.extend(summary.faults.kept);
        is_sound
    }

    /// Adds a fact under a path in which brackets may mark the key of a row; `rows` are the sets of rows
    /// that it was computed from, the widest first.
    pub(crate) fn add(&mut self, marked: &str, rows: &[Arc<RowSet>], fact: Fact) {
        let path = self.columns.note(marked, rows);
        let added = self.ledger.add(Fact { path, ..fact });
        self.problems
            .errors
            .extend(added.err().map(StudyError::Ledger));
    }

    /// Adds sets of rows that figures show, besides those of the values in their words.
    pub fn rest_figures(&mut self, figures: &[&str], sets: &[Arc<RowSet>]) {
        for figure in figures {
            for set in sets {
                let rested = self.ledger.rest_figure(figure, set);
                self.problems
                    .errors
                    .extend(rested.err().map(StudyError::Ledger));
            }
        }
    }

    /// Notes how the list of a column was computed, whose path has empty brackets for the key.
    pub(crate) fn describe_list(&mut self, marked: &str, how: String) {
        self.columns.describe(marked, how);
    }

    /// Takes over what was read: the files and their faults.
    pub(crate) fn read_from(&mut self, inputs: Inputs<'_>) {
        for catalog in inputs.into_catalogs() {
            for source in catalog.sources {
                self.add_source(source);
            }
            self.problems.add_faults(catalog.faults);
        }
    }

    /// Records each column whose rows were recorded since the last time, as a list.
    pub fn record_lists(&mut self) {
        for list in std::mem::take(&mut self.columns).lists(&self.ledger) {
            let added = self.ledger.add(list);
            self.problems
                .errors
                .extend(added.err().map(StudyError::Ledger));
        }
    }

    /// Returns the figure of that id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.shared_figure(id).map(|figure| &**figure)
    }

    /// Returns the figure of that id, to ask whether other results share it.
    #[must_use]
    pub fn shared_figure(&self, id: &str) -> Option<&Arc<Figure>> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// Returns the table of that id: one that a study made for itself, else the data of a figure.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.all_tables().find(|table| table.id == id)
    }

    /// Returns the headline of that id.
    #[must_use]
    pub fn explorer(&self, id: &str) -> Option<&Explorer> {
        self.explorers.iter().find(|explorer| explorer.id == id)
    }

    /// Returns the ids of all headlines that may be explored.
    pub fn explorer_ids(&self) -> impl Iterator<Item = &str> {
        self.explorers.iter().map(|explorer| explorer.id.as_str())
    }

    /// Returns the ids of all figures.
    pub fn figure_ids(&self) -> impl Iterator<Item = &str> {
        self.figures.iter().map(|figure| figure.id.as_str())
    }

    /// Returns the ids of all tables.
    pub fn table_ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.all_tables().map(|table| table.id.as_str());
        ids.filter(|id| !id.is_empty())
    }

    fn all_tables(&self) -> impl Iterator<Item = &Table> {
        let of_figures = self.figures.iter().map(|figure| &figure.data);
        self.tables.iter().chain(of_figures)
    }
}
