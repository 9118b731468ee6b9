//! Shares by year above the counts that they are shares of. All numbers are made up.

use highwater_facts::{Quantity, Unit};
use highwater_plot::chart::{CountRow, Noun, Scatter, ScatterPoint, ScatterSeries};
use highwater_plot::{Extent, Figure, Hue, Position};

use super::{figure, measure};

/// Years with the papers of each sector, and how many of them come with code.
const YEARS: [(i32, [(u64, u64); 2]); 14] = [
    (2011, [(3, 0), (14, 2)]),
    (2012, [(7, 2), (19, 5)]),
    (2013, [(9, 2), (22, 7)]),
    (2014, [(12, 5), (31, 9)]),
    (2015, [(24, 9), (38, 15)]),
    (2016, [(41, 19), (60, 31)]),
    (2017, [(66, 36), (81, 40)]),
    (2018, [(102, 61), (97, 55)]),
    (2019, [(158, 99), (104, 66)]),
    (2020, [(190, 116), (121, 80)]),
    (2021, [(244, 141), (118, 79)]),
    (2022, [(391, 188), (133, 97)]),
    (2023, [(702, 301), (140, 108)]),
    (2024, [(1038, 394), (152, 121)]),
];

pub(super) fn code() -> Figure {
    let sectors = [
        ("With industry", Hue::Blue),
        ("Academia alone", Hue::Orange),
    ];
    let series = sectors.iter().enumerate().map(|(i, (name, hue))| {
        ScatterSeries::new(
            *name,
            *hue,
            YEARS.iter().map(|(year, sectors)| {
                let (all, with_code) = sectors[i];
                let share = 100.0 * with_code as f64 / all as f64;
                ScatterPoint::new(
                    format!("{name}, {year}"),
                    Position::Year(*year),
                    Quantity::exact(share, Unit::Percent),
                )
            }),
        )
    });
    let counts = sectors.iter().enumerate().map(|(i, (name, hue))| {
        CountRow::new(
            format!("Papers, {}{}", name[..1].to_lowercase(), &name[1..]),
            *hue,
            YEARS
                .iter()
                .map(|(year, sectors)| (Position::Year(*year), sectors[i].0)),
        )
    });
    figure(
        "counts-code",
        [
            "Papers with industry came with code less often after 2020",
            "Share of each year’s papers that come with code, by the sector of their authors.",
            "",
            "Made up, 2026",
            "Two rows of dots that rise together and part in the last years.",
        ],
        Scatter::new(
            measure(
                "Papers with code",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Between(0.0, 100.0),
            ),
            Noun::new("year", "years"),
            series,
        )
        .counts(counts),
    )
}
