//! The best MMLU score of an open and of a closed model: how wide is the gap, and how long does the
//! open one follow behind?
//!
//! Method: the gap is closed − open in points, at each row. The lag is the time since the best closed
//! score stood where the best open score stands now: the table brackets it between two rows, so it is
//! a range. Source: chart 3 of the post.

use highwater_facts::{CellRef, Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Noted, Placed, Row, Schema};
use highwater_plot::chart::{GapBand, LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Position, Words};

use super::draw::{CLOSED, OPEN, cell, computed, measure, series, source};
use super::input::{Input, Monthly};
use crate::output::{Output, StudyError};

const TABLE: &str = "mmlu.csv";
const REFERENCE: &str = "GPT-3.5";

/// A row of the table.
#[derive(Clone, Debug)]
pub struct MmluRow {
    /// The month.
    pub month: Month,
    /// The best score of an open model, with the model.
    pub open: Noted,
    /// The best score of a closed model, with the model.
    pub closed: Noted,
    /// The gap as the post states it.
    pub gap_stated: Quantity,
}

impl Row for MmluRow {
    const SCHEMA: Schema = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("open", Kind::Quantity(Unit::Percent)),
            ingest::Column::new("closed", Kind::Quantity(Unit::Percent)),
            ingest::Column::new("gap_stated", Kind::Quantity(Unit::Points)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: "month",
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, open, closed, gap_stated) = (
            cells.month("month"),
            cells.noted("open"),
            cells.noted("closed"),
            cells.quantity("gap_stated"),
        );
        Some(MmluRow {
            month: month?,
            open: open?,
            closed: closed?,
            gap_stated: gap_stated?,
        })
    }
}

impl Monthly for MmluRow {
    fn month(&self) -> Month {
        self.month
    }
}

impl MmluRow {
    /// Closed − open, in points.
    #[must_use]
    pub fn gap(&self) -> Quantity {
        self.closed.quantity.minus(&self.open.quantity)
    }
}

/// How long the open score of a row lies behind the closed one: between the months since the first
/// row whose closed score is as high and those since the last row whose closed score is lower. `None`
/// where the table does not reach back so far.
#[must_use]
pub fn lag(rows: &[Placed<MmluRow>], at: usize) -> Option<Quantity> {
    let now = rows.get(at)?;
    let score = now.open.quantity.low();
    let reached = rows[..=at]
        .iter()
        .find(|row| row.closed.quantity.low() >= score)?;
    let before = rows[..=at]
        .iter()
        .rev()
        .find(|row| row.closed.quantity.low() < score)?;
    let months = |row: &Placed<MmluRow>| f64::from(now.month.months_since(row.month));
    Quantity::range(months(reached), months(before), Unit::Months).ok()
}

fn record(rows: &[Placed<MmluRow>], output: &mut Output) {
    let [first, .., before_last, last] = rows else {
        return;
    };
    let both = |row: &Placed<MmluRow>| [row.cell("open"), row.cell("closed")];
    let reference = rows.iter().find(|row| row.closed.note == REFERENCE);
    if reference.is_none() {
        output.errors.push(StudyError::NoRow {
            table: TABLE,
            key: REFERENCE.to_owned(),
        });
    }
    let mut facts = output.facts("wave.mmlu");
    let mut error = 0.0_f64;
    for row in rows {
        let (month, name) = (row.month.path_segment(), row.month.name());
        facts.add(
            &format!("open.{month}"),
            row.open.quantity,
            format!(
                "best MMLU score of an open model, {name} ({})",
                row.open.note
            ),
            "",
            [row.cell("open")],
        );
        facts.add(
            &format!("closed.{month}"),
            row.closed.quantity,
            format!(
                "best MMLU score of a closed model, {name} ({})",
                row.closed.note
            ),
            "",
            [row.cell("closed")],
        );
        facts.add(
            &format!("gap.{month}"),
            row.gap(),
            format!("gap between the best closed and the best open model, {name}"),
            "closed − open",
            both(row),
        );
        facts.add(
            &format!("gap_stated.{month}"),
            row.gap_stated,
            format!("gap as stated, {name}"),
            "",
            [row.cell("gap_stated")],
        );
        error = error.max((row.gap_stated.low() - row.gap().low()).abs());
    }
    let all = || rows.iter().flat_map(both);
    let stated = rows.iter().map(|row| row.cell("gap_stated"));
    facts.add(
        "stated_error",
        Quantity::exact(error, Unit::Points),
        "largest difference of a stated gap from its own row",
        "max |stated − computed|",
        all().chain(stated),
    );
    facts.add(
        "gap_first",
        first.gap(),
        format!("gap, {}", first.month.name()),
        "closed − open",
        both(first),
    );
    facts.add(
        "gap_last",
        last.gap(),
        format!("gap, {}", last.month.name()),
        "closed − open",
        both(last),
    );
    facts.add(
        "last_month",
        last.month,
        "last month of the table",
        "",
        [last.cell("month")],
    );
    facts.add(
        "gap_change_last",
        last.gap().minus(&before_last.gap()),
        "change of the gap from the last row but one to the last",
        "gap − gap before",
        both(before_last).into_iter().chain(both(last)),
    );
    if let Some(smallest) = rows
        .iter()
        .min_by(|a, b| a.gap().low().total_cmp(&b.gap().low()))
    {
        facts.add(
            "gap_smallest",
            smallest.gap(),
            "smallest gap of the table",
            "min(closed − open)",
            all(),
        );
        facts.add(
            "gap_smallest_month",
            smallest.month,
            "month of the smallest gap",
            "",
            all(),
        );
        facts.add(
            "gap_reopened_by",
            last.gap().over(&smallest.gap()),
            "last gap over the smallest",
            "last gap ÷ smallest gap",
            all(),
        );
    }
    for (name, at) in [
        ("lag_last", rows.len() - 1),
        ("lag_at_smallest", smallest_at(rows)),
    ] {
        if let Some(lag) = lag(rows, at) {
            let label = format!(
                "months since the best closed score stood where the best open score stood in {}",
                rows[at].month.name()
            );
            facts.add(
                name,
                lag,
                label,
                "from the first row with a closed score as high, to the last row with a lower one",
                all(),
            );
        }
    }
    if let Some(row) = reference {
        record_reference(row, first, last, &mut facts);
    }
}

fn record_reference(
    row: &Placed<MmluRow>,
    first: &Placed<MmluRow>,
    last: &Placed<MmluRow>,
    facts: &mut crate::output::Facts<'_>,
) {
    let score = row.closed.quantity;
    let cells =
        |other: &Placed<MmluRow>| -> [CellRef; 2] { [row.cell("closed"), other.cell("open")] };
    facts.add(
        "reference",
        score,
        format!("MMLU score of {REFERENCE}"),
        "",
        [row.cell("closed")],
    );
    facts.add(
        "gap_to_reference_first",
        score.minus(&first.open.quantity),
        format!("distance of the first open score from {REFERENCE}"),
        "GPT-3.5 − open",
        cells(first),
    );
    facts.add(
        "gap_to_reference_last",
        score.minus(&last.open.quantity),
        format!("distance of the last open score from {REFERENCE}"),
        "GPT-3.5 − open",
        cells(last),
    );
    facts.add(
        "share_of_reference_last",
        last.open.quantity.over(&score).in_unit(Unit::Fraction),
        format!("last open score as a share of {REFERENCE}’s"),
        "open ÷ GPT-3.5",
        cells(last),
    );
}

fn smallest_at(rows: &[Placed<MmluRow>]) -> usize {
    let gaps = rows.iter().map(|row| row.gap().low()).enumerate();
    gaps.min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(0, |(at, _)| at)
}

fn figure(rows: &[Placed<MmluRow>]) -> Figure {
    let points = |score: fn(&MmluRow) -> &Noted| -> Vec<LinePoint> {
        let point = |row: &Placed<MmluRow>| LinePoint {
            name: score(row).note.clone(),
            ..LinePoint::new(row.month, score(row).quantity)
        };
        rows.iter().map(point).collect()
    };
    let labelled = [0, smallest_at(rows), rows.len() - 1];
    let label = |at: usize| {
        let gap = rows.get(at)?.gap();
        Some((
            Position::Month(rows.get(at)?.month),
            Format::POINTS.decimals(1).number(gap.low(), Unit::Points),
        ))
    };
    Figure {
        id: "mmlu".to_owned(),
        words: Words {
            title: "GPT-4 [reopened](claim:gap-reopened) a gap of [](value:wave.mmlu.gap_last?n1) points by [](value:wave.mmlu.last_month)".to_owned(),
            subtitle: "Best MMLU score of an open and of a closed model, in percent of questions answered correctly.".to_owned(),
            note: String::new(),
            source: source(3, "Open LLM Leaderboard, model papers, Epoch AI"),
            alt: "An open and a closed line with the gap between them shaded.".to_owned(),
        },
        chart: Box::new(Lines {
            x: None,
            y: measure("MMLU score", Unit::Percent, Format::PERCENT, Extent::Between(0.0, 100.0)),
            series: vec![
                series("Open", OPEN, LineShape::Straight, points(|row| &row.open)),
                series("Closed", CLOSED, LineShape::Straight, points(|row| &row.closed)),
            ],
            gap: Some(GapBand { one: 0, other: 1, labels: labelled.into_iter().filter_map(label).collect() }),
            references: Vec::new(),
            columns: None,
        }),
        data: table(rows),
    }
}

fn table(rows: &[Placed<MmluRow>]) -> Table {
    let rows = rows.iter().map(|row| {
        vec![
            TableCell::text(row.month.to_string()),
            TableCell::text(&row.open.note),
            cell(
                &row.open.quantity,
                Format::PERCENT.decimals(1),
                row.cell("open"),
            ),
            TableCell::text(&row.closed.note),
            cell(
                &row.closed.quantity,
                Format::PERCENT.decimals(1),
                row.cell("closed"),
            ),
            computed(&row.gap(), Format::NUMBER.decimals(1)),
        ]
    });
    Table {
        id: "mmlu".to_owned(),
        title: "Best MMLU scores and the gap between them".to_owned(),
        columns: vec![
            Column::text("Month"),
            Column::text("Open model"),
            Column::number("Open score"),
            Column::text("Closed model"),
            Column::number("Closed score"),
            Column::number("Gap in points"),
        ],
        rows: rows.collect(),
        note: String::new(),
    }
}

pub(super) fn add(input: &mut Input<'_>, output: &mut Output) {
    if let Some(rows) = input.months::<MmluRow>(TABLE, 2, output) {
        record(&rows, output);
        output.figures.push(figure(&rows));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use highwater_ingest::{TextFile, read};

    #[test]
    fn a_lag_is_bracketed_by_two_rows() {
        let text = "month,open,closed,gap_stated,source\n\
                    2022-07,28.3%,43.9%,15.6 pts,c\n\
                    2023-01,63.4%,70.0%,6.6 pts,c\n\
                    2023-07,68.9%,86.4%,17.5 pts,c\n";
        let (rows, faults) = read::<MmluRow>(&TextFile::new("t.csv", text.as_bytes()));
        assert_eq!(faults, []);
        let bounds = |at| lag(&rows, at).map(|lag| (lag.low(), lag.high()));
        assert_eq!(bounds(2), Some((6.0, 12.0)));
        assert_eq!(bounds(1), Some((0.0, 6.0)));
        assert_eq!(bounds(0), None, "no row has a closed score below 28.3");
    }
}
