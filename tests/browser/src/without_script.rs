//! Without JavaScript: the same text, and links in place of popovers.

use serde_json::Value;

use crate::chromium::in_browser;

#[test]
fn the_same_text_is_there() {
    const TEXT: &str = "
        // What only opens, copies or chooses parts of a figure is no text of the page, and all parts are
        // folded in the one case and hidden in the other; what lets a reader choose is none either.
        const tools = '.filter, .more-columns, .tabs, .embed button, details.view > summary, .choices, .strip, noscript';
        const parts = [...document.querySelectorAll(tools)];
        parts.forEach((part) => part.style.display = 'none');
        const shown = document.querySelector('main').innerText;
        const main = document.querySelector('main').cloneNode(true);
        main.querySelectorAll('#card, ' + tools).forEach((part) => part.remove());
        return [shown.replace(/\\s+/g, '').length, main.textContent.replace(/\\s+/g, '')];";
    in_browser(async |page| {
        for path in page.site.pages() {
            page.scripts(true).await;
            page.open(&path).await;
            let with: (usize, String) = page.ask(TEXT, &[]).await;
            page.scripts(false).await;
            page.open(&path).await;
            let ran: bool = page
                .ask(
                    "return document.querySelector('[aria-haspopup]') !== null",
                    &[],
                )
                .await;
            assert!(!ran, "scripts are off");
            let without: (usize, String) = page.ask(TEXT, &[]).await;
            // The search says little where its field and list are at hand.
            assert!(with.0 > 250, "{path} has text");
            assert_eq!(with.0, without.0, "the text of {path} that is shown");
            assert_eq!(with.1, without.1, "the text of {path}");
        }
    });
}

/// What only those need who have no scripts is told to them alone.
#[test]
fn that_a_search_needs_scripts_is_told_where_there_are_none() {
    const TOLD: &str =
        "return document.querySelector('main').innerText.includes('Searching needs JavaScript')";
    in_browser(async |page| {
        for scripts in [true, false] {
            page.scripts(scripts).await;
            page.open("search.html").await;
            let told: bool = page.ask(TOLD, &[]).await;
            assert_eq!(told, !scripts, "scripts: {scripts}");
            let field: bool = page
                .ask(
                    "return document.getElementById('query').checkVisibility()",
                    &[],
                )
                .await;
            assert_eq!(field, scripts, "the field, with scripts: {scripts}");
        }
    });
}

#[test]
fn a_number_leads_to_its_row() {
    in_browser(async |page| {
        page.scripts(false).await;
        for story in page.site.stories() {
            for sample in [".body > p a.fact", ".body a.claim"] {
                page.open(&story).await;
                let target: String = page
                    .ask(
                        "const at = document.querySelector(arguments[0]);
                         at.scrollIntoView({ block: 'center' });
                         return at.href;",
                        &[sample.into()],
                    )
                    .await;
                page.follow(sample).await;
                page.until(
                    &format!("{sample} of {story} leads away"),
                    "return document.readyState === 'complete' && document.querySelector(':target') !== null",
                )
                .await;
                assert_eq!(page.address().await, target);
                let row: Value = page
                    .ask(
                        "const row = document.querySelector(':target');
                         const box = row.getBoundingClientRect();
                         return {
                           kind: row.tagName,
                           shown: box.top >= 0 && box.bottom <= window.innerHeight && box.height > 0,
                           marked: getComputedStyle(row).backgroundColor !== 'rgba(0, 0, 0, 0)',
                         };",
                        &[],
                    )
                    .await;
                let kind = if sample.ends_with("fact") {
                    "TR"
                } else {
                    "ARTICLE"
                };
                assert_eq!(row["kind"], kind, "{target}");
                assert_eq!(row["shown"], true, "{target} is in the window");
                assert_eq!(row["marked"], true, "{target} is marked");
            }
        }
    });
}

#[test]
fn figures_are_there_and_their_data_open() {
    in_browser(async |page| {
        page.scripts(false).await;
        for story in page.site.stories() {
            page.open(&story).await;
            let figures: Vec<(String, bool)> = page
                .ask(
                    "return [...document.querySelectorAll('figure.figure')].map((figure) => {
                       const svg = [...figure.querySelectorAll('svg')].find((svg) => svg.checkVisibility());
                       const box = svg && svg.getBoundingClientRect();
                       return [figure.id, Boolean(box) && box.width > 300 && box.height > 150];
                     })",
                    &[],
                )
                .await;
            assert!(!figures.is_empty(), "{story} has figures");
            for (id, shown) in figures {
                assert!(shown, "{story}: {id} is shown");
                for part in ["table", "data", "method"] {
                    let folded = format!("#{id}-{part}");
                    let content = format!(
                        "return document.querySelector('{folded} > :not(summary, .view-title)').checkVisibility()"
                    );
                    let open: bool = page.ask(&content, &[]).await;
                    assert!(!open, "{story}: {folded} is folded away");
                    page.click(&format!("{folded} > summary")).await;
                    page.until(&format!("{folded} opens"), &content).await;
                }
            }
        }
    });
}
