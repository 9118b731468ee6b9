//! What a study reads.

use std::cell::RefCell;

use highwater_ingest::{Catalog, Placed, Row, Rows, TableRow};

use crate::at_hand::{AtHand, PublishedTable, logical};
use crate::error::StudyError;
use crate::parameters::Parameters;

/// What a study reads: tables of the project, published tables at hand, and what a reader set.
///
/// The files that were read and their faults are kept here, so that results name every source and one
/// run reports all faults.
#[derive(Debug)]
pub struct Inputs<'a> {
    at_hand: &'a AtHand<'a>,
    parameters: &'a Parameters,
    /// The folder of the study's own tables.
    own: &'a str,
    /// The folders read so far, in the order in which they were opened.
    catalogs: RefCell<Vec<(String, Catalog)>>,
}

impl<'a> Inputs<'a> {
    /// Makes the inputs of a study whose own tables lie in a folder below `data/`.
    #[must_use]
    pub fn new(at_hand: &'a AtHand<'a>, parameters: &'a Parameters, own: &'a str) -> Self {
        Inputs {
            at_hand,
            parameters,
            own,
            catalogs: RefCell::default(),
        }
    }

    /// Returns what a reader set.
    #[must_use]
    pub fn parameters(&self) -> &'a Parameters {
        self.parameters
    }

    /// Returns the published table that takes the place of a snapshot, if there is one.
    #[must_use]
    pub fn published(&self, snapshot: &str) -> Option<&'a PublishedTable> {
        self.at_hand.published(snapshot)
    }

    /// Reads the table of a row type in the study's folder, whose columns are lists of values.
    ///
    /// # Errors
    ///
    /// [`StudyError::TablesAtFault`] if a table read from that folder has faults, which the results
    /// hold; [`StudyError::TooFewRows`] if the table has no rows.
    pub fn table<R: TableRow>(&self) -> Result<Rows<R>, StudyError> {
        let rows = self.rows::<R>(R::TABLE)?;
        if rows.is_empty() {
            return Err(StudyError::TooFewRows {
                table: format!("{}/{}", logical(self.own), R::TABLE),
                rows: 0,
                window: false,
                needed: 1,
            });
        }
        Ok(Rows::new(rows))
    }

    /// Reads the rows of a table in the study's folder.
    ///
    /// # Errors
    ///
    /// [`StudyError::TablesAtFault`] if a table read from that folder has faults, which the results hold.
    pub fn rows<R: Row>(&self, table: &str) -> Result<Vec<Placed<R>>, StudyError> {
        self.tables(self.own, |catalog| catalog.read::<R>(table))
    }

    /// Reads tables of a folder below `data/`.
    ///
    /// # Errors
    ///
    /// [`StudyError::TablesAtFault`] if a table read from that folder has faults, which the results hold.
    pub fn tables<T>(
        &self,
        folder: &str,
        read: impl FnOnce(&mut Catalog) -> T,
    ) -> Result<T, StudyError> {
        // Taken out while it is read, so that `read` may use the inputs too.
        let known = {
            let mut catalogs = self.catalogs.borrow_mut();
            let at = catalogs.iter().position(|(name, _)| name == folder);
            at.map(|at| catalogs.remove(at))
        };
        let (name, mut catalog) =
            known.unwrap_or_else(|| (folder.to_owned(), self.at_hand.catalog(folder)));
        let read = read(&mut catalog);
        let is_sound = catalog.faults.is_empty();
        self.catalogs.borrow_mut().push((name, catalog));
        if is_sound {
            Ok(read)
        } else {
            Err(StudyError::TablesAtFault)
        }
    }

    /// Returns whether no table read from folders has faults so far. What a study gives is not looked at
    /// if one has, so it may stop there with what else it found to be at fault.
    #[must_use]
    pub fn are_sound(&self) -> bool {
        let catalogs = self.catalogs.borrow();
        catalogs
            .iter()
            .all(|(_, catalog)| catalog.faults.is_empty())
    }

    /// Returns the folders read, with their sources and faults.
    pub(crate) fn into_catalogs(self) -> impl Iterator<Item = Catalog> {
        self.catalogs
            .into_inner()
            .into_iter()
            .map(|(_, catalog)| catalog)
    }
}
