//! Links of pages: that each leads to a file of the site, and to an anchor that the file has.

use std::collections::{BTreeMap, BTreeSet};

use highwater_facts::nearest::nearest;

use super::{Finding, Page};
use crate::address::{decoded, resolved};
use crate::base_url::BaseUrl;
use crate::diagnostic::Severity;
use crate::site::Site;

/// What links may lead to.
pub(super) struct Known<'a> {
    pub(super) pages: BTreeMap<&'a str, &'a Page<'a>>,
    /// The files that the whole site has.
    pub(super) paths: BTreeSet<String>,
    /// The files that were made now.
    pub(super) site: &'a Site,
    pub(super) base: Option<&'a BaseUrl>,
}

pub(super) fn check(page: &Page<'_>, known: &Known<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for link in &page.markup.links {
        let value = &link.what.value;
        if let Some((message, help)) = broken(value, page, known) {
            found.push(Finding {
                code: "HW0040",
                severity: Severity::Error,
                message,
                help,
                line: link.line,
                text: format!("{}=\"{value}\"", link.what.attribute),
            });
        }
    }
    for reference in &page.markup.references {
        let id = &reference.what.value;
        if !page.ids.contains(id) {
            let attribute = reference.what.attribute;
            found.push(Finding {
                code: "HW0040",
                severity: Severity::Error,
                message: format!("`{attribute}` names the id `{id}`, which its page has not"),
                help: did_you_mean(id, &page.ids)
                    .unwrap_or_else(|| "give the element that is meant this id".to_owned()),
                line: reference.line,
                text: format!("{attribute}=\""),
            });
        }
    }
    found
}

/// Returns what is wrong with a link, and what to do.
fn broken(link: &str, page: &Page<'_>, known: &Known<'_>) -> Option<(String, String)> {
    if link.is_empty() {
        let help = "write where it leads, or leave the attribute out";
        return Some((
            "a link of a page has no address".to_owned(),
            help.to_owned(),
        ));
    }
    let (whole, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = whole.split('?').next().unwrap_or_default();
    let within = |path: &str, folder: &str| {
        let there = resolved(path, folder);
        there.filter(|there| known.site.get(there).is_some() || known.paths.contains(there))
    };
    let target = if let Some(path) = known.base.and_then(|base| base.within(path)) {
        // The address of the site itself is that of its front page.
        let path = if path.is_empty() { "./" } else { path };
        within(path, "")
    } else if is_elsewhere(path) {
        return None;
    } else if path.is_empty() {
        Some(page.path.to_owned())
    } else if path.starts_with('/') {
        None
    } else {
        let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        within(path, folder)
    };
    let Some(target) = target else {
        let near = nearest(path, known.paths.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean the site's `{near}`?"),
            None => {
                "links start at the page they stand on; `{{ root }}` leads to the top of the site"
                    .to_owned()
            }
        };
        return Some((format!("the site has no file `{path}` for a link"), help));
    };
    let there = known.pages.get(target.as_str())?;
    let anchor = decoded(anchor);
    if anchor.is_empty() || anchor == "top" || there.ids.contains(&anchor) {
        return None;
    }
    let mut others = known.pages.values();
    let elsewhere = others.find(|other| other.ids.contains(&anchor));
    let elsewhere = elsewhere.map(|other| format!("`{}#{anchor}` is in the site", other.path));
    let help = elsewhere
        .or_else(|| did_you_mean(&anchor, &there.ids))
        .unwrap_or_else(|| "give the element that is meant this id".to_owned());
    Some((
        format!("the page `{target}` has no anchor `{anchor}` for a link"),
        help,
    ))
}

/// Returns whether an address has a scheme (`https:`, `mailto:`, `data:`) or a host.
fn is_elsewhere(link: &str) -> bool {
    let scheme = link.split_once(':');
    link.starts_with("//") || scheme.is_some_and(|(scheme, _)| !scheme.contains('/'))
}

fn did_you_mean(id: &str, ids: &BTreeSet<String>) -> Option<String> {
    let near = nearest(id, ids.iter().map(String::as_str))?;
    Some(format!("did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what is told of a link on the page `wave/index.html`.
    fn told(link: &str) -> Option<String> {
        let mut site = Site::default();
        site.add("assets/style.css", "");
        let front = "<h1 id=\"stories\">x</h1>";
        let story = format!("<p id=\"über-uns\"><a id=\"here\" href=\"{link}\">x</a>");
        let pages = [
            Page::read("index.html", front),
            Page::read("wave/index.html", &story),
        ];
        for page in &pages {
            site.add(page.path, page.html);
        }
        let base: BaseUrl = "https://example.org/report".parse().unwrap();
        let known = Known {
            pages: pages.iter().map(|page| (page.path, page)).collect(),
            paths: ["other/index.html".to_owned()].into(),
            site: &site,
            base: Some(&base),
        };
        let found = check(&pages[1], &known).into_iter().next()?;
        Some(format!("{}; {}", found.message, found.help))
    }

    #[test]
    fn links_that_lead_somewhere() {
        for link in [
            "#here",
            "#",
            "../index.html#stories",
            "../#stories",
            "../assets/style.css?x",
            "../other/index.html#not-built-now",
            "https://example.org/elsewhere",
            "https://example.org/report/",
            "https://example.org/report/wave/#here",
            "mailto:a@example.org",
            "data:text/plain,x",
            "#%C3%BCber-uns",
            "#über-uns",
        ] {
            assert_eq!(told(link), None, "{link}");
        }
    }

    #[test]
    fn links_that_do_not() {
        for (link, message) in [
            ("../nowhere.html", "the site has no file `../nowhere.html`"),
            (
                "../index.html#storys",
                "`index.html` has no anchor `storys` for a link; did you mean `stories`?",
            ),
            (
                "../index.html#here",
                "`index.html` has no anchor `here` for a link; `wave/index.html#here` is in the site",
            ),
            (
                "#her",
                "`wave/index.html` has no anchor `her` for a link; did you mean `here`?",
            ),
            ("/index.html", "the site has no file `/index.html`"),
            ("../../index.html", "the site has no file"),
            ("https://example.org/report/waves/", "the site has no file"),
            (
                "https://example.org/report/#x",
                "`index.html` has no anchor `x`",
            ),
            ("", "has no address"),
        ] {
            let told = told(link).unwrap_or_default();
            assert!(told.contains(message), "{link}: {told}");
        }
    }
}
