//! The openness of organisations: points in a plane, distributions, intervals, and a multiverse.

use highwater_facts::{Quantity, Unit};
use highwater_plot::chart::{
    Centre, IntervalMark, IntervalRow, IntervalSeries, Intervals, Noun, Reference, Scatter,
    ScatterPoint, ScatterSeries, Spec, SpecCurve, SpecDimension, SpecGroup, StripPoint, StripRow,
    Strips,
};
use highwater_plot::{Extent, Figure, Hue};

use super::{figure, format, measure};

const SOURCE: &str = "Epoch AI, notable models, August 2024";

pub(super) fn compute() -> Figure {
    let rows = [
        ("Google/DeepMind", 5e25, 30.4, 148.0),
        ("Meta/Facebook", 3.8e25, 78.8, 85.0),
        ("OpenAI", 2.1e25, 34.5, 29.0),
        ("NVIDIA", 1.8e25, 46.2, 13.0),
        ("Alibaba", 1.3e24, 60.0, 10.0),
        ("Microsoft", 1.17e24, 28.6, 14.0),
        ("UCB", 1.07e24, 50.0, 14.0),
        ("Tsinghua", 6.2e23, 38.9, 18.0),
        ("NYU", 1.6e23, 89.5, 19.0),
        ("MIT", 1.1e23, 73.7, 19.0),
        ("Stanford", 1.1e23, 64.7, 17.0),
        ("CMU", 8.46e22, 47.1, 17.0),
        ("UoW", 4.15e21, 45.5, 11.0),
    ];
    let point = |&(name, compute, open, models): &(&str, f64, f64, f64)| {
        ScatterPoint::new(name, compute, Quantity::exact(open, Unit::Percent))
            .size(models)
            .labelled(true)
    };
    let flop = Unit::Of("FLOP");
    let x = "Largest training run, FLOP";
    figure(
        "openness-compute",
        [
            "Openness and compute hardly go together among large publishers",
            "Share of an organisation’s models since 2018 that are open, by its largest training run.",
            "Organisations with ten models or more.",
            SOURCE,
            "Points of thirteen organisations, scattered over the plane.",
        ],
        Scatter::new(
            measure(
                "Open models",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Between(0.0, 100.0),
            ),
            Noun::new("organisation", "organisations"),
            [ScatterSeries::new(
                "Organisations",
                Hue::Blue,
                rows.iter().map(point),
            )],
        )
        .x(measure(x, flop, "si", "si", Extent::LogBetween(1e21, 1e26)))
        .size(Noun::new("model", "models"))
        .references([Reference::new("Half of the models are open", 50.0)]),
    )
}

pub(super) fn countries() -> Figure {
    let row = |name: &str, hue, counts: &[(f64, usize)], mean, text: &str| {
        StripRow::new(
            name,
            hue,
            counts.iter().flat_map(|&(value, n)| {
                let point = StripPoint::new("An organisation", value);
                std::iter::repeat_n(point, n)
            }),
        )
        .centre(Centre::new("mean", mean).text(text))
    };
    let states = [
        (0.0, 48),
        (12.5, 1),
        (16.7, 1),
        (25.0, 2),
        (28.6, 1),
        (30.4, 1),
        (33.3, 1),
        (34.5, 1),
        (37.5, 1),
        (40.0, 1),
        (45.5, 1),
        (46.2, 1),
        (47.1, 1),
        (50.0, 12),
        (60.0, 1),
        (64.7, 1),
        (66.7, 6),
        (73.7, 1),
        (75.0, 4),
        (78.8, 1),
        (88.9, 1),
        (89.5, 1),
        (100.0, 50),
    ];
    let china = [
        (0.0, 27),
        (25.0, 2),
        (33.3, 1),
        (38.9, 1),
        (40.0, 1),
        (50.0, 4),
        (60.0, 1),
        (66.7, 1),
        (75.0, 2),
        (80.0, 1),
        (100.0, 13),
    ];
    figure(
        "openness-countries",
        [
            "Most organisations open all of their models or none",
            "Share of an organisation’s models since 2018 that are open, by country.",
            "",
            SOURCE,
            "Two rows of dots with high stacks at both ends.",
        ],
        Strips::new(
            measure(
                "Open models",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Between(0.0, 100.0),
            ),
            Noun::new("organisation", "organisations"),
            [
                row("United States", Hue::Blue, &states, 51.6, "52%"),
                row("China", Hue::Orange, &china, 37.4, "37%"),
            ],
        ),
    )
}

pub(super) fn thresholds() -> Figure {
    let rows = [
        (
            3,
            [(-0.014, -0.247, 0.240, 65), (-0.033, -0.277, 0.214, 64)],
        ),
        (
            5,
            [(-0.071, -0.410, 0.285, 32), (-0.134, -0.467, 0.231, 31)],
        ),
        (
            10,
            [(-0.261, -0.710, 0.338, 13), (-0.480, -0.826, 0.130, 12)],
        ),
        (15, [(-0.347, -0.845, 0.473, 8), (-0.667, -0.945, 0.173, 7)]),
        (20, [(0.0, 0.0, 0.0, 3), (0.0, 0.0, 0.0, 2)]),
    ];
    let mark = |series, (rho, low, high, n): (f64, f64, f64, u32)| {
        let testable = n > 3;
        IntervalMark::new(series, testable.then_some(rho))
            .interval(testable.then_some((low, high)))
            .text(format("n2").number(rho, Unit::Ratio))
            .detail(n.to_string())
            .missing(format!("not testable: {n} organisations"))
    };
    let series = |name: &str, hue| IntervalSeries::new(name, hue);
    figure(
        "openness-thresholds",
        [
            "No threshold shows that openness falls with compute",
            "Rank correlation of openness and largest training run, for organisations with that many models or more.",
            "",
            SOURCE,
            "Five rows of estimates whose intervals all hold zero.",
        ],
        Intervals::new(
            measure(
                "Rank correlation",
                Unit::Ratio,
                "n2",
                "n1",
                Extent::Between(-1.0, 1.0),
            ),
            "95% CI",
            [
                series("All organisations", Hue::Blue),
                series("Without Meta", Hue::Orange),
            ],
            rows.iter().map(|&(least, [all, without])| {
                IntervalRow::new(format!("{least} models"), [mark(0, all), mark(1, without)])
                    .strong(least == 10)
            }),
        )
        .reference(Reference::new("No correlation", 0.0))
        .detail_name("n"),
    )
}

/// How many analyses the multiverse has: all combinations of its options.
const ANALYSES: usize = 5 * 3 * 3 * 2 * 2;

pub(super) fn multiverse() -> Figure {
    let dimensions = [
        ("Least number of models", &["3", "5", "10", "15", "20"][..]),
        (
            "What counts as open",
            &["open source", "open weights", "any access"],
        ),
        ("Compute", &["largest", "mean", "median"]),
        ("Meta", &["in", "out"]),
        ("Years", &["since 2018", "all"]),
    ];
    let spec = |i: usize| {
        let mut rest = i;
        let options: Vec<usize> = dimensions
            .iter()
            .map(|(_, names)| {
                let option = rest % names.len();
                rest /= names.len();
                option
            })
            .collect();
        // Made up, for there is no such multiverse yet: each option adds its part.
        let parts = [-0.09, 0.05, 0.07, -0.12, 0.03];
        let estimate: f64 = options
            .iter()
            .zip(parts)
            .map(|(o, part)| *o as f64 * part)
            .sum();
        let wide = 0.06 + 0.06 * options.first().copied().unwrap_or(0) as f64;
        let testable = !(options.first() == Some(&4) && options.get(3) == Some(&1));
        let holds = estimate + wide < 0.0;
        Spec::new(testable.then_some(estimate), options)
            .interval(testable.then_some((estimate - wide, estimate + wide)))
            .group(match (testable, holds) {
                (false, _) => 2,
                (true, true) => 0,
                (true, false) => 1,
            })
    };
    let group = |name: &str, hue| SpecGroup::new(name, hue);
    figure(
        "openness-multiverse",
        [
            "Most analyses leave open whether openness falls with compute",
            "Rank correlation of openness and compute in each analysis of a made-up multiverse.",
            "",
            "Made up, 2024",
            "A curve of estimates that rises from left to right above a matrix of options.",
        ],
        SpecCurve::new(
            measure("Rank correlation", Unit::Ratio, "n2", "n1", Extent::Around),
            dimensions.iter().map(|(name, options)| {
                SpecDimension::new(*name, options.iter().map(|option| (*option).to_owned()))
            }),
            [
                group("falls", Hue::Blue),
                group("open either way", Hue::Orange),
                group("not testable", Hue::Grey),
            ],
            (0..ANALYSES).map(spec),
        )
        .reference(Reference::new("No correlation", 0.0))
        .default(2, "As published"),
    )
}
