//! The columns of tables as lists: what a study records row by row, a claim can name as one.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_facts::{CellRef, Fact, Item, Ledger, RowSet, Series, Value};

/// The columns whose rows were recorded: of each list the rows, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    rows: BTreeMap<String, Vec<Row>>,
    /// How lists were computed, if that is known of the list as a whole.
    hows: BTreeMap<String, String>,
}

/// A row of a column.
#[derive(Clone, Debug)]
struct Row {
    key: String,
    path: String,
    /// The sets of table rows that its value was computed from, the widest first.
    sets: Vec<Arc<RowSet>>,
}

impl Columns {
    /// Notes a path in which brackets mark the key of a row, and the sets of table rows that its value
    /// was computed from; returns the path without brackets.
    ///
    /// With two keys the value is in two lists, one along each.
    pub(crate) fn note(&mut self, marked: &str, sets: &[Arc<RowSet>]) -> String {
        let segments: Vec<Segment<'_>> = marked.split('.').map(Segment::of).collect();
        let path = join(segments.iter().map(|segment| segment.key));
        for (at, segment) in segments.iter().enumerate() {
            let Some(list) = segment.list else {
                continue;
            };
            let around = segments.iter().enumerate();
            let names = around.map(|(i, other)| if i == at { list } else { other.key });
            self.rows.entry(join(names)).or_default().push(Row {
                key: segment.key.to_owned(),
                path: path.clone(),
                sets: sets.to_vec(),
            });
        }
        path
    }

    /// Notes how a list was computed, under a path in which empty brackets stand for the key.
    pub(crate) fn describe(&mut self, marked: &str, how: String) {
        let segments = marked.split('.').map(Segment::of);
        let path = join(segments.map(|segment| segment.list.unwrap_or(segment.key)));
        self.hows.insert(path, how);
    }

    /// Adds the rows that another part of the study recorded.
    pub(crate) fn append(&mut self, other: Columns) {
        self.hows.extend(other.hows);
        for (path, rows) in other.rows {
            self.rows.entry(path).or_default().extend(rows);
        }
    }

    /// Makes the lists of what was noted, from the facts of a ledger.
    ///
    /// Rows that cannot stand in one list, such as dollars beside downloads, make none. If all rows are
    /// missing, the list is missing for the same reason.
    pub(crate) fn lists(self, ledger: &Ledger) -> Vec<Fact> {
        let (lists, hows) = (self.rows.into_iter(), self.hows);
        let list = |(path, rows): (String, Vec<Row>)| {
            let how = hows.get(&path).cloned();
            let list = list(path, rows, ledger)?;
            Some(match how {
                Some(how) => list.how(how),
                None => list,
            })
        };
        lists.filter_map(list).collect()
    }
}

/// A segment of a path: `jul_2022`, `by_month[jul_2022]` or `[y2022]`.
struct Segment<'a> {
    /// The key, or the whole where nothing is marked.
    key: &'a str,
    /// What stands in its place in the path of the list; empty where nothing does.
    list: Option<&'a str>,
}

impl<'a> Segment<'a> {
    fn of(text: &'a str) -> Self {
        let marked = text.strip_suffix(']').and_then(|text| text.split_once('['));
        match marked {
            Some((list, key)) => Segment {
                key,
                list: Some(list),
            },
            None => Segment {
                key: text,
                list: None,
            },
        }
    }
}

fn join<'a>(segments: impl Iterator<Item = &'a str>) -> String {
    let segments: Vec<&str> = segments.filter(|segment| !segment.is_empty()).collect();
    segments.join(".")
}

fn list(path: String, rows: Vec<Row>, ledger: &Ledger) -> Option<Fact> {
    let around = rows.split_first().and_then(|(first, others)| {
        let of_all = |set: &&Arc<RowSet>| others.iter().all(|row| row.sets.contains(set));
        first.sets.iter().rfind(of_all).cloned()
    });
    let known = rows.into_iter().filter_map(|row| {
        let fact = ledger.get(&row.path)?;
        let item = Item {
            key: row.key,
            path: row.path,
            value: fact.value.clone(),
        };
        Some((fact, item))
    });
    let (facts, items): (Vec<&Fact>, Vec<Item>) = known.unzip();
    let series = Series { items };
    let value = match series.items.iter().find_map(known_value) {
        Some(_) if series.is_of_one_kind() => Value::Series(series),
        Some(_) => return None,
        None => facts.first()?.value.clone(),
    };
    let labels: Vec<&str> = facts.iter().map(|fact| fact.label.as_str()).collect();
    let how = facts.first()?.how.as_str();
    let how = if facts.iter().all(|fact| fact.how == how) {
        how
    } else {
        ""
    };
    let cells: Vec<CellRef> = facts.iter().flat_map(|fact| fact.cells.clone()).collect();
    let first = facts.first()?.row_set.clone();
    let is_shared = facts.iter().all(|fact| fact.row_set == first);
    let row_set = if is_shared { first } else { around };
    let fact = Fact::new(path, value, common(&labels));
    Some(Fact {
        row_set: row_set.filter(|_| cells.is_empty()),
        ..fact.how(how).from_cells(cells)
    })
}

fn known_value(item: &Item) -> Option<&Value> {
    Some(&item.value).filter(|value| !matches!(value, Value::Missing(_)))
}

/// Returns what labels have in common, with `…` for the words in which they differ.
fn common(labels: &[&str]) -> String {
    let words: Vec<Vec<&str>> = labels
        .iter()
        .map(|label| label.split(' ').collect())
        .collect();
    let Some((first, others)) = words.split_first() else {
        return String::new();
    };
    if others.iter().all(|other| other == first) {
        return first.join(" ");
    }
    let shortest = words.iter().map(Vec::len).min().unwrap_or(0);
    let same =
        |word: &dyn Fn(&[&str]) -> String| others.iter().all(|other| word(other) == word(first));
    let start = (0..shortest)
        .take_while(|&at| same(&|words| words[at].to_owned()))
        .count();
    let end = (0..shortest - start)
        .take_while(|&at| same(&|words| words[words.len() - 1 - at].to_owned()))
        .count();
    let (before, after) = (&first[..start], &first[first.len() - end..]);
    [before, &["…"], after].concat().join(" ")
}

#[cfg(test)]
mod tests {
    use highwater_facts::{NamedRow, Quantity, Unit};

    use super::*;
    use crate::facts::Facts;
    use crate::results::Results;

    /// Returns the lists of some values, recorded under marked paths.
    fn lists(values: &[(&str, Value, &str)]) -> Vec<Fact> {
        let (mut ledger, mut columns) = (Ledger::default(), Columns::default());
        for (marked, value, label) in values {
            let path = columns.note(marked, &[]);
            ledger.add(Fact::new(path, value.clone(), *label)).unwrap();
        }
        columns.lists(&ledger)
    }

    fn number(x: f64, unit: Unit) -> Value {
        Quantity::exact(x, unit).into()
    }

    #[test]
    fn the_rows_of_a_column_are_a_list_in_their_order() {
        let lists = lists(&[
            (
                "w.d.by_month[jul_2022]",
                number(67.0, Unit::Usd),
                "cost, July 2022",
            ),
            (
                "w.d.by_month[apr_2023]",
                number(380.0, Unit::Usd),
                "cost, April 2023",
            ),
            ("w.d.last", number(380.0, Unit::Usd), "last cost"),
        ]);
        let [list] = &lists[..] else {
            panic!("{lists:?}")
        };
        assert_eq!(
            (list.path.as_str(), list.label.as_str()),
            ("w.d.by_month", "cost, …")
        );
        let Value::Series(series) = &list.value else {
            panic!("{list:?}")
        };
        let rows: Vec<_> = series
            .items
            .iter()
            .map(|item| (&*item.key, &*item.path))
            .collect();
        assert_eq!(
            rows,
            [("jul_2022", "w.d.jul_2022"), ("apr_2023", "w.d.apr_2023")]
        );
    }

    #[test]
    fn a_value_with_two_keys_is_in_two_lists() {
        let shares = ["a", "b"].map(|sector| {
            ["y1", "y2"].map(|year| format!("w.year.[{year}].by_sector[{sector}].share"))
        });
        let values: Vec<_> = shares
            .iter()
            .flatten()
            .map(|path| {
                (
                    path.as_str(),
                    number(1.0, Unit::Fraction),
                    "share of a sector in a year",
                )
            })
            .collect();
        let lists = lists(&values);
        let paths: Vec<&str> = lists.iter().map(|list| list.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "w.year.a.share",
                "w.year.b.share",
                "w.year.y1.by_sector.share",
                "w.year.y2.by_sector.share",
            ]
        );
        assert_eq!(lists[0].label, "share of a sector in a year");
    }

    #[test]
    fn a_list_rests_on_the_set_around_those_of_its_rows() {
        let set = |name: &str, lines: std::ops::Range<u64>| {
            let row = |line: u64| NamedRow {
                file: "m.csv".into(),
                line,
                place: line as usize,
                name: "a model".into(),
            };
            Arc::new(RowSet::new(name, "some rows", lines.map(row)))
        };
        let mut facts = Facts::below("w").of_rows(set("w.all", 2..9));
        for (year, lines) in [("y1", 2..4), ("y2", 4..9), ("y3", 9..9)] {
            facts.within(&set(&format!("w.{year}"), lines), |facts| {
                for column in ["n", "share"] {
                    facts.count(&format!("by_year[{year}].{column}"), 1, "models", "models");
                }
            });
        }
        facts.within(&set("w.y1", 2..4), |facts| {
            facts.count("of_y1.by_kind[a]", 1, "models", "models");
        });
        let mut results = Results::from(facts);
        results.record_lists();
        let rests_on = |path: &str| {
            let set = results.ledger.get(path).unwrap().row_set.as_ref().unwrap();
            set.name.clone()
        };
        assert_eq!(rests_on("w.y2.n"), "w.y2");
        // A set without rows says nothing.
        assert_eq!(rests_on("w.y3.n"), "w.all");
        assert_eq!(rests_on("w.by_year.share"), "w.all");
        assert_eq!(rests_on("w.of_y1.by_kind"), "w.y1");
    }

    #[test]
    fn unlike_rows_make_no_list_and_missing_ones_a_missing_one() {
        let missing = || Value::Missing("no table".to_owned());
        let lists = lists(&[
            ("w.a.by_x[m]", number(1.0, Unit::Usd), "a"),
            ("w.a.by_x[n]", number(1.0, Unit::Ratio), "a"),
            ("w.b.by_x[m]", missing(), "b"),
            ("w.b.by_x[n]", missing(), "b"),
        ]);
        assert_eq!(lists.len(), 1);
        assert_eq!(
            (lists[0].path.as_str(), &lists[0].value),
            ("w.b.by_x", &missing())
        );
    }
}
