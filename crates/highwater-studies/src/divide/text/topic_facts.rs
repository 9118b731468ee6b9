//! What is recorded of engineering topics and of BERT.

use highwater_facts::Unit;
use highwater_stats::{FisherTest, StatsError};
use highwater_study::Facts;

use super::Texts;
use super::bertology::{BertCounts, Bertology, COMPARED};
use super::engineering::{Comparison, Large, is_large};
use super::facts::{known, of};
use super::samples::Side;
use super::topics::Topic;

pub(super) fn engineering(texts: &Texts<'_>, facts: &mut Facts) {
    let found = &texts.engineering;
    for (group, comparisons) in &found.groups {
        facts.within(&texts.of_group(*group), |facts| {
            for comparison in comparisons {
                let topic = comparison.topic.map_or("any", Topic::segment);
                let words = comparison.topic.map_or("any topic", Topic::words);
                let stem = format!("{}.{topic}", group.segment());
                let label = format!("{}: {words}", group.words());
                compared(facts, &stem, &label, comparison);
            }
        });
    }
    let with_abstract = found.named.iter().filter(|named| named.topics.is_some());
    let n = with_abstract.count() as u64;
    facts.count("named.n", n, "models", "named models with an abstract");
    for topic in Topic::ALL {
        let n = found
            .named
            .iter()
            .filter(|named| named.has(topic) == Some(true))
            .count() as u64;
        let label = format!("named models whose abstract speaks of {}", topic.words());
        facts.count(&format!("named.{}", topic.segment()), n, "models", &label);
    }
    let words = "papers on language of models from 10^22 FLOP up";
    let rows = texts.row_set("engineering.large", words, |paper| {
        paper.is_industry_or_academia() && is_large(paper)
    });
    facts.within(&rows, |facts| large(&found.large, words, facts));
}

fn large(large: &Large, label: &str, facts: &mut Facts) {
    facts.count("large.n", large.n, "papers", label);
    facts.count(
        "large.any",
        large.any,
        "papers",
        &format!("{label}: any topic"),
    );
    for topic in Topic::ALL {
        let n = large.topics[topic as usize];
        facts.count(
            &format!("large.{}", topic.segment()),
            n,
            "papers",
            &format!("{label}: {}", topic.words()),
        );
    }
}

fn compared(facts: &mut Facts, stem: &str, label: &str, comparison: &Comparison) {
    let shares = comparison.shares();
    let rows = [
        ("industry", "with industry"),
        ("academia", "by academia alone"),
    ];
    for (((name, who), [with, without]), share) in
        rows.into_iter().zip(comparison.table).zip(shares)
    {
        let label = format!("{label}, {who}");
        facts.count(
            &format!("{stem}.{name}.n"),
            with + without,
            "papers",
            &format!("{label}: papers"),
        );
        facts.count(
            &format!("{stem}.{name}.with"),
            with,
            "papers",
            &format!("{label}: with the topic"),
        );
        let share = known(share, Unit::Fraction, "there are no papers");
        facts.add(
            &format!("{stem}.{name}.share"),
            share,
            format!("{label}: share"),
            "",
            [],
        );
    }
    fisher(facts, stem, label, &comparison.test);
}

/// Records Fisher's test as `STEM.odds_ratio` and `STEM.p`.
fn fisher(facts: &mut Facts, stem: &str, label: &str, test: &Result<FisherTest, StatsError>) {
    let stem = if stem.is_empty() {
        String::new()
    } else {
        format!("{stem}.")
    };
    let how = "Fisher's exact test";
    let finite = |test: &FisherTest| test.odds_ratio.filter(|ratio| ratio.is_finite());
    let ratio = of(test, finite, Unit::Ratio);
    let who = "odds with industry against academia alone";
    facts.add(
        &format!("{stem}odds_ratio"),
        ratio,
        format!("{label}: {who}"),
        how,
        [],
    );
    let p = of(test, |test| Some(test.p.two_sided), Unit::Number);
    facts.add(&format!("{stem}p"), p, format!("{label}: p"), how, []);
}

pub(super) fn bertology(texts: &Texts<'_>, facts: &mut Facts) {
    let found = &texts.bertology;
    facts.within(&texts.of_bert_years(), |facts| {
        for (year, counts) in &found.by_year {
            let words = format!("papers on language of {year}");
            let set = texts.row_set(&format!("bertology.year_{year}"), &words, |paper| {
                paper.is_language && paper.year == Some(*year)
            });
            facts.within(&set, |facts| of_year(*year, counts, facts));
        }
        peak(found, facts);
    });
    facts.within(&texts.compared_on_bert(), |facts| {
        for ([with, without], side, segment, words) in [
            (found.table[0], Side::Industry, "industry", "with industry"),
            (
                found.table[1],
                Side::Academia,
                "academia",
                "by academia alone",
            ),
        ] {
            let n = with + without;
            let label = format!("papers on language, {COMPARED}, {words}");
            facts.within(&texts.on_bert(side, segment, words), |facts| {
                facts.count(&format!("{segment}.n"), n, "papers", &label);
                let share = (n > 0).then(|| with as f64 / n as f64);
                let share = known(share, Unit::Fraction, "there are no papers");
                let label = format!("{label}: share that study BERT");
                facts.add(&format!("{segment}.share"), share, label, "by rule", []);
            });
        }
        let label = format!("papers on language, {COMPARED}, that study BERT");
        fisher(facts, "", &label, &found.test);
    });
}

fn of_year(year: i32, counts: &BertCounts, facts: &mut Facts) {
    let label = format!("papers on language of {year}");
    for (name, n, what) in [
        ("n", counts.n, "all"),
        ("studies", counts.studies, "that study BERT"),
        ("mentions", counts.mentions, "that only mention BERT"),
        ("academia_n", counts.academia_n, "by academia alone"),
        (
            "academia_studies",
            counts.academia_studies,
            "by academia alone that study BERT",
        ),
    ] {
        facts.count(
            &format!("by_year[year_{year}].{name}"),
            n,
            "papers",
            &format!("{label}, {what}"),
        );
    }
    for (name, share, what) in [
        ("share", counts.share(), "share that study BERT"),
        (
            "share_any",
            counts.share_any(),
            "share that study or mention BERT",
        ),
    ] {
        let share = known(share, Unit::Fraction, "there are no papers");
        facts.add(
            &format!("by_year[year_{year}].{name}"),
            share,
            format!("{label}: {what}"),
            "by rule",
            [],
        );
    }
}

fn peak(found: &Bertology, facts: &mut Facts) {
    let shares = found
        .by_year
        .iter()
        .filter_map(|(year, counts)| Some((counts.share()?, *year)));
    let peak = shares.max_by(|(a, _), (b, _)| a.total_cmp(b));
    let year = known(
        peak.map(|(_, year)| f64::from(year)),
        Unit::Years,
        "there are no papers",
    );
    let label = "year in which the share of papers that study BERT is largest";
    facts.add("peak.year", year, label, "by rule", []);
    let share = known(
        peak.map(|(share, _)| share),
        Unit::Fraction,
        "there are no papers",
    );
    let label = "papers on language: largest share of a year that study BERT";
    facts.add("peak.share", share, label, "by rule", []);
}
