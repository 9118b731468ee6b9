//! Monthly downloads of all models: how fast did they grow, and did the growth speed up?
//!
//! Method: growth from each row to the next and over all; the factor a year and the doubling time of
//! a steady growth over the whole span. Source: chart 1 of the post.

use highwater_facts::{ArithmeticError, Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Amount, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{OPEN, amount, cell, measure, series, since, source};
use super::input::{Monthly, months};
use super::span::Span;
use super::stated::record_error;

pub(super) const TABLE: &str = "downloads.csv";
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
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("downloads", Kind::Quantity(UNIT)),
            ingest::Column::or_missing("growth_stated", Kind::Quantity(Unit::Fraction)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["month"],
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
}

/// How the figure is made.
const METHOD: &str = "Rows of the post’s table from [](value:wave.downloads.first_month) to \
    [](value:wave.downloads.last_month), as they stand. A step’s growth is its row over the row \
    before, minus one; the rows lie months apart, so it is growth from row to row and not from \
    month to month. On the logarithmic axis constant growth is a straight line.";

impl Downloads {
    /// Compares each row with the one before.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row cannot be compared with the one before.
    pub fn of(rows: Vec<Placed<DownloadsRow>>) -> Result<Self, ArithmeticError> {
        let growth =
            |pair: &[Placed<DownloadsRow>]| pair[1].downloads.growth_since(&pair[0].downloads);
        Ok(Downloads {
            growth: rows.windows(2).map(growth).collect::<Result<_, _>>()?,
            rows,
        })
    }

    /// The growth since the row before, where there is one.
    fn growth_at(&self, at: usize) -> Option<&Quantity> {
        at.checked_sub(1).and_then(|before| self.growth.get(before))
    }

    fn record(&self) -> Result<Facts, StudyError> {
        let mut facts = Facts::below("wave.downloads");
        let span = Span {
            rows: &self.rows,
            value: |row| row.downloads,
            column: "downloads",
            what: "monthly downloads",
        };
        span.record_ends(&mut facts);
        span.record_growth(&mut facts)?;
        self.record_periods(&mut facts);

        let pairs = self.rows.iter().skip(1).zip(&self.growth);
        let stated = pairs.filter_map(|(row, growth)| Some((row.growth_stated.known()?, *growth)));
        let cells = self
            .rows
            .iter()
            .flat_map(|row| [row.cell("downloads"), row.cell("growth_stated")]);
        record_error(&mut facts, "growth rate", stated, cells);
        Ok(facts)
    }

    fn record_periods(&self, facts: &mut Facts) {
        let all = || self.rows.iter().map(|row| row.cell("downloads"));
        for (pair, growth) in self.rows.windows(2).zip(&self.growth) {
            let (month, name) = (pair[1].month.path_segment(), pair[1].month.name());
            let label = format!("growth of monthly downloads in the months before {name}");
            let cells = [pair[0].cell("downloads"), pair[1].cell("downloads")];
            facts.add(
                &format!("growth.by_month[{month}]"),
                *growth,
                label,
                "row ÷ row before − 1",
                cells,
            );
            if let Amount::Known(stated) = pair[1].growth_stated {
                let label = format!("growth stated for {name}");
                facts.cell(
                    &format!("growth_stated.by_month[{month}]"),
                    stated,
                    label,
                    pair[1].cell("growth_stated"),
                );
            }
        }
        let rates: Vec<f64> = self.growth.iter().map(Quantity::low).collect();
        if let Some((at, largest)) = rates.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)) {
            let largest = Quantity::exact(*largest, Unit::Fraction);
            let label = "largest growth from one row to the next";
            facts.add(
                "largest_period_growth",
                largest,
                label,
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
        }
        if let Some(last) = self.growth.last() {
            let label = "growth from the last row but one to the last";
            let cells = self
                .rows
                .iter()
                .rev()
                .take(2)
                .map(|row| row.cell("downloads"));
            facts.add(
                "last_period_growth",
                *last,
                label,
                "last ÷ last but one − 1",
                cells,
            );
        }
    }

    fn figure(&self) -> Figure {
        let points = self.rows.iter().enumerate().map(|(at, row)| {
            let growth = self.growth_at(at);
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
                method: METHOD.to_owned(),
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
            let growth = self.growth_at(at);
            vec![
                TableCell::text(row.month.to_string()),
                cell(&row.downloads, Format::SI, row.cell("downloads")),
                since(growth.copied(), percent.decimals(1)),
                amount(
                    &row.growth_stated,
                    percent.decimals(0),
                    row.cell("growth_stated"),
                ),
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
            method: String::new(),
        }
    }
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = months::<DownloadsRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    let downloads = Downloads::of(rows)?;
    results.append(downloads.record()?);
    results.add_figure(downloads.figure());
    Ok(results)
}
