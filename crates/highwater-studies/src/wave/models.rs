//! Public models on the hub: how many, how fast they came, and whether the additions that the post
//! states can give its totals.
//!
//! Method: growth over the span; additions a month that the totals imply, as the difference of two
//! totals over the months between them, beside those stated; additions a day with a month of
//! `wave.days_per_month` days. Caveat: all numbers of this table are approximate.
//! Source: chart 2 of the post.

use highwater_facts::{ArithmeticError, Column, Format, Month, Quantity, Table, TableCell, Unit};
use highwater_ingest::{self as ingest, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{ColumnPoint, Columns, LinePoint, LineShape, Lines};
use highwater_plot::{Extent, Figure, Position, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{IMPLIED, OPEN, cell, measure, series, since, source};
use super::input::{Monthly, months};
use super::span::Span;

pub(super) const TABLE: &str = "models.csv";
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
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("month", Kind::Month),
            ingest::Column::new("models", Kind::Quantity(UNIT)),
            ingest::Column::new("additions_stated", Kind::Quantity(RATE)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["month"],
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
    days_per_month: f64,
}

/// How the figure is made.
const METHOD: &str = "Rows of the post’s table from [](value:wave.models.first_month) to \
    [](value:wave.models.last_month); the columns are its own additions a month. A column speaks of \
    the month of its row, a dot of the months since the row before: where additions speed up, a dot \
    lies below its column even if both are right.";

impl Models {
    /// Compares each row with the one before.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row cannot be compared with the one before.
    pub fn of(rows: Vec<Placed<ModelsRow>>, days_per_month: f64) -> Result<Self, ArithmeticError> {
        let implied = |pair: &[Placed<ModelsRow>]| {
            let months = Quantity::exact(
                f64::from(pair[1].month.months_since(pair[0].month)),
                Unit::Months,
            );
            pair[1].models.minus(&pair[0].models)?.over(&months)
        };
        Ok(Models {
            additions_implied: rows.windows(2).map(implied).collect::<Result<_, _>>()?,
            rows,
            days_per_month,
        })
    }

    /// Additions a month that the totals imply up to a row, where there is one before it.
    fn implied_at(&self, at: usize) -> Option<&Quantity> {
        at.checked_sub(1)
            .and_then(|before| self.additions_implied.get(before))
    }

    fn record(&self) -> Result<Facts, StudyError> {
        let mut facts = Facts::below("wave.models");
        let span = Span {
            rows: &self.rows,
            value: |row| row.models,
            column: "models",
            what: "public models",
        };
        span.record_ends(&mut facts);
        span.record_growth(&mut facts)?;
        self.record_additions(&mut facts)?;
        self.record_days(&mut facts);
        Ok(facts)
    }

    fn record_additions(&self, facts: &mut Facts) -> Result<(), ArithmeticError> {
        let mut smallest: Option<Quantity> = None;
        for (at, row) in self.rows.iter().enumerate() {
            let (month, name) = (row.month.path_segment(), row.month.name());
            let label = format!("models added a month as stated, {name}");
            facts.cell(
                &format!("additions_stated.by_month[{month}]"),
                row.additions_stated,
                label,
                row.cell("additions_stated"),
            );
            let Some(implied) = self.implied_at(at) else {
                continue;
            };
            let label = format!("models added a month as the totals imply, up to {name}");
            let how = "(total − total before) ÷ months between";
            let cells = [self.rows[at - 1].cell("models"), row.cell("models")];
            facts.add(
                &format!("additions_implied.by_month[{month}]"),
                *implied,
                label,
                how,
                cells,
            );
            let ratio = implied.over(&row.additions_stated)?;
            if smallest.is_none_or(|smallest| ratio.low() < smallest.low()) {
                smallest = Some(ratio);
            }
        }
        if let Some(smallest) = smallest {
            let label = "smallest ratio of additions implied by the totals to additions stated";
            let cells = self
                .rows
                .iter()
                .flat_map(|row| [row.cell("models"), row.cell("additions_stated")]);
            facts.add(
                "implied_over_stated",
                smallest,
                label,
                "min(implied ÷ stated)",
                cells,
            );
        }
        Ok(())
    }

    /// The additions of the last row, a month and a day.
    fn record_days(&self, facts: &mut Facts) {
        let ([.., before, last], [.., implied]) =
            (self.rows.as_slice(), self.additions_implied.as_slice())
        else {
            return;
        };
        let (stated, calendar) = (last.additions_stated, f64::from(last.month.days()));
        let a_day =
            |a_month: &Quantity, days: f64| a_month.map(Unit::Rate("models", "day"), |x| x / days);
        let days = |days: f64| Quantity::exact(days, Unit::Days);
        let stated_cell = || last.cell("additions_stated");
        let totals = || [before.cell("models"), last.cell("models")];

        facts.add(
            "days_per_month",
            days(self.days_per_month),
            "days of a month, as set",
            "wave.days_per_month",
            [],
        );
        facts.cell(
            "days_in_last_month",
            days(calendar),
            format!("days of {}", last.month.name()),
            last.cell("month"),
        );
        facts.cell(
            "additions_last",
            stated,
            "models added a month as stated in the last row",
            stated_cell(),
        );
        let label = "models added a month as the last two totals imply";
        facts.add(
            "additions_implied_last",
            *implied,
            label,
            "(last − last but one) ÷ months between",
            totals(),
        );

        let how = "models a month ÷ days of a month (wave.days_per_month)";
        let label = "models added a day as stated in the last row";
        facts.add(
            "additions_per_day",
            a_day(&stated, self.days_per_month),
            label,
            how,
            [stated_cell()],
        );
        let label = "models added a day as the last two totals imply";
        facts.add(
            "additions_implied_per_day",
            a_day(implied, self.days_per_month),
            label,
            how,
            totals(),
        );
        let label = "models added a day as stated in the last row, by the calendar";
        let how = "models a month ÷ days of that month";
        facts.add(
            "additions_per_calendar_day",
            a_day(&stated, calendar),
            label,
            how,
            [stated_cell()],
        );
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
                note: "Implied additions are the difference of consecutive totals, divided by the months between them. Totals are approximate, and what they imply is rounded.".to_owned(),
                source: source(2, "Hugging Face model counts"),
                alt: "A line of totals above columns of monthly additions.".to_owned(),
                method: METHOD.to_owned(),
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
                    dots: dots.map(|(row, implied)| ColumnPoint { at: at(row), value: two_digits(implied) }).collect(),
                }),
            }),
            data: self.table(),
        }
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let implied = self.implied_at(at);
            vec![
                TableCell::text(row.month.to_string()),
                cell(&row.models, Format::INT, row.cell("models")),
                cell(
                    &row.additions_stated,
                    Format::INT,
                    row.cell("additions_stated"),
                ),
                since(implied.copied(), Format::INT),
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
            method: String::new(),
        }
    }
}

/// A number with the two leading digits that the difference of approximate totals can claim.
fn two_digits(quantity: &Quantity) -> Quantity {
    let rounded = |x: f64| {
        let step = libm::exp10(libm::log10(x.abs()).floor() - 1.0);
        if step > 0.0 && step.is_finite() {
            (x / step).round() * step
        } else {
            x
        }
    };
    quantity.map(quantity.unit(), rounded)
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let days = inputs
        .parameters()
        .number("wave.days_per_month")
        .unwrap_or(30.0);
    let rows = months::<ModelsRow>(inputs, TABLE, 2)?;
    let mut results = Results::default();
    let models = Models::of(rows, days)?;
    results.append(models.record()?);
    results.add_figure(models.figure());
    Ok(results)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_left_of_any_number() {
        for (x, expected) in [
            (43_333.3, 43_000.0),
            (5_833.3, 5_800.0),
            (9_960.0, 10_000.0),
            (0.123, 0.12),
            (-26_667.0, -27_000.0),
            (7.0, 7.0),
            (0.0, 0.0),
        ] {
            let rounded = two_digits(&Quantity::exact(x, RATE)).low();
            assert!(
                (rounded - expected).abs() <= 1e-12 * expected.abs(),
                "{x}: {rounded}"
            );
        }
    }
}
