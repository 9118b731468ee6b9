//! What a page lets its reader filter its entries by, for `filter.html`.

use serde_json::{Value, json};

/// A page of fewer entries is read without a filter.
const FEWEST: usize = 12;

/// Returns a filter by words over `count` entries that the selector `items` finds, and by choices;
/// `None` for a page of few entries.
pub(super) fn filter(items: &str, count: usize, choices: Vec<Value>) -> Option<Value> {
    (count >= FEWEST).then(|| json!({ "items": items, "choices": choices }))
}

/// Returns a choice among what entries have in their attribute `data-KEY`; `None` if there is nothing
/// to choose. Each option is the value of the attribute and its name.
pub(super) fn choice<'a>(
    key: &str,
    name: &str,
    options: impl IntoIterator<Item = (&'a str, String)>,
) -> Option<Value> {
    let options = options.into_iter();
    let options: Vec<Value> = options
        .map(|(key, name)| json!({ "key": key, "name": name }))
        .collect();
    (options.len() > 1).then(|| json!({ "key": key, "name": name, "options": options }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_nothing_to_choose_is_not_offered() {
        assert_eq!(filter("li", 11, Vec::new()), None);
        assert!(filter("li", 12, Vec::new()).is_some());
        let one = [("holds", "holds (3)".to_owned())];
        assert_eq!(choice("verdict", "Verdict", one.clone()), None);
        let two = one.into_iter().chain([("fails", "fails (1)".to_owned())]);
        let choice = choice("verdict", "Verdict", two).unwrap_or_default();
        assert_eq!(choice["options"][1]["key"], "fails");
    }
}
