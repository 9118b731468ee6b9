//! Arithmetic on lists: row by row, from row to row, and over all rows.

use super::Traced;
use super::origin::{Operation, Origin};
use super::series::{Keyed, TracedSeries};
use crate::key::Key;
use crate::month::Month;
use crate::quantity::{ArithmeticError, Quantity};
use crate::unit::Unit;

/// What a list is computed with: another list, row by row, or one value for all rows.
pub trait Operand {
    /// Returns the value for a row; `None` if it has none.
    fn at(&self, key: &Key) -> Option<&Traced>;

    /// Returns where all values come from.
    fn all(&self) -> &Origin;

    /// Returns why a row has no value; `None` if each has one.
    fn why_not(&self) -> Option<&str>;
}

impl Operand for Traced {
    fn at(&self, _: &Key) -> Option<&Traced> {
        Some(self)
    }

    fn all(&self) -> &Origin {
        self.origin()
    }

    fn why_not(&self) -> Option<&str> {
        None
    }
}

impl Operand for TracedSeries {
    fn at(&self, key: &Key) -> Option<&Traced> {
        self.get(key)
    }

    fn all(&self) -> &Origin {
        self.origin()
    }

    fn why_not(&self) -> Option<&str> {
        Some(self.absent())
    }
}

impl TracedSeries<Quantity> {
    /// Returns the sums, row by row.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row has no sum; so of the next ones.
    pub fn plus(&self, other: &impl Operand) -> Result<Self, ArithmeticError> {
        self.with(Operation::Plus, other)
    }

    /// Returns the differences, row by row. Percentages differ by points.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row has none.
    pub fn minus(&self, other: &impl Operand) -> Result<Self, ArithmeticError> {
        self.with(Operation::Minus, other)
    }

    /// Returns the products, row by row.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row has none.
    pub fn times(&self, other: &impl Operand) -> Result<Self, ArithmeticError> {
        self.with(Operation::Times, other)
    }

    /// Returns the quotients, row by row.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row has none.
    pub fn over(&self, other: &impl Operand) -> Result<Self, ArithmeticError> {
        self.with(Operation::Over, other)
    }

    /// Returns the relative changes since another list, row by row.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row has none.
    pub fn growth_since(&self, earlier: &impl Operand) -> Result<Self, ArithmeticError> {
        self.with(Operation::Growth, earlier)
    }

    fn with(&self, operation: Operation, other: &impl Operand) -> Result<Self, ArithmeticError> {
        let both = self.iter().filter_map(|item| {
            let value = item.value.join(operation.clone(), other.at(&item.key)?);
            Some(value.map(|value| Keyed {
                key: item.key.clone(),
                value,
            }))
        });
        let items = both.collect::<Result<_, _>>()?;
        let origin = Origin::operation(operation, [self.origin(), other.all()]);
        let absent = other.why_not().unwrap_or(self.absent());
        Ok(TracedSeries::new(items, origin, absent))
    }

    /// Returns the relative change from each row to the next; the first row has none.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row may be zero or less.
    pub fn growth(&self) -> Result<Self, ArithmeticError> {
        self.steps(&Operation::Growth, "growth")
    }

    /// Returns the difference of each row and the one before.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row has none.
    pub fn differences(&self) -> Result<Self, ArithmeticError> {
        self.steps(&Operation::Minus, "difference")
    }

    /// Returns the quotient of each row and the one before.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a row may be zero.
    pub fn ratios(&self) -> Result<Self, ArithmeticError> {
        self.steps(&Operation::Over, "ratio")
    }

    fn steps(&self, operation: &Operation, name: &str) -> Result<Self, ArithmeticError> {
        let rows: Vec<&Keyed<Quantity>> = self.iter().collect();
        let steps = rows.windows(2).map(|pair| {
            Ok(Keyed {
                key: pair[1].key.clone(),
                value: pair[1].value.join(operation.clone(), &pair[0].value)?,
            })
        });
        let items = steps.collect::<Result<_, _>>()?;
        let origin = Origin::function(name, [self.origin()]);
        Ok(TracedSeries::new(items, origin, "no row before"))
    }

    /// Returns the sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty, because it has no unit then: see
    /// [`sum_in`](Self::sum_in).
    pub fn sum(&self) -> Result<Traced, ArithmeticError> {
        let origin = Origin::function("sum", [self.origin()]);
        Ok(Traced::new(self.total()?, origin))
    }

    /// Returns the sum in a unit, which is zero if the list is empty.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if the items are of a unit that cannot be added to it.
    pub fn sum_in(&self, unit: Unit) -> Result<Traced, ArithmeticError> {
        let zero = Quantity::exact(0.0, unit);
        let mut items = self.iter();
        let total = items.try_fold(zero, |total, item| total.plus(&item.value))?;
        let origin = Origin::function("sum", [self.origin()]);
        Ok(Traced::new(total, origin))
    }

    /// Returns the mean.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty.
    pub fn mean(&self) -> Result<Traced, ArithmeticError> {
        let (total, n) = (self.total()?, self.len() as f64);
        let mean = total.map(total.unit(), |x| x / n);
        Ok(Traced::new(mean, Origin::function("mean", [self.origin()])))
    }

    fn total(&self) -> Result<Quantity, ArithmeticError> {
        let mut items = self.iter().map(|item| *item.value.value());
        let first = items.next().ok_or(ArithmeticError::NoItems)?;
        items.try_fold(first, |total, item| total.plus(&item))
    }

    /// Returns the largest item, of ranges the one with the largest lower end.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty.
    pub fn max(&self) -> Result<Traced, ArithmeticError> {
        let origin = Origin::function("max", [self.origin()]);
        Ok(Traced::new(*self.largest()?.value.value(), origin))
    }

    /// Returns the smallest item, of ranges the one with the smallest lower end.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty.
    pub fn min(&self) -> Result<Traced, ArithmeticError> {
        let origin = Origin::function("min", [self.origin()]);
        Ok(Traced::new(*self.smallest()?.value.value(), origin))
    }

    /// Returns the key of the largest item: the month with the largest growth.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty.
    pub fn key_of_max(&self) -> Result<Traced<Key>, ArithmeticError> {
        let origin = Origin::function("row of max", [self.origin()]);
        Ok(Traced::new(self.largest()?.key.clone(), origin))
    }

    /// Returns the key of the smallest item.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty.
    pub fn key_of_min(&self) -> Result<Traced<Key>, ArithmeticError> {
        let origin = Origin::function("row of min", [self.origin()]);
        Ok(Traced::new(self.smallest()?.key.clone(), origin))
    }

    /// Returns the items from the largest to the smallest, of ranges by their lower ends.
    #[must_use]
    pub fn largest_first(&self) -> Vec<&Keyed<Quantity>> {
        let mut items: Vec<&Keyed<Quantity>> = self.iter().collect();
        items.sort_by(|a, b| b.value.low().total_cmp(&a.value.low()));
        items
    }

    fn largest(&self) -> Result<&Keyed<Quantity>, ArithmeticError> {
        let items = self.iter();
        let largest = items.max_by(|a, b| a.value.low().total_cmp(&b.value.low()));
        largest.ok_or(ArithmeticError::NoItems)
    }

    fn smallest(&self) -> Result<&Keyed<Quantity>, ArithmeticError> {
        let items = self.iter();
        let smallest = items.min_by(|a, b| a.value.low().total_cmp(&b.value.low()));
        smallest.ok_or(ArithmeticError::NoItems)
    }
}

impl TracedSeries<Month> {
    /// Returns the months since the row before; the first row has none.
    #[must_use]
    pub fn differences(&self) -> TracedSeries {
        let rows: Vec<&Keyed<Month>> = self.iter().collect();
        let steps = rows.windows(2).map(|pair| Keyed {
            key: pair[1].key.clone(),
            value: pair[1].value.months_since(&pair[0].value),
        });
        let origin = Origin::function("difference", [self.origin()]);
        TracedSeries::new(steps.collect(), origin, "no row before")
    }
}
