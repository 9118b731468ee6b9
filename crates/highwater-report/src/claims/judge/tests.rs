//! Verdicts.

mod lists;

use super::*;
use highwater_facts::{Fact, Item, Month, Quantity, Series, Unit, Value};

fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    let list = |stem: &str, items: Vec<(&str, Value)>| {
        let item = |(key, value): (&str, Value)| Item {
            key: key.to_owned(),
            path: format!("{stem}.{key}"),
            value,
        };
        Value::Series(items.into_iter().map(item).collect::<Vec<_>>().into())
    };
    let dollars = |low, high| Quantity::range(low, high, Unit::Usd).unwrap().into();
    let models = |n| Quantity::exact(n, Unit::Of("models")).into();
    let costs = vec![
        ("jan", dollars(5e6, 10e6)),
        ("jul", dollars(2e6, 5e6)),
        ("oct", dollars(5e5, 1e6)),
    ];
    let facts: [(&str, Value); 16] = [
        ("w.cost.by_month", list("w.cost", costs)),
        (
            "w.models.by_month",
            list(
                "w.models",
                vec![
                    ("jan", models(58.0)),
                    ("jul", Quantity::at_least(120.0, Unit::Of("models")).into()),
                ],
            ),
        ),
        (
            "w.speed.by_model",
            list(
                "w.speed",
                vec![
                    ("a", models(10.0)),
                    ("b", Value::Missing("too large".to_owned())),
                ],
            ),
        ),
        ("w.share", Quantity::exact(58.0, Unit::Percent).into()),
        ("w.zero", Quantity::exact(0.0, Unit::Ratio).into()),
        (
            "w.around_zero",
            Quantity::range(0.0, 5.0, Unit::Ratio).unwrap().into(),
        ),
        (
            "w.other_factor",
            Quantity::range(10.0, 50.0, Unit::Ratio).unwrap().into(),
        ),
        ("w.table", "org-view".into()),
        ("w.grade", "depends".into()),
        (
            "w.growth",
            Quantity::exact(620.0 / 28.0, Unit::Ratio).into(),
        ),
        (
            "w.factor",
            Quantity::range(10.0, 50.0, Unit::Ratio).unwrap().into(),
        ),
        (
            "w.bound",
            Quantity::at_least(120.0, Unit::Of("models")).into(),
        ),
        (
            "w.rates",
            Value::Series(Series::of_numbers(
                [0.46, 0.63, 0.67, 0.74, 0.95, 0.63],
                Unit::Fraction,
            )),
        ),
        ("w.closes", Month::new(2024, 9).unwrap().into()),
        ("w.lost", Value::Missing("too large".to_owned())),
        (
            "w.estimate",
            Value::Estimate {
                value: 2.5,
                low: 1.8,
                high: 3.2,
                level: 0.95,
                unit: Unit::Ratio,
            },
        ),
    ];
    for (path, value) in facts {
        ledger.add(Fact::new(path, value, "a fact")).unwrap();
    }
    ledger
}

fn check(text: &str, verdict: &str, margin: &str) {
    let expression = Expression::parse(text).unwrap();
    let shown = [("w.growth".to_owned(), "x0".parse().unwrap())]
        .into_iter()
        .collect();
    let judgement = match judge(&expression, &ledger(), &shown, Some(0.001)) {
        Ok(judgement) => judgement,
        Err(fault) => panic!("{text}: {}", fault.message),
    };
    let margin_text = judgement
        .margin
        .map(|margin| margin.text())
        .unwrap_or_default();
    let reason = judgement
        .verdict
        .reason()
        .map(|reason| format!(": {reason}"))
        .unwrap_or_default();
    assert_eq!(
        (
            format!("{}{reason}", judgement.verdict.word()),
            margin_text.as_str()
        ),
        (verdict.to_owned(), margin),
        "{text}"
    );
}

#[test]
fn comparisons_carry_their_margin() {
    check("w.growth > 20", "holds", "22.1× > 20×, flips below 20×");
    check(
        "round(w.growth, 0) == 22",
        "holds",
        "22.1× = 22×, flips below 21.5× and from 22.5×",
    );
    check(
        "w.growth > 20 && w.growth < 25",
        "holds",
        "22.1× > 20×, flips below 20×, and 1 more condition",
    );
    check(
        "w.growth < 20 || w.growth > 30",
        "fails",
        "22.1× is not < 20×, would hold below 20×, and 1 more condition",
    );
    check(
        "!(w.growth < 20)",
        "holds",
        "22.1× is not < 20×, would hold below 20×",
    );
    check(
        "w.closes <= month(\"2024-03\")",
        "fails",
        "September 2024 is not ≤ March 2024, would hold up to March 2024",
    );
    check("2 * w.growth > 40", "holds", "44.3× > 40×, flips below 40×");
    check("size(w.rates) == 6", "holds", "6 = 6");
}

#[test]
fn a_claim_near_its_edge_is_fragile() {
    check(
        "w.growth > 22.1",
        "fragile: it fails at the precision shown",
        "22.14× > 22.10×, flips below 22.1×",
    );
    check(
        "w.estimate > 2",
        "fragile: it fails within the confidence interval",
        "2.5× > 2×, flips below 2×",
    );
    check("w.estimate > 1", "holds", "2.5× > 1×, flips below 1×");
    check(
        "w.growth < 22.15",
        "fragile: its margin is within the tolerance of 0.1%",
        "22.14× < 22.15×, flips above 22.15×",
    );
}

#[test]
fn a_range_is_judged_at_both_ends() {
    check("w.factor >= 10", "holds", "10× ≥ 10×, flips below 10×");
    check(
        "w.factor <= 20",
        "fragile: it holds in a part of a range and not in the rest",
        "50× is not ≤ 20×, would hold up to 20×",
    );
    check(
        "w.factor > 60",
        "fails",
        "50× is not > 60×, would hold above 60×",
    );
    check("w.bound >= 120", "holds", "120 ≥ 120, flips below 120");
    check(
        "w.factor.high <= 20",
        "fails",
        "50× is not ≤ 20×, would hold up to 20×",
    );
}

#[test]
fn what_is_missing_is_never_a_pass() {
    check(
        "w.lost > 0 || w.growth > 1",
        "not testable: `w.lost` is missing: too large",
        "",
    );
}

#[test]
fn faults_of_the_writer() {
    let cases = [
        ("1 < 2", "examines nothing", "1 < 2"),
        ("w.grwth > 2", "near it: `w.growth`", "w.grwth"),
        (
            "rising(w.cost.by_month.from.aug)",
            "`w.cost.by_month` has the rows `jan`, `jul`, `oct`",
            "w.cost.by_month.from.aug",
        ),
        (
            "w.cost.by_month.mean > 3",
            "a list has the parts `first`, `last`, `max`, `min`, `low`, `high`, `from.KEY`, `until.KEY`, `known`",
            "w.cost.by_month.mean",
        ),
        (
            "above(w.cost.by_month, w.models.by_month)",
            "compares unlike units",
            "above(w.cost.by_month, w.models.by_month)",
        ),
        (
            "above(w.cost.by_month, w.cost.by_month.from.jul)",
            "`above` takes two lists of the same rows",
            "above(w.cost.by_month, w.cost.by_month.from.jul)",
        ),
        (
            "rising(w.growth)",
            "is not a series; name one, or write a list",
            "w.growth",
        ),
        ("w.growth > w.bound", "unlike units", "w.growth > w.bound"),
        ("w.growth", "neither true nor false", "w.growth"),
        (
            "w.closes <= \"2024-03\"",
            "month(\"2024-03\")",
            "w.closes <= \"2024-03\"",
        ),
        (
            "w.growth > true",
            "compares a number with a truth value",
            "w.growth > true",
        ),
        ("w.table > \"a\"", "which is greater", "w.table > \"a\""),
        (
            "w.rates > 0.5",
            "compares a series with a number",
            "w.rates > 0.5",
        ),
        ("w.growth > 2 || true", "whatever the data say", "true"),
        (
            "w.growth == w.growth",
            "with itself",
            "w.growth == w.growth",
        ),
    ];
    for (text, message, place) in cases {
        let expression = Expression::parse(text).unwrap();
        let fault = judge(&expression, &ledger(), &BTreeMap::new(), None).unwrap_err();
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
        assert_eq!(&text[fault.range], place, "{text}");
    }
}

#[test]
fn what_examines_nothing_is_never_a_pass() {
    check(
        "w.rates.filter(r, r > 1000).all(r, r > 0)",
        "not testable: `w.rates.filter(r, r > 1000)` is empty",
        "",
    );
    check(
        "w.rates.filter(r, r > 1000).exists_one(r, r > 0)",
        "not testable: `w.rates.filter(r, r > 1000)` is empty",
        "",
    );
    check(
        "w.growth > 1 || w.rates.filter(r, r > 1000).exists(r, r > 0)",
        "not testable: `w.rates.filter(r, r > 1000)` is empty",
        "",
    );
    check(
        "(w.rates.filter(r, r > 1000).all(r, r > 0)) == (w.growth > 1)",
        "not testable: `w.rates.filter(r, r > 1000)` is empty",
        "",
    );
    check(
        "w.growth / 0 > 1",
        "not testable: `w.growth / 0` divides by zero",
        "",
    );
    check(
        "!(w.growth / (w.zero - w.zero) < 1)",
        "not testable: `w.growth / (w.zero - w.zero)` divides by zero",
        "",
    );
    check(
        "w.growth / w.around_zero > 1",
        "not testable: `w.growth / w.around_zero` divides by zero",
        "",
    );
    check(
        "w.rates.map(r, r / 0)[0] > 1",
        "not testable: `r / 0` divides by zero",
        "",
    );
    check(
        "w.bound - w.bound / 2 > 1",
        "not testable: `w.bound - w.bound / 2` is not a finite number",
        "",
    );
    check("size(w.rates.filter(r, r > 1000)) == 0", "holds", "0 = 0");
}

#[test]
fn an_open_end_is_no_division_by_zero() {
    check("w.bound > 100", "holds", "120 > 100, flips below 100");
    check("w.bound.high > 100", "holds", "∞ > 100, flips below 100");
    check(
        "w.bound < 200",
        "fragile: it holds in a part of a range and not in the rest",
        "∞ is not < 200, would hold below 200",
    );
}

#[test]
fn texts_and_truth_values_may_be_equal() {
    check("w.table == \"org-view\"", "holds", "");
    check("w.table != w.grade", "holds", "");
    check("w.grade == \"depended\"", "fails", "");
    check("(w.growth > 1) == (w.share > 60)", "fails", "");
    check(
        "w.growth > 1 ? w.share > 50 : w.share > 60",
        "holds",
        "58% > 50%, flips below 50%",
    );
}

#[test]
fn a_range_is_judged_at_the_thresholds_in_it() {
    let fragile = "fragile: it holds in a part of a range and not in the rest";
    for (text, margin) in [
        (
            "w.factor > 20 && w.factor < 30",
            "50× is not < 30×, would hold below 30×",
        ),
        (
            "w.factor < 15 || w.factor > 40",
            "15× is not < 15×, would hold below 15×, and 1 more condition",
        ),
        ("w.factor == 20", "10× is not = 20×"),
        (
            "2 * w.factor > 60 && 2 * w.factor < 65",
            "100× is not < 65×, would hold below 65×",
        ),
        (
            "w.factor > w.growth && w.factor < 23",
            "50× is not < 23×, would hold below 23×",
        ),
        (
            "w.factor > 20 && w.factor < 30 && w.other_factor > 20 && w.other_factor < 30",
            "50× is not < 30×, would hold below 30×, and 1 more condition",
        ),
    ] {
        check(text, fragile, margin);
    }
    check(
        "w.factor > 5 && w.factor < 60",
        "holds",
        "50× < 60×, flips above 60×, and 1 more condition",
    );
}

#[test]
fn too_many_intervals_are_told() {
    let mut ledger = ledger();
    let mut paths = Vec::new();
    for i in 0..12 {
        let path = format!("w.many.n{i}");
        let value = Quantity::range(1.0, 2.0, Unit::Ratio).unwrap();
        ledger.add(Fact::new(&path, value, "a fact")).unwrap();
        paths.push(path);
    }
    let judged = |condition: &str| {
        let text: Vec<String> = paths
            .iter()
            .map(|path| format!("{path} {condition}"))
            .collect();
        let expression = Expression::parse(&text.join(" && ")).unwrap();
        judge(&expression, &ledger, &BTreeMap::new(), None)
            .unwrap()
            .verdict
    };
    let told = judged("> 0.5");
    assert_eq!(told.word(), "not testable");
    assert!(
        told.reason()
            .unwrap()
            .contains("12 values with an interval"),
        "{told:?}"
    );
    assert_eq!(judged("> 1.5").word(), "fragile");
}

#[test]
fn a_number_of_another_scale_is_doubted() {
    let doubts = |text: &str| {
        let expression = Expression::parse(text).unwrap();
        let judgement = judge(&expression, &ledger(), &BTreeMap::new(), None).unwrap();
        let doubts = judgement.doubts.into_iter();
        doubts
            .map(|doubt| text[doubt.range].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(doubts("w.growth > 1 && w.share > 0.5"), ["0.5"]);
    assert_eq!(doubts("!(50 < w.rates[0])"), ["50"]);
    assert_eq!(doubts("w.rates.all(r, r < 50)"), ["50"]);
    assert_eq!(doubts("w.rates[0] > -30"), ["-30"]);
    assert!(doubts("w.share > 50 && w.rates[0] < 0.5 && w.growth > 0.5").is_empty());
}

#[test]
fn what_takes_too_long_is_a_fault() {
    let mut text = "r > 0".to_owned();
    for _ in 0..8 {
        text = format!("w.rates.all(r, {text})");
    }
    let expression = Expression::parse(&text).unwrap();
    let fault = judge(&expression, &ledger(), &BTreeMap::new(), None).unwrap_err();
    assert!(fault.message.contains("steps"), "{}", fault.message);
}

#[test]
fn what_is_within_the_bounds_of_a_predicate_is_judged() {
    for text in [
        vec!["w.growth"; 140].join(" + ") + " > 1",
        vec!["w.growth > 1"; 1_200].join(" && "),
        vec!["w.growth < 1"; 1_200].join(" || ") + " || w.growth > 1",
        format!("{}w.growth > 1{}", "(".repeat(40), ")".repeat(40)),
        format!("{}w.growth > 1", "w.growth < 1 ? w.share < 1 : ".repeat(25)),
        format!("[{}].all(x, x > 1)", vec!["w.growth"; 1_500].join(", ")),
    ] {
        let expression = Expression::parse(&text).unwrap();
        let judged = judge(&expression, &ledger(), &BTreeMap::new(), None).unwrap();
        assert_eq!(judged.verdict, Verdict::Holds, "{}..", &text[..40]);
    }
}
