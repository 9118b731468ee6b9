//! The two tables of scores as Epoch AI publishes them, through their editions.

use std::sync::Arc;

use highwater_ingest::published::{
    Column, DateColumn, Input, Missing, NumberColumn, Schema, Summary, TextColumn, read,
};

use super::benchmark::Benchmark;
use super::systems::{ColumnNames, System};

const SYSTEM: &str = "System";
const DATE: &str = "Date";
const PARAMETERS: &str = "Active Parameters";
const COMPUTE: &str = "Training compute (FLOP)";
const SEAL_MATH: &str = "SEAL Math";

/// A table of scores: the benchmarks, or GSM1k's.
#[derive(Clone, Debug)]
pub(super) struct BenchmarkTable {
    schema: Schema,
    system: TextColumn,
    date: DateColumn,
    parameters: NumberColumn,
    compute: NumberColumn,
    /// In the order of [`Benchmark::ALL`](super::benchmark::Benchmark::ALL).
    scores: [Option<NumberColumn>; 4],
    /// Takes the place of the score on GSM1k where it is given.
    seal_math: Option<NumberColumn>,
    trust: Option<NumberColumn>,
}

/// What a table of scores gave.
#[derive(Debug)]
pub(super) struct Scores {
    pub(super) systems: Vec<System>,
    pub(super) seal_math: usize,
    pub(super) summary: Summary,
    pub(super) columns: ColumnNames,
}

impl BenchmarkTable {
    /// Returns the table of benchmarks.
    pub(super) fn benchmarks() -> Self {
        let mut table = Self::common();
        let mut share = |column| table.schema.share(missing(column));
        table.scores = [
            Some(share(Column::required("MMLU", &[]))),
            Some(share(Column::required("GPQA", &["GPQA diamond"]))),
            Some(share(Column::required("BBH", &[]))),
            None,
        ];
        table.seal_math = Some(share(Column::optional(SEAL_MATH, &[])));
        let trust = missing(Column::required("Trust in benchmark results", &[]));
        table.trust = Some(table.schema.number(trust));
        table
    }

    /// Returns the table of GSM1k.
    pub(super) fn gsm1k() -> Self {
        let mut table = Self::common();
        let score = table
            .schema
            .share(missing(Column::required("GSM1k", &["GSM1K"])));
        table.scores[3] = Some(score);
        table
    }

    fn common() -> Self {
        let mut schema = Schema::default();
        let system = schema.text(Column {
            missing: Missing::Never,
            ..Column::required(SYSTEM, &["Model"])
        });
        BenchmarkTable {
            system,
            date: schema.date(missing(Column::required(DATE, &["Publication date"]))),
            parameters: schema.positive(missing(Column::required(PARAMETERS, &[]))),
            compute: schema.positive(missing(Column::required(COMPUTE, &[]))),
            scores: [None; 4],
            seal_math: None,
            trust: None,
            schema,
        }
    }

    /// Returns the systems of a table.
    pub(super) fn systems(&self, input: Input<'_>) -> Scores {
        let (mut systems, mut seal_math) = (Vec::new(), 0);
        let summary = read(input, &self.schema, |row| {
            let score = |column: Option<NumberColumn>| row.number(column?);
            let mut scores = self.scores.map(score);
            if let Some(math) = score(self.seal_math) {
                scores[3] = Some(math);
                seal_math += 1;
            }
            systems.push(System {
                name: row.text(self.system).unwrap_or_default().into(),
                file: row.file().clone(),
                line: row.line(),
                place: systems.len(),
                developer: None,
                date: row.date(self.date),
                log_parameters: row.number(self.parameters).map(libm::log10),
                log_compute: row.number(self.compute).map(libm::log10),
                scores,
                trust: score(self.trust),
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
        system: or_own(SYSTEM),
        date: or_own(DATE),
        costs: [PARAMETERS, COMPUTE].map(or_own),
        scores: Benchmark::ALL.map(|benchmark| match benchmark {
            Benchmark::Gsm1k => {
                header(SEAL_MATH).map_or_else(|| or_own(benchmark.name()), Arc::from)
            }
            _ => or_own(benchmark.name()),
        }),
    }
}

/// Other editions may write a missing cell as pandas does.
fn missing(column: Column) -> Column {
    Column {
        missing: Missing::Marks,
        ..column
    }
}
