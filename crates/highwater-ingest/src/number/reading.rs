//! A text and a unit into a number.

use highwater_facts::{Quantity, Unit};

use super::Notation;
use super::amount::{Amount, Mark};
use super::digits;
use super::fault::{self, NumberFault};
use super::mend::mended;
use super::written::{Extent, Written, split_range};

const OUT_OF_RANGE: &str = "is too large or too near to zero for a number";

/// Reads a number, a range or a bound of a unit.
pub(crate) fn quantity(
    text: &str,
    unit: Unit,
    notation: Notation,
) -> Result<Quantity, NumberFault> {
    let read = |text: &str| read_quantity(text, unit, notation);
    read(text).map_err(|fault| {
        fault.or_nearest(nearest(text, Some(unit), notation, |text| {
            read(text).is_ok()
        }))
    })
}

/// Reads a single number; `None` for the unit where the table does not say it.
pub(crate) fn single(
    text: &str,
    unit: Option<Unit>,
    notation: Notation,
) -> Result<f64, NumberFault> {
    if notation.bare
        && let Some(number) = digits::plain(text, notation.decimal)
    {
        return Ok(number);
    }
    let read = |text: &str| read_single(text, unit, notation);
    read(text).map_err(|fault| {
        let nearest = |text: &str| nearest(text, unit, notation, |text| read(text).is_ok());
        let exact = text.trim().strip_prefix(['~', '≈']).map(str::trim_start);
        let found = match exact {
            Some(exact) if read(exact).is_ok() => Some(exact.to_owned()),
            exact => nearest(exact.unwrap_or(text)),
        };
        fault.or_nearest(found)
    })
}

impl NumberFault {
    fn new(rule: impl Into<String>) -> Self {
        NumberFault {
            rule: rule.into(),
            nearest: None,
        }
    }

    /// The same fault with a nearest text, if it has none yet.
    fn or_nearest(self, nearest: Option<String>) -> Self {
        NumberFault {
            nearest: self.nearest.or(nearest),
            ..self
        }
    }
}

fn read_quantity(text: &str, unit: Unit, notation: Notation) -> Result<Quantity, NumberFault> {
    let written = Written::read(text, notation.decimal).ok_or_else(|| {
        let otherwise = "is not a number; write `28M`, `~25,000`, `10-15` or `120+`";
        NumberFault::new(fault::rule(text, notation.decimal, otherwise))
    })?;
    let shift = shift(written.mark(), Some(unit), notation).map_err(NumberFault::new)?;
    let value = |amount: &Amount<'_>, size: Option<i32>| {
        amount
            .value(size, shift)
            .ok_or_else(|| NumberFault::new(OUT_OF_RANGE))
    };
    match &written.extent {
        Extent::One(amount) if written.approximate => {
            Ok(Quantity::approximate(value(amount, None)?, unit))
        }
        Extent::One(amount) => Ok(Quantity::exact(value(amount, None)?, unit)),
        Extent::AtLeast(amount) => Ok(Quantity::at_least(value(amount, None)?, unit)),
        Extent::AtMost(amount) => {
            let least = least(unit);
            let most = value(amount, None)?;
            Quantity::range(least, most, unit).map_err(|_| {
                NumberFault::new(format!("is below `{least}`, the least that {unit} can be"))
            })
        }
        Extent::Range(low, high) => {
            let bounds = (value(low, high.size)?, value(high, None)?);
            Quantity::range(bounds.0, bounds.1, unit).map_err(|_| {
                let near = bounds.1 > 0.0 && bounds.0 <= 10.0 * bounds.1;
                let turned = turned(text, unit, low, high).filter(|_| near);
                NumberFault {
                    rule: "is a range upside down; write the smaller number first".to_owned(),
                    nearest: turned.filter(|text| read_quantity(text, unit, notation).is_ok()),
                }
            })
        }
    }
}

fn read_single(text: &str, unit: Option<Unit>, notation: Notation) -> Result<f64, NumberFault> {
    let written = Written::read(text, notation.decimal).ok_or_else(|| {
        let otherwise = "is not a number; write it as `176,000,000,000` or `3.8e25`";
        NumberFault::new(fault::rule(text, notation.decimal, otherwise))
    })?;
    let shift = shift(written.mark(), unit, notation).map_err(NumberFault::new)?;
    match &written.extent {
        Extent::One(_) if written.approximate => Err(NumberFault::new(
            "is approximate, and this column holds single numbers; write it without the `~`",
        )),
        Extent::One(amount) => amount
            .value(None, shift)
            .ok_or_else(|| NumberFault::new(OUT_OF_RANGE)),
        Extent::Range(..) => Err(NumberFault::new(
            "is a range, and this column holds single numbers",
        )),
        Extent::AtLeast(_) | Extent::AtMost(_) => Err(NumberFault::new(
            "is a bound, and this column holds single numbers",
        )),
    }
}

/// The least that a quantity of a unit can be.
fn least(unit: Unit) -> f64 {
    match unit {
        Unit::Number => f64::NEG_INFINITY,
        // Nothing falls by more than all of it.
        Unit::Fraction => -1.0,
        Unit::Points => -100.0,
        _ => 0.0,
    }
}

/// The power of ten by which a number is shifted because of its mark, or what is wrong with the mark.
fn shift(mark: Option<Mark>, unit: Option<Unit>, notation: Notation) -> Result<i32, String> {
    match (mark, unit) {
        (None, None) => Ok(0),
        (None, Some(unit)) if !notation.bare => lacking(unit).map_or(Ok(0), Err),
        (None, Some(_)) => Ok(0),
        (Some(Mark::Percent), Some(Unit::Fraction)) => Ok(-2),
        (Some(Mark::Percent), Some(Unit::Percent))
        | (Some(Mark::Points), Some(Unit::Points))
        | (Some(Mark::Times), Some(Unit::Ratio)) => Ok(0),
        (Some(Mark::Money(money)), Some(unit)) if money.is_of(unit) => Ok(0),
        (Some(Mark::Money(money)), Some(unit)) => Err(format!(
            "is an amount of money in `{}`, but this column counts {unit}",
            money.sign()
        )),
        (Some(mark), Some(unit)) => Err(format!(
            "ends in `{}`, but this column counts {unit}",
            mark.text()
        )),
        (Some(mark), None) => Err(format!(
            "has the mark `{}`; say the unit of the column",
            mark.text()
        )),
    }
}

/// Returns how to write the mark that numbers of a unit carry; `None` if they carry none.
fn lacking(unit: Unit) -> Option<String> {
    match unit {
        Unit::Usd => Some("is not in dollars; write a `$` before the number".to_owned()),
        Unit::Currency(currency) => Some(format!(
            "is not in {currency}; write `{}` before the number",
            currency.symbol().trim()
        )),
        // 0.46 may be 46 % or less than one.
        Unit::Fraction => {
            Some("lacks the unit of this column; write `46%` for a fraction of 0.46".to_owned())
        }
        Unit::Percent | Unit::Points | Unit::Ratio => Some(format!(
            "lacks the unit of this column; write `{}` behind the number",
            mark(unit).trim()
        )),
        _ => None,
    }
}

/// Returns the mark behind numbers of a unit.
fn mark(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent | Unit::Fraction => "%",
        Unit::Points => " pts",
        Unit::Ratio => "x",
        _ => "",
    }
}

/// The nearest text that is accepted: mended, and with the mark of the unit.
fn nearest(
    text: &str,
    unit: Option<Unit>,
    notation: Notation,
    accepts: impl Fn(&str) -> bool,
) -> Option<String> {
    let name = unit.map(|unit| unit.to_string()).unwrap_or_default();
    let mended = mended(text, notation.decimal, &name);
    let marked = unit.filter(|unit| *unit != Unit::Fraction);
    let marked = marked.map(|unit| with_mark(&mended, unit));
    std::iter::once(mended)
        .chain(marked)
        .find(|nearest| nearest != text && accepts(nearest))
}

fn with_mark(text: &str, unit: Unit) -> String {
    let sign = match unit {
        Unit::Usd => "$",
        Unit::Currency(currency) => currency.symbol(),
        _ => return format!("{text}{}", mark(unit)),
    };
    let start = text
        .find(|c: char| !"~≈<>=≤≥+- ".contains(c))
        .unwrap_or_default();
    format!("{}{sign}{}", &text[..start], &text[start..])
}

/// A range turned around, if its ends are so near that they are the ends of a range.
fn turned(text: &str, unit: Unit, low: &Amount<'_>, high: &Amount<'_>) -> Option<String> {
    let text = text.trim();
    let (tilde, range) = match text.strip_prefix('~') {
        Some(range) => ("~", range.trim_start()),
        None => ("", text),
    };
    let (first, second) = split_range(range)?;
    let money = match low.mark.or(high.mark) {
        Some(Mark::Money(money)) => money.sign(),
        _ => "",
    };
    let bare = |text| {
        let text = str::trim_start_matches(text, money);
        text.trim_end_matches(money)
            .trim_end_matches(mark(unit).trim())
            .trim()
    };
    let (first, second) = (bare(first), bare(second));
    // The first number has the letter of the second, and must keep it in its new place.
    let letter = second
        .get(second.len().saturating_sub(1)..)
        .filter(|_| low.size.is_none() && high.size.is_some())
        .unwrap_or_default();
    Some(format!(
        "{tilde}{money}{second}-{first}{letter}{}",
        mark(unit)
    ))
}
