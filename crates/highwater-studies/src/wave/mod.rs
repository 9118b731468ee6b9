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
//! `EXHIBITS`.

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

use crate::inputs::Inputs;
use crate::output::Output;
use crate::parameters::{Domain, Parameter, Parameters};
use input::Input;

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

/// The charts, in the order of the post.
const EXHIBITS: [fn(&mut Input<'_>, &mut Output); 11] = [
    downloads::add,
    models::add,
    mmlu::add,
    derivatives::add,
    contributors::add,
    cost::add,
    speed::add,
    funding::add,
    adoption::add,
    laptop::add,
    closure::add,
];

/// The folder of its tables below `data/`.
pub(crate) const FOLDER: &str = "wave";

/// Reads the tables in `wave/` below the folder of data, and adds what they say.
pub(crate) fn run(inputs: &Inputs<'_>, parameters: &Parameters, output: &mut Output) {
    let mut input = Input {
        catalog: inputs.catalog(FOLDER),
        parameters,
    };
    for add in EXHIBITS {
        add(&mut input, output);
    }
    let charts = Quantity::exact(EXHIBITS.len() as f64, Unit::Of("charts"));
    output
        .facts("wave")
        .add("charts", charts, "charts of the post", "", []);
    output.take(input.catalog);
}
