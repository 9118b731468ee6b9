//! The best MMLU score of an open and of a closed model: how wide is the gap, and how long does the
//! open one follow behind?
//!
//! Method: the gap is closed − open in points, at each row. The lag is the time since the best closed
//! score stood where the best open score stands now: the table brackets it between two rows, so it is
//! a range. Source: chart 3 of the post.

use highwater_facts::{
    ArithmeticError, CellRef, Column, Format, Month, Quantity, Table, TableCell, Unit, Value,
};
use highwater_ingest::{self as ingest, Cells, Kind, Noted, Placed, Row, Schema};
use highwater_plot::chart::{GapBand, LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Position, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CLOSED, OPEN, cell, computed, measure, series, source};
use super::input::{Monthly, months};
use super::llama;
use super::stated::record_error;

pub(super) const TABLE: &str = "mmlu.csv";
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
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("open", Kind::Quantity(Unit::Percent)),
            ingest::Column::new("closed", Kind::Quantity(Unit::Percent)),
            ingest::Column::new("gap_stated", Kind::Quantity(Unit::Points)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["month"],
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
    /// Returns closed − open, in points.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the two are not percentages.
    pub fn gap(&self) -> Result<Quantity, ArithmeticError> {
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

fn record(rows: &[Placed<MmluRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.mmlu");
    for row in rows {
        record_row(row, &mut facts)?;
    }
    let stated = rows.iter().map(|row| Ok((row.gap_stated, row.gap()?)));
    let stated: Vec<_> = stated.collect::<Result<_, ArithmeticError>>()?;
    let cells = rows
        .iter()
        .flat_map(|row| both(row).into_iter().chain([row.cell("gap_stated")]));
    record_error(&mut facts, "gap", stated, cells);
    llama::record_first(&mut facts, rows, |row| &row.open.note, "open");
    record_gaps(rows, &mut facts)?;
    record_lags(rows, &mut facts)?;
    record_reference(rows, &mut facts)?;
    Ok(facts)
}

/// The cells that a gap is computed from.
fn both(row: &Placed<MmluRow>) -> [CellRef; 2] {
    [row.cell("open"), row.cell("closed")]
}

fn record_row(row: &Placed<MmluRow>, facts: &mut Facts) -> Result<(), ArithmeticError> {
    let (month, name) = (row.month.path_segment(), row.month.name());
    for (side, score) in [("open", &row.open), ("closed", &row.closed)] {
        let article = if side == "open" { "an" } else { "a" };
        let label = format!(
            "best MMLU score of {article} {side} model, {name} ({})",
            score.note
        );
        facts.cell(
            &format!("{side}.by_month[{month}]"),
            score.quantity,
            label,
            row.cell(side),
        );
    }
    let label = format!("gap between the best closed and the best open model, {name}");
    facts.add(
        &format!("gap.by_month[{month}]"),
        row.gap()?,
        label,
        "closed − open",
        both(row),
    );
    let label = format!("gap as stated, {name}");
    facts.cell(
        &format!("gap_stated.by_month[{month}]"),
        row.gap_stated,
        label,
        row.cell("gap_stated"),
    );
    Ok(())
}

fn record_gaps(rows: &[Placed<MmluRow>], facts: &mut Facts) -> Result<(), ArithmeticError> {
    let ([first, ..], [.., before, last], Some(smallest)) =
        (rows, rows, rows.get(smallest_at(rows)?))
    else {
        return Ok(());
    };
    let all = || rows.iter().flat_map(both);
    for (name, row) in [("gap_first", first), ("gap_last", last)] {
        facts.add(
            name,
            row.gap()?,
            format!("gap, {}", row.month.name()),
            "closed − open",
            both(row),
        );
    }
    facts.cell(
        "last_month",
        last.month,
        "last month of the table",
        last.cell("month"),
    );
    let label = "change of the gap from the last row but one to the last";
    let cells = both(before).into_iter().chain(both(last));
    facts.add(
        "gap_change_last",
        last.gap()?.minus(&before.gap()?)?,
        label,
        "gap − gap before",
        cells,
    );
    facts.add(
        "gap_smallest",
        smallest.gap()?,
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
    let reopened = match last.gap()?.over(&smallest.gap()?) {
        Ok(factor) => Value::from(factor),
        // The two sides are level in some row.
        Err(none @ ArithmeticError::NoQuotient { .. }) => Value::Missing(none.to_string()),
        Err(error) => return Err(error),
    };
    facts.add(
        "gap_reopened_by",
        reopened,
        "last gap over the smallest",
        "last gap ÷ smallest gap",
        all(),
    );
    Ok(())
}

fn record_lags(rows: &[Placed<MmluRow>], facts: &mut Facts) -> Result<(), ArithmeticError> {
    for (name, at) in [
        ("lag_last", rows.len() - 1),
        ("lag_at_smallest", smallest_at(rows)?),
    ] {
        let label = format!(
            "months since the best closed score stood where the best open score stood in {}",
            rows[at].month.name()
        );
        let how =
            "from the first row with a closed score as high, to the last row with a lower one";
        let lag = lag(rows, at).map_or_else(
            || Value::Missing("the table does not reach back so far".to_owned()),
            Value::from,
        );
        facts.add(name, lag, label, how, rows.iter().flat_map(both));
    }
    Ok(())
}

/// The open scores beside that of GPT-3.5; missing where it is not in the window.
fn record_reference(rows: &[Placed<MmluRow>], facts: &mut Facts) -> Result<(), ArithmeticError> {
    let ([first, .., last], reference) =
        (rows, rows.iter().find(|row| row.closed.note == REFERENCE))
    else {
        return Ok(());
    };
    let value = |of: &dyn Fn(Quantity) -> Result<Quantity, ArithmeticError>| match reference {
        Some(row) => of(row.closed.quantity).map(Value::from),
        None => Ok(Value::Missing(format!(
            "{REFERENCE} is not in the rows looked at"
        ))),
    };
    let cells = |row: Option<&Placed<MmluRow>>| {
        reference
            .map(|row| row.cell("closed"))
            .into_iter()
            .chain(row.map(|row| row.cell("open")))
    };
    facts.add(
        "reference",
        value(&|score| Ok(score))?,
        format!("MMLU score of {REFERENCE}"),
        "",
        cells(None),
    );
    for (name, row) in [("first", first), ("last", last)] {
        let distance = value(&|score| score.minus(&row.open.quantity))?;
        let label = format!("distance of the {name} open score from {REFERENCE}");
        facts.add(
            &format!("gap_to_reference_{name}"),
            distance,
            label,
            "GPT-3.5 − open",
            cells(Some(row)),
        );
    }
    let share = value(&|score| Ok(last.open.quantity.over(&score)?.in_unit(Unit::Fraction)))?;
    let label = format!("last open score as a share of {REFERENCE}’s");
    facts.add(
        "share_of_reference_last",
        share,
        label,
        "open ÷ GPT-3.5",
        cells(Some(last)),
    );
    Ok(())
}

fn smallest_at(rows: &[Placed<MmluRow>]) -> Result<usize, ArithmeticError> {
    let gaps = rows.iter().map(|row| row.gap().map(|gap| gap.low()));
    let gaps: Vec<f64> = gaps.collect::<Result<_, _>>()?;
    let smallest = gaps.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
    Ok(smallest.map_or(0, |(at, _)| at))
}

/// How the figure is made.
const METHOD: &str = "Rows of the post’s table up to [](value:wave.mmlu.last_month), as they stand; \
    the gap is the closed score minus the open one, in percentage points. Lines join the months \
    that the table has. The scores come from several sources, so that prompts and settings of the \
    tests may differ.";

fn figure(rows: &[Placed<MmluRow>]) -> Result<Figure, ArithmeticError> {
    let points = |score: fn(&MmluRow) -> &Noted| -> Vec<LinePoint> {
        let point = |row: &Placed<MmluRow>| LinePoint {
            name: score(row).note.clone(),
            ..LinePoint::new(row.month, score(row).quantity)
        };
        rows.iter().map(point).collect()
    };
    let points_text = Format::POINTS.decimals(1);
    let labelled = [0, smallest_at(rows)?, rows.len() - 1];
    let labelled = labelled.into_iter().filter_map(|at| rows.get(at));
    let labels = labelled.map(|row| {
        let gap = points_text.number(row.gap()?.low(), Unit::Points);
        Ok((Position::Month(row.month), gap))
    });
    let labels = labels.collect::<Result<_, ArithmeticError>>()?;
    Ok(Figure {
        id: "mmlu".to_owned(),
        words: Words {
            title: "GPT-4 [reopened](claim:gap-reopened) a gap of [](value:wave.mmlu.gap_last?n1) points by [](value:wave.mmlu.last_month)".to_owned(),
            subtitle: "Best MMLU score of an open and of a closed model, in percent of questions answered correctly.".to_owned(),
            note: String::new(),
            source: source(3, "Open LLM Leaderboard, model papers, Epoch AI"),
            alt: "An open and a closed line with the gap between them shaded.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Lines {
            x: None,
            y: measure("MMLU score", Unit::Percent, Format::PERCENT, Extent::Between(0.0, 100.0)),
            series: vec![
                series("Open", OPEN, LineShape::Straight, points(|row| &row.open)),
                series("Closed", CLOSED, LineShape::Straight, points(|row| &row.closed)),
            ],
            gap: Some(GapBand { one: 0, other: 1, labels }),
            references: Vec::new(),
            columns: None,
        }),
        data: table(rows)?,
    })
}

fn table(rows: &[Placed<MmluRow>]) -> Result<Table, ArithmeticError> {
    let rows = rows.iter().map(|row| {
        Ok(vec![
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
            computed(&row.gap()?, Format::NUMBER.decimals(1)),
        ])
    });
    Ok(Table {
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
        rows: rows.collect::<Result<_, _>>()?,
        note: String::new(),
        method: String::new(),
    })
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<MmluRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows)?);
    Ok(results)
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
