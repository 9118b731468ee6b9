//! The two tables of scores as Epoch AI publishes them, through their editions.

use std::sync::Arc;

use highwater_ingest::published::{Cells, Input, Summary, read_rows};
use highwater_ingest::{Bounds, Date, Row};

use super::benchmark::Benchmark;
use super::systems::{ColumnNames, System};

/// A row of the table of benchmarks. Other editions may write a missing cell as pandas does.
#[derive(Debug, Row)]
#[row(missing = "marks")]
pub(super) struct Benchmarks<'a> {
    #[row(column = "System", also = "Model")]
    system: &'a str,
    #[row(column = "Date", also = "Publication date")]
    date: Option<Date>,
    #[row(column = "Active Parameters", within = Bounds::ABOVE_ZERO)]
    parameters: Option<f64>,
    #[row(column = "Training compute (FLOP)", within = Bounds::ABOVE_ZERO)]
    compute: Option<f64>,
    #[row(column = "MMLU", within = Bounds::SHARE)]
    mmlu: Option<f64>,
    #[row(column = "GPQA", also = "GPQA diamond", within = Bounds::SHARE)]
    gpqa: Option<f64>,
    #[row(column = "BBH", within = Bounds::SHARE)]
    bbh: Option<f64>,
    /// Stands for the score on GSM1k.
    #[row(column = "SEAL Math", optional, within = Bounds::SHARE)]
    seal_math: Option<f64>,
    #[row(column = "Trust in benchmark results")]
    trust: Option<f64>,
}

/// A row of the table of GSM1k.
#[derive(Debug, Row)]
#[row(missing = "marks")]
pub(super) struct Gsm1k<'a> {
    #[row(column = "System", also = "Model")]
    system: &'a str,
    #[row(column = "Date", also = "Publication date")]
    date: Option<Date>,
    #[row(column = "Active Parameters", within = Bounds::ABOVE_ZERO)]
    parameters: Option<f64>,
    #[row(column = "Training compute (FLOP)", within = Bounds::ABOVE_ZERO)]
    compute: Option<f64>,
    #[row(column = "GSM1k", also = "GSM1K", within = Bounds::SHARE)]
    gsm1k: Option<f64>,
}

/// A row of either table.
struct Scored<'a> {
    system: &'a str,
    date: Option<Date>,
    parameters: Option<f64>,
    compute: Option<f64>,
    /// In the order of [`Benchmark::ALL`].
    scores: [Option<f64>; 4],
    seal_math: bool,
    trust: Option<f64>,
}

impl<'a> From<Benchmarks<'a>> for Scored<'a> {
    fn from(row: Benchmarks<'a>) -> Self {
        Scored {
            system: row.system,
            date: row.date,
            parameters: row.parameters,
            compute: row.compute,
            scores: [row.mmlu, row.gpqa, row.bbh, row.seal_math],
            seal_math: row.seal_math.is_some(),
            trust: row.trust,
        }
    }
}

impl<'a> From<Gsm1k<'a>> for Scored<'a> {
    fn from(row: Gsm1k<'a>) -> Self {
        Scored {
            system: row.system,
            date: row.date,
            parameters: row.parameters,
            compute: row.compute,
            scores: [None, None, None, row.gsm1k],
            seal_math: false,
            trust: None,
        }
    }
}

/// What a table of scores gave.
#[derive(Debug)]
pub(super) struct Scores {
    pub(super) systems: Vec<System>,
    pub(super) seal_math: usize,
    pub(super) summary: Summary,
    pub(super) columns: ColumnNames,
}

impl Scores {
    /// Returns the systems of the table of benchmarks.
    pub(super) fn of_benchmarks(input: Input<'_>) -> Self {
        Self::of(|each| read_rows::<Benchmarks<'_>>(input, |row, cells| each(row.into(), cells)))
    }

    /// Returns the systems of the table of GSM1k.
    pub(super) fn of_gsm1k(input: Input<'_>) -> Self {
        Self::of(|each| read_rows::<Gsm1k<'_>>(input, |row, cells| each(row.into(), cells)))
    }

    fn of(read: impl FnOnce(&mut (dyn FnMut(Scored<'_>, &Cells<'_>) + Send)) -> Summary) -> Self {
        let (mut systems, mut seal_math) = (Vec::new(), 0);
        let summary = read(&mut |row, cells| {
            seal_math += usize::from(row.seal_math);
            systems.push(System {
                name: row.system.into(),
                file: cells.file().clone(),
                line: cells.line(),
                place: systems.len(),
                developer: None,
                date: row.date,
                log_parameters: row.parameters.map(libm::log10),
                log_compute: row.compute.map(libm::log10),
                scores: row.scores,
                trust: row.trust,
                finetuned: false,
            });
        });
        Scores {
            systems,
            seal_math,
            columns: column_names(&summary),
            summary,
        }
    }
}

/// Returns what the header calls the columns. A score on SEAL Math stands for one on GSM1k.
fn column_names(summary: &Summary) -> ColumnNames {
    let header = |name: &str| {
        let column = summary.column(name);
        column.and_then(|column| column.header.as_deref())
    };
    let or_own = |name: &str| header(name).unwrap_or(name).into();
    ColumnNames {
        system: or_own(Benchmarks::system),
        date: or_own(Benchmarks::date),
        costs: [Benchmarks::parameters, Benchmarks::compute].map(or_own),
        scores: Benchmark::ALL.map(|benchmark| match benchmark {
            Benchmark::Gsm1k => {
                header(Benchmarks::seal_math).map_or_else(|| or_own(benchmark.name()), Arc::from)
            }
            _ => or_own(benchmark.name()),
        }),
    }
}
