//! Signs and codes of money.

use highwater_facts::{Currency, Unit};

/// Signs that several currencies share, or that are written besides the one of [`Currency::symbol`].
const SHARED: [(&str, &[&str]); 5] = [
    ("US$", &["USD"]),
    (
        "$",
        &[
            "USD", "AUD", "ARS", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD",
        ],
    ),
    ("¥", &["JPY", "CNY"]),
    ("£", &["GBP", "EGP"]),
    ("€", &["EUR"]),
];

/// A sign or code of money, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Money(&'static str);

impl Money {
    /// Takes the sign or code off the start of a text.
    pub(super) fn before(text: &str) -> Option<(Self, &str)> {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        signs().find_map(|sign| {
            let rest = text.strip_prefix(sign)?;
            // `EURO 5` is not an amount in `EUR`.
            let ends = !(is_code(sign) && rest.starts_with(char::is_alphabetic));
            ends.then_some((Money(sign), rest.trim_start()))
        })
    }

    /// Takes the sign or code off the end of a text.
    pub(super) fn behind(text: &str) -> Option<(Self, &str)> {
        if text.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        signs().find_map(|sign| {
            let rest = text.strip_suffix(sign)?;
            let ends = !(is_code(sign) && rest.ends_with(char::is_alphabetic));
            ends.then_some((Money(sign), rest.trim_end()))
        })
    }

    /// Returns whether it may stand for the money of a unit. `$` may stand for each dollar, because the
    /// unit says which.
    pub(super) fn is_of(self, unit: Unit) -> bool {
        let code = match unit {
            Unit::Usd => "USD",
            Unit::Currency(currency) if currency.symbol().trim() == self.0 => return true,
            Unit::Currency(currency) => currency.code(),
            _ => return false,
        };
        let shared = SHARED.iter().find(|(sign, _)| *sign == self.0);
        self.0 == code || shared.is_some_and(|(_, codes)| codes.contains(&code))
    }

    /// As it was written.
    pub(super) fn sign(self) -> &'static str {
        self.0
    }
}

/// All signs and codes, the longer before those that they start or end with.
fn signs() -> impl Iterator<Item = &'static str> {
    let own = Currency::all().map(|currency| currency.symbol().trim());
    let codes = Currency::all().map(Currency::code);
    own.filter(|sign| sign.chars().count() > 1 && !is_code(sign))
        .chain(SHARED.iter().map(|(sign, _)| *sign))
        .chain(Currency::all().map(|currency| currency.symbol().trim()))
        .chain(std::iter::once("USD"))
        .chain(codes)
}

fn is_code(sign: &str) -> bool {
    sign.len() == 3 && sign.bytes().all(|b| b.is_ascii_uppercase())
}
