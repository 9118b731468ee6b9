//! A quantity by month: its first and last row, and its growth between them.

use highwater_facts::{ArithmeticError, Month, TracedSeries};
use highwater_study::Facts;

use super::growth::{annual_factor, doubling_months};

/// Records the quantity of each month, the first and the last with their months, and the months
/// between them. `what` is what it is, as in "public models".
pub(crate) fn record_ends(
    facts: &mut Facts,
    months: &TracedSeries<Month>,
    values: &TracedSeries,
    what: &str,
) -> Result<(), ArithmeticError> {
    let (first, last) = (months.first()?, months.last()?);
    let label = |month: &Month| format!("{what}, {}", month.name());
    facts.by_row("by_month[]", values, |key| {
        format!("{what}, {}", key.name())
    });
    facts.record("first", values.first()?, label(&first));
    facts.record("last", values.last()?, label(&last));
    facts.record("first_month", &first, "first month of the table");
    facts.record("last_month", &last, "last month of the table");
    facts.record(
        "months",
        last.months_since(&first),
        "months from first to last",
    );
    Ok(())
}

/// Records the growth from first to last: as a factor, as a factor a year, as a doubling time.
pub(crate) fn record_growth(
    facts: &mut Facts,
    months: &TracedSeries<Month>,
    values: &TracedSeries,
    what: &str,
) -> Result<(), ArithmeticError> {
    let months = months.last()?.months_since(&months.first()?);
    let factor = values.last()?.over(&values.first()?)?;
    let label = format!("growth of {what} over the whole span");
    facts.record("growth_factor", &factor, label);
    let annual = annual_factor(&factor, &months);
    facts.record("annual_factor", annual, format!("growth a year of {what}"));
    let doubling = doubling_months(&factor, &months);
    let label = format!("months in which {what} doubled");
    facts.record("doubling_time", doubling, label);
    Ok(())
}
