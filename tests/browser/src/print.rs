//! A story prints.

use crate::chromium::in_browser;
use crate::page::Scheme;

/// Notes, while the page is printed, how light its papers and its words are, from 0 to 255.
const WATCH: &str = "
    const light = (selector, property) => {
      const [r, g, b] = getComputedStyle(document.querySelector(selector))[property].match(/[0-9.]+/g).map(Number);
      return 0.3 * r + 0.6 * g + 0.1 * b;
    };
    matchMedia('print').addEventListener('change', (media) => {
      if (!media.matches) return;
      window.printed = [
        [light('body', 'backgroundColor'), light('.figure .wide .background', 'fill')],
        [light('body', 'color'), light('.figure .wide .title', 'fill'), light('a.claim.holds', 'color')],
      ];
    });";

#[test]
fn a_story_prints_in_dark_on_white() {
    in_browser(async |page| {
        for story in page.site.stories() {
            // Whoever reads in the dark prints on white paper all the same.
            page.colours(Scheme::Dark).await;
            page.open(&story).await;
            page.ask::<()>(WATCH, &[]).await;
            let pdf = page.pdf().await;
            assert!(pdf.starts_with(b"%PDF-"), "{story} prints as a PDF");
            let text = String::from_utf8_lossy(&pdf);
            let pages = text.matches("/Type /Page\n").count();
            assert!(pages >= 4, "{story} prints on {pages} pages");
            let fonts = text.matches("/Type /FontDescriptor").count();
            assert!(fonts >= 2, "{story} prints its text with {fonts} fonts");
            let (paper, words): (Vec<f64>, Vec<f64>) = page.ask("return window.printed", &[]).await;
            assert!(
                paper.iter().all(|lightness| *lightness > 250.0),
                "{story} is printed on something dark: {paper:?}"
            );
            assert!(
                words.iter().all(|lightness| *lightness < 130.0),
                "{story} prints pale words: {words:?}"
            );
            let dark: bool = page
                .ask(
                    "return document.documentElement.dataset.theme === undefined",
                    &[],
                )
                .await;
            assert!(
                dark,
                "{story} follows the reader's colours again afterwards"
            );
        }
    });
}

#[test]
fn what_only_a_screen_needs_is_not_printed() {
    in_browser(async |page| {
        for path in page.site.pages() {
            page.media("print", Scheme::Light).await;
            page.open(&path).await;
            let shown: Vec<String> = page
                .ask(
                    "return [...document.querySelectorAll('.skip, nav, .files, .tabs, .choices, .embed, .filter, .marks, .more-columns, select, input, textarea, button:not(.sort), .figure .narrow')]
                       .filter((part) => part.checkVisibility()).map((part) => part.className)",
                    &[],
                )
                .await;
            assert!(shown.is_empty(), "{path} prints {shown:?}");
            let figures: bool = page
                .ask(
                    "return [...document.querySelectorAll('.figure .wide')]
                       .every((part) => part.checkVisibility())",
                    &[],
                )
                .await;
            assert!(figures, "{path} prints its figures wide");
        }
    });
}

/// Paper has no signs without their words, and says which edition it is of.
#[test]
fn what_does_not_hold_says_so_in_words() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.media("print", Scheme::Light).await;
            page.open(&story).await;
            let signs: Vec<(String, String)> = page
                .ask(
                    "return [...document.querySelectorAll('a.claim')].map((claim) =>
                       [claim.className, getComputedStyle(claim, '::after').content])",
                    &[],
                )
                .await;
            assert!(!signs.is_empty(), "{story}");
            for (class, sign) in signs {
                let expected = match class.as_str() {
                    "claim holds" => "none",
                    "claim fails" => "\" [fails]\"",
                    "claim fragile" => "\" [is fragile]\"",
                    _ => "\" [cannot be tested]\"",
                };
                assert_eq!(sign, expected, "{story}: {class}");
            }
            let colophon: String = page
                .ask(
                    "return [...document.querySelectorAll('.on-paper')].filter((part) => part.checkVisibility()).at(-1).innerText",
                    &[],
                )
                .await;
            let hash: Vec<&str> = colophon
                .split_whitespace()
                .filter(|word| word.trim_end_matches('.').len() == 64)
                .collect();
            let manifest =
                std::fs::read_to_string(page.site.file("highwater-manifest.json")).unwrap();
            let listed = format!("\"facts.json\": \"{}\"", hash[0].trim_end_matches('.'));
            assert!(hash.len() == 1 && manifest.contains(&listed), "{colophon}");
        }
    });
}

#[test]
fn a_figure_leaves_no_page_half_empty() {
    in_browser(async |page| {
        for story in page.site.stories() {
            page.media("print", Scheme::Light).await;
            page.open(&story).await;
            // Half of what a page of A4 holds is 133 mm, of which a line of text and a caption take some.
            // What is higher than it is wide has text that would be too small to read.
            let high: Vec<String> = page
                .ask(
                    "return [...document.querySelectorAll('.figure .wide svg')]
                       .filter((svg) => svg.height.baseVal.value <= 730)
                       .filter((svg) => svg.getBoundingClientRect().height > 115 * 96 / 25.4)
                       .map((svg) => svg.textContent.slice(0, 40))",
                    &[],
                )
                .await;
            assert!(
                high.is_empty(),
                "{story} prints figures that fit no half page: {high:?}"
            );
        }
    });
}
