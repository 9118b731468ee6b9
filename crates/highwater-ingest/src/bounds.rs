//! What a number of a column may be.

use highwater_facts::{Quantity, Unit};

/// What a number of a column may be.
///
/// # Example
///
/// ```
/// use highwater_facts::{Quantity, Unit};
/// use highwater_ingest::Bounds;
///
/// let percent = Bounds::of(Unit::Percent);
/// assert!(percent.hold(&Quantity::exact(100.0, Unit::Percent)));
/// assert!(!percent.hold(&Quantity::exact(158.0, Unit::Percent)));
/// let models = Bounds::of(Unit::Of("models"));
/// assert!(models.hold(&Quantity::at_least(120.0, Unit::Of("models"))));
/// assert!(!models.hold(&Quantity::exact(0.0, Unit::Of("models"))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least number.
    pub least: f64,
    /// Whether the least number itself is out of bounds, as zero is where a logarithm is taken.
    pub above: bool,
    /// The greatest number.
    pub most: f64,
    /// How a message says so: "a share from `0%` to `100%`".
    pub words: &'static str,
}

impl Bounds {
    /// Counts that may be none.
    pub const FROM_ZERO: Bounds = Bounds {
        least: 0.0,
        above: false,
        most: 1e15,
        words: "a number from `0` to `1,000T`",
    };

    /// Percentages of something else, which may be more than all of it.
    pub const RELATIVE: Bounds = Bounds {
        least: 0.0,
        above: false,
        most: 1000.0,
        words: "a percentage from `0%` to `1,000%`",
    };

    /// Numbers above zero, of which a logarithm can be taken.
    pub const ABOVE_ZERO: Bounds = Bounds {
        least: 0.0,
        above: true,
        most: f64::INFINITY,
        words: "numbers above zero",
    };

    /// Parts of a whole.
    pub const SHARE: Bounds = Bounds {
        least: 0.0,
        above: false,
        most: 1.0,
        words: "shares from `0` to `1`, as in `0.45` for 45 %",
    };

    /// Any numbers.
    pub const ANY: Bounds = Bounds {
        least: f64::NEG_INFINITY,
        above: false,
        most: f64::INFINITY,
        words: "any number",
    };

    /// Returns what numbers of a unit may be where a column does not say it: counts and amounts are
    /// above zero, shares go to a hundred percent, and none is larger than what is counted on Earth.
    #[must_use]
    pub const fn of(unit: Unit) -> Bounds {
        let (least, above, most, words) = match unit {
            Unit::Of(_) | Unit::Rate(..) => {
                (0.0, true, 1e15, "a number above zero, up to `1,000T`")
            }
            Unit::Ratio => (0.0, true, 1e9, "a factor above zero, up to `1Bx`"),
            Unit::Number => (-1e15, false, 1e15, "a number from `-1,000T` to `1,000T`"),
            Unit::Fraction => (-1.0, false, 1e4, "a change from `-100%` to `1,000,000%`"),
            Unit::Percent => (0.0, false, 100.0, "a share from `0%` to `100%`"),
            Unit::Points => (
                -100.0,
                false,
                100.0,
                "a difference from `-100 pts` to `100 pts`",
            ),
            Unit::Usd => (0.0, true, 1e14, "an amount above zero, up to `$100T`"),
            // A thousand rupiahs are some cents.
            Unit::Currency(_) => (0.0, true, 1e18, "an amount above zero, up to `1,000,000T`"),
            Unit::Days | Unit::Months | Unit::Years => {
                (0.0, false, 1e6, "a span of time from `0` to `1M`")
            }
        };
        Bounds {
            least,
            above,
            most,
            words,
        }
    }

    /// Returns whether a quantity is in them. What is known to be at least something has no upper end
    /// to hold to.
    #[must_use]
    pub fn hold(&self, quantity: &Quantity) -> bool {
        let low = quantity.low();
        let high = if quantity.is_lower_bound() {
            low
        } else {
            quantity.high()
        };
        self.starts_well(low) && high <= self.most
    }

    /// Returns whether a number is in them.
    #[must_use]
    pub fn holds(&self, number: f64) -> bool {
        self.starts_well(number) && number <= self.most
    }

    fn starts_well(&self, low: f64) -> bool {
        if self.above {
            low > self.least
        } else {
            low >= self.least
        }
    }
}
