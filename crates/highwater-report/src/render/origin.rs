//! What a figure rests on: values, rows, sources, and the choices of its study.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::{Basis, Contents, Fact, Format, Ledger, Source, Table, Unit};
use serde_json::{Value, json};

use super::binder::plain_value;
use super::rows::{Rows, counted};
use crate::check::{CheckedStory, Part};
use crate::data_address::{fact_href, row_href};
use crate::prose::Target;

/// The fields of a figure whose values tell what it shows; that of the source names a credit.
const FIELDS: [&str; 5] = ["title", "subtitle", "note", "alt", "method"];

/// The lines of a file that are named before the rest is counted.
const MOST_LINES: usize = 12;
/// The rows of a set that are named.
const MOST_NAMES: usize = 2;

/// What a figure rests on, as far as its words and its table say.
pub(super) struct Origin<'a> {
    ledger: &'a Ledger,
    /// The values that its words name, without the choices of the study.
    facts: BTreeMap<&'a str, &'a Fact>,
    rows: Rows<'a>,
    studies: BTreeSet<&'a str>,
}

impl<'a> Origin<'a> {
    pub(super) fn of(
        ledger: &'a Ledger,
        story: &'a CheckedStory,
        id: &str,
        data: Option<&'a Table>,
    ) -> Self {
        let texts = FIELDS.iter().filter_map(|&field| {
            let id = id.to_owned();
            story.texts.get(&Part::Figure { id, field })
        });
        let bindings = texts.flat_map(|prose| prose.bindings());
        let named = bindings.filter_map(|(binding, _)| match &binding.target {
            Target::Value { path, .. } => Some(ledger.resolve(path)?.0),
            _ => None,
        });
        let named: BTreeMap<&str, &Fact> = named.map(|fact| (fact.path.as_str(), fact)).collect();
        let cells = data.into_iter().flat_map(|data| data.rows.iter().flatten());
        let from = cells.filter_map(|cell| cell.from.as_ref());
        let mut rows = Rows::of(ledger, named.values().copied());
        rows.add_cells(from);
        let sets = ledger.figure_rows.get(id).into_iter().flatten();
        rows.add_sets(sets.filter_map(|name| ledger.row_set(name)));
        let of_sets = rows.sets().filter_map(|name| name.split('.').next());
        let folders = rows
            .files()
            .filter_map(|file| file.strip_prefix("data/")?.split('/').next());
        let studies: BTreeSet<&str> = named
            .values()
            .map(|fact| fact.study())
            .chain(folders)
            .chain(of_sets)
            .collect();
        Origin {
            ledger,
            rows,
            studies,
            facts: named
                .into_iter()
                .filter(|(path, _)| !is_choice(path))
                .collect(),
        }
    }

    /// For a template: values, rows, studies with their choices, sources.
    pub(super) fn context(&self, root: &str) -> Value {
        let facts = self.facts.values().map(|fact| {
            json!({
                "label": fact.label,
                "value": plain_value(fact),
                "how": fact.how,
                "href": fact_href(root, &fact.path),
            })
        });
        json!({
            "facts": facts.collect::<Vec<_>>(),
            "rows": self.rows.context(self.ledger, root, MOST_LINES),
            "sets": self.rows.set_context(root, MOST_NAMES),
            "row_count": counted(self.rows.count()),
            "has_rows": self.rows.count() > 0,
            "bases": self.bases().map(ToString::to_string).collect::<Vec<_>>(),
            "choices": self.choices(root),
            "sources": self.sources().into_iter().map(|source| source_context(source, root)).collect::<Vec<_>>(),
        })
    }

    fn bases(&self) -> impl Iterator<Item = &'a Basis> {
        let bases = self.ledger.bases.iter();
        bases.filter(|basis| self.studies.contains(basis.study))
    }

    /// Returns what the studies were set to.
    fn choices(&self, root: &str) -> Vec<Value> {
        let settings = self.studies.iter().flat_map(|study| {
            let facts = self.ledger.facts();
            facts.filter(move |fact| fact.study() == *study && is_choice(&fact.path))
        });
        settings
            .map(|fact| {
                json!({
                    "label": fact.label,
                    "value": plain_value(fact),
                    "href": fact_href(root, &fact.path),
                })
            })
            .collect()
    }

    /// The files that its rows stand in, and the tables that its studies ran on; where neither is
    /// known, all that the studies keep in the project.
    fn sources(&self) -> Vec<&'a Source> {
        let mut paths: BTreeSet<String> = self.rows.files().map(str::to_owned).collect();
        paths.extend(self.bases().map(|basis| format!("{}.csv", basis.table)));
        let known = |source: &&Source| paths.contains(&*source.path);
        let found: Vec<&Source> = self.ledger.sources.iter().filter(known).collect();
        if !found.is_empty() {
            return found;
        }
        let of_study = |source: &&Source| {
            let folder = source
                .path
                .strip_prefix("data/")
                .and_then(|path| path.split('/').next());
            folder.is_some_and(|folder| self.studies.contains(folder))
        };
        self.ledger.sources.iter().filter(of_study).collect()
    }
}

/// Returns whether a path is that of a choice of a study: `openness.settings.asset`.
fn is_choice(path: &str) -> bool {
    path.split('.').nth(1) == Some("settings")
}

fn source_context(source: &Source, root: &str) -> Value {
    let address = match &source.contents {
        Contents::Elsewhere { address, .. } => address.as_str(),
        Contents::Given { .. } => "",
    };
    let rows = Format::default().number(source.rows() as f64, Unit::Of("rows"));
    json!({
        "title": source.title,
        "origin": source.origin,
        "licence": source.licence,
        "date": source.date,
        "sha256": source.sha256,
        "rows": rows,
        "name": source.path.rsplit('/').next().unwrap_or(&source.path),
        "href": row_href(root, &source.path, 0),
        "address": address,
    })
}
