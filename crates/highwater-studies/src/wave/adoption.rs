//! What companies say of open language models: how many look at them, and how many use them?
//!
//! Method: differences of shares, in points. Caveat: composites of several surveys, approximate, with
//! no sample size stated, so no interval. Source: chart 9 of the post.

use highwater_facts::{ArithmeticError, Column, Format, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{Slope, SlopeLine};
use highwater_plot::{Extent, Figure, Hue, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CONSUMER, IMPLIED, OPEN, cell, computed, measure, source};
use super::input::rows;
use super::stated::record_error;

pub(super) const TABLE: &str = "adoption.csv";

/// The rows that the study speaks of: key, name in paths, hue.
const METRICS: [(&str, &str, Hue); 3] = [
    ("Evaluating open models", "evaluating", OPEN),
    ("Open models in production", "production", CONSUMER),
    ("Privacy named as a motive", "privacy", IMPLIED),
];

/// A row of the table.
#[derive(Clone, Debug)]
pub struct AdoptionRow {
    /// What the companies say.
    pub metric: String,
    /// The share in the fourth quarter of 2022.
    pub first: Quantity,
    /// The share in the second quarter of 2023.
    pub last: Quantity,
    /// The change as the post states it.
    pub change_stated: Quantity,
}

impl Row for AdoptionRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("metric", Kind::Text),
            ingest::Column::new("q4_2022", Kind::Quantity(Unit::Percent)),
            ingest::Column::new("q2_2023", Kind::Quantity(Unit::Percent)),
            ingest::Column::new("change_stated", Kind::Quantity(Unit::Points)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["metric"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let metric = cells.text("metric");
        let (first, last) = (cells.quantity("q4_2022"), cells.quantity("q2_2023"));
        let change_stated = cells.quantity("change_stated");
        Some(AdoptionRow {
            metric: metric?,
            first: first?,
            last: last?,
            change_stated: change_stated?,
        })
    }
}

impl AdoptionRow {
    /// Returns the change in points.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the two are not percentages.
    pub fn change(&self) -> Result<Quantity, ArithmeticError> {
        self.last.minus(&self.first)
    }
}

fn record(rows: &[Placed<AdoptionRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.adoption");
    let both = |row: &Placed<AdoptionRow>| [row.cell("q4_2022"), row.cell("q2_2023")];
    let find = |key: &str| rows.iter().find(|row| row.metric == key);
    for (key, name, _) in METRICS {
        let Some(row) = find(key) else {
            facts.error(StudyError::NoRow {
                table: TABLE.to_owned(),
                key: key.to_owned(),
            });
            continue;
        };
        let what = key.to_lowercase();
        facts.cell(
            &format!("by_metric[{name}].first"),
            row.first,
            format!("companies: {what}, fourth quarter of 2022"),
            row.cell("q4_2022"),
        );
        facts.cell(
            &format!("by_metric[{name}].last"),
            row.last,
            format!("companies: {what}, second quarter of 2023"),
            row.cell("q2_2023"),
        );
        facts.add(
            &format!("by_metric[{name}].change"),
            row.change()?,
            format!("companies: {what}, change"),
            "last − first",
            both(row),
        );
        facts.add(
            &format!("by_metric[{name}].factor"),
            row.last.over(&row.first)?,
            format!("companies: {what}, last over first"),
            "last ÷ first",
            both(row),
        );
        facts.cell(
            &format!("by_metric[{name}].change_stated"),
            row.change_stated,
            format!("companies: {what}, change as stated"),
            row.cell("change_stated"),
        );
    }
    let stated = rows
        .iter()
        .map(|row| Ok((row.change_stated, row.change()?)));
    let stated: Vec<_> = stated.collect::<Result<_, ArithmeticError>>()?;
    let cells = rows
        .iter()
        .flat_map(|row| both(row).into_iter().chain([row.cell("change_stated")]));
    record_error(&mut facts, "change", stated, cells);
    if let (Some(evaluating), Some(production)) = (find(METRICS[0].0), find(METRICS[1].0)) {
        let share = production
            .last
            .over(&evaluating.last)?
            .in_unit(Unit::Fraction);
        let cells = [evaluating.cell("q2_2023"), production.cell("q2_2023")];
        facts.add(
            "production_of_evaluating",
            share,
            "companies with open models in production over those evaluating them",
            "production ÷ evaluating",
            cells,
        );
    }
    Ok(facts)
}

/// How the figure is made.
const METHOD: &str = "Shares as the post states them; a change is their difference in percentage \
    points. Questions and companies may differ between the surveys of the quarters, so that part of \
    a change may be one of method.";

fn figure(rows: &[Placed<AdoptionRow>]) -> Result<Figure, ArithmeticError> {
    let line = |row: &Placed<AdoptionRow>| -> Result<SlopeLine, ArithmeticError> {
        Ok(SlopeLine {
            name: row.metric.clone(),
            hue: METRICS
                .iter()
                .find(|(key, _, _)| *key == row.metric)
                .map_or(Hue::Grey, |(_, _, hue)| *hue),
            start: row.first,
            end: row.last,
            change: Format::POINTS
                .decimals(0)
                .signed()
                .number(row.change()?.low(), Unit::Points),
        })
    };
    Ok(Figure {
        id: "adoption".to_owned(),
        words: Words {
            title: "[](value:wave.adoption.evaluating.last) of companies evaluated open models by mid 2023, [](value:wave.adoption.production.last) ran them".to_owned(),
            subtitle: "Share of companies in surveys, fourth quarter of 2022 and second quarter of 2023.".to_owned(),
            note: "Composites of several surveys, whose sample sizes the post leaves out; hence the missing intervals.".to_owned(),
            source: source(9, "Bain, McKinsey and other industry surveys"),
            alt: "Lines from one quarter to the other, one a question.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Slope {
            y: measure("Share of companies", Unit::Percent, Format::PERCENT, Extent::FromZero),
            start_name: "Q4 2022".to_owned(),
            end_name: "Q2 2023".to_owned(),
            lines: rows.iter().map(line).collect::<Result<_, _>>()?,
        }),
        data: table(rows)?,
    })
}

fn table(rows: &[Placed<AdoptionRow>]) -> Result<Table, ArithmeticError> {
    let line = |row: &Placed<AdoptionRow>| {
        Ok(vec![
            TableCell::text(&row.metric),
            cell(&row.first, Format::PERCENT, row.cell("q4_2022")),
            cell(&row.last, Format::PERCENT, row.cell("q2_2023")),
            computed(&row.change()?, Format::NUMBER.signed()),
        ])
    };
    Ok(Table {
        id: "adoption".to_owned(),
        title: "What companies say of open language models".to_owned(),
        columns: vec![
            Column::text("Companies"),
            Column::number("Q4 2022"),
            Column::number("Q2 2023"),
            Column::number("Change in points"),
        ],
        rows: rows.iter().map(line).collect::<Result<_, _>>()?,
        note: String::new(),
        method: String::new(),
    })
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = rows::<AdoptionRow>(inputs, TABLE, 1)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows)?);
    Ok(results)
}
