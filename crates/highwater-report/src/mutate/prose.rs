//! Edits of the text of a story.

use std::collections::BTreeSet;
use std::ops::Range;

use highwater_facts::Format;
use highwater_study::Results;
use pulldown_cmark::Event;

use super::order::Order;
use super::swaps::{found, swaps};
use super::{Change, EditKind, Ground};
use crate::check::value_text;
use crate::claims::text_range;
use crate::prose::{Binding, Edit, Prose, Target};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The edits of a story's text and front matter.
pub(super) fn changes(ground: &Ground<'_>, order: &mut Order) -> Vec<Change> {
    let story = ground.story;
    let mut changes = Vec::new();
    for prose in [&story.title, &story.summary, &story.body] {
        of_values(prose, ground, order, &mut changes);
        of_claims(prose, ground, &mut changes);
        let is_body = std::ptr::eq(prose, &story.body);
        of_words(prose, is_body, order, &mut changes);
    }
    figures(&story.body, &mut changes);
    for prose in story.figure_words.all(story.quotes) {
        let mut own = Vec::new();
        of_values(&prose, ground, order, &mut own);
        of_claims(&prose, ground, &mut own);
        of_words(&prose, true, order, &mut own);
        // A figure may be declared in the story itself.
        if prose.source.name == story.source.name {
            changes.extend(own);
            continue;
        }
        changes.extend(own.into_iter().map(|change| Change {
            figures: change.story,
            story: Vec::new(),
            ..change
        }));
    }
    let data = story.source.slice(0..story.body.range.start).find("\ndata");
    for (at, line) in data
        .map(|at| (at + 1, "data"))
        .into_iter()
        .chain(date(ground))
    {
        let text = story.source.slice(at..story.body.range.start);
        let text = text.lines().next().unwrap_or_default();
        let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
        let first = digits.map(|(place, _)| at + place).next();
        if let Some(place) = first.filter(|_| !line.is_empty()) {
            changes.push(digit(EditKind::FrontMatter, &story.body, place));
        }
    }
    changes
}

fn date(ground: &Ground<'_>) -> Option<(usize, &'static str)> {
    let head = ground.story.source.slice(0..ground.story.body.range.start);
    head.find("\ndate").map(|at| (at + 1, "date"))
}

fn one(kind: EditKind, range: Range<usize>, text: impl Into<String>) -> Change {
    Change {
        kind,
        story: vec![Edit {
            range,
            text: text.into(),
        }],
        claims: Vec::new(),
        figures: Vec::new(),
    }
}

/// A digit, one higher; nine becomes one.
fn digit(kind: EditKind, prose: &Prose, at: usize) -> Change {
    let digit = prose.source.text.as_bytes()[at] - b'0';
    one(kind, at..at + 1, (digit % 9 + 1).to_string())
}

fn of_values(prose: &Prose, ground: &Ground<'_>, order: &mut Order, changes: &mut Vec<Change>) {
    let source = &prose.source;
    let mut before: Option<Range<usize>> = None;
    for (binding, range) in prose.bindings() {
        let Target::Value { path, format } = &binding.target else {
            continue;
        };
        let text = source.slice(binding.text.clone());
        let first = text.bytes().position(|b| b.is_ascii_digit());
        if let Some(at) = first {
            changes.push(digit(EditKind::Digit, prose, binding.text.start + at));
        }
        if !text.is_empty() {
            changes.push(one(EditKind::Unbound, range.clone(), text));
        }
        let place = path_range(source.slice(range.clone()), binding, range, path);
        if let Some(place) = place {
            if let Some(other) = order.pick(twins(ground.results, path, format)) {
                changes.push(one(EditKind::Twin, place.clone(), other));
            }
            if text.is_empty()
                && let Some(other) = order.pick(siblings(ground.results, path))
            {
                changes.push(one(EditKind::Sibling, place, other));
            }
        }
        let shown = source.slice(range.clone());
        if let Some(other) = before.clone().filter(|other| other.end <= range.start) {
            let (left, between) = (source.slice(other.clone()), other.end..range.start);
            if !source.slice(between).contains('\n') && left != shown {
                let edit = |range: &Range<usize>, text: &str| Edit {
                    range: range.clone(),
                    text: text.to_owned(),
                };
                changes.push(Change {
                    kind: EditKind::Swap,
                    story: vec![edit(&other, shown), edit(range, left)],
                    claims: Vec::new(),
                    figures: Vec::new(),
                });
            }
        }
        before = Some(range.clone());
    }
}

/// The bytes of the path in a link.
fn path_range(
    link: &str,
    binding: &Binding,
    range: &Range<usize>,
    path: &str,
) -> Option<Range<usize>> {
    let from = binding.text.end.saturating_sub(range.start);
    let at = range.start + from + link.get(from..)?.find(path)?;
    Some(at..at + path.len())
}

/// The values elsewhere in the ledger that read the same.
fn twins(results: &Results, path: &str, format: &Format) -> Vec<String> {
    let ledger = &results.ledger;
    let Ok(text) = value_text(ledger, path, format) else {
        return Vec::new();
    };
    let study = path.split('.').next().unwrap_or_default();
    let others = ledger.below(study).filter(|fact| fact.path != path);
    let alike = others
        .filter(|fact| value_text(ledger, &fact.path, format).is_ok_and(|other| other == text));
    alike.map(|fact| fact.path.clone()).collect()
}

/// The values of the same parent and unit.
pub(super) fn siblings(results: &Results, path: &str) -> Vec<String> {
    let ledger = &results.ledger;
    let (Some((parent, _)), Some(fact)) = (path.rsplit_once('.'), ledger.get(path)) else {
        return Vec::new();
    };
    let kind = std::mem::discriminant(&fact.value);
    let others = ledger.below(parent).filter(|other| {
        let rest = other.path.strip_prefix(parent).unwrap_or_default();
        other.path != path
            && rest.matches('.').count() == 1
            && other.value.unit() == fact.value.unit()
            && std::mem::discriminant(&other.value) == kind
    });
    others.map(|fact| fact.path.clone()).collect()
}

fn of_claims(prose: &Prose, ground: &Ground<'_>, changes: &mut Vec<Change>) {
    let source = &prose.source;
    let claims = &ground.story.claims;
    for (binding, range) in prose.bindings() {
        let Target::Claim { id } = &binding.target else {
            continue;
        };
        let words = source.slice(binding.text.clone());
        changes.push(one(
            EditKind::ClaimWords,
            binding.text.clone(),
            format!("almost {words}"),
        ));
        let negations = &swaps().negation;
        let denial = &negations[range.start % negations.len()];
        changes.push(one(EditKind::Negation, range.start..range.start, denial));
        let at = claims
            .claims
            .iter()
            .position(|claim| claim.id.get_ref() == id);
        let Some(at) = at else { continue };
        let other = &claims.claims[(at + 1) % claims.claims.len()];
        if let Some(place) = path_range(source.slice(range.clone()), binding, range, id) {
            changes.push(one(EditKind::ClaimTarget, place, other.id.get_ref()));
        }
        let pairs = [&swaps().direction[..], &swaps().quantifier[..]].concat();
        let Some(file) = &claims.source else { continue };
        let backed = &claims.claims[at].words;
        let in_file = text_range(file, backed);
        if let Some((place, text)) = found(words, &pairs).into_iter().next()
            && let Some((backed_place, _)) = found(file.slice(in_file.clone()), &pairs).first()
        {
            let start = binding.text.start;
            changes.push(Change {
                kind: EditKind::BothWords,
                story: vec![Edit {
                    range: start + place.start..start + place.end,
                    text: text.clone(),
                }],
                claims: vec![Edit {
                    range: in_file.start + backed_place.start..in_file.start + backed_place.end,
                    text,
                }],
                figures: Vec::new(),
            });
        }
    }
}

/// Edits of words, in claims and outside of them.
fn of_words(prose: &Prose, is_body: bool, order: &mut Order, changes: &mut Vec<Change>) {
    let texts: Vec<&Range<usize>> = prose
        .events()
        .filter(|(event, _)| matches!(event, Event::Text(_)))
        .map(|(_, range)| range)
        .collect();
    let all = names(prose, &texts);
    for range in &texts {
        let text = prose.source.slice((*range).clone());
        let start = range.start;
        let mut add = |kind, places: Vec<(Range<usize>, String)>| {
            let places = places.into_iter();
            changes.extend(
                places.map(|(place, text)| one(kind, start + place.start..start + place.end, text)),
            );
        };
        add(EditKind::Direction, found(text, &swaps().direction));
        add(EditKind::Quantifier, found(text, &swaps().quantifier));
        if prose.source.slice(start.saturating_sub(1)..start) == ")" {
            // What follows a link is what the number counts.
            let units = found(text, &swaps().unit).into_iter();
            let next = units.filter(|(place, _)| place.start < 24).take(1);
            add(EditKind::Unit, next.collect());
        }
        add(EditKind::Date, dates(text));
        let named = all
            .iter()
            .filter(|place| range.start <= place.start && place.end <= range.end);
        for place in named {
            let name = prose.source.slice(place.clone());
            let others: BTreeSet<&str> = all
                .iter()
                .map(|other| prose.source.slice(other.clone()))
                .collect();
            let others: Vec<&str> = others.into_iter().filter(|other| *other != name).collect();
            if let Some(other) = order.pick(others) {
                changes.push(one(EditKind::Name, place.clone(), other));
            }
        }
        let digits = text.char_indices().filter(|(at, c)| {
            let before = text[..*at].chars().next_back();
            c.is_ascii_digit() && !before.is_some_and(|c| c.is_ascii_digit())
        });
        for (at, _) in digits {
            let number: String = text[at..]
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            if number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) {
                continue;
            }
            let kind = match is_body {
                true => EditKind::UnboundDigit,
                false => EditKind::FrontMatter,
            };
            changes.push(digit(kind, prose, start + at));
        }
    }
}

/// Months and years, each with the next one.
fn dates(text: &str) -> Vec<(Range<usize>, String)> {
    let mut places = Vec::new();
    for (at, month) in MONTHS
        .iter()
        .enumerate()
        .filter(|(_, month)| **month != "May")
    {
        let next = MONTHS[(at + 1) % 12];
        places.extend(
            text.match_indices(month)
                .map(|(at, month)| (at..at + month.len(), next.to_owned())),
        );
    }
    let starts = text.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !text[..*at].ends_with(|c: char| c.is_alphanumeric())
    });
    for (at, _) in starts {
        let number: String = text[at..]
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        if let Ok(year) = number.parse::<u32>()
            && number.len() == 4
            && (1900..2100).contains(&year)
        {
            places.push((at..at + 4, (year + 1).to_string()));
        }
    }
    places
}

/// Words with a capital letter that do not start a sentence, with what joins them: `LLaMA 65B`, `Meta`.
fn names(prose: &Prose, texts: &[&Range<usize>]) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for range in texts {
        let text = prose.source.slice((*range).clone());
        let words: Vec<(usize, &str)> = text
            .split(' ')
            .scan(0, |at, word| {
                let start = *at;
                *at += word.len() + 1;
                Some((start, word))
            })
            .collect();
        for pair in words.windows(2) {
            let ((_, before), (at, word)) = (pair[0], pair[1]);
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let bare = bare
                .strip_suffix("'s")
                .or(bare.strip_suffix("’s"))
                .unwrap_or(bare);
            let is_name = bare.chars().next().is_some_and(char::is_uppercase)
                && bare.len() > 1
                && !MONTHS.contains(&bare)
                && !before.ends_with(['.', '?', '!', ':'])
                && !before.is_empty();
            if is_name {
                names.push(range.start + at..range.start + at + bare.len());
            }
        }
    }
    names
}

/// Neighbouring figures in each other's place: the whole image each.
fn figures(body: &Prose, changes: &mut Vec<Change>) {
    let placed: Vec<&Range<usize>> = body
        .bindings()
        .filter(|(binding, _)| matches!(binding.target, Target::Figure { .. }) && binding.is_image)
        .map(|(_, range)| range)
        .collect();
    for pair in placed.windows(2) {
        let edit = |range: &Range<usize>, other: &Range<usize>| Edit {
            range: range.clone(),
            text: body.source.slice(other.clone()).to_owned(),
        };
        changes.push(Change {
            kind: EditKind::Figures,
            story: vec![edit(pair[0], pair[1]), edit(pair[1], pair[0])],
            claims: Vec::new(),
            figures: Vec::new(),
        });
    }
}
