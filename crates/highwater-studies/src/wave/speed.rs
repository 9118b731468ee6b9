//! Speed of open models on a data centre card and on a consumer card: which run, and how fast?
//!
//! Method: the numbers as they are; the ratio of the two cards; the memory of the weights at four
//! bits each, which is parameters ÷ 2 bytes. Caveat: the speeds are approximate and come from
//! different tests. Source: chart 7 of the post.

use highwater_facts::{
    ArithmeticError, Column, FactPath, Format, Quantity, Table, TableCell, Unit, Value,
};
use highwater_ingest::{self as ingest, Amount, Cells, Kind, Placed, Row, Schema};
use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars};
use highwater_plot::{Extent, Figure, Words};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::{CONSUMER, OPEN, cell, computed, measure, source};
use super::input::rows;

pub(super) const TABLE: &str = "speed.csv";
const UNIT: Unit = Unit::Rate("tokens", "second");
const PARAMETERS: Unit = Unit::Of("parameters");

/// What the table says in place of a speed on a card that the model does not fit.
const TOO_LARGE: &str = "too large";

/// A row of the table.
#[derive(Clone, Debug)]
pub struct SpeedRow {
    /// The model.
    pub model: String,
    /// The parameters that its name says.
    pub size_in_name: Quantity,
    /// The parameters that the table gives.
    pub parameters: Quantity,
    /// Tokens a second on an A100.
    pub a100: Amount,
    /// Tokens a second on an RTX 4090.
    pub rtx_4090: Amount,
}

impl Row for SpeedRow {
    const SCHEMA: Schema<'static> = Schema {
        columns: &[
            ingest::Column::new("model", Kind::Text),
            ingest::Column::new("size_in_name", Kind::Quantity(PARAMETERS)),
            ingest::Column::new("parameters", Kind::Quantity(PARAMETERS)),
            ingest::Column::or_missing("a100", Kind::Quantity(UNIT)),
            ingest::Column::or_missing("rtx_4090", Kind::Quantity(UNIT)),
            ingest::Column::new("source", Kind::Text),
        ],
        key: &["model"],
        ascending: false,
    };

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let (model, size_in_name) = (cells.text("model"), cells.quantity("size_in_name"));
        let (parameters, a100, rtx_4090) = (
            cells.quantity("parameters"),
            cells.amount("a100"),
            cells.amount("rtx_4090"),
        );
        Some(SpeedRow {
            model: model?,
            size_in_name: size_in_name?,
            parameters: parameters?,
            a100: a100?,
            rtx_4090: rtx_4090?,
        })
    }
}

impl SpeedRow {
    /// The memory of the weights at four bits each, in billions of bytes.
    #[must_use]
    pub fn four_bit_gigabytes(&self) -> Quantity {
        self.parameters
            .map(Unit::Of("gigabytes"), |parameters| parameters / 2.0 / 1e9)
    }

    /// Whether the model fits the consumer card, "yes" or "no": it does where the table has a speed on
    /// it, and does not where it says that the model is too large.
    #[must_use]
    pub fn fits_consumer_card(&self) -> Value {
        match &self.rtx_4090 {
            Amount::Known(_) => Value::from("yes"),
            Amount::Missing(reason) if reason == TOO_LARGE => Value::from("no"),
            Amount::Missing(reason) => Value::Missing(reason.clone()),
        }
    }
}

fn record(rows: &[Placed<SpeedRow>]) -> Result<Facts, StudyError> {
    let mut facts = Facts::below("wave.speed");
    for row in rows {
        let (path, model) = (FactPath::segment(&row.model), &row.model);
        for (column, card, speed) in [
            ("a100", "an A100", &row.a100),
            ("rtx_4090", "an RTX 4090", &row.rtx_4090),
        ] {
            facts.cell(
                &format!("by_model[{path}].{column}"),
                amount(speed),
                format!("tokens a second of {model} on {card}"),
                row.cell(column),
            );
        }
        facts.add(
            &format!("by_model[{path}].fits_consumer_card"),
            row.fits_consumer_card(),
            format!("whether {model} fits an RTX 4090"),
            "yes where the table has a speed, no where it says “too large”",
            [row.cell("rtx_4090")],
        );
        if let (Amount::Known(a100), Amount::Known(rtx)) = (&row.a100, &row.rtx_4090) {
            let cells = [row.cell("a100"), row.cell("rtx_4090")];
            facts.add(
                &format!("by_model[{path}].ratio"),
                a100.over(rtx)?,
                format!("speed of {model} on an A100 over that on an RTX 4090"),
                "A100 ÷ RTX 4090",
                cells,
            );
        }
        facts.cell(
            &format!("by_model[{path}].parameters"),
            row.parameters,
            format!("parameters of {model}"),
            row.cell("parameters"),
        );
        facts.add(
            &format!("by_model[{path}].four_bit_gigabytes"),
            row.four_bit_gigabytes(),
            format!("memory of the weights of {model} at four bits each"),
            "parameters ÷ 2 bytes ÷ 10⁹",
            [row.cell("parameters")],
        );
        let off = row.parameters.growth_since(&row.size_in_name)?;
        facts.add(
            &format!("by_model[{path}].off_its_name"),
            off,
            format!("parameters of {model} over those in its name"),
            "parameters ÷ size in the name − 1",
            [row.cell("parameters"), row.cell("size_in_name")],
        );
    }
    let consumer = |row: &&Placed<SpeedRow>| row.rtx_4090.known().is_some();
    let runs = rows.iter().filter(consumer).count();
    let cells = || rows.iter().map(|row| row.cell("rtx_4090"));
    facts.add(
        "n",
        Quantity::exact(rows.len() as f64, Unit::Of("models")),
        "models of the table",
        "",
        cells(),
    );
    facts.add(
        "n_consumer",
        Quantity::exact(runs as f64, Unit::Of("models")),
        "models of the table that run on an RTX 4090",
        "rows with a speed",
        cells(),
    );
    Ok(facts)
}

fn amount(amount: &Amount) -> Value {
    match amount {
        Amount::Known(quantity) => Value::Quantity(*quantity),
        Amount::Missing(reason) => Value::Missing(reason.clone()),
    }
}

/// How the figure is made.
const METHOD: &str = "Speeds as the post collects them; where its table says that a model is too \
    large for a card, the bar is missing. They come from different tests, so that a ratio of cards \
    is rough.";

fn figure(rows: &[Placed<SpeedRow>]) -> Result<Figure, ArithmeticError> {
    let bar = |amount: &Amount| match amount {
        Amount::Known(quantity) => BarValue::Number(*quantity),
        Amount::Missing(reason) => BarValue::Missing(reason.clone()),
    };
    let group = |row: &Placed<SpeedRow>| BarGroup {
        name: row.model.clone(),
        detail: String::new(),
        strong: false,
        values: vec![bar(&row.a100), bar(&row.rtx_4090)],
    };
    let a_series = |name: &str, hue| BarSeries {
        name: name.to_owned(),
        hue,
    };
    Ok(Figure {
        id: "speed".to_owned(),
        words: Words {
            title: "A consumer card ran Llama 2 13B at [](value:wave.speed.llama_2_13b.rtx_4090?int) tokens/second in 2023".to_owned(),
            subtitle: "Tokens a second of open models on an A100 (data centre) and an RTX 4090 (consumer).".to_owned(),
            note: "Speeds are approximate.".to_owned(),
            source: source(7, "community benchmarks, vLLM throughput tests"),
            alt: "Pairs of bars, one pair a model; one bar is missing.".to_owned(),
            method: METHOD.to_owned(),
        },
        chart: Box::new(Bars {
            x: measure("Tokens a second", UNIT, Format::INT, Extent::FromZero),
            series: vec![a_series("A100", OPEN), a_series("RTX 4090", CONSUMER)],
            groups: rows.iter().map(group).collect(),
        }),
        data: table(rows)?,
    })
}

fn table(rows: &[Placed<SpeedRow>]) -> Result<Table, ArithmeticError> {
    let speed = |amount: &Amount, row: &Placed<SpeedRow>, column: &str| match amount {
        Amount::Known(quantity) => cell(quantity, Format::INT, row.cell(column)),
        Amount::Missing(reason) => {
            TableCell::missing(reason.as_str(), reason).from_cell(row.cell(column))
        }
    };
    let line = |row: &Placed<SpeedRow>| {
        let ratio = match (&row.a100, &row.rtx_4090) {
            (Amount::Known(a100), Amount::Known(rtx)) => {
                computed(&a100.over(rtx)?, Format::TIMES.decimals(1))
            }
            _ => TableCell::missing("", "one of the two is missing"),
        };
        Ok(vec![
            TableCell::text(&row.model),
            cell(
                &row.parameters,
                Format::SI.decimals(1),
                row.cell("parameters"),
            ),
            speed(&row.a100, row, "a100"),
            speed(&row.rtx_4090, row, "rtx_4090"),
            ratio,
        ])
    };
    Ok(Table {
        id: "speed".to_owned(),
        title: "Speed of open models by card, in tokens a second".to_owned(),
        columns: vec![
            Column::text("Model"),
            Column::number("Parameters"),
            Column::number("A100"),
            Column::number("RTX 4090"),
            Column::number("A100 over RTX 4090"),
        ],
        rows: rows.iter().map(line).collect::<Result<_, _>>()?,
        note: String::new(),
        method: String::new(),
    })
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = rows::<SpeedRow>(inputs, TABLE, 1)?;
    let mut results = Results::default();
    results.append(record(&rows)?);
    results.add_figure(figure(&rows)?);
    Ok(results)
}

#[cfg(test)]
mod tests {
    use super::*;
    use highwater_ingest::{TextFile, read};

    #[test]
    fn what_is_too_large_does_not_fit_and_what_was_not_tried_is_missing() {
        let text = "model,size_in_name,parameters,a100,rtx_4090,source\n\
                    A,13B,13.0B,~90,~28,c\n\
                    B,70B,65.2B,~25,N/A (too large),c\n\
                    C,7B,7B,~25,N/A (not measured),c\n";
        let (rows, faults) = read::<SpeedRow>(&TextFile::new("t.csv", text.as_bytes()));
        assert_eq!(faults, []);
        let fits: Vec<Value> = rows.iter().map(|row| row.fits_consumer_card()).collect();
        assert_eq!(
            fits,
            [
                Value::from("yes"),
                Value::from("no"),
                Value::Missing("not measured".to_owned())
            ]
        );
    }
}
