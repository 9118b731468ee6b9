//! The currencies that amounts of money are in.

use std::fmt;

/// A currency other than the US dollar, which is [`Unit::Usd`](super::Unit::Usd).
///
/// # Example
///
/// ```
/// use highwater_facts::Currency;
///
/// let euro = Currency::from_code("EUR").ok_or("no such currency")?;
/// assert_eq!((euro.code(), euro.symbol()), ("EUR", "€"));
/// assert_eq!(Currency::from_code("GDP"), None);
/// # Ok::<(), &'static str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    /// Its place in [`KNOWN`].
    index: u8,
}

/// Code, sign before an amount and name, in the order of the codes. A sign that several currencies
/// share carries the country; a currency without a sign of its own is written with its code.
const KNOWN: [(&str, &str, &str); 38] = [
    ("AED", "AED ", "UAE dirhams"),
    ("ARS", "ARS ", "Argentine pesos"),
    ("AUD", "A$", "Australian dollars"),
    ("BDT", "৳", "Bangladeshi taka"),
    ("BGN", "BGN ", "Bulgarian leva"),
    ("BRL", "R$", "Brazilian reais"),
    ("CAD", "CA$", "Canadian dollars"),
    ("CHF", "CHF ", "Swiss francs"),
    ("CLP", "CLP ", "Chilean pesos"),
    ("CNY", "CN¥", "Chinese yuan"),
    ("COP", "COP ", "Colombian pesos"),
    ("CZK", "CZK ", "Czech koruny"),
    ("DKK", "DKK ", "Danish kroner"),
    ("EGP", "EGP ", "Egyptian pounds"),
    ("EUR", "€", "euros"),
    ("GBP", "£", "pounds sterling"),
    ("HKD", "HK$", "Hong Kong dollars"),
    ("HUF", "HUF ", "Hungarian forints"),
    ("IDR", "IDR ", "Indonesian rupiahs"),
    ("ILS", "₪", "Israeli shekels"),
    ("INR", "₹", "Indian rupees"),
    ("JPY", "¥", "Japanese yen"),
    ("KES", "KES ", "Kenyan shillings"),
    ("KRW", "₩", "South Korean won"),
    ("MXN", "MX$", "Mexican pesos"),
    ("NGN", "₦", "Nigerian nairas"),
    ("NOK", "NOK ", "Norwegian kroner"),
    ("NZD", "NZ$", "New Zealand dollars"),
    ("PHP", "₱", "Philippine pesos"),
    ("PKR", "PKR ", "Pakistani rupees"),
    ("PLN", "PLN ", "Polish zlotys"),
    ("RON", "RON ", "Romanian lei"),
    ("SEK", "SEK ", "Swedish kronor"),
    ("SGD", "S$", "Singapore dollars"),
    ("THB", "฿", "Thai baht"),
    ("TRY", "₺", "Turkish liras"),
    ("UAH", "₴", "Ukrainian hryvnias"),
    ("ZAR", "ZAR ", "South African rands"),
];

impl Currency {
    /// Looks up a currency by its ISO 4217 code; `None` for codes that are not listed here, and for
    /// `USD`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let found = KNOWN.iter().position(|(known, ..)| *known == code)?;
        u8::try_from(found).ok().map(|index| Currency { index })
    }

    /// Looks up a currency by its code, its sign or, in any case, its name.
    pub(super) const fn named(name: &str) -> Option<Self> {
        let bytes = name.as_bytes();
        let mut at = 0;
        while at < KNOWN.len() {
            let (code, sign, words) = KNOWN[at];
            let is_code = bytes.len() == code.len() && bytes.eq_ignore_ascii_case(code.as_bytes());
            let is_sign = bytes.len() == sign.len() && bytes.eq_ignore_ascii_case(sign.as_bytes());
            // A code and a sign are written in upper case.
            let is_upper = !bytes.is_empty() && !bytes[0].is_ascii_lowercase();
            if is_upper && (is_code || is_sign) || bytes.eq_ignore_ascii_case(words.as_bytes()) {
                return Some(Currency { index: at as u8 });
            }
            at += 1;
        }
        None
    }

    /// Returns all of them, in the order of their codes.
    pub fn all() -> impl Iterator<Item = Currency> {
        (0..KNOWN.len() as u8).map(|index| Currency { index })
    }

    /// Returns its ISO 4217 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.entry().0
    }

    /// Returns the sign that is written before an amount: `€`, or the code and a blank where the
    /// currency has none.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        self.entry().1
    }

    /// Returns its name in the plural.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> &'static (&'static str, &'static str, &'static str) {
        &KNOWN[usize::from(self.index)]
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
