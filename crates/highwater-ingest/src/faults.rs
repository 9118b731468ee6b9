//! Faults gathered, so that one cause is told once.

use std::collections::BTreeMap;

use crate::fault::{Fault, FaultKind, More, Place};

/// The faults of a table, those of one cause together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// What is wrong, in the order of the file; up to [`MOST`](Self::MOST).
    pub kept: Vec<Fault>,
    /// How many faults there are, each place counted.
    pub count: u64,
    /// How many of them are of a cause that is not among those kept.
    pub left_out: u64,
}

impl Faults {
    /// How many causes are kept, so that a file full of faults does not fill the memory.
    pub const MOST: usize = 1000;

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Faults as they are found, by their causes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathered {
    causes: BTreeMap<Cause, usize>,
    groups: Vec<Group>,
    count: u64,
    left_out: u64,
}

/// What faults of one cause have in common: the column, the rule, and the text if each text is a
/// cause of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cause {
    code: &'static str,
    column: Option<String>,
    detail: String,
}

/// The faults of one cause.
#[derive(Clone, Debug)]
struct Group {
    /// The first ones.
    first: Vec<Fault>,
    count: u64,
    /// Whether they are days that one form reads.
    is_one_form: bool,
}

impl Group {
    /// How many places of one cause are told.
    const PLACES: usize = 3;
    /// How many are kept until it is known whether they are one cause.
    const KEPT: usize = 10;

    /// A few cells that differ are a slip each, with a nearest text of their own; more than that, or
    /// the same text again, is one cause.
    fn told(mut self) -> Vec<Fault> {
        let kind = &self.first[0].kind;
        let same = self
            .first
            .iter()
            .all(|fault| fault.found == self.first[0].found);
        let few = match kind {
            FaultKind::DuplicateKey { .. } => Self::KEPT,
            _ => Self::PLACES,
        };
        let one_form = self.is_one_form && self.count > 1;
        if self.count <= few as u64 && !one_form && !(same && kind.is_told_once()) {
            return self.first;
        }
        let rest = self.first.split_off(1).into_iter();
        let places = rest.filter_map(|fault| Some((fault.place?, fault.found)));
        let more = More {
            count: self.count - 1,
            places: places.take(Self::PLACES - 1).collect(),
        };
        for fault in &mut self.first {
            fault.more = Some(more.clone()).filter(|more| more.count > 0);
        }
        self.first
    }

    fn add(&mut self, later: Group) {
        let room = Self::KEPT.saturating_sub(self.first.len());
        self.first.extend(later.first.into_iter().take(room));
        self.count += later.count;
    }
}

impl Cause {
    fn of(fault: &Fault) -> Self {
        let detail = match &fault.kind {
            // What a rule says of the number at hand is left out.
            FaultKind::NotAQuantity { rule } | FaultKind::NotANumber { rule } => rule
                .chars()
                .filter(|c| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
                .collect(),
            FaultKind::NotADate { rule } => forms(rule).join("\n"),
            FaultKind::NotAChoice { .. }
            | FaultKind::MissingColumn
            | FaultKind::DuplicateColumn { .. }
            | FaultKind::NotInSchema => fault.found.clone(),
            FaultKind::FailsTest { test, .. } if *test == "accepted_values" => {
                format!("{test} {}", fault.found)
            }
            FaultKind::FailsTest { test, .. } => (*test).to_owned(),
            FaultKind::CellCount {
                expected, found, ..
            } => format!("{expected} {found}"),
            FaultKind::ForbiddenCharacter(character) => character.to_string(),
            FaultKind::OutOfBounds { words } => (*words).to_owned(),
            _ => String::new(),
        };
        Cause {
            code: fault.kind.code(),
            // An encoding is that of the file, not of a column.
            column: match fault.kind {
                FaultKind::NotUtf8 { .. } => None,
                _ => fault.column.clone(),
            },
            detail,
        }
    }

    /// Returns whether both are days of one column that one form could read: `31/12/2015` says which
    /// of the two forms of `01/02/2016` it is.
    fn shares_form(&self, other: &Cause) -> bool {
        let has = |form: &str| other.detail.split('\n').any(|other| other == form);
        self.code == other.code
            && self.column == other.column
            && self.code == "HW0121"
            && self
                .detail
                .split('\n')
                .any(|form| !form.is_empty() && has(form))
    }
}

/// The settings that a rule names: `date = "%d/%m/%Y"`.
fn forms(rule: &str) -> Vec<&str> {
    let quoted = rule.split('`').skip(1).step_by(2);
    quoted.filter(|text| text.starts_with("date = ")).collect()
}

impl Gathered {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.add(
            Cause::of(&fault),
            Group {
                first: vec![fault],
                count: 1,
                is_one_form: false,
            },
        );
    }

    /// Adds the first faults of one cause, of so many.
    pub(crate) fn push_first(&mut self, (first, count): (Vec<Fault>, u64)) {
        if let Some(fault) = first.first() {
            let cause = Cause::of(fault);
            let is_one_form = false;
            self.add(
                cause,
                Group {
                    first,
                    count,
                    is_one_form,
                },
            );
        }
    }

    pub(crate) fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }

    /// Adds the faults of a later part of the file, which comes after so many lines.
    pub(crate) fn append(&mut self, later: Gathered, lines_before: u64) {
        self.left_out += later.left_out;
        self.count += later.left_out;
        let mut causes: Vec<_> = later.causes.into_iter().collect();
        causes.sort_by_key(|(_, at)| *at);
        for ((cause, _), mut group) in causes.into_iter().zip(later.groups) {
            for place in group
                .first
                .iter_mut()
                .filter_map(|fault| fault.place.as_mut())
            {
                place.line += lines_before;
            }
            self.add(cause, group);
        }
    }

    fn add(&mut self, cause: Cause, group: Group) {
        self.count += group.count;
        match self.causes.get(&cause) {
            Some(at) => {
                self.groups[*at].add(group);
            }
            None if self.groups.len() < Faults::MOST => {
                self.causes.insert(cause, self.groups.len());
                self.groups.push(group);
            }
            None => self.left_out += group.count,
        }
    }

    /// The groups, those of days that one form could read together: the one that leaves the fewest
    /// forms open first.
    fn one_form_each(&mut self) -> Vec<Group> {
        let mut causes: Vec<(Cause, usize)> =
            std::mem::take(&mut self.causes).into_iter().collect();
        causes.sort_by_key(|(cause, at)| (cause.detail.matches('\n').count(), *at));
        let groups = std::mem::take(&mut self.groups);
        let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
        for (i, (cause, at)) in causes.iter().enumerate() {
            let later = causes.iter().skip(i + 1);
            for (_, from) in later.filter(|(later, _)| cause.shares_form(later)) {
                if groups[*at].is_some()
                    && let Some(group) = groups[*from].take()
                    && let Some(known) = &mut groups[*at]
                {
                    known.add(group);
                }
            }
            if let Some(known) = &mut groups[*at] {
                known.is_one_form = cause.code == "HW0121" && !cause.detail.is_empty();
            }
        }
        groups.into_iter().flatten().collect()
    }

    /// Returns the same faults, each changed.
    pub(crate) fn map(mut self, change: impl Fn(Fault) -> Fault) -> Self {
        for group in &mut self.groups {
            group.first = std::mem::take(&mut group.first)
                .into_iter()
                .map(&change)
                .collect();
        }
        self
    }

    /// Returns all of them, sorted by their places.
    pub(crate) fn told(mut self) -> Faults {
        let mut kept: Vec<Fault> = self
            .one_form_each()
            .into_iter()
            .flat_map(Group::told)
            .collect();
        let place = |place: &Place| (place.line, place.column, place.bytes.end);
        kept.sort_by_key(|fault| (fault.place.as_ref().map(place), fault.kind.code()));
        Faults {
            kept,
            count: self.count,
            left_out: self.left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(line: u64, found: &str) -> Fault {
        let place = Place {
            line,
            column: 1,
            bytes: 0..1,
        };
        let mut fault = Fault::new(
            &"t.csv".into(),
            FaultKind::NotADate {
                rule: String::new(),
            },
            found,
        )
        .at(place);
        fault.column = Some("day".to_owned());
        fault
    }

    #[test]
    fn one_cause_in_many_rows_is_told_once_with_three_places() {
        let mut gathered = Gathered::default();
        gathered.extend((2..=793).map(|line| fault(line, &format!("{line} March"))));
        let faults = gathered.told();
        assert_eq!(
            (faults.kept.len(), faults.count, faults.left_out),
            (1, 792, 0)
        );
        let text = faults.kept[0].to_string();
        assert!(
            text.ends_with("; so are 791 more, as `3 March` in line 3 and `4 March` in line 4"),
            "{text}"
        );
    }

    #[test]
    fn a_few_slips_are_told_each() {
        let mut gathered = Gathered::default();
        gathered.extend([fault(2, "x"), fault(3, "y")]);
        assert_eq!(gathered.told().kept.len(), 2);
        let mut gathered = Gathered::default();
        gathered.extend([fault(2, "x"), fault(3, "x")]);
        let faults = gathered.told();
        assert_eq!((faults.kept.len(), faults.count), (1, 2));
        assert!(
            faults.kept[0]
                .to_string()
                .ends_with("; so is one more, in line 3")
        );
    }
}
