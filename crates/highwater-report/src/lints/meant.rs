//! A value link that names another value than the words around it speak of.
//!
//! The rivals of a value are those that a slip of the pen would put in its place: values that read the same
//! (twins), values of the same parent, and the other values of the sentence. The words of a value are those
//! of its label, its path and its row. A rival that the sentence speaks of clearly more than of the value
//! that is named is a finding.

use std::collections::BTreeMap;

use highwater_facts::Format;

use super::reading::{Sentence, TokenKind};
use super::vocabulary::{Meaning, Vocabulary};

/// How much better than the named value a rival must fit to be reported.
const LEAST: f64 = 0.8;
/// How much the words that speak of the named value may weigh, of those that speak of the rival.
const OWN: f64 = 0.5;
/// What a word of a value costs that nothing around it says.
const UNSAID: f64 = 0.06;

/// A value that is named where the words speak of another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mistaken {
    /// The place of its token in the sentence.
    pub(crate) at: usize,
    /// The path that the words speak of.
    pub(crate) rival: String,
    /// The words that speak of the rival.
    pub(crate) words: Vec<String>,
    /// The place of the other token, if the two are exchanged.
    pub(crate) exchanged: Option<usize>,
}

/// The words around the values of a text.
pub(crate) struct Contexts<'a> {
    sentences: &'a [Sentence],
    vocabulary: &'a Vocabulary,
    reads: &'a dyn Fn(&str, &Format) -> Option<String>,
}

/// A sentence's words around one of its places, each with its weight, and the paths named near it.
struct Context {
    /// The words of its own part of the sentence.
    near: BTreeMap<String, f64>,
    words: BTreeMap<String, f64>,
    paths: Vec<(String, f64)>,
}

impl<'a> Contexts<'a> {
    pub(crate) fn new(
        sentences: &'a [Sentence],
        vocabulary: &'a Vocabulary,
        reads: &'a dyn Fn(&str, &Format) -> Option<String>,
    ) -> Self {
        Contexts {
            sentences,
            vocabulary,
            reads,
        }
    }

    /// Finds the values of a sentence that are mistaken for others.
    pub(crate) fn mistaken(&self, index: usize) -> Vec<Mistaken> {
        let sentence = &self.sentences[index];
        let values: Vec<usize> = sentence.values().collect();
        let contexts: BTreeMap<usize, Context> = values
            .iter()
            .map(|at| (*at, self.context(index, *at)))
            .collect();
        let mut found: Vec<Mistaken> = Vec::new();
        for (place, at) in values.iter().enumerate() {
            for other in &values[place + 1..] {
                found.extend(self.exchanged(sentence, (*at, *other), &contexts));
            }
        }
        for at in &values {
            if found
                .iter()
                .any(|known| known.at == *at || known.exchanged == Some(*at))
            {
                continue;
            }
            found.extend(self.mistaken_at(sentence, *at, &contexts[at]));
        }
        found
    }

    /// Two values of a sentence, each of which fits the other's place better.
    fn exchanged(
        &self,
        sentence: &Sentence,
        (at, other): (usize, usize),
        contexts: &BTreeMap<usize, Context>,
    ) -> Option<Mistaken> {
        let (a, b) = (sentence.tokens[at].path()?, sentence.tokens[other].path()?);
        let (one, two) = (self.vocabulary.meaning(a)?, self.vocabulary.meaning(b)?);
        if one.unit != two.unit || one.is_same(&two) {
            return None;
        }
        let bare = |place: usize| Context {
            near: contexts[&place].near.clone(),
            words: contexts[&place].words.clone(),
            paths: Vec::new(),
        };
        let here = self.better((a, &one), (b, &two), &bare(at));
        let there = self.better((b, &two), (a, &one), &bare(other));
        let (gain, words) = (here.0 + there.0, [here.1, there.1].concat());
        (gain > 1.2 * LEAST && !words.is_empty()).then(|| Mistaken {
            at,
            rival: b.to_owned(),
            words,
            exchanged: Some(other),
        })
    }

    fn mistaken_at(&self, sentence: &Sentence, at: usize, context: &Context) -> Option<Mistaken> {
        let TokenKind::Value {
            path,
            format,
            text: written,
        } = &sentence.tokens[at].kind
        else {
            return None;
        };
        let named = self.vocabulary.meaning(path)?;
        let text = (self.reads)(path, format)?;
        let is_twin =
            |other: &&str| (self.reads)(other, format).is_some_and(|theirs| theirs == text);
        let twins = self.vocabulary.near(path).into_iter().filter(is_twin);
        // A text that stands there is that of its value: only a twin could take its place unseen.
        let siblings = self.vocabulary.siblings(path).into_iter();
        let siblings = siblings.filter(|other| written.is_empty() || is_twin(other));
        let mut rivals: Vec<&str> = twins.chain(siblings).collect();
        rivals.sort_unstable();
        rivals.dedup();
        let in_sentence: Vec<&str> = sentence
            .values()
            .filter_map(|at| sentence.tokens[at].path())
            .collect();
        let mut best: Option<(f64, &str, Vec<String>)> = None;
        for rival in rivals
            .into_iter()
            .filter(|rival| !in_sentence.contains(rival))
        {
            let Some(meaning) = self.vocabulary.meaning(rival) else {
                continue;
            };
            if meaning.is_same(&named) {
                continue;
            }
            let (gain, words) = self.better((path, &named), (rival, &meaning), context);
            if gain > LEAST
                && !words.is_empty()
                && best.as_ref().is_none_or(|(known, ..)| gain > *known)
            {
                best = Some((gain, rival, words));
            }
        }
        best.map(|(_, rival, words)| Mistaken {
            at,
            rival: rival.to_owned(),
            words,
            exchanged: None,
        })
    }

    /// By how much a rival fits a place better than the value that is named there, and for which words.
    fn better(
        &self,
        (path, named): (&str, &Meaning),
        (rival, other): (&str, &Meaning),
        context: &Context,
    ) -> (f64, Vec<String>) {
        let study = path.split('.').next().unwrap_or_default();
        let (mut gain, mut own) = (0.0, 0.0);
        let mut said = Vec::new();
        let weight = |word: &str| self.vocabulary.weight(study, word);
        for word in other.words.difference(&named.words) {
            match context.near.get(word) {
                Some(near) => {
                    gain += near * weight(word);
                    said.push(word.clone());
                }
                None => gain -= UNSAID * weight(word),
            }
        }
        for word in named.words.difference(&other.words) {
            match context.words.get(word) {
                Some(near) => own += near * weight(word),
                None => gain += UNSAID * weight(word),
            }
        }
        if own > OWN * gain {
            return (-own, said);
        }
        gain -= own;
        let kin = |path: &str| -> f64 {
            let shared = context
                .paths
                .iter()
                .map(|(other, near)| near * shared(path, other));
            shared.fold(0.0, f64::max)
        };
        (gain + kin(rival) - kin(path), said)
    }

    /// The words around a place, near ones first.
    fn context(&self, index: usize, at: usize) -> Context {
        let language = self.vocabulary.language;
        let sentence = &self.sentences[index];
        let mut context = Context {
            near: BTreeMap::new(),
            words: BTreeMap::new(),
            paths: Vec::new(),
        };
        let part_of = sentence.part(at, language);
        let mut own: BTreeMap<String, f64> = BTreeMap::new();
        let mut add = |word: &str, near: f64| {
            if let Some(stem) = language.stem(word) {
                let known = context.words.entry(stem).or_default();
                *known = known.max(near);
            }
        };
        for (place, token) in sentence.tokens.iter().enumerate() {
            let (from, to) = (place.min(at), place.max(at));
            let between = &sentence.tokens[from..to];
            let values = between
                .iter()
                .filter(|token| token.path().is_some())
                .count();
            let marks = between
                .iter()
                .filter(|token| matches!(token.kind, TokenKind::Mark(_)))
                .count();
            let values = if place < at {
                values
            } else {
                values.saturating_sub(1)
            };
            let near = 1.0 / (1.0 + (to - from) as f64 / 10.0);
            let near = near * libm::pow(0.6, values as f64) * libm::pow(0.85, marks as f64);
            if let Some(word) = token.word() {
                for part in word.split(|c: char| !c.is_alphanumeric() && c != '\'') {
                    add(part, near);
                    if part_of.contains(&place)
                        && let Some(stem) = language.stem(part)
                    {
                        let known = own.entry(stem).or_default();
                        *known = known.max(near);
                    }
                }
            }
        }
        context.near = own;
        let around = self.sentences.iter().enumerate();
        for (other, theirs) in around
            .filter(|(other, theirs)| *other != index && theirs.paragraph == sentence.paragraph)
        {
            let near = if other < index { 0.25 } else { 0.1 };
            for word in theirs.tokens.iter().filter_map(|token| token.word()) {
                for part in word.split(|c: char| !c.is_alphanumeric()) {
                    add(part, near);
                }
            }
            let paths = theirs.tokens.iter().filter_map(|token| token.path());
            context
                .paths
                .extend(paths.map(|path| (path.to_owned(), 0.5)));
        }
        let paths = sentence.values().filter(|place| *place != at);
        let paths = paths.filter_map(|place| sentence.tokens[place].path());
        context
            .paths
            .extend(paths.map(|path| (path.to_owned(), 1.0)));
        if let TokenKind::Value { format, .. } = &sentence.tokens[at].kind {
            let asked = format.to_string();
            if asked.starts_with('p') && !asked.starts_with("pct") && !asked.starts_with("pts") {
                context.words.insert("p".to_owned(), 1.0);
                context.near.insert("p".to_owned(), 1.0);
            }
        }
        context
    }
}

/// How much two paths have in common: segments from the start, and the last one.
fn shared(a: &str, b: &str) -> f64 {
    let (mut one, mut two) = (a.split('.'), b.split('.'));
    let mut common = 0usize;
    while let (Some(x), Some(y)) = (one.next(), two.next()) {
        if x != y {
            break;
        }
        common += 1;
    }
    // The study is common to all, and what follows of a sibling tells nothing.
    let depth = a
        .split('.')
        .count()
        .min(b.split('.').count())
        .saturating_sub(1);
    (common.min(depth) as f64 - 1.0).clamp(0.0, 2.0)
}
