//! The figures that stories declare, made of the lines of queries.

use std::collections::BTreeMap;

use highwater_declared::Hues;
use highwater_facts::RowSet;
use highwater_report::diagnostic::Diagnostic;
use highwater_study::Results;

use super::answers::{Answers, Asked};
use super::declarations::{OfStory, fault};

/// Adds the figures to the results, each with the rows that it shows. Gives what is wrong with them.
pub(crate) fn make(answers: &Answers<'_>, results: &mut Results) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // What is called by one name has one hue in all figures of a story.
    let mut hues: BTreeMap<&str, Hues> = BTreeMap::new();
    for of_story in &answers.declared.figures {
        let hues = hues.entry(&of_story.story).or_default();
        found.extend(one(of_story, answers, hues, results).err());
    }
    found
}

fn one(
    of_story: &OfStory,
    answers: &Answers<'_>,
    hues: &mut Hues,
    results: &mut Results,
) -> Result<(), Diagnostic> {
    let OfStory { figure, source, .. } = of_story;
    let (query, condition) = (&figure.spec.query, &figure.spec.condition);
    let asked = Asked {
        query: (query.get_ref(), query.span()),
        condition: condition
            .as_ref()
            .map(|text| (text.get_ref().as_str(), text.span())),
        source,
        code: "HW0221",
    };
    let Some((query, answer)) = answers.lines(&asked, &results.ledger)? else {
        return Ok(());
    };
    let made = figure.make(query, &answer, &results.ledger.sources, hues);
    let made = made.map_err(|error| fault(&error, source))?;
    let id = &figure.id;
    let name = format!("{}.figure_{}", query.name, id.replace('-', "_"));
    let rows = answer.rows.iter().flat_map(|row| answer.named(&row.rows));
    let set = RowSet::new(
        name,
        format!("rows behind the figure `{id}`"),
        rows.cloned(),
    );
    results.rest_figures(&[id], &[set.into()]);
    results.add_figure(made);
    Ok(())
}
