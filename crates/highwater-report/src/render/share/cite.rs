//! How a story is cited: a line of text, and an entry of BibTeX.

use serde_json::{Value, json};

use super::{author, words};
use crate::check::{Checked, CheckedStory};

/// The file of the entry, beside the page of the story.
pub(super) const FILE: &str = "cite.bib";

/// Both for the page of the story.
pub(in crate::render) fn context(checked: &Checked<'_>, story: &CheckedStory) -> Value {
    json!({ "text": text(checked, story), "bibtex": bibtex(checked, story), "file": FILE })
}

/// `The highwater authors (2026): The open wave. The open AI wave, 2026-11-22. https://...`
fn text(checked: &Checked<'_>, story: &CheckedStory) -> String {
    let (title, _) = words(checked, story);
    let date = &story.story.front.date;
    let year = date.split('-').next().unwrap_or_default();
    let (author, site) = (author(checked), &checked.site.title);
    let end = if title.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    let address = address(checked, story).map(|url| format!(" {url}"));
    format!(
        "{author} ({year}): {title}{end} {site}, {date}.{}",
        address.unwrap_or_default()
    )
}

fn address(checked: &Checked<'_>, story: &CheckedStory) -> Option<String> {
    let base = checked.site.base_url.as_ref()?;
    Some(base.to(&format!("{}/index.html", story.story.slug)))
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Returns the story as an entry of BibTeX.
pub(super) fn bibtex(checked: &Checked<'_>, story: &CheckedStory) -> String {
    let (title, _) = words(checked, story);
    let mut date = story.story.front.date.split('-');
    let year = date.next().unwrap_or_default();
    let month = date.next().and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    // Two pairs of braces keep capitals, and an author that is no person in one piece.
    let mut fields = vec![
        format!("author = {{{{{}}}}}", tex(author(checked))),
        format!("title = {{{{{}}}}}", tex(&title)),
        format!("howpublished = {{{}}}", tex(&checked.site.title)),
        format!("year = {{{year}}}"),
    ];
    fields.extend(month.map(|month| format!("month = {month}")));
    fields.extend(address(checked, story).map(|url| format!("url = {{{url}}}")));
    format!(
        "@misc{{{},\n  {}\n}}\n",
        story.story.slug,
        fields.join(",\n  ")
    )
}

/// Text that TeX sets as it stands.
fn tex(text: &str) -> String {
    let mut set = String::new();
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => set.extend(['\\', c]),
            '\\' => set.push_str("\\textbackslash{}"),
            '~' => set.push_str("\\textasciitilde{}"),
            '^' => set.push_str("\\textasciicircum{}"),
            '\n' | '\r' | '\t' => set.push(' '),
            c => set.push(c),
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_tex_stand_as_text() {
        assert_eq!(tex("R&D: 5% of $1_000"), r"R\&D: 5\% of \$1\_000");
        assert_eq!(tex("a{b}\\c"), r"a\{b\}\textbackslash{}c");
    }
}
