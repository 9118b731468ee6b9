//! What formats write.

use proptest::prelude::*;

use super::*;
use crate::month::Month;
use crate::value::Series;

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

/// The numbers of the shared cases, in each format that takes them.
#[test]
fn numbers_as_text_never_read_as_zero() {
    let small = [
        ("n", Unit::Number, "0.004", "−0.004"),
        ("n2", Unit::Number, "<0.01", ">−0.01"),
        ("int", Unit::Number, "<1", ">−1"),
        ("si", Unit::Number, "0.004", "−0.004"),
        ("si1", Unit::Number, "<0.1", ">−0.1"),
        ("usd", Unit::Usd, "$0.004", "−$0.004"),
        ("usd0", Unit::Usd, "<$1", ">−$1"),
        ("x", Unit::Ratio, "0.004×", "−0.004×"),
        ("x1", Unit::Ratio, "<0.1×", ">−0.1×"),
        ("fold", Unit::Ratio, "0.004-fold", "−0.004-fold"),
        ("pts", Unit::Points, "0.004 points", "−0.004 points"),
        ("pts1", Unit::Points, "<0.1 points", ">−0.1 points"),
        ("pct", Unit::Percent, "0.004%", "−0.004%"),
        ("pct0", Unit::Percent, "<1%", ">−1%"),
        ("pct", Unit::Fraction, "0.4%", "−0.4%"),
        ("pct0", Unit::Fraction, "<1%", ">−1%"),
        ("", Unit::Of("models"), "0.004", "−0.004"),
        ("", Unit::Rate("models", "day"), "0.004", "−0.004"),
        ("+n2", Unit::Number, "<0.01", ">−0.01"),
        ("+n", Unit::Number, "+0.004", "−0.004"),
    ];
    for (format, unit, above, below) in small {
        check(Quantity::exact(0.004, unit), &[(format, above)]);
        check(Quantity::exact(-0.004, unit), &[(format, below)]);
    }
    check(
        Quantity::exact(0.0031, Unit::Number),
        &[("n", "0.0031"), ("p", "0.003")],
    );
    check(
        Quantity::exact(1.234e-9, Unit::Number),
        &[("n", "1.2×10⁻⁹"), ("n3", "<0.001")],
    );
    check(
        Quantity::exact(-1.234e-9, Unit::Number),
        &[("n", "−1.2×10⁻⁹")],
    );
    check(
        Quantity::exact(0.0, Unit::Number),
        &[("n", "0"), ("n2", "0.00"), ("int", "0")],
    );
}

#[test]
fn a_p_value_lies_within_0_and_1() {
    let format: Format = "p".parse().unwrap();
    for x in [-0.22, 1.01, f64::NEG_INFINITY] {
        let error = format
            .text(&Quantity::exact(x, Unit::Number).into())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the format `p` cannot show a number that is not within 0 and 1"
        );
        assert_eq!(format.number(x, Unit::Number), "n/a");
    }
    check(Quantity::exact(1.0, Unit::Number), &[("p", "1.00")]);
}

#[test]
fn ranges_of_negatives_read_as_ranges() {
    let range = |low, high, unit| Quantity::range(low, high, unit).unwrap();
    check(
        range(-0.12, -0.05, Unit::Fraction),
        &[("", "−12% to −5%"), ("abs", "5–12%")],
    );
    check(
        range(-2.0, 3.0, Unit::Percent),
        &[("", "−2% to 3%"), ("pctabs", "0–3%")],
    );
    check(range(-5e6, -1e6, Unit::Usd), &[("", "−$5M to −$1M")]);
    check(
        range(-3.0, -1.0, Unit::Points),
        &[("pts0", "−3 to −1 points")],
    );
    check(
        range(2.0, 5.0, Unit::Points),
        &[("+pts0", "+2 to +5 points")],
    );
    check(range(0.0, 5.0, Unit::Of("cases")), &[("", "0–5")]);
    check(range(f64::NEG_INFINITY, 5.0, Unit::Number), &[("", "≤5")]);
}

#[test]
fn the_size_of_a_change_has_no_sign() {
    check(
        Quantity::exact(-0.12, Unit::Fraction),
        &[
            ("abs", "12%"),
            ("pct0abs", "12%"),
            ("pct1abs", "12.0%"),
            ("nabs", "0.12"),
        ],
    );
    check(
        Quantity::exact(-2.5e6, Unit::Usd),
        &[("abs", "$2.5M"), ("usdabs", "$2.5M")],
    );
    check(
        Quantity::exact(17.5, Unit::Points),
        &[("abs", "17.5 points")],
    );
    for text in ["abs", "pct0abs", "n1abs"] {
        let format: Format = text.parse().unwrap();
        assert!(format.is_absolute());
        assert_eq!(format.to_string(), text);
        // Words say the direction, so that claims read the number as it is.
        assert!(format.shown(-0.12, Unit::Fraction) < 0.0);
    }
    for text in ["+abs", "wordabs", "dateabs", "pabs", "absabs", "abs1"] {
        assert!(text.parse::<Format>().is_err(), "{text}");
    }
    let format: Format = "abs".parse().unwrap();
    assert!(format.text(&Month::new(2023, 7).unwrap().into()).is_err());
}

#[test]
fn money_has_the_sign_of_its_currency() {
    let unit = |code| Unit::Currency(crate::Currency::from_code(code).unwrap());
    check(
        Quantity::exact(-2.5e6, unit("EUR")),
        &[("", "−€2.5M"), ("money1", "−€2.5M")],
    );
    check(Quantity::exact(5e6, unit("CHF")), &[("", "CHF 5M")]);
    check(Quantity::exact(5e6, Unit::Usd), &[("money", "$5M")]);
    let format: Format = "usd".parse().unwrap();
    assert!(
        format
            .text(&Quantity::exact(5.0, unit("EUR")).into())
            .is_err()
    );
}

proptest! {
    #[test]
    fn what_is_not_zero_never_reads_as_zero(
        digits in 1u32..1000, exponent in -30i32..20, negative in any::<bool>(),
    ) {
        let size: f64 = format!("{digits}e{exponent}").parse().unwrap();
        let x = if negative { -size } else { size };
        for unit in [Unit::Of("models"), Unit::Rate("models", "day"), Unit::Ratio, Unit::Number,
            Unit::Fraction, Unit::Percent, Unit::Points, Unit::Usd, Unit::Days] {
            for name in ["", "int", "n", "n0", "n2", "si", "si1", "usd", "usd0", "pct", "pct0", "x",
                "x1", "fold", "fold1", "pts", "pts1", "+n", "+pct0", "abs", "n1abs"] {
                let format: Format = name.parse().unwrap();
                let Ok(text) = format.text(&Quantity::exact(x, unit).into()) else { continue };
                let fine = text.contains(|c: char| ('1'..='9').contains(&c));
                prop_assert!(fine, "{} as `{}` of {} is {}", x, name, unit, text);
                prop_assert!(format.shown(x, unit) != 0.0, "{} as `{}` of {}", x, name, unit);
                prop_assert_eq!(format.shown(x, unit) < 0.0, negative);
            }
        }
    }
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
    const STYLES: [&str; 11] = [
        "int", "n", "p", "si", "usd", "money", "pct", "x", "fold", "pts", "word",
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
        (Unit::Usd, &["int", "n", "usd", "money"]),
    ];
    for (unit, fitting) in fits {
        let value = Value::from(Quantity::exact(1.0, unit));
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
