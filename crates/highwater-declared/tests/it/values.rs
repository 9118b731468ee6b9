//! Values computed from others: their numbers, bounds, units and rows, and what is refused.

use highwater_declared::DeclaredValue;
use highwater_facts::{Fact, Ledger, NamedRow, Quantity, RowSet, Traced, Unit, Value};

fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    let of = Unit::Of("deaths");
    let quantities = [
        ("q.cost", Quantity::range(10.0, 20.0, Unit::Usd).unwrap()),
        ("q.more", Quantity::at_least(120.0, Unit::Usd)),
        ("q.share", Quantity::exact(61.0, Unit::Percent)),
        ("q.before", Quantity::exact(40.0, Unit::Percent)),
        ("q.years", Quantity::exact(8.0, Unit::Years)),
        ("q.none", Quantity::exact(0.0, of)),
    ];
    for (path, quantity) in quantities {
        ledger.add(Fact::new(path, quantity, "a value")).unwrap();
    }
    let missing = Value::Missing("nobody counted".to_owned());
    ledger
        .add(Fact::new("q.missing", missing, "a value"))
        .unwrap();
    let row = |line: u64| NamedRow {
        file: "x.csv".into(),
        line,
        place: line as usize,
        name: "row".into(),
    };
    for (path, lines, n) in [("q.first", 2..5, 400.0), ("q.last", 4..8, 100.0)] {
        let set = RowSet::new(format!("{path}.rows"), "rows", lines.map(row));
        let value = Traced::from_rows(Quantity::exact(n, of), "", &set.into());
        ledger.add(Fact::new(path, value, "a value")).unwrap();
    }
    ledger
}

fn fact(declared: &str) -> Fact {
    let text = format!("v.x = {declared}\n");
    let values = DeclaredValue::read(&text).unwrap();
    values[0].fact(&ledger()).unwrap().unwrap()
}

#[test]
fn numbers_have_the_unit_and_the_bounds_of_what_they_are_computed_from() {
    for (text, low, high, unit) in [
        ("'q.first / q.last'", 4.0, 4.0, Unit::Ratio),
        ("'q.first - q.last'", 300.0, 300.0, Unit::Of("deaths")),
        ("'q.share - q.before'", 21.0, 21.0, Unit::Points),
        (
            "'q.first / q.years'",
            50.0,
            50.0,
            Unit::Rate("deaths", "year"),
        ),
        ("'2 * q.cost + 5'", 25.0, 45.0, Unit::Usd),
        ("'-q.cost'", -20.0, -10.0, Unit::Usd),
        ("'q.more / q.cost'", 6.0, f64::INFINITY, Unit::Ratio),
        ("'abs(q.last - q.first)'", 300.0, 300.0, Unit::Of("deaths")),
        ("'round(q.first / 7, 1)'", 57.1, 57.1, Unit::Of("deaths")),
        ("'1 / q.cost'", 0.05, 0.1, Unit::Number),
        (
            "{ value = 'q.cost / q.first', unit = '$' }",
            0.025,
            0.05,
            Unit::Usd,
        ),
    ] {
        let fact = fact(text);
        assert_eq!(fact.value.bounds(), Some((low, high)), "{text}");
        assert_eq!(fact.value.unit(), Some(unit), "{text}");
    }
}

#[test]
fn a_value_rests_on_the_rows_of_all_that_it_names() {
    let fact = fact("{ value = 'q.first / q.last', label = 'fall of deaths' }");
    assert_eq!(
        (fact.label.as_str(), fact.how.as_str()),
        ("fall of deaths", "q.first / q.last")
    );
    assert_eq!(fact.row_set.unwrap().rows().len(), 6);
}

#[test]
fn what_is_missing_stays_missing_with_its_reason() {
    assert_eq!(
        fact("'q.missing / q.last'").value,
        Value::Missing("nobody counted".to_owned())
    );
}

#[test]
fn a_value_at_fault_says_where_and_what_to_write() {
    for (text, message, at, help) in [
        (
            "v.x = 'q.first + q.cost'",
            "cannot be added",
            "q.first + q.cost",
            "unit",
        ),
        (
            "v.x = 'q.first / q.none'",
            "nothing can be divided by 0 deaths",
            "q.first / q.none",
            "number",
        ),
        (
            "v.x = 'q.first > q.last'",
            "is not a number",
            "q.first > q.last",
            "claim",
        ),
        (
            "v.x = '1 + 1'",
            "the same whatever the data say",
            "1 + 1",
            "table",
        ),
        ("v.x = 'q.first +'", "missing", "", "claim"),
        ("v.x = 12", "not an expression", "v", "quotes"),
        (
            "v.x = { value = 'q.first', unti = '$' }",
            "no `unti`",
            "unti",
            "`unit`",
        ),
        (
            "v.x = { value = 'q.first', each = 'w' }",
            "not a column of `w`",
            "v",
            "w.COLUMN",
        ),
        ("V.x = 'q.first'", "small", "V", ""),
    ] {
        let fault = match DeclaredValue::read(text) {
            Ok(values) => values[0].fact(&ledger()).unwrap_err(),
            Err(mut faults) => faults.remove(0),
        };
        let is_path = message == "small";
        assert!(
            is_path || fault.message.contains(message),
            "{text}: {}",
            fault.message
        );
        assert!(
            text[fault.place.clone()].contains(at),
            "{text}: {}",
            &text[fault.place.clone()]
        );
        assert!(fault.help.contains(help), "{text}: {}", fault.help);
    }
    let waits = DeclaredValue::read("v.x = 'q.first / v.other'").unwrap();
    assert!(waits[0].fact(&ledger()).unwrap().is_none());
    let unknown = waits[0].unknown(&ledger(), None);
    assert_eq!(unknown, [("v.other".to_owned(), 17..24)]);
}
