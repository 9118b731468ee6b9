//! A dot, a range or an estimate with its interval for each row.

use highwater_facts::Quantity;
use highwater_plot::Measure;
use highwater_plot::chart::{
    IntervalMark, IntervalRow, IntervalSeries, Intervals, RangeBars, RangeRow, Reference,
};

use super::{Drawn, Named, Plot, distinct, sort};
use crate::fault::Fault;
use crate::lines::Holds;
use crate::measure::{Start, capital, spoken};
use crate::spec::Sort;

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    plot.refuse(
        &[("facet", spec.facet.as_ref()), ("size", spec.size.as_ref())],
        "name the dots of each row by `color`",
    )?;
    let named = plot.named()?;
    let reaches = plot.lines.intervals(named.values);
    match (reaches, &spec.color) {
        (None, None) => ranges(plot, &named),
        (reaches, _) => intervals(plot, &named, reaches),
    }
}

/// The order of rows if nothing is said: by number, or by what the names say.
fn usual(plot: &Plot<'_>, named: &Named<'_>) -> Sort {
    match plot.lines.holds(named.names) {
        Holds::Names => Sort::Value { falls: true },
        Holds::Dates | Holds::Numbers => Sort::Axis {
            is_x: named.names_are_x,
            falls: false,
        },
    }
}

/// Returns the measure of numbers and of the ends around them.
fn measure(plot: &Plot<'_>, named: &Named<'_>, reaches: &[(f64, f64)]) -> Result<Measure, Fault> {
    let mut values = plot.lines.quantities(named.values)?;
    let unit = plot.lines.unit(named.values);
    let ends = reaches.iter().flat_map(|(low, high)| [*low, *high]);
    values.extend(
        ends.filter(|end| end.is_finite())
            .map(|end| Some(Quantity::exact(end, unit))),
    );
    Ok(plot.measure(named.values, &values, Start::Free))
}

fn ranges(plot: &Plot<'_>, named: &Named<'_>) -> Result<Drawn, Fault> {
    let names = plot.lines.names(named.names)?;
    let values = plot.lines.quantities(named.values)?;
    plot.check_highlight(&names)?;
    let highlight = plot.highlight();
    plot.check_notes(&names)?;
    let mut rows = Vec::new();
    for (name, range) in names.iter().zip(values) {
        let Some(range) = range else { continue };
        rows.push(
            RangeRow::new(name.as_str(), range)
                .detail(plot.detail(&names, name)?)
                .strong(highlight.contains(&name.as_str())),
        );
    }
    let usual = usual(plot, named);
    sort(
        &mut rows,
        plot.spec.sort.as_ref(),
        named.names_are_x,
        &usual,
        |row| &row.name,
        |row| row.range.middle(),
    );
    Ok(Drawn::new(
        RangeBars::new(measure(plot, named, &[])?, rows)
            .series(capital(&spoken(named.values.column.get_ref()))),
    ))
}

fn intervals(
    plot: &mut Plot<'_>,
    named: &Named<'_>,
    reaches: Option<Vec<Option<(f64, f64)>>>,
) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    let names = plot.lines.names(named.names)?;
    let values = plot.lines.quantities(named.values)?;
    let title = capital(&spoken(named.values.column.get_ref()));
    let of = plot.series(spec.color.as_ref(), &title)?;
    let series = distinct(&of);
    let known: Vec<String> = names.iter().chain(&series).cloned().collect();
    plot.check_highlight(&known)?;
    let highlight = plot.highlight();
    let ends: Vec<(f64, f64)> = reaches.iter().flatten().flatten().copied().collect();
    let x = measure(plot, named, &ends)?;
    let hues = plot.hues.of(&series, &[], &series);
    plot.check_notes(&names)?;
    let mut rows: Vec<IntervalRow> = Vec::new();
    for name in distinct(&names) {
        let marks = (0..names.len()).filter(|&i| names[i] == name).map(|i| {
            let series = series.iter().position(|s| *s == of[i]).unwrap_or_default();
            IntervalMark::new(series, values[i].map(|value| value.middle()))
                .interval(reaches.as_ref().and_then(|reaches| reaches[i]))
                .text(
                    values[i]
                        .map(|value| x.value_text(&value))
                        .unwrap_or_default(),
                )
                .missing(if values[i].is_none() {
                    "no number".to_owned()
                } else {
                    String::new()
                })
        });
        rows.push(
            IntervalRow::new(name.as_str(), marks)
                .detail(plot.detail(&names, &name)?)
                .strong(highlight.contains(&name.as_str())),
        );
    }
    let first = |row: &IntervalRow| {
        let first = row.marks.first().and_then(|mark| mark.estimate);
        first.unwrap_or(f64::NEG_INFINITY)
    };
    let usual = usual(plot, named);
    sort(
        &mut rows,
        spec.sort.as_ref(),
        named.names_are_x,
        &usual,
        |row| &row.name,
        first,
    );
    let series = series.into_iter().zip(hues);
    let reference: Option<Reference> = plot.references().into_iter().next();
    let name = match (&reaches, spec.band.as_str()) {
        (Some(_), "") => "range",
        (_, band) => band,
    };
    let series = series.map(|(name, hue)| IntervalSeries::new(name, hue));
    Ok(Drawn::new(
        Intervals::new(x, name, series, rows).reference(reference),
    ))
}
