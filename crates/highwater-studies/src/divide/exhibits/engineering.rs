//! Engineering topics: the named models against the three topics, as in the supplement's figure 8,
//! and the shares of papers of both sectors.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::Figure;
use highwater_plot::chart::{CellGroup, CellRow, CellValue, Cells};

use super::{
    ACADEMIA_ALONE, Results, SHARE, WHOLE, WITH_INDUSTRY, needs_snapshot, or_absent, percent,
};
use crate::divide::text::engineering::{Comparison, Engineering, Group, NamedModel};
use crate::divide::text::topics::Topic;
use crate::table_cells::{count, number};

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let found = results.texts.as_ref().map(|texts| &texts.engineering);
    let chart = found.ok_or_else(needs_snapshot).map(|found| {
        Cells::new(
            Topic::ALL.map(|topic| capital(topic.words())),
            percent("Share of abstracts", WHOLE),
            [shares(found), named(found)],
        )
        .levels([0.0, 2.5, 5.0, 10.0, 20.0, 40.0])
        .yes("In the abstract")
        .no("Not in it")
    });
    Figure::of_data(or_absent(chart), table(found))
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// The comparisons of the group that the issue is about: language, 2018 to 2024.
fn language(found: &Engineering) -> impl Iterator<Item = &Comparison> {
    let groups = found.groups.iter();
    let of = groups.filter(|(group, _)| *group == Group::Language);
    of.flat_map(|(_, comparisons)| comparisons)
}

fn shares(found: &Engineering) -> CellGroup {
    let row = |(at, name): (usize, &str)| {
        let of = |topic| language(found).find(|comparison| comparison.topic == Some(topic));
        let cell = |topic| match of(topic).and_then(|comparison| comparison.shares()[at]) {
            Some(share) => CellValue::Number(100.0 * share),
            None => CellValue::Missing("no papers".to_owned()),
        };
        let n = of(Topic::Parallelism).map(|comparison| comparison.table[at].iter().sum::<u64>());
        CellRow::new(name, Topic::ALL.map(cell))
            .detail(n.map_or_else(String::new, |n| format!("n = {n}")))
    };
    let rows = [(0, WITH_INDUSTRY), (1, ACADEMIA_ALONE)];
    CellGroup::new("Papers on language", rows.map(row))
}

/// Returns the named models with a topic in their abstract, a row each; those with none, and those
/// without an abstract, are a row together.
fn named(found: &Engineering) -> CellGroup {
    let row = |named: &NamedModel| {
        CellRow::new(
            named.model.clone(),
            Topic::ALL.map(|topic| match named.has(topic) {
                Some(true) => CellValue::Yes,
                Some(false) => CellValue::No,
                None => CellValue::Missing("no abstract".to_owned()),
            }),
        )
    };
    let has = |named: &NamedModel, any: Option<bool>| {
        let mut topics = Topic::ALL.into_iter();
        topics.any(|topic| named.has(topic) == any)
    };
    let (marked, rest): (Vec<_>, Vec<_>) =
        found.named.iter().partition(|named| has(named, Some(true)));
    let (silent, absent): (Vec<_>, Vec<_>) = rest.into_iter().partition(|named| !has(named, None));
    let together = |models: &[&NamedModel], words: &str| {
        let (first, n) = (models.first()?, models.len());
        let mut together = row(first);
        together.name = format!("{n} {words}");
        Some(together)
    };
    let rest = [
        together(&silent, "with none of them"),
        together(&absent, "without an abstract"),
    ];
    let rows = marked.into_iter().map(row);
    let rows = rows.chain(rest.into_iter().flatten());
    CellGroup::new("Named models of industry labs", rows)
}

fn table(found: Option<&Engineering>) -> Table {
    let groups = found.map_or(&[][..], |found| &found.groups);
    let rows = groups.iter().flat_map(|(group, comparisons)| {
        comparisons.iter().map(|comparison| {
            let [industry, academia] = comparison.shares();
            let [with_industry, by_academia] = comparison.table.map(|row| row[0]);
            let test = comparison.test.as_ref().ok();
            vec![
                TableCell::text(group.words()),
                TableCell::text(comparison.topic.map_or("any of them", Topic::words)),
                count(with_industry),
                number(industry, SHARE, Unit::Fraction),
                count(by_academia),
                number(academia, SHARE, Unit::Fraction),
                number(
                    test.and_then(|test| test.odds_ratio)
                        .filter(|ratio| ratio.is_finite()),
                    Format::TIMES.decimals(2),
                    Unit::Ratio,
                ),
                number(test.map(|test| test.p.two_sided), Format::P, Unit::Number),
            ]
        })
    });
    Table::new(
        "divide-engineering",
        [
            Column::text("Papers"),
            Column::text("Topic"),
            Column::number("With industry"),
            Column::number("Their share"),
            Column::number("By academia alone"),
            Column::number("Share of these"),
            Column::number("Odds ratio"),
            Column::number("p, Fisher"),
        ],
        rows,
    )
}
