//! What queries answered, as figures, values and tests ask for it: all lines of one, or some.

use std::borrow::Cow;
use std::ops::Range;

use highwater_declared::DeclaredValue;
use highwater_facts::{Ledger, nearest::nearest};
use highwater_query::{Answer, Database, Query, QueryError};
use highwater_report::SourceText;
use highwater_report::diagnostic::Diagnostic;

use super::declarations::{Declarations, is_below, of_value};

/// What queries answered.
pub(crate) struct Answers<'a> {
    pub(crate) declared: &'a Declarations,
    pub(crate) database: &'a Database,
    pub(crate) all: Vec<(Query, Answer)>,
    /// The columns that were computed and added to the answers, in their order.
    pub(crate) columns: Vec<&'a DeclaredValue>,
}

/// Which lines of which query are asked for, and where that is written.
pub(crate) struct Asked<'a> {
    /// The name of the query, with its place.
    pub(crate) query: (&'a str, Range<usize>),
    /// The condition on its lines, with its place.
    pub(crate) condition: Option<(&'a str, Range<usize>)>,
    pub(crate) source: &'a SourceText,
    /// The code of what is wrong.
    pub(crate) code: &'static str,
}

impl Answers<'_> {
    /// Returns the query of a name with its answer.
    pub(crate) fn get(&self, name: &str) -> Option<&(Query, Answer)> {
        self.all.iter().find(|(query, _)| query.name == name)
    }

    /// Returns the lines that are asked for; `None` if the query is at fault, which was found.
    pub(crate) fn lines(
        &self,
        asked: &Asked<'_>,
        ledger: &Ledger,
    ) -> Result<Option<(&Query, Cow<'_, Answer>)>, Diagnostic> {
        let (name, place) = &asked.query;
        let Some((query, answer)) = self.get(name) else {
            return match self.no_query(name) {
                None => Ok(None),
                Some(help) => Err(Diagnostic::error(
                    asked.code,
                    format!("there is no query `{name}`"),
                )
                .at(asked.source, place.clone(), "")
                .help(help)),
            };
        };
        let Some((condition, place)) = &asked.condition else {
            return Ok(Some((query, Cow::Borrowed(answer))));
        };
        let refused = |error: QueryError| {
            let within = |p: Range<usize>| place.start + p.start..place.start + p.end;
            let place = error.place.map_or(place.clone(), within);
            Diagnostic::error(asked.code, error.message)
                .at(asked.source, place, "")
                .help(error.help)
        };
        let filtered = query.filtered(condition).map_err(refused)?;
        let mut answer = self.database.answer(&filtered).map_err(refused)?;
        // The columns that are computed stand behind those that SQL knows.
        for column in self
            .columns
            .iter()
            .filter(|column| column.is_column_of(query))
        {
            let added = column.column(&mut answer, ledger);
            added.map_err(|error| of_value(&error, asked.source))?;
        }
        Ok(Some((query, Cow::Owned(answer))))
    }

    /// Returns whether a path is below a query that is at fault.
    pub(crate) fn are_at_fault(&self, path: &str) -> bool {
        let mut queries = self.declared.queries.iter();
        queries.any(|query| is_below(path, &query.name) && self.get(&query.name).is_none())
    }

    /// Returns what to do about a query that there is not; `None` if it is there and at fault.
    pub(crate) fn no_query(&self, name: &str) -> Option<String> {
        let queries = &self.declared.queries;
        let names: Vec<&str> = queries.iter().map(|query| query.name.as_str()).collect();
        if names.contains(&name) {
            return None;
        }
        Some(match (nearest(name, names.iter().copied()), &names[..]) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => format!("write it in a block that starts with ```` ```sql {name} ````"),
            (None, names) => format!("there are {}", names.join(", ")),
        })
    }
}
