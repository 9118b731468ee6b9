//! An edition: one state of a report, as its `facts.json` holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::figures::Grid;
use super::{Side, lies_below};
use crate::check::Checked;
use crate::render::{SCHEMA, whole};
use crate::site::sha256;

/// One state of a report: its values, the verdicts on its claims, the hashes of its figures.
#[derive(Clone, Debug)]
pub struct Edition {
    /// How its reader names it: a folder, a snapshot, a file.
    pub name: String,
    pub(super) values: BTreeMap<String, ValueRecord>,
    pub(super) claims: Option<BTreeMap<(String, String), ClaimRecord>>,
    pub(super) figures: Option<BTreeMap<String, FigureRecord>>,
    /// The data of figures, by id, where they are at hand.
    pub(super) tables: BTreeMap<String, Grid>,
    bases: Vec<EditionBasis>,
    /// The path below which all its values lie, where it holds values alone.
    below: String,
}

/// What a study ran on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionBasis {
    /// The study.
    pub study: String,
    /// What kind of table, in words.
    pub kind: String,
    /// The table.
    pub table: String,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    bases: Vec<EditionBasis>,
    facts: Vec<ValueRecord>,
    claims: Option<Vec<ClaimRecord>>,
    figures: Option<Vec<FigureRecord>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct ValueRecord {
    pub(super) path: String,
    pub(super) label: String,
    pub(super) value: Json,
    pub(super) text: Option<String>,
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) low: Json,
    #[serde(default)]
    pub(super) high: Json,
    #[serde(default)]
    pub(super) level: Json,
    #[serde(default)]
    pub(super) approximate: bool,
    pub(super) missing: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct ClaimRecord {
    pub(super) story: String,
    pub(super) id: String,
    pub(super) words: String,
    pub(super) expr: Option<String>,
    pub(super) values: Vec<String>,
    #[serde(flatten)]
    pub(super) judged: Judged,
    pub(super) regardless: Option<Judged>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Judged {
    pub(super) verdict: String,
    pub(super) reason: Option<String>,
    pub(super) margin: Option<String>,
    pub(super) margin_relative: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct FigureRecord {
    pub(super) id: String,
    pub(super) data: String,
    pub(super) drawn: Vec<Drawn>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Drawn {
    pub(super) story: String,
    pub(super) width: f64,
    pub(super) sha256: String,
}

impl FigureRecord {
    /// Puts the pictures in one order, whoever listed them.
    fn in_order(&mut self) {
        let by_width = |a: &Drawn, b: &Drawn| a.width.total_cmp(&b.width);
        self.drawn
            .sort_by(|a, b| a.story.cmp(&b.story).then(by_width(a, b)));
    }
}

impl Edition {
    /// The edition that a checked report is.
    ///
    /// Stories that [`check_beside`](crate::check_beside) left out, for they say the same on both data,
    /// are those of the report beside which it was checked.
    ///
    /// # Errors
    ///
    /// [`EditionError::Fields`] where the program writes other JSON than it reads: a fault of its own.
    pub fn of(
        name: &str,
        checked: &Checked<'_>,
        beside: Option<&Edition>,
    ) -> Result<Self, EditionError> {
        let file: File = serde_json::from_value(whole(checked)).map_err(fields)?;
        let mut edition = Edition::from_file(name, file);
        for figure in &checked.results.figures {
            let grid = Grid::of(&figure.data);
            edition.tables.insert(figure.id.clone(), grid);
        }
        if let Some(beside) = beside {
            edition.take_over(beside, &checked.unchanged);
        }
        Ok(edition)
    }

    /// Returns the edition in the text of a `facts.json`, or of what a program prints of its values as
    /// JSON, which holds values alone.
    ///
    /// # Errors
    ///
    /// [`EditionError`]: what the text is instead.
    pub fn read(name: &str, text: &str) -> Result<Self, EditionError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let json: Json = serde_json::from_str(text).map_err(|error| EditionError::Syntax {
            line: error.line(),
            column: error.column(),
        })?;
        if json.is_array() {
            let facts: Vec<ValueRecord> = serde_json::from_value(json).map_err(fields)?;
            let mut edition = Edition::from_file(name, File::of_values(facts));
            edition.below = common_path(edition.values.keys());
            return Ok(edition);
        }
        let has = |key: &str| json.get(key).is_some();
        match json
            .get("schema")
            .map(|schema| schema.as_str().unwrap_or_default())
        {
            Some(SCHEMA) => {
                let file: File = serde_json::from_value(json).map_err(fields)?;
                Ok(Edition::from_file(name, file))
            }
            Some(other) if other.starts_with("highwater-facts/") => Err(EditionError::Version {
                found: format!("version `{other}`"),
            }),
            None if has("facts") && has("claims") && has("figures") => Err(EditionError::Version {
                found: "no version".to_owned(),
            }),
            _ => Err(EditionError::Other),
        }
    }

    fn from_file(name: &str, file: File) -> Self {
        let claims = |claims: Vec<ClaimRecord>| {
            let key = |claim: &ClaimRecord| (claim.story.clone(), claim.id.clone());
            claims
                .into_iter()
                .map(|claim| (key(&claim), claim))
                .collect()
        };
        let figures = |figures: Vec<FigureRecord>| {
            let figures = figures.into_iter();
            let figures = figures.map(|mut figure| {
                figure.in_order();
                (figure.id.clone(), figure)
            });
            figures.collect()
        };
        let values = file.facts.into_iter();
        Edition {
            name: name.to_owned(),
            values: values.map(|value| (value.path.clone(), value)).collect(),
            claims: file.claims.map(claims),
            figures: file.figures.map(figures),
            tables: BTreeMap::new(),
            bases: file.bases,
            below: String::new(),
        }
    }

    /// Adds the data of a figure as its site gives them, a CSV; they are taken where their hash is the
    /// one that the edition holds.
    pub fn add_data(&mut self, figure: &str, csv: &[u8]) {
        let known = self
            .figures
            .as_ref()
            .and_then(|figures| figures.get(figure));
        if known.is_some_and(|known| known.data == sha256(csv)) {
            self.tables.insert(figure.to_owned(), Grid::read(csv));
        }
    }

    /// The figures, each with a story that draws it.
    pub fn figures(&self) -> impl Iterator<Item = (&str, &str)> {
        let figures = self.figures.iter().flat_map(BTreeMap::values);
        figures.filter_map(|figure| {
            let drawn = figure.drawn.first()?;
            Some((figure.id.as_str(), drawn.story.as_str()))
        })
    }

    /// The same edition under another name.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Edition {
            name: name.to_owned(),
            ..self
        }
    }

    /// Returns whether a value lies at or below a path.
    #[must_use]
    pub fn has_below(&self, path: &str) -> bool {
        self.values.keys().any(|value| lies_below(value, path))
    }

    fn take_over(&mut self, beside: &Edition, unchanged: &BTreeSet<String>) {
        if let (Some(own), Some(others)) = (&mut self.claims, &beside.claims) {
            let untouched = others
                .iter()
                .filter(|(_, claim)| unchanged.contains(&claim.story));
            own.extend(untouched.map(|(key, claim)| (key.clone(), claim.clone())));
        }
        if let (Some(own), Some(others)) = (&mut self.figures, &beside.figures) {
            for figure in own.values_mut() {
                let other = others.get(&figure.id);
                let drawn = other.iter().flat_map(|other| &other.drawn);
                let untouched = drawn.filter(|drawn| unchanged.contains(&drawn.story));
                figure.drawn.extend(untouched.cloned());
                figure.in_order();
            }
        }
    }

    pub(super) fn below(&self) -> &str {
        &self.below
    }

    pub(super) fn side(&self) -> Side {
        Side {
            name: self.name.clone(),
            bases: self.bases.clone(),
        }
    }
}

impl File {
    fn of_values(facts: Vec<ValueRecord>) -> Self {
        File {
            bases: Vec::new(),
            facts,
            claims: None,
            figures: None,
        }
    }
}

/// The longest path at or below which some paths lie.
fn common_path<'a>(paths: impl Iterator<Item = &'a String>) -> String {
    let mut common: Option<Vec<&str>> = None;
    for path in paths {
        let segments: Vec<&str> = path.split('.').collect();
        common = Some(match common {
            None => segments,
            Some(common) => {
                let both = common.into_iter().zip(segments);
                both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
            }
        });
    }
    common.unwrap_or_default().join(".")
}

fn fields(error: serde_json::Error) -> EditionError {
    EditionError::Fields {
        why: error.to_string(),
    }
}

/// A text that is no edition of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditionError {
    /// It is not JSON.
    Syntax {
        /// The line at which it stops to be, from 1.
        line: usize,
        /// The column.
        column: usize,
    },
    /// It is JSON of something else.
    Other,
    /// It is a `facts.json` of another version.
    Version {
        /// Which, in words.
        found: String,
    },
    /// A field is missing or of another kind.
    Fields {
        /// Which, and how.
        why: String,
    },
}

impl EditionError {
    /// Returns what to do.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            EditionError::Syntax { .. } | EditionError::Other => {
                "name the facts.json of a built site, or values that were printed as JSON"
            }
            EditionError::Version { .. } => {
                "build that site again with this version, or compare its data: a folder or a snapshot"
            }
            EditionError::Fields { .. } => "take the file from its site again, as it was built",
        }
    }
}

impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditionError::Syntax { line, column } => {
                write!(f, "it is not JSON from line {line}, column {column} on")
            }
            EditionError::Other => f.write_str("it is JSON, and no facts.json"),
            EditionError::Version { found } => {
                write!(f, "it is a facts.json of {found}, and `{SCHEMA}` is read")
            }
            EditionError::Fields { why } => write!(f, "it is a facts.json with a fault: {why}"),
        }
    }
}

impl std::error::Error for EditionError {}
