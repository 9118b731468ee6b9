//! The supplement's terms by frequency, and who uses them.

use std::collections::BTreeMap;

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{Dumbbell, DumbbellRow};
use highwater_plot::{Extent, Figure, Words};

use super::{
    ACADEMIA_ALONE, INDUSTRY, Results, SHARE, WITH_INDUSTRY, needs_snapshot, or_absent, percent,
};
use crate::divide::sector::Sector;
use crate::divide::text::usage::{TermUse, Usage};
use crate::table_cells::{count, number};

/// How many terms are drawn; the table has all.
const SHOWN: usize = 18;

/// A term with the shares of papers that use it, from 0 to 1.
struct Row<'a> {
    term: &'a TermUse,
    industry: Option<f64>,
    academia: Option<f64>,
}

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let usage = results.texts.as_ref().map(|texts| &texts.usage);
    let rows = usage.map(rows).unwrap_or_default();
    let drawn: Vec<DumbbellRow> = rows.iter().take(SHOWN).filter_map(drawn).collect();
    let chart = match (usage, drawn.is_empty()) {
        (None, _) => Err(needs_snapshot()),
        (Some(_), true) => Err("no paper of either sector has an abstract".to_owned()),
        (Some(_), false) => Ok(Dumbbell {
            x: percent("Abstracts that use the term", Extent::FromZero),
            start_name: ACADEMIA_ALONE.to_owned(),
            end_name: WITH_INDUSTRY.to_owned(),
            hue: INDUSTRY,
            rows: drawn,
            reference: None,
        }),
    };
    Figure {
        id: "divide-terms".to_owned(),
        words: Words::default(),
        chart: or_absent(chart),
        data: table(&rows),
    }
}

/// Returns the terms, the most frequent first.
fn rows(usage: &Usage) -> Vec<Row<'_>> {
    let with_industry = [Sector::IndustryOnly, Sector::Collaboration];
    let papers = |sectors: &[Sector]| -> u64 {
        let of = |sector| usage.by_sector.get(sector).map_or(0, |counts| counts.n);
        sectors.iter().map(of).sum()
    };
    let using = |by_sector: &BTreeMap<Sector, u64>, sectors: &[Sector]| -> u64 {
        let of = |sector| by_sector.get(sector).copied().unwrap_or(0);
        sectors.iter().map(of).sum()
    };
    let share = |term: &TermUse, sectors: &[Sector]| {
        let n = papers(sectors);
        (n > 0).then(|| using(&term.by_sector, sectors) as f64 / n as f64)
    };
    let row = |term| Row {
        term,
        industry: share(term, &with_industry),
        academia: share(term, &[Sector::AcademiaOnly]),
    };
    let mut rows: Vec<Row<'_>> = usage.terms.iter().map(row).collect();
    rows.sort_by(|a, b| (b.term.papers, &a.term.term).cmp(&(a.term.papers, &b.term.term)));
    rows
}

fn drawn(row: &Row<'_>) -> Option<DumbbellRow> {
    let percent = |share: f64| Quantity::exact(100.0 * share, Unit::Percent);
    Some(DumbbellRow {
        name: row.term.term.clone(),
        detail: String::new(),
        start: percent(row.academia?),
        end: percent(row.industry?),
        change: row.term.papers.to_string(),
        strong: false,
    })
}

fn table(rows: &[Row<'_>]) -> Table {
    let rows = rows.iter().map(|row| {
        let ratio = row
            .industry
            .zip(row.academia)
            .filter(|(_, academia)| *academia > 0.0);
        vec![
            TableCell::text(row.term.term.as_str()),
            count(row.term.papers),
            number(row.industry, SHARE, Unit::Fraction),
            number(row.academia, SHARE, Unit::Fraction),
            number(
                ratio.map(|(industry, academia)| industry / academia),
                Format::TIMES.decimals(1),
                Unit::Ratio,
            ),
        ]
    });
    Table {
        id: "divide-terms".to_owned(),
        columns: vec![
            Column::text("Term"),
            Column::number("Papers"),
            Column::number("Of those with industry"),
            Column::number("Of those by academia alone"),
            Column::number("Ratio of the two"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
