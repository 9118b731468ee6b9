//! The values that stories declare, computed from those of queries and from each other.

use std::ops::Range;

use highwater_declared::{DeclaredStatistic, DeclaredValue};
use highwater_query::{Answer, Query, record_column, table};
use highwater_report::SourceText;
use highwater_report::diagnostic::Diagnostic;
use highwater_study::Results;

use super::answers::{Answers, Asked};
use super::declarations::{is_below, of_value};

/// A value with the file that it stands in.
type Declared = (DeclaredValue, SourceText);

/// Adds the values to the results, and columns to the answers of their queries. Gives what is wrong.
pub(crate) fn compute(answers: &mut Answers<'_>, results: &mut Results) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut open: Vec<&Declared> = answers.declared.values.iter().collect();
    // Fits may be over computed columns, and values may be computed from fits.
    rounds(&mut open, answers, results, &mut found);
    for (statistic, source) in &answers.declared.statistics {
        found.extend(of_lines(statistic, source, answers, results).err());
    }
    rounds(&mut open, answers, results, &mut found);
    found.extend(left(&open, answers, results));
    found
}

/// Computes values until no more can be: those that wait for others are tried again when more is known.
fn rounds<'a>(
    open: &mut Vec<&'a Declared>,
    answers: &mut Answers<'a>,
    results: &mut Results,
    found: &mut Vec<Diagnostic>,
) {
    loop {
        let before = open.len();
        open.retain(
            |(value, source)| match one(value, &mut answers.all, results) {
                Ok(true) => {
                    answers
                        .columns
                        .extend(value.each.is_some().then_some(value));
                    false
                }
                Ok(false) => true,
                Err(finding) => {
                    found.push(finding(source));
                    false
                }
            },
        );
        if open.len() == before {
            break;
        }
    }
}

/// Adds the values of a fit or a test.
fn of_lines(
    statistic: &DeclaredStatistic,
    source: &SourceText,
    answers: &Answers<'_>,
    results: &mut Results,
) -> Result<(), Diagnostic> {
    let (query, condition) = (&statistic.query, &statistic.condition);
    let asked = Asked {
        query: (query.get_ref(), query.span()),
        condition: condition
            .as_ref()
            .map(|text| (text.get_ref().as_str(), text.span())),
        source,
        code: "HW0222",
    };
    let Some((_, answer)) = answers.lines(&asked, &results.ledger)? else {
        return Ok(());
    };
    let facts = statistic
        .facts(&answer)
        .map_err(|fault| of_value(&fault, source))?;
    for fact in facts {
        results.ledger.add(fact).map_err(|error| {
            Diagnostic::error("HW0222", error.to_string())
                .at(source, query.span(), "")
                .help("give the fit or test another name")
        })?;
    }
    Ok(())
}

/// What is wrong with a value, once its file is at hand.
type Finding = Box<dyn Fn(&SourceText) -> Diagnostic>;

/// Computes one value. Returns whether all that it names is there.
fn one(
    value: &DeclaredValue,
    answered: &mut [(Query, Answer)],
    results: &mut Results,
) -> Result<bool, Finding> {
    let refused = |fault| -> Finding { Box::new(move |source| of_value(&fault, source)) };
    let taken = |message: String, place: Range<usize>| -> Finding {
        Box::new(move |source| {
            Diagnostic::error("HW0222", message.as_str())
                .at(source, place.clone(), "")
                .help("give it another name")
        })
    };
    if value.each.is_none() {
        let Some(fact) = value.fact(&results.ledger).map_err(refused)? else {
            return Ok(false);
        };
        let added = results.ledger.add(fact);
        return match added {
            Ok(()) => Ok(true),
            Err(error) => Err(taken(error.to_string(), value.place())),
        };
    }
    let mut queries = answered.iter_mut();
    let Some((query, answer)) = queries.find(|(query, _)| value.is_column_of(query)) else {
        return Ok(false);
    };
    let name = value.path.rsplit('.').next().unwrap_or_default();
    if answer.column(name).is_some() {
        let message = format!("the query `{}` has a column `{name}` already", query.name);
        return Err(taken(message, value.place()));
    }
    let Some(name) = value.column(answer, &results.ledger).map_err(refused)? else {
        return Ok(false);
    };
    results.append(record_column(query, answer, &name));
    let mut tables = results.tables.iter_mut();
    if let Some(shown) = tables.find(|table| table.id == query.name) {
        *shown = table(query, answer);
    }
    Ok(true)
}

/// What is wrong with the values that cannot be computed: one finding for each cause.
fn left(open: &[&Declared], answers: &Answers<'_>, results: &Results) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut on_a_way: Vec<&str> = Vec::new();
    for (value, source) in open {
        let answer = value
            .each
            .as_ref()
            .and_then(|each| answers.get(each.get_ref()));
        if let (Some(each), None) = (&value.each, answer) {
            let name = each.get_ref();
            found.extend(answers.no_query(name).map(|help| {
                Diagnostic::error("HW0222", format!("there is no query `{name}`"))
                    .at(source, each.span(), "")
                    .help(help)
            }));
            continue;
        }
        let unknown = value.unknown(&results.ledger, answer.map(|(_, answer)| answer));
        let is_nowhere =
            |path: &str| !answers.declared.declare(path) && !answers.are_at_fault(path);
        if let Some((path, place)) = unknown.iter().find(|(path, _)| is_nowhere(path)) {
            let near = results.ledger.nearest(path).into_iter().next();
            let finding = Diagnostic::error("HW0222", format!("there is no value `{path}`"));
            found.push(finding.at(source, place.clone(), "").did_you_mean(near));
            continue;
        }
        // It waits for another one that waits: in a circle, or for one at fault, which was found.
        let mut way: Vec<&str> = vec![&value.path];
        while let Some(next) = way
            .last()
            .and_then(|path| waits_for(path, open, answers, results))
        {
            let Some(start) = way.iter().position(|path| *path == next) else {
                way.push(next);
                continue;
            };
            if start == 0 && !on_a_way.contains(&next) {
                let circle: Vec<String> = way
                    .iter()
                    .chain([&next])
                    .map(|path| format!("`{path}`"))
                    .collect();
                let circle = circle.join(", ");
                let message = format!("values are computed from each other in a circle: {circle}");
                found.push(
                    Diagnostic::error("HW0222", message)
                        .at(source, value.place(), "")
                        .help("compute one of them from a query alone"),
                );
            }
            on_a_way.extend(way.iter().copied());
            break;
        }
    }
    found
}

/// Returns the first open value that one waits for.
fn waits_for<'a>(
    path: &str,
    open: &[&'a Declared],
    answers: &Answers<'_>,
    results: &Results,
) -> Option<&'a str> {
    let (value, _) = open.iter().find(|(value, _)| value.path == path)?;
    let answer = value
        .each
        .as_ref()
        .and_then(|each| answers.get(each.get_ref()));
    let unknown = value.unknown(&results.ledger, answer.map(|(_, answer)| answer));
    let mut open = open.iter();
    let (next, _) =
        open.find(|(other, _)| unknown.iter().any(|(path, _)| is_below(path, &other.path)))?;
    Some(&next.path)
}
