//! Months and years as lints compare them.

/// A year, and a month of it or 0.
pub(crate) type Date = (i32, i32);

/// The year that a word says.
pub(crate) fn year(word: &str) -> Option<i32> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let year = word.parse().ok().filter(|_| is_year)?;
    (1500..2200).contains(&year).then_some(year)
}
