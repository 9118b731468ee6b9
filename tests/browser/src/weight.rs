//! Pages stay light: what a reader loads before the first picture.

use crate::site::Site;

/// A story of some ten figures, without its PNGs, in bytes as they lie on disk.
const STORY: u64 = 600_000;
/// All scripts of a page together.
const SCRIPTS: u64 = 40_000;

fn bytes(site: &Site, path: &str) -> u64 {
    std::fs::metadata(site.file(path)).unwrap().len()
}

#[test]
fn a_story_with_its_figures_is_light() {
    let site = Site::built();
    for story in site.stories() {
        let page = bytes(site, &story);
        assert!(page < STORY, "{story} has {page} bytes");
    }
}

#[test]
fn the_scripts_of_a_page_are_light() {
    let site = Site::built();
    for path in site.pages() {
        let text = std::fs::read_to_string(site.file(&path)).unwrap();
        let sources = text.split("<script src=\"").skip(1);
        let names = sources.filter_map(|rest| rest.split('"').next()?.rsplit('/').next());
        let scripts: u64 = names
            .map(|name| bytes(site, &format!("assets/{name}")))
            .sum();
        assert!(scripts > 0, "{path} has no script");
        assert!(
            scripts < SCRIPTS,
            "the scripts of {path} have {scripts} bytes"
        );
    }
}

/// The index of the data, however much of it there is.
#[test]
fn the_index_of_the_data_is_light() {
    let index = bytes(Site::built(), "data.html");
    assert!(index < 100_000, "{index} bytes");
}

/// With a policy that allows no code in the page, none may stand there; a style would not be followed.
#[test]
fn no_page_has_code_or_styles_of_its_own() {
    let site = Site::built();
    let mut pages = site.pages();
    pages.extend(site.embedded());
    for path in pages {
        let text = std::fs::read_to_string(site.file(&path)).unwrap();
        assert!(
            text.contains(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            ),
            "{path} has no policy"
        );
        for tag in text.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap();
            let is_code = tag.starts_with("script")
                && !tag.contains(" src=")
                && !tag.contains("application/json")
                && !tag.contains("application/ld+json");
            let is_handler = tag
                .split_whitespace()
                .skip(1)
                .any(|part| part.starts_with("on") && part.contains("=\""));
            assert!(
                !is_code && !is_handler && !tag.starts_with("style") && !tag.contains(" style=\""),
                "{path}: <{tag}>"
            );
        }
    }
}
