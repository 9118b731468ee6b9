//! What a chart reads: a table, in the window asked for.

use highwater_facts::Key;
use highwater_ingest::{Rows, TableRow};
use highwater_study::{Inputs, StudyError, logical};

use super::STUDY;

/// Reads the rows of a table by month from `wave.from` to `wave.until`, which needs two.
pub(crate) fn months<R: TableRow>(inputs: &Inputs<'_>) -> Result<Rows<R>, StudyError> {
    let month = |path| inputs.parameters().month(path);
    let (from, until) = (month("wave.from"), month("wave.until"));
    let rows = inputs.table::<R>()?;
    let all = rows.len();
    let rows = rows.filter(|row| {
        let month = row.key().month();
        from.is_none_or(|from| month >= Some(from))
            && until.is_none_or(|until| month <= Some(until))
    });
    if rows.len() < 2 {
        return Err(StudyError::TooFewRows {
            table: format!("{}/{}", logical(STUDY.tables), R::TABLE),
            rows: rows.len(),
            window: rows.len() < all,
            needed: 2,
        });
    }
    Ok(rows)
}

/// The error of a study that speaks of a row that its table does not have.
pub(crate) fn no_row<R: TableRow>(key: &Key) -> StudyError {
    StudyError::NoRow {
        table: R::TABLE.to_owned(),
        key: key.to_string(),
    }
}
