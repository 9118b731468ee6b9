//! Fits and tests over the lines of a query, in R's words, which give values under their usual names.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use highwater_facts::{Fact, FactPath, Quantity, RowSet, Unit, Value};
use highwater_query::{Answer, Datum};
use highwater_stats::{Frame, StatsError};
use toml::{Spanned, Value as Toml};

use crate::fault::Fault;
use crate::fields::{Given, Text, text, word};
use crate::figure::not_toml;
use crate::fits::{Fit, Model};
use crate::named::Named;
use crate::samples::{TESTS, Test};
use crate::spec::condition;

/// A fit or a test over the lines of a query.
#[derive(Clone, Debug)]
pub struct DeclaredStatistic {
    /// The path below which its values are.
    pub path: String,
    /// The name of the query.
    pub query: Spanned<String>,
    /// The condition on its lines, behind `where`.
    pub condition: Option<Spanned<String>>,
    formula: Text,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Fit(Fit),
    Test(Test),
}

impl DeclaredStatistic {
    /// Reads the `[[fit]]` and `[[test]]` of a block of values.
    ///
    /// # Errors
    ///
    /// All faults: a field, model or test that there is not, and what is missing.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_declared::DeclaredStatistic;
    /// use highwater_ingest::{Settings, TextFile, read_declared};
    /// use highwater_query::{Database, Limits, Query, Table};
    ///
    /// let text = "[[fit]]\nname = \"trend\"\nquery = \"rain\"\nformula = \"mm ~ day\"\n";
    /// let declared = DeclaredStatistic::read(text).map_err(|mut faults| faults.remove(0))?;
    /// let file = TextFile::new("rain.csv", b"day,mm\n1,2\n2,4.5\n3,5.5\n4,8\n");
    /// let rain = Table::new("rain", &read_declared(&file, &Settings::default()), &[]);
    /// let database = Database::new(vec![rain], Limits::default())?;
    /// let lines = database.answer(&Query::parse("rain", "SELECT day, mm FROM rain")?)?;
    /// let facts = declared[0].facts(&lines)?;
    /// let slope = facts.iter().find(|fact| fact.path == "trend.day.estimate").ok_or("no slope")?;
    /// assert!((slope.value.number().ok_or("no number")? - 1.9).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(text: &str) -> Result<Vec<Self>, Vec<Fault>> {
        let given: Given = toml::from_str(text).map_err(|error| vec![not_toml(&error)])?;
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for kind in ["fit", "test"] {
            let found = given.iter().find(|(key, _)| key.get_ref() == kind);
            let Some((key, value)) = found else { continue };
            let one = std::slice::from_ref(value.get_ref());
            let items = value.get_ref().as_array().map_or(one, Vec::as_slice);
            for item in items {
                let reader = Reader {
                    text,
                    kind,
                    place: key.span(),
                };
                match item
                    .as_table()
                    .ok_or_else(|| reader.wrong())
                    .and_then(|item| reader.read(item))
                {
                    Ok(read) => all.push(read),
                    Err(fault) => faults.push(fault),
                }
            }
        }
        if faults.is_empty() {
            Ok(all)
        } else {
            Err(faults)
        }
    }

    /// Returns the values, each with the rows of all lines.
    ///
    /// # Errors
    ///
    /// [`Fault`] for a formula that cannot be read, a column that there is not, and data that the model or
    /// test has no result for.
    pub fn facts(&self, answer: &Answer) -> Result<Vec<Fact>, Fault> {
        let formula = self.formula.get_ref();
        let named = match &self.what {
            What::Fit(fit) => frame(answer).and_then(|frame| fit.values(formula, &frame)),
            What::Test(test) => test.values(formula, answer),
        };
        let named = named.map_err(|error| self.wrong(&error))?;
        let rows = answer.rows.iter().flat_map(|row| answer.named(&row.rows));
        let words = format!("rows behind {}", self.path);
        let set = Arc::new(RowSet::new(self.path.as_str(), words, rows.cloned()));
        let how = match &self.what {
            What::Fit(fit) => format!("{} of {formula}", fit.model.words()),
            What::Test(test) => format!("{} of {formula}", test.words()),
        };
        let fact = |(name, x, label): Named| {
            let value = match x.filter(|x| x.is_finite()) {
                Some(x) => Value::Quantity(Quantity::exact(x, unit(&name))),
                None => Value::Missing("it is not defined for these lines".to_owned()),
            };
            let fact = Fact::new(format!("{}.{name}", self.path), value, label).how(how.as_str());
            Fact {
                row_set: Some(set.clone()),
                ..fact
            }
        };
        Ok(named.into_iter().map(fact).collect())
    }

    fn wrong(&self, error: &StatsError) -> Fault {
        let help = match error {
            StatsError::Formula { .. } => {
                "write it in R's words: `log10(flop) ~ year + C(country)`"
            }
            StatsError::UnknownTerm { .. } => "name columns of the query",
            _ => "look at the lines of the query, or filter them with `where`",
        };
        let start = self.formula.span().start;
        let place = match error {
            StatsError::Formula { column, .. } => {
                let mut characters = self.formula.get_ref().char_indices();
                let at = characters
                    .nth(column.saturating_sub(1))
                    .map_or(0, |(at, _)| at);
                start + at..self.formula.span().end
            }
            _ => self.formula.span(),
        };
        Fault::new(error.to_string(), place, help)
    }
}

/// What a number counts, by its name.
fn unit(name: &str) -> Unit {
    match name {
        "n" | "n1" | "n2" | "dropped" => Unit::Of("lines"),
        _ => Unit::Number,
    }
}

/// Returns the columns of an answer as a formula names them.
fn frame(answer: &Answer) -> Result<Frame, StatsError> {
    let mut frame = Frame::new();
    for (at, column) in answer.columns.iter().enumerate() {
        let cells = || {
            answer
                .rows
                .iter()
                .filter_map(|row| row.cells.get(at))
                .map(|cell| &cell.value)
        };
        frame = match cells().any(|value| matches!(value, Datum::Text(_))) {
            true => frame.texts(&column.name, &cells().map(Datum::text).collect::<Vec<_>>())?,
            false => {
                let numbers = cells().map(|value| value.number().unwrap_or(f64::NAN));
                frame.numbers(&column.name, &numbers.collect::<Vec<_>>())?
            }
        };
    }
    Ok(frame)
}

/// One `[[fit]]` or `[[test]]` as it is read.
struct Reader<'a> {
    text: &'a str,
    kind: &'static str,
    place: Range<usize>,
}

impl Reader<'_> {
    fn wrong(&self) -> Fault {
        let kind = self.kind;
        Fault::new(
            format!("`{kind}` is not a table"),
            self.place.clone(),
            format!("start it with a line `[[{kind}]]`"),
        )
    }

    fn read(&self, table: &toml::Table) -> Result<DeclaredStatistic, Fault> {
        let known: &[&str] = match self.kind {
            "fit" => &["name", "query", "formula", "model", "errors"],
            _ => &["name", "query", "formula", "test"],
        };
        let mut said: BTreeMap<&str, Text> = BTreeMap::new();
        for (field, value) in table {
            if !known.contains(&field.as_str()) {
                let message = format!("a {} has no `{field}`", self.kind);
                let place = self.find(field);
                return Err(Fault::unknown(message, place, field, known.iter().copied()));
            }
            let place = self.place_of(value);
            said.insert(field, text(field, value, place)?);
        }
        let take = |field: &str, example: &str| {
            said.get(field).cloned().ok_or_else(|| {
                let message = format!("a {} has no `{field}`", self.kind);
                Fault::new(
                    message,
                    self.place.clone(),
                    format!("add a line `{field} = \"{example}\"`"),
                )
            })
        };
        let name = take("name", "trend")?;
        FactPath::check(name.get_ref()).map_err(|error| {
            Fault::new(
                error.to_string(),
                name.span(),
                "name it in small letters: `trend`",
            )
        })?;
        let (query, condition) = condition(&take("query", "NAME")?);
        let formula = take("formula", "y ~ x")?;
        let what = match self.kind {
            "fit" => What::Fit(Fit {
                model: said
                    .get("model")
                    .map_or(Ok(Model::Ols), |text| word("model", text, &Model::ALL))?,
                errors: said
                    .get("errors")
                    .map(|text| word("errors", text, &Fit::ERRORS))
                    .transpose()?
                    .flatten(),
            }),
            _ => What::Test(word("test", &take("test", "spearman")?, &TESTS)?),
        };
        Ok(DeclaredStatistic {
            path: name.into_inner(),
            query,
            condition,
            formula,
            what,
        })
    }

    fn place_of(&self, value: &Toml) -> Range<usize> {
        value
            .as_str()
            .map_or(self.place.clone(), |text| self.find(text))
    }

    /// Finds what is written in the text; names that stand in several tables are found in the first.
    fn find(&self, written: &str) -> Range<usize> {
        match self.text.find(written).filter(|_| !written.is_empty()) {
            Some(at) => at..at + written.len(),
            None => self.place.clone(),
        }
    }
}
