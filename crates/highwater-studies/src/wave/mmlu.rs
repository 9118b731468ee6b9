//! The best MMLU score of an open and of a closed model: how wide is the gap, and how long does the
//! open one follow behind?
//!
//! Method: the gap is closed − open in points, at each row. The lag is the time since the best closed
//! score stood where the best open score stands now: the table brackets it between two rows, so it is
//! a range. Source: chart 3 of the post.

use highwater_facts::{
    ArithmeticError, Format, Key, KeyedTable, Month, Origin, Quantity, Traced, TracedSeries, Unit,
    Value,
};
use highwater_ingest::{Noted, Row};
use highwater_plot::chart::{GapBand, LinePoint};
use highwater_plot::{Extent, Position};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CLOSED, OPEN, figure, line, lines, measure};
use super::input::months;
use super::llama;
use super::stated::record_error;

const REFERENCE: &str = "GPT-3.5";

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "mmlu.csv", key = "month", ascending, also = "source")]
pub struct Mmlu {
    /// The month.
    pub month: Month,
    /// The best score of an open model, with the model.
    #[row(unit = "percent")]
    pub open: Noted,
    /// The best score of a closed model, with the model.
    #[row(unit = "percent")]
    pub closed: Noted,
    /// The gap as the post states it.
    #[row(unit = "points")]
    pub gap_stated: Quantity,
}

/// Returns how long the open score of a month lies behind the closed one: between the months since
/// the first row whose closed score is as high and those since the last row whose closed score is
/// lower. Missing if the table does not reach back so far.
#[must_use]
pub fn lag(open: &TracedSeries, closed: &TracedSeries, now: &Key) -> Traced<Value> {
    let behind = || {
        let (score, this) = (open.get(now)?.low(), now.month()?);
        let mut before = closed.iter().filter(|item| item.key <= *now);
        let reached = before.clone().find(|item| item.value.low() >= score)?;
        let lower = before.rfind(|item| item.value.low() < score)?;
        let months = |key: &Key| Some(f64::from(this.months_since(key.month()?)));
        let (least, most) = (months(&reached.key)?, months(&lower.key)?);
        Quantity::range(least, most, Unit::Months).ok()
    };
    let missing = || Value::Missing("the table does not reach back so far".to_owned());
    Traced::new(
        behind().map_or_else(missing, Value::from),
        Origin::function(
            "months since closed stood at",
            [open.origin(), closed.origin()],
        ),
    )
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<Mmlu>(inputs)?;
    let (months, stated) = (rows.column(Mmlu::month), rows.column(Mmlu::gap_stated));
    let (open_noted, closed_noted) = (rows.column(Mmlu::open), rows.column(Mmlu::closed));
    let (open, closed) = (
        open_noted.map(|of| of.quantity),
        closed_noted.map(|of| of.quantity),
    );
    let models = [&open_noted, &closed_noted].map(|list| list.map(|of| of.note.clone()));
    let (gap, [open_model, closed_model]) = (closed.minus(&open)?, models);
    let (smallest, last) = (gap.key_of_min()?, months.last()?);

    let mut facts = Facts::below("wave.mmlu");
    let name =
        |list: &TracedSeries<String>, key: &Key| list.get(key).map(|model| (**model).clone());
    for (side, list, models) in [
        ("an open", &open, &open_model),
        ("a closed", &closed, &closed_model),
    ] {
        let path = format!("{}.by_month[]", side.rsplit(' ').next().unwrap_or(side));
        facts.by_row(&path, list, |month| {
            let (model, month_name) = (name(models, month).unwrap_or_default(), month.name());
            format!("best MMLU score of {side} model, {month_name} ({model})")
        });
    }
    facts.by_row("gap.by_month[]", &gap, |month| {
        format!(
            "gap between the best closed and the best open model, {}",
            month.name()
        )
    });
    let label = |month: &Key| format!("gap as stated, {}", month.name());
    facts.by_row("gap_stated.by_month[]", &stated, label);
    record_error(&mut facts, "gap", &stated, &gap);
    llama::record_first(&mut facts, &months, &open_model);
    facts.record(
        "gap_first",
        gap.first()?,
        format!("gap, {}", months.first()?.name()),
    );
    facts.record("gap_last", gap.last()?, format!("gap, {}", last.name()));
    facts.record("last_month", &last, "last month of the table");
    let label = "change of the gap from the last row but one to the last";
    facts.record("gap_change_last", gap.differences()?.last()?, label);
    facts.record("gap_smallest", gap.min()?, "smallest gap of the table");
    facts.record("gap_smallest_month", &smallest, "month of the smallest gap");
    let reopened = match gap.last()?.over(&gap.min()?) {
        Ok(factor) => Traced::from(factor),
        // The two sides are level in some row.
        Err(none @ ArithmeticError::NoQuotient { .. }) => Traced::new(
            Value::Missing(none.to_string()),
            gap.min()?.origin().clone(),
        ),
        Err(error) => return Err(error.into()),
    };
    facts.record("gap_reopened_by", reopened, "last gap over the smallest");
    for (name, key) in [
        ("lag_last", &Key::from(*last)),
        ("lag_at_smallest", smallest.value()),
    ] {
        let since = "months since the best closed score stood where the best open score stood in";
        facts.record(
            name,
            lag(&open, &closed, key),
            format!("{since} {}", key.name()),
        );
    }
    record_reference(&mut facts, &open, &closed, &closed_model)?;

    let points = Format::POINTS.decimals(1);
    let labels = [
        Key::from(*months.first()?),
        smallest.value().clone(),
        Key::from(*last),
    ];
    let labels = labels.iter().filter_map(|key| {
        let text = points.number(gap.get(key)?.low(), Unit::Points);
        Some((Position::Month(key.month()?), text))
    });
    let scores = |title, hue, list, models| {
        line(title, hue, list, |key, point| LinePoint {
            name: name(models, key).unwrap_or_default(),
            ..point
        })
    };
    let y = measure(
        "MMLU score",
        Unit::Percent,
        Format::PERCENT,
        Extent::Between(0.0, 100.0),
    );
    let open_line = scores("Open", OPEN, &open, &open_model);
    let chart = lines(
        y,
        [open_line, scores("Closed", CLOSED, &closed, &closed_model)],
    );
    let gap_band = GapBand {
        one: 0,
        other: 1,
        labels: labels.collect(),
    };
    let chart = highwater_plot::chart::Lines {
        gap: Some(gap_band),
        ..chart
    };
    let (title, percent) = (
        "Best MMLU scores and the gap between them",
        Format::PERCENT.decimals(1),
    );
    let table = KeyedTable::new("mmlu", title, "Month", open.keys())
        .texts("Open model", &open_model)
        .column("Open score", &open, percent)
        .texts("Closed model", &closed_model)
        .column("Closed score", &closed, percent)
        .column("Gap in points", &gap, Format::NUMBER.decimals(1));
    Ok(Results::from(facts).with_figure(figure(chart, table)))
}

/// Records the open scores beside that of GPT-3.5; missing if it is not in the window.
fn record_reference(
    facts: &mut Facts,
    open: &TracedSeries,
    closed: &TracedSeries,
    models: &TracedSeries<String>,
) -> Result<(), ArithmeticError> {
    let row = models
        .iter()
        .find(|model| model.value.as_str() == REFERENCE);
    let score = row
        .and_then(|row| closed.get(&row.key))
        .map(|score| score.clone().named(REFERENCE));
    let (first, last) = (open.first()?, open.last()?);
    let of = |open: Option<&Traced>,
              compute: &dyn Fn(&Traced) -> Result<Traced, ArithmeticError>| {
        let missing = || Value::Missing(format!("{REFERENCE} is not in the rows looked at"));
        match (&score, open) {
            (Some(score), _) => Ok(Traced::from(compute(score)?)),
            (None, Some(open)) => Ok::<_, ArithmeticError>(open.map(|_| missing())),
            (None, None) => Ok(missing().into()),
        }
    };
    let label = format!("MMLU score of {REFERENCE}");
    facts.record("reference", of(None, &|score| Ok(score.clone()))?, label);
    for (name, open) in [("first", &first), ("last", &last)] {
        let label = format!("distance of the {name} open score from {REFERENCE}");
        let gap = of(Some(open), &|score| score.minus(open))?;
        facts.record(&format!("gap_to_reference_{name}"), gap, label);
    }
    let share = of(Some(&last), &|score| {
        Ok(last.over(score)?.in_unit(Unit::Fraction))
    })?;
    let label = format!("last open score as a share of {REFERENCE}’s");
    facts.record("share_of_reference_last", share, label);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use highwater_ingest::{Rows, TextFile, read};

    #[test]
    fn a_lag_is_bracketed_by_two_rows() {
        let text = "month,open,closed,gap_stated,source\n\
                    2022-07,28.3%,43.9%,15.6 pts,c\n\
                    2023-01,63.4%,70.0%,6.6 pts,c\n\
                    2023-07,68.9%,86.4%,17.5 pts,c\n";
        let (rows, faults) = read::<Mmlu>(&TextFile::new("t.csv", text.as_bytes()));
        assert_eq!(faults, []);
        let rows = Rows::new(rows);
        let scores = |field| rows.column(field).map(|noted: &Noted| noted.quantity);
        let (open, closed) = (scores(Mmlu::open), scores(Mmlu::closed));
        let bounds = |at: usize| lag(&open, &closed, &rows.keys()[at]).bounds();
        assert_eq!(bounds(2), Some((6.0, 12.0)));
        assert_eq!(bounds(1), Some((0.0, 6.0)));
        assert_eq!(bounds(0), None, "no row has a closed score below 28.3");
    }
}
