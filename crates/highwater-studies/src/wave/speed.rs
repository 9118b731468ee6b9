//! Speed of open models on a data centre card and on a consumer card: which run, and how fast?
//!
//! Method: the numbers as they are; the ratio of the two cards; the memory of the weights at four
//! bits each, which is parameters ÷ 2 bytes. Caveat: the speeds are approximate and come from
//! different tests. Source: chart 7 of the post.

use highwater_facts::{
    Amount, Column, Format, Key, KeyedTable, Quantity, TableCell, TracedSeries, Unit, Value,
};
use highwater_ingest::Row;
use highwater_plot::chart::{BarGroup, BarSeries, BarValue, Bars};
use highwater_plot::{Figure, Hue, Measure};
use highwater_study::{Facts, Inputs, Results, StudyError};

use super::draw::CONSUMER;

/// What the table says in place of a speed on a card that the model does not fit.
const TOO_LARGE: &str = "too large";

/// A row of the table.
#[derive(Clone, Debug, Row)]
#[row(table = "speed.csv", key = "model", also = "source")]
pub struct Speed {
    /// The model.
    pub model: String,
    /// The parameters that its name says.
    #[row(unit = "parameters")]
    pub size_in_name: Quantity,
    /// The parameters that the table gives.
    #[row(unit = "parameters")]
    pub parameters: Quantity,
    /// Tokens a second on an A100.
    #[row(unit = "tokens per second")]
    pub a100: Amount,
    /// Tokens a second on an RTX 4090.
    #[row(unit = "tokens per second")]
    pub rtx_4090: Amount,
}

/// Returns whether a model fits the consumer card, "yes" or "no", by its speed on it: it does if the
/// table has one, and does not if it says that the model is too large.
#[must_use]
pub fn fits_consumer_card(speed: &Amount) -> Value {
    match speed {
        Amount::Known(_) => Value::from("yes"),
        Amount::Missing(reason) if reason == TOO_LARGE => Value::from("no"),
        Amount::Missing(reason) => Value::Missing(reason.clone()),
    }
}

pub(super) fn study(inputs: &Inputs<'_>) -> Result<Results, StudyError> {
    let rows = inputs.table::<Speed>()?;
    let (a100, rtx) = (rows.column(Speed::a100), rows.column(Speed::rtx_4090));
    let parameters = rows.column(Speed::parameters);
    let ratio = a100
        .known()
        .over(&rtx.known())?
        .or_absent("one of the two is missing");

    let mut facts = Facts::below("wave.speed");
    facts.list("by_model[].a100", &a100, "tokens a second of {} on an A100");
    facts.list(
        "by_model[].rtx_4090",
        &rtx,
        "tokens a second of {} on an RTX 4090",
    );
    let fits = rtx.apply("is a speed, not “too large”", fits_consumer_card);
    facts.list(
        "by_model[].fits_consumer_card",
        &fits,
        "whether {} fits an RTX 4090",
    );
    let label = "speed of {} on an A100 over that on an RTX 4090";
    facts.list("by_model[].ratio", &ratio, label);
    facts.list("by_model[].parameters", &parameters, "parameters of {}");
    let gigabytes = parameters.apply("gigabytes at four bits", |parameters| {
        parameters.map(Unit::Of("gigabytes"), |parameters| parameters / 2.0 / 1e9)
    });
    let label = "memory of the weights of {} at four bits each";
    facts.list("by_model[].four_bit_gigabytes", &gigabytes, label);
    let off = parameters.growth_since(&rows.column(Speed::size_in_name))?;
    let label = "parameters of {} over those in its name";
    facts.list("by_model[].off_its_name", &off, label);
    facts.record("n", rtx.count("models"), "models of the table");
    let label = "models of the table that run on an RTX 4090";
    facts.record("n_consumer", rtx.known().count("models"), label);

    let group =
        |row: &Speed| BarGroup::new(&*row.model, [&row.a100, &row.rtx_4090].map(BarValue::of));
    let x = Measure::new("Tokens a second", Unit::named("tokens per second")).format(Format::INT);
    // The consumer's card is the story; the other is what it is compared with.
    let cards = [("A100", Hue::Grey), ("RTX 4090", CONSUMER)];
    let chart = Bars::new(x, rows.iter().map(|row| group(row)))
        .series(cards.map(|(name, hue)| BarSeries::new(name, hue)));
    // The reason is shown where a speed is missing.
    let speed = |list: &TracedSeries<Amount>, key: &Key| {
        let cell = list
            .get(key)
            .map(|speed| (TableCell::of(speed, Format::INT), speed.value()));
        match cell {
            Some((cell, Amount::Missing(reason))) => TableCell {
                text: reason.clone(),
                ..cell
            },
            Some((cell, _)) => cell,
            None => TableCell::default(),
        }
    };
    let title = "Speed of open models by card, in tokens a second";
    let table = KeyedTable::new("speed", title, "Model", parameters.keys())
        .column("Parameters", &parameters, Format::SI.decimals(1))
        .cells(Column::number("A100"), |key| speed(&a100, key))
        .cells(Column::number("RTX 4090"), |key| speed(&rtx, key))
        .column("A100 over RTX 4090", &ratio, Format::TIMES.decimals(1));
    Ok(Results::from(facts).with_figure(Figure::of_data(chart, table)))
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
        let (rows, faults) = read::<Speed>(&TextFile::new("t.csv", text.as_bytes()));
        assert_eq!(faults, []);
        let fits = rows.iter().map(|row| fits_consumer_card(&row.rtx_4090));
        assert_eq!(
            fits.collect::<Vec<_>>(),
            [
                Value::from("yes"),
                Value::from("no"),
                Value::Missing("not measured".to_owned())
            ]
        );
    }
}
