//! What moved between two editions of a report: values, claims, figures.
//!
//! Data are corrected; a reader must see what that did. An [`Edition`] is one state of a report, as its
//! `facts.json` holds it: made of a checked report, or read from the file of a site that was built long
//! ago. [`diff()`] compares two of them, and says what it could not compare.
//!
//! As JSON, a [`Diff`] is an object of the schema `highwater-diff/1`:
//!
//! - `old`, `new`: the two editions, each with `name` and `bases` (what its studies ran on).
//! - `values`: `moved`, `added`, `gone`, and how many are `unchanged`. One that moved has `path`,
//!   `label`, `unit`, `kind`, `old` and `new` (each with `value` and `text`), `absolute`, `relative` (a
//!   fraction of the old value) and `change` (the same in words).
//! - `claims`: `flipped`, `near` (fragile now, or holding or failing by less than 5% and less than
//!   before), `firmer` (no longer fragile), `added`, `gone`, how many have another margin (`shifted`)
//!   and how many are `unchanged`; `null` where an edition says nothing of claims. One has `story`,
//!   `id`, `words`, `old` and `new` (each with `verdict`, `reason`, `margin` in words and
//!   `margin_relative`), `other_predicate`, and `beyond_when` where one side is a table that its words
//!   do not speak of.
//! - `figures`: `changed`, `added`, `gone` and how many are `unchanged`; `null` where an edition says
//!   nothing of figures. One has `id`, `data` (`same`, `cells` with counts and rows, or `differs` where
//!   the cells are not at hand), and the `stories` in which it is drawn anew.
//! - `not_compared`: what could not be compared, in sentences.
//!
//! A field may be added to the schema; none goes or changes its meaning without a new number.

mod amount;
mod claims;
mod edition;
mod figures;
mod listing;
mod values;

use serde::Serialize;

pub use claims::{ClaimChange, ClaimChanges, ClaimState};
pub use edition::{Edition, EditionBasis, EditionError};
pub use figures::{Cells, DataChange, FigureChange, FigureChanges};
pub use listing::listing;
pub use values::{State, ValueChange, ValueChanges, ValueKind, ValueState};

/// The name and version of the layout of a [`Diff`] as JSON.
pub const SCHEMA: &str = "highwater-diff/1";

/// What moved between two editions of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The edition before.
    pub old: Side,
    /// The edition after.
    pub new: Side,
    /// The values that moved, came or went.
    pub values: ValueChanges,
    /// The claims that flipped or came near to it.
    pub claims: Option<ClaimChanges>,
    /// The figures whose data or pictures changed.
    pub figures: Option<FigureChanges>,
    /// What could not be compared, in sentences.
    pub not_compared: Vec<String>,
}

/// One of the two editions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// How its reader names it.
    pub name: String,
    /// What its studies ran on that may run on one of several tables.
    pub bases: Vec<EditionBasis>,
}

/// Compares two editions: all of them, or the values at or below a path and the claims that name
/// them.
///
/// # Example
///
/// ```
/// use highwater_report::diff::{Edition, diff};
///
/// // The downloads of July 2023 (chart 1 of the post), and a correction that somebody might make.
/// let facts = |downloads: u64| format!(
///     r#"[{{"path": "wave.downloads.last", "value": {downloads}, "low": {downloads},
///          "high": {downloads}, "unit": "downloads", "label": "monthly downloads, July 2023"}}]"#
/// );
/// let old = Edition::read("old.json", &facts(620_000_000))?;
/// let new = Edition::read("new.json", &facts(651_000_000))?;
/// let moved = diff(&old, &new, "").values.moved;
/// assert_eq!(moved[0].change, "+31,000,000 downloads");
/// assert_eq!(moved[0].relative, Some(0.05));
/// # Ok::<(), highwater_report::diff::EditionError>(())
/// ```
#[must_use]
pub fn diff(old: &Edition, new: &Edition, path: &str) -> Diff {
    let mut not_compared = Vec::new();
    let below = [path, old.below(), new.below()];
    for edition in [old, new] {
        if !edition.below().is_empty() {
            not_compared.push(format!(
                "`{}` holds the values below `{}` alone",
                edition.name,
                edition.below()
            ));
        }
        let says_nothing_of = [
            ("claims", edition.claims.is_none()),
            ("figures", edition.figures.is_none()),
        ];
        for (what, _) in says_nothing_of.iter().filter(|(_, nothing)| *nothing) {
            not_compared.push(format!("{what}: `{}` says nothing of them", edition.name));
        }
    }
    let claims = old.claims.as_ref().zip(new.claims.as_ref());
    let claims = claims.map(|(old, new)| claims::changes(old, new, path, &mut not_compared));
    let figures = old.figures.as_ref().zip(new.figures.as_ref());
    let figures = figures.filter(|_| path.is_empty());
    if !path.is_empty() {
        not_compared.push("figures: a path names values and claims alone".to_owned());
    }
    let figures = figures.map(|figures| figures::changes(figures, &old.tables, &new.tables));
    let unseen = figures.iter().flat_map(|figures| &figures.changed);
    let unseen: Vec<&str> = unseen
        .filter(|figure| figure.data == DataChange::Differs)
        .map(|figure| figure.id.as_str())
        .collect();
    if !unseen.is_empty() {
        not_compared.push(format!(
            "cells of {}: a facts.json holds the hash of a figure's data; beside its site's files the cells are compared too",
            unseen.join(", ")
        ));
    }
    Diff {
        schema: SCHEMA,
        old: old.side(),
        new: new.side(),
        values: values::changes(&old.values, &new.values, &below),
        claims,
        figures,
        not_compared,
    }
}

impl Diff {
    /// Returns whether nothing moved: no value, no verdict, no margin, no figure.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let claims = self.claims.as_ref();
        let figures = self.figures.as_ref();
        self.values.is_empty()
            && claims.is_none_or(ClaimChanges::is_empty)
            && figures.is_none_or(FigureChanges::is_empty)
    }

    /// Returns how many claims flipped.
    #[must_use]
    pub fn flipped(&self) -> usize {
        self.claims
            .as_ref()
            .map_or(0, |claims| claims.flipped.len())
    }
}

/// Returns whether a path is another or lies below it; below nothing lies every path.
fn lies_below(path: &str, prefix: &str) -> bool {
    prefix.is_empty()
        || path
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
