//! Monthly downloads of all models: how fast did they grow, and did the growth speed up?
//!
//! Method: growth from each row to the next and over all; the factor a year and the doubling time of
//! a steady growth over the whole span. Source: chart 1 of the post.

use highwater_facts::{Column, Format, Month, Quantity, Table, TableCell, Unit, Value};
use highwater_ingest::{self as ingest, Amount, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Words};

use super::draw::{OPEN, cell, computed, measure, series, source};
use super::growth::{annual_factor, doubling_months};
use super::input::{Input, Monthly};
use crate::output::Output;

const TABLE: &str = "downloads.csv";
const UNIT: Unit = Unit::Of("downloads");

/// A row of the table.
#[derive(Clone, Debug)]
pub struct DownloadsRow {
    /// The month.
    pub month: Month,
    /// Downloads in it.
    pub downloads: Quantity,
    /// The growth since the row before, as the post states it.
    pub growth_stated: Amount,
}

impl Row for DownloadsRow {
    const SCHEMA: Schema = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("downloads", Kind::Quantity(UNIT)),
            ingest::Column::or_missing("growth_stated", Kind::Quantity(Unit::Fraction)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: "month",
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, downloads, growth_stated) = (
            cells.month("month"),
            cells.quantity("downloads"),
            cells.amount("growth_stated"),
        );
        Some(DownloadsRow {
            month: month?,
            downloads: downloads?,
            growth_stated: growth_stated?,
        })
    }
}

impl Monthly for DownloadsRow {
    fn month(&self) -> Month {
        self.month
    }
}

/// What the table says.
#[derive(Clone, Debug)]
pub struct Downloads {
    /// The rows.
    pub rows: Vec<Placed<DownloadsRow>>,
    /// The growth from each row to the next, as a fraction.
    pub growth: Vec<Quantity>,
    /// Last over first.
    pub growth_factor: Quantity,
    /// Months from first to last.
    pub months: i32,
}

impl Downloads {
    /// Compares each row with the one before; `None` for fewer than two rows.
    #[must_use]
    pub fn of(rows: Vec<Placed<DownloadsRow>>) -> Option<Self> {
        let [first, .., last] = rows.as_slice() else {
            return None;
        };
        Some(Downloads {
            growth: rows
                .windows(2)
                .map(|pair| pair[1].downloads.growth_since(&pair[0].downloads))
                .collect(),
            growth_factor: last.downloads.over(&first.downloads),
            months: last.month.months_since(first.month),
            rows,
        })
    }

    fn record(&self, output: &mut Output) {
        let mut facts = output.facts("wave.downloads");
        let ([first, .., last], [.., last_growth]) = (self.rows.as_slice(), self.growth.as_slice())
        else {
            return;
        };
        let ends = || [first.cell("downloads"), last.cell("downloads")];
        for row in &self.rows {
            let month = row.month;
            let label = format!("monthly downloads, {}", month.name());
            facts.add(
                &month.path_segment(),
                row.downloads,
                label,
                "",
                [row.cell("downloads")],
            );
        }
        facts.add(
            "first",
            first.downloads,
            format!("monthly downloads, {}", first.month.name()),
            "",
            [first.cell("downloads")],
        );
        facts.add(
            "last",
            last.downloads,
            format!("monthly downloads, {}", last.month.name()),
            "",
            [last.cell("downloads")],
        );
        facts.add(
            "first_month",
            first.month,
            "first month of the table",
            "",
            [first.cell("month")],
        );
        facts.add(
            "last_month",
            last.month,
            "last month of the table",
            "",
            [last.cell("month")],
        );
        let months = Quantity::exact(f64::from(self.months), Unit::Months);
        facts.add(
            "months",
            months,
            "months from first to last",
            "last month − first month",
            [first.cell("month"), last.cell("month")],
        );
        facts.add(
            "growth_factor",
            self.growth_factor,
            "growth of monthly downloads over the whole span",
            "last ÷ first",
            ends(),
        );
        facts.add(
            "annual_factor",
            annual_factor(&self.growth_factor, self.months),
            "growth a year of monthly downloads",
            "(last ÷ first) to the power of 12 ÷ months",
            ends(),
        );
        facts.add(
            "doubling_time",
            doubling_months(&self.growth_factor, self.months),
            "months in which monthly downloads doubled",
            "months × ln 2 ÷ ln(last ÷ first)",
            ends(),
        );

        let all = || self.rows.iter().map(|row| row.cell("downloads"));
        let rates: Vec<f64> = self.growth.iter().map(Quantity::low).collect();
        let mut error = 0.0_f64;
        for (pair, growth) in self.rows.windows(2).zip(&self.growth) {
            let month = pair[1].month;
            let label = format!(
                "growth of monthly downloads in the months before {}",
                month.name()
            );
            let cells = [pair[0].cell("downloads"), pair[1].cell("downloads")];
            facts.add(
                &format!("growth.{}", month.path_segment()),
                *growth,
                label,
                "row ÷ row before − 1",
                cells,
            );
            if let Amount::Known(stated) = pair[1].growth_stated {
                let label = format!("growth stated for {}", month.name());
                facts.add(
                    &format!("growth_stated.{}", month.path_segment()),
                    stated,
                    label,
                    "",
                    [pair[1].cell("growth_stated")],
                );
                error = error.max((stated.low() - growth.low()).abs());
            }
        }
        let stated = self.rows.iter().map(|row| row.cell("growth_stated"));
        facts.add(
            "stated_error",
            Quantity::exact(error, Unit::Fraction),
            "largest difference of a stated growth rate from its own row",
            "max |stated − computed|",
            all().chain(stated),
        );
        let largest = rates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let at = rates.iter().position(|rate| *rate == largest).unwrap_or(0);
        facts.add(
            "largest_period_growth",
            Quantity::exact(largest, Unit::Fraction),
            "largest growth from one row to the next",
            "max(row ÷ row before − 1)",
            all(),
        );
        facts.add(
            "largest_period",
            self.rows[at + 1].month,
            "row with the largest growth",
            "",
            all(),
        );
        facts.add(
            "last_period_growth",
            *last_growth,
            "growth from the last row but one to the last",
            "last ÷ last but one − 1",
            self.rows
                .iter()
                .rev()
                .take(2)
                .map(|row| row.cell("downloads")),
        );
        facts.add(
            "period_growth",
            Value::Series {
                values: rates,
                unit: Unit::Fraction,
            },
            "growth from each row to the next",
            "row ÷ row before − 1",
            all(),
        );
    }

    fn figure(&self) -> Figure {
        let points = self.rows.iter().enumerate().map(|(at, row)| {
            let growth = at.checked_sub(1).and_then(|before| self.growth.get(before));
            let change = growth.map(|growth| {
                Format::PERCENT
                    .decimals(0)
                    .signed()
                    .number(growth.low(), Unit::Fraction)
            });
            LinePoint {
                change: change.unwrap_or_default(),
                ..LinePoint::new(row.month, row.downloads)
            }
        });
        Figure {
            id: "downloads".to_owned(),
            words: Words {
                title: "Monthly downloads [grew](claim:downloads-grew) [](value:wave.downloads.growth_factor?fold) in [](value:wave.downloads.months?int) months to [](value:wave.downloads.last_month)".to_owned(),
                subtitle: "Model downloads from Hugging Face in the month shown, with the growth from point to point.".to_owned(),
                note: String::new(),
                source: source(1, "Hugging Face public metrics and the author’s tracking"),
                alt: "A line on a logarithmic axis.".to_owned(),
            },
            chart: Box::new(Lines {
                x: None,
                y: measure("Downloads a month", UNIT, Format::SI, Extent::Log),
                series: vec![series("Downloads", OPEN, LineShape::Straight, points.collect())],
                gap: None,
                references: Vec::new(),
                columns: None,
            }),
            data: self.table(),
        }
    }

    fn table(&self) -> Table {
        let percent = Format::PERCENT.signed();
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let growth = at.checked_sub(1).and_then(|before| self.growth.get(before));
            vec![
                TableCell::text(row.month.to_string()),
                cell(&row.downloads, Format::SI, row.cell("downloads")),
                growth
                    .map(|growth| computed(growth, percent.decimals(1)))
                    .unwrap_or_default(),
                row.growth_stated
                    .known()
                    .map(|stated| cell(&stated, percent.decimals(0), row.cell("growth_stated")))
                    .unwrap_or_default(),
            ]
        });
        Table {
            id: "downloads".to_owned(),
            title: "Monthly downloads and their growth".to_owned(),
            columns: vec![
                Column::text("Month"),
                Column::number("Downloads"),
                Column::number("Growth since the row before"),
                Column::number("Growth as stated"),
            ],
            rows: rows.collect(),
            note: String::new(),
        }
    }
}

pub(super) fn add(input: &mut Input<'_>, output: &mut Output) {
    let rows = input.months::<DownloadsRow>(TABLE, 2, output);
    if let Some(downloads) = rows.and_then(Downloads::of) {
        downloads.record(output);
        output.figures.push(downloads.figure());
    }
}
