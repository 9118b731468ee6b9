//! What formats write.

use super::*;
use crate::month::Month;
use crate::series::Series;

fn check(value: impl Into<Value>, cases: &[(&str, &str)]) {
    let value = value.into();
    for (format, expected) in cases {
        let format: Format = format.parse().unwrap();
        assert_eq!(format.text(&value).as_deref(), Ok(*expected), "{format}");
    }
}

#[test]
fn numbers() {
    check(
        Quantity::exact(28e6, Unit::Of("downloads")),
        &[
            ("", "28,000,000"),
            ("si", "28M"),
            ("si1", "28.0M"),
            ("int", "28,000,000"),
        ],
    );
    check(
        Quantity::exact(620.0 / 28.0, Unit::Ratio),
        &[
            ("", "22.1×"),
            ("x0", "22×"),
            ("fold", "22-fold"),
            ("n2", "22.14"),
            ("x", "22.1×"),
        ],
    );
    check(
        Quantity::exact(0.9487179, Unit::Fraction),
        &[
            ("", "94.9%"),
            ("pct0", "95%"),
            ("+pct0", "+95%"),
            ("pct2", "94.87%"),
        ],
    );
    check(
        Quantity::exact(84.05, Unit::Percent),
        &[("pct1", "84.1%"), ("pct", "84.1%")],
    );
    check(
        Quantity::exact(17.5, Unit::Points),
        &[("", "17.5 points"), ("n1", "17.5")],
    );
    check(Quantity::exact(1.0, Unit::Points), &[("pts0", "1 point")]);
    check(
        Quantity::exact(651e6, Unit::Usd),
        &[("", "$651M"), ("usd1", "$651.0M")],
    );
    check(Quantity::exact(-2.5e6, Unit::Usd), &[("usd", "−$2.5M")]);
    check(
        Quantity::exact(11.0, Unit::Of("charts")),
        &[("word", "eleven"), ("", "11")],
    );
    check(
        Quantity::exact(999_960.0, Unit::Of("models")),
        &[("si1", "1.0M"), ("si", "1M")],
    );
}

#[test]
fn ranges_and_bounds() {
    let cost = Quantity::range(5e6, 10e6, Unit::Usd).unwrap();
    check(cost, &[("", "$5M–$10M"), ("usd1", "$5.0M–$10.0M")]);
    check(
        Quantity::range(10.0, 50.0, Unit::Ratio).unwrap(),
        &[("x0", "10–50×")],
    );
    check(
        Quantity::range(22.1, 22.2, Unit::Ratio).unwrap(),
        &[("x0", "22×")],
    );
    check(
        Quantity::at_least(120.0, Unit::Of("models")),
        &[("", "120+")],
    );
    check(
        Quantity::exact(0.04116, Unit::Number),
        &[("p", "0.041"), ("n3", "0.041"), ("n", "0.04")],
    );
    check(Quantity::exact(0.8064, Unit::Number), &[("p", "0.81")]);
    check(Quantity::exact(0.0004, Unit::Number), &[("p", "<0.001")]);
    check(Quantity::at_least(2.07, Unit::Ratio), &[("x1", "2.1×+")]);
}

#[test]
fn months() {
    check(
        Month::new(2023, 7).unwrap(),
        &[("", "July 2023"), ("mon", "Jul 2023"), ("year", "2023")],
    );
}

#[test]
fn a_moment_lies_in_its_year_which_has_no_comma() {
    check(Quantity::exact(2026.7, Unit::Years), &[("year", "2026")]);
    check(Quantity::exact(2024.0, Unit::Years), &[("year", "2024")]);
}

#[test]
fn what_does_not_fit_is_an_error() {
    let range = Value::from(Quantity::range(1.0, 2.0, Unit::Ratio).unwrap());
    let cases = [
        ("usd", Value::from(Month::new(2023, 7).unwrap())),
        ("word", range),
        ("word", Value::from(Quantity::exact(21.0, Unit::Ratio))),
        ("n1", Value::Missing("too large".to_owned())),
        ("n1", Value::from(Quantity::exact(f64::NAN, Unit::Ratio))),
    ];
    for (format, value) in cases {
        let format: Format = format.parse().unwrap();
        assert!(
            matches!(format.text(&value), Err(FormatError::Mismatch { .. })),
            "{format}"
        );
    }
}

#[test]
fn a_format_that_names_a_unit_is_for_that_unit() {
    const STYLES: [&str; 10] = [
        "int", "n", "p", "si", "usd", "pct", "x", "fold", "pts", "word",
    ];
    let fits: [(Unit, &[&str]); 9] = [
        (Unit::Of("downloads"), &["int", "n", "si", "word"]),
        (Unit::Rate("models", "day"), &["int", "n", "si", "word"]),
        (Unit::Months, &["int", "n", "si", "word"]),
        (Unit::Number, &["int", "n", "p", "si", "word"]),
        (Unit::Ratio, &["int", "n", "si", "pct", "x", "fold", "word"]),
        (Unit::Fraction, &["int", "n", "pct"]),
        (Unit::Percent, &["int", "n", "pct"]),
        (Unit::Points, &["int", "n", "si", "pts", "word"]),
        (Unit::Usd, &["int", "n", "usd"]),
    ];
    for (unit, fitting) in fits {
        let value = Value::from(Quantity::exact(2.0, unit));
        for style in STYLES {
            let format: Format = style.parse().unwrap();
            let fits = !matches!(format.text(&value), Err(FormatError::Unit { .. }));
            assert_eq!(fits, fitting.contains(&style), "{style} of {unit}");
        }
        assert!(Format::default().text(&value).is_ok(), "{unit}");
    }
    let downloads = Value::from(Quantity::exact(620e6, Unit::Of("downloads")));
    let format: Format = "usd".parse().unwrap();
    assert_eq!(
        format.text(&downloads).unwrap_err().to_string(),
        "the format `usd` is for US dollars, and the value is in another unit: downloads"
    );
    let rates = Value::Series(Series::of_numbers([0.5], Unit::Fraction));
    assert!(format.text(&rates).is_err());
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let error = "pcnt1".parse::<Format>().unwrap_err();
    assert_eq!(
        error,
        FormatError::Unknown {
            text: "pcnt1".to_owned(),
            nearest: Some("pct".to_owned())
        }
    );
    assert!("int2".parse::<Format>().is_err());
    assert!("si99".parse::<Format>().is_err());
}

#[test]
fn what_is_shown_is_what_is_written() {
    let cases = [
        ("si", 28_400_000.0, Unit::Of("downloads"), 28.4e6),
        ("pct0", 0.9487, Unit::Fraction, 0.95),
        ("x1", 22.142857, Unit::Ratio, 22.1),
        ("usd", 651_234_567.0, Unit::Usd, 651e6),
        ("pct1", 84.05, Unit::Percent, 84.1),
    ];
    for (format, x, unit, shown) in cases {
        let format: Format = format.parse().unwrap();
        assert!(
            (format.shown(x, unit) - shown).abs() < 1e-9 * shown,
            "{format}"
        );
    }
}
