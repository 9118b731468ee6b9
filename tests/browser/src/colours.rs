//! Light and dark: both can be read, and the reader's wish is followed.

use serde_json::{Value, json};

use crate::chromium::in_browser;
use crate::page::{LAPTOP, PHONE, Scheme};

/// What WCAG 2 asks of text of ordinary size (success criterion 1.4.3, level AA).
const CONTRAST: f64 = 4.5;

/// The lightness, from 0 to 255, of what is behind the text, of the text, of the figures and of the
/// words in them.
const LIGHTNESS: &str = "
    const light = (colour) => {
      const [r, g, b] = colour.match(/[0-9.]+/g).map(Number);
      return 0.3 * r + 0.6 * g + 0.1 * b;
    };
    const all = (selector, property) =>
      [...document.querySelectorAll(selector)].map((part) => light(getComputedStyle(part)[property]));
    return [
      all('body', 'backgroundColor').concat(all('.hw-figure .background', 'fill')),
      all('h1, main p:not(.meta)', 'color').concat(all('.hw-figure .title', 'fill')),
      document.querySelectorAll('.figure').length,
    ];";

#[test]
fn pages_and_figures_follow_the_colours_that_the_reader_prefers() {
    in_browser(async |page| {
        for path in page.site.pages() {
            page.open(&path).await;
            // Without a reload: the reader's system may turn dark at sunset.
            for scheme in Scheme::BOTH {
                page.colours(scheme).await;
                let (paper, words, figures): (Vec<f64>, Vec<f64>, usize) =
                    page.ask(LIGHTNESS, &[]).await;
                // The page and, of each figure, the wide one and the narrow one.
                assert_eq!(paper.len(), 1 + 2 * figures, "{path} paints its figures");
                let (dark, light) = match scheme {
                    Scheme::Light => (&words, &paper),
                    Scheme::Dark => (&paper, &words),
                };
                let name = scheme.name();
                assert!(
                    dark.iter().all(|lightness| *lightness < 120.0),
                    "{path} in {name} colours: something stays light: {dark:?}"
                );
                assert!(
                    light.iter().all(|lightness| *lightness > 135.0),
                    "{path} in {name} colours: something stays dark: {light:?}"
                );
            }
        }
    });
}

#[test]
fn all_text_has_contrast_in_both() {
    in_browser(async |page| {
        for path in page.site.pages() {
            for (screen, scheme) in [
                (LAPTOP, Scheme::Light),
                (LAPTOP, Scheme::Dark),
                (PHONE, Scheme::Light),
                (PHONE, Scheme::Dark),
            ] {
                page.screen(screen).await;
                page.colours(scheme).await;
                page.open(&path).await;
                page.ask::<()>(
                    "document.querySelectorAll('details').forEach((part) => part.open = true);
                     document.querySelectorAll('.view').forEach((part) => part.hidden = false);
                     // An open card is text like any other.
                     document.querySelector('.body a.claim, .body a.fact')?.click();
                     // So is what a search finds.
                     const query = document.querySelector('#query');
                     if (query) {
                       query.value = 'open';
                       query.dispatchEvent(new Event('input'));
                     }",
                    &[],
                )
                .await;
                let (measured, weak): (usize, Vec<Value>) = page
                    .ask(include_str!("contrast.js"), &[json!(CONTRAST)])
                    .await;
                assert!(measured > 20, "{path}: only {measured} texts were measured");
                assert!(
                    weak.is_empty(),
                    "{path} at {} px in {} colours: {} texts below {CONTRAST}: {:#?}",
                    screen.width,
                    scheme.name(),
                    weak.len(),
                    &weak[..weak.len().min(8)]
                );
            }
        }
    });
}
