//! What an axis measures and how its numbers are written, as far as a figure does not say it.

use highwater_facts::{Format, Quantity, Unit};
use highwater_plot::{Extent, Measure};

use crate::spec::{Channel, ScaleKind};

/// From where numbers run if nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// From zero, as bars do.
    Zero,
    /// From zero, unless all numbers are far from it or span several powers of ten.
    Free,
}

/// The span of numbers, as a factor, from which on an axis that may is logarithmic.
const LOG_FROM: f64 = 500.0;
/// An axis may start above zero if the lowest number is at least this part of the highest.
const AROUND_FROM: f64 = 0.5;
/// Numbers from here on are written as `472K`.
const LARGE: f64 = 100_000.0;

/// Returns the measure of a column with these numbers.
pub(crate) fn measure(
    channel: &Channel,
    unit: Unit,
    numbers: &[Quantity],
    start: Start,
) -> Measure {
    let ends = numbers.iter().flat_map(|n| [n.low(), n.high()]);
    let finite: Vec<f64> = ends.filter(|x| x.is_finite()).collect();
    let low = finite.iter().copied().fold(f64::INFINITY, f64::min);
    let high = finite.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let is_whole = finite.iter().all(|x| x.fract() == 0.0);
    let values = channel
        .format
        .unwrap_or_else(|| format(unit, low, high, is_whole));
    let title = channel
        .title
        .clone()
        .unwrap_or_else(|| axis_title(channel, unit));
    Measure::new(title, unit)
        .values(values)
        .ticks(channel.format.unwrap_or_else(|| ticks(unit, values)))
        .extent(extent(channel, start, low, high))
}

fn extent(channel: &Channel, start: Start, low: f64, high: f64) -> Extent {
    match (channel.domain, channel.scale) {
        (Some((low, high)), Some(ScaleKind::Log)) => Extent::LogBetween(low, high),
        (Some((low, high)), _) => Extent::Between(low, high),
        (None, Some(ScaleKind::Log)) => Extent::Log,
        (None, Some(ScaleKind::Zero)) => Extent::FromZero,
        (None, Some(ScaleKind::Linear)) if start == Start::Free && low > 0.0 => {
            match low / high >= AROUND_FROM {
                true => Extent::Around,
                false => Extent::FromZero,
            }
        }
        (None, Some(ScaleKind::Linear)) => Extent::FromZero,
        (None, None) if start == Start::Zero || low <= 0.0 => Extent::FromZero,
        (None, None) if high / low >= LOG_FROM => Extent::Log,
        (None, None) if low / high >= AROUND_FROM => Extent::Around,
        (None, None) => Extent::FromZero,
    }
}

/// Returns how numbers are written: as their unit says, large ones short.
fn format(unit: Unit, low: f64, high: f64, is_whole: bool) -> Format {
    match unit {
        Unit::Usd => Format::USD,
        Unit::Currency(_) => Format::MONEY,
        Unit::Percent | Unit::Fraction => Format::PERCENT,
        Unit::Ratio => Format::TIMES,
        Unit::Points => Format::NUMBER,
        _ if low.abs().max(high.abs()) >= LARGE => Format::SI,
        _ if is_whole => Format::INT,
        _ => Format::NUMBER,
    }
}

fn ticks(unit: Unit, values: Format) -> Format {
    match unit {
        Unit::Percent | Unit::Fraction => values.decimals(0),
        _ => values,
    }
}

/// Returns the name of an axis: that of the column, with the unit if neither it nor the numbers say it.
fn axis_title(channel: &Channel, unit: Unit) -> String {
    let name = capital(&spoken(channel.column.get_ref()));
    match unit_words(channel, unit) {
        Some(unit) => format!("{name} ({unit})"),
        None => name,
    }
}

/// Returns the unit in words; `None` if the name of the column or the numbers say it.
pub(crate) fn unit_words(channel: &Channel, unit: Unit) -> Option<String> {
    match unit {
        Unit::Of(_) | Unit::Rate(..) | Unit::Days | Unit::Months | Unit::Years | Unit::Points => {
            let words = unit.to_string();
            let name = spoken(channel.column.get_ref()).to_lowercase();
            (!name.contains(&words.to_lowercase())).then_some(words)
        }
        _ => None,
    }
}

/// Returns the name of a column as words.
pub(crate) fn spoken(column: &str) -> String {
    column.replace('_', " ").trim().to_owned()
}

/// Returns a text with a capital at its start.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// Returns the name of a thing in the plural, by the rule that most English nouns follow.
pub(crate) fn plural(noun: &str) -> String {
    let before_y = noun
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        None => format!("{noun}s"),
    }
}
