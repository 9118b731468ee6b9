//! Edits of a story made up for the test, and how many of them are noticed.

use highwater_facts::{Fact, Quantity, Unit};

use super::*;

fn project() -> (Project, Results) {
    let mut results = Results::default();
    let facts = [
        ("hub.downloads.first", 28e6, "downloads in January 2022"),
        ("hub.downloads.last", 620e6, "downloads in July 2023"),
    ];
    for (path, x, label) in facts {
        let value = Quantity::exact(x, Unit::Of("downloads"));
        results.ledger.add(Fact::new(path, value, label)).unwrap();
    }
    let text = "+++\ntitle = \"Hub\"\nsummary = \"S\"\ndate = \"2026-11-22\"\n+++\n\
        It [rose](claim:up) from [28M](value:hub.downloads.first?si) to [620M](value:hub.downloads.last?si).\n";
    let claims = "[[claim]]\nid = \"up\"\nwords = \"rose\"\n\
        expr = \"hub.downloads.last > hub.downloads.first && hub.downloads.first > 1e6\"\n";
    let mut source = StorySource::new("hub", SourceText::new("story.md", text));
    source.claims = Some(SourceText::new("claims.toml", claims));
    let project = Project {
        stories: vec![source],
        ..Project::default()
    };
    (project, results)
}

fn tried(kinds: &[EditKind]) -> Vec<Mutant> {
    let (project, results) = project();
    let options = MutateOptions {
        kinds: kinds.to_vec(),
        ..MutateOptions::default()
    };
    mutate(&project, &results, &options)
}

#[test]
fn a_digit_of_a_bound_number_is_noticed() {
    let mutants = tried(&[EditKind::Digit]);
    let shown: Vec<_> = mutants
        .iter()
        .map(|mutant| (&*mutant.before, &*mutant.after, mutant.noticed))
        .collect();
    assert_eq!(
        shown,
        [("2", "3", Some("HW0001")), ("6", "7", Some("HW0001"))]
    );
    assert_eq!(mutants[0].source.line_column(mutants[0].at), (6, 27));
}

#[test]
fn edits_of_predicates_stand_in_their_file() {
    let mutants = tried(&[EditKind::Condition]);
    assert_eq!(mutants.len(), 2);
    assert!(
        mutants
            .iter()
            .all(|mutant| &*mutant.source.name == "claims.toml")
    );
    assert_eq!(mutants[0].after, "hub.downloads.first > 1e6");
}

#[test]
fn one_seed_makes_the_same_edits() {
    let (project, results) = project();
    let run = || {
        let options = MutateOptions {
            sample: Some(1),
            seed: 7,
            ..MutateOptions::default()
        };
        mutate(&project, &results, &options)
    };
    assert_eq!(run(), run());
    assert!(run().len() <= EditKind::ALL.len());
}
