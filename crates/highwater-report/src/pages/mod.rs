//! The pages of a site as a reader gets them: sound HTML, no link that leads nowhere, headings in
//! order, words for each picture.

mod links;
mod markup;
mod outline;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::check::{Checked, site_paths};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::site::Site;
use crate::source_text::SourceText;
use markup::Markup;

/// Returns what is wrong with the pages of a site that [`render`](crate::render) gave, sorted by page
/// and place; what is the same on many pages is told of the first.
///
/// Each page is read as a browser reads it. Links are followed to files and anchors of the site; those
/// to other sites are not, save where `base_url` says that they are of this one.
///
/// # Example
///
/// ```
/// use highwater_report::{Project, Results, Site, check, check_pages};
///
/// let (project, results) = (Project::default(), Results::default());
/// let mut site = Site::default();
/// site.add(
///     "index.html",
///     "<!doctype html><html lang=en><title>T</title><h1>T</h1><a href=x.html>x</a>",
/// );
/// let found = check_pages(&check(&project, &results, None), &site);
/// assert_eq!(found[0].code, "HW0040");
/// assert_eq!(found[0].message, "the site has no file `x.html` for a link");
/// ```
#[must_use]
pub fn check_pages(checked: &Checked<'_>, site: &Site) -> Vec<Diagnostic> {
    let pages: Vec<(&str, &str)> = site
        .files()
        .filter(|(path, _)| path.ends_with(".html"))
        .filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
        .collect();
    let read: Vec<Page<'_>> = pages
        .into_par_iter()
        .map(|(path, html)| Page::read(path, html))
        .collect();
    let known = links::Known {
        pages: read.iter().map(|page| (page.path, page)).collect(),
        // With one story alone, links to the others lead to pages that were not built.
        paths: site_paths(checked.project, checked.results),
        site,
        base: checked.site.base_url.as_ref(),
    };
    let found: Vec<(&Page<'_>, Vec<Finding>)> = read
        .par_iter()
        .map(|page| {
            let mut found = outline::check(&page.markup);
            found.extend(links::check(page, &known));
            (page, found)
        })
        .collect();
    let mut told = together(found);
    diagnostic::sort(&mut told);
    told
}

/// A page, read.
struct Page<'a> {
    path: &'a str,
    html: &'a str,
    markup: Markup,
    ids: BTreeSet<String>,
}

impl<'a> Page<'a> {
    fn read(path: &'a str, html: &'a str) -> Self {
        let markup = Markup::read(html);
        let ids = markup.ids.iter().map(|id| id.what.clone()).collect();
        Page {
            path,
            html,
            markup,
            ids,
        }
    }
}

/// Something wrong with a page, before it is known on how many pages it is.
struct Finding {
    code: &'static str,
    severity: Severity,
    message: String,
    help: String,
    line: u64,
    /// The text in the line that is meant; where it is not found, the line.
    text: String,
}

/// The most characters of a line that are marked where no text of it is meant.
const MOST_MARKED: usize = 80;

/// One finding for what is the same on several pages, at its place in the first.
fn together(found: Vec<(&Page<'_>, Vec<Finding>)>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&'static str, String), (Diagnostic, &str, BTreeSet<&str>)> =
        BTreeMap::new();
    for (page, findings) in &found {
        let mut source = None;
        for finding in findings {
            let key = (finding.code, finding.message.clone());
            if let Some((_, path, others)) = first.get_mut(&key) {
                if *path != page.path {
                    others.insert(page.path);
                }
                continue;
            }
            let source = source.get_or_insert_with(|| SourceText::new(page.path, page.html));
            let diagnostic = Diagnostic {
                severity: finding.severity,
                ..Diagnostic::error(finding.code, finding.message.as_str())
            };
            let range = range(page.html, finding);
            let diagnostic = diagnostic.at(source, range, "").help(finding.help.as_str());
            first.insert(key, (diagnostic, page.path, BTreeSet::new()));
        }
    }
    let told = first.into_values();
    told.map(|(diagnostic, _, others)| match others.len() {
        0 => diagnostic,
        1 => diagnostic.note("the same stands on another page"),
        n => diagnostic.note(format!("the same stands on {n} other pages")),
    })
    .collect()
}

/// Returns the bytes of a page that a finding means.
fn range(html: &str, finding: &Finding) -> std::ops::Range<usize> {
    let before = finding.line.saturating_sub(1) as usize;
    let start = match before {
        0 => 0,
        n => match html.match_indices('\n').nth(n - 1) {
            Some((at, _)) => at + 1,
            None => html.len(),
        },
    };
    let rest = html.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    match line
        .find(&finding.text)
        .filter(|_| !finding.text.is_empty())
    {
        Some(at) => start + at..start + at + finding.text.len(),
        None => {
            let marked: usize = line.chars().take(MOST_MARKED).map(char::len_utf8).sum();
            start..start + marked
        }
    }
}
