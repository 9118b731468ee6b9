//! Tables of cells: which abstract speaks of what, and shares of papers by year. All of it is made up.

use highwater_facts::Unit;
use highwater_plot::chart::{CellGroup, CellRow, CellValue, Cells};
use highwater_plot::{Extent, Figure};

use super::{figure, measure};

const SOURCE: &str = "Made up, 2026";
const TOPICS: [&str; 4] = ["parallelism", "hardware", "training time", "energy"];

/// Systems of a group with their years, and what each abstract speaks of: `+`, `-`, and `?` for none.
type Group = (
    &'static str,
    &'static [(&'static str, &'static str, &'static str)],
);

const GROUPS: [Group; 3] = [
    (
        "Language",
        &[
            ("Alder 1B", "2019", "----"),
            ("Birch", "2019", "+---"),
            ("Cedar (175B)", "2020", "----"),
            ("Cedar Chat", "2022", "????"),
            ("Douglas (11B)", "2021", "-+--"),
            ("Elm (540B)", "2022", "++--"),
            ("Fir Instruct", "2022", "--+-"),
            ("Ginkgo (70B)", "2022", "----"),
            ("Hazel", "2023", "????"),
            ("Ivy (65B)", "2023", "----"),
            ("Juniper 2 Ultra", "2024", "-+-+"),
        ],
    ),
    (
        "Vision and speech",
        &[
            ("Kauri-22B", "2023", "++--"),
            ("Larch (ViT-G/14)", "2021", "----"),
            ("Maple", "2021", "--+-"),
            ("Nutmeg, self-supervised", "2020", "----"),
            ("Oak large-v2", "2022", "----"),
            ("Pine", "2023", "?-??"),
        ],
    ),
    (
        "Biology and games",
        &[
            ("Quince Fold", "2021", "----"),
            ("Rowan 2 (15B)", "2022", "-+--"),
            ("Spruce Zero", "2019", "--+-"),
            ("Teak Star", "2019", "+-+-"),
            ("Umbrella pine", "2020", "----"),
            ("Viburnum", "2022", "----"),
            ("Willow Agent", "2022", "----"),
        ],
    ),
];

pub(super) fn abstracts() -> Figure {
    let cell = |c: char| match c {
        '+' => CellValue::Yes,
        '-' => CellValue::No,
        _ => CellValue::Missing("no abstract".to_owned()),
    };
    let groups = GROUPS.iter().map(|(name, rows)| {
        CellGroup::new(
            *name,
            rows.iter().map(|(name, year, cells)| {
                CellRow::new(*name, cells.chars().map(cell)).detail(*year)
            }),
        )
    });
    figure(
        "cells-abstracts",
        [
            "Abstracts of the largest systems seldom speak of engineering",
            "Whether a system’s abstract speaks of parallelism, hardware, training time and energy.",
            "",
            SOURCE,
            "A table of which most cells are blank.",
        ],
        Cells::new(
            TOPICS.map(str::to_owned),
            measure(
                "",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Between(0.0, 100.0),
            ),
            groups,
        )
        .yes("in the abstract")
        .no("not in the abstract"),
    )
}

pub(super) fn shares() -> Figure {
    let years = ["2018", "2020", "2022", "2024"];
    let sectors = [
        "Industry alone",
        "Industry and academia",
        "Academia alone",
        "Government",
    ];
    let all = [
        [31.0, 42.0, 58.0, 71.0],
        [24.0, 22.0, 19.0, 14.0],
        [42.0, 33.0, 21.0, 13.0],
        [3.0, 3.0, 2.0, 2.0],
    ];
    // In 2018 there were fewer than ten.
    let large = [
        [f64::NAN, 71.0, 83.0, 92.0],
        [f64::NAN, 22.0, 13.0, 6.0],
        [f64::NAN, 7.0, 4.0, 2.0],
        [f64::NAN, 0.0, 0.0, 0.0],
    ];
    let cell = |share: f64| match share.is_nan() {
        true => CellValue::Missing("fewer than 10 papers".to_owned()),
        false => CellValue::Number(share),
    };
    let groups = [("All papers", all), ("Papers above 10²³ FLOP", large)];
    let groups = groups.into_iter().map(|(name, shares)| {
        CellGroup::new(
            name,
            sectors
                .iter()
                .zip(shares)
                .map(|(sector, shares)| CellRow::new(*sector, shares.map(cell))),
        )
    });
    figure(
        "cells-shares",
        [
            "Industry wrote seven in ten of the papers by 2024",
            "Share of papers by the sector of their authors, in percent of the papers of a year.",
            "",
            SOURCE,
            "A table whose upper right cells are the darkest.",
        ],
        Cells::new(
            years.map(str::to_owned),
            measure(
                "Share of the year’s papers",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Between(0.0, 100.0),
            ),
            groups,
        )
        .levels([0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
    )
}
