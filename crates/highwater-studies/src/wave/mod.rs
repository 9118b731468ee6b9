//! The open wave: how open models spread between January 2022 and July 2023.
//!
//! Question: what do eleven tables of one post say of downloads, models, scores, communities, cost,
//! speed, funding and adoption, and do they bear out what the post says of them?
//! Method: arithmetic on the tables as they are; ranges and bounds are carried through; paces are
//! linear where the post's are, and annual factors are geometric.
//! Caveat: one author's tables, some of them approximate composites; nothing here says more than they.
//! Source: dataku, "11 charts that explain the open source AI wave", 14 August 2023; `data/wave/`.
//!
//! One chart, one file: its rows, its values, its figure. A new chart is a file and a line in
//! `CHARTS`.

pub mod adoption;
pub mod closure;
pub mod contributors;
pub mod cost;
pub mod derivatives;
pub mod downloads;
pub mod funding;
pub mod laptop;
pub mod mmlu;
pub mod models;
pub mod speed;

mod draw;
mod growth;
mod input;
mod llama;
mod span;
mod stated;

use highwater_facts::{Quantity, Unit};
use highwater_ingest::TableRow;
use highwater_study::{Domain, Facts, Inputs, Parameter, Results, Study, StudyError};

/// What a reader may set.
pub const PARAMETERS: &[Parameter] = &[
    Parameter {
        path: "wave.from",
        default: "2022-01",
        domain: Domain::Month,
        about: "the first month of the tables by month that is looked at",
    },
    Parameter {
        path: "wave.until",
        default: "2023-07",
        domain: Domain::Month,
        about: "the last month of the tables by month that is looked at",
    },
    Parameter {
        path: "wave.days_per_month",
        default: "30",
        domain: Domain::Number(28.0, 31.0),
        about: "the days of a month, where additions a month become additions a day",
    },
];

/// The charts, in the order of the post: the table of each, and what it says.
const CHARTS: [(&str, Chart); 11] = [
    (downloads::Downloads::TABLE, downloads::study),
    (models::Models::TABLE, models::study),
    (mmlu::Mmlu::TABLE, mmlu::study),
    (derivatives::Derivatives::TABLE, derivatives::study),
    (contributors::Contributors::TABLE, contributors::study),
    (cost::Cost::TABLE, cost::study),
    (speed::Speed::TABLE, speed::study),
    (funding::Funding::TABLE, funding::study),
    (adoption::Adoption::TABLE, adoption::study),
    (laptop::Laptop::TABLE, laptop::study),
    (closure::Closure::TABLE, closure::study),
];

type Chart = fn(&Inputs<'_>) -> Result<Results, StudyError>;

/// The study.
pub const STUDY: Study = Study::new("wave", run)
    .tables("wave")
    .parameters(PARAMETERS);

/// Reads the tables; returns what they say.
fn run(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let mut results = Results::default();
    for (table, chart) in CHARTS {
        results.attempt(chart(inputs).map_err(|error| error.of_table(table)));
    }
    let charts = Quantity::exact(CHARTS.len() as f64, Unit::Of("charts"));
    let mut facts = Facts::below("wave");
    facts.add("charts", charts, "charts of the post", "", []);
    results.append(facts);
    Ok(results)
}
