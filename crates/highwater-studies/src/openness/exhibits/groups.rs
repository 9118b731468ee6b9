//! Does openness differ between countries, and between industry and academia? Each organisation is a
//! point; those in both groups stand apart.

use highwater_facts::{Column, Format, Table, TableCell, Unit};
use highwater_plot::chart::{Centre, StripPoint, StripRow, Strips};
use highwater_plot::{Figure, Hue, Words};
use highwater_stats::{Resampling, bootstrap, jackknife, mean};

use super::{FIRST, Found, SECOND, count, number, open_percent, organizations};
use crate::openness::own::{Grouping, Side};
use crate::openness::shares::LEVEL;
use crate::openness::tally::Organization;

const SIDES: [Side; 4] = [Side::First, Side::Second, Side::Both, Side::Neither];
const RESAMPLING: Resampling = Resampling {
    repetitions: 2_000,
    seed: 20_240_821,
};

/// A row of the figure.
struct Group<'a> {
    name: &'static str,
    side: Side,
    members: Vec<(&'a Organization, f64)>,
    mean: Option<f64>,
    interval: Option<(f64, f64)>,
}

pub(super) fn figures(found: &Found<'_>) -> [Figure; 2] {
    [
        figure(found, Grouping::Country, "openness-countries"),
        figure(found, Grouping::Category, "openness-categories"),
    ]
}

fn groups<'a>(found: &Found<'a>, grouping: Grouping) -> Vec<Group<'a>> {
    let careful = found.careful;
    let side_of = |o: &Organization| careful.own.get(o.id.index()).map(|own| own.side(grouping));
    let groups = SIDES.map(|side| {
        let held = careful
            .organizations
            .iter()
            .filter(|o| side_of(o) == Some(side));
        let members: Vec<_> = held.filter_map(|o| Some((o, o.open_percent()?))).collect();
        let shares: Vec<f64> = members.iter().map(|(_, share)| *share).collect();
        let average = |sample: &[f64]| mean(sample).unwrap_or(f64::NAN);
        let left_out = jackknife(&shares, average).unwrap_or_default();
        let interval = bootstrap(&shares, average, RESAMPLING).ok();
        let interval = interval.and_then(|b| b.bca(LEVEL, &left_out).ok());
        Group {
            name: grouping.names(side).1,
            side,
            mean: mean(&shares).ok(),
            interval: interval.map(|bca| (bca.interval.low, bca.interval.high)),
            members,
        }
    });
    groups
        .into_iter()
        .filter(|group| !group.members.is_empty())
        .collect()
}

fn figure(found: &Found<'_>, grouping: Grouping, id: &str) -> Figure {
    let groups = groups(found, grouping);
    let rows = groups.iter().map(|group| StripRow {
        name: group.name.to_owned(),
        detail: String::new(),
        hue: match group.side {
            Side::First => FIRST,
            Side::Second => SECOND,
            Side::Both | Side::Neither => Hue::Grey,
        },
        points: group
            .members
            .iter()
            .map(|(o, share)| StripPoint {
                name: found.models.cells.names.text(o.id).to_string(),
                value: *share,
            })
            .collect(),
        centre: group.mean.map(|value| Centre {
            name: "mean".to_owned(),
            value,
            interval: group.interval,
            interval_name: "95% CI".to_owned(),
            text: Format::PERCENT.decimals(0).number(value, Unit::Percent),
        }),
    });
    Figure {
        id: id.to_owned(),
        words: Words::default(),
        chart: Box::new(Strips {
            x: open_percent(),
            point: organizations(),
            rows: rows.collect(),
            references: Vec::new(),
        }),
        data: table(&groups, id),
    }
}

fn table(groups: &[Group<'_>], id: &str) -> Table {
    let format = Format::PERCENT.decimals(0);
    let rows = groups.iter().map(|group| {
        let shares = || group.members.iter().map(|(_, share)| *share);
        vec![
            TableCell::text(group.name),
            count(group.members.len() as u64),
            number(group.mean, format, Unit::Percent),
            number(group.interval.map(|(low, _)| low), format, Unit::Percent),
            number(group.interval.map(|(_, high)| high), format, Unit::Percent),
            count(shares().filter(|share| *share == 0.0).count() as u64),
            count(shares().filter(|share| *share == 100.0).count() as u64),
        ]
    });
    Table {
        id: id.to_owned(),
        columns: vec![
            Column::text("Group"),
            Column::number("Organisations"),
            Column::number("Mean share"),
            Column::number("95% from"),
            Column::number("to"),
            Column::number("All closed"),
            Column::number("All open"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
