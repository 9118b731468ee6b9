//! The score of the best open model as a share of GPT-3.5's: when would the gap close at this pace?
//!
//! Method: the average is that of the four benchmarks, beside which the table states one; the pace is linear, the points gained between
//! January and July 2023 over six months; the months to parity are the points that are left over
//! that pace, counted from July 2023. Caveat: two points in time make a pace, not a trend.
//! Source: chart 11 of the post.

use highwater_facts::{
    ArithmeticError, Format, Key, KeyedTable, Month, Origin, Quantity, Traced, TracedSeries, Unit,
};
use highwater_ingest::{Bounds, Row};
use highwater_plot::Extent;
use highwater_plot::chart::{Dumbbell, DumbbellRow, Reference};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, figure, measure};
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
    let changes = all
        .column(Closure::last)
        .minus(&all.column(Closure::first))?;
    record_error(
        &mut facts,
        "gain",
        &all.column(Closure::change_stated),
        &changes,
    );
    for (name, field, label) in [
        (
            "first",
            Closure::first,
            "average share of GPT-3.5’s score as stated, January 2023",
        ),
        (
            "last",
            Closure::last,
            "average share of GPT-3.5’s score as stated, July 2023",
        ),
        (
            "change",
            Closure::change_stated,
            "points gained on average as stated",
        ),
    ] {
        match all.column(field).get(&average) {
            Some(value) => facts.record(&format!("average_{name}_stated"), value, label),
            None if name == "first" => facts.error(no_row::<Closure>(&average)),
            None => {}
        }
    }

    // The benchmarks, without the row of averages.
    let rows = all.filter(|row| row.benchmark != AVERAGE);
    let (first, last) = (rows.column(Closure::first), rows.column(Closure::last));
    let (change, months) = (last.minus(&first)?, months_to_parity(&first, &last)?);
    for (name, list, words, end) in [
        (
            "first",
            &first,
            "share of GPT-3.5’s score on",
            ", January 2023",
        ),
        ("last", &last, "share of GPT-3.5’s score on", ", July 2023"),
        ("change", &change, "points gained on", " in six months"),
        (
            "change_stated",
            &rows.column(Closure::change_stated),
            "points gained on",
            " as stated",
        ),
        (
            "months_to_close",
            &months,
            "months from July 2023 to parity on",
            "",
        ),
    ] {
        facts.by_row(&format!("by_benchmark[].{name}"), list, |benchmark| {
            format!("{words} {benchmark}{end}")
        });
    }
    facts.record("n", change.count("benchmarks"), "benchmarks of the table");
    let near = last.filter("100 − jul_2023 ≤ 2", |_, share| {
        PARITY - share.low() <= 2.0
    });
    let label = "benchmarks within two points of parity in July 2023";
    facts.record("within_two_points", near.count("benchmarks"), label);
    if let Ok(slowest) = months.key_of_max() {
        let label = format!(
            "months to parity on the slowest benchmark, {}",
            slowest.name()
        );
        facts.record("slowest_months", months.max()?, label);
        facts.record(
            "slowest",
            slowest,
            "benchmark that reaches parity last at its pace",
        );
    }
    let first_average = TracedSeries::single(AVERAGE, first.mean()?);
    let last_average = TracedSeries::single(AVERAGE, last.mean()?);
    let (a, b) = (first_average.last()?, last_average.last()?);
    facts.record(
        "average_first",
        &a,
        "average share of GPT-3.5’s score, January 2023",
    );
    facts.record(
        "average_last",
        &b,
        "average share of GPT-3.5’s score, July 2023",
    );
    facts.record(
        "average_change",
        b.minus(&a)?,
        "points gained on average in six months",
    );
    let to_parity = months_to_parity(&first_average, &last_average)?;
    match (to_parity.last(), Month::new(2023, 7)) {
        (Ok(months), Some(july)) => {
            let label = "months from July 2023 to parity of the average";
            facts.record("months_to_close", &months, label);
            let july = Traced::new(july, Origin::constant("July 2023"));
            let label = "month in which the average reaches parity at this pace";
            facts.record("closes", july.plus(&months), label);
        }
        _ => facts.error(no_row::<Closure>(&Key::from(
            "a gain between the two dates",
        ))),
    }

    let points = Format::POINTS.decimals(1).signed();
    let row = |name: &Key, start: &Quantity, end: &Quantity, strong| {
        Ok(DumbbellRow {
            name: name.to_string(),
            detail: String::new(),
            start: *start,
            end: *end,
            change: points.number(end.minus(start)?.low(), Unit::Points),
            strong,
        })
    };
    let sorted = last.largest_first().into_iter();
    let both = sorted.filter_map(|item| Some((&item.key, first.get(&item.key)?, &item.value)));
    let bars = both.map(|(name, a, b)| row(name, a, b, false));
    let bars = bars.chain([row(&average, &a, &b, true)]);
    let chart = Dumbbell {
        x: measure(
            "Share of GPT-3.5’s score",
            Unit::Percent,
            Format::PERCENT,
            Extent::Around,
        ),
        start_name: "January 2023".to_owned(),
        end_name: "July 2023".to_owned(),
        hue: OPEN,
        rows: bars.collect::<Result<_, ArithmeticError>>()?,
        reference: Some(Reference {
            at: PARITY,
            name: "Parity".to_owned(),
        }),
    };
    let (percent, one) = (Format::PERCENT.decimals(1), Format::NUMBER.decimals(1));
    let title = "Share of GPT-3.5’s score, and the months to parity at the pace of the table";
    let last_row = KeyedTable::new("", "", "", [&average])
        .column("", &first_average, percent)
        .column("", &last_average, percent)
        .column("", &last_average.minus(&first_average)?, one.signed())
        .column("", &to_parity, one);
    let table = KeyedTable::new("closure", title, "Benchmark", first.keys())
        .column("January 2023", &first, percent)
        .column("July 2023", &last, percent)
        .column("Points gained", &change, one.signed())
        .column("Months to parity", &months, one)
        .below(last_row);
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}
