//! What may be joined, and what is refused with its place.

use super::*;
use highwater_facts::Unit;

fn check_text(text: &str) -> Result<(), String> {
    let inputs = [
        ("downloads", Measure::Of(Unit::Of("downloads"))),
        ("models", Measure::Of(Unit::Of("models"))),
        ("score", Measure::Of(Unit::Percent)),
        ("gap", Measure::Of(Unit::Points)),
        ("closes", Measure::Month),
    ];
    let one = inputs.map(|(path, measure)| (path.to_owned(), Input::one(measure)));
    let scores = Input::series(Measure::Of(Unit::Percent), 5);
    let inputs = one.into_iter().chain([("scores".to_owned(), scores)]);
    let expression = Expression::parse(text).unwrap();
    let checked = check(&expression, &inputs.collect());
    checked
        .map(|_| ())
        .map_err(|fault| format!("{}: {}", fault.message, &text[fault.range]))
}

#[test]
fn like_units_may_be_joined() {
    for text in [
        "downloads > 5",
        "downloads / downloads > 2",
        "score - score > gap",
        "score + gap > score",
        "2 * models < models",
        "closes > month(\"2024-03\")",
        "closes - month(\"2023-07\") > 6",
        "abs(score - 50) < 5",
        "[score, score].all(s, s > 50)",
        "scores.map(s, s - 1)[0] > score",
    ] {
        assert_eq!(check_text(text), Ok(()), "{text}");
    }
}

#[test]
fn unlike_units_are_faults_with_their_place() {
    let cases = [
        (
            "models > 0 && downloads > models",
            "the claim compares unlike units: downloads and models: downloads > models",
        ),
        (
            "downloads + models > 5",
            "the claim adds unlike units: downloads and models: downloads + models",
        ),
        (
            "score > gap",
            "the claim compares unlike units: percent and percentage points: score > gap",
        ),
        (
            "closes > 2024",
            "the claim compares unlike units: a month and a plain number: closes > 2024",
        ),
        (
            "score > 1 && closes <= \"2024-03\"",
            "the claim compares a month with a text; write the month as `month(\"2024-03\")`: \
             closes <= \"2024-03\"",
        ),
        (
            "size(scores.filter(x, x > \"a\")) == 0",
            "the claim compares a number with a text; compare like with like: x > \"a\"",
        ),
        (
            "(score > 1) == 1",
            "the claim compares a truth value with a number; compare like with like: \
             (score > 1) == 1",
        ),
        (
            "scores.filter(s, s > 1).all(s, s > gap)",
            "the claim compares unlike units: percent and percentage points: s > gap",
        ),
        (
            "[downloads].map(d, d / downloads)[0] > models",
            "the claim compares unlike units: ratio and models: \
             [downloads].map(d, d / downloads)[0] > models",
        ),
    ];
    for (text, fault) in cases {
        assert_eq!(check_text(text), Err(fault.to_owned()), "{text}");
    }
}

#[test]
fn unlike_kinds_are_faults_with_their_place() {
    for (text, fault) in [
        (
            "score",
            "the claim is neither true nor false; compare it with something: score",
        ),
        (
            "score > 1 && gap",
            "the claim is neither true nor false; compare it with something: gap",
        ),
        (
            "scores > 50",
            "the claim compares a series with a number; take one of its numbers, `series[0]`, \
             or all of them, `series.all(x, x > 0)`: scores > 50",
        ),
        (
            "scores + 1 > 50",
            "the claim adds a series; take one of its numbers, `series[0]`, or all of them, \
             `series.all(x, x > 0)`: scores",
        ),
        (
            "[scores, scores].all(s, s[0] > 1)",
            "the claim puts into a list a series; take one of its numbers, `series[0]`, or all \
             of them, `series.all(x, x > 0)`: scores",
        ),
        (
            "rising(score)",
            "is not a series; name one, or write a list, `[a, b]`: score",
        ),
        (
            "abs(\"a\") > score",
            "the claim takes the size of a text; name a number: \"a\"",
        ),
        ("lost > 1", "there is no value `lost`: lost"),
        (
            "above(scores, [gap])",
            "the claim compares unlike units: percent and percentage points: above(scores, [gap])",
        ),
    ] {
        assert_eq!(check_text(text), Err(fault.to_owned()), "{text}");
    }
}
