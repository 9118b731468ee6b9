//! The name that a mistyped one most likely stands for.

/// The known name nearest to `given`, where one is near enough to be meant.
///
/// # Example
///
/// ```
/// use highwater_facts::nearest::nearest;
///
/// assert_eq!(nearest("dowloads", ["downloads", "models"]), Some("downloads".to_owned()));
/// assert_eq!(nearest("price", ["downloads", "models"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    several(given, known, 1).into_iter().next()
}

/// Up to `most` known names near enough to `given` to be meant, the nearest first.
#[must_use]
pub fn several<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<String> {
    let lower = given.to_lowercase();
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&lower, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, name)| *distance <= 1 + given.len().min(name.len()) / 3)
        .collect();
    near.sort();
    near.into_iter()
        .take(most)
        .map(|(_, name)| name.to_owned())
        .collect()
}
