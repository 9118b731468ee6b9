//! The keyboard moves through a page in the order of its text, and past what it need not read.

use fantoccini::key::Key;
use serde_json::Value;

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE};

/// Where focus is: which of the things that can have it, and whether it can be seen.
const FOCUS: &str = "
    const stops = [...document.querySelectorAll('a[href], summary, button, input, select, [tabindex]')]
      .filter((part) => part.tabIndex >= 0 && part.checkVisibility());
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    return {
      index: stops.indexOf(at),
      stops: stops.length,
      seen: box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth,
      ring: getComputedStyle(at).outlineStyle !== 'none',
    };";

#[test]
fn focus_follows_the_text_and_is_seen() {
    in_browser(async |page| {
        for screen in [LAPTOP, PHONE] {
            page.screen(screen).await;
            for story in page.site.stories() {
                page.open(&story).await;
                for expected in 0..12 {
                    page.press(Key::Tab).await;
                    let focus: Value = page.ask(FOCUS, &[]).await;
                    assert_eq!(focus["index"], expected, "{story}: stop {expected}");
                    assert_eq!(
                        focus["seen"], true,
                        "{story}: stop {expected} is in the window"
                    );
                    assert_eq!(focus["ring"], true, "{story}: stop {expected} is marked");
                }
                for expected in (5..11).rev() {
                    page.press_with_shift(Key::Tab).await;
                    let focus: Value = page.ask(FOCUS, &[]).await;
                    assert_eq!(focus["index"], expected, "{story}: backwards");
                }
            }
        }
    });
}

/// From a place where focus was put, through a figure with its scrolling table, to what follows.
#[test]
fn focus_is_never_trapped() {
    in_browser(async |page| {
        for path in page.site.pages() {
            page.open(&path).await;
            let started: Value = page
                .ask(
                    &format!(
                        "document.querySelectorAll('details').forEach((part) => part.open = true);
                         document.querySelectorAll('.view').forEach((part) => part.hidden = false);
                         const scrolling = document.querySelector('.scroll') ?? document.querySelector('main :is(a, input)');
                         scrolling.focus();
                         {FOCUS}"
                    ),
                    &[],
                )
                .await;
            let first = started["index"].as_u64().unwrap();
            let last = started["stops"].as_u64().unwrap() - 1;
            for step in 1..=10 {
                if first + step > last {
                    break;
                }
                page.press(Key::Tab).await;
                let focus: Value = page.ask(FOCUS, &[]).await;
                assert_eq!(
                    focus["index"],
                    first + step,
                    "{path}: {step} after the first region"
                );
            }
        }
    });
}

#[test]
fn the_skip_link_leads_past_the_navigation() {
    in_browser(async |page| {
        for path in page.site.pages() {
            page.open(&path).await;
            page.press(Key::Tab).await;
            let skip: Value = page
                .ask(
                    "const at = document.activeElement;
                     const box = at.getBoundingClientRect();
                     return [at.className, box.left >= 0 && box.top >= 0];",
                    &[],
                )
                .await;
            assert_eq!(skip[0], "skip", "{path}: the first stop");
            assert_eq!(
                skip[1], true,
                "{path}: the skip link is shown when it has focus"
            );
            page.press(Key::Enter).await;
            page.until(
                "the address names the text",
                "return location.hash === '#content'",
            )
            .await;
            page.press(Key::Tab).await;
            let within: bool = page
                .ask(
                    "return document.activeElement.closest('main') !== null",
                    &[],
                )
                .await;
            assert!(within, "{path}: the next stop is in the text");
        }
    });
}
