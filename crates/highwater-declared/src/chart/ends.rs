//! A start and an end for each row, as dots or as a line.

use highwater_facts::{Format, Quantity, Unit};
use highwater_plot::Hue;
use highwater_plot::chart::{Dumbbell, DumbbellRow, Slope, SlopeLine};

use super::{Drawn, Plot, distinct, sort};
use crate::fault::Fault;
use crate::mark::Mark;
use crate::measure::Start;
use crate::spec::{Change, Sort};

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    let named = plot.named()?;
    let is_slope = spec.mark == Mark::Slope;
    // A slope runs along its dates; its lines have the colours. A row has both ends by their colours.
    let ends = plot.need("color", spec.color.as_ref())?;
    let (ends, names) = if is_slope {
        (named.names, ends)
    } else {
        (ends, named.names)
    };
    let values = plot.lines.quantities(named.values)?;
    let (of, rows) = (plot.lines.names(ends)?, plot.lines.names(names)?);
    let mut both = distinct(&of);
    both.sort_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => std::cmp::Ordering::Equal,
    });
    let [start, end] = &both[..] else {
        let column = ends.column.get_ref();
        return Err(Fault::new(
            format!(
                "`{column}` has {} values, and a start and an end are two",
                both.len()
            ),
            ends.column.span(),
            format!(
                "filter the query: `query = \"{} where {column} in (..)\"`",
                plot.lines.query
            ),
        ));
    };
    let all = distinct(&rows);
    plot.check_highlight(&all)?;
    let number = |row: &str, end: &str| {
        let mut found = (0..rows.len()).filter(|&i| rows[i] == row && of[i] == end);
        found.find_map(|i| values[i])
    };
    let mut found: Vec<(String, Quantity, Quantity)> = Vec::new();
    for name in &all {
        if let (Some(a), Some(b)) = (number(name, start), number(name, end)) {
            found.push((name.clone(), a, b));
        }
    }
    let usual = Sort::Value { falls: true };
    sort(
        &mut found,
        spec.sort.as_ref(),
        named.names_are_x,
        &usual,
        |row| &row.0,
        |row| row.2.middle(),
    );
    let measure = plot.measure(named.values, &values, Start::Free);
    if is_slope {
        let hues = plot.hues(&all, &all);
        let hue = |name: &String| {
            all.iter()
                .position(|n| n == name)
                .map_or(Hue::Blue, |at| hues[at])
        };
        let line = |(name, start, end): (String, Quantity, Quantity)| {
            SlopeLine::new(name.as_str(), hue(&name), start, end).change(change(
                plot.spec.change,
                &start,
                &end,
            ))
        };
        return Ok(Drawn::new(Slope::new(
            measure,
            [start, end],
            found.into_iter().map(line),
        )));
    }
    let highlight = plot.highlight();
    plot.check_notes(&all)?;
    let mut details = Vec::new();
    for (name, ..) in &found {
        details.push(plot.detail(&rows, name)?);
    }
    let row = |((name, start, end), detail): ((String, Quantity, Quantity), String)| {
        DumbbellRow::new(name.as_str(), start, end)
            .change(change(plot.spec.change, &start, &end))
            .detail(detail)
            .strong(highlight.contains(&name.as_str()))
    };
    Ok(Drawn::new(
        Dumbbell::new(
            measure,
            [start, end],
            found.into_iter().zip(details).map(row),
        )
        .reference(plot.references().into_iter().next()),
    ))
}

/// Returns the change as it is written: how many times as much, or the difference of percentages.
fn change(said: Option<Change>, start: &Quantity, end: &Quantity) -> String {
    let unit = end.unit();
    let is_part = matches!(unit, Unit::Percent | Unit::Fraction | Unit::Points);
    let usual = if is_part {
        Change::Difference
    } else {
        Change::Times
    };
    let written = match said.unwrap_or(usual) {
        Change::None => None,
        Change::Times if start.low() > 0.0 => {
            end.over(start).ok().map(|factor| (factor, Format::TIMES))
        }
        Change::Times => None,
        Change::Difference => end.minus(start).ok().map(|more| {
            let format = match more.unit() {
                Unit::Points => Format::POINTS,
                Unit::Fraction => Format::PERCENT,
                _ => Format::default(),
            };
            (more, format.signed())
        }),
    };
    let text = written.and_then(|(quantity, format)| format.text(&quantity.into()).ok());
    text.unwrap_or_default()
}
