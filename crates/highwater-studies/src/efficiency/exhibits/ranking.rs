//! Which models are cheapest for what they can do? The notebook's "price performance", which adds two
//! logarithms, with the accuracy beside it.

use highwater_facts::{Column, Format, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{RangeBars, RangeRow};
use highwater_plot::{Extent, Figure, Measure};

use super::{FIRST, NO_MODEL, Results, or_absent};
use crate::efficiency::ranking::{LISTED, Ranked};
use crate::table_cells::{count, number};

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let any = results.ranking.first().ok_or(NO_MODEL);
    let listed = results.ranking.iter().take(LISTED);
    let rows = listed.map(|ranked| {
        let sum = Quantity::exact(ranked.sum, Unit::Number);
        RangeRow::new(name(results, ranked), sum).detail(format!("{} right", accuracy(ranked)))
    });
    Figure::of_data(
        // Dots, because bars from zero would all look alike.
        or_absent(any.map(|_| {
            RangeBars::new(
                Measure::new("Sum of logs", Unit::Number)
                    .values(Format::NUMBER.decimals(2))
                    .ticks(Format::NUMBER.decimals(1))
                    .extent(Extent::Around),
                rows,
            )
            .hue(FIRST)
        })),
        table(results),
    )
    .id("efficiency-price-performance")
}

fn name<'a>(results: &'a Results<'_>, ranked: &Ranked) -> &'a str {
    &results.systems.rows[ranked.point.system].name
}

fn accuracy(ranked: &Ranked) -> String {
    let percent = Format::PERCENT.decimals(1);
    percent.number(100.0 * ranked.point.score, Unit::Percent)
}

/// Returns all models, with the better ranking: by how much a score lies above what date and cost let
/// expect.
fn table(results: &Results<'_>) -> Table {
    let rows = (1..).zip(&results.ranking).map(|(rank, ranked)| {
        let point = &ranked.point;
        let cost = libm::pow(10.0, point.log_cost);
        let two = Format::NUMBER.decimals(2);
        vec![
            count(rank),
            TableCell::text(name(results, ranked)),
            number(Some(cost), Format::SI, results.choice.cost.unit()),
            number(
                Some(100.0 * point.score),
                Format::PERCENT.decimals(1),
                Unit::Percent,
            ),
            number(Some(ranked.sum), two, Unit::Number),
            number(ranked.above_expected, two.signed(), Unit::Number),
        ]
    });
    Table::new(
        "efficiency-ranking",
        [
            Column::number("Rank"),
            Column::text("Model"),
            Column::number("Cost"),
            Column::number("Score"),
            Column::number("Sum of logs"),
            Column::number("Log error above what date and cost let expect"),
        ],
        rows,
    )
}
