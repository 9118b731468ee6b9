//! Words of a claim that its predicate does not bear: another direction, or another count.
//!
//! A predicate says which way its comparisons go, and whether it examines one value or each of a list. The
//! words of its claim must say the same: `rose` is not `last < first`, and `every` is not one comparison.

use highwater_expr::Expression;

use super::borne::Borne;
use super::vocabulary::Vocabulary;
use crate::language::Sense;

/// A word of a claim that its predicate does not bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Disagreement {
    /// The word or phrase.
    pub(crate) word: String,
    pub(crate) fault: Fault,
}

/// What is wrong with the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It says the other direction.
    Direction,
    /// It says of all, and the predicate examines one value.
    OneValue,
    /// It says of some, and the predicate asks it of each.
    OfEach,
    /// It says that a test finds something, and the predicate asks for the opposite.
    Significance,
}

/// How many words before one may deny it.
const DENIES: usize = 3;

/// Finds the first word of a claim, as a reader sees it, that its predicate does not bear.
pub(crate) fn disagreement(
    words: &str,
    expression: &Expression,
    vocabulary: &Vocabulary,
) -> Option<Disagreement> {
    let language = vocabulary.language;
    let lower = words.to_lowercase();
    let split = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '-';
    let words: Vec<&str> = lower.split(split).filter(|word| !word.is_empty()).collect();
    let senses = language.senses(&words);
    if senses.is_empty() {
        return None;
    }
    let borne = Borne::of(expression, vocabulary);
    let is_denied = |at: usize| {
        let before = &words[at.saturating_sub(DENIES)..at];
        before.iter().any(|word| language.denies(word))
    };
    let found = |(at, n, _): &(usize, usize, Sense), fault| Disagreement {
        word: words[*at..at + n].join(" "),
        fault,
    };
    let ways: Vec<_> = senses
        .iter()
        .filter_map(|one| Some((one, one.2.is_up()? != is_denied(one.0))))
        .collect();
    let borne_of =
        |(one, is_up): &(&(usize, usize, Sense), bool)| borne.bears(one.2.is_change(), *is_up);
    // The more of one, the less of another: one of them is what the predicate says.
    if let Some((one, _)) = ways.first()
        && ways.iter().all(|way| borne_of(way) == Some(false))
    {
        return Some(found(one, Fault::Direction));
    }
    let has = |sense: Sense| senses.iter().find(|(.., known)| *known == sense);
    if let Some(one) = has(Sense::Significant)
        && !borne.significant.is_empty()
        && !borne.significant.contains(&!is_denied(one.0))
    {
        return Some(found(one, Fault::Significance));
    }
    match (has(Sense::All), has(Sense::Some)) {
        (Some(one), _) if !borne.is_several && borne.significant.is_empty() => {
            Some(found(one, Fault::OneValue))
        }
        (None, Some(one)) if borne.is_of_each => Some(found(one, Fault::OfEach)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use highwater_facts::{Fact, Quantity, Unit};
    use highwater_study::Results;

    use super::*;
    use crate::language::Language;

    fn found(words: &str, text: &str) -> Option<(String, Fault)> {
        let mut results = Results::default();
        let facts = [
            ("hub.share.y2018", 0.2, "share of open models, 2018"),
            ("hub.share.y2023", 0.4, "share of open models, 2023"),
            ("hub.north", 0.5, "share of the north"),
            ("hub.south", 0.3, "share of the south"),
            ("hub.test.p", 0.03, "p of the test"),
            ("hub.buckets.fell", 0.8, "buckets in which the size fell"),
        ];
        for (path, x, label) in facts {
            let value = Quantity::exact(x, Unit::Fraction);
            results.ledger.add(Fact::new(path, value, label)).unwrap();
        }
        let vocabulary = Vocabulary::of(&results, Language::or_none("en"));
        let expression = Expression::parse(text).unwrap();
        disagreement(words, &expression, &vocabulary).map(|found| (found.word, found.fault))
    }

    #[test]
    fn a_change_goes_the_way_of_time() {
        assert_eq!(found("rose", "hub.share.y2018 < hub.share.y2023"), None);
        let fell = found("fell back", "hub.share.y2018 < hub.share.y2023");
        assert_eq!(fell, Some(("fell back".to_owned(), Fault::Direction)));
        assert_eq!(
            found("did not fall", "hub.share.y2023 >= hub.share.y2018"),
            None
        );
        assert!(found("did not rise", "hub.share.y2023 >= hub.share.y2018").is_some());
        assert_eq!(found("climbed all the while", "rising(hub.list)"), None);
        assert!(found("sank all the while", "rising(hub.list)").is_some());
    }

    #[test]
    fn the_side_that_is_named_first_is_what_the_words_speak_of() {
        assert_eq!(
            found("is higher in the north", "hub.north > hub.south"),
            None
        );
        assert!(found("is lower in the north", "hub.north > hub.south").is_some());
        assert_eq!(
            found(
                "the more of one, the fewer of another",
                "hub.north < hub.south"
            ),
            None
        );
        assert_eq!(
            found("nearly as much more", "hub.north > hub.south - 0.1"),
            None
        );
        assert_eq!(found("mostly smaller", "hub.buckets.fell > 0.7"), None);
        assert!(found("less than half", "hub.north > 0.5").is_some());
    }

    #[test]
    fn a_test_finds_something_or_not() {
        assert_eq!(found("is significant", "hub.test.p < 0.05"), None);
        assert_eq!(found("is not significant", "hub.test.p > 0.05"), None);
        assert!(found("is significant", "hub.test.p > 0.05").is_some());
    }

    #[test]
    fn all_and_some_are_what_is_examined() {
        let fault = |words, text| found(words, text).map(|(_, fault)| fault);
        assert_eq!(
            fault("all of them", "hub.north > 0.1"),
            Some(Fault::OneValue)
        );
        assert_eq!(fault("all of them", "hub.list.all(x, x > 0.1)"), None);
        assert_eq!(
            fault("both of them", "hub.north > 0.1 && hub.south > 0.1"),
            None
        );
        assert_eq!(
            fault("some of them", "hub.list.all(x, x > 0.1)"),
            Some(Fault::OfEach)
        );
    }
}
