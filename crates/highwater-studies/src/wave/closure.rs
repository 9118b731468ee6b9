//! The score of the best open model as a share of GPT-3.5's: when would the gap close at this pace?
//!
//! Method: the average is that of the four benchmarks, beside which the table states one; the pace is linear, the points gained between
//! January and July 2023 over six months; the months to parity are the points that are left over
//! that pace, counted from July 2023. Caveat: two points in time make a pace, not a trend.
//! Source: chart 11 of the post.

use highwater_facts::{
    ArithmeticError, Column, FactPath, Format, Month, Quantity, Table, TableCell, Unit,
};
use highwater_ingest::{self as ingest, Bounds, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{Dumbbell, DumbbellRow, Reference};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, cell, computed, measure, source};
use super::input::rows;
use super::stated::record_error;

pub(super) const TABLE: &str = "closure.csv";
/// The row of averages as the post states them.
const AVERAGE: &str = "Average";
/// Months between the two columns.
const MONTHS: f64 = 6.0;
const PARITY: f64 = 100.0;

/// A row of the table.
#[derive(Clone, Debug)]
pub struct ClosureRow {
    /// The benchmark.
    pub benchmark: String,
    /// The share of GPT-3.5's score in January 2023.
    pub first: Quantity,
    /// The share in July 2023.
    pub last: Quantity,
    /// The change as the post states it.
    pub change_stated: Quantity,
}

impl Row for ClosureRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("benchmark", Kind::Text),
            ingest::Column::new("jan_2023", Kind::Quantity(Unit::Percent)).within(Bounds::RELATIVE),
            ingest::Column::new("jul_2023", Kind::Quantity(Unit::Percent)).within(Bounds::RELATIVE),
            ingest::Column::new("change_stated", Kind::Quantity(Unit::Points)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["benchmark"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let benchmark = cells.text("benchmark");
        let (first, last) = (cells.quantity("jan_2023"), cells.quantity("jul_2023"));
        let change_stated = cells.quantity("change_stated");
        Some(ClosureRow {
            benchmark: benchmark?,
            first: first?,
            last: last?,
            change_stated: change_stated?,
        })
    }
}

impl ClosureRow {
    fn change(&self) -> Result<Quantity, ArithmeticError> {
        self.last.minus(&self.first)
    }
}

/// The months until a share reaches parity at the pace of the six months before: the points left over
/// the points gained a month. `None` where nothing was gained.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_studies::wave::closure::months_to_parity;
///
/// // The averages of the post's eleventh table: 77.075 and 84.05.
/// let average = |x| Quantity::exact(x, Unit::Percent);
/// let months = months_to_parity(&average(77.075), &average(84.05)).ok_or("no pace")?;
/// assert!((months.low() - 13.720430).abs() < 1e-6);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn months_to_parity(first: &Quantity, last: &Quantity) -> Option<Quantity> {
    let gained = last.low() - first.low();
    let left = PARITY - last.low();
    (gained > 0.0).then(|| Quantity::exact(left / (gained / MONTHS), Unit::Months))
}

fn mean(first: Quantity, rest: &[Quantity]) -> Result<Quantity, ArithmeticError> {
    let sum = rest.iter().try_fold(first, |sum, next| sum.plus(next))?;
    let n = rest.len() as f64 + 1.0;
    Ok(sum.map(sum.unit(), |x| x / n))
}

/// The averages of both dates; `None` if there are no rows.
fn averages(rows: &[Placed<ClosureRow>]) -> Result<Option<(Quantity, Quantity)>, ArithmeticError> {
    let [one, rest @ ..] = rows else {
        return Ok(None);
    };
    let column = |value: fn(&ClosureRow) -> Quantity| -> Vec<Quantity> {
        rest.iter().map(|row| value(row)).collect()
    };
    let first = mean(one.first, &column(|row| row.first))?;
    let last = mean(one.last, &column(|row| row.last))?;
    Ok(Some((first, last)))
}

/// What the post states on the average, and the largest difference of a stated change from its row.
fn record_stated(rows: &[Placed<ClosureRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.closure");
    let stated = rows
        .iter()
        .map(|row| Ok((row.change_stated, row.change()?)));
    let stated: Vec<_> = stated.collect::<Result<_, ArithmeticError>>()?;
    let cells = rows
        .iter()
        .flat_map(|row| ["jan_2023", "jul_2023", "change_stated"].map(|column| row.cell(column)));
    record_error(&mut facts, "gain", stated, cells);
    let Some(row) = rows.iter().find(|row| row.benchmark == AVERAGE) else {
        facts.error(StudyError::NoRow {
            table: TABLE.to_owned(),
            key: AVERAGE.to_owned(),
        });
        return Ok(facts);
    };
    for (name, quantity, column, label) in [
        (
            "first",
            row.first,
            "jan_2023",
            "average share of GPT-3.5’s score as stated, January 2023",
        ),
        (
            "last",
            row.last,
            "jul_2023",
            "average share of GPT-3.5’s score as stated, July 2023",
        ),
        (
            "change",
            row.change_stated,
            "change_stated",
            "points gained on average as stated",
        ),
    ] {
        let path = format!("average_{name}_stated");
        facts.cell(&path, quantity, label, row.cell(column));
    }
    Ok(facts)
}

/// Records the benchmarks, without the row of averages.
fn record(rows: &[Placed<ClosureRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.closure");
    let Some((first, last)) = averages(rows)? else {
        return Ok(facts);
    };
    let both = |row: &Placed<ClosureRow>| [row.cell("jan_2023"), row.cell("jul_2023")];
    let all = || rows.iter().flat_map(both);
    let firsts = || rows.iter().map(|row| row.cell("jan_2023"));
    let lasts = || rows.iter().map(|row| row.cell("jul_2023"));
    let mut paces: Vec<(&Placed<ClosureRow>, Quantity)> = Vec::new();
    for row in rows {
        let (path, name) = (FactPath::segment(&row.benchmark), &row.benchmark);
        facts.cell(
            &format!("by_benchmark[{path}].first"),
            row.first,
            format!("share of GPT-3.5’s score on {name}, January 2023"),
            row.cell("jan_2023"),
        );
        facts.cell(
            &format!("by_benchmark[{path}].last"),
            row.last,
            format!("share of GPT-3.5’s score on {name}, July 2023"),
            row.cell("jul_2023"),
        );
        facts.add(
            &format!("by_benchmark[{path}].change"),
            row.change()?,
            format!("points gained on {name} in six months"),
            "July − January",
            both(row),
        );
        facts.cell(
            &format!("by_benchmark[{path}].change_stated"),
            row.change_stated,
            format!("points gained on {name} as stated"),
            row.cell("change_stated"),
        );
        if let Some(months) = months_to_parity(&row.first, &row.last) {
            facts.add(
                &format!("by_benchmark[{path}].months_to_close"),
                months,
                format!("months from July 2023 to parity on {name}"),
                "points left ÷ points gained a month",
                both(row),
            );
            paces.push((row, months));
        }
    }
    facts.add(
        "n",
        Quantity::exact(rows.len() as f64, Unit::Of("benchmarks")),
        "benchmarks of the table",
        "",
        all(),
    );
    facts.add(
        "average_first",
        first,
        "average share of GPT-3.5’s score, January 2023",
        "mean of the benchmarks",
        firsts(),
    );
    facts.add(
        "average_last",
        last,
        "average share of GPT-3.5’s score, July 2023",
        "mean of the benchmarks",
        lasts(),
    );
    facts.add(
        "average_change",
        last.minus(&first)?,
        "points gained on average in six months",
        "July − January",
        all(),
    );
    let near = rows
        .iter()
        .filter(|row| PARITY - row.last.low() <= 2.0)
        .count();
    facts.add(
        "within_two_points",
        Quantity::exact(near as f64, Unit::Of("benchmarks")),
        "benchmarks within two points of parity in July 2023",
        "count(100 − July ≤ 2)",
        lasts(),
    );
    if let Some((row, months)) = paces.iter().max_by(|a, b| a.1.low().total_cmp(&b.1.low())) {
        facts.add(
            "slowest_months",
            *months,
            format!(
                "months to parity on the slowest benchmark, {}",
                row.benchmark
            ),
            "max(points left ÷ points gained a month)",
            all(),
        );
        facts.add(
            "slowest",
            row.benchmark.as_str(),
            "benchmark that reaches parity last at its pace",
            "",
            all(),
        );
    }
    match months_to_parity(&first, &last) {
        Some(months) => {
            facts.add(
                "months_to_close",
                months,
                "months from July 2023 to parity of the average",
                "points left ÷ points gained a month",
                all(),
            );
            if let Some(july) = Month::new(2023, 7) {
                facts.add(
                    "closes",
                    july.plus(months.low().ceil() as i32),
                    "month in which the average reaches parity at this pace",
                    "July 2023 + months to parity",
                    all(),
                );
            }
        }
        None => facts.error(StudyError::NoRow {
            table: TABLE.to_owned(),
            key: "a gain between the two dates".to_owned(),
        }),
    }
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "Scores of the post as a share of GPT-3.5’s on the same benchmark, January and \
    July 2023. The average is the plain mean of the [](value:wave.closure.n?word) benchmarks, \
    computed here. The months to parity in the table carry the pace between these dates on in a \
    straight line: a pace, not a trend.";

fn figure(rows: &[Placed<ClosureRow>]) -> Result<Figure, ArithmeticError> {
    let points = Format::POINTS.decimals(1).signed();
    let row = |name: &str, first: Quantity, last: Quantity, strong: bool| {
        let change = last.minus(&first)?.low();
        Ok(DumbbellRow {
            name: name.to_owned(),
            detail: String::new(),
            start: first,
            end: last,
            change: points.number(change, Unit::Points),
            strong,
        })
    };
    let mut sorted: Vec<&Placed<ClosureRow>> = rows.iter().collect();
    sorted.sort_by(|a, b| b.last.low().total_cmp(&a.last.low()));
    let mut lines: Vec<DumbbellRow> = sorted
        .into_iter()
        .map(|line| row(&line.benchmark, line.first, line.last, false))
        .collect::<Result<_, ArithmeticError>>()?;
    if let Some((first, last)) = averages(rows)? {
        lines.push(row("Average", first, last, true)?);
    }
    Ok(Figure {
        id: "closure".to_owned(),
        words: Words {
            title: "The best open model reached [](value:wave.closure.average_last?pct0) of GPT-3.5’s scores by July 2023".to_owned(),
            subtitle: "Score of the best open model as a share of GPT-3.5’s, with the points gained from January to July 2023.".to_owned(),
            note: String::new(),
            source: source(11, "Open LLM Leaderboard, model papers"),
            alt: "Pairs of dots, one pair a benchmark, beside a line at parity.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Dumbbell {
            x: measure("Share of GPT-3.5’s score", Unit::Percent, Format::PERCENT, Extent::Around),
            start_name: "January 2023".to_owned(),
            end_name: "July 2023".to_owned(),
            hue: OPEN,
            rows: lines,
            reference: Some(Reference { at: PARITY, name: "Parity".to_owned() }),
        }),
        data: table(rows)?,
    })
}

fn table(rows: &[Placed<ClosureRow>]) -> Result<Table, ArithmeticError> {
    let percent = Format::PERCENT.decimals(1);
    let months = |first: &Quantity, last: &Quantity| {
        months_to_parity(first, last)
            .map(|months| computed(&months, Format::NUMBER.decimals(1)))
            .unwrap_or_else(|| TableCell::missing("", "no parity at this pace"))
    };
    let line = |row: &Placed<ClosureRow>| {
        Ok(vec![
            TableCell::text(&row.benchmark),
            cell(&row.first, percent, row.cell("jan_2023")),
            cell(&row.last, percent, row.cell("jul_2023")),
            computed(&row.change()?, Format::NUMBER.decimals(1).signed()),
            months(&row.first, &row.last),
        ])
    };
    let mut lines: Vec<Vec<TableCell>> = rows
        .iter()
        .map(line)
        .collect::<Result<_, ArithmeticError>>()?;
    if let Some((first, last)) = averages(rows)? {
        lines.push(vec![
            TableCell::text("Average"),
            computed(&first, percent),
            computed(&last, percent),
            computed(&last.minus(&first)?, Format::NUMBER.decimals(1).signed()),
            months(&first, &last),
        ]);
    }
    Ok(Table {
        id: "closure".to_owned(),
        title: "Share of GPT-3.5’s score, and the months to parity at the pace of the table"
            .to_owned(),
        columns: vec![
            Column::text("Benchmark"),
            Column::number("January 2023"),
            Column::number("July 2023"),
            Column::number("Points gained"),
            Column::number("Months to parity"),
        ],
        rows: lines,
        note: String::new(),
        method: String::new(),
    })
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let mut rows = rows::<ClosureRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    results.append(record_stated(&rows)?);
    rows.retain(|row| row.benchmark != AVERAGE);
    results.append(record(&rows)?);
    results.add_figure(figure(&rows)?);
    Ok(results)
}
