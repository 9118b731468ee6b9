//! What the compute divide says of abstracts, against the reference: terms, topics, BERT.

use std::path::Path;

use highwater_facts::Value as FactValue;
use highwater_ingest::Catalog;
use highwater_ingest::published::Input;
use highwater_studies::divide::text::bertology::Bert;
use highwater_studies::divide::text::engineering::Group;
use highwater_studies::divide::text::leave_out::Spread;
use highwater_studies::divide::text::lists::Lists;
use highwater_studies::divide::text::representation::{N_TERMS, SHARE};
use highwater_studies::divide::text::topics::Topic;
use highwater_studies::divide::text::usage::Counts;
use highwater_studies::divide::text::{Choice, Texts};
use highwater_studies::divide::{Records, Sector, SystemsTable};
use serde_json::Value;

use crate::sandbox::{reference, workspace};

fn lists() -> Lists {
    let mut catalog = Catalog::open(&workspace().join("data/divide"), "data/divide");
    let lists = Lists::read(&mut catalog).unwrap();
    assert_eq!(catalog.faults, []);
    lists
}

fn records(shared: &Path) -> Records {
    let table = shared.join("data/epoch-open-models/all-systems-2024-10.csv");
    let (records, summary) = SystemsTable::records(Input::file(&table, "all-systems"));
    assert!(summary.faults.is_empty(), "{:?}", summary.faults.kept);
    records
}

fn golden(shared: &Path, part: &str) -> Value {
    let text = std::fs::read_to_string(shared.join("reference/divide.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    all[part].clone()
}

/// Runs a check on all that the abstracts of the snapshot say.
fn with_texts(part: &str, check: impl Fn(&Texts<'_>, &Lists, &Value)) {
    let Some(shared) = reference() else { return };
    let (records, lists) = (records(&shared), lists());
    let texts = Texts::of(&records, &lists, &Choice::default());
    check(&texts, &lists, &golden(&shared, part));
}

#[track_caller]
fn close(ours: f64, theirs: &Value, tolerance: f64) {
    let theirs = theirs.as_f64().unwrap();
    let scale = theirs.abs().max(1.0);
    assert!(
        (ours - theirs).abs() <= tolerance * scale,
        "{ours} is not {theirs}"
    );
}

fn close_counts(ours: &Counts, theirs: &Value) {
    assert_eq!(Some(ours.n), theirs["n"].as_u64());
    close(ours.share().unwrap(), &theirs["any_term"], 1e-12);
    close(
        ours.mean_distinct().unwrap(),
        &theirs["mean_distinct"],
        1e-12,
    );
    close(ours.mean_hits().unwrap(), &theirs["mean_hits"], 1e-12);
}

#[test]
fn the_terms_are_the_42_of_the_supplement_and_as_frequent_as_in_the_reference() {
    with_texts("compute_terms", |texts, lists, golden| {
        let theirs = golden["terms"].as_array().unwrap();
        assert_eq!(theirs.len(), 42);
        assert!(
            lists
                .terms
                .names()
                .iter()
                .eq(theirs.iter().map(|t| t.as_str().unwrap()))
        );
        let theirs = golden["term_doc_freq"].as_object().unwrap();
        assert_eq!(texts.usage.terms.len(), theirs.len());
        for term in &texts.usage.terms {
            assert_eq!(
                Some(term.papers),
                theirs[&term.term].as_u64(),
                "{}",
                term.term
            );
            assert_eq!(term.papers, term.by_sector.values().sum::<u64>());
        }
    });
}

#[test]
fn terms_by_year_sector_and_domain_are_those_of_the_reference() {
    with_texts("compute_terms", |texts, _, golden| {
        close_counts(&texts.usage.overall, &golden["overall"]);
        let years = golden["by_year"].as_object().unwrap();
        assert_eq!(years.len(), 15);
        for (year, theirs) in years {
            close_counts(&texts.usage.by_year[&year.parse().unwrap()], theirs);
        }
        let sectors = [
            (Sector::AcademiaOnly, "academia_only"),
            (Sector::Collaboration, "collab"),
            (Sector::IndustryOnly, "industry_only"),
            (Sector::Other, "other"),
        ];
        assert_eq!(texts.usage.by_sector.len(), sectors.len());
        for (sector, name) in sectors {
            close_counts(&texts.usage.by_sector[&sector], &golden["by_sector"][name]);
        }
        let domains = golden["by_domain"].as_object().unwrap();
        assert!(texts.usage.by_domain.keys().eq(domains.keys()));
        for (domain, theirs) in domains {
            let ours = &texts.usage.by_domain[domain];
            close_counts(ours, theirs);
            close(
                ours.academia_share().unwrap(),
                &theirs["academia_only_share"],
                1e-12,
            );
        }
    });
}

#[test]
fn terms_against_academia_are_as_in_the_reference_by_task_and_by_paper() {
    with_texts("compute_terms", |texts, _, golden| {
        let found = &texts.representation;
        let theirs = &golden["task_2015_2024_min10"];
        let tasks = theirs["topics"].as_array().unwrap();
        assert_eq!((found.tasks.len(), tasks.len()), (25, 25));
        for (ours, theirs) in found.tasks.iter().zip(tasks) {
            assert_eq!(Some(ours.name.as_str()), theirs["topic"].as_str());
            assert_eq!(Some(ours.papers() as u64), theirs["n"].as_u64());
            close(ours.academia_only as f64, &theirs["n_academia"], 0.0);
            close(ours.share_without(0), &theirs["prev"], 1e-12);
        }
        let of_tasks = found.of_tasks.as_ref().unwrap();
        close(of_tasks.rho, &theirs["spearman"], 1e-12);
        close(of_tasks.p, &theirs["spearman_p"], 1e-9);
        let slope = found.glm.as_ref().unwrap().coefficient(SHARE).unwrap();
        close(slope.estimate, &theirs["glm_coef"][1], 1e-8);
        close(slope.std_err, &theirs["glm_se"][1], 1e-8);
        close(slope.p_value, &theirs["glm_p"][1], 1e-8);

        let theirs = &golden["logit_acad_n_terms_2015_2024"];
        assert_eq!(Some(found.papers as u64), theirs["n"].as_u64());
        assert_eq!(
            Some(found.academia_only as u64),
            theirs["n_academia"].as_u64()
        );
        let fit = found.by_paper_and_year.as_ref().unwrap();
        let term = fit.coefficient(N_TERMS).unwrap();
        close(term.estimate, &theirs["coef"][0], 1e-8);
        close(term.std_err, &theirs["se"][0], 1e-8);
        close(term.p_value, &theirs["p"][0], 1e-8);
        close(fit.log_likelihood, &theirs["llf"], 1e-9);
        let of_papers = found.of_papers.as_ref().unwrap();
        close(of_papers.rho, &golden["spearman_individual"]["rho"], 1e-12);
        close(of_papers.p, &golden["spearman_individual"]["p"], 1e-9);
    });
}

#[test]
fn no_single_term_carries_the_correlation() {
    with_texts("compute_terms", |texts, _, golden| {
        let theirs = &golden["leave_one_out_summary"];
        let one = Spread::of(&texts.leave_out.one).unwrap();
        assert_eq!(one.runs, 42);
        assert_eq!(Some(one.negative as u64), theirs["n_negative"].as_u64());
        close(one.least, &theirs["spearman_min"], 1e-12);
        close(one.most, &theirs["spearman_max"], 1e-12);
        let slopes = texts
            .leave_out
            .one_slopes
            .iter()
            .map(|slope| *slope.as_ref().unwrap());
        let ends = slopes.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
        close(ends.0, &theirs["glm_min"], 1e-8);
        close(ends.1, &theirs["glm_max"], 1e-8);
        // All pairs of 42; the reference has no summary of them. 712 by a second program, in Python,
        // that leaves the terms out of the lists of terms of each paper.
        let two = Spread::of(&texts.leave_out.two).unwrap();
        assert_eq!((two.runs, two.negative), (861, 712));
        assert!(two.least <= one.least && two.most >= one.most);
    });
}

#[test]
fn the_words_of_large_models_rank_as_in_the_reference() {
    with_texts("compute_terms", |texts, lists, golden| {
        let (found, theirs) = (&texts.vocabulary, &golden["termgen"]);
        assert_eq!(Some(found.large), theirs["n_abstracts_ge_1e19"].as_u64());
        assert_eq!(Some(found.small), theirs["n_abstracts_lt_1e19"].as_u64());
        assert_eq!(Some(found.words.len() as u64), theirs["vocab"].as_u64());
        let top = theirs["top100_tf"].as_array().unwrap();
        assert_eq!(top.len(), 100);
        for (ours, theirs) in found.words.iter().zip(top) {
            assert_eq!(Some(ours.word.as_str()), theirs[0].as_str());
            assert_eq!(Some(ours.times), theirs[1].as_u64(), "{}", ours.word);
            assert_eq!(Some(ours.papers), theirs[2].as_u64(), "{}", ours.word);
        }
        let ranks = theirs["seed_single_token_rank"].as_object().unwrap();
        assert_eq!(found.ranks.len(), ranks.len());
        for (term, rank) in ranks {
            assert_eq!(Some(found.ranks[term] as u64), rank.as_u64(), "{term}");
        }
        let listed = theirs["n_seed_terms_in_top500"].as_u64();
        assert_eq!(
            (Some(found.terms_among(500) as u64), listed),
            (listed, Some(21))
        );
        for (term, split) in lists.terms.names().iter().zip(&found.splits) {
            let theirs = &theirs["seed_terms_ge_vs_lt"][term];
            assert_eq!(Some(split.large), theirs["df_ge"].as_u64(), "{term}");
            assert_eq!(Some(split.small), theirs["df_lt"].as_u64(), "{term}");
            close(split.log_odds(found.all()), &theirs["log_odds"], 1e-12);
        }
        close(
            found.any.large as f64 / found.large as f64,
            &theirs["any_term_ge"],
            1e-12,
        );
        close(
            found.any.small as f64 / found.small as f64,
            &theirs["any_term_lt"],
            1e-12,
        );
        let test = found.with_compute.as_ref().unwrap();
        let theirs = &golden["spearman_nterms_vs_log10c"];
        assert_eq!(Some(test.n as u64), theirs["n"].as_u64());
        close(test.rho, &theirs["rho"], 1e-12);
    });
}

#[test]
fn engineering_topics_are_those_of_the_reference() {
    with_texts("engineering_topics", |texts, _, golden| {
        let found = &texts.engineering;
        assert_eq!(found.groups.len(), 4);
        for (group, comparisons) in &found.groups {
            let name = match group {
                Group::Language => "language_2018_2024",
                Group::LanguageOfTheFigure => "language_2020_2022",
                Group::All => "all_2018_2024",
                Group::LanguageKept => "language_pass_2018_2024",
            };
            assert_eq!(comparisons.len(), 4);
            for ours in comparisons {
                let topic = ours.topic.map_or("any", Topic::segment);
                let theirs = &golden[name][topic];
                let table = serde_json::json!(ours.table);
                assert_eq!(
                    table, theirs["table_[[ind+,ind-],[aca+,aca-]]"],
                    "{name} {topic}"
                );
                let test = ours.test.as_ref().unwrap();
                close(test.odds_ratio.unwrap(), &theirs["fisher_or"], 1e-12);
                close(test.p.two_sided, &theirs["fisher_p"], 1e-9);
                let [industry, academia] = ours.shares().map(Option::unwrap);
                close(industry, &theirs["p_ind"], 1e-12);
                close(academia, &theirs["p_aca"], 1e-12);
            }
        }
        let named = golden["named_models"].as_array().unwrap();
        assert_eq!((found.named.len(), named.len()), (24, 24));
        for (ours, theirs) in found.named.iter().zip(named) {
            assert_eq!(Some(ours.model.as_str()), theirs["system"].as_str());
            for topic in Topic::ALL {
                let has = f64::from(u8::from(ours.has(topic).unwrap()));
                close(has, &theirs[topic.segment()], 0.0);
            }
        }
        let theirs = &golden["language_ge_1e22"];
        for topic in Topic::ALL {
            let ours = serde_json::json!([found.large.topics[topic as usize], found.large.n]);
            assert_eq!(ours, theirs[topic.segment()]);
        }
        assert_eq!(
            serde_json::json!([found.large.any, found.large.n]),
            theirs["any"]
        );
    });
}

#[test]
fn the_expressions_are_those_of_the_reference() {
    let Some(shared) = reference() else { return };
    let golden = golden(&shared, "engineering_topics");
    let text = std::fs::read_to_string(workspace().join("data/divide/topics.csv")).unwrap();
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let mut expected = 0;
    for topic in Topic::ALL {
        for pattern in golden["patterns"][topic.segment()].as_array().unwrap() {
            let begins = format!("{},{},", pattern.as_str().unwrap(), topic.segment());
            assert!(rows.iter().any(|row| row.starts_with(&begins)), "{begins}");
            expected += 1;
        }
    }
    assert_eq!(rows.len(), expected);
}

#[test]
fn papers_that_study_bert_are_those_of_the_reference() {
    with_texts("bertology", |texts, _, golden| {
        let years = golden["by_year_language"].as_object().unwrap();
        assert_eq!((texts.bertology.by_year.len(), years.len()), (8, 8));
        for (year, theirs) in years {
            let ours = &texts.bertology.by_year[&year.parse().unwrap()];
            for (ours, name) in [
                (ours.n, "n"),
                (ours.studies, "studies"),
                (ours.mentions, "mentions"),
                (ours.academia_n, "academia_only_n"),
                (ours.academia_studies, "academia_only_studies"),
            ] {
                assert_eq!(Some(ours), theirs[name].as_u64(), "{year} {name}");
            }
            close(ours.share().unwrap(), &theirs["share_studies"], 1e-12);
            close(ours.share_any().unwrap(), &theirs["share_any"], 1e-12);
        }
        let theirs = &golden["fisher_ind_vs_aca_2019_2024"];
        assert_eq!(serde_json::json!(texts.bertology.table), theirs["table"]);
        let test = texts.bertology.test.as_ref().unwrap();
        close(test.odds_ratio.unwrap(), &theirs["or"], 1e-12);
        close(test.p.two_sided, &theirs["p"], 1e-12);
        let studies = texts
            .papers
            .iter()
            .filter(|p| p.is_language && p.bert == Bert::Studies);
        let names: Vec<&str> = studies.map(|paper| &*paper.record.system).collect();
        let theirs = golden["systems_studies"].as_array().unwrap().iter();
        let theirs: Vec<&str> = theirs.map(|name| name.as_str().unwrap()).collect();
        assert_eq!(names, theirs);
    });
}

#[test]
fn the_published_values_are_recorded() {
    with_texts("compute_terms", |texts, lists, golden| {
        let output = texts.record(lists);
        assert_eq!(output.problems.errors, []);
        let value = |path: &str| match output.ledger.get(path).map(|fact| &fact.value) {
            Some(FactValue::Quantity(quantity)) => quantity.low(),
            Some(FactValue::Estimate { value, .. }) => *value,
            other => panic!("`{path}` is {other:?}"),
        };
        assert_eq!(value("divide.terms.n"), 42.0);
        close(
            value("divide.terms.any_share"),
            &golden["overall"]["any_term"],
            1e-12,
        );
        let ratio = &golden["logit_acad_n_terms_2015_2024"]["or"][0];
        close(
            value("divide.terms.academic_only.odds_ratio_per_term"),
            ratio,
            1e-8,
        );
        let rho = &golden["task_2015_2024_min10"]["spearman"];
        close(value("divide.terms.topics.spearman"), rho, 1e-12);
        assert_eq!(value("divide.terms.leave_one_out.negative"), 38.0);
        let of_two = output.ledger.below("divide.terms.leave_two_out").count();
        assert_eq!(of_two, 4);
    });
}

#[test]
fn a_snapshot_without_abstracts_leaves_every_test_missing() {
    let (records, lists) = (Records::default(), lists());
    let texts = Texts::of(&records, &lists, &Choice::default());
    let output = texts.record(&lists);
    assert_eq!(output.problems.errors, []);
    for path in [
        "divide.terms.any_share",
        "divide.terms.topics.spearman",
        "divide.terms.academic_only.odds_ratio_per_term",
        "divide.engineering.language.any.p",
        "divide.bertology.p",
    ] {
        let fact = output.ledger.get(path).unwrap();
        assert!(matches!(fact.value, FactValue::Missing(_)), "{path}");
    }
}
