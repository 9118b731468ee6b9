//! Pictures of every page for whoever judges by eye, in `target/browser-screenshots/`.

use std::path::{Path, PathBuf};

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Page, Scheme, Screen};

/// Chromium paints no taller picture than this; a longer page gives several.
const TALLEST: u32 = 8000;

#[test]
fn every_page_in_both_widths_and_colours() {
    let folder = empty_folder("pages");
    in_browser(async |page| {
        for path in page.site.pages() {
            let name = path.trim_end_matches(".html").replace('/', "-");
            for screen in [PHONE, LAPTOP] {
                page.screen(screen).await;
                page.open(&path).await;
                let height: u32 = page
                    .ask("return document.documentElement.scrollHeight", &[])
                    .await;
                for scheme in Scheme::BOTH {
                    page.colours(scheme).await;
                    for part in 0..height.div_ceil(TALLEST) {
                        let top = part * TALLEST;
                        page.screen(Screen {
                            height: TALLEST.min(height - top),
                            ..screen
                        })
                        .await;
                        page.ask::<()>("window.scrollTo(0, arguments[0])", &[top.into()])
                            .await;
                        let colours = scheme.name();
                        let file = format!("{name}-{}-{colours}-{}.png", screen.width, part + 1);
                        take(page, &folder.join(file)).await;
                    }
                }
            }
        }
    });
}

#[test]
fn cards_and_tables_that_are_opened() {
    let folder = empty_folder("opened");
    in_browser(async |page| {
        for story in page.site.stories() {
            let name = story.replace("/index.html", "");
            for (what, selector) in [
                ("number", ".body > p a.fact ~ a.fact"),
                ("claim", ".body p a.claim"),
                ("table", ".figure summary"),
            ] {
                for (screen, scheme) in [(PHONE, Scheme::Dark), (LAPTOP, Scheme::Light)] {
                    page.screen(screen).await;
                    page.colours(scheme).await;
                    page.open(&story).await;
                    page.click(selector).await;
                    page.until(
                        &format!("the {what} opens"),
                        "return document.querySelector('#card:popover-open, details[open]') !== null",
                    )
                    .await;
                    let file = format!("{name}-{what}-{}-{}.png", screen.width, scheme.name());
                    take(page, &folder.join(file)).await;
                }
            }
        }
    });
}

/// A folder for pictures, without those of an earlier run.
fn empty_folder(name: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("browser-screenshots").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

async fn take(page: &Page, file: &Path) {
    let picture = page.picture().await;
    assert!(
        picture.starts_with(b"\x89PNG"),
        "{} is a picture",
        file.display()
    );
    std::fs::write(file, picture).unwrap();
}
