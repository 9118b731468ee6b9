//! Functions of numbers that SQLite leaves to the platform: computed by `libm`, so that their digits are
//! the same on every machine.

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};

type OfOne = (&'static str, fn(f64) -> f64);
type OfTwo = (&'static str, fn(f64, f64) -> f64);

/// Functions of one number, by the names that SQLite has for them.
const OF_ONE: [OfOne; 8] = [
    ("ln", libm::log),
    ("log10", libm::log10),
    ("log2", libm::log2),
    ("exp", libm::exp),
    ("sqrt", libm::sqrt),
    ("floor", libm::floor),
    ("ceil", libm::ceil),
    ("ceiling", libm::ceil),
];

/// Functions of two numbers.
const OF_TWO: [OfTwo; 2] = [("pow", libm::pow), ("power", libm::pow)];

/// Gives a connection the functions. What has no result, such as the logarithm of zero, is nothing.
pub(crate) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    for (name, of) in OF_ONE {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(number(context, 0).map(of).filter(|x| x.is_finite()))
        })?;
    }
    for (name, of) in OF_TWO {
        connection.create_scalar_function(name, 2, flags, move |context| {
            let both = number(context, 0).zip(number(context, 1));
            Ok(both.map(|(x, y)| of(x, y)).filter(|x| x.is_finite()))
        })?;
    }
    Ok(())
}

fn number(context: &Context<'_>, at: usize) -> Option<f64> {
    match context.get_raw(at) {
        ValueRef::Integer(n) => Some(n as f64),
        ValueRef::Real(x) => Some(x),
        _ => None,
    }
}
