//! What the numbers of a column count, by its name and its cells.

use highwater_facts::Unit;

use crate::number::Notation;
use crate::quantity_text::{CellText, parse_as};

/// Names of units as headers write them behind the name of what is measured.
const MEASURES: [&str; 56] = [
    "%", "percent", "pct", "usd", "eur", "gbp", "chf", "jpy", "$", "us$", "€", "£", "mm", "cm",
    "m", "km", "m2", "m²", "km2", "km²", "ha", "m3", "m³", "l", "g", "kg", "t", "tonnes", "tons",
    "w", "kw", "mw", "gw", "wh", "kwh", "mwh", "gwh", "twh", "°c", "°f", "k", "hpa", "ppm", "ppb",
    "hours", "minutes", "seconds", "ms", "days", "weeks", "months", "years", "people", "persons",
    "km/h", "m/s",
];

/// Marks of units that stand at each number.
const MARKS: [(&str, &str); 4] = [("%", "%"), ("$", "$"), ("€", "€"), ("£", "£")];

/// Returns the unit whose mark stands at the numbers of a column of texts, if each is a number of it.
pub(super) fn marked<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    notation: Notation,
) -> Option<(String, String)> {
    let mut units = MARKS
        .iter()
        .map(|(mark, unit)| (mark, unit.parse::<Unit>()));
    let (mark, _) = units.find(|(mark, unit)| {
        let is_number = |cell: &str| {
            let Ok(unit) = unit else { return false };
            matches!(parse_as(cell, *unit, notation), Ok(CellText::Known(..)))
        };
        cells.clone().any(|cell| cell.contains(**mark)) && cells.clone().all(is_number)
    })?;
    let cell = cells.clone().find(|cell| cell.contains(*mark))?;
    Some(((*mark).to_owned(), format!("its cells say so, as `{cell}`")))
}

/// Returns the unit of a column of numbers, with what speaks for it.
pub(super) fn guess<'a>(
    name: &str,
    cells: impl Iterator<Item = &'a str> + Clone,
) -> Option<(String, String)> {
    for (mark, unit) in MARKS {
        if let Some(cell) = cells.clone().find(|cell| cell.contains(mark)) {
            return Some((unit.to_owned(), format!("its cells say so, as `{cell}`")));
        }
    }
    let in_name = measure(name)?;
    let is_unit = in_name.parse::<Unit>().is_ok();
    is_unit.then(|| (in_name.to_owned(), "its name ends in the unit".to_owned()))
}

/// The unit that a name ends in: `Rain (mm)`, `Area [km²]`, `cost_usd`, `Price in EUR`, `share, %`.
fn measure(name: &str) -> Option<&str> {
    let name = name.trim();
    let in_brackets = |open: char, close: char| {
        let inner = name.strip_suffix(close)?;
        inner.rsplit_once(open).map(|(_, unit)| unit.trim())
    };
    if let Some(unit) = in_brackets('(', ')').or_else(|| in_brackets('[', ']')) {
        let is_rate = unit.contains(" per ") && unit.len() < 40;
        return (is_measure(unit) || is_rate).then_some(unit);
    }
    let (_, last) = name
        .rsplit_once(['_', ','])
        .or_else(|| name.rsplit_once(" in "))?;
    let last = last.trim();
    // `team_m` may be men: one letter is a unit in brackets alone.
    (is_measure(last) && last.chars().count() > 1 || last == "%").then_some(last)
}

fn is_measure(text: &str) -> bool {
    let lower = text.to_lowercase();
    MEASURES.contains(&lower.as_str())
}
