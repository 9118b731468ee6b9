//! The score of the best open model as a share of GPT-3.5's: when would the gap close at this pace?
//!
//! Method: the average is that of the four benchmarks, beside which the table states one; the pace is linear, the points gained between
//! January and July 2023 over six months; the months to parity are the points that are left over
//! that pace, counted from July 2023. Caveat: two points in time make a pace, not a trend.
//! Source: chart 11 of the post.

use highwater_facts::{
    ArithmeticError, Format, Key, KeyedTable, Month, Origin, Quantity, Traced, TracedSeries, Unit,
};
use highwater_ingest::{Bounds, Row, Rows};
use highwater_plot::chart::{Dumbbell, DumbbellRow, Reference};
use highwater_plot::{Extent, Figure, Measure};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::OPEN;
use super::input::no_row;
use super::stated::record_error;

/// The row of averages as the post states them.
const AVERAGE: &str = "Average";
/// Months between the two columns.
const MONTHS: f64 = 6.0;
const PARITY: f64 = 100.0;

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "closure.csv", key = "benchmark", also = "source")]
pub struct Closure {
    /// The benchmark.
    pub benchmark: String,
    /// The share of GPT-3.5's score in January 2023.
    #[row(unit = "percent", column = "jan_2023", within = Bounds::RELATIVE)]
    pub first: Quantity,
    /// The share in July 2023.
    #[row(unit = "percent", column = "jul_2023", within = Bounds::RELATIVE)]
    pub last: Quantity,
    /// The change as the post states it.
    #[row(unit = "points")]
    pub change_stated: Quantity,
}

/// Returns the months until shares reach parity at the pace of the six months before: the points left
/// over the points gained a month. Rows that gained nothing have none.
///
/// # Errors
///
/// [`ArithmeticError`] if the shares are not percentages.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Traced, TracedSeries, Unit};
/// use highwater_studies::wave::closure::months_to_parity;
///
/// // The averages of the post's eleventh table: 77.075 and 84.05.
/// let average = |x| {
///     TracedSeries::single("Average", Traced::constant(Quantity::exact(x, Unit::Percent)))
/// };
/// let months = months_to_parity(&average(77.075), &average(84.05))?.last()?;
/// assert!((months.low() - 13.720430).abs() < 1e-6);
/// assert_eq!(months.how(), "(100 − 84.05) ÷ ((84.05 − 77.075) ÷ 6)");
/// # Ok::<(), highwater_facts::ArithmeticError>(())
/// ```
pub fn months_to_parity(
    first: &TracedSeries,
    last: &TracedSeries,
) -> Result<TracedSeries, ArithmeticError> {
    let parity = Traced::constant(Quantity::exact(PARITY, Unit::Percent));
    let months = Traced::constant(Quantity::exact(MONTHS, Unit::Months));
    let gained = last.minus(first)?;
    let gained = gained.filter("above 0", |_, points| points.low() > 0.0);
    let months = last
        .fill(&parity)
        .minus(last)?
        .over(&gained.over(&months)?)?;
    Ok(months.or_absent("no parity at this pace"))
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let (all, average) = (inputs.table::<Closure>()?, Key::from(AVERAGE));
    let mut facts = Facts::below("wave.closure");
    record_stated(&mut facts, &all, &average)?;

    // The benchmarks, without the row of averages.
    let rows = all.filter(|row| row.benchmark != AVERAGE);
    let (first, last) = (rows.column(Closure::first), rows.column(Closure::last));
    let (change, months) = (last.minus(&first)?, months_to_parity(&first, &last)?);
    record_benchmarks(&mut facts, &rows, &change, &months)?;
    let averages = [first.mean()?, last.mean()?].map(|mean| TracedSeries::single(AVERAGE, mean));
    let [first_average, last_average] = &averages;
    let (gained, to_parity) = (
        last_average.minus(first_average)?,
        months_to_parity(first_average, last_average)?,
    );
    record_averages(&mut facts, &averages, &to_parity)?;

    let points = Format::POINTS.decimals(1).signed();
    let row = |name: &Key, start: &Traced, end: &Traced| {
        let change = points.number(end.minus(start)?.low(), Unit::Points);
        let row = DumbbellRow::new(name.to_string(), start, end).change(change);
        Ok(row.strong(*name == average))
    };
    let benchmarks = last.largest_first().into_iter();
    let ends = benchmarks.filter_map(|item| Some((&item.key, first.get(&item.key)?, &item.value)));
    let mut bars = ends
        .map(|(name, start, end)| row(name, start, end))
        .collect::<Result<Vec<_>, ArithmeticError>>()?;
    bars.push(row(
        &average,
        &first_average.last()?,
        &last_average.last()?,
    )?);
    let x = Measure::new("Share of GPT-3.5’s score", Unit::Percent)
        .format(Format::PERCENT)
        .extent(Extent::Around);
    let chart = Dumbbell::new(x, ["January 2023", "July 2023"], bars)
        .hue(OPEN)
        .reference(Reference::new("Parity", PARITY));
    let table = |keys: &TracedSeries, columns: [&TracedSeries; 4]| {
        let (percent, one) = (Format::PERCENT.decimals(1), Format::NUMBER.decimals(1));
        let title = "Share of GPT-3.5’s score, and the months to parity at the pace of the table";
        KeyedTable::new("closure", title, "Benchmark", keys.keys())
            .column("January 2023", columns[0], percent)
            .column("July 2023", columns[1], percent)
            .column("Points gained", columns[2], one.signed())
            .column("Months to parity", columns[3], one)
    };
    let last_row = table(
        first_average,
        [first_average, last_average, &gained, &to_parity],
    );
    let table = table(&first, [&first, &last, &change, &months]).below(last_row);
    Ok(Results::from(facts).with_figure(Figure::of_data(chart, table)))
}

/// Records what the post states of the average, and how far its changes are from those of its rows.
fn record_stated(
    facts: &mut Facts,
    all: &Rows<Closure>,
    average: &Key,
) -> Result<(), ArithmeticError> {
    let (first, last) = (all.column(Closure::first), all.column(Closure::last));
    let stated = all.column(Closure::change_stated);
    record_error(facts, "gain", &stated, &last.minus(&first)?);
    let label = "average share of GPT-3.5’s score as stated, January 2023";
    match first.get(average) {
        Some(value) => facts.record("average_first_stated", value, label),
        None => facts.error(no_row::<Closure>(average)),
    }
    if let (Some(last), Some(change)) = (last.get(average), stated.get(average)) {
        let label = "average share of GPT-3.5’s score as stated, July 2023";
        facts.record("average_last_stated", last, label);
        let label = "points gained on average as stated";
        facts.record("average_change_stated", change, label);
    }
    Ok(())
}

/// Records what is found of each benchmark, and of all.
fn record_benchmarks(
    facts: &mut Facts,
    rows: &Rows<Closure>,
    change: &TracedSeries,
    months: &TracedSeries,
) -> Result<(), ArithmeticError> {
    let (first, last) = (rows.column(Closure::first), rows.column(Closure::last));
    let label = "share of GPT-3.5’s score on {}, January 2023";
    facts.list("by_benchmark[].first", &first, label);
    let label = "share of GPT-3.5’s score on {}, July 2023";
    facts.list("by_benchmark[].last", &last, label);
    let label = "points gained on {} in six months";
    facts.list("by_benchmark[].change", change, label);
    let stated = rows.column(Closure::change_stated);
    let label = "points gained on {} as stated";
    facts.list("by_benchmark[].change_stated", &stated, label);
    let label = "months from July 2023 to parity on {}";
    facts.list("by_benchmark[].months_to_close", months, label);
    facts.record("n", change.count("benchmarks"), "benchmarks of the table");
    let near = last.filter("100 − jul_2023 ≤ 2", |_, share| {
        PARITY - share.low() <= 2.0
    });
    let label = "benchmarks within two points of parity in July 2023";
    facts.record("within_two_points", near.count("benchmarks"), label);
    if let Ok(slowest) = months.key_of_max() {
        let name = slowest.name();
        let label = format!("months to parity on the slowest benchmark, {name}");
        facts.record("slowest_months", months.max()?, label);
        let label = "benchmark that reaches parity last at its pace";
        facts.record("slowest", slowest, label);
    }
    Ok(())
}

/// Records the averages of both dates, and when the second reaches parity at this pace.
fn record_averages(
    facts: &mut Facts,
    [first, last]: &[TracedSeries; 2],
    to_parity: &TracedSeries,
) -> Result<(), ArithmeticError> {
    let (first, last) = (first.last()?, last.last()?);
    let label = "average share of GPT-3.5’s score, January 2023";
    facts.record("average_first", &first, label);
    let label = "average share of GPT-3.5’s score, July 2023";
    facts.record("average_last", &last, label);
    let label = "points gained on average in six months";
    facts.record("average_change", last.minus(&first)?, label);
    match (to_parity.last(), Month::new(2023, 7)) {
        (Ok(months), Some(july)) => {
            let label = "months from July 2023 to parity of the average";
            facts.record("months_to_close", &months, label);
            let july = Traced::new(july, Origin::constant("July 2023"));
            let label = "month in which the average reaches parity at this pace";
            facts.record("closes", july.plus(&months), label);
        }
        _ => {
            let gain = Key::from("a gain between the two dates");
            facts.error(no_row::<Closure>(&gain));
        }
    }
    Ok(())
}
