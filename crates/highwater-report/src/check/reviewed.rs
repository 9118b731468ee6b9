//! Sentences and claims of which one side changed since they were read and found right, and the other did not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;

use super::texts::{Part, Text, Texts};
use super::uses::folded;
use crate::claims::{ClaimSpec, text_range};
use crate::commands::Commands;
use crate::diagnostic::Diagnostic;
use crate::lints::{Vocabulary, sentences, telling};
use crate::prose::{Prose, Shape, Target};
use crate::reviewed::{Anchored, Piece, Reviewed, written};
use crate::source_text::SourceText;
use crate::story::Story;
use highwater_study::Results;

/// The most words between two texts of one sentence that was edited, not written anew.
const MOST_CHANGED: usize = 4;

/// Returns `reviewed.toml` of a story as it stands now, with the sections that are left out.
pub(crate) fn record(story: &Story, results: &Results) -> String {
    let texts = Texts::gather(story, results);
    let mut sentences: Vec<Anchored> = anchored(texts.0.iter())
        .into_iter()
        .map(|(sentence, _)| sentence)
        .collect();
    sentences.extend(data(story));
    let claims = story.claims.claims.iter();
    let claims = claims.map(|spec| (spec.id.get_ref().clone(), sides(spec)));
    written(&sentences, &claims.collect())
}

/// The words and the predicate of a claim, in one line each.
fn sides(spec: &ClaimSpec) -> (String, String) {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let expr = spec.expr.as_ref().map(|expr| line(expr.get_ref()));
    let mut predicate = expr.unwrap_or_default();
    if let Some(when) = &spec.when {
        predicate = format!("{predicate} when {}", line(when.get_ref()));
    }
    (line(spec.words.get_ref()), predicate)
}

/// What the story says of its data, in the front matter.
fn data(story: &Story) -> Option<Anchored> {
    let range = story.front.data_range.clone();
    let prose = Prose::parse(&story.source, range.clone(), Shape::Line);
    let mut data = Anchored::default();
    for sentence in sentences(&prose) {
        let own = Anchored::of(&sentence);
        data.pieces.extend(own.pieces);
        data.ranges.extend(own.ranges);
    }
    let is_said = !data.pieces.is_empty();
    data.put_first(
        Piece::Exhibit("data".to_owned()),
        &(range.start..range.start),
    );
    is_said.then_some(data)
}

/// The sentences of texts that bind something.
fn anchored<'a>(texts: impl Iterator<Item = &'a Text>) -> Vec<(Anchored, &'a SourceText)> {
    let mut all = Vec::new();
    let texts = texts.filter(|text| text.is_in_file && !matches!(text.part, Part::Alt { .. }));
    for text in texts {
        let read = sentences(&text.prose);
        let mut own: Vec<Anchored> = read.iter().map(Anchored::of).collect();
        // The words of a figure speak of what it draws.
        if let Part::Figure { id, field } | Part::Table { id, field } = &text.part {
            let at = text.prose.range.start..text.prose.range.start;
            for sentence in &mut own {
                let place = format!("{id}.{}", field.replace(' ', "-"));
                sentence.put_first(Piece::Exhibit(place), &at);
            }
        }
        let exhibits = text
            .prose
            .bindings()
            .filter(|(binding, _)| binding.is_image);
        for (binding, range) in exhibits {
            let id = match &binding.target {
                Target::Figure { id } => format!("figure:{id}"),
                Target::Table { id } => format!("table:{id}"),
                Target::Explore { id } => format!("explore:{id}"),
                Target::Claims { group } => format!("claims:{group}"),
                _ => continue,
            };
            let starts = |one: &&mut Anchored| {
                one.ranges
                    .first()
                    .is_some_and(|first| first.start < range.start)
            };
            if let Some(sentence) = own.iter_mut().rev().find(starts) {
                sentence.push(Piece::Exhibit(id), range);
            }
        }
        own.retain(|sentence| !sentence.bound().is_empty());
        all.extend(
            own.into_iter()
                .map(|sentence| (sentence, &text.prose.source)),
        );
    }
    all
}

pub(super) fn check(
    story: &Story,
    (texts, left_out): (&Texts, &Texts),
    vocabulary: &Vocabulary,
    commands: &Commands,
    found: &mut Vec<Diagnostic>,
) {
    let reviewed = &*story.reviewed;
    if !reviewed.is_kept {
        return;
    }
    let help = match &commands.review {
        Some(review) => format!("read the sentence again; if it is right, `{review}` records that"),
        None => {
            "read the sentence again, and write it into `reviewed.toml` if it is right".to_owned()
        }
    };
    let changed = claims(story, reviewed, &help, found);
    let mut now = anchored(texts.0.iter().chain(&left_out.0));
    now.extend(data(story).map(|sentence| (sentence, &story.source)));
    // Sentences that stand in both as they are say nothing.
    let mut known: BTreeMap<&[Piece], usize> = BTreeMap::new();
    for sentence in &reviewed.sentences {
        *known.entry(&sentence.pieces).or_default() += 1;
    }
    let mut fresh = Vec::new();
    for (sentence, source) in &now {
        match known.get_mut(sentence.pieces.as_slice()) {
            Some(n) if *n > 0 => *n -= 1,
            _ => fresh.push((sentence, *source)),
        }
    }
    let gone: Vec<&Anchored> = reviewed
        .sentences
        .iter()
        .filter(|sentence| {
            known
                .get(sentence.pieces.as_slice())
                .is_some_and(|n| *n > 0)
        })
        .collect();
    for (sentence, source) in fresh {
        let names_changed =
            |piece: &&Piece| matches!(piece, Piece::Claim(id) if changed.contains(id));
        if sentence.bound().iter().any(names_changed) {
            // Its claim is reported.
            continue;
        }
        if is_found(
            found,
            source,
            sentence.ranges.first(),
            sentence.ranges.last(),
        ) {
            continue;
        }
        let change = gone
            .iter()
            .find_map(|was| changed_side(was, sentence, vocabulary));
        if let Some((range, message, label)) = change {
            let finding = Diagnostic::warning("HW0080", message);
            found.push(finding.at(source, range, label).help(help.clone()));
        }
    }
}

/// Whether something was found in a range of a text already: one cause is one finding.
fn is_found(
    found: &[Diagnostic],
    source: &SourceText,
    first: Option<&Range<usize>>,
    last: Option<&Range<usize>>,
) -> bool {
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    let counted = found.iter().filter(|finding| finding.severity.counts(true));
    let mut places = counted.flat_map(|finding| &finding.places);
    places.any(|place| {
        place.source.name == source.name
            && place.range.start < last.end
            && first.start < place.range.end.max(place.range.start + 1)
    })
}

/// The claims of which one side changed, which are reported.
fn claims<'a>(
    story: &'a Story,
    reviewed: &Reviewed,
    help: &str,
    found: &mut Vec<Diagnostic>,
) -> BTreeSet<&'a String> {
    let mut changed = BTreeSet::new();
    for spec in &story.claims.claims {
        let source = &spec.source;
        let id = spec.id.get_ref();
        let Some((words, predicate)) = reviewed.claims.get(id) else {
            continue;
        };
        let now = sides(spec);
        let (same_words, same_predicate) = (folded(&now.0) == folded(words), now.1 == *predicate);
        if same_words == same_predicate || predicate.is_empty() || now.1.is_empty() {
            continue;
        }
        let (message, text, was) = match same_words {
            true => (
                format!("the predicate of the claim `{id}` changed, and its words did not"),
                side_that_changed(spec, predicate),
                predicate,
            ),
            false => (
                format!("the words of the claim `{id}` changed, and its predicate did not"),
                &spec.words,
                words,
            ),
        };
        changed.insert(id);
        let own = [Some(&spec.words), spec.expr.as_ref(), spec.when.as_ref()];
        let mut own = own
            .into_iter()
            .flatten()
            .map(|text| text_range(source, text));
        if own.any(|range| is_found(found, source, Some(&range), Some(&range))) {
            continue;
        }
        let finding = Diagnostic::warning("HW0079", message);
        let finding = finding.at(source, text_range(source, text), "was not reviewed");
        found.push(finding.note(format!("reviewed was `{was}`")).help(help));
    }
    changed
}

/// The predicate that differs from what was reviewed: `when`, if `expr` is the same.
fn side_that_changed<'a>(spec: &'a ClaimSpec, reviewed: &str) -> &'a Spanned<String> {
    let (predicate, expr) = (sides(spec).1, spec.expr.as_ref());
    let bare = predicate.split(" when ").next().unwrap_or_default();
    match &spec.when {
        Some(when) if reviewed.split(" when ").next() == Some(bare) => when,
        _ => expr.unwrap_or(&spec.words),
    }
}

/// The place and what is to be said of it, if one side of a sentence changed and the other did not.
fn changed_side(
    was: &Anchored,
    now: &Anchored,
    vocabulary: &Vocabulary,
) -> Option<(Range<usize>, String, String)> {
    let (words, bound) = (now.words(), now.bound());
    let (old_words, old_bound) = (was.words(), was.bound());
    let whole = now.ranges.first()?.start..now.ranges.last()?.end;
    // A text without words is known by its figure.
    let is_its = match now.pieces.first() {
        Some(Piece::Exhibit(_)) => now.pieces.first() == was.pieces.first(),
        _ => !words.is_empty(),
    };
    if words == old_words && is_its {
        let at = bound.iter().zip(&old_bound).position(|(a, b)| a != b);
        let (piece, other) = match at {
            Some(at) => (bound[at], Some(old_bound[at])),
            None => (*bound.last()?, None),
        };
        let place = now.pieces.iter().position(|known| known == piece);
        let range = place.and_then(|at| now.ranges.get(at)).cloned();
        let label = match other {
            Some(other) => format!("{} was reviewed here", named(other)),
            None => "another number of values was reviewed here".to_owned(),
        };
        let message =
            "the sentence binds something else than when it was reviewed, in the same words";
        return Some((range.unwrap_or(whole), message.to_owned(), label));
    }
    if bound == old_bound {
        let paths: Vec<&str> = bound
            .iter()
            .filter_map(|piece| match piece {
                Piece::Value(value) => value.split('?').next(),
                _ => None,
            })
            .collect();
        let (gone, come) = difference(&old_words, &words);
        if gone.len() + come.len() > MOST_CHANGED.max(2 * old_words.len() / 5) {
            return None;
        }
        let told = telling((&old_words, &words), (&gone, &come), &paths, vocabulary)?;
        let place = now
            .pieces
            .iter()
            .position(|piece| matches!(piece, Piece::Word(word) if *word == told));
        let place = place.filter(|_| come.contains(&told.as_str()));
        let range = place.and_then(|at| now.ranges.get(at)).cloned();
        let label = match gone.is_empty() {
            true => "did not stand here".to_owned(),
            false => format!("here stood `{}`", gone.join(" ")),
        };
        let message =
            format!("`{told}` changed since the sentence was reviewed, and what it binds did not");
        return Some((range.unwrap_or(whole), message, label));
    }
    lost(was, now).map(|piece| {
        let message = format!(
            "{} was bound in this sentence when it was reviewed",
            named(piece)
        );
        (whole, message, "its words stand here unbound".to_owned())
    })
}

/// What a sentence bound before, if all that changed is that its words now stand unbound.
fn lost<'a>(was: &'a Anchored, now: &Anchored) -> Option<&'a Piece> {
    let rest = |all: &[&Piece], some: &[&Piece]| -> Option<usize> {
        let mut some = some.iter().peekable();
        let mut missing = None;
        for (at, piece) in all.iter().enumerate() {
            if some.peek() == Some(&piece) {
                some.next();
            } else {
                missing = missing.or(Some(at));
            }
        }
        some.next().is_none().then_some(missing).flatten()
    };
    let (old_bound, bound) = (was.bound(), now.bound());
    let missing = rest(&old_bound, &bound)?;
    let (gone, come) = difference(&was.words(), &now.words());
    let is_unbound = gone.is_empty() && !come.is_empty() && come.len() <= MOST_CHANGED;
    is_unbound.then(|| old_bound[missing])
}

/// The words that only the first has, and those that only the second has.
fn difference<'a>(one: &[&'a str], other: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let mut come: Vec<&str> = other.to_vec();
    let mut gone = Vec::new();
    for word in one {
        match come.iter().position(|known| known == word) {
            Some(at) => {
                come.remove(at);
            }
            None => gone.push(*word),
        }
    }
    (gone, come)
}

fn named(piece: &Piece) -> String {
    match piece {
        Piece::Word(word) => format!("`{word}`"),
        Piece::Value(value) => format!("the value `{value}`"),
        Piece::Claim(id) => format!("the claim `{id}`"),
        Piece::Exhibit(id) => format!("`{id}`"),
    }
}

#[cfg(test)]
mod tests;
