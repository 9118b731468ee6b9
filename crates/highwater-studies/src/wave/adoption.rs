//! What companies say of open language models: how many look at them, and how many use them?
//!
//! Method: differences of shares, in points. Caveat: composites of several surveys, approximate, with
//! no sample size stated, so no interval. Source: chart 9 of the post.

use highwater_facts::{Format, Key, KeyedTable, Quantity, Unit};
use highwater_ingest::Row;
use highwater_plot::chart::{Slope, SlopeLine};
use highwater_plot::{Figure, Hue, Measure};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CONSUMER, OPEN};
use super::input::no_row;
use super::stated::record_error;

/// The rows that the study speaks of: key, name in paths, hue.
const METRICS: [(&str, &str, Hue); 3] = [
    ("Evaluating open models", "evaluating", OPEN),
    ("Open models in production", "production", CONSUMER),
    // Another question than that of the other two, so context.
    ("Privacy named as a motive", "privacy", Hue::Grey),
];

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "adoption.csv", key = "metric", also = "source")]
pub struct Adoption {
    /// What the companies say.
    pub metric: String,
    /// The share in the fourth quarter of 2022.
    #[row(unit = "percent", column = "q4_2022")]
    pub first: Quantity,
    /// The share in the second quarter of 2023.
    #[row(unit = "percent", column = "q2_2023")]
    pub last: Quantity,
    /// The change as the post states it.
    #[row(unit = "points")]
    pub change_stated: Quantity,
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = inputs.table::<Adoption>()?;
    let (first, last) = (rows.column(Adoption::first), rows.column(Adoption::last));
    let (change, factor) = (last.minus(&first)?, last.over(&first)?);
    let stated = rows.column(Adoption::change_stated);

    let mut facts = Facts::below("wave.adoption");
    for (key, metric, _) in METRICS {
        for (name, list, end) in [
            ("first", &first, "fourth quarter of 2022"),
            ("last", &last, "second quarter of 2023"),
            ("change", &change, "change"),
            ("factor", &factor, "last over first"),
            ("change_stated", &stated, "change as stated"),
        ] {
            let label = format!("companies: {}, {end}", key.to_lowercase());
            match list.get(&Key::from(key)) {
                Some(value) => facts.record(&format!("by_metric[{metric}].{name}"), value, label),
                None if name == "first" => facts.error(no_row::<Adoption>(&Key::from(key))),
                None => {}
            }
        }
    }
    record_error(&mut facts, "change", &stated, &change);
    let of = |at: usize| last.get(&Key::from(METRICS[at].0));
    if let (Some(evaluating), Some(production)) = (of(0), of(1)) {
        let label = "companies with open models in production over those evaluating them";
        let share = production.over(evaluating)?.in_unit(Unit::Fraction);
        facts.record("production_of_evaluating", share, label);
    }

    let points = Format::POINTS.decimals(0).signed();
    let line = |row: &Adoption| {
        let metric = METRICS.iter().find(|(key, ..)| *key == row.metric);
        let hue = metric.map_or(Hue::Grey, |(.., hue)| *hue);
        let change = change.get(&Key::from(&*row.metric))?.low();
        let line = SlopeLine::new(&*row.metric, hue, row.first, row.last);
        Some(line.change(points.number(change, Unit::Points)))
    };
    let y = Measure::new("Share of companies", Unit::Percent).format(Format::PERCENT);
    let lines = rows.iter().filter_map(|row| line(row));
    let chart = Slope::new(y, ["Q4 2022", "Q2 2023"], lines);
    let title = "What companies say of open language models";
    let table = KeyedTable::new("adoption", title, "Companies", first.keys())
        .column("Q4 2022", &first, Format::PERCENT)
        .column("Q2 2023", &last, Format::PERCENT)
        .column("Change in points", &change, Format::NUMBER.signed());
    Ok(Results::from(facts).with_figure(Figure::of_data(chart, table)))
}
