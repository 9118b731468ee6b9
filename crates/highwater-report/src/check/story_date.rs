//! The date of a story, compared with those of the tables that its values are read from.

use std::collections::BTreeSet;

use super::texts::Texts;
use crate::diagnostic::Diagnostic;
use crate::prose::Target;
use crate::story::Story;
use highwater_study::Results;

/// How many years a story may be younger than its data: more are a slip of the pen.
const MOST_YEARS: i32 = 30;

pub(super) fn check(story: &Story, texts: &Texts, results: &Results, found: &mut Vec<Diagnostic>) {
    let ledger = &results.ledger;
    let facts = texts
        .bindings()
        .filter_map(|(_, binding)| match &binding.target {
            Target::Value { path, .. } => Some(ledger.resolve(path)?.0),
            _ => None,
        });
    let files: BTreeSet<&str> = facts
        .flat_map(|fact| fact.cells.iter().map(|cell| &*cell.file))
        .collect();
    let sources = ledger.sources.iter();
    let sources = sources.filter(|source| files.contains(&*source.path) && source.date.len() == 10);
    let Some(newest) = sources.max_by_key(|source| &source.date) else {
        return;
    };
    let date = &story.front.date;
    let year = |date: &str| {
        date.split('-')
            .next()
            .and_then(|year| year.parse::<i32>().ok())
    };
    let (Some(own), Some(theirs)) = (year(date), year(&newest.date)) else {
        return;
    };
    let is_other = !ledger.departures(&newest.path).is_empty();
    let message = if *date < newest.date && !is_other {
        format!("the story is dated {date}, before its data")
    } else if own - theirs > MOST_YEARS {
        format!(
            "the story is dated {date}, {} years after its data",
            own - theirs
        )
    } else {
        return;
    };
    let head = story.source.slice(0..story.body.range.start);
    let line = head.find("\ndate").map_or(0, |at| at + 1);
    let length = head[line..].lines().next().unwrap_or_default().len();
    found.push(
        Diagnostic::warning("HW0081", message)
            .at(
                &story.source,
                line..line + length,
                format!("`{}` is of {}", newest.path, newest.date),
            )
            .help("write the day of the last change of the story, as `2026-11-22`"),
    );
}
