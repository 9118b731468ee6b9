//! Where a site shows its data: a page for each table, for each group of values, and for the sets of
//! rows of each study. The page `data.html` is the index of them.

/// The index of the data.
pub(crate) const INDEX: &str = "data.html";

/// Returns the path of the page that shows a table.
///
/// It lies next to the table itself, and keeps the whole name of it, because a folder may hold
/// `growth.csv` and `growth.tsv`.
pub(crate) fn table_page(source: &str) -> String {
    match source.starts_with("data/") {
        true => format!("{source}.html"),
        false => format!("data/{source}.html"),
    }
}

/// Returns the group of a value, which are the first two parts of its path: `wave.downloads`.
pub(crate) fn group(path: &str) -> &str {
    let second = path.match_indices('.').nth(1);
    second.map_or(path, |(end, _)| &path[..end])
}

/// Returns the path of the page that shows a group of values.
pub(crate) fn group_page(group: &str) -> String {
    format!("data/values/{group}.html")
}

/// Returns the study of a set of rows, which is the first part of its name.
pub(crate) fn study(set: &str) -> &str {
    set.split('.').next().unwrap_or(set)
}

/// Returns the path of the page that shows the sets of rows of a study.
pub(crate) fn rows_page(study: &str) -> String {
    format!("data/rows/{study}.html")
}

/// Returns the anchor of a value on the page of its group.
pub(crate) fn fact_anchor(path: &str) -> String {
    format!("fact-{path}")
}

/// Returns the anchor of a row on the page of its table.
pub(crate) fn row_anchor(file: &str, line: u64) -> String {
    let name: String = file
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("row-{name}-{line}")
}

/// Returns the anchor of a set of rows on the page of its study.
pub(crate) fn row_set_anchor(name: &str) -> String {
    format!("rows-{name}")
}

/// Returns the link to a value; `root` leads from the page of the link to the top of the site.
pub(crate) fn fact_href(root: &str, path: &str) -> String {
    link(root, &group_page(group(path)), &fact_anchor(path))
}

/// Returns the link to a row of a table.
pub(crate) fn row_href(root: &str, file: &str, line: u64) -> String {
    link(root, &table_page(file), &row_anchor(file, line))
}

/// Returns the link to a set of rows.
pub(crate) fn row_set_href(root: &str, name: &str) -> String {
    link(root, &rows_page(study(name)), &row_set_anchor(name))
}

fn link(root: &str, page: &str, anchor: &str) -> String {
    format!("{root}{}#{anchor}", escaped(page))
}

/// Returns a path as an address, in which these three characters would end it or start an escape.
pub(crate) fn escaped(path: &str) -> String {
    path.replace('%', "%25")
        .replace('#', "%23")
        .replace('?', "%3F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_data_has_a_page() {
        assert_eq!(
            row_href("../", "data/wave/mmlu.csv", 3),
            "../data/wave/mmlu.csv.html#row-data-wave-mmlu-csv-3"
        );
        assert_eq!(
            row_href("", "models-2024.csv", 1),
            "data/models-2024.csv.html#row-models-2024-csv-1"
        );
        assert_eq!(
            fact_href("../", "wave.downloads.jul_2022"),
            "../data/values/wave.downloads.html#fact-wave.downloads.jul_2022"
        );
        assert_eq!(group("wave.downloads"), "wave.downloads");
        assert_eq!(group("wave"), "wave");
        assert_eq!(
            row_set_href("", "openness.selection"),
            "data/rows/openness.html#rows-openness.selection"
        );
    }

    #[test]
    fn a_name_cannot_end_an_address() {
        assert_eq!(
            row_href("", "data/a/50% #1?.csv", 2),
            "data/a/50%25 %231%3F.csv.html#row-data-a-50---1--csv-2"
        );
    }
}
