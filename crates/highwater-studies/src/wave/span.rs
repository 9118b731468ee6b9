//! A quantity by month: its first and last row, and its growth between them.

use highwater_facts::{ArithmeticError, CellRef, Month, Quantity, Unit};
use highwater_ingest::Placed;
use highwater_study::Facts;

use super::growth::{annual_factor, doubling_months};
use super::input::Monthly;

/// A quantity by month.
pub(crate) struct Span<'a, R> {
    /// The rows, oldest first.
    pub(crate) rows: &'a [Placed<R>],
    /// The quantity of a row.
    pub(crate) value: fn(&R) -> Quantity,
    /// Its column.
    pub(crate) column: &'static str,
    /// What it is, as in "public models".
    pub(crate) what: &'static str,
}

impl<R: Monthly> Span<'_, R> {
    /// Adds the quantity of each month, the first and the last with their months, and the months
    /// between them.
    pub(crate) fn record_ends(&self, facts: &mut Facts) {
        let Some((first, last)) = self.ends() else {
            return;
        };
        for row in self.rows {
            let month = row.month().path_segment();
            self.record_row(&format!("by_month[{month}]"), row, facts);
        }
        self.record_row("first", first, facts);
        self.record_row("last", last, facts);
        let month = |row: &Placed<R>| (row.month(), row.cell("month"));
        for (name, (month, cell)) in [("first_month", month(first)), ("last_month", month(last))] {
            facts.cell(
                name,
                month,
                format!("{} month of the table", &name[..name.len() - 6]),
                cell,
            );
        }
        let cells = [first.cell("month"), last.cell("month")];
        let months = Quantity::exact(f64::from(months(first, last)), Unit::Months);
        facts.add(
            "months",
            months,
            "months from first to last",
            "last month − first month",
            cells,
        );
    }

    /// Adds the growth from first to last: as a factor, as a factor a year, as a doubling time.
    pub(crate) fn record_growth(&self, facts: &mut Facts) -> Result<(), ArithmeticError> {
        let Some((first, last)) = self.ends() else {
            return Ok(());
        };
        let (what, months) = (self.what, months(first, last));
        let factor = (self.value)(last).over(&(self.value)(first))?;
        let cells = || -> [CellRef; 2] { [first.cell(self.column), last.cell(self.column)] };
        facts.add(
            "growth_factor",
            factor,
            format!("growth of {what} over the whole span"),
            "last ÷ first",
            cells(),
        );
        let annual = annual_factor(&factor, months);
        let how = "(last ÷ first) to the power of 12 ÷ months";
        facts.add(
            "annual_factor",
            annual,
            format!("growth a year of {what}"),
            how,
            cells(),
        );
        let doubling = doubling_months(&factor, months);
        let how = "months × ln 2 ÷ ln(last ÷ first)";
        facts.add(
            "doubling_time",
            doubling,
            format!("months in which {what} doubled"),
            how,
            cells(),
        );
        Ok(())
    }

    fn ends(&self) -> Option<(&Placed<R>, &Placed<R>)> {
        self.rows.first().zip(self.rows.last())
    }

    fn record_row(&self, name: &str, row: &Placed<R>, facts: &mut Facts) {
        let label = format!("{}, {}", self.what, row.month().name());
        facts.cell(name, (self.value)(row), label, row.cell(self.column));
    }
}

fn months<R: Monthly>(first: &Placed<R>, last: &Placed<R>) -> i32 {
    let (first, last): (Month, Month) = (first.month(), last.month());
    last.months_since(first)
}
