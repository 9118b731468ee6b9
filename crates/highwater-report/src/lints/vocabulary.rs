//! What the ledger says of its values in words, for the lints that compare words with values.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use highwater_facts::{Contents, Fact, Unit, Value};
use highwater_study::Results;

use super::calendar::{Date, year};
use crate::language::Language;

/// The most cells of a value whose rows say what it is: more are a sample, not a thing.
const MOST_CELLS: usize = 3;

/// What the ledger says of its values in words.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    meanings: BTreeMap<String, Meaning>,
    /// The values of a study and unit by their number.
    numbers: BTreeMap<(String, Option<Unit>), Numbers>,
    labels: BTreeMap<String, String>,
    /// The keys of the rows of lists, each with its lists.
    keys: BTreeMap<String, BTreeSet<String>>,
    /// The words of all units.
    units: BTreeSet<String>,
    /// How many values of a study have a word, by study and word, and how many values it has.
    counts: BTreeMap<String, (BTreeMap<String, usize>, usize)>,
    /// The language of the words around the values.
    pub(crate) language: &'static Language,
}

/// Numbers in their order, each with its path.
type Numbers = Vec<(f64, String)>;

/// What is known of a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning {
    /// The words of its path, label and rows, as stems.
    pub(crate) words: BTreeSet<String>,
    /// The years and months of its path and label.
    pub(crate) dates: Vec<Date>,
    /// Its date, if it has one alone or one at its end.
    pub(crate) date: Option<Date>,
    pub(crate) number: Option<f64>,
    pub(crate) unit: Option<Unit>,
    /// What kind of value it is.
    pub(crate) kind: Option<Discriminant<Value>>,
    /// The cells that it is read from, to know values that are the same.
    pub(crate) cells: Vec<(Arc<str>, u64, Arc<str>)>,
}

impl Vocabulary {
    /// Gathers what the results say of their values.
    pub(crate) fn of(results: &Results, language: &'static Language) -> Self {
        let rows = Rows::of(results);
        let mut vocabulary = Vocabulary {
            meanings: BTreeMap::new(),
            numbers: BTreeMap::new(),
            labels: BTreeMap::new(),
            keys: BTreeMap::new(),
            units: BTreeSet::new(),
            counts: BTreeMap::new(),
            language,
        };
        for fact in results.ledger.facts() {
            let meaning = Meaning::of(fact, &rows, language);
            let study = fact.study().to_owned();
            let (counts, n) = vocabulary.counts.entry(study.clone()).or_default();
            *n += 1;
            for word in &meaning.words {
                *counts.entry(word.clone()).or_default() += 1;
            }
            if let Some(x) = meaning.number {
                let numbers = vocabulary.numbers.entry((study, meaning.unit)).or_default();
                numbers.push((x, fact.path.clone()));
            }
            if let Value::Series(series) = &fact.value {
                for item in &series.items {
                    let lists = vocabulary.keys.entry(item.key.clone()).or_default();
                    lists.insert(fact.path.clone());
                }
            }
            if let Some(Unit::Of(name)) = meaning.unit {
                vocabulary.units.extend(stems(name, language));
            }
            vocabulary
                .labels
                .insert(fact.path.clone(), fact.label.clone());
            vocabulary.meanings.insert(fact.path.clone(), meaning);
        }
        for numbers in vocabulary.numbers.values_mut() {
            numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        vocabulary
    }

    /// Returns what is known of a value; of a part, `LIST.max`, what is known of the whole and the part.
    pub(crate) fn meaning(&self, path: &str) -> Option<Meaning> {
        if let Some(meaning) = self.meanings.get(path) {
            return Some(meaning.clone());
        }
        let (stem, part) = path.rsplit_once('.')?;
        let mut meaning = self.meaning(stem)?;
        meaning.words.extend(stems(part, self.language));
        meaning.number = None;
        Some(meaning)
    }

    /// Returns what a value is, in the words of its study.
    pub(crate) fn label(&self, path: &str) -> Option<&str> {
        self.labels.get(path).map(String::as_str)
    }

    /// Returns the lists that have a row of that key.
    pub(crate) fn lists_with(&self, key: &str) -> impl Iterator<Item = &str> {
        let lists = self.keys.get(key).into_iter().flatten();
        lists.map(String::as_str)
    }

    /// Whether there is a value of that path.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.meanings.contains_key(path)
    }

    /// Returns the stems of the words of all units.
    pub(crate) fn unit_words(&self) -> &BTreeSet<String> {
        &self.units
    }

    /// Returns the values of the same study and unit whose numbers are near one, itself left out.
    pub(crate) fn near(&self, path: &str) -> Vec<&str> {
        let Some(meaning) = self.meanings.get(path) else {
            return Vec::new();
        };
        let study = path.split('.').next().unwrap_or_default().to_owned();
        let (Some(x), Some(numbers)) = (meaning.number, self.numbers.get(&(study, meaning.unit)))
        else {
            return Vec::new();
        };
        let reach = 0.1 * x.abs() + 1e-12;
        let from = numbers.partition_point(|(other, _)| *other < x - reach);
        let near = numbers[from..]
            .iter()
            .take_while(|(other, _)| *other <= x + reach);
        near.map(|(_, other)| other.as_str())
            .filter(|other| *other != path)
            .collect()
    }

    /// Returns the values of the same parent, unit and kind, itself left out.
    pub(crate) fn siblings(&self, path: &str) -> Vec<&str> {
        let (Some((parent, _)), Some(meaning)) = (path.rsplit_once('.'), self.meanings.get(path))
        else {
            return Vec::new();
        };
        let below = format!("{parent}.");
        let others = self.meanings.range(below.clone()..);
        let others = others.take_while(|(other, _)| other.starts_with(&below));
        others
            .filter(|(other, theirs)| {
                other.as_str() != path
                    && !other[below.len()..].contains('.')
                    && theirs.unit == meaning.unit
                    && theirs.kind == meaning.kind
            })
            .map(|(other, _)| other.as_str())
            .collect()
    }

    /// Returns how much a word tells values of a study apart: the logarithm of how rare it is.
    pub(crate) fn weight(&self, study: &str, word: &str) -> f64 {
        let Some((counts, n)) = self.counts.get(study) else {
            return 0.0;
        };
        let with = counts.get(word).copied().unwrap_or(0);
        libm::log((1.0 + *n as f64) / (1.0 + with as f64)).clamp(0.2, 4.0)
    }
}

impl Meaning {
    fn of(fact: &Fact, rows: &Rows, language: &Language) -> Self {
        let mut words = BTreeSet::new();
        for segment in fact.path.split('.').skip(1) {
            words.extend(stems(segment, language));
        }
        words.extend(stems(&fact.label, language));
        // A month is not what its row says besides.
        if fact.cells.len() <= MOST_CELLS && !matches!(fact.value, Value::Month(_)) {
            for cell in &fact.cells {
                words.extend(stems(&cell.column, language));
                for text in rows.texts(&cell.file, cell.line) {
                    words.extend(stems(text, language));
                }
            }
        }
        if let Value::Month(month) = &fact.value {
            words.extend(stems(&month.name(), language));
        }
        let cells = fact.cells.iter();
        let mut dates = dates(&fact.path, language);
        dates.extend(dates_of_text(&fact.label, language));
        if let Value::Month(month) = &fact.value {
            dates.push((month.year(), month.month()));
        }
        dates.sort_unstable();
        dates.dedup();
        Meaning {
            words,
            // A month is more than its year.
            date: dates
                .last()
                .copied()
                .filter(|(last, _)| dates.iter().all(|(year, _)| year == last) || dates.len() == 2),
            dates,
            number: fact.value.number(),
            unit: fact.value.unit(),
            kind: Some(discriminant(&fact.value)),
            cells: cells
                .map(|cell| (cell.file.clone(), cell.line, cell.column.clone()))
                .collect(),
        }
    }

    /// Whether it counts things.
    pub(crate) fn is_count(&self) -> bool {
        matches!(self.unit, Some(Unit::Of(_)))
    }

    /// Whether it is read from the same cells and has the same number: one value under two names.
    pub(crate) fn is_same(&self, other: &Meaning) -> bool {
        !self.cells.is_empty() && self.cells == other.cells && self.number == other.number
    }
}

/// The dates of a path: `jan_2022`, `y2018`, `window_2017_2021`.
fn dates(path: &str, language: &Language) -> Vec<Date> {
    let segments = path.split('.');
    segments
        .flat_map(|segment| dates_of_text(&segment.replace('_', " ").replace("y", " "), language))
        .collect()
}

/// The years and months of a text: `January 2022`.
fn dates_of_text(text: &str, language: &Language) -> Vec<Date> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(year) = year(word) else { continue };
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let month = before.and_then(|word| language.lists.months.get(&word.to_lowercase()));
        found.push((year, month.copied().unwrap_or(0)));
    }
    found
}

/// The stems of the words of a text or a segment of a path.
pub(crate) fn stems(text: &str, language: &Language) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let mut stems: Vec<String> = parts.filter_map(|word| language.stem(word)).collect();
    // Segments start with a letter: `y2018`, `n13b`, `e23`.
    let short: Vec<String> = stems
        .iter()
        .filter_map(|stem| {
            let rest = stem.get(1..)?;
            let is_key =
                stem.starts_with(['y', 'n']) && rest.starts_with(|c: char| c.is_ascii_digit());
            is_key.then(|| rest.to_owned())
        })
        .collect();
    stems.extend(short);
    stems
}

/// The texts of the rows of small tables.
struct Rows<'a>(BTreeMap<&'a str, BTreeMap<u64, Vec<&'a str>>>);

impl<'a> Rows<'a> {
    fn of(results: &'a Results) -> Self {
        let mut files = BTreeMap::new();
        for source in &results.ledger.sources {
            let Contents::Given { rows, .. } = &source.contents else {
                continue;
            };
            let texts = rows.iter().map(|(line, cells)| {
                let texts = cells.iter().map(String::as_str);
                let is_text = |text: &&str| {
                    text.len() < 40 && text.chars().filter(|c| c.is_alphabetic()).count() > 2
                        || text.len() == 7 && text.as_bytes()[4] == b'-'
                };
                (*line, texts.filter(is_text).collect())
            });
            files.insert(&*source.path, texts.collect());
        }
        Rows(files)
    }

    fn texts(&self, file: &str, line: u64) -> impl Iterator<Item = &'a str> + '_ {
        let row = self.0.get(file).and_then(|rows| rows.get(&line));
        row.into_iter().flatten().copied()
    }
}
