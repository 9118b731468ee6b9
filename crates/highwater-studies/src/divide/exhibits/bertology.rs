//! Papers on language that study BERT, year by year.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{
    ColumnPoint, Columns, LinePoint, LineSeries, LineShape, Lines, RibbonPoint,
};
use highwater_plot::{Extent, Figure, Hue, Measure, Position, Words};
use highwater_stats::Proportion;

use super::{
    ACADEMIA, CREDIT, LEVEL, LEVEL_NAME, Results, SHARE, needs_snapshot, or_absent, percent,
};
use crate::divide::text::bertology::{BertCounts, Bertology};
use crate::table_cells::{count, number};

const PAPERS: Unit = Unit::Of("papers");

/// A year with its papers.
type Year<'a> = (&'a i32, &'a BertCounts);

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let found = results.texts.as_ref().map(|texts| &texts.bertology);
    let chart = match found {
        None => Err(needs_snapshot()),
        Some(found) if found.by_year.is_empty() => Err("no paper is on language".to_owned()),
        Some(found) => Ok(lines(found)),
    };
    Figure {
        id: "divide-bertology".to_owned(),
        words: Words {
            title: "Studying BERT [rose and passed](claim:rose-and-passed) among papers on language".to_owned(),
            subtitle: "Papers on language that study BERT, or name it, by a rule on title, base model and abstract."
                .to_owned(),
            note: "The rule misses papers that work with BERT and say little of it in their abstracts."
                .to_owned(),
            source: CREDIT.to_owned(),
            alt: "Lines with a peak over columns with the number of papers.".to_owned(),
        },
        chart: or_absent(chart),
        data: table(found),
    }
}

fn lines(found: &Bertology) -> Lines {
    let series = |name: &str, hue, of: fn(&BertCounts) -> u64, ribbon: bool| LineSeries {
        name: name.to_owned(),
        hue,
        shape: LineShape::Straight,
        points: found
            .by_year
            .iter()
            .filter_map(|year| point(year, of))
            .collect(),
        ribbon: match ribbon {
            true => found
                .by_year
                .iter()
                .filter_map(|year| reach(year, of))
                .collect(),
            false => Vec::new(),
        },
        ribbon_name: if ribbon {
            LEVEL_NAME.to_owned()
        } else {
            String::new()
        },
    };
    Lines {
        x: None,
        y: percent("Papers on language", Extent::FromZero),
        series: vec![
            series("Study BERT", ACADEMIA, |counts| counts.studies, true),
            series("Study or mention it", Hue::Grey, studies_or_mentions, false),
        ],
        gap: None,
        references: Vec::new(),
        columns: Some(Columns {
            y: Measure {
                title: "Papers on language".to_owned(),
                unit: PAPERS,
                values: Format::INT,
                ticks: Format::INT,
                extent: Extent::FromZero,
            },
            name: "Papers with an abstract".to_owned(),
            hue: Hue::Grey,
            bars: found.by_year.iter().map(column).collect(),
            dots_name: String::new(),
            dots_hue: Hue::Grey,
            dots: Vec::new(),
        }),
    }
}

fn studies_or_mentions(counts: &BertCounts) -> u64 {
    counts.studies + counts.mentions
}

fn point((year, counts): Year<'_>, of: fn(&BertCounts) -> u64) -> Option<LinePoint> {
    let share = Proportion::new(of(counts), counts.n).ok()?;
    let value = Quantity::exact(100.0 * share.estimate, Unit::Percent);
    Some(LinePoint::new(Position::Year(*year), value))
}

fn reach((year, counts): Year<'_>, of: fn(&BertCounts) -> u64) -> Option<RibbonPoint> {
    let interval = Proportion::new(of(counts), counts.n)
        .ok()?
        .wilson(LEVEL)
        .ok()?;
    let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
    Some(RibbonPoint {
        at: Position::Year(*year),
        reach: Quantity::range(low, high, Unit::Percent).ok()?,
    })
}

fn column((year, counts): Year<'_>) -> ColumnPoint {
    ColumnPoint {
        at: Position::Year(*year),
        value: Quantity::exact(counts.n as f64, PAPERS),
    }
}

fn table(found: Option<&Bertology>) -> Table {
    let years = found.into_iter().flat_map(|found| &found.by_year);
    let rows = years.map(|(year, counts)| {
        vec![
            TableCell::text(year.to_string()),
            count(counts.n),
            count(counts.studies),
            number(counts.share(), SHARE, Unit::Fraction),
            count(counts.mentions),
            count(counts.academia_n),
            count(counts.academia_studies),
        ]
    });
    Table {
        id: "divide-bertology".to_owned(),
        title: "Papers on language that study BERT".to_owned(),
        columns: vec![
            Column::text("Year"),
            Column::number("Papers"),
            Column::number("Study BERT"),
            Column::number("Their share"),
            Column::number("Only mention it"),
            Column::number("Papers by academia alone"),
            Column::number("Of these study BERT"),
        ],
        rows: rows.collect(),
        note: String::new(),
    }
}
