//! Pictures of every page for people who judge by eye, in `target/browser-screenshots/`.

use std::path::{Path, PathBuf};

use fantoccini::key::Key;

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
                ("table", ".figure [role=tab]:nth-child(2)"),
                ("data", ".figure [role=tab]:nth-child(3)"),
                ("method", ".figure [role=tab]:nth-child(4)"),
            ] {
                for (screen, scheme) in [(PHONE, Scheme::Dark), (LAPTOP, Scheme::Light)] {
                    page.screen(screen).await;
                    page.colours(scheme).await;
                    page.open(&story).await;
                    page.click(selector).await;
                    page.until(
                        &format!("the {what} opens"),
                        "return document.querySelector('#card:popover-open, [role=tab]:not(:first-child)[aria-selected=true]') !== null",
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

#[test]
fn marks_with_their_words() {
    let folder = empty_folder("marks");
    in_browser(async |page| {
        for story in page.site.stories() {
            let name = story.replace("/index.html", "");
            for (screen, scheme) in [(PHONE, Scheme::Dark), (LAPTOP, Scheme::Light)] {
                page.screen(screen).await;
                page.colours(scheme).await;
                page.open(&story).await;
                let figures: usize = page
                    .ask(
                        "return document.querySelectorAll('figure.figure').length",
                        &[],
                    )
                    .await;
                for at in 0..figures {
                    let has_marks: bool = page
                        .ask(
                            "const plot = [...document.querySelectorAll('figure.figure')][arguments[0]]
                               .querySelector(arguments[1]);
                             plot.scrollIntoView({ block: 'center' });
                             plot.focus();
                             return plot.tabIndex === 0;",
                            &[at.into(), if screen.phone { ".narrow" } else { ".wide" }.into()],
                        )
                        .await;
                    assert!(has_marks, "{story}: figure {} has marks", at + 1);
                    for _ in 0..3 {
                        page.press(Key::Right).await;
                    }
                    let file = format!("{name}-{}-{}-{}.png", at + 1, screen.width, scheme.name());
                    take(page, &folder.join(file)).await;
                }
            }
        }
    });
}
