//! Links lead somewhere, ids are unique, pictures have names, headings follow one another.
//!
//! The browser reads the pages, so that a link is what a reader would follow.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::chromium::in_browser;

/// What `links.js` finds.
#[derive(Deserialize)]
struct Outline {
    ids: Vec<String>,
    links: Vec<String>,
    references: Vec<String>,
    nameless: Vec<String>,
    headings: Vec<(u8, String)>,
}

#[test]
fn links_ids_names_and_headings() {
    in_browser(async |page| {
        let mut outlines = BTreeMap::new();
        for path in page.site.pages() {
            page.open(&path).await;
            let outline: Outline = page.ask(include_str!("links.js"), &[]).await;
            outlines.insert(path, outline);
        }
        let places: BTreeMap<&str, BTreeSet<&str>> = outlines
            .iter()
            .map(|(path, outline)| {
                let mut ids = BTreeSet::new();
                for id in &outline.ids {
                    assert!(ids.insert(id.as_str()), "{path} has the id `{id}` twice");
                }
                (path.as_str(), ids)
            })
            .collect();

        let mut checked = 0;
        for (path, outline) in &outlines {
            for link in &outline.links {
                let Some(target) = page.site.path(link) else {
                    assert!(
                        link.starts_with("https://") || link.starts_with("data:"),
                        "{path} links to {link}, which is neither in the site nor on the web"
                    );
                    continue;
                };
                checked += 1;
                assert!(
                    page.site.file(&target).is_file(),
                    "{path} links to no file: {link}"
                );
                let Some((_, id)) = link.split_once('#') else {
                    continue;
                };
                let found = match places.get(target.as_str()) {
                    Some(ids) => ids.contains(id),
                    // Of the many pages of the data, the browser opens a few.
                    None => std::fs::read_to_string(page.site.file(&target))
                        .is_ok_and(|text| text.contains(&format!(" id=\"{id}\""))),
                };
                assert!(found, "{path} links to no place: {link}");
            }
            for id in &outline.references {
                let found = places[path.as_str()].contains(id.as_str());
                assert!(found, "{path} refers to the id `{id}`, which it has not");
            }
            assert!(
                outline.nameless.is_empty(),
                "{path} has nameless parts: {:#?}",
                outline.nameless
            );
            assert_headings(path, &outline.headings);
        }
        assert!(checked > 1000, "only {checked} links were checked");
    });
}

/// One heading of the first level, first; none more than a level below the one before it.
fn assert_headings(path: &str, headings: &[(u8, String)]) {
    assert_eq!(headings[0].0, 1, "{path} begins with its title");
    let titles = headings.iter().filter(|(level, _)| *level == 1).count();
    assert_eq!(titles, 1, "{path} has one title");
    for pair in headings.windows(2) {
        let [(above, _), (level, text)] = pair else {
            continue;
        };
        assert!(
            *level <= above + 1,
            "{path}: `{text}` of level {level} follows one of level {above}"
        );
        assert!(!text.is_empty(), "{path} has an empty heading");
    }
}
