//! Verdicts on lists.

use super::check;

#[test]
fn series() {
    check(
        "rising(w.rates)",
        "fails",
        "63% is not > 95%, would hold above 95%",
    );
    check(
        "!not_falling(w.rates)",
        "holds",
        "63% is not ≥ 95%, would hold from 95%",
    );
    check(
        "w.rates.max == w.rates[4] && w.rates.first < w.rates.last",
        "holds",
        "46% < 63%, flips above 63%, and 1 more condition",
    );
    check(
        "w.rates.all(r, r > 0.4)",
        "holds",
        "46% > 40%, flips below 40%",
    );
    check(
        "w.rates.exists(r, r > 0.9)",
        "holds",
        "95% > 90%, flips below 90%",
    );
    check(
        "w.rates[0] < w.rates[4]",
        "holds",
        "46% < 95%, flips above 95%",
    );
}

#[test]
fn a_list_of_ranges_is_judged_at_the_ends_of_each() {
    let fragile = "fragile: it holds in a part of a range and not in the rest";
    for (text, verdict, margin) in [
        (
            "falling(w.cost.by_month)",
            fragile,
            "$5M is not < $5M, would hold below $5M",
        ),
        (
            "not_rising(w.cost.by_month)",
            "holds",
            "$5M ≤ $5M, flips above $5M",
        ),
        (
            "falling(w.cost.by_month.low)",
            "holds",
            "$2M < $5M, flips above $5M",
        ),
        (
            "falling(w.cost.by_month.from.jul)",
            "holds",
            "$1M < $2M, flips above $2M",
        ),
        (
            "w.cost.by_month.all(cost, cost < 5000000)",
            "fails",
            "$5M is not < $5M, would hold below $5M",
        ),
        (
            "w.cost.by_month.max > 1000000",
            "holds",
            "$5M > $1M, flips below $1M",
        ),
        (
            "rising(w.models.by_month)",
            "holds",
            "120 > 58, flips below 58",
        ),
        (
            "w.models.by_month.all(n, n > 50)",
            "holds",
            "58 > 50, flips below 50",
        ),
        (
            "rising(w.cost.by_month.until.jan)",
            "not testable: `rising(w.cost.by_month.until.jan)` compares fewer than two numbers",
            "",
        ),
        (
            "rising(w.speed.by_model)",
            "not testable: `w.speed.b` is missing: too large",
            "",
        ),
        (
            "w.speed.by_model.known.all(speed, speed > 9)",
            "holds",
            "10 > 9, flips below 9",
        ),
    ] {
        check(text, verdict, margin);
    }
}
