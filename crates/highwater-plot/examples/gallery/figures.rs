//! The eleven tables of the open wave as figures.

use highwater_facts::{Format, Month, Quantity, Table, Unit};
use highwater_plot::chart::{
    ColumnPoint, Columns, GapBand, LinePoint, LineSeries, LineShape, Lines,
};
use highwater_plot::{Chart, Extent, Figure, Hue, Measure, Position, Words};

const DOWNLOADS: Unit = Unit::Of("downloads");
const MODELS: Unit = Unit::Of("models");

/// All figures.
pub fn all() -> Vec<Figure> {
    vec![downloads(), hub(), mmlu(), derivatives()]
}

fn figure(id: &str, words: [&str; 5], chart: impl Chart + Send + Sync + 'static) -> Figure {
    let [title, subtitle, note, source, alt] = words.map(str::to_owned);
    Figure {
        id: id.to_owned(),
        words: Words {
            title,
            subtitle,
            note,
            source,
            alt,
        },
        chart: Box::new(chart),
        data: Table::default(),
    }
}

fn month(year: i32, month: i32) -> Month {
    Month::new(year, month).expect("a month of the calendar")
}

fn format(name: &str) -> Format {
    name.parse().expect("a format that exists")
}

fn measure(title: &str, unit: Unit, values: &str, ticks: &str, extent: Extent) -> Measure {
    Measure {
        title: title.to_owned(),
        unit,
        values: format(values),
        ticks: format(ticks),
        extent,
    }
}

fn series(name: &str, hue: Hue, shape: LineShape, points: Vec<LinePoint>) -> LineSeries {
    LineSeries {
        name: name.to_owned(),
        hue,
        shape,
        points,
        ribbon: Vec::new(),
        ribbon_name: String::new(),
    }
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
        .map(|&(year, m, value, change)| LinePoint {
            change: change.to_owned(),
            strong: change == "+95%",
            ..LinePoint::new(month(year, m), Quantity::exact(value, DOWNLOADS))
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
        Lines {
            x: None,
            y: measure("Downloads a month", DOWNLOADS, "si", "si", Extent::Log),
            series: vec![series("Downloads", Hue::Blue, LineShape::Straight, points)],
            gap: None,
            references: Vec::new(),
            columns: None,
        },
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
        .map(|&(year, m, total, _)| LinePoint {
            written: true,
            ..LinePoint::new(month(year, m), Quantity::approximate(total, MODELS))
        })
        .collect();
    let column = |year, m, value| ColumnPoint {
        at: Position::Month(month(year, m)),
        value: Quantity::approximate(value, MODELS),
    };
    let bars = rows
        .iter()
        .map(|&(y, m, _, added)| column(y, m, added))
        .collect();
    let dots = rows
        .windows(2)
        .map(|pair| {
            let (y, m, total, _) = pair[1];
            let (y0, m0, before, _) = pair[0];
            let months = month(y, m).months_since(month(y0, m0));
            column(y, m, (total - before) / f64::from(months))
        })
        .collect();
    figure(
        "hub",
        [
            "The hub held 13 times as many models by July 2023",
            "Public models on the Hugging Face hub, and the number added each month.",
            "All counts are approximate. The totals imply more additions than the source states.",
            "Hugging Face model hub counts, 2023",
            "Line that rises ever more steeply, above columns that do the same.",
        ],
        Lines {
            x: None,
            y: measure("Public models", MODELS, "si", "si", Extent::FromZero),
            series: vec![series("Models", Hue::Blue, LineShape::Straight, points)],
            gap: None,
            references: Vec::new(),
            columns: Some(Columns {
                y: measure("Models added a month", MODELS, "si", "si", Extent::FromZero),
                name: "Stated by the source".to_owned(),
                hue: Hue::Blue,
                bars,
                dots_name: "Implied by the totals".to_owned(),
                dots_hue: Hue::Orange,
                dots,
            }),
        },
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
    let point = |year, m, value, name: &str| LinePoint {
        name: name.to_owned(),
        ..LinePoint::new(month(year, m), Quantity::exact(value, Unit::Percent))
    };
    let open = rows.iter().map(|r| point(r.0, r.1, r.2, r.3)).collect();
    let closed = rows.iter().map(|r| point(r.0, r.1, r.4, r.5)).collect();
    let labels = rows
        .iter()
        .filter(|r| !r.6.is_empty())
        .map(|r| (Position::Month(month(r.0, r.1)), r.6.to_owned()))
        .collect();
    figure(
        "mmlu",
        [
            "Open models nearly caught up in 2023, then GPT-4 moved the goal",
            "MMLU score of the best open and the best closed model at each date, in percent.",
            "",
            "Open LLM Leaderboard, model papers, Epoch AI, 2023",
            "Two lines with the area between them shaded.",
        ],
        Lines {
            x: None,
            y: measure("MMLU score", Unit::Percent, "pct1", "pct", Extent::FromZero),
            series: vec![
                series(
                    "Best closed model",
                    Hue::Orange,
                    LineShape::Straight,
                    closed,
                ),
                series("Best open model", Hue::Blue, LineShape::Straight, open),
            ],
            gap: Some(GapBand {
                one: 0,
                other: 1,
                labels,
            }),
            references: Vec::new(),
            columns: None,
        },
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
        .map(|&(m, value, name)| LinePoint {
            written: true,
            name: name.to_owned(),
            ..LinePoint::new(month(2023, m), value)
        })
        .collect();
    figure(
        "derivatives",
        [
            "LLaMA had at least 120 derivatives five months after its release",
            "Models derived from LLaMA and Llama 2, cumulative count at each month’s end, with some of the new ones.",
            "The count for July is a lower bound.",
            "the author’s tracking of Hugging Face model pages, 2023",
            "Steps that rise from 6 to more than 120.",
        ],
        Lines {
            x: None,
            y: measure("Derivatives", MODELS, "int", "int", Extent::FromZero),
            series: vec![series("Derivatives", Hue::Blue, LineShape::Steps, points)],
            gap: None,
            references: Vec::new(),
            columns: None,
        },
    )
}
