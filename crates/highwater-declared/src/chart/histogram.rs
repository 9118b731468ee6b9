//! How numbers are distributed, alone or by group.

use highwater_plot::chart::{StripPoint, StripRow, Strips};

use super::{Drawn, Plot, distinct};
use crate::fault::Fault;
use crate::lines::Holds;
use crate::measure::Start;

pub(super) fn chart(plot: &mut Plot<'_>) -> Result<Drawn, Fault> {
    let spec = plot.spec;
    plot.refuse(
        &[("size", spec.size.as_ref())],
        "leave it out: each point is one row",
    )?;
    let (x, y) = (spec.x.as_ref(), spec.y.as_ref());
    let is_numbers = |channel| plot.lines.holds(channel) == Holds::Numbers;
    let (values, rows) = match (x, y) {
        (Some(x), other) if is_numbers(x) || other.is_none() => (x, other),
        (other, Some(y)) => (y, other),
        _ => (plot.x()?, None),
    };
    let groups = rows.or(spec.facet.as_ref()).or(spec.color.as_ref());
    let numbers = plot.lines.quantities(values)?;
    let of = plot.series(groups, "")?;
    let names = plot.series(spec.label.as_ref(), "")?;
    let all = distinct(&of);
    plot.check_highlight(&all)?;
    let hues = plot.hues(&all, &all);
    let rows = all.iter().zip(hues).map(|(name, hue)| {
        let own = (0..of.len()).filter(|&i| of[i] == *name);
        let points =
            own.filter_map(|i| Some(StripPoint::new(names[i].as_str(), numbers[i]?.middle())));
        StripRow::new(name.as_str(), hue, points)
    });
    Ok(Drawn::new(
        Strips::new(
            plot.measure(values, &numbers, Start::Free),
            plot.noun(),
            rows,
        )
        .references(plot.references()),
    ))
}
