//! A figure alone in the frame of another page: without scripts, in light and dark, with a way back.

use serde_json::Value;

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Scheme};

#[test]
fn each_figure_has_a_page_of_its_own() {
    in_browser(async |page| {
        page.scripts(false).await;
        for path in page.site.embedded() {
            for (screen, scheme) in [(PHONE, Scheme::Dark), (LAPTOP, Scheme::Light)] {
                page.screen(screen).await;
                page.colours(scheme).await;
                page.open(&path).await;
                let found: Value = page
                    .ask(
                        "const shown = [...document.querySelectorAll('svg')].filter((svg) => svg.checkVisibility());
                         const back = document.querySelector('a[target=_top]');
                         return {
                           shown: shown.length,
                           width: shown[0]?.getBoundingClientRect().width ?? 0,
                           sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                           back: back.href,
                           scripts: document.scripts.length,
                         };",
                        &[],
                    )
                    .await;
                assert_eq!(found["shown"], 1, "{path} shows one figure");
                assert!(found["width"].as_f64().unwrap() > 330.0, "{path}: {found}");
                assert_eq!(found["sideways"], 0, "{path} scrolls sideways");
                assert_eq!(found["scripts"], 0, "{path} needs no script");
                let back = found["back"].as_str().unwrap();
                let (story, figure) = back.split_once('#').unwrap();
                let story = page.site.path(story).unwrap();
                let text = std::fs::read_to_string(page.site.file(&story)).unwrap();
                assert!(
                    text.contains(&format!("id=\"{figure}\"")),
                    "{path} leads back to {back}"
                );
            }
        }
        let told = page.log("browser").await;
        assert!(told.is_empty(), "written to the console: {told:#?}");
    });
}

#[test]
fn the_code_in_the_story_names_that_page() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.open(&story).await;
            let codes: Vec<(String, bool)> = page
                .ask(
                    "return [...document.querySelectorAll('.embed input')].map((field) => {
                       const frame = new DOMParser().parseFromString(field.value, 'text/html').querySelector('iframe');
                       return [new URL(frame.getAttribute('src'), location.href).href, Boolean(frame.title) && Number(frame.height) > 100];
                     })",
                    &[],
                )
                .await;
            assert!(!codes.is_empty(), "{story} has code for its figures");
            for (address, is_whole) in codes {
                assert!(is_whole, "{story}: {address} has title and height");
                let path = page.site.path(&address).unwrap();
                assert!(page.site.file(&path).is_file(), "{story}: no {path}");
            }
        }
    });
}
