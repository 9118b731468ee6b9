//! The study of efficiency as a program, for measuring it.
//!
//! `efficiency DATA BENCHMARKS GSM1K` runs the whole study on the two tables, with the lists in
//! `DATA/efficiency/`, and draws both contours, wide and narrow, as SVG. `efficiency DATA BENCHMARKS
//! GSM1K parts` computes the parts one by one. What is found goes to standard output as JSON, the
//! times to standard error.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program tells what it found"
)]

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use highwater_facts::{Ledger, Value as Fact};
use highwater_plot::{Width, svg};
use highwater_studies::efficiency::buckets::Bucket;
use highwater_studies::efficiency::components::Components;
use highwater_studies::efficiency::factor::Factor;
use highwater_studies::efficiency::regression::{Columns, Regressions};
use highwater_studies::efficiency::sample::Sample;
use highwater_studies::efficiency::settings::Choice;
use highwater_studies::efficiency::{
    self, BENCHMARKS, GSM1K, PARAMETERS, STUDY, influence, multiverse, ranking, validation,
    variants,
};
use highwater_study::{AtHand, Inputs, Origin, Parameters, PublishedTable, Results};
use serde_json::{Map, Value, json};

/// What is told of the ledger, below `efficiency.`.
const TOLD: [&str; 24] = [
    "sample.rows_merged",
    "sample.rows_after_filters",
    "sample.n",
    "performance_model.date.estimate",
    "performance_model.cost.estimate",
    "performance_model.date.se",
    "isoperformance.factor_estimate",
    "isoperformance.simulated.factor_low",
    "isoperformance.simulated.factor_high",
    "isoperformance.independent.factor_low",
    "isoperformance.independent.factor_high",
    "isoperformance.fieller.factor_low",
    "isoperformance.fieller.factor_high",
    "isoperformance.delta.factor_low",
    "isoperformance.delta.factor_high",
    "isoperformance.bootstrap.factor_low",
    "isoperformance.bootstrap.factor_high",
    "isoperformance.clusters.factor_low",
    "isoperformance.clusters.factor_high",
    "isoperformance.by_time.factor",
    "isoperformance.by_cost.factor",
    "pca.component_1.explained_variance_ratio",
    "price_performance.rank_1.score",
    "validation.both.rmse",
];

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: efficiency DATA BENCHMARKS GSM1K [parts]";
    let mut path = || arguments.next().map(PathBuf::from).ok_or(usage);
    let (data, benchmarks, gsm1k) = (path()?, path()?, path()?);
    let at_hand = AtHand {
        published: vec![table(BENCHMARKS, &benchmarks), table(GSM1K, &gsm1k)],
        ..AtHand::in_folder(&data)
    };
    let parameters = Parameters::parse(&[], PARAMETERS).map_err(|errors| format!("{errors:?}"))?;
    match arguments.next().as_deref() {
        Some("parts") => parts(&at_hand, &parameters),
        _ => whole(&at_hand, &parameters, start),
    }
}

fn table(name: &str, path: &Path) -> PublishedTable {
    PublishedTable {
        name: name.to_owned(),
        path: path.to_owned(),
        shown_as: format!("{name}.csv"),
        sha256: String::new(),
        size: 0,
        origin: Origin::Unlisted,
    }
}

fn whole(
    at_hand: &AtHand<'_>,
    parameters: &Parameters,
    start: Instant,
) -> Result<(), Box<dyn Error>> {
    let output = STUDY.run(at_hand, parameters);
    fine(&output)?;
    let studied = ms(start);
    let contours = contours(&output)?;
    let total = ms(start);
    eprintln!("study={studied}");
    eprintln!("contours={}", total - studied);
    eprintln!("total={total}");
    println!("{}", told(&output.ledger, &contours));
    Ok(())
}

/// The first thing that kept the study from running, where there is one.
fn fine(output: &Results) -> Result<(), Box<dyn Error>> {
    let fault = output.problems.faults.first().map(ToString::to_string);
    let error = output.problems.errors.first().map(ToString::to_string);
    fault.or(error).map_or(Ok(()), |why| Err(why.into()))
}

/// Both contours, wide and narrow, as SVG; links in their words stand as they are written.
fn contours(output: &Results) -> Result<Vec<String>, Box<dyn Error>> {
    let ids = ["efficiency-predicted-accuracy", "efficiency-predicted-year"];
    let figures = output.figures.iter();
    let figures = figures.filter(|figure| ids.contains(&figure.id.as_str()));
    let mut drawn = Vec::new();
    for figure in figures {
        for width in Width::ALL {
            drawn.push(svg::inline(&figure.draw(&figure.words, width)?));
        }
    }
    match drawn.len() {
        4 => Ok(drawn),
        n => Err(format!("`{n}` pictures of the contours where `4` belong").into()),
    }
}

fn told(ledger: &Ledger, contours: &[String]) -> Value {
    let value = |path: &str| match &ledger.get(path)?.value {
        Fact::Missing(_) => None,
        value => value.number(),
    };
    let told = TOLD.iter().map(|path| {
        let value = value(&format!("efficiency.{path}"));
        ((*path).to_owned(), json!(value))
    });
    let mut told: Map<String, Value> = told.collect();
    let multiverse = ledger.below("efficiency.multiverse.factor");
    told.extend(multiverse.filter_map(|fact| {
        let path = fact.path.strip_prefix("efficiency.")?;
        Some((path.to_owned(), json!(fact.value.number()?)))
    }));
    let bytes: Vec<usize> = contours.iter().map(String::len).collect();
    told.insert("contours.svg_bytes".to_owned(), json!(bytes));
    Value::Object(told)
}

/// Returns the parts as [`efficiency::Results::of`] computes them, one by one.
fn parts(at_hand: &AtHand<'_>, parameters: &Parameters) -> Result<(), Box<dyn Error>> {
    let choice = Choice::of(parameters);
    let inputs = Inputs::new(at_hand, parameters, STUDY.tables);
    let (systems, output) = timed("reading", || efficiency::read(&inputs))?;
    fine(&output)?;
    let systems = &systems;
    let sample = Sample::of(systems, &choice);
    let (names, developers) = efficiency::names(systems, &sample);
    let (columns, regressions) = timed("regressions", || {
        let columns = Columns::of(&sample);
        let regressions = Regressions::of(&columns);
        (columns, regressions)
    });
    let left_out = timed("influence", || {
        black_box(influence::without_developers(&columns, &developers)).ok();
        influence::without_models(&columns, &names)
    })?;
    let left_out: Vec<f64> = left_out.iter().filter_map(|one| one.log10).collect();
    black_box(timed("intervals", || {
        Factor::of(&columns, &developers, &regressions, &left_out)
    }));
    black_box(timed("buckets, PCA, ranking", || {
        let fitted = regressions.performance.as_ref().ok();
        (
            Bucket::all(systems, &sample),
            Components::of(systems, &sample),
            ranking::ranking(&sample, fitted.map(|fit| &fit.fitted[..])),
        )
    }));
    black_box(timed("cross-validation", || validation::validate(&columns)));
    black_box(timed("variants", || variants::all(systems, &choice)));
    black_box(timed("multiverse", || multiverse::all(systems)));
    Ok(())
}

fn timed<T>(name: &str, part: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let found = part();
    eprintln!("{name}={}", ms(start));
    found
}

fn ms(start: Instant) -> f64 {
    1000.0 * start.elapsed().as_secs_f64()
}
