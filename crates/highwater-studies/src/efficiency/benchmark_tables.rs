//! The two tables of scores as Epoch AI publishes them, through their editions.

use std::sync::Arc;

use highwater_ingest::published::{
    Column, DateColumn, Input, Missing, NumberColumn, Row, Schema, Summary, TextColumn, read,
};
use highwater_ingest::{Fault, FaultKind, Place};

use super::systems::System;

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
}

impl BenchmarkTable {
    /// The table of benchmarks.
    pub(super) fn benchmarks() -> Self {
        let mut table = Self::common();
        let mut number = |column| table.schema.number(missing(column));
        table.scores = [
            Some(number(Column::required("MMLU", &[]))),
            Some(number(Column::required("GPQA", &["GPQA diamond"]))),
            Some(number(Column::required("BBH", &[]))),
            None,
        ];
        table.seal_math = Some(number(Column::optional("SEAL Math", &[])));
        table.trust = Some(number(Column::required("Trust in benchmark results", &[])));
        table
    }

    /// The table of GSM1k.
    pub(super) fn gsm1k() -> Self {
        let mut table = Self::common();
        let score = table
            .schema
            .number(missing(Column::required("GSM1k", &["GSM1K"])));
        table.scores[3] = Some(score);
        table
    }

    fn common() -> Self {
        let mut schema = Schema::default();
        let system = schema.text(Column {
            missing: Missing::Never,
            ..Column::required("System", &["Model"])
        });
        BenchmarkTable {
            system,
            date: schema.date(missing(Column::required("Date", &["Publication date"]))),
            parameters: schema.positive(missing(Column::required("Active Parameters", &[]))),
            compute: schema.positive(missing(Column::required("Training compute (FLOP)", &[]))),
            scores: [None; 4],
            seal_math: None,
            trust: None,
            schema,
        }
    }

    /// The systems of a table.
    pub(super) fn systems(&self, input: Input<'_>) -> Scores {
        let (mut systems, mut seal_math, mut faults) = (Vec::new(), 0, Vec::new());
        let mut summary = read(input, &self.schema, |row| {
            let score = |column: Option<NumberColumn>| row.number(column?);
            let mut scores = self.scores.map(score);
            if let Some(math) = score(self.seal_math) {
                scores[3] = Some(math);
                seal_math += 1;
            }
            faults.extend(scores.iter().flatten().filter_map(|x| fault(row, *x)));
            systems.push(System {
                name: row.text(self.system).unwrap_or_default().into(),
                developer: None,
                date: row.date(self.date),
                log_parameters: row.number(self.parameters).map(libm::log10),
                log_compute: row.number(self.compute).map(libm::log10),
                scores,
                trust: score(self.trust),
                finetuned: false,
            });
        });
        faults.into_iter().for_each(|f| summary.faults.push(f));
        Scores {
            systems,
            seal_math,
            summary,
        }
    }
}

/// Other editions may write a missing cell as pandas does.
fn missing(column: Column) -> Column {
    Column {
        missing: Missing::Marks,
        ..column
    }
}

/// That a score is no share.
fn fault(row: &Row<'_>, score: f64) -> Option<Fault> {
    if (0.0..=1.0).contains(&score) {
        return None;
    }
    let words = "scores from `0` to `1`, as in `0.45` for 45 %";
    let file: &Arc<str> = row.file();
    let found = highwater_facts::number_text::raw(score);
    let place = Place {
        line: row.line(),
        column: 1,
        bytes: 0..0,
    };
    Some(Fault::new(file, FaultKind::OutOfBounds { words }, found).at(place))
}
