//! What the regressions of code release put into the ledger.

use std::ops::RangeInclusive;

use highwater_facts::{Quantity, Unit, Value};
use highwater_stats::{LogitFit, MarginalEffect, StatsError};
use highwater_study::Facts;

use super::code_release::{
    AUTHORS, CONSTANT, INDUSTRY, Paper, ROLLING, Release, Released, Releases, WINDOWS,
};
use super::records::Records;
use super::sector::Sector;

/// Records the windows that stay and the reader's own; without papers, that they need the snapshot.
pub(super) fn record(
    releases: Option<&Releases>,
    records: &Records,
    window: &RangeInclusive<i32>,
    facts: &mut Facts,
) {
    record_sectors(releases, records, facts);
    for (at, years) in WINDOWS.iter().enumerate() {
        let (stem, words) = super::labels::stem_and_words("window", years);
        let release = releases.and_then(|releases| releases.fixed.get(at));
        within(release, records, facts, |facts| {
            record_window(release, records, years, &stem, &words, facts);
        });
    }
    let (_, words) = super::labels::stem_and_words("window", window);
    let own = releases.map(|releases| &releases.own);
    within(own, records, facts, |facts| {
        record_window(own, records, window, "window", &words, facts);
    });
    for (at, years) in ROLLING.iter().enumerate() {
        let (stem, words) = super::labels::stem_and_words("window", years);
        let release = releases.and_then(|releases| releases.rolling.get(at));
        within(release, records, facts, |facts| {
            let stem = format!("rolling.by_window[{stem}]");
            record_rolling(release, &stem, &words, facts);
        });
    }
}

/// Records values of a window, which are computed from its papers.
fn within(
    release: Option<&Release>,
    records: &Records,
    facts: &mut Facts,
    record: impl FnOnce(&mut Facts),
) {
    let set = release.map(|release| release.row_set(records));
    facts.within_any(set.as_ref(), record);
}

/// The odds ratio of a window of five years.
fn record_rolling(release: Option<&Release>, stem: &str, words: &str, facts: &mut Facts) {
    type Get = fn(&LogitFit) -> Result<f64, StatsError>;
    let numbers: [(&str, Unit, &str, Get); 4] = [
        (
            "odds_ratio",
            Unit::Ratio,
            "odds ratio of the share of industry",
            |f| Ok(f.odds_ratio(INDUSTRY, 0.95)?.ratio),
        ),
        (
            "odds_ratio_low",
            Unit::Ratio,
            "lower end of its 95% interval",
            |f| Ok(f.odds_ratio(INDUSTRY, 0.95)?.interval.low),
        ),
        (
            "odds_ratio_high",
            Unit::Ratio,
            "upper end of its 95% interval",
            |f| Ok(f.odds_ratio(INDUSTRY, 0.95)?.interval.high),
        ),
        ("p", Unit::Number, "its p", |f| {
            Ok(f.coefficient(INDUSTRY)?.p_value)
        }),
    ];
    for (name, unit, what, get) in numbers {
        let value = of_fit(release, unit, &get);
        let label = format!("code release {words}: {what}");
        facts.add(
            &format!("{stem}.{name}"),
            value,
            label,
            "logistic regression",
            [],
        );
    }
    record_released(release.map(|release| release.released), stem, words, facts);
}

fn record_sectors(releases: Option<&Releases>, records: &Records, facts: &mut Facts) {
    let add = |stem: &str, words: &str, of: &dyn Fn(&Paper) -> bool, facts: &mut Facts| {
        let papers = releases.map(|releases| releases.papers.iter());
        let released = papers.map(|papers| Released::of(papers.filter(|paper| of(paper))));
        record_released(released, stem, words, facts);
    };
    add("papers", "papers of all years", &|_| true, facts);
    for sector in &Sector::ALL[..4] {
        let set = releases.map(|releases| releases.of_sector(records, *sector));
        facts.within_any(set.as_ref(), |facts| {
            let stem = format!("by_sector.[{}]", sector.segment());
            let words = format!("papers of all years, {}", sector.words());
            add(&stem, &words, &|paper| paper.sector == *sector, facts);
        });
    }
}

/// Records counts and share; without them, that they need the snapshot.
fn record_released(released: Option<Released>, stem: &str, words: &str, facts: &mut Facts) {
    let mut add = |name: &str, what: &str, value: &dyn Fn(Released) -> Value| {
        let value = released.map_or_else(super::labels::needs_snapshot, value);
        facts.add(
            &format!("{stem}.{name}"),
            value,
            format!("{words}: {what}"),
            "",
            [],
        );
    };
    add("n", "papers whose release of code is known", &|r| {
        papers(r.n)
    });
    add("released", "papers with open code", &|r| papers(r.released));
    add(
        "released_share",
        "share with open code",
        &|r| match r.share() {
            Some(share) => Quantity::exact(share, Unit::Fraction).into(),
            None => Value::Missing("there are no such papers".to_owned()),
        },
    );
}

/// Returns a number of papers.
pub(super) fn papers(n: u64) -> Value {
    Quantity::exact(n as f64, Unit::Of("papers")).into()
}

/// A value of a fit.
type OfFit<'a> = &'a dyn Fn(&LogitFit) -> Result<f64, StatsError>;

/// A number of the fit, or why there is none.
fn of_fit(release: Option<&Release>, unit: Unit, get: OfFit<'_>) -> Value {
    match release {
        None => super::labels::needs_snapshot(),
        Some(release) => number(&release.fit, unit, get),
    }
}

/// A number of a fit, or why there is none.
pub(super) fn number(fit: &Result<LogitFit, StatsError>, unit: Unit, get: OfFit<'_>) -> Value {
    match fit.as_ref().map_err(Clone::clone).and_then(get) {
        Ok(x) if x.is_finite() => Quantity::exact(x, unit).into(),
        Ok(_) => Value::Missing("the number is past any bound".to_owned()),
        // The terms of a fit are those of years that occur.
        Err(StatsError::UnknownTerm { name, .. }) => {
            Value::Missing(format!("there is no paper for `{name}`"))
        }
        Err(error) => Value::Missing(error.to_string()),
    }
}

fn record_window(
    release: Option<&Release>,
    records: &Records,
    window: &RangeInclusive<i32>,
    stem: &str,
    words: &str,
    facts: &mut Facts,
) {
    record_released(release.map(|r| r.released), stem, words, facts);
    for (name, what, get) in GROUPS {
        let words = format!("{words}, papers {what}");
        record_released(release.map(get), &format!("{stem}.{name}"), &words, facts);
    }
    let mut number = |name: &str, unit: Unit, what: &str, get: OfFit<'_>| {
        let value = of_fit(release, unit, get);
        let label = format!("code release {words}: {what}");
        facts.add(
            &format!("{stem}.{name}"),
            value,
            label,
            "logistic regression",
            [],
        );
    };
    for (name, what, get) in FITS {
        number(name, Unit::Number, what, &|fit| Ok(get(fit)));
    }
    type Change = fn(&MarginalEffect) -> Result<f64, StatsError>;
    let changes: [(&str, &str, Change); 4] = [
        (
            "change",
            "mean change of the chance from no industry to all",
            |c| Ok(c.effect),
        ),
        ("change_se", "its standard error", |c| Ok(c.std_err)),
        ("change_low", "lower end of its 95% interval", |c| {
            Ok(c.interval(0.95)?.low)
        }),
        ("change_high", "upper end of its 95% interval", |c| {
            Ok(c.interval(0.95)?.high)
        }),
    ];
    for (name, what, get) in changes {
        number(name, Unit::Points, what, &|fit| {
            Ok(100.0 * get(&fit.discrete_change(INDUSTRY, 0.0, 1.0)?)?)
        });
    }
    let base = release
        .and_then(Release::base_year)
        .unwrap_or(*window.start());
    let years = window.clone().filter(|year| *year != base);
    let years = years.map(|year| format!("year_{year}"));
    let terms = [CONSTANT, INDUSTRY, AUTHORS].map(str::to_owned);
    for term in terms.into_iter().chain(years) {
        record_term(&term, &mut number);
    }
    record_remarks(release, stem, words, facts);
    record_years(release, records, window, stem, facts);
}

type Group = (&'static str, &'static str, fn(&Release) -> Released);

const GROUPS: [Group; 2] = [
    ("no_industry", "without industry", |r| r.without_industry),
    ("all_industry", "of industry alone", |r| r.all_industry),
];

/// A number of the whole fit: the name in a path, the words, and where it stands.
type Number = (&'static str, &'static str, fn(&LogitFit) -> f64);

const FITS: [Number; 7] = [
    ("log_likelihood", "log likelihood", |f| f.log_likelihood),
    ("log_likelihood_null", "log likelihood of a constant", |f| {
        f.log_likelihood_null
    }),
    ("pseudo_r2", "McFadden’s R2", |f| {
        f.pseudo_r_squared.unwrap_or(f64::NAN)
    }),
    (
        "likelihood_ratio",
        "likelihood ratio against a constant",
        |f| f.likelihood_ratio.map_or(f64::NAN, |test| test.statistic),
    ),
    ("likelihood_ratio_p", "its p", |f| {
        f.likelihood_ratio.map_or(f64::NAN, |test| test.p_value)
    }),
    ("aic", "Akaike’s criterion", |f| f.aic),
    ("bic", "Bayesian criterion", |f| f.bic),
];

fn record_term(term: &str, number: &mut impl FnMut(&str, Unit, &str, OfFit<'_>)) {
    let segment = match term {
        CONSTANT => "intercept",
        term => term,
    };
    let mut add = |name: &str, unit: Unit, what: &str, get: OfFit<'_>| {
        let what = format!("{what} of {segment}");
        number(&format!("{segment}.{name}"), unit, &what, get);
    };
    add("estimate", Unit::Number, "coefficient", &|f| {
        Ok(f.coefficient(term)?.estimate)
    });
    add("se", Unit::Number, "standard error", &|f| {
        Ok(f.coefficient(term)?.std_err)
    });
    add("z", Unit::Number, "z", &|f| {
        Ok(f.coefficient(term)?.statistic)
    });
    add("p", Unit::Number, "p", &|f| {
        Ok(f.coefficient(term)?.p_value)
    });
    let low = "lower end of the 95% interval";
    add("ci_low", Unit::Number, low, &|f| {
        Ok(f.interval(term, 0.95)?.low)
    });
    let high = "upper end of the 95% interval";
    add("ci_high", Unit::Number, high, &|f| {
        Ok(f.interval(term, 0.95)?.high)
    });
    if term == CONSTANT {
        return;
    }
    add("odds_ratio", Unit::Ratio, "odds ratio", &|f| {
        Ok(f.odds_ratio(term, 0.95)?.ratio)
    });
    add("odds_ratio_low", Unit::Ratio, low, &|f| {
        Ok(f.odds_ratio(term, 0.95)?.interval.low)
    });
    add("odds_ratio_high", Unit::Ratio, high, &|f| {
        Ok(f.odds_ratio(term, 0.95)?.interval.high)
    });
    let what = "average marginal effect";
    add("ame", Unit::Points, what, &|f| {
        Ok(100.0 * f.average_marginal_effect(term)?.effect)
    });
    let what = "standard error of the average marginal effect";
    add("ame_se", Unit::Points, what, &|f| {
        Ok(100.0 * f.average_marginal_effect(term)?.std_err)
    });
}

/// The base year, whether the years tell the outcome, the supplement's figure.
fn record_remarks(release: Option<&Release>, stem: &str, words: &str, facts: &mut Facts) {
    let mut add = |name: &str, what: &str, value: &dyn Fn(&Release) -> Value| {
        let value = release.map_or_else(super::labels::needs_snapshot, value);
        let label = format!("code release {words}: {what}");
        facts.add(&format!("{stem}.{name}"), value, label, "", []);
    };
    add(
        "base_year",
        "year that the others are compared with",
        &|release| match release.base_year() {
            None => Value::Missing("there are no papers".to_owned()),
            Some(year) => Value::Text(year.to_string()),
        },
    );
    add(
        "separation",
        "whether the terms tell the outcome without doubt",
        &|release| match &release.fit {
            Ok(_) => "none".into(),
            Err(StatsError::Separated(separation)) => Value::Text(separation.to_string()),
            Err(error) => Value::Missing(error.to_string()),
        },
    );
    add(
        "reduction_points",
        "the supplement’s figure on these papers",
        &|release| match (release.reduction(), &release.fit) {
            (Some(x), _) => Quantity::exact(100.0 * x, Unit::Points).into(),
            (None, Err(error)) => Value::Missing(error.to_string()),
            (None, Ok(_)) => Value::Missing("there is no paper without industry".to_owned()),
        },
    );
    add("industry_share", "mean share of industry", &|release| {
        let shares: Vec<f64> = release.papers.iter().map(|p| p.industry_share).collect();
        match highwater_stats::mean(&shares) {
            Ok(mean) => Quantity::exact(mean, Unit::Fraction).into(),
            Err(error) => Value::Missing(error.to_string()),
        }
    });
}

fn record_years(
    release: Option<&Release>,
    records: &Records,
    window: &RangeInclusive<i32>,
    stem: &str,
    facts: &mut Facts,
) {
    for year in window.clone() {
        let of_year = |release: &Release| release.by_year.get(&year).copied().unwrap_or_default();
        let (stem, words) = (
            format!("{stem}.by_year.[year_{year}]"),
            format!("papers of {year}"),
        );
        let set = release.map(|release| release.of_year(records, year));
        facts.within_any(set.as_ref(), |facts| {
            record_released(release.map(of_year), &stem, &words, facts);
        });
    }
}
