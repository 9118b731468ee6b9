//! What a score costs: small multiples of points, and the principal axes of a cloud. All numbers are
//! made up.

use highwater_facts::{Month, Quantity, Unit};
use highwater_plot::chart::{
    Arrow, FitLine, Noun, Reference, Scatter, ScatterFacet, ScatterFacets, ScatterPoint,
    ScatterSeries,
};
use highwater_plot::{Extent, Figure, Hue, Position};

use super::{figure, measure};

const SOURCE: &str = "Made up, 2025";

/// The broken parts of some square roots, whose multiples spread evenly and apart from each other.
const ROOTS: [f64; 11] = [
    0.4142136, 0.7320508, 0.2360680, 0.6457513, 0.3166248, 0.6055513, 0.1231056, 0.3588989,
    0.7958315, 0.3851648, 0.5677644,
];

/// Numbers between zero and one that look random and are always the same.
fn part(i: usize, k: usize) -> f64 {
    let root = ROOTS.get(k % ROOTS.len()).copied().unwrap_or(0.5);
    ((i + 1) as f64 * root).fract()
}

/// About normal, from -2 to 2.
fn spread(i: usize, k: usize) -> f64 {
    part(i, k) + part(i, k + 1) + part(i, k + 2) + part(i, k + 3) - 2.0
}

fn series(name: &str, hue: Hue, points: Vec<ScatterPoint>) -> ScatterSeries {
    ScatterSeries {
        name: name.to_owned(),
        hue,
        faint: false,
        points,
    }
}

/// Score against compute on four benchmarks, one of them without a model of known compute.
pub(super) fn scores() -> Figure {
    let facet = |k: usize, (title, n, chance, slope): (&str, usize, f64, f64)| {
        let point = |i: usize| {
            let exponent = 20.6 + 4.8 * part(i, k);
            let score = chance + slope * (exponent - 21.0) + 9.0 * spread(i, k + 2);
            ScatterPoint {
                name: format!("Model {}", i + 1),
                at: Position::Number(libm::pow(10.0, exponent)),
                value: Quantity::exact(score.clamp(1.0, 96.0), Unit::Percent),
                size: 1.0,
                labelled: i % 40 == 7,
            }
        };
        let (open, closed): (Vec<usize>, Vec<usize>) = (0..n).partition(|i| i % 3 > 0);
        ScatterFacet {
            title: title.to_owned(),
            series: vec![
                series(
                    "Open weights",
                    Hue::Blue,
                    open.into_iter().map(point).collect(),
                ),
                series(
                    "Closed",
                    Hue::Orange,
                    closed.into_iter().map(point).collect(),
                ),
            ],
            fits: Vec::new(),
            references: vec![Reference {
                at: chance,
                name: "Chance".to_owned(),
            }],
            empty: "No model with known compute".to_owned(),
        }
    };
    let benchmarks = [
        ("MMLU", 140, 25.0, 13.0),
        ("GPQA", 57, 25.0, 4.0),
        ("BBH", 96, 20.0, 11.0),
        ("GSM1k", 0, 0.0, 0.0),
    ];
    let facets = benchmarks.into_iter().enumerate();
    figure(
        "scores",
        [
            "Scores rose with compute on three of four benchmarks",
            "Score of language models on four benchmarks, by the compute of their training.",
            "",
            SOURCE,
            "Four planes with points that rise to the right; the last is empty.",
        ],
        ScatterFacets {
            x: Some(measure(
                "Training compute, FLOP",
                Unit::Of("FLOP"),
                "si",
                "si",
                Extent::Log,
            )),
            y: measure(
                "Score",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Between(0.0, 100.0),
            ),
            point: Noun::new("model", "models"),
            facets: facets.map(|(k, benchmark)| facet(k, benchmark)).collect(),
        },
    )
}

const NAMES: [&str; 12] = [
    "Alpha",
    "Beta 7B",
    "Gamma 2 70B",
    "Delta mini",
    "Epsilon 3.1 405B",
    "Zeta",
    "Eta Flash 1.5",
    "Theta",
    "Iota 8x7B Instruct",
    "Kappa",
    "Lambda 3 Small",
    "Mu",
];

/// Returns what a score costs, in eight ranges of the score.
pub(super) fn costs() -> Figure {
    let facet = |k: usize| {
        let n = [15, 9, 12, 7, 11, 5, 3, 1][k % 8];
        let months = |i: usize| 3.0 + 4.0 * k as f64 + part(i, k) * (30.0 - 3.5 * k as f64);
        let exponent =
            |i: usize| 0.1 + 0.45 * k as f64 - months(i) / 14.0 + 0.55 * spread(i, k + 4);
        let month = |i: usize| {
            let months = months(i) as i32;
            Month::new(2022 + months / 12, months % 12 + 1).expect("a month")
        };
        let point = |i: usize| ScatterPoint {
            name: NAMES[(i + 3 * k) % 12].to_owned(),
            at: Position::Day(month(i), 11),
            value: Quantity::exact(libm::pow(10.0, exponent(i) + 1.0), Unit::Usd),
            size: 1.0,
            labelled: true,
        };
        let points: Vec<ScatterPoint> = (0..n).map(point).collect();
        let yearly = (2022..2026).filter_map(|year| {
            let of_year = || {
                let points = points.iter();
                points.filter(move |p| (p.at.coordinate() / 12.0).floor() == f64::from(year))
            };
            let n = of_year().count();
            let product: f64 = of_year().map(|p| p.value.middle()).product();
            let mean = libm::pow(product, 1.0 / n.max(1) as f64);
            (n > 0).then_some((Position::Month(Month::new(year, 7)?), mean))
        });
        let means = FitLine {
            name: "Geometric mean of the year".to_owned(),
            hue: Hue::Orange,
            points: yearly.collect(),
            ribbon: Vec::new(),
            ribbon_name: String::new(),
        };
        ScatterFacet {
            title: format!("{}% to {}%", 5 + 11 * k, 16 + 11 * k),
            series: vec![series("Models", Hue::Blue, points)],
            fits: vec![means],
            references: Vec::new(),
            empty: String::new(),
        }
    };
    figure(
        "costs",
        [
            "The cost of a given score fell in most ranges of it",
            "Cost of one run of a benchmark by the release of the model, in eight ranges of its score.",
            "",
            SOURCE,
            "Eight planes with points that fall to the right.",
        ],
        ScatterFacets {
            x: None,
            y: measure("Cost of a run", Unit::Usd, "usd", "usd", Extent::Log),
            point: Noun::new("model", "models"),
            facets: (0..8).map(facet).collect(),
        },
    )
}

/// Size and accuracy of models, with the principal axes of the cloud.
pub(super) fn axes() -> Figure {
    let n = 90;
    let (angle_x, angle_y) = (0.97, 0.243);
    let at = |i: usize| {
        let (one, other) = (0.6 * spread(i, 1), 0.11 * spread(i, 9));
        (
            9.9 + one * angle_x - other * angle_y,
            0.5 + one * angle_y + other * angle_x,
        )
    };
    let point = |i: usize| ScatterPoint {
        name: format!("Model {}", i + 1),
        at: Position::Number(at(i).0),
        value: Quantity::exact(at(i).1, Unit::Fraction),
        size: 1.0,
        labelled: false,
    };
    let arrow = |name: &str, dx: f64, dy: f64| Arrow {
        name: name.to_owned(),
        hue: Hue::Orange,
        from: (Position::Number(9.9), 0.5),
        to: (Position::Number(9.9 + dx), 0.5 + dy),
    };
    figure(
        "principal-axes",
        [
            "Size and accuracy vary along one axis for the most part",
            "Accuracy of language models by the logarithm of their size, with the principal axes of the cloud.",
            "Both axes have the same scale, so that the arrows stand at a right angle.",
            SOURCE,
            "A flat cloud of points with two arrows at a right angle.",
        ],
        Scatter {
            x: Some(measure(
                "Parameters, log10",
                Unit::Number,
                "n2",
                "n1",
                Extent::Around,
            )),
            y: measure("Accuracy", Unit::Fraction, "n2", "n1", Extent::Around),
            point: Noun::new("model", "models"),
            size: None,
            series: vec![series("Models", Hue::Blue, (0..n).map(point).collect())],
            fits: Vec::new(),
            arrows: vec![
                arrow("PC1, 96% of variance", 0.85 * angle_x, 0.85 * angle_y),
                arrow("PC2, 4% of variance", -0.2 * angle_y, 0.2 * angle_x),
            ],
            counts: Vec::new(),
            references: Vec::new(),
            equal: true,
        },
    )
}
