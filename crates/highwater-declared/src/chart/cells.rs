//! A table of cells in shades: a heat map.

use highwater_plot::chart::{CellGroup, CellRow, CellValue, Cells, levels};
use highwater_plot::ticks;

use super::{Drawn, Plot, distinct};
use crate::fault::Fault;
use crate::measure::Start;
use crate::spec::Sort;

/// The steps of shade.
const STEPS: usize = 7;

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    plot.refuse(
        &[("size", spec.size.as_ref())],
        "the shade of a cell is its `color`",
    )?;
    let (x, y) = (plot.x()?, plot.y()?);
    let color = plot.need("color", spec.color.as_ref())?;
    let numbers = plot.lines.quantities(color)?;
    let (columns_of, rows_of) = (plot.lines.names(x)?, plot.lines.names(y)?);
    let groups_of = plot.series(spec.facet.as_ref(), "")?;
    let mut columns = distinct(&columns_of);
    if columns.iter().all(|name| name.parse::<f64>().is_ok()) {
        columns.sort_by_key(|name| name.parse::<i64>().unwrap_or_default());
    }
    let cell = |group: &String, row: &String, column: &String| {
        let mut found = (0..rows_of.len())
            .filter(|&i| rows_of[i] == *row && columns_of[i] == *column && groups_of[i] == *group);
        let first = found.next();
        if found.next().is_some() {
            let message = format!(
                "the query `{}` has two lines for {row} and {column}",
                plot.lines.query
            );
            return Err(Fault::new(
                message,
                spec.query.span(),
                "group the query by both",
            ));
        }
        Ok(match first.and_then(|i| numbers[i]) {
            Some(number) => CellValue::Number(number.middle()),
            None => CellValue::Missing("no number".to_owned()),
        })
    };
    let mut groups = Vec::new();
    for group in distinct(&groups_of) {
        let own = (0..rows_of.len()).filter(|&i| groups_of[i] == group);
        let own: Vec<String> = own.map(|i| rows_of[i].clone()).collect();
        let mut rows = Vec::new();
        let mut names = distinct(&own);
        if let Some(Sort::Named(order)) = &spec.sort {
            names.sort_by_key(|name| order.iter().position(|n| n == name).unwrap_or(order.len()));
        }
        for row in names {
            let cells = columns.iter().map(|column| cell(&group, &row, column));
            rows.push(CellRow::new(
                row.as_str(),
                cells.collect::<Result<Vec<_>, Fault>>()?,
            ));
        }
        groups.push(CellGroup::new(group, rows));
    }
    let known = || numbers.iter().flatten().map(|number| number.middle());
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let (low, high) = if low < high {
        (low, high)
    } else {
        (low - 0.5, high + 0.5)
    };
    let values = plot.measure(color, &numbers, Start::Free);
    let levels = match values.extent.is_log() {
        true => powers(low, high),
        false => levels(low, high, STEPS),
    };
    Ok(Drawn::new(
        Cells::new(columns, values, groups).levels(levels),
    ))
}

/// Returns the powers of ten around some numbers; every second or third if they are many.
fn powers(low: f64, high: f64) -> Vec<f64> {
    let (from, above) = (ticks::decade(low), ticks::decade(high) + 1);
    let span = (above - from).max(1).unsigned_abs();
    let step = span.div_ceil(STEPS as u32);
    let powers = (0..=span.div_ceil(step)).map(|i| from + (i * step) as i32);
    powers.map(ticks::power_of_ten).collect()
}
