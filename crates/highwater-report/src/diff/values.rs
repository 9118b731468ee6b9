//! The values that moved, came or went.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::edition::ValueRecord;
use super::{amount, lies_below};

/// The values that moved, came or went.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ValueChanges {
    /// Those that moved: numbers by the size of their relative change, what rose from zero first; then
    /// texts and what is missing, by path.
    pub moved: Vec<ValueChange>,
    /// Those that the edition before has not, by path.
    pub added: Vec<ValueState>,
    /// Those that the edition after has not, by path.
    pub gone: Vec<ValueState>,
    /// How many are the same in both.
    pub unchanged: usize,
}

/// A value that moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueChange {
    /// The path.
    pub path: String,
    /// What it is.
    pub label: String,
    /// Its unit in words; that of the edition after.
    pub unit: Option<String>,
    /// What kind of change it is.
    pub kind: ValueKind,
    /// The value before.
    pub old: State,
    /// The value after.
    pub new: State,
    /// New less old, in the unit; of the end that moved further where it is a range.
    pub absolute: Option<f64>,
    /// The same relative to the size of the old value, 0.05 for 5 %; none where that is zero.
    pub relative: Option<f64>,
    /// The difference in the words of the unit; empty for texts.
    pub change: String,
}

/// What kind of change of a value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueKind {
    /// A number moved.
    Number,
    /// An end of a range or of an interval moved.
    Interval,
    /// Numbers of a series moved.
    Series,
    /// A text, a month, a unit, or what is missing is another.
    Text,
}

/// A value on one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// As `facts.json` holds it.
    pub value: Json,
    /// As it is written; of a series the number that moved furthest.
    pub text: String,
}

/// A value that one edition alone has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueState {
    /// The path.
    pub path: String,
    /// What it is.
    pub label: String,
    /// As it is written.
    pub text: String,
}

type Values = BTreeMap<String, ValueRecord>;

/// Returns what moved at or below all of some paths.
pub(super) fn changes(old: &Values, new: &Values, below: &[&str]) -> ValueChanges {
    let mut changes = ValueChanges::default();
    let is_meant = |path: &&String| below.iter().all(|prefix| lies_below(path, prefix));
    for path in old.keys().filter(is_meant) {
        match (&old[path], new.get(path)) {
            (old, None) => changes.gone.push(state(old)),
            (old, Some(new)) if same(old, new) => changes.unchanged += 1,
            (old, Some(new)) => changes.moved.push(change(old, new)),
        }
    }
    let added = new
        .keys()
        .filter(is_meant)
        .filter(|path| !old.contains_key(*path));
    changes.added = added.map(|path| state(&new[path])).collect();
    changes.moved.sort_by(|a, b| {
        let is_text = |change: &ValueChange| change.kind == ValueKind::Text;
        let size = |change: &ValueChange| change.relative.map_or(f64::INFINITY, f64::abs);
        // A p value or a criterion may move by orders of magnitude and mean nothing: what has a unit
        // comes first.
        let is_bare = |change: &ValueChange| change.unit.as_deref() == Some("number");
        is_text(a)
            .cmp(&is_text(b))
            .then(is_bare(a).cmp(&is_bare(b)))
            .then(size(b).total_cmp(&size(a)))
            .then(a.path.cmp(&b.path))
    });
    changes
}

impl ValueChanges {
    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.added.is_empty() && self.gone.is_empty()
    }
}

impl ValueChange {
    /// The relative change in words: `+3.2%`; empty where there is none.
    #[must_use]
    pub fn relative_text(&self) -> String {
        self.relative.map(amount::relative).unwrap_or_default()
    }
}

/// Returns whether a value is the same: to the last bit, whatever its label says.
fn same(a: &ValueRecord, b: &ValueRecord) -> bool {
    let of = |v: &ValueRecord| {
        let numbers = [&v.value, &v.low, &v.high, &v.level].map(Json::clone);
        (numbers, v.unit.clone(), v.approximate, v.missing.clone())
    };
    of(a) == of(b)
}

fn state(value: &ValueRecord) -> ValueState {
    ValueState {
        path: value.path.clone(),
        label: value.label.clone(),
        text: text(value),
    }
}

/// A value as its edition writes it.
fn text(value: &ValueRecord) -> String {
    match (&value.text, &value.missing, &value.value) {
        (Some(text), _, _) => text.clone(),
        (None, Some(reason), _) => format!("missing: {reason}"),
        (None, None, Json::String(text)) => text.clone(),
        (None, None, json) => json.to_string(),
    }
}

fn change(old: &ValueRecord, new: &ValueRecord) -> ValueChange {
    let moved = if old.unit == new.unit {
        of_numbers(old, new)
    } else {
        None
    };
    let moved = moved.unwrap_or_else(|| of_texts(old, new));
    ValueChange {
        path: new.path.clone(),
        label: new.label.clone(),
        unit: new.unit.clone(),
        kind: moved.kind,
        old: State {
            value: old.value.clone(),
            text: moved.texts.0,
        },
        new: State {
            value: new.value.clone(),
            text: moved.texts.1,
        },
        absolute: moved.step.map(|step| step.absolute()),
        relative: moved.step.and_then(|step| step.relative()),
        change: moved.words,
    }
}

struct Moved {
    kind: ValueKind,
    texts: (String, String),
    step: Option<Step>,
    words: String,
}

/// From one number to another.
#[derive(Clone, Copy)]
struct Step {
    old: f64,
    new: f64,
}

impl Step {
    fn absolute(self) -> f64 {
        self.new - self.old
    }

    fn relative(self) -> Option<f64> {
        let relative = self.absolute() / self.old.abs();
        relative.is_finite().then_some(relative)
    }

    /// Returns how far it goes, to find the largest.
    fn size(self) -> f64 {
        match self.relative() {
            Some(relative) => relative.abs(),
            None if self.absolute() == 0.0 => 0.0,
            None => f64::INFINITY,
        }
    }
}

/// Returns how numbers moved; none where one of the two is no number.
fn of_numbers(old: &ValueRecord, new: &ValueRecord) -> Option<Moved> {
    let unit = new.unit.as_deref()?;
    let words = |step: Step| amount::difference(step.absolute(), unit);
    if let (Some(a), Some(b)) = (old.value.as_f64(), new.value.as_f64())
        && a != b
    {
        let step = Step { old: a, new: b };
        let texts = amount::apart(a, b, unit);
        let mark = |value: &ValueRecord| if value.approximate { "~" } else { "" };
        let texts = (
            format!("{}{}", mark(old), texts.0),
            format!("{}{}", mark(new), texts.1),
        );
        return Some(Moved {
            kind: ValueKind::Number,
            texts,
            step: Some(step),
            words: words(step),
        });
    }
    if let (Some(a), Some(b)) = (series(old), series(new)) {
        return of_series(old, new, (&a, &b), unit);
    }
    of_ends(old, new, unit)
}

/// Returns the numbers of a series: an array that is no range.
fn series(value: &ValueRecord) -> Option<Vec<f64>> {
    let numbers = value.value.as_array()?.iter().map(Json::as_f64);
    let numbers: Option<Vec<f64>> = numbers.collect();
    numbers.filter(|_| value.low.is_null())
}

/// Of a series, the number that moved furthest stands for all.
fn of_series(
    old: &ValueRecord,
    new: &ValueRecord,
    (a, b): (&[f64], &[f64]),
    unit: &str,
) -> Option<Moved> {
    if a.len() != b.len() {
        return Some(Moved {
            words: format!("{} numbers, not {}", b.len(), a.len()),
            kind: ValueKind::Series,
            ..of_texts(old, new)
        });
    }
    let steps = a.iter().zip(b).map(|(&old, &new)| Step { old, new });
    let moved: Vec<Step> = steps.filter(|step| step.old != step.new).collect();
    let most = *moved.iter().max_by(|a, b| a.size().total_cmp(&b.size()))?;
    let words = amount::difference(most.absolute(), unit);
    Some(Moved {
        kind: ValueKind::Series,
        texts: amount::apart(most.old, most.new, unit),
        step: Some(most),
        words: match moved.len() {
            1 => format!("{words} in 1 of {}", a.len()),
            n => format!("{words} at most, in {n} of {}", a.len()),
        },
    })
}

/// An end of a range or of an interval.
fn of_ends(old: &ValueRecord, new: &ValueRecord, unit: &str) -> Option<Moved> {
    let end = |name, a: &Json, b: &Json| {
        let step = Step {
            old: a.as_f64()?,
            new: b.as_f64()?,
        };
        (step.old != step.new).then_some((name, step))
    };
    let ends = [
        end("lower end", &old.low, &new.low),
        end("upper end", &old.high, &new.high),
    ];
    let ends = ends.into_iter().flatten();
    let (name, step) = ends.max_by(|(_, a), (_, b)| a.size().total_cmp(&b.size()))?;
    let is_estimate = |value: &ValueRecord| value.value.is_number() && !value.level.is_null();
    let with_ends = |value: &ValueRecord| {
        let (low, high) = (value.low.as_f64()?, value.high.as_f64()?);
        let (low, high) = amount::apart(low, high, unit);
        Some(format!("{}, {low}–{high}", text(value)))
    };
    let texts = if is_estimate(old) && is_estimate(new) {
        let texts = (with_ends(old)?, with_ends(new)?);
        if texts.0 == texts.1 {
            amount::apart(step.old, step.new, unit)
        } else {
            texts
        }
    } else {
        told_apart(old, new)
    };
    Some(Moved {
        kind: ValueKind::Interval,
        texts,
        step: Some(step),
        words: format!("{name} {}", amount::difference(step.absolute(), unit)),
    })
}

fn of_texts(old: &ValueRecord, new: &ValueRecord) -> Moved {
    let with_unit = |value: &ValueRecord| match &value.unit {
        Some(unit) if old.unit != new.unit => format!("{} ({unit})", text(value)),
        _ => text(value),
    };
    let texts = (with_unit(old), with_unit(new));
    Moved {
        kind: ValueKind::Text,
        texts: if texts.0 == texts.1 {
            (old.value.to_string(), new.value.to_string())
        } else {
            texts
        },
        step: None,
        words: String::new(),
    }
}

/// The texts of two values that differ, as their editions write them, or as they are where that looks
/// the same.
fn told_apart(old: &ValueRecord, new: &ValueRecord) -> (String, String) {
    let texts = (text(old), text(new));
    if texts.0 == texts.1 {
        (old.value.to_string(), new.value.to_string())
    } else {
        texts
    }
}
