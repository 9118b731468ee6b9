//! Predicates that name some rows of a list one by one and leave out others: a row that is added later is
//! never looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use highwater_expr::{Comparison, Expression, Node, NodeKind};
use highwater_facts::{FactPath, Ledger, Series, Value};

/// The lists of a ledger, by the paths of their rows.
#[derive(Debug)]
pub(crate) struct ListIndex<'a> {
    /// For the path of a row, the lists that it is in.
    of_row: BTreeMap<&'a str, Vec<&'a str>>,
    lists: BTreeMap<&'a str, &'a Series>,
}

/// A list of which a predicate names some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// The path of the list.
    pub(crate) list: String,
    /// The keys of the rows that are left out.
    pub(crate) keys: Vec<String>,
    /// What would look at all rows.
    pub(crate) instead: String,
    /// The bytes of the predicate that name rows.
    pub(crate) range: Range<usize>,
}

impl<'a> ListIndex<'a> {
    pub(crate) fn of(ledger: &'a Ledger) -> Self {
        let (mut of_row, mut lists) = (BTreeMap::<&str, Vec<&str>>::new(), BTreeMap::new());
        for fact in ledger.facts() {
            let Value::Series(series) = &fact.value else {
                continue;
            };
            lists.insert(fact.path.as_str(), series);
            for item in &series.items {
                of_row.entry(&item.path).or_default().push(&fact.path);
            }
        }
        ListIndex { of_row, lists }
    }

    /// Returns the lists that a value is a row of, the longest first.
    pub(crate) fn of_row(&self, path: &str) -> Vec<String> {
        let mut lists: Vec<&str> = self
            .rows_of(path)
            .into_iter()
            .map(|(_, list)| list)
            .collect();
        let length = |list: &str| self.lists.get(list).map_or(0, |series| series.items.len());
        lists.sort_by_key(|list| std::cmp::Reverse(length(list)));
        lists.into_iter().map(str::to_owned).collect()
    }

    /// Returns the lists of which a predicate names some rows and leaves out others without a purpose that
    /// shows: it asks the same of several rows, or compares three and more, and its words do not name
    /// them.
    pub(crate) fn left_out(&self, expression: &Expression, words: &str) -> Vec<LeftOut> {
        let mut spots = Vec::new();
        self.spots(expression, expression.tree(), &mut spots);
        let lists = spots.iter().flat_map(|spot| spot.rows.keys().copied());
        let lists: BTreeSet<&str> = lists.collect();
        let of_list = lists.into_iter().filter_map(|list| {
            let spots = spots.iter().filter(|spot| spot.rows.contains_key(list));
            self.left_out_of(list, expression, words, &spots.collect::<Vec<_>>())
        });
        of_list.collect()
    }

    fn left_out_of(
        &self,
        list: &'a str,
        expression: &Expression,
        words: &str,
        spots: &[&Spot<'_, 'a>],
    ) -> Option<LeftOut> {
        let series = self.lists.get(list)?;
        let named = spots.iter().flat_map(|spot| &spot.rows[list]);
        let named: BTreeSet<&str> = named.copied().collect();
        let rest = series.items.iter();
        let rest = rest.filter(|item| !named.contains(item.path.as_str()));
        let keys: Vec<String> = rest.map(|item| item.key.clone()).collect();
        // Rows may lie below their list: `share.year.y2022` in `share.year`.
        let is_part = |path: &String| {
            let rest = path.strip_prefix(list);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                && self.rows_of(path).is_empty()
        };
        if keys.is_empty() || named.len() < 2 || expression.paths().iter().any(is_part) {
            return None;
        }
        let said = FactPath::segment(words);
        let is_said = |path: &&str| {
            let item = series.items.iter().find(|item| item.path == **path);
            item.is_some_and(|item| said.contains(&item.key))
        };
        if named.iter().all(is_said) {
            return None;
        }
        let is_written_out = spots
            .iter()
            .any(|spot| spot.is_list && spot.rows[list].len() > 1);
        let is_compared = spots.len() > 1 && named.len() > 2;
        let asked = asked_of_each(list, expression, spots);
        if !is_written_out && !is_compared && asked.is_none() {
            return None;
        }
        let ranges = spots.iter().map(|spot| spot.part.range.clone());
        Some(LeftOut {
            list: list.to_owned(),
            keys,
            instead: instead(list, expression, series, spots, asked),
            range: ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?,
        })
    }

    /// The comparisons and lists in a part that name rows.
    fn spots<'t>(&self, expression: &Expression, part: &'t Node, found: &mut Vec<Spot<'t, 'a>>) {
        let is_list = matches!(part.kind, NodeKind::List(_));
        let is_comparison = matches!(part.kind, NodeKind::Comparison(..));
        if is_list || is_comparison {
            let mut rows: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
            let paths = expression.paths_in(part);
            for (row, list) in paths.into_iter().flat_map(|path| self.rows_of(path)) {
                rows.entry(list).or_default().insert(row);
            }
            if !rows.is_empty() {
                found.push(Spot {
                    part,
                    rows,
                    is_list,
                });
                return;
            }
        }
        for inner in part.parts() {
            self.spots(expression, inner, found);
        }
    }

    /// The row that a path names, itself or an end of its range, with each list that it is in.
    fn rows_of(&self, path: &str) -> Vec<(&'a str, &'a str)> {
        let stem = path
            .strip_suffix(".low")
            .or_else(|| path.strip_suffix(".high"));
        let mut names = [Some(path), stem].into_iter().flatten();
        let Some((row, lists)) = names.find_map(|name| self.of_row.get_key_value(name)) else {
            return Vec::new();
        };
        lists.iter().map(|list| (*row, *list)).collect()
    }
}

/// A comparison, or a list that is written out.
struct Spot<'t, 'a> {
    part: &'t Node,
    /// The rows that it names, by their list.
    rows: BTreeMap<&'a str, BTreeSet<&'a str>>,
    is_list: bool,
}

/// Returns what is asked of several rows one by one, with `x` for the row, if it is the same.
fn asked_of_each(list: &str, expression: &Expression, spots: &[&Spot<'_, '_>]) -> Option<String> {
    let mut asked = BTreeMap::<String, usize>::new();
    for spot in spots.iter().filter(|spot| spot.rows[list].len() == 1) {
        let row = spot.rows[list].first()?;
        let text = expression.text_of(spot.part).replace(row, "x");
        *asked.entry(text).or_default() += 1;
    }
    let (text, times) = asked.into_iter().max_by_key(|(_, times)| *times)?;
    (times > 1).then_some(text)
}

/// Returns what to write in the place of comparisons of rows.
fn instead(
    list: &str,
    expression: &Expression,
    series: &Series,
    spots: &[&Spot<'_, '_>],
    asked: Option<String>,
) -> String {
    if let Some(asked) = asked {
        return format!("{list}.all(x, {asked})");
    }
    let place = |part: &Node| {
        let NodeKind::Path(path) = part.kind else {
            return None;
        };
        let path = expression.paths().get(path)?;
        series.items.iter().position(|item| item.path == *path)
    };
    // Whether the later row is said to be the greater one, and which row is the greater.
    let step = |spot: &&Spot<'_, '_>| {
        let NodeKind::Comparison(comparison, sides) = &spot.part.kind else {
            return None;
        };
        let (a, b) = (place(&sides[0])?, place(&sides[1])?);
        match comparison {
            Comparison::Greater | Comparison::AtLeast => Some((a > b, a)),
            Comparison::Less | Comparison::AtMost => Some((b > a, b)),
            Comparison::Equal | Comparison::Unequal => None,
        }
    };
    let steps: Option<Vec<(bool, usize)>> = spots.iter().map(step).collect();
    let steps = steps.unwrap_or_default();
    let (rises, greater): (Vec<bool>, Vec<usize>) = steps.into_iter().unzip();
    match (rises.first(), greater.first()) {
        (Some(_), Some(first)) if greater.len() > 1 && greater.iter().all(|at| at == first) => {
            format!("{} == {list}.max", series.items[*first].path)
        }
        (Some(true), _) if rises.iter().all(|rises| *rises) => format!("rising({list})"),
        (Some(false), _) if rises.iter().all(|rises| !rises) => format!("falling({list})"),
        _ => format!("{list}.all(x, ..)"),
    }
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Fact, Item, Quantity, Unit};

    use super::*;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::default();
        let number = |x: usize| Value::from(Quantity::exact(x as f64, Unit::Ratio));
        for (list, stem, end) in [
            ("w.score.by_month", "w.score.", ""),
            ("w.members.by_place.factor", "w.members.", ".factor"),
            ("w.share", "w.share.", ""),
        ] {
            let item = |(at, key): (usize, &str)| Item {
                key: key.to_owned(),
                path: format!("{stem}{key}{end}"),
                value: number(at),
            };
            let keys = ["jan_2022", "jul_2022", "jan_2023", "jul_2023"];
            let items: Vec<Item> = keys.into_iter().enumerate().map(item).collect();
            for item in &items {
                let fact = Fact::new(&item.path, item.value.clone(), "a row");
                ledger.add(fact).unwrap();
            }
            let fact = Fact::new(list, Value::Series(items.into()), "all");
            ledger.add(fact).unwrap();
        }
        let other = Fact::new("w.other", number(1), "a value");
        ledger.add(other).unwrap();
        ledger
    }

    /// Returns what is left out, what to write, and where.
    fn left_out(text: &str, words: &str) -> Vec<(String, String, String)> {
        let (ledger, expression) = (ledger(), Expression::parse(text).unwrap());
        let found = ListIndex::of(&ledger).left_out(&expression, words);
        let told = |left: LeftOut| {
            let place = text[left.range].to_owned();
            (left.keys.join(" "), left.instead, place)
        };
        found.into_iter().map(told).collect()
    }

    #[test]
    fn rows_by_hand_are_told_with_what_to_write() {
        for (text, keys, instead) in [
            (
                "w.score.jul_2022 > w.score.jan_2022 && w.score.jan_2023 > w.score.jul_2022",
                "jul_2023",
                "rising(w.score.by_month)",
            ),
            (
                "w.score.jul_2022 <= w.score.jan_2022 && w.score.jul_2023 < w.score.jul_2022",
                "jan_2023",
                "falling(w.score.by_month)",
            ),
            (
                "w.score.jul_2023 > w.score.jan_2023 && w.score.jul_2023 > w.score.jan_2022",
                "jul_2022",
                "w.score.jul_2023 == w.score.by_month.max",
            ),
            (
                "w.members.jan_2022.factor > 1 && w.members.jul_2022.factor > 1",
                "jan_2023 jul_2023",
                "w.members.by_place.factor.all(x, x > 1)",
            ),
            (
                "w.share.jan_2022 < 1 && w.share.jul_2022 < 1",
                "jan_2023 jul_2023",
                "w.share.all(x, x < 1)",
            ),
            (
                "[w.score.jan_2022, w.score.jul_2022].all(x, x > 1)",
                "jan_2023 jul_2023",
                "w.score.by_month.all(x, ..)",
            ),
        ] {
            let found = left_out(text, "went up");
            let [(left, told, _)] = &found[..] else {
                panic!("{text}: {found:?}")
            };
            assert_eq!((left.as_str(), told.as_str()), (keys, instead), "{text}");
        }
        let text = "w.other > 0 && w.members.jan_2022.factor > 1 && w.members.jul_2022.factor > 1";
        let (_, _, place) = left_out(text, "went up").remove(0);
        assert_eq!(place, &text["w.other > 0 && ".len()..]);
    }

    #[test]
    fn what_is_meant_so_is_no_finding() {
        for text in [
            // One row, two that are compared, or all.
            "w.score.jul_2023 > 1",
            "w.score.jul_2023 > w.score.jan_2022",
            "w.score.jul_2023 > w.score.jan_2022 && w.members.jul_2023.factor > 1",
            "w.members.jan_2022.factor > 1 && w.members.jul_2022.factor > 1 && \
             w.members.jan_2023.factor > 1 && w.members.jul_2023.factor > 1",
            // Each is asked something else.
            "w.score.jul_2023 > 1 && w.score.jan_2022 < 1",
            // The list is named too, or a part of it.
            "rising(w.score.by_month) && w.score.jul_2022 > 1 && w.score.jul_2023 > 1",
            "rising(w.score.by_month.until.jan_2023) && w.score.jul_2022 > 1 && w.score.jul_2023 > 1",
        ] {
            assert_eq!(left_out(text, "went up"), [], "{text}");
        }
        let text = "w.members.jan_2022.factor > 1 && w.members.jul_2022.factor > 1";
        assert_eq!(left_out(text, "more in jan 2022 and in jul 2022"), []);
    }
}
