//! Bars from zero, and columns over dates.

use highwater_facts::Quantity;
use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars, RangeColumn, RangeColumns};
use highwater_plot::{Hue, Position};

use super::{Drawn, Named, Plot, distinct, sort};
use crate::fault::Fault;
use crate::lines::Holds;
use crate::measure::{Start, capital, spoken};
use crate::spec::Sort;

/// Columns over dates beyond these are too thin.
const MOST_COLUMNS: usize = 40;

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    plot.refuse(
        &[("facet", spec.facet.as_ref()), ("size", spec.size.as_ref())],
        "name the parts of each bar's group by `color`",
    )?;
    let named = plot.named()?;
    let values = plot.lines.quantities(named.values)?;
    let measure = plot.measure(named.values, &values, Start::Zero);
    let is_dated = plot.lines.holds(named.names) == Holds::Dates;
    if is_dated && spec.color.is_none() && named.names_are_x && values.len() <= MOST_COLUMNS {
        return columns(plot, &named, &values);
    }
    let rows = plot.lines.names(named.names)?;
    let title = capital(&spoken(named.values.column.get_ref()));
    // A colour for each row says nothing that its name does not.
    let color = spec.color.as_ref();
    let color = color.filter(|c| c.column.get_ref() != named.names.column.get_ref());
    let of = plot.series(color, &title)?;
    let (groups, series) = (distinct(&rows), distinct(&of));
    let is_single = series.len() == 1;
    plot.check_highlight(if is_single { &groups } else { &series })?;
    let highlight = plot.highlight();
    let hues = match is_single {
        true => vec![Hue::Blue],
        false => plot.hues(&series, &series),
    };
    let mut bars = Vec::new();
    for group in &groups {
        let mut own = Vec::new();
        for name in &series {
            let mut found = (0..rows.len()).filter(|&i| rows[i] == *group && of[i] == *name);
            let first = found.next();
            if found.next().is_some() {
                let which = if is_single {
                    group.clone()
                } else {
                    format!("{group} and {name}")
                };
                let message = format!("the query `{}` has two lines for {which}", plot.lines.query);
                let help = "group the query, or name the column that tells them apart: `color = \"COLUMN\"`";
                return Err(Fault::new(message, spec.query.span(), help));
            }
            own.push(match first.and_then(|at| values[at]) {
                Some(value) => BarValue::Number(value),
                None => BarValue::Missing("no number".to_owned()),
            });
        }
        bars.push(
            BarGroup::new(group, own).strong(is_single && highlight.contains(&group.as_str())),
        );
    }
    let usual = match is_dated || plot.lines.holds(named.names) == Holds::Numbers {
        true => Sort::Axis {
            is_x: named.names_are_x,
            falls: false,
        },
        false => Sort::Value { falls: true },
    };
    sort(
        &mut bars,
        spec.sort.as_ref(),
        named.names_are_x,
        &usual,
        |bar| &bar.name,
        first_number,
    );
    for bar in &mut bars {
        bar.detail = plot.detail(&rows, &bar.name)?;
    }
    plot.check_notes(&groups)?;
    let series: Vec<BarSeries> = series
        .into_iter()
        .zip(hues)
        .map(|(name, hue)| BarSeries::new(name, hue))
        .collect();
    Ok(Drawn::new(Bars::new(measure, bars).series(series)))
}

/// What a group is sorted by: its first number; what is missing lies below all.
fn first_number(bar: &BarGroup) -> f64 {
    match bar.values.first() {
        Some(BarValue::Number(value)) => value.middle(),
        _ => f64::NEG_INFINITY,
    }
}

fn columns(
    plot: &Plot<'_>,
    named: &Named<'_>,
    values: &[Option<Quantity>],
) -> Result<Drawn, Fault> {
    let at = plot.lines.positions(named.names)?;
    let names: Vec<String> = at
        .iter()
        .map(|at| at.map_or(String::new(), Position::text))
        .collect();
    plot.check_notes(&names)?;
    let mut columns = Vec::new();
    for (i, name) in names.iter().enumerate() {
        if let (Some(at), Some(value)) = (at[i], values[i]) {
            let detail = plot.detail(&names, name)?;
            columns.push(RangeColumn::new(at, value).detail(detail));
        }
    }
    columns.sort_by(|a, b| a.at.coordinate().total_cmp(&b.at.coordinate()));
    if let Some(pair) = columns.windows(2).find(|pair| pair[0].at == pair[1].at) {
        let at = pair[0].at.text();
        let message = format!("the query `{}` has two lines for {at}", plot.lines.query);
        let help =
            "group the query, or name the column that tells them apart: `color = \"COLUMN\"`";
        return Err(Fault::new(message, plot.spec.query.span(), help));
    }
    Ok(Drawn::new(
        RangeColumns::new(plot.measure(named.values, values, Start::Zero), columns)
            .series(capital(&spoken(named.values.column.get_ref()))),
    ))
}
