//! Functions of two numbers: a prediction with the models that it rests on, the same turned around, and
//! hills. All numbers are made up.

use highwater_facts::{Month, Unit};
use highwater_plot::chart::{Contour, ContourPoint, Grid, Noun, Support, levels};
use highwater_plot::{Extent, Figure, Position, Scale};

use super::{figure, measure, month};

const FLOP: Unit = Unit::Of("FLOP");
const SOURCE: &str = "Made up, 2026";

/// Names, months since January 2019 and the exponents of their compute.
const MODELS: [(&str, i32, f64); 24] = [
    ("Alder 1B", 1, 20.3),
    ("", 5, 20.9),
    ("Birch", 9, 21.4),
    ("", 13, 21.1),
    ("Cedar 175B", 17, 23.5),
    ("", 20, 22.2),
    ("", 24, 22.8),
    ("Douglas", 27, 23.9),
    ("", 29, 21.6),
    ("", 33, 23.2),
    ("Elm 540B", 39, 24.4),
    ("", 41, 22.6),
    ("", 44, 23.7),
    ("Fir Chat", 47, 24.5),
    ("", 50, 22.1),
    ("Ginkgo", 51, 25.3),
    ("", 54, 23.9),
    ("", 58, 24.7),
    ("Hazel 3B", 61, 22.9),
    ("", 63, 25.0),
    ("", 66, 24.1),
    ("Ivy Ultra", 69, 25.7),
    ("", 72, 23.4),
    ("Juniper", 75, 25.4),
];

/// The accuracy in per cent that is made up for a month since January 2019 and an exponent of compute.
fn accuracy_at(months: f64, exponent: f64) -> f64 {
    let above = exponent - 20.0;
    let score = -5.05 + 0.026 * months + 0.9 * above - 0.008 * above * above * above;
    25.0 + 75.0 / (1.0 + libm::exp(-score))
}

/// A number between -1 and 1 that looks random and is always the same.
fn noise(i: usize) -> f64 {
    2.0 * (i as f64 * 0.618_033_988_749_895).fract() - 1.0
}

fn moment(months: i32) -> Month {
    month(2019, 1).plus(months)
}

pub(super) fn accuracy() -> Figure {
    let start = Position::Month(moment(0)).coordinate();
    let point = |(i, &(name, months, exponent)): (usize, &(&str, i32, f64))| {
        ContourPoint::new(
            match name {
                "" => format!("Model {i}"),
                name => name.to_owned(),
            },
            moment(months),
            libm::pow(10.0, exponent),
            (accuracy_at(f64::from(months), exponent) + 9.0 * noise(i)).min(93.0),
        )
        .labelled(!name.is_empty())
    };
    figure(
        "contour-accuracy",
        [
            "Later models reached the same accuracy with less compute",
            "Accuracy predicted from date and training compute, with the models that the prediction rests on.",
            "",
            SOURCE,
            "Bands of colour that fall from the upper left to the lower right.",
        ],
        Contour::new(
            measure("Training compute, FLOP", FLOP, "si", "si", Extent::Log),
            measure(
                "Predicted accuracy",
                Unit::Percent,
                "pct0",
                "pct0",
                Extent::Around,
            ),
            Grid::sampled(
                Scale::months(start, start + 84.0),
                Scale::log(1e20, 1e26),
                85,
                61,
                |x, y| accuracy_at(x - start, libm::log10(y)),
            )
            .expect("a grid without gaps"),
            levels(30.0, 90.0, 8),
            Noun::new("model", "models"),
            MODELS.iter().enumerate().map(point),
        )
        .extrapolated("extrapolated: no models here")
        .off_levels("no prediction shown"),
    )
}

pub(super) fn year() -> Figure {
    // Performance is the negative logarithm of the error: 1 for an error of 37%.
    let reached = |performance: f64, exponent: f64| {
        2016.0 + 5.2 * performance + 0.35 * performance * performance - 1.1 * (exponent - 23.0)
    };
    let point = |(i, &(name, months, exponent)): (usize, &(&str, i32, f64))| {
        let performance = 0.15 + 0.02 * f64::from(months) + 0.12 * (exponent - 20.0);
        ContourPoint::new(
            name,
            (performance + 0.15 * noise(i)).clamp(0.05, 2.45),
            libm::pow(10.0, exponent),
            2019.0 + f64::from(months) / 12.0,
        )
        .labelled(i % 4 == 2 && !name.is_empty())
    };
    let years = |format| {
        measure(
            "Predicted year",
            Unit::Years,
            format,
            format,
            Extent::Around,
        )
    };
    figure(
        "contour-year",
        [
            "Each further unit of performance took about five years",
            "Year in which a performance is predicted for a training compute, with the years of models.",
            "",
            SOURCE,
            "Bands of colour that rise from the left to the right.",
        ],
        Contour::new(
            measure("Training compute, FLOP", FLOP, "si", "si", Extent::Log),
            years("year"),
            Grid::sampled(
                Scale::linear(0.0, 2.5),
                Scale::log(1e20, 1e26),
                51,
                61,
                |x, y| reached(x, libm::log10(y)),
            )
            .expect("a grid without gaps"),
            levels(2019.0, 2026.0, 8),
            Noun::new("model", "models"),
            MODELS.iter().enumerate().map(point),
        )
        .x(measure(
            "Performance, negative logarithm of the error",
            Unit::Number,
            "n2",
            "n1",
            Extent::Between(0.0, 2.5),
        ))
        .off_levels("no year shown"),
    )
}

pub(super) fn hills() -> Figure {
    let hill = |x: f64, y: f64, (cx, cy): (f64, f64), height: f64, wide: f64| {
        let (dx, dy) = (x - cx, y - cy);
        height * libm::exp(-(dx * dx + dy * dy) / (wide * wide))
    };
    let height = |x: f64, y: f64| {
        200.0 + hill(x, y, (2.5, 3.0), 620.0, 1.6) + hill(x, y, (7.0, 5.0), 760.0, 2.0)
            - hill(x, y, (7.0, 5.0), 520.0, 0.9)
            + 12.0 * x
    };
    let metres = Unit::Of("metres");
    let axis =
        |title: &str, high| measure(title, Unit::Number, "n1", "n0", Extent::Between(0.0, high));
    figure(
        "contour-hills",
        [
            "Two hills, of which one has a hollow top",
            "Height above the sea in metres, everywhere measured.",
            "",
            SOURCE,
            "Two rings of colour; the right one has a hole.",
        ],
        Contour::new(
            axis("Kilometres north", 8.0),
            measure("Height, metres", metres, "int", "int", Extent::Around),
            Grid::sampled(
                Scale::linear(0.0, 10.0),
                Scale::linear(0.0, 8.0),
                121,
                97,
                height,
            )
            .expect("a grid without gaps"),
            levels(200.0, 900.0, 12),
            Noun::new("peak", "peaks"),
            Vec::new(),
        )
        .x(axis("Kilometres east", 10.0))
        .support(Support::Everywhere),
    )
}
