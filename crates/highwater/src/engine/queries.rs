//! The queries of a project, run on its tables: a study that is written in SQL.

use std::ops::Range;

use highwater_query::{Answer, Database, Limits, Query, QueryError, linked, record};
use highwater_report::SourceText;
use highwater_report::diagnostic::Diagnostic;
use highwater_study::{AtHand, Results};

use super::answers::Answers;
use super::declarations::Declarations;
use super::{figures, tables, values};

impl Declarations {
    /// Runs the queries and makes the figures over them. What is wrong with them is given with its place;
    /// what is wrong with the tables is among the problems of the results.
    pub(crate) fn run(&self, at_hand: &AtHand<'_>) -> Result<Results, Vec<Diagnostic>> {
        let mut results = Results::default();
        let mut found = Vec::new();
        let (mut queries, mut sources) = (Vec::new(), Vec::new());
        for declared in &self.queries {
            match Query::parse(&declared.name, &declared.text) {
                Ok(query) => {
                    queries.push(query);
                    sources.push(&declared.source);
                }
                Err(error) => found.push(diagnostic(&error, &declared.source)),
            }
        }
        let tables = tables::read(at_hand, |table| self.name(table), &mut results);
        if !results.problems.faults.is_empty() || self.are_none() {
            return Ok(results);
        }
        let database = match Database::new(tables, Limits::default()) {
            Ok(database) => database,
            Err(error) => {
                let finding = Diagnostic::error("HW0220", error.message).help(error.help);
                return Err(vec![finding]);
            }
        };
        let mut sound = Vec::new();
        for (query, source) in linked(queries, &database).into_iter().zip(sources) {
            match query {
                Some(Ok(query)) => sound.push((query, source)),
                Some(Err(error)) => found.push(diagnostic(&error, source)),
                None => {}
            }
        }
        // Those that others read come first: what is at fault with them is found once.
        sound.sort_by_key(|(query, _)| query.reads().count());
        let mut answered: Vec<(Query, Answer)> = Vec::new();
        for (query, source) in sound {
            let is_answered = |name: &str| answered.iter().any(|(query, _)| query.name == name);
            if !query.reads().all(is_answered) {
                continue;
            }
            match database.answer(&query) {
                Ok(answer) => {
                    results.append(record(&query, &answer));
                    answered.push((query, answer));
                }
                Err(error) => found.push(diagnostic(&error, source)),
            }
        }
        let mut answers = Answers {
            declared: self,
            database: &database,
            all: answered,
            columns: Vec::new(),
        };
        found.extend(values::compute(&mut answers, &mut results));
        found.extend(figures::make(&answers, &mut results));
        if found.is_empty() {
            Ok(results)
        } else {
            Err(found)
        }
    }

    /// Returns whether a query names a table, as far as its words say.
    fn name(&self, table: &str) -> bool {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let names = |text: &str| {
            let mut words = text.split(|c| !is_word(c));
            words.any(|word| word.eq_ignore_ascii_case(table))
        };
        self.queries.iter().any(|query| names(&query.text))
    }
}

/// An error of a query as a finding.
pub(crate) fn diagnostic(error: &QueryError, source: &SourceText) -> Diagnostic {
    let finding = Diagnostic::error("HW0220", error.message.as_str());
    let place: Range<usize> = error.place.clone().unwrap_or(0..source.text.len().min(1));
    finding.at(source, place, "").help(error.help.as_str())
}
