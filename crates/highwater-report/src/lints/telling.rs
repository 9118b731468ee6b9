//! Words that say what a value is or which way it goes, among those by which two texts of a sentence differ.

use std::collections::BTreeSet;

use super::vocabulary::Vocabulary;

/// Returns the first telling word among those that are gone and have come; `None` if the sentence was only put
/// into other words. `paths` are the values that it binds.
pub(crate) fn telling(
    (before, after): (&[&str], &[&str]),
    (gone, come): (&[&str], &[&str]),
    paths: &[&str],
    vocabulary: &Vocabulary,
) -> Option<String> {
    let language = vocabulary.language;
    let stems = |words: &[&str]| -> BTreeSet<String> {
        words
            .iter()
            .filter_map(|word| language.stem(word))
            .collect()
    };
    let (old, new) = (stems(gone), stems(come));
    // `model` and `models` are one word.
    let changed = |word: &&&str, others: &BTreeSet<String>| {
        language
            .stem(word)
            .is_none_or(|stem| !others.contains(&stem))
    };
    let gone: Vec<&str> = gone
        .iter()
        .filter(|word| changed(word, &new))
        .copied()
        .collect();
    let come: Vec<&str> = come
        .iter()
        .filter(|word| changed(word, &old))
        .copied()
        .collect();
    let names: BTreeSet<String> = paths
        .iter()
        .filter_map(|path| vocabulary.meaning(path))
        .flat_map(|meaning| meaning.words)
        .collect();
    let says = |word: &&&str| {
        let lower = word.to_lowercase();
        let stem = language.stem(word);
        let is_first = before.first() == Some(*word) || after.first() == Some(*word);
        let lists = &language.lists;
        let is_name = word.contains(|c: char| c.is_ascii_digit())
            || !is_first && word.contains(char::is_uppercase) && lists.code != "de"
            || word.chars().skip(1).any(char::is_uppercase);
        is_name
            || language.denies(word)
            || !language.senses(&[&lower]).is_empty()
            || language.claims(std::slice::from_ref(&lower)) > 0
            || language.number(&lower).is_some()
            || lists.amounts.contains_key(&lower)
            || lists.months.contains_key(&lower)
            || stem.as_ref().is_some_and(|stem| {
                names.contains(stem)
                    || language.is_unit(stem)
                    || vocabulary.unit_words().contains(stem)
                    || ["first", "last", "low", "high"].contains(&stem.as_str())
            })
    };
    let word = come.iter().find(says).or_else(|| gone.iter().find(says));
    if let Some(word) = word {
        return Some((*word).to_owned());
    }
    // `went up` has no word that says it alone.
    let senses = |words: &[&str]| {
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let mut senses: Vec<_> = language
            .senses(&lower)
            .into_iter()
            .map(|(.., sense)| sense)
            .collect();
        senses.sort_unstable();
        senses
    };
    let differs = senses(before) != senses(after);
    differs.then(|| come.first().or(gone.first()).map(|word| (*word).to_owned()))?
}
