//! How much is made by academia alone: of all models, and of the tenth with most compute.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{
    ColumnPoint, Columns, LinePoint, LineSeries, LineShape, Lines, RibbonPoint,
};
use highwater_plot::{Extent, Figure, Hue, Measure, Position, Words};
use highwater_stats::Proportion;

use super::{
    ACADEMIA, CREDIT, LEVEL, LEVEL_NAME, Results, SCOPE, SHARE, WHOLE, or_absent, percent,
};
use crate::divide::compute::YEARS;
use crate::divide::sector::Sector;
use crate::table_cells::{count, number};

/// A year with models.
struct Year {
    year: i32,
    all: Proportion,
    top_tenth: Proportion,
}

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let years = years(results);
    let any = years.first().map(|_| ()).ok_or("no model is left");
    let series = |name: &str, hue, of: fn(&Year) -> &Proportion, ribbon: bool| LineSeries {
        name: name.to_owned(),
        hue,
        shape: LineShape::Straight,
        points: years.iter().map(|year| point(year, of(year))).collect(),
        ribbon: match ribbon {
            true => years
                .iter()
                .filter_map(|year| reach(year, of(year)))
                .collect(),
            false => Vec::new(),
        },
        ribbon_name: if ribbon {
            LEVEL_NAME.to_owned()
        } else {
            String::new()
        },
    };
    Figure {
        id: "divide-academia-share".to_owned(),
        words: Words {
            title: "Academia alone [has left the top of the field](claim:left-the-top)".to_owned(),
            subtitle: format!(
                "Models by academia alone as a share of models with known compute; {SCOPE}."
            ),
            note: "The top tenth is taken by compute within the year, rounded up.".to_owned(),
            source: CREDIT.to_owned(),
            alt: "Lines over columns with the number of models.".to_owned(),
        },
        chart: or_absent(any.map(|()| Lines {
            x: None,
            y: percent("By academia alone", WHOLE),
            series: vec![
                series("All models", ACADEMIA, |year| &year.all, true),
                series("Top tenth", Hue::Purple, |year| &year.top_tenth, false),
            ],
            gap: None,
            references: Vec::new(),
            columns: Some(Columns {
                y: Measure {
                    title: "Models".to_owned(),
                    unit: Unit::Of("models"),
                    values: Format::INT,
                    ticks: Format::INT,
                    extent: Extent::FromZero,
                },
                name: "Models with known compute".to_owned(),
                hue: Hue::Grey,
                bars: years.iter().map(column).collect(),
                dots_name: String::new(),
                dots_hue: Hue::Grey,
                dots: Vec::new(),
            }),
        })),
        data: table(&years),
    }
}

fn years(results: &Results<'_>) -> Vec<Year> {
    let of = |models: &crate::divide::shares::Models| {
        let academia = models.count(Sector::AcademiaOnly) as u64;
        Proportion::new(academia, models.rows.len() as u64).ok()
    };
    let year = |year| {
        let models = results.shares.within(&(year..=year));
        Some(Year {
            year,
            all: of(&models)?,
            top_tenth: of(&models.top_tenth())?,
        })
    };
    YEARS.filter_map(year).collect()
}

fn point(year: &Year, share: &Proportion) -> LinePoint {
    let value = Quantity::exact(100.0 * share.estimate, Unit::Percent);
    LinePoint::new(Position::Year(year.year), value)
}

fn reach(year: &Year, share: &Proportion) -> Option<RibbonPoint> {
    let interval = share.wilson(LEVEL).ok()?;
    let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
    Some(RibbonPoint {
        at: Position::Year(year.year),
        reach: Quantity::range(low, high, Unit::Percent).ok()?,
    })
}

fn column(year: &Year) -> ColumnPoint {
    ColumnPoint {
        at: Position::Year(year.year),
        value: Quantity::exact(year.all.trials as f64, Unit::Of("models")),
    }
}

fn table(years: &[Year]) -> Table {
    let rows = years.iter().map(|year| {
        let interval = year.all.wilson(LEVEL).ok();
        vec![
            TableCell::text(year.year.to_string()),
            count(year.all.trials),
            number(Some(year.all.estimate), SHARE, Unit::Fraction),
            number(interval.map(|i| i.low), SHARE, Unit::Fraction),
            number(interval.map(|i| i.high), SHARE, Unit::Fraction),
            count(year.top_tenth.trials),
            number(Some(year.top_tenth.estimate), SHARE, Unit::Fraction),
        ]
    });
    Table {
        id: "divide-academia-share".to_owned(),
        title: "The share of academia alone".to_owned(),
        columns: vec![
            Column::text("Year"),
            Column::number("Models"),
            Column::number("By academia alone"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("Models of the top tenth"),
            Column::number("Of these by academia alone"),
        ],
        rows: rows.collect(),
        note: String::new(),
    }
}
