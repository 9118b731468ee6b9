//! The data of a figure in words, for whoever hears them: made from its table alone.

use highwater_facts::{Table, TableCell};

/// The columns of numbers that are told; a listener keeps no more in mind.
const MOST_COLUMNS: usize = 6;

/// Returns the data in words: how many rows, and of each column of numbers the first, the last, the
/// lowest and the highest, with the row where they stand.
///
/// A cell is placed by the number that a machine reads in it; ranges and what is missing have none,
/// and are counted.
pub(super) fn text(table: &Table) -> String {
    let rows = table.rows.len();
    let plural = if rows == 1 { "row" } else { "rows" };
    let mut sentences = vec![format!("The data have {rows} {plural}.")];
    let columns = table.columns.iter().enumerate();
    let numeric: Vec<(usize, &str)> = columns
        .filter(|(_, column)| column.numeric)
        .map(|(at, column)| (at, column.name.as_str()))
        .collect();
    let told = numeric.iter().take(MOST_COLUMNS);
    sentences.extend(told.filter_map(|&(at, name)| column(table, at, name)));
    if let Some(more @ 1..) = numeric.len().checked_sub(MOST_COLUMNS) {
        let plural = if more == 1 { "column" } else { "columns" };
        sentences.push(format!("The table has {more} more {plural} of numbers."));
    }
    sentences.join(" ")
}

/// Returns a column in a sentence; none where it has no number.
fn column(table: &Table, at: usize, name: &str) -> Option<String> {
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.get(at).zip(row.first()));
    let points: Vec<Point<'_>> = cells
        .filter_map(|(cell, row)| Point::of(cell, row))
        .collect();
    let (first, last) = (points.first()?, points.last()?);
    let by_number = |a: &&Point<'_>, b: &&Point<'_>| a.number.total_cmp(&b.number);
    let (low, high) = (
        points.iter().min_by(by_number)?,
        points.iter().max_by(by_number)?,
    );
    let without = table.rows.len() - points.len();
    let rest = match without {
        0 => String::new(),
        1 => "; 1 row has no single number".to_owned(),
        n => format!("; {n} rows have no single number"),
    };
    let sentence = if points.len() == 1 {
        format!("{name}: {first}")
    } else if low.number == high.number {
        format!(
            "{name}: {} throughout, from {} to {}",
            first.text, first.row, last.row
        )
    } else {
        format!("{name}: first {first}, last {last}, lowest {low}, highest {high}")
    };
    Some(format!("{sentence}{rest}."))
}

/// A number of a column, with the row where it stands.
struct Point<'a> {
    number: f64,
    text: &'a str,
    row: &'a str,
}

impl<'a> Point<'a> {
    fn of(cell: &'a TableCell, row: &'a TableCell) -> Option<Self> {
        let number = cell.raw.trim_start_matches(['~', '>', '=']).parse().ok();
        let number = number.filter(|number: &f64| number.is_finite())?;
        Some(Point {
            number,
            text: &cell.text,
            row: &row.text,
        })
    }
}

impl std::fmt::Display for Point<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.text, self.row)
    }
}

#[cfg(test)]
mod tests {
    use highwater_facts::Column;

    use super::*;

    fn table(rows: &[(&str, Option<f64>)]) -> Table {
        let cell = |number: &Option<f64>| match number {
            Some(x) => TableCell::number(*x, format!("{x}M")),
            None => TableCell::missing("–", "not published"),
        };
        Table {
            columns: vec![Column::text("Month"), Column::number("Downloads")],
            rows: rows
                .iter()
                .map(|(name, number)| vec![TableCell::text(*name), cell(number)])
                .collect(),
            ..Table::default()
        }
    }

    #[test]
    fn ends_and_extremes_with_their_rows() {
        let table = table(&[
            ("May", Some(28.0)),
            ("June", None),
            ("July", Some(9.0)),
            ("August", Some(20.0)),
        ]);
        assert_eq!(
            text(&table),
            "The data have 4 rows. Downloads: first 28M (May), last 20M (August), lowest 9M (July), \
             highest 28M (May); 1 row has no single number."
        );
    }

    #[test]
    fn a_column_without_a_number_is_not_told_and_one_that_stands_still_is() {
        assert_eq!(text(&table(&[("May", None)])), "The data have 1 row.");
        assert_eq!(
            text(&table(&[("May", Some(2.0)), ("June", Some(2.0))])),
            "The data have 2 rows. Downloads: 2M throughout, from May to June."
        );
    }
}
