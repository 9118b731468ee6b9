//! What is recorded of the abstracts.

use highwater_facts::{FactPath, Quantity, Unit, Value};
use highwater_stats::{LogitFit, SpearmanTest, StatsError};
use highwater_study::{Facts, Results};

use super::Texts;
use super::leave_out::{LeaveOut, Run, Spread};
use super::lists::Lists;
use super::representation::{N_TERMS, Representation, SHARE, Task};
use super::topic_facts::{bertology, engineering};
use super::usage::Counts;
use super::vocabulary::TOP;
use crate::divide::Sector;

const LEVEL: f64 = 0.95;

pub(super) fn record(texts: &Texts<'_>, lists: &Lists) -> Results {
    let mut of_terms = Facts::below("divide.terms");
    let facts = &mut of_terms;
    let n = lists.terms.names().len() as u64;
    facts.count("n", n, "terms", "terms of the supplement");
    facts.within(&texts.with_sector(), |facts| usage(texts, facts));
    facts.within(&texts.of_window(), |facts| {
        of_papers(&texts.representation, facts);
    });
    facts.within(&texts.of_topics(), |facts| {
        of_tasks(texts, facts);
        leave_out(&texts.leave_out, lists, facts);
    });
    vocabulary(texts, facts);
    let mut of_topics = Facts::below("divide.engineering");
    engineering(texts, &mut of_topics);
    let mut of_bert = Facts::below("divide.bertology");
    bertology(texts, &mut of_bert);
    let mut results = Results::default();
    for facts in [of_terms, of_topics, of_bert] {
        results.append(facts);
    }
    results
}

fn usage(texts: &Texts<'_>, facts: &mut Facts) {
    let usage = &texts.usage;
    let all = &usage.overall;
    facts.count(
        "papers",
        all.n,
        "papers",
        "papers with an abstract and a sector",
    );
    counts(facts, "", "papers", all);
    for (year, of_year) in &usage.by_year {
        let (stem, label) = (
            format!("by_year[year_{year}]."),
            format!("papers of {year}"),
        );
        let words = format!("{label} with an abstract and a sector");
        let set = texts.row_set(&format!("terms.year_{year}"), &words, |paper| {
            paper.sector != Sector::Unknown && paper.year == Some(*year)
        });
        facts.within(&set, |facts| {
            facts.count(&format!("{stem}n"), of_year.n, "papers", &label);
            counts(facts, &stem, &label, of_year);
        });
    }
    for (sector, of_sector) in &usage.by_sector {
        let stem = format!("sector.[{}].", sector.segment());
        let label = format!("papers, sector {}", sector.words());
        let name = format!("terms.sector.{}", sector.segment());
        let words = format!("papers with an abstract, sector {}", sector.words());
        let set = texts.row_set(&name, &words, |paper| paper.sector == *sector);
        facts.within(&set, |facts| {
            facts.count(&format!("{stem}n"), of_sector.n, "papers", &label);
            counts(facts, &stem, &label, of_sector);
        });
    }
    for term in &usage.terms {
        let path = format!("term.[{}].papers", FactPath::segment(&term.term));
        let label = format!("papers that use `{}`", term.term);
        facts.count(&path, term.papers, "papers", &label);
    }
}

fn counts(facts: &mut Facts, stem: &str, whose: &str, counts: &Counts) {
    for (name, value, unit, label) in [
        (
            "any_share",
            counts.share(),
            Unit::Fraction,
            "share that use any term",
        ),
        (
            "mean_distinct",
            counts.mean_distinct(),
            Unit::Number,
            "different terms in each",
        ),
        (
            "mean_hits",
            counts.mean_hits(),
            Unit::Number,
            "terms in each, with repetitions",
        ),
    ] {
        let value = known(value, unit, "there are no papers");
        facts.add(
            &format!("{stem}{name}"),
            value,
            format!("{whose}: {label}"),
            "",
            [],
        );
    }
}

fn of_papers(found: &Representation, facts: &mut Facts) {
    let label = "papers by industry, academia or both in the window";
    facts.count("academic_only.n", found.papers as u64, "papers", label);
    let label = "those of them by academia alone";
    facts.count(
        "academic_only.academia",
        found.academia_only as u64,
        "papers",
        label,
    );
    for (stem, fit, how) in [
        (
            "academic_only",
            &found.by_paper_and_year,
            "logistic regression with a dummy for each year",
        ),
        (
            "academic_only.without_years",
            &found.by_paper,
            "logistic regression",
        ),
    ] {
        let ratio = match fit
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|f| f.odds_ratio(N_TERMS, LEVEL))
        {
            Ok(odds) => Value::Estimate {
                value: odds.ratio,
                low: odds.interval.low,
                high: odds.interval.high,
                level: LEVEL,
                unit: Unit::Ratio,
            },
            Err(error) => Value::Missing(error.to_string()),
        };
        let label = "odds of academia alone, for each different term more";
        facts.add(
            &format!("{stem}.odds_ratio_per_term"),
            ratio,
            label,
            how,
            [],
        );
        let p = coefficient(fit, N_TERMS, |c| c.p_value);
        facts.add(&format!("{stem}.p"), p, format!("{label}: p"), how, []);
    }
    correlation(
        facts,
        "papers_correlation",
        "different terms against academia alone, by paper",
        &found.of_papers,
    );
}

fn of_tasks(texts: &Texts<'_>, facts: &mut Facts) {
    let found = &texts.representation;
    facts.count(
        "topics.n",
        found.tasks.len() as u64,
        "tasks",
        "tasks with enough papers",
    );
    let label = "share of papers with a term against share by academia alone, by task";
    correlation(facts, "topics", label, &found.of_tasks);
    let how = "binomial regression on counts";
    let slope = coefficient(&found.glm, SHARE, |c| c.estimate);
    facts.add(
        "topics.glm.slope",
        slope,
        format!("{label}: log odds"),
        how,
        [],
    );
    let p = coefficient(&found.glm, SHARE, |c| c.p_value);
    facts.add(
        "topics.glm.p",
        p,
        format!("{label}: p of the slope"),
        how,
        [],
    );
    for task in &found.tasks {
        let segment = FactPath::segment(&task.name);
        let words = format!("papers of the window, task {}", task.name);
        let set = texts.row_set(&format!("terms.task.{segment}"), &words, |paper| {
            texts.is_in_window(paper) && paper.record.tasks().any(|of| of == task.name)
        });
        facts.within(&set, |facts| of_task(task, &segment, facts));
    }
}

fn of_task(task: &Task, segment: &str, facts: &mut Facts) {
    let (stem, label) = (
        format!("task.[{segment}]"),
        format!("papers, task {}", task.name),
    );
    facts.count(&format!("{stem}.n"), task.papers() as u64, "papers", &label);
    for (name, share, what) in [
        (
            "any_share",
            task.share_without(0),
            "share that use any term",
        ),
        (
            "academia_share",
            task.academia_share(),
            "share by academia alone",
        ),
    ] {
        let share = Quantity::exact(share, Unit::Fraction);
        let label = format!("{label}: {what}");
        facts.add(&format!("{stem}.{name}"), share, label, "", []);
    }
}

/// Records a rank correlation as `STEM.spearman`, `STEM.p`.
fn correlation(
    facts: &mut Facts,
    stem: &str,
    label: &str,
    test: &Result<SpearmanTest, StatsError>,
) {
    let how = "Spearman's rank correlation";
    let rho = of(test, |test| Some(test.rho), Unit::Number);
    facts.add(&format!("{stem}.spearman"), rho, label, how, []);
    let p = of(test, |test| Some(test.p), Unit::Number);
    facts.add(&format!("{stem}.p"), p, format!("{label}: p"), how, []);
}

fn leave_out(found: &LeaveOut, lists: &Lists, facts: &mut Facts) {
    runs(facts, "leave_one_out", "one term left out", &found.one);
    runs(facts, "leave_two_out", "two terms left out", &found.two);
    let slopes = || {
        found
            .one_slopes
            .iter()
            .filter_map(|slope| slope.as_ref().ok().copied())
    };
    for (name, word, slope) in [
        ("least", "smallest", slopes().min_by(f64::total_cmp)),
        ("most", "largest", slopes().max_by(f64::total_cmp)),
    ] {
        let slope = known(slope, Unit::Number, "no run has a slope");
        let label = format!("{word} slope of the regression over tasks with one term left out");
        facts.add(&format!("leave_one_out.glm.{name}"), slope, label, "", []);
    }
    // The term that moves the correlation up most: without it there is least to be seen.
    let known_runs = found
        .one
        .iter()
        .filter_map(|run| Some((run.rho.as_ref().ok()?, run)));
    let most = known_runs.max_by(|(a, _), (b, _)| a.total_cmp(b));
    let names = lists.terms.names();
    let name = most.and_then(|(_, run)| names.get(*run.without.first()?));
    let name = match name {
        Some(name) => Value::Text(name.clone()),
        None => Value::Missing("no run has a correlation".to_owned()),
    };
    let label = "term without which the correlation over tasks is largest";
    facts.add("leave_one_out.most.without", name, label, "", []);
}

fn runs(facts: &mut Facts, stem: &str, what: &str, runs: &[Run]) {
    let spread = Spread::of(runs);
    facts.count(
        &format!("{stem}.n"),
        runs.len() as u64,
        "runs",
        &format!("runs with {what}"),
    );
    let negative = spread.map_or(0, |spread| spread.negative) as u64;
    let label = format!("runs with {what} in which the correlation over tasks is negative");
    facts.count(&format!("{stem}.negative"), negative, "runs", &label);
    for (name, word, rho) in [
        ("least", "smallest", spread.map(|spread| spread.least)),
        ("most", "largest", spread.map(|spread| spread.most)),
    ] {
        let rho = known(rho, Unit::Number, "no run has a correlation");
        let label = format!("{word} correlation over tasks with {what}");
        facts.add(&format!("{stem}.{name}.spearman"), rho, label, "", []);
    }
}

fn vocabulary(texts: &Texts<'_>, facts: &mut Facts) {
    let found = &texts.vocabulary;
    let all = found.all();
    let words = "papers of models with a known compute that is less";
    let small_rows = texts.row_set("terms.vocabulary.small", words, |paper| {
        texts.is_large(paper) == Some(false)
    });
    let words = "papers of models with much compute";
    let large_rows = texts.row_set("terms.vocabulary.large", words, |paper| {
        texts.is_large(paper) == Some(true)
    });
    let words = found.words.len() as u64;
    let listed = found.terms_among(TOP) as u64;
    let ranked = found.ranks.len() as u64;
    for (name, n, things, label) in [
        (
            "large",
            all.large,
            "papers",
            "papers of models with much compute",
        ),
        (
            "small",
            all.small,
            "papers",
            "papers of models with a known compute that is less",
        ),
        (
            "words",
            words,
            "words",
            "different words in abstracts of models with much compute",
        ),
        (
            "single_words",
            ranked,
            "terms",
            "terms that are one of those words",
        ),
        (
            "in_top_500",
            listed,
            "terms",
            "terms among the 500 most frequent of those words",
        ),
    ] {
        let rows = if name == "small" {
            &small_rows
        } else {
            &large_rows
        };
        facts.within(rows, |facts| {
            facts.count(&format!("vocabulary.{name}"), n, things, label);
        });
    }
    let share = |with: u64, of: u64| {
        let share = (of > 0).then(|| with as f64 / of as f64);
        known(share, Unit::Fraction, "there are no papers")
    };
    let large = share(found.any.large, all.large);
    let label = "papers of models with much compute: share that use any term";
    facts.within(&large_rows, |facts| {
        facts.add("vocabulary.large.any_share", large, label, "", []);
    });
    let small = share(found.any.small, all.small);
    let label = "papers of models with less compute: share that use any term";
    facts.within(&small_rows, |facts| {
        facts.add("vocabulary.small.any_share", small, label, "", []);
    });
    let label = "different terms in an abstract against log10 of the compute in FLOP";
    facts.within(&texts.with_compute(), |facts| {
        correlation(facts, "compute", label, &found.with_compute);
    });
}

pub(super) fn known(value: Option<f64>, unit: Unit, why_not: &str) -> Value {
    match value {
        Some(value) => Quantity::exact(value, unit).into(),
        None => Value::Missing(why_not.to_owned()),
    }
}

pub(super) fn of<T>(
    found: &Result<T, StatsError>,
    get: impl Fn(&T) -> Option<f64>,
    unit: Unit,
) -> Value {
    match found {
        Ok(found) => known(get(found), unit, "a row or a column of the table is empty"),
        Err(error) => Value::Missing(error.to_string()),
    }
}

fn coefficient(
    fit: &Result<LogitFit, StatsError>,
    name: &str,
    get: fn(&highwater_stats::Coefficient) -> f64,
) -> Value {
    match fit
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|fit| Ok(get(fit.coefficient(name)?)))
    {
        Ok(value) => Quantity::exact(value, Unit::Number).into(),
        Err(error) => Value::Missing(error.to_string()),
    }
}
