//! A list of values that carry where they come from: a column of a table, or what was computed from
//! columns.

use super::Traced;
use super::origin::{Operation, Origin};
use crate::amount::Amount;
use crate::key::Key;
use crate::quantity::{ArithmeticError, Quantity};
use crate::source::CellRef;
use crate::unit::Unit;

/// The values of one column, or of what was computed from columns, by row: each with its key, its
/// cells and its formula.
///
/// Columns of one table are computed with row by row: `july.minus(&january)` has the rows that both
/// have. The list keeps why a row of the table may have no item, for tables that show it.
///
/// # Example
///
/// ```
/// use highwater_facts::{CellRef, Key, Quantity, TracedSeries, Unit};
///
/// // Downloads of July 2022, April 2023 and July 2023 (the post's first table).
/// let rows = [(4, "Jul 2022", 67e6), (7, "Apr 2023", 380e6), (8, "Jul 2023", 620e6)];
/// let downloads = TracedSeries::column("downloads", rows.map(|(line, month, x)| {
///     let cell = CellRef { file: "downloads.csv".into(), line, column: "downloads".into() };
///     (Key::from(month), cell, Quantity::exact(x, Unit::Of("downloads")))
/// }));
/// let growth = downloads.growth()?;
/// assert_eq!(growth.len(), 2);
/// assert_eq!(growth.last()?.how(), "downloads[Jul 2023] ÷ downloads[Apr 2023] − 1");
///
/// let largest = growth.max()?;
/// assert_eq!(largest.how(), "max(growth(downloads))");
/// assert_eq!(largest.cells().len(), 3);
/// assert_eq!(growth.key_of_max()?.name(), "Apr 2023");
/// # Ok::<(), highwater_facts::ArithmeticError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TracedSeries<T = Quantity> {
    items: Vec<Keyed<T>>,
    origin: Origin,
    absent: String,
}

/// A value of a list, with the key of its row.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Keyed<T> {
    /// The key of the row.
    pub key: Key,
    /// The value.
    pub value: Traced<T>,
}

impl<T> TracedSeries<T> {
    /// Makes the list of a column: its name, and for each row the key, the cell and what it holds.
    #[must_use]
    pub fn column(name: &str, rows: impl IntoIterator<Item = (Key, CellRef, T)>) -> Self {
        let items = rows.into_iter().map(|(key, cell, value)| Keyed {
            value: Traced::new(value, Origin::cell(cell, key.clone())),
            key,
        });
        TracedSeries::of_column(name, items.collect())
    }

    /// Makes the list of a key column, whose cells are the keys of their rows.
    #[must_use]
    pub fn key_column(name: &str, rows: impl IntoIterator<Item = (Key, CellRef, T)>) -> Self {
        let items = rows.into_iter().map(|(key, cell, value)| Keyed {
            value: Traced::new(value, Origin::key(cell, key.clone())),
            key,
        });
        TracedSeries::of_column(name, items.collect())
    }

    fn of_column(name: &str, items: Vec<Keyed<T>>) -> Self {
        let cells = items
            .iter()
            .filter_map(|item| item.value.origin.single_cell());
        TracedSeries {
            origin: Origin::column(name, cells.cloned()),
            items,
            absent: format!("no {name} in this row"),
        }
    }

    /// Makes a list of items that share an origin; `absent` says why a row of the table has none.
    #[must_use]
    pub fn new(items: Vec<Keyed<T>>, origin: Origin, absent: impl Into<String>) -> Self {
        TracedSeries {
            items,
            origin,
            absent: absent.into(),
        }
    }

    /// Returns how the list was computed, as a formula over columns.
    #[must_use]
    pub fn how(&self) -> String {
        self.origin.how()
    }

    /// Returns where the list comes from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns why a row of the table has no item.
    #[must_use]
    pub fn absent(&self) -> &str {
        &self.absent
    }

    /// Returns the same list, with another reason why a row of the table has no item.
    #[must_use]
    pub fn or_absent(self, reason: impl Into<String>) -> Self {
        TracedSeries {
            absent: reason.into(),
            ..self
        }
    }

    /// Returns the same list, which larger formulas print by a name: `max(gap)`.
    #[must_use]
    pub fn named(self, name: &str) -> Self
    where
        T: Clone,
    {
        let items = self.items.into_iter().map(|item| Keyed {
            value: item.called(name),
            ..item
        });
        TracedSeries {
            items: items.collect(),
            origin: self.origin.named(name),
            absent: self.absent,
        }
    }

    /// Returns the number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns whether there are no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the items, in the order of the rows.
    pub fn iter(&self) -> std::slice::Iter<'_, Keyed<T>> {
        self.items.iter()
    }

    /// Returns the keys, in the order of the rows.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.items.iter().map(|item| &item.key)
    }

    /// Returns the value of a row; `None` if the list has none of that key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Traced<T>> {
        let item = self.items.iter().find(|item| item.key == *key)?;
        Some(&item.value)
    }

    /// Returns the first value.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty; so of the next ones.
    pub fn first(&self) -> Result<Traced<T>, ArithmeticError>
    where
        T: Clone,
    {
        let first = self.items.first().ok_or(ArithmeticError::NoItems)?;
        Ok(first.value.clone())
    }

    /// Returns the last value.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::NoItems`] if the list is empty.
    pub fn last(&self) -> Result<Traced<T>, ArithmeticError>
    where
        T: Clone,
    {
        let last = self.items.last().ok_or(ArithmeticError::NoItems)?;
        Ok(last.value.clone())
    }

    /// Counts the items: how many, of what, as in "models".
    #[must_use]
    pub fn count(&self, things: &'static str) -> Traced {
        let n = Quantity::exact(self.len() as f64, Unit::Of(things));
        Traced::new(n, Origin::operation(Operation::Count, [&self.origin]))
    }

    /// Returns the items in another form, such as numbers without their notes. Nothing is computed,
    /// and origins stay.
    #[must_use]
    pub fn map<U>(&self, form: impl Fn(&T) -> U) -> TracedSeries<U> {
        self.each(|value| value.map(&form), self.origin.clone())
    }

    /// Computes each item with a function, which formulas print by its name.
    #[must_use]
    pub fn apply<U>(&self, name: &str, f: impl Fn(&T) -> U) -> TracedSeries<U> {
        let origin = Origin::function(name, [&self.origin]);
        self.each(|value| value.apply(name, &f), origin)
    }

    fn each<U>(&self, f: impl Fn(&Traced<T>) -> Traced<U>, origin: Origin) -> TracedSeries<U> {
        let items = self.items.iter().map(|item| Keyed {
            key: item.key.clone(),
            value: f(&item.value),
        });
        TracedSeries::new(items.collect(), origin, self.absent.as_str())
    }

    /// Makes a list of one item, such as the mean of a column in a row of its own.
    #[must_use]
    pub fn single(key: impl Into<Key>, value: Traced<T>) -> Self {
        let (key, origin) = (key.into(), value.origin.clone());
        TracedSeries::new(vec![Keyed { key, value }], origin, "")
    }

    /// Makes a list with one value in each row of this one: what all rows are compared with.
    #[must_use]
    pub fn fill<U: Clone>(&self, value: &Traced<U>) -> TracedSeries<U> {
        self.each(|_| value.clone(), value.origin.clone())
    }

    /// Keeps the items whose row another list has too, and says so: `sum(stated where growth is known)`.
    /// If that is all of them, nothing is said.
    #[must_use]
    pub fn aligned_with<U>(&self, other: &TracedSeries<U>) -> Self
    where
        T: Clone,
    {
        let both = self.items.iter();
        let both = both.filter(|item| other.get(&item.key).is_some());
        let both: Vec<Keyed<T>> = both.cloned().collect();
        if both.len() == self.items.len() {
            return self.clone();
        }
        let words = format!("{} is known", other.origin.printed());
        self.kept(both, &words, Some(other.origin.clone()))
    }

    /// Keeps the items that satisfy a condition, and says which: `sum(amount where company ≠ "X")`.
    #[must_use]
    pub fn filter(&self, words: &str, keep: impl Fn(&Key, &T) -> bool) -> Self
    where
        T: Clone,
    {
        let kept = self
            .items
            .iter()
            .filter(|item| keep(&item.key, &item.value));
        self.kept(kept.cloned().collect(), words, None)
    }

    /// Keeps the items whose row in another list satisfies a condition, and says which. The cells of
    /// both are behind what is computed then.
    #[must_use]
    pub fn filter_by<U>(
        &self,
        other: &TracedSeries<U>,
        words: &str,
        keep: impl Fn(&U) -> bool,
    ) -> Self
    where
        T: Clone,
        U: Clone,
    {
        let both = self.items.iter().filter_map(|item| {
            let decides = other.get(&item.key).filter(|value| keep(value))?;
            let value = item.value.value.clone();
            let origin = item.value.origin.kept(
                words,
                Some(decides.origin.clone()),
                [item.value.cells(), decides.cells()].concat(),
            );
            Some(Keyed {
                key: item.key.clone(),
                value: Traced::new(value, origin),
            })
        });
        self.kept(both.collect(), words, Some(other.origin.clone()))
    }

    /// Computes one value from the items of each group: those whose rows have the same value in another
    /// list. Rows that the other list does not have are in no group; groups stand in the order of their
    /// first rows.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError`] if a group has no such value, or if there are no groups.
    ///
    /// # Example
    ///
    /// ```
    /// use highwater_facts::{CellRef, Key, Quantity, TracedSeries, Unit};
    ///
    /// let rows = [(2, "2023-01", 61.0), (3, "2023-02", 19.0), (4, "2023-04", 58.0)];
    /// let cell = |line, column: &str| CellRef { file: "rain.csv".into(), line, column: column.into() };
    /// let months = rows.map(|(line, text, _)| (Key::from(text), cell(line, "month"), text));
    /// let quarters = TracedSeries::key_column("month", months)
    ///     .apply("quarter", |month| if *month < "2023-04" { "Q1" } else { "Q2" });
    /// let rain = rows.map(|(line, text, mm)| {
    ///     (Key::from(text), cell(line, "mm"), Quantity::exact(mm, Unit::Of("mm")))
    /// });
    ///
    /// let sums = TracedSeries::column("mm", rain).group_by(&quarters, TracedSeries::sum)?;
    /// assert_eq!(sums.len(), 2);
    /// assert_eq!(sums.first()?.low(), 80.0);
    /// assert_eq!(sums.first()?.how(), "sum(mm where quarter(month) = Q1)");
    /// assert_eq!(sums.how(), "sum(mm) by quarter(month)");
    /// # Ok::<(), highwater_facts::ArithmeticError>(())
    /// ```
    pub fn group_by<U, V>(
        &self,
        groups: &TracedSeries<U>,
        compute: impl Fn(&Self) -> Result<Traced<V>, ArithmeticError>,
    ) -> Result<TracedSeries<V>, ArithmeticError>
    where
        T: Clone,
        U: Clone + PartialEq,
        Key: From<U>,
    {
        let of_group = |group: U| {
            let key = Key::from(group.clone());
            let words = format!("{} = {}", groups.origin.printed(), key.name());
            let value = compute(&self.filter_by(groups, &words, |of| *of == group))?;
            Ok(Keyed { key, value })
        };
        let distinct = groups.clone().aligned_with(self).distinct();
        let items = distinct.into_iter().map(of_group);
        let items = items.collect::<Result<Vec<_>, ArithmeticError>>()?;
        let whole = compute(self)?;
        let origin = Origin::operation(Operation::By, [whole.origin(), &groups.origin]);
        let absent = format!("no group of that {}", groups.origin.printed());
        Ok(TracedSeries::new(items, origin, absent))
    }

    fn kept(&self, items: Vec<Keyed<T>>, words: &str, condition: Option<Origin>) -> Self {
        let cells = items.iter().flat_map(|item| item.value.cells()).collect();
        TracedSeries {
            origin: self.origin.kept(words, condition, cells),
            items,
            absent: self.absent.clone(),
        }
    }
}

impl<T: Clone + PartialEq> TracedSeries<T> {
    /// Returns the distinct values, in order, each with the items that have it.
    #[must_use]
    pub fn distinct(&self) -> Vec<T> {
        let mut distinct: Vec<T> = Vec::new();
        for item in &self.items {
            if !distinct.contains(item.value.value()) {
                distinct.push(item.value.value().clone());
            }
        }
        distinct
    }
}

impl TracedSeries<Amount> {
    /// Keeps the numbers; rows without one are left out.
    #[must_use]
    pub fn known(&self) -> TracedSeries {
        let known = self.items.iter().filter_map(|item| {
            let quantity = item.value.value.known()?;
            Some(Keyed {
                key: item.key.clone(),
                value: item.value.map(|_| quantity),
            })
        });
        let items: Vec<Keyed<Quantity>> = known.collect();
        if items.len() == self.items.len() {
            return TracedSeries::new(items, self.origin.clone(), self.absent.as_str());
        }
        // A cell without a number decides too what is known.
        let origin = self.origin.kept("known", None, self.origin.cells());
        TracedSeries::new(items, origin, "not known")
    }
}

impl<'a, T> IntoIterator for &'a TracedSeries<T> {
    type Item = &'a Keyed<T>;
    type IntoIter = std::slice::Iter<'a, Keyed<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
