//! Public models on the hub: how many, how fast they came, and whether the additions that the post
//! states can give its totals.
//!
//! Method: growth over the span; additions a month that the totals imply, as the difference of two
//! totals over the months between them, beside those stated; additions a day with a month of
//! `wave.days_per_month` days. Caveat: all numbers of this table are approximate.
//! Source: chart 2 of the post.

use highwater_facts::{Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{ColumnPoint, Columns, LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Position, Words};

use super::draw::{IMPLIED, OPEN, cell, computed, measure, series, source};
use super::growth::{annual_factor, doubling_months};
use super::input::{Input, Monthly};
use crate::output::Output;

const TABLE: &str = "models.csv";
const UNIT: Unit = Unit::Of("models");
const RATE: Unit = Unit::Rate("models", "month");

/// A row of the table.
#[derive(Clone, Debug)]
pub struct ModelsRow {
    /// The month.
    pub month: Month,
    /// Public models in it.
    pub models: Quantity,
    /// Models added in the month, as the post states it.
    pub additions_stated: Quantity,
}

impl Row for ModelsRow {
    const SCHEMA: Schema = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("models", Kind::Quantity(UNIT)),
            ingest::Column::new("additions_stated", Kind::Quantity(RATE)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: "month",
        ascending: true,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (month, models, additions_stated) = (
            cells.month("month"),
            cells.quantity("models"),
            cells.quantity("additions_stated"),
        );
        Some(ModelsRow {
            month: month?,
            models: models?,
            additions_stated: additions_stated?,
        })
    }
}

impl Monthly for ModelsRow {
    fn month(&self) -> Month {
        self.month
    }
}

/// What the table says.
#[derive(Clone, Debug)]
pub struct Models {
    /// The rows.
    pub rows: Vec<Placed<ModelsRow>>,
    /// Models added a month between each row and the one before, as the totals imply.
    pub additions_implied: Vec<Quantity>,
    /// Last over first.
    pub growth_factor: Quantity,
    /// Months from first to last.
    pub months: i32,
    days_per_month: f64,
}

impl Models {
    /// Compares each row with the one before; `None` for fewer than two rows.
    #[must_use]
    pub fn of(rows: Vec<Placed<ModelsRow>>, days_per_month: f64) -> Option<Self> {
        let [first, .., last] = rows.as_slice() else {
            return None;
        };
        let implied = |pair: &[Placed<ModelsRow>]| {
            let months = Quantity::exact(
                f64::from(pair[1].month.months_since(pair[0].month)),
                Unit::Months,
            );
            pair[1].models.minus(&pair[0].models).over(&months)
        };
        Some(Models {
            additions_implied: rows.windows(2).map(implied).collect(),
            growth_factor: last.models.over(&first.models),
            months: last.month.months_since(first.month),
            rows,
            days_per_month,
        })
    }

    /// Additions a day, where there are so many a month.
    fn a_day(&self, a_month: &Quantity) -> Quantity {
        a_month.map(Unit::Rate("models", "day"), |x| x / self.days_per_month)
    }

    fn record(&self, output: &mut Output) {
        let mut facts = output.facts("wave.models");
        let ([first, .., before_last, last], [.., last_implied]) =
            (self.rows.as_slice(), self.additions_implied.as_slice())
        else {
            return;
        };
        let ends = || [first.cell("models"), last.cell("models")];
        let last_two = || [before_last.cell("models"), last.cell("models")];
        for row in &self.rows {
            let (month, name) = (row.month.path_segment(), row.month.name());
            facts.add(
                &month,
                row.models,
                format!("public models, {name}"),
                "",
                [row.cell("models")],
            );
            facts.add(
                &format!("additions_stated.{month}"),
                row.additions_stated,
                format!("models added a month as stated, {name}"),
                "",
                [row.cell("additions_stated")],
            );
        }
        let mut shortest: Option<Quantity> = None;
        for (pair, implied) in self.rows.windows(2).zip(&self.additions_implied) {
            let (month, name) = (pair[1].month.path_segment(), pair[1].month.name());
            let cells = [pair[0].cell("models"), pair[1].cell("models")];
            facts.add(
                &format!("additions_implied.{month}"),
                *implied,
                format!("models added a month as the totals imply, up to {name}"),
                "(total − total before) ÷ months between",
                cells,
            );
            let ratio = implied.over(&pair[1].additions_stated);
            if shortest.is_none_or(|least| ratio.low() < least.low()) {
                shortest = Some(ratio);
            }
        }
        facts.add(
            "first",
            first.models,
            format!("public models, {}", first.month.name()),
            "",
            [first.cell("models")],
        );
        facts.add(
            "last",
            last.models,
            format!("public models, {}", last.month.name()),
            "",
            [last.cell("models")],
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
            "growth of public models over the whole span",
            "last ÷ first",
            ends(),
        );
        facts.add(
            "annual_factor",
            annual_factor(&self.growth_factor, self.months),
            "growth a year of public models",
            "(last ÷ first) to the power of 12 ÷ months",
            ends(),
        );
        facts.add(
            "doubling_time",
            doubling_months(&self.growth_factor, self.months),
            "months in which public models doubled",
            "months × ln 2 ÷ ln(last ÷ first)",
            ends(),
        );
        let stated = || [last.cell("additions_stated")];
        facts.add(
            "additions_last",
            last.additions_stated,
            "models added a month as stated in the last row",
            "",
            stated(),
        );
        facts.add(
            "additions_implied_last",
            *last_implied,
            "models added a month as the last two totals imply",
            "(last − last but one) ÷ months between",
            last_two(),
        );
        let days = Quantity::exact(self.days_per_month, Unit::Days);
        facts.add(
            "days_per_month",
            days,
            "days of a month, as set",
            "wave.days_per_month",
            [],
        );
        let days = Quantity::exact(f64::from(last.month.days()), Unit::Days);
        let label = format!("days of {}", last.month.name());
        facts.add("days_in_last_month", days, label, "", [last.cell("month")]);
        facts.add(
            "additions_per_day",
            self.a_day(&last.additions_stated),
            "models added a day as stated in the last row",
            "models a month ÷ days of a month (wave.days_per_month)",
            stated(),
        );
        let calendar = last.additions_stated.map(Unit::Rate("models", "day"), |x| {
            x / f64::from(last.month.days())
        });
        facts.add(
            "additions_per_calendar_day",
            calendar,
            "models added a day as stated in the last row, by the calendar",
            "models a month ÷ days of that month",
            stated(),
        );
        facts.add(
            "additions_implied_per_day",
            self.a_day(last_implied),
            "models added a day as the last two totals imply",
            "models a month ÷ days of a month (wave.days_per_month)",
            last_two(),
        );
        if let Some(shortest) = shortest {
            let all = self
                .rows
                .iter()
                .flat_map(|row| [row.cell("models"), row.cell("additions_stated")]);
            facts.add(
                "implied_over_stated",
                shortest,
                "smallest ratio of additions implied by the totals to additions stated",
                "min(implied ÷ stated)",
                all,
            );
        }
    }

    fn figure(&self) -> Figure {
        let at = |row: &Placed<ModelsRow>| Position::Month(row.month);
        let points = self.rows.iter().map(|row| LinePoint {
            written: true,
            ..LinePoint::new(row.month, row.models)
        });
        let bars = self.rows.iter().map(|row| ColumnPoint {
            at: at(row),
            value: row.additions_stated,
        });
        let dots = self.rows.iter().skip(1).zip(&self.additions_implied);
        Figure {
            id: "models".to_owned(),
            words: Words {
                title: "The hub held [](value:wave.models.growth_factor?n0) times as many models by [](value:wave.models.last_month)".to_owned(),
                subtitle: "Public models on Hugging Face, and models added a month: as the post states them, and as its totals imply.".to_owned(),
                note: "Implied additions are the difference of consecutive totals, divided by the months between them. Totals are approximate.".to_owned(),
                source: source(2, "Hugging Face model counts"),
                alt: "A line of totals above columns of monthly additions.".to_owned(),
            },
            chart: Box::new(Lines {
                x: None,
                y: measure("Public models", UNIT, Format::SI, Extent::FromZero),
                series: vec![series("Public models", OPEN, LineShape::Straight, points.collect())],
                gap: None,
                references: Vec::new(),
                columns: Some(Columns {
                    y: measure("Models added a month", RATE, Format::SI, Extent::FromZero),
                    name: "as stated".to_owned(),
                    hue: OPEN,
                    bars: bars.collect(),
                    dots_name: "as the totals imply".to_owned(),
                    dots_hue: IMPLIED,
                    dots: dots.map(|(row, implied)| ColumnPoint { at: at(row), value: *implied }).collect(),
                }),
            }),
            data: self.table(),
        }
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let implied = at
                .checked_sub(1)
                .and_then(|before| self.additions_implied.get(before));
            vec![
                TableCell::text(row.month.to_string()),
                cell(&row.models, Format::INT, row.cell("models")),
                cell(
                    &row.additions_stated,
                    Format::INT,
                    row.cell("additions_stated"),
                ),
                implied
                    .map(|implied| computed(implied, Format::INT))
                    .unwrap_or_default(),
            ]
        });
        Table {
            id: "models".to_owned(),
            title: "Public models and monthly additions".to_owned(),
            columns: vec![
                Column::text("Month"),
                Column::number("Models"),
                Column::number("Added a month, stated"),
                Column::number("Added a month, implied"),
            ],
            rows: rows.collect(),
            note: String::new(),
        }
    }
}

pub(super) fn add(input: &mut Input<'_>, output: &mut Output) {
    let days = input
        .parameters
        .number("wave.days_per_month")
        .unwrap_or(30.0);
    let rows = input.months::<ModelsRow>(TABLE, 2, output);
    if let Some(models) = rows.and_then(|rows| Models::of(rows, days)) {
        models.record(output);
        output.figures.push(models.figure());
    }
}
