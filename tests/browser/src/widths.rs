//! From a phone of 360 px to a wide screen: nothing sticks out, and the figures can be read.

use serde::Deserialize;

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Screen};

/// What `widths.js` finds.
#[derive(Debug, Deserialize)]
struct Fit {
    /// By how much the page can be scrolled sideways.
    page: i32,
    sticking: Vec<String>,
    small: Vec<String>,
    leaving: Vec<String>,
    wide: usize,
    narrow: usize,
    figures: usize,
}

/// Phones, tablets and windows, and both sides of the width where the figures change.
const SCREENS: [Screen; 7] = [
    PHONE,
    phone(414),
    phone(600),
    phone(768),
    window(769),
    window(1024),
    LAPTOP,
];

const fn phone(width: u32) -> Screen {
    Screen {
        width,
        height: 800,
        phone: true,
    }
}

const fn window(width: u32) -> Screen {
    Screen {
        width,
        height: 800,
        phone: false,
    }
}

#[test]
fn nothing_sticks_out_and_figures_can_be_read() {
    in_browser(async |page| {
        for path in page.site.pages() {
            page.open(&path).await;
            page.ask::<()>(
                "document.querySelectorAll('details').forEach((part) => part.open = true);
                 document.querySelectorAll('.view').forEach((part) => part.hidden = false);",
                &[],
            )
            .await;
            for screen in SCREENS {
                page.screen(screen).await;
                // The card is placed for the width that the window has when it opens.
                page.ask::<()>(
                    "document.getElementById('card')?.hidePopover();
                     document.querySelector('.body a.claim, .body a.fact')?.click();",
                    &[],
                )
                .await;
                let fit: Fit = page.ask(include_str!("widths.js"), &[]).await;
                let at = format!("{path} at {} px", screen.width);
                assert!(fit.page <= 0, "{at} scrolls sideways by {} px", fit.page);
                assert!(
                    fit.sticking.is_empty(),
                    "{at}: these stick out: {:?}",
                    fit.sticking
                );
                assert!(
                    fit.small.is_empty(),
                    "{at}: text below 12 px: {:#?}",
                    fit.small
                );
                assert!(
                    fit.leaving.is_empty(),
                    "{at}: labels leave a figure: {:?}",
                    fit.leaving
                );

                assert_eq!(
                    fit.wide + fit.narrow,
                    fit.figures,
                    "{at}: each figure is shown once"
                );
                if screen.width == PHONE.width {
                    assert_eq!(fit.narrow, fit.figures, "{at}: the figures are narrow");
                }
                if screen.width >= LAPTOP.width {
                    assert_eq!(fit.wide, fit.figures, "{at}: the figures are wide");
                }
            }
        }
    });
}
