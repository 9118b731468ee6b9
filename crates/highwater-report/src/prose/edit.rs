//! Ranges of a text replaced by others: values filled in, and written back by `--bless`.

use std::ops::Range;

/// A range of a text and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// Returns a range of a text with edits applied. Edits that lie outside of it, or in one before them,
/// are left out.
pub(crate) fn apply(text: &str, range: Range<usize>, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::new();
    let mut at = range.start;
    for edit in sorted {
        if edit.range.start < at || edit.range.end > range.end {
            continue;
        }
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..range.end).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_order_of_place() {
        let edit = |range, text: &str| Edit {
            range,
            text: text.to_owned(),
        };
        let edits = [edit(8..9, "C"), edit(2..3, "A"), edit(4..4, "+")];
        assert_eq!(apply("0 2 4 6 8 0", 0..11, &edits), "0 A +4 6 C 0");
        assert_eq!(apply("0 2 4 6 8 0", 4..9, &edits), "+4 6 C");
    }
}
