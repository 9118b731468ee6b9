//! How likely is open code, by the share of industry? What the regressions foretell, with what there
//! is.

use std::ops::RangeInclusive;

use highwater_facts::{Column, Quantity, Table, TableCell, Unit};
use highwater_plot::chart::{FitLine, Noun, RibbonPoint, Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Figure, Hue, Position, Words};

use super::{
    INDUSTRY, LEVEL, LEVEL_NAME, Results, SHARE, WHOLE, needs_snapshot, or_absent, percent,
};
use crate::divide::code_release::{Paper, Release, Released};
use crate::divide::labels::stem_and_words;
use crate::table_cells::{count, number};

/// Places along the curve.
const STEPS: u32 = 40;

/// Papers by their share of industry, in percent: where they are drawn, and which they are.
const GROUPS: [(&str, f64, RangeInclusive<f64>); 5] = [
    ("no industry", 0.0, 0.0..=0.0),
    ("up to a third", 25.0, 0.0..=1.0 / 3.0),
    ("around half", 50.0, 1.0 / 3.0..=2.0 / 3.0),
    ("most", 75.0, 2.0 / 3.0..=1.0),
    ("industry alone", 100.0, 1.0..=1.0),
];

pub(super) fn figure(results: &Results<'_>) -> Figure {
    let releases = results.releases.as_ref();
    let windows: Vec<&Release> = releases
        .map(|releases| releases.fixed.iter().collect())
        .unwrap_or_default();
    let fits: Vec<FitLine> = windows
        .iter()
        .zip([Hue::Grey, INDUSTRY])
        .filter_map(|(release, hue)| curve(release, hue))
        .collect();
    let chart = match (releases, fits.is_empty()) {
        (None, _) => Err(needs_snapshot()),
        (Some(_), true) => Err("no window has a regression".to_owned()),
        (Some(_), false) => Ok(Scatter {
            x: Some(percent("Companies among the organisations", WHOLE)),
            y: percent("Papers with open code", WHOLE),
            point: Noun::new("group of papers", "groups of papers"),
            size: Some(Noun::new("paper", "papers")),
            series: windows
                .last()
                .map(|release| series(release))
                .into_iter()
                .collect(),
            fits,
            arrows: Vec::new(),
            references: Vec::new(),
            counts: Vec::new(),
            equal: false,
        }),
    };
    Figure {
        id: "divide-release-predicted".to_owned(),
        words: Words::default(),
        chart: or_absent(chart),
        data: table(&windows),
    }
}

fn curve(release: &Release, hue: Hue) -> Option<FitLine> {
    let at = |step: u32| f64::from(step) / f64::from(STEPS);
    let of = |share: f64| release.predicted(share).ok();
    of(0.0)?;
    let points = (0..=STEPS).filter_map(|step| {
        let predicted = of(at(step))?;
        Some((Position::Number(100.0 * at(step)), 100.0 * predicted.chance))
    });
    let ribbon = (0..=STEPS).filter_map(|step| {
        let interval = of(at(step))?.interval(LEVEL).ok()?;
        let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
        Some(RibbonPoint {
            at: Position::Number(100.0 * at(step)),
            reach: Quantity::range(low, high, Unit::Percent).ok()?,
        })
    });
    Some(FitLine {
        name: stem_and_words("window", &release.window).1,
        hue,
        points: points.collect(),
        ribbon: ribbon.collect(),
        ribbon_name: LEVEL_NAME.to_owned(),
    })
}

/// Returns the raw shares of a window.
fn series(release: &Release) -> ScatterSeries {
    let point = |(group, (name, at, _)): (Released, (&str, f64, _))| {
        Some(ScatterPoint {
            name: name.to_owned(),
            at: Position::Number(at),
            value: Quantity::exact(100.0 * group.share()?, Unit::Percent),
            size: group.n as f64,
            labelled: false,
        })
    };
    let groups = groups(release).into_iter().zip(GROUPS);
    ScatterSeries {
        name: "Papers".to_owned(),
        hue: INDUSTRY,
        faint: true,
        points: groups.filter_map(point).collect(),
    }
}

/// Returns the papers of each of the groups; the ends of the scale are groups of their own.
fn groups(release: &Release) -> [Released; 5] {
    GROUPS.map(|(_, _, shares)| {
        let is_end = shares.start() == shares.end();
        let belongs = |paper: &&Paper| {
            let share = paper.industry_share;
            match is_end {
                true => share == *shares.start(),
                false => share > *shares.start() && share <= *shares.end() && share < 1.0,
            }
        };
        Released::of(release.papers.iter().filter(belongs))
    })
}

fn table(windows: &[&Release]) -> Table {
    let rows = windows.iter().flat_map(|release| {
        let (_, words) = stem_and_words("window", &release.window);
        let groups = groups(release).into_iter().zip(GROUPS);
        groups.map(move |(group, (name, at, _))| {
            let predicted = release.predicted(at / 100.0).ok();
            let interval = predicted.and_then(|predicted| predicted.interval(LEVEL).ok());
            let share = |x: Option<f64>| number(x, SHARE, Unit::Fraction);
            vec![
                TableCell::text(words.as_str()),
                TableCell::text(name),
                count(group.n),
                share(group.share()),
                share(predicted.map(|predicted| predicted.chance)),
                share(interval.map(|interval| interval.low)),
                share(interval.map(|interval| interval.high)),
            ]
        })
    });
    Table {
        id: "divide-release-predicted".to_owned(),
        columns: vec![
            Column::text("Years"),
            Column::text("Companies among the organisations"),
            Column::number("Papers"),
            Column::number("With open code"),
            Column::number("Predicted"),
            Column::number("95% from"),
            Column::number("to"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
