//! Values that carry where they come from: cells, formulas and sets of rows.

use super::*;
use crate::ArithmeticError;
use crate::fact::Fact;
use crate::ledger::Ledger;
use crate::row_set::NamedRow;
use crate::unit::Unit;

fn column(name: &str, values: &[f64]) -> TracedSeries {
    let rows = values.iter().zip(2..).map(|(x, line)| {
        let cell = CellRef {
            file: "t.csv".into(),
            line,
            column: name.into(),
        };
        let key = Key::from(["a", "b", "c", "d"][line as usize - 2]);
        (key, cell, Quantity::exact(*x, Unit::Usd))
    });
    TracedSeries::column(name, rows)
}

fn places(cells: &[CellRef]) -> Vec<String> {
    cells
        .iter()
        .map(|cell| format!("{}{}", cell.column, cell.line))
        .collect()
}

#[test]
fn cells_are_a_union_in_order_each_once() {
    let (x, y) = (column("x", &[1.0, 2.0]), column("y", &[3.0, 5.0]));
    let (first, last) = (x.first().unwrap(), y.last().unwrap());
    let sum = last.plus(&first).unwrap().plus(&first).unwrap();
    assert_eq!(places(&sum.cells()), ["x2", "y3"]);
    assert_eq!(sum.low(), 7.0);
    assert!(first.how().is_empty());
}

#[test]
fn a_formula_has_the_brackets_that_it_needs() {
    let (x, y) = (column("x", &[1.0, 2.0]), column("y", &[3.0, 5.0]));
    let gap = y.minus(&x).unwrap();
    let last = gap.last().unwrap();
    assert_eq!(last.how(), "y[b] − x[b]");
    let formula = |value: Result<Traced, _>| -> String { value.unwrap().how() };
    let first = gap.first().unwrap();
    assert_eq!(formula(last.minus(&first)), "y[b] − x[b] − (y[a] − x[a])");
    assert_eq!(formula(last.over(&first)), "(y[b] − x[b]) ÷ (y[a] − x[a])");
    assert_eq!(
        formula(last.growth_since(&first)),
        "(y[b] − x[b]) ÷ (y[a] − x[a]) − 1"
    );
    let named = gap.named("gap");
    assert_eq!(
        formula(named.last().unwrap().over(&named.min().unwrap())),
        "gap[b] ÷ min(gap)"
    );
    // Alone, a named value is its formula.
    assert_eq!(formula(named.last()), "y[b] − x[b]");
    assert_eq!(named.how(), "y − x");
}

#[test]
fn what_is_left_out_is_behind_a_count_and_not_behind_a_sum() {
    let x = column("x", &[1.0, 2.0, 4.0]);
    let large = x.filter("x > 1", |_, x| x.low() > 1.0);
    let sum = large.sum().unwrap();
    assert_eq!((sum.low(), sum.how()), (6.0, "sum(x where x > 1)".into()));
    assert_eq!(places(&sum.cells()), ["x3", "x4"]);
    let count = large.count("rows");
    assert_eq!(
        (count.low(), count.how()),
        (2.0, "count(x where x > 1)".into())
    );
    assert_eq!(places(&count.cells()), ["x2", "x3", "x4"]);

    let by_other = x.filter_by(&column("y", &[0.0, 1.0, 0.0]), "y = 1", |y| y.low() == 1.0);
    assert_eq!(places(&by_other.sum().unwrap().cells()), ["x3", "y3"]);
    assert_eq!(by_other.count("rows").cells().len(), 6);
}

#[test]
fn lists_are_joined_by_row() {
    let (x, y) = (column("x", &[1.0, 2.0, 4.0]), column("y", &[3.0, 5.0]));
    let sum = x.plus(&y).unwrap();
    assert_eq!(sum.len(), 2);
    assert_eq!(sum.how(), "x + y");
    let growth = x.growth().unwrap();
    assert!(growth.get(&Key::from("a")).is_none());
    assert_eq!(growth.absent(), "no row before");
    assert_eq!(growth.mean().unwrap().low(), 1.0);
    let share = x.over(&x.sum().unwrap()).unwrap();
    assert_eq!(share.how(), "x ÷ sum(x)");
    assert_eq!(share.first().unwrap().cells().len(), 3);
}

#[test]
fn rows_that_are_left_out_are_in_the_formula() {
    let (x, y) = (column("x", &[1.0, 5.0, 2.0]), column("y", &[3.0, 4.0]));
    let known = x.aligned_with(&y);
    assert_eq!(known.sum().unwrap().low(), 6.0);
    assert_eq!(known.how(), "x where y is known");
    assert_eq!(known.max().unwrap().how(), "max(x where y is known)");
    // Each row of `y` is one of `x`.
    assert_eq!(y.aligned_with(&x).max().unwrap().how(), "max(y)");

    let gained = y.minus(&x).unwrap().filter("above 0", |_, x| x.low() > 0.0);
    let months = x.over(&gained).unwrap();
    assert_eq!(months.how(), "x ÷ ((y − x) where above 0)");
    assert_eq!(months.last().unwrap().how(), "x[a] ÷ (y[a] − x[a])");
}

#[test]
fn an_empty_list_has_no_first_and_no_sum() {
    let none = column("x", &[]);
    assert_eq!(none.first(), Err(ArithmeticError::NoItems));
    assert_eq!(none.sum(), Err(ArithmeticError::NoItems));
    assert_eq!(none.count("rows").low(), 0.0);
}

#[test]
fn units_that_do_not_fit_are_an_error() {
    let x = column("x", &[1.0]);
    let days = Traced::constant(Quantity::exact(2.0, Unit::Days));
    assert!(x.plus(&days).is_err());
    assert!(x.first().unwrap().over(&days).is_err());
}

#[test]
fn a_fact_takes_cells_formula_and_rows_of_its_value() {
    let x = column("x", &[1.0, 2.0]);
    let fact = Fact::new("w.sum", x.sum().unwrap(), "a sum");
    assert_eq!((fact.how.as_str(), fact.cells.len()), ("sum(x)", 2));

    let row = |line: u64| NamedRow {
        file: "t.csv".into(),
        line,
        place: line as usize,
        name: "a".into(),
    };
    let set = Arc::new(RowSet::new("w.sample", "some rows", (2..9).map(row)));
    let slope = Traced::from_rows(Quantity::exact(0.3, Unit::Number), "slope", &set);
    let twice = slope.plus(&slope).unwrap();
    assert_eq!(twice.how(), "slope + slope");
    let mut ledger = Ledger::default();
    ledger.add(Fact::new("w.slope", &slope, "slope")).unwrap();
    ledger.add(Fact::new("w.twice", twice, "slopes")).unwrap();
    let fact = ledger.get("w.twice").unwrap();
    assert_eq!(ledger.rows_behind(fact), 7);
    assert_eq!(ledger.row_sets().count(), 1);

    // Another set of the same name.
    let other = Arc::new(RowSet::new("w.sample", "other rows", (2..4).map(row)));
    let other = Traced::from_rows(Quantity::exact(0.3, Unit::Number), "slope", &other);
    assert!(ledger.add(Fact::new("w.other", other, "slope")).is_err());
}

#[test]
fn sets_of_rows_are_joined() {
    let set = |name: &str, line: u64| {
        let row = NamedRow {
            file: "t.csv".into(),
            line,
            place: line as usize,
            name: "a".into(),
        };
        Arc::new(RowSet::new(name, "rows", [row]))
    };
    let one = Quantity::exact(1.0, Unit::Number);
    let before = Traced::from_rows(one, "mean", &set("w.before", 2));
    let after = Traced::from_rows(one, "mean", &set("w.after", 3));
    let difference = after.minus(&before).unwrap();
    let joined = difference.origin().row_set().unwrap();
    assert_eq!(
        (joined.name.as_str(), joined.rows().len()),
        ("w.after_and_before", 2)
    );
}
