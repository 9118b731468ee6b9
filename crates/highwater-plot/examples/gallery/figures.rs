//! The eleven tables of the open wave as figures, the openness of organisations, and
//! functions of two numbers.

use highwater_facts::{Format, Month, Quantity, Unit};
use highwater_plot::chart::{
    Annotated, Annotation, BarGroup, BarSeries, BarValue, Bars, ColumnPoint, Columns, Dumbbell,
    DumbbellRow, GapBand, LinePoint, LineSeries, LineShape, Lines, RangeBars, RangeColumn,
    RangeColumns, RangeRow, Reference, Slope, SlopeLine,
};
use highwater_plot::{Chart, Extent, Figure, Hue, Measure, Position, Words};

#[path = "cells.rs"]
mod cells;
#[path = "contours.rs"]
mod contours;
#[path = "counts.rs"]
mod counts;
#[path = "facets.rs"]
mod facets;
#[path = "openness.rs"]
mod openness;

const DOWNLOADS: Unit = Unit::Of("downloads");
const MODELS: Unit = Unit::Of("models");

/// Returns all figures.
pub(crate) fn all() -> Vec<Figure> {
    vec![
        downloads(),
        hub(),
        mmlu(),
        derivatives(),
        communities(),
        cost(),
        speed(),
        funding(),
        adoption(),
        laptop(),
        share(),
        openness::compute(),
        openness::countries(),
        openness::thresholds(),
        openness::multiverse(),
        facets::scores(),
        facets::costs(),
        facets::axes(),
        contours::accuracy(),
        contours::year(),
        contours::hills(),
        cells::abstracts(),
        cells::shares(),
        counts::code(),
        annotated(),
    ]
}

/// The downloads again, with what a reader should see in them.
fn annotated() -> Figure {
    let Figure {
        words, chart, data, ..
    } = downloads();
    let annotations = [
        Annotation::period(month(2023, 1), month(2023, 4), "Fastest quarter"),
        Annotation::note(month(2022, 10), 112e6, "Before ChatGPT"),
    ];
    let mut figure = Figure::new("annotated", words, Annotated::new(chart, annotations));
    figure.data = data;
    figure
}

fn figure(id: &str, words: [&str; 5], chart: impl Chart + 'static) -> Figure {
    let [title, subtitle, note, source, alt] = words.map(str::to_owned);
    Figure::new(
        id,
        Words::titled(title)
            .subtitle(subtitle)
            .note(note)
            .source(source)
            .alt(alt),
        chart,
    )
}

fn month(year: i32, month: i32) -> Month {
    Month::new(year, month).expect("a month of the calendar")
}

fn format(name: &str) -> Format {
    name.parse().expect("a format that exists")
}

fn measure(title: &str, unit: Unit, values: &str, ticks: &str, extent: Extent) -> Measure {
    Measure::new(title, unit)
        .values(format(values))
        .ticks(format(ticks))
        .extent(extent)
}

fn series(name: &str, hue: Hue, shape: LineShape, points: Vec<LinePoint>) -> LineSeries {
    LineSeries::new(name, hue, points).shape(shape)
}

fn downloads() -> Figure {
    let rows = [
        (2022, 1, 28e6, ""),
        (2022, 4, 41e6, "+46%"),
        (2022, 7, 67e6, "+63%"),
        (2022, 10, 112e6, "+67%"),
        (2023, 1, 195e6, "+74%"),
        (2023, 4, 380e6, "+95%"),
        (2023, 7, 620e6, "+63%"),
    ];
    let points = rows
        .iter()
        .map(|&(year, m, value, change)| {
            LinePoint::new(month(year, m), Quantity::exact(value, DOWNLOADS))
                .change(change)
                .strong(change == "+95%")
        })
        .collect();
    figure(
        "downloads",
        [
            "Monthly model downloads grew 22-fold in 18 months to July 2023",
            "Downloads of all models from the Hugging Face hub in each month, with the growth over the three months before.",
            "",
            "Hugging Face public metrics and the author’s own tracking, 2023",
            "Line on a logarithmic axis that rises almost straight.",
        ],
        Lines::new(
            measure("Downloads a month", DOWNLOADS, "si", "si", Extent::Log),
            [series("Downloads", Hue::Blue, LineShape::Straight, points)],
        ),
    )
}

fn hub() -> Figure {
    let rows = [
        (2022, 1, 25e3, 1200.0),
        (2022, 7, 60e3, 3500.0),
        (2023, 1, 120e3, 7000.0),
        (2023, 4, 200e3, 15e3),
        (2023, 7, 330e3, 25e3),
    ];
    let points = rows
        .iter()
        .map(|&(year, m, total, _)| {
            LinePoint::new(month(year, m), Quantity::approximate(total, MODELS)).written(true)
        })
        .collect();
    let column =
        |year, m, value| ColumnPoint::new(month(year, m), Quantity::approximate(value, MODELS));
    let bars = rows.iter().map(|&(y, m, _, added)| column(y, m, added));
    let dots = rows.windows(2).map(|pair| {
        let (y, m, total, _) = pair[1];
        let (y0, m0, before, _) = pair[0];
        let months = month(y, m).months_since(month(y0, m0));
        column(y, m, (total - before) / f64::from(months))
    });
    figure(
        "hub",
        [
            "The hub held 13 times as many models by July 2023",
            "Public models on the Hugging Face hub, and the number added each month.",
            "All counts are approximate. The totals imply more additions than the source states.",
            "Hugging Face model hub counts, 2023",
            "Line that rises ever more steeply, above columns that do the same.",
        ],
        Lines::new(
            measure("Public models", MODELS, "si", "si", Extent::FromZero),
            [series("Models", Hue::Blue, LineShape::Straight, points)],
        )
        .columns(
            Columns::new(
                measure("Models added a month", MODELS, "si", "si", Extent::FromZero),
                "Stated by the source",
                Hue::Blue,
                bars,
            )
            .dots("Implied by the totals", Hue::Orange, dots),
        ),
    )
}

fn mmlu() -> Figure {
    let rows = [
        (2022, 1, 26.1, "GPT-J 6B", 43.9, "GPT-3 175B", "17.8 points"),
        (2022, 7, 28.3, "BLOOM 176B", 43.9, "", ""),
        (2023, 1, 63.4, "LLaMA 65B", 70.0, "GPT-3.5", "6.6 points"),
        (2023, 4, 68.2, "Vicuna 33B", 86.4, "GPT-4", ""),
        (2023, 7, 68.9, "Llama 2 70B", 86.4, "GPT-4", "17.5 points"),
    ];
    let point = |year, m, value, name: &str| {
        LinePoint::new(month(year, m), Quantity::exact(value, Unit::Percent)).name(name)
    };
    let open = rows.iter().map(|r| point(r.0, r.1, r.2, r.3)).collect();
    let closed = rows.iter().map(|r| point(r.0, r.1, r.4, r.5)).collect();
    let labels = rows
        .iter()
        .filter(|r| !r.6.is_empty())
        .map(|r| (Position::Month(month(r.0, r.1)), r.6.to_owned()));
    figure(
        "mmlu",
        [
            "Open models nearly caught up in 2023, then GPT-4 moved the goal",
            "MMLU score of the best open and the best closed model at each date, in percent.",
            "",
            "Open LLM Leaderboard, model papers, Epoch AI, 2023",
            "Two lines with the area between them shaded.",
        ],
        Lines::new(
            measure("MMLU score", Unit::Percent, "pct1", "pct", Extent::FromZero),
            [
                series(
                    "Best closed model",
                    Hue::Orange,
                    LineShape::Straight,
                    closed,
                ),
                series("Best open model", Hue::Blue, LineShape::Straight, open),
            ],
        )
        .gap(GapBand::new(0, 1).labels(labels)),
    )
}

fn derivatives() -> Figure {
    let rows = [
        (3, Quantity::exact(6.0, MODELS), "Alpaca, Vicuna"),
        (4, Quantity::exact(18.0, MODELS), "GPT4All"),
        (5, Quantity::exact(35.0, MODELS), "Guanaco"),
        (6, Quantity::exact(58.0, MODELS), "Orca"),
        (7, Quantity::at_least(120.0, MODELS), "Llama 2 Chat"),
    ];
    let points = rows
        .iter()
        .map(|&(m, value, name)| {
            LinePoint::new(month(2023, m), value)
                .written(true)
                .name(name)
        })
        .collect();
    figure(
        "derivatives",
        [
            "LLaMA had at least 120 derivatives five months after its release",
            "Models derived from LLaMA and Llama 2, cumulative count at each month’s end, with some of the new ones.",
            "The count for July is a lower bound.",
            "The author’s tracking of Hugging Face model pages, 2023",
            "Steps that rise from 6 to more than 120.",
        ],
        Lines::new(
            measure("Derivatives", MODELS, "int", "int", Extent::FromZero),
            [series("Derivatives", Hue::Blue, LineShape::Steps, points)],
        ),
    )
}

fn communities() -> Figure {
    let unit = Unit::Of("members");
    let rows = [
        ("r/LocalLLaMA", "subscribers", 5e3, 85e3, "17×", true),
        ("Together AI", "platform users", 2e3, 15e3, "7.5×", false),
        ("Hugging Face", "accounts", 280e3, 500e3, "1.8×", false),
        ("EleutherAI", "Discord members", 24e3, 35e3, "1.5×", false),
    ];
    figure(
        "communities",
        [
            "One subreddit grew 17-fold in the first half of 2023",
            "Members of four communities around open models, January and July 2023, with the factor between.",
            "All counts are approximate.",
            "Platform metrics, Discord member counts, Reddit sidebar, 2023",
            "Pairs of dots on a logarithmic axis.",
        ],
        Dumbbell::new(
            measure("Members", unit, "si", "si", Extent::Log),
            ["January 2023", "July 2023"],
            rows.iter()
                .map(|&(name, detail, start, end, change, strong)| {
                    DumbbellRow::new(
                        name,
                        Quantity::approximate(start, unit),
                        Quantity::approximate(end, unit),
                    )
                    .detail(detail)
                    .change(change)
                    .strong(strong)
                }),
        ),
    )
}

fn cost() -> Figure {
    let range = |low, high| Quantity::range(low, high, Unit::Usd).expect("a range");
    let rows = [
        ("January 2022", range(5e6, 10e6), "Scale alone"),
        (
            "July 2022",
            range(2e6, 5e6),
            "Chinchilla: more data, smaller model",
        ),
        ("January 2023", range(500e3, 1e6), "LLaMA’s training recipe"),
        (
            "July 2023",
            range(200e3, 500e3),
            "Llama 2’s recipe, cheaper A100s",
        ),
    ];
    figure(
        "cost",
        [
            "Training a GPT-3.5 equivalent cost a tenth or less by mid-2023",
            "Estimated cost to train a model of GPT-3.5’s quality, low to high estimate, and what had changed.",
            "",
            "Epoch AI, model papers, cloud prices of accelerators, 2023",
            "Bars on a logarithmic axis that move down in steps.",
        ],
        RangeBars::new(
            measure("US dollars", Unit::Usd, "usd", "usd", Extent::Log),
            rows.iter()
                .map(|&(name, range, detail)| RangeRow::new(name, range).detail(detail)),
        )
        .series("Estimated cost"),
    )
}

fn speed() -> Figure {
    let unit = Unit::Rate("tokens", "second");
    let rows = [
        ("GPT-J 6B", "6.7B parameters", 120.0, Some(45.0)),
        ("Llama 2 13B", "13.0B parameters", 90.0, Some(28.0)),
        ("LLaMA 13B", "13.0B parameters", 85.0, Some(25.0)),
        ("LLaMA 33B", "32.5B parameters", 40.0, Some(10.0)),
        ("Llama 2 70B", "65.2B parameters", 25.0, None),
    ];
    figure(
        "speed",
        [
            "A consumer card ran 13B models at 25 tokens a second",
            "Tokens generated each second by open models on a data-centre card and on a consumer card.",
            "All speeds are approximate.",
            "Community benchmarks, vLLM throughput tests, 2023",
            "Paired bars for five models.",
        ],
        Bars::new(
            measure("Tokens a second", unit, "int", "int", Extent::FromZero),
            rows.iter().map(|&(name, detail, a100, rtx)| {
                BarGroup::new(
                    name,
                    [
                        BarValue::Number(Quantity::approximate(a100, unit)),
                        match rtx {
                            Some(x) => BarValue::Number(Quantity::approximate(x, unit)),
                            None => {
                                BarValue::Missing("no figure: too large for the card".to_owned())
                            }
                        },
                    ],
                )
                .detail(detail)
            }),
        )
        .series([
            BarSeries::new("A100 (data centre)", Hue::Grey),
            BarSeries::new("RTX 4090 (consumer)", Hue::Blue),
        ]),
    )
}

fn funding() -> Figure {
    let rows = [
        ("Hugging Face", "Series D, May 2023", 235e6),
        ("Mistral AI", "Seed, June 2023", 113e6),
        ("Together AI", "Series A, June 2023", 102e6),
        ("Stability AI", "Various rounds, 2022", 101e6),
        ("Anyscale", "Series C, 2022", 100e6),
    ];
    figure(
        "funding",
        [
            "Five open-model companies raised $651M in 2022 and 2023",
            "Last funding round of companies whose main product is open AI, in US dollars.",
            "",
            "Crunchbase, company announcements, 2023",
            "Bars sorted by amount.",
        ],
        Bars::new(
            measure(
                "Amount of the last round",
                Unit::Usd,
                "usd",
                "usd",
                Extent::FromZero,
            ),
            rows.iter().map(|&(name, detail, amount)| {
                BarGroup::new(name, [BarValue::Number(Quantity::exact(amount, Unit::Usd))])
                    .detail(detail)
            }),
        )
        .series([BarSeries::new("Last round", Hue::Blue)]),
    )
}

fn adoption() -> Figure {
    let rows = [
        (
            "cite data privacy as motivation",
            Hue::Grey,
            41.0,
            67.0,
            "+26 points",
        ),
        ("evaluate open models", Hue::Blue, 22.0, 58.0, "+36 points"),
        ("use one in production", Hue::Grey, 8.0, 21.0, "+13 points"),
    ];
    figure(
        "adoption",
        [
            "Companies evaluating open models rose to 58% by mid-2023",
            "Share of surveyed companies that said each, fourth quarter of 2022 and second quarter of 2023.",
            "Composites of several surveys, so all shares are approximate.",
            "Bain, McKinsey, a16z State of AI, 2023",
            "Three rising lines.",
        ],
        Slope::new(
            measure(
                "Share of companies",
                Unit::Percent,
                "pct",
                "pct",
                Extent::FromZero,
            ),
            ["Q4 2022", "Q2 2023"],
            rows.iter().map(|&(name, hue, start, end, change)| {
                SlopeLine::new(
                    name,
                    hue,
                    Quantity::approximate(start, Unit::Percent),
                    Quantity::approximate(end, Unit::Percent),
                )
                .change(change)
            }),
        ),
    )
}

fn laptop() -> Figure {
    let range = |low, high| Quantity::range(low, high, MODELS).expect("a range");
    let rows = [
        (2022, 1, range(2.0, 3.0), "GPT-2, DistilGPT2"),
        (2022, 7, range(5.0, 6.0), "+ GPT-J, quantized"),
        (2023, 1, range(10.0, 15.0), "+ LLaMA 7B, quantized"),
        (
            2023,
            7,
            Quantity::at_least(30.0, MODELS),
            "+ Llama 2 7B and 13B, quantized",
        ),
    ];
    figure(
        "laptop",
        [
            "At least 30 models fitted on a laptop by July 2023",
            "Models that run in 16 GB of memory, low to high estimate, with those that joined.",
            "The number for July 2023 is a lower bound.",
            "The author’s tests, llama.cpp benchmarks, r/LocalLLaMA reports, 2023",
            "Columns that grow, the last one open at its top.",
        ],
        RangeColumns::new(
            measure("Models", MODELS, "int", "int", Extent::FromZero),
            rows.iter().map(|&(year, m, value, detail)| {
                RangeColumn::new(month(year, m), value).detail(detail)
            }),
        )
        .series("Models that run in 16 GB"),
    )
}

fn share() -> Figure {
    let rows = [
        ("HellaSwag", 96.5, 99.8, "+3.3 points", false),
        ("MMLU", 90.6, 98.4, "+7.8 points", false),
        ("ARC Challenge", 71.9, 75.8, "+3.9 points", false),
        ("HumanEval", 49.3, 62.2, "+12.9 points", false),
        ("Average", 77.1, 84.1, "+7.0 points", true),
    ];
    figure(
        "share",
        [
            "Open models reached 84% of GPT-3.5’s score by July 2023",
            "Score of the best open model as a share of GPT-3.5-turbo’s, by benchmark, in percent.",
            "",
            "Open LLM Leaderboard, model papers, 2023",
            "Pairs of dots left of the line of full score.",
        ],
        Dumbbell::new(
            measure(
                "Share of GPT-3.5-turbo’s score",
                Unit::Percent,
                "pct1",
                "pct",
                Extent::Between(40.0, 100.0),
            ),
            ["January 2023", "July 2023"],
            rows.iter().map(|&(name, start, end, change, strong)| {
                DumbbellRow::new(
                    name,
                    Quantity::exact(start, Unit::Percent),
                    Quantity::exact(end, Unit::Percent),
                )
                .change(change)
                .strong(strong)
            }),
        )
        .reference(Reference::new("GPT-3.5-turbo", 100.0)),
    )
}
