//! Each number as tables write it, and what is said of the others.

use highwater_facts::{Currency, Unit};
use proptest::prelude::*;

use super::*;

const BARE: Notation = Notation {
    decimal: Decimal::Point,
    bare: true,
};
const COMMA: Notation = Notation {
    decimal: Decimal::Comma,
    bare: true,
};
const THINGS: Unit = Unit::Of("things");

fn refused(text: &str, unit: Unit, notation: Notation) -> NumberFault {
    match quantity(text, unit, notation) {
        Err(fault) => fault,
        Ok(read) => panic!("{text} is {read:?}"),
    }
}

/// The 20 cells of the shared table, each in a column of its unit.
#[test]
fn numbers_as_published_csv() {
    for (text, unit, number) in [
        ("15%", Unit::Fraction, 0.15),
        ("15%", Unit::Percent, 15.0),
        ("$5", Unit::Usd, 5.0),
        ("(5)", THINGS, -5.0),
        ("1 234", THINGS, 1234.0),
        ("1e5", THINGS, 1e5),
        ("+5", THINGS, 5.0),
        ("\u{2212}5", THINGS, -5.0),
        ("-$5M", Unit::Usd, -5e6),
        ("1.2e-05", THINGS, 1.2e-5),
        (".05", THINGS, 0.05),
    ] {
        assert_eq!(single(text, Some(unit), BARE), Ok(number), "{text}");
    }
    assert_eq!(single("1.234,5", Some(THINGS), COMMA), Ok(1234.5));
    let bound = quantity("<=5", THINGS, BARE).unwrap();
    assert_eq!((bound.low(), bound.high()), (0.0, 5.0));
    for (text, words, nearest) in [
        ("1.234,5", "decimal = \",\"", Some("1234.5")),
        ("-", "missing", None),
        ("..", "missing", None),
        (":", "missing", None),
        ("n.a.", "missing", None),
        ("#DIV/0!", "error of a spreadsheet", None),
        ("0x1F", "hexadecimal", None),
        ("1_000", "`_`", Some("1000")),
        ("Infinity", "infinite", None),
    ] {
        for fault in [
            single(text, Some(THINGS), BARE).unwrap_err(),
            refused(text, THINGS, BARE),
        ] {
            assert!(fault.rule.contains(words), "{text}: {}", fault.rule);
            assert_eq!(fault.nearest.as_deref(), nearest, "{text}");
        }
    }
}

#[test]
fn decimal_comma_csv() {
    for (text, nearest) in [
        ("0,125", "0.125"),
        ("-0,125", "-0.125"),
        ("$0,125", "$0.125"),
        ("0,125%", "0.125%"),
        ("(0,125)", "(0.125)"),
        ("€ 0,125", "€ 0.125"),
        ("0,1", "0.1"),
        ("28,00", "28.00"),
        ("1234,567", "1234.567"),
        (",5", "0.5"),
    ] {
        let euro = Unit::Currency(Currency::from_code("EUR").unwrap());
        let unit = match text {
            text if text.contains('$') => Unit::Usd,
            text if text.contains('%') => Unit::Percent,
            text if text.contains('€') => euro,
            _ => THINGS,
        };
        let fault = refused(text, unit, BARE);
        assert!(
            fault.rule.contains("decimal = \",\""),
            "{text}: {}",
            fault.rule
        );
        assert_eq!(fault.nearest.as_deref(), Some(nearest), "{text}");
        assert!(quantity(text, unit, COMMA).is_ok(), "{text}");
        assert_eq!(
            evidence(text),
            Some(DecimalEvidence::Only(Decimal::Comma)),
            "{text}"
        );
    }
    assert_eq!(
        refused("0.125", THINGS, COMMA).nearest.as_deref(),
        Some("0,125")
    );
    assert_eq!(quantity("3,943", THINGS, BARE).unwrap().low(), 3943.0);
    assert_eq!(quantity("3,943", THINGS, COMMA).unwrap().low(), 3.943);
    assert_eq!(quantity("3.943", THINGS, COMMA).unwrap().low(), 3943.0);
    for (text, said) in [
        ("3,943", Some(DecimalEvidence::Either)),
        ("-$3.943", Some(DecimalEvidence::Either)),
        ("1,234.5", Some(DecimalEvidence::Only(Decimal::Point))),
        ("1.234.567", Some(DecimalEvidence::Only(Decimal::Comma))),
        ("1 234,567", Some(DecimalEvidence::Only(Decimal::Comma))),
        ("0.125", Some(DecimalEvidence::Only(Decimal::Point))),
        ("12", None),
        ("1,23,4", None),
        ("12.03.2016", None),
        ("soon", None),
        ("n.a.", None),
    ] {
        assert_eq!(evidence(text), said, "{text}");
    }
}

#[test]
fn money_is_never_read_as_another_currency() {
    let unit = |code: &str| match code {
        "USD" => Unit::Usd,
        code => Unit::Currency(Currency::from_code(code).unwrap()),
    };
    for (text, code) in [
        ("$5", "USD"),
        ("US$5", "USD"),
        ("USD 5", "USD"),
        ("5 USD", "USD"),
        ("5 $", "USD"),
        ("€5", "EUR"),
        ("5 €", "EUR"),
        ("EUR 5", "EUR"),
        ("5EUR", "EUR"),
        ("£5", "GBP"),
        ("¥5", "JPY"),
        ("CN¥5", "CNY"),
        ("¥5", "CNY"),
        ("$5", "CAD"),
        ("CA$5", "CAD"),
        ("R$5", "BRL"),
        ("CHF 5", "CHF"),
        ("5 kr", "DKK"),
    ] {
        let read = quantity(text, unit(code), BARE);
        if text.ends_with("kr") {
            assert!(read.is_err(), "{text}");
            continue;
        }
        assert_eq!(read.map(|q| q.low()), Ok(5.0), "{text} in {code}");
    }
    for (text, code) in [
        ("€5", "USD"),
        ("$5", "EUR"),
        ("CA$5", "USD"),
        ("A$5", "CAD"),
        ("£5", "USD"),
        ("EUR 5", "USD"),
        ("5 CAD", "USD"),
        ("R$5", "USD"),
        ("¥5", "EUR"),
        ("$5€", "USD"),
    ] {
        let fault = refused(text, unit(code), BARE);
        assert_eq!(fault.nearest, None, "{text} in {code}");
    }
    let fault = refused("5", unit("EUR"), Notation::default());
    assert_eq!(fault.nearest.as_deref(), Some("€5"));
}

#[test]
fn signs_of_accounts_and_typographers() {
    for (text, unit, number) in [
        ("($5M)", Unit::Usd, -5e6),
        ("$(5)", Unit::Usd, -5.0),
        ("$-5", Unit::Usd, -5.0),
        ("(5%)", Unit::Percent, -5.0),
        ("(5)%", Unit::Percent, -5.0),
        ("\u{2013}5", THINGS, -5.0),
        ("\u{2011}5", THINGS, -5.0),
        ("1\u{202f}234\u{202f}567", THINGS, 1_234_567.0),
        ("1\u{a0}234", THINGS, 1234.0),
        ("1'234.5", THINGS, 1234.5),
        ("1\u{2019}234", THINGS, 1234.0),
        ("1.2×10^5", THINGS, 1.2e5),
        ("1.2x10^-5", THINGS, 1.2e-5),
        ("1.2×10⁵", THINGS, 1.2e5),
        ("1E+5", THINGS, 1e5),
    ] {
        assert_eq!(single(text, Some(unit), BARE), Ok(number), "{text}");
    }
    for text in [
        "(-5)",
        "-(5)",
        "--5",
        "5-",
        "\u{2014}5",
        "1 2",
        "12 34",
        "2016 123",
        "1'23",
        "1 234'567",
    ] {
        assert_eq!(refused(text, THINGS, BARE).nearest, None, "{text}");
    }
    assert_eq!(refused("- 5", THINGS, BARE).nearest.as_deref(), Some("-5"));
}

#[test]
fn bounds_and_ranges() {
    let inf = f64::INFINITY;
    for (text, unit, low, high) in [
        ("<5", THINGS, 0.0, 5.0),
        ("≤5", THINGS, 0.0, 5.0),
        (">5", THINGS, 5.0, inf),
        ("≥ 5", THINGS, 5.0, inf),
        (">=5%", Unit::Percent, 5.0, inf),
        ("<0.5%", Unit::Percent, 0.0, 0.5),
        ("<$5M", Unit::Usd, 0.0, 5e6),
        ("<5%", Unit::Fraction, -1.0, 0.05),
        ("<5", Unit::Number, -inf, 5.0),
        ("10–15", THINGS, 10.0, 15.0),
        ("10 - 15", THINGS, 10.0, 15.0),
        ("-5--3", THINGS, -5.0, -3.0),
        ("-5-3", THINGS, -5.0, 3.0),
        ("26%-30%", Unit::Percent, 26.0, 30.0),
        ("1e-5-1e-4", THINGS, 1e-5, 1e-4),
        ("50%+", Unit::Percent, 50.0, inf),
        ("50+%", Unit::Percent, 50.0, inf),
    ] {
        let read = quantity(text, unit, BARE).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        assert_eq!((read.low(), read.high()), (low, high), "{text}");
    }
    assert!(refused("<-5", THINGS, BARE).rule.contains("least"));
    assert_eq!(refused("2019-20", THINGS, BARE).nearest, None);
}

#[test]
fn what_stands_behind_a_number_is_named() {
    for (text, words, nearest) in [
        ("12.3 p", "mark `p`", Some("12.3")),
        ("12.3*", "mark `*`", Some("12.3")),
        ("12.3[a]", "mark `[a]`", Some("12.3")),
        ("12.3b", "not a number", None),
        ("5 b", "not a number", None),
        ("5 dozen", "not a number", None),
        ("5 lakh", "not a number", None),
        ("3.8e", "exponent", None),
        ("1-2-3", "date", None),
        ("10-15-20", "date", None),
        ("1e999", "too large", None),
        ("1e-999", "too near to zero", None),
        ("28 million", "size", Some("28M")),
        ("1,5 million", "comma", Some("1.5M")),
        ("5 things", "not a number", Some("5")),
        ("15%", "ends in `%`", None),
        ("*", "missing", None),
        ("#####", "spreadsheet", None),
    ] {
        let fault = refused(text, THINGS, BARE);
        assert!(fault.rule.contains(words), "{text}: {}", fault.rule);
        assert_eq!(fault.nearest.as_deref(), nearest, "{text}");
    }
}

#[test]
fn the_question_names_both_readings_and_the_setting() {
    assert!(
        question("-3,943", "line 3 has `0,125`")
            .rule
            .starts_with("is 3943 or 3.943: ")
    );
}

/// Returns the digits of a text, without zeros before the first.
fn digits_of(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// Returns how many digits stand behind the last mark that starts decimals, whichever mark it is: none
/// if it can only set thousands apart.
fn decimals(text: &str) -> usize {
    let run: String = text
        .chars()
        .skip_while(|c| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let marks: Vec<char> = run.chars().filter(|c| matches!(c, '.' | ',')).collect();
    match marks[..] {
        [] => 0,
        [first, .., last] if first == last => 0,
        [.., last] => run.rsplit_once(last).map_or(0, |(_, behind)| behind.len()),
    }
}

fn size_of(text: &str) -> Option<char> {
    text.chars()
        .find(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
        for notation in [BARE, COMMA, Notation::default()] {
            for unit in [Unit::Usd, Unit::Fraction, Unit::Points, Unit::Ratio, THINGS] {
                let _ = quantity(&text, unit, notation);
            }
            let _ = single(&text, None, notation);
        }
        let _ = (evidence(&text), question(&text, ""), looks_missing(&text));
    }

    #[test]
    fn a_nearest_text_never_changes_the_size_of_a_number(
        dress in "[-+~$€(]{0,2}",
        digits in "[0-9]{0,4}[.,]?[0-9]{0,4}([.,][0-9]{1,4})?",
        behind in "( ?(million|bn|k|K|M|B|p|b|e|%|x|pts|dozen|\\*|\\[a\\]|-|\\)))?",
    ) {
        let text = format!("{dress}{digits}{behind}");
        for notation in [BARE, COMMA, Notation::default()] {
            for unit in [Unit::Usd, Unit::Fraction, Unit::Percent, Unit::Points, Unit::Ratio, THINGS] {
                let nearest = match quantity(&text, unit, notation) {
                    Err(NumberFault { nearest: Some(nearest), .. }) => nearest,
                    _ => continue,
                };
                prop_assert!(quantity(&nearest, unit, notation).is_ok(), "{} -> {}", text, nearest);
                prop_assert_eq!(digits_of(&nearest), digits_of(&text), "{} -> {}", text, nearest);
                prop_assert_eq!(decimals(&nearest), decimals(&text), "{} -> {}", text, nearest);
                let same = match behind.trim() {
                    "million" => size_of(&nearest) == Some('M'),
                    "bn" | "B" => size_of(&nearest) == Some('B'),
                    "k" | "K" => size_of(&nearest) == Some('K'),
                    "M" => size_of(&nearest) == Some('M'),
                    "b" | "e" | "dozen" | "-" => false,
                    _ => !nearest.contains(['K', 'M', 'B', 'T']),
                };
                prop_assert!(same, "{} -> {}", text, nearest);
                let minus = |text: &str| text.contains(['-', '(']);
                prop_assert_eq!(minus(&nearest), minus(&text), "{} -> {}", text, nearest);
let percent = nearest.contains('%');
                prop_assert!(percent || !text.contains('%'), "{} -> {}", text, nearest);
                let added = percent && !text.contains('%');
                prop_assert!(!added || unit == Unit::Percent, "{} -> {}", text, nearest);
            }
        }
    }

    #[test]
    fn numbers_read_back_in_both_notations(x in -1e12..1e12f64, decimals in 0u8..6) {
        let text = highwater_facts::number_text::fixed(x, decimals);
        let number = highwater_facts::number_text::round(x, decimals);
        prop_assert_eq!(single(&text, Some(THINGS), BARE), Ok(number));
        let turned: String = text
            .chars()
            .map(|c| match c { ',' => '.', '.' => ',', c => c })
            .collect();
        prop_assert_eq!(single(&turned, Some(THINGS), COMMA), Ok(number));
    }
}
