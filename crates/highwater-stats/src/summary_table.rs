//! The layout of statsmodels' summaries: 78 columns, wider where names are long.

use std::fmt::{self, Write};

use crate::coefficient::Coefficient;
use crate::g_format::g;

/// A label and a value.
pub(crate) type Entry<'a> = (&'a str, String);

/// Two lists of labels and values side by side, under a title and a line.
pub(crate) fn two_lists(title: &str, left: &[Entry<'_>], right: &[Entry<'_>]) -> String {
    let longest = |entries: &[Entry<'_>], least: usize| {
        let lengths = entries.iter().map(|(_, value)| value.chars().count());
        lengths.max().unwrap_or(0).max(least)
    };
    let (left_value, right_value) = (longest(left, 18), longest(right, 18));
    let label = right
        .iter()
        .map(|(label, _)| label.chars().count() + 2)
        .fold(21, usize::max);
    let width = 18 + 1 + left_value + 1 + label + 1 + right_value;
    let mut text = String::new();
    if !title.is_empty() {
        // As Python's `center`, which gives an odd blank to the left.
        let blanks = width.saturating_sub(title.len());
        let before = blanks / 2 + (blanks & width & 1);
        let after = blanks - before;
        let _ = writeln!(text, "{:before$}{title}{:after$}", "", "");
    }
    let _ = writeln!(text, "{}", "=".repeat(width));
    for ((left_label, left), (right_label, right)) in left.iter().zip(right) {
        let right_label = format!("  {right_label}");
        let _ = writeln!(
            text,
            "{left_label:<18} {left:>left_value$} {right_label:<label$} {right:>right_value$}"
        );
    }
    text
}

/// The table of the coefficients, with `t` or `z` as the name of the statistic, between lines.
pub(crate) fn coefficients(rows: &[Coefficient], statistic: &str) -> String {
    let names = rows.iter().map(|row| row.name.chars().count());
    let name_width = names.fold(10, usize::max);
    let width = name_width + 68;
    let p_header = format!("P>|{statistic}|");
    let mut text = String::new();
    let _ = writeln!(text, "{}", "=".repeat(width));
    let _ = writeln!(
        text,
        "{:<name_width$} {:>10} {:>10} {statistic:>10} {p_header:>10} {:>11} {:>11}",
        "", "coef", "std err", "[0.025", "0.975]"
    );
    let _ = writeln!(text, "{}", "-".repeat(width));
    for row in rows {
        let _ = writeln!(
            text,
            "{:<name_width$} {:>10} {:>10} {:>10} {:>10.3} {:>11} {:>11}",
            row.name,
            fixed_or_g(row.estimate, 4),
            fixed_or_g(row.std_err, 3),
            fixed_or_g(row.statistic, 3),
            row.p_value,
            fixed_or_g(row.interval.low, 3),
            fixed_or_g(row.interval.high, 3),
        );
    }
    text
}

/// Returns how many rows are left out, on a line of its own, if any are.
pub(crate) fn write_left_out(f: &mut fmt::Formatter<'_>, dropped: usize) -> fmt::Result {
    match left_out(dropped) {
        Some(note) => write!(f, "\n{note}"),
        None => Ok(()),
    }
}

/// Returns how many rows are left out, as a sentence.
pub(crate) fn left_out(dropped: usize) -> Option<String> {
    match dropped {
        0 => None,
        1 => Some("1 row with a missing value is left out.".to_owned()),
        rows => Some(format!("{rows} rows with missing values are left out.")),
    }
}

/// Fixed decimals for numbers of ordinary size, else as many significant digits.
fn fixed_or_g(value: f64, digits: usize) -> String {
    if value.abs() >= 1e4 || value.abs() < 1e-4 {
        g(value, digits)
    } else {
        format!("{value:.digits$}")
    }
}
