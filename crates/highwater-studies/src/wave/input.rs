//! What a chart reads: a table, in the window asked for.

use highwater_facts::Month;
use highwater_ingest::{Placed, Row};
use highwater_study::{Inputs, StudyError, logical};

use super::STUDY;

/// A row that belongs to a month.
pub(crate) trait Monthly: Row {
    fn month(&self) -> Month;
}

/// Reads the rows of a table, which needs some.
pub(crate) fn rows<R: Row>(
    inputs: &Inputs<'_>,
    table: &str,
    needed: usize,
) -> Result<Vec<Placed<R>>, StudyError> {
    kept(inputs, table, needed, |_: &R| true)
}

/// Reads the rows of a table by month from `wave.from` to `wave.until`.
pub(crate) fn months<R: Monthly>(
    inputs: &Inputs<'_>,
    table: &str,
    needed: usize,
) -> Result<Vec<Placed<R>>, StudyError> {
    let month = |path| inputs.parameters().month(path);
    let (from, until) = (month("wave.from"), month("wave.until"));
    kept(inputs, table, needed, |row: &R| {
        from.is_none_or(|from| row.month() >= from)
            && until.is_none_or(|until| row.month() <= until)
    })
}

fn kept<R: Row>(
    inputs: &Inputs<'_>,
    table: &str,
    needed: usize,
    keep: impl Fn(&R) -> bool,
) -> Result<Vec<Placed<R>>, StudyError> {
    let mut rows = inputs.rows::<R>(table)?;
    let all = rows.len();
    rows.retain(|row| keep(&row.row));
    if rows.len() < needed {
        return Err(StudyError::TooFewRows {
            table: format!("{}/{table}", logical(STUDY.tables)),
            rows: rows.len(),
            window: rows.len() < all,
            needed,
        });
    }
    Ok(rows)
}
