//! Sentences and claims of which one side changed since they were reviewed.

use highwater_facts::{Fact, Quantity, Unit};
use highwater_study::Results;

use crate::project::{Project, StorySource};
use crate::source_text::SourceText;

const TEXT: &str = "Trams went up to [62](value:city.last) in Oslo. They [climbed](claim:up) from [28](value:city.first), \
                    or so the council says.";
const CLAIMS: &str =
    "[[claim]]\nid = \"up\"\nwords = \"climbed\"\nexpr = \"city.last > city.first\"\n";

fn results() -> Results {
    let mut results = Results::default();
    for (path, x) in [
        ("city.first", 28.0),
        ("city.last", 62.0),
        ("city.other", 62.0),
    ] {
        let value = Quantity::exact(x, Unit::Of("trams"));
        results.ledger.add(Fact::new(path, value, "trams")).unwrap();
    }
    results
}

fn project(text: &str, claims: &str, reviewed: Option<SourceText>) -> Project {
    let whole = format!(
        "+++\ntitle = \"Trams\"\nsummary = \"S\"\ndate = \"2026-11-22\"\ndata = \"A table of 2024\"\n+++\n\n{text}\n"
    );
    let mut source = StorySource::new("trams", SourceText::new("stories/trams/story.md", &whole));
    source.claims = Some(SourceText::new("stories/trams/claims.toml", claims));
    source.reviewed = reviewed;
    Project {
        stories: vec![source],
        ..Project::default()
    }
}

/// The findings on a text and claims that differ from what was reviewed, with the text at their place.
fn found(from: &str, to: &str) -> Vec<(&'static str, String)> {
    let results = results();
    let before = project(TEXT, CLAIMS, None);
    let reviewed = crate::check(&before, &results, None).reviewed();
    assert_eq!(&*reviewed[0].name, "stories/trams/reviewed.toml");
    let reviewed = Some(reviewed[0].clone());
    let mut after = project(&TEXT.replace(from, to), &CLAIMS.replace(from, to), reviewed);
    let story = &mut after.stories[0].story;
    *story = SourceText::new(&story.name, &story.text.replace(from, to));
    let checked = crate::check(&after, &results, None);
    let found = checked.diagnostics.iter().filter_map(|finding| {
        let place = finding.places.first()?;
        Some((
            finding.code,
            place.source.slice(place.range.clone()).to_owned(),
        ))
    });
    found.collect()
}

#[test]
fn another_value_in_the_same_words_is_found() {
    let found = found("[62](value:city.last)", "[62](value:city.other)");
    assert_eq!(found, [("HW0080", "[62](value:city.other)".to_owned())]);
}

#[test]
fn a_telling_word_over_the_same_values_is_found() {
    assert_eq!(
        found("went up", "went down"),
        [("HW0080", "down".to_owned())]
    );
    assert_eq!(found("Oslo", "Bergen"), [("HW0080", "Bergen".to_owned())]);
    assert_eq!(found("2024", "2025"), [("HW0080", "2025".to_owned())]);
}

#[test]
fn one_side_of_a_claim_is_found() {
    let predicate = "city.last >= city.first".to_owned();
    assert_eq!(
        found("city.last > city.first", &predicate),
        [("HW0079", predicate)]
    );
    // In the story and in the claims.
    assert_eq!(found("climbed", "grew"), [("HW0079", "grew".to_owned())]);
}

#[test]
fn a_value_that_lost_its_binding_is_found() {
    let found = found("from [28](value:city.first)", "from 28");
    assert!(found.iter().any(|(code, _)| *code == "HW0030"), "{found:?}");
    assert_eq!(found.len(), 1, "one cause is one finding");
}

#[test]
fn what_is_only_put_into_other_words_is_not() {
    assert_eq!(found("or so the council says", "as the council has it"), []);
    assert_eq!(found("or so the council says", "or so they say"), []);
    // The whole sentence is new.
    let new = "We counted the [62](value:city.last) trams that came after the war had ended.";
    assert_eq!(
        found("Trams went up to [62](value:city.last) in Oslo.", new),
        []
    );
    assert_eq!(found("trams", "trams"), []);
}

#[test]
fn without_a_file_nothing_is_asked_for() {
    let results = results();
    let changed = project(&TEXT.replace("went up", "went down"), CLAIMS, None);
    assert!(
        crate::check(&changed, &results, None)
            .diagnostics
            .is_empty()
    );
}
